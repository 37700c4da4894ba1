"""The shipped tagger as something to learn on: its lower states as they are at run time, and its weights as floats."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import ModelProto, numpy_helper
from onnxruntime import InferenceSession
from torch import Tensor

SHARED = 4  # layers that attributions and hedges read through together
STATES = "states"  # the output of the last of them


def open_states(model: ModelProto, dropped: tuple[str, ...] = ()) -> None:
    """Give out the states after the shared layers too, and drop outputs with what only they need."""
    graph = model.graph
    weight = f"layers.{SHARED - 1}.norm.weight"
    [node] = [node for node in graph.node if any(name.endswith(weight) for name in node.input)]
    old, node.output[0] = node.output[0], STATES
    for other in graph.node:
        other.input[:] = [STATES if name == old else name for name in other.input]
    shape = onnx.helper.make_tensor_value_info(STATES, onnx.TensorProto.FLOAT, [1, "pieces", 384])
    kept = [output for output in graph.output if output.name not in dropped]
    del graph.output[:]
    graph.output.extend([*kept, shape])
    _prune(model)


def _prune(model: ModelProto) -> None:
    """Leave out the nodes and weights that no output needs."""
    graph = model.graph
    needed = {output.name for output in graph.output}
    nodes = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            nodes.append(node)
            needed.update(node.input)
    weights = [weight for weight in graph.initializer if weight.name in needed]
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(reversed(nodes))
    graph.initializer.extend(weights)


class Lower:
    """The states after the shared layers of the shipped tagger, in its 8 bits: what hedges will read at run time."""

    def __init__(self, model: Path) -> None:
        made = onnx.load(model)
        if STATES not in [output.name for output in made.graph.output]:
            open_states(made)
        del made.graph.output[: len(made.graph.output) - 1]
        _prune(made)
        self._session = InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])

    def __call__(self, ids: np.ndarray, features: np.ndarray) -> np.ndarray:
        """One row a piece."""
        given = {"ids": ids[None].astype(np.int64), "features": features[None].astype(np.int64)}
        found: np.ndarray = self._session.run([STATES], given)[0][0]
        return found.astype(np.float16)


def layer_weights(model: Path, first: int) -> dict[str, Tensor]:
    """The weights of the shipped layers from `first` on, as floats, counted from 0 again."""
    graph = onnx.load(model).graph
    known = {weight.name: numpy_helper.to_array(weight) for weight in graph.initializer}
    found = {name.removeprefix("tagger."): value for name, value in known.items() if name.startswith("tagger.layers.")}
    for node in graph.node:
        layer = re.match(r"/layers\.(\d+)/(\w+)/MatMul", node.name)
        if node.op_type == "MatMulInteger" and layer:
            name = node.input[1].removesuffix("_quantized")
            whole = known[f"{name}_quantized"].astype(np.float32) - known[f"{name}_zero_point"].astype(np.float32)
            found[f"layers.{layer[1]}.{layer[2]}.weight"] = (whole * known[f"{name}_scale"]).T
    weights = {}
    for name, value in found.items():
        _, number, rest = name.split(".", 2)
        if int(number) >= first:
            weights[f"layers.{int(number) - first}.{rest}"] = torch.tensor(np.ascontiguousarray(value))
    return weights
