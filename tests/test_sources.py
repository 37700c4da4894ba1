"""Sources: who speaks behind the words of a source; one id for all of an event; what kind of speaker."""

import pandas as pd
import pytest
from conftest import EVENT
from test_naming import attribute, tables

from analysis import naming, parse, schema, sources


def resolved(texts, *found, form="indirect"):
    """Articles, attributions with their sources resolved, and the table of sources."""
    articles, sentences = tables(**texts)
    attributions = attribute(articles, *found, form=form)
    namings = naming.find_namings(articles, sentences, parse.parse(sentences), attributions)
    attributions = sources.resolve(articles, attributions, namings)
    return attributions, sources.find_sources(articles, attributions, namings)


def kinds(table):
    return dict(zip(table["source_id"], table["kind"], strict=True))


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
    articles, _ = tables(x=["Nobody speaks."])
    nothing = schema.frame("attributions", [])
    assert sources.find_sources(articles, nothing, schema.frame("namings", [])).empty


CASES = [  # what a careful reader says: article, source in its context, speaker
    (0, "|State Minister for Interior Talal Chaudhry| told", "talal-chaudhry"),
    (0, "|he| said, alleging", "talal-chaudhry"),
    (0, "|Chaudhry| said emerging", "talal-chaudhry"),
    (0, "what |he| described", "talal-chaudhry"),
    (0, "Pakistan, |he| said", "talal-chaudhry"),
    (0, "|he| warned, adding", "talal-chaudhry"),
    (0, "|Barrister Aqeel, who also addressed the briefing,| accused", "aqeel-malik"),
    (0, "|He| said Islamabad", "aqeel-malik"),
    (0, "Pakistan, |he| added", "aqeel-malik"),
    (0, "accounts |it| says", "pakistan"),
    (1, "|The Government of Pakistan| on", "pakistan"),
    (1, "|Talal Chaudhry| said", "talal-chaudhry"),
    (1, "|He| recalled", "talal-chaudhry"),
    (1, "|he| said, adding", "talal-chaudhry"),
    (1, "|He| noted", "talal-chaudhry"),
    (1, "|He| demanded", "talal-chaudhry"),
    (1, "|He| added that digital", "talal-chaudhry"),
    (1, "|Barrister Aqeel Malik| accused", "aqeel-malik"),
    (1, "|He| said X", "aqeel-malik"),
    (1, "|he| warned", "aqeel-malik"),
    (1, "|Malik| added", "aqeel-malik"),
]
SAID = [  # the contents of those, each by its first words; only what pronouns need
    "|that the government had issued|",
    "|“Some social media applications have shown extremely weak responses,”|",
    "|emerging technologies, including artificial intelligence tools|",
    "|insufficient enforcement|",
    "|remained a frontline state|",
    "|“If this wall weakens, terrorism could extend its reach to the West,”|",
    "|content related to Palestine was often removed|",
    "|Islamabad could consider measures|",
    "|may also explore legal options|",
    "|promote terrorism|",
    "|that it could face a ban|",
    "|social media platforms would face action|",
    "|that on July 24, 2025, the government had issued|",
    "|“Several platforms have shown an extremely weak response to Pakistan’s requests,”|",
    "|that X and Facebook had demonstrated|",
    "|that platforms deploy AI-based systems|",
    "|that digital evidence indicated|",
    "|they often remove content|",
    "|X had not provided IP addresses|",
    "|“If platforms refuse to cooperate, Pakistan may adopt the Brazil model, under which X was banned|",
    "|that Pakistan could also consider|",
]


@pytest.fixture(scope="module")
def real():
    """The two articles with the attributions of a reader, namings and resolved attributions."""
    from analysis import articles as reading
    from analysis import segment

    documents = reading.read_event(EVENT).articles
    segments = segment.find_segments(documents)
    articles = segment.describe(documents, segments)
    sentences = segment.find_sentences(segments)
    ids = articles["article_id"].tolist()
    found = [(ids[number], source, said) for (number, source, _), said in zip(CASES, SAID, strict=True)]
    attributions = attribute(articles, *found)
    namings = naming.find_namings(articles, sentences, parse.parse(sentences), attributions)
    return articles, namings, sources.resolve(articles, attributions, namings)


def test_who_speaks_in_the_two_articles(real):
    _, _, attributions = real
    assert attributions["source_id"].tolist() == [speaker for _, _, speaker in CASES]


def test_three_speakers_of_the_event(real):
    articles, namings, attributions = real
    table = sources.find_sources(articles, attributions, namings)
    assert kinds(table) == {"aqeel-malik": "named", "talal-chaudhry": "named", "pakistan": "institution"}
    names = dict(zip(table["source_id"], table["name"], strict=True))
    assert names["aqeel-malik"] == "Minister of State for Law and Justice Barrister Aqeel Malik"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["global social media firms", "platforms", "Some social media applications", "these services"], 4),
        (["accounts it says promote terrorism", "accounts linked to terrorism", "such accounts"], 3),
        (["militant propaganda", "extremist content", "terrorist content", "extremist material"], 4),
        (["40 banned groups based in Afghanistan", "40 banned organisations"], 2),
        (["AI-driven tools", "artificial intelligence tools", "AI tools"], 3),
        (["social media platform X", "X"], 2),
        (["Pakistan", "Islamabad", "Government of Pakistan", "the government"], 4),
    ],
)
def test_one_referent_under_several_labels(real, words, count):
    _, namings, _ = real
    chosen = namings[namings["text"].isin(words)]
    assert chosen["text"].nunique() == count
    assert len(set(chosen["actor"])) == 1


@pytest.mark.parametrize(
    "source", ["A lawyer for Mr. Roe, William Day of Smith Moss,", "An aide to President Roe, William Day,"]
)
def test_one_who_speaks_for_another_is_not_the_other(make_study, source):
    study = make_study(f"{source} said that it was late. Michael Roe is a congressman. William Day said more.")
    assert study.attributions["source_id"][0] != "michael-roe"


def test_pronouns_of_the_two_articles(real):
    articles, namings, _ = real
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    found = namings[namings["kind"] == "pronoun"].itertuples()
    after = {texts[row.article_id][row.start : row.start + 12]: row.actor for row in found}
    assert after["they fail to"] == after["they often r"] == after["they continu"] == "social-media-companies"
    assert after["it could fac"] == after["it continues"] == "x"
    assert after["who also add"] == "aqeel-malik"


def test_sources_join_attributions(real):
    articles, namings, attributions = real
    table = sources.find_sources(articles, attributions, namings)
    assert set(attributions["source_id"].dropna()) == set(table["source_id"])
    assert isinstance(table, pd.DataFrame)


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
