"""Read how people ask: follow-ups that lean on the last answer, and several things in one message."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any

from triage.files import read_yaml
from triage.knowledge import FOLDER
from triage.text import Normaliser, Spelling, is_punctuation

_SENTENCE = re.compile(r"[^.!?;\n]*[^.!?;\s][^.!?;\n]*[.!?;\n]*")
_SHORTEST_PART = 2
"""Words; a part with fewer is no question of its own ("please?")."""

MOST_PARTS = 4
"""A message with more parts is a story, and is read as a whole."""


class FollowUp(str, enum.Enum):
    """What a message asks of the answer before it. The values are the keys of ``questions.yml``."""

    HOW_LONG = "how_long"
    HOW_OFTEN = "how_often"
    HOW = "how"
    WHY = "why"
    SOURCE = "source"
    SIMPLER = "simpler"
    AGAIN = "again"
    MORE = "more"


class QuestionReader:
    """Recognises follow-ups and parts by the words of ``questions.yml``."""

    def __init__(self, phrases: Mapping[str, Any]) -> None:
        every_word = {word for kind in FollowUp for phrase in phrases[kind.value] for word in phrase.split()}
        vocabulary = frozenset(word for word in every_word if len(word) > 3)
        self._normaliser = Normaliser(Spelling(vocabulary, {}, {}))
        self._phrases = sorted(
            ((self._words(phrase), kind) for kind in FollowUp for phrase in phrases[kind.value]), key=lambda each: -len(each[0])
        )
        self._around = frozenset(phrases["around"])
        self._longest = int(phrases["longest_follow_up"])
        self._join = re.compile(
            "|".join(
                rf"\s*(?:,\s*(?:(?:{_any_of(joins)})\s+)?|\s+(?:{_any_of(joins)})\s+|\s+-+\s+)(?=(?:{_any_of(opens)})\b)"
                for joins, opens in (
                    (phrases["joins_questions"], phrases["opens_a_question"]),
                    (phrases["joins_reports"], phrases["opens_a_report"]),
                )
            ),
            re.IGNORECASE,
        )

    def follow_up(self, text: str) -> FollowUp | None:
        """What ``text`` asks of the answer before it, or None where it has a subject of its own.

        Args:
            text: raw message. "and how long for?" is a follow-up, "how long does a spasm last" is none.
        """
        if len(text.split()) > self._longest:
            return None
        left = list(self._words(text))
        said = frozenset(left)
        for words, kind in self._phrases:
            if not said.issuperset(words):
                continue
            at = next((i for i in range(len(left) - len(words) + 1) if tuple(left[i : i + len(words)]) == words), None)
            if at is None:
                continue
            rest = [*left[:at], *left[at + len(words) :]]
            if all(norm in self._around or is_punctuation(norm) or self._is_phrase(norm) for norm in rest):
                return kind
        return None

    def parts(self, text: str) -> Sequence[tuple[int, int]]:
        """Where the things that ``text`` says or asks stand, as character offsets; one part where it holds but one."""
        found: list[tuple[int, int]] = []
        for sentence in _SENTENCE.finditer(text):
            start = sentence.start()
            for join in self._join.finditer(text, sentence.start(), sentence.end()):
                if _is_long_enough(text[start : join.start()]) and _is_long_enough(text[join.end() : sentence.end()]):
                    found.append((start, join.start()))
                    start = join.end()
            found.append((start, sentence.end()))
        long_enough = [part for part in found if _is_long_enough(text[slice(*part)])]
        return long_enough if 1 < len(long_enough) <= MOST_PARTS else [(0, len(text))]

    def _is_phrase(self, norm: str) -> bool:
        return any(words == (norm,) for words, _ in self._phrases)

    def _words(self, text: str) -> tuple[str, ...]:
        return tuple(token.norm for token in self._normaliser.tokens(text))


def _any_of(words: Sequence[str]) -> str:
    return "|".join(re.escape(each) for each in sorted(words, key=len, reverse=True))


def _is_long_enough(text: str) -> bool:
    return len(re.findall(r"\w+", text)) >= _SHORTEST_PART


@functools.cache
def default_question_reader() -> QuestionReader:
    """The reader over the project's own phrases, built once a process."""
    return QuestionReader(read_yaml(FOLDER / "questions.yml"))
