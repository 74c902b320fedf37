"""Weights rounded for the server: near what was learnt, and read back by the graph as they were meant."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors import safe_open

from hearer.export import export, quantise, restore

RANDOM = np.random.default_rng(1)


def test_rounded_rows_times_their_scale_are_near_the_weights():
    weights = RANDOM.normal(size=(8, 384)).astype(np.float32)
    rounded, scale = quantise(weights, 63)
    assert rounded.dtype == np.int8
    assert np.abs(rounded).max() == 63
    assert np.abs(rounded * scale - weights).max() <= scale.max() / 2 + 1e-6


def test_a_row_of_zeros_stays_zero():
    rounded, scale = quantise(np.zeros((2, 4), dtype=np.float32), 63)
    assert not rounded.any()
    assert np.isfinite(scale).all()


@pytest.fixture
def stored(tmp_path):
    shapes = {
        "layers.0.inner.weight": (6, 4),
        "words.weight": (9, 4),
        "positions": (5, 4),
        "signs.weight": (3, 8),
        "signs.bias": (3,),
    }
    tensors = {name: RANDOM.normal(size=shape) for name, shape in {**shapes, "intents.weight": (2, 4)}.items()}
    export(tensors, ["kidney", "tetanus"], tmp_path / "model" / "weights.safetensors")
    with safe_open(tmp_path / "model" / "weights.safetensors", framework="np") as file:
        return {name: file.get_tensor(name) for name in file.keys()}, file.metadata(), tensors  # noqa: SIM118


def test_only_what_is_multiplied_or_looked_up_is_rounded(stored):
    weights, _, _ = stored
    assert {name for name, tensor in weights.items() if tensor.dtype == np.int8} == {"layers.0.inner.weight", "words.weight"}


def test_the_head_keeps_its_precision(stored):
    weights, _, tensors = stored
    assert np.array_equal(weights["signs.weight"], tensors["signs.weight"].astype(np.float32))


def test_the_intent_head_is_left_out(stored):
    assert not [name for name in stored[0] if name.startswith("intents")]


def test_the_flags_are_named_in_order(stored):
    assert stored[1] == {"flags": "kidney tetanus"}


def test_what_was_stored_is_restored_up_to_its_rounding(stored):
    weights, _, tensors = stored
    restored = restore(weights)
    assert set(restored) == set(tensors) - {"intents.weight"}
    assert all(np.abs(restored[name] - tensors[name]).max() < 0.05 for name in restored)
