"""Keyness: values worked by hand, the prior, words as they stand, contexts and collocations."""

import math
from collections import Counter
from itertools import chain

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics import BigramAssocMeasures
from scipy.stats import power_divergence
from statsmodels.stats.contingency_tables import Table2x2

from analysis.comparing import keyness as key
from analysis.schema import InputError
from analysis.spans import violations
from analysis.study import Study

X = "Rain fell on the hill. Rain fell on the town."
Y = "The dam broke. The old dam broke again, and the town fled."


@pytest.fixture(scope="module")
def toy():
    return Study.from_texts({"x": X, "y": Y})


@pytest.fixture(scope="module")
def table(toy):
    return key.keyness(toy, "x", "y").set_index("word")


def test_counts_and_exposure(table):
    """Ten words in x, twelve in y; "the" twice in x and three times in y."""
    assert table.loc["the", ["count_a", "count_b", "words_a", "words_b"]].tolist() == [2, 3, 10, 12]
    assert table["count_a"].sum() == 10
    assert table["count_b"].sum() == 12


def test_log_ratio_in_two_lines(table):
    expected = {"the": math.log2((3 / 12) / (2 / 10)), "town": math.log2((1 / 12) / (1 / 10))}
    expected |= {"rain": math.log2((0.5 / 12) / (2 / 10)), "dam": math.log2((2 / 12) / (0.5 / 10))}
    assert {word: table.loc[word, "log_ratio"] for word in expected} == pytest.approx(expected)


def test_direction_is_written_out(table):
    assert table.loc["rain", "more_in"] == "x"
    assert table.loc["dam", "more_in"] == "y"
    assert table.loc["town", "more_in"] == "x"  # 1 of 10 against 1 of 12


def test_weighted_log_odds_by_hand():
    """3 of 10 against 1 of 20, a prior of 2 in 40.

    The odds are (3+2)/(10+40−3−2) = 5/45 and (1+2)/(20+40−1−2) = 3/57; log(3/57 ÷ 5/45) = −0.74721, over
    √(1/5 + 1/3) = 0.73030.
    """
    found = key.weighted_log_odds([3, 1], [10, 20], prior=2, prior_total=40)
    assert found == pytest.approx(-0.74721 / 0.73030, abs=1e-4)


def test_weighted_log_odds_of_the_table_use_the_shipped_list(table):
    prior = 500 * key.usual_share("dam")
    odds_x, odds_y = prior / (10 + 500 - prior), (2 + prior) / (12 + 500 - 2 - prior)
    expected = math.log(odds_y / odds_x) / math.sqrt(1 / prior + 1 / (2 + prior))
    assert table.loc["dam", "weighted_log_odds"] == pytest.approx(expected)


def test_the_prior_holds_back_what_is_common_in_any_news():
    """Four against none: much for a word that is rare in news, less for one that is common."""
    rare, common = 500 * key.usual_share("flood"), 500 * key.usual_share("the")
    assert rare < 1 < common
    scores = [key.weighted_log_odds([0, 4], [300, 300], prior, 500) for prior in (1.0, common)]
    assert scores[0] > scores[1] > 0


def test_usual_shares_are_shares():
    counts, total = key._reference()
    assert 0.03 < key.usual_share("the") < 0.08
    assert key.usual_share("qwertyuiop") == 0.5 / total
    assert sum(counts.values()) <= total


def test_rows_are_ordered_by_strength_and_hold_no_test(table):
    strength = table["weighted_log_odds"].abs()
    assert strength.is_monotonic_decreasing
    assert not {"p", "p_holm", "significant", "stars"} & set(table.columns)


def test_swapping_the_articles_swaps_signs(toy, table):
    other = key.keyness(toy, "y", "x").set_index("word").loc[table.index]
    assert other["log_ratio"].tolist() == pytest.approx((-table["log_ratio"]).tolist())
    assert other["weighted_log_odds"].tolist() == pytest.approx((-table["weighted_log_odds"]).tolist())
    assert other["more_in"].tolist() == table["more_in"].tolist()


def test_unknown_label_and_one_article_twice(toy):
    with pytest.raises(InputError, match="label 'z': unknown; expected one of x, y"):
        key.keyness(toy, "x", "z")
    with pytest.raises(InputError, match="the same article; expected two"):
        key.keyness(toy, "x", "x")


def test_an_empty_article_gives_no_ratio():
    table = key.keyness(Study.from_texts({"x": "It rained.", "y": ""}), "x", "y")
    assert table["word"].tolist() == ["it", "rained"] or table["word"].tolist() == ["rained", "it"]
    assert table["log_ratio"].isna().all()
    assert table["more_in"].isna().all()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t stop X's well-known rules", ["don't", "stop", "x", "well-known", "rules"]),
        ("19 accounts, 5 % — “40”", ["accounts"]),
        ("", []),
        ("ÉTÉ naïve مدينة", ["été", "naïve", "مدينة"]),
    ],
)
def test_what_a_word_is(text, words):
    assert [word.form for word in key.find_words(text)] == words


@given(st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_words_lie_where_they_say(text):
    for word in key.find_words(text):
        assert text[word.start : word.end].lower().replace("’", "'") == word.form


def test_contexts_are_all_uses_and_obey_the_span_law(study):
    uses = key.contexts(study, "Platforms")
    assert violations(uses, study.articles).empty
    bodies = study.sentences.query("role == 'body'")["text"].str.lower()
    assert len(uses) == bodies.str.count(r"\bplatforms\b").sum()
    assert key.contexts(study, "unicorn").empty


def test_collocations_by_hand(toy):
    """ "rain fell on the hill/town": within five words rain goes before fell, on, the, hill and fell, on, the, town."""
    found = key.collocations(toy, "rain").set_index(["first", "second"])["count"].to_dict()
    expected = {("rain", "fell"): 2, ("rain", "on"): 2, ("rain", "the"): 2, ("rain", "hill"): 1, ("rain", "town"): 1}
    assert found == expected  # nothing across the sentences


def test_association_is_that_of_nltk(toy):
    """22 words; two uses of rain and of fell; a pair near each other counts a quarter, there being four places."""
    row = key.collocations(toy, "rain").set_index("second").loc["fell"]
    assert row["pmi"] == pytest.approx(math.log2((2 / 4) * 22 / (2 * 2)))
    assert row["log_likelihood"] == pytest.approx(BigramAssocMeasures.likelihood_ratio(2 / 4, (2, 2), 22))


def test_association_is_that_of_scipy(toy):
    """G² of the two-by-two table that NLTK's count of a near pair (2 of 4 places) leaves: scipy's power divergence."""
    row = key.collocations(toy, "rain").set_index("second").loc["fell"]
    observed = np.array([[0.5, 1.5], [1.5, 18.5]])
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / observed.sum()
    statistic = power_divergence(observed.ravel(), expected.ravel(), lambda_=0).statistic
    assert row["log_likelihood"] == pytest.approx(statistic)


@given(st.tuples(st.integers(0, 20), st.integers(0, 20)), st.floats(0.01, 30))
def test_log_odds_are_those_of_statsmodels(counts, prior):
    """The numerator: the log odds ratio of the counts with the prior added; the denominator: Monroe et al. (2008)."""
    totals, whole = (100, 150), 200.0
    cells = [[n + prior, total + whole - n - prior] for n, total in zip(counts, totals, strict=True)]
    odds = Table2x2(np.array(cells[::-1])).log_oddsratio
    error = math.sqrt(1 / cells[0][0] + 1 / cells[1][0])
    assert key.weighted_log_odds(list(counts), list(totals), prior, whole) == pytest.approx(odds / error, abs=1e-9)


def test_a_word_without_neighbours(toy):
    assert list(key.collocations(toy, "unicorn").columns) == ["first", "second", "count", "pmi", "log_likelihood"]
    assert key.collocations(toy, "unicorn").empty


def test_the_two_articles(study):
    table = key.keyness(study, "Hamza", "Agencies")
    assert table["word"].is_unique
    assert isinstance(table, pd.DataFrame)
    assert "x" in table["word"].head(10).tolist()  # the one names the platform, the other "platforms"


def passing(one, two):
    """The words of two lists whose G² (scipy's power divergence) passes 3.84."""
    a, b = Counter(one), Counter(two)
    shares = len(one) / (len(one) + len(two)), len(two) / (len(one) + len(two))
    scores = [
        power_divergence([a[word], b[word]], [(a[word] + b[word]) * share for share in shares], lambda_=0).statistic
        for word in {*a, *b}
    ]
    return sum(score >= 3.84 for score in scores)


def test_the_halves_of_one_article_differ_in_more_words_than_the_two_articles(study):
    """So says docs/statistics.md, and why keyness has no stars."""
    bodies = [
        [[word.form for word in sentence] for sentence in key._by_sentence(study, article)]
        for article in study.articles["article_id"]
    ]
    whole = [[*chain(*body)] for body in bodies]
    halves = [[[*chain(*part)] for part in (body[: len(body) // 2], body[len(body) // 2 :])] for body in bodies]
    assert passing(*whole) == 0
    assert sorted(passing(*pair) for pair in halves) == [0, 4]
