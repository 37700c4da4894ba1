"""Permutation contrasts: worked values, oracles, properties, and a small simulation of their errors."""

import math
import time
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis import schema
from analysis.contrast import contrast
from analysis.measures import FAMILY, REGISTRY
from analysis.permutation import _log_ratio, _studentised, compare
from analysis.schema import InputError

MANY = np.array([[2, 20], [1, 25], [3, 15], [2, 20], [0, 30]])
FEW = np.array([[0, 20], [1, 22], [0, 35], [1, 18], [1, 20], [0, 10]])
UNITS = st.lists(st.tuples(st.integers(0, 4), st.integers(5, 40)), min_size=2, max_size=9).map(np.array)


def articles(*labels, event="flood"):
    ids = [f"{event}-{number}" for number in range(len(labels))]
    return pd.DataFrame({"article_id": ids, "event": event, "label": list(labels)})


def measures(table):
    """A measures table from ``{(measure, article_id): [(count, exposure), …]}``."""
    return schema.frame(
        "measures",
        [
            {"measure": name, "article_id": article, "unit": unit, "count": count, "exposure": exposure}
            for (name, article), units in table.items()
            for unit, (count, exposure) in enumerate(units)
        ],
    )


def pair(a, b, name="boosters"):
    return measures({(name, "flood-0"): a, (name, "flood-1"): b})


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


def test_rates_counts_and_direction():
    row = contrast(pair(MANY, FEW), articles("Post", "Wire")).iloc[0]
    assert (row["count_a"], row["exposure_a"], row["units_a"], row["count_b"], row["exposure_b"]) == (8, 110, 5, 3, 125)
    assert row["rate_a"] == pytest.approx(800 / 110)
    assert row["log2_ratio"] == pytest.approx(math.log2(3 / 125 * 110 / 8))
    assert (row["more_in"], row["scope"]) == ("Post", "these texts")
    assert pd.isna(row["zero"])


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


def test_zero_cell_p_is_that_of_fishers_exact_test():
    """All counted sentences in one article: the chance that dealing does that, doubled."""
    a, b = [(1, 20)] * 4 + [(0, 20)] * 6, [(0, 20)] * 9
    one_sided = stats.fisher_exact([[4, 6], [0, 9]], alternative="greater").pvalue
    assert compare(np.array(a), np.array(b), draws=100_000).p == pytest.approx(2 * one_sided)


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


def test_holm_is_over_the_whole_family():
    names = FAMILY[:3]
    table = measures({(name, f"flood-{side}"): (MANY, FEW[:, ::1])[side] for name in names for side in (0, 1)})
    rows = contrast(table, articles("Post", "Wire"))
    oracle = multipletests([*rows["p"], *[1.0] * (len(FAMILY) - 3)], method="holm")[1][:3]
    assert rows["p_holm"].tolist() == pytest.approx(oracle.tolist())


def test_a_measure_outside_the_family_is_not_corrected():
    row = contrast(pair(MANY, FEW), articles("Post", "Wire")).iloc[0]
    assert "boosters" not in FAMILY
    assert pd.isna(row["p_holm"])
    assert not pd.isna(row["p"])
    own = contrast(pair(MANY, FEW), articles("Post", "Wire"), family=["boosters"]).iloc[0]
    assert own["p_holm"] == own["p"]


def test_zero_cell():
    row = contrast(pair([(0, 20)] * 14, MANY), articles("Post", "Wire")).iloc[0]
    bound = round(100 * (1 - 0.05 ** (1 / 14)))
    assert row["zero"] == f"Post: 0 of 14 sentences (at most {bound} %)"
    assert row[["log2_ratio", "low", "high"]].isna().all()
    assert row["more_in"] == "Wire"
    assert row["p"] < 0.05


def test_zero_everywhere():
    row = contrast(pair([(0, 20)] * 3, [(0, 20)] * 4, "labels"), articles("Post", "Wire")).iloc[0]
    assert row["zero"] == "Post: 0 of 3 sentences (at most 63 %); Wire: 0 of 4 sentences (at most 53 %)"
    assert (row["rate_a"], row["rate_b"], row["p"], row["p_holm"]) == (0, 0, 1, 1)
    assert row[["log2_ratio", "low", "high", "more_in"]].isna().all()


def test_an_article_without_exposure():
    row = contrast(measures({("labels", "flood-0"): MANY}), articles("Post", "Wire")).iloc[0]
    assert row["zero"] == "Wire: nothing to count in"
    assert (row["units_b"], row["exposure_b"], row["draws"]) == (0, 0, 0)
    assert row[["rate_b", "log2_ratio", "p", "p_holm", "more_in"]].isna().all()


def test_one_article_gives_an_empty_table():
    assert contrast(measures({("labels", "flood-0"): MANY}), articles("Post")).empty
    assert contrast(measures({}), articles("Post", "Wire")).empty


def test_pairs_within_each_event_only():
    table = pd.concat([articles("A", "B", "C"), articles("D", "E", event="vote")])
    rows = contrast(measures({("labels", one): MANY for one in table["article_id"]}), table)
    assert rows[["a", "b"]].to_numpy().tolist() == [["A", "B"], ["A", "C"], ["B", "C"], ["D", "E"]]


def test_one_sentence_a_side():
    row = contrast(pair([(2, 20)], [(1, 20)]), articles("Post", "Wire")).iloc[0]
    assert (row["p"], row["draws"]) == (1, 2)
    assert (row["low"], row["high"]) == (-math.inf, math.inf)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda table, names: (table, names.assign(label="Post")), "Post"),
        (lambda table, names: (table.assign(measure="colour"), names), "colour"),
        (lambda table, names: (table, names.iloc[:1]), "flood-1"),
        (lambda table, names: (table.assign(exposure=0.0), names), "exposure"),
        (lambda table, names: (table.assign(count=-1.0), names), "below 0"),
    ],
)
def test_what_does_not_fit_is_said(change, message):
    with pytest.raises(InputError, match=message):
        contrast(*change(pair(MANY, FEW), articles("Post", "Wire")))


def test_draws_below_one():
    with pytest.raises(InputError, match="draws"):
        contrast(pair(MANY, FEW), articles("Post", "Wire"), draws=0)


@settings(max_examples=10, deadline=None)
@given(UNITS, UNITS, st.randoms(use_true_random=False))
def test_rows_in_any_order_give_the_same_table(a, b, random):
    table, names = pair(a, b), articles("Post", "Wire")
    order = list(range(len(table)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        contrast(table, names, draws=199), contrast(table.iloc[order].reset_index(drop=True), names, draws=199)
    )


@settings(max_examples=10, deadline=None)
@given(UNITS, UNITS)
def test_articles_in_the_other_order_change_signs_and_sides_only(a, b):
    table, names = pair(a, b), articles("Post", "Wire")
    row = contrast(table, names, draws=199).iloc[0]
    back = contrast(table, names.iloc[::-1], draws=199).iloc[0]
    same = ["p", "p_holm", "more_in", "draws"]
    assert row[same].fillna("").tolist() == back[same].fillna("").tolist()
    assert (row["count_a"], row["rate_b"]) == (back["count_b"], back["rate_a"])
    if not pd.isna(row["log2_ratio"]):
        assert (row["log2_ratio"], row["low"], row["high"]) == (-back["log2_ratio"], -back["high"], -back["low"])


@settings(max_examples=30, deadline=None)
@given(UNITS, UNITS, st.integers(0, 2**31))
def test_another_seed_changes_p_by_monte_carlo_noise_only(a, b, seed):
    first, other = compare(a, b, draws=999), compare(a, b, draws=999, seed=seed)
    noise = 2 * 6 * math.sqrt(2 * 0.25 / 999)
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


def test_two_articles_take_under_two_seconds():
    rng = np.random.default_rng(0)
    units = {
        (name, f"flood-{side}"): np.column_stack([rng.poisson(1, 40), rng.integers(10, 40, 40)])
        for name, side in [(name, side) for name in REGISTRY for side in (0, 1)]
    }
    table = measures(units)
    start = time.process_time()
    contrast(table, articles("Post", "Wire"))
    assert time.process_time() - start < 2


def test_the_real_articles(study):
    rows = study.contrasts
    labels = study.articles["label"].tolist()
    assert rows[["a", "b"]].drop_duplicates().to_numpy().tolist() == [list(pair) for pair in combinations(labels, 2)]
    assert set(FAMILY) <= set(rows["measure"])
    assert rows["p"].dropna().between(0, 1).all()
    tested = rows.dropna(subset="log2_ratio")
    assert ((tested["low"] <= tested["log2_ratio"]) & (tested["log2_ratio"] <= tested["high"])).all()
