"""One unit is one clause that stands by itself: where a sentence is cut into the things it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis.syntax import SUBJECTS, Tree

VERBS = ("VERB", "AUX")
CONTENT_WORDS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
CONTRASTS = ("while", "whereas", "although", "though", "because", "yet")
CONDITIONS = ("if", "unless", "provided", "otherwise")
SHORTEST = 2  # content words: fewer ("he said", "and fined") are no thing told by themselves


def cut(tree: Tree) -> Iterator[tuple[int, list[int]]]:
    """Each clause that stands by itself: its head, and its tokens without those of the clauses cut off from it."""
    heads = {index for index in range(len(tree.tokens)) if _stands_alone(tree, index)}
    for head in sorted(heads):
        below, open_ = [], [head]
        while open_:
            current = open_.pop()
            below.append(current)
            open_.extend(child for child in tree.children(current) if child not in heads)
        yield from ((head, part) for part in _at_colons(tree, sorted(below)))


def _at_colons(tree: Tree, unit: list[int]) -> list[list[int]]:
    """A clause cut where a colon announces what follows."""
    parts: list[list[int]] = [[]]
    for index in unit:
        parts[-1].append(index)
        if tree.tokens[index].text == ":":
            parts.append([])
    return parts


def _stands_alone(tree: Tree, index: int) -> bool:
    """Whether a token heads a clause to be cut off from the one above it."""
    token = tree.tokens[index]
    if token.head == index:
        return True
    if token.pos not in VERBS or content_words(tree, tree.subtree(index)) < SHORTEST:
        return False
    return _CUT[token.dep](tree, index) if token.dep in _CUT else False


def _finite(tree: Tree, index: int) -> bool:
    """Whether a clause has a subject and no "to": "expected firms to act" is one claim, "said firms act" holds one."""
    return bool(tree.children(index, *SUBJECTS)) and not any(
        tree.tokens[child].tag == "TO" for child in tree.children(index)
    )


def _adverbial_stands_alone(tree: Tree, index: int) -> bool:
    """A contrast or reason, or a participle set off ("…, requiring firms to act"); a condition or time stays."""
    joining = [tree.tokens[child] for child in tree.children(index, "mark", "advmod")]
    if any(token.text.lower() in CONTRASTS for token in joining):
        return True
    bound = any(token.dep == "mark" or token.tag == "WRB" for token in joining)
    return not bound and tree.tokens[index].tag == "VBG" and _set_off(tree, index)


def _in_condition(tree: Tree, index: int) -> bool:
    """Whether a verb is joined to a condition: "if they pay and leave" is one condition."""
    above = tree.children(tree.tokens[index].head, "mark")
    return any(tree.tokens[child].text.lower() in CONDITIONS for child in above)


def _set_off(tree: Tree, index: int) -> bool:
    """Whether a comma or dash comes before the clause."""
    first = tree.subtree(index)[0]
    return first > 0 and tree.tokens[first - 1].text in (",", "-", "–", "—", "--", ";", "”", '"')


def _under_verb(tree: Tree, index: int) -> bool:
    return tree.tokens[tree.tokens[index].head].pos in VERBS


_CUT: dict[str, Callable[[Tree, int], bool]] = {
    "ccomp": lambda tree, index: _under_verb(tree, index) and _finite(tree, index),
    "parataxis": _under_verb,
    "conj": lambda tree, index: _under_verb(tree, index) and not _in_condition(tree, index),
    "advcl": _adverbial_stands_alone,
    "relcl": _set_off,
    "acl": lambda tree, index: tree.tokens[index].tag == "VBG" and bool(tree.children(index, "xcomp", "ccomp")),
}


def content_words(tree: Tree, indices: list[int]) -> int:
    """How many of some tokens are nouns, verbs, adjectives or numbers."""
    words = (tree.tokens[index] for index in indices)
    return sum(word.pos in CONTENT_WORDS and any(map(str.isalnum, word.text)) for word in words)
