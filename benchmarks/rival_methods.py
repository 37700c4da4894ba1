"""What stands beside the permutation in the simulation of contrasts.

A percentile bootstrap of the log ratio; an exact Poisson comparison (Przyborowski & Wilenski 1940), which takes the
occurrences as independent of each other; and the permutation test with ties counted whole, not half.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from scipy import special

from analysis.comparing import permutation
from analysis.comparing.permutation import Floats


def ties_whole(a: Floats, b: Floats, draws: int, seed: int) -> float:
    """The p that there is if ties with the observed count whole: the exact test."""
    units = np.vstack([a, b])
    if not units[:, 0].any():
        return 1.0
    observed = np.r_[np.zeros(len(a)), np.ones(len(b))][np.newaxis]
    dealings = permutation._arrangements(len(units), len(b), draws, seed)
    dealt, own = (permutation._studentised(*permutation._log_ratio(units, rows)) for rows in (dealings, observed))
    below, tied, above = permutation._tails(np.sort(dealt), float(own[0]))
    return min(1.0, 2 * (min(below, above) + tied + 1) / (len(dealt) + 1))


def bootstrap(rng: Generator, a: Floats, b: Floats, draws: int) -> tuple[float, float]:
    """Percentile interval of the log2 ratio, sentences drawn with replacement."""
    rates = []
    for side in (a, b):
        sums = side[rng.integers(len(side), size=(draws, len(side)))].sum(axis=1)
        rates.append(sums[:, 0] / sums[:, 1])
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = np.nanquantile(np.log2(rates[1]) - np.log2(rates[0]), [0.025, 0.975], method="inverted_cdf")
    return float(low), float(high)


def poisson(a: Floats, b: Floats) -> tuple[float, float]:
    """Exact interval of the log2 ratio: given the total, the count of b is binomial (Clopper & Pearson 1934)."""
    (count_a, words_a), (count_b, words_b) = a.sum(axis=0), b.sum(axis=0)
    low = special.betaincinv(count_b, count_a + 1, 0.025) if count_b else 0.0
    high = special.betaincinv(count_b + 1, count_a, 0.975) if count_a else 1.0
    with np.errstate(divide="ignore"):
        return tuple(float(np.log2(np.divide(share, 1 - share) * words_a / words_b)) for share in (low, high))
