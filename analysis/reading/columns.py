"""One column an article: its segments in order, each cut into pieces wherever a mark begins or ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

FOLDED = ("bio", "furniture")  # shown when asked for
CLAIMS = "alignment"  # the layer whose items are claims


class Item(NamedTuple):
    """A span that is drawn: its number on the page, classes and a sign at its end; no layer: it only lights up."""

    start: int
    end: int
    number: int
    layer: str
    classes: str
    sign: str


class Piece(NamedTuple):
    """A stretch of text under the same items: their numbers and classes, what ends with it."""

    start: int
    text: str
    numbers: str  # of marks
    claims: str  # numbers of the claims it is part of
    classes: str
    signs: list[tuple[str, str]]  # layer, sign
    ending: list[int]  # claims


def cut(text: str, items: Iterable[Item], edges: Iterable[int] = ()) -> list[Piece]:
    """The pieces of a text, cut where an item begins or ends and at the `edges`; joined, they are that text again.

    Examples
    --------
    >>> items = [Item(0, 8, 0, "x", "content", ""), Item(3, 5, 1, "x", "hedge", "!")]
    >>> [(piece.text, piece.numbers) for piece in cut("It may rain.", items)]
    [('It ', '0'), ('ma', '0 1'), ('y r', '0'), ('ain.', '')]
    """
    opening: dict[int, list[Item]] = {}
    points = {0, len(text), *edges}
    for item in items:
        opening.setdefault(item.start, []).append(item)
        points |= {item.start, item.end}
    ordered = sorted(points)
    current: list[Item] = []
    pieces = []
    for low, high in pairwise(ordered):
        current = [item for item in current if item.end > low] + opening.get(low, [])
        pieces.append(_piece(text, low, high, current))
    return pieces


def _piece(text: str, start: int, end: int, items: Sequence[Item]) -> Piece:
    """What holds for a stretch; of items of one kind the shortest decides how it is drawn."""
    drawn: dict[str, str] = {}
    for item in sorted(items, key=lambda item: item.start - item.end):
        if item.classes:
            drawn[item.classes.split()[0]] = item.classes
    ending = [item for item in items if item.end == end]
    return Piece(
        start=start,
        text=text[start:end],
        numbers=" ".join(str(item.number) for item in items if item.layer != CLAIMS),
        claims=" ".join(str(item.number) for item in items if item.layer == CLAIMS),
        classes=" ".join(dict.fromkeys(" ".join(drawn.values()).split())),
        signs=[(item.layer, item.sign) for item in ending if item.sign and item.layer != CLAIMS],
        ending=[item.number for item in ending if item.layer == CLAIMS],
    )


def column(article: Any, segments: pd.DataFrame, sentences: pd.DataFrame, items: list[Item]) -> dict[str, Any]:
    """What the page shows of an article: what is known of it, and its blocks in reading order."""
    known = [article.outlet, article.author, article.published, f"{article.n_words} words counted"]
    if article.wire:
        known.append("carries an agency's credit")
    edges = [edge for table in (segments, sentences) for side in ("start", "end") for edge in table[side]]
    pieces = cut(article.text, items, edges)
    starts = [piece.start for piece in pieces]
    places = [(row.start, row.end, row.sentence_id) for row in sentences.sort_values("start").itertuples()]
    firsts = [start for start, _, _ in places]
    blocks = []
    for segment in segments.sort_values("start").itertuples():
        inside = pieces[bisect_left(starts, segment.start) : bisect_left(starts, segment.end)]
        own = places[bisect_left(firsts, segment.start) : bisect_left(firsts, segment.end)]
        blocks.append({"role": segment.role, "lines": _lines(inside, own), "folded": segment.role in FOLDED})
    return {
        "label": article.label,
        "known": [str(value) for value in known if pd.notna(value)],
        "blocks": _grouped(blocks),
    }


def _lines(pieces: list[Piece], sentences: list[tuple[int, int, int]]) -> list[dict[str, Any]]:
    """The pieces of a segment, sentence by sentence, with what stands between."""
    lines: list[dict[str, Any]] = []
    left = list(reversed(sentences))
    for piece in pieces:
        while left and left[-1][1] <= piece.start:
            left.pop()
        number = left[-1][2] if left and left[-1][0] <= piece.start else None
        if not lines or lines[-1]["sentence"] != number:
            lines.append({"sentence": number, "pieces": []})
        lines[-1]["pieces"].append(piece)
    return lines


def _grouped(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbours that are folded away are one thing to open."""
    groups: list[dict[str, Any]] = []
    for block in blocks:
        if groups and block["folded"] and groups[-1]["folded"]:
            groups[-1]["blocks"].append(block)
        else:
            groups.append({"folded": block["folded"], "blocks": [block]})
    for group in groups:
        group["roles"] = ", ".join(dict.fromkeys(block["role"] for block in group["blocks"]))
    return groups
