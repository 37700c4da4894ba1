"""One row of tokens a hedge or booster in a sentence: which words, of which kind, under a negation or not, how surely.

Cues of uncertainty are terms of a list measured in the Szeged corpus, decided by a small model and the encoder's marks
together (`analysis.certainty.model`); weasels are phrases that the encoder marks, decided together with a second such
model; the others are lists with a construction each (`analysis.certainty.constructions`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from analysis import lexicon
from analysis.certainty import distance, model
from analysis.certainty.around import candidates
from analysis.certainty.constructions import fits
from analysis.certainty.model import ANY, THRESHOLD, Learned
from analysis.certainty.senses import other_sense
from analysis.dictionary import UNCERTAINTY
from analysis.syntax import Tree

NEGATIONS = frozenset(["not", "n't", "no", "never", "neither", "nor", "cannot", "without", "hardly", "little"])
ABOVE_NEGATION = frozenset(["may", "might", "will", "would", "should", "must"])  # "may not" is still possible
SURE = 0.8  # confidence from which a mark that is no term of the list is a cue
LEAST_WEASEL = 0.25  # confidence from which a phrase is a cue of the other scheme; F1 is level from .2 to .35
LONGEST_WEASEL = 3  # words; marks that are longer run on, and give way to their surest word
MARKS = frozenset((*UNCERTAINTY, "weasel"))
NEWS = 0.5  # mean probability of an article's stretches from which it is read as news
HANDED_OVER, SCARE = 0.95, 0.75  # (right + 1) of (n + 2) uses read in news: 17 of 17, 8 of 10


class Mark(NamedTuple):
    """A word or words that the encoder marks as a cue of uncertainty."""

    start: int
    end: int
    kind: str
    confidence: float


class Marked:
    """The marks of cues in an article, looked up by place; and whether it is `news`, as a text without marks is."""

    def __init__(self, marks: pd.DataFrame | None = None) -> None:
        columns = ["start", "end", "role", "confidence"]
        rows = [] if marks is None else marks[columns].sort_values(columns[:2]).to_numpy()
        register = [confidence for *_, role, confidence in rows if role == "news"]
        self.news = not register or sum(register) / len(register) >= NEWS
        self._marks = [Mark(*row) for row in rows if row[2] in MARKS]
        self._starts = [mark.start for mark in self._marks]
        self._reach = list(accumulate((mark.end for mark in self._marks), max))  # marks of two schemes may overlap

    def over(self, start: int, end: int) -> list[Mark]:
        """Those that share a character with a span."""
        near = self._marks[bisect_right(self._reach, start) : bisect_left(self._starts, end)]
        return [mark for mark in near if mark.end > start]


class Cue(NamedTuple):
    """A hedge or booster in a sentence: tokens ``[first, last)``."""

    first: int
    last: int
    kind: str
    polarity: str
    negated: bool
    confidence: float


def find_cues(tree: Tree, marked: Marked | None = None) -> list[Cue]:
    """The cues of one sentence in reading order, without scare quotes.

    Of those that overlap the longest wins, then the first list; of weasels the surest. Weasels and distance are schemes
    of their own, whose cues may stand on the same words as others.
    """
    marked = marked or Marked()
    hedges = Learned.read("hedge")
    sure = [*uncertain(tree, marked, hedges), *_listed(tree, "boosters"), *_listed(tree, "hedge_markers")]
    sure += unlisted(tree, marked, hedges)
    weasels = sorted(vague(tree, marked, Learned.read("weasel")), key=lambda cue: -cue.confidence)
    return sorted([*_apart(_longest_first(sure)), *_apart(weasels), *_apart(_longest_first(_distance(tree)))])


def _longest_first(found: Iterable[Cue]) -> list[Cue]:
    return sorted(found, key=lambda cue: cue.first - cue.last)  # sorting is stable: lists stay in order


def _apart(found: Iterable[Cue]) -> Iterator[Cue]:
    """The first of each that overlap."""
    taken: set[int] = set()
    for cue in found:
        place = range(cue.first, cue.last)
        if taken.isdisjoint(place):
            taken.update(place)
            yield cue


def uncertain(tree: Tree, marked: Marked, learned: Learned) -> Iterator[Cue]:
    """Cues of uncertainty: terms that were learned, where both models together say so."""
    for candidate in candidates(tree, learned.terms):
        place = range(candidate.first, candidate.last)
        read = max((mark.confidence for mark in marked.over(*tree.span(place)) if mark.kind != "weasel"), default=0.0)
        confidence = model.probability(tree, candidate, learned.weights, read, marked.news)
        if confidence >= THRESHOLD and not other_sense(tree, candidate.first, candidate.term):
            yield _hedge(tree, place, _kind(tree, candidate.first, candidate.term), confidence)


def unlisted(tree: Tree, marked: Marked, learned: Learned) -> Iterator[Cue]:
    """Cues of uncertainty that hold no term that was learned, where the encoder is sure of them."""
    weighed = {index for one in candidates(tree, learned.terms) for index in range(one.first, one.last)}
    for mark, inside in _read(tree, marked):
        if mark.kind in UNCERTAINTY and mark.confidence >= SURE and weighed.isdisjoint(inside):
            yield _hedge(tree, inside, mark.kind, mark.confidence)


def vague(tree: Tree, marked: Marked, learned: Learned) -> Iterator[Cue]:
    """Phrases of the other scheme: "many scholars", "it has been suggested"; each as sure as its surest word."""
    marks = [(mark, inside) for mark, inside in _read(tree, marked) if mark.kind == "weasel"]
    places = {place for _, inside in marks for place in inside}
    found = (one for one in candidates(tree, learned.terms) if one.first in places)
    words = {one.first: model.log_odds(tree, one, learned.weights) for one in found}
    for mark, inside in marks:
        surest = max(inside, key=lambda place: words.get(place, model.NO_TERM))
        confidence = model.blend(words.get(surest, model.NO_TERM), mark.confidence)
        if confidence >= LEAST_WEASEL:
            place = inside if len(inside) <= LONGEST_WEASEL else [surest]
            yield _hedge(tree, place, "weasel", confidence)


def _hedge(tree: Tree, place: Sequence[int], kind: str, confidence: float) -> Cue:
    first, last = place[0], place[-1] + 1
    return Cue(first, last, kind, "hedge", _negated(tree, first, last), round(confidence, 3))


def _read(tree: Tree, marked: Marked) -> Iterator[tuple[Mark, list[int]]]:
    """The marks of a sentence, each with its tokens."""
    for mark in marked.over(tree.tokens[0].start, tree.tokens[-1].end):
        inside = [i for i, token in enumerate(tree.tokens) if mark.start < token.end and token.start < mark.end]
        if inside:
            yield mark, inside


def _distance(tree: Tree) -> Iterator[Cue]:
    """Where the writer takes over a name: "what she called", "so-called"."""
    yield from _listed(tree, "distance_markers")
    for first, last in distance.handed_over(tree):
        yield Cue(first, last, "distance", "hedge", False, HANDED_OVER)


def scare_quotes(tree: Tree, text: str) -> list[Cue]:
    """Words in scare quotes, if nobody is quoted there; `text` is the sentence's."""
    return [Cue(first, last, "distance", "hedge", False, SCARE) for first, last in distance.scare_quotes(tree, text)]


@cache
def _kinds() -> dict[tuple[str, str], str]:
    return {(entry["term"], entry["tag"]): entry["kind"] for entry in lexicon.read("hedges").entries}


def _kind(tree: Tree, index: int, term: str) -> str:
    """The commonest kind of the term with this tag; "if" that opens an object clause asks, it sets no condition."""
    token = tree.tokens[index]
    if term == "if" and token.dep == "mark" and tree.tokens[token.head].dep in ("ccomp", "pcomp"):
        return "investigation"
    kinds = _kinds()
    return kinds.get((term, token.tag)) or kinds.get((term, ANY), "epistemic")


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
