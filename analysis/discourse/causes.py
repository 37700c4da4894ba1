"""Causes in one sentence: a link that says where a trouble comes from, and what was left undone against it.

Entman 1993: who or what brings a problem about; who *does* a harm stands in `harms`. No tables here; read by
`functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis.discourse import demands
from analysis.discourse.harms import NEAR, Function, is_predicate, with_object
from analysis.discourse.troubles import goes_wrong, harmful, terms, troubled
from analysis.grammar import participants, predicates
from analysis.lexicon import Entry
from analysis.syntax import Tree

PROVENANCE = ("originate", "emanate", "trace")
ORIGINS = ("GPE", "LOC", "DATE", "TIME")


def _reason(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A clause with *because* that says where a trouble comes from."""
    clause = tree.tokens[first].head
    words = sorted({first, *predicates.clause_tokens(tree, clause)})
    if tree.tokens[first].dep == "mark" and len(words) > 1 and _is_explained(tree, clause):
        yield Function("cause", 0.6, words, "cause link")


def _cause_link(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """What something comes from, where one of the two is a trouble: *the delay was caused by*, *due to the flood*."""
    sources = _linked(tree, first, last)
    place = bool(sources) and tree.tokens[first].lemma in PROVENANCE and tree.tokens[sources[0]].entity in ORIGINS
    said = predicates.process_type(tree.tokens[tree.tokens[first].head].lemma) == "verbal"
    trouble = (not said and any(troubled(tree, noun) for noun in sources)) or _links_trouble(tree, first)
    if sources and trouble and not place:  # originating from Chile: where it is from, not why
        yield _link(tree, first, last, sources)


def _effect_link(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """What something brings about, where that is a trouble: *led to a loss*, *is the cause of the delay*."""
    effects = _linked(tree, first, last)
    if any(troubled(tree, noun) for noun in effects):
        yield _link(tree, first, last, effects)


def _blame_link(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A word of blame makes what it governs a trouble: *at fault for the change*."""
    if below := _linked(tree, first, last):
        yield _link(tree, first, last, below)


def _link(tree: Tree, first: int, last: int, nouns: list[int]) -> Function:
    return Function("cause", 0.6, [*range(first, last), *participants.phrase(tree, nouns[0])], "cause link")


def _linked(tree: Tree, first: int, last: int) -> list[int]:
    """What follows a causal link; nothing where it is negated or its words are no link.

    No link: *the result in some towns*, *is due to sing*, *asked for the cause of the fire*.
    """
    token = tree.tokens[first]
    nouns = [word for word in range(first, last) if tree.tokens[word].tag in ("NN", "NNS")]
    told = any(tree.tokens[word].dep in ("attr", "oprd", "appos") for word in nouns) or token.tag == "IN"
    to = tree.tokens[last - 1].lemma == "to" and tree.tokens[last - 1].dep == "aux"
    if predicates.is_negated(tree, first) or to or (nouns and not told and nouns[0] < first + 2):
        return []  # none of it was caused by the flood
    return [word for part in range(first, last) for word in tree.children(part, "pobj", "pcomp") if word >= last]


def _links_trouble(tree: Tree, link: int) -> bool:
    """Whether what a link is said of is a trouble: the clause it hangs on, the noun, the subject of its verb."""
    token = tree.tokens[link]
    if token.tag.startswith("VB"):
        noun = participants.patient(tree, link)
        noun = participants.subject(tree, link) if noun is None else noun
        return noun is not None and troubled(tree, noun)
    if predicates.process_type(tree.tokens[token.head].lemma) == "verbal":
        return False  # said so because of the storm
    above = next(
        (word for word in tree.ancestors(link) if tree.tokens[word].dep not in ("acomp", "attr", "prep", "advmod")),
        link,
    )
    return goes_wrong(tree, token.head if tree.tokens[token.head].tag.startswith("VB") else above)


def _is_explained(tree: Tree, clause: int) -> bool:
    """Whether a *because* clause says where a trouble comes from, not why somebody says, feels or does a thing."""
    above = tree.tokens[clause].head
    told = [word for word in tree.children(above, "ccomp") if word < clause]
    speaks = told and predicates.process_type(tree.tokens[above].lemma) == "verbal"
    return goes_wrong(tree, told[0] if speaks else above)


def _infinitive(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[word].tag == "TO" for word in tree.children(verb, "aux"))


def _cause_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*sparked protests*; what only moves somebody to act is none: *prompted the mayor to call*."""
    moved = [word for word in tree.children(first, "xcomp", "ccomp", "advcl") if word > first]
    if not is_predicate(tree, first) or any(_infinitive(tree, one) for one in moved):
        return
    if any(entry["term"] == "blame" or troubled(tree, noun) for noun in tree.children(first, "dobj")):
        yield Function("cause", 0.6, with_object(tree, first), "cause verb")


def _omission(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*failed to pay*, *refuse to cooperate*: what is left undone is told as the reason; declining to speak is none."""
    clauses = tree.children(first, "xcomp") or [word for word in tree.children(first, "dobj") if word > first]
    doer = participants.agent(tree, first)
    if not is_predicate(tree, first) or doer is None or not _is_party(tree, doer) or not clauses:
        return  # the plan failed to get the votes
    act = tree.tokens[clauses[0]]
    if clauses[0] < first or predicates.process_type(act.lemma) == "verbal" or act.lemma in terms("harm verb"):
        return  # refused to comment, to hurt anybody
    if not act.tag.startswith(("VB", "NN")):
        return  # did what he had failed to
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
        if not any(tree.tokens[word].tag == "MD" for word in tree.children(token.head, "aux")):
            continue
        if tree.tokens[token.head].lemma in terms("harm verb") or harmful(tree, subject):
            yield Function("cause", 0.5, tree.subtree(index), "condition of harm")


RULES: dict[str, Callable[[Tree, int, int, Entry], Iterator[Function]]] = {
    "reason": _reason,
    "cause link": _cause_link,
    "effect link": _effect_link,
    "blame link": _blame_link,
    "cause verb": _cause_verb,
    "omission verb": _omission,
}
