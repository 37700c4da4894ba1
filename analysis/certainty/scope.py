"""What a hedge or booster is about: the words of the clause or phrase that it makes less or more sure.

After the idea of the BioScope corpus (Vincze et al. 2008): each cue has a scope that the syntax gives it. It differs
where a comparison of claims needs it to: the subject belongs to it ("*The dam may break*", not only "may break"), and
what a verb or noun of belief is about stands without the believer ("Police believe *the boy ran away*").

Vincze, V., Szarvas, G., Farkas, R., Móra, G. & Csirik, J. (2008). The BioScope corpus: biomedical texts annotated for
uncertainty, negation and their scopes. BMC Bioinformatics 9(S11), S9.
"""

from __future__ import annotations

from collections.abc import Iterable

from analysis.spans import Span
from analysis.syntax import SUBJECTS, Tree

CLAUSES = ("ccomp", "xcomp", "acl")
OBJECTS = ("oprd", "dobj", "attr", "acomp")
# Their subject is that of the claim: "the dam seems to hold", "rain is likely to fall" (raising).
RAISING = frozenset(["seem", "appear", "likely", "unlikely", "certain", "sure", "bound", "suppose", "think"])
CONDITIONS = frozenset(["if", "unless", "in", "provided", "providing", "as"])
EXPLETIVES = frozenset(["it", "there"])
ARGUMENTS = (*SUBJECTS, "dobj", "pobj", "conj", "attr")
OUTSIDE = ("punct", "cc", "mark")  # not part of a scope at its ends


def scope(tree: Tree, first: int, last: int, kind: str) -> list[Span]:
    """The scope of the cue that is tokens ``[first, last)``, as character spans; the cue's own where it has no other.

    Examples
    --------
    >>> from analysis.study import Study
    >>> hedges = Study.from_texts({"x": "The dam, he said, may break, but she believes it will hold."}).hedges
    >>> hedges[["text", "scope"]].values.tolist()
    [['may', 'The dam … may break'], ['believes', 'it will hold']]
    """
    inside = range(first, last)
    heads = [index for index in inside if tree.tokens[index].head not in inside or tree.tokens[index].head == index]
    head = heads[-1]  # of "not clear" the adjective
    words = _words(tree, head, kind, set(inside)) or list(inside)
    return _spans(tree, _trimmed(tree, words)) or [tree.span(inside)]


def _words(tree: Tree, head: int, kind: str, cue: set[int]) -> list[int]:
    token = tree.tokens[head]
    if kind == "condition":
        return _condition(tree, head)
    if token.dep in ("aux", "auxpass", "mark") or (token.dep == "advmod" and token.tag == "WRB"):
        return _clause(tree, token.head)
    if kind == "weasel" and token.dep in ARGUMENTS:
        return _phrase(tree, head)
    governs = token.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN") and token.dep != "amod"
    if governs and (complement := _complement(tree, head, cue)):
        return complement
    if governs and token.pos not in ("NOUN", "PROPN"):
        return _clause(tree, head if token.pos in ("VERB", "AUX") else _verb(tree, head))
    return _host(tree, head)


def _condition(tree: Tree, head: int) -> list[int]:
    """What holds only on the condition, with the condition."""
    verb = _verb(tree, head)
    if tree.tokens[verb].dep in ("advcl", "prep", "pcomp", "relcl") and verb != tree.tokens[verb].head:
        verb = _verb(tree, verb)
    return _clause(tree, verb)


def _verb(tree: Tree, index: int) -> int:
    """The nearest verb above; without one the root."""
    above = list(tree.ancestors(index))
    return next((i for i in above if tree.tokens[i].pos in ("VERB", "AUX")), above[-1] if above else index)


def _complement(tree: Tree, head: int, cue: set[int]) -> list[int]:
    """What a verb, adjective or noun is about: its clause (with the subject that was raised), object or "of" phrase."""
    token = tree.tokens[head]
    copula = token.head if token.dep in ("acomp", "attr", "oprd") else head
    below = [child for verb in dict.fromkeys((head, copula)) for child in tree.children(verb) if child not in cue]
    clause = next((child for child in below if tree.tokens[child].dep in CLAUSES and child > head), None)
    if clause is None and token.pos in ("VERB", "AUX"):
        clause = next((child for child in below if tree.tokens[child].dep == "ccomp"), None)
    thing = next((child for child in below if tree.tokens[child].dep in OBJECTS and child > head), None)
    if clause is None and thing is None:
        thing = next((i for child in tree.children(head, "prep") for i in tree.children(child, "pobj", "pcomp")), None)
    main = clause if clause is not None else thing
    if main is None or copula == main:
        return []
    words = _clause(tree, main) if main == clause else tree.subtree(main)
    return sorted({*words, *_raised(tree, head, copula)}) if main == clause or tree.passive(copula) else words


def _raised(tree: Tree, head: int, copula: int) -> list[int]:
    """The subject of a passive ("he is expected to …") or of a verb that raises it ("he seems to …")."""
    token = tree.tokens[head]
    if token.dep == "acl" and token.tag == "VBN":  # "a man believed to have …"
        return _phrase(tree, token.head, without=head)
    subject = tree.subject(copula)
    raises = tree.passive(copula) or (token.lemma.lower() in RAISING and bool(tree.children(head, "xcomp", "oprd")))
    if subject is None or not raises or tree.tokens[subject].lemma.lower() in EXPLETIVES:
        return []
    return tree.subtree(subject)


def _host(tree: Tree, head: int) -> list[int]:
    """What an adverb, a phrase or an attribute belongs to: a clause, or the phrase that it stands in."""
    host = tree.tokens[head].head
    if host == head:
        return tree.subtree(head)
    token = tree.tokens[host]
    if token.pos in ("VERB", "AUX"):
        return _clause(tree, host)
    if token.pos in ("ADJ", "ADV", "ADP", "PART", "SCONJ") and token.dep not in ("amod", "quantmod", "nummod"):
        return _clause(tree, _verb(tree, host)) if token.dep in ("acomp", "attr") else tree.subtree(host)
    while tree.tokens[host].dep in ("nummod", "quantmod", "amod", "compound", "det") and tree.tokens[host].head != host:
        host = tree.tokens[host].head
    return _phrase(tree, host)


def _phrase(tree: Tree, noun: int, without: int | None = None) -> list[int]:
    """A noun phrase without the clauses that say more of it."""
    left_out = {index for child in tree.children(noun, "relcl", "appos", "conj", "cc", "punct", "parataxis")
                for index in tree.subtree(child)}  # fmt: skip
    left_out |= set() if without is None else {*tree.subtree(without)}
    return [index for index in tree.subtree(noun) if index not in left_out]


def _clause(tree: Tree, verb: int) -> list[int]:
    """A verb's clause: its subject, also one that it shares, without the clauses beside it."""
    left_out = {index for child in tree.children(verb) if _apart(tree, child, verb) for index in tree.subtree(child)}
    words = {index for index in tree.subtree(verb) if index not in left_out}
    subject = tree.subject(verb)
    if subject is not None and subject not in words:
        words |= {*tree.subtree(subject)} - left_out
    if tree.tokens[verb].dep == "relcl":  # what the clause says something of
        words |= {*_phrase(tree, tree.tokens[verb].head)}
    return sorted(words)


def _apart(tree: Tree, child: int, verb: int) -> bool:
    """Whether what hangs on a verb is another clause: coordinated with its own subject or modal, or set off."""
    token = tree.tokens[child]
    if token.dep == "conj":
        return bool(tree.children(child, *SUBJECTS)) or any(
            tree.tokens[aux].tag == "MD" for aux in tree.children(child, "aux")
        )
    if token.dep == "parataxis":
        return True
    if token.dep != "advcl":
        return False
    start = tree.subtree(child)[0]
    if tree.tokens[start].text.lower() in CONDITIONS:
        return False
    return (start > verb and tree.tokens[start - 1].text == ",") or start < verb


def _trimmed(tree: Tree, words: Iterable[int]) -> list[int]:
    """Without punctuation and joining words at the ends."""
    kept = sorted(words)
    while kept and (tree.tokens[kept[0]].dep in OUTSIDE or tree.tokens[kept[0]].pos == "PUNCT"):
        if tree.tokens[kept[0]].text.lower() in CONDITIONS:
            break
        kept = kept[1:]
    while kept and (tree.tokens[kept[-1]].dep in ("punct", "cc") or tree.tokens[kept[-1]].pos == "PUNCT"):
        kept = kept[:-1]
    return kept


def _spans(tree: Tree, words: list[int]) -> list[Span]:
    """Runs of words as characters; punctuation between two words of the scope does not part them."""
    runs: list[list[int]] = []
    for index in words:
        if tree.tokens[index].pos == "PUNCT" and (not runs or index != runs[-1][-1] + 1):
            continue
        gap = range(runs[-1][-1] + 1, index) if runs else ()
        if runs and all(tree.tokens[between].pos == "PUNCT" for between in gap):
            runs[-1].append(index)
        else:
            runs.append([index])
    pieces = [_trimmed_end(tree, run) for run in runs]
    return [tree.span(piece) for piece in pieces if piece]


def _trimmed_end(tree: Tree, run: list[int]) -> list[int]:
    while run and tree.tokens[run[-1]].pos == "PUNCT":
        run = run[:-1]
    return run
