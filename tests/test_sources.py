"""Sources: who speaks behind the words of a source; one id for all of an event; what kind of speaker."""

import pytest
from helpers import articles_and_sentences, attribute

from analysis import naming, parse, schema, sources


def resolved(texts, *found, form="indirect"):
    """Articles, attributions with their sources resolved, and the table of sources."""
    articles, sentences = articles_and_sentences(**texts)
    attributions = attribute(articles, *found, form=form)
    namings = naming.find_namings(articles, sentences, parse.parse(sentences), attributions)
    attributions = sources.resolve(articles, attributions, namings)
    return attributions, sources.find_sources(articles, attributions, namings)


def test_one_speaker_under_three_names():
    lines = [
        "Finance Minister Eva Holm said taxes would rise.",
        "She said it was time.",
        "Holm added that it was hard.",
    ]
    attributions, table = resolved(
        {"x": lines},
        ("x", "|Finance Minister Eva Holm| said", "|taxes would rise|"),
        ("x", "|She| said", "|it was time|"),
        ("x", "|Holm| added", "|that it was hard|"),
    )
    assert attributions["source_id"].tolist() == ["eva-holm"] * 3
    assert table.to_numpy().tolist() == [["event", "eva-holm", "Finance Minister Eva Holm", "named", 3 + 3 + 4]]


def test_words_inside_words_count_once():
    lines = ["Holm said the police claimed success."]
    attributions, table = resolved(
        {"x": lines},
        ("x", "|Holm| said", "|the police claimed success|"),
        ("x", "|the police| claimed", "|success|"),
    )
    assert attributions["source_id"].tolist() == ["holm", "police"]
    assert dict(zip(table["source_id"], table["n_words"], strict=True)) == {"holm": 3, "police": 1}


def test_no_source_stays_missing():
    attributions, table = resolved({"x": ["“It goes on.”"]}, ("x", None, "|“It goes on.”|"), form="direct")
    assert attributions["source_id"].isna().all()
    assert table.empty


def test_pronoun_without_antecedent_is_nobody_else():
    attributions, table = resolved(
        {"x": ["They said so."], "y": ["They said no."]},
        ("x", "|They| said", "|so|"),
        ("y", "|They| said", "|no|"),
    )
    assert attributions["source_id"].nunique() == 2
    assert set(table["kind"]) == {"unresolved"}


def test_the_author_is_one_source_of_an_article():
    attributions, table = resolved(
        {"x": ["I believe in reform.", "I know it works."]},
        ("x", "|I| believe", "|in reform|"),
        ("x", "|I| know", "|it works|"),
    )
    assert attributions["source_id"].tolist() == ["unresolved-author-x"] * 2
    assert table["kind"].tolist() == ["unresolved"]


def test_two_together():
    lines = ["Eva Holm and Jon Dahl said taxes would rise."]
    attributions, table = resolved({"x": lines}, ("x", "|Eva Holm and Jon Dahl| said", "|taxes would rise|"))
    assert attributions["source_id"].tolist() == ["eva-holm+jon-dahl"]
    assert table[["name", "kind"]].to_numpy().tolist() == [["Eva Holm and Jon Dahl", "collective"]]


@pytest.mark.parametrize(
    ("line", "source", "kind"),
    [
        ("Eva Holm said so.", "Eva Holm", "named"),
        ("The prime minister said so.", "The prime minister", "office"),
        ("The finance ministry said so.", "The finance ministry", "institution"),
        ("The Ministry of Finance said so.", "The Ministry of Finance", "institution"),
        ("Sweden said so.", "Sweden", "institution"),
        ("Critics said so.", "Critics", "collective"),
        ("A source said so.", "A source", "anonymous"),
        ("An official who asked not to be named said so.", "An official who asked not to be named", "anonymous"),
        ("The report said so.", "The report", "document"),
        ("A survey said so.", "A survey", "document"),
    ],
)
def test_kinds(line, source, kind):
    _, table = resolved({"x": [line]}, ("x", f"|{source}| said", "|so|"))
    assert table["kind"].tolist() == [kind]


def test_the_head_of_the_source_counts_not_a_name_in_it():
    lines = ["Eva Holm resigned.", "A friend of Eva Holm said so."]
    attributions, _ = resolved({"x": lines}, ("x", "|A friend of Eva Holm| said", "|so|"))
    assert attributions["source_id"].tolist() != ["eva-holm"]


def test_empty():
    articles, _ = articles_and_sentences(x=["Nobody speaks."])
    nothing = schema.frame("attributions", [])
    assert sources.find_sources(articles, nothing, schema.frame("namings", [])).empty


@pytest.mark.parametrize(
    "source", ["A lawyer for Mr. Roe, William Day of Smith Moss,", "An aide to President Roe, William Day,"]
)
def test_one_who_speaks_for_another_is_not_the_other(make_study, source):
    study = make_study(f"{source} said that it was late. Michael Roe is a congressman. William Day said more.")
    assert study.attributions["source_id"][0] != "michael-roe"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Passengers said that it was late.", "collective"),
        ("An internal log shows that it was late.", "document"),
        ("A passer-by said that it was late.", "anonymous"),
    ],
)
def test_a_source_that_is_only_described(make_study, text, kind):
    assert make_study(text).sources["kind"].tolist() == [kind]


def test_a_source_is_shown_by_its_commonest_full_name(make_study):
    study = make_study(
        "Crooked Ann Roe lost, Bob Day said. Ann Roe denied it. The media and rival Ann Roe were unfair, he said. "
        "Ann Roe laughed. “It is late,” Roe said. Mr. Poe and Mr. Day left."
    )
    names = dict(zip(study.sources["source_id"], study.sources["name"], strict=True))
    assert names["ann-roe"] == "Ann Roe"
    assert names["bob-day"] == "Bob Day"


def ids(make_study, text):
    return make_study(text).attributions["source_id"].tolist()


def test_two_who_speak_together_each_with_an_article(make_study):
    assert ids(make_study, "The bridge is closed, according to the Courier and the Herald.") == ["courier+herald"]


def test_a_person_is_who_has_a_given_name_whatever_the_tagger_says():
    short = ["Day came.", "Day sat.", "Day ate.", "Day left."]
    lines = ["Ed Poe spoke.", "Roger Day was ill.", *short, "Day said it was late.", "He said it was cold."]
    articles, sentences = articles_and_sentences(x=lines)
    found = attribute(articles, ("x", "|Day| said", "said |it was late|"), ("x", "|He| said", "said |it was cold|"))
    tokens = parse.parse(sentences)
    tokens.loc[tokens["text"].isin(["Roger", "Day"]), "entity"] = "ORG"
    namings = naming.find_namings(articles, sentences, tokens, found)
    assert sources.resolve(articles, found, namings)["source_id"].tolist() == ["roger-day", "roger-day"]


def test_who_is_described_beside_a_name_is_the_one_named(make_study):
    text = "The panel’s ranking member, Ann Roe, said that it was late. “We wait,” she said."
    assert set(ids(make_study, text)) == {"ann-roe"}
    text = "Ann Roe, a film producer and editor, said that it was late."
    assert ids(make_study, text) == ["ann-roe"]
