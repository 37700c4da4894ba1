"""One row a row of the study's table, in words for a paper: labels instead of ids, counts out of what, a caption."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis.alignment import side_by_side
from analysis.measures import REGISTRY, out_of
from analysis.paper.recipes import RECIPES
from analysis.paper.typeset import FORMATS, Printed
from analysis.schema import InputError

MOST = 7  # columns, where no recipe says which
ARTICLES = 6  # articles that a caption names
# Ids, spans and digests: for a program, not for a reader. A whole document fits no cell.
UNREAD = re.compile(r"_id$|_spans$|(^|_)(start|end)$|^(sha256|group|within|head|document|event|draws|scope|file)$")
LABELLED = {"article_id": "article", "other_id": "other", "article_a": "a", "article_b": "b"}
SIDES = {
    f"{what}_{side}": word for what in ("counted", "telling", "in") for side, word in (("a", "First"), ("b", "Second"))
}
HEADINGS = {
    "n_words": "Words",
    "p": "p",
    "p_holm": "p (Holm)",
    "confidence": "Conf.",
    **SIDES,
    "claim": "Claim told by both",
}
SPACED = {"measure": {ord("_"): " "}, "actor": {ord("-"): " "}}  # names made for programs
SCOPE = "The differences are between these texts, not between outlets."
COMPARISONS = {"alignments", "changes", "contrasts"}


def table(study: Any, name: str, to: str = "tex", columns: Sequence[str] | None = None) -> str:
    """A table of a study for a paper, as ``tex`` (booktabs), ``csv``, ``html`` or ``md``, with a caption.

    Articles stand with their labels, counts with what they are out of; what is missing is an empty cell. `columns`
    takes any of the table's own columns (`analysis.dictionary`) and those that only a printed table has (``speaker``,
    ``counted_a``); a wrong name lists them all. CSV has the cells as printed and no caption.

    Raises
    ------
    InputError
        There is no such table, format or column.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "The mayor said it was late."})
    >>> print(table(study, "attributions", "csv", ["article", "cue", "content"]), end="")
    Article,Cue,Content
    Post,said,it was late
    """
    if to not in FORMATS:
        raise InputError(f"format {to!r}: unknown; expected one of {', '.join(FORMATS)}")
    return FORMATS[to](prepare(study, name, columns))


def prepare(study: Any, name: str, columns: Sequence[str] | None = None) -> Printed:
    """A table in words, before it is set."""
    view = _view(study, name)
    chosen = _default(study, name, view) if columns is None else list(dict.fromkeys(columns))
    if unknown := [column for column in chosen if column not in view]:
        raise InputError(f"table {name}: no column {unknown[0]!r}; expected some of {', '.join(view.columns)}")
    if not chosen:
        raise InputError(f"table {name}: no column named; expected some of {', '.join(view.columns)}")
    headings = _headings(view, chosen)
    cells = pd.DataFrame({headings[column]: _words(view[column], column) for column in chosen}, dtype=object)
    numbers = frozenset(headings[column] for column in chosen if _is_number(view[column]))
    return Printed(name, cells, numbers, _caption(study, name, view))


def _view(study: Any, name: str) -> pd.DataFrame:
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
    aligned = _view(study, "alignments")[[*keys, "a", "b", "pair", "telling_a"]].rename(columns={"telling_a": "claim"})
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


def _default(study: Any, name: str, view: pd.DataFrame) -> list[str]:
    """The columns of the recipe, else what a reader can use; without those that are empty throughout."""
    pair = ["pair"] if name in COMPARISONS and len(view[["a", "b"]].drop_duplicates()) > 1 else []
    event = ["event"] if "event" in view and len(study.articles["event"].unique()) > 1 else []
    recipe = RECIPES.get(name)
    made = [new for old, new in LABELLED.items() if old in view and name not in COMPARISONS]
    own = [column for column in view if not UNREAD.search(column) and column not in (*made, *LABELLED)]
    wanted = list(recipe.columns) if recipe else [*made, *own][:MOST]
    return [column for column in [*event, *pair, *wanted] if view[column].notna().any() or not len(view)]


def _headings(view: pd.DataFrame, chosen: list[str]) -> dict[str, str]:
    """What stands above each column; where all rows compare the same two articles, their labels do."""
    headings = {column: HEADINGS.get(column, column[:1].upper() + column[1:].replace("_", " ")) for column in chosen}
    if not {"a", "b"} <= set(view) or len(pairs := view[["a", "b"]].drop_duplicates()) != 1:
        return headings
    for side in "ab":
        label = pairs[side].iloc[0]
        own = [column for column in chosen if column in (f"telling_{side}", f"counted_{side}", f"in_{side}")]
        headings |= dict.fromkeys(own[:1], label) | {
            column: f"{column[:-2].capitalize()}, {label}" for column in own[1:]
        }
    return _apart(headings)


def _apart(headings: dict[str, str]) -> dict[str, str]:
    """A heading that two columns would share (an article labelled "kind") gives way to the names of the columns."""
    shared = [heading for heading in headings.values() if list(headings.values()).count(heading) > 1]
    return {column: column if heading in shared else heading for column, heading in headings.items()}


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _words(column: pd.Series, name: str) -> list[str]:
    """The cells of a column: numbers with the same decimals, white space as one space, missing as nothing."""
    if _is_number(column):
        known = column.dropna().astype(float)
        counts = pd.api.types.is_integer_dtype(column) or name.startswith(("count", "exposure"))
        whole = counts and bool((known == known.round()).all())
        return ["" if pd.isna(value) else _number(float(value), name, whole) for value in column]
    if pd.api.types.is_bool_dtype(column):
        return ["" if pd.isna(value) else "yes" if value else "no" for value in column]
    plain = ["" if pd.isna(value) else " ".join(str(value).split()) for value in column]
    return [cell.translate(SPACED[name]) for cell in plain] if name in SPACED else plain


def _number(value: float, name: str, whole: bool) -> str:
    if np.isinf(value):
        return "no limit"
    if name in ("p", "p_holm"):
        return "< 0.001" if value < 0.001 else f"{value:.3f}"
    return (f"{value:.0f}" if whole else f"{value:.2f}").replace("-", "\N{MINUS SIGN}")


def _caption(study: Any, name: str, view: pd.DataFrame) -> str:
    """What the rows are, how many, of which articles, and how they came about."""
    labels = [f"{row.label} ({row.n_words} words)" for row in study.articles.itertuples()]
    shown = ", ".join(labels[:ARTICLES]) + (" and others" if len(labels) > ARTICLES else "")
    articles = f"{_many(len(labels), 'article')}: {shown}."
    if name not in RECIPES:
        one = " ".join((schema.TABLES[name].__doc__ or name).split()).rstrip(".")
        return f"{_many(len(view), 'row')}, from {articles} Each row: {one[:1].lower()}{one[1:]}."
    _, noun, method = RECIPES[name]
    counted = _many(view["measure"].nunique() if name == "contrasts" else len(view), noun)
    start = f"{counted}: {shown}." if name == "articles" else f"{counted} in {articles}"
    said = [start, _method(view, method) if name == "contrasts" else method]
    said += [SCOPE] if name in COMPARISONS else []
    return " ".join(said + _by_hand(study, name))


def _method(view: pd.DataFrame, method: str) -> str:
    """With the labels of the two articles, how many permutations there were, and what each measure is out of."""
    pairs = view[["a", "b"]].drop_duplicates()
    a, b = pairs.iloc[0] if len(pairs) == 1 else ("the first article", "the second")
    draws = f"at most {int(view['draws'].max()) if len(view) else 0} draws"
    return method.format(a=a, b=b, draws=draws, exposures=_exposures(view["measure"].unique()))


def _exposures(measures: Sequence[str]) -> str:
    """What counts are out of, with the measures of which that holds.

    Examples
    --------
    >>> _exposures(["quoted_words", "boosters", "labels"])
    'words (quoted words, boosters), expressions that name an actor, pronouns left out (labels)'
    """
    found: dict[str, list[str]] = {}
    for name in measures:
        _, _, exposure = (REGISTRY[name].meaning if name in REGISTRY else "").rpartition(" per ")
        exposure = exposure.removeprefix("100 ") or "their exposure"
        found.setdefault(f"{exposure}s" if exposure == "sentence" else exposure, []).append(name.replace("_", " "))
    return ", ".join(f"{exposure} ({', '.join(names)})" for exposure, names in found.items()) or "their exposure"


def _by_hand(study: Any, name: str) -> list[str]:
    """Codes stand in the machine's place: the caption must say so."""
    coded = study.coded
    return [f"Coded by hand, where there are codes: {', '.join(coded)}."] if coded and name != "articles" else []


def _many(number: int, noun: str) -> str:
    """A number with its noun, whose first word takes the plural: "2 cues of a frame"."""
    first, _, rest = noun.partition(" ")
    return f"{number} {first}{'' if number == 1 else 's'}{' ' + rest if rest else ''}"
