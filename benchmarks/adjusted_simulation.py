"""How often error-adjusted intervals hold the true ratio, by simulation; writes the table of docs/statistics.md.

Run ``python -m benchmarks.adjusted_simulation`` (under a minute; the same output each time). What is there is as in
`benchmarks.contrast_simulation`; of it a detector finds the share that is its recall in this text, and adds as many
false finds, anywhere, as go with its precision in this text.
"""

from __future__ import annotations

import math
import sys

import numpy as np
import pandas as pd
from numpy.random import Generator

from analysis.comparing.adjust import ALIKE, adjusted
from analysis.comparing.permutation import Floats, compare
from benchmarks.contrast_simulation import PAGE, Scene, article
from benchmarks.pages import markdown, put

DRAWS, SEEDS = 399, 16
RATE = 3.0  # occurrences per 100 words
SENTENCES = (15, 60)
RATIOS = (1, 2)
DETECTORS = {"0.91, 0.90": (0.91, 0.90), "0.79, 0.85": (0.79, 0.85), "0.70, 0.76": (0.70, 0.76)}
MEASURED = 2_000  # occurrences that average precision and recall are known from


def found(rng: Generator, there: Floats, rate: float, precision: float, recall: float) -> Floats:
    """What a detector with a precision and recall of its own in this text counts, one row a sentence."""
    own, share = (rng.beta(ALIKE * value, ALIKE * (1 - value)) for value in (precision, recall))
    false = rng.poisson(rate / 100 * share * (1 - own) / max(own, 0.05) * there[:, 1])
    return np.column_stack([rng.binomial(there[:, 0].astype(int), share) + false, there[:, 1]]).astype(float)


def simulate(scene: Scene, precision: float, recall: float, runs: int) -> dict[str, float]:
    """Shares of pairs of texts whose interval holds the true ratio: as counted, and adjusted."""
    rng = np.random.default_rng([scene.a, int(scene.ratio), int(100 * precision), int(100 * recall)])
    rows = []
    for number in range(runs):
        sides = [
            found(rng, article(rng, rate, scene.a, scene.words_a, scene), rate, precision, recall)
            for rate in (scene.rate, scene.ratio * scene.rate)
        ]
        rates = {f"rate_{name}": side[:, 0].sum() / side[:, 1].sum() for name, side in zip("ab", sides, strict=True)}
        result = compare(*sides, DRAWS, number % SEEDS)
        rows.append({"measure": "attributions", "a": "Post", "b": "Wire", **result._asdict(), **rates})
    counts = {
        "tp": MEASURED * precision,
        "fp": MEASURED * (1 - precision),
        "fn": MEASURED * precision * (1 / recall - 1),
    }
    known = {
        "detector": "attribution",
        "metric": "match",
        "corpus": "simulated",
        "precision": precision,
        "recall": recall,
    }
    table = adjusted(pd.DataFrame(rows), pd.DataFrame([known | counts])).dropna(subset="log2_ratio")
    true = math.log2(scene.ratio)
    return {
        "raw": float(((table["low"] <= true) & (true <= table["high"])).mean()),
        "adjusted": float(((table["low_adjusted"] <= true) & (true <= table["high_adjusted"])).mean()),
    }


def table(runs: int) -> pd.DataFrame:
    """One row a detector, length and ratio."""
    rows = []
    for name, (precision, recall) in DETECTORS.items():
        for sentences in SENTENCES:
            for ratio in RATIOS:
                shares = simulate(Scene(RATE, sentences, sentences, ratio), precision, recall, runs)
                cells = {key: f"{100 * value:.1f}" for key, value in shares.items()}
                row = {"precision, recall": name, "sentences in each": str(sentences), "true ratio": str(ratio)}
                rows.append(row | {"as counted": cells["raw"], "adjusted": cells["adjusted"]})
    return pd.DataFrame(rows)


if __name__ == "__main__":
    put(PAGE, {"adjusted": markdown(table(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))})
