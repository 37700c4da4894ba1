"""One row a contrast: its rates and its interval once more, with the errors of the detector that counted.

A detector finds `found` occurrences. Of these the share `precision` is right, and of those that are there it finds the
share `recall`, so found × precision / recall are there (the correction of a count for a test's errors: Rogan & Gladen
1978). How precise a detector is differs from text to text; left alone, such errors pass for differences between texts
(TeBlunthuis, Hase & Chan 2024). `adjusted` takes them in from measured accuracy (`powered`, beside this module, from a
sample coded by hand). `docs/statistics.md` has the methods and a simulation of their errors.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

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
    "distancing_cues": ("engagement", "distance"),
    "endorsing_cues": ("engagement", "endorse"),
    "agentless_passives": ("agency", "agentless"),
    "labels": ("naming", "label"),
}
PEOPLE = "people"  # what `coded_by` says of a corpus; anything else is said wherever the accuracy is
EDGE = 1e-9  # how near a share may come to 0 or 1
DRAWS = 20_000  # of precision and recall; enough for a second decimal of the interval
# Between texts, precision and recall scatter as if each were known from so many occurrences (a Beta distribution whose
# two parameters add up to this). Over the 84 PolNeAR development articles log2(coded / found) of attributions has a
# standard deviation of 0.30, as this number gives; of words of content 0.24 (benchmarks/errors_between_texts.py).
ALIKE = 12.0
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
    [[-0.7, 2.7, 1.6]]
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
    """The rows with counts, by detector and metric; of several corpora the one with most counted.

    ``n_found`` and ``n_coded`` are the independent occurrences that would make precision and recall as sure as they are
    (`benchmarks/accuracy.py`); where the table does not say, what was counted.
    """
    if absent := [column for column in NEEDED if column not in accuracy.columns]:
        raise InputError(f"table of accuracy: columns {absent} are missing; found {list(accuracy.columns)}")
    counted = accuracy.dropna(subset=["precision", "recall", "tp", "fp", "fn"])
    shares = counted[["precision", "recall"]]
    if not ((shares > 0) & (shares <= 1)).all(axis=None):
        raise InputError("table of accuracy: a precision or recall is not above 0 and at most 1")
    numbers = {name: counted["tp"] + counted[wrong] for name, wrong in (("n_found", "fp"), ("n_coded", "fn"))}
    sure = {name: counted[name].fillna(all_) if name in counted else all_ for name, all_ in numbers.items()}
    ordered = counted.assign(**sure, size=counted[["tp", "fp", "fn"]].sum(axis=1)).sort_values("size", kind="stable")
    return {(row["detector"], row["metric"]): row for row in ordered.to_dict("records")}


def judged_by(accuracy: dict[str, Any]) -> str:
    """Who coded what a detector was measured against, if these were no people."""
    coder = accuracy.get("coded_by", PEOPLE)
    return "" if pd.isna(coder) or coder == PEOPLE else f", judged by {coder}"


def _reach(row: dict[str, Any], draws: int, seed: int, alike: float) -> float:
    """How far apart, in log2, the errors of two texts put two equal rates, in 95 of 100 draws."""
    rng = np.random.default_rng(seed)
    precision = _shares(rng, row["precision"], row["n_found"], draws, alike)
    recall = _shares(rng, row["recall"], row["n_coded"], draws, alike)
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
    notes = [f"{accuracy['detector']} ({accuracy['metric']}) on {accuracy['corpus']}{judged_by(accuracy)}"]
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
