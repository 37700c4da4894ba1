"""Whose words: the source's inside content, the journalist's outside, the desk's in headlines."""

import pandas as pd

from analysis import schema
from analysis.attributing import voice

# x: a headline 0-20, a body sentence 21-80 with an attribution whose content holds another; y: a body sentence.
SENTENCE = {"segment_id": 0, "rank": 1, "text": "…", "n_words": 1}
SENTENCES = schema.frame(
    "sentences",
    [
        {**SENTENCE, "article_id": "x", "sentence_id": 0, "role": "headline", "start": 0, "end": 20},
        {**SENTENCE, "article_id": "x", "sentence_id": 1, "role": "body", "start": 21, "end": 80},
        {**SENTENCE, "article_id": "y", "sentence_id": 0, "role": "body", "start": 0, "end": 80},
    ],
)
ATTRIBUTION = {
    "form": "indirect",
    "engagement": "acknowledge",
    "act": "assert",
    "content": "…",
    "confidence": 1.0,
    "carried": False,
    "listed": True,
}
MISSING = ["cue", "cue_spans", "cue_lemma", "source", "source_spans", "source_id", "parent_id"]
ATTRIBUTIONS = schema.frame(
    "attributions",
    [
        {**ATTRIBUTION, **dict.fromkeys(MISSING), "article_id": "x", "attribution_id": number, "sentence_id": sentence,
         "content_spans": content}
        for number, sentence, content in [(0, 0, "5:20"), (1, 1, "30:50 60:79"), (2, 1, "62:70")]
    ],
)  # fmt: skip


def assign(*rows):
    table = pd.DataFrame(rows, columns=["article_id", "sentence_id", "start", "end"])
    assigned = voice.assign(table, ATTRIBUTIONS, SENTENCES)
    return list(zip(assigned["voice"], assigned["attribution_id"].fillna(-1), strict=True))


def test_inside_content_it_is_the_sources_and_the_innermost_is_named():
    assert assign(("x", 1, 31, 35), ("x", 1, 63, 66), ("x", 1, 75, 79)) == [("source", 1), ("source", 2), ("source", 1)]


def test_outside_content_it_is_the_journalists():
    assert assign(("x", 1, 22, 25)) == [("journalist", -1)]


def test_between_the_parts_of_interrupted_content_it_is_the_journalists():
    assert assign(("x", 1, 52, 56)) == [("journalist", -1)]


def test_a_headline_keeps_its_own_voice_even_inside_content():
    assert assign(("x", 0, 6, 9), ("x", 0, 0, 3)) == [("headline", 0), ("headline", -1)]


def test_content_of_one_article_says_nothing_of_another():
    assert assign(("y", 0, 31, 35)) == [("journalist", -1)]


def test_no_rows_give_no_rows():
    assert assign() == []
