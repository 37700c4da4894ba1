"""Quantities, wordings and extents: what of two tellings is the same, and what is not, on sentences of our own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import schema
from analysis.parse import parse
from analysis.syntax import trees
from analysis.telling import extent, quantities, wording


def tree(text):
    row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "start": 0}
    sentences = schema.frame("sentences", [row | {"end": len(text), "text": text, "n_words": len(text.split())}])
    return next(trees(parse(sentences)))


def found(text):
    return [(one.kind, one.value) for one in quantities.find(tree(text))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Police arrested 12 men.", [("number", 12.0)]),
        ("Police arrested twelve men.", [("number", 12.0)]),
        ("The city paid $1.6 million for 1,200 trees.", [("number", 1.6e6), ("number", 1200.0)]),
        ("The council met on Tuesday.", [("day", "tuesday")]),
        ("The bridge opened on July 24, 1998.", [("date", "july 24"), ("year", 1998.0)]),
        ("It was the one that fell.", []),
        ("The mayor may resign.", []),
    ],
)
def test_quantities(text, values):
    assert found(text) == values


def test_an_age_counts_no_person():
    assert [one.text for one in quantities.find(tree("Ann Roe, 66, left the town."))] == ["66"]


def compare(a, b):
    first, second = (quantities.find(tree(text)) for text in (a, b))
    only_a, only_b = quantities.missing(first, second), quantities.missing(second, first)
    return [(one.text, other.text) for one, other in quantities.disagreeing(only_a, only_b)]


@pytest.mark.parametrize(
    ("a", "b", "pairs"),
    [
        ("Police arrested 12 men.", "Police arrested 15 men.", [("12 men", "15 men")]),
        ("Police arrested 12 men.", "Police arrested twelve men.", []),
        ("Police arrested 12 men.", "Police searched 15 houses.", []),
        ("The fine was $5,000.", "The fine was $5,010.", []),
        ("The fine was $5,000.", "The fine was $6,000.", [("$5,000", "$6,000")]),
        ("They met on Monday.", "They met on Tuesday.", [("Monday", "Tuesday")]),
        ("They met on July 24.", "They met in July.", []),
        ("They met on July 24.", "They met on July 25.", [("July 24", "July 25")]),
        ("They met on Monday.", "They met in July.", []),
    ],
)
def test_what_disagrees(a, b, pairs):
    assert compare(a, b) == pairs


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("We didn’t pay the fine", "we did not pay the fine", None),
        ("It's e-mail we organise", "It is email, we organize", None),
        ("We will never pay this fine", "We shall never pay that fine", ("will … this", "shall … that")),
        ("We will never pay this fine", "never pay this fine", None),
        ("We can't pay any fine now", "We can pay any fine now", ("can't", "")),
        ("Rain fell on the town", "Nobody will pay for it", None),
        ("I look forward to the tax-free day", "looks forward to the tax free day", None),
        ("yes", "no", None),
        ("", "", None),
    ],
)
def test_wordings(a, b, told):
    difference = wording.difference(a, b)
    assert (difference and (difference.in_a, difference.in_b)) == told


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_a_wording_differs_the_same_from_either_side(a, b):
    assert wording.difference(a, a) is None
    assert wording.holds(a, "") is False
    assert (wording.difference(a, b) is None) == (wording.difference(b, a) is None)


def reach(a, b):
    first, second = tree(a), tree(b)
    stems = [frozenset(wording.stems(text)) for text in (a, b)]
    return list(extent.differing(extent.find(first), extent.find(second), *stems))


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("Inspectors closed bridges.", "Inspectors closed bridges and tunnels.", [("bridges", "bridges and tunnels")]),
        ("Inspectors closed all bridges.", "Inspectors closed some bridges.", [("all bridges", "some bridges")]),
        ("Inspectors closed several bridges.", "Inspectors closed some bridges.", []),
        ("Inspectors closed bridges or tunnels.", "Inspectors closed bridges.", []),
        ("Inspectors closed bridges.", "Tunnels and bridges were closed.", []),
        ("Inspectors closed roads.", "Inspectors closed all bridges.", []),
        ("The Ministry of Health spoke.", "The Ministry of Health and Labour spoke.", []),
    ],
)
def test_scope(a, b, told):
    assert reach(a, b) == told
