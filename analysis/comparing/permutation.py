"""Two rates compared by dealing their units anew: a ratio, its interval and p, which agree with each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

SEED = 20250724  # of the permutations; any whole number does
DRAWS = 9_999  # permutations drawn; where there are no more arrangements than this, each is looked at once
LEVEL = 0.05  # one minus the confidence of intervals
BLOCK = 4_000_000  # cells worked on at a time: 32 MB
ROUNDING = 1e-12  # what differs by less, relatively, differs by rounding

Floats = NDArray[np.float64]


class Comparison(NamedTuple):
    """Two rates compared; ratios are log2(rate_b / rate_a), infinite where the units set no limit on that side."""

    log2_ratio: float
    low: float
    high: float
    p: float
    draws: int


SAME = Comparison(math.nan, math.nan, math.nan, 1.0, 0)  # nothing counted: however it is dealt, nothing differs


def compare(a: Floats, b: Floats, draws: int = DRAWS, seed: int = SEED) -> Comparison:
    """Compare two rates; each side is an array of one row a unit, with its count and its exposure.

    The statistic is the log ratio over its standard error; its distribution comes from dealing the units anew to two
    sides of the same sizes: each way once where there are no more than `draws`, else `draws` random ones. p is twice
    the smaller share of them that is more extreme, ties counted half (mid-p: Lancaster 1961), the observed one whole
    (Phipson & Smyth 2010), at most 1. The interval holds the ratios that are not rejected when the same distribution
    is taken for each ratio.

    Examples
    --------
    >>> many = np.array([[2, 20], [1, 20], [3, 20], [2, 20], [1, 20]])
    >>> few = np.array([[0, 20], [1, 20], [0, 20], [0, 20], [1, 20]])
    >>> found = compare(many, few)
    >>> round(found.log2_ratio, 2), round(found.p, 3), found.draws
    (-2.17, 0.028, 252)
    """
    units = np.vstack([a, b]).astype(float)
    if not units[:, 0].any():
        return SAME
    observed = np.r_[np.zeros(len(a)), np.ones(len(b))][np.newaxis]
    dealt = _studentised(*_log_ratio(units, _arrangements(len(units), len(b), draws, seed)))
    return _judged(_log_ratio(units, observed), dealt, min(draws, math.comb(len(units), len(b))))


def compare_paired(a: Floats, b: Floats, draws: int = DRAWS, seed: int = SEED) -> Comparison:
    """Compare two rates whose units come in pairs: row i of each side is of the same event.

    As `compare`, but instead of dealing all units anew, the two of each pair are swapped or not: the sign-flip test of
    matched pairs (Fisher 1935), each way once where there are no more than `draws`.

    Examples
    --------
    >>> many, few = np.array([[3, 20]] * 6), np.array([[1, 20], [2, 20]] * 3)
    >>> found = compare_paired(many, few)
    >>> round(found.log2_ratio, 2), found.p, found.draws
    (-1.0, 0.03125, 64)
    """
    if not (a[:, 0].any() or b[:, 0].any()):
        return SAME
    kept = np.zeros((1, len(a)), dtype=bool)
    dealt = _studentised(*_paired_log_ratio(a, b, _flips(len(a), draws, seed)))
    return _judged(_paired_log_ratio(a, b, kept), dealt, min(draws, 2 ** len(a)))


def holm(p: ArrayLike) -> Floats:
    """The p-values of one family, corrected over all of them (Holm 1979).

    Statsmodels has it too, but sweeps the memory of the whole process at each call: a quarter of a second.

    Examples
    --------
    >>> [round(float(p), 2) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    corrected = np.empty_like(values)
    corrected[order] = np.maximum.accumulate(values[order] * np.arange(len(values), 0, -1)).clip(max=1.0)
    return corrected


def _judged(observed: tuple[Floats, Floats], dealt: Floats, draws: int) -> Comparison:
    """The observed log ratio and its standard error, judged by the statistics of the dealings."""
    ratio, error = (float(values[0]) for values in observed)
    dealt = np.sort(dealt)
    p = _p_value(dealt, float(_studentised(ratio, error)))
    low, high = _interval(dealt, ratio, error)
    bits = math.log(2)
    return Comparison(ratio / bits, low / bits, high / bits, p, draws)


def _log_ratio(units: Floats, in_b: NDArray[Any]) -> tuple[Floats, Floats]:
    """Log ratio of the rates and its standard error, for each row of `in_b`, which says who is in b.

    The variance of a log rate is that of a ratio estimator over sentences (Cochran 1977, chapter 6): squared
    residuals from the rate, summed, over the squared total.
    """
    count, exposure = units.T
    terms = np.column_stack([np.ones(len(units)), count, exposure, count**2, count * exposure, exposure**2])
    sums_b = np.concatenate([part.astype(float) @ terms for part in _blocks(in_b)])
    logs, variances = [], []
    for sums in (terms.sum(axis=0) - sums_b, sums_b):
        n, counts, exposures, squares, products, exposures_squared = sums.T
        rate = counts / exposures
        residuals = squares - 2 * rate * products + rate**2 * exposures_squared
        residuals[residuals < ROUNDING * squares] = 0
        with np.errstate(divide="ignore", invalid="ignore"):
            logs.append(np.log(rate))
            variances.append(residuals / counts**2 * n / np.maximum(n - 1, 1))
    return logs[1] - logs[0], np.sqrt(variances[0] + variances[1])


def _paired_log_ratio(a: Floats, b: Floats, flipped: NDArray[Any]) -> tuple[Floats, Floats]:
    """As `_log_ratio` for pairs, for each row of `flipped`; the residuals of a pair are taken off each other."""
    size = len(a)
    sides = []
    for own, other in ((a, b), (b, a)):
        count, exposure = (np.where(flipped, other[:, k], own[:, k]).astype(float) for k in (0, 1))
        total = count.sum(axis=1, keepdims=True)
        rate = total / exposure.sum(axis=1, keepdims=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            sides.append((np.log(rate[:, 0]), (count - rate * exposure) / total))
    differences = sides[1][1] - sides[0][1]
    differences[np.abs(differences) < ROUNDING] = 0
    variance = (differences**2).sum(axis=1) * size / max(size - 1, 1)
    return sides[1][0] - sides[0][0], np.sqrt(variance)


def _studentised(ratio: Floats | float, error: Floats | float) -> Floats:
    """Ratio over error; infinite where one side has no count or there is no spread, 0 for 0 over 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.isinf(ratio), ratio, np.where(np.abs(ratio) < ROUNDING, 0.0, np.divide(ratio, error)))


@lru_cache(maxsize=16)
def _arrangements(units: int, in_b: int, draws: int, seed: int) -> NDArray[np.bool_]:
    """Who is in b: every choice but the observed (the last units) where there are few, else random ones."""
    if math.comb(units, in_b) <= draws:
        chosen = np.array(list(combinations(range(units), in_b))[:-1], dtype=int).reshape(-1, in_b)
        arrangements = np.zeros((len(chosen), units), dtype=bool)
        np.put_along_axis(arrangements, chosen, True, axis=1)
        return arrangements
    random, arrangements = np.random.default_rng(seed), np.zeros((draws, units), dtype=bool)
    for part in _blocks(arrangements):
        numbers = random.random(part.shape)
        part[:] = numbers <= np.partition(numbers, in_b - 1, axis=1)[:, in_b - 1 : in_b]
    return arrangements


def _blocks(arrangements: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """The rows some at a time, so that work on them takes little memory however many units there are."""
    rows = max(1, BLOCK // max(arrangements.shape[1], 1))
    return (arrangements[start : start + rows] for start in range(0, max(len(arrangements), 1), rows))


def _flips(pairs: int, draws: int, seed: int) -> NDArray[np.bool_]:
    """Which pairs are swapped: every choice but none where there are few, else random ones."""
    if 2**pairs <= draws:
        return (np.arange(1, 2**pairs)[:, np.newaxis] >> np.arange(pairs) & 1).astype(bool)
    return np.random.default_rng(seed).random((draws, pairs)) < 0.5


def _p_value(dealt: Floats, observed: float) -> float:
    """Twice the smaller tail: what is further out, half of what is tied with the observed, and the observed itself."""
    below, tied, above = _tails(dealt, observed)
    return float(min(1.0, 2 * (min(below, above) + tied / 2 + 1) / (len(dealt) + 1)))


def _tails(dealt: Floats, value: float) -> tuple[int, int, int]:
    """How many of the dealings lie below a statistic, are tied with it (up to rounding), and lie above it."""
    margin = _margin(value)
    below = int(np.searchsorted(dealt, value - margin, side="left"))
    up_to = int(np.searchsorted(dealt, value + margin, side="right"))
    return below, up_to - below, len(dealt) - up_to


def _margin(value: float) -> float:
    """How near two statistics are one; none about what is infinite."""
    return 1e-9 * max(1.0, abs(value)) if math.isfinite(value) else 0.0


def _interval(dealt: Floats, ratio: float, error: float) -> tuple[float, float]:
    """The log ratios with p above `LEVEL`; no limit where too few arrangements, or no spread, could set one."""
    if not math.isfinite(ratio):
        return math.nan, math.nan
    if error == 0:
        return -math.inf, math.inf
    return ratio - _reach(dealt) * error, ratio + _reach(-dealt[::-1]) * error


def _reach(dealt: Floats) -> float:
    """The greatest statistic with p above `LEVEL`; a hair more where it has it itself, a hair less where not."""
    allowed = LEVEL / 2 * (len(dealt) + 1) - 1 + 1e-9
    if allowed < 0:
        return math.inf
    edge = float(dealt[-1 - math.floor(allowed)])
    _, tied, above = _tails(dealt, edge)
    return edge - _margin(edge) if above + tied / 2 <= allowed else edge + _margin(edge)
