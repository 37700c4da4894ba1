"""What a verb is in its sentence: main or not, finite, passive, negated, of which process type; no tables here.

All functions take a `Tree` and the index of a token in it. Dependency labels are ClearNLP's.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from analysis import lexicon
from analysis.syntax import Tree

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"who", "whom", "which", "that"})
NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "without", "nobody", "none", "nothing"})
TEMPORAL = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "QUANTITY"})


@cache
def process_types() -> dict[str, tuple[str, str]]:
    """Of each listed verb the process type, and whose infinitive it governs (``object`` or ``subject``)."""
    return {entry["term"]: (entry["process"], entry["control"]) for entry in lexicon.read("process_types").entries}


def process_type(lemma: str) -> str:
    """Process type of a verb (Halliday 1985); one that is not listed, and it is an open class, is material.

    Examples
    --------
    >>> process_type("urge"), process_type("bulldoze")
    ('verbal', 'material')
    """
    return process_types().get(lemma, ("material", ""))[0]


def control(lemma: str) -> str:
    """Whose infinitive or gerund a verb governs: its ``subject``'s, its ``object``'s or some ``other`` person's.

    Examples
    --------
    >>> control("urge"), control("promise"), control("recommend")
    ('object', 'subject', 'other')
    """
    return process_types().get(lemma, ("", "subject"))[1]


def is_verb(tree: Tree, index: int) -> bool:
    """Whether a token is the main verb of a clause: no auxiliary, no preposition like *including*, no modifier."""
    token = tree.tokens[index]
    if token.dep in ("aux", "auxpass", "prep", "compound", "mark", "cc", "amod", "nmod", "npadvmod", "case"):
        return False
    return token.tag.startswith("VB") and token.pos in ("VERB", "AUX") and token.text != "-"


def is_finite(tree: Tree, index: int) -> bool:
    """Whether a verb, or one of its auxiliaries, carries tense; a verb that heads the sentence counts (imperatives)."""
    tags = {tree.tokens[token].tag for token in (index, *tree.children(index, "aux", "auxpass"))}
    if tree.tokens[index].dep == "ROOT" and tree.tokens[index].tag in ("VB", "VBP"):
        return True
    return bool(tags & FINITE) and "TO" not in tags


def is_passive(tree: Tree, index: int) -> bool:
    """Whether a verb is in the passive: full, reduced (*shops run from home*) or coordinated with one."""
    token = tree.tokens[index]
    if tree.passive(index):
        return not _is_perfect(tree, index)
    if token.tag not in ("VBN", "VBD") or tree.children(index, "aux", "dobj", "nsubj", "ccomp"):
        return False
    if token.dep == "conj":
        return token.tag == tree.tokens[token.head].tag and is_passive(tree, token.head)
    return token.dep in ("acl", "amod") or (token.dep in ("advcl", "pcomp") and token.tag == "VBN")


def _is_perfect(tree: Tree, index: int) -> bool:
    """Whether what the parser takes for a passive is active: *outlets reported that*, *he's joined the club*.

    A form of the past or present without an auxiliary is; after *'s* a participle of what somebody does is, unless what
    follows is as after a passive (*he's accused of it*, *she's expected to sing*).
    """
    token, helpers = tree.tokens[index], tree.children(index, "auxpass")
    if not helpers:
        return token.tag in FINITE and bool(tree.children(index, "dobj", "ccomp", "xcomp", "prep"))
    if token.lemma == "be":
        return True  # he's been to Rome
    short = len(helpers) == 1 and tree.tokens[helpers[0]].text in ("'s", "’s")
    somebody = any(tree.tokens[word].text.lower() in ("he", "she", "who") for word in tree.children(index, "nsubjpass"))
    links = {tree.tokens[word].text.lower() for word in tree.children(index, "prep", "agent") if word > index}
    return short and somebody and not tree.children(index, "xcomp", "oprd") and not links & {"as", "by", "for", "of"}


def is_negated(tree: Tree, index: int) -> bool:
    """Whether a negation word hangs on a verb, its subject or object, on a noun or adjective; *fail to* is none.

    A verb that shares the auxiliary of a negated one (*did not see or hear*) is negated too.
    """
    token = tree.tokens[index]
    near = tree.children(index)
    for part in tree.children(index, "nsubj", "nsubjpass", "dobj", "prep"):
        near = near + tree.children(part, "det", "neg")
    if token.dep in ("pcomp", "pobj"):
        near = [*near, token.head]
    if token.dep == "acomp":
        near = near + tree.children(token.head, "neg")
    if any(negates(tree, word) for word in near):
        return True
    if token.dep != "conj" or tree.children(index, "aux", "auxpass", "nsubj", "nsubjpass"):
        return False
    linked = {tree.tokens[word].text.lower() for word in tree.children(token.head, "cc")}
    return bool(linked & {"or", "nor"}) and is_negated(tree, token.head)


def negates(tree: Tree, index: int) -> bool:
    """Whether a word negates; *not only* does not."""
    token, after = tree.tokens[index], tree.forms()[index + 1 : index + 2]
    return token.text.lower() in NEGATIVE and token.dep != "cc" and after != ["only"]


def antecedent(tree: Tree, index: int) -> int:
    """What a relative pronoun stands for: the noun its clause hangs on; any other token stands for itself."""
    token = tree.tokens[index]
    if token.text.lower() not in RELATIVE or not token.tag.startswith("W"):
        return index
    clause = next((up for up in tree.ancestors(index) if tree.tokens[up].dep == "relcl"), None)
    return index if clause is None else tree.tokens[clause].head


def doer(tree: Tree, index: int) -> int | None:
    """The noun under *by*; a time (*by Friday*) is none, nor is a means (*by closing the road*)."""
    for preposition in tree.children(index, "agent", "prep"):
        if tree.tokens[preposition].text.lower() != "by":
            continue
        for noun in tree.children(preposition, "pobj"):
            people = any(tree.tokens[word].text.lower() == "of" for word in tree.children(noun, "prep"))
            if tree.tokens[noun].entity not in TEMPORAL or people:  # by 40 percent of voters
                return antecedent(tree, noun)
    return None


def clause_tokens(tree: Tree, index: int) -> Iterator[int]:
    """A verb or noun and what hangs on it, without the clauses coordinated with it."""
    yield index
    for child in tree.children(index):
        token = tree.tokens[child]
        if token.dep not in ("cc", "conj") or not (token.tag.startswith("VB") or token.dep == "cc"):
            yield from tree.subtree(child)
