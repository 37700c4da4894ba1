"""One row a pair of coded spans, one from each of two tables: those of two coders, or of a detector and a coder.

A coded table has ``article_id``, codes, and either ``start`` and ``end`` or packed ``source_spans``, ``cue_spans`` and
``content_spans`` (`analysis.spans.pack`). Rows of two tables are paired one to one so that they share as many
characters as possible; a pair is *exact* where every part has the same characters, else each part shares some.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis import spans
from analysis.coding.scores import assign
from analysis.units import first_letters

SENTENCE = ["article_id", "sentence_id"]
PARTS = ("cue_spans", "content_spans", "source_spans")  # the first tells in which sentence an attribution stands
NOTHING = "–"  # the value of a word that no span covers

Characters = tuple[frozenset[int], ...]


def parts(table: pd.DataFrame) -> list[Characters]:
    """The characters of each row, part by part.

    Examples
    --------
    >>> [sorted(part) for part in parts(pd.DataFrame({"start": [2], "end": [4]}))[0]]
    [[2, 3]]
    """
    if "start" in table.columns:
        return [(frozenset(range(start, end)),) for start, end in zip(table["start"], table["end"], strict=True)]
    columns = [table[name] for name in PARTS if name in table.columns]
    return [
        tuple(frozenset(place for span in spans.unpack(cell) for place in range(*span)) for cell in row)
        for row in zip(*columns, strict=True)
    ]


def likeness(one: Characters, other: Characters) -> float:
    """Shared characters of two rows, 0 to 1: the mean of each part's F1 (Dice); 0 where a part shares none.

    Examples
    --------
    >>> likeness((frozenset({1, 2}),), (frozenset({2, 3}),))
    0.5
    """
    scores = [2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0 for a, b in zip(one, other, strict=True)]
    return sum(scores) / len(scores) if all(scores) else 0.0


def pair(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """One row a pair or a row without one: ``a`` and ``b`` (positions in the tables, NA where alone), ``exact``.

    Examples
    --------
    >>> a = pd.DataFrame({"article_id": ["x", "x"], "start": [0, 8], "end": [4, 9]})
    >>> b = pd.DataFrame({"article_id": ["x"], "start": [0], "end": [5]})
    >>> pair(a, b).values.tolist()
    [[0, 0, False], [1, <NA>, False]]
    """
    rows: list[tuple[int | None, int | None, bool]] = []
    first, second = parts(a), parts(b)
    for article in dict.fromkeys([*a["article_id"], *b["article_id"]]):
        left = np.flatnonzero(a["article_id"] == article)
        right = np.flatnonzero(b["article_id"] == article)
        scores = np.array([[likeness(first[i], second[j]) for j in right] for i in left]).reshape(len(left), len(right))
        weights = scores + (scores == 1) * scores.size  # what is exact is never broken up
        met = [(i, j) for i, j in assign(weights) if scores[i, j] > 0]
        rows += [(int(left[i]), int(right[j]), bool(scores[i, j] == 1)) for i, j in met]
        rows += [(int(place), None, False) for i, place in enumerate(left) if i not in {i for i, _ in met}]
        rows += [(None, int(place), False) for j, place in enumerate(right) if j not in {j for _, j in met}]
    return pd.DataFrame(rows, columns=["a", "b", "exact"]).astype({"a": "Int64", "b": "Int64", "exact": bool})


def word_codes(table: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """One row a word of the sentences: in ``value`` what the shortest span that covers it is, else a dash.

    That is the part of an attribution (cue, content, source), or ``coded``.
    """
    if "start" in table.columns:
        pieces = table.assign(value="coded")
    else:
        layers = [(name, spans.explode(table, name)) for name in PARTS if name in table.columns]
        pieces = pd.concat([layer.assign(value=name.removesuffix("_spans")) for name, layer in layers])
    words = pd.DataFrame(
        [
            (row.article_id, row.sentence_id, row.start + place, row.start + place + 1)
            for row in sentences.itertuples()
            for place in first_letters(row.text)
        ],
        columns=[*SENTENCE, "start", "end"],
    )
    return words.assign(value=spans.locate(words, pieces.astype({"value": object}), "value").fillna(NOTHING))


def rename(table: pd.DataFrame, like: pd.DataFrame, column: str) -> pd.Series:
    """The ids in a column as the other table calls them: ids are paired one to one so that most pairs of rows agree.

    An id without a partner keeps its own name, with a mark.

    Examples
    --------
    >>> a = pd.DataFrame({"article_id": "x", "start": [0, 5, 9], "end": [2, 7, 11], "actor": ["roe", "roe", "port"]})
    >>> rename(a, a.assign(actor=["ann", "ann", "bo"]), "actor").tolist()
    ['ann', 'ann', 'bo']
    """
    met = pair(table, like).dropna().astype({"a": int, "b": int})
    counts = pd.crosstab(table[column].to_numpy()[met["a"]], like[column].to_numpy()[met["b"]])
    shared = counts.to_numpy()
    names = {counts.index[i]: counts.columns[j] for i, j in assign(shared) if shared[i, j]}
    return table[column].map(lambda name: names.get(name, f"{name}*"), na_action="ignore")


def sentence_of(table: pd.DataFrame, sentences: pd.DataFrame) -> list[Any]:
    """The sentence that each row begins in, as (article_id, sentence_id): of its cue, else of its content."""
    first = [min(next(part for part in row if part)) for row in parts(table)]
    places = pd.DataFrame({"article_id": table["article_id"].to_numpy(), "start": first, "end": [n + 1 for n in first]})
    return list(zip(places["article_id"], spans.locate(places, sentences, "sentence_id"), strict=True))
