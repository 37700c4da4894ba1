"""One row a segment: a stretch of an article with one role; and one row a sentence of the segments that hold prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis import schema
from analysis.spans import Span
from analysis.text import boilerplate, layout, splitter

PROSE = ("headline", "dek", "standfirst", "body")
CLEAR_SENTENCE = 3  # words: "Virginian could make history. Again." is one headline
WORD_BREAK = re.compile(r"\s+|[—―]|--+")


def count_words(text: str) -> int:
    """Words of a text: pieces with a letter or digit, parted by white space or a dash between words.

    Examples
    --------
    >>> count_words("new technology—including AI – is 5 % of it")
    8
    """
    return sum(any(character.isalnum() for character in piece) for piece in WORD_BREAK.split(text))


def find_segments(articles: pd.DataFrame) -> pd.DataFrame:
    """One row a segment: headline, dek, byline, bio, standfirst, dateline, body paragraph, credit, furniture.

    Together they cover all of the text that is not white space, without overlap. What ``articles`` states of an
    article (columns headline, dek, byline, dateline, credit) wins where the text has those words. `analysed` is true
    for the body alone.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["x"], "text": ["Mayor resigns\\n\\nOSLO: She resigned on Monday."]})
    >>> find_segments(articles)[["role", "start", "end", "analysed"]].values.tolist()
    [['headline', 0, 13, False], ['dateline', 15, 20, False], ['body', 21, 44, True]]
    """
    return schema.frame("segments", [row for article in articles.to_dict("records") for row in _segments(article)])


def find_sentences(segments: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence of a headline, dek, standfirst or body paragraph; `rank` counts within article and role.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["x"], "text": ["“I won.” Sen. Lee left on Jan. 5."]})
    >>> find_sentences(find_segments(articles))[["rank", "text", "n_words"]].values.tolist()
    [[1, '“I won.”', 2], [2, 'Sen. Lee left on Jan. 5.', 6]]
    """
    prose = segments[segments["role"].isin(PROSE)]
    return schema.frame(
        "sentences", [row for _, part in prose.groupby("article_id", sort=False) for row in _sentences(part)]
    )


def describe(articles: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """The articles with `n_words` (of the segments that are analysed) and `wire` (an agency signs it).

    An agency signs an article in its credit, dateline or byline.

    Examples
    --------
    >>> from analysis.articles import from_texts
    >>> articles = from_texts({"x": "OSLO (AP) — She resigned on Monday."}, event="toy")
    >>> describe(articles, find_segments(articles))[["article_id", "n_words", "wire"]].values.tolist()
    [['x', 4, True]]
    """
    words = segments["text"].map(count_words).where(segments["analysed"], 0).groupby(segments["article_id"]).sum()
    signing = segments[segments["role"].isin(("credit", "dateline", "byline"))]
    signed = set(signing["article_id"][signing["text"].map(boilerplate.names_agency).astype(bool)])
    described = articles.assign(
        n_words=articles["article_id"].map(words).fillna(0).astype(int), wire=articles["article_id"].isin(signed)
    )
    return schema.frame("articles", described[schema.columns("articles")])


def _segments(article: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    """The segments of one article, as rows."""
    text = article["text"]
    stated = {role: article[role] for role in layout.STATED if isinstance(article.get(role), str)}
    for number, (role, start, end) in enumerate(layout.find_roles(text, stated)):
        yield {
            "article_id": article["article_id"],
            "segment_id": number,
            "role": role,
            "start": start,
            "end": end,
            "text": text[start:end],
            "analysed": role == "body",
        }


def _sentences(segments: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The sentences of one article's segments, as rows."""
    ranks = dict.fromkeys(PROSE, 0)
    number = 0
    for segment in segments.itertuples(index=False):
        text, role = str(segment.text), str(segment.role)
        for start, end in _spans(text, role):
            ranks[role] += 1
            yield {
                "article_id": segment.article_id,
                "sentence_id": number,
                "segment_id": segment.segment_id,
                "role": role,
                "rank": ranks[role],
                "start": segment.start + start,
                "end": segment.start + end,
                "text": text[start:end],
                "n_words": count_words(text[start:end]),
            }
            number += 1


def _spans(text: str, role: str) -> list[Span]:
    """The sentences of a segment; a headline or dek is one, unless each of several has some words."""
    spans = splitter.find_spans(text)
    if role in ("headline", "dek") and any(count_words(text[start:end]) < CLEAR_SENTENCE for start, end in spans):
        return [(0, len(text))] if len(text) <= splitter.LONGEST else spans
    return spans
