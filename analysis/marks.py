"""One row a span that the encoder marks: a part of an attribution, a cue of uncertainty, or a stretch that is news."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis import schema, tagger
from analysis.attributing import linking
from analysis.attributing.linking import Linked
from analysis.certainty import register
from analysis.spans import Span
from analysis.tagger import KINDS, ROLES, Reading
from analysis.text.quotes import Quote, find_quotes

LEAST_CUE = 0.02  # probability from which a word is marked as a cue of uncertainty; `analysis.hedging` decides
LEAST_NESTED = 0.42  # confidence: no corpus at hand codes nesting; read by eye, from here on most are right


def find_marks(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Read every text once and mark what its words are.

    Rows with the same ``group`` are one attribution. A content that seems to hold another is then read by itself, for
    the attributions inside it: their ``within`` is the group that holds them. Each stretch that is read at once has a
    row ``news``, whose ``confidence`` says how surely it is news and not an encyclopedia.

    Examples
    --------
    >>> from analysis.study import Study
    >>> marks = Study.from_texts({"x": "The mayor said it might rain."}).marks
    >>> marks.loc[marks["confidence"] > 0.5, ["role", "start", "end"]].values.tolist()
    [['source', 0, 9], ['cue', 10, 14], ['content', 15, 28], ['epistemic', 18, 23], ['news', 0, 29]]
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows: list[dict[str, Any]] = []
    for article_id, part in sentences.groupby("article_id", sort=False):
        for mark_id, row in enumerate(_rows(texts[article_id], *places(part))):
            rows.append({"article_id": article_id, "mark_id": mark_id} | row)
    return schema.frame("marks", rows)


def places(sentences: pd.DataFrame) -> tuple[list[Span], list[Span]]:
    """Where the paragraphs and the sentences of one text stand, by the table of its sentences."""
    bounds = sentences.groupby("segment_id", sort=False).agg(start=("start", "min"), end=("end", "max"))
    paragraphs, spans = (
        list(table.itertuples(index=False, name=None)) for table in (bounds, sentences[["start", "end"]])
    )
    return paragraphs, spans


def _rows(text: str, paragraphs: list[Span], sentences: list[Span]) -> Iterator[dict[str, Any]]:
    group = 0
    quotes = find_quotes(text)
    for reading in tagger.read(text, paragraphs, quotes, sentences):
        for one in linking.link(reading):
            yield from _parts(one, group, None)
            outer = group
            group += 1
            for inner in nested(text, one, quotes):
                yield from _parts(inner, group, outer)
                group += 1
        yield from _cues(reading)
        start, end = int(reading.starts[0]), int(reading.ends[-1])
        yield _alone("news", start, end, register.news(reading.mean))


def nested(text: str, outer: Linked, quotes: Sequence[Quote]) -> Iterator[Linked]:
    """The attributions inside a content, read as if it stood alone."""
    for start, end in outer.content if outer.cue_inside >= 0 else []:
        for reading in tagger.read(text, [(start, end)], quotes):
            for one in linking.link(reading):
                if one.cue and one.confidence >= LEAST_NESTED:
                    yield one


def _parts(one: Linked, group: int, within: int | None) -> Iterator[dict[str, Any]]:
    for role in (*ROLES, "carried"):
        for start, end in getattr(one, role):
            yield {
                "role": role,
                "start": start,
                "end": end,
                "group": group,
                "within": within,
                "confidence": one.confidence,
            }


def _cues(reading: Reading) -> Iterator[dict[str, Any]]:
    """The cues of both schemes: words that are rather inside one than not, neighbours of one kind together."""
    for tags, kinds in ((reading.uncertainty, KINDS), (reading.weasel, ("weasel",))):
        inside = -np.expm1(np.minimum(tags[:, 0], 0))
        begins, goes_on = tags[:, 1::2], tags[:, 2::2]
        kind = np.logaddexp(begins, goes_on).argmax(axis=1)
        place = 0
        for word in np.flatnonzero(inside >= LEAST_CUE).tolist():
            if word < place:
                continue
            place = word + 1
            while (
                place < len(inside)
                and inside[place] >= LEAST_CUE
                and kind[place] == kind[word]
                and goes_on[place, kind[word]] > begins[place, kind[word]]
            ):
                place += 1
            start, end = int(reading.starts[word]), int(reading.ends[place - 1])
            yield _alone(kinds[kind[word]], start, end, float(inside[word:place].mean()))


def _alone(role: str, start: int, end: int, confidence: float) -> dict[str, Any]:
    """A mark that is no part of an attribution."""
    return {"role": role, "start": start, "end": end, "group": None, "within": None, "confidence": confidence}
