"""Who speaks in the two articles, as a careful reader tells it."""

import pandas as pd
import pytest
from conftest import EVENT
from helpers import attribute

from analysis import naming, parse, sources


def kinds(table):
    return dict(zip(table["source_id"], table["kind"], strict=True))


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
