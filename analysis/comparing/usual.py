"""One row a contrast: where each article lies among real news, and how often reports of one event differ as much.

Two tables of numbers come with the package, made by ``benchmarks/reference.py`` from PolNeAR (Newell, Margolin & Ruths
2018) and BASIL (Fan et al. 2019): quantiles of every measure's rate over articles, and of the differences between two
articles on the same event. Rates of short texts scatter more, so short articles are set beside openings of news
articles, not beside whole ones. What is usual there is usual in political news of the United States from 2010 to 2019.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis.schema import InputError

FOLDER = Path(__file__).parent.parent / "reference"
EXTENTS = ("opening", "whole")
SHORT = 450  # words of body: midway from openings of 300 words to whole articles, whose median is some 600
LEVELS = range(0, 101, 5)  # per cent: the quantiles that the tables hold
QUANTILES = [f"q{level}" for level in LEVELS]


class Band(NamedTuple):
    """The middle 80 % of real news articles: rates on the measure's scale, and how many articles they are of."""

    low: float
    high: float
    articles: int


def band(measure: str, extent: str = "whole") -> Band | None:
    """The rates between which 80 % of news articles lie (10 % below, 10 % above); none for a measure of one's own.

    `extent` is ``whole`` for whole articles, ``opening`` for their first 300 words or so.

    Raises
    ------
    InputError
        There is no such extent.

    Examples
    --------
    >>> band("attributed_words").low < band("attributed_words").high
    True
    >>> band("questions") is None
    True
    """
    row = _reference("usual", extent).get(measure)
    return None if row is None else Band(row["q10"], row["q90"], int(row["n"]))


def extent_of(n_words: float) -> str:
    """What an article of so many words of body is set beside.

    Examples
    --------
    >>> extent_of(250), extent_of(900)
    ('opening', 'whole')
    """
    return "opening" if n_words < SHORT else "whole"


def percentile(measure: str, rate: float, extent: str = "whole") -> float:
    """The share of news articles with a lower rate, in per cent, and half of those with the same (mid-rank).

    Interpolated between quantiles 5 points apart: over all articles and measures off by 0.3 points on average, 4 at
    most. Not a number for a measure of one's own or a rate that is missing.

    Examples
    --------
    >>> percentile("attributed_words", 0) < 5 < 95 < percentile("attributed_words", 100)
    True
    """
    row = _reference("usual", extent).get(measure)
    if row is None or math.isnan(rate):
        return math.nan
    return 100 * _share_below(row, rate, row["zero"])


def differ_as_much(measure: str, log2_ratio: float, extent: str = "whole") -> float:
    """The share of pairs of articles on one event, in per cent, that differ by a ratio as large, or larger.

    A pair in which one article has no count differs by more than any ratio; one in which neither has differs by none.
    An infinite ratio asks for the share of the former. Precision as in `percentile`.

    Examples
    --------
    >>> differ_as_much("attributed_words", 0)
    100.0
    >>> differ_as_much("attributed_words", 1) > differ_as_much("attributed_words", 2)
    True
    """
    row = _reference("same_event", extent).get(measure)
    if row is None or math.isnan(log2_ratio):
        return math.nan
    if not log2_ratio:
        return 100.0
    with_ratio = 1 - row["one_zero"] - row["both_zero"]
    further = 0.0 if math.isinf(log2_ratio) or not with_ratio else 1 - _share_below(row, abs(log2_ratio), 0.0)
    return 100 * (row["one_zero"] + with_ratio * further)


def ratio(measure: str, extent: str = "whole") -> float:
    """The log2 ratio that half of the pairs of articles on one event stay within, whichever of the two has more.

    0 where in half of the pairs neither has a count, infinite where in more than half exactly one has none; not a
    number for a measure of one's own.

    Examples
    --------
    >>> 0 < ratio("attributed_words") < 1
    True
    >>> round(differ_as_much("attributed_words", ratio("attributed_words")))
    50
    """
    row = _reference("same_event", extent).get(measure)
    if row is None:
        return math.nan
    beyond, with_ratio = 0.5 - row["one_zero"], 1 - row["one_zero"] - row["both_zero"]
    if beyond < 0:
        return math.inf
    if beyond >= with_ratio:
        return 0.0
    return float(np.interp(1 - beyond / with_ratio, np.array(LEVELS) / 100, [row[name] for name in QUANTILES]))


def place(contrasts: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row a contrast: what is usual, where each article lies in it, and how often reports of one event differ so.

    ``usual_low`` and ``usual_high`` bound the middle 80 % of news articles; ``percentile_a`` and ``percentile_b`` are
    the places of the two rates among all (0 to 100, half of equal rates counted below). ``differ_as_much`` is the per
    cent of pairs of articles on one BASIL event whose ratio is at least as large; for a zero cell, of pairs of which
    exactly one has no count, and ``zero_cell`` is true. ``beside`` says what they are set beside: ``opening`` (the
    first 300 words of news articles) where the shorter article has fewer than 450 words of body, else ``whole``. A
    measure of one's own, and an article without exposure, has missing values.

    Raises
    ------
    InputError
        A label of the contrasts is not among the articles.

    Examples
    --------
    >>> row = {"measure": "quoted_words", "a": "Post", "b": "Mail", "rate_a": 0.0, "rate_b": 20.0}
    >>> articles = pd.DataFrame({"label": ["Post", "Mail"], "n_words": [200, 300]})
    >>> placed = place(pd.DataFrame([row]), articles).iloc[0]
    >>> placed["beside"], bool(placed["zero_cell"]), bool(placed["percentile_a"] < placed["percentile_b"])
    ('opening', True, True)
    """
    lengths = dict(zip(articles["label"], articles["n_words"], strict=True))
    if unknown := sorted(({*contrasts["a"], *contrasts["b"]}) - set(lengths)):
        raise InputError(f"labels {unknown}: in the contrasts, not in the table of articles")
    rows = [_placed(row, extent_of(min(lengths[row.a], lengths[row.b]))) for row in contrasts.itertuples()]
    table = pd.DataFrame(rows, columns=["measure", "a", "b", *PLACES, "zero_cell", "beside"])
    return table.astype(dict.fromkeys(PLACES, pd.Float64Dtype()) | {"zero_cell": bool})


PLACES = ["usual_low", "usual_high", "percentile_a", "percentile_b", "differ_as_much"]


def _placed(row: Any, extent: str) -> dict[str, Any]:
    """One contrast among real news."""
    rate_a, rate_b = (math.nan if pd.isna(rate) else float(rate) for rate in (row.rate_a, row.rate_b))
    usual = band(row.measure, extent) or Band(math.nan, math.nan, 0)
    return {
        "measure": row.measure,
        "a": row.a,
        "b": row.b,
        "usual_low": usual.low,
        "usual_high": usual.high,
        "percentile_a": percentile(row.measure, rate_a, extent),
        "percentile_b": percentile(row.measure, rate_b, extent),
        "differ_as_much": differ_as_much(row.measure, _ratio(rate_a, rate_b), extent),
        "zero_cell": bool(rate_a == 0) != bool(rate_b == 0),
        "beside": extent,
    }


def _ratio(rate_a: float, rate_b: float) -> float:
    """The log2 ratio of two rates: infinite where one is 0, none where both are."""
    if math.isnan(rate_a) or math.isnan(rate_b):
        return math.nan
    if not rate_a and not rate_b:
        return 0.0
    return math.log2(rate_b / rate_a) if rate_a and rate_b else math.inf


def _share_below(row: dict[str, float], value: float, zero: float) -> float:
    """The mid-rank of a value in a distribution known by its quantiles, of which the share `zero` is exactly 0."""
    if value <= 0:
        return zero / 2
    known = np.array([row[name] for name in QUANTILES])
    shares = np.array(LEVELS) / 100
    if np.isnan(known).all():
        return math.nan
    above = shares > zero  # a quantile at the edge of the zeros stands between 0 and the least rate above it
    values, ranks = np.r_[0.0, known[above]], np.r_[zero, shares[above]]
    if value > values[-1]:
        return 1.0
    return float((np.interp(value, values, ranks) + _from_above(value, values, ranks)) / 2)


def _from_above(value: float, values: np.ndarray, ranks: np.ndarray) -> float:
    """The least share at a value that several quantiles have, where `numpy.interp` gives the greatest."""
    return float(1 - np.interp(-value, -values[::-1], 1 - ranks[::-1]))


@cache
def _reference(name: str, extent: str) -> dict[str, dict[str, float]]:
    """The rows of a table by their measure: those of all corpora and outlets together."""
    if extent not in EXTENTS:
        raise InputError(f"extent {extent!r}: unknown; expected one of {', '.join(EXTENTS)}")
    table = pd.read_csv(FOLDER / f"{name}.csv")
    chosen = table[table["extent"] == extent]
    if "outlet" in chosen:
        chosen = chosen[(chosen["corpus"] == "all") & (chosen["outlet"] == "all")]
    numbers = chosen.drop(columns=["extent", "corpus", "outlet"], errors="ignore").set_index("measure")
    return {str(measure): row for measure, row in numbers.to_dict("index").items()}
