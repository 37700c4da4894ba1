"""Problems and who does them in one sentence: the harms of `entman.csv` in the construction that makes them a cue.

problem: a harm happens or is done; cause: somebody does it (Entman 1993). A harm that is negated, declined or avoided
is no cue. No tables here; read by `causes` and `functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from analysis.discourse import demands
from analysis.discourse.troubles import harmful, is_harm, terms
from analysis.grammar import nominalisation, participants, predicates
from analysis.lexicon import Entry
from analysis.syntax import Tree

CORE = ("nsubj", "nsubjpass", "dobj", "attr", "oprd")
NEAR = 6  # tokens between a doer and its verb that the evidence still bridges: "they continued violating"
UNDERGONE = frozenset(
    {"suffer", "lack", "struggle", "falter", "flounder", "lose", "undergo", "endure", "die", "crumble"}
)  # harms whose subject does not do them
VICTIMS = frozenset({"casualty", "hostage", "victim"})
ONESELF = frozenset({"myself", "yourself", "himself", "herself", "itself", "ourselves", "themselves", "suicide"})
# What follows these is not so.
UNDONE = frozenset({"decline", "refuse", "fail", "avoid", "forbear", "deny", "stop", "refrain"})
OUT_OF_REACH = frozenset({"difficult", "hard", "impossible", "unable", "unlikely", "harder"})
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
MEASURED = frozenset(
    {"amount", "depth", "extent", "kind", "level", "lot", "part", "rate", "scale", "series", "some", "wave"}
)
# With, on, from or to a harm: it is there.
FACED = frozenset(
    {"battle", "cope", "deal", "focus", "grapple", "lead", "recover", "reel", "respond", "struggle", "suffer"}
)
# Name nobody: what *that could harm* means stands in another sentence.
IMPERSONAL = frozenset({"it", "that", "this", "these", "those", "which", "what"})
# Attacked him for it, over it, as a liar: with words.
WORDED = frozenset({"as", "for", "over"})


class Function(NamedTuple):
    """One cue: the function it serves, how much it proves alone (0 to 1), its tokens and what construction it is."""

    name: str
    strength: float
    tokens: list[int]
    construction: str


def is_predicate(tree: Tree, index: int) -> bool:
    """Whether a verb is one, and tells what is or was so."""
    return predicates.is_verb(tree, index) and not predicates.is_negated(tree, index) and not undone(tree, index)


def undone(tree: Tree, index: int) -> bool:
    """Whether a verb tells what was not done: *declined to threaten*, *hard to hurt*, *proposed nothing that hurts*."""
    token = tree.tokens[index]
    if token.dep in ("xcomp", "pcomp", "ccomp", "advcl"):
        governors = (token.head, *tree.children(token.head, "acomp"))
        if any(tree.tokens[word].lemma in OUT_OF_REACH for word in governors):
            return True
    if token.dep in ("xcomp", "pcomp"):
        if tree.tokens[token.head].text.lower() in ("against", "without"):
            return True  # decided against fining them
        up = next(up for up in tree.ancestors(index) if tree.tokens[up].dep != "prep")
        denied = predicates.is_negated(tree, up)  # not guilty of robbing it, never wanted to rob it
        return denied or tree.tokens[up].lemma in UNDONE
    above = tree.tokens[token.head].head
    if token.dep == "advcl":
        because = any(tree.tokens[word].lemma == "because" for word in tree.children(index, "mark"))
        return because and tree.tokens[token.head].lemma == "be" and predicates.is_negated(tree, token.head)
    modifies = token.dep in ("relcl", "acl") and above < token.head and tree.tokens[above].tag.startswith("VB")
    return modifies and predicates.is_negated(tree, above)


def is_noun(tree: Tree, index: int) -> bool:
    """Whether a noun stands free of negation, its own and its verb's."""
    token = tree.tokens[index]
    if token.pos != "NOUN" or predicates.is_negated(tree, index):
        return False
    if token.dep == "dobj" and tree.tokens[token.head].lemma in terms("relief verb"):
        return True  # it does not end the violence
    return token.dep not in CORE or not predicates.is_negated(tree, token.head)


def with_object(tree: Tree, index: int) -> list[int]:
    """A verb, its particle, and its object where that follows."""
    parts = [word for noun in tree.children(index, "dobj") if noun > index for word in participants.phrase(tree, noun)]
    return sorted([index, *tree.children(index, "prt"), *parts])


def hyphenated(tree: Tree, first: int, last: int) -> bool:
    """Whether a hyphen without blanks ties a word to another: *a lame-duck session*, *war-torn*."""
    near = tree.tokens[max(first - 1, 0) : first] + tree.tokens[last : last + 1]
    starts, ends = tree.tokens[first].start, tree.tokens[last - 1].end
    return any(other.text == "-" and (other.end == starts or other.start == ends) for other in near)


def _harm_done(tree: Tree, verb: int) -> Iterator[Function]:
    """A verb of harm: the problem; with somebody who does it to something, the cause."""
    patient = participants.patient(tree, verb)
    if _asked_about(tree, verb):
        return
    words = with_object(tree, verb) if patient is not None else [*tree.children(verb, "nsubj"), verb]
    yield Function("problem", 0.7, words, "harm verb")
    agent = participants.agent(tree, verb)
    if agent is None or patient is None or not _does_harm(tree, verb, agent):
        return
    doer = participants.phrase(tree, agent)
    near = 0 < verb - doer[-1] <= NEAR
    yield Function("cause", 0.6, [*doer, verb] if near else doer, "agent of harm")


def _does_harm(tree: Tree, verb: int, agent: int) -> bool:
    """Whether the agent of a verb of harm is named and does it to another: no time, no *it*, no question."""
    token = tree.tokens[agent]
    if token.pos not in NOMINAL or token.entity in predicates.TEMPORAL or token.text.lower() in IMPERSONAL:
        return False
    supplied = tree.tokens[verb].dep in ("acl", "advcl", "pcomp") and not tree.children(verb, "nsubj", "agent")
    if supplied and not demands.can_owe(tree, agent):
        return False  # a sentence for robbing it
    if _compared(tree, verb) or _asks(tree, verb) or _due(tree, verb):
        return False
    itself = {tree.tokens[word].text.lower() for word in tree.children(verb, "dobj")} & ONESELF
    return not itself and tree.tokens[verb].lemma not in UNDERGONE


def _asked_about(tree: Tree, verb: int) -> bool:
    """*asked whether he had robbed it*: it is open whether anybody did."""
    marks = {tree.tokens[word].text.lower() for word in tree.children(verb, "mark")}
    return tree.tokens[verb].dep in ("ccomp", "pcomp") and bool(marks & {"if", "whether"})


def worded(tree: Tree, verb: int) -> bool:
    """Whether somebody is attacked with words: *attacked Ms. Roe*, *attacked him for it*, *attacked the plan*."""
    noun = participants.patient(tree, verb)
    if noun is not None and not predicates.is_passive(tree, verb):
        token = tree.tokens[noun]
        act = token.pos == "NOUN" and nominalisation.event_noun(token.lemma.lower()) is not None
        if token.entity == "PERSON" or act or token.lemma in terms("measure noun"):
            return True
    links = {tree.tokens[word].text.lower() for word in tree.children(verb, "prep") if word > verb}
    told = (word for word in tree.children(verb, "advcl") if word > verb)
    return bool(links & WORDED) or any(predicates.process_type(tree.tokens[word].lemma) == "verbal" for word in told)


def _harm_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A harm that is done; not to a harm (*disrupt a terror network*), nor with words."""
    after = tree.forms()[last : last + 1]
    back = after in (["back"], ["up"], ["down"], ["ahead"]) or (entry["term"] == "lie" and after == ["in"])  # shot back
    if not is_predicate(tree, first) or tree.children(first, "prt") or back:
        return
    words = entry["term"] in terms("evaluation verb") and worded(tree, first)
    noun = participants.patient(tree, first)
    lemma = "" if noun is None else tree.tokens[noun].lemma
    announced = entry["term"] in terms("measure verb") and lemma in terms("measure noun")  # threatened a boycott
    if not words and not announced and lemma not in entry["unless"].split() and not _fights(tree, first):
        yield from _harm_done(tree, first)


def _fights(tree: Tree, verb: int) -> bool:
    """Whether what is harmed is a harm itself; whoever suffers it, or makes it worse, fights none."""
    noun = participants.patient(tree, verb)
    lemma = tree.tokens[verb].lemma
    if noun is None or tree.tokens[noun].lemma in VICTIMS or lemma in UNDERGONE or lemma in terms("cause verb"):
        return False
    return any(is_harm(tree, word) for word in (noun, *tree.children(noun, "amod", "compound")))


def _carrier_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A verb that does harm by what it brings about: *spread hatred*."""
    if is_predicate(tree, first) and harmful(tree, participants.patient(tree, first)):
        yield from _harm_done(tree, first)


def _harm_noun(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A harm as a participant of the clause proves more than one that is only mentioned."""
    dep, verb = tree.tokens[first].dep, tree.tokens[first].head
    if dep == "compound" or not is_noun(tree, first) or hyphenated(tree, first, last):
        return
    if entry["term"] == "concern" and any(
        tree.tokens[word].text.lower() == "for" for word in tree.children(first, "prep")
    ):
        return  # concern for the poor
    words = participants.phrase(tree, first)
    if dep == "nsubj" and tree.tokens[verb].lemma in terms("growth verb") and is_predicate(tree, verb):
        yield Function("problem", 0.75, [*words, *with_object(tree, verb)], "harm that grows")
    elif dep in CORE or _taken_on(tree, first):
        yield Function("problem", 0.5, words, "harm noun")
    else:
        yield Function("problem", 0.3, [first], "harm noun, mentioned")


def _taken_on(tree: Tree, noun: int) -> bool:
    """Whether a preposition ties a harm closely: *the extent of the harm*, *deals with poverty*."""
    link = tree.tokens[noun].head
    above = tree.tokens[link].head
    if tree.tokens[noun].dep != "pobj" or tree.tokens[link].dep != "prep":
        return False
    if tree.tokens[link].text.lower() == "of":
        return tree.tokens[above].dep in CORE and tree.tokens[above].lemma in MEASURED
    return tree.tokens[above].lemma in FACED and is_predicate(tree, above)


def _harm_adjective(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    token = tree.tokens[first]
    if token.pos == "ADJ" and token.dep in ("amod", "acomp"):
        yield Function("problem", 0.3, [first, token.head] if token.dep == "amod" else [first], "harm adjective")


def _association(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """Something is told to have to do with a harm: *accounts involved in fraud*, *terror-linked accounts*."""
    token = tree.tokens[first]
    harms = [noun for link in tree.children(first, "prep") for noun in tree.children(link, "pobj")]
    harms += tree.children(first, "npadvmod")
    if token.tag != "VBN" or not any(harmful(tree, harm) for harm in harms):
        return
    noun = participants.patient(tree, first)
    words = tree.subtree(first) if noun is None else [*participants.phrase(tree, noun), *tree.subtree(first)]
    yield Function("problem", 0.5, words, "association with harm")


def _asks(tree: Tree, verb: int) -> bool:
    """*Did she do it?*: an auxiliary before the subject of a question."""
    subjects = tree.children(verb, "nsubj")
    inverted = bool(subjects) and any(word < subjects[0] for word in tree.children(verb, "aux"))
    return inverted and any(token.text == "?" for token in tree.tokens[verb:])


def _due(tree: Tree, verb: int) -> bool:
    """*must bomb it*, *need to bomb it*: told as a remedy."""
    modal = {tree.tokens[word].lemma for word in tree.children(verb, "aux")} & {"must", "should"}
    return bool(modal) or (tree.tokens[verb].dep == "xcomp" and tree.tokens[tree.tokens[verb].head].lemma == "need")


def _compared(tree: Tree, verb: int) -> bool:
    """*likened the rule to burning the books*: whoever likens burns nothing."""
    token = tree.tokens[verb]
    return token.dep == "pcomp" and tree.tokens[token.head].text.lower() in ("to", "with", "as", "like", "than")


RULES: dict[str, Callable[[Tree, int, int, Entry], Iterator[Function]]] = {
    "harm verb": _harm_verb,
    "carrier verb": _carrier_verb,
    "harm noun": _harm_noun,
    "harm adjective": _harm_adjective,
    "association": _association,
}
