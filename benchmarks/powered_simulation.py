"""How often intervals from a coded sample hold the truth, by simulation; writes the table of docs/statistics.md.

Run ``python -m benchmarks.powered_simulation`` (about a minute; the same output each time). What is there in a sentence
is negative binomial; of that the machine finds the share `recall`, and adds false finds of its own.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd
from numpy.random import Generator

from analysis.comparing.adjust import known, read_accuracy
from analysis.comparing.powered import Powered, difference, powered
from benchmarks.contrast_simulation import PAGE
from benchmarks.pages import markdown, put

SENTENCES = 2_000  # of an outlet, coded or not
CODED = (50, 100, 200)
RATES = (0.1, 0.3, 1.0)  # occurrences a sentence


def detectors() -> dict[str, tuple[float, float]]:
    """Precision and recall of a good detector, of that of attributions as it was measured, and of a poor one."""
    measured = known(read_accuracy())["attribution", "match"]
    return {
        "good": (0.9, 0.9),
        "as for attributions": (round(measured["precision"], 2), round(measured["recall"], 2)),
        "poor": (0.4, 0.4),
    }


def outlet(rng: Generator, rate: float, precision: float, recall: float) -> tuple[np.ndarray, np.ndarray]:
    """What is there and what the machine finds, one count a sentence."""
    there = rng.poisson(rate * rng.gamma(2.0, 0.5, SENTENCES))
    false = rng.poisson(rate * recall * (1 - precision) / precision, SENTENCES)
    return there, rng.binomial(there, recall) + false


def sample(rng: Generator, rate: float, precision: float, recall: float, coded: int) -> tuple[Powered, np.ndarray]:
    """A powered mean of one outlet, and the coded counts alone."""
    there, found = outlet(rng, rate, precision, recall)
    return powered(found[coded:], there[:coded], found[:coded]), there[:coded]


def simulate(rate: float, precision: float, recall: float, coded: int, runs: int) -> dict[str, float]:
    """Coverage of the mean and of the difference to an outlet of half as much again, and width against coding alone."""
    rng = np.random.default_rng([int(100 * value) for value in (rate, precision, recall, coded)])
    rows = []
    for _ in range(runs):
        (a, alone), (b, _) = (sample(rng, factor * rate, precision, recall, coded) for factor in (1.0, 1.5))
        both = difference(a, b)
        width = alone.std(ddof=1) / coded**0.5
        rows.append(
            {
                "mean": a.low <= rate <= a.high,
                "difference": both.low <= 0.5 * rate <= both.high,
                "width": a.error / width if width else np.nan,
            }
        )
    return pd.DataFrame(rows).mean().to_dict()


def table(runs: int) -> pd.DataFrame:
    """One row a rate, detector and size of the sample."""
    rows = []
    for rate in RATES:
        for name, (precision, recall) in detectors().items():
            for coded in CODED:
                found = simulate(rate, precision, recall, coded, runs)
                rows.append(
                    {
                        "a sentence": f"{rate:g}",
                        "detector (precision, recall)": f"{name} ({precision:g}, {recall:g})",
                        "coded": str(coded),
                        "coverage, mean": f"{100 * found['mean']:.1f}",
                        "coverage, difference": f"{100 * found['difference']:.1f}",
                        "width against coding alone": f"{found['width']:.2f}",
                    }
                )
    return pd.DataFrame(rows)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    said = f"Coverage is per cent of {number:,} simulated pairs of outlets, {SENTENCES:,} sentences each."
    put(PAGE, {"powered": f"{said}\n\n{markdown(table(number))}"})
