"""Detection error in contrasts, and means from a coded sample: worked values, properties, a small simulation."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats

from analysis import measures
from analysis.comparing import adjust
from analysis.comparing.adjust import adjusted, read_accuracy
from analysis.comparing.powered import UNSEEN, difference, powered
from analysis.schema import InputError

ROWS = {
    "attribution": ["attribution", "match", "Toy", 0.8, 0.5, 80, 20, 80],
    "words": ["attribution", "words", "Toy", 0.8, 0.5, 80, 20, 80],
    "hedging": ["hedging", "exact cue", "Toy", 1.0, 1.0, 100, 0, 0],
}


def accuracy(**changes):
    table = pd.DataFrame(ROWS.values(), columns=adjust.NEEDED)
    return table.assign(**changes)


def contrasts(measure="attributions", ratio=1.0, *, low=0.1, high=1.9, rate_a=1.0, rate_b=2.0):
    row = {"measure": measure, "a": "Post", "b": "Wire", "log2_ratio": ratio, "low": low, "high": high}
    return pd.DataFrame([row | {"rate_a": rate_a, "rate_b": rate_b}])


def test_rates_are_found_times_precision_over_recall():
    row = adjusted(contrasts(), accuracy()).iloc[0]
    assert (row["rate_a_adjusted"], row["rate_b_adjusted"]) == pytest.approx((1.6, 3.2))
    assert (row["precision"], row["recall"], row["log2_ratio"]) == (0.8, 0.5, 1.0)
    assert row["note"] == "attribution (match) on Toy"


def test_a_share_stays_a_share_and_says_so():
    row = adjusted(contrasts("attributed_words", -0.1, rate_a=80.0, rate_b=50.0), accuracy()).iloc[0]
    assert (row["rate_a_adjusted"], row["rate_b_adjusted"]) == (100, 80)
    assert "rate_a cut at 100" in row["note"]
    assert "rate_b" not in row["note"]


def test_the_error_is_that_of_the_delta_method():
    """Two texts of known average accuracy: each log2 share varies by (1 - p) / p / (k + 1), nearly."""
    sure = accuracy(tp=8e8, fp=2e8, fn=8e8)
    row = adjusted(contrasts(low=1.0, high=1.0), sure, alike=50).iloc[0]
    variance = (0.2 / 0.8 + 0.5 / 0.5) / (50 + 1) / math.log(2) ** 2
    assert row["high_adjusted"] - 1 == pytest.approx(1.96 * math.sqrt(2 * variance), rel=0.1)
    assert 1 - row["low_adjusted"] == pytest.approx(row["high_adjusted"] - 1)


def test_intervals_are_joined_by_squares():
    narrow, wide = (adjusted(contrasts(low=low, high=high), accuracy()).iloc[0] for low, high in ((1, 1), (0.1, 2.9)))
    reach = narrow["high_adjusted"] - 1
    assert wide["low_adjusted"] == pytest.approx(1 - math.hypot(0.9, reach))
    assert wide["high_adjusted"] == pytest.approx(1 + math.hypot(1.9, reach))


RATIOS = st.floats(-4, 4)
REACHES = st.one_of(st.floats(0, 5), st.just(math.inf))
SHARES = st.floats(0.05, 1)


@settings(max_examples=40, deadline=None)
@given(RATIOS, st.tuples(REACHES, REACHES), SHARES, SHARES, st.integers(1, 5000))
def test_never_narrower(ratio, reaches, precision, recall, number):
    below, above = reaches
    counts = {"tp": precision * number, "fp": (1 - precision) * number, "fn": number}
    table = accuracy(precision=precision, recall=recall, **counts)
    row = adjusted(contrasts(ratio=ratio, low=ratio - below, high=ratio + above), table, draws=500).iloc[0]
    assert row["low_adjusted"] <= row["low"]
    assert row["high_adjusted"] >= row["high"]
    assert not math.isnan(row["low_adjusted"])


@settings(max_examples=20, deadline=None)
@given(RATIOS, st.floats(0, 3), st.floats(0, 3), st.integers(0, 9))
def test_swapping_the_articles_flips_the_interval(ratio, below, above, seed):
    one, other = (
        adjusted(contrasts(ratio=r, low=low, high=high), accuracy(), draws=500, seed=seed).iloc[0]
        for r, low, high in ((ratio, ratio - below, ratio + above), (-ratio, -ratio - above, -ratio + below))
    )
    assert one["low_adjusted"] == pytest.approx(-other["high_adjusted"])
    assert one["high_adjusted"] == pytest.approx(-other["low_adjusted"])


def test_another_seed_moves_ends_by_noise_only():
    ends = [adjusted(contrasts(), accuracy(), seed=seed).iloc[0]["high_adjusted"] for seed in range(6)]
    assert np.ptp(ends) < 0.06


def test_fewer_counts_or_a_poorer_detector_widen_more():
    def end(**changes):
        return adjusted(contrasts(), accuracy(**changes)).iloc[0]["high_adjusted"]

    assert end(precision=0.95, recall=0.95) < end() < end(precision=0.4)
    assert end(tp=800, fp=200, fn=800) < end(tp=4, fp=1, fn=4)


def test_it_is_as_sure_as_the_table_says():
    """47 right, 1 missed: recall is much surer if all were looked at than if each miss stands for ten."""

    def end(**changes):
        return adjusted(contrasts("distancing_cues"), judged.assign(**changes)).iloc[0]["high_adjusted"]

    judged = accuracy().iloc[:1].assign(detector="engagement", metric="distance", tp=47, fp=7, fn=1, recall=0.8)
    assert end() == end(n_found=54, n_coded=48) == end(n_found=pd.NA, n_coded=pd.NA)
    assert end(n_found=54, n_coded=9) > end() + 0.03


def test_what_a_language_model_judged_is_said():
    table = accuracy().iloc[:1].assign(coded_by="a language model")
    assert adjusted(contrasts(), table).iloc[0]["note"] == "attribution (match) on Toy, judged by a language model"
    assert adjusted(contrasts(), table.assign(coded_by="people")).iloc[0]["note"] == "attribution (match) on Toy"


def test_a_perfect_detector_changes_nearly_nothing():
    perfect = accuracy(precision=1.0, recall=1.0, tp=10**7, fp=0, fn=0)
    row = adjusted(contrasts(), perfect).iloc[0]
    assert row[["low_adjusted", "high_adjusted"]].tolist() == pytest.approx([0.1, 1.9], abs=1e-3)
    assert row["rate_a_adjusted"] == 1


@pytest.mark.parametrize(
    ("measure", "table"),
    [
        ("judgements", accuracy()),
        ("attributions", accuracy().iloc[:0]),
        ("attributions", accuracy(tp=None)),
    ],
    ids=["no detector", "no table", "no counts"],
)
def test_unknown_accuracy_is_said(measure, table):
    row = adjusted(contrasts(measure), table).iloc[0]
    assert row[adjust.COLUMNS[6:-1]].isna().all()
    assert row["note"] == "the detector's accuracy has not been measured"
    assert row["low"] == 0.1


def test_a_zero_cell_has_no_interval():
    row = adjusted(contrasts(ratio=pd.NA, low=pd.NA, high=pd.NA, rate_b=0.0), accuracy()).iloc[0]
    assert row[["log2_ratio", "low_adjusted", "high_adjusted"]].isna().all()
    assert row["rate_b_adjusted"] == 0
    assert "cannot be corrected" in row["note"]


def test_no_exposure_has_no_rate():
    row = adjusted(contrasts(ratio=pd.NA, low=pd.NA, high=pd.NA, rate_b=pd.NA), accuracy()).iloc[0]
    assert pd.isna(row["rate_b_adjusted"])


def test_no_contrasts_give_an_empty_table():
    assert adjusted(contrasts().iloc[:0], accuracy()).columns.tolist() == adjust.COLUMNS


def test_of_several_corpora_the_largest_speaks():
    small = accuracy().assign(corpus="Small", precision=0.1, tp=1)
    row = adjusted(contrasts(), pd.concat([accuracy(), small])).iloc[0]
    assert row["precision"] == 0.8


@pytest.mark.parametrize(
    ("table", "message"),
    [(accuracy().drop(columns="tp"), "tp"), (accuracy(recall=0.0), "recall"), (accuracy(precision=1.2), "precision")],
)
def test_bad_tables_are_said(table, message):
    with pytest.raises(InputError, match=message):
        adjusted(contrasts(), table)


def test_the_shipped_table_fits(tmp_path):
    table = read_accuracy()
    assert set(adjust.DETECTORS) <= set(measures.REGISTRY)
    assert set(adjust.DETECTORS.values()) <= set(adjust.known(table))
    assert read_accuracy(tmp_path / "none.csv").empty
    (tmp_path / "odd.csv").write_text("detector,f1\n")
    with pytest.raises(InputError, match="precision"):
        read_accuracy(tmp_path / "odd.csv")


def test_the_real_contrasts(study):
    table = adjusted(study.contrasts, read_accuracy())
    assert len(table) == len(study.contrasts)
    known = table.dropna(subset="low_adjusted")
    assert set(known["measure"]) <= set(adjust.DETECTORS)
    assert ((known["low_adjusted"] <= known["low"]) & (known["high_adjusted"] >= known["high"])).all()


def test_adjusted_intervals_hold_the_truth_where_others_do_not():
    """The benchmark's simulation in small: a detector that errs more in one text, and many sentences."""
    from benchmarks.adjusted_simulation import simulate
    from benchmarks.contrast_simulation import Scene

    shares = simulate(Scene(rate=3, a=40, b=40, ratio=2), precision=0.75, recall=0.8, runs=300)
    margin = 3 * math.sqrt(0.05 * 0.95 / 300)
    assert shares["raw"] < 0.95 - margin
    assert abs(shares["adjusted"] - 0.95) <= margin


# Prediction-powered inference.

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
