"""The hearer's network as an ONNX graph, built in memory from its quantised weights.

The products run on 8-bit numbers: weights are stored so, activations are rounded as they come. Weights use
7 of the 8 bits, because processors without VNNI add two products in 16 bits and would overflow.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WIDTH = 384
_LAYERS, _HEADS = 6, 12
_OPSET = 17


def build_graph(weights: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """The network that reads one message.

    Args:
        weights: tensors of ``hearer/model/weights.safetensors``, named as ``hearer/network.py`` names them; those
            quantised have a second tensor ``<name>.scale``, one number a row.

    Returns:
        A model with input ``ids`` (pieces,) and outputs ``vector`` (1, 384), the mean over the pieces, and
        ``signs`` (1, signs), probabilities.
    """
    build = _GraphBuilder(weights)
    count = build.node("Shape", "ids")
    rows = build.node("Cast", build.node("Gather", build.stored("words.weight"), "ids"), to=TensorProto.FLOAT)
    words = build.node("Mul", rows, build.node("Gather", build.stored("words.weight.scale"), "ids"))
    positions = build.node("Slice", build.stored("positions"), build.ints([0]), count, build.ints([0]))
    x = build.layer_norm(build.node("Add", words, positions), "embeddings_norm")
    for layer in range(_LAYERS):
        x = build.transformer_layer(x, f"layers.{layer}")
    mean = build.node("ReduceMean", x, output="vector", axes=[0], keepdims=1)
    both = build.node("Concat", mean, build.node("ReduceMax", x, axes=[0], keepdims=1), axis=1)
    scores = build.node("Add", build.node("MatMul", both, build.constant(weights["signs.weight"].T)), build.stored("signs.bias"))
    build.node("Sigmoid", scores, output="signs")
    graph = helper.make_graph(
        build.nodes,
        "hearer",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["pieces"])],
        [
            helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, WIDTH]),
            helper.make_tensor_value_info("signs", TensorProto.FLOAT, [1, len(weights["signs.bias"])]),
        ],
        build.initializers,
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=8)


class _GraphBuilder:
    """Writes down BERT's layers as ONNX nodes, each method one formula of the architecture."""

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self._weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: list[onnx.TensorProto] = []

    def nodes_with(self, operation: str, *inputs: str, outputs: int, **attributes: object) -> list[str]:
        """Add a node with several outputs and return their names."""
        names = [f"t{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operation, list(inputs), names, **attributes))
        return names

    def node(self, operation: str, *inputs: str, output: str = "", **attributes: object) -> str:
        """Add a node and return the name of its output."""
        name = output or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [name], **attributes))
        return name

    def constant(self, value: np.ndarray) -> str:
        """Add a fixed tensor and return its name."""
        name = f"c{len(self.initializers)}"
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def stored(self, name: str) -> str:
        """Add one of the weights as it is stored."""
        return self.constant(self._weights[name])

    def ints(self, values: list[int]) -> str:
        """Add a shape or an index."""
        return self.constant(np.array(values, dtype=np.int64))

    def number(self, value: float) -> str:
        """Add one number."""
        return self.constant(np.array(value, dtype=np.float32))

    def linear(self, x: str, name: str) -> str:
        """``x`` times the quantised weights, scaled back, plus the bias."""
        rounded, scale, zero = self.nodes_with("DynamicQuantizeLinear", x, outputs=3)
        product = self.node("MatMulInteger", rounded, self.constant(self._weights[f"{name}.weight"].T), zero)
        row_scales = self.constant(self._weights[f"{name}.weight.scale"][:, 0])
        scaled = self.node("Mul", self.node("Cast", product, to=TensorProto.FLOAT), self.node("Mul", scale, row_scales))
        return self.node("Add", scaled, self.stored(f"{name}.bias"))

    def layer_norm(self, x: str, name: str) -> str:
        """Each row brought to mean 0 and deviation 1, then stretched as learnt."""
        stretch, shift = self.stored(f"{name}.weight"), self.stored(f"{name}.bias")
        return self.node("LayerNormalization", x, stretch, shift, axis=-1, epsilon=1e-12)

    def attention(self, x: str, name: str) -> str:
        """Every piece looks at every other, in twelve ways."""
        joined = self.node("Reshape", self.linear(x, f"{name}.query_key_value"), self.ints([-1, 3, _HEADS, WIDTH // _HEADS]))
        parts = self.nodes_with("Split", self.node("Transpose", joined, perm=[1, 2, 0, 3]), outputs=3, axis=0)
        query, key, value = (self.node("Reshape", part, self.ints([_HEADS, -1, WIDTH // _HEADS])) for part in parts)
        scores = self.node("MatMul", query, self.node("Transpose", key, perm=[0, 2, 1]))
        scaled = self.node("Div", scores, self.number(math.sqrt(WIDTH // _HEADS)))
        mixed = self.node("MatMul", self.node("Softmax", scaled, axis=-1), value)
        return self.node("Reshape", self.node("Transpose", mixed, perm=[1, 0, 2]), self.ints([-1, WIDTH]))

    def gelu(self, x: str) -> str:
        """The exact form, by the error function."""
        erf = self.node("Erf", self.node("Div", x, self.number(math.sqrt(2))))
        return self.node("Mul", self.node("Mul", x, self.node("Add", erf, self.number(1))), self.number(0.5))

    def transformer_layer(self, x: str, name: str) -> str:
        """Attention, then a wider step, each added to what it read."""
        attended = self.linear(self.attention(x, name), f"{name}.attended")
        x = self.layer_norm(self.node("Add", x, attended), f"{name}.attended_norm")
        wider = self.linear(self.gelu(self.linear(x, f"{name}.inner")), f"{name}.output")
        return self.layer_norm(self.node("Add", x, wider), f"{name}.output_norm")
