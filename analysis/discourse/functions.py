"""Entman's four functions in one sentence: words of `entman.csv` in the construction that makes them serve a function.

problem and cause: see `harms` and `causes`; judgement: something is evaluated; remedy: something is demanded, due, or
done about it (Entman 1993). No tables here.

A harm, an evaluation or a measure under a negation is no cue; a duty or demand not to do something is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis import lexicon
from analysis.discourse import causes, demands, harms, remedies
from analysis.discourse.harms import Function, is_noun, is_predicate, with_object
from analysis.discourse.troubles import terms
from analysis.grammar import participants, predicates
from analysis.lexicon import Entry
from analysis.syntax import Tree

REASON = ("of", "for", "over", "as")  # accused him of it, praised her for it
PLACES = ("FAC", "GPE", "LOC")
COUNTING = frozenset({"many", "few"})


def find(tree: Tree) -> Iterator[Function]:
    """The cues of the four functions in a sentence, in reading order."""
    matches = sorted(lexicon.read("entman").find(tree.forms(), tree.lemmas()), key=lambda match: match[0])
    for first, last, entry in matches:
        if entry["role"] in RULES:
            yield from RULES[entry["role"]](tree, first, last, entry)
    yield from causes.conditions(tree)


def _evaluative_adjective(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """An evaluation of a noun or of a subject; an adverb of degree makes it surer."""
    token = tree.tokens[first]
    participle = token.pos == "VERB" and token.dep == "amod" and token.text.lower() == entry["term"]  # a failed state
    if not (participle or (token.pos == "ADJ" and _is_said(tree, first))) or _denied(tree, first):
        return
    if token.dep == "amod" and (token.tag == "JJR" or _classifies(tree, first, entry["unless"])):
        return  # a weaker one: weaker than the other
    if harms.hyphenated(tree, first, last):
        return  # a lame-duck session
    clauses = [*tree.children(first, "xcomp", "ccomp"), *tree.children(token.head, "xcomp")]
    if token.dep == "acomp" and any(_tells(tree, word) for word in clauses):
        return  # it is fair to say
    degree = tree.children(first, "advmod")
    words = [*degree, first, *([token.head] if token.dep == "amod" else [])]
    yield Function("judgement", 0.7 if degree else 0.5, words, "evaluative adjective")


def _is_said(tree: Tree, adjective: int) -> bool:
    """Whether an adjective is said of something: *a bad plan*, *was bad*, *was rude and bad*, *was odd, if not bad*."""
    token = tree.tokens[adjective]
    if token.dep == "conj" and tree.tokens[token.head].pos == "ADJ":
        return _is_said(tree, token.head)
    granted = token.dep == "advcl" and {"if", "not"} <= {
        tree.tokens[word].text.lower() for word in tree.children(adjective)
    }
    return granted or token.dep in ("amod", "acomp", "oprd", "ccomp")


def _denied(tree: Tree, adjective: int) -> bool:
    """Whether it is not so: *not bad*, *no sign that it is bad*; *if not bad* grants it."""
    token = tree.tokens[adjective]
    if token.dep == "advcl":
        return False
    noun = tree.tokens[token.head].head
    sign = tree.tokens[token.head].dep in ("acl", "ccomp") and tree.tokens[noun].pos == "NOUN"
    return predicates.is_negated(tree, adjective) or (sign and predicates.is_negated(tree, noun))


def _classifies(tree: Tree, adjective: int, unless: str) -> bool:
    """Whether an adjective tells how much, how rich or of what kind: *great many*, *poor families*, *extreme heat*."""
    noun = tree.tokens[adjective].head
    if tree.tokens[noun].pos == "PROPN" and tree.tokens[noun].entity in PLACES:
        return True  # the historic Market Hall
    if tree.tokens[adjective].tag != "JJ" or not unless:
        return False
    after = [tree.tokens[word] for word in tree.children(noun, "amod", "nummod") if word > adjective]
    counted = any(token.lemma in COUNTING or token.tag == "CD" for token in after)
    near = {tree.tokens[noun].lemma, tree.tokens[min(adjective + 1, noun)].lemma}  # illegal drug trade
    return counted or unless == "any noun" or bool(near & set(unless.split()))


def _tells(tree: Tree, clause: int) -> bool:
    """Whether an infinitive is of saying."""
    to = any(tree.tokens[word].tag == "TO" for word in tree.children(clause, "aux"))
    return to and predicates.process_type(tree.tokens[clause].lemma) in ("verbal", "mental")


def _evaluation_noun(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    if is_noun(tree, last - 1) or _known(tree, last - 1):
        yield Function("judgement", 0.6, list(range(first, last)), "evaluation noun")


def _known(tree: Tree, noun: int) -> bool:
    """Whether a denial leaves a fault as it was: *will not make the same mistake*, *cannot excuse this folly*."""
    told = {tree.tokens[word].text.lower() for word in tree.children(noun, "det", "amod")}
    return tree.tokens[noun].pos == "NOUN" and bool(told & {"same", "such", "that", "these", "this", "those"})


def _evaluation_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    told = [word for word in tree.children(first, "ccomp", "pcomp") if word > first]
    free = bool(told) and tree.tokens[tree.subtree(told[0])[0]].text.lower() == "what"  # derided what she called lies
    if entry["term"] in terms("harm verb") and not harms.worded(tree, first):
        return  # attacked the camp
    if is_predicate(tree, first) and (free or participants.patient(tree, first) is not None):
        words = sorted({*with_object(tree, first), *(tree.subtree(told[0]) if free else ())})
        links = [child for word in words for child in tree.children(word, "prep") if child > words[-1]]
        reason = next((tree.subtree(word) for word in links if tree.tokens[word].text.lower() in REASON), [])
        yield Function("judgement", 0.7, [*words, *reason], "evaluation verb")


def _withheld(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A reproach without a word of blame: one says of another that it *had not provided the data*, *did not comply*."""
    doer = participants.agent(tree, first)
    aux = {tree.tokens[word].lemma for word in tree.children(first, "aux")}
    if doer is None or not tree.children(first, "neg") or not aux & {"have", "do"} or tree.tokens[doer].pos == "PRON":
        return
    above = tree.tokens[first].head
    told = tree.tokens[first].dep == "ccomp" and predicates.process_type(tree.tokens[above].lemma) == "verbal"
    given = [noun for noun in tree.children(first, "dobj") if tree.tokens[noun].lemma not in remedies.ANSWERS]
    if told and demands.can_act(tree, doer) and (given or entry["term"] in ("comply", "cooperate")):
        words = [*participants.phrase(tree, doer), *range(doer + 1, first), *with_object(tree, first)]
        yield Function("judgement", 0.5, sorted(set(words)), "withheld")


RULES: dict[str, Callable[[Tree, int, int, Entry], Iterator[Function]]] = {
    **harms.RULES,
    **causes.RULES,
    "evaluative adjective": _evaluative_adjective,
    "evaluation noun": _evaluation_noun,
    "evaluation verb": _evaluation_verb,
    "compliance verb": _withheld,
    **remedies.RULES,
}
