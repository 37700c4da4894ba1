"""One piece of a content, mended by the parse: it ends with a word that can end one, and leaves nothing of itself out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from analysis import spans
from analysis.attributing.holders import name
from analysis.spans import Span
from analysis.syntax import Tree

REST = re.compile(r"(?:[-‐‑’']?\w+|[.,]\d+)+")  # of a word that the encoder's pieces part: Chick-|fil-A, 4|.3
LINKS = ("cc", "mark", "aux", "auxpass")
MODIFIERS = ("det", "poss", "amod", "compound", "nummod", "quantmod", "predet", "nmod", "case")
DASHES = ("-", "–", "—", "―", "--")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


def ended(text: str, piece: Span, trees: Sequence[Tree], taken: Sequence[Span]) -> Span:
    """A piece that stops inside a phrase goes on to its noun; one that stops after a link stops before it.

    The bridge in the *old* town; the bridge was closed *and*. What is `taken` belongs to others, who keep it.
    """
    start, end = piece
    if rest := REST.match(text, end):
        end = rest.end()
    tree = trees[max(bisect_left(trees, end, key=_start) - 1, 0)]
    inside = [index for index, token in enumerate(tree.tokens) if start <= token.start and token.end <= end]
    if not inside or tree.tokens[inside[-1]].end != end:
        return start, end
    first, last = inside[0], inside[-1]
    cut = False
    while (goal := _sound(tree, first, last)) != last:
        if goal > last and (cut or spans.touch((tree.tokens[last].end, tree.tokens[goal].end), taken)):
            goal = last - 1
        cut = cut or goal < last
        while first < goal < last and _dangles(tree, goal):
            goal -= 1
        last = goal
        if last < first:
            return piece
    return start, tree.tokens[last].end


def _start(tree: Tree) -> int:
    return tree.tokens[0].start


def _dangles(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    return token.pos == "PUNCT" or (token.dep == "advmod" and token.head > index)


def _sound(tree: Tree, first: int, last: int) -> int:
    """The token up to which a stretch should go on, or where it should have stopped."""
    token = tree.tokens[last]
    if token.dep == "cc" or (token.dep in LINKS and token.head > last):
        clause = tree.tokens[token.head]
        return tree.subtree(token.head)[-1] if token.dep != "cc" and first <= clause.head < last else last - 1
    if token.dep in ("prep", "agent"):
        below = [index for index in tree.children(last, "pobj") if index > last]
        return (name(tree, below[0])[-1] if first <= token.head < last else last - 1) if below else last
    noun = token.head
    if noun < last or token.dep not in MODIFIERS or tree.tokens[noun].pos not in NOMINAL:
        return last
    if tree.tokens[last + 1].text in DASHES:
        return last
    link = tree.tokens[noun].head
    if tree.tokens[noun].dep == "pobj" and not first <= tree.tokens[link].head < last:
        return link - 1
    return noun
