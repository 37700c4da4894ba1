"""One record a mark: a span of an article that the page draws, with the row of the table that it comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd

from analysis import spans

LAYERS = {  # what can be switched on and off, in this order; those shown at first
    "attribution": True,
    "hedges": True,
    "naming": False,
    "agency": False,
    "frames": False,
    "alignment": True,
}
PARTS = ("source", "cue", "content")
VERBS = {"agentless": " without an agent", "passive": " in the passive", "nominalised": " made into a noun"}
VOICES = {"journalist": "the journalist's", "source": "a source's", "headline": "the headline's"}


class Mark(NamedTuple):
    """A span with its layer, the classes that draw it, a sign that stands at its end, and what it is in words."""

    article_id: str
    start: int
    end: int
    layer: str
    classes: str
    sign: str
    note: str
    row: str


def marks(study: Any) -> list[Mark]:
    """Every mark of every layer, the alignment left out (its claims are no marks but things to press)."""
    return [*_attributions(study), *_hedges(study), *_namings(study), *_clauses(study), *_frames(study)]


def _attributions(study: Any) -> Iterator[Mark]:
    events, sources = _events(study), study.sources
    names = dict(zip(zip(sources["event"], sources["source_id"], strict=True), sources["name"], strict=True))
    for row in study.attributions.itertuples():
        speaker = names.get((events[row.article_id], row.source_id), row.source)
        notes = {
            "source": f"source: {_text(speaker)}",
            "cue": f"cue: {row.engagement}, {row.act}",
            "content": f"content, {row.form}, {row.engagement}; source {_text(speaker)}, cue {_text(row.cue)}",
        }
        for part in PARTS:
            classes = f"{part} {row.engagement}" + (f" {row.form}" if part == "content" else "")
            for start, end in spans.unpack(getattr(row, f"{part}_spans")):
                place = (row.article_id, start, end, "attribution", classes, "")
                yield Mark(*place, notes[part], f"attributions {row.attribution_id}")


def _hedges(study: Any) -> Iterator[Mark]:
    for row in study.hedges.itertuples():
        sign = {"hedge": "▽", "booster": "△"}[row.polarity]
        sign = {"▽": "▼", "△": "▲"}[sign] if row.voice == "journalist" else sign
        note = f"{row.polarity}, {row.kind}, in {VOICES[row.voice]} words"
        note += ", negated" * bool(row.negated) + ", itself the cue of an attribution" * bool(row.reporting)
        yield Mark(row.article_id, row.start, row.end, "hedges", row.polarity, sign, note, f"hedges {row.hedge_id}")


def _events(study: Any) -> dict[str, str]:
    """The event of each article."""
    return dict(zip(study.articles["article_id"], study.articles["event"], strict=True))


def actors(study: Any) -> dict[tuple[str, str], int]:
    """The number of each actor that is named, by event and id, the most often named first."""
    counts = Counter(zip(study.namings["article_id"].map(_events(study)), study.namings["actor"], strict=True))
    return {actor: number for number, (actor, _) in enumerate(counts.most_common(), 1)}


def _namings(study: Any) -> Iterator[Mark]:
    numbers, events = actors(study), _events(study)
    for row in study.namings.itertuples():
        number = numbers[events[row.article_id], row.actor]
        note = f"{row.kind} of actor {number}, {row.actor.replace('-', ' ')}, in {VOICES[row.voice]} words"
        classes = f"naming actor{(number - 1) % 6}"
        place = (row.article_id, row.start, row.end, "naming", classes, str(number))
        yield Mark(*place, note, f"namings {row.start}:{row.end}")


def _clauses(study: Any) -> Iterator[Mark]:
    for row in study.clauses.itertuples():
        sign = "∅" if row.voice == "agentless" else ""
        parts = {
            "agent": (row.agent_start, row.agent_end, "", f"agent of “{row.verb}”"),
            "verb": (row.verb_start, row.verb_end, sign, f"verb, {row.process}{VERBS.get(row.voice, '')}"),
            "patient": (row.patient_start, row.patient_end, "", f"patient of “{row.verb}”"),
        }
        for part, (start, end, shown, note) in parts.items():
            if pd.notna(start):
                yield Mark(
                    row.article_id, int(start), int(end), "agency", part, shown, note, f"clauses {row.clause_id}"
                )


def _frames(study: Any) -> Iterator[Mark]:
    for row in study.frames.itertuples():
        note = f"{row.frame} ({row.scheme}): {row.method}, score {row.score:.2f}"
        place = (row.article_id, row.start, row.end, "frames", "frame", row.frame)
        yield Mark(*place, note, f"frames {row.sentence_id} {row.frame}")


def _text(value: Any) -> str:
    return "not found" if pd.isna(value) else str(value)
