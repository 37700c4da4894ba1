"""Naming: who is named in which words, one id for all of an event; phrases, names and pronouns."""

import random

import pytest
from helpers import articles_and_sentences, attribute
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import lexicon, naming, parse, schema, spans
from analysis.referring import actors, gazetteer
from analysis.referring.mentions import Mention

NOBODY = schema.frame("attributions", [])


def name(attributions=NOBODY, **texts):
    articles, sentences = articles_and_sentences(**texts)
    namings = naming.find_namings(articles, sentences, parse.parse(sentences), attributions)
    assert spans.violations(namings, articles).empty
    return namings


def actor_of(namings, text, nth=0):
    """The actor of the nth naming of that wording."""
    return namings.loc[namings["text"] == text, "actor"].tolist()[nth]


def words_for(namings, actor):
    return namings.loc[namings["actor"] == actor, "text"].tolist()


def test_full_and_short_names_are_one_actor():
    namings = name(x=["Helen Marsh spoke first.", "Marsh left early.", "Mrs. Marsh was tired."])
    assert set(namings["actor"]) == {"helen-marsh"}
    assert namings["kind"].tolist() == ["name", "name", "name"]


def test_first_name_with_title_joins_the_full_name_of_another_article():
    namings = name(
        a=["Barrister Tariq spoke to reporters."],
        b=["Minister of State for Law and Justice Barrister Tariq Mehmood spoke to reporters.", "Mehmood left."],
    )
    assert words_for(namings, "tariq-mehmood") == [
        "Barrister Tariq",
        "Minister of State for Law and Justice Barrister Tariq Mehmood",
        "Mehmood",
    ]


def test_title_before_a_name_describes_it():
    namings = name(x=["Prime Minister Anna Berg resigned."])
    assert namings[["text", "actor", "modifiers"]].to_numpy().tolist() == [
        ["Prime Minister Anna Berg", "anna-berg", "Prime Minister"]
    ]


def test_two_people_of_one_surname_stay_two():
    namings = name(x=["John Carter met Mary Carter.", "Peter Lang was there."])
    assert {"john-carter", "mary-carter", "peter-lang"} == set(namings["actor"])


def test_a_surname_that_is_a_country():
    namings = name(x=["Rep. Jim Jordan spoke.", "Jordan was angry."], y=["Jordan closed its border."])
    assert namings["actor"].tolist() == ["jim-jordan", "jim-jordan", "jordan", "jordan"]


def test_a_title_tells_apart_who_shares_a_surname():
    namings = name(x=["John Carter spoke.", "Mrs. Carter left."])
    assert len(set(namings["actor"])) == 2


def test_office_alone_is_the_person_who_holds_it():
    namings = name(x=["Interior Minister Paul Stein spoke.", "The minister was angry.", "A minister resigned."])
    assert actor_of(namings, "The minister") == "paul-stein"
    assert actor_of(namings, "A minister") != "paul-stein"


def test_apposition_gives_the_office():
    namings = name(x=["Laura Kim, the mayor, resigned.", "The mayor cited her health."])
    assert actor_of(namings, "The mayor") == "laura-kim"
    assert actor_of(namings, "her") == "laura-kim"


def test_acronym_and_full_name():
    namings = name(x=["The World Health Organization met.", "WHO urged caution."])
    assert actor_of(namings, "World Health Organization") == actor_of(namings, "WHO")


def test_country_capital_and_government_are_one_when_they_act():
    namings = name(
        x=["Norway rejected the plan.", "Oslo said so twice.", "The Government of Norway is firm.", "They met in Oslo."]
    )
    assert words_for(namings, "norway") == ["Norway", "Oslo", "Government of Norway"]
    assert "oslo" not in set(namings["actor"])  # in Oslo is where, not who


def test_the_government_is_that_of_the_country_that_acted():
    namings = name(x=["Norway rejected the plan.", "The government offered talks.", "Officials were not available."])
    assert actor_of(namings, "The government") == "norway"
    assert actor_of(namings, "Officials") == "officials"


def test_one_letter_company():
    namings = name(x=["The court fined social media platform X on Monday.", "X and Instagram refused to pay."])
    assert words_for(namings, "x") == ["social media platform X", "X"]
    assert actor_of(namings, "Instagram") == "instagram"


def test_near_synonymous_heads_with_one_modifier_are_one_group():
    namings = name(
        x=["Several social media companies refused.", "Social media firms face fines."],
        y=["All social media platforms must comply.", "The platforms may appeal."],
    )
    assert len(namings) == 4
    assert len(set(namings["actor"])) == 1


def test_spelling_and_synonyms_of_modifiers():
    namings = name(x=["The outlawed organisations marched."], y=["Banned groups marched."])
    assert len(set(namings["actor"])) == 1


def test_groups_of_different_countries_stay_apart():
    namings = name(x=["Russian officials met Chinese officials."])
    assert namings["actor"].nunique() == 2


def test_no_two_actors_have_one_id():
    keys = [("label", "flight"), ("label", "flight", "late"), ("name", "flight", "2")]
    mentions = [Mention("x", 0, (0, 6), "flight", 0, 0, "flight", "label", wording="flight") for _ in keys]
    assert len(set(actors.slugs(mentions, keys).values())) == 3


def test_things_need_two_mentions():
    once = name(x=["Extremist content spread."])
    twice = name(x=["Extremist content spread.", "The state removed terrorist material."])
    assert once.empty
    assert actor_of(twice, "Extremist content") == actor_of(twice, "terrorist material")


def test_such_points_to_the_group_before():
    namings = name(x=["Police found accounts linked to terrorism.", "They closed such accounts."])
    assert actor_of(namings, "such accounts") == actor_of(namings, "accounts linked to terrorism")


@pytest.mark.parametrize(
    ("lines", "pronoun", "actor"),
    [
        (["Mayor Ruth Cole met Peter Lang.", "She was late."], "She", "ruth-cole"),
        (["Anna Berg resigned.", "She blamed the press."], "She", "anna-berg"),
        (["The ministry warned Google that it could face a fine."], "it", "google"),
        (["Norway urged companies to block sites it calls harmful."], "it", "norway"),
        (["Companies could face fines if they refuse."], "they", "companies"),
        (["David Hill, who chaired the talks, left."], "who", "david-hill"),
    ],
)
def test_pronouns(lines, pronoun, actor):
    assert actor_of(name(x=lines), pronoun) == actor


@pytest.mark.parametrize("line", ["It is likely that rain will fall.", "It rained.", "She left."])
def test_pronouns_without_antecedent_name_nobody(line):
    assert name(x=[line]).empty


def test_i_is_the_speaker():
    lines = ["“I will not resign,” Anna Berg said."]
    articles, _ = articles_and_sentences(x=lines)
    said = attribute(articles, ("x", "” |Anna Berg| said", "|“I will not resign,”|"), form="direct")
    namings = name(said, x=lines)
    assert actor_of(namings, "I") == "anna-berg"
    assert namings.set_index("text").loc["I", "voice"] == "source"
    assert namings.set_index("text").loc["Anna Berg", "voice"] == "journalist"


def test_he_in_a_quotation_is_not_who_speaks():
    lines = ["Peter Lang praised David Hill.", "“He is a friend,” Lang said."]
    articles, _ = articles_and_sentences(x=lines)
    said = attribute(articles, ("x", "” |Lang| said", "|“He is a friend,”|"), form="direct")
    assert actor_of(name(said, x=lines), "He") == "david-hill"


def test_another_event_changes_nothing():
    mine = ["Peter Lang spoke.", "Lang praised the police."]
    alone = name(x=("one", mine))
    beside = name(y=("two", ["Mary Lang spoke.", "The military police and Lang met."]), x=("one", mine))
    assert beside[beside["article_id"] == "x"].reset_index(drop=True).equals(alone)


def test_order_of_articles_does_not_matter():
    texts = {
        "a": ["Social media firms met Peter Lang.", "The platforms refused."],
        "b": ["Minister Lang met tech companies.", "Companies made from social media refused."],
        "c": ["The minister met P. Lang and the police."],
    }
    names = list(texts)
    first = name(**texts).sort_values(["article_id", "start", "end"]).reset_index(drop=True)
    for _ in range(2):
        random.Random(1).shuffle(names)
        again = name(**{key: texts[key] for key in names})
        assert again.sort_values(["article_id", "start", "end"]).reset_index(drop=True).equals(first)


def test_negatives():
    assert name(x=["It was cold in May and on Monday."]).empty  # months and days are nobody
    assert "model" not in " ".join(name(x=["They may follow the Brazil model."])["actor"])


@given(st.lists(st.text(min_size=1, max_size=60), max_size=4))
@settings(max_examples=25, deadline=None)
def test_never_raises_and_keeps_the_span_law(lines):
    name(x=[line for line in (line.replace("\n", " ") for line in lines) if line.strip()])


@pytest.mark.parametrize(
    "line", ["", "X", "“", "🙂🙂", "THE MINISTER OF X SAID X", "قال الوزير", "of of of Minister of", "he"]
)
def test_odd_input(line):
    name(x=[line] if line else [])


def test_country_words():
    assert gazetteer.countries()["pakistani"] == "Pakistan"
    assert gazetteer.seats()["kyiv"] == "Ukraine"
    assert all(entry["capital"] and entry["adjective"] for entry in lexicon.read("countries").entries)


def test_group_of_phrases():
    ids = actors.group(["President Ruth Cole", "Cole", "the president", "Swedish police", "he"])
    assert ids[0] == ids[1] == ids[2] == "ruth-cole"
    assert ids[3] != ids[0]
    assert actors.group([]) == []
