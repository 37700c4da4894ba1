"""What each cue is about: clauses, complements, phrases; worked out by hand."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import parse, schema
from analysis.certainty.scope import scope
from analysis.study import Study
from analysis.syntax import trees

ROW = {"article_id": "x", "segment_id": 0, "role": "body", "rank": 1, "n_words": 1}


def scopes(*texts):
    """For each text (cue, scope) of its cues but the weasels."""
    hedges = Study.from_texts({str(n): text for n, text in enumerate(texts)}).hedges
    hedges = hedges[hedges["kind"] != "weasel"]
    of_text = {n: list(zip(rows["text"], rows["scope"], strict=True)) for n, rows in hedges.groupby("article_id")}
    return [of_text.get(str(n), []) for n, _ in enumerate(texts)]


CASES = {
    # a modal, an adverb: the clause with its subject, without the clause beside it
    "Rain may fall and it might snow.": [("may", "Rain may fall"), ("might", "it might snow")],
    "The dam, he said, may break.": [("may", "The dam … may break")],
    "She is probably right about the plan.": [("probably", "She is probably right about the plan")],
    "Platforms that may face fines left the talks.": [("may", "Platforms that may face fines")],
    # a verb or adjective: what is believed, without who believes; the subject that is raised
    "Police believe the boy ran away.": [("believe", "the boy ran away")],
    "The minister is expected to resign.": [("expected", "The minister … to resign")],
    "The plan seems to be failing.": [("seems", "The plan … to be failing")],
    "It seems that the plan is failing.": [("seems", "the plan is failing")],
    "It is likely that rates fall.": [("likely", "rates fall")],
    "It is not clear who paid the bill.": [("not clear", "who paid the bill")],
    "There is no doubt that he paid the bill.": [("no doubt", "he paid the bill")],
    # a condition: what holds on it, with it; a question: its clause
    "If it rains, the dam will break.": [(cue, "If it rains, the dam will break") for cue in ("If", "will")],
    "The council asked whether the bridge was safe.": [("whether", "the bridge was safe")],
    # an attribute, a number: the phrase
    "The alleged thief left the town.": [("alleged", "The alleged thief")],
    "About 40 people came to the hall.": [("About", "About 40 people")],
    "Clearly.": [("Clearly", "Clearly")],
}


def test_the_scope_of_each_kind_of_cue():
    found = dict(zip(CASES, scopes(*CASES), strict=True))
    missed = {text: (found[text], wanted) for text, wanted in CASES.items() if found[text] != wanted}
    assert missed == {}


@pytest.mark.xfail(strict=True, reason="the parser hangs the condition on the second verb only")
def test_a_condition_on_two_verbs():
    [found] = scopes("He may come and stay if it rains.")
    assert dict(found)["if"] == "He may come and stay if it rains"


WORDS = ["may", "if", "it", "rains", ",", "probably", "the", "“", "”", ".", "who", "believes", "likely", "not", "40"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_a_scope_is_never_empty_and_lies_in_its_sentence(words):
    text = " ".join(words)
    rows = [{**ROW, "sentence_id": 0, "start": 7, "end": 7 + len(text), "text": text}]
    for tree in trees(parse.parse(schema.frame("sentences", rows if text else []), entities=False)):
        for first in range(len(tree.tokens)):
            for kind in ("epistemic", "condition", "weasel"):
                about = scope(tree, first, first + 1, kind)
                assert about
                assert all(7 <= start < end <= 7 + len(text) for start, end in about)
                assert all(one[1] <= other[0] for one, other in pairwise(about))
