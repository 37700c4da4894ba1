"""A detector of one's own: any function from a study to rows, and the table that its rows must fit.

The table then stands beside the package's own: `Study.table` gives it, a run writes it, a measure can count it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis import schema, spans
from analysis.columns import Real, Table, Text, Whole, column, key
from analysis.schema import InputError

KINDS: dict[type, Any] = {str: Text, int: Whole, float: Real, bool: pd.BooleanDtype}
SPAN = {"article_id", "start", "end", "text"}

Detector = Callable[[Any], Any]
DETECTORS: dict[str, Detector] = {}


def detector(name: str, **columns: type) -> Callable[[Detector], Detector]:
    """Register a function of a study as the detector of a table; one of the same name is replaced.

    `columns` are the names and types (str, int, float, bool) of the table's columns; the first words of the
    function's docstring say what one row is. The function returns a DataFrame or a list of dicts. ``article_id``,
    ``start`` and ``end``, as far as the table has them, are its key; any other cell may be missing.

    Raises
    ------
    InputError
        The package has a table of that name, or a column's type is another.

    Examples
    --------
    >>> from analysis.study import Study
    >>> @detector("questions", article_id=str, start=int, end=int, text=str)
    ... def questions(study):
    ...     '''One sentence that asks.'''
    ...     return study.sentences[study.sentences["text"].str.endswith("?")][["article_id", "start", "end", "text"]]
    >>> Study.from_texts({"x": "Why now? She did not say."}).table("questions")["text"].tolist()
    ['Why now?']
    >>> remove("questions")
    """
    if name in schema.TABLES and name not in DETECTORS:
        raise InputError(f"detector {name!r}: the package has a table of that name; expected another name")
    if wrong := [kind for kind in columns.values() if kind not in KINDS]:
        raise InputError(f"detector {name!r}: columns of type {wrong}; expected str, int, float or bool")

    def register(function: Detector) -> Detector:
        remove(name)
        fields = {each: key(each) if each in SPAN - {"text"} else column(each, nullable=True) for each in columns}
        body = {"__annotations__": {each: KINDS[kind] for each, kind in columns.items()}, "__doc__": function.__doc__}
        schema.TABLES[name] = type(name.title(), (Table,), fields | body)
        DETECTORS[name] = function
        return function

    return register


def remove(name: str) -> None:
    """Forget a detector of one's own."""
    if DETECTORS.pop(name, None):
        del schema.TABLES[name]


def detect(name: str, study: Any) -> pd.DataFrame:
    """What a detector finds in a study, checked: its columns, and that its spans hold the words they say.

    Raises
    ------
    InputError
        The rows do not fit the table, or ``text`` is not what the article has from ``start`` to ``end``.
    """
    try:
        table = schema.frame(name, DETECTORS[name](study))
    except ValueError as error:
        raise InputError(f"detector {name!r}: {error}") from None
    broken = spans.violations(table, study.articles) if set(table.columns) >= SPAN else table[:0]
    if len(broken):
        row = broken.iloc[0]
        raise InputError(f"detector {name!r}: {row['text']!r} does not stand at {row['start']} of {row['article_id']}")
    return table
