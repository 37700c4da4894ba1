"""Spans: stretches ``[start, end)`` of an article's text, packed in a cell, looked up in one another, checked."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

Span = tuple[int, int]
BLOCK = 500  # characters: spans are looked up among those near by, so that long articles stay linear


def pack(spans: Iterable[Span]) -> str | None:
    """Several spans in one cell; none gives a missing value.

    Examples
    --------
    >>> pack([(0, 5), (12, 20)])
    '0:5 12:20'
    >>> pack([]) is None
    True
    """
    return " ".join(f"{start}:{end}" for start, end in spans) or None


def unpack(cell: object) -> list[Span]:
    """The spans of a cell, the reverse of `pack`.

    Examples
    --------
    >>> unpack("0:5 12:20")
    [(0, 5), (12, 20)]
    >>> unpack(None)
    []
    """
    if not isinstance(cell, str):
        return []
    return [(int(start), int(end)) for start, _, end in (piece.partition(":") for piece in cell.split())]


def quote(text: str, spans: Iterable[Span]) -> str | None:
    """The words under the spans; an interruption is shown as an ellipsis.

    Examples
    --------
    >>> quote("We won, he said, twice", [(0, 6), (17, 22)])
    'We won … twice'
    """
    return " … ".join(text[start:end] for start, end in spans) or None


def explode(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row a span of `column`, with ``start`` and ``end``; the other columns are repeated."""
    pieces = [unpack(cell) for cell in table[column]]
    rows = table.loc[table.index.repeat([len(piece) for piece in pieces])]
    flat = [span for piece in pieces for span in piece]
    return rows.assign(start=[start for start, _ in flat], end=[end for _, end in flat])


def touch(one: Span, held: Iterable[Span]) -> bool:
    """Whether a span shares a character with any of several.

    Examples
    --------
    >>> touch((0, 5), [(4, 9)]), touch((0, 5), [(5, 9)])
    (True, False)
    """
    return any(start < one[1] and one[0] < end for start, end in held)


def cut(one: Span, held: Iterable[Span]) -> list[Span]:
    """The parts of several spans that lie in one.

    Examples
    --------
    >>> cut((2, 8), [(0, 4), (5, 6), (8, 9)])
    [(2, 4), (5, 6)]
    """
    parts = ((max(one[0], start), min(one[1], end)) for start, end in held)
    return [(start, end) for start, end in parts if start < end]


def blocks(held: Iterable[Span]) -> set[int]:
    """The stretches of `BLOCK` characters that spans touch: a key to look up what stands near.

    Examples
    --------
    >>> sorted(blocks([(0, 5), (499, 501)]))
    [0, 1]
    """
    return {block for start, end in held for block in range(start // BLOCK, end // BLOCK + 1)}


def locate(inner: pd.DataFrame, outer: pd.DataFrame, column: str) -> pd.Series:
    """For each row of `inner` the `column` of the shortest row of `outer` that holds it in the same article, else NA.

    Both need ``article_id``, ``start`` and ``end``.

    Examples
    --------
    >>> inner = pd.DataFrame({"article_id": ["x", "x"], "start": [3, 40], "end": [5, 42]})
    >>> outer = pd.DataFrame({"article_id": ["x", "x"], "start": [0, 2], "end": [30, 9], "n": [0, 1]})
    >>> locate(inner, outer, "n").tolist()
    [1, <NA>]
    """
    near: dict[tuple[str, int], list[tuple[int, int, int, object]]] = {}
    for article, start, end, value in zip(
        outer["article_id"], outer["start"], outer["end"], outer[column], strict=True
    ):
        for block in blocks([(start, end)]):
            near.setdefault((article, block), []).append((end - start, start, end, value))
    for rows in near.values():
        rows.sort(key=lambda row: row[:3])
    found = [
        next(
            (value for _, low, high, value in near.get((article, start // BLOCK), ()) if low <= start and end <= high),
            None,
        )
        for article, start, end in zip(inner["article_id"], inner["start"], inner["end"], strict=True)
    ]
    return pd.Series(found, index=inner.index, dtype=outer[column].dtype.name.replace("int64", "Int64"))


def violations(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of `table` that break the span law ``articles.text[start:end] == text``; empty when all is well."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    broken = [
        texts[article][start:end] != text
        for article, start, end, text in zip(
            table["article_id"], table["start"], table["end"], table["text"], strict=True
        )
    ]
    return table[pd.Series(broken, index=table.index, dtype=bool)]


def context(table: pd.DataFrame, articles: pd.DataFrame, width: int = 40) -> pd.DataFrame:
    """Each span of a table in its context (a concordance): ``label``, ``before``, ``text``, ``after``.

    `width` counts characters on either side; line breaks are shown as spaces.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["x"], "label": ["Post"], "text": ["It may rain tonight."]})
    >>> cues = pd.DataFrame({"article_id": ["x"], "start": [3], "end": [6]})
    >>> context(cues, articles, width=5).values.tolist()
    [['Post', 'It ', 'may', ' rain']]
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    labels = dict(zip(articles["article_id"], articles["label"], strict=True))
    rows = []
    for article, start, end in zip(table["article_id"], table["start"], table["end"], strict=True):
        text = texts[article].replace("\r", " ").replace("\n", " ")
        rows.append((labels[article], text[max(0, start - width) : start], text[start:end], text[end : end + width]))
    return pd.DataFrame(rows, index=table.index, columns=["label", "before", "text", "after"])
