"""One row a word that takes something for granted: what it takes for granted, of whom, and in whose voice.

"If the owner fails to pay" leaves open what "if the owner keeps refusing to pay" takes as done. The triggers are those
of Levinson (1983, 4.2): change of state, factives, implicatives (Karttunen 1971), iteratives, and definite noun phrases
made from verbs ("the refusal"). What is presupposed stays so under *not*, *if* and *may*; it is cancelled where
a text denies it, which is not looked at. The voice is that of the trigger: in "he recalled that …" it is the
journalist who takes the content for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis import lexicon, schema
from analysis.attributing import voice
from analysis.grammar import nominalisation, participants, predicates
from analysis.grammar.cells import Sentence, numbered, parsed
from analysis.referring import gazetteer
from analysis.syntax import Tree

A = {"a", "an"}  # of any driver's licence nothing is known
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
LASTING = frozenset({"continue", "persist", "resume", "cease"})
UNGIVEN = ("compound", "nmod", "npadvmod", "attr")  # "it is not her choice" says whose it is, or denies it
NOMINAL = ("NOUN", "PROPN", "PRON")


class Trigger(NamedTuple):
    """A word that presupposes, in token indices of its sentence: itself, what it presupposes, of whom."""

    tokens: list[int]
    kind: str
    given: str
    content: list[int]
    who: int | None
    verb: int


def find_presuppositions(sentences: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """One row a trigger; table ``presuppositions``. `attributions` may be empty.

    Examples
    --------
    >>> from analysis import parse
    >>> row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "n_words": 6}
    >>> text = "The owner keeps refusing to pay."
    >>> sentences = schema.frame("sentences", [{**row, "start": 0, "end": len(text), "text": text}])
    >>> found = find_presuppositions(sentences, parse.parse(sentences), schema.frame("attributions", []))
    >>> found[["text", "kind", "given", "who", "content"]].values.tolist()
    [['keeps', 'change of state', 'so before', 'The owner', 'refusing to pay'],
     ['refusing', 'implicative', 'asked or offered', 'The owner', 'to pay']]
    """
    rows: list[dict[str, Any]] = []
    for tree, sentence in parsed(tokens, sentences):
        triggers = sorted([*_listed(tree), *_definite(tree)], key=lambda found: found.tokens)
        rows += [_row(tree, trigger, sentence) for trigger in triggers]
    if not rows:
        return schema.frame("presuppositions", [])
    return schema.frame("presuppositions", voice.assign(numbered(rows, "presupposition_id"), attributions, sentences))


def _row(tree: Tree, trigger: Trigger, sentence: Sentence) -> dict[str, Any]:
    start, end = tree.span(trigger.tokens)
    row = {
        "article_id": tree.article_id,
        "sentence_id": tree.sentence_id,
        "start": start,
        "end": end,
        "text": sentence.quote((start, end)),
        "kind": trigger.kind,
        "given": trigger.given,
        "negated": predicates.is_negated(tree, trigger.verb),
    }
    who = None if trigger.who is None else participants.phrase(tree, trigger.who)
    for name, words in (("content", _bare(tree, trigger.content)), ("who", who)):
        row |= sentence.cells(name, tree.span(words) if words else None)
    return row


def _bare(tree: Tree, words: list[int]) -> list[int]:
    """Some tokens without the punctuation at either end."""
    kept = [word for word in words if tree.tokens[word].pos not in ("PUNCT", "SPACE")]
    return [word for word in words if kept and kept[0] <= word <= kept[-1]]


def _listed(tree: Tree) -> Iterator[Trigger]:
    """The words of the lexicon, in the construction that each needs."""
    for first, last, entry in lexicon.read("presuppositions").find(tree.forms(), tree.lemmas()):
        found = CONSTRUCTIONS[entry["construction"]](tree, first)
        if found is None:
            continue
        content, who, verb = found
        yield Trigger(list(range(first, last)), entry["kind"], entry["given"], content, who, verb)


Found = tuple[list[int], int | None, int]
"""The content's tokens, the head of whom it is said of, the verb that a negation would hang on."""


def _clause(tree: Tree, verb: int) -> list[int]:
    return sorted(predicates.clause_tokens(tree, verb))


def _doing(tree: Tree, index: int) -> Found | None:
    """*kept refusing*, *resumed the talks*; of a verb alone its subject, if that is a doing: *the strike went on*."""
    if not predicates.is_verb(tree, index):
        return None
    who = participants.agent(tree, index)
    tags = (
        ("VBG",) if tree.tokens[index].lemma in ("stop", "quit", "halt", "go", "keep") else ("VB", "VBG")
    )  # stop to think
    verbs = [word for word in tree.children(index, "xcomp") if word > index and tree.tokens[word].tag in tags]
    if verbs:
        kept = any(index < word < verbs[0] for word in tree.children(index, "dobj") + tree.children(verbs[0], "nsubj"))
        return _clause(tree, verbs[0]), participants.subject(tree, verbs[0]) if kept else who, index  # keep it going
    nouns = [word for word in tree.children(index, "dobj", "nsubjpass") if _is_doing(tree, word)]
    if nouns:
        return participants.phrase(tree, nouns[0]), None if tree.tokens[nouns[0]].dep == "nsubjpass" else who, index
    own = participants.subject(tree, index)
    lone = own is not None and not tree.children(index, "dobj", "xcomp", "ccomp", "nsubjpass", "attr")
    if own is None or not lone or not (_is_doing(tree, own) or _lasts(tree, index, own)):
        return None
    return participants.phrase(tree, own), None, index


def _lasts(tree: Tree, verb: int, noun: int) -> bool:
    """*the violence persists*: a noun for no person or body beside a verb of lasting."""
    kind = gazetteer.nouns().get(gazetteer.singular(tree.tokens[noun].text), {}).get("type", "thing")
    return tree.tokens[verb].lemma in LASTING and tree.tokens[noun].pos == "NOUN" and kind in ("thing", "document")


def _is_doing(tree: Tree, noun: int) -> bool:
    """Whether a noun or gerund names something done."""
    token = tree.tokens[noun]
    return token.tag == "VBG" or nominalisation.event_noun(token.lemma.lower()) is not None


def _state(tree: Tree, index: int) -> Found | None:
    """*remained a quiet town*, *remains closed*."""
    what = [word for word in tree.children(index, "attr", "acomp", "oprd", "xcomp", "prep") if word > index]
    if not predicates.is_verb(tree, index) or not what:
        return None
    return _clause(tree, what[0]), participants.subject(tree, index), index


def _that(tree: Tree, index: int) -> Found | None:
    """*recalled that it had rained*; a question (*know whether*) is not presupposed, nor what *he said* is told by."""
    if not predicates.is_verb(tree, index):
        return None
    for clause in tree.children(index, "ccomp"):
        opens = {tree.tokens[word].text.lower() for word in tree.subtree(clause) if word < clause}
        asked = opens & {"whether", "if"} or any(tree.tokens[word].tag.startswith("W") for word in tree.subtree(clause))
        if clause > index and predicates.is_finite(tree, clause) and not asked:
            return [word for word in tree.subtree(clause) if word > index], None, index
    return None


def _to(tree: Tree, index: int) -> Found | None:
    """*failed to answer*, *avoided answering*."""
    if not predicates.is_verb(tree, index):
        return None
    for clause in tree.children(index, "xcomp"):
        marked = any(tree.tokens[word].tag == "TO" for word in tree.children(clause, "aux"))
        if clause > index and (marked or tree.tokens[clause].tag == "VBG"):
            return _clause(tree, clause), participants.subject(tree, index), index
    return None


def _act(tree: Tree, index: int) -> Found | None:
    """*refused to answer*, *refused cooperation*."""
    if found := _to(tree, index):
        return found
    if not predicates.is_verb(tree, index):
        return None
    nouns = [word for word in tree.children(index, "dobj") if _is_doing(tree, word)]
    return (participants.phrase(tree, nouns[0]), participants.agent(tree, index), index) if nouns else None


def _adverb(tree: Tree, index: int) -> Found | None:
    """*still refuse*: the clause of the verb that it stands with; *a still day* says nothing of before."""
    token = tree.tokens[index]
    verb = next((up for up in tree.ancestors(index) if predicates.is_verb(tree, up)), None)
    glued = tree.forms()[index + 1 : index + 2] == ["-"]  # a still-fragile town
    if glued or (index and tree.tokens[index - 1].lemma == "time"):  # time and time again
        return None
    if token.pos not in ("ADV", "PART", "DET") or tree.tokens[token.head].pos in NOMINAL or verb is None:
        return None
    if index == tree.subtree(verb)[0] and tree.forms()[index + 1 : index + 2] == [","]:  # Still, it rained
        return None
    words = [word for word in _clause(tree, verb) if word not in tree.subtree(index)]
    words = words[1:] if words and tree.tokens[words[0]].dep == "mark" else words
    return words, participants.agent(tree, verb), verb


def _yet(tree: Tree, index: int) -> Found | None:
    """*have yet to answer*."""
    if index + 1 >= len(tree.tokens) or tree.tokens[index + 1].tag != "TO":
        return None
    verb = tree.tokens[index + 1].head
    return (_clause(tree, verb), participants.subject(tree, verb), verb) if verb > index else None


CONSTRUCTIONS: dict[str, Callable[[Tree, int], Found | None]] = {
    "doing": _doing,
    "state": _state,
    "that": _that,
    "to": _to,
    "act": _act,
    "adverb": _adverb,
    "yet": _yet,
}


def _definite(tree: Tree) -> Iterator[Trigger]:
    """A noun made from a verb with *the*, *this* or an owner: that it is done is taken as known."""
    for index, token in enumerate(tree.tokens):
        if token.tag not in ("NN", "NNS") or token.dep in UNGIVEN or nominalisation.is_body(tree, index):
            continue
        noun = nominalisation.event_noun(token.lemma.lower())
        pointed = any(tree.tokens[word].text.lower() in DEFINITE for word in tree.children(index, "det"))
        owned = [word for word in tree.children(index, "poss") if tree.tokens[word].pos in NOMINAL]
        owned = [
            word for word in owned if not {tree.tokens[det].text.lower() for det in tree.children(word, "det")} & A
        ]
        if noun is not None and (pointed or owned):
            words = participants.phrase(tree, index)
            who = nominalisation.agent(tree, index, noun)
            yield Trigger(words, "definite nominalisation", "so", words, who, index)
