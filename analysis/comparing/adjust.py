"""One row a contrast: its rates and its interval once more, with the errors of the detector that counted.

A detector finds `found` occurrences. Of these the share `precision` is right, and of those that are there it finds the
share `recall`, so found × precision / recall are there (the correction of a count for a test's errors: Rogan & Gladen
1978). How precise a detector is differs from text to text; left alone, such errors pass for differences between texts
(TeBlunthuis, Hase & Chan 2024). `adjusted` takes them in from measured accuracy, `powered` from a sample coded by hand.
`docs/statistics.md` has the methods and a simulation of their errors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from analysis.comparing.permutation import LEVEL, SEED, Floats
from analysis.measures import REGISTRY
from analysis.schema import TEXT, InputError

ACCURACY = Path(__file__).parent.parent / "reference" / "accuracy.csv"
NEEDED = ["detector", "metric", "corpus", "precision", "recall", "tp", "fp", "fn"]
# The row of the table of accuracy that speaks for a measure. A measure that is not here has no measured accuracy.
DETECTORS = {
    "attributed_words": ("attribution", "words"),
    "attributions": ("attribution", "match"),
    "journalist_hedges": ("hedging", "exact cue"),
    "source_hedges": ("hedging", "exact cue"),
}
EDGE = 1e-9  # how near a share may come to 0 or 1
DRAWS = 20_000  # of precision and recall; enough for a second decimal of the interval
# Between texts, precision and recall scatter as if each were known from so many occurrences (a Beta distribution whose
# two parameters add up to this). Over the 84 PolNeAR development articles log2(coded / found) of attributions has a
# standard deviation of 0.29, words of content one of 0.23; this number gives 0.30 (benchmarks/errors_between_texts.py).
ALIKE = 20.0
# Squared errors added to those of a coded sample: one miss and one false find more than were seen, much as Agresti &
# Coull (1998) add to a share. Without them intervals are too short where errors are rare (holding the truth in 87 to
# 93 % at 0.1 occurrences a sentence).
UNSEEN = 2.0
RATES = ["rate_a", "rate_b"]
COLUMNS = [
    *("measure", "a", "b", "log2_ratio", "low", "high", "low_adjusted", "high_adjusted"),
    *("rate_a_adjusted", "rate_b_adjusted", "precision", "recall", "note"),
]


def read_accuracy(path: Path = ACCURACY) -> pd.DataFrame:
    """The table of measured accuracy, one row a detector and metric; empty where there is none.

    Raises
    ------
    InputError
        The file lacks a column.

    Examples
    --------
    >>> set(NEEDED) <= set(read_accuracy().columns)
    True
    """
    if not path.is_file():
        return pd.DataFrame(columns=NEEDED)
    table = pd.read_csv(path)
    if absent := [column for column in NEEDED if column not in table.columns]:
        raise InputError(f"{path}: columns {absent} are missing; found {list(table.columns)}")
    return table


def adjusted(
    contrasts: pd.DataFrame,
    accuracy: pd.DataFrame,
    draws: int = DRAWS,
    seed: int = SEED,
    alike: float = ALIKE,
) -> pd.DataFrame:
    """The contrasts with rates corrected for detection error and intervals widened by it.

    One detector reads both texts, so what it errs on average cancels in the ratio: ``log2_ratio`` stays as it is. What
    it errs more in the one text than in the other does not. Average precision and recall are drawn from Beta
    distributions given their counts, the same for both texts; around them each text's own is drawn (`alike`). The
    interval of the ratio and that of the errors are joined by squares (Zou & Donner 2008), so the interval gets wider,
    never narrower. A measure whose detector has no measured accuracy has missing values, and ``note`` says so.

    Raises
    ------
    InputError
        The table of accuracy lacks a column, or has a precision or recall outside 0 to 1.

    Examples
    --------
    >>> contrasts = pd.DataFrame([{"measure": "attributions", "a": "Post", "b": "Wire", "log2_ratio": 1.0,
    ...     "low": 0.1, "high": 1.9, "rate_a": 1.0, "rate_b": 2.0, "zero": None}])
    >>> accuracy = pd.DataFrame([{"detector": "attribution", "metric": "match", "corpus": "toy",
    ...     "precision": 0.8, "recall": 0.5, "tp": 80, "fp": 20, "fn": 80}])
    >>> adjusted(contrasts, accuracy)[["low_adjusted", "high_adjusted", "rate_a_adjusted"]].round(1).values.tolist()
    [[-0.4, 2.4, 1.6]]
    """
    rights = known(accuracy)
    reaches = {place: _reach(row, draws, seed, alike) for place, row in rights.items()}
    rows = []
    for row in contrasts.to_dict("records"):
        place = DETECTORS.get(row["measure"])
        head = {column: row[column] for column in COLUMNS[:6]}
        if place in rights:
            rows.append(head | _corrected(row, rights[place], reaches[place]))
        else:
            rows.append(head | {"note": "the detector's accuracy has not been measured"})
    table = pd.DataFrame(rows, columns=COLUMNS)
    texts = ["measure", "a", "b", "note"]
    return table.astype({name: TEXT if name in texts else pd.Float64Dtype() for name in COLUMNS})


def known(accuracy: pd.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    """The rows with counts, by detector and metric; of several corpora the one with most counted."""
    if absent := [column for column in NEEDED if column not in accuracy.columns]:
        raise InputError(f"table of accuracy: columns {absent} are missing; found {list(accuracy.columns)}")
    counted = accuracy.dropna(subset=["precision", "recall", "tp", "fp", "fn"])
    shares = counted[["precision", "recall"]]
    if not ((shares > 0) & (shares <= 1)).all(axis=None):
        raise InputError("table of accuracy: a precision or recall is not above 0 and at most 1")
    ordered = counted.assign(size=counted[["tp", "fp", "fn"]].sum(axis=1)).sort_values("size", kind="stable")
    return {(row["detector"], row["metric"]): row for row in ordered.to_dict("records")}


def _reach(row: dict[str, Any], draws: int, seed: int, alike: float) -> float:
    """How far apart, in log2, the errors of two texts put two equal rates, in 95 of 100 draws."""
    rng = np.random.default_rng(seed)
    precision = _shares(rng, row["precision"], row["tp"] + row["fp"], draws, alike)
    recall = _shares(rng, row["recall"], row["tp"] + row["fn"], draws, alike)
    errors = np.log2(precision / recall)
    return float(np.quantile(np.abs(errors[:, 1] - errors[:, 0]), 1 - LEVEL))


def _shares(rng: np.random.Generator, share: float, number: float, draws: int, alike: float) -> Floats:
    """Draws of a share in two texts: one average for both (Jeffreys' prior), each text's own around it."""
    average = rng.beta(share * number + 0.5, (1 - share) * number + 0.5, size=(draws, 1))
    average = np.clip(average, EDGE, 1 - EDGE)  # of a share that rounds to 0 or 1 there is no distribution
    own = rng.beta(average * alike, (1 - average) * alike, size=(draws, 2))
    return np.maximum(own, EDGE)


def _corrected(row: dict[str, Any], accuracy: dict[str, Any], reach: float) -> dict[str, Any]:
    """What a known accuracy says of one contrast."""
    factor = accuracy["precision"] / accuracy["recall"]
    scale = REGISTRY[row["measure"]].scale
    notes = [f"{accuracy['detector']} ({accuracy['metric']}) on {accuracy['corpus']}"]
    found: dict[str, Any] = {"precision": accuracy["precision"], "recall": accuracy["recall"]}
    for name in RATES:
        corrected = factor * row[name] if pd.notna(row[name]) else math.nan
        if scale > 1 and corrected > scale:  # a share of words or sentences
            notes.append(f"{name} cut at {scale:g}")
        found[f"{name}_adjusted"] = min(corrected, scale) if scale > 1 else corrected
    if pd.isna(row["log2_ratio"]):
        notes.append("no ratio; what was missed where nothing was found cannot be corrected")
    else:
        found |= _widened(row["log2_ratio"], row["low"], row["high"], reach)
    return found | {"note": "; ".join(notes)}


def _widened(ratio: float, low: float, high: float, reach: float) -> dict[str, float]:
    """The interval of a ratio joined with that of an error around 0: limits of a sum (Zou & Donner 2008)."""
    return {
        "low_adjusted": ratio - math.hypot(ratio - low, reach),
        "high_adjusted": ratio + math.hypot(high - ratio, reach),
    }


class Powered(NamedTuple):
    """A mean, or a difference of two, with its 95 % interval; `weight` is what the machine's counts weigh, 0 to 1."""

    estimate: float
    low: float
    high: float
    error: float
    freedom: float
    weight: float


def powered(predicted: Sequence[float], coded: Sequence[float], predicted_on_coded: Sequence[float]) -> Powered:
    """The mean of what a coder would count, from machine counts on everything and a coded sample.

    `predicted` are the machine's counts, one a sentence, where nobody coded; `coded` and `predicted_on_coded` are the
    coder's and the machine's on the same sentences, a random sample of all. The machine's mean is corrected by its mean
    error on the sample (prediction-powered inference: Angelopoulos, Bates et al. 2023), its weight chosen to make the
    variance least (PPI++: Angelopoulos, Duchi & Zrnic 2023). Samples are small and errors rare, so the limits come from
    Student's t, and the variance allows for two errors more than were seen (`UNSEEN`).

    Raises
    ------
    InputError
        The two counts of the sample differ in number; fewer than 2 sentences in the sample, or beside
        it; a missing count.

    Examples
    --------
    >>> found = powered([0, 1, 0, 2, 1, 0, 0, 1], coded=[1, 0, 2, 0], predicted_on_coded=[1, 0, 1, 0])
    >>> round(found.estimate, 2), found.low < found.estimate < found.high
    (0.82, True)
    """
    everything, truth, machine = (np.asarray(counts, dtype=float) for counts in (predicted, coded, predicted_on_coded))
    _check_sample(everything, truth, machine)
    n, size = len(truth), len(everything)
    spread = np.concatenate([machine, everything]).var(ddof=1)
    weight = float(np.clip(np.cov(truth, machine, ddof=0)[0, 1] / ((1 + n / size) * spread), 0, 1)) if spread else 0.0
    errors = truth - weight * machine
    scatter = ((errors - errors.mean()) ** 2).sum() + UNSEEN
    variances = scatter / (n - 1) / n, weight**2 * everything.var(ddof=1) / size
    return _limited(weight * everything.mean() + errors.mean(), variances, (n - 1, size - 1), weight)


def difference(a: Powered, b: Powered) -> Powered:
    """How much higher the mean of `b` is than that of `a`, the two from samples of their own (Welch 1947).

    Examples
    --------
    >>> low, high = powered([0, 1] * 20, [0, 1, 0, 1], [0, 1, 0, 1]), powered([3, 4] * 20, [3, 4, 3, 4], [3, 4, 3, 4])
    >>> difference(low, high).estimate
    3.0
    """
    variances = a.error**2, b.error**2
    return _limited(b.estimate - a.estimate, variances, (a.freedom, b.freedom), min(a.weight, b.weight))


def _check_sample(everything: Floats, truth: Floats, machine: Floats) -> None:
    if len(truth) != len(machine):
        raise InputError(f"coded: {len(truth)} counts, {len(machine)} by machine; expected the same sentences")
    if min(len(truth), len(everything)) < 2:
        raise InputError(f"coded: {len(truth)} sentences, {len(everything)} not coded; expected 2 or more of each")
    if any(np.isnan(counts).any() for counts in (everything, truth, machine)):
        raise InputError("counts: one is missing; expected a number for each sentence")


def _limited(estimate: float, variances: Sequence[float], freedoms: Sequence[float], weight: float) -> Powered:
    """An estimate with the limits of Student's t, its degrees of freedom after Satterthwaite (1946)."""
    error = math.sqrt(sum(variances))
    parts = sum(variance**2 / freedom for variance, freedom in zip(variances, freedoms, strict=True))
    freedom = error**4 / parts if parts else math.inf
    reach = float(stats.t.ppf(1 - LEVEL / 2, freedom)) * error
    return Powered(float(estimate), float(estimate) - reach, float(estimate) + reach, error, freedom, weight)
