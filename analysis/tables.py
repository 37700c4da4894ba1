"""One row a row of the study's table, in words for a paper: labels instead of ids, counts out of what, a caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis.measures import REGISTRY
from analysis.paper.recipes import RECIPES
from analysis.paper.typeset import FORMATS, Printed
from analysis.paper.views import COMPARISONS, LABELLED, as_read
from analysis.schema import InputError
from analysis.text.prose import many

MOST = 7  # columns, where no recipe says which
ARTICLES = 6  # articles that a caption names
# Ids, spans and digests: for a program, not for a reader. A whole document fits no cell.
UNREAD = re.compile(r"_id$|_spans$|(^|_)(start|end)$|^(sha256|group|within|head|document|event|draws|scope|file)$")
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
    view = as_read(study, name)
    chosen = _default(study, name, view) if columns is None else list(dict.fromkeys(columns))
    if unknown := [column for column in chosen if column not in view]:
        raise InputError(f"table {name}: no column {unknown[0]!r}; expected some of {', '.join(view.columns)}")
    if not chosen:
        raise InputError(f"table {name}: no column named; expected some of {', '.join(view.columns)}")
    headings = _headings(view, chosen)
    cells = pd.DataFrame({headings[column]: _words(view[column], column) for column in chosen}, dtype=object)
    numbers = frozenset(headings[column] for column in chosen if _is_number(view[column]))
    return Printed(name, cells, numbers, _caption(study, name, view))


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
    articles = f"{many(len(labels), 'article')}: {shown}."
    if name not in RECIPES:
        one = " ".join((schema.TABLES[name].__doc__ or name).split()).rstrip(".")
        return f"{many(len(view), 'row')}, from {articles} Each row: {one[:1].lower()}{one[1:]}."
    _, noun, method = RECIPES[name]
    counted = many(view["measure"].nunique() if name == "contrasts" else len(view), noun)
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
    'words (quoted words, boosters), expressions that name an actor or thing, pronouns left out (labels)'
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
