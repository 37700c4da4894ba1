"""Remedies in one sentence: what is demanded, due, or done about a trouble (Entman 1993).

Words of `entman.csv` in their construction; a measure under a negation is no cue, a duty not to do something is one.
No tables here; read by `functions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis.discourse import demands
from analysis.discourse.harms import NOMINAL, ONESELF, Function, is_noun, is_predicate, with_object
from analysis.discourse.troubles import harmful, terms, troubled
from analysis.grammar import nominalisation, participants, predicates
from analysis.lexicon import Entry
from analysis.syntax import Tree

LIGHT = frozenset(
    {"advantage", "aim", "control", "part", "place", "credit", "care", "door", "way"}
)  # take advantage of a law
QUANTITY = frozenset({"high", "low", "strong", "weak", "growing", "rising", "falling", "great", "less", "more"})
ANSWERS = frozenset({"answer", "comment", "response", "statement", "question", "vote", "support"})
CALLING = frozenset(
    {"advocate", "appeal", "beg", "call", "campaign", "fight", "lobby", "plead", "press", "push"}
)  # for it
DEMANDING = frozenset({"demand", "propose", "recommend", "request", "urge"})
# Done by nobody, or with words only.
IDLE = demands.HAPPENING | {"say", "add", "note", "happen", "see", "wait"}
# What becomes of a measure itself: it would face a vote.
UNDERGOING = frozenset({"be", "face", "get", "have", "lose", "need", "pass", "receive", "require", "take", "win"})


def _directive_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """Somebody is to do something: *urged them to act*, *demanded that they act*, *called for her resignation*."""
    token = tree.tokens[first]
    if not predicates.is_verb(tree, first) or (token.lemma == "expect" and not is_predicate(tree, first)):
        return
    noun = next(iter(demands.objects(tree, first, list(range(first, last)))), None)
    clause = demands.demanded(tree, first, noun)
    asked_for = token.lemma == "ask" and any(tree.tokens[word].text == "for" for word in tree.children(first, "prep"))
    if clause is None or asked_for or (token.lemma == "call" and _telephones(tree, first)):
        yield from _act_demanded(tree, first)
        return
    if demands.is_circumstance(tree, first) or demands.is_forecast(tree, first, clause):
        return
    harm = tree.tokens[clause].lemma in terms("harm verb")  # told them to lie: no remedy
    told = token.lemma == "ask" and predicates.process_type(tree.tokens[clause].lemma) == "verbal"
    if not harm and not told:  # asked him to comment
        yield Function("remedy", 0.8, list(range(first, max(with_object(tree, clause)) + 1)), "directive verb")


def _telephones(tree: Tree, verb: int) -> bool:
    """*called her to congratulate her*: somebody, not on or for anybody or anything."""
    links = {tree.tokens[word].text.lower() for word in tree.children(verb, "prep", "prt")}
    return bool(tree.children(verb, "dobj")) and not links & {"for", "on", "upon"}


def _act_demanded(tree: Tree, verb: int) -> Iterator[Function]:
    """A noun for an act or a measure that somebody asks for: *demanded the release of the crew*."""
    links = [word for word in tree.children(verb, "prep") if tree.tokens[word].text.lower() == "for"]
    nouns = [noun for link in links for noun in tree.children(link, "pobj") if tree.tokens[verb].lemma in CALLING]
    if tree.tokens[verb].lemma in DEMANDING:
        nouns = tree.children(verb, "dobj")
    acts = [noun for noun in nouns if noun > verb and _is_act(tree, noun)]
    if acts and is_predicate(tree, verb) and not demands.is_circumstance(tree, verb):
        yield Function("remedy", 0.6, [verb, *participants.phrase(tree, acts[0])], "act demanded")


def _is_act(tree: Tree, noun: int) -> bool:
    """Whether a noun is for a measure, or for what somebody does; a word of answer or of harm is none."""
    token = tree.tokens[noun]
    lemma = token.lemma.lower()
    if token.pos != "NOUN" or lemma in ANSWERS or harmful(tree, noun):
        return False
    return lemma in terms("measure noun") or nominalisation.event_noun(lemma) is not None


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
    """*must act*, *should act*; not *must have acted*, which guesses, nor *should it rain*."""
    verb = tree.tokens[first].head
    perfect = any(tree.tokens[word].lemma == "have" for word in tree.children(verb, "aux"))
    perfect = perfect or (entry["term"] == "must" and tree.tokens[verb].tag == "VBG")  # must be fuming
    if tree.tokens[first].tag != "MD" or verb <= first or perfect or tree.tokens[verb].lemma in IDLE - {"have"}:
        return
    if any(tree.tokens[word].tag in ("WRB", "WP") for word in tree.children(verb, "advmod", "dobj")):
        return  # asked how they should act
    doer = participants.agent(tree, verb)
    if entry["term"] == "should" and doer is not None and not demands.can_owe(tree, doer):
        return  # the speech should lift his ratings
    if _named_before(tree, verb, first):
        yield Function("remedy", 0.6, list(range(first, verb + 1)), "duty")


def _need(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*need to act*, *has to act*: now, by others than *I*; not *would have to win*, nor *had to leave*."""
    verb = next(iter(tree.children(first, "xcomp")), first)
    if entry["term"] == "got to" and not any(tree.tokens[word].lemma == "have" for word in tree.children(first, "aux")):
        return  # got to play
    loose = any(tree.tokens[word].lemma in ("would", "could", "might", "may") for word in tree.children(first, "aux"))
    if verb <= first or loose or predicates.is_negated(tree, first) or tree.tokens[verb].lemma in IDLE | {"do"}:
        return
    if tree.tokens[first].dep == "relcl":
        return  # the votes they need to win
    owner = participants.subject(tree, first)
    told = tree.tokens[first].dep == "ccomp" and predicates.process_type(tree.tokens[tree.tokens[first].head].lemma)
    past = told != "verbal" and any(
        tree.tokens[word].tag in ("VBD", "VBN") and tree.tokens[word].lemma != "get"
        for word in (first, *range(first, last))
    )
    if past or owner is None or tree.tokens[owner].text == "I" or not demands.can_owe(tree, owner):
        return
    thought = predicates.process_type(tree.tokens[verb].lemma) == "mental" or tree.tokens[verb].lemma in (
        "ask",
        "look",
        "tell",
    )
    if not thought and _named_before(tree, first, first):
        yield Function("remedy", 0.6, list(range(first, verb + 1)), "duty")


def _named_before(tree: Tree, verb: int, place: int) -> bool:
    """Whether the subject of a verb is a noun before a place."""
    subjects = tree.children(verb, "nsubj", "nsubjpass")
    return any(tree.tokens[word].pos in NOMINAL for word in subjects if word < place)


def _solution(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*the answer is to act*."""
    verb = tree.tokens[first].head
    goal = next((word for word in tree.children(verb, "xcomp", "ccomp") if word > verb), None)
    to = goal is not None and any(tree.tokens[word].tag == "TO" for word in tree.children(goal, "aux"))
    equated = (
        tree.tokens[first].dep == "nsubj" and tree.tokens[verb].lemma == "be" and not predicates.is_negated(tree, verb)
    )
    if equated and goal is not None and to:
        yield Function("remedy", 0.6, [first, *range(verb, max(with_object(tree, goal)) + 1)], "solution")


def _duty_adjective(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*it is vital that they act*, *it is time to act*; not *it is important to note*."""
    token = tree.tokens[first]
    clauses = [*tree.children(first, *demands.CLAUSES, "relcl"), *tree.children(token.head, *demands.CLAUSES)]
    clause = next((word for word in clauses if word > first), None)
    if token.dep not in ("acomp", "attr") or clause is None or predicates.is_negated(tree, token.head):
        return
    to = any(tree.tokens[word].tag == "TO" for word in tree.children(clause, "aux"))
    if not to and (entry["term"] == "time" or not tree.children(clause, "mark")):
        return  # the first time she left
    impersonal = any(tree.tokens[word].text.lower() == "it" for word in tree.children(token.head, "nsubj", "expl"))
    if impersonal and predicates.process_type(tree.tokens[clause].lemma) not in ("verbal", "mental"):
        yield Function("remedy", 0.6, list(range(first, max(with_object(tree, clause)) + 1)), "duty")


def _measure_noun(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """A measure that somebody takes, announces, weighs or faces; through a preposition too: *take it to court*."""
    if not is_noun(tree, last - 1):
        return
    noun = last - 1
    while tree.tokens[noun].dep == "conj":
        noun = tree.tokens[noun].head
    yield from _measure_doing(tree, noun)
    above = tree.tokens[noun].head
    if tree.tokens[noun].dep == "pobj" and tree.tokens[above].text.lower() in ("for", "into", "through", "to", "with"):
        above = tree.tokens[above].head
    elif tree.tokens[noun].dep not in ("dobj", "nsubjpass"):
        return
    verb = tree.tokens[above]
    light = any(tree.tokens[word].lemma in LIGHT for word in tree.children(above, "dobj"))
    away = any(tree.tokens[word].text.lower() == "away" for word in tree.children(above, "prt"))
    if away or (light and verb.lemma in ("take", "open")):
        return
    named = verb.lemma == "call" and tree.tokens[noun].dep == "dobj"  # called the law a shield
    if verb.lemma in terms("measure verb") and is_predicate(tree, above) and not named:
        words = participants.phrase(tree, last - 1)
        yield Function("remedy", 0.6, sorted({above, *words}) if above < words[0] else words, "measure")


def _remedy_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """*fined the firm*, *X was banned*, *to curb the trade*; not *protected themselves*, *suspended her campaign*."""
    noun = participants.patient(tree, first)
    own = noun is not None and (tree.tokens[noun].text.lower() in ONESELF or _is_own(tree, first, noun))
    if (
        is_predicate(tree, first)
        and noun is not None
        and not own
        and tree.tokens[noun].lemma not in entry["unless"].split()
    ):
        yield Function("remedy", 0.5, with_object(tree, first), "remedy verb")


def _is_own(tree: Tree, verb: int, noun: int) -> bool:
    """Whether somebody leaves off what is theirs: *ended her bid*."""
    owned = any(tree.tokens[word].tag == "PRP$" for word in tree.children(noun, "poss"))
    return owned and noun > verb and tree.tokens[verb].lemma in ("end", "stop", "suspend")


def _relief_verb(tree: Tree, first: int, last: int, entry: Entry) -> Iterator[Function]:
    """Somebody or a measure does something against a trouble: *to end the strike*; no rain that ends a drought."""
    noun, doer = participants.patient(tree, first), participants.agent(tree, first)
    somebody = doer is None or demands.can_act(tree, doer) or tree.tokens[doer].lemma in terms("measure noun")
    if (
        is_predicate(tree, first)
        and noun is not None
        and somebody
        and troubled(tree, noun)
        and tree.tokens[noun].lemma not in entry["unless"].split()
    ):
        yield Function("remedy", 0.5, with_object(tree, first), "relief")


def _measure_doing(tree: Tree, noun: int) -> Iterator[Function]:
    """What a measure is to bring: *the bill would raise wages*."""
    verb = tree.tokens[noun].head
    modal = any(tree.tokens[word].lemma in ("would", "will") for word in tree.children(verb, "aux"))
    token = tree.tokens[verb]
    if tree.tokens[noun].dep != "nsubj" or not modal or not is_predicate(tree, verb) or token.lemma in UNDERGOING:
        return
    if tree.children(verb, "dobj") and token.lemma not in terms("harm verb"):
        yield Function("remedy", 0.5, [*participants.phrase(tree, noun), *with_object(tree, verb)], "measure that acts")


RULES: dict[str, Callable[[Tree, int, int, Entry], Iterator[Function]]] = {
    "directive verb": _directive_verb,
    "directive noun": _directive_noun,
    "duty": _duty,
    "need": _need,
    "solution": _solution,
    "duty adjective": _duty_adjective,
    "measure noun": _measure_noun,
    "remedy verb": _remedy_verb,
    "relief verb": _relief_verb,
}
