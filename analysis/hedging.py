"""One row a hedge or booster: a cue that weakens or strengthens a statement, with whose commitment it qualifies.

Four kinds are cues of uncertainty as coded in the Szeged Uncertainty Corpus (Szarvas et al. 2012): ``epistemic`` (may,
probably), ``doxastic`` (believe, alleged), ``investigation`` (whether) and ``condition`` (if). Their words were
measured in that corpus; a small model (`analysis.hedge_model`) and the encoder's marks decide each use together. The
others are lists with a construction each: ``weasel`` (many, often; Farkas et al. 2010), ``approximator`` (about 40;
Prince et al. 1982), ``shield`` (to my knowledge), ``evidential`` (apparently) and ``booster`` (clearly, no doubt;
Hyland 2005).

What is none: reporting verbs and the journalist's distance ("claimed", "what he described as": engagement, see
attributions); ability and duty ("can be deleted", "platforms should"); degree ("extremely"); bounds ("at least 40").

Where the schemes meet, the coders of the Szeged corpus decide. An adverb of hearsay that they marked in most of its
uses ("allegedly") has their kind, else it is ``evidential``. "Allege" and "accuse" attribute and, to them, also voice
doubt (34 of 35 uses): ``doxastic``; "said" and "claimed" do not. "I think" is ``doxastic``; a ``shield`` is a
first-person phrase that their scheme has no cue for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from analysis import hedge_model, lexicon, schema, spans, voice
from analysis.constructions import fits, other_sense
from analysis.hedge_model import ANY, THRESHOLD
from analysis.syntax import Tree, trees

NEGATIONS = frozenset(["not", "n't", "no", "never", "neither", "nor", "cannot", "without", "hardly", "little"])
ABOVE_NEGATION = frozenset(["may", "might", "will", "would", "should", "must"])  # "may not" is still possible
SURE = 0.8  # confidence from which a mark that is no term of the list is a cue
UNCERTAINTY = ("epistemic", "doxastic", "investigation", "condition")  # the kinds of the Szeged corpus


class Mark(NamedTuple):
    """A word or words that the encoder marks as a cue of uncertainty."""

    start: int
    end: int
    kind: str
    confidence: float


class Marked:
    """The marks of an article, looked up by place."""

    def __init__(self, marks: pd.DataFrame | None = None) -> None:
        rows = [] if marks is None else marks[["start", "end", "role", "confidence"]].sort_values("start").to_numpy()
        self._marks = [Mark(*row) for row in rows]
        self._starts = [mark.start for mark in self._marks]
        self._ends = [mark.end for mark in self._marks]

    def over(self, start: int, end: int) -> list[Mark]:
        """Those that share a character with a span."""
        return self._marks[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


class Cue(NamedTuple):
    """A hedge or booster in a sentence: tokens ``[first, last)``."""

    first: int
    last: int
    kind: str
    polarity: str
    negated: bool
    confidence: float


def find_hedges(
    sentences: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame, marks: pd.DataFrame
) -> pd.DataFrame:
    """Every hedge and booster, its kind, and its voice: the source's inside the content of an attribution.

    ``confidence`` is, for the four kinds of uncertainty, the models' probability (calibrated on held-out documents);
    for a weasel the share of its uses that were coded as one; for the other lists the share that was right among uses
    read. To each share one right and one wrong use (for weasels four) are added, so that few uses do not look certain.

    Examples
    --------
    >>> from analysis.study import Study
    >>> hedges = Study.from_texts({"x": "Rain may fall; it will clearly stop."}).hedges
    >>> hedges[["text", "kind", "polarity", "voice"]].values.tolist()
    [['may', 'epistemic', 'hedge', 'journalist'], ['clearly', 'booster', 'booster', 'journalist']]
    """
    texts = {(row.article_id, row.sentence_id): row for row in sentences.itertuples(index=False)}
    rows: list[dict[str, Any]] = []
    marked = {name: Marked(part) for name, part in marks[marks["role"].isin(UNCERTAINTY)].groupby("article_id")}
    for tree in trees(tokens):
        sentence = texts[tree.article_id, tree.sentence_id]
        for cue in find_cues(tree, marked.get(tree.article_id)):
            start, end = tree.span(range(cue.first, cue.last))
            rows.append(
                {
                    "article_id": tree.article_id,
                    "hedge_id": len(rows),
                    "sentence_id": tree.sentence_id,
                    "start": start,
                    "end": end,
                    "text": sentence.text[start - sentence.start : end - sentence.start],
                    "lemma": " ".join(token.lemma.lower() for token in tree.tokens[cue.first : cue.last]),
                    "kind": cue.kind,
                    "polarity": cue.polarity,
                    "negated": cue.negated,
                    "confidence": cue.confidence,
                }
            )
    if not rows:
        return schema.frame("hedges", [])
    table = pd.DataFrame(rows)
    table["hedge_id"] = table.groupby("article_id").cumcount()
    table["reporting"] = _reports(table, attributions)
    return schema.frame("hedges", voice.assign(table, attributions, sentences))


def _reports(table: pd.DataFrame, attributions: pd.DataFrame) -> pd.Series:
    """Whether the cue is itself the word that attributes ("alleging"): counted as engagement, not as a hedge."""
    cues = spans.explode(attributions, "cue_spans")
    lemmas = cues["cue_lemma"].fillna("").str.lower()
    heads = set(zip(cues["article_id"], cues["sentence_id"], lemmas, strict=True))
    inside = spans.locate(table, cues, "attribution_id").notna()
    same = [row in heads for row in zip(table["article_id"], table["sentence_id"], table["lemma"], strict=True)]
    return inside & pd.Series(same, index=table.index)


def counted(hedges: pd.DataFrame) -> pd.DataFrame:
    """The hedges that rates count: no boosters, no weasels (another scheme), no reporting verbs (engagement)."""
    return hedges[(hedges["polarity"] == "hedge") & (hedges["kind"] != "weasel") & ~hedges["reporting"]]


def find_cues(tree: Tree, marked: Marked | None) -> list[Cue]:
    """The cues of one sentence in reading order; of those that overlap the longest, then the first list, wins."""
    lists = ("boosters", "hedge_markers", "weasels")
    marked = marked or Marked()
    listed = (cue for name in lists for cue in _listed(tree, name))
    terms = list(hedge_model.candidates(tree, lexicon.read("hedges")))
    found = [*_uncertain(tree, terms, marked), *listed, *_marked(tree, terms, marked)]
    taken: set[int] = set()
    kept = []
    for cue in sorted(found, key=lambda cue: cue.first - cue.last):  # sorting is stable: lists stay in order
        place = range(cue.first, cue.last)
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(cue)
    return sorted(kept)


def _uncertain(tree: Tree, terms: list[hedge_model.Candidate], marked: Marked) -> Iterator[Cue]:
    """Cues of uncertainty: terms of the measured list where both models together say so."""
    for candidate in terms:
        start, end = tree.span(range(candidate.first, candidate.last))
        read = max((mark.confidence for mark in marked.over(start, end)), default=0.0)
        confidence = hedge_model.probability(tree, candidate, read)
        if confidence < THRESHOLD or other_sense(tree, candidate.first, candidate.term):
            continue
        kind = _kind(tree, candidate.first, candidate.term)
        negated = _negated(tree, candidate.first, candidate.last)
        yield Cue(candidate.first, candidate.last, kind, "hedge", negated, round(confidence, 3))


def _marked(tree: Tree, terms: list[hedge_model.Candidate], marked: Marked) -> Iterator[Cue]:
    """What the encoder marks surely and no list has."""
    weighed = {index for term in terms for index in range(term.first, term.last)}
    for mark in marked.over(tree.tokens[0].start, tree.tokens[-1].end):
        inside = [i for i, token in enumerate(tree.tokens) if mark.start < token.end and token.start < mark.end]
        if mark.confidence >= SURE and inside and weighed.isdisjoint(inside):
            first, last = inside[0], inside[-1] + 1
            yield Cue(first, last, mark.kind, "hedge", _negated(tree, first, last), round(mark.confidence, 3))


@cache
def _kinds() -> dict[tuple[str, str], str]:
    return {(entry["term"], entry["tag"]): entry["kind"] for entry in lexicon.read("hedges").entries}


def _kind(tree: Tree, index: int, term: str) -> str:
    """The commonest kind of the term with this tag; "if" that opens an object clause asks, it sets no condition."""
    token = tree.tokens[index]
    if term == "if" and token.dep == "mark" and tree.tokens[token.head].dep in ("ccomp", "pcomp"):
        return "investigation"
    kinds = _kinds()
    return kinds.get((term, token.tag)) or kinds[term, ANY]


def _listed(tree: Tree, name: str) -> Iterator[Cue]:
    """Terms of a list that stand in the construction it asks for."""
    last_seen = -1
    for first, last, entry in lexicon.read(name).find(tree.forms(), tree.lemmas()):
        if first < last_seen or not fits(tree, first, last, entry):
            continue
        last_seen = last
        kind = entry["kind"]
        negated = _negated(tree, first, last)
        weakened = negated and entry.get("flips") == "yes"
        polarity = "booster" if kind == "booster" and not weakened else "hedge"
        yield Cue(first, last, kind, polarity, negated, float(entry["precision"]))


def _negated(tree: Tree, first: int, last: int) -> bool:
    """Whether the cue is under a negation, or holds one ("not clear"); "may not" is above it."""
    words = [token.lemma.lower() for token in tree.tokens[first:last]]
    if not NEGATIONS.isdisjoint(words):
        return len(words) > 1 and words[0] != "no" and words[0] != "without"
    if words[0] in ABOVE_NEGATION:
        return False
    token = tree.tokens[first]
    governors = {first} | ({token.head} if token.dep in ("acomp", "attr", "oprd", "advmod", "aux") else set())
    below = [child for governor in governors for child in tree.children(governor, "neg", "det", "aux")]
    return any(
        tree.tokens[child].lemma.lower() in NEGATIONS and (child < first or words[0] in ("can", "could"))
        for child in below
    )
