"""One row a reporting word: how it commits the journalist, what the source does by it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from analysis import lexicon

# Where a cue takes a statement it can presuppose or doubt it; "she noted the date" presupposes nothing.
PROPOSITIONAL = ("clause", "fronted", "quote", "colon", "noun", "adjective", "addressed")


class Stance(NamedTuple):
    """How a cue commits the journalist (Martin & White 2005), and what the source does (Searle 1976).

    Of a word that is not `listed` both are what most cues are.
    """

    engagement: str
    act: str
    listed: bool = True


@cache
def _entries() -> dict[tuple[str, str], lexicon.Entry]:
    return {(entry["term"], entry["construction"]): entry for entry in lexicon.read("reporting").entries}


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of the verbs that can stand beside a quotation."""
    return frozenset(term for (term, _), entry in _entries().items() if entry["speech"] == "yes")


@cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of the words that tell what someone said or did by saying it, not what someone thinks."""
    return frozenset(term for (term, kind), entry in _entries().items() if entry["act"] != "think" and kind != "adverb")


@cache
def object_control() -> frozenset[str]:
    """Lemmas of the verbs whose object does what the infinitive says: she urged him to go."""
    return frozenset(entry["term"] for entry in lexicon.read("object_control").entries)


def stance(term: str, construction: str) -> Stance:
    """Engagement and act of a cue in a construction; a word not listed acknowledges and asserts.

    Examples
    --------
    >>> stance("point out", "clause")
    Stance(engagement='endorse', act='assert', listed=True)
    >>> stance("tell", "infinitive").act
    'direct'
    """
    known = _entries()
    head = term.partition(" ")[0]
    places = ((term, construction), (term, ""), (head, construction), (head, ""))
    entry = next((known[place] for place in places if place in known), None)
    if entry is None:
        return Stance("acknowledge", "assert", listed=False)
    presupposes = entry["engagement"] != "endorse" or construction in PROPOSITIONAL
    return Stance(entry["engagement"] if presupposes else "acknowledge", entry["act"])


def adverb(word: str) -> str | None:
    """The engagement of an adverb beside a cue (falsely, rightly), if it has one."""
    entry = _entries().get((word, "adverb"))
    return entry["engagement"] if entry else None
