"""One partition: the tables of a block's articles, computed and written as Parquet into a folder of its own."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import schema
from analysis.corpus import inputs
from analysis.corpus.inputs import Block
from analysis.intake import records, rows
from analysis.schema import InputError
from analysis.study import Study
from analysis.work.batches import Item, LeftOut, LineError, batched, spare, usable
from analysis.work.files import package_digest

OTHERS = ("refused", "copies", "additions", "marks", "alignments", "contrasts")
TABLES = tuple(name for name in schema.TABLES if name not in OTHERS)
"""The tables that are made of each article by itself."""

SECOND_TIME = "an id of its own for each article"
FAILED = pa.schema(
    [
        ("path", pa.string()),
        ("row", pa.int64()),
        ("article_id", pa.string()),
        ("found", pa.string()),
        ("expected", pa.string()),
    ]
)
"""The columns of the table ``failed``: one row an article, or row of input, that gave no result."""

ARROW = {"Int64": pa.int64(), "int64": pa.int64(), "float64": pa.float64(), "Float64": pa.float64(), "bool": pa.bool_()}
PACKING = "zstd"
ONE_AT_A_TIME = threading.Lock()  # the parser and the encoder are no things for two threads of a Dask worker

Tables = dict[str, pa.Table]


@dataclass(frozen=True)
class Job:
    """What is done with every block: the tables to make, the input's names for ours, where parts are written."""

    tables: tuple[str, ...]
    columns: dict[str, str]
    folder: str


class Part(NamedTuple):
    """What came of a block: a folder with one file a table, its articles by the row they stand in, and counts."""

    folder: str
    ids: dict[str, int]
    rows: dict[str, int]
    digest: str
    words: int
    made_by: str


@cache
def arrow_schema(table: str) -> pa.Schema:
    """The columns of a table as Parquet holds them.

    Examples
    --------
    >>> arrow_schema("measures").field("count")
    pyarrow.Field<count: double>
    """
    if table == "failed":
        return FAILED
    types = schema.schema(table).dtypes
    return pa.schema([(name, ARROW.get(str(kind), pa.string())) for name, kind in types.items()])


def make(block: Block, job: Job) -> Part:
    """Make the tables of a block and write them below the job's folder, under a name that nothing else has."""
    with ONE_AT_A_TIME:
        return _make(block, job)


def _make(block: Block, job: Job) -> Part:
    left_out: list[LeftOut] = []
    items = list(_items(block, job.columns, left_out))
    found: list[Tables] = []
    for batch in batched(items):
        tables, broken = spare(batch, partial(_detect, names=job.tables))
        found += tables
        left_out += broken
    whole = {name: _joined(name, [tables[name] for tables in found]) for name in job.tables}
    whole["failed"] = _failed(block.path, left_out)
    Path(job.folder).mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(prefix=f"{block.key}.", dir=job.folder)
    for name, table in whole.items():
        pq.write_table(table, Path(folder) / f"{name}.parquet", compression=PACKING)
    ids = {str(item.id): item.line for item in items if item.line not in {left.line for left in left_out}}
    words = sum(len(item.text.split()) for item in items)
    counts = {name: len(table) for name, table in whole.items()}
    return Part(folder, ids, counts, block.digest(), words, package_digest())


def failure(block: Block, job: Job, why: str) -> Part:
    """The part of a block of which nothing could be made, with all of its rows listed as failed."""
    part = make(block._replace(rows=[]), job)
    left_out = [LeftOut(block.first + place, why, "a process that lives") for place in range(len(block.rows))]
    pq.write_table(_failed(block.path, left_out), Path(part.folder) / "failed.parquet", compression=PACKING)
    return part._replace(rows=part.rows | {"failed": len(left_out)}, digest=block.digest())


def _items(block: Block, columns: dict[str, str], left_out: list[LeftOut]) -> Iterator[Item]:
    """The articles of a block; the other rows go to `left_out`, blank ones nowhere."""
    seen: set[str] = set()
    for number, row in enumerate(block.rows, start=block.first):
        name: str | int | None = None
        try:
            found = inputs.value(row)
            if found is None:
                continue
            name, text = usable(found, columns["article_id"], columns["text"])
            if str(name) in seen:
                raise LineError(f'"{columns["article_id"]}" {name!r} for the second time', SECOND_TIME)
            cells = {ours: records.cell(found.get(theirs)) for ours, theirs in columns.items() if ours != "text"}
            cells |= {"article_id": str(name), "file": f"{Path(block.path).name}, row {number}"}
            item = Item(number, str(name), text, rows.of_record(cells, text))
        except LineError as error:
            left_out.append(LeftOut(number, str(error.args[0]), str(error.args[1]), name))
        except InputError as error:
            found, _, expected = str(error).partition("; expected ")
            left_out.append(LeftOut(number, found, expected, name))
        else:
            seen.add(str(name))
            yield item


def _detect(batch: list[Item], names: tuple[str, ...]) -> list[Tables]:
    """The tables of a batch; each article is read as an event of its own, so nothing depends on its neighbours."""
    known = pd.DataFrame([item.known for item in batch], columns=rows.COLUMNS, dtype=object).astype(schema.TEXT)
    study = Study(known.assign(event=known["article_id"], label=known["article_id"]))
    tables = {name: study.table(name) for name in names}
    if "measures" in tables:  # by measure first, which would make its order depend on the batch
        place = {item.id: number for number, item in enumerate(batch)}
        tables["measures"] = tables["measures"].sort_values("article_id", key=lambda ids: ids.map(place), kind="stable")
    if "articles" in tables:
        given = {name: known[name].fillna(known["article_id"]) for name in ("event", "label")}
        tables["articles"] = tables["articles"].assign(**given)
    return [{name: _packed(name, table) for name, table in tables.items()}]


def _packed(name: str, table: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(table, arrow_schema(name), preserve_index=False)


def _joined(name: str, tables: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(tables).combine_chunks() if tables else arrow_schema(name).empty_table()


def _failed(path: str, left_out: list[LeftOut]) -> pa.Table:
    rows = [
        {"path": path, "row": left.line, "article_id": left.id, "found": left.brief, "expected": left.expected}
        for left in sorted(left_out, key=lambda left: left.line)
    ]
    rows = [row | {"article_id": None if row["article_id"] is None else str(row["article_id"])} for row in rows]
    return pa.Table.from_pylist(rows, schema=FAILED)
