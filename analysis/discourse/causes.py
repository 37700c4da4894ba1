"""Causes in one sentence: a link that says where a trouble comes from, and what was left undone against it.

Entman 1993: who or what brings a problem about; who *does* a harm stands in `harms`. No tables here; read by
`functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis.discourse import demands
from analysis.discourse.harms import NEAR, Function, harmful, is_harm, is_predicate, terms, with_object
from analysis.grammar import participants, predicates
from analysis.lexicon import Entry
from analysis.syntax import Tree

PROVENANCE = ("originate", "emanate", "trace")
ORIGINS = ("GPE", "LOC", "DATE", "TIME")


def _cause_link(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A causal link with what it links to, where it explains a trouble; *because* tells motives as well."""
    words = list(range(first, last))
    if last - first > 1 and tree.tokens[first].lemma == "result" and not tree.tokens[first].tag.startswith("VB"):
        return  # the result in some towns
    if predicates.is_negated(tree, first):
        return  # none of it was caused by the flood
    if tree.tokens[first].dep == "prep" and words[-1] > first and not _explains(tree, first):
        return
    if tree.tokens[first].dep == "mark":
        clause = tree.tokens[first].head
        words = sorted({*words, *predicates.clause_tokens(tree, clause)})
        if len(words) == last - first or not _explains(tree, clause):
            return
    below = [word for token in words for word in tree.children(token, "pobj") if word >= last]
    if tree.tokens[first].lemma in PROVENANCE and below and tree.tokens[below[0]].entity in ORIGINS:
        return  # originating from Chile: where or when it is from, not why
    if below and {token.lemma.lower() for token in (tree.tokens[word] for word in below)} & terms("benefit noun"):
        return
    yield Function("cause", 0.6, [*words, *(participants.phrase(tree, below[0]) if below else [])], "cause link")


def _explains(tree: Tree, clause: int) -> bool:
    """Whether a *because* clause says where a trouble comes from, not why somebody says, feels or does a thing."""
    above = tree.tokens[clause].head
    if tree.tokens[above].lemma == "mean" or (tree.tokens[above].lemma == "be" and predicates.is_negated(tree, above)):
        return False  # just because it rains does not mean …; it is not because it rains
    inside = set(tree.subtree(clause))
    told = [word for word in predicates.clause_tokens(tree, above) if word not in inside]
    if any(_troubles(tree, word) for word in (*inside, *told)):
        return True
    speaks = predicates.process_type(tree.tokens[above].lemma) in ("verbal", "mental")
    return not speaks and any(_denies(tree, word) for word in (*inside, *told))


def _troubles(tree: Tree, index: int) -> bool:
    """Whether a word tells of a trouble by itself: a harm, a fault, a loss, something left undone."""
    token = tree.tokens[index]
    lemma = token.lemma.lower()
    if token.pos == "VERB":
        return any(lemma in terms(role) for role in ("harm verb", "omission verb", "trouble verb"))
    return is_harm(tree, index) or (token.pos in ("NOUN", "ADJ") and lemma in terms("trouble"))


def _denies(tree: Tree, index: int) -> bool:
    """Whether a word denies: *not*, *no*; *not only* does not."""
    return tree.tokens[index].dep in ("neg", "det") and predicates.negates(tree, index)


def _infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[word].tag == "TO" for word in tree.children(verb, "aux"))


def _cause_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*sparked protests*; what only moves somebody to act is none: *prompted the mayor to call*."""
    moved = [word for word in tree.children(first, "xcomp", "ccomp", "advcl") if word > first]
    if is_predicate(tree, first) and tree.children(first, "dobj") and not any(_infinitive(tree, one) for one in moved):
        yield Function("cause", 0.6, with_object(tree, first), "cause verb")


def _omission(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*failed to pay*, *refuse to cooperate*: what is left undone is told as the reason; declining to speak is none."""
    clauses = tree.children(first, "xcomp") or [word for word in tree.children(first, "dobj") if word > first]
    doer = participants.agent(tree, first)
    if not is_predicate(tree, first) or doer is None or not _is_party(tree, doer) or not clauses:
        return  # the plan failed to get the votes
    act = tree.tokens[clauses[0]]
    if clauses[0] < first or predicates.process_type(act.lemma) == "verbal":
        return
    if act.dep == "dobj" and tree.tokens[first].lemma != "refuse":
        return
    words = [*participants.phrase(tree, doer), *with_object(tree, first), *with_object(tree, clauses[0])]
    near = 0 < first - words[0] <= 2 * NEAR
    yield Function("cause", 0.5, words if near else [first, *with_object(tree, clauses[0])], "omission")


def _is_party(tree: Tree, noun: int) -> bool:
    """Whether somebody can leave a thing undone: a person or body, or several of what no list knows."""
    several = tree.tokens[noun].tag == "NNS" and demands.can_owe(tree, noun)
    return demands.can_act(tree, noun) or several


def conditions(tree: Tree) -> Iterator[Function]:
    """*If the wall weakens, terror could spread*: the condition of a harm is told as its cause."""
    for index, token in enumerate(tree.tokens):
        if token.dep != "advcl" or all(tree.tokens[word].text.lower() != "if" for word in tree.children(index, "mark")):
            continue
        subject = participants.subject(tree, token.head)
        if tree.tokens[token.head].lemma in terms("harm verb") or harmful(tree, subject):
            yield Function("cause", 0.5, tree.subtree(index), "condition of harm")


RULES: dict[str, Callable[[Tree, int, int, Entry], Iterator[Function]]] = {
    "cause link": _cause_link,
    "cause verb": _cause_verb,
    "omission verb": _omission,
}
