"""Detection error in contrasts: worked values, properties, a small simulation."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import measures
from analysis.comparing import adjust
from analysis.comparing.adjust import adjusted, read_accuracy
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
