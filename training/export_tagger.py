"""Write a trained tagger as 8-bit ONNX: `python training/export_tagger.py CHECKPOINTS [--out FOLDER]`."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import onnx
import torch
from examples import TAGS
from learn_tagger import make
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

HEDGE_HEADS = ("heads.uncertainty", "heads.weasel")


class Exported(nn.Module):
    """What runs: one window in, log-probabilities out."""

    def __init__(self, tagger: nn.Module) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        """Log-probabilities of every head's tags, and of the arcs."""
        states = self.tagger.read(ids, features)
        heads = [self.tagger.heads[head](states).log_softmax(-1)[0] for head in TAGS]
        return (*heads, self.tagger.arcs(states).log_softmax(-1)[0])


def load(folders: list[Path]) -> nn.Module:
    """The tagger whose weights are the mean of those of its stages, but for the heads of hedges: the last stage's."""
    stages = [torch.load(folder / "checkpoint.pt", weights_only=True)["model"] for folder in folders]
    weights = {name: sum(stage[name] for stage in stages) / len(stages) for name in stages[-1]}
    weights |= {name: value for name, value in stages[-1].items() if name.startswith(HEDGE_HEADS)}
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    tagger = make(weights["words.weight"].shape[0], layers)
    tagger.load_state_dict(weights)
    return tagger.eval()


def export(folders: list[Path], out: Path) -> None:
    """Export, quantise the weights of matrix products and embeddings, and drop what only a debugger reads."""
    model = Exported(load(folders))
    folder = folders[-1]
    whole = folder / "tagger.float.onnx"
    window = (torch.ones(1, 40, dtype=torch.long), torch.zeros(1, 40, dtype=torch.long))
    names = [*TAGS, "arcs"]
    axes = {"ids": {1: "pieces"}, "features": {1: "pieces"}, **{name: {0: "pieces"} for name in names}}
    axes["arcs"][1] = "pieces"
    torch.onnx.export(
        model,
        window,
        str(whole),
        input_names=["ids", "features"],
        output_names=names,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    out.mkdir(parents=True, exist_ok=True)
    # 7-bit weights: without VNNI instructions 8-bit products overflow, and results would depend on the machine
    quantize_dynamic(whole, out / "tagger.onnx", per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    made = onnx.load(out / "tagger.onnx")
    for node in made.graph.node:
        node.doc_string = ""
    onnx.save(made, out / "tagger.onnx")
    shutil.copyfile(folder / "vocabulary.txt", out / "tagger.vocabulary.txt")


def main() -> None:
    """Export a checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", help="checkpoints of one tagger's stages, the last one last")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "analysis" / "models")
    given = parser.parse_args()
    export(given.folders, given.out)


if __name__ == "__main__":
    main()
