"""One function a construction: whether a term of a word list stands where it counts ("about 40", not "about him").

The column ``construction`` of the lexicons of hedges and boosters names them.
"""

from __future__ import annotations

from collections.abc import Callable

from analysis.lexicon import Entry
from analysis.syntax import Tree

QUANTITIES = frozenset(["half", "dozen", "hundred", "thousand", "million", "billion", "trillion", "noon", "midnight"])
CURRENCIES = frozenset(["$", "£", "€", "¥", "₹", "#"])
ARTICLES = frozenset(("a", "an", "the"))


def fits(tree: Tree, first: int, last: int, entry: Entry) -> bool:
    """Whether a term stands in the construction that its entry names."""
    return CONSTRUCTIONS[entry["construction"]](tree, first, last)


def _anywhere(tree: Tree, first: int, last: int) -> bool:
    return True


def _before_number(tree: Tree, first: int, last: int) -> bool:
    """ "about 40", "some $2 million", "nearly half", "about a dozen"; not "talk about 40 accounts"."""
    if tree.tokens[first].lemma.lower() == "about" and tree.tokens[first].dep == "prep":
        return False
    skipped = int(last < len(tree.tokens) and tree.tokens[last].lemma.lower() in ARTICLES)
    following = tree.tokens[last + skipped : last + skipped + 1]
    return any(
        token.tag == "CD" or token.lemma.lower() in QUANTITIES or token.text in CURRENCIES for token in following
    )


def _degree(tree: Tree, first: int, last: int) -> bool:
    """ "it sort of worked"; not "this sort of work"."""
    before = tree.tokens[first - 1] if first else None
    return before is None or before.pos not in ("DET", "ADJ", "PRON", "NUM", "ADV") or before.tag == "PRP"


def _with_plural(tree: Tree, first: int, last: int) -> bool:
    """ "many platforms", "some of them", "some say"; not "some time", "some 40 groups", "how many groups"."""
    token, head = tree.tokens[first], tree.tokens[tree.tokens[first].head]
    counted = first and tree.tokens[first - 1].lemma.lower() in ("how", "as", "so", "too")
    if counted or _before_number(tree, first, last):
        return False
    if token.dep in ("det", "amod", "nmod"):
        return head.tag in ("NNS", "NNPS")
    return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj")


def _bare_plural(tree: Tree, first: int, last: int) -> bool:
    """ "critics said"; not "his critics", "critics of the plan from Lahore"."""
    return tree.tokens[first].tag == "NNS" and not tree.children(
        first, "det", "poss", "amod", "compound", "nummod", "prep"
    )


def _adverb(tree: Tree, first: int, last: int) -> bool:
    return tree.tokens[first].tag == "RB"


def _amplifier(tree: Tree, first: int, last: int) -> bool:
    """ "extremely weak", "very quickly"; not "the very man", "especially in towns", "completely removed"."""
    head = tree.tokens[tree.tokens[first].head]
    following = tree.tokens[last : last + 1]
    compared = [token.lemma.lower() for token in following] in (["few"], ["little"])
    return tree.tokens[first].dep == "advmod" and not compared and following == [head] and head.pos in ("ADJ", "ADV")


def _predicate(tree: Tree, first: int, last: int) -> bool:
    """ "it is certain that"; not "a certain man", "certain of its units", "make sure"."""
    token = tree.tokens[first]
    if token.dep not in ("acomp", "attr", "oprd", "ccomp", "ROOT", "conj") or token.pos != "ADJ":
        return False
    made = tree.tokens[token.head].lemma.lower() == "make" and token.lemma.lower() in ("sure", "certain")
    some_of = token.dep != "acomp" and [below.lemma.lower() for below in tree.tokens[last : last + 1]] == ["of"]
    return not made and not some_of


def _attributive(tree: Tree, first: int, last: int) -> bool:
    return tree.tokens[first].dep == "amod"


def _perfect(tree: Tree, first: int, last: int) -> bool:
    """ "must have known" concludes; "must know" may oblige."""
    return any(token.lemma.lower() in ("have", "'ve") and token.dep == "aux" for token in tree.tokens[last : last + 2])


CONSTRUCTIONS: dict[str, Callable[[Tree, int, int], bool]] = {
    "any": _anywhere,
    "number": _before_number,
    "degree": _degree,
    "plural": _with_plural,
    "bare": _bare_plural,
    "adverb": _adverb,
    "amplifier": _amplifier,
    "predicate": _predicate,
    "attributive": _attributive,
    "perfect": _perfect,
}
