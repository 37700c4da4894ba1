"""What is usual: places among known distributions, the shipped tables, contrasts set beside them."""

import math

import numpy as np
import pandas as pd
import pytest

from analysis.comparing import usual
from analysis.measures import FAMILY, REGISTRY
from analysis.schema import InputError
from analysis.study import Study

TABLES = ("usual", "same_event")


def known_by(values):
    """The quantiles of some values, as the tables hold them."""
    return {f"q{level}": float(np.quantile(values, level / 100)) for level in usual.LEVELS}


def shipped(name):
    return pd.read_csv(usual.FOLDER / f"{name}.csv")


@pytest.fixture
def reference(monkeypatch):
    """Tables of a test's own in place of the shipped ones."""
    tables = {}
    monkeypatch.setattr(usual, "_reference", lambda name, extent: tables.get(name, {}))
    return tables


def test_percentile_by_hand(reference):
    """1, 2, … 101: the quantile at 25 % is 26; 28.5 lies half way to the one at 30 %, which is 31."""
    reference["usual"] = {"m": {"zero": 0.0, "n": 101, **known_by(range(1, 102))}}
    assert usual.percentile("m", 26) == pytest.approx(25)
    assert usual.percentile("m", 28.5) == pytest.approx(27.5)
    assert usual.percentile("m", 101) == pytest.approx(100)
    assert usual.percentile("m", 500) == 100
    assert usual.band("m") == (11, 91, 101)


def test_zeros_share_the_middle_of_their_ranks(reference):
    """Of ten articles four have none: 0 has 4 like it and none below, so 20 %."""
    reference["usual"] = {"m": {"zero": 0.4, "n": 10, **known_by([0, 0, 0, 0, 1, 2, 3, 4, 5, 6])}}
    assert usual.percentile("m", 0) == pytest.approx(20)
    assert usual.percentile("m", 0.001) == pytest.approx(40, abs=0.1)
    assert usual.percentile("m", 6) == pytest.approx(100)


def test_equal_rates_share_the_middle_of_their_ranks(reference):
    """Half of 101 articles at 2, the others from 3 to 4: 2 stands in the middle of the lower half."""
    reference["usual"] = {"m": {"zero": 0.0, "n": 101, **known_by([2] * 51 + list(np.linspace(3, 4, 50)))}}
    assert usual.percentile("m", 2) == pytest.approx(26, abs=3)


def test_all_zero(reference):
    reference["usual"] = {"m": {"zero": 1.0, "n": 10, **known_by([0] * 10)}}
    assert usual.percentile("m", 0) == 50
    assert usual.percentile("m", 1) == 100


@pytest.mark.parametrize("seed", range(3))
def test_precision_is_as_documented(reference, seed):
    """Against the exact mid-rank in distributions like those of rates: many zeros, a long tail."""
    generator = np.random.default_rng(seed)
    counts = generator.negative_binomial(1, 0.3, 900)
    values = counts / generator.integers(200, 1200, 900)
    reference["usual"] = {"m": {"zero": float((values == 0).mean()), "n": 900, **known_by(values)}}
    exact = [100 * ((values < value).mean() + (values == value).mean() / 2) for value in values]
    errors = np.abs([usual.percentile("m", value) - right for value, right in zip(values, exact, strict=True)])
    assert errors.max() < 5
    assert errors.mean() < 1


def test_pairs_by_hand(reference):
    """Ten pairs: two with one zero, three with two, five with ratios 0.5, 1, 1.5, 2, 2.5."""
    row = {"n": 10, "one_zero": 0.2, "both_zero": 0.3, **known_by([0.5, 1, 1.5, 2, 2.5])}
    reference["same_event"] = {"m": row}
    assert usual.differ_as_much("m", 0) == 100
    assert usual.differ_as_much("m", math.inf) == pytest.approx(20)
    assert usual.differ_as_much("m", 1.5) == pytest.approx(20 + 50 / 2)
    assert usual.differ_as_much("m", -1.5) == usual.differ_as_much("m", 1.5)
    assert usual.differ_as_much("m", 9) == pytest.approx(20)


def test_ratio_is_the_inverse_of_differ_as_much(reference):
    row = {"n": 100, "one_zero": 0.1, "both_zero": 0.1, **known_by(np.linspace(0, 3, 101))}
    reference["same_event"] = {
        "m": row,
        "rare": row | {"one_zero": 0.6},
        "never": row | {"one_zero": 0, "both_zero": 1},
    }
    assert usual.differ_as_much("m", usual.ratio("m")) == pytest.approx(50)
    assert usual.ratio("rare") == math.inf
    assert usual.ratio("never") == 0


def test_a_measure_of_ones_own_and_a_missing_rate_have_no_place(study):
    row = study.contrasts.iloc[[0]].assign(measure="questions")
    placed = usual.place(row, study.articles).iloc[0]
    assert placed[usual.PLACES].isna().all()
    assert math.isnan(usual.percentile("labels", math.nan))
    assert math.isnan(usual.differ_as_much("labels", math.nan))
    assert math.isnan(usual.ratio("questions"))
    assert usual.band("questions") is None


def test_unknown_extent_and_unknown_label(study):
    with pytest.raises(InputError, match="extent 'half': unknown; expected one of opening, whole"):
        usual.band("labels", "half")
    with pytest.raises(InputError, match=r"labels \['Agencies'\]: in the contrasts, not in the table of articles"):
        usual.place(study.contrasts, study.articles.head(1))


def test_every_shipped_measure_is_in_both_tables_at_both_extents():
    """A measure that is added to the package wants benchmarks/reference.py run again."""
    built_in = {name for name, entry in REGISTRY.items() if entry.function.__module__.startswith("analysis.")}
    assert set(FAMILY) <= built_in
    for name in TABLES:
        for _, part in shipped(name).groupby("extent"):
            assert set(part["measure"]) == built_in
        assert set(shipped(name)["extent"]) == set(usual.EXTENTS)


@pytest.mark.parametrize("name", TABLES)
def test_the_shipped_tables_hold_numbers_in_order(name):
    table = shipped(name)
    quantiles = table[usual.QUANTILES].dropna().to_numpy()
    assert (np.diff(quantiles, axis=1) >= 0).all()
    assert (quantiles >= 0).all()
    words = table.select_dtypes(exclude="number")
    assert set(words.columns) <= {"measure", "extent", "corpus", "outlet"}
    assert (table["n"] > 0).all()


def test_the_shipped_tables_are_of_all_articles():
    """PolNeAR has 924 articles of seven publishers, BASIL 165 of three outlets on 55 events."""
    table = shipped("usual").query("measure == 'attributed_words' and extent == 'whole'")
    n = table.set_index(["corpus", "outlet"])["n"]
    assert n["all", "all"] == n["PolNeAR", "all"] + n["BASIL", "all"]
    assert (n["PolNeAR"].drop("all").size, n["BASIL"].drop("all").size) == (7, 3)
    assert n["all", "all"] >= 1080  # of 1089; a few hold no sentence of body text
    pairs = shipped("same_event").query("measure == 'attributed_words'").set_index("extent")["n"]
    assert pairs["whole"] == 55 * 3
    assert 100 < pairs["opening"] < 165


def test_words_are_single_and_not_rare():
    table = pd.read_csv(usual.FOLDER / "words.csv", keep_default_na=False)
    assert table["word"].iloc[0] == ""
    assert table["count"].iloc[0] >= table["count"].iloc[1:].sum()
    assert not table["word"].str.contains(r"\s").any()
    assert table["count"].min() >= 5
    assert (usual.FOLDER / "words.csv").stat().st_size < 150_000


def test_the_two_articles_beside_news(study):
    placed = usual.place(study.contrasts, study.articles).set_index("measure")
    assert set(placed["beside"]) == {"opening"}  # 249 and 313 words
    assert placed.loc["attributed_words", "percentile_a"] > 80  # a briefing, nearly all of it somebody's words
    assert bool(placed.loc["distancing_cues", "zero_cell"])
    assert placed[usual.PLACES[2:]].apply(lambda column: column.between(0, 100)).all(axis=None)
    assert (placed["usual_low"] <= placed["usual_high"]).all()


def test_swapping_the_articles_swaps_the_places(study):
    turned = Study(study._documents.iloc[::-1])
    one = usual.place(study.contrasts, study.articles).set_index("measure")
    two = usual.place(turned.contrasts, turned.articles).set_index("measure")
    pd.testing.assert_series_equal(one["percentile_a"], two["percentile_b"], check_names=False)
    pd.testing.assert_series_equal(one["differ_as_much"], two["differ_as_much"])


def test_no_contrasts_give_no_places(make_study):
    study = make_study("It was late.")
    assert usual.place(study.contrasts, study.articles).empty
