"""How a noun stands in its sentence: as a post, a predicate, a tag of party and state, a subject that was cut off.

Read by `mentions`; everything here looks at one sentence only.
"""

from __future__ import annotations

from analysis.referring import gazetteer
from analysis.syntax import Tree

COPULAS = ("be", "'s", "’s", "remain", "become")
PARTIES = ("R", "D", "I")  # in brackets behind a name: (R-Va.)
NAMED = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC")


def party_tag(tree: Tree, index: int) -> bool:
    """Whether a word stands in brackets that say of which party and state somebody is: (R-Va.)."""
    forms = tree.forms()[max(index - 3, 0) : index + 1]
    if "(" not in forms[:-1] and "[" not in forms[:-1]:
        return False
    inside = forms[max(place for place, form in enumerate(forms[:-1]) if form in "([") + 1 :]
    return inside[0].split("-")[0] in PARTIES and (len(inside) == 1 or inside[1] in "-–." or "-" in inside[0])


def cut_off(tree: Tree, index: int) -> bool:
    """Whether a name is the subject that *he said* cut off, which the parser takes for an adverbial."""
    token, verb = tree.tokens[index], tree.tokens[index].head
    named = token.dep == "npadvmod" and token.entity in NAMED and token.pos == "PROPN"
    return named and tree.tokens[verb].tag.startswith("VB") and bool(tree.children(verb, "parataxis"))


def post(tree: Tree, index: int) -> bool:
    """Whether a bare office is the post, not its holder: *ran for governor*, *became chairman*."""
    token = tree.tokens[index]
    office = gazetteer.titles().get(token.text.lower(), {}).get("kind") == "office"
    if not office or tree.children(index, "det", "poss", "appos", "nummod"):
        return False
    after = tree.tokens[token.head].text.lower() in ("for", "as", "of") and token.dep == "pobj"
    return after or token.dep in ("attr", "oprd")


def subject_of(tree: Tree, index: int) -> int | None:
    """What a predicate noun is said of: *Lund remained a border state*; not negated, conditional or under a modal."""
    token, verb = tree.tokens[index], tree.tokens[tree.tokens[index].head]
    if token.dep != "attr" or verb.lemma.lower() not in COPULAS or verb.tag not in ("VBZ", "VBP", "VBD", "VBN"):
        return None
    if tree.children(token.head, "neg", "mark") or any(
        tree.tokens[word].tag == "MD" for word in tree.children(token.head, "aux")
    ):
        return None
    return next(iter(tree.children(token.head, "nsubj")), None)
