"""One row a noun of a sentence with how far it reaches: its quantifier ("all", "some") and what is joined to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.syntax import Tree
from analysis.text.similarity import stems

# How many of a kind are meant, in four steps (after the scale of Horn 1972: some, many, most, all).
REACH = {
    "all": 4,
    "every": 4,
    "each": 4,
    "both": 4,
    "most": 3,
    "many": 2,
    "several": 1,
    "some": 1,
    "few": 1,
    "certain": 1,
}


class Extent(NamedTuple):
    """A noun, the quantifier it has, and the nouns joined to it by "and"."""

    start: int
    noun: str  # stem
    quantifier: str | None
    joined: tuple[str, ...]  # stems
    text: str


def find(tree: Tree) -> list[Extent]:
    """The common nouns of a sentence, with their quantifier and the nouns joined to them; a name reaches no further."""
    return [
        _extent(tree, index)
        for index, token in enumerate(tree.tokens)
        if token.pos == "NOUN" and token.dep != "compound"
    ]


def _extent(tree: Tree, index: int) -> Extent:
    token = tree.tokens[index]
    quantifier = next(
        (tree.tokens[child].text for child in tree.children(index, "det", "amod", "predet") if _reach(tree, child)),
        None,
    )
    joined = list(_joined(tree, index))
    words = [tree.tokens[place].text for place in (index, *joined)]
    text = " and ".join(words)
    return Extent(
        token.start,
        _stem(token.text),
        quantifier,
        tuple(_stem(word) for word in words[1:]),
        f"{quantifier} {text}" if quantifier else text,
    )


def _reach(tree: Tree, index: int) -> int:
    return REACH.get(tree.tokens[index].text.lower(), 0)


def _joined(tree: Tree, index: int) -> Iterator[int]:
    """What hangs on a noun by "and", one on the other; a choice ("or") is no widening."""
    if any(tree.tokens[child].text.lower() == "or" for child in tree.children(index, "cc")):
        return
    for child in tree.children(index, "conj"):
        if tree.tokens[child].pos == "NOUN":
            yield child
            yield from _joined(tree, child)


def _stem(word: str) -> str:
    return (stems(word) or [word.lower()])[-1]


def differing(
    a: Iterable[Extent], b: Iterable[Extent], words_a: frozenset[str], words_b: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """What the same noun reaches in each, as words, where one reaches further.

    `words_a` and `words_b` are the stems of the two sentences: what the other says in another place is no difference.
    """
    others = {extent.noun: extent for extent in b}
    for one in a:
        other = others.get(one.noun)
        if other is None:
            continue
        more_a = [word for word in one.joined if word not in words_b]
        more_b = [word for word in other.joined if word not in words_a]
        reach_a, reach_b = (REACH.get((side.quantifier or "").lower(), 0) for side in (one, other))
        if bool(more_a) != bool(more_b) or (reach_a and reach_b and reach_a != reach_b):
            yield one.text, other.text
