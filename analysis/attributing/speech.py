"""One row a piece of speech: a quotation taken whole or left over, or what a second cue goes on to say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.attributing.cues import Candidate, find_cues, verb_group
from analysis.attributing.holders import carrier, goes_on
from analysis.spans import Span
from analysis.syntax import Tree
from analysis.text.quotes import Quotations, Quote

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
