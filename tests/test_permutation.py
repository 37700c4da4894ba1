"""The permutation test, alone and paired: worked values, oracles, and its errors in small."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis.comparing.permutation import _log_ratio, _studentised, compare, compare_paired, holm

MANY = np.array([[2, 20], [1, 25], [3, 15], [2, 20], [0, 30]])
FEW = np.array([[0, 20], [1, 22], [0, 35], [1, 18], [1, 20], [0, 10]])
UNITS = st.lists(st.tuples(st.integers(0, 4), st.integers(5, 40)), min_size=2, max_size=9).map(np.array)


def studentised_by_hand(a, b):
    """The statistic in plain arithmetic."""
    parts = []
    for side in (a, b):
        total, exposure = sum(c for c, _ in side), sum(e for _, e in side)
        squares = sum((c - total / exposure * e) ** 2 for c, e in side)
        parts.append((total / exposure, squares / total**2 * len(side) / (len(side) - 1)))
    return math.log(parts[1][0] / parts[0][0]) / math.sqrt(parts[0][1] + parts[1][1])


def statistic(a, b):
    in_b = np.r_[np.zeros(len(a)), np.ones(len(b))][np.newaxis]
    return float(_studentised(*_log_ratio(np.vstack([a, b]).astype(float), in_b))[0])


def test_the_statistic_is_the_log_ratio_over_its_error():
    assert statistic(MANY, FEW) == pytest.approx(studentised_by_hand(MANY, FEW))


def test_exact_p_is_that_of_scipy():
    units = np.vstack([MANY, FEW])
    oracle = stats.permutation_test(
        (np.arange(5), np.arange(5, 11)),
        lambda a, b: statistic(units[a.astype(int)], units[b.astype(int)]),
        permutation_type="independent",
        n_resamples=np.inf,
        vectorized=False,
    )
    found = compare(MANY, FEW)
    assert found.draws == math.comb(11, 6)
    assert found.p == pytest.approx(oracle.pvalue)


def test_zero_cell_p_is_the_mid_p_of_fishers_exact_test():
    """All counted sentences in one article: half the chance that dealing does that, doubled; the observed one whole."""
    a, b = [(1, 20)] * 4 + [(0, 20)] * 6, [(0, 20)] * 9
    one_sided = stats.fisher_exact([[4, 6], [0, 9]], alternative="greater").pvalue
    found = compare(np.array(a), np.array(b), draws=100_000)
    assert found.p == pytest.approx(2 * (one_sided / 2 + 0.5 / found.draws))


def test_ties_count_half_by_hand():
    """Three marked of six, three a side: of 20 dealings one gives three to b, nine give two, nine one, one none.

    Two to b is observed: one dealing is further out, eight others are tied: 2 × (1 + 8 / 2 + 1) / 20 = 0.6.
    """
    marked, plain = (1, 10), (0, 10)
    found = compare(np.array([marked, plain, plain]), np.array([marked, marked, plain]))
    assert (found.p, found.draws) == (pytest.approx(0.6), 20)


@pytest.mark.parametrize(("one", "other"), [(3, 3), (3, 4), (2, 5)])
def test_what_is_most_extreme_of_few_dealings_is_no_less_probable_than_one_in_them_all(one, other):
    """Without ties p is twice one in all dealings: counting ties half must not halve the observed one."""
    a = np.column_stack([np.arange(1, one + 1), np.full(one, 20)])
    b = np.column_stack([10 + 3 * np.arange(other), 20 + np.arange(other)])
    assert compare(a, b).p == pytest.approx(2 / math.comb(one + other, one))


def test_drawn_p_is_near_the_exact_one_and_never_zero():
    a = np.array([[5, 20]] * 10 + [[6, 21]])
    b = np.array([[0, 20]] * 11 + [[1, 21]])
    exact, drawn = compare(MANY, FEW).p, compare(MANY, FEW, draws=400).p
    assert drawn == pytest.approx(exact, abs=0.06)
    assert compare(a, b, draws=499).p == pytest.approx(2 / 500)


def test_the_interval_leaves_out_a_ratio_of_one_exactly_where_p_is_small():
    rng = np.random.default_rng(3)
    seen = set()
    for _ in range(150):
        a = np.column_stack([rng.poisson(rng.choice([0.4, 2], 8)), rng.integers(10, 40, 8)])
        b = np.column_stack([rng.poisson(1.2, 7), rng.integers(10, 40, 7)])
        if not (a[:, 0].any() and b[:, 0].any()):
            continue
        found = compare(a, b, draws=999)
        assert (found.p <= 0.05) == (not found.low <= 0 <= found.high)
        assert found.low <= found.high
        seen.add(found.p <= 0.05)
    assert seen == {True, False}


def test_too_few_arrangements_set_no_limit():
    found = compare(np.array([[2, 20], [1, 20]]), np.array([[1, 20], [1, 30]]))
    assert (found.draws, found.low, found.high) == (6, -math.inf, math.inf)


@pytest.mark.parametrize("p", [[0.2], [0.01, 0.04, 0.03], [0.02, 0.02, 0.5, 0.02], [1, 0, 0.4, 0.9, 0.012, 0.3, 0.013]])
def test_holm_is_that_of_statsmodels(p):
    assert holm(p).tolist() == multipletests(p, method="holm")[1].tolist()


@settings(max_examples=30, deadline=None)
@given(UNITS, UNITS, st.integers(0, 2**31))
def test_another_seed_changes_p_by_monte_carlo_noise_only(a, b, seed):
    """Five standard deviations of twice a share of 999 draws, in each of two runs; one draw more or less besides."""
    first, other = compare(a, b, draws=999), compare(a, b, draws=999, seed=seed)
    tail = max(min(first.p, 1.0) / 2, 1 / 1000)
    noise = 5 * 2 * math.sqrt(2 * tail * (1 - tail) / 999) + 4 / 1000
    assert first.p == pytest.approx(other.p, abs=noise)
    assert first.log2_ratio == other.log2_ratio or math.isnan(first.log2_ratio)


@settings(max_examples=30, deadline=None)
@given(UNITS, UNITS, st.floats(0.01, 100))
def test_the_unit_of_exposure_does_not_matter(a, b, factor):
    found, scaled = compare(a, b, draws=199), compare(a * [1, factor], b * [1, factor], draws=199)
    assert found.p == scaled.p
    assert found.low == pytest.approx(scaled.low, nan_ok=True)


def test_false_positives_coverage_and_power_in_small():
    """The benchmark's simulation in small: exact at 5 % under the null, 95 % coverage at a ratio of 2, and no magic."""
    from benchmarks.contrast_simulation import Scene, simulate

    null = simulate(Scene(rate=3, a=14, b=20, ratio=1), runs=300, draws=399)
    double = simulate(Scene(rate=3, a=14, b=20, ratio=2), runs=300, draws=399)
    margin = 3 * math.sqrt(0.05 * 0.95 / 300)
    assert null["rejected"] <= 0.05 + margin
    assert abs(double["covered"] - 0.95) <= margin
    assert null["poisson_rejected"] > null["rejected"] + margin
    assert 0.1 < double["rejected"] < 0.9


def test_rare_counts_in_small():
    """With some six occurrences in two articles the level is held, and the test is not dead."""
    from benchmarks.contrast_simulation import Scene, simulate

    null = simulate(Scene(rate=1, a=10, b=15), runs=500, draws=399)
    assert 0.015 < null["rejected"] <= 0.065


def test_paired_p_is_that_of_scipy():
    rng = np.random.default_rng(5)
    a, b = (np.column_stack([rng.poisson(rate, 9), rng.integers(10, 40, 9)]) for rate in (2, 4))

    def by_hand(first, second):
        sides = [side[index.astype(int)] for side, index in zip((stacked, stacked), (first, second), strict=True)]
        rates = [side[:, 0].sum() / side[:, 1].sum() for side in sides]
        own = [(s[:, 0] - r * s[:, 1]) / s[:, 0].sum() for s, r in zip(sides, rates, strict=True)]
        error = math.sqrt(((own[1] - own[0]) ** 2).sum() * 9 / 8)
        return math.log(rates[1] / rates[0]) / error

    stacked = np.vstack([a, b])
    oracle = stats.permutation_test(
        (np.arange(9), np.arange(9, 18)), by_hand, permutation_type="samples", n_resamples=np.inf, vectorized=False
    )
    found = compare_paired(a, b)
    assert (found.p, found.draws) == (pytest.approx(oracle.pvalue), 512)


def test_pairing_takes_out_what_the_event_calls_for():
    """Events differ tenfold, outlets within them little but always the same way: only pairing sees it."""
    calls = np.array([1, 2, 4, 8, 10, 20, 3, 6])
    a, b = np.column_stack([10 * calls, [100] * 8]), np.column_stack([13 * calls, [100] * 8])
    assert compare_paired(a, b).p == 2 / 256
    assert compare(a, b).p > 0.3


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 4), st.integers(5, 40)] * 2), min_size=2, max_size=12).map(np.array))
def test_swapping_paired_sides_flips_signs_only(units):
    one, other = (
        compare_paired(*sides, draws=299) for sides in ((units[:, :2], units[:, 2:]), (units[:, 2:], units[:, :2]))
    )
    assert (one.p, one.draws) == (other.p, other.draws)
    for value, turned in ((one.log2_ratio, other.log2_ratio), (one.low, other.high), (one.high, other.low)):
        assert value == pytest.approx(-turned, nan_ok=True)


def test_paired_errors_in_small():
    """At 5 % no more than that is rejected, and 95 % of intervals hold a true ratio of 2, with events that differ."""
    runs, seen = 300, {1: [], 2: []}
    for ratio, found in seen.items():
        for seed in range(runs):
            rng = np.random.default_rng([ratio, seed])
            mood, words = rng.gamma(2, 0.5, 14), rng.integers(200, 600, (2, 14))
            own = rng.gamma(4, 0.25, (2, 14))  # each article's own, beside what the event calls for
            a, b = (
                np.column_stack([rng.poisson(r * mood * own[i] * words[i] / 100), words[i]])
                for i, r in ((0, 1), (1, ratio))
            )
            result = compare_paired(a, b, draws=399, seed=seed)
            found.append((result.p <= 0.05, result.low <= math.log2(ratio) <= result.high))
    rejected, covered = np.mean(seen[1], axis=0)[0], np.mean(seen[2], axis=0)[1]
    margin = 3 * math.sqrt(0.05 * 0.95 / runs)
    assert rejected <= 0.05 + margin
    assert abs(covered - 0.95) <= margin
