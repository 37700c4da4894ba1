"""One row a record of a table of articles: CSV, JSON lines, Parquet or a DataFrame, whatever its columns are called."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import pandas as pd

from analysis.intake.bundle import File
from analysis.intake.decode import decode
from analysis.intake.formats import FIELDS, LONGEST
from analysis.schema import InputError

ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
DELIMITERS = ",;\t|"
ALIASES = {"id": "article_id", **FIELDS}  # theirs and ours: found without a mapping

Cells = dict[str, Any]


class Record(NamedTuple):
    """One record: where it stands ("line 7"), its cells by column, or what is wrong with it."""

    place: str
    cells: Cells
    wrong: str | None = None


def read(file: File) -> tuple[list[Record], str | None]:
    """The records of a file in one of the formats `ENDINGS`, and its encoding.

    Raises
    ------
    InputError
        It cannot be read as what its name says; without the file's name.
    """
    data = file.read()
    if file.ending == ".parquet":
        try:
            return of_frame(pd.read_parquet(io.BytesIO(data))), None
        except Exception as error:  # noqa: BLE001 - pyarrow raises many kinds on damaged files
            raise InputError(f"no Parquet file that can be read ({error}); expected one") from None
    text, encoding = decode(data)
    return list(_csv(text) if file.ending in (".csv", ".tsv") else _json_lines(text)), encoding


def of_frame(frame: pd.DataFrame) -> list[Record]:
    """The rows of a DataFrame."""
    return [
        Record(f"row {number}", {str(name): value for name, value in cells.items()})
        for number, cells in enumerate(frame.to_dict("records"))
    ]


def rename(records: list[Record], columns: Mapping[str, str], known: tuple[str, ...]) -> list[Record]:
    """The records with our column names, each of ours found under the name that `columns` gives for it, else its own.

    Raises
    ------
    InputError
        `columns` names one of ours that there is not, or one of theirs that no record has; or no record has a text.

    Examples
    --------
    >>> record = Record("line 2", {"body": "It rained.", "source": "Post"})
    >>> rename([record], {"text": "body"}, ("text", "outlet"))[0].cells
    {'text': 'It rained.', 'outlet': 'Post'}
    """
    theirs = list(dict.fromkeys(name for record in records for name in record.cells))
    if unknown := [name for name in columns if name not in known]:
        raise InputError(f"columns {unknown} unknown; expected some of {', '.join(known)}")
    if absent := [name for name in columns.values() if name not in theirs]:
        raise InputError(f"columns {theirs} lack {absent}; expected all that columns= names")
    alike = {ALIASES[name]: name for name in reversed(theirs) if name in ALIASES and name not in columns.values()}
    names = {ours: columns.get(ours, ours if ours in theirs else alike.get(ours, ours)) for ours in known}
    if theirs and names["text"] not in theirs:
        longest = max(theirs, key=lambda name: sum(len(str(record.cells.get(name, ""))) for record in records))
        raise InputError(
            f"columns {theirs} lack 'text'; expected it, or the name for it: --columns text={longest} "
            f"(in Python columns={{'text': {longest!r}}})"
        )
    return [record._replace(cells={ours: record.cells.get(name) for ours, name in names.items()}) for record in records]


def mapping(option: str) -> dict[str, str]:
    """What an option ``text=body,outlet=source`` says that a table calls our columns.

    Raises
    ------
    InputError
        A part of it has no ``=``.

    Examples
    --------
    >>> mapping("text=body, outlet=source"), mapping("")
    ({'text': 'body', 'outlet': 'source'}, {})
    """
    parts = [part.partition("=") for part in option.split(",") if part.strip()]
    if wrong := [ours for ours, sign, _ in parts if not sign]:
        raise InputError(f"--columns: {wrong[0]!r} without '='; expected text=…,outlet=…")
    return {ours.strip(): theirs.strip() for ours, _, theirs in parts}


def cell(value: object) -> str | None:
    """A cell as text, without the white space around it; what is missing or empty there is missing here.

    Examples
    --------
    >>> cell(" Post "), cell(float("nan")), cell(3.0), cell(pd.Timestamp("2025-07-24"))
    ('Post', None, '3', '2025-07-24')
    """
    if value is None or value is pd.NaT or (not isinstance(value, list | dict) and pd.isna(value)):
        return None
    if isinstance(value, datetime | date):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():  # a column of numbers with a gap
        value = int(value)
    return str(value).strip() or None


def _csv(text: str) -> Iterator[Record]:
    """The rows below the first, which names the columns."""
    head = text.lstrip("\r\n").partition("\n")[0]
    csv.field_size_limit(LONGEST * 2)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=head.count), strict=True)
    names: list[str] = []
    while True:
        place = f"line {rows.line_num + 1}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Record(place, {}, f"{error}; expected CSV")
            continue
        if cells is None:
            return
        if not any(value.strip() for value in cells):
            continue
        if not names:
            names = [name.strip() for name in cells]
            if repeated := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
                raise InputError(f"{place}: repeated columns {repeated}; expected each once")
        elif len(cells) != len(names):
            yield Record(place, {}, f"{len(cells)} cells; expected {len(names)}")
        else:
            yield Record(place, dict(zip(names, cells, strict=True)))


def _json_lines(text: str) -> Iterator[Record]:
    """The lines, each an object."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Record(f"line {number}", {}, f"JSON that cannot be read ({error}); expected an object")
            continue
        if isinstance(value, dict):
            yield Record(f"line {number}", value)
        else:
            yield Record(f"line {number}", {}, f"{type(value).__name__}; expected an object like {{'text': …}}")
