"""One finding a difference between two tellings of a claim that two articles are matched on.

Each finder says nothing rather than something that the tables do not carry: a source counts as lost, say, only where
the other sentence has no source and no quotation at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pandas as pd

from analysis import spans
from analysis.attributing import reporting
from analysis.attributing.nesting import committing
from analysis.summary.doing import Found, agent, naming, number
from analysis.summary.finding import LONGEST, Finding, quoted
from analysis.summary.telling import Telling
from analysis.summary.wording import (
    ALIKE,
    COMMON,
    believed,
    both,
    common,
    content,
    doubted,
    ratio,
    says_itself,
    speaker,
    speakers,
    words,
)
from analysis.telling import wording
from analysis.telling.evidence import says
from analysis.text.similarity import stems

STANCES = {  # Martin & White 2005, the most committed first
    "distance": "keeps a distance from {}",
    "endorse": "treats {} as fact",
    "acknowledge": "reports {}",
}
WEIGHTS = {"distance": 0.9, "endorse": 0.75}  # of a shift, by the more committed side
REWORDED = 0.42  # of the words with content, from which one is a paraphrase; set on forty events of BASIL, by reading
DENIALS = {"no", "not", "never", "nobody", "nothing", "none", "without"}
AKIN = 0.35  # from which "it" can be said of two tellings
SAME_FACT = 0.7  # from which that is so even without a verb in common
SAME_UTTERANCE = 0.5  # from which two wordings are of one utterance
SAME_QUOTATION = 0.65  # of two quotations: less alike they may be two utterances, as shorter ones may
TRANSLATED = 0.6  # of their words with content, from which they are one all the same; so in all of BASIL's events
FEWEST = 8  # words of a quotation
QUOTATION, PARAPHRASE = 0.8, 0.2  # shares of a claim in quotation marks
SURE = 0.6  # confidence of a hedge from which its absence on the other side is told
GAP = "…"  # between the parts of a cue
EARLY, FAR = 3, 0.5  # sentences from the top; share of the body between two places of one claim
HEDGES = ("epistemic", "doxastic", "approximator", "shield", "evidential")
QUESTIONS = ("if", "whether")  # open a question rather than hedge
SPOKEN = re.compile(r"[\"“”„«»]|\b(?:I|we|me|us|my|our|you)\b", re.IGNORECASE)  # a sentence that may be quoted


def differences(a: Telling, b: Telling, row: Any) -> Iterator[Finding]:
    """What differs between two tellings that an alignment says are matched, if the match is to be believed."""
    if not believed(a, b, row):
        return
    sure = min(1.0, 0.5 + row.confidence / 2)
    asked = [(find, a, b) for find in (*ONE_WAY, *EITHER_WAY)] + [(find, b, a) for find in ONE_WAY]
    for find, one, other in asked:
        for kind, weight, text, spans_one, spans_other in find(one, other):
            evidence = {
                one.claim.article_id: [one.span, *spans_one],
                other.claim.article_id: [other.span, *spans_other],
            }
            yield Finding(kind, weight * sure, text, evidence, f"alignments {row.alignment_id}")


def stance(telling: Telling) -> Any:
    """The attribution that commits the journalist, of those around and in a claim; None where no known cue says it."""
    around = (row for row in telling.chain if not says_itself(telling, row))
    said = [row for row in (*around, *telling.inner) if row.listed and pd.notna(row.cue) and says(row)]
    said = [row for row in said if row.engagement != "endorse" or GAP not in row.cue]  # a video "showed … telling"
    return committing(said)


def engagement(one: Telling, other: Telling) -> Iterator[Found]:
    """The first keeps a distance or vouches, the second less so."""
    row, rival = stance(one), stance(other)
    order = list(STANCES)
    if row is None or rival is None or set(stems(row.cue)) & set(stems(rival.cue)):
        return  # "also claims", "argued … claims"
    if not other.stands_alone or not (one.stands_alone or row in one.inner):
        return
    if order.index(row.engagement) >= order.index(rival.engagement):
        return
    if row.engagement == "endorse" and row.form != "indirect":  # who quotes vouches for the words only
        return
    if row in one.inner and common(row.content, other.claim.text) < COMMON:
        return
    if row.engagement == "distance" and doubted(other):
        return
    what = words(one) if row in one.chain else quoted(row.content)
    again = "it" if row in one.chain and ratio(one, other) >= ALIKE else words(other)
    text = (
        f"{one.label} {STANCES[row.engagement].format(what)} (“{row.cue}”); "
        f"{other.label} {STANCES[rival.engagement].format(again)} (“{rival.cue}”)."
    )
    yield "engagement", WEIGHTS[row.engagement], text, spans.unpack(row.cue_spans), spans.unpack(rival.cue_spans)


def attribution(one: Telling, other: Telling) -> Iterator[Found]:
    """The first says who says so, the second has no source and no quotation in the whole sentence."""
    said = next((row for row in one.chain if pd.notna(row.source) and pd.notna(row.cue) and says(row)), None)
    if said is None or says_itself(one, said) or one.quoted > PARAPHRASE or ratio(one, other) < SAME_UTTERANCE:
        return
    if (
        not (one.stands_alone and other.stands_alone)
        or _negated(one) != _negated(other)
        or other.beside
        or {row.source_id for row in other.around} & speakers(one)  # he may be meant to say it still
        or other.sentence.role != "body"
        or SPOKEN.search(other.sentence.text)
        or _speech() & set(stems(other.sentence.text))  # somebody may be said to say so, and was not found
    ):
        return
    source = f"{one.label} gives a source, {speaker(said, one) or quoted(said.source)} (“{said.cue}”)"
    held = [*spans.unpack(said.source_spans), *spans.unpack(said.cue_spans)]
    yield "attribution", 0.9, f"{source}; {other.label} states it: {both(other, one)}.", held, []


def _negated(telling: Telling) -> bool:
    return any(row.negated for row in telling.clauses)


@cache
def _speech() -> frozenset[str]:
    """Stems of the verbs that can stand beside a quotation."""
    return frozenset(stem for verb in reporting.speech_verbs() for stem in stems(verb))


def quotation(one: Telling, other: Telling) -> Iterator[Found]:
    """Two quotations of one utterance in other words."""
    if min(one.quoted, other.quoted) < QUOTATION or not speakers(one) & speakers(other):
        return
    first, second = one.text_quoted, other.text_quoted
    if min(len(stems(first)), len(stems(second))) < FEWEST:
        return
    if wording.holds(first, second) or wording.holds(second, first):
        return  # one is the other cut shorter, or the same
    differs = wording.difference(first, second)
    if differs is None or (differs.alike < SAME_QUOTATION and common(first, second) < TRANSLATED):
        return
    if not content(f"{differs.in_a} {differs.in_b}") and not DENIALS & {*f"{differs.in_a} {differs.in_b}".split()}:
        return
    shared = sorted(speakers(one) & speakers(other) & one.persons)
    whom = next((one.names[person] for person in shared if person in one.names), "one utterance")
    text = (
        f"{one.label} and {other.label} quote {whom} in different words, {quoted(first)} and {quoted(second)}: "
        "if it was said once, at most one of them is word for word."
    )
    yield "quotation", 0.85, text, [], []


def paraphrase(one: Telling, other: Telling) -> Iterator[Found]:
    """A quotation here and a paraphrase there."""
    repeated = set(stems(one.text_quoted)) <= other.article_stems  # quoted there too, in another place
    told = other.quoted <= PARAPHRASE and not any(says_itself(other, row) for row in other.chain)
    alike = common(one.claim.text, other.claim.text) >= REWORDED and bool(speakers(one) & speakers(other))
    if one.quoted >= QUOTATION and told and alike and not repeated:
        text = f"{one.label} quotes what {other.label} paraphrases: {words(one)} in {one.label}, {words(other)} in "
        yield "paraphrase", 0.5, f"{text}{other.label}.", [], []


def act(one: Telling, other: Telling) -> Iterator[Found]:
    """A demand here, an assertion, an expectation or a reproach there."""
    if not one.chain or not other.chain or not speakers(one) & speakers(other):
        return
    row, rival = one.chain[0], other.chain[0]
    if (
        ratio(one, other) < SAME_UTTERANCE
        or not (one.whole and other.whole)
        or row.act == rival.act
        or pd.isna(row.source_id)
        or {row.source_id} != {rival.source_id}
        or row.cue_lemma == rival.cue_lemma
        or "direct" not in (row.act, rival.act)
        or not (row.listed and rival.listed)
    ):
        return
    text = f"{one.label} puts it as “{row.cue}”, {other.label} as “{rival.cue}”: {both(one, other)}."
    yield "act", 0.7, text, spans.unpack(row.cue_spans), spans.unpack(rival.cue_spans)


def hedge(one: Telling, other: Telling) -> Iterator[Found]:
    """The first hedges or makes it depend on a condition, the second's whole sentence does neither."""
    if other.hedged or other.claim.modality == "conditional":
        return
    if max(len(one.claim.text), len(other.claim.text)) > LONGEST:
        return  # the words that would have to be compared are not all shown
    sure = (row for row in one.hedges if row.polarity == "hedge" and row.confidence >= SURE and not row.reporting)
    row = next(sure, None)
    if row is None or row.end >= one.claim.end:  # a claim that was cut after "think"
        return
    if set(stems(row.text)) & set(stems(other.claim.text)):
        return
    if row.kind != "condition" and (row.kind not in HEDGES or row.text.lower() in QUESTIONS):
        return
    how = "makes it depend on a condition" if row.kind == "condition" else "hedges"
    text = f"{one.label} {how} (“{row.text}”), {other.label} does not: {both(one, other)}."
    yield "hedge", 0.55, text, [(row.start, row.end)], []


def position(one: Telling, other: Telling) -> Iterator[Found]:
    """Near the top here, far down there."""
    if one.sentence.role != "body" or other.sentence.role != "body" or one.sentence.rank > EARLY:
        return
    if one.cut or other.cut:
        return
    if other.sentence.rank / other.sentences - one.sentence.rank / one.sentences < FAR:
        return
    done = [{row.lemma for row in side.clauses if row.voice != "nominalised"} for side in (one, other)]
    if ratio(one, other) < AKIN or (ratio(one, other) < SAME_FACT and not done[0] & done[1]):
        return
    first, second = (f"in sentence {side.sentence.rank} of {side.sentences}" for side in (one, other))
    text = f"{one.label} tells it {first}, {other.label} {second}: {both(one, other)}."
    yield "position", 0.55, text, [], []


Finder = Callable[[Telling, Telling], Iterator[Found]]
ONE_WAY: tuple[Finder, ...] = (engagement, attribution, paraphrase, agent, hedge, position)
EITHER_WAY: tuple[Finder, ...] = (quotation, naming, act, number)
