"""Nouns made from verbs (*the refusal*, *insufficient enforcement*): the verb, its agent and patient; no tables here.

Nominalisation lets a text speak of what is done without saying who does it (Fowler 1991, *Language in the
News*, ch. 5).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from analysis import lexicon
from analysis.grammar import participants, predicates
from analysis.referring import gazetteer
from analysis.syntax import Tree

# Ending of a noun and what to put in its place to get the verb, tried in this order; only listed verbs are accepted.
ENDINGS = (
    ("ification", ("ify",)),
    ("ment", ("",)),
    ("ation", ("", "e", "ate")),
    ("ion", ("", "e")),
    ("ance", ("", "e")),
    ("ence", ("", "e")),
    ("al", ("", "e")),
    ("ure", ("", "e")),
    ("ing", ("", "e")),
)


class Noun(NamedTuple):
    """A noun made from a verb: the verb, and what marks its agent and its patient (``poss`` or prepositions)."""

    verb: str
    agent: tuple[str, ...]
    patient: tuple[str, ...]


@cache
def event_noun(lemma: str) -> Noun | None:
    """What a noun is made from: by the lexicon, else by its ending where a listed verb is left.

    Examples
    --------
    >>> event_noun("refusal").verb, event_noun("concealment"), event_noun("government")
    ('refuse', None, None)
    >>> event_noun("encouragement").verb
    'encourage'
    """
    listed = _event_nouns()
    if lemma in listed:
        return listed[lemma]
    for ending, replacements in ENDINGS:
        stem = lemma.removesuffix(ending)
        if stem == lemma or len(stem) < 3:
            continue
        verbs = [stem + replacement for replacement in replacements]
        verbs += [stem[:-1]] if stem[-1] == stem[-2] else []
        if verb := next((verb for verb in verbs if verb in predicates.process_types()), None):
            return Noun(verb, ("poss",), ("of",))
    return None


@cache
def _event_nouns() -> dict[str, Noun | None]:
    entries = lexicon.read("nominalisations").entries
    return {
        e["term"]: Noun(e["verb"], tuple(e["agent"].split()), tuple(e["patient"].split())) if e["verb"] else None
        for e in entries
    }


@cache
def _support_verbs() -> frozenset[str]:
    return frozenset(entry["term"] for entry in lexicon.read("support_verbs").entries)


def agent(tree: Tree, index: int, noun: Noun) -> int | None:
    """The doer: under *by*, as its marker says, a people before the noun, or the subject of a support verb."""
    nation = _nation(tree, index) if "poss" in noun.agent else None
    doers = (predicates.doer(tree, index), _marked(tree, index, noun.agent), nation, _supported(tree, index, noun))
    return next((doer for doer in doers if doer is not None), None)


def patient(tree: Tree, index: int, noun: Noun) -> int | None:
    """Who or what it is done to, as its markers say."""
    return _marked(tree, index, noun.patient)


def is_body(tree: Tree, noun: int) -> bool:
    """Whether a noun that can be for a body of people is one here: *the campaign denied it*."""
    kind = gazetteer.nouns().get(gazetteer.singular(tree.tokens[noun].text), {}).get("type")
    return kind in ("organisation", "group") and tree.tokens[noun].dep in ("nsubj", "poss")


def prefixed(tree: Tree, index: int) -> list[int]:
    """The tokens of a noun, *non-* among them."""
    prefix = [tree.tokens[place].text.lower() for place in range(max(index - 2, 0), index)]
    return list(range(index - 2, index + 1)) if prefix == ["non", "-"] else [index]


def is_negated(tree: Tree, index: int) -> bool:
    """Whether a noun says that something is not done: *no answer*, *non-cooperation*, *lack of action*."""
    token = tree.tokens[index]
    above = tree.tokens[tree.tokens[token.head].head]
    if token.dep == "pobj" and above.lemma in ("lack", "absence"):
        return True
    prefix = len(prefixed(tree, index)) > 1 or token.lemma.lower().startswith("non")
    return prefix or predicates.is_negated(tree, index)


def _marked(tree: Tree, index: int, markers: tuple[str, ...]) -> int | None:
    """The participant of a noun that one of the markers introduces; a time (*Monday's*) is no possessor."""
    if "poss" in markers:
        owners = [word for word in tree.children(index, "poss") if tree.tokens[word].entity not in predicates.TEMPORAL]
        if owners:
            return predicates.antecedent(tree, owners[0])
    for preposition in tree.children(index, "prep"):
        nouns = tree.children(preposition, "pobj")
        if tree.tokens[preposition].text.lower() in markers and nouns:
            return predicates.antecedent(tree, nouns[0])
    return None


def _nation(tree: Tree, index: int) -> int | None:
    """A people or party before a noun as its doer: *Russian attack*."""
    return next((word for word in tree.children(index, "amod") if tree.tokens[word].entity == "NORP"), None)


def _points(tree: Tree, index: int) -> bool:
    return any(tree.tokens[word].text.lower() in ("this", "that") for word in tree.children(index, "det"))


def _supported(tree: Tree, index: int, noun: Noun) -> int | None:
    """The doer of a verb that only carries the noun: *showed reluctance*, *took action*."""
    token = tree.tokens[index]
    while token.dep == "conj":
        token = tree.tokens[token.head]
    verb = tree.tokens[token.head]
    if token.dep not in ("dobj", "nsubjpass") or verb.lemma not in _support_verbs():
        return None
    if (verb.lemma == "pay" and noun.verb in ("fine", "penalise")) or _points(tree, index):
        return None  # pay a fine: another fines; make this election a test
    return participants.agent(tree, token.head)
