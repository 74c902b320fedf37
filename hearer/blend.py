"""Lay two hearers into one: ``python -m hearer.blend BEFORE GROWN --share 0.4 --out hearer/model``.

Growing teaches the new messages and forgets a little of the old ones; a hearer between the two keeps most of both.
The mean of two weights often lies less than half a step of the 8-bit grid away from the old one, so that rounding
would undo it. Each weight is therefore taken whole from one of the two, by chance.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from safetensors import safe_open

from hearer.export import export, restore

_WEIGHTS = "weights.safetensors"


def blend(
    before: Mapping[str, np.ndarray], grown: Mapping[str, np.ndarray], share: float, seed: int = 1
) -> dict[str, np.ndarray]:
    """Weights between two hearers.

    Args:
        before: float32 tensors of the hearer that was grown.
        grown: those of the grown one, of the same names and shapes.
        share: from 0, all as before, to 1, all grown.
        seed: of the chance by which a weight is taken.

    Returns:
        Matrices with each weight from one of the two, vectors and the head between them.
    """
    chance = np.random.default_rng(seed)
    blended = {}
    for name, old in before.items():
        if old.ndim == 2 and name not in {"positions", "signs.weight", "words.weight"}:
            blended[name] = np.where(chance.random(old.shape) < share, grown[name], old)
        else:
            blended[name] = ((1 - share) * old + share * grown[name]).astype(np.float32)
    return blended


def main() -> None:
    """Read the command line, blend, export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path, help="folder of the hearer that was grown")
    parser.add_argument("grown", type=Path)
    parser.add_argument("--share", type=float, default=0.4, help="part of the weights that is taken from the grown one")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "model")
    options = parser.parse_args(sys.argv[1:])
    (before, flags), (grown, _) = _read(options.before), _read(options.grown)
    tokenizer = (options.before / "tokenizer.json").read_bytes()
    export(blend(before, grown, options.share), flags, options.out / _WEIGHTS)
    (options.out / "tokenizer.json").write_bytes(tokenizer)


def _read(folder: Path) -> tuple[dict[str, np.ndarray], list[str]]:
    """The tensors of a hearer, as float32 in the order of their names, and its flags."""
    with safe_open(folder / _WEIGHTS, framework="np") as stored:  # type: ignore[attr-defined]
        arrays = {name: stored.get_tensor(name) for name in sorted(stored.keys())}
        return restore(arrays), stored.metadata()["flags"].split()


if __name__ == "__main__":
    main()
