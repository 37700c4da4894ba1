"""Frames: Entman's functions and generic frames, each with the words that carry it."""

import pytest
from helpers import sentences_of
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import framing, lexicon, parse, schema, spans
from analysis.discourse import functions


def frames_of(text, attributions=()):
    sentences = sentences_of(*text.split("\n"))
    return framing.find_frames(sentences, parse.parse(sentences), schema.frame("attributions", list(attributions)))


def evidence(text, frame):
    """(words, construction) of the frame's best cue, or None."""
    found = frames_of(text).query("frame == @frame")
    return None if found.empty else (found["text"].iloc[0], found["method"].iloc[0].split(":")[1])


@pytest.mark.parametrize(
    ("text", "frame", "expected"),
    [
        ("Gangs looted the warehouse.", "problem", ("looted the warehouse", "harm verb")),
        ("Gangs looted the warehouse.", "cause", ("Gangs looted", "agent of harm")),
        ("The flood was reported on Monday.", "problem", ("The flood", "harm noun")),
        ("They have spread hatred.", "problem", ("spread hatred", "harm verb")),
        ("Firms involved in fraud pay no tax.", "problem", ("Firms involved in fraud", "association with harm")),
        ("Schools closed because of the heat.", "cause", ("because of the heat", "cause link")),
        ("The report blamed the operator.", "cause", ("blamed the operator", "cause verb")),
        ("If the dam fails, floods could reach the town.", "cause", ("If the dam fails", "condition of harm")),
        ("It was a very poor answer.", "judgement", ("very poor answer", "evaluative adjective")),
        ("They spoke of hypocrisy.", "judgement", ("hypocrisy", "evaluation noun")),
        ("She praised the nurses for it.", "judgement", ("praised the nurses for it", "evaluation verb")),
        ("She urged firms to open offices.", "remedy", ("urged firms to open offices", "directive verb")),
        ("She demanded that firms open offices.", "remedy", ("demanded that firms open offices", "directive verb")),
        ("The union renewed its call for talks.", "remedy", ("call for talks", "directive noun")),
        ("The ministry must repair the dam.", "remedy", ("must repair", "duty")),
        ("The ministry will impose new rules.", "remedy", ("impose new rules", "measure")),
        ("Two dealers were arrested.", "remedy", ("arrested", "remedy verb")),
    ],
)
def test_the_four_functions_with_their_evidence(text, frame, expected):
    assert evidence(text, frame) == expected


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The gang did not loot the warehouse.", "problem"),
        ("There was no violence.", "problem"),
        ("She spoke of terrorism.", "problem"),  # mentioned once, nothing happens
        ("Roads flood.", "cause"),  # nobody does it
        ("The prices have shot up.", "problem"),
        ("The answer was not bad.", "judgement"),
        ("She wanted to sing.", "remedy"),  # of herself, no directive
        ("He told them to lie.", "remedy"),
        ("They must have left.", "remedy"),  # a guess, no duty
        ("Should it rain, we stay.", "remedy"),
        ("The club sold a striker in May.", "conflict"),
        ("It was Tuesday.", "problem"),
    ],
)
def test_what_is_no_cue(text, frame):
    assert evidence(text, frame) is None


@pytest.mark.parametrize(
    ("text", "frame", "words"),
    [
        ("The dispute went on.", "conflict", "dispute"),
        ("Her daughter wept.", "human interest", "daughter"),
        ("Nobody is accountable for it.", "responsibility", "accountable"),
        ("It is a question of justice.", "morality", "justice"),
        ("Wages fell in June.", "economic", "Wages"),
    ],
)
def test_generic_frames_are_words(text, frame, words):
    assert evidence(text, frame) == (words, "word")


def test_generic_words_need_their_part_of_speech_and_are_no_modifiers():
    assert evidence("They marketed the film.", "economic") is None
    assert evidence("The child abuse inquiry opened.", "human interest") is None


def test_the_score_is_the_noisy_or_of_the_cues():
    # praised: 0.7; very brave: 0.7; 1 - 0.3 * 0.3 = 0.91
    frames = frames_of("She praised the very brave nurses.").set_index("frame")
    assert frames.loc["judgement", "score"] == pytest.approx(0.91)


def test_two_mentions_of_a_harm_are_enough_and_one_is_not():
    # 1 - 0.7 * 0.7 = 0.51, above the minimum; one alone is 0.3
    assert frames_of("They met to talk about drought and famine.").query("frame == 'problem'")["score"].tolist() == [
        0.51
    ]
    assert frames_of("They met to talk about drought.").query("frame == 'problem'").empty


def test_one_row_a_sentence_and_frame():
    frames = frames_of("Gangs looted shops and burned houses. \nThey attacked the very bad mayor.")
    assert not frames.duplicated(schema.key("frames")).any()
    assert set(frames["sentence_id"]) == {0, 1}


def test_the_attribution_is_the_innermost_content_that_holds_the_evidence():
    text = "The mayor said gangs looted the warehouse."
    attribution = {
        **dict.fromkeys(schema.columns("attributions")), "article_id": "x", "attribution_id": 3, "sentence_id": 0,
        "form": "indirect", "engagement": "acknowledge", "act": "assert", "content": text[15:41],
        "content_spans": spans.pack([(15, 41)]), "confidence": 1.0, "carried": False, "listed": True,
    }  # fmt: skip
    assert frames_of(text, [attribution]).query("frame == 'problem'")["attribution_id"].tolist() == [3]
    assert frames_of(text).query("frame == 'problem'")["attribution_id"].isna().all()


def test_evidence_that_holds_the_cue_is_said_by_that_source():
    text = "The union accused the mill of hypocrisy."
    places = {"cue_spans": "10:17", "source_spans": "0:9", "content_spans": "18:39"}
    words = {"cue": "accused", "cue_lemma": "accuse", "source": "The union", "content": text[18:39]}
    fixed = {
        "form": "indirect",
        "engagement": "acknowledge",
        "act": "express",
        "confidence": 1.0,
        "carried": False,
        "listed": True,
    }
    ids = {"article_id": "x", "attribution_id": 4, "sentence_id": 0, "source_id": None, "parent_id": None}
    judgement = frames_of(text, [{**ids, **places, **words, **fixed}]).query("frame == 'judgement'")
    assert judgement["text"].item() == text[10:39]
    assert judgement["attribution_id"].item() == 4


def test_every_term_of_the_lists_has_a_rule():
    looked_up = {"measure verb", "growth verb", "trouble", "trouble verb", "praise noun"}
    assert {entry["role"] for entry in lexicon.read("entman").entries} - looked_up == set(functions.RULES)
    frames = {entry["frame"] for entry in lexicon.read("generic_frames").entries}
    assert frames == {"conflict", "human interest", "responsibility", "morality", "economic"}


ODD = ["“", "MUST STOP THE WAR?!", "😀 must 😀", "يجب وقف الحرب", "if of by", "war " * 300, "“Stop", "must"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80) | st.sampled_from(ODD))
def test_span_law_scores_and_no_error_for_any_text(text):
    frames = frames_of(text)
    for words, start, end in frames[["text", "start", "end"]].itertuples(index=False):
        assert text[start:end] == words
    assert frames["score"].between(framing.MINIMUM, 1).all()


def test_no_sentences_give_an_empty_table():
    assert frames_of("").columns.tolist() == schema.columns("frames")


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The mayor declined to threaten the town.", "cause"),
        ("They proposed nothing that would hurt the town.", "cause"),
        ("The mayor shot himself.", "cause"),
        ("The firm suffered a loss.", "cause"),
        ("The result in some towns was calm.", "cause"),
        ("She supports fraud exceptions.", "problem"),
        ("The firm did not respond to requests for comment.", "remedy"),
        ("They told him what to say.", "remedy"),
        ("They take advantage of the law.", "remedy"),
        ("He is a Human Rights Watch lawyer.", "morality"),
        ("They fled a war-torn town.", "conflict"),
        ("He came with his wife, Ann.", "human interest"),
    ],
)
def test_what_deceived_in_real_news_is_no_cue(text, frame):
    assert evidence(text, frame) is None


def test_what_is_left_undone_and_what_harm_does():
    assert evidence("The firm failed to warn the town.", "cause") is None  # it did not speak: a report
    assert evidence("The firm failed to repair the dam.", "cause") == ("The firm failed to repair the dam", "omission")
    assert evidence("Terrorism could extend its reach.", "problem") == (
        "Terrorism could extend its reach",
        "harm that grows",
    )
