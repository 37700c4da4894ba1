"""Frames of the two articles, as a careful reader tells them."""

import pytest
from conftest import EVENT

from analysis import articles, framing, parse, schema, segment, spans


@pytest.fixture(scope="module")
def real():
    """Frames of the two articles, with the sentence each stands in."""
    documents = articles.read_event(EVENT).articles
    sentences = segment.find_sentences(segment.find_segments(documents))
    frames = framing.find_frames(sentences, parse.parse(sentences), schema.frame("attributions", []))
    assert spans.violations(frames, documents).empty
    lines = sentences.set_index(["article_id", "sentence_id"])["text"].rename("line")
    frames = frames.join(lines, on=["article_id", "sentence_id"])
    return [frames[frames["article_id"] == article_id] for article_id in documents["article_id"]]


@pytest.mark.parametrize(
    ("article", "frame", "line", "words"),
    [
        (0, "problem", "Chaudhry said emerging", "spread militant propaganda"),
        (0, "problem", "“If this wall", "terrorism could extend its reach"),
        (0, "cause", "“If this wall", "If this wall weakens"),
        (0, "judgement", "“Some social media", "extremely weak responses"),
        (0, "judgement", "Barrister Aqeel", "accused platforms of applying “double standards"),
        (0, "judgement", "Pakistan, he said", "frontline state"),
        (
            0,
            "remedy",
            "Pakistan urged major social media firms to curb",
            "urged major social media firms to curb terrorism-linked accounts",
        ),
        (0, "remedy", "State Minister", "requiring platforms to open local offices"),
        (0, "remedy", "Pakistan, he added", "explore legal options in international courts"),
        (1, "problem", "He recalled", "exploiting these services"),
        (1, "problem", "Chaudhry stated", "spread extremist content"),
        (1, "problem", "“Several platforms", "19 accounts involved in terrorist activity"),
        (1, "cause", "He recalled", "terrorists were freely exploiting"),
        (1, "cause", "Chaudhry stated", "terrorists"),
        (1, "judgement", "“Several platforms", "extremely weak response"),
        (1, "judgement", "He noted", "especially poor cooperation"),
        (1, "judgement", "Barrister Aqeel", "accused social media companies of maintaining a “double standard"),
        (1, "remedy", "Chaudhry urged", "urged all social media companies to set up offices"),
        (1, "remedy", "He demanded", "demanded that platforms deploy AI-based systems"),
        (1, "remedy", "“If platforms", "adopt the Brazil model"),
        (1, "remedy", "Malik added", "taking the matter to international courts"),
    ],
)
def test_functions_in_the_two_articles_as_a_careful_reader_tells_them(real, article, frame, line, words):
    frames = real[article]
    found = frames[(frames["frame"] == frame) & frames["line"].str.startswith(line)]
    assert found["text"].tolist() == [words]


def test_the_briefing_itself_has_no_function(real):
    assert not real[1]["line"].str.startswith("The warning came").any()


def test_a_reproach_without_an_evaluating_word(real):
    frames = real[1]
    assert "judgement" in set(frames.loc[frames["line"].str.startswith("He said X had not"), "frame"])


def test_the_minister_never_names_who_spreads_it_in_the_first_articles_body(real):
    causes = real[0].query("frame == 'cause'")
    assert not causes.empty
    assert not causes["line"].str.startswith("Chaudhry said emerging").any()
