"""One finding a difference in who acts, what they are called and how many they are, between two tellings of a claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis.grammar.nominalisation import event_noun
from analysis.grammar.pronouns import PRONOUNS
from analysis.spans import Span
from analysis.summary.finding import quoted
from analysis.summary.telling import Telling
from analysis.summary.wording import both, words
from analysis.text.similarity import stems

NO_AMOUNT = {"in", "-", "–", "no.", "#", "of", "out"}  # beside a number that counts nothing: "2 in 3", "No. 3"
MANY = ("NNS", "NNPS")  # what is counted is many: "No. 3 position" and "1 in 3 chance" count nothing

Found = tuple[str, float, str, list[Span], list[Span]]
"""Kind, weight, sentence, and the spans in the first and second telling that it rests on."""


def agent(one: Telling, other: Telling) -> Iterator[Found]:
    """The first leaves out, in a passive, who does what the second says by a word that the first never has."""
    hidden = {row.lemma: row for row in one.clauses if row.process == "material" and _left_out(row, one)}
    done = {row.lemma for row in one.clauses if row.voice == "active"}
    for row in other.clauses:
        passive = hidden.get(row.lemma) if row.lemma not in done else None
        told = row.voice in ("active", "passive") and not row.negated and str(row.agent).lower() != "who"
        if passive is None or not told or not _same(passive.patient, row.patient):
            continue
        if not _acts(row, other) or not _agrees(row, other) or _uses(one, row.agent.split()[-1]):
            continue
        who = quoted(row.agent, 60)
        text = f"{other.label} says who acts, {who}: {words(other)}; {one.label} leaves it out: {words(one)}."
        yield "agency", 0.8, text, [(passive.verb_start, passive.verb_end)], [(row.agent_start, row.agent_end)]
        return


def _same(patient: Any, rival: Any) -> bool:
    """Whether what is done is done to the same, by a word in common or a pronoun on either side."""
    if pd.isna(patient) or pd.isna(rival):
        return False
    pronoun = patient.lower() in PRONOUNS or rival.lower() in PRONOUNS
    return pronoun or bool((set(stems(patient)) & set(stems(rival))) - ENGLISH_STOP_WORDS)


def _left_out(clause: Any, telling: Telling) -> bool:
    """Whether a clause is a passive without an agent that has its auxiliary: not "a letter sent on Monday"."""
    verbs = {row.token_id for row in telling.tokens if row.start == clause.verb_start}
    return clause.voice == "agentless" and any(row.dep == "auxpass" and row.head in verbs for row in telling.tokens)


def _agrees(clause: Any, telling: Telling) -> bool:
    """Whether agent and verb can agree in number: of "the elections has" the parse took the wrong noun."""
    verbs = {row.token_id for row in telling.tokens if row.start == clause.verb_start}
    singular = any(row.tag == "VBZ" and (row.token_id in verbs or row.head in verbs) for row in telling.tokens)
    agents = [row.tag for row in telling.tokens if clause.agent_start <= row.start < clause.agent_end]
    return not (singular and clause.voice == "active" and agents[-1:] in (["NNS"], ["NNPS"]))


def _acts(clause: Any, telling: Telling) -> bool:
    """Whether an agent is one who can act and is named: no pronoun, no number, no event."""
    if pd.isna(clause.agent) or clause.agent.lower() in PRONOUNS:
        return False
    if not any(map(str.isalpha, clause.agent)):  # "53 wounded in the attack"
        return False
    nouns = [row.lemma for row in telling.tokens if clause.agent_start <= row.start < clause.agent_end]
    return pd.notna(clause.agent_actor) or not any(map(event_noun, nouns))  # "the election"


def naming(one: Telling, other: Telling) -> Iterator[Found]:
    """One actor under a label that the other claim does not use, and that one of the articles never uses."""
    for row in one.namings:
        own, rivals = ([found for found in side.namings if found.actor == row.actor] for side in (one, other))
        if not rivals or any(found.kind != "label" for found in (*own, *rivals)):
            continue
        shared = {found.head.lower() for found in own} & {found.head.lower() for found in rivals}
        if shared or (_uses(other, row.head) and _uses(one, rivals[0].head)):
            continue
        weight = 0.35 if set(stems(row.text)) & set(stems(rivals[0].text)) else 0.65
        text = f"What {one.label} calls {quoted(row.text)} is {quoted(rivals[0].text)} in {other.label}."
        yield "naming", weight, text, [(row.start, row.end)], [(rivals[0].start, rivals[0].end)]


def _uses(telling: Telling, word: str) -> bool:
    """Whether the article has the word anywhere."""
    return set(stems(word)) <= telling.article_stems


def number(one: Telling, other: Telling) -> Iterator[Found]:
    """Another number of the same thing."""
    here, there = _amounts(one), _amounts(other)
    for thing in here.keys() & there.keys():
        (value, span), (rival, place) = here[thing], there[thing]
        if value != rival:
            text = f"The numbers differ, {value} in {one.label}, {rival} in {other.label}: {both(one, other)}."
            yield "number", 0.9, text, [span], [place]


def _amounts(telling: Telling) -> dict[str, tuple[str, Span]]:
    """The number of each thing that is counted once in the claim: by the noun's lemma, with where it stands."""
    nouns = {row.token_id: row for row in telling.tokens if row.tag in MANY or row.lemma == "percent"}
    words = {row.token_id: row.text.lower() for row in telling.tokens}
    counted = [
        row
        for row in telling.tokens
        if row.tag == "CD"
        and row.dep == "nummod"
        and row.head in nouns
        and not {words.get(row.token_id - 1), words.get(row.token_id + 1)} & NO_AMOUNT
    ]
    things = [nouns[row.head].lemma.lower() for row in counted]
    return {
        thing: (row.text.replace(",", "").lower(), (row.start, row.end))
        for thing, row in zip(things, counted, strict=True)
        if things.count(thing) == 1
    }
