"""Permutation contrasts: worked values, oracles, properties, and a small simulation of their errors."""

import math
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from helpers import labelled, measures_of
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from analysis.comparing.permutation import compare
from analysis.contrast import against_rest, contrast
from analysis.measures import FAMILY
from analysis.schema import InputError

MANY = np.array([[2, 20], [1, 25], [3, 15], [2, 20], [0, 30]])
FEW = np.array([[0, 20], [1, 22], [0, 35], [1, 18], [1, 20], [0, 10]])
UNITS = st.lists(st.tuples(st.integers(0, 4), st.integers(5, 40)), min_size=2, max_size=9).map(np.array)


def pair(a, b, name="boosters"):
    return measures_of({(name, "flood-0"): a, (name, "flood-1"): b})


def test_rates_counts_and_direction():
    row = contrast(pair(MANY, FEW), labelled("Post", "Wire")).iloc[0]
    assert (row["count_a"], row["exposure_a"], row["units_a"], row["count_b"], row["exposure_b"]) == (8, 110, 5, 3, 125)
    assert row["rate_a"] == pytest.approx(800 / 110)
    assert row["log2_ratio"] == pytest.approx(math.log2(3 / 125 * 110 / 8))
    assert (row["more_in"], row["scope"]) == ("Post", "these texts")
    assert pd.isna(row["zero"])


def test_holm_is_over_the_whole_family():
    names = FAMILY[:3]
    table = measures_of({(name, f"flood-{side}"): (MANY, FEW[:, ::1])[side] for name in names for side in (0, 1)})
    rows = contrast(table, labelled("Post", "Wire"))
    oracle = multipletests([*rows["p"], *[1.0] * (len(FAMILY) - 3)], method="holm")[1][:3]
    assert rows["p_holm"].tolist() == pytest.approx(oracle.tolist())


def test_a_measure_outside_the_family_is_not_corrected():
    row = contrast(pair(MANY, FEW), labelled("Post", "Wire")).iloc[0]
    assert "boosters" not in FAMILY
    assert pd.isna(row["p_holm"])
    assert not pd.isna(row["p"])
    own = contrast(pair(MANY, FEW), labelled("Post", "Wire"), family=["boosters"]).iloc[0]
    assert own["p_holm"] == own["p"]


def test_zero_cell():
    row = contrast(pair([(0, 20)] * 14, MANY), labelled("Post", "Wire")).iloc[0]
    bound = round(100 * (1 - 0.05 ** (1 / 14)))
    assert row["zero"] == f"Post: 0 of 14 sentences (at most {bound} %)"
    assert row[["log2_ratio", "low", "high"]].isna().all()
    assert row["more_in"] == "Wire"
    assert row["p"] < 0.05


def test_zero_everywhere():
    row = contrast(pair([(0, 20)] * 3, [(0, 20)] * 4, "labels"), labelled("Post", "Wire")).iloc[0]
    assert row["zero"] == "Post: 0 of 3 sentences (at most 63 %); Wire: 0 of 4 sentences (at most 53 %)"
    assert (row["rate_a"], row["rate_b"], row["p"], row["p_holm"]) == (0, 0, 1, 1)
    assert row[["log2_ratio", "low", "high", "more_in"]].isna().all()


def test_an_article_without_exposure():
    row = contrast(measures_of({("labels", "flood-0"): MANY}), labelled("Post", "Wire")).iloc[0]
    assert row["zero"] == "Wire: nothing to count in"
    assert (row["units_b"], row["exposure_b"], row["draws"]) == (0, 0, 0)
    assert row[["rate_b", "log2_ratio", "p", "p_holm", "more_in"]].isna().all()


def test_one_article_gives_an_empty_table():
    assert contrast(measures_of({("labels", "flood-0"): MANY}), labelled("Post")).empty
    assert contrast(measures_of({}), labelled("Post", "Wire")).empty


def test_pairs_within_each_event_only():
    table = pd.concat([labelled("A", "B", "C"), labelled("D", "E", event="vote")])
    rows = contrast(measures_of({("labels", one): MANY for one in table["article_id"]}), table)
    assert rows[["a", "b"]].to_numpy().tolist() == [["A", "B"], ["A", "C"], ["B", "C"], ["D", "E"]]


def test_two_events_by_the_same_outlets_are_told_apart():
    """Labels come from outlets: over two events each says which, so that a row of the contrasts is found again."""
    from analysis import methods_paragraph, place
    from analysis.study import Study

    texts = {
        "flood": ("The mayor claimed it rained. It may rain.", "It rained.", "No rain."),
        "vote": ("She won.",) * 3,
    }
    rows = [
        {"event": event, "outlet": outlet, "text": f"{text} {outlet} has more."}
        for event, told in texts.items()
        for outlet, text in zip(("Post", "Wire", "Mail"), told, strict=True)
    ]
    study = Study.from_frame(pd.DataFrame(rows))
    assert study.articles["label"].tolist()[::3] == ["Post (flood)", "Post (vote)"]
    found = study.contrasts
    assert not found.duplicated(["measure", "a", "b"]).any()
    assert len(found[["a", "b"]].drop_duplicates()) == 6
    assert (found["a"].str.extract(r"\((.*)\)")[0] == found["b"].str.extract(r"\((.*)\)")[0]).all()
    assert len(place(found, study.articles)) == len(found)
    assert "6 articles on 2 events: Post (flood)" in methods_paragraph(study)


def test_one_sentence_a_side():
    row = contrast(pair([(2, 20)], [(1, 20)]), labelled("Post", "Wire")).iloc[0]
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
        contrast(*change(pair(MANY, FEW), labelled("Post", "Wire")))


def test_draws_below_one():
    with pytest.raises(InputError, match="draws"):
        contrast(pair(MANY, FEW), labelled("Post", "Wire"), draws=0)


@settings(max_examples=10, deadline=None)
@given(UNITS, UNITS, st.randoms(use_true_random=False))
def test_rows_in_any_order_give_the_same_table(a, b, random):
    table, names = pair(a, b), labelled("Post", "Wire")
    order = list(range(len(table)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        contrast(table, names, draws=199), contrast(table.iloc[order].reset_index(drop=True), names, draws=199)
    )


@settings(max_examples=10, deadline=None)
@given(UNITS, UNITS)
def test_articles_in_the_other_order_change_signs_and_sides_only(a, b):
    table, names = pair(a, b), labelled("Post", "Wire")
    row = contrast(table, names, draws=199).iloc[0]
    back = contrast(table, names.iloc[::-1], draws=199).iloc[0]
    same = ["p", "p_holm", "more_in", "draws"]
    assert row[same].fillna("").tolist() == back[same].fillna("").tolist()
    assert (row["count_a"], row["rate_b"]) == (back["count_b"], back["rate_a"])
    if not pd.isna(row["log2_ratio"]):
        assert (row["log2_ratio"], row["low"], row["high"]) == (-back["log2_ratio"], -back["high"], -back["low"])


@settings(max_examples=10, deadline=None)
@given(UNITS, UNITS, st.permutations(["Post", "Wire", "Mail"]))
def test_other_labels_change_the_labels_only(a, b, labels):
    table = pair(a, b)
    row = contrast(table, labelled("One", "Two"), draws=199).iloc[0]
    other = contrast(table, labelled(*labels[:2]), draws=199).iloc[0]
    renamed = {"One": labels[0], "Two": labels[1]}
    assert [other["a"], other["b"]] == labels[:2]
    assert pd.isna(row["more_in"]) == pd.isna(other["more_in"])
    assert pd.isna(row["more_in"]) or other["more_in"] == renamed[row["more_in"]]
    numbers = row.index.difference(["a", "b", "more_in", "zero"])
    pd.testing.assert_series_equal(row[numbers], other[numbers], check_names=False)


def test_the_real_articles(study):
    rows = study.contrasts
    labels = study.articles["label"].tolist()
    assert rows[["a", "b"]].drop_duplicates().to_numpy().tolist() == [list(pair) for pair in combinations(labels, 2)]
    assert set(FAMILY) <= set(rows["measure"])
    assert rows["p"].dropna().between(0, 1).all()
    tested = rows.dropna(subset="log2_ratio")
    assert ((tested["low"] <= tested["log2_ratio"]) & (tested["log2_ratio"] <= tested["high"])).all()


def three():
    table = measures_of({("labels", "flood-0"): MANY, ("labels", "flood-1"): FEW, ("labels", "flood-2"): FEW[:4]})
    return table, labelled("Post", "Wire", "Mail")


def test_each_article_against_the_rest():
    table, names = three()
    rows = against_rest(table, names, family=["labels"])
    assert rows[["a", "b", "units_b"]].to_numpy().tolist() == [
        ["Post", "the rest", 10],
        ["Wire", "the rest", 9],
        ["Mail", "the rest", 11],
    ]
    by_hand = compare(MANY, np.vstack([FEW, FEW[:4]]))
    assert rows[["log2_ratio", "low", "high", "p", "p_holm"]].iloc[0].tolist() == [*by_hand[:4], by_hand.p]
    assert set(rows["scope"]) == {"these texts"}


def test_against_the_rest_of_two_articles_is_against_the_other():
    table, names = pair(MANY, FEW), labelled("Post", "Wire")
    columns = ["log2_ratio", "low", "high", "p", "count_a", "count_b", "zero"]
    pd.testing.assert_frame_equal(
        against_rest(table, names).iloc[:1][columns], contrast(table, names)[columns], check_exact=True
    )


def test_the_order_of_articles_changes_only_the_order_of_rows():
    table, names = three()
    usual, turned = against_rest(table, names), against_rest(table.iloc[::-1], names.iloc[[2, 0, 1]])
    pd.testing.assert_frame_equal(usual, turned.set_index("a").loc[usual["a"]].reset_index()[usual.columns])


def test_the_rest_keeps_to_its_event_and_its_name():
    table = pd.concat([labelled("A", "B"), labelled("C", event="vote")])
    rows = against_rest(measures_of({("labels", one): MANY for one in table["article_id"]}), table)
    assert rows["a"].tolist() == ["A", "B"]
    with pytest.raises(InputError, match="the rest"):
        against_rest(pair(MANY, FEW), labelled("Post", "the rest"))
