"""Clauses whose verb or doer is easily missed or made up, and what is then demanded or taken for granted."""

import pandas as pd
import pytest
from helpers import sentences_of

from analysis import agency, parse, schema
from analysis.discourse import directives, presuppositions
from analysis.grammar.cells import at_heads
from analysis.study import Study
from analysis.syntax import Token, repaired


def clauses_of(text):
    """Agent, verb, patient and voice of each clause."""
    sentences = sentences_of(text)
    none = schema.frame("namings", []), schema.frame("attributions", [])
    table = agency.find_clauses(sentences, parse.parse(sentences), *none)
    columns = table[["agent", "verb", "patient", "voice"]].astype(object)
    return [tuple(row) for row in columns.where(columns.notna(), None).itertuples(index=False)]


def token(text, tag, dep, head):
    return Token(0, 0, len(text), text, text.lower(), "NOUN", tag, dep, head, None)


def test_a_plural_that_heads_an_if_clause_is_its_verb():
    words = [token("if", "IN", "mark", 3), token("the", "DT", "det", 3), token("row", "NN", "amod", 3)]
    mended = repaired([*words, token("drags", "NNS", "advcl", 4), token("left", "VBD", "ROOT", 4)])
    assert [(one.tag, one.dep, one.head) for one in mended[1:4]] == [
        ("DT", "det", 2),
        ("NN", "nsubj", 3),
        ("VBZ", "advcl", 4),
    ]


def test_a_plural_after_as_or_without_a_noun_stays():
    words = [token("as", "IN", "mark", 2), token("elected", "VBN", "amod", 2), token("officials", "NNS", "advcl", 2)]
    assert [one.tag for one in repaired(list(words))] == ["IN", "VBN", "NNS"]


def test_names_tied_by_hyphens_are_one():
    texts = {"a": "The firm Chick-fil-A closed on Monday. Chick-fil-A said so.", "b": "She left Stoke-on-Trent."}
    namings = Study.from_texts(texts).namings
    assert namings.loc[namings["actor"] == "chick-fil-a", "text"].tolist()[-1] == "Chick-fil-A"
    assert "fil" not in " ".join(namings["actor"].str.replace("chick-fil-a", ""))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Tools were used to cut the wire.", (None, "cut", "the wire", "active")),
        ("She was elected to lead the party.", ("She", "lead", "the party", "active")),
        ("His answer was to close the office.", ("His", "close", "the office", "active")),
        ("She is to close the office.", ("She", "close", "the office", "active")),
        ("Voters were engaged in politics.", ("Voters", "engaged", None, "active")),
        ("The bridge was closed on Monday.", (None, "closed", "The bridge", "agentless")),
        ("The board was surprised by the vote.", ("the vote", "surprised", "The board", "passive")),
        ("The campaign said so.", ("The campaign", "said", None, "active")),
    ],
)
def test_who_does_it(text, row):
    assert row in clauses_of(text)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("It would be harmful to undermine it.", "undermine"),  # nobody is said to
        ("The campaign said so.", "campaign"),  # a body here, no act
        ("The admiral spoke.", "admiral"),  # no admiring
    ],
)
def test_what_is_no_row_or_has_no_doer(text, verb):
    assert not [row for row in clauses_of(text) if row[1] == verb and (row[0] or row[3] == "nominalised")]


def test_what_somebody_insists_on_does_nothing():
    assert ("Both", "describe", "the talks", "active") in clauses_of(
        "Both insisted on anonymity to describe the talks."
    )


def test_a_prefixed_participle_is_one_passive_wherever_the_parser_hangs_it():
    found = clauses_of("If stolen photos can be auto-deleted, then why not forged content?")
    assert (None, "auto-deleted", "stolen photos", "agentless") in found
    assert not [row for row in found if row[1] == "be"]


def test_who_pays_a_fine_fines_nobody():
    assert (None, "fine", None, "nominalised") in clauses_of("The florist paid a fine.")


def test_a_label_acts_by_its_head_and_a_name_by_any_word():
    rows = [
        {"text": "firms that sell arms", "kind": "label", "head": "firm", "start": 10, "end": 30},
        {"text": "Ann Roe", "kind": "name", "head": "Roe", "start": 40, "end": 47},
        {"text": "the women", "kind": "label", "head": "woman", "start": 50, "end": 59},  # the head is not found
    ]
    assert at_heads(pd.DataFrame(rows))[["start", "end"]].to_numpy().tolist() == [[10, 15], [40, 47], [50, 59]]


def presupposed(text):
    sentences = sentences_of(text)
    table = presuppositions.find_presuppositions(sentences, parse.parse(sentences), schema.frame("attributions", []))
    return {row.text: (row.who, row.content) for row in table.astype(object).itertuples()}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("It is not her choice.", "her choice"),
        ("The movement denied it.", "The movement"),
        ("A still-fragile town waits.", "still"),
        ("The money is kept offshore to benefit from low rates.", "kept"),
        ("The basement flooded.", "The basement"),
    ],
)
def test_what_takes_nothing_for_granted(text, trigger):
    assert trigger not in presupposed(text)


def test_keep_is_said_of_what_is_kept():
    who, content = presupposed("The mayor keeps the talks going.")["keeps"]
    assert who == "the talks"
    assert content.endswith("going")


def directives_of(text):
    sentences = sentences_of(text)
    none = schema.frame("namings", []), schema.frame("attributions", [])
    return directives.find_directives(sentences, parse.parse(sentences), *none)


@pytest.mark.parametrize(
    "text",
    [
        "They told her what to say.",
        "The poster suggests that the officers support the plan.",
        "The owners should stop blocking the road.",
        "Do not expect a new mayor to appear.",
    ],
)
def test_what_directs_nobody(text):
    assert directives_of(text).empty


@pytest.mark.parametrize(
    ("text", "addressee", "action"),
    [
        ("The union called for the mayor's resignation.", "the mayor", "the mayor's resignation"),
        ("She asked the mayor and the council to resign.", "the mayor and the council", "to resign"),
        ("The union urged the firm to talk while the court waits.", "the firm", "to talk"),
    ],
)
def test_whom_and_what_exactly(text, addressee, action):
    assert directives_of(text)[["addressee", "action"]].to_numpy().tolist() == [[addressee, action]]


def test_a_demand_avoided_is_negated():
    assert directives_of("The board avoided urging the firm to act.")["negated"].tolist() == [True]


def test_a_threat_meets_somebody_and_no_strike():
    found = directives_of("The firm may impose a fine if the strike goes on.")
    assert found["addressee"].isna().all()
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "verb", "voice", "agent"),
    [
        ("He's joined the club.", "joined", "active", "He"),
        ("She's worked from home.", "worked", "active", "She"),
        ("He's been to Rome.", "been", "active", "He"),
        ("He's accused of fraud.", "accused", "agentless", None),
        ("She's been told to leave.", "told", "agentless", None),
        ("A firm based in Kell closed.", "based", "active", "A firm"),
        ("Files related to the case burned.", "related", "active", "Files"),
        ("A town called Kell burned.", "called", "active", "A town"),
        ("The town was called to arms.", "called", "agentless", None),
        ("The choir is expected to sing.", "expected", "active", "The choir"),
        ("A parcel is expected on Monday.", "expected", "agentless", None),
        ("Shops looted at night closed.", "looted", "agentless", None),
    ],
)
def test_states_and_perfects_are_no_agentless_passives(text, verb, voice, agent):
    assert [(row[0], row[3]) for row in clauses_of(text) if row[1] == verb] == [(agent, voice)]


def test_assembled_guests_assembled_themselves():
    assert [row[3] for row in clauses_of("The assembled guests sang.")] == ["active"]
    assert [row[3] for row in clauses_of("The banned guests sang.")] == ["agentless", "active"]
