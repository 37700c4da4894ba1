"""Whose voice each hedge is given, and how long hedges take: two tables of the card, for `benchmarks/hedging.py`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import hedging, spans
from analysis.attributing import voice
from analysis.study import Study

Row = dict[str, Any]


class Timed(NamedTuple):
    """A study, and the processor seconds that its attributions and then its hedges took."""

    study: Study
    attributions: float
    hedges: float


def timed(rows: list[Row]) -> Timed:
    """Find attributions, then hedges, after a first text has loaded the models."""
    first = Study.from_texts({rows[0]["id"]: rows[0]["text"]})
    assert len(first.hedges.columns)
    study = Study.from_texts({row["id"]: row["text"] for row in rows})
    begun = time.process_time()
    assert len(study.unresolved_attributions)
    between = time.process_time()
    assert len(study.hedges)
    return Timed(study, between - begun, time.process_time() - between)


def speed(run: Timed) -> Iterator[str]:
    """Processor time of both steps, in one run."""
    words = run.study.articles["n_words"].sum()
    yield "| step | words per second of one core | share |\n| --- | --- | --- |"
    yield f"| attributions, with all that they need | {words / run.attributions:,.0f} | 1 |"
    yield f"| hedges, after them | {words / run.hedges:,.0f} | {run.hedges / run.attributions:.2f} |"


def voices(run: Timed, rows: list[Row]) -> Iterator[str]:
    """Whose voice each cue is given, against the coded contents: with the coded attributions, and with those found."""
    cues = run.study.hedges
    cues = cues[~cues["kind"].isin(hedging.CHANNELS)].reset_index(drop=True)
    coded = pd.DataFrame(
        [
            {"article_id": row["id"], "attribution_id": n, "content_spans": spans.pack(one["content"])}
            for row in rows
            for n, one in enumerate(row["attributions"])
        ]
    )
    truth = _true_voice(cues, spans.explode(coded, "content_spans"))
    given = voice.assign(cues, coded, run.study.sentences)["voice"]
    headline = cues["voice"] == "headline"
    yield "| cues | n | with coded contents | with those found | source taken for journalist | the reverse |"
    yield "| --- " * 6 + "|"
    counted = cues.index.isin(hedging.counted(cues).index)
    for name, which in (
        ("all in body text", ~headline),
        ("hedges that rates count", ~headline & counted),
        ("words that attribute themselves", ~headline & cues["reporting"]),
        ("boosters", ~headline & (cues["polarity"] == "booster")),
    ):
        ours, right = cues.loc[which, "voice"], truth[which]
        both = [(given[which] == right).mean(), (ours == right).mean()]
        wrong = [
            ((ours == "journalist") & (right == "source")).sum(),
            ((ours == "source") & (right == "journalist")).sum(),
        ]
        yield f"| {name} | {which.sum()} | {100 * both[0]:.1f} | {100 * both[1]:.1f} | {wrong[0]} | {wrong[1]} |"
    yield f"| in headlines and deks (voice of their own) | {headline.sum()} | | | | |"


def _true_voice(cues: pd.DataFrame, contents: pd.DataFrame) -> pd.Series:
    """The source's where most characters of a cue stand in a coded content."""
    by_article = {name: part[["start", "end"]].to_numpy() for name, part in contents.groupby("article_id")}
    inside = []
    for row in cues.itertuples():
        held = by_article.get(row.article_id, np.empty((0, 2), dtype=int))
        shared = np.minimum(held[:, 1], row.end) - np.maximum(held[:, 0], row.start)
        inside.append(bool((2 * shared > row.end - row.start).any()))
    return pd.Series(inside, index=cues.index).map({True: "source", False: "journalist"})
