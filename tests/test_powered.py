"""Means from a coded sample and a machine's readings: worked values, oracles, bad samples, coverage."""

import math

import numpy as np
import pytest
from scipy import optimize, stats

from analysis.comparing.powered import UNSEEN, difference, powered
from analysis.schema import InputError

CODED = [0, 1, 0, 2, 1, 0, 0, 1, 3, 0]
MACHINE = [0, 1, 1, 1, 1, 0, 0, 0, 2, 0]
REST = [0, 0, 1, 2, 0, 1, 0, 0, 1, 1, 0, 3, 0, 0, 0, 1, 2, 0, 0, 1]


def test_the_estimate_is_that_of_the_authors_package():
    """Worked out once with ppi-python 0.2.3, ppi_mean_pointestimate, which is not installed here: it needs numba."""
    assert powered(REST, CODED, MACHINE).estimate == pytest.approx(0.82650264, abs=1e-8)


def test_the_interval_in_plain_arithmetic():
    found = powered(REST, CODED, MACHINE)
    everything = MACHINE + REST
    spread = sum((x - sum(everything) / 30) ** 2 for x in everything) / 29
    covariance = sum((y - 0.8) * (f - 0.6) for y, f in zip(CODED, MACHINE, strict=True)) / 10
    weight = covariance / (1.5 * spread)
    errors = [y - weight * f for y, f in zip(CODED, MACHINE, strict=True)]
    mean = sum(errors) / 10
    on_sample = (sum((e - mean) ** 2 for e in errors) + UNSEEN) / 9 / 10
    on_rest = weight**2 * np.var(REST, ddof=1) / 20
    freedom = (on_sample + on_rest) ** 2 / (on_sample**2 / 9 + on_rest**2 / 19)
    reach = stats.t.ppf(0.975, freedom) * math.sqrt(on_sample + on_rest)
    assert (found.weight, found.freedom) == pytest.approx((weight, freedom))
    assert (found.low, found.high) == pytest.approx((found.estimate - reach, found.estimate + reach))


def ppi_plus_plus(everything, truth, machine):
    """Angelopoulos, Duchi & Zrnic (2023), from the paper: the mean as the root of its estimating equation.

    With gradients θ − Y and θ − f, the weight is Cov(Y, f) / ((1 + n / N) Var f), and the variance of the estimate
    Var(θ_λf − Y) / n + λ² Var(f) / N, with normal limits.
    """
    n, size = len(truth), len(everything)
    pooled = np.concatenate([machine, everything])
    weight = np.cov(truth, machine)[0, 1] / pooled.var() / (1 + n / size)
    equation = lambda theta: (  # noqa: E731
        (theta - truth).mean() + weight * ((theta - everything).mean() - (theta - machine).mean())
    )
    estimate = optimize.brentq(equation, -100, 100)
    error = math.sqrt((weight * machine - truth).var() / n + weight**2 * everything.var() / size)
    return estimate, *stats.norm.interval(0.95, estimate, error)


@pytest.mark.parametrize("seed", range(4))
def test_in_large_samples_it_is_what_the_paper_says(seed):
    """What is added for small samples (two errors, Student's t) vanishes; the formula is written anew here."""
    rng = np.random.default_rng(seed)
    there = rng.poisson(1.5, 12_000).astype(float)
    found = rng.binomial(there.astype(int), 0.7) + rng.poisson(0.3, 12_000).astype(float)
    given = found[2_000:], there[:2_000], found[:2_000]
    expected, result = ppi_plus_plus(*given), powered(*given)
    assert result.estimate == pytest.approx(expected[0], abs=1e-4)
    assert (result.low, result.high) == pytest.approx(expected[1:], abs=2e-4)


def test_a_machine_that_knows_nothing_leaves_the_coded_mean():
    assert powered([1] * 30, CODED, [1] * 10).estimate == pytest.approx(np.mean(CODED))
    assert powered(REST, CODED, [3 - count for count in CODED]).weight == 0


def test_what_the_machine_always_adds_falls_out():
    one, more = powered(REST, CODED, MACHINE), powered([c + 5 for c in REST], CODED, [c + 5 for c in MACHINE])
    assert one == pytest.approx(more)


def test_a_good_machine_beats_coding_alone():
    rng = np.random.default_rng(2)
    there = rng.poisson(2, 1000)
    found = rng.binomial(there, 0.9)
    error = powered(found[60:], there[:60], found[:60]).error
    assert error < 0.7 * there[:60].std(ddof=1) / math.sqrt(60)


def test_the_difference_of_two():
    a, b = powered(REST, CODED, MACHINE), powered([c + 1 for c in REST], [c + 2 for c in CODED], MACHINE)
    one, other = difference(a, b), difference(b, a)
    assert one.estimate == pytest.approx(b.estimate - a.estimate)
    assert one.error == pytest.approx(math.hypot(a.error, b.error))
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))


@pytest.mark.parametrize(
    ("sample", "message"),
    [
        ((REST, CODED, MACHINE[:9]), "10 counts, 9 by machine"),
        ((REST, [1], [1]), "1 sentences"),
        (([1], CODED, MACHINE), "1 not coded"),
        ((REST, [math.nan, *CODED[1:]], MACHINE), "missing"),
    ],
)
def test_bad_samples_are_said(sample, message):
    with pytest.raises(InputError, match=message):
        powered(*sample)


@pytest.mark.parametrize("coded", [50, 100, 200])
def test_coverage_in_small(coded):
    """The benchmark's simulation in small: 93 to 97 %, give or take what 400 runs can tell."""
    from benchmarks.powered_simulation import simulate

    found = simulate(rate=0.3, precision=0.74, recall=0.69, coded=coded, runs=400)
    margin = 2 * math.sqrt(0.05 * 0.95 / 400)
    assert 0.93 - margin <= found["mean"] <= 0.97 + margin
    assert 0.93 - margin <= found["difference"] <= 0.97 + margin
    assert found["width"] < 0.9
