"""One row a row of the study's table, with what a reader needs: labels, speakers, tellings, counts out of what."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analysis.alignment import side_by_side
from analysis.measures import REGISTRY, out_of

LABELLED = {"article_id": "article", "other_id": "other", "article_a": "a", "article_b": "b"}
COMPARISONS = {"alignments", "changes", "contrasts"}


def as_read(study: Any, name: str) -> pd.DataFrame:
    """All that can be printed: the table's own columns, and those made from them."""
    found = study.table(name)
    labels = study.articles.set_index("article_id")["label"]
    made = {new: found[old].map(labels) for old, new in LABELLED.items() if old in found and new not in found}
    view = found.assign(**made)
    if name in COMPARISONS and name != "changes":
        view["pair"] = view["a"] + ", " + view["b"]
    if "start" in view and "text" not in view:
        texts = study.articles.set_index("article_id")["text"]
        spans = zip(view["article_id"], view["start"], view["end"], strict=True)
        view["text"] = pd.Series(
            [texts[article][start:end] for article, start, end in spans], view.index, dtype="string"
        )
    return VIEWS[name](study, view) if name in VIEWS else view


def _with_speakers(study: Any, view: pd.DataFrame) -> pd.DataFrame:
    """With the ``speaker``: the source's fullest name in the event, else the words that name it here."""
    found = study.attributions.merge(study.articles[["article_id", "event"]], on="article_id", validate="m:1")
    names = study.sources.set_index(["event", "source_id"])["name"]
    named = pd.Series(names.reindex(pd.MultiIndex.from_frame(found[["event", "source_id"]])).to_numpy(), found.index)
    keys = ["article_id", "attribution_id"]
    speakers = found.assign(speaker=named.fillna(found["source"])).set_index(keys)["speaker"]
    return view.assign(speaker=speakers.reindex(pd.MultiIndex.from_frame(view[keys])).to_numpy())


def _tellings(study: Any, view: pd.DataFrame) -> pd.DataFrame:
    """With what each article tells, and the nearest claim in words; confidence is that of pairs."""
    read = side_by_side(study.alignments, study.claims, study.articles)
    paired = view["confidence"].where(view["status"] != "only")  # else it is that of the nearest claim
    return view.assign(**{column: read[column] for column in ("telling_a", "telling_b", "nearest")}, confidence=paired)


def _changes(study: Any, view: pd.DataFrame) -> pd.DataFrame:
    """With the labels of the articles and the claim as the first tells it."""
    keys = ["event", "alignment_id"]
    aligned = as_read(study, "alignments")[[*keys, "a", "b", "pair", "telling_a"]].rename(
        columns={"telling_a": "claim"}
    )
    return view.merge(aligned, on=keys, how="left", validate="m:1")


def _contrasts(_: Any, view: pd.DataFrame) -> pd.DataFrame:
    """With the meaning of each measure, counts out of exposures, and the ratio as times."""
    made = {f"counted_{side}": _counted(view, side) for side in "ab"}
    made["meaning"] = [REGISTRY[name].meaning if name in REGISTRY else name for name in view["measure"]]
    made["ratio"] = 2 ** view["log2_ratio"]
    ends = zip(2 ** view["low"], 2 ** view["high"], view["zero"], strict=True)
    made["interval"] = pd.Series([_interval(*row) for row in ends], view.index, dtype="string")
    return view.assign(**made)


def _counted(view: pd.DataFrame, side: str) -> pd.Series:
    """Counts out of exposures: "3 of 17" words, but "17 in 9" sentences where one can hold several."""
    cells = zip(view[f"count_{side}"], view["measure"].map(out_of), view[f"exposure_{side}"], strict=True)
    return pd.Series([f"{count:.10g} {word} {out:.10g}" for count, word, out in cells], view.index, dtype="string")


def _interval(low: Any, high: Any, zero: Any) -> str | None:
    """The interval of a ratio, or of a zero cell the bound on the share of sentences.

    Examples
    --------
    >>> _interval(0.5, 4, pd.NA), _interval(0, 4, pd.NA), _interval(0.5, np.inf, pd.NA), _interval(0, np.inf, pd.NA)
    ('0.50 to 4.00', 'up to 4.00', '0.50 or more', 'no limit')
    >>> _interval(pd.NA, pd.NA, "Wire: 0 of 13 sentences (at most 21 %)")
    'at most 21 %'
    """
    if pd.notna(zero):
        bounds = re.findall(r"at most (\d+)", zero)
        return f"at most {', '.join(bounds)} %" if bounds else None
    if pd.isna(low) or pd.isna(high):
        return None
    if low == 0:
        return "no limit" if np.isinf(high) else f"up to {high:.2f}"
    return f"{low:.2f} or more" if np.isinf(high) else f"{low:.2f} to {high:.2f}"


VIEWS: dict[str, Callable[[Any, pd.DataFrame], pd.DataFrame]] = {
    "attributions": _with_speakers,
    "claims": _with_speakers,
    "alignments": _tellings,
    "changes": _changes,
    "contrasts": _contrasts,
}
