"""How often contrasts of outlets err, by simulation; writes the table of docs/statistics.md.

Run ``python -m benchmarks.outlet_simulation`` (about a minute; the same output each time). Each event calls for a rate
of its own (gamma, shape 2), each outlet's article on it has some of its own besides (shape 4); articles have 200 to 600
words, the first outlet counts 1 per 100.
"""

from __future__ import annotations

import math
import sys

import numpy as np
import pandas as pd

from analysis.comparing.permutation import compare, compare_paired
from benchmarks.contrast_simulation import PAGE
from benchmarks.pages import markdown, put

EVENTS = (9, 14, 20, 40)
RATIOS = (1.0, 1.5, 2.0)
DRAWS = 399


def simulate(events: int, ratio: float, runs: int) -> dict[str, float]:
    """Shares of pairs of outlets: rejected at 5 %, paired and not, and intervals that hold the true ratio."""
    rng = np.random.default_rng([events, int(10 * ratio)])
    rows = []
    for seed in range(runs):
        mood, own = rng.gamma(2, 0.5, events), rng.gamma(4, 0.25, (2, events))
        words = rng.integers(200, 600, (2, events))
        counts = rng.poisson(np.array([[1.0], [ratio]]) * mood * own * words / 100)
        a, b = (np.column_stack([counts[side], words[side]]).astype(float) for side in (0, 1))
        found = compare_paired(a, b, DRAWS, seed)
        rows.append(
            {
                "rejected": found.p <= 0.05,
                "covered": found.low <= math.log2(ratio) <= found.high,
                "not paired": compare(a, b, DRAWS, seed).p <= 0.05,
            }
        )
    return pd.DataFrame(rows).mean().to_dict()


def table(runs: int) -> pd.DataFrame:
    """One row a number of events."""
    rows = []
    for events in EVENTS:
        found = {ratio: simulate(events, ratio, runs) for ratio in RATIOS}
        row = {"events": str(events), "false positives": f"{100 * found[1.0]['rejected']:.1f}"}
        row |= {f"coverage at {ratio:g}": f"{100 * found[ratio]['covered']:.1f}" for ratio in RATIOS}
        row |= {f"power at {ratio:g}": f"{100 * found[ratio]['rejected']:.1f}" for ratio in RATIOS[1:]}
        row["power at 2, not paired"] = f"{100 * found[2.0]['not paired']:.1f}"
        rows.append(row)
    return pd.DataFrame(rows)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    said = f"Per cent of {number:,} simulated pairs of outlets a cell."
    put(PAGE, {"outlets": f"{said}\n\n{markdown(table(number))}"})
