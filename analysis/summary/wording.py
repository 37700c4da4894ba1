"""One telling in words: the claim, who says it, and how much of its wording another telling shares."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis import spans
from analysis.grammar.pronouns import PRONOUNS
from analysis.summary.finding import quoted
from analysis.summary.telling import FULL_NAME, Telling
from analysis.text.quotes import EDGES
from analysis.text.similarity import stems

DOUBT = re.compile(
    r"\b(?:false\w*|untrue|incorrect\w*|inaccurate\w*|wrong(?:ly)?|baseless|groundless|unfounded|unsubstantiated|debunk\w*"
    r"|mislead\w*|misstat\w*|disput\w*|refut\w*|contradict\w*|rebut\w*"
    r"|without (?:any )?(?:evidence|proof)|no evidence|lie[sd]?)\b",
    re.IGNORECASE,
)  # own list of words by which a writer says that something is not so
NEAR = 4  # words before a cue that can deny it
DENIAL = re.compile(r"\b(?:no|not|never|nobody|none|without|avoid\w*|refus\w*|declin\w*)\b|n['’]t\b", re.IGNORECASE)
BELIEVED = 0.75  # confidence from which a match is believed by itself; below, both must have the same speaker
COMMON = 0.25  # of the words with content, from which a reader sees that two tellings are of one claim; set on forty
# events of BASIL, by reading
ALIKE = 0.85  # share of stems in common, in order, from which two wordings are shown once


def words(telling: Telling) -> str:
    """The claim in quotation marks."""
    return quoted(telling.claim.text)


def speaker(row: Any, telling: Telling) -> str | None:
    """Who speaks: a person by name, else in the words of the text; None for a pronoun that stands for nobody known."""
    if row.attribution_id in telling.doubtful:
        return None
    name = telling.names.get(row.source_id) if pd.notna(row.source_id) else None
    if name and row.source_id in telling.persons and re.fullmatch(FULL_NAME, name):
        return name
    if row.source.split()[0].lower() in PRONOUNS:  # "her comments" are nobody
        return name if row.source.lower() in PRONOUNS else None
    return quoted(row.source, 60)


def speakers(telling: Telling) -> set[str]:
    """The ids of those whose words the claim is."""
    known = (row for row in telling.chain if pd.notna(row.source_id) and row.attribution_id not in telling.doubtful)
    return {one for row in known for one in row.source_id.split("+")}


def ratio(one: Telling, other: Telling) -> float:
    """How much of two wordings is the same, in order."""
    return SequenceMatcher(None, stems(one.claim.text), stems(other.claim.text), autojunk=False).ratio()


def content(text: str) -> set[str]:
    """The stems of its words, names and words of grammar left out: those differ by spelling, or are in any claim."""
    words = (word.strip(EDGES) for word in text.split())
    plain = (word for word in words if word[:1].islower() and word not in ENGLISH_STOP_WORDS)
    return {stem for word in plain for stem in stems(word)}


def common(one: str, other: str) -> float:
    """How much of the words with content two texts share: twice the shared over the sum of both (Dice 1945), 0 to 1.

    Examples
    --------
    >>> round(common("He vowed to close the old bridge", "The closing of the bridge was planned"), 2)
    0.57
    """
    first, second = content(one), content(other)
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def both(one: Telling, other: Telling) -> str:
    """Both tellings, or the first where they are nearly the same."""
    if ratio(one, other) >= ALIKE:
        return words(one)
    return f"{words(one)} in {one.label}, {words(other)} in {other.label}"


def believed(one: Telling, other: Telling, row: Any) -> bool:
    """Whether two tellings that an alignment says are matched are of one claim, and a reader would see it."""
    if row.confidence < BELIEVED and not speakers(one) & speakers(other):
        return False
    if one.claim.negated != other.claim.negated:  # "found no fraud", "the appearance of fraud"
        return False
    if any(denied(side, said) for side in (one, other) for said in side.chain):
        return False
    return common(one.claim.text, other.claim.text) >= COMMON


def denied(telling: Telling, said: Any) -> bool:
    """Whether it is told that it was not said: "avoided saying", "no senator had called"."""
    places = spans.unpack(said.cue_spans) if pd.notna(said.cue_spans) else []
    before = telling.sentence.text[: max(places[0][0] - telling.sentence.start, 0)] if places else ""
    cue = said.cue if pd.notna(said.cue) else ""
    return bool(DENIAL.search(" ".join([*before.split()[-NEAR:], cue])))


def doubted(telling: Telling) -> bool:
    """Whether the sentence keeps a distance somewhere, by an attribution or by saying that something is not so."""
    start, end = (place - telling.sentence.start for place in telling.span)
    around = f"{telling.sentence.text[: max(start, 0)]} {telling.sentence.text[end:]}"
    return any(row.engagement == "distance" for row in telling.beside) or bool(DOUBT.search(around))


def says_itself(telling: Telling, said: Any) -> bool:
    """Whether the claim is that somebody said it: the cue stands in its words."""
    return any(telling.claim.start <= start < telling.claim.end for start, _ in spans.unpack(said.cue_spans))
