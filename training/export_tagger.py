"""Write trained networks as 8-bit ONNX.

python training/export_tagger.py CHECKPOINTS             # the tagger
python training/export_tagger.py LAYERS --hedges         # hedges' own layers, on top of it
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from encoder import HedgeLayers
from examples import TAGS
from learn_tagger import make
from onnxruntime.quantization import QuantType, quantize_dynamic
from shipped import SHARED, STATES, open_states
from torch import Tensor, nn

HEDGES = ("uncertainty", "weasel")
LAYERS = 6


class Exported(nn.Module):
    """What runs: one window in, log-probabilities out."""

    def __init__(self, tagger: nn.Module) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """Log-probabilities of every head's tags, and of the arcs."""
        states = self.tagger.read(ids, features)
        roles = self.tagger.heads["roles"](states).log_softmax(-1)[0]
        return roles, self.tagger.arcs(states).log_softmax(-1)[0]


class ExportedHedges(nn.Module):
    """What runs: the states of one window after the shared layers in, log-probabilities of the tags out."""

    def __init__(self, layers: HedgeLayers) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, states: Tensor) -> tuple[Tensor, ...]:
        """Log-probabilities of both schemes' tags."""
        return tuple(scores.log_softmax(-1)[0] for scores in self.layers(states).values())


def load(folders: list[Path]) -> nn.Module:
    """The tagger whose weights are the mean of those of its stages."""
    stages = [torch.load(folder / "checkpoint.pt", weights_only=True)["model"] for folder in folders]
    weights = {name: sum(stage[name] for stage in stages) / len(stages) for name in stages[-1]}
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    tagger = make(weights["words.weight"].shape[0], layers)
    tagger.load_state_dict(weights)
    return tagger.eval()


def export(folders: list[Path], out: Path) -> None:
    """The tagger, with the states after the layers that hedges share."""
    window = {"ids": torch.ones(1, 40, dtype=torch.long), "features": torch.zeros(1, 40, dtype=torch.long)}
    made = quantised(Exported(load(folders)), window, ["roles", "arcs"])
    open_states(made)
    onnx.save(made, out / "tagger.onnx")
    shutil.copyfile(folders[-1] / "vocabulary.txt", out / "tagger.vocabulary.txt")


def export_hedges(folder: Path, out: Path) -> None:
    """The layers that only hedges use."""
    weights = torch.load(folder / "layers.pt", weights_only=True)
    layers = HedgeLayers({head: len(TAGS[head]) for head in HEDGES}, LAYERS - SHARED)
    layers.load_state_dict(weights)
    made = quantised(ExportedHedges(layers.eval()), {STATES: torch.zeros(1, 40, 384)}, list(HEDGES))
    onnx.save(made, out / "hedges.onnx")


def quantised(model: nn.Module, given: dict[str, Tensor], names: list[str]) -> onnx.ModelProto:
    """Export, quantise the weights of matrix products and embeddings, and drop what only a debugger reads."""
    axes = {**{name: {1: "pieces"} for name in given}, **{name: {0: "pieces"} for name in names}}
    if "arcs" in axes:
        axes["arcs"][1] = "pieces"
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "float.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            model,
            tuple(given.values()),
            str(whole),
            input_names=list(given),
            output_names=names,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        # 7-bit weights: without VNNI instructions 8-bit products overflow, and results would depend on the machine
        quantize_dynamic(whole, small, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
        made = onnx.load(small)
    for node in made.graph.node:
        node.doc_string = ""
    return made


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hedges", action="store_true", help="the folder holds what learn_hedge_layers.py learned")
    parser.add_argument("folders", type=Path, nargs="+", help="checkpoints of one tagger's stages, the last one last")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "analysis" / "models")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    if given.hedges:
        export_hedges(given.folders[0], given.out)
    else:
        export(given.folders, given.out)


if __name__ == "__main__":
    main()
