"""One row a difference in wording: two quotations of one utterance laid side by side, word by word.

What only typography, spelling or contraction tells apart ("didn’t", "did not") is one wording.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from analysis.text.similarity import stems
from analysis.text.spelling import NUMBERS, american

WORD = re.compile(r"\d[\d,.]*\d|%|\w+(?:[-'’]\w+)*")
LEFT_OUT = re.compile(r"[\[(]?(?:\.(?:\s?\.){2,}|…)[\])]?")
BRACKETED = re.compile(r"\[[^\]]*\]|\([^)]*\)")  # an editor's words inside a quotation
WHOLE = {"won't": "will not", "can't": "can not", "cannot": "can not", "let's": "let us", "%": "percent"}
ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}
IS = re.compile(r"^(he|she|it|that|there|here|what|who|where|how)'s$")
SAME_UTTERANCE = 0.4  # share of word stems in common, in order, from which two quotations give the same utterance
PERSONS = ("i", "we", "you", "he", "she", "they")
FEWEST = 3  # words in a row: two quotations of less may be alike by chance


class Difference(NamedTuple):
    """The words of each quotation that the other lacks at that place, and the share of words in common, in order."""

    in_a: str
    in_b: str
    alike: float


def plain(text: str) -> list[tuple[str, str]]:
    """Each word in plain form, with the word as written; a contraction gives its two words, a number its digits.

    Examples
    --------
    >>> [word for word, _ in plain("It’s e-mail; we don't organise one-in-three")]
    ['it', 'is', 'email', 'we', 'do', 'not', 'organize', '1', 'in', '3']
    """
    pairs = [(word, written) for written in WORD.findall(BRACKETED.sub(" ", text)) for word in _expand(written)]
    return [(american(word), written) for word, written in pairs]


def _expand(written: str) -> list[str]:
    word = written.lower().replace("’", "'")
    if word in WHOLE:
        return WHOLE[word].split()
    if IS.match(word):
        return [word[:-2], "is"]
    for ending, full in ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return [word.removesuffix(ending), full]
    parts = word.split("-")
    if set(parts) & NUMBERS.keys():
        return [str(NUMBERS.get(part, part)) for part in parts]
    return ["".join(parts).replace(",", "")]


def difference(one: str, other: str) -> Difference | None:
    """How two quotations of one utterance differ; nothing where they are two utterances, or one is cut shorter.

    Examples
    --------
    >>> difference("We will never pay it now", "We shall never pay now")
    Difference(in_a='will … it', in_b='shall', alike=0.73)
    >>> difference("We don't pay", "“We do not pay”, not now") is None
    True
    """
    words_a, words_b = plain(one), plain(other)
    forms_a, forms_b = [word for word, _ in words_a], [word for word, _ in words_b]
    if min(len(forms_a), len(forms_b)) < FEWEST or _ratio(stems(one), stems(other)) < SAME_UTTERANCE:
        return None
    if LEFT_OUT.search(f"{one} {other}") and (holds(one, other) or holds(other, one)):
        return None  # the dots say that words were left out
    steps = SequenceMatcher(None, forms_a, forms_b, autojunk=False).get_opcodes()
    inner = [
        (tag, i, j, k, m)
        for place, (tag, i, j, k, m) in enumerate(steps)
        if not _cut((tag, i, j, k, m), place, len(steps)) and not _one_wording(forms_a[i:j], forms_b[k:m])
    ]
    in_a, in_b = (
        _shown([words[slice(*span)] for words, span in side])
        for side in (
            [(words_a, (i, j)) for tag, i, j, _, _ in inner if tag != "equal"],
            [(words_b, (k, m)) for tag, _, _, k, m in inner if tag != "equal"],
        )
    )
    return Difference(in_a, in_b, round(_ratio(forms_a, forms_b), 2)) if in_a or in_b else None


def _ratio(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _one_wording(one: list[str], other: list[str]) -> bool:
    """Whether only a blank parts two stretches ("tax-free", "tax free"), or the person ("I look", "he looks")."""
    bare = [[stem for word in side if word not in PERSONS for stem in stems(word)] for side in (one, other)]
    return "".join(one) == "".join(other) or (bare[0] == bare[1] != [])


def _cut(step: tuple[str, int, int, int, int], place: int, steps: int) -> bool:
    """Whether a step only says that one quotation begins earlier or ends later."""
    return step[0] in ("insert", "delete") and place in (0, steps - 1)


def _shown(parts: list[list[tuple[str, str]]]) -> str:
    """The words as written; a contraction once."""
    pieces = [" ".join(dict.fromkeys(written for _, written in part)) for part in parts if part]
    return " … ".join(pieces)


def holds(text: str, phrase: str) -> bool:
    """Whether the words of a phrase stand in a text, in order and together but where dots say that some were left out.

    Examples
    --------
    >>> holds("they kept a double standard", "“double standards”"), holds("a standard, double", "double standard")
    (True, False)
    >>> holds("If you win, you may have someone with a voice on the board", "If you win ... someone with a voice")
    True
    """
    inside, place = stems(text), 0
    parts = [part for part in map(stems, LEFT_OUT.split(phrase)) if part]
    for part in parts:
        ends = (end for end in range(place + len(part), len(inside) + 1) if inside[end - len(part) : end] == part)
        place = next(ends, -1)
        if place < 0:
            return False
    return bool(parts)
