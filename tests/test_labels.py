"""Label choice, and what comes first in an article."""

import pytest
from scipy.stats import hypergeom

import analysis
from analysis.schema import InputError
from analysis.study import Study


def test_label_choice_counts_within_one_referent(study):
    found = analysis.label_choice(study).set_index(["actor", "voice", "label"])
    row = found.loc["social-media-companies", "any", "platform"]
    assert row[["count_a", "of_a", "count_b", "of_b"]].tolist() == [4, 8, 5, 8]
    # Fisher's two-sided p by hand: the tables with the same margins that are no likelier than the one seen.
    likely = hypergeom(16, 9, 8)
    expected = sum(likely.pmf(k) for k in range(1, 9) if likely.pmf(k) <= likely.pmf(4) * (1 + 1e-9))
    assert row["p"] == pytest.approx(expected)
    shared = found.loc["terrorism-linked-accounts", "any", "terrorism/terrorist"]
    assert shared[["count_a", "of_a", "count_b", "of_b"]].tolist() == [2, 3, 3, 5]
    assert (found["p_holm"] >= found["p"] - 1e-12).all()


def test_an_unknown_label_is_answered_with_those_there_are():
    study = Study.from_texts({"Post": "The rioters met.", "Mail": "The protesters met."})
    with pytest.raises(InputError, match="label 'Times': unknown; expected one of Post, Mail"):
        analysis.label_choice(study, "Post", "Times")


def test_a_label_in_a_compound_counts_for_what_it_modifies():
    texts = {
        "a": "On Monday rioter videos spread. Police took rioter videos down. The rioters left.",
        "b": "On Monday the rioters left. Police took rioter videos down. The rioters came back.",
    }
    found = analysis.label_choice(Study.from_texts(texts)).query("voice == 'any' and label == 'rioter'")
    assert found[["actor", "count_a", "of_a", "count_b", "of_b"]].to_numpy().tolist() == [
        ["rioter-videos", 2, 2, 1, 1],
        ["rioters", 1, 1, 2, 2],
    ]


def test_first_mentions_by_hand():
    text = "The river flooded the town on Monday.\n\nMayor Ann Roe blamed the dam. The state must repair it, she said."
    found = analysis.first_mentions(Study.from_texts({"a": text})).set_index("item")
    assert found.loc["ann-roe", ["part", "sentence", "words_before"]].tolist() == ["body", 2, 7]
    assert found.loc["remedy", "voice"] == "source"
    ranks = found.reset_index().groupby("kind")["rank"].apply(list)
    assert all(values == list(range(1, len(values) + 1)) for values in ranks)


def test_the_headline_of_the_one_article_names_the_country_and_the_lead_of_the_other_warns(study):
    parts = analysis.headline_and_body(study).set_index(["article", "part"])
    assert parts.loc[("Hamza", "headline"), "directives"] == "urge"
    assert parts.loc[("Agencies", "first sentence"), "directives"] == "warn (a ban and financial penalties)"
    assert parts.loc[("Hamza", "headline"), "actors"].startswith("pakistan")


def test_words_and_their_initials_are_one_label():
    texts = {"a": "On Monday the artificial intelligence tools failed.", "b": "On Monday the AI tools came back."}
    found = analysis.label_choice(Study.from_texts(texts)).query("voice == 'any'")
    assert found[["label", "count_a", "count_b"]].to_numpy().tolist() == [["ai", 1, 1], ["tool", 1, 1]]


def test_groups_that_share_one_of_two_modifiers_are_two():
    study = Study.from_texts(
        {"a": "Two tenant rights groups met. The tenant control groups left. Tenant rights groups sang."}
    )
    found = study.namings.groupby("actor", sort=False)["text"].agg(list).tolist()
    assert ["Two tenant rights groups", "Tenant rights groups"] in found
    assert ["The tenant control groups"] in found


def test_a_name_takes_no_plural_and_a_label_no_reflexive_before_it():
    study = Study.from_texts(
        {"a": "Ads named firms Ann Roe hopes to win. They call themselves town planners. Ann Roe sang."}
    )
    texts = study.namings["text"].tolist()
    assert "Ann Roe" in texts
    assert not [text for text in texts if text.startswith(("firms Ann", "themselves town"))]
