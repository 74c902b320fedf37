"""Write the trained network as the server reads it: weights in 8 bits, a hash, and the names of its outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

_LARGEST = 63
"""7 of the 8 bits; see ``assistant/encoder_graph.py``."""

_LARGEST_WORD = 127
"""The word vectors are only looked up, never multiplied in 8 bits."""


def quantise(weights: np.ndarray, largest: int) -> tuple[np.ndarray, np.ndarray]:
    """Round each row to whole numbers between ``-largest`` and ``largest``.

    Args:
        weights: shape ``(rows, columns)``.

    Returns:
        The rounded rows, int8, and the scale of each, shape ``(rows, 1)``: their product is near ``weights``.
    """
    scale = np.abs(weights).max(axis=1, keepdims=True) / largest
    scale[scale == 0] = 1
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def restore(stored: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Undo :func:`export`, up to its rounding; the intent head is not among the stored.

    Args:
        stored: the arrays of ``weights.safetensors``.
    """
    scaled = {name: array.astype(np.float32) for name, array in stored.items() if not name.endswith(".scale")}
    return {name: array * stored.get(f"{name}.scale", np.float32(1)) for name, array in scaled.items()}


def export(tensors: Mapping[str, np.ndarray], flags: Sequence[str], path: Path) -> None:
    """Quantise what is multiplied, keep the rest, and write ``path``.

    The intent head is left out: Rasa trains its own classifier over the vectors, so that a topic can be added
    without training the hearer.

    Args:
        tensors: the state of :class:`hearer.network.Hearer`, as float32.
        flags: red flags in the order of the head's outputs behind the first one.
    """
    stored: dict[str, np.ndarray] = {}
    for name, tensor in tensors.items():
        if name.startswith("intents."):
            continue
        if tensor.ndim == 2 and name not in {"positions", "signs.weight"}:
            stored[name], stored[f"{name}.scale"] = quantise(tensor, _LARGEST_WORD if name == "words.weight" else _LARGEST)
        else:
            stored[name] = tensor.astype(np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(stored, path, metadata={"flags": " ".join(flags)})
