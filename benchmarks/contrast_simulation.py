"""How often the contrasts of two articles err, by simulation; prints the tables of docs/statistics.md.

Run ``python -m benchmarks.contrast_simulation`` (two to three minutes; the same output each time). Counts per sentence
are negative binomial: Poisson around the rate times the words, times a gamma variate of mean 1 and shape `spread`, so a
small `spread` makes counts cluster in few sentences. Beside the permutation stand the two methods it replaces: a
percentile bootstrap of the log ratio, and an exact Poisson comparison (Przyborowski & Wilenski 1940), which takes the
occurrences as independent of each other.
"""

from __future__ import annotations

import math
import sys
import zlib
from dataclasses import astuple, dataclass, replace

import numpy as np
import pandas as pd
from numpy.random import Generator
from scipy import special

from analysis.comparing.permutation import Floats, compare

DRAWS = 399  # enough to simulate with: 5 % of 400 is a whole number of arrangements in each tail
RATES = (0.3, 1.0, 3.0)  # occurrences per 100 words
SIZES = ((10, 10), (14, 20), (30, 30), (60, 60), (10, 60))  # sentences in the two articles


@dataclass(frozen=True)
class Scene:
    """What is simulated: two articles, the second with `ratio` times the rate of the first."""

    rate: float
    a: int
    b: int
    ratio: float = 1.0
    spread: float = 1.0
    words_a: tuple[int, int] = (10, 40)
    words_b: tuple[int, int] = (10, 40)
    run: int = 1  # successive sentences that share a gamma variate


def article(rng: Generator, rate: float, sentences: int, words: tuple[int, int], scene: Scene) -> Floats:
    """Counts and words, one row a sentence."""
    lengths = rng.integers(words[0], words[1], sentences, endpoint=True)
    mood = np.repeat(rng.gamma(scene.spread, 1 / scene.spread, -(-sentences // scene.run)), scene.run)[:sentences]
    return np.column_stack([rng.poisson(rate / 100 * lengths * mood), lengths]).astype(float)


def simulate(scene: Scene, runs: int, draws: int = DRAWS) -> dict[str, float]:
    """Shares of `runs` pairs of articles: rejected at 5 %, and intervals that hold the true ratio, by each method.

    Coverage and ``limited`` (both ends finite) are shares of the pairs in which both articles have a count: others
    have no interval. ``zero`` is the share of pairs that do not.
    """
    rng = np.random.default_rng(zlib.crc32(repr(astuple(scene)).encode()))
    rows = [_once(rng, scene, draws, seed) for seed in range(runs)]
    return pd.DataFrame(rows).mean().to_dict()


def _once(rng: Generator, scene: Scene, draws: int, seed: int) -> dict[str, float]:
    a = article(rng, scene.rate, scene.a, scene.words_a, scene)
    b = article(rng, scene.rate * scene.ratio, scene.b, scene.words_b, scene)
    found, poisson = compare(a, b, draws, seed), _poisson(a, b)
    row = {"rejected": found.p <= 0.05, "poisson_rejected": not _holds(poisson, 0.0), "count_a": a[:, 0].sum()}
    if not (a[:, 0].any() and b[:, 0].any()):
        return row | {"zero": 1.0}
    true = math.log2(scene.ratio)
    return row | {
        "zero": 0.0,
        "covered": float(found.low <= true <= found.high),
        "limited": float(math.isfinite(found.low) and math.isfinite(found.high)),
        "bootstrap_covered": float(_holds(_bootstrap(rng, a, b, draws), true)),
        "poisson_covered": float(_holds(poisson, true)),
    }


def _holds(interval: tuple[float, float], value: float) -> bool:
    return interval[0] <= value <= interval[1]


def _bootstrap(rng: Generator, a: Floats, b: Floats, draws: int) -> tuple[float, float]:
    """Percentile interval of the log2 ratio, sentences drawn with replacement."""
    rates = []
    for side in (a, b):
        sums = side[rng.integers(len(side), size=(draws, len(side)))].sum(axis=1)
        rates.append(sums[:, 0] / sums[:, 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.nanquantile(np.log2(rates[1]) - np.log2(rates[0]), [0.025, 0.975], method="inverted_cdf")
    return float(low), float(high)


def _poisson(a: Floats, b: Floats) -> tuple[float, float]:
    """Exact interval of the log2 ratio: given the total, the count of b is binomial (Clopper & Pearson 1934)."""
    (count_a, words_a), (count_b, words_b) = a.sum(axis=0), b.sum(axis=0)
    low = special.betaincinv(count_b, count_a + 1, 0.025) if count_b else 0.0
    high = special.betaincinv(count_b + 1, count_a, 0.975) if count_a else 1.0
    with np.errstate(divide="ignore"):
        return tuple(float(np.log2(np.divide(share, 1 - share) * words_a / words_b)) for share in (low, high))


def main_table(runs: int) -> pd.DataFrame:
    """One row a rate and size: errors under no difference, coverage and power at larger ones."""
    rows = []
    for rate in RATES:
        for size in SIZES:
            same = simulate(Scene(rate, *size), 2 * runs)
            double, fourfold = (simulate(Scene(rate, *size, ratio), runs) for ratio in (2, 4))
            rows.append(
                {
                    "per 100 words": f"{rate:g}",
                    "sentences": "{} and {}".format(*size),
                    "mean count in first": f"{same['count_a']:.1f}",
                    "false positives": _percent(same["rejected"]),
                    "… Poisson": _percent(same["poisson_rejected"]),
                    "coverage at 1": _percent(same["covered"]),
                    "… at 2": _percent(double["covered"]),
                    "… at 4": _percent(fourfold["covered"]),
                    "… bootstrap at 2": _percent(double["bootstrap_covered"]),
                    "… Poisson at 2": _percent(double["poisson_covered"]),
                    "both ends, at 2": _percent(double["limited"]),
                    "power at 2": _percent(double["rejected"]),
                    "power at 4": _percent(fourfold["rejected"]),
                }
            )
    return pd.DataFrame(rows)


def strain_table(runs: int) -> pd.DataFrame:
    """One row a way in which real articles may differ from the main simulation."""
    base = Scene(rate=3, a=30, b=30)
    scenes = {
        "as above": base,
        "no clustering (Poisson)": replace(base, spread=1e6),
        "strong clustering (spread 0.5)": replace(base, spread=0.5),
        "sentences of 10–20 against 25–40 words": replace(base, words_a=(10, 20), words_b=(25, 40)),
        "14 against 20 sentences, strong clustering": replace(base, a=14, b=20, spread=0.5),
        "clusters run over 3 sentences": replace(base, run=3),
    }
    rows = []
    for name, scene in scenes.items():
        same, double = simulate(scene, 2 * runs), simulate(replace(scene, ratio=2), runs)
        rows.append(
            {
                "scene": name,
                "false positives": _percent(same["rejected"]),
                "… Poisson": _percent(same["poisson_rejected"]),
                "coverage at 2": _percent(double["covered"]),
                "… bootstrap": _percent(double["bootstrap_covered"]),
                "… Poisson ": _percent(double["poisson_covered"]),
                "power at 2": _percent(double["rejected"]),
            }
        )
    return pd.DataFrame(rows)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def markdown(table: pd.DataFrame) -> str:
    """A table in Markdown."""
    rows = [table.columns.tolist(), ["---"] * len(table.columns), *table.to_numpy().tolist()]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(
        f"All figures but counts are per cent, of {number} simulated pairs of articles a cell; false positives and "
        f"coverage at 1, of {2 * number}.\n"
    )
    print(markdown(main_table(number)), markdown(strain_table(number)), sep="\n\n")
