"""One finding a difference between two tellings of a claim that two articles are matched on.

Each finder says nothing rather than something that the tables do not carry: a source counts as lost, say, only where
the other sentence has no source and no quotation at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any

import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis import spans
from analysis.grammar.pronouns import PRONOUNS
from analysis.spans import Span
from analysis.summary.finding import LONGEST, Finding, quoted
from analysis.summary.telling import Telling
from analysis.summary.wording import ALIKE, both, ratio, says_itself, speaker, speakers, words
from analysis.text.similarity import stems

STANCES = {  # Martin & White 2005, the most committed first
    "distance": "keeps a distance from",
    "endorse": "treats as fact",
    "acknowledge": "only reports",
}
WEIGHTS = {"distance": 0.9, "endorse": 0.75}  # of a shift, by the more committed side
CLOSE = 0.5  # similarity from which a match is believed by itself; below, both must have the same speaker
SAME_UTTERANCE = 0.5  # from which two wordings are of one utterance
QUOTATION, PARAPHRASE = 0.8, 0.2  # shares of a claim in quotation marks
SURE = 0.6  # confidence of a hedge from which its absence on the other side is told
EARLY, FAR = 3, 0.5  # sentences from the top; share of the body between two places of one claim
HEDGES = ("epistemic", "doxastic", "approximator", "shield", "evidential")
QUESTIONS = ("if", "whether")  # open a question rather than hedge
SUBJECTS = ("he", "she", "they", "who", "we", "i")  # pronouns of somebody who acts
SPOKEN = re.compile(r"[\"“”„«»]|\b(?:I|we|me|us|my|our|you)\b", re.IGNORECASE)  # a sentence that may be quoted

Found = tuple[str, float, str, list[Span], list[Span]]
"""Kind, weight, sentence, and the spans in the first and second telling that it rests on."""


def differences(a: Telling, b: Telling, row: Any) -> Iterator[Finding]:
    """What differs between two tellings that an alignment says are matched, if the match is to be believed."""
    if row.score < CLOSE and not speakers(a) & speakers(b):
        return
    sure = min(1.0, 0.6 + row.score)
    asked = [(find, a, b) for find in (*ONE_WAY, *EITHER_WAY)] + [(find, b, a) for find in ONE_WAY]
    for find, one, other in asked:
        for kind, weight, text, spans_one, spans_other in find(one, other):
            evidence = {
                one.claim.article_id: [one.span, *spans_one],
                other.claim.article_id: [other.span, *spans_other],
            }
            yield Finding(kind, weight * sure, text, evidence, f"alignments {row.alignment_id}")


def stance(telling: Telling) -> Any:
    """The attribution that commits the journalist most: one that endorses or distances, else the innermost.

    None where no cue says it, or only cues that the lexicon does not know.
    """
    around = (row for row in telling.chain if not says_itself(telling, row))
    said = [row for row in (*around, *telling.inner) if row.listed and pd.notna(row.cue)]
    return next((row for row in said if row.engagement != "acknowledge"), said[0] if said else None)


def engagement(one: Telling, other: Telling) -> Iterator[Found]:
    """The first keeps a distance or vouches, the second less so."""
    row, rival = stance(one), stance(other)
    order = list(STANCES)
    if row is None or rival is None or row.cue_lemma == rival.cue_lemma:
        return
    if not other.stands_alone or not (one.stands_alone or row in one.inner):
        return
    if order.index(row.engagement) >= order.index(rival.engagement):
        return
    what = words(one) if row in one.chain else quoted(row.content)
    again = "it" if row in one.chain and ratio(one, other) >= ALIKE else words(other)
    text = (
        f"{one.label} {STANCES[row.engagement]} {what} (“{row.cue}”); "
        f"{other.label} {STANCES[rival.engagement]} {again} (“{rival.cue}”)."
    )
    yield "engagement", WEIGHTS[row.engagement], text, spans.unpack(row.cue_spans), spans.unpack(rival.cue_spans)


def attribution(one: Telling, other: Telling) -> Iterator[Found]:
    """The first says who says so, the second has no source and no quotation in the whole sentence."""
    said = next((row for row in one.chain if pd.notna(row.source) and pd.notna(row.cue)), None)
    if said is None or says_itself(one, said) or one.quoted > PARAPHRASE or ratio(one, other) < SAME_UTTERANCE:
        return
    if other.beside or other.sentence.role != "body" or SPOKEN.search(other.sentence.text):
        return
    source = f"{one.label} gives a source, {speaker(said, one) or quoted(said.source)} (“{said.cue}”)"
    held = [*spans.unpack(said.source_spans), *spans.unpack(said.cue_spans)]
    yield "attribution", 0.9, f"{source}; {other.label} states it: {both(other, one)}.", held, []


def quotation(one: Telling, other: Telling) -> Iterator[Found]:
    """Two quotations of one utterance in other words."""
    if min(one.quoted, other.quoted) < QUOTATION or not speakers(one) & speakers(other):
        return
    first, second = one.text_quoted, other.text_quoted
    if _contained(first, second) or _content(first) == _content(second):
        return
    if SequenceMatcher(None, stems(first), stems(second), autojunk=False).ratio() < SAME_UTTERANCE:
        return
    text = (
        f"{one.label} and {other.label} quote it in different words, {quoted(first)} and {quoted(second)}: "
        "if it was said once, at most one of them is word for word."
    )
    yield "quotation", 0.85, text, [], []


def _content(text: str) -> set[str]:
    """The stems of its words, names and words of grammar left out: those differ by spelling and contraction."""
    plain = (word for word in text.split() if word.islower())
    return {stem for word in plain for stem in stems(word)} - ENGLISH_STOP_WORDS


def _contained(one: str, other: str) -> bool:
    """Whether one is the other cut shorter, or the same."""
    short, long = sorted((stems(one), stems(other)), key=len)
    return any(long[place : place + len(short)] == short for place in range(len(long) - len(short) + 1))


def paraphrase(one: Telling, other: Telling) -> Iterator[Found]:
    """A quotation here and a paraphrase there."""
    if one.quoted >= QUOTATION and other.quoted <= PARAPHRASE and other.chain:
        text = f"{one.label} quotes what {other.label} paraphrases: {words(one)} in {one.label}, {words(other)} in "
        yield "paraphrase", 0.5, f"{text}{other.label}.", [], []


def agent(one: Telling, other: Telling) -> Iterator[Found]:
    """The first leaves out, in a passive, who does what the second says by name."""
    hidden = {row.lemma: row for row in one.clauses if row.voice == "agentless" and row.process == "material"}
    for row in other.clauses:
        passive = hidden.get(row.lemma)
        who = _agent(row, other) if row.voice in ("active", "passive") else None
        if passive is None or who is None:
            continue
        text = f"{other.label} says who acts, {who}: {words(other)}; {one.label} leaves it out: {words(one)}."
        yield "agency", 0.8, text, [(passive.verb_start, passive.verb_end)], [(row.agent_start, row.agent_end)]
        return


def _agent(clause: Any, telling: Telling) -> str | None:
    """The agent in quotation marks; of a pronoun also whom it stands for, None where that is not known."""
    if pd.isna(clause.agent):
        return None
    if clause.agent.lower() not in PRONOUNS:
        return quoted(clause.agent, 60)
    if clause.agent.lower() not in SUBJECTS or pd.isna(clause.agent_actor) or clause.agent_actor not in telling.names:
        return None
    return f"{quoted(clause.agent)} ({telling.names[clause.agent_actor]})"


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


def act(one: Telling, other: Telling) -> Iterator[Found]:
    """A demand here, an assertion, an expectation or a reproach there."""
    if not one.chain or not other.chain or not speakers(one) & speakers(other):
        return
    row, rival = one.chain[0], other.chain[0]
    if row.act == rival.act or "direct" not in (row.act, rival.act) or not (row.listed and rival.listed):
        return
    text = f"{one.label} puts it as “{row.cue}”, {other.label} as “{rival.cue}”: {both(one, other)}."
    yield "act", 0.7, text, spans.unpack(row.cue_spans), spans.unpack(rival.cue_spans)


def hedge(one: Telling, other: Telling) -> Iterator[Found]:
    """The first hedges or makes it depend on a condition, the second's whole claim does neither."""
    if any(row.polarity == "hedge" for row in other.hedges) or other.claim.modality == "conditional":
        return
    if max(len(one.claim.text), len(other.claim.text)) > LONGEST:
        return  # the words that would have to be compared are not all shown
    sure = (row for row in one.hedges if row.polarity == "hedge" and row.confidence >= SURE and not row.reporting)
    row = next(sure, None)
    if row is None or (row.kind != "condition" and (row.kind not in HEDGES or row.text.lower() in QUESTIONS)):
        return
    how = "makes it depend on a condition" if row.kind == "condition" else "hedges"
    text = f"{one.label} {how} (“{row.text}”), {other.label} does not: {both(one, other)}."
    yield "hedge", 0.55, text, [(row.start, row.end)], []


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
    nouns = {row.token_id: row for row in telling.tokens if row.pos in ("NOUN", "PROPN")}
    counted = [row for row in telling.tokens if row.tag == "CD" and row.dep == "nummod" and row.head in nouns]
    things = [nouns[row.head].lemma.lower() for row in counted]
    return {
        thing: (row.text.replace(",", "").lower(), (row.start, row.end))
        for thing, row in zip(things, counted, strict=True)
        if things.count(thing) == 1
    }


def position(one: Telling, other: Telling) -> Iterator[Found]:
    """Near the top here, far down there."""
    if one.sentence.role != "body" or other.sentence.role != "body" or one.sentence.rank > EARLY:
        return
    if other.sentence.rank / other.sentences - one.sentence.rank / one.sentences < FAR:
        return
    first, second = (f"in sentence {side.sentence.rank} of {side.sentences}" for side in (one, other))
    text = f"{one.label} tells it {first}, {other.label} {second}: {both(one, other)}."
    yield "position", 0.55, text, [], []


Finder = Callable[[Telling, Telling], Iterator[Found]]
ONE_WAY: tuple[Finder, ...] = (engagement, attribution, paraphrase, agent, hedge, position)
EITHER_WAY: tuple[Finder, ...] = (quotation, naming, act, number)
