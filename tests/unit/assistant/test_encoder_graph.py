"""The graph of whole numbers against the same network in plain NumPy."""

from __future__ import annotations

import math

import numpy as np
import onnx
import onnxruntime
import pytest
from safetensors.numpy import load_file

from assistant.encoder_graph import build_graph
from assistant.hearer import MODEL_FOLDER

WEIGHTS = load_file(MODEL_FOLDER / "weights.safetensors")
IDS = np.array([101, 2026, 2067, 13403, 2000, 3422, 102])


@pytest.fixture(scope="module")
def graph() -> onnx.ModelProto:
    return build_graph(WEIGHTS)


def plain(name: str) -> np.ndarray:
    """A weight as a number again."""
    scale = WEIGHTS.get(f"{name}.scale")
    return WEIGHTS[name] if scale is None else WEIGHTS[name] * scale


def linear(x: np.ndarray, name: str) -> np.ndarray:
    return x @ plain(f"{name}.weight").T + WEIGHTS[f"{name}.bias"]


def norm(x: np.ndarray, name: str) -> np.ndarray:
    centred = x - x.mean(axis=-1, keepdims=True)
    return centred / np.sqrt(x.var(axis=-1, keepdims=True) + 1e-12) * WEIGHTS[f"{name}.weight"] + WEIGHTS[f"{name}.bias"]


def encode(ids: np.ndarray) -> np.ndarray:
    """BERT by the book, in floating point."""
    erf = np.vectorize(math.erf)
    x = norm(plain("words.weight")[ids] + WEIGHTS["positions"][: len(ids)], "embeddings_norm")
    for layer in (f"layers.{i}" for i in range(6)):
        query, key, value = linear(x, f"{layer}.query_key_value").reshape(len(ids), 3, 12, 32).transpose(1, 2, 0, 3)
        scores = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(32))
        mixed = (scores / scores.sum(-1, keepdims=True)) @ value
        x = norm(x + linear(mixed.transpose(1, 0, 2).reshape(len(ids), 384), f"{layer}.attended"), f"{layer}.attended_norm")
        inner = linear(x, f"{layer}.inner")
        x = norm(x + linear(inner * (1 + erf(inner / math.sqrt(2))) / 2, f"{layer}.output"), f"{layer}.output_norm")
    return x


def run(graph: onnx.ModelProto, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    return tuple(session.run(["vector", "signs"], {"ids": ids}))


def test_the_graph_is_valid_onnx(graph):
    onnx.checker.check_model(graph)


def test_the_vector_is_that_of_the_network_in_floating_point(graph):
    vector, _ = run(graph, IDS)
    wanted = encode(IDS).mean(axis=0)
    assert vector[0] @ wanted / np.linalg.norm(vector[0]) / np.linalg.norm(wanted) > 0.95


def test_the_signs_are_those_of_the_network_in_floating_point(graph):
    _, signs = run(graph, IDS)
    x = encode(IDS)
    scores = np.concatenate([x.mean(axis=0), x.max(axis=0)]) @ WEIGHTS["signs.weight"].T + WEIGHTS["signs.bias"]
    assert np.abs(signs[0] - 1 / (1 + np.exp(-scores))).max() < 0.1


@pytest.mark.parametrize("length", [2, 3, 50, 192])
def test_every_length_up_to_a_window_runs(graph, length):
    vector, signs = run(graph, np.resize(IDS, length))
    assert vector.shape == (1, 384)
    assert ((signs >= 0) & (signs <= 1)).all()
