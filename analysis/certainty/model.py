"""One row a place where a term of uncertainty stands, with how likely it is a cue there: a small logistic model.

Whether "may", "if" or "consider" voices uncertainty is decided by the words around it. The model adds up weights of
plain features (the term, its tag, its neighbours, what it hangs on, what hangs on it), learned from the training part
of the Szeged Uncertainty Corpus (Szarvas et al. 2012) by ``training/learn_hedges.py`` and shipped as a CSV that can be
read.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis import lexicon
from analysis.lexicon import Lexicon
from analysis.syntax import SUBJECTS, Token, Tree

ANY = "*"
# A cue from here on. On held-out documents of an encyclopedia F1 is level from 0.25 to 0.4; news has more cues: in
# sentences of it, coded to choose the threshold, most of what lies a little lower is right too.
THRESHOLD = 0.3
# Log odds added because a term is used otherwise in news than in the encyclopedia it was learned from, and where it
# stands for that: there "could" is mostly past ability, "possible" mostly "as … as possible", "appear" mostly on a
# stage. Of every use read in 3,757 sentences of news 56 of 92 "could", 18 of 27 "possible", 21 of 33 "appear" and 13 of
# 14 "apparently" voiced uncertainty, in the encyclopedia 44 of 124, 34 of 148, 17 of 91 and 4 of 16. Of "apparently",
# "reportedly", "unclear" and "expect" the uses that the model had missed there were read too, without a count of all;
# the sizes are own choices. A negation takes the shift away: "could not be reached".
NEWS_SHIFT = {
    "could": (1.0, ""),
    "possible": (2.0, "dep=amod"),
    "appear": (1.0, ""),
    "apparently": (2.5, ""),
    "reportedly": (1.0, ""),
    "unclear": (1.5, ""),
    "expect": (1.0, "finite"),
}
# Weights of this model's log odds and of the encoder's, and their level: a logistic regression over the candidates of a
# tenth of the training documents, which neither had learned from.
BLEND = (0.47, 0.50, -0.55)
UNMARKED = 0.01  # probability of a term that the encoder does not mark
NEGATED = frozenset(
    f"{place}={word}" for place in ("with", "before", "after") for word in ("not", "n't", "neither", "nor")
)
FINITE = frozenset(f"tag={tag}" for tag in ("VB", "VBD", "VBP", "VBZ"))
COMPLEMENTS = ("dobj", "ccomp", "xcomp", "oprd", "acomp", "attr", "prep")
EDGE = Token(-1, 0, 0, "", "", "", "", "", 0, None)


class Candidate(NamedTuple):
    """A term in a sentence: tokens ``[first, last)``; one that was never measured goes by the one that it is like."""

    first: int
    last: int
    term: str


def candidates(tree: Tree, terms: Lexicon) -> Iterator[Candidate]:
    """Where the terms stand in a sentence, longest first, each once."""
    seen = -1
    for first, last, entry in terms.find(tree.forms(), tree.lemmas()):
        if first > seen:
            seen = first
            yield Candidate(first, last, entry.get("like") or entry["term"])


def features(tree: Tree, candidate: Candidate) -> list[str]:
    """What the model looks at; those that depend on the term are weighed for each term apart and for all together."""
    parts = (_word, _neighbours, _family, _clause)
    return [feature for part in parts for feature in part(tree, candidate)]


def _at(tree: Tree, index: int) -> Token:
    return tree.tokens[index] if 0 <= index < len(tree.tokens) else EDGE


def _word(tree: Tree, candidate: Candidate) -> Iterator[str]:
    token = tree.tokens[candidate.first]
    yield f"tag={token.tag}"
    yield f"dep={token.dep}"
    yield f"form={token.text.lower()}"
    if token.text[:1].isupper():
        yield "initial" if candidate.first == 0 else "capital"


def _neighbours(tree: Tree, candidate: Candidate) -> Iterator[str]:
    before, after = _at(tree, candidate.first - 1), _at(tree, candidate.last)
    second = _at(tree, candidate.last + 1)
    yield f"before={before.lemma.lower()}"
    yield f"before pos={before.pos}"
    yield f"after={after.lemma.lower()}"
    yield f"after pos={after.tag}"
    yield f"second={second.lemma.lower()}"
    yield f"second pos={second.tag}"
    yield f"before two={_at(tree, candidate.first - 2).lemma.lower()}"


def _family(tree: Tree, candidate: Candidate) -> Iterator[str]:
    """The head, and what hangs on the term."""
    token = tree.tokens[candidate.first]
    head = tree.tokens[token.head]
    below = [child for child in tree.children(candidate.first) if tree.tokens[child].dep in COMPLEMENTS]
    yield "frame=" + " ".join(
        tree.tokens[child].lemma.lower() if tree.tokens[child].dep == "prep" else tree.tokens[child].dep
        for child in below
    )
    yield f"head={head.lemma.lower()}"
    yield f"head tag={head.tag}"
    yield f"head dep={head.dep}"
    for child in tree.children(candidate.first):
        dependent = tree.tokens[child]
        yield f"child={dependent.dep}"
        if dependent.dep in ("prep", "mark", "aux", "auxpass", "agent", "neg", "advmod"):
            yield f"child {dependent.dep}={dependent.lemma.lower()}"


def _clause(tree: Tree, candidate: Candidate) -> Iterator[str]:
    """The verb it belongs to: its other auxiliaries, its subject, a condition beside it."""
    token = tree.tokens[candidate.first]
    verb = candidate.first if token.pos == "VERB" else token.head
    for child in tree.children(verb, "aux", "auxpass", "neg"):
        if child != candidate.first:
            yield f"with={tree.tokens[child].lemma.lower()}"
    subject = tree.subject(verb)
    yield f"subject={_person(tree.tokens[subject]) if subject is not None else 'none'}"
    marks = {
        tree.tokens[mark].lemma.lower()
        for clause in tree.children(verb, "advcl")
        for mark in tree.children(clause, "mark", "advmod")
    }
    yield from (f"condition={mark}" for mark in sorted(marks & {"if", "unless", "when", "until", "once", "should"}))
    if not marks and any(token.lemma.lower() in ("if", "unless") for token in tree.tokens):
        yield "if elsewhere"
    verb_token = tree.tokens[verb]
    yield f"verb={verb_token.lemma.lower()}"
    if tree.passive(verb):
        yield "passive"
    if any(child for child in tree.children(verb, "attr", "acomp")):
        yield "predicate"
    for above in tree.ancestors(verb):
        if tree.tokens[above].pos == "VERB":
            yield f"above={tree.tokens[above].lemma.lower()}"
            break


def _person(token: Token) -> str:
    if token.lemma.lower() in ("it", "this", "that", "there", "which", "who", "i", "we", "you", "they", "he", "she"):
        return token.lemma.lower()
    return token.tag if token.dep in SUBJECTS else token.pos


@cache
def weights(name: str = "hedge_weights") -> dict[tuple[str, str], float]:
    """Weights by (term, feature); the term ``*`` stands for all."""
    return {(entry["term"], entry["feature"]): float(entry["weight"]) for entry in lexicon.read(name).entries}


def log_odds(tree: Tree, candidate: Candidate) -> float:
    """Log odds, by these features alone, that the term is a cue of uncertainty here."""
    table = weights()
    seen = features(tree, candidate)
    names = {"bias", *seen}
    total = math.fsum(table.get((term, name), 0.0) for name in names for term in (ANY, candidate.term))
    return total + news_shift(candidate.term, seen)


def probability(tree: Tree, candidate: Candidate, read: float) -> float:
    """How likely the term is a cue of uncertainty here, 0 to 1; `read` is what the encoder makes of it.

    The two err differently: together they are right more often than either.
    """
    return blend(log_odds(tree, candidate), read)


def blend(log_odds: float, read: float) -> float:
    """The probability that the log odds of the features and the encoder's probability come to together.

    Examples
    --------
    >>> round(blend(2.0, 0.9), 2), round(blend(-2.0, 0.0), 2)
    (0.82, 0.02)
    """
    own, other, level = BLEND
    read = min(max(read, UNMARKED), 1 - UNMARKED)
    return 1 / (1 + math.exp(-own * log_odds - other * math.log(read / (1 - read)) - level))


def news_shift(term: str, seen: list[str]) -> float:
    """What is added for a term whose use in news is another; nothing where it is negated."""
    shift, where = NEWS_SHIFT.get(term, (0.0, ""))
    found = not where or where in seen or (where == "finite" and not FINITE.isdisjoint(seen))
    return shift if found and NEGATED.isdisjoint(seen) else 0.0
