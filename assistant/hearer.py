"""The trained hearer: a message to its vector of meaning and to what it may say about each red flag.

A small sentence encoder, fine-tuned on labelled messages (see ``hearer/README.md``), on onnxruntime, offline,
without PyTorch. One run a message serves the intent classifier and the red flags.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from safetensors import safe_open
from tokenizers import Tokenizer

from assistant.encoder_graph import WIDTH, build_graph

MODEL_FOLDER = Path(__file__).resolve().parents[1] / "hearer" / "model"

_WINDOW, _STRIDE = 192, 128
"""Word pieces read at once, as in training, and how far the next window of a longer text lies."""

_LONGEST_TEXT = 8_000
"""Characters read, several times the longest real message; the rules read on to the end."""

_OCCLUDED, _STEP = 7, 2
"""Words taken out at a time to see which moved the hearer, and how many later the next are."""

_SENTENCE = re.compile(r"[^.!?;\n]+")
_WORD = re.compile(r"\S+")

_PARTS, _MOST_SENTENCES = 4, 12
"""A text of more words is narrowed down to about a quarter at a time; one of more sentences is not parted at them."""


@dataclass(frozen=True)
class Heard:
    """What the hearer makes of one message.

    Attributes:
        vector: meaning of the whole text, shape ``(384,)``, of length 1; 0 where no word is known.
        danger: probability that a sign of danger is asserted now.
        present: probability for each red flag that it is asserted now.
    """

    vector: np.ndarray
    danger: float
    present: Mapping[str, float]


class Hearer:
    """Reads one text at a time; meant for one process-wide instance, see :func:`shared_hearer`."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._unknown = self._tokenizer.token_to_id("[UNK]")
        with safe_open(folder / "weights.safetensors", framework="np") as stored:  # type: ignore[attr-defined]
            self.flags: tuple[str, ...] = tuple(stored.metadata()["flags"].split())
            weights = {name: stored.get_tensor(name) for name in stored.keys()}  # noqa: SIM118
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            build_graph(weights).SerializeToString(), options, providers=["CPUExecutionProvider"]
        )

    def hear(self, text: str) -> Heard:
        """Read ``text``; one longer than a window is read in several, and the strongest sign of any counts.

        Where no piece of a word is known (emoji, other scripts), nothing is heard and the vector is zero.
        """
        windows = self._windows(text[:_LONGEST_TEXT])
        if not any((ids[1:-1] != self._unknown).any() for ids in windows):
            return Heard(np.zeros(WIDTH, dtype=np.float32), 0.0, dict.fromkeys(self.flags, 0.0))
        vectors, signs = zip(*(self._run(ids) for ids in windows))
        mean = np.mean(vectors, axis=0)
        strongest = np.max(signs, axis=0)
        present = {flag: float(p) for flag, p in zip(self.flags, strongest[1:])}
        return Heard((mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32), float(strongest[0]), present)

    def words_that_moved(self, text: str, flag: str) -> tuple[int, int]:
        """Where the words stand that carry ``flag``, as character offsets.

        Those that are heard most by themselves and leave least behind when they are left out. The sentence is
        found so first, then the words in it. Of a text longer than a window only the window is searched in
        which the sign was heard most, and it is narrowed down part by part.
        """
        text = text[:_LONGEST_TEXT]
        start, end = self._loudest_window(text, flag)
        sentences = [match.span() for match in _SENTENCE.finditer(text, start, end) if match[0].strip()]
        if 1 < len(sentences) <= _MOST_SENTENCES:
            start, end = self._moved_most(text, (start, end), sentences, flag)
        size = 0
        while size != _OCCLUDED:
            words = [match.span() for match in _WORD.finditer(text[start:end])]
            if len(words) <= _OCCLUDED:
                break
            size = max(_OCCLUDED, len(words) // _PARTS)
            step = _STEP if size == _OCCLUDED else size // 2
            runs = [
                (start + words[i][0], start + words[min(i + size, len(words)) - 1][1])
                for i in range(0, len(words) - size + step, step)
            ]
            start, end = self._moved_most(text, (start, end), runs, flag)
        return start, end

    def _loudest_window(self, text: str, flag: str) -> tuple[int, int]:
        """Where the whole words stand of the window in which ``flag`` is heard most."""
        windows = self._windows(text)
        if len(windows) == 1:
            return 0, len(text)
        sign = 1 + self.flags.index(flag)
        loudest = max(range(len(windows)), key=lambda number: self._run(windows[number])[1][sign])
        pieces = self._tokenizer.encode(_sendable(text)).offsets[1:-1]
        first = loudest * _STRIDE
        start, end = pieces[first][0], pieces[min(first + _WINDOW - 2, len(pieces)) - 1][1]
        words = [word for word in _WORD.finditer(text) if word.end() > start and word.start() < end]
        return words[0].start(), words[-1].end()

    def _moved_most(self, text: str, within: tuple[int, int], spans: list[tuple[int, int]], flag: str) -> tuple[int, int]:
        def moved(span: tuple[int, int]) -> float:
            alone, without = text[span[0] : span[1]], text[within[0] : span[0]] + " " + text[span[1] : within[1]]
            return self.hear(alone).present[flag] - self.hear(without).present[flag]

        return max(spans, key=moved)

    def _windows(self, text: str) -> list[np.ndarray]:
        ids = np.array(self._tokenizer.encode(_sendable(text)).ids, dtype=np.int64)
        if len(ids) <= _WINDOW:
            return [ids]
        first, inner, last = ids[:1], ids[1:-1], ids[-1:]
        starts = range(0, max(1, len(inner) - (_WINDOW - 2) + _STRIDE), _STRIDE)
        return [np.concatenate([first, inner[start : start + _WINDOW - 2], last]) for start in starts if start < len(inner)]

    def _run(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        vector, signs = self._session.run(["vector", "signs"], {"ids": ids})
        return vector[0], signs[0][: 1 + len(self.flags)]


def _sendable(text: str) -> str:
    """``text`` with half characters, which the tokenizer refuses, replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


@functools.cache
def shared_hearer() -> Hearer:
    """The hearer of this process: Rasa builds a component several times, the weights are held once."""
    return Hearer()


@functools.cache
def weights_hash() -> str:
    """SHA-256 of the shipped weights and tokenizer, in hexadecimal."""
    files = (MODEL_FOLDER / name for name in ("weights.safetensors", "tokenizer.json"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
