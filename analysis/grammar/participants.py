"""Who does what to whom, read off the tree of one sentence: the agent, patient and subject of a verb; no tables here.

All functions take a `Tree` and the index of a token in it. Dependency labels are ClearNLP's. A missing subject is
supplied by construction: coordination, control (Huddleston & Pullum 2002, ch. 14), the noun that a clause modifies.
"""

from __future__ import annotations

from collections.abc import Callable

from analysis.grammar import predicates
from analysis.referring import gazetteer
from analysis.syntax import Tree

CLAUSAL = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})
DETACHED = CLAUSAL | {"appos", "punct", "case"}
# Used by somebody who is not the subject of "to spread it" in "tools were used to spread it".
INSTRUMENTAL = frozenset({"use", "deploy", "employ", "exploit", "utilise", "utilize", "misuse", "abuse", "need"})
CALLING = frozenset({"call", "count", "depend", "lean", "prevail", "rely", "wait"})  # on somebody, to do something
IMPERSONAL = frozenset({"it", "that", "this", "what"})  # it would be harmful to undermine it
# Nouns that a clause can modify without their being its object: "the day he left".
UNMOVED = frozenset({"day", "time", "year", "week", "month", "moment", "way", "reason", "place", "point", "night"})


def phrase(tree: Tree, index: int) -> list[int]:
    """The tokens of a noun phrase: what it takes to name the participant, without clauses, appositions, parentheses.

    The possessive *'s* of the head and a preposition after a comma are left out too; coordinated nouns stay in.
    """
    found = [index]
    for child in tree.children(index):
        token = tree.tokens[child]
        if child > index and token.dep in CLAUSAL:
            break
        if token.dep in DETACHED or (token.dep == "conj" and token.tag.startswith("VB")):
            continue
        if token.dep in ("cc", "preconj") and not tree.children(index, "conj"):
            continue
        if child > index and _loose(tree, child):
            continue
        found += phrase(tree, child)
    return sorted(found)


def coordinated(tree: Tree, index: int) -> list[int]:
    """The head of a phrase and the nouns coordinated with it: *the mayor and two aides*."""
    others = [noun for noun in tree.children(index, "conj") if tree.tokens[noun].pos in ("NOUN", "PROPN", "PRON")]
    return [index, *(noun for other in others for noun in coordinated(tree, other))]


def _loose(tree: Tree, child: int) -> bool:
    """Whether something after a noun is no part of its name: after a comma, a gerund, an adjective with a phrase."""
    token = tree.tokens[child]
    if token.dep == "amod":
        return bool(tree.children(child, "prep", "xcomp"))
    if token.dep == "prep" and tree.children(child, "pcomp"):
        return True
    return token.dep in ("prep", "advmod", "npadvmod") and tree.tokens[child - 1].tag in (",", ":")


def agent(tree: Tree, index: int) -> int | None:
    """The head of the phrase that names who does it: the subject, or after a passive the *by* phrase."""
    return predicates.doer(tree, index) if predicates.is_passive(tree, index) else subject(tree, index)


def patient(tree: Tree, index: int) -> int | None:
    """The head of the phrase that names who or what it is done to: the object, or the subject of a passive."""
    if predicates.is_passive(tree, index):
        return subject(tree, index)
    objects = tree.children(index, "dobj") or tree.children(index, "dative")
    if objects:
        noun = objects[0]
        if tree.tokens[noun].tag == "IN" and tree.tokens[index].dep == "relcl":
            return tree.tokens[index].head  # that: a relative pronoun that the tagger took for a conjunction
        return predicates.antecedent(tree, noun) if tree.tokens[noun].tag not in ("IN", "TO") else None
    for complement in tree.children(index, "ccomp"):
        if not tree.tokens[complement].tag.startswith(("VB", "MD")):  # consider it an insult
            return next(iter(tree.children(complement, "nsubj")), None)
    return _moved(tree, index)


def _moved(tree: Tree, index: int) -> int | None:
    """The noun before a relative clause without pronoun, where it is the object: *content he posted*."""
    token = tree.tokens[index]
    inside = tree.children(index, "nsubj", "nsubjpass")
    if token.dep != "relcl" or not inside or tree.tokens[token.head].lemma in UNMOVED:
        return None
    stranded = any(not tree.children(word) for word in tree.children(index, "prep"))
    if stranded or tree.children(index, "ccomp", "xcomp", "attr", "acomp") or token.lemma == "be":
        return None
    wh = any(tree.tokens[word].tag.startswith("W") for word in tree.subtree(index))
    return None if wh else token.head


def subject(tree: Tree, index: int) -> int | None:
    """The head of the subject: a verb's own, one it shares, or the one its construction supplies (control)."""
    if own := tree.children(index, "nsubj", "nsubjpass"):
        return predicates.antecedent(tree, own[-1]) if not tree.tokens[own[-1]].tag.startswith("VB") else None
    if tree.children(index, "csubj", "csubjpass", "expl"):
        return None
    supply = SUPPLIERS.get(tree.tokens[index].dep, _parted)
    return supply(tree, index)


def _parted(tree: Tree, index: int) -> int | None:
    """Of a verb cut off from its subject by *he said*, where the parser takes the subject for an adverbial."""
    nouns = [word for word in tree.children(index, "npadvmod", "dep") if word < index]
    nouns = [word for word in nouns if tree.tokens[word].pos in ("NOUN", "PROPN", "PRON")]
    parted = nouns and tree.children(index, "parataxis") and tree.tokens[nouns[0]].entity not in predicates.TEMPORAL
    return nouns[0] if parted else None


def _shared(tree: Tree, index: int) -> int | None:
    """Of a coordinated verb: the subject of the first; of the verb above, where the form says so.

    In *He said tools were being used and criticized firms* the simple past goes with *said*, not with *being used*.
    """
    token, host = tree.tokens[index], tree.tokens[tree.tokens[index].head]
    above = tree.tokens[host.head]
    outer = host.dep in ("ccomp", "xcomp") and token.tag == above.tag != host.tag and host.tag not in predicates.FINITE
    if outer and not tree.children(index, "aux", "auxpass"):
        return subject(tree, host.head)
    return subject(tree, token.head)


def _controlled(tree: Tree, index: int) -> int | None:
    """Of an infinitive or participle that completes a verb: the object's or the subject's, as that verb has it."""
    token, governor = tree.tokens[index], tree.tokens[index].head
    head = tree.tokens[governor]
    if not head.tag.startswith("VB") or head.lemma == "be":
        return _equated(tree, governor) if head.lemma == "be" else _described(tree, governor)
    to = any(tree.tokens[word].tag == "TO" for word in tree.children(index, "aux"))
    if (
        head.dep == "relcl"
        and not to
        and token.tag in ("VB", "VBP", "VBZ", "VBD")
        and predicates.process_type(head.lemma) != "material"
    ):
        return head.head
    if predicates.is_passive(tree, governor):
        return predicates.doer(tree, governor) if head.lemma in INSTRUMENTAL else subject(tree, governor)
    called = called_on(tree, governor, index) if to else None
    objects = [noun for noun in tree.children(governor, "dobj", "dative") if noun < index]
    if predicates.control(head.lemma) == "other" and token.tag == "VBG":
        return None
    if objects and predicates.control(head.lemma) == "object":
        return predicates.antecedent(tree, objects[-1])
    return subject(tree, governor) if called is None else called


def _equated(tree: Tree, verb: int) -> int | None:
    """Of an infinitive that *be* joins to a noun: whose it is (*his answer was to leave*), else nobody's by name."""
    noun = subject(tree, verb)
    if noun is None or tree.tokens[noun].text.lower() in IMPERSONAL:
        return None
    kind = gazetteer.nouns().get(gazetteer.singular(tree.tokens[noun].text), {}).get("type")
    somebody = tree.tokens[noun].pos in ("PROPN", "PRON") or kind in ("person", "organisation", "group")
    if somebody or tree.children(verb, "acomp"):
        return noun  # she is to leave; the mayor is ready to leave
    return next(iter(tree.children(noun, "poss")), None)


def called_on(tree: Tree, verb: int, clause: int) -> int | None:
    """Whom *on* names between a verb and what they are to do: *called on the mayor to resign*."""
    for preposition in tree.children(verb, "prep", "prt") if tree.tokens[verb].lemma in CALLING else ():
        if verb < preposition < clause and tree.tokens[preposition].text.lower() in ("on", "upon"):
            named = (noun for noun in tree.children(preposition, "pobj") if noun < clause)
            return next((noun for noun in named if tree.tokens[noun].entity not in predicates.TEMPORAL), None)
    return None


def _bare(tree: Tree, index: int) -> int | None:
    """Of a bare verb after an object that the parser did not take for its subject: *demand the firm open an office*."""
    return _controlled(tree, index) if tree.tokens[index].tag in ("VB", "VBP") else None


def _adverbial(tree: Tree, index: int) -> int | None:
    """Of a participle or a purpose infinitive: the doer of the main clause."""
    governor = tree.tokens[index].head
    marks = {tree.tokens[word].text.lower() for word in tree.children(index, "mark")}
    if predicates.is_finite(tree, index) or marks & {"as", "than"} or not tree.tokens[governor].tag.startswith("VB"):
        return None
    infinitive = any(tree.tokens[word].tag == "TO" for word in tree.children(index, "aux"))
    if (
        infinitive
        and predicates.is_passive(tree, governor)
        and predicates.control(tree.tokens[governor].lemma) == "object"
    ):
        return subject(tree, governor)  # was elected to lead the party
    if infinitive and (noun := called_on(tree, governor, index)) is not None:
        return noun
    return agent(tree, governor) if infinitive else subject(tree, governor)


def _modifying(tree: Tree, index: int) -> int | None:
    """Of a participle after a noun: that noun; of an infinitive: whoever has or does what the noun says."""
    token, noun = tree.tokens[index], tree.tokens[index].head
    if not any(tree.tokens[word].tag == "TO" for word in tree.children(index, "aux")):
        return noun if tree.tokens[noun].pos in ("NOUN", "PROPN", "PRON", "NUM", "DET") else None
    verb = tree.tokens[noun].head
    if tree.tokens[noun].dep == "dobj" and predicates.control(tree.tokens[verb].lemma) == "object":
        return noun
    if owners := tree.children(noun, "poss"):
        return owners[0]
    if token.dep == "relcl":
        return noun if tree.children(index, "dobj") and tree.tokens[noun].lemma not in UNMOVED else None
    return subject(tree, verb) if tree.tokens[noun].dep == "dobj" and not predicates.is_passive(tree, verb) else None


def _prepositional(tree: Tree, index: int) -> int | None:
    """Of a gerund after a preposition: *accused firms of hiding it*, *capable of hiding it*."""
    preposition = tree.tokens[index].head
    above = tree.tokens[preposition].head
    head, word = tree.tokens[above], tree.tokens[preposition].text.lower()
    if head.tag.startswith("JJ"):
        return _described(tree, above)
    if head.tag.startswith("VB"):
        objects = [noun for noun in tree.children(above, "dobj") if noun < index]
        if objects and word in ("of", "from", "into", "for") and head.lemma not in INSTRUMENTAL:
            return predicates.antecedent(tree, objects[0])
        return subject(tree, above)
    if head.dep != "dobj" or not tree.tokens[head.head].tag.startswith("VB"):
        return None
    accused = word in ("of", "for", "from") and predicates.process_type(tree.tokens[head.head].lemma) in (
        "verbal",
        "mental",
    )
    return above if accused else subject(tree, head.head)


def _described(tree: Tree, adjective: int) -> int | None:
    """What an adjective is said of."""
    token = tree.tokens[adjective]
    if token.dep == "amod" or not token.tag.startswith("JJ"):
        return token.head if token.tag.startswith("JJ") else None
    noun = subject(tree, token.head) if tree.tokens[token.head].tag.startswith("VB") else None
    return None if noun is None or tree.tokens[noun].text.lower() in IMPERSONAL else noun


SUPPLIERS: dict[str, Callable[[Tree, int], int | None]] = {
    "conj": _shared,
    "xcomp": _controlled,
    "ccomp": _bare,
    "advcl": _adverbial,
    "acl": _modifying,
    "amod": _modifying,
    "relcl": _modifying,
    "pcomp": _prepositional,
}
