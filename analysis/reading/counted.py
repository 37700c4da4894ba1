"""One row a measure: what was counted in each article, out of how much, and the spans that were counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import pandas as pd

from analysis import measures, schema, spans, units
from analysis.reading.marking import Mark
from analysis.segment import WORD_BREAK
from analysis.text.prose import p_value

WORDS = "words"  # rows of no table: single words of body text


class Cell(NamedTuple):
    """One count in one article, with the spans that were counted, as marks that only light up."""

    counted: float
    exposure: float
    rate: float | None
    marks: list[Mark]


def table(study: Any, articles: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """The measures in the order of the registry: name, meaning, a cell for each article, the least corrected p.

    Of some articles only, where they are given.
    """
    shown = list(study.articles["article_id"] if articles is None else articles)
    sums = study.measures.groupby(["measure", "article_id"])[["count", "exposure"]].sum()
    units_of = set(zip(study.measures["measure"], study.measures["article_id"], study.measures["unit"], strict=True))
    rows = []
    for name, entry in measures.REGISTRY.items():
        found: dict[str, list[Mark]] = {}
        for mark in _found(study, entry, units_of):
            found.setdefault(mark.article_id, []).append(mark)
        cells = []
        for article in shown:
            count, exposure = sums.loc[(name, article)] if (name, article) in sums.index else (0.0, 0.0)
            rate = entry.scale * count / exposure if exposure else None
            cells.append(Cell(count, exposure, rate, found.get(article, [])))
        own = study.contrasts[study.contrasts["measure"] == name]
        p = p_value(own["p_holm"].min()) if len(own) and own["p_holm"].notna().any() else "–"
        rows.append({"name": name, "meaning": entry.meaning, "cells": cells, "p": p, "family": name in measures.FAMILY})
    return rows


def _found(study: Any, entry: Any, counted: set[tuple[str, str, int]]) -> list[Mark]:
    """The spans that a measure counts, in the units that it counts; of one that does not tally, whole sentences."""
    hits = units.rows_counted(entry.function, study)
    if hits is None:
        table = entry.function(study)
        units_hit = table.loc[table["count"] > 0, ["article_id", "unit"]].rename(columns={"unit": "sentence_id"})
        hits = study.sentences.merge(units_hit, validate="1:m").drop_duplicates()
    inside = [
        (entry.name, article, sentence) in counted
        for article, sentence in zip(hits["article_id"], hits["sentence_id"], strict=True)
    ]
    hits = hits[pd.Series(inside, index=hits.index, dtype=bool)]
    name, key = table_of(hits)
    if name == WORDS:
        return list(_runs(study, hits, entry.name))
    return list(_marks(hits, name, key, entry.name))


def _marks(hits: pd.DataFrame, name: str, key: list[str], measure: str) -> Iterator[Mark]:
    """A mark for each span of the rows."""
    for row in hits.to_dict("records"):
        number = " ".join(str(row[column]) for column in key)
        for start, end in places(row):
            yield Mark(row["article_id"], start, end, "", "", "", f"counted as {measure}", f"{name} {number}")


def _runs(study: Any, hits: pd.DataFrame, measure: str) -> Iterator[Mark]:
    """A mark for each run of words that follow each other in a sentence, from its first letter to its last."""
    texts = dict(zip(study.articles["article_id"], study.articles["text"], strict=True))
    chosen = set(zip(hits["article_id"], hits["start"], strict=True))
    for (article, sentence), words in units.words(study).groupby(units.SENTENCE, sort=False):
        counted = [(start, (article, start) in chosen) for start in words["start"]]
        for kept, run in groupby(counted, itemgetter(1)):
            places = [start for start, _ in run]
            if kept:
                gap = WORD_BREAK.search(texts[article], places[-1])
                end = gap.start() if gap else len(texts[article])
                note = f"{len(places)} word{'s' * (len(places) > 1)}, counted as {measure}"
                yield Mark(str(article), places[0], end, "", "", "", note, f"sentences {sentence}")


def table_of(rows: pd.DataFrame) -> tuple[str, list[str]]:
    """The table that rows were taken from, by their columns, and the columns that tell its rows apart in an article.

    Examples
    --------
    >>> table_of(schema.frame("hedges", []))
    ('hedges', ['hedge_id'])
    """
    names = ("attributions", "hedges", "namings", "clauses", "frames", "claims", "sentences")
    for name in names:
        if set(schema.columns(name)) <= set(rows.columns):
            return name, [column for column in schema.key(name) if column != "article_id"]
    return WORDS, []


def places(row: dict[str, Any]) -> list[spans.Span]:
    """What is shown of a row: the cue of an attribution (else its content), the verb of a clause, else all of it."""
    if "cue_spans" in row:
        return spans.unpack(row["cue_spans"]) or spans.unpack(row["content_spans"])
    if "verb_start" in row:
        return [(row["verb_start"], row["verb_end"])]
    return [(row["start"], row["end"])]
