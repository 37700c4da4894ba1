"""Rows become tables here: columns, dtypes and keys are checked, and an error names what is wrong."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.dictionary import DIRECTED, READ, Table
from analysis.errors import InputError

__all__ = ["TABLES", "TEXT", "InputError", "columns", "frame", "key", "schema"]

_APART: list[type[Table]] = [*READ, *DIRECTED]  # declared elsewhere: what is read stands first, what is finer last
_ORDER: list[type[Table]] = [*READ, *(table for table in Table.__subclasses__() if table not in _APART), *DIRECTED]
TABLES: dict[str, type[Table]] = {table.__name__.lower(): table for table in _ORDER}
TEXT = pd.StringDtype("python", na_value=pd.NA)  # pandas would infer one whose missing value is NaN


@cache
def schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of a table, its key unique."""
    model = TABLES[name].to_schema()
    model.unique = [column.name for column in model.columns.values() if (column.metadata or {}).get("key")]
    return model


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
    try:
        checked = schema(name).validate(data[names].reset_index(drop=True), lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases[["column", "index", "check", "failure_case"]].head(5)
        found = "; ".join(
            f"column {c.column}, row {c.index}: {c.failure_case!r} ({c.check})" for c in cases.itertuples()
        )
        raise ValueError(f"table {name}: {found}") from None
    return checked.astype(dict.fromkeys(checked.columns[[isinstance(t, pd.StringDtype) for t in checked.dtypes]], TEXT))
