"""One row an error of a detector, or a difference between two coders, in words and in its context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import spans
from analysis.coding import accuracy, pairing
from analysis.coding.accuracy import CODES, IDS
from analysis.coding.pairing import PARTS, pair

CONTEXT = 40  # characters on either side


def errors(found: pd.DataFrame, gold: pd.DataFrame, articles: pd.DataFrame, codes: Sequence[str] = ()) -> pd.DataFrame:
    """One row an error, in reading order: ``article`` (label), ``error``, ``found``, ``coded``, ``context``, in words.

    An error is a miss, a false alarm, other words (right place, other boundaries), or another code, if `codes` names
    it. Ids (speaker, actor) are compared after `pairing.rename`.
    """
    found = found.assign(**{name: pairing.rename(found, gold, name) for name in codes if name in IDS})
    rows = []
    for one, other, exact in pair(found, gold).itertuples(index=False):
        ours = None if pd.isna(one) else found.iloc[one]
        theirs = None if pd.isna(other) else gold.iloc[other]
        row = theirs if theirs is not None else ours
        article, place, words = _context(row, articles)
        rows += [(article, place, *fault, words) for fault in _faults(ours, theirs, exact, codes)]
    table = pd.DataFrame(rows, columns=["article", "place", "error", "found", "coded", "context"])
    table = table.sort_values(["article", "place"], kind="stable").reset_index(drop=True)
    return table.drop(columns="place").assign(article=table["article"].map(dict(enumerate(articles["label"]))))


def _faults(
    ours: pd.Series | None, theirs: pd.Series | None, exact: bool, codes: Sequence[str]
) -> list[tuple[str, str | None, str | None]]:
    """What is wrong with a pair: its kind, what was found, what was coded."""
    if ours is None or theirs is None:
        return [("miss", None, words(theirs))] if ours is None else [("false alarm", words(ours), None)]
    faults = [] if exact else [("other words", words(ours), words(theirs))]
    pairs = [(name, *("none" if pd.isna(row[name]) else row[name] for row in (ours, theirs))) for name in codes]
    return faults + [(f"other {name}", found, coded) for name, found, coded in pairs if found != coded]


def words(row: pd.Series | None) -> str | None:
    """The words of a row: its text, or an attribution's source, cue and content, parted by strokes.

    Examples
    --------
    >>> words(pd.Series({"source": "she", "cue": None, "content": "it is late"}))
    'she | – | it is late'
    """
    if row is None or "text" in row.index:
        return None if row is None else row["text"]
    return " | ".join("–" if pd.isna(row[name]) else row[name] for name in ("source", "cue", "content"))


def _context(row: pd.Series, articles: pd.DataFrame) -> tuple[int, int, str]:
    """Which article, where in it, and the words around: of an attribution around its cue, else its content."""
    number = articles["article_id"].tolist().index(row["article_id"])
    cells = [row[name] for name in PARTS if name in row.index]
    start, end = next(span for cell in cells for span in spans.unpack(cell)) if cells else (row["start"], row["end"])
    text = articles["text"].iloc[number]
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return number, start, " ".join(f"{before}[{text[start:end]}]{after}".split())


def errors_of(study: Any, layer: str) -> pd.DataFrame:
    """The errors of a layer's detector on the spans coded by hand for a study's event (`errors`).

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.read("data/articles/pakistan-platforms")
    >>> errors_of(study, "hedges").columns.tolist()
    ['article', 'error', 'found', 'coded', 'context']
    """
    gold = accuracy.read_codes(accuracy.home(study), layer, study.articles)
    return errors(accuracy.detected(study, layer), gold, study.articles, CODES[layer])


def differences_of(study: Any) -> pd.DataFrame:
    """One row a difference between the two coders, before adjudication; ``a`` and ``b`` are what each has.

    Examples
    --------
    >>> from analysis.study import Study
    >>> differences_of(Study.from_texts({"Post": "It rained."}, event="an event that nobody coded")).columns.tolist()
    ['layer', 'article', 'difference', 'a', 'b', 'context']
    """
    columns = {"found": "a", "coded": "b"}
    tables = []
    for layer in accuracy.layers(study):
        a, b = accuracy.coders(study, layer)
        tables.append(errors(a, b, study.articles, CODES[layer]).assign(layer=layer))
    table = pd.concat(tables) if tables else pd.DataFrame(columns=["layer", "article", "error", *columns, "context"])
    table["error"] = table["error"].replace({"miss": "only b", "false alarm": "only a"})
    table = table.rename(columns={"error": "difference", **columns})
    return table[["layer", "article", "difference", "a", "b", "context"]].reset_index(drop=True)


def negatives_of(study: Any) -> pd.DataFrame:
    """One row a negative (words that are tempting and not one, by hand): ``found`` is the false alarm on it, if any.

    Examples
    --------
    >>> from analysis.study import Study
    >>> negatives_of(Study.read("data/articles/pakistan-platforms")).columns.tolist()
    ['layer', 'article', 'text', 'why', 'found']
    """
    negatives = accuracy.read_codes(accuracy.home(study), "negatives", study.articles)
    rows = [_false_alarms(study, layer, group) for layer, group in negatives.groupby("layer", sort=False)]
    table = pd.concat(rows).sort_index()
    labels = dict(zip(study.articles["article_id"], study.articles["label"], strict=True))
    return table.assign(article=table["article_id"].map(labels))[["layer", "article", "text", "why", "found"]]


def _false_alarms(study: Any, layer: str, negatives: pd.DataFrame) -> pd.DataFrame:
    """Negatives of a layer with the words that the detector found there and that no coded span accounts for."""
    gold = accuracy.read_codes(accuracy.home(study), layer, study.articles)
    found = accuracy.detected(study, layer)
    met = pair(found, gold)
    alarms = found.iloc[met.loc[met["b"].isna(), "a"].astype(int)]
    tempting = pairing.parts(negatives)
    heads = [row[0] for row in pairing.parts(alarms)]  # of an attribution its cue
    names = [words(alarm) for _, alarm in alarms.iterrows()]
    texts = list(zip(alarms["article_id"], heads, names, strict=True))
    hits = [
        next((name for place, head, name in texts if place == article and head & span), None)
        for article, (span,) in zip(negatives["article_id"], tempting, strict=True)
    ]
    return negatives.assign(found=hits)
