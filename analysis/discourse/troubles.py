"""What is a harm or a trouble in one sentence, by the words of `entman.csv`; no tables here.

A harm makes a problem by itself where it happens or is done (`harms`). A trouble is wider: what a causal link must
stand beside to tell a cause (`causes`), and what a remedy is against (`remedies`).
"""

from __future__ import annotations

from functools import cache

from analysis import lexicon
from analysis.grammar import participants, predicates
from analysis.syntax import Tree

# What a predicate is made of, apart from the clauses and circumstances beside it.
PREDICATION = ("nsubj", "nsubjpass", "dobj", "attr", "acomp", "oprd")


@cache
def terms(role: str) -> frozenset[str]:
    """The words of one role."""
    return frozenset(entry["term"] for entry in lexicon.read("entman").entries if entry["role"] == role)


def in_name(tree: Tree, index: int) -> bool:
    """Whether a word has the capital of a name: *the Victims of Violence Act*; in a headline any word has one."""
    before = tree.tokens[index - 1].text if index else ""
    if not (tree.tokens[index].text[:1].isupper() and before.islower()):
        return False
    return any(token.text.islower() and token.pos in ("NOUN", "VERB", "ADJ") for token in tree.tokens)


def is_harm(tree: Tree, index: int) -> bool:
    """Whether a word is for a harm."""
    token = tree.tokens[index]
    if in_name(tree, index):
        return False
    roles = {"NOUN": ("harm noun", "harm adjective"), "ADJ": ("harm adjective",)}.get(token.pos, ())
    return any(token.lemma.lower() in terms(role) for role in roles)


def harmful(tree: Tree, index: int | None) -> bool:
    """Whether a noun names a harm, or what it is coordinated with, made of or described by; no noun before it."""
    if index is None:
        return False
    nouns = participants.coordinated(tree, index)
    links = (link for link in tree.children(index, "prep") if tree.tokens[link].text.lower() == "of")
    nouns += [word for link in links for word in tree.children(link, "pobj")]
    described = [word for noun in nouns for word in tree.children(noun, "amod")]
    return any(is_harm(tree, word) for word in (*nouns, *described))


def goes_wrong(tree: Tree, verb: int) -> bool:
    """Whether a predicate tells of a trouble, or of what cannot be: *the road is unsafe*, *they could not land*."""
    if tree.tokens[verb].pos not in ("VERB", "AUX"):
        return troubled(tree, verb)
    if predicates.is_negated(tree, verb):
        able = any(tree.tokens[word].lemma in ("can", "could") for word in tree.children(verb, "aux"))
        harm = tree.tokens[verb].lemma in terms("harm verb")  # a king cannot rob himself
        return able and not harm and predicates.process_type(tree.tokens[verb].lemma) == "material"
    if tree.tokens[verb].lemma in terms("trouble verb") and tree.children(verb, "dobj"):
        return False  # rejected the plan: a choice, for a reason
    completed = tree.children(verb, "xcomp")
    nouns = [noun for one in (verb, *completed) for noun in tree.children(one, *PREDICATION)]
    if tree.tokens[verb].lemma == "refuse" or any(predicates.is_negated(tree, noun) for noun in nouns):
        return False  # refused because; there is no risk of rain
    return any(is_trouble(tree, word) for word in (verb, *completed)) or any(troubled(tree, noun) for noun in nouns)


def troubled(tree: Tree, noun: int) -> bool:
    """Whether a noun is a trouble, or is said to be one by its adjective, an *of* phrase or what it is joined with."""
    joined = [noun, tree.tokens[noun].head] if tree.tokens[noun].dep == "conj" else [noun]
    if any(is_trouble(tree, word) for word in (*joined, *tree.children(noun, "amod", "conj", "acomp"))):
        return True
    links = [link for link in tree.children(noun, "prep") if tree.tokens[link].text.lower() in ("of", "in")]
    return any(troubled(tree, word) for link in links for word in tree.children(link, "pobj", "pcomp"))


def is_trouble(tree: Tree, index: int) -> bool:
    """Whether a word tells of a trouble by itself: a harm, a fault, a loss, something left undone."""
    token = tree.tokens[index]
    lemma = token.lemma.lower()
    if predicates.is_negated(tree, index):
        return False
    if token.pos == "VERB" and any(lemma in terms(role) for role in ("harm verb", "omission verb", "trouble verb")):
        return True
    if token.pos == "NOUN" and lemma in terms("evaluation noun") and lemma not in terms("praise noun"):
        return True
    return is_harm(tree, index) or (token.pos in ("NOUN", "ADJ", "VERB") and lemma in terms("trouble"))
