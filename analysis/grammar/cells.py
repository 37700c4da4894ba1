"""One row a part of a sentence, as cells: its words as they stand in the article, where they start and end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis.spans import Span
from analysis.syntax import Tree, trees


class Sentence(NamedTuple):
    """The text of a sentence and where it begins in the article, by which it is quoted."""

    text: str
    start: int

    def quote(self, span: Span) -> str:
        """The words of a span of the article.

        Examples
        --------
        >>> Sentence("It rained.", 100).quote((103, 109))
        'rained'
        """
        return self.text[span[0] - self.start : span[1] - self.start]

    def cells(self, name: str, span: Span | None) -> dict[str, Any]:
        """The cells ``name``, ``name_start`` and ``name_end``; missing where there is no span.

        Examples
        --------
        >>> Sentence("It rained.", 100).cells("agent", (100, 102))
        {'agent': 'It', 'agent_start': 100, 'agent_end': 102}
        """
        start, end = span or (None, None)
        return {name: self.quote(span) if span else None, f"{name}_start": start, f"{name}_end": end}


def parsed(tokens: pd.DataFrame, sentences: pd.DataFrame) -> Iterator[tuple[Tree, Sentence]]:
    """Each sentence of a tokens table as a tree, with its text."""
    places = zip(sentences["article_id"], sentences["sentence_id"], strict=True)
    texts = dict(zip(places, map(Sentence, sentences["text"], sentences["start"]), strict=True))
    return ((tree, texts[tree.article_id, tree.sentence_id]) for tree in trees(tokens))


def numbered(rows: list[dict[str, Any]], name: str) -> pd.DataFrame:
    """Rows as a table, numbered in each article from 0, in their order.

    Examples
    --------
    >>> numbered([{"article_id": "x"}, {"article_id": "y"}, {"article_id": "x"}], "clause_id")["clause_id"].tolist()
    [0, 0, 1]
    """
    table = pd.DataFrame(rows)
    return table.assign(**{name: table.groupby("article_id", sort=False).cumcount()})


def at_heads(namings: pd.DataFrame) -> pd.DataFrame:
    """Namings by the place of their heads: in *accounts that promote terror* only *accounts* is who acts.

    A name keeps its whole place: any of its words can be the head for the parser.

    Examples
    --------
    >>> row = {"text": "accounts that promote terror", "kind": "label", "head": "accounts", "start": 4, "end": 32}
    >>> at_heads(pd.DataFrame([row]))[["start", "end"]].values.tolist()
    [[4, 12]]
    """
    places = [
        _at_head(*row) if row[0] == "label" else row[-2:]
        for row in zip(*(namings[name].tolist() for name in ("kind", "text", "head", "start", "end")), strict=True)
    ]
    return namings.assign(start=[start for start, _ in places], end=[end for _, end in places])


def _at_head(_: str, text: str, head: str, start: int, end: int) -> Span:
    """Where the word stands that begins with the head of a label; the whole label where none does."""
    low, word = text.lower(), head.lower()
    at = low.find(word)
    while at > 0 and low[at - 1].isalnum():
        at = low.find(word, at + 1)
    if at < 0:
        return start, end
    stop = next((place for place in range(at + len(word), len(low)) if not low[place].isalnum()), len(low))
    return start + at, start + stop
