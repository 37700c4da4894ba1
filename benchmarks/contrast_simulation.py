"""How often the contrasts of two articles err, by simulation; writes tables and power curves of docs/statistics.md.

Run ``python -m benchmarks.contrast_simulation`` (some five minutes; the same output each time). Counts per sentence
are negative binomial: Poisson around the rate times the words, times a gamma variate of mean 1 and shape `spread`, so a
small `spread` makes counts cluster in few sentences. Beside the permutation stand the methods that it replaces
(`benchmarks.rival_methods`).
"""

from __future__ import annotations

import math
import sys
import zlib
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from numpy.random import Generator

from analysis.comparing.permutation import Floats, compare
from analysis.measures import FAMILY
from benchmarks import rival_methods
from benchmarks.pages import markdown, put

ROOT = Path(__file__).parent.parent
PAGE, CURVES = ROOT / "docs" / "statistics.md", ROOT / "docs" / "power.svg"
STYLE = ROOT / "analysis" / "drawing" / "paper.mplstyle"
DRAWS = 999  # enough to simulate with: 5 % of 1,000 is a whole number of arrangements in each tail
SEEDS = 16  # of the permutations, in turn: so many sets are drawn once and kept
RATES = (0.3, 1.0, 3.0)  # occurrences per 100 words
SIZES = ((10, 10), (14, 20), (30, 30), (60, 60), (10, 60))  # sentences in the two articles
EVENTS = (2, 3, 4, 5, 6, 8, 12)  # occurrences in both together
SHORT = 12  # sentences of 10 to 40 words: an article of 300 words
RATIOS = (1, 1.5, 2, 3, 4, 6, 8)  # of the power curves


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
    found, poisson = compare(a, b, draws, seed % SEEDS), rival_methods.poisson(a, b)
    row = {"rejected": found.p <= 0.05, "poisson_rejected": not _holds(poisson, 0.0), "count_a": a[:, 0].sum()}
    row |= {"corrected": found.p <= 0.05 / len(FAMILY)}
    if scene.ratio == 1:
        row["whole_rejected"] = rival_methods.ties_whole(a, b, draws, seed % SEEDS) <= 0.05
    if not (a[:, 0].any() and b[:, 0].any()):
        return row | {"zero": 1.0}
    true = math.log2(scene.ratio)
    return row | {
        "zero": 0.0,
        "covered": float(found.low <= true <= found.high),
        "limited": float(math.isfinite(found.low) and math.isfinite(found.high)),
        "bootstrap_covered": float(_holds(rival_methods.bootstrap(rng, a, b, draws), true)),
        "poisson_covered": float(_holds(poisson, true)),
    }


def _holds(interval: tuple[float, float], value: float) -> bool:
    return interval[0] <= value <= interval[1]


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
                    "… ties whole": _percent(same["whole_rejected"]),
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


def events_table(runs: int) -> pd.DataFrame:
    """One row a number of occurrences in two articles of 14 and 20 sentences, which fall on any word alike."""
    rows = []
    for number in EVENTS:
        rng = np.random.default_rng(number)
        found = []
        for seed in range(2 * runs):
            lengths = rng.integers(10, 40, 34, endpoint=True)
            counts = rng.multinomial(number, lengths / lengths.sum())
            a, b = np.split(np.column_stack([counts, lengths]).astype(float), [14])
            ties_whole = rival_methods.ties_whole(a, b, DRAWS, seed % SEEDS)
            found.append((compare(a, b, DRAWS, seed % SEEDS).p <= 0.05, ties_whole <= 0.05))
        half, whole = np.mean(found, axis=0)
        rows.append({"occurrences": str(number), "false positives": _percent(half), "… ties whole": _percent(whole)})
    return pd.DataFrame(rows)


def power_table(runs: int) -> pd.DataFrame:
    """One row a rate and true ratio: the power of two articles of 300 words, without and with Holm's first step."""
    rows = []
    for rate in RATES:
        for ratio in RATIOS:
            found = simulate(Scene(rate, SHORT, SHORT, ratio), runs)
            rows.append((rate, ratio, 100 * found["rejected"], 100 * found["corrected"]))
    return pd.DataFrame(rows, columns=["rate", "ratio", "power", "power_corrected"])


def draw(table: pd.DataFrame, path: Path) -> None:
    """The power curves, the rates of the first article beside their ends."""
    with mpl.rc_context(fname=str(STYLE)), mpl.rc_context({"svg.hashsalt": "power"}):
        canvas = Figure(figsize=(4.6, 2.9), layout="constrained")
        axes = canvas.subplots()
        for (rate, curve), marker in zip(table.groupby("rate"), "o^s", strict=True):
            (line,) = axes.plot(curve["ratio"], curve["power"], marker=marker, ms=3.5, label=f"{rate:g} per 100 words")
            axes.plot(curve["ratio"], curve["power_corrected"], marker=marker, ms=2.5, ls=":", color=line.get_color())
        axes.axhline(80, color="#999999", lw=0.6)
        axes.set_xscale("log", base=2)
        axes.set_xticks(RATIOS, [f"{ratio:g}×" for ratio in RATIOS])
        axes.set_xlim(1, 8.2)
        axes.set_ylim(0, 101)
        axes.set_xlabel("true rate in the second article, against that in the first")
        axes.set_ylabel("called different, per cent")
        axes.legend(title="rate in the first", fontsize=7, title_fontsize=7)
        canvas.savefig(path, metadata={"Date": None})


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def main(runs: int) -> None:
    """Simulate, and put the results into the page."""
    said = (
        f"All figures but counts are per cent, of {runs:,} simulated pairs of articles a cell; false positives and "
        f"coverage at 1, of {2 * runs:,}."
    )
    curves = power_table(runs)
    draw(curves, CURVES)
    parts = {
        "errors": f"{said}\n\n{markdown(main_table(runs))}",
        "strain": markdown(strain_table(runs)),
        "occurrences": markdown(events_table(runs)),
    }
    for column in ("power", "power_corrected"):
        wide = curves.pivot_table(index="rate", columns="ratio", values=column).map("{:.0f}".format)
        wide.columns = [f"{ratio:g}×" for ratio in wide.columns]
        wide.insert(0, "per 100 words", [f"{rate:g}" for rate in wide.index])
        parts[column] = markdown(wide)
    put(PAGE, parts)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
