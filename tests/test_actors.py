"""Which words mean one actor: grouping against gold, nicknames, titles, posts, things."""

import json

import pandas as pd
import pytest
from helpers import articles_and_sentences

from analysis import naming, parse, schema
from analysis.referring import actors
from analysis.study import Study

NOBODY = schema.frame("attributions", [])


@pytest.mark.parametrize(
    ("kind", "lead"),
    [
        ("ACTOR", 0.09),
        ("GROUP", 0.02),
        ("OBJECT", 0.08),
        ("EVENT", 0.0),
        ("MISC", 0.05),
        ("COUNTRY", 0.03),
        ("ACTION", 0.02),
        ("PROPERTY", 0.0),
    ],
)
def test_grouping_beats_string_and_head_match(gold, kind, lead):
    """B-cubed F1 on phrases of NewsWCL50 (Hamborg et al. 2019), each event's phrases of one kind by themselves."""
    lines = (gold / "naming_newswcl50.jsonl").read_text(encoding="utf-8").splitlines()
    rows = pd.DataFrame([row for row in map(json.loads, lines) if row["type"] == kind])
    scores = {"ours": 0.0, "string": 0.0, "head": 0.0}
    for _, event in rows.groupby("event"):
        phrases, codes = event["mention"].tolist(), event["code"].tolist()
        found = {
            "ours": actors.group(phrases),
            "string": [phrase.lower() for phrase in phrases],
            "head": [(phrase.lower().split() or [""])[-1].strip(".'") for phrase in phrases],
        }
        for method, ids in found.items():
            scores[method] += b_cubed(ids, codes) * len(event) / len(rows)
    assert scores["ours"] > scores["head"] + lead
    assert scores["head"] > scores["string"]


def b_cubed(found, gold):
    pairs = pd.DataFrame({"found": found, "gold": gold})
    both = pairs.groupby(["found", "gold"])["gold"].transform("size")
    precision = (both / pairs.groupby("found")["found"].transform("size")).mean()
    recall = (both / pairs.groupby("gold")["gold"].transform("size")).mean()
    return 2 * precision * recall / (precision + recall)


def actors_of(*sentences):
    articles, lines = articles_and_sentences(x=list(sentences))
    found = naming.find_namings(articles, lines, parse.parse(lines), NOBODY)
    return dict(zip(found["text"].str.lower().str.removeprefix("the "), found["actor"], strict=True))


def test_a_nickname_is_the_formal_name_where_the_event_has_it():
    found = actors_of("William Crane resigned on Monday.", "Bill Crane was ill.", "Bob Stone was not.")
    assert found["bill crane"] == found["william crane"] == "william-crane"
    assert found["bob stone"] == "bob-stone"


def test_what_readers_know_without_a_name_is_not_the_company_named_last():
    found = actors_of(
        "Norvane Ferries raised its fares.", "The company cited costs.", "The Senate and this newspaper protested."
    )
    assert found["company"] == "norvane-ferries"
    found |= actors_of("Norvane Ferries raised its fares.", "Ann Roe told the Senate so.", "This newspaper asked why.")
    assert found["senate"] != "norvane-ferries"
    assert found.get("this newspaper") != "norvane-ferries"


def test_a_name_that_says_no_class_belongs_to_the_first_that_points_to_it():
    found = actors_of("Norvane Ferries raised its fares.", "The company cited costs.", "The union protested.")
    assert found["union"] != found["company"]


def test_a_short_title_is_its_office():
    found = actors_of("Gov. Ann Roe met Rep. Bill Dorn.", "The governor left.", "The tired congressman slept.")
    assert found["governor"] == "ann-roe"
    assert found["tired congressman"] == "bill-dorn"
    assert actors_of("Rep. Bill Dorn met Rep. Cy Lund.", "The tired congressman slept.")["tired congressman"] not in (
        "bill-dorn",
        "cy-lund",
    )
    assert (
        actors_of("Rep. Bill Dorn left.", "The next tired congressman slept.").get("next tired congressman")
        != "bill-dorn"
    )


def test_a_post_is_not_its_holder():
    found = actors_of(
        "Majority leader Ann Roe lost.", "Bill Dorn runs for majority leader.", "The majority leader wept."
    )
    assert "majority leader" not in {
        text for text, actor in found.items() if text.startswith("majority leader") and actor != "ann-roe"
    }
    assert found["majority leader"] == "ann-roe"


def test_what_somebody_is_said_to_be_names_them():
    assert actors_of("Chile remained a frontline state.")["a frontline state"] == "chile"
    assert actors_of("Chile is not a frontline state.").get("a frontline state") != "chile"
    assert actors_of("Chile may become a frontline state.").get("a frontline state") != "chile"


def test_accents_juniors_and_party_tags():
    found = actors_of("Raúl Lund (R-Va.) met Bill Dorn.", "Raul Lund waited for Bill Dorn Jr. at noon.")
    assert found["raúl lund"] == found["raul lund"]
    assert not {"r-va.", "va.", "r"} & set(found)
    both = actors_of("Bill Dorn and Bill Dorn Jr. met.", "Ann Roe saw Bill Dorn Jr. later.")
    assert both["bill dorn jr."] != both["bill dorn"]


def test_a_thing_takes_other_words_of_its_head_but_not_those_of_another_class():
    found = actors_of("The Chile deal failed.", "They praised a landmark deal.", "The Chile deal is dead.")
    assert found["a landmark deal"] == found["chile deal"]
    found = actors_of(
        "The firm removed extremist content.", "Extremist content came back.", "Child abuse content did not."
    )
    assert found["extremist content"] != found.get("child abuse content")


def test_when_is_no_part_of_a_thing():
    found = actors_of("They remove content related to Chile within two hours.", "Content related to Chile is gone.")
    assert "content related to chile" in found


def test_phrases_that_name_no_actor_are_grouped_by_what_they_are_about():
    found = actors.group(["to seek asylum", "requesting asylum", "asked for asylum", "to lower the fee", "Ann Roe"])
    assert len(set(found[:3])) == 1
    assert len(set(found)) == 3


def actors_in(text):
    """The words of each actor of a text, pronouns apart."""
    namings = Study.from_texts({"x": text}).namings
    return namings[namings["kind"] != "pronoun"].groupby("actor")["text"].apply(list).to_dict()


def test_a_watchdog_is_the_authority_named_before_and_no_firm():
    text = "The Ports Authority fined Acme on Monday. The watchdog said Acme had lied. The company denied it."
    found = actors_in(text)
    assert found["ports-authority"] == ["Ports Authority", "The watchdog"]
    assert "The watchdog" not in found["acme"]


def test_initials_with_stops_are_those_without():
    assert actors_in("The F.B.I. searched the house. FBI and police left.")["fbi"] == ["F.B.I.", "FBI"]


def test_a_description_beside_a_name_is_that_person_again():
    text = "Ann Roe, Mr. Day's lawyer, spoke on Monday. Mr. Day was glad. Mr. Day's lawyer left."
    assert actors_in(text)["ann-roe"] == ["Ann Roe", "Mr. Day's lawyer", "Mr. Day's lawyer"]


def test_people_joined_by_and_are_no_title():
    assert "Republican Gov. Mike Pole" in actors_in("State lawmakers and Republican Gov. Mike Pole met.")["mike-pole"]


APART = (
    "The Chile law passed on Monday. The clean water law was signed. The Chile law is old. The clean water law is new."
)


def test_a_thing_called_by_the_words_of_two_is_both():
    found = actors_in(f"{APART} Critics read Chile's clean water law.")
    assert [len(words) for actor, words in found.items() if actor.endswith("-law")] == [5]


def test_two_laws_that_nobody_calls_by_one_name_stay_two():
    assert {"chile-law", "clean-water-law"} <= set(actors_in(APART))
