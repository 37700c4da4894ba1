"""Cut the word vectors of the shipped tagger to few dimensions, for the alignment of claims.

python training/word_vectors.py

Writes `analysis/models/words.npy`: a row of 64 signed bytes for each piece of the tagger's vocabulary, what the first
layer is given of it. The common part of all pieces is taken off and the widest directions are made about equally wide
(as in Mu & Viswanath 2018), since what all words share says nothing of any. No corpus is read.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx.utils import Extractor

MODELS = Path(__file__).parents[1] / "analysis" / "models"
GIVEN = "/norm/LayerNormalization_output_0"  # embeddings of piece, place and shape together
DIMENSIONS = 64
FLOOR = 50  # the direction whose width is added to each: keeps narrow ones from weighing as much as wide ones


def embeddings() -> np.ndarray:
    """What the tagger's first layer is given of each piece standing alone: a row a piece."""
    tagger = onnx.load(MODELS / "tagger.onnx")
    tagger.graph.value_info.append(onnx.helper.make_tensor_value_info(GIVEN, onnx.TensorProto.FLOAT, None))
    cut = Extractor(tagger).extract_model(["ids", "features"], [GIVEN])
    run = onnxruntime.InferenceSession(cut.SerializeToString(), providers=["CPUExecutionProvider"]).run
    size = len((MODELS / "tagger.vocabulary.txt").read_text(encoding="utf-8").splitlines())
    alone = np.zeros((1, 1), dtype=np.int64)
    return np.array([run([GIVEN], {"ids": alone + piece, "features": alone})[0].ravel() for piece in range(size)])


def reduced(rows: np.ndarray) -> np.ndarray:
    """The rows in fewer dimensions, as signed bytes; only their directions mean anything."""
    rows = rows - rows.mean(axis=0)
    _, widths, directions = np.linalg.svd(rows, full_matrices=False)
    directions *= np.where(directions.sum(axis=1, keepdims=True) < 0, -1, 1)  # which sign it gets is chance
    cut = rows @ directions[:DIMENSIONS].T / (widths[:DIMENSIONS] + widths[FLOOR])
    cut /= np.linalg.norm(cut, axis=1, keepdims=True)
    return np.round(cut * 127 / np.abs(cut).max()).astype(np.int8)


if __name__ == "__main__":
    np.save(MODELS / "words.npy", reduced(embeddings()))
