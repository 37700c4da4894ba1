"""Hedges of the two articles, as a careful reader finds them."""

import re
from pathlib import Path

import pandas as pd
from helpers import find_hedges

from analysis import hedging, schema, spans
from analysis.study import Study

EVENT = Path(__file__).parent.parent / "data" / "articles" / "pakistan-platforms"


def article(name):
    """Sentences of a document, by a plain rule: enough to find the cues of each."""
    text = next(EVENT.glob(name)).read_text(encoding="utf-8")
    pieces = [
        (line.start() + piece.start(), piece[0])
        for line in re.finditer(r"[^\n]+", text)
        for piece in re.finditer(r"\S.*?(?:[.!?][”\"]?(?=\s+[A-Z“])|$)", line[0])
    ]
    rows = [
        {
            "article_id": name,
            "sentence_id": number,
            "segment_id": 0,
            "role": "body",
            "rank": number + 1,
            "start": start,
            "end": start + len(piece),
            "text": piece,
            "n_words": len(piece.split()),
        }
        for number, (start, piece) in enumerate(pieces)
    ]
    sentences = schema.frame("sentences", rows)
    articles = pd.DataFrame({"article_id": [name], "text": [text]})
    found = find_hedges(sentences, schema.frame("attributions", []), articles)
    assert spans.violations(found, articles).empty
    return text, found


def uncertain_in(text, found, expected):
    """Each cue of uncertainty with the words after it, as many as are written down for it."""
    rows = found[found["kind"].isin(hedging.UNCERTAINTY)]
    assert len(rows) == len(expected), rows["text"].tolist()
    return [text[start : start + len(words)] for start, words in zip(rows["start"], expected, strict=True)]


FIRST = [
    "could face regulatory measures",
    "if they fail",
    "alleging that",  # attributes; to the coders of the Szeged corpus it also voices doubt
    "expected companies to deploy",  # a demand, no belief: see the known failure below
    "If this wall weakens",
    "could extend its reach",
    "accused platforms",
    "could consider measures",
    "if companies fail",
    "may also explore",
]
SECOND = [
    "could face a ban",
    "if it continues",
    "would face action",
    "if they continued",
    "concerns that terrorists",
    "If child abuse content can",  # the ability in it is none
    "indicated that 40",
    "accused social media companies",
    "If platforms refuse",
    "may adopt",
    "could also consider",
    "if the non-cooperation",
]


def test_the_first_article_as_a_careful_reader_finds_it():
    text, found = article("000*.txt")
    assert uncertain_in(text, found, FIRST) == FIRST


def test_the_vague_phrase_of_the_first_article():
    path = next(EVENT.glob("000*.txt"))
    found = Study.from_texts({"x": path.read_text(encoding="utf-8")}).hedges  # in its own paragraphs
    assert found.loc[found["kind"] == "weasel", "text"].tolist() == ["Some"]


def test_the_second_article_as_a_careful_reader_finds_it():
    text, found = article("001*.txt")
    assert uncertain_in(text, found, SECOND) == SECOND
    weasels = found.loc[found["kind"] == "weasel", "text"]
    assert weasels.str.split().str[0].tolist() == ["Several"]  # coders mark the word, or "Several platforms"
    assert found.loc[found["kind"] == "booster", "text"].tolist() == ["extremely", "especially"]
