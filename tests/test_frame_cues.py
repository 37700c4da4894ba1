"""What is a cue of Entman's functions, and what only looks like one: word lists and constructions, by hand."""

import pytest
from helpers import sentences_of

from analysis import framing, parse, schema


def cues(text):
    """Function and words of each cue in a text."""
    sentences = sentences_of(text)
    frames = framing.find_frames(sentences, parse.parse(sentences), schema.frame("attributions", []))
    entman = frames[frames["scheme"] == "entman"]
    return dict(zip(entman["frame"], entman["text"], strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two bridges collapsed because the beams were weak.", "because the beams were weak"),
        ("Flights were delayed because the crews did not arrive.", "because the crews did not arrive"),
        ("The landlords refused to repair the lifts.", "The landlords refused to repair the lifts"),
        ("The storm led to the loss of ten homes.", "led to the loss of ten homes"),
        ("The decree sparked protests.", "sparked protests"),
        ("Rebels burned the bridge and harmed the villagers.", "Rebels"),
    ],
)
def test_a_cause_explains_a_trouble(text, words):
    assert words in cues(text)["cause"]


@pytest.mark.parametrize(
    "text",
    [
        "She smiled because the choir sang.",  # a motive
        "He said it because he was asked.",
        "Just because it rains does not mean that they stay.",
        "It is not because it rains.",
        "None of the fires was caused by the tenants.",
        "The talks led to an agreement.",
        "The letter prompted the mayor to reply.",  # somebody is moved to act, no trouble comes about
        "The proposal failed to win a majority.",  # nobody leaves anything undone
        "He likened the rule to burning the books.",  # who likens burns nothing
        "Did the guards hurt him?",
        "The custom traces back to June.",
    ],
)
def test_what_tells_a_motive_a_success_or_no_fact_is_no_cause(text):
    assert "cause" not in cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "Walls make it difficult to attack the town.",
        "The army does not have the capability to threaten the town.",
        "The council decided against hurting the farmers.",
        "The cease-fire begins.",
        "The Victims of Violence Act was read aloud.",
    ],
)
def test_a_harm_out_of_reach_or_in_a_name_is_no_problem(text):
    assert "problem" not in cues(text)


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("The poor families moved.", False),
        ("A poor excuse followed.", True),
        ("A great many visitors came.", False),
        ("A great singer came.", True),
        ("The partial closure lasted.", False),
        ("The lame-duck mayor left.", False),
        ("The plan is fair.", True),
        ("It is fair to say that he left.", False),
        ("She derided what the board called progress.", True),
    ],
)
def test_an_adjective_of_amount_or_kind_judges_nothing(text, judged):
    assert ("judgement" in cues(text)) == judged


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The union urged the firm to raise wages.", True),
        ("The union called on the mayor to act.", True),
        ("The analysts expected output to improve.", False),
        ("The heat encouraged people to swim.", False),  # nobody asks
        ("The reporter asked him to comment.", False),
        ("They told her what to wear.", False),
        ("Both insisted on anonymity to describe the meeting.", False),
        ("The low demand for wool hurt farmers.", False),
        ("The demand for an apology was refused.", True),
        ("The firm should repair the lift.", True),
        ("The speech should lift his ratings.", False),
        ("The editor called the law a shield.", False),
    ],
)
def test_a_remedy_is_somebodys_to_bring(text, asked):
    assert ("remedy" in cues(text)) == asked
