"""One consequence is what somebody could face or may do, in one sentence: how concrete, who brings it, whom it meets.

Read by `directives`; no tables here. The words are those of ``consequences.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from analysis import lexicon
from analysis.discourse import demands
from analysis.grammar import participants, predicates
from analysis.syntax import Tree

CONDITIONS = frozenset({"if", "unless", "until", "otherwise"})

DUTIES = frozenset({"should", "must", "ought"})  # they should ban it: wanted, not announced


class Consequence(NamedTuple):
    """What is to follow: its words, its verb, who brings it, whom it meets, how concrete it is (1 to 3)."""

    tokens: list[int]
    verb: int
    bringer: int | None
    target: int | None
    concreteness: int


def find_consequences(tree: Tree) -> Iterator[Consequence]:
    """What somebody could face or may do: a listed noun under a carrier, or a listed verb, that is still to come."""
    carriers: dict[int, list[tuple[list[int], int]]] = {}
    for first, last, entry in lexicon.read("consequences").find(tree.forms(), tree.lemmas()):
        role, index = entry["role"], last - 1
        if role == "noun" and tree.tokens[index].pos in ("NOUN", "PROPN"):
            if (verb := _carrier(tree, index)) is not None:
                carriers.setdefault(verb, []).append((list(range(first, last)), int(entry["concreteness"])))
        elif role == "verb" and predicates.is_verb(tree, index):
            verb = _carrier(tree, index)
            verb = index if verb is None and _to_come(tree, index) else verb
            if verb is not None:
                carriers.setdefault(verb, []).append(([index], int(entry["concreteness"])))
    for verb, cues in carriers.items():
        words = _phrase(tree, verb, sorted(word for part, _ in cues for word in part))
        bringer, target = _parties(tree, verb, itself=verb in words)
        yield Consequence(words, verb, bringer, target, max(level for _, level in cues))


def _parties(tree: Tree, verb: int, itself: bool) -> tuple[int | None, int | None]:
    """Who brings a consequence and whom it meets: the subject of *face*, else whoever the condition is about."""
    if tree.tokens[verb].lemma in _listed("bearer"):
        return None, participants.subject(tree, verb)
    bringer = participants.agent(tree, verb)
    target = participants.patient(tree, verb) if itself else None
    clause = condition(tree, verb)
    own = None if clause is None else participants.subject(tree, clause)
    meets = own is not None and tree.tokens[own].text.lower() not in ("i", "we") and demands.can_owe(tree, own)
    if target is None and own != bringer and meets:
        target = own  # not: if we get no fair deal, if the strike goes on
    return bringer, target


def _phrase(tree: Tree, verb: int, cues: list[int]) -> list[int]:
    """From the verb's object or the first cue to the last cue: *a ban and financial penalties*."""
    noun = next((up for up in (cues[0], *tree.ancestors(cues[0])) if tree.tokens[up].head == verb), cues[0])
    noun = next(iter(tree.children(noun, "pobj")), noun) if tree.tokens[noun].dep == "prep" else noun
    opening = participants.phrase(tree, noun) if noun != verb and tree.tokens[noun].pos in ("NOUN", "PROPN") else cues
    objects = [word for word in tree.children(verb, "dobj") if word < noun]  # take the matter to court
    first = min(opening[0], cues[0], *(participants.phrase(tree, word)[0] for word in objects))
    return list(range(first, max(opening[-1], cues[-1]) + 1))


@cache
def _listed(role: str) -> frozenset[str]:
    return frozenset(entry["term"] for entry in lexicon.read("consequences").entries if entry["role"] == role)


def _carrier(tree: Tree, index: int) -> int | None:
    """The verb over a word that brings it and is still to come; clauses after *if* lead nowhere."""
    listed = _listed("carrier") | _listed("bearer")
    for up in tree.ancestors(index):
        if _is_condition(tree, up):
            return None
        if tree.tokens[up].lemma in listed and predicates.is_verb(tree, up) and _to_come(tree, up):
            return up
        if predicates.is_verb(tree, up) and tree.tokens[up].dep not in ("relcl", "acl", "conj"):
            return None
    return None


def _is_condition(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[word].text.lower() in CONDITIONS for word in tree.children(verb, "mark"))


def _to_come(tree: Tree, verb: int) -> bool:
    """Whether a verb says what may or will be: under a modal, or completing a verb of which that is so; *or face*."""
    modals = {tree.tokens[word].text.lower() for word in tree.children(verb, "aux") if tree.tokens[word].tag == "MD"}
    modal = bool(modals - DUTIES)
    token = tree.tokens[verb]
    if modal:
        return not any(tree.tokens[word].lemma == "have" for word in tree.children(verb, "aux"))
    if token.dep == "conj" and token.tag in ("VB", "VBP"):
        linked = {tree.tokens[word].text.lower() for word in tree.children(token.head, "cc")}
        return "or" in linked or _to_come(tree, token.head)
    if token.dep in ("xcomp", "conj") and token.head != verb:
        governor = tree.tokens[token.head]
        return governor.lemma in ("threaten", "vow", "plan", "warn") or _to_come(tree, token.head)
    return False


def condition(tree: Tree, verb: int) -> int | None:
    """The clause that ties a consequence to what somebody does: *if they refuse*."""
    ups = [verb, *(up for up in tree.ancestors(verb) if tree.tokens[up].dep in ("xcomp", "conj", "ccomp", "ROOT"))]
    clauses = (clause for up in ups for clause in tree.children(up, "advcl") if _is_condition(tree, clause))
    return next(clauses, None)
