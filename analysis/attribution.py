"""One row an attribution: a source, the cue that attributes, and the content that is attributed (Pareti 2012)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from analysis import reporting, schema, spans
from analysis.cues import Candidate
from analysis.quotes import Quotations, find_quotes
from analysis.spans import Span
from analysis.speech import find_possible, left_over, runs
from analysis.syntax import Tree, trees

# Share of a word's uses in a construction that coded news calls attributions: below it, a use is left out. Chosen for
# F1 on the development split of PolNeAR (Newell, Margolin & Ruths 2018), which counts beliefs, wishes and stances too.
LEAST_RATE = 0.25
LEAST_RATE_NESTED = 0.5  # inside another content only what is clear is kept: no corpus at hand codes nesting
NAMING = "predicate"  # what he called a thing; what he described as a thing
WORD = re.compile(r"\w")


class Found(NamedTuple):
    """An attribution before it becomes a row."""

    tree: Tree
    candidate: Candidate | None
    cue: list[Span]
    source: list[Span]
    content: list[Span]
    confidence: float

    @property
    def place(self) -> int:
        """Where its cue starts, else its content."""
        return (self.cue or self.content)[0][0]

    @property
    def size(self) -> int:
        """Characters of its content."""
        return sum(end - start for start, end in self.content)


def find_attributions(articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    """One row an attribution, in reading order of the cues; `source_id` is left for `analysis.sources` to fill.

    Content takes in a complementiser and quotation marks; a quotation that the cue interrupts is one content with two
    spans; ``confidence`` is the share of such uses that coded news calls an attribution. What stands inside another
    content has that one as ``parent_id``. A quotation without a cue goes to whoever spoke last.

    Source: Pareti (2012), LREC; constructions and rates after PolNeAR (Newell, Margolin & Ruths 2018), LREC.

    Examples
    --------
    >>> from analysis import parse, schema
    >>> text = "The mayor said it was late."
    >>> article = {"article_id": "x", "event": "e", "label": "x", "outlet": None, "author": None, "published": None}
    >>> article |= {"url": None, "text": text, "sha256": "", "n_words": 6, "wire": False}
    >>> sentence = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1}
    >>> sentences = schema.frame("sentences", [sentence | {"start": 0, "end": 27, "text": text, "n_words": 6}])
    >>> found = find_attributions(schema.frame("articles", [article]), sentences, parse.parse(sentences))
    >>> found[["source", "cue", "content", "form", "engagement"]].values.tolist()
    [['The mayor', 'said', 'it was late', 'indirect', 'acknowledge']]
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows: list[dict[str, Any]] = []
    for article_id, group in groupby(trees(tokens), key=lambda tree: tree.article_id):
        text = texts[article_id]
        quotations = Quotations(find_quotes(text))
        found = _nested(_find(text, list(group), quotations))
        rows.extend(_rows(text, article_id, found, quotations))
    return schema.frame("attributions", rows)


def _find(text: str, group: Sequence[Tree], quotations: Quotations) -> list[Found]:
    """What is likely enough to attribute, one for each content, and the quotations left over."""
    best: dict[tuple[Span, ...], Found] = {}
    for tree, candidate, content in find_possible(text, group, quotations):
        confidence = reporting.rate(candidate.term, candidate.construction)
        known = best.get(tuple(content))
        if confidence >= LEAST_RATE and (known is None or confidence > known.confidence):
            cue, source = runs(tree, candidate.cue), runs(tree, candidate.source)
            best[tuple(content)] = Found(tree, candidate, cue, source, content, confidence)
    found = sorted(best.values(), key=lambda one: (one.place, one.content))
    return _with_free_quotations(text, group, quotations, found)


def _with_free_quotations(text: str, group: Sequence[Tree], quotations: Quotations, found: list[Found]) -> list[Found]:
    """The attributions, and each quotation that fills its paragraph without a cue: whoever spoke last goes on."""
    whole = []
    waiting = list(reversed(found))
    source: list[Span] = []
    for tree, quote in left_over(text, group, quotations, [one.content for one in found]):
        while waiting and waiting[-1].place < quote.start:
            source = waiting.pop().source or source
        whole.append(Found(tree, None, [], source, [(quote.start, quote.end)], reporting.rate("", "free")))
    return sorted([*found, *whole], key=lambda one: (one.place, one.content))


def _nested(found: list[Found]) -> list[tuple[Found, int | None]]:
    """Each attribution with the place in the list of the one that holds it; unclear ones in another are left out."""
    holders = _holders(found)
    kept = [
        one for one, holder in zip(found, holders, strict=True) if holder is None or one.confidence >= LEAST_RATE_NESTED
    ]
    return list(zip(kept, _holders(kept), strict=True))


def _holders(found: list[Found]) -> list[int | None]:
    """For each attribution the smallest content that its cue stands in, of those larger than its own."""
    pieces = sorted((start, end, index) for index, one in enumerate(found) for start, end in one.content)
    holders: list[int | None] = []
    open_: list[tuple[int, int, int]] = []
    next_ = 0
    for one in found:  # in order of place
        while next_ < len(pieces) and pieces[next_][0] <= one.place:
            open_.append(pieces[next_])
            next_ += 1
        open_ = [piece for piece in open_ if piece[1] > one.place]
        larger = [index for _, _, index in open_ if found[index].size > one.size]
        holders.append(min(larger, key=lambda index: found[index].size, default=None))
    return holders


def _rows(
    text: str, article_id: str, found: list[tuple[Found, int | None]], quotations: Quotations
) -> Iterator[dict[str, Any]]:
    for attribution_id, (one, parent_id) in enumerate(found):
        stance = _stance(one)
        yield {
            "article_id": article_id,
            "attribution_id": attribution_id,
            "sentence_id": one.tree.sentence_id,
            "form": _form(text, one.content, quotations),
            "cue": spans.quote(text, one.cue),
            "cue_spans": spans.pack(one.cue),
            "cue_lemma": _lemma(one),
            "engagement": stance.engagement,
            "act": stance.act,
            "source": spans.quote(text, one.source),
            "source_spans": spans.pack(one.source),
            "source_id": None,
            "content": spans.quote(text, one.content),
            "content_spans": spans.pack(one.content),
            "parent_id": parent_id,
            "confidence": one.confidence,
        }


def _lemma(one: Found) -> str | None:
    """The dictionary form of the cue's head; of a fixed cue the whole."""
    if one.candidate is None:
        return None
    fixed = one.candidate.construction == "according"
    return one.candidate.term if fixed else one.tree.tokens[one.candidate.head].lemma.lower()


def _form(text: str, content: list[Span], quotations: Quotations) -> str:
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


def _stance(one: Found) -> reporting.Stance:
    """What the lexicon says of the cue, and what its construction makes of it."""
    if one.candidate is None:
        return reporting.stance("", "")
    tree, head, construction = one.tree, one.candidate.head, one.candidate.construction
    addressed = construction == "clause" and bool(tree.children(head, "dobj", "dative"))
    found = reporting.stance(one.candidate.term, "addressed" if addressed else construction)
    adverbs = [reporting.adverb(tree.tokens[index].text.lower()) for index in tree.children(head, "advmod")]
    if judged := next((engagement for engagement in adverbs if engagement), None):
        return found._replace(engagement=judged)
    if _disclaims(one):
        return found._replace(engagement="distance")
    if found.engagement == "endorse" and tree.children(head, "neg"):
        return found._replace(engagement="acknowledge")
    return found


def _disclaims(one: Found) -> bool:
    """Whether the journalist hands over the very name of a thing: accounts it says promote …; what he called …."""
    if one.candidate is None:
        return False
    tree, head, construction = one.tree, one.candidate.head, one.candidate.construction
    subjects = [tree.tokens[index].tag for index in tree.children(head, "nsubj")]
    what = any(index < head and tree.tokens[index].tag == "WP" for index in tree.children(head, "dobj"))
    if construction == NAMING:
        return what
    speaks = tree.tokens[head].lemma.lower() in reporting.speech_verbs()
    states = construction in ("clause", "infinitive") and tree.tokens[head].dep == "relcl"
    return states and speaks and bool(subjects) and not {"WP", "WDT"} & {*subjects}
