"""One row a clause with a verb, or a noun made from one: who does what to whom, and whether the doer is named.

What can be asked of the table: is an actor shown doing things or having them done to it (Halliday 1985; Fowler 1991),
and where is the doer left out, by an agentless passive or a nominalisation (van Leeuwen 2008)?

- Clauses: all finite verbs; infinitives and participles whose doer the syntax gives (*urged firms to act*: firms);
  reduced passives after the noun (*shops run from home*); before it (*banned groups*) where the verb is a
  listed material or verbal one and not part of a compound (*state-run* says a property); nouns of
  `nominalisations.csv`, or with its endings on a listed verb, that are no modifiers themselves.
- The agent is the grammatical doer: of a relational clause its subject. Pronouns stay as written; relative pronouns are
  replaced by what they stand for. Of *tools were used to spread it* nobody is the agent, as of its
  passive; another infinitive whose doer is unnamed (*it is hard to say*) is no row.
- The verb is the main verb with its particle where that follows at once; auxiliaries are left out.

References: Halliday 1985, *An Introduction to Functional Grammar*; Fowler 1991, *Language in the News*;
van Leeuwen 2008, *Discourse and Practice*, ch. 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from analysis import lexicon, schema, spans
from analysis.grammar import nominalisation, participants, predicates
from analysis.grammar.cells import Sentence, at_heads, numbered, parsed
from analysis.syntax import Tree


class Clause(NamedTuple):
    """A clause in token indices of its sentence; `head` is the verb or noun."""

    head: int
    verb: list[int]
    lemma: str
    whole: list[int]
    agent: int | None
    patient: int | None
    voice: str
    negated: bool


def find_clauses(
    sentences: pd.DataFrame, tokens: pd.DataFrame, namings: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """One row a clause with a verb, or a noun made from one; table ``clauses``.

    The actors are those of the shortest naming that holds a head of the agent's or patient's phrase: several, joined by
    +, where nouns are coordinated. `namings` and
    `attributions` may be empty.

    Examples
    --------
    >>> from analysis import parse
    >>> row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "n_words": 6}
    >>> text = "Two villages were shelled by rebels."
    >>> sentences = schema.frame("sentences", [{**row, "start": 0, "end": len(text), "text": text}])
    >>> clauses = find_clauses(
    ...     sentences, parse.parse(sentences), schema.frame("namings", []), schema.frame("attributions", [])
    ... )
    >>> clauses[["agent", "verb", "patient", "voice"]].values.tolist()
    [['rebels', 'shelled', 'Two villages', 'passive']]
    """
    rows: list[dict[str, Any]] = []
    for tree, sentence in parsed(tokens, sentences):
        rows += [_row(tree, clause, sentence) for clause in sorted(_clauses(tree), key=lambda clause: clause.head)]
    return _join(numbered(rows, "clause_id"), namings, attributions) if rows else schema.frame("clauses", [])


def _clauses(tree: Tree) -> Iterator[Clause]:
    clause: Clause | None
    for index, token in enumerate(tree.tokens):
        if (verb := _hyphened_to(tree, index)) is not None:
            clause = _hyphenated(tree, index, verb)
        elif predicates.is_verb(tree, index):
            clause = _verbal(tree, index)
        elif token.dep == "amod" and token.tag == "VBN":
            clause = _participle(tree, index)
        else:
            clause = _nominal(tree, index) if token.tag in ("NN", "NNS") else None
        if clause and not (index + 3 < len(tree.tokens) and _hyphened_to(tree, index + 3) == index == clause.head):
            yield clause


def _verbal(tree: Tree, index: int) -> Clause | None:
    """The clause of a verb; where it is not finite, only if its doer, in a passive its patient, is there.

    An infinitive after an agentless passive (*tools were used to spread it*) leaves out the same doer, and is one.
    """
    passive = predicates.is_passive(tree, index)
    agent, patient = participants.agent(tree, index), participants.patient(tree, index)
    if passive and _is_state(tree, index):
        passive, agent, patient = False, patient, None
    told = (patient if passive else agent) is not None or (patient is not None and _purpose(tree, index))
    if not told and not predicates.is_finite(tree, index):
        return None
    voice = "active" if not passive else "agentless" if agent is None else "passive"
    particle = [child for child in tree.children(index, "prt") if child > index]
    lemma = " ".join([tree.tokens[index].lemma.lower(), *(tree.tokens[child].text.lower() for child in particle)])
    verb = [index, *(child for child in particle if child == index + 1)]
    whole = sorted(predicates.clause_tokens(tree, index))
    return Clause(index, verb, lemma, whole, agent, patient, voice, predicates.is_negated(tree, index))


def _purpose(tree: Tree, index: int) -> bool:
    """Whether an infinitive tells what an agentless passive is for."""
    governor = tree.tokens[index].head
    to = any(tree.tokens[word].tag == "TO" for word in tree.children(index, "aux"))
    return to and tree.tokens[index].dep in ("xcomp", "advcl") and predicates.is_passive(tree, governor)


@cache
def _active_participles(place: str) -> dict[str, str]:
    return {entry["term"]: entry[place] for entry in lexicon.read("active_participles").entries if entry[place]}


def _is_state(tree: Tree, index: int) -> bool:
    """Whether a participle tells how somebody is: *was concerned*, *a firm based there*; with a doer it is none."""
    token = tree.tokens[index]
    place = _active_participles("after").get(token.lemma)
    if place is None or predicates.doer(tree, index) is not None:
        return False
    helpers = tree.children(index, "aux", "auxpass")
    if place == "to":
        return bool(helpers and tree.children(index, "xcomp"))
    being = any(tree.tokens[word].lemma == "be" for word in helpers)
    return not helpers or (place == "be" and being)


def _participle(tree: Tree, index: int) -> Clause | None:
    """A passive participle before its noun: *banned groups*."""
    token, noun = tree.tokens[index], tree.tokens[index].head
    kind = predicates.process_types().get(token.lemma, ("", ""))[0]
    hyphen = any(other.tag == "HYPH" and index in (place - 1, place + 1) for place, other in enumerate(tree.tokens))
    if kind not in ("material", "verbal") or token.lemma in _active_participles("before") or hyphen or noun < index:
        return None
    whole = participants.phrase(tree, noun)
    return Clause(index, [index], token.lemma, whole, None, noun, "agentless", predicates.is_negated(tree, index))


def _hyphened_to(tree: Tree, index: int) -> int | None:
    """The form of *be* that a participle with a prefix and a hyphen follows: *can be auto-deleted*."""
    if index < 3 or tree.tokens[index].tag != "VBN" or tree.forms()[index - 1] != "-":
        return None
    return index - 3 if tree.tokens[index - 3].lemma == "be" else None


def _hyphenated(tree: Tree, index: int, verb: int) -> Clause | None:
    """A passive that a prefix made an adjective, or worse, to the parser."""
    token, noun = tree.tokens[index], participants.subject(tree, verb)
    if noun is None:
        return None
    whole, negated = sorted(predicates.clause_tokens(tree, verb)), predicates.is_negated(tree, index)
    words = list(range(index - 2, index + 1))
    return Clause(index, words, token.lemma.lower(), whole, None, noun, "agentless", negated)


def _nominal(tree: Tree, index: int) -> Clause | None:
    """A noun made from a verb, unless it only modifies another noun."""
    token = tree.tokens[index]
    noun = nominalisation.event_noun(token.lemma.lower())
    if not noun or token.dep in ("compound", "nmod", "npadvmod") or nominalisation.is_body(tree, index):
        return None
    agent, patient = nominalisation.agent(tree, index, noun), nominalisation.patient(tree, index, noun)
    verb = nominalisation.prefixed(tree, index)
    whole = sorted({*participants.phrase(tree, index), *verb})
    negated = nominalisation.is_negated(tree, index)
    return Clause(index, verb, noun.verb, whole, agent, patient, "nominalised", negated)


def _row(tree: Tree, clause: Clause, sentence: Sentence) -> dict[str, Any]:
    words = [word for word in clause.whole if tree.tokens[word].pos not in ("PUNCT", "SPACE")] or clause.verb
    start, end = tree.span(words)
    row = {
        "article_id": tree.article_id,
        "sentence_id": tree.sentence_id,
        "start": start,
        "end": end,
        **sentence.cells("verb", tree.span(clause.verb)),
        "lemma": clause.lemma,
        "voice": clause.voice,
        "process": predicates.process_type(clause.lemma.split()[0]),
        "negated": clause.negated,
    }
    for name, head in (("agent", clause.agent), ("patient", clause.patient)):
        row |= sentence.cells(name, None if head is None else tree.span(participants.phrase(tree, head)))
        heads = [] if head is None else [tree.tokens[noun] for noun in participants.coordinated(tree, head)]
        row |= {f"{name}_heads": [(token.start, token.end) for token in heads]}
    return row


def _named(rows: pd.DataFrame, namings: pd.DataFrame) -> pd.Series:
    """The actors of the nouns of each row, each once, joined by +; missing where none is named."""
    heads = rows.explode("heads").dropna(subset=["heads"])
    starts, ends = ([head[side] for head in heads["heads"]] for side in (0, 1))
    at = pd.DataFrame({"article_id": heads["article_id"], "start": starts, "end": ends}, index=heads.index)
    found: dict[Any, dict[str, None]] = {}
    actors = spans.locate(at, namings, "actor").dropna()
    for row, actor in zip(actors.index, actors, strict=True):
        found.setdefault(row, {})[actor] = None
    return pd.Series({row: "+".join(names) for row, names in found.items()}, dtype="string").reindex(rows.index)


def _join(rows: pd.DataFrame, namings: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """The table, with the actors that the phrases name and the attribution whose content holds the verb."""
    namings = at_heads(namings)
    for name in ("agent", "patient"):
        heads = rows[["article_id"]].assign(heads=rows[f"{name}_heads"])
        rows[f"{name}_actor"] = _named(heads, namings)
    verbs = rows[["article_id"]].assign(start=rows["verb_start"], end=rows["verb_end"])
    contents = spans.explode(attributions, "content_spans")
    rows["attribution_id"] = spans.locate(verbs, contents, "attribution_id")
    return schema.frame("clauses", rows.drop(columns=["agent_heads", "patient_heads"]))
