"""One row a sentence or a word of body text: the units and exposures that measures are counted in."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

import pandas as pd

from analysis import spans
from analysis.errors import InputError
from analysis.segment import WORD_BREAK
from analysis.text import quotes

SENTENCE = ["article_id", "sentence_id"]
WORDS = "_words_of_body"  # where a study keeps them


def body(study: Any) -> pd.DataFrame:
    """The sentences of body text, ``unit`` being the sentence_id."""
    sentences = study.sentences[study.sentences["role"] == "body"]
    return sentences.assign(unit=sentences["sentence_id"])


def article_id(articles: pd.DataFrame, label: str) -> str:
    """The id of the article with a label.

    Raises
    ------
    InputError
        No article has that label.

    Examples
    --------
    >>> article_id(pd.DataFrame({"article_id": ["a1"], "label": ["Post"]}), "Post")
    'a1'
    """
    ids = dict(zip(articles["label"], articles["article_id"], strict=True))
    if label not in ids:
        raise InputError(f"label {label!r}: unknown; expected one of {', '.join(map(str, ids))}")
    return str(ids[label])


def tally(study: Any, hits: pd.DataFrame, out_of: pd.DataFrame) -> pd.DataFrame:
    """One row a body sentence: the rows of `hits` and of `out_of` that stand in it.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> sentences = pd.DataFrame({"article_id": ["x", "x"], "sentence_id": [0, 1], "role": "body"})
    >>> cues, words = sentences.iloc[[1]], sentences.iloc[[0, 0, 1, 1, 1]]
    >>> tally(SimpleNamespace(sentences=sentences), cues, words).values.tolist()
    [['x', 0, 0, 2], ['x', 1, 1, 3]]
    """
    if (record := _RECORD.get()) is not None:
        record.append(hits)
    units = body(study)[[*SENTENCE, "unit"]].reset_index(drop=True)
    places = pd.MultiIndex.from_frame(units[SENTENCE])
    counted = {
        column: table.groupby(SENTENCE).size().reindex(places, fill_value=0).to_numpy()
        for column, table in (("count", hits), ("exposure", out_of))
    }
    return units.assign(**counted)[["article_id", "unit", "count", "exposure"]]


_RECORD: ContextVar[list[pd.DataFrame] | None] = ContextVar("rows that tally counts", default=None)


def rows_counted(function: Callable[[Any], pd.DataFrame], study: Any) -> pd.DataFrame | None:
    """The rows that a measure's function counts, in body text or not; None where it does not count with `tally`."""
    token = _RECORD.set([])
    try:
        function(study)
        found = _RECORD.get()
    finally:
        _RECORD.reset(token)
    return found[-1] if found else None


def words(study: Any) -> pd.DataFrame:
    """One row a word of body text: its first letter or digit as a span, and ``voice`` (journalist or source).

    A word is a piece with a letter or digit, parted by white space or a dash between words. It is the source's where
    that letter stands in the content of an attribution. The table is kept with the study: most measures are out of it.
    """
    if WORDS not in vars(study):
        vars(study)[WORDS] = _words(study)
    return vars(study)[WORDS]


def _words(study: Any) -> pd.DataFrame:
    rows = [
        (sentence.article_id, sentence.sentence_id, sentence.start + place)
        for sentence in body(study).itertuples()
        for place in first_letters(sentence.text)
    ]
    table = pd.DataFrame(rows, columns=[*SENTENCE, "start"])
    table["end"] = table["start"] + 1
    attributed = spans.locate(table, spans.explode(study.attributions, "content_spans"), "attribution_id").notna()
    return table.assign(voice=attributed.map({True: "source", False: "journalist"}))


def quoted(study: Any) -> pd.DataFrame:
    """The words of body text that stand in quotation marks."""
    found = [
        (article.article_id, number, quote.start, quote.end)
        for article in study.articles.itertuples()
        for number, quote in enumerate(quotes.find_quotes(article.text))
    ]
    marks = pd.DataFrame(found, columns=["article_id", "quote_id", "start", "end"]).astype({"quote_id": int})
    spoken = words(study)
    return spoken[spans.locate(spoken, marks, "quote_id").notna()]


def first_letters(text: str) -> list[int]:
    """Where the first letter or digit of each word stands, words being parted as in `segment.count_words`."""
    breaks = list(WORD_BREAK.finditer(text))
    starts = [0, *(gap.end() for gap in breaks)]
    ends = [*(gap.start() for gap in breaks), len(text)]
    letters = (
        next((place for place in range(start, end) if text[place].isalnum()), None)
        for start, end in zip(starts, ends, strict=True)
    )
    return [place for place in letters if place is not None]
