"""Rows become tables here: columns, dtypes and keys are checked, and an error names what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.api.pandas import model as pandera_model
from pandera.errors import SchemaErrors

from analysis import dictionary
from analysis.columns import Table
from analysis.errors import InputError

__all__ = ["TABLES", "TEXT", "InputError", "columns", "frame", "key", "schema"]

TABLES: dict[str, type[Table]] = {table.__name__.lower(): table for table in dictionary.TABLES}
TEXT = pd.StringDtype("python", na_value=pd.NA)  # pandas would infer one whose missing value is NaN


@contextmanager
def _no_index() -> Iterator[None]:
    """Our tables declare no index; to find that out, pandera would import all of dask, a quarter of its start."""
    looked_up = pandera_model.get_index_types
    pandera_model.get_index_types = set  # type: ignore[assignment]
    try:
        yield
    finally:
        pandera_model.get_index_types = looked_up


def schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of a table, its key unique."""
    return _schema(TABLES[name])


@cache
def _schema(table: type[Table]) -> pa.DataFrameSchema:
    with _no_index():
        made = table.to_schema()
    made.unique = [column.name for column in made.columns.values() if (column.metadata or {}).get("key")]
    return made


def columns(name: str) -> list[str]:
    """The column names of a table, in order."""
    return list(schema(name).columns)


def key(name: str) -> list[str]:
    """The columns that identify a row.

    Examples
    --------
    >>> key("hedges")
    ['article_id', 'hedge_id']
    """
    return list(schema(name).unique)


def frame(name: str, rows: list[dict[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Rows as a checked table; no rows give an empty table with the right columns and dtypes.

    Raises
    ------
    ValueError
        A column is missing or too many, or a value does not fit: table, column, row and the value found.

    Examples
    --------
    >>> frame("sources", []).columns.tolist()
    ['event', 'source_id', 'name', 'kind', 'n_words']
    """
    names = columns(name)
    data = (
        pd.DataFrame(rows, dtype=None if isinstance(rows, pd.DataFrame) else object)
        if len(rows)
        else pd.DataFrame(columns=names)
    )
    unknown = [column for column in data.columns if column not in names]
    absent = [column for column in names if column not in data.columns]
    if unknown or absent:
        raise ValueError(f"table {name}: missing columns {absent}, unknown columns {unknown}")
    data = data[names].reset_index(drop=True)
    return table if (table := _sound(name, data)) is not None else _validated(name, data)


def _sound(name: str, data: pd.DataFrame) -> pd.DataFrame | None:
    """The table, where nothing can be wrong with it: what `columns` lets a table ask for, in a tenth of the time."""
    try:
        table = data.astype(_dtypes(TABLES[name]))
    except (TypeError, ValueError):
        return None
    for column, rule in schema(name).columns.items():
        missing = table[column].isna()
        allowed = [check.statistics["allowed_values"] for check in rule.checks]
        known = all((table[column].isin(values) | missing).all() for values in allowed)
        if not known or (not rule.nullable and missing.any()):
            return None
    return None if table.duplicated(key(name)).any() else table


@cache
def _dtypes(table: type[Table]) -> dict[str, Any]:
    dtypes = {column: rule.dtype.type for column, rule in _schema(table).columns.items()}
    return {column: TEXT if isinstance(dtype, pd.StringDtype) else dtype for column, dtype in dtypes.items()}


def _validated(name: str, data: pd.DataFrame) -> pd.DataFrame:
    """The table as pandera makes it; it says all that is wrong, and takes its time."""
    try:
        checked = schema(name).validate(data, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases[["column", "index", "check", "failure_case"]].head(5)
        found = "; ".join(
            f"column {c.column}, row {c.index}: {c.failure_case!r} ({c.check})" for c in cases.itertuples()
        )
        raise ValueError(f"table {name}: {found}") from None
    return checked.astype(_dtypes(TABLES[name]))
