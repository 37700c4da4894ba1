"""How a cue commits the journalist: form, engagement, act, words that distance."""

import pytest
from helpers import attributions, sentences_of

from analysis import parse
from analysis.attributing import engagement
from analysis.syntax import trees


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("“The bridge is closed,” she said.", "direct"),
        ("She said the bridge was “a danger to us all.”", "mixed"),
        ("She said the bridge was closed.", "indirect"),
        ("She said that “the bridge is closed.”", "mixed"),
    ],
)
def test_form(text, form):
    assert attributions({"x": text})["form"].tolist() == [form]


@pytest.mark.parametrize(
    ("text", "engagement", "act"),
    [
        ("She said that the bridge was closed.", "acknowledge", "assert"),
        ("She noted that the bridge was closed.", "endorse", "assert"),
        ("She pointed out that the bridge was closed.", "endorse", "assert"),
        ("She did not acknowledge that the bridge was closed.", "acknowledge", "assert"),
        ("She claimed that the bridge was closed.", "distance", "assert"),
        ("She falsely said that the bridge was closed.", "distance", "assert"),
        ("She urged drivers to stay at home.", "acknowledge", "direct"),
        ("She told drivers to stay at home.", "acknowledge", "direct"),
        ("She told drivers that the bridge was closed.", "acknowledge", "assert"),
        ("She warned that the bridge was closed.", "acknowledge", "assert"),
        ("She warned drivers that they could be fined.", "acknowledge", "direct"),
        ("She vowed to close the bridge.", "acknowledge", "commit"),
        ("She criticized the mayor.", "acknowledge", "express"),
        ("She believes that the bridge is closed.", "acknowledge", "think"),
        ("She burbled that the bridge was closed.", "acknowledge", "assert"),
        ("She tried to ask whether the bridge was closed.", "acknowledge", "direct"),
        ("She voiced concerns that the bridge was closed.", "acknowledge", "assert"),
    ],
)
def test_stance(text, engagement, act):
    rows = attributions({"x": text})
    assert rows[["engagement", "act"]].to_numpy().tolist() == [[engagement, act]]


@pytest.mark.parametrize(
    "text",
    [
        "The firm closes accounts it says promote violence.",
        "The mayor criticized the firm for what she called a disgrace.",
    ],
)
def test_words_handed_over_inside_a_noun_phrase_distance(text):
    rows = attributions({"x": text})
    assert "distance" in rows["engagement"].tolist()


def test_the_word_that_reports_counts_not_the_one_that_brings_it_in():
    rows = attributions({"x": "She tried to ask whether the bridge was closed."})
    assert rows["cue_lemma"].tolist() == ["ask"]


def test_an_adverb_that_is_the_cue_distances():
    tree = next(trees(parse.parse(sentences_of("The firm allegedly broke the law."))))
    cue = engagement.construe(tree, [(9, 18)], [(19, 32)])
    assert engagement.stance(tree, cue).engagement == "distance"
    assert engagement.stance(tree, engagement.construe(tree, [(4, 8)], [(9, 32)])).engagement == "acknowledge"


def test_a_name_given_to_a_thing_presupposes_nothing():
    tree = next(trees(parse.parse(sentences_of("The bill, known by critics as a tax, passed."))))
    start = tree.tokens[3].start
    cue = engagement.construe(tree, [(start, start + len("known"))], [(0, 8)])
    assert tree.tokens[3].text == "known"
    assert engagement.stance(tree, cue).engagement == "acknowledge"


def test_a_clause_that_goes_on_about_a_thing_does_not_distance():
    rows = attributions({"x": "The mayor closed the old bridge, which she said was unsafe."})
    assert rows["engagement"].tolist() == ["acknowledge"]


def test_who_issues_a_statement_that_calls_speaks_not_the_statement():
    text = "Ann Roe issued a statement calling the plan unfair."
    [tree] = trees(parse.parse(sentences_of(text)))
    cue = engagement.construe(tree, [(8, 34)], [(35, 50)])
    assert cue is not None
    assert (tree.tokens[cue.head].text, cue.source) == ("calling", (0, 1))
