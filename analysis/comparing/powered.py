"""A mean from machine counts on everything and a coder's on a random sample: prediction-powered inference.

`docs/statistics.md` has the method and a simulation of its errors.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import stats

from analysis.comparing.permutation import LEVEL, Floats
from analysis.schema import InputError

# Squared errors added to those of a coded sample: one miss and one false find more than were seen, much as Agresti &
# Coull (1998) add to a share. Without them intervals are too short where errors are rare (holding the truth in 87 to
# 93 % at 0.1 occurrences a sentence).
UNSEEN = 2.0


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
