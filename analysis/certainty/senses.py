"""Where a term of uncertainty stands in a sense that is none, too rare in the corpus to be learned from it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from analysis.syntax import Tree

BURDENS = frozenset(
    (
        "control",
        "cost",
        "debt",
        "duty",
        "identity",
        "liability",
        "obligation",
        "office",
        "post",
        "power",
        "presidency",
        "responsibility",
        "risk",
        "role",
    )
)  # what one takes on: "assume office"
UTMOST = frozenset(("all", "any", "as", "every", "maximum", "minimum", "much", "well"))
WISHES = frozenset(("like", "love", "prefer", "rather"))
BARE = frozenset(("any", "anything", "not", "possible"))  # what follows an "if" without a clause
FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))


def other_sense(tree: Tree, first: int, term: str) -> bool:
    """Whether the term that begins with this token stands in a sense that leaves nothing open."""
    return term in SENSES and SENSES[term](tree, first)


def _polled(tree: Tree, first: int) -> bool:
    """ "likely voters"."""
    token = tree.tokens[first]
    return token.dep == "amod" and tree.tokens[token.head].lemma.lower() in ("voter", "electorate")


def _utmost(tree: Tree, first: int) -> bool:
    """ "the highest possible level", "all possible means", "as soon as possible"."""
    before = tree.tokens[first - 1] if first else None
    return before is not None and (before.tag in ("JJS", "RBS") or before.lemma.lower() in UTMOST)


def _taken_on(tree: Tree, first: int) -> bool:
    """ "assume office"."""
    return any(tree.tokens[index].lemma.lower() in BURDENS for index in tree.children(first, "dobj"))


def _proposed(tree: Tree, first: int) -> bool:
    """ "he suggested a walk", "suggested leaving"."""
    subject = tree.subject(first)
    person = subject is not None and tree.tokens[subject].tag in ("NNP", "PRP")
    person = person and tree.tokens[subject or 0].lemma.lower() != "it"
    if any(tree.tokens[index].tag == "VBG" for index in tree.children(first, "xcomp")):
        return True
    return (
        person and bool(tree.children(first, "dobj")) and not tree.children(first, "ccomp") and not tree.passive(first)
    )


def _trusted(tree: Tree, first: int) -> bool:
    """ "believe in the cause": none of six in the corpus is coded."""
    return _with(tree, first, "in")


def _thought_over(tree: Tree, first: int) -> bool:
    """ "think of the old days", "think about it"; not "is thought of as a town"."""
    return not tree.passive(first) and _with(tree, first, "about", "like", "of")


def _with(tree: Tree, verb: int, *prepositions: str) -> bool:
    """Whether a verb has one of these, and no clause to be true or not."""
    hung = {tree.tokens[index].lemma.lower() for index in tree.children(verb, "prep")}
    return not hung.isdisjoint(prepositions) and not tree.children(verb, "ccomp", "xcomp", "oprd")


def _without_clause(tree: Tree, first: int) -> bool:
    """ "the losses, if any", "slow if not useless": of nine in the corpus none is coded."""
    following = [token for token in tree.tokens[first + 1 :] if token.pos != "ADV" or token.lemma.lower() in BARE]
    clause = list(takewhile(lambda token: token.pos != "PUNCT", following))
    bare = bool(clause) and clause[0].lemma.lower() in BARE
    return bare and all(token.tag not in FINITE for token in clause)


def _foretold(tree: Tree, first: int) -> bool:
    """ "she said it would open", looked at from the past: 2 of 59 in the corpus are coded; "would like to"."""
    verb = tree.tokens[first].head
    words = {tree.tokens[verb].lemma.lower(), *(token.lemma.lower() for token in tree.tokens[first + 1 : first + 2])}
    if not WISHES.isdisjoint(words):
        return True
    perfect = any(tree.tokens[index].lemma.lower() == "have" for index in tree.children(verb, "aux"))
    if perfect or any(token.lemma.lower() == "if" for token in tree.tokens):
        return False
    above = next((index for index in tree.ancestors(verb) if tree.tokens[index].pos in ("VERB", "AUX")), None)
    return above is not None and any(
        tree.tokens[index].tag == "VBD" for index in (above, *tree.children(above, "aux", "auxpass"))
    )


SENSES: dict[str, Callable[[Tree, int], bool]] = {
    "assume": _taken_on,
    "believe": _trusted,
    "if": _without_clause,
    "likely": _polled,
    "possible": _utmost,
    "suggest": _proposed,
    "think": _thought_over,
    "would": _foretold,
}
