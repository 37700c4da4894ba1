"""One row a demand or a threat: who wants whom to do what, how strongly, and what is to follow otherwise.

The verb decides the act, on an ordered scale: ask, urge, expect, demand, order, warn, threaten (after the degrees of
strength of Searle & Vanderveken 1985). A consequence is what somebody *could face*, *may adopt* or *will impose*:
1 some action, 2 a kind of action, 3 the action itself (a fine, a ban). It belongs to the directive that stands over it
in the sentence; with none over it, it is a row of its own where a condition ("if they refuse") ties it to conduct.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis import lexicon, schema, spans
from analysis.attributing import voice
from analysis.discourse import consequences, demands, harms
from analysis.discourse.consequences import Consequence
from analysis.grammar import nominalisation, participants, predicates
from analysis.grammar.cells import Sentence, at_heads, numbered, parsed
from analysis.syntax import Tree


class Directive(NamedTuple):
    """A directive in token indices of its sentence; `act` and `strength` are missing for a consequence alone."""

    tokens: list[int]
    act: str | None
    strength: int | None
    speaker: int | None
    addressee: int | None
    action: list[int]
    consequence: list[int]
    concreteness: int | None
    verb: int


def find_directives(
    sentences: pd.DataFrame, tokens: pd.DataFrame, namings: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """One row a demand or threat; table ``directives``. `namings` and `attributions` may be empty.

    Examples
    --------
    >>> from analysis import parse
    >>> row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "n_words": 9}
    >>> text = "The city urged landlords to repair lifts or face fines."
    >>> sentences = schema.frame("sentences", [{**row, "start": 0, "end": len(text), "text": text}])
    >>> empty = schema.frame("namings", []), schema.frame("attributions", [])
    >>> found = find_directives(sentences, parse.parse(sentences), *empty)
    >>> found[["act", "speaker", "addressee", "action", "consequence", "concreteness"]].values.tolist()
    [['urge', 'The city', 'landlords', 'to repair lifts', 'fines', 3]]
    """
    rows: list[dict[str, Any]] = []
    for tree, sentence in parsed(tokens, sentences):
        rows += [_row(tree, directive, sentence) for directive in _directives(tree)]
    if not rows:
        return schema.frame("directives", [])
    table = voice.assign(_actors(numbered(rows, "directive_id"), namings), attributions, sentences)
    return schema.frame("directives", table)


def _directives(tree: Tree) -> list[Directive]:
    """Directives with the consequences below them, and conditional consequences that stand alone; in reading order."""
    verbs = {verb: (words, entry) for words, verb, entry in _verbs(tree)}
    below: dict[int | None, list[Consequence]] = {}
    for one in consequences.find_consequences(tree):
        over = next((up for up in (one.verb, *tree.ancestors(one.verb)) if up in verbs or _apart(tree, up)), None)
        below.setdefault(over if over in verbs else None, []).append(one)
    found = [_directive(tree, verb, *verbs[verb], below.get(verb, [])) for verb in verbs]
    alone = (_alone(tree, one) for one in below.get(None, []) if consequences.condition(tree, one.verb) is not None)
    return sorted((one for one in (*found, *alone) if one is not None), key=lambda one: one.tokens)


def _verbs(tree: Tree) -> Iterator[tuple[list[int], int, lexicon.Entry]]:
    for first, last, entry in lexicon.read("directive_strength").find(tree.forms(), tree.lemmas()):
        if predicates.is_verb(tree, first):
            yield list(range(first, last)), first, entry


def _directive(
    tree: Tree, verb: int, words: list[int], entry: lexicon.Entry, after: list[Consequence]
) -> Directive | None:
    """The directive of a verb; none where nobody is to do anything and nothing is to follow."""
    last = max(after, key=lambda one: one.concreteness, default=None)
    noun = next(iter(demands.objects(tree, verb, words)), None)
    clause = demands.demanded(tree, verb, noun)
    warning = entry["act"] in ("warn", "threaten")
    if demands.is_forecast(tree, verb, clause if clause is not None else noun) or demands.is_circumstance(tree, verb):
        return None
    if noun is not None and entry["object"] == "thing" and not demands.can_act(tree, noun):
        clause = None  # proposed rules to curb it: the rules are proposed, nobody is named who is to act
    governs = bool(entry["object"]) and noun is not None and _directs(tree, noun)
    if clause is None and not governs and not (warning and last):
        return None
    speaker = participants.agent(tree, verb)
    addressee, action = noun, []
    if clause is not None:
        subject = participants.subject(tree, clause)
        addressee = subject if subject != speaker else noun
        while addressee is not None and tree.tokens[addressee].dep == "conj" and tree.tokens[addressee].head > verb:
            addressee = tree.tokens[addressee].head  # asked the mayor and the council to resign
        action = [word for word in _done(tree, clause) if word > words[-1]]
        action = action[action.index(addressee) + 1 :] if addressee in action else action
    elif warning and last is not None:
        addressee = noun if noun is not None else last.target
    elif noun is not None:
        addressee, action = _asked_of(tree, noun), _wanted(tree, noun)
    if clause is None and not warning and not action:
        return None
    consequence, concreteness = (last.tokens, last.concreteness) if last else ([], None)
    strength = int(entry["strength"])
    return Directive(words, entry["act"], strength, speaker, addressee, action, consequence, concreteness, verb)


def _directs(tree: Tree, noun: int) -> bool:
    """Whether a noun can be what is demanded: no person or organisation by name, no pronoun, no number."""
    token = tree.tokens[noun]
    return token.pos == "NOUN" and token.entity is None


def _done(tree: Tree, clause: int) -> list[int]:
    """The words of what is to be done, with what *and* adds to it; what follows *or* is a threat."""
    linked = {tree.tokens[word].text.lower() for word in tree.children(clause, "cc")}
    more = [word for word in tree.children(clause, "conj") if tree.tokens[word].tag == "VB" and "or" not in linked]
    words = {*predicates.clause_tokens(tree, clause), *(tree.children(clause, "cc") if more else ())}
    words -= {word for other in tree.children(clause, "advcl") if _apart(tree, other) for word in tree.subtree(other)}
    return sorted(words.union(*(predicates.clause_tokens(tree, word) for word in more)))


def _apart(tree: Tree, clause: int) -> bool:
    """Whether an adverbial clause tells of something else: *while the others wait*."""
    marks = {tree.tokens[word].text.lower() for word in tree.children(clause, "mark")}
    return bool(marks & {"although", "as", "though", "whereas", "while"})


def _wanted(tree: Tree, noun: int) -> list[int]:
    """The words of a thing demanded, with what is to be done to it: *called for the tapes to be released*."""
    clauses = tree.children(noun, "acl", "relcl")
    done = [word for word in clauses if any(tree.tokens[aux].tag == "TO" for aux in tree.children(word, "aux"))]
    return sorted({*participants.phrase(tree, noun), *(word for clause in done for word in tree.subtree(clause))})


def _asked_of(tree: Tree, noun: int) -> int | None:
    """*an apology from the mayor*, *the mayor's resignation*: who is to give it."""
    owners = [owner for owner in tree.children(noun, "poss") if demands.can_act(tree, owner)]
    if owners and nominalisation.event_noun(tree.tokens[noun].lemma.lower()):
        return owners[0]
    for word in tree.children(noun, "prep") + tree.children(tree.tokens[noun].head, "prep"):
        givers = [giver for giver in tree.children(word, "pobj") if demands.can_act(tree, giver)]
        if tree.tokens[word].text.lower() in ("from", "of") and givers:
            return givers[0]
    return None


def _alone(tree: Tree, one: Consequence) -> Directive:
    """A consequence without a directive verb: *would face a ban if they refused*."""
    return Directive([one.verb], None, None, one.bringer, one.target, [], one.tokens, one.concreteness, one.verb)


def _row(tree: Tree, directive: Directive, sentence: Sentence) -> dict[str, Any]:
    start, end = tree.span(directive.tokens)
    row: dict[str, Any] = {
        "article_id": tree.article_id,
        "sentence_id": tree.sentence_id,
        "start": start,
        "end": end,
        "text": sentence.quote((start, end)),
        "act": directive.act,
        "strength": directive.strength,
        "concreteness": directive.concreteness,
        "negated": predicates.is_negated(tree, directive.verb) or harms.undone(tree, directive.verb),
    }
    words = {"action": directive.action, "consequence": directive.consequence}
    for name, head in (("speaker", directive.speaker), ("addressee", directive.addressee)):
        words[name] = [] if head is None else participants.phrase(tree, head)
        row[f"{name}_head"] = None if head is None else (tree.tokens[head].start, tree.tokens[head].end)
    for name, chosen in words.items():
        kept = [word for word in chosen if tree.tokens[word].pos not in ("PUNCT", "SPACE")]
        row |= sentence.cells(name, tree.span(kept) if kept else None)
    return row


def _actors(rows: pd.DataFrame, namings: pd.DataFrame) -> pd.DataFrame:
    """The rows with the actors that speaker and addressee name."""
    namings = at_heads(namings)
    for name in ("speaker", "addressee"):
        found = rows[rows[f"{name}_head"].notna()]
        starts, ends = ([head[side] for head in found[f"{name}_head"]] for side in (0, 1))
        at = pd.DataFrame({"article_id": found["article_id"], "start": starts, "end": ends})
        rows[f"{name}_actor"] = spans.locate(at, namings, "actor").reindex(rows.index)
    return rows.drop(columns=["speaker_head", "addressee_head"])
