"""One row an attribution: a source, the cue that attributes, and the content that is attributed (Pareti 2012)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema, spans
from analysis.attributing import engagement
from analysis.attributing.contents import Cue, inverted, mended
from analysis.attributing.cues import Candidate, find_cues
from analysis.attributing.holders import carries, cue_before, own_subject, trim_source, undergoes
from analysis.attributing.speech import bare, form_of, left_over, second_cue, widen
from analysis.spans import Span
from analysis.syntax import Tree, trees
from analysis.text.quotes import Quotations, find_quotes

UNMARKED = 0.5  # confidence of what was not marked: a quotation that nobody is said to speak, a name handed over


class Found(NamedTuple):
    """An attribution before it becomes a row."""

    tree: Tree
    candidate: Candidate | None
    cue: list[Span]
    source: list[Span]
    content: list[Span]
    carried: bool
    confidence: float
    group: object
    within: object

    @property
    def place(self) -> int:
        """Where its cue starts, else its content."""
        return (self.cue or self.content)[0][0]


def find_attributions(
    articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, marks: pd.DataFrame
) -> pd.DataFrame:
    """One row an attribution, in reading order of the cues; `source_id` is left for `analysis.sources` to fill.

    Content takes in a complementiser and quotation marks; a quotation that the cue interrupts is one content with two
    spans. What was found inside another content has that one as ``parent_id``. A quotation without a cue goes to
    whoever spoke last; its source, like that of "adding", is ``carried`` over.

    Source: Pareti (2012), LREC; coded after PolNeAR (Newell, Margolin & Ruths 2018), LREC.

    Examples
    --------
    >>> from analysis.study import Study
    >>> found = Study.from_texts({"x": "The mayor said it was late."}).attributions
    >>> found[["source", "cue", "content", "form", "engagement"]].values.tolist()
    [['The mayor', 'said', 'it was late', 'indirect', 'acknowledge']]
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    marked = dict(iter(marks[marks["group"].notna()].groupby("article_id", sort=False)))
    rows: list[dict[str, Any]] = []
    for article_id, group in groupby(trees(tokens), key=lambda tree: tree.article_id):
        text, sentence_trees = texts[article_id], list(group)
        quotations = Quotations(find_quotes(text))
        parts = marked.get(article_id)
        found = _find(text, sentence_trees, quotations, parts) if parts is not None else []
        found = _with_free_quotations(text, sentence_trees, quotations, found)
        rows.extend(_rows(text, article_id, found, quotations))
    return schema.frame("attributions", rows)


def _find(text: str, group: Sequence[Tree], quotations: Quotations, parts: pd.DataFrame) -> list[Found]:
    """The attributions that were marked, each with its sentence and its construction there."""
    starts = [tree.tokens[0].start for tree in group]
    groups = groupby(parts.itertuples(index=False), key=lambda row: row.group)
    found = [_read(text, group, starts, list(rows), quotations) for _, rows in groups]
    found = [one for one in found if one.within is None or not _links(one)]
    telling = {one.group for one in found if _tells(one, quotations)} | {None}
    parted = [part for one in found if {one.group, one.within} <= telling for part in _part(one)]
    parted = _mend(text, group, parted)
    found = sorted([*parted, *_disclaimed(group, parted)], key=lambda one: (one.place, one.content))
    return _carry(found)


def _read(text: str, group: Sequence[Tree], starts: Sequence[int], rows: list[Any], quotations: Quotations) -> Found:
    """One attribution from the rows that mark it, with its sentence and its construction there."""
    held: dict[str, list[Span]] = {"source": [], "carried": [], "cue": [], "content": []}
    for row in rows:
        held[row.role].append((row.start, row.end))
    place = (held["cue"] or held["content"])[0][0]
    tree = group[max(bisect_right(starts, place) - 1, 0)]
    content = [bare(text, piece, quotations) for piece in widen(held["content"], quotations)]
    source = held["source"]
    cue = [bare(text, piece, quotations) for piece in held["cue"]] or (cue_before(tree, content) if source else [])
    if source and cue and content and (parted := inverted(tree, source[-1], cue[0], content)):
        source, content = [parted[0]], parted[1]
    candidate = engagement.construe(tree, cue, content)
    if candidate is not None:
        source = [span for span in source if not undergoes(tree, candidate.head, span)]
        held["carried"] = [span for span in held["carried"] if carries(tree, candidate.head, span)]
        own = own_subject(tree, candidate.head) if source and len(cue) == 1 else None
        source = [own] if own and not spans.touch(own, [*source, *content]) else source
    source = source or _parsed_source(tree, candidate, content) or held["carried"]
    trimmed = [trim_source(tree, span) for span in source]
    kept = [span if spans.touch(new, cue) else new for span, new in zip(source, trimmed, strict=True)]
    within = rows[0].within
    known = None if pd.isna(within) else int(within)
    return Found(tree, candidate, cue, kept, content, False, float(rows[0].confidence), int(rows[0].group), known)


def _mend(text: str, group: Sequence[Tree], found: list[Found]) -> list[Found]:
    """The attributions with their contents mended by the parse; what one has is not free for another beside it."""
    held = [(one.group, one.within, span) for one in found for span in (*one.source, *one.cue, *one.content)]

    def mend(one: Found) -> Found:
        def free(start: int, end: int) -> bool:
            beside = (span for other, within, span in held if other != one.group and within == one.within)
            return not any(low < end and start < high for low, high in beside)

        cue = Cue(one.tree, one.candidate.head, [*one.source, *one.cue]) if one.candidate else None
        return one._replace(content=mended(text, group, cue, one.content, free))

    return [mend(one) for one in found]


def _tells(one: Found, quotations: Quotations) -> bool:
    """Whether anything shows who speaks, or that somebody does: a cue, a source or a quotation."""
    return bool(one.cue or one.source or any(quotations.over(start, end) for start, end in one.content))


def _links(one: Found) -> bool:
    """Whether a cue is a mere preposition: one inside a content is the outer cue's own (thanked her *for*)."""
    words = [token for token in one.tree.tokens if spans.touch((token.start, token.end), one.cue)]
    kinds = {token.pos for token in words}
    return bool(kinds & {"ADP", "PART"}) and kinds <= {"ADP", "PART", "ADV", "SCONJ"}


def _disclaimed(group: Sequence[Tree], found: list[Found]) -> Iterator[Found]:
    """What the journalist hands over inside a phrase (“what he called …”), where it was not marked; by the parse."""
    cues = [span for one in found for span in one.cue]
    for tree in group:
        may = any(token.dep == "relcl" or token.tag == "WP" for token in tree.tokens)  # else nothing is handed over
        for candidate in find_cues(tree) if may else ():
            if not engagement.disclaims(tree, candidate):
                continue
            start, end = tree.span(candidate.cue or [candidate.head])
            if not spans.touch((start, end), cues):
                content = [tree.span(candidate.content)]
                source = [tree.span(candidate.source)] if candidate.source else []
                holders = [one for one in found if any(low <= start < high for low, high in one.content)]
                within = holders[-1].group if holders else None
                yield Found(tree, candidate, [(start, end)], source, content, False, UNMARKED, None, within)


def _carry(found: list[Found]) -> list[Found]:
    """Of attributions by the same words, the one whose cue is nearest to them names its source, the others carry it."""
    nearest: dict[Span, int] = {}
    for number, one in enumerate(found):
        for span in one.source:
            if span not in nearest or _gap(one, span) < _gap(found[nearest[span]], span):
                nearest[span] = number
    return [
        one._replace(carried=any(nearest[span] != number for span in one.source)) for number, one in enumerate(found)
    ]


def _gap(one: Found, source: Span) -> int:
    """Characters between a source and the cue, on whichever side it stands."""
    start, end = (one.cue or one.content)[0]
    return max(start - source[1], source[0] - end)


def _with_free_quotations(text: str, group: Sequence[Tree], quotations: Quotations, found: list[Found]) -> list[Found]:
    """The attributions, and each quotation that fills its paragraph without a cue: whoever spoke last goes on."""
    whole = []
    waiting = [one for one in reversed(found) if one.within is None]
    source: list[Span] = []
    for tree, quote in left_over(text, group, quotations, [one.content for one in found]):
        while waiting and waiting[-1].place < quote.start:
            source = waiting.pop().source or source
        whole.append(
            Found(tree, None, [], source, [(quote.start, quote.end)], bool(source), UNMARKED, group=None, within=None)
        )
    return sorted([*found, *whole], key=lambda one: (one.place, one.content))


def _part(one: Found) -> list[Found]:
    """An attribution, and apart from it what its source goes on to say by a second cue inside its content."""
    tree, candidate = one.tree, one.candidate
    second = second_cue(tree, candidate.head, one.content) if candidate else None
    if candidate is None or second is None:
        return [one]
    content, cue = second
    begin = tree.tokens[cue.content[0]].start
    rest = [(max(start, begin), end) for start, end in one.content if end > begin]
    group = tree.span([index for index in cue.cue if index > candidate.head] or [cue.head])
    later = one._replace(candidate=cue, cue=[group], content=rest, carried=True, group=(one.group, 1))
    return [one._replace(content=content), *_part(later)]


def _parsed_source(tree: Tree, candidate: Candidate | None, content: list[Span]) -> list[Span]:
    """The source that the parse gives a cue, where it does not stand in the content."""
    if candidate is None or not candidate.source:
        return []
    source = tree.span(candidate.source)
    return [] if spans.touch(source, content) else [source]


def _rows(text: str, article_id: str, found: list[Found], quotations: Quotations) -> Iterator[dict[str, Any]]:
    numbers = {one.group: number for number, one in enumerate(found)}
    for attribution_id, one in enumerate(found):
        stance = engagement.stance(one.tree, one.candidate)
        yield {
            "article_id": article_id,
            "attribution_id": attribution_id,
            "sentence_id": one.tree.sentence_id,
            "form": form_of(text, one.content, quotations),
            "cue": spans.quote(text, one.cue),
            "cue_spans": spans.pack(one.cue),
            "cue_lemma": engagement.lemma(one.tree, one.candidate),
            "engagement": stance.engagement,
            "act": stance.act,
            "listed": stance.listed,
            "source": spans.quote(text, one.source),
            "source_spans": spans.pack(one.source),
            "carried": one.carried,
            "source_id": None,
            "content": spans.quote(text, one.content),
            "content_spans": spans.pack(one.content),
            "parent_id": numbers.get(one.within) if one.within is not None else None,
            "confidence": one.confidence,
        }
