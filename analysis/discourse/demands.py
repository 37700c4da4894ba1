"""What a demand asks for, in one sentence: the clause of what is to be done, and whether anybody is there to do it.

Read by `functions` and `directives`; no tables here.
"""

from __future__ import annotations

from analysis.discourse.troubles import in_name
from analysis.grammar import nominalisation, participants, predicates
from analysis.referring import gazetteer
from analysis.syntax import Tree

CLAUSES = ("xcomp", "ccomp", "advcl")
# Done at nobody's order.
HAPPENING = frozenset({"be", "become", "die", "fall", "get", "have", "lose", "matter", "recover", "rise", "win"})
# What things and circumstances do too; places stand for those who govern them.
CAUSING = frozenset({"compel", "demand", "encourage", "force", "oblige", "push"})
PLACES = frozenset({"city", "county", "country", "nation", "state", "town", "village"})
DOER = ("er", "or", "ist", "ian", "ant", "man", "woman", "ee")
# Verbs after which a bare "that they act" is a demand, not a report.
MANDATIVE = frozenset({"ask", "demand", "insist", "propose", "recommend", "request", "require", "suggest", "urge"})


def objects(tree: Tree, verb: int, words: list[int]) -> list[int]:
    """The nouns that a verb governs: objects, after *call on* those of the preposition; of a passive its subject."""
    if predicates.is_passive(tree, verb):
        return tree.children(verb, "nsubjpass")
    return [noun for word in words for noun in tree.children(word, "dobj", "dative", "pobj") if noun > verb]


def demanded(tree: Tree, verb: int, noun: int | None) -> int | None:
    """The clause that says what is to be done: *urged them to act*, *demanded that they act*; no promise, no report.

    Somebody else than the speaker must be there to do it: its subject, or the `noun` that the verb governs.
    """
    speaker = participants.subject(tree, verb)
    passive = predicates.is_passive(tree, verb)
    for clause in (word for word in tree.children(verb, *CLAUSES) if word > verb):
        aux = {tree.tokens[word].tag for word in tree.children(clause, "aux")}
        asked_first = noun is not None and verb < noun < clause
        others = participants.subject(tree, clause) != speaker or passive or asked_first
        called = any(tree.tokens[word].text.lower() == "for" for word in tree.children(clause, "mark"))
        called = called or participants.called_on(tree, verb, clause) is not None
        purpose = tree.tokens[clause].dep == "advcl" and noun is None and not called
        bare = tree.tokens[clause].tag in ("VB", "VBP") and not aux & {"MD", "TO", "VBZ", "VBP", "VBD"}
        asked = bare and tree.tokens[clause].dep == "ccomp" and tree.tokens[verb].lemma in MANDATIVE
        asked = asked and not _reported(tree, verb, clause)
        if others and not purpose and not _question(tree, clause) and ("TO" in aux or asked):
            return clause
    return None


def _reported(tree: Tree, verb: int, clause: int) -> bool:
    """*it suggests that the owners agree*: after a plural the bare form is the plain present, unless the verb asks."""
    subjects = tree.children(clause, "nsubj")
    several = any(tree.tokens[word].tag in ("NNS", "NNPS") or tree.children(word, "conj") for word in subjects)
    return several and tree.tokens[verb].lemma in ("insist", "suggest")


def _question(tree: Tree, clause: int) -> bool:
    """*asked what they want*, *told them what to say*: an answer is wanted, or given."""
    return any(tree.tokens[word].tag.startswith("W") for word in tree.subtree(clause) if word < clause)


def can_act(tree: Tree, noun: int) -> bool:
    """Whether a noun is for somebody: a pronoun, a name, a person, body or group by the lists."""
    token = tree.tokens[noun]
    word = gazetteer.singular(token.text)
    kind = gazetteer.nouns().get(word, {}).get("type", "")
    named = token.pos in ("PRON", "PROPN") or in_name(tree, noun)  # X, which the tagger took for a common noun
    return named or word in gazetteer.titles() or kind in ("person", "organisation", "group")


def governs(tree: Tree, noun: int) -> bool:
    """Whether a noun is for a document or a place: those who wrote or govern it speak through it."""
    word = gazetteer.singular(tree.tokens[noun].text)
    return gazetteer.nouns().get(word, {}).get("type") == "document" or word in PLACES


def can_owe(tree: Tree, noun: int) -> bool:
    """Whether a subject can owe something: somebody, a document, a place; else several, or a doer by its ending."""
    token = tree.tokens[noun]
    kind = gazetteer.nouns().get(gazetteer.singular(token.text), {}).get("type")
    if can_act(tree, noun) or governs(tree, noun):
        return True
    if token.tag == "NN" and not token.lemma.lower().endswith(DOER):
        return False  # the issue should fade
    return kind != "thing" and nominalisation.event_noun(tree.tokens[noun].lemma.lower()) is None


def is_forecast(tree: Tree, verb: int, what: int | None) -> bool:
    """*is expected to rain*, *they expect prices to fall*: nobody is told to do anything."""
    if tree.tokens[verb].lemma not in ("expect", "want") or what is None:
        return False
    who = participants.subject(tree, what) if tree.tokens[what].tag.startswith("VB") else what
    happens = tree.tokens[what].lemma in HAPPENING
    happens = happens or (tree.tokens[verb].lemma == "expect" and predicates.is_negated(tree, verb))
    return happens or predicates.is_passive(tree, verb) or who is None or not can_act(tree, who)


def is_circumstance(tree: Tree, verb: int) -> bool:
    """*illness forced her to leave*, *was forced to explain*: it is no person, body or document that asks."""
    doer = participants.agent(tree, verb)
    lemma = tree.tokens[verb].lemma
    if doer is None:
        return lemma in ("force", "compel", "oblige")
    if tree.tokens[doer].text.lower() in ("it", "this", "that") and lemma not in ("warn", "caution"):
        return True
    return lemma in CAUSING and not (governs(tree, doer) or can_act(tree, doer))
