"""One row a possible attribution of an article: its cue, and its content in characters, quotations taken whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from analysis.cues import Candidate, find_cues, verb_group
from analysis.holders import source_of
from analysis.quotes import Quotations, Quote
from analysis.reporting import speech_verbs
from analysis.spans import Span
from analysis.syntax import Tree

NEAR = 12  # tokens between a quotation and the verb that speaks it (own choice)
FEWEST_WORDS = 3  # a shorter quotation is a word that the writer holds at arm's length, not speech (own choice)
FEWEST_CHARACTERS = 25  # of a quotation that nobody is said to speak (own choice)
LONGEST_INTERRUPTION = 150  # characters of "she told reporters on Monday" between two pieces of speech (own choice)
LONGEST_SIGNATURE = 8  # words of a name after a dash (own choice)
SIGNATURE_GAP = 3  # characters between a quotation and the dash before a name
PARTS_OF_A_PHRASE = ("ADP", "DET", "ADJ", "PART")  # before a quotation they make it part of the sentence
PAUSES = frozenset(",.:;—–")
DASHES = ("—", "–", "―", "-", "--")
SPOKEN = ("clause", "fronted", "according", "colon", "predicate")  # where a quotation is taken by the parse


class Possible(NamedTuple):
    """A possible attribution with its content in characters of the article."""

    tree: Tree
    candidate: Candidate
    content: list[Span]


def find_possible(text: str, trees: Sequence[Tree], quotations: Quotations) -> Iterator[Possible]:
    """The possible attributions of an article, sentence by sentence."""
    for place, tree in enumerate(trees):
        quoted = _inside(tree, quotations)
        start, end = extent(tree)
        parsed = [
            Possible(tree, candidate, widen(runs(tree, candidate.content), quotations, (start, end)))
            for candidate in find_cues(tree, quoted)
        ]
        next_ = trees[place + 1].tokens[0].start if place + 1 < len(trees) else len(text)
        if not quotations.over(start - SIGNATURE_GAP, next_ + 1):
            yield from parsed
            continue
        found = [*_prefer(parsed, list(_spoken(tree, quotations, quoted, parsed)), start), *_signed(tree, quotations)]
        found.extend(_introduced(text, tree, quotations))
        for one in sorted(found, key=lambda one: one.candidate.head):
            yield _announced(one, quotations)._replace(content=_run_on(text, one, quotations))


def _inside(tree: Tree, quotations: Quotations) -> frozenset[int]:
    """The tokens of a sentence that stand in a quotation, the marks among them."""
    quotes = quotations.over(*extent(tree))
    places = enumerate(tree.tokens) if quotes else ()
    return frozenset(i for i, token in places if any(q.start <= token.start and token.end <= q.end for q in quotes))


def left_over(
    text: str, trees: Sequence[Tree], quotations: Quotations, contents: Iterable[list[Span]]
) -> Iterator[tuple[Tree, Quote]]:
    """The quotations that fill their paragraph, from the start of a sentence, and belong to no content."""
    taken = {quote.start for content in contents for start, end in content for quote in quotations.over(start, end)}
    for tree in trees:
        start = tree.tokens[0].start
        quote = quotations.after(start)
        if quote is None or quote.start != start or start in taken or not fills(text, quote):
            continue
        if quote.end - quote.start >= FEWEST_CHARACTERS:
            yield tree, quote


def extent(tree: Tree) -> Span:
    """The characters of a sentence."""
    return tree.tokens[0].start, tree.tokens[-1].end


def runs(tree: Tree, tokens: Sequence[int]) -> list[Span]:
    """The characters of some tokens, neighbours joined."""
    found: list[Span] = []
    last = -2
    for index in tokens:
        token = tree.tokens[index]
        if index == last + 1:
            found[-1] = (found[-1][0], token.end)
        else:
            found.append((token.start, token.end))
        last = index
    return found


def widen(spans: list[Span], quotations: Quotations, sentence: Span) -> list[Span]:
    """A content with every quotation taken whole of which it holds the most, or that it opens with or runs into."""
    pieces = list(spans)
    for start, end in spans:
        for quote in quotations.over(start, end):
            here = (max(quote.start, sentence[0]), min(quote.end, sentence[1]))
            shared = min(end, here[1]) - max(start, here[0])
            if 2 * shared >= here[1] - here[0] or start <= quote.start + 2:
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


def _prefer(parsed: list[Possible], spoken: list[Possible], start: int) -> list[Possible]:
    """The parse's reading of a cue, but the plain “…,” she said before it where the quotation opens the sentence."""
    clauses = {one.candidate.head for one in parsed if one.candidate.construction in ("clause", "fronted", "colon")}
    kept = [one for one in spoken if one.candidate.head not in clauses or one.content[0][0] <= start]
    heads = {one.candidate.head for one in kept}
    return [*(one for one in parsed if one.candidate.head not in heads), *kept]


def _spoken(tree: Tree, quotations: Quotations, quoted: frozenset[int], parsed: list[Possible]) -> Iterator[Possible]:
    """Quotations with the verb of speech that stands right after them, or near one that the parse leaves alone."""
    taken = [span for one in parsed if one.candidate.construction in SPOKEN for span in one.content]
    start, end = extent(tree)
    for quote in quotations.over(start, end):
        inside = [i for i, token in enumerate(tree.tokens) if quote.start <= token.start < quote.end]
        verb = _right_after(tree, inside, quoted) if quote.start <= start else None
        words = sum(tree.tokens[i].text[:1].isalnum() for i in inside)
        free = words >= FEWEST_WORDS or quote.start < start
        if verb is None and free and not any(low < quote.end and quote.start < high for low, high in taken):
            verb = _beside(tree, inside, quoted)
        if verb is not None:
            cue, source = tuple(verb_group(tree, verb)), source_of(tree, verb, inside)
            candidate = Candidate(verb, "quote", tree.tokens[verb].lemma.lower(), cue, source, tuple(inside))
            yield Possible(tree, candidate, [(quote.start, quote.end)])


def _speaks(tree: Tree, index: int, quoted: frozenset[int]) -> bool:
    token = tree.tokens[index]
    return index not in quoted and token.pos == "VERB" and token.lemma.lower() in speech_verbs()


def _right_after(tree: Tree, inside: list[int], quoted: frozenset[int]) -> int | None:
    """The verb of speech that follows a quotation with no more than its subject between: “…,” she said, or said she."""
    if len(inside) < 2 or tree.tokens[inside[-2]].text[:1] not in ",?!—–":
        return None
    first = inside[-1] + 1
    for index in range(first, min(first + NEAR, len(tree.tokens))):
        if index in quoted or tree.tokens[index].text in ";:":
            return None
        if _speaks(tree, index, quoted):
            subject = tree.children(index, "nsubj")
            return index if index == first or any(first <= child < index for child in subject) else None
    return None


def _beside(tree: Tree, inside: list[int], quoted: frozenset[int]) -> int | None:
    """The verb of speech near a quotation: after it where it ends in a comma, else rather before it."""
    if not inside:
        return None
    after = range(inside[-1] + 1, min(inside[-1] + 1 + NEAR, len(tree.tokens)))
    before = range(inside[0] - 1, max(inside[0] - 1 - NEAR, -1), -1)
    if before and tree.tokens[before[0]].pos in PARTS_OF_A_PHRASE:
        before = range(0)
    comma = len(inside) > 1 and tree.tokens[inside[-2]].text[:1] in ",?!—"
    order = [*after, *before] if comma else [*before, *after]
    return next((index for index in order if _speaks(tree, index, quoted)), None)


def _signed(tree: Tree, quotations: Quotations) -> Iterator[Possible]:
    """A quotation, a dash and a name that ends the sentence: “It was late.” — Ann Lee."""
    for place, token in enumerate(tree.tokens):
        if token.text not in DASHES:
            continue
        quotes = [
            quote for quote in quotations.over(token.start - SIGNATURE_GAP, token.start) if quote.end <= token.start
        ]
        name = [i for i in range(place + 1, len(tree.tokens)) if tree.tokens[i].text[:1].isalnum()]
        named = 0 < len(name) <= LONGEST_SIGNATURE and all(tree.tokens[i].text[0].isupper() for i in name)
        if named and quotes and quotes[-1].start <= tree.tokens[0].start:
            candidate = Candidate(place, "quote", "—", (place,), tuple(range(name[0], name[-1] + 1)), ())
            yield Possible(tree, candidate, [(quotes[-1].start, quotes[-1].end)])


def _announced(one: Possible, quotations: Quotations) -> Possible:
    """A verb of speech, a colon and a quotation count as a quotation with its verb."""
    candidate, start = one.candidate, one.content[0][0]
    speaks = candidate.construction == "colon" and candidate.term in speech_verbs()
    quote = quotations.after(start) if speaks else None
    return one._replace(candidate=candidate._replace(construction="quote")) if quote and quote.start == start else one


def _introduced(text: str, tree: Tree, quotations: Quotations) -> Iterator[Possible]:
    """A sentence that ends in a colon, and the quotation after it."""
    end = len(tree.tokens) - 1
    if tree.tokens[end].text != ":":
        return
    place = _skip(text, tree.tokens[end].end)
    quote = quotations.after(place)
    verb = next((i for i in range(end, -1, -1) if tree.tokens[i].lemma.lower() in speech_verbs()), None)
    if quote is not None and quote.start == place and verb is not None:
        cue = (*verb_group(tree, verb), end)
        candidate = Candidate(verb, "colon", tree.tokens[verb].lemma.lower(), cue, source_of(tree, verb, ()), ())
        yield Possible(tree, candidate, [(quote.start, quote.end)])


def _run_on(text: str, one: Possible, quotations: Quotations) -> list[Span]:
    """A content with the speech that goes on after the cue.

    “A,” she said, “B. C.” and “A,” she said. “B. C.” are one speech, and so is a next paragraph that is all quotation.
    """
    content, end = list(one.content), max(end for _, end in one.content)
    if not any(start == quote.start for start, stop in content for quote in quotations.over(start, stop)):
        return content
    close = one.tree.tokens[-1].end
    while (quote := quotations.after(end)) is not None:
        if not (_resumes(text, quote, end, close) or _follows(text, quote, max(end, close))):
            break
        content.append((quote.start, quote.end))
        end = quote.end
    return union(content)


def _resumes(text: str, quote: Quote, end: int, close: int) -> bool:
    """Whether a quotation takes up, in the same sentence, the speech that a cue broke off."""
    pause = text[max(quote.start - 3, 0) : quote.start].rstrip()[-1:]
    return quote.end <= close and quote.start - end < LONGEST_INTERRUPTION and pause in PAUSES


def _follows(text: str, quote: Quote, place: int) -> bool:
    """Whether a quotation comes next after a sentence; in a new paragraph it must be all there is."""
    if quote.start != _skip(text, place):
        return False
    return "\n" not in text[place : quote.start] or (fills(text, quote) and text[quote.start] not in "'‘")


def fills(text: str, quote: Quote) -> bool:
    """Whether nothing of its paragraph comes after a quotation."""
    return not text[quote.end : quote.end + 2].partition("\n")[0].strip(" \t.,")


def _skip(text: str, place: int) -> int:
    """The next place that is no white space."""
    while place < len(text) and text[place].isspace():
        place += 1
    return place
