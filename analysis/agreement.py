"""One row a figure of agreement between two sets of coded spans: what it is of, its value, its interval, its n.

Two coders are compared as two tables, and a detector with coded spans in the same way (`analysis.coding.accuracy`);
what is compared with what is decided by `analysis.coding.pairing`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any

import krippendorff
import numpy as np
import pandas as pd
from statsmodels.stats.proportion import proportion_confint

from analysis.coding.pairing import pair, sentence_of, word_codes

SEED = 20_250_724
DRAWS = 2_000  # resamples of sentences


def ratio(part: float, whole: float) -> float:
    """A share; missing where there is nothing to share.

    Examples
    --------
    >>> ratio(1, 4), ratio(0, 0)
    (0.25, nan)
    """
    return part / whole if whole else float("nan")


def alpha(first: Sequence[Any], second: Sequence[Any]) -> float:
    """Krippendorff's alpha for nominal codes of the same things by two coders (Krippendorff 2019, chapter 12).

    Missing where fewer than two things are coded by both, or all have one code: there is no disagreement to expect.

    Examples
    --------
    >>> alpha(["x", "x", "y", "y"], ["x", "x", "y", "x"])
    0.533...
    >>> alpha(["x", "x"], ["x", "x"])
    nan
    """
    codes = pd.factorize(np.array([*map(str, first), *map(str, second)], dtype=object))[0].reshape(2, -1)
    if codes.shape[1] < 2 or len(np.unique(codes)) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=codes.astype(float), level_of_measurement="nominal"))


def resample(groups: list[Any], statistic: Callable[[list[Any]], float], draws: int = DRAWS) -> tuple[float, float]:
    """The 95 % percentile interval of a statistic when groups (sentences) are drawn with replacement, seeded.

    Draws in which the statistic is missing are left out. With few sentences such an interval is rather too narrow.

    Examples
    --------
    >>> resample([0, 1, 0, 1], lambda drawn: sum(drawn) / len(drawn), draws=200)
    (0.0, 1.0)
    """
    rng = np.random.default_rng(SEED)
    samples = (rng.integers(len(groups), size=len(groups)) for _ in range(draws if groups else 0))
    values = np.array([statistic([groups[i] for i in sample]) for sample in samples])
    values = values[~np.isnan(values)]
    if not len(values):
        return float("nan"), float("nan")
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def f1_of(*shares: float) -> tuple[float, ...]:
    """F1 from the share of right ones among all that were found or coded (Jaccard's index), value by value.

    Examples
    --------
    >>> f1_of(0.5, 1.0)
    (0.6666666666666666, 1.0)
    """
    return tuple(2 * value / (1 + value) for value in shares)


def share(table: pd.DataFrame) -> tuple[float, float, float]:
    """The share ``right`` of ``n`` over groups, with its 95 % interval: Wilson's, n over the design effect.

    Examples
    --------
    >>> [round(value, 2) for value in share(pd.DataFrame({"right": [5, 4], "n": [5, 5]}))]
    [0.9, 0.58, 0.98]
    """
    right, n = table["right"].sum(), table["n"].sum()
    if not n:
        return float("nan"), float("nan"), float("nan")
    effect = design_effect(table["right"].to_numpy(float), table["n"].to_numpy(float))
    low, high = proportion_confint(right / effect, n / effect, method="wilson")
    value = float(right / n)
    return value, min(float(low), value), max(float(high), value)  # rounding must not leave 0 or 1 outside


def design_effect(right: np.ndarray, n: np.ndarray) -> float:
    """How much wider groups make the variance of a share, at least 1 (Kish 1965; Franco et al. 2019 for the interval).

    Examples
    --------
    >>> design_effect(np.array([4.0, 0.0, 4.0, 0.0]), np.array([4.0, 4.0, 4.0, 4.0]))
    5.333...
    """
    groups, total = len(n), n.sum()
    value = right.sum() / total
    if groups < 2 or value in (0, 1):
        return 1.0
    variance = groups / (groups - 1) * ((right - value * n) ** 2).sum() / total**2
    return max(1.0, float(variance / (value * (1 - value) / total)))


def agree(a: pd.DataFrame, b: pd.DataFrame, sentences: pd.DataFrame, codes: Sequence[str] = ()) -> pd.DataFrame:
    """How far two coders agree: one row a figure, with ``value``, its 95 % interval and ``n``.

    F1 of spans, exact and by overlap (n: rows of both coders; interval: `share`); alpha over words (each word of the
    sentences is a unit, its value the part that covers it); alpha of each code over the pairs of rows (interval:
    `resample`, missing where the coders never differ: drawing full agreement again shows nothing).
    """
    met = pair(a, b)
    of_a, of_b = sentence_of(a, sentences), sentence_of(b, sentences)
    places = [of_b[j] if pd.isna(i) else of_a[i] for i, j in zip(met["a"], met["b"], strict=True)]
    both = (met["a"].notna() & met["b"].notna()).to_numpy()
    rows: list[tuple[Any, ...]] = []
    for name, right in (("F1, exact spans", met["exact"].to_numpy()), ("F1, overlapping spans", both)):
        table = pd.DataFrame({"place": places, "right": right.astype(int), "n": 1 + both.astype(int) - right})
        numbers = f1_of(*share(table.groupby("place")[["right", "n"]].sum()))
        rows.append((name, *numbers, len(a) + len(b)))
    first, second = word_codes(a, sentences), word_codes(b, sentences)
    keys = list(zip(first["article_id"], first["sentence_id"], strict=True))
    rows.append(("alpha over words", *_alpha(keys, first["value"], second["value"]), len(keys)))
    keys = [place for place, kept in zip(places, both, strict=True) if kept]
    for code in codes:
        one, other = (table[code].fillna("").iloc[met.loc[both, side]] for side, table in (("a", a), ("b", b)))
        rows.append((f"alpha of {code}", *_alpha(keys, one, other), len(keys)))
    return pd.DataFrame(rows, columns=["agreement", "value", "low", "high", "n"])


def _alpha(places: list[Any], first: pd.Series, second: pd.Series) -> tuple[float, float, float]:
    """Alpha of two columns, and its interval when the places that hold their rows are drawn again."""
    value, pairs = alpha(first, second), list(zip(first, second, strict=True))
    if all(one == other for one, other in pairs):
        return value, float("nan"), float("nan")
    groups: dict[Any, list[tuple[Any, Any]]] = {}
    for place, values in zip(places, pairs, strict=True):
        groups.setdefault(place, []).append(values)
    low, high = resample(list(groups.values()), lambda drawn: alpha(*zip(*chain.from_iterable(drawn), strict=True)))
    return value, low, high
