"""One row a quotation: where it opens and closes, and whether it goes on from the paragraph before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from analysis.spans import Span

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
DOUBLE = re.compile(r"[\"“”„‟«»]|''|``")
# A single mark opens at the start of a word and closes at the end of one; ’90s, ’em and ’til are apostrophes.
SINGLE = re.compile(
    r"(?<![\w’'\"“”])[‘'](?!\d\ds?\b|(?:em|til|tis|twas|cause|n)\b|\s|')[^\n‘“”\"]{2,400}?(?<=[\w.,!?;…])[’'](?!\w|')"
)
PARTNERS = {"“": "”", "„": "“”", "”": "”", "‟": "”", "«": "»", '"': '"”', "''": "''", "``": "''"}
EDGES = " \t\r\n“”„‟«»\"'‘’,.;:!?…-–—"  # trimmed from the ends of quoted words that are shown
OPENING = "\"“”„‟«'‘"
CURLY = re.compile('[“”"]')
LONGEST_RUN = 6  # paragraphs one speech may run on for: beyond, a mark was forgotten (own choice)


class Quote(NamedTuple):
    """A quotation with its marks; where it has no closing mark, `end` is the paragraph's."""

    start: int
    end: int
    closed: bool
    continues: bool


class Quotations:
    """The quotations of a text, looked up by place."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._quotes = quotes
        self._starts = [quote.start for quote in quotes]
        self._ends = [quote.end for quote in quotes]

    def over(self, start: int, end: int) -> Sequence[Quote]:
        """Those that share a character with a span."""
        return self._quotes[bisect_left(self._ends, start + 1) : bisect_left(self._starts, end)]

    def after(self, place: int) -> Quote | None:
        """The first that opens at or after a character."""
        first = bisect_left(self._starts, place)
        return self._quotes[first] if first < len(self._quotes) else None


def find_quotes(text: str) -> list[Quote]:
    """Quotations in double marks (straight, curly, low, guillemets) or clear single ones, in order, none in another.

    Every paragraph starts afresh, so that a stray mark cannot turn the quotations after it inside out. Speech that runs
    on repeats its opening mark at each paragraph, or only closes some paragraphs further on: each paragraph is then a
    quotation that `continues` the one before.

    Examples
    --------
    >>> text = 'He said “yes” and "no".'
    >>> [text[quote.start : quote.end] for quote in find_quotes(text)]
    ['“yes”', '"no"']
    >>> find_quotes("the voters’ choice")
    []
    """
    found: list[Quote] = []
    run = 0
    paragraphs = [(match.end() - len(match[0].lstrip()), match.end()) for match in PARAGRAPH.finditer(text)]
    blocks = _blocks(text, paragraphs)
    for number, (first, end) in enumerate(paragraphs):
        quotes = [blocks[number]] if number in blocks else _in_paragraph(text, first, end)
        if found and not found[-1].closed and run < LONGEST_RUN and quotes and quotes[0].start == first:
            quotes[0] = quotes[0]._replace(continues=True)
            run += 1
        else:
            run = 0
        found.extend(quotes)
    return found


def _blocks(text: str, paragraphs: list[Span]) -> dict[int, Quote]:
    """The paragraphs of speech that opens with one and closes at the end of another, with no mark at those between."""
    found: dict[int, Quote] = {}
    for number, (start, end) in enumerate(paragraphs):
        if text[start] != "“" or number in found or not _depths(text, start, end)[1]:
            continue
        for last, (first, stop) in enumerate(paragraphs[number + 1 : number + 1 + LONGEST_RUN], number + 1):
            if text[first] in OPENING:
                break
            if _depths(text, first, stop)[0] and text[first:stop].rstrip()[-1] == "”":
                run = paragraphs[number : last + 1]
                found |= {at: _whole(text, span, at == last, at > number) for at, span in enumerate(run, number)}
                break
    return found


def _whole(text: str, paragraph: Span, closed: bool, continues: bool) -> Quote:
    start, end = paragraph
    return Quote(start, start + len(text[start:end].rstrip()), closed, continues)


def _depths(text: str, start: int, end: int) -> Span:
    """How many closing curly marks have no opening one before them, and how many opening ones are left open."""
    closed = opened = 0
    for mark in CURLY.finditer(text, start, end):
        before, after = _around(text, mark)
        if mark[0] == '"':  # a straight mark that closes what a curly one opened
            opened -= bool(opened and before.strip() and not after.isalnum())
        elif mark[0] == "“":
            opened += 1
        elif opened:
            opened -= 1
        else:
            closed += 1
    return closed, opened


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    """The quotations of one paragraph, the last of them perhaps without a closing mark."""
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    last_curly = text.rfind("”", start, end)
    for mark in DOUBLE.finditer(text, start, end):
        if opened is not None and _closes(text, opened[0], mark, last_curly):
            found.append(Quote(opened.start(), mark.end(), True, False))
            opened = None
        elif _opens(text, mark, start) and (opened is None or mark[0] == opened[0]):
            opened = mark  # a mark of the same kind that opens again: the one before was stray
    if opened is not None and (opened[0] != '"' or not text[start : opened.start()].strip()):
        found.append(Quote(opened.start(), start + len(text[start:end].rstrip()), False, False))
    return sorted(found + _single(text, start, end, found))


def _single(text: str, start: int, end: int, double: list[Quote]) -> list[Quote]:
    """Quotations in single marks outside those in double ones."""
    starts, ends = [quote.start for quote in double], [quote.end for quote in double]
    singles = [Quote(match.start(), match.end(), True, False) for match in SINGLE.finditer(text, start, end)]
    return [single for single in singles if bisect_left(starts, single.end) == bisect_right(ends, single.start)]


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether a mark can open a quotation: curly marks say so themselves, straight ones by the space around them."""
    if mark[0] in "“„‟«``":
        return True
    before, after = _around(text, mark)
    if mark[0] in "”»":  # set the wrong way round at the head of a paragraph
        return mark[0] == "”" and mark.start() == start and after.isalnum()
    return not before.isalnum() and bool(after.strip())


def _closes(text: str, opened: str, mark: re.Match[str], last_curly: int) -> bool:
    """Whether a mark can close a quotation that `opened`; `last_curly` is where the paragraph's last ” stands."""
    before, after = _around(text, mark)
    at_an_end = bool(before.strip()) and not after.isalnum()
    if mark[0] == "“" == opened or (mark[0] == '"' and opened == "“" and last_curly < mark.start()):
        return at_an_end and before != "“"
    return mark[0] in PARTNERS[opened] and (mark[0] != '"' or not (before.isspace() and after.isalnum()))


def _around(text: str, mark: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a mark."""
    return text[max(mark.start() - 1, 0) : mark.start()], text[mark.end() : mark.end() + 1]
