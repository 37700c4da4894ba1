"""A coder's words and the spans that they mean: nobody counts characters.

A cell of words is ``words``, where they stand a second time ``words [2]``, from some words to others
``first ... last``, several stretches ``some words | others``, and in another numbered place ``@12 words``. Straight and
curly quotation marks are alike. ``#10:20`` gives offsets, where words cannot say it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from analysis.spans import Span

# One character each, so that offsets stay: marks that coders type in their own way.
ALIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "\n": " ", "\r": " "})
PIECE = re.compile(r"(?:@(?P<place>\d+) )?(?P<words>.*?)(?: \[(?P<nth>\d+)\])?")
OFFSETS = re.compile(r"#(\d+):(\d+)")

Places = Mapping[int, Span]  # numbered stretches of a text: its sentences or lines


def find(text: str, places: Places, place: int, cell: str, unit: str = "sentence") -> list[Span]:
    """The spans that a cell of words means; `places` are the numbered stretches of the text that words stand in.

    Raises
    ------
    ValueError
        There is no such place, or the words do not stand in it as often as asked.

    Examples
    --------
    >>> find("So she said she won.", {1: (0, 20)}, 1, "she [2] | won")
    [(12, 15), (16, 19)]
    >>> find("So she said she won.", {1: (0, 20)}, 1, "said ... won")
    [(7, 19)]
    """
    pieces = [piece.strip() for piece in cell.split(" | ")] if cell.strip() else []
    return [_piece(text, places, place, piece, unit) for piece in pieces]


def _piece(text: str, places: Places, place: int, piece: str, unit: str) -> Span:
    """One span: its words, or its first and last words."""
    if offsets := OFFSETS.fullmatch(piece):
        start, end = int(offsets[1]), int(offsets[2])
        if not text[start:end].strip() or end > len(text):
            raise ValueError(f"offsets {start} to {end}: the article has {len(text)} characters")
        return start, end
    match = PIECE.fullmatch(piece.replace(" … ", " ... "))
    if match is None:
        raise ValueError(f"{piece!r}: a line break in it; expected words")
    number = int(match["place"] or place)
    if number not in places:
        raise ValueError(f"{unit} {number}: the article has {len(places)}")
    low, high = places[number]
    first, _, last = match["words"].partition(" ... ")
    found = _occurrences(text, first, low, high)
    nth = int(match["nth"] or 1)
    if not 1 <= nth <= len(found):
        raise ValueError(f"{unit} {number}: {first!r} stands there {len(found)} times, asked for number {nth}")
    start, end = found[nth - 1]
    if not last:
        return start, end
    ends = _occurrences(text, last, end, high)
    if not ends:
        raise ValueError(f"{unit} {number}: {last!r} does not follow {first!r}")
    return start, ends[0][1]


def _occurrences(text: str, words: str, low: int, high: int) -> list[Span]:
    """Where words stand as whole words between two offsets."""
    pattern = r"(?<!\w)" * bool(re.match(r"\w", words)) + re.escape(words.translate(ALIKE))
    pattern += r"(?!\w)" * bool(re.search(r"\w$", words))
    hits = re.compile(pattern).finditer(text.translate(ALIKE), low, high) if words else ()
    return [(hit.start(), hit.end()) for hit in hits]


def words_of(text: str, places: Places, place: int, held: list[Span]) -> str:
    """The cell that means these spans, the reverse of `find`.

    Examples
    --------
    >>> words_of("So she said she won.", {1: (0, 20)}, 1, [(12, 15), (16, 19)])
    'she [2] | won'
    """
    return " | ".join(_words(text, places, place, span) for span in held)


def _words(text: str, places: Places, place: int, span: Span) -> str:
    home = next((number for number, (low, high) in places.items() if low <= span[0] and span[1] <= high), None)
    if home is not None:
        words = text[slice(*span)].replace("\n", " ").replace("\r", " ")
        before = "" if home == place else f"@{home} "
        nth = next((n for n, hit in enumerate(_occurrences(text, words, *places[home]), start=1) if hit == span), 1)
        cell = f"{before}{words}" + f" [{nth}]" * (nth > 1)
        if " | " not in cell and _means(text, places, place, cell, span):
            return cell
    return f"#{span[0]}:{span[1]}"


def _means(text: str, places: Places, place: int, cell: str, span: Span) -> bool:
    try:
        return find(text, places, place, cell) == [span]
    except ValueError:
        return False
