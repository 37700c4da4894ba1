"""Problems and their causes in one sentence: the harms of `entman.csv` in the construction that makes them a cue.

problem: a harm happens or is done; cause: somebody does it, leaves undone what would prevent it, or a link says where
it comes from (Entman 1993). A harm that is negated, declined or avoided is no cue. No tables here; read by `functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from analysis import lexicon
from analysis.grammar import participants, predicates
from analysis.syntax import Tree

CORE = ("nsubj", "nsubjpass", "dobj", "attr")
PROVENANCE = ("originate", "emanate", "trace")
NEAR = 6  # tokens between a doer and its verb that the evidence still bridges: "they continued violating"
UNDERGONE = frozenset({"suffer", "lose", "undergo", "endure", "die"})  # harms whose subject does not do them
ONESELF = frozenset({"myself", "yourself", "himself", "herself", "itself", "ourselves", "themselves", "suicide"})
# What follows these is not so.
UNDONE = frozenset({"decline", "refuse", "fail", "avoid", "forbear", "deny", "stop", "refrain"})
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


class Function(NamedTuple):
    """One cue: the function it serves, how much it proves alone (0 to 1), its tokens and what construction it is."""

    name: str
    strength: float
    tokens: list[int]
    construction: str


@cache
def terms(role: str) -> frozenset[str]:
    """The words of one role."""
    return frozenset(entry["term"] for entry in lexicon.read("entman").entries if entry["role"] == role)


def is_predicate(tree: Tree, index: int) -> bool:
    """Whether a verb is one, and tells what is or was so."""
    return predicates.is_verb(tree, index) and not predicates.is_negated(tree, index) and not _undone(tree, index)


def _undone(tree: Tree, index: int) -> bool:
    """Whether a verb tells what was not done: *declined to threaten*, *proposed nothing that hurts*."""
    token = tree.tokens[index]
    if token.dep in ("xcomp", "pcomp"):
        up = next(up for up in tree.ancestors(index) if tree.tokens[up].dep != "prep")
        return tree.tokens[up].lemma in UNDONE
    above = tree.tokens[tree.tokens[token.head].head]
    return (
        token.dep == "relcl"
        and above.tag.startswith("VB")
        and predicates.is_negated(tree, tree.tokens[token.head].head)
    )


def is_noun(tree: Tree, index: int) -> bool:
    """Whether a noun stands free of negation, its own and its verb's."""
    token = tree.tokens[index]
    if token.pos != "NOUN" or predicates.is_negated(tree, index):
        return False
    return token.dep not in CORE or not predicates.is_negated(tree, token.head)


def with_object(tree: Tree, index: int) -> list[int]:
    """A verb, its particle, and its object where that follows."""
    parts = [word for noun in tree.children(index, "dobj") if noun > index for word in participants.phrase(tree, noun)]
    return sorted([index, *tree.children(index, "prt"), *parts])


def _is_harm(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    roles = {"NOUN": ("harm noun", "harm adjective"), "ADJ": ("harm adjective",)}.get(token.pos, ())
    return any(token.lemma.lower() in terms(role) for role in roles)


def _harmful(tree: Tree, index: int | None) -> bool:
    """Whether a noun names a harm, or what it is coordinated with, made of or described by; no noun before it."""
    if index is None:
        return False
    nouns = participants.coordinated(tree, index)
    nouns += [word for of in tree.children(index, "prep") for word in tree.children(of, "pobj")]
    described = [word for noun in nouns for word in tree.children(noun, "amod")]
    return any(_is_harm(tree, word) for word in (*nouns, *described))


def _harm_done(tree: Tree, verb: int) -> Iterator[Function]:
    """A verb of harm: the problem; with somebody who does it to something, the cause."""
    agent, patient = participants.agent(tree, verb), participants.patient(tree, verb)
    words = with_object(tree, verb) if patient is not None else [*tree.children(verb, "nsubj"), verb]
    yield Function("problem", 0.7, words, "harm verb")
    if agent is None or patient is None or tree.tokens[agent].pos not in NOMINAL:
        return
    itself = {tree.tokens[word].text.lower() for word in tree.children(verb, "dobj")} & ONESELF
    if itself or tree.tokens[verb].lemma in UNDERGONE:
        return
    doer = participants.phrase(tree, agent)
    near = 0 < verb - doer[-1] <= NEAR
    yield Function("cause", 0.6, [*doer, verb] if near else doer, "agent of harm")


def _harm_verb(tree: Tree, first: int, last: int) -> Iterator[Function]:
    if is_predicate(tree, first) and not tree.children(first, "prt"):
        yield from _harm_done(tree, first)


def _carrier_verb(tree: Tree, first: int, last: int) -> Iterator[Function]:
    """A verb that does harm by what it brings about: *spread hatred*."""
    if is_predicate(tree, first) and _harmful(tree, participants.patient(tree, first)):
        yield from _harm_done(tree, first)


def _harm_noun(tree: Tree, first: int, last: int) -> Iterator[Function]:
    """A harm as a participant of the clause proves more than one that is only mentioned."""
    dep, verb = tree.tokens[first].dep, tree.tokens[first].head
    if dep == "compound" or not is_noun(tree, first):
        return
    words = participants.phrase(tree, first)
    if dep == "nsubj" and tree.tokens[verb].lemma in terms("growth verb") and is_predicate(tree, verb):
        yield Function("problem", 0.75, [*words, *with_object(tree, verb)], "harm that grows")
    elif dep in CORE:
        yield Function("problem", 0.5, words, "harm noun")
    else:
        yield Function("problem", 0.3, [first], "harm noun, mentioned")


def _harm_adjective(tree: Tree, first: int, last: int) -> Iterator[Function]:
    token = tree.tokens[first]
    if token.pos == "ADJ" and token.dep in ("amod", "acomp"):
        yield Function("problem", 0.3, [first, token.head] if token.dep == "amod" else [first], "harm adjective")


def _association(tree: Tree, first: int, last: int) -> Iterator[Function]:
    """Something is told to have to do with a harm: *accounts involved in fraud*, *terror-linked accounts*."""
    token = tree.tokens[first]
    harms = [noun for link in tree.children(first, "prep") for noun in tree.children(link, "pobj")]
    harms += tree.children(first, "npadvmod")
    if token.tag != "VBN" or not any(_harmful(tree, harm) for harm in harms):
        return
    noun = participants.patient(tree, first)
    words = tree.subtree(first) if noun is None else [*participants.phrase(tree, noun), *tree.subtree(first)]
    yield Function("problem", 0.5, words, "association with harm")


def _cause_link(tree: Tree, first: int, last: int) -> Iterator[Function]:
    """A causal link with what it links to."""
    words = list(range(first, last))
    if last - first > 1 and tree.tokens[first].lemma == "result" and not tree.tokens[first].tag.startswith("VB"):
        return  # the result in some towns
    if tree.tokens[first].dep == "mark":
        words = sorted({*words, *predicates.clause_tokens(tree, tree.tokens[first].head)})
        if len(words) == last - first:
            return
    below = [word for token in words for word in tree.children(token, "pobj") if word >= last]
    if tree.tokens[first].lemma in PROVENANCE and below and tree.tokens[below[0]].entity in ("GPE", "LOC"):
        return  # originating from Chile: where it is from, not why
    yield Function("cause", 0.6, [*words, *(participants.phrase(tree, below[0]) if below else [])], "cause link")


def _cause_verb(tree: Tree, first: int, last: int) -> Iterator[Function]:
    if is_predicate(tree, first) and tree.children(first, "dobj"):
        yield Function("cause", 0.6, with_object(tree, first), "cause verb")


def _omission(tree: Tree, first: int, last: int) -> Iterator[Function]:
    """*failed to pay*, *refuse to cooperate*: what is left undone is told as the reason; declining to speak is none."""
    clauses = tree.children(first, "xcomp") or [word for word in tree.children(first, "dobj") if word > first]
    doer = participants.agent(tree, first)
    if not is_predicate(tree, first) or doer is None or tree.tokens[doer].pos not in NOMINAL or not clauses:
        return
    act = tree.tokens[clauses[0]]
    if clauses[0] < first or predicates.process_type(act.lemma) == "verbal":
        return
    if act.dep == "dobj" and tree.tokens[first].lemma != "refuse":
        return
    words = [*participants.phrase(tree, doer), *with_object(tree, first), *with_object(tree, clauses[0])]
    near = 0 < first - words[0] <= 2 * NEAR
    yield Function("cause", 0.5, words if near else [first, *with_object(tree, clauses[0])], "omission")


def conditions(tree: Tree) -> Iterator[Function]:
    """*If the wall weakens, terror could spread*: the condition of a harm is told as its cause."""
    for index, token in enumerate(tree.tokens):
        marks = {tree.tokens[word].text.lower() for word in tree.children(index, "mark")}
        if token.dep != "advcl" or "if" not in marks:
            continue
        subject = participants.subject(tree, token.head)
        if tree.tokens[token.head].lemma in terms("harm verb") or _harmful(tree, subject):
            yield Function("cause", 0.5, tree.subtree(index), "condition of harm")


RULES: dict[str, Callable[[Tree, int, int], Iterator[Function]]] = {
    "harm verb": _harm_verb,
    "carrier verb": _carrier_verb,
    "harm noun": _harm_noun,
    "harm adjective": _harm_adjective,
    "association": _association,
    "cause link": _cause_link,
    "cause verb": _cause_verb,
    "omission verb": _omission,
}
