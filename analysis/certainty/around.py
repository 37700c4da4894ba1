"""What stands around a term in its sentence: the plain features that say whether it voices uncertainty there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.lexicon import Lexicon
from analysis.syntax import SUBJECTS, Token, Tree

COMPLEMENTS = ("dobj", "ccomp", "xcomp", "oprd", "acomp", "attr", "prep")
EDGE = Token(-1, 0, 0, "", "", "", "", "", 0, None)
CONDITIONS = frozenset(("if", "unless", "when", "until", "once", "should"))


class Candidate(NamedTuple):
    """A term in a sentence: tokens ``[first, last)``; one that was never measured goes by the one that it is like."""

    first: int
    last: int
    term: str


@lru_cache(maxsize=16)  # a sentence is asked for its terms several times in a row
def candidates(tree: Tree, terms: Lexicon) -> tuple[Candidate, ...]:
    """Where the terms stand in a sentence, longest first, each once."""
    return tuple(_find(tree, terms))


def _find(tree: Tree, terms: Lexicon) -> Iterator[Candidate]:
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
    verb = _verb(tree, candidate)
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
    yield from (f"condition={mark}" for mark in sorted(marks & CONDITIONS))
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


def _verb(tree: Tree, candidate: Candidate) -> int:
    """The verb that a term belongs to: itself, else its head."""
    token = tree.tokens[candidate.first]
    return candidate.first if token.pos == "VERB" else token.head


def _person(token: Token) -> str:
    if token.lemma.lower() in ("it", "this", "that", "there", "which", "who", "i", "we", "you", "they", "he", "she"):
        return token.lemma.lower()
    return token.tag if token.dep in SUBJECTS else token.pos
