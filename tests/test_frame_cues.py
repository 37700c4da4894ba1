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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The quake caused panic.", True),
        ("The heat led to protests.", True),
        ("The talks led to a larger budget.", False),  # no trouble
        ("The fire was caused by a faulty cable.", True),
        ("The mill was fueled by wood.", False),
        ("She was responsible for the crash.", True),
        ("She was responsible for the archive.", False),
        ("Flights were cancelled because of fog.", True),
        ("The club rejected the offer because the fee was low.", False),  # a choice, for a reason
        ("There is no risk of a fire because the mill is empty.", False),
        ("He said so because of the storm.", False),
        ("She was due to sing.", False),
        ("They asked for the cause of the fire.", False),
        ("The wet cable was the cause of the fire.", True),
        ("It could hurt the town.", False),  # it: nobody is named
        ("Asked whether the guard had robbed the bank, she shrugged.", False),
        ("The army disrupted a terror network.", False),  # a harm is harmed
        ("Rebels attacked the camp.", True),
        ("The editor attacked the plan.", False),  # with words
        ("She never wanted to hurt the farmers.", False),
        ("The landlords refused to hurt the tenants.", False),
        ("They must bomb the bridge.", False),  # what is due has not been done
        ("The firm shot a film in the harbour.", False),
        ("The mayor shot back on Monday.", False),
    ],
)
def test_a_cause_stands_beside_a_trouble_that_somebody_or_something_brings(text, told):
    assert ("cause" in cues(text)) == told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The landlords need to repair the lifts.", "need to repair"),
        ("The landlords have to repair the lifts.", "have to repair"),
        ("It is vital that the club repair the lifts.", "vital that the club repair the lifts"),
        ("It is time for the club to repair the lifts.", "time for the club to repair the lifts"),
        ("The answer is to close the mine.", "answer is to close the mine"),
        ("The mayor promised to end the shortage.", "end the shortage"),
        ("The bill would raise wages.", "The bill would raise wages"),
        ("The union demanded the release of the crew.", "demanded the release of the crew"),
        ("They fought for a reform of the school.", "fought for a reform of the school"),
        ("The board threatened a boycott.", "threatened a boycott"),
        ("The landlords would need to win two votes.", None),
        ("They needed to leave.", None),  # past
        ("I have to leave.", None),
        ("It is important to note that it rained.", None),
        ("It was the first time she had left.", None),
        ("The rain ended the drought.", None),  # nobody does it
        ("The bill would face a vote.", None),
        ("The union asked for an answer.", None),
        ("He called Ann to congratulate her.", None),  # by telephone
        ("The court said how they should act.", None),
        ("The owners must be fuming.", None),
        ("She suspended her campaign.", None),
        ("They protected themselves.", None),
        ("It is required by law.", None),
    ],
)
def test_a_remedy_is_due_demanded_or_done_against_a_trouble(text, words):
    assert cues(text).get("remedy") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The plan is rude and absurd.", "rude"),
        ("The plan is odd and absurd.", "absurd"),
        ("The plan is odd, if not absurd.", "absurd"),
        ("It was a failed state.", "failed state"),
        ("They will not make the same mistake.", "mistake"),
        ("The editor attacked Ann Roe for the delay.", "attacked Ann Roe for the delay"),
        ("The inspectors said the firm had not provided the data.", "the firm had not provided the data"),
        ("The firm did not cooperate, they said.", "The firm did not cooperate"),
        ("There is no sign that the plan is absurd.", None),
        ("They made no mistake.", None),
        ("The strong wind blew.", None),
        ("They saw illegal drug dealers.", None),  # of what kind
        ("The historic Market Hall in Rome opened.", None),
        ("The firm had not provided the data.", None),  # no other says so
        ("They said they had not provided the data.", None),
        ("The inspectors said the firm had not provided an answer.", None),
        ("The inspectors said the storm had not produced rain.", None),
    ],
)
def test_a_judgement_is_said_of_something_and_not_denied(text, words):
    assert cues(text).get("judgement") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor deals with poverty.", "poverty"),
        ("They saw the extent of the damage.", "the damage"),
        ("The plan does not end the violence.", "the violence"),  # so it is there
        ("The anger soared.", "The anger soared"),
        ("The school lacks books.", "lacks books"),
        ("She spoke of poverty.", None),
        ("The plan did not cause violence.", None),
        ("The house lies in a valley. What lies ahead is open.", None),
        ("Her concern for the pupils was known.", None),
    ],
)
def test_a_problem_is_met_measured_or_not_relieved(text, words):
    assert cues(text).get("problem") == words
