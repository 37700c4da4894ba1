"""One row a piece of speech: a quotation taken whole or left over, or what a second cue goes on to say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from analysis.attributing.cues import Candidate, find_cues, verb_group
from analysis.attributing.holders import carrier, goes_on
from analysis.spans import Span
from analysis.syntax import Tree
from analysis.text.quotes import Quotations, Quote

LOOSE = " \t,;:.—–―-"  # punctuation that a content or a cue does not end in
WORD = re.compile(r"\w")
FEWEST_CHARACTERS = 25  # of a quotation that nobody is said to speak (own choice)


def widen(spans: list[Span], quotations: Quotations) -> list[Span]:
    """A content with every quotation taken whole of which it holds at least half."""
    pieces = list(spans)
    for start, end in spans:
        for quote in quotations.over(start, end):
            if 2 * (min(end, quote.end) - max(start, quote.start)) >= quote.end - quote.start:
                pieces.append((quote.start, quote.end))
    return union(pieces)


def union(spans: list[Span]) -> list[Span]:
    """Spans in order, those that meet joined."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def left_over(
    text: str, trees: Sequence[Tree], quotations: Quotations, contents: Iterable[list[Span]]
) -> Iterator[tuple[Tree, Quote]]:
    """The quotations that fill their paragraph, from the start of a sentence, and belong to no content."""
    taken = {quote.start for content in contents for start, end in content for quote in quotations.over(start, end)}
    for tree in trees:
        start = tree.tokens[0].start
        quote = quotations.after(start)
        if quote is None or quote.start != start or start in taken or not _fills(text, quote):
            continue
        if quote.end - quote.start >= FEWEST_CHARACTERS:
            yield tree, quote


def second_cue(tree: Tree, cue: int, content: list[Span]) -> tuple[list[Span], Candidate] | None:
    """The first verb inside a content by which its source goes on, and the content up to there.

    She said it was late *and criticized* the mayor; he accused her of theft, *saying* that she ran.
    """
    for one in find_cues(tree):
        head = tree.tokens[one.head]
        inside = one.head > cue and any(start <= head.start < end for start, end in content)
        hangs = carrier(tree, one.head) == cue or (goes_on(tree, one.head) and head.head == cue)
        if not (inside and hangs and one.content):
            continue
        first = min(index for index in verb_group(tree, one.head) if index > cue)
        while tree.tokens[first - 1].pos == "CCONJ" or tree.tokens[first - 1].text == ",":
            first -= 1
        cut = tree.tokens[first - 1].end
        if before := [(start, min(end, cut)) for start, end in content if start < cut]:
            return before, one
    return None


def _fills(text: str, quote: Quote) -> bool:
    """Whether nothing of its paragraph comes after a quotation."""
    return not text[quote.end : quote.end + 2].partition("\n")[0].strip(" \t.,")


def bare(text: str, piece: Span, quotations: Quotations) -> Span:
    """A piece without punctuation at its end; a quotation keeps what stands before its closing mark."""
    start, end = piece
    if any(quote.end == end for quote in quotations.over(start, end)):
        return piece
    bare = text[start:end].rstrip(LOOSE)
    return (start, start + len(bare)) if bare else piece


def form_of(text: str, content: list[Span], quotations: Quotations) -> str:
    """Whether all words of a content, some or none stand in quotation marks."""
    quoted = outside = False
    for start, end in content:
        place = start
        for quote in (*quotations.over(start, end), None):
            until = end if quote is None else min(max(quote.start, place), end)
            outside = outside or bool(WORD.search(text, place, until))
            if quote is not None:
                quoted = quoted or bool(WORD.search(text, max(quote.start, start), min(quote.end, end)))
                place = max(place, min(quote.end, end))
    if not quoted:
        return "indirect"
    return "mixed" if outside else "direct"
