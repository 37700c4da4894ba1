"""One row a sentence of a text: where it starts and ends. Rules over the full stop, its marks and its neighbours.

The rules follow Punkt (Kiss & Strunk 2006) in telling abbreviations, initials, ordinals and ellipses apart, but read
the kinds of abbreviation from a lexicon and keep closing marks with the sentence that they close.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from analysis import lexicon
from analysis.spans import Span
from analysis.text.paragraphs import CLOSING, TERMINAL

LONGEST = 2_000  # characters of a sentence; a parser's memory grows with its square
REACH = 40  # characters looked at on either side of a mark
QUOTES = "\"'”’»"
OPENING = "\"'“‘«([—–―-•*"
_CLOSE = re.escape(CLOSING)
# Possessive: a run of marks is read once, however long.
_MARK = re.compile(rf"[{re.escape(TERMINAL)}]++(?:\s?\.(?:\s?\.){{1,3}})?+[{_CLOSE}]*+(?:\s[”’»)\]]++)?+")
_FULL_WIDTH = "。！？"
_SPACE = re.compile(r"\s*+")
_ASKED = re.compile(
    r"(?:(?!The\b|A\b|An\b)[A-Z][\w.’'-]*\s+){1,4}"
    r"(?:said|says|asked|asks|told|tells|wrote|writes|added|adds|replied|replies|shouted|demanded|tweeted|exclaimed|continued)\b"
)
_WORD = re.compile(r"[\w’'&-]+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def find_spans(text: str) -> list[Span]:
    """Sentences as spans of a text, without the white space between them; none is longer than `LONGEST`.

    Marks without a word ("[...]", "…") go with the sentence before them.

    Examples
    --------
    >>> text = "“Why?” he asked. Sen. Smith left the U.S. on Jan. 5. “I won. You lost.” That was all."
    >>> [text[start:end] for start, end in find_spans(text)]
    ['“Why?” he asked.', 'Sen. Smith left the U.S. on Jan. 5.', '“I won.', 'You lost.”', 'That was all.']
    """
    spans: list[Span] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        for first, last in _pieces(text, start, end):
            wordless = not any(map(str.isalnum, text[first:last]))
            if spans and wordless and last - spans[-1][0] <= LONGEST:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
        start = end
    return spans


def _ends(text: str) -> Iterator[int]:
    """Where sentences end: one past the last closing mark."""
    start = 0
    for mark in _MARK.finditer(text):
        end = mark.end()
        after = _SPACE.match(text, end).end()  # type: ignore[union-attr]
        glued = after == end and mark[0][0] not in _FULL_WIDTH and text[end : end + 1] not in ("“", "«")
        if after < len(text) and not glued and _is_end(text, start, mark, after):
            yield end
            start = after


def _is_end(text: str, start: int, mark: re.Match[str], after: int) -> bool:
    """Whether a mark ends the sentence that begins at `start`, the next words standing at `after`."""
    rest = text[after : after + REACH].lstrip(OPENING + " \t\n")
    if not rest or rest[0].islower() or rest[0] in ",;:":
        return False
    marks = mark[0].rstrip(CLOSING)
    before = text[max(start, mark.start() - REACH) : mark.start()].split()
    word = before[-1].lstrip(OPENING) if before and not text[mark.start() - 1].isspace() else ""
    if marks[-1] in "?!":
        quoted = any(character in QUOTES for character in mark[0])
        return not (quoted and _ASKED.match(rest)) and not (_kind(word + marks) == "name" and not _is_starter(rest))
    if marks != ".":
        return True
    opens = len(before) == 1 and text[start : mark.start()].strip(OPENING) == word
    return _ends_after(word, rest, opens)


def _ends_after(word: str, rest: str, opens: bool) -> bool:
    """Whether a single full stop after `word` ends the sentence; `opens`: the word is all there is of it."""
    if len(word) == 1 and word.isupper():
        return _is_starter(rest) and rest[1:2] != "."  # an initial, not another one after it
    kind = _kind(word) or _kind(word.rpartition("-")[2]) or _kind(word.rpartition("(")[2])
    if opens and (word.isdecimal() or len(word) == 1):
        return False  # "1. Growth", "A. The committee": the number of an item
    if kind == "title" or (kind in ("month", "number") and rest[0].isdigit()):
        return False
    if kind == "number":
        return True
    if kind or _DOTTED.fullmatch(word.rpartition("-")[2]):
        return _is_starter(rest)
    return True


def _is_starter(rest: str) -> bool:
    """Whether the next word is one that begins sentences rather than names."""
    word = _WORD.match(rest)
    return word is not None and re.split("['’]", word[0].lower())[0] in _starters()


def _kind(word: str) -> str | None:
    known = _abbreviations()
    return known.get(word) or (known.get(word.capitalize()) if word.isupper() else None)


@cache
def _abbreviations() -> dict[str, str]:
    """Kind of each abbreviation, without the last full stop."""
    return {entry["term"]: entry["kind"] for entry in lexicon.read("abbreviations").entries}


@cache
def _starters() -> frozenset[str]:
    """Words that begin sentences, in lower case."""
    return frozenset(entry["term"] for entry in lexicon.read("sentence_starters").entries)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without the white space at its ends, cut where it is too long: at white space if there is any."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = next((at for at in range(start + LONGEST, start, -1) if text[at].isspace()), start + LONGEST)
        stop = cut
        while text[stop - 1].isspace():
            stop -= 1
        yield start, stop
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        yield start, end
