"""Entman's four functions in one sentence: words of `entman.csv` in the construction that makes them serve a function.

problem and cause: see `harms` and `causes`; judgement: something is evaluated; remedy: something is demanded, due, or
done about it (Entman 1993). No tables here.

A harm, an evaluation or a measure under a negation is no cue; a duty or demand not to do something is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis import lexicon
from analysis.discourse import causes, demands, harms
from analysis.discourse.harms import NOMINAL, Function, is_noun, is_predicate, terms, with_object
from analysis.grammar import participants, predicates
from analysis.lexicon import Entry
from analysis.syntax import Tree

LIGHT = frozenset({"advantage", "control", "part", "place", "credit", "care", "door", "way"})  # take advantage of a law
COUNTING = frozenset({"many", "few"})
QUANTITY = frozenset({"high", "low", "strong", "weak", "growing", "rising", "falling", "great", "less", "more"})


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
    if token.pos != "ADJ" or token.dep not in ("amod", "acomp", "oprd", "ccomp") or predicates.is_negated(tree, first):
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


def _classifies(tree: Tree, adjective: int, unless: str) -> bool:
    """Whether an adjective tells how much, how rich or of what kind: *great many*, *poor families*, *extreme heat*."""
    noun = tree.tokens[adjective].head
    if tree.tokens[adjective].tag != "JJ" or not unless:
        return False
    after = [tree.tokens[word] for word in tree.children(noun, "amod", "nummod") if word > adjective]
    counted = any(token.lemma in COUNTING or token.tag == "CD" for token in after)
    return counted or unless == "any noun" or tree.tokens[noun].lemma in unless.split()


def _tells(tree: Tree, clause: int) -> bool:
    """Whether an infinitive is of saying."""
    to = any(tree.tokens[word].tag == "TO" for word in tree.children(clause, "aux"))
    return to and predicates.process_type(tree.tokens[clause].lemma) in ("verbal", "mental")


def _evaluation_noun(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    if is_noun(tree, last - 1):
        yield Function("judgement", 0.6, list(range(first, last)), "evaluation noun")


def _evaluation_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    told = [word for word in tree.children(first, "ccomp", "pcomp") if word > first]
    free = bool(told) and tree.tokens[tree.subtree(told[0])[0]].text.lower() == "what"  # derided what she called lies
    if is_predicate(tree, first) and (free or participants.patient(tree, first) is not None):
        words = sorted({*with_object(tree, first), *(tree.subtree(told[0]) if free else ())})
        links = [child for word in words for child in tree.children(word, "prep") if child > words[-1]]
        reason = next((tree.subtree(word) for word in links if tree.tokens[word].text.lower() in ("of", "for")), [])
        yield Function("judgement", 0.7, [*words, *reason], "evaluation verb")


def _directive_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """Somebody is to do something: *urged them to act*, *demanded that they act*, *expects them to act*."""
    if not predicates.is_verb(tree, first) or (tree.tokens[first].lemma == "expect" and not is_predicate(tree, first)):
        return
    noun = next(iter(demands.objects(tree, first, list(range(first, last)))), None)
    clause = demands.demanded(tree, first, noun)
    if clause is None or demands.is_circumstance(tree, first) or demands.is_forecast(tree, first, clause):
        return
    harm = tree.tokens[clause].lemma in terms("harm verb")  # told them to lie: no remedy
    told = tree.tokens[first].lemma == "ask" and predicates.process_type(tree.tokens[clause].lemma) == "verbal"
    if not harm and not told:  # asked him to comment
        yield Function("remedy", 0.8, list(range(first, max(with_object(tree, clause)) + 1)), "directive verb")


def _directive_noun(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*call for talks*, *a demand to resign*."""
    goal = [child for child in tree.children(first, "prep", "acl") if tree.tokens[child].text.lower() == "for"]
    goal += [child for child in tree.children(first, "acl", "relcl") if tree.children(child, "aux")]
    comment = any(tree.tokens[word].lemma == "comment" for child in goal for word in tree.children(child, "pobj"))
    if is_noun(tree, first) and goal and not comment and not _economic(tree, first):
        yield Function("remedy", 0.5, [first, *tree.subtree(goal[0])], "directive noun")


def _economic(tree: Tree, noun: int) -> bool:
    """*low demand for coal*: what people buy, not what somebody demands."""
    token = tree.tokens[noun]
    quantity = any(tree.tokens[word].text.lower() in QUANTITY for word in tree.children(noun, "amod"))
    bare = token.tag == "NN" and not tree.children(noun, "det", "poss") and token.dep != "compound"
    return token.lemma.lower() == "demand" and (quantity or bare)


def _duty(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*must act*, *should act*, *need to act*; not *must have acted*, which guesses, nor *should it rain*."""
    token = tree.tokens[first]
    verb = token.head if token.tag == "MD" else next(iter(tree.children(first, "xcomp")), first)
    perfect = any(tree.tokens[word].lemma == "have" for word in tree.children(verb, "aux"))
    if verb <= first or perfect or tree.tokens[verb].lemma in ("be", "die", "get", "say", "add", "note"):
        return
    doer = participants.agent(tree, verb)
    if token.lemma.lower() == "should" and doer is not None and not demands.can_owe(tree, doer):
        return  # the speech should lift his ratings
    if any(
        tree.tokens[word].pos in NOMINAL for word in range(first) if word in tree.children(verb, "nsubj", "nsubjpass")
    ):
        yield Function("remedy", 0.6, list(range(first, verb + 1)), "duty")


def _measure_noun(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A measure that somebody takes, announces, weighs or faces; through a preposition too: *take it to court*."""
    if not is_noun(tree, last - 1):
        return
    noun = last - 1
    while tree.tokens[noun].dep == "conj":
        noun = tree.tokens[noun].head
    above = tree.tokens[noun].head
    if tree.tokens[noun].dep == "pobj" and tree.tokens[above].text.lower() != "in":  # done in response to
        above = tree.tokens[above].head
    elif tree.tokens[noun].dep not in ("dobj", "nsubjpass"):
        return
    verb = tree.tokens[above]
    light = any(tree.tokens[word].lemma in LIGHT for word in tree.children(above, "dobj"))
    if light and verb.lemma in ("take", "open"):
        return
    named = verb.lemma == "call" and tree.tokens[noun].dep == "dobj"  # called the law a shield
    if verb.lemma in terms("measure verb") and is_predicate(tree, above) and not named:
        words = participants.phrase(tree, last - 1)
        yield Function("remedy", 0.6, sorted({above, *words}) if above < words[0] else words, "measure")


def _remedy_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*fined the firm*, *X was banned*, *to curb the trade*."""
    if is_predicate(tree, first) and participants.patient(tree, first) is not None:
        yield Function("remedy", 0.5, with_object(tree, first), "remedy verb")


RULES: dict[str, Callable[[Tree, int, int, Entry], Iterator[Function]]] = {
    **harms.RULES,
    **causes.RULES,
    "evaluative adjective": _evaluative_adjective,
    "evaluation noun": _evaluation_noun,
    "evaluation verb": _evaluation_verb,
    "directive verb": _directive_verb,
    "directive noun": _directive_noun,
    "duty": _duty,
    "measure noun": _measure_noun,
    "remedy verb": _remedy_verb,
}
