"""Hedges and boosters: what a careful reader finds, what is none, and whose voice it is."""

import json

import pytest
from helpers import cues, find_hedges, hedges_in, sentences_of

from analysis import hedging, lexicon, schema


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge may collapse.", [("may", "epistemic")]),
        ("Prices will probably rise again.", [("probably", "epistemic")]),
        ("The plant could close next year.", [("could", "epistemic")]),
        ("Rates are likely to fall next year.", [("likely", "epistemic")]),
        ("The plan seems to be failing.", [("seems", "epistemic")]),
        ("The letter suggests that the road was closed.", [("suggests", "epistemic")]),
        ("She assumed that the shop was open.", [("assumed", "doxastic")]),
        ("It appears that the road was closed.", [("appears", "epistemic")]),
        ("The minister is expected to resign.", [("expected", "doxastic")]),
        ("Police believe the boy ran away.", [("believe", "doxastic")]),
        ("The alleged thief left the town.", [("alleged", "doxastic")]),
        ("The council asked whether the bridge was safe.", [("whether", "investigation")]),
        ("It is not clear who paid the bill.", [("not clear", "epistemic")]),
        ("About 40 people came to the hall.", [("About", "approximator")]),
        ("It cost an estimated $3 million.", [("an estimated", "approximator")]),
        ("The lake was nearly empty.", [("nearly", "approximator")]),
        ("To my knowledge the mayor paid the bill.", [("To my knowledge", "shield")]),
        ("The three suspected bombers left the town.", [("suspected", "evidential")]),
        ("There is no doubt that he paid the bill.", [("no doubt", "booster")]),
        ("He clearly broke the rules.", [("clearly", "booster")]),
        ("She must have known the price.", [("must", "booster")]),
        ("The town has extremely weak walls.", [("extremely", "booster")]),
        ("It was a very bad plan.", [("very", "booster")]),
        ("It remains to be seen who pays.", [("remains to be seen", "epistemic")]),
        ("The firm could face a large fine.", [("could", "epistemic")]),
        ("The firm disclosed a possible sale of its mine.", [("possible", "epistemic")]),
        ("The company said it expects a profit.", [("expects", "doxastic")]),
        ("Analysts predicted that prices would rise.", [("predicted", "doxastic")]),
        ("There is a likelihood that the dam breaks.", [("likelihood", "epistemic")]),
        ("There is no assurance that the plan will pass.", [("no assurance", "epistemic")]),
        ("It is hard to say who will win.", [("hard to say", "epistemic")]),
        ("The plan would cost 400 jobs.", [("would", "condition")]),
    ],
)
def test_a_cue_has_its_kind(text, expected):
    assert cues(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The contract was signed in May.",
        "On May 4 the council met.",
        "Child abuse content can be deleted by machines.",
        "She could not swim as a child.",
        "The officials could not be reached on Monday.",
        "Platforms should remove such posts.",
        "Drivers must wear a belt.",
        "He appeared before a court on Monday.",
        "They talked about him for an hour.",
        "She walked around the lake.",
        "Come back as soon as possible.",
        "The cabinet is considering a new law.",
        "The minister said that the road was closed.",
        "The firm claimed that it had paid the bill.",
        "The town has completely removed the walls.",
        "This is the very man who did it.",
        "Many roads are wet, especially in towns.",
        "West of the river the court cleared the plan.",
        "The test gave the highest possible score.",
        "They used all possible means.",
        "Systems such as these were built in July.",
        "At least 40 people came to the hall.",
        "A certain man named Smith came to the hall.",
        "What kind of work is this?",
        "Make sure that the door is closed.",
        "How many people came to the hall?",
        "She suggested a walk by the lake.",
        "He suggested leaving at noon.",
        "The firm will assume the debts of its rival.",
        "The poll asked 600 likely voters.",
        "She said the school would open in May.",
        "We would like to visit the town.",
        "The losses, if any, were small.",
        "They believe in their town.",
        "He thought of his school days.",
    ],
)
def test_what_is_no_cue(text):
    assert cues(text) == []


def test_if_that_opens_a_condition_is_told_from_if_for_whether():
    condition = hedges_in("The dam will break if it rains.")
    question = hedges_in("She asked if the dam was safe.")
    assert condition.set_index("text")["kind"]["if"] == "condition"
    assert question.set_index("text")["kind"]["if"] == "investigation"


@pytest.mark.parametrize(
    ("text", "cue", "polarity", "negated"),
    [
        ("The mayor is certain that it will hold.", "certain", "booster", False),
        ("The mayor is not certain that it held.", "not certain", "hedge", True),
        ("They are not always right.", "always", "hedge", True),
        ("There is no doubt that it was late.", "no doubt", "booster", False),
        ("I do not think the plan works.", "think", "hedge", True),
        ("The dam may not hold.", "may", "hedge", False),  # still possible: the negation is below the modal
        ("The mayor is n't sure of the price .", "sure", "hedge", True),
    ],
)
def test_a_negation_turns_a_booster_into_a_hedge(text, cue, polarity, negated):
    row = hedges_in(text).query("kind != 'weasel'").set_index("text").loc[cue]
    assert (row["polarity"], row["negated"]) == (polarity, negated)


def test_overlapping_cues_give_way_to_the_longest():
    assert cues("It was almost certainly a mistake.") == [("almost certainly", "epistemic")]


@pytest.mark.xfail(
    strict=True, reason="to expect someone to act is a demand; the corpus learned from has too few of them"
)
def test_a_demand_is_no_belief():
    assert cues("The ministry expected companies to remove the posts.") == []


def test_the_learned_cues_hold_on_the_gold_they_were_learned_from(gold):
    """No measure of accuracy (see benchmarks): it shows that weights, terms and code belong together."""
    lines = (gold / "hedges_szeged_wiki_train.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines[:3000]) if row["uncertain"]][:150]
    sentences = sentences_of(*(row["text"] for row in rows))
    found = find_hedges(sentences, schema.frame("attributions", []))
    found = found[found["kind"].isin(hedging.UNCERTAINTY)]
    offsets = sentences.set_index("sentence_id")["start"]
    spans_found = {
        (row.sentence_id, row.start - offsets[row.sentence_id], row.end - offsets[row.sentence_id])
        for row in found.itertuples()
    }
    coded = {(number, start, end) for number, row in enumerate(rows) for start, end, _ in row["cues"]}
    assert len(spans_found & coded) / len(coded) > 0.8
    assert len(spans_found & coded) / len(spans_found) > 0.8


@pytest.mark.parametrize("name", ["hedges", "hedge_markers", "boosters", "weasels", "distance_markers"])
def test_every_entry_of_the_lexicons_can_be_used(name):
    entries = lexicon.read(name).entries
    keys = [(entry["term"], entry.get("tag")) for entry in entries]
    assert len(keys) == len(set(keys))
    assert {entry["kind"] for entry in entries} <= set(hedging.UNCERTAINTY) | {
        "weasel",
        "approximator",
        "shield",
        "evidential",
        "booster",
        "distance",
    }
    assert all(0 <= float(entry["precision"]) <= 1 for entry in entries)


def test_every_marker_is_found_as_it_is_written():
    terms = [entry["term"] for entry in lexicon.read("hedge_markers").entries if entry["construction"] == "any"]
    found = hedges_in(*(f"It was {term} late." for term in terms))
    by_sentence = found.groupby("sentence_id")["text"].agg(set).to_dict()
    assert [term for number, term in enumerate(terms) if term not in by_sentence.get(number, ())] == []
