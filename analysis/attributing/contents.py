"""One content as the parse would have it: it ends where a phrase ends, takes in what is its clause's, and no more.

The encoder knows what is said; where it stops half-way, or runs on into the clause of the cue, syntax knows better.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from analysis import spans
from analysis.attributing.holders import QUOTES, name
from analysis.attributing.reporting import speech_verbs
from analysis.attributing.speech import union
from analysis.spans import Span
from analysis.syntax import SUBJECTS, Tree

REST = re.compile(r"(?:[-‐‑’']?\w+|[.,]\d+)+")  # of a word that the encoder's pieces part: Chick-|fil-A, 4|.3
LINKS = ("cc", "mark", "aux", "auxpass")
MODIFIERS = ("det", "poss", "amod", "compound", "nummod", "quantmod", "predet", "nmod", "case")
FINITE = ("VBD", "VBZ", "VBP")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
DASHES = ("-", "–", "—", "―", "--")
# Verbs whose object is told what the clause says; of others the object may be a part of it.
TOLD = frozenset(
    {"advise", "ask", "assure", "inform", "notify", "persuade", "promise", "remind", "tell", "warn", "write"}
)

Free = Callable[[int, int], bool]
"""Whether no other attribution has anything from one character to another."""


class Cue(NamedTuple):
    """The word of a sentence that a cue hangs on, and where the words of cue and source stand."""

    tree: Tree
    verb: int
    told: list[Span]


def mended(text: str, trees: Sequence[Tree], cue: Cue | None, content: list[Span], free: Free) -> list[Span]:
    """A content in the text of some sentences; without a cue only its end is looked at."""
    if cue is not None:
        content = _unaddressed(cue.tree, cue.verb, content)
        content = [*content[:-1], _left(cue.tree, cue.verb, _under(cue.tree, cue.verb, content[-1]))]
    content = union([*content[:-1], _ended(text, content[-1], trees, free)])
    if cue is None:
        return content
    start, end = content[-1]
    longer = _resumed(cue.tree, cue.verb, (start, end))
    if longer > end and free(end, longer):
        content = union([*content, (start, longer)])
    front = _opening(*cue, content)
    return [front, *content] if front is not None and free(*front) else content


def _words(tree: Tree, piece: Span) -> list[int]:
    return [index for index, token in enumerate(tree.tokens) if piece[0] <= token.start and token.end <= piece[1]]


def _unaddressed(tree: Tree, verb: int, content: list[Span]) -> list[Span]:
    """A content without the one who is told it: she warned *the firm* that it was late."""
    if tree.tokens[verb].lemma.lower() not in TOLD:
        return content
    clauses = [child for child in tree.children(verb, "ccomp") if child > verb]
    marks = [mark for clause in clauses for mark in tree.children(clause, "mark") if tree.tokens[mark].tag == "IN"]
    objects = [index for child in tree.children(verb, "dobj", "dative") for index in tree.subtree(child)]
    if not marks or not any(spans.touch(tree.span([index]), content) for index in objects if index < marks[0]):
        return content
    start = tree.tokens[marks[0]].start
    return [(max(low, start), high) for low, high in content if high > start] or content


def _under(tree: Tree, head: int, piece: Span) -> Span:
    """The piece of a noun in a subject, without the verb of that subject: the claim that it rained *surprised her*."""
    following = [token.text.lower() for token in tree.tokens[head + 1 : head + 2]]
    if tree.tokens[head].pos != "NOUN" or not {"that", "to", "whether"} & {*following}:
        return piece
    for index in (head, *tree.ancestors(head)):
        if tree.tokens[index].dep in SUBJECTS:
            end, verb = tree.span(tree.subtree(index))[1], tree.tokens[tree.tokens[index].head]
            past = verb.pos in ("VERB", "AUX") and end < verb.start < piece[1]
            return (piece[0], end) if past and tree.tokens[head].start < piece[0] < end else piece
    return piece


def _left(tree: Tree, verb: int, piece: Span) -> Span:
    """A piece up to where the clause of its cue goes on: she said it was late, *but did not say why*."""
    own = [child for child in tree.children(verb, "conj", "advcl") if child > verb]
    if not own or tree.tokens[verb].start > piece[0] or any(mark in QUOTES for mark in tree.forms()):
        return piece
    for index in own:
        first = tree.subtree(index)[0]
        head = min([*tree.children(index, "aux", "auxpass"), index])
        links = [child for child in tree.children(verb, "cc") if verb < child < first]
        if tree.tokens[index].dep == "conj":
            same = tree.tokens[head].tag == tree.tokens[verb].tag in FINITE
            apart = bool(links) and same and not tree.children(index, *SUBJECTS)
            if apart and tree.tokens[links[-1] - 1].text != ",":  # a verb of the content may be what it goes on from
                between = [one for one in tree.tokens[verb + 1 : links[-1]] if one.start >= piece[0]]
                apart = tree.tokens[head].tag not in {one.tag for one in between}
            first = links[-1] if apart else first
        else:
            apart = tree.tokens[head].tag == "VBG" and tree.tokens[first - 1].text == ","
        start, end = tree.tokens[first - 1].end, tree.tokens[first].start
        if apart and piece[0] < start and end < piece[1]:
            return piece[0], start - (tree.tokens[first - 1].text == ",")
    return piece


def _ended(text: str, piece: Span, trees: Sequence[Tree], free: Free) -> Span:
    """A piece that stops inside a phrase goes on to its noun; one that stops after a link stops before it.

    The bridge in the *old* town; the bridge was closed *and*.
    """
    start, end = piece
    if text[end - 1].isalnum() and (rest := REST.match(text, end)):
        end = rest.end()
    tree = trees[max(bisect_left(trees, end, key=lambda tree: tree.tokens[0].start) - 1, 0)]
    inside = _words(tree, (start, end))
    if not inside or tree.tokens[inside[-1]].end != end:
        return start, end
    first, last, cut = inside[0], inside[-1], False
    while (goal := _sound(tree, first, last)) != last:
        if goal > last and (cut or not free(tree.tokens[last].end, tree.tokens[goal].end)):
            goal = last - 1
        cut = cut or goal < last
        while first < goal < last and _dangles(tree, goal):
            goal -= 1
        last = goal
        if last < first:
            return piece
    return start, tree.tokens[last].end


def _dangles(tree: Tree, index: int) -> bool:
    token = tree.tokens[index]
    if token.pos == "PUNCT":
        return token.text not in QUOTES
    return token.head > index and (token.dep == "advmod" or token.tag in ("WDT", "WP"))


def _sound(tree: Tree, first: int, last: int) -> int:
    """The word up to which a stretch should go on, or where it should have stopped."""
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
    following = tree.tokens[last + 1]
    if following.text in DASHES or (following.pos == "PUNCT" and token.dep != "amod"):
        return last
    link = tree.tokens[noun].head
    return link - 1 if tree.tokens[noun].dep == "pobj" and not first <= tree.tokens[link].head < last else noun


def _resumed(tree: Tree, verb: int, piece: Span) -> int:
    """Where a piece ends with a second verb phrase of its clause, which by its form cannot be the cue's.

    He said (past) that they *remove* one and *show* (present) the other.
    """
    inside = _words(tree, piece)
    if not inside:
        return piece[1]
    above = (verb, *tree.ancestors(verb))
    matrix = {tree.tokens[index].tag for index in above}
    verbs = {tree.tokens[index].tag for index in inside if tree.tokens[index].pos in ("VERB", "AUX")}
    for index in range(inside[-1] + 1, len(tree.tokens)):
        token = tree.tokens[index]
        if token.pos in ("VERB", "AUX") and token.dep == "conj":
            partner = tree.tokens[token.head].tag if token.head in inside else ""
            misread = token.head in above and token.tag in FINITE and token.tag in verbs  # hung on the cue by the parse
            same = (token.tag == partner or misread) and token.tag not in matrix
            return tree.span(tree.subtree(index))[1] if same and not tree.children(index, *SUBJECTS) else piece[1]
        if not (token.dep in ("cc", "punct") or token.head in inside or tree.tokens[token.head].dep == "conj"):
            break
    return piece[1]


def _opening(tree: Tree, verb: int, told: Iterable[Span], content: Sequence[Span]) -> Span | None:
    """The subject before a cue put between commas into the clause that it reports: *the road*, he said, was closed."""
    low, high = min(start for start, _ in told), max(end for _, end in told)
    before = [index for index, token in enumerate(tree.tokens) if token.end <= low]
    after = [index for index, token in enumerate(tree.tokens) if token.start >= high]
    if len(before) < 2 or not after or content[0][0] < low or tree.tokens[verb].dep == "relcl":
        return None
    if {tree.tokens[before[-1]].text, tree.tokens[after[0]].text} != {","}:
        return None
    held = {index for index in after if any(start <= tree.tokens[index].start < end for start, end in content)}
    for index in before:
        token = tree.tokens[index]
        bare = token.dep in ("npadvmod", "dep") and not tree.children(token.head, *SUBJECTS)  # a subject not seen
        above = token.head if token.dep in SUBJECTS or bare else -1
        if above in held or (above in before and any(tree.tokens[other].head == above for other in held)):
            return tree.tokens[tree.subtree(index)[0]].start, tree.tokens[before[-2]].end
    return None


def inverted(tree: Tree, source: Span, cue: Span, content: Sequence[Span]) -> tuple[Span, list[Span]] | None:
    """Source and content of a clause that is parted by its inverted cue, read as if its subject spoke.

    *The remarks*, said Ann Roe, the mayor, *were a mistake*: one comma never parts a subject from its verb.
    """
    words = _words(tree, source)
    verbs = _words(tree, cue)
    if not words or not verbs or tree.tokens[words[0]].start != source[0]:
        return None
    comma, last = verbs[0] - 1, verbs[-1]
    if tree.tokens[last].tag not in FINITE or tree.tokens[last].lemma.lower() not in speech_verbs():
        return None
    if comma != words[-1] + 1 or tree.tokens[comma].text != "," or any(tree.tokens[i].text in "(),—–" for i in words):
        return None
    finite = (i for i, token in enumerate(tree.tokens) if i > last and token.tag in (*FINITE, "MD"))
    verb = next(finite, None)
    if verb is None or verb < last + 3 or tree.tokens[verb - 1].text != ",":
        return None
    name = tree.tokens[last + 1 : verb - 1]
    if content[0][0] != name[0].start or not any(token.pos in NOMINAL for token in name):
        return None
    start = tree.tokens[verb].start
    rest = [(max(low, start), high) for low, high in content if high > start]
    return (name[0].start, name[-1].end), [source, *rest]
