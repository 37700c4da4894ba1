"""One row a measure and specification: what the contrast of two articles is when it is counted in another way.

A number depends on choices: how sure a detector must be, whether "many" hedges, whether the headline counts. A
specification curve (Simonsohn, Simmons & Nelson 2020) makes every combination of defensible choices and shows all
results, so that none is picked. Nothing is parsed again: rows of the study's tables are left out or given another
role, and the measures are counted anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import product
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from analysis import hedging, lexicon, measures, spans, units
from analysis.attributing import voice
from analysis.comparing.permutation import LEVEL, compare
from analysis.segment import count_words

DRAWS = 999  # permutations for each specification: the intervals of a curve are looked at together
CHOICES: dict[str, tuple[Any, ...]] = {  # of each, the first is how the measures are counted elsewhere
    "text": ("body", "with headlines"),
    "segmentation": ("rules", "Punkt"),
    "unit": ("sentence", "paragraph"),
    "attribution_confidence": (0.0, 0.65, 0.8),  # at least; 0 is every row found
    "hedge_confidence": (0.0, 0.6, 0.8),
    "weasels": ("out", "in"),
}
ALL = ("text", "segmentation", "attribution_confidence")
MEASURES = {  # the choices that bear on each, beside the unit
    "attributed_words": ALL,
    "distancing_cues": ALL,
    "source_hedges": (*ALL, "hedge_confidence", "weasels"),
}
SEGMENT = ["article_id", "segment_id"]
RESULTS = ["a", "b", "count_a", "exposure_a", "count_b", "exposure_b", "more_in", "log2_ratio", "low", "high", "p"]


class Choice(NamedTuple):
    """What is counted in one specification; see `CHOICES`."""

    text: str = "body"
    segmentation: str = "rules"
    attribution_confidence: float = 0.0
    hedge_confidence: float = 0.0
    weasels: str = "out"


def specifications(study: Any) -> pd.DataFrame:
    """One row a measure and specification, for the first two articles of a study; empty where there is only one.

    The choices are columns: ``text`` (body, or with headline, dek and standfirst), ``segmentation`` (sentences by the
    rules of `analysis.text.splitter`, or by NLTK's Punkt: Kiss & Strunk 2006), ``unit`` (what is dealt for p and
    interval; both move the ratio only where a unit has nothing to count in), the least ``attribution_confidence`` and
    ``hedge_confidence`` of a row that counts, and whether ``weasels`` ("many", "often") count as hedges. A choice that
    does not bear on a measure is missing and not varied. Then come the columns of a contrast, with p and interval from
    999 permutations, and ``usual`` for the specification of all other tables. No p is corrected and none is a verdict.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"x": "The mayor claimed it rained.", "y": "The mayor said it rained."})
    >>> curve = specifications(study)
    >>> len(curve), curve.groupby("measure").size().to_dict()
    (192, {'attributed_words': 24, 'distancing_cues': 24, 'source_hedges': 144})
    """
    articles = study.articles.head(2)
    voiced = cache(partial(_voiced, study))  # once for all specifications that share these choices
    rows = [
        {"measure": name, **varied, **result}
        for name, bearing in MEASURES.items()
        if len(articles) == 2
        for varied in _combinations(bearing)
        for result in _by_unit(_narrowed(voiced, Choice(**varied)), articles, name)
    ]
    table = pd.DataFrame(rows, columns=["measure", *CHOICES, *RESULTS])
    usual = pd.Series(True, index=table.index)
    for choice, (first, *_) in CHOICES.items():
        usual &= table[choice].isna() | (table[choice] == first)
    return table.assign(usual=usual)


def robustness(curve: pd.DataFrame) -> pd.DataFrame:
    """One row a measure of a curve: in how many of its specifications the usual direction holds.

    ``direction`` is the label of the article with more in the usual specification (missing if neither has). ``holds``
    is the share of specifications with the same direction, ``clear`` of those with that direction and p of 0.05 or
    less, not corrected. ``least`` and ``greatest`` are the log2 ratios at the ends of the curve, zero cells left out;
    in ``zero_cells`` of the specifications exactly one article has no count.

    Examples
    --------
    >>> rows = [("Post", 2, 1, -1.0, 0.01, True), ("Post", 3, 1, -1.6, 0.2, False), ("Mail", 1, 2, 1.0, 0.4, False)]
    >>> curve = pd.DataFrame(rows, columns=["more_in", "count_a", "count_b", "log2_ratio", "p", "usual"])
    >>> robustness(curve.assign(measure="labels"))[["direction", "holds", "clear", "greatest"]].round(2).values.tolist()
    [['Post', 0.67, 0.33, 1.0]]
    """
    rows = []
    for name, group in curve.groupby("measure", sort=False):
        direction = group.loc[group["usual"], "more_in"].iloc[0]
        same = group["more_in"].isna() if pd.isna(direction) else (group["more_in"] == direction).fillna(False)
        rows.append(
            {
                "measure": name,
                "specifications": len(group),
                "direction": direction,
                "holds": float(same.mean()),
                "clear": float((same & (group["p"] <= LEVEL).fillna(False)).mean()),
                "least": group["log2_ratio"].min(),
                "greatest": group["log2_ratio"].max(),
                "zero_cells": int(((group["count_a"] == 0) != (group["count_b"] == 0)).sum()),
            }
        )
    names = ["measure", "specifications", "direction", "holds", "clear", "least", "greatest", "zero_cells"]
    return pd.DataFrame(rows, columns=names)


def view(study: Any, choice: Choice) -> SimpleNamespace:
    """The tables of a study as a specification has them; measures can be counted in it as in a study."""
    return _narrowed(partial(_voiced, study), choice)


def _narrowed(voiced: Callable[..., SimpleNamespace], choice: Choice) -> SimpleNamespace:
    """The tables with the hedges that a specification counts."""
    tables = voiced(choice.text, choice.segmentation, choice.attribution_confidence)
    hedges = tables.hedges[tables.hedges["confidence"] >= choice.hedge_confidence]
    return SimpleNamespace(**vars(tables) | {"hedges": _with_weasels(hedges) if choice.weasels == "in" else hedges})


def _with_weasels(hedges: pd.DataFrame) -> pd.DataFrame:
    """Weasels by another kind, as the measures leave theirs out; one that holds a hedge that counts counts once."""
    held: dict[str, list[spans.Span]] = {}
    for row in hedging.counted(hedges).itertuples():
        held.setdefault(row.article_id, []).append((row.start, row.end))
    once = [
        row.kind != "weasel" or not spans.touch((row.start, row.end), held.get(row.article_id, ()))
        for row in hedges.itertuples()
    ]
    kept = hedges[np.array(once, dtype=bool)]
    return kept.assign(kind=kept["kind"].replace("weasel", "approximator"))


def _voiced(study: Any, text: str, segmentation: str, confidence: float) -> SimpleNamespace:
    """The tables with the sentences chosen, and all hedges: who speaks depends on which attributions are kept."""
    attributions, hedges = study.attributions[study.attributions["confidence"] >= confidence], study.hedges
    sentences = study.sentences
    if segmentation == "Punkt":
        sentences = punkt_sentences(study.segments, sentences)
        cues = spans.explode(attributions.assign(place=_places(attributions)), "place")
        attributions = attributions.assign(sentence_id=spans.locate(cues, sentences, "sentence_id"))
        hedges = hedges.assign(sentence_id=spans.locate(hedges, sentences, "sentence_id"))
    if text == "with headlines":
        sentences = sentences.assign(role="body")
    hedges = voice.assign(hedges, attributions, sentences)
    tables = SimpleNamespace(articles=study.articles, sentences=sentences, attributions=attributions, hedges=hedges)
    units.words(tables)  # which keeps them
    return tables


def punkt_sentences(segments: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The same prose as Punkt parts it (Kiss & Strunk 2006), which is told our abbreviations and has no other rule."""
    parameters = PunktParameters()
    parameters.abbrev_types = {entry["term"].lower() for entry in lexicon.read("abbreviations").entries}
    punkt = PunktSentenceTokenizer(parameters)
    prose = segments.merge(sentences[[*SEGMENT, "role"]].drop_duplicates(SEGMENT), on=SEGMENT, suffixes=("_", ""))
    rows = [
        {
            **{name: getattr(segment, name) for name in (*SEGMENT, "role")},
            "start": segment.start + start,
            "end": segment.start + end,
            "text": segment.text[start:end],
            "n_words": count_words(segment.text[start:end]),
        }
        for segment in prose.itertuples()
        for start, end in punkt.span_tokenize(segment.text)
    ]
    parted = pd.DataFrame(rows, columns=sentences.columns)
    return parted.assign(sentence_id=parted.groupby("article_id").cumcount())


def _places(attributions: pd.DataFrame) -> list[str | None]:
    """Where each attribution stands: the first character of its cue, else of its content."""
    parts = zip(attributions["cue_spans"], attributions["content_spans"], strict=True)
    firsts = ((spans.unpack(cue) or spans.unpack(content))[0][0] for cue, content in parts)
    return [spans.pack([(first, first + 1)]) for first in firsts]


def _combinations(bearing: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Every combination of the choices that bear on a measure."""
    for values in product(*(CHOICES[choice] for choice in bearing)):
        yield dict(zip(bearing, values, strict=True))


def _by_unit(chosen: SimpleNamespace, articles: pd.DataFrame, name: str) -> Iterator[dict[str, Any]]:
    """One measure of two articles in one specification, for each unit that can be dealt."""
    counts = measures.REGISTRY[name].function(chosen)
    for unit, table in zip(CHOICES["unit"], (counts, _by_paragraph(counts, units.body(chosen))), strict=True):
        yield {"unit": unit, **_compared(table[table["exposure"] > 0], articles)}


def _by_paragraph(counts: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Counts and exposures summed over the sentences of a paragraph, whose number is the unit."""
    places = sentences[["article_id", "unit", "segment_id"]]
    merged = counts.merge(places, on=["article_id", "unit"], validate="1:1").drop(columns="unit")
    summed = merged.groupby(["article_id", "segment_id"], as_index=False)[["count", "exposure"]].sum()
    return summed.rename(columns={"segment_id": "unit"})


def _compared(counts: pd.DataFrame, articles: pd.DataFrame) -> dict[str, Any]:
    """The two articles compared; no ratio for a zero cell, nothing where one has no unit."""
    sides = [
        counts.loc[counts["article_id"] == article, ["count", "exposure"]].to_numpy(dtype=float)
        for article in articles["article_id"]
    ]
    (count_a, exposure_a), (count_b, exposure_b) = (side.sum(axis=0) for side in sides)
    a, b = articles["label"]
    row = {"a": a, "b": b, "count_a": count_a, "exposure_a": exposure_a, "count_b": count_b, "exposure_b": exposure_b}
    if not (exposure_a and exposure_b):
        return row
    found = compare(sides[0], sides[1], draws=DRAWS)._asdict()
    del found["draws"]
    rate_a, rate_b = count_a / exposure_a, count_b / exposure_b
    if not (count_a and count_b):
        found["log2_ratio"] = math.nan
    return row | found | {"more_in": a if rate_a > rate_b else b if rate_b > rate_a else pd.NA}
