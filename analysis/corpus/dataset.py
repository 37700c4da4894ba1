"""One record a finished partition; the Parquet files that it vouches for, and how they are read."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from analysis import schema
from analysis.corpus.inputs import prefix
from analysis.corpus.partition import FAILED, PACKING, SECOND_TIME, Part, arrow_schema
from analysis.schema import InputError
from analysis.work.files import write_whole

RECORDS = "manifest"
PARTS = ".parts"  # what is not whole yet
OWN = {RECORDS, PARTS, ".lock", "manifest.json", "failed", *schema.TABLES}

Hashes = np.ndarray[Any, np.dtype[np.uint64]]


@dataclass(frozen=True)
class Record:
    """What is known of a finished partition; it is written when all files of the partition are in place.

    `ids` packs eight bytes an article, `dropped` the places among them of articles that an earlier partition has.
    """

    key: str
    path: str
    number: int
    last: bool
    file: tuple[int, int]
    settings: str
    digest: str
    words: int
    rows: dict[str, int]
    ids: str
    dropped: tuple[int, ...] = ()

    def hashes(self) -> Hashes:
        """The ids of the articles, as numbers."""
        return np.frombuffer(base64.b64decode(self.ids), dtype=np.uint64)


class Seen:
    """The ids of all articles so far, eight bytes each.

    Examples
    --------
    >>> seen = Seen()
    >>> seen.add(hashed(["a", "b"]))
    >>> seen.places(hashed(["c", "b"]))
    (1,)
    """

    def __init__(self) -> None:
        self._sorted: Hashes = np.empty(0, dtype=np.uint64)

    def places(self, hashes: Hashes) -> tuple[int, ...]:
        """Which of some ids are known."""
        at = np.searchsorted(self._sorted, hashes)
        known = np.append(self._sorted, np.uint64(0))[at] == hashes
        return tuple(np.flatnonzero(known & (at < len(self._sorted))).tolist())

    def add(self, hashes: Hashes) -> None:
        """Know these too."""
        self._sorted = np.union1d(self._sorted, hashes)


def hashed(ids: Iterable[str]) -> Hashes:
    """Ids as numbers of eight bytes; of a million ids, two share one by chance in 1 of 30 million corpora."""
    digests = (hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest() for name in ids)
    return np.frombuffer(b"".join(digests), dtype=np.uint64)


class Dataset:
    """A folder with a subfolder of Parquet files for each table, one file a partition, and the records of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keys(self) -> set[str]:
        """The names of the finished partitions."""
        return {path.stem for path in (self.folder / RECORDS).glob("*.json")}

    def record(self, key: str) -> Record | None:
        """The record of a partition, if it is finished."""
        try:
            found = json.loads((self.folder / RECORDS / f"{key}.json").read_bytes())
            return Record(**found | {"file": tuple(found["file"]), "dropped": tuple(found["dropped"])})
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def write(self, record: Record) -> None:
        """Put a record in its place."""
        write_whole(self.folder / RECORDS / f"{record.key}.json", json.dumps(asdict(record)))

    def commit(self, record: Record, part: Part, tables: Iterable[str], seen: Seen) -> Record:
        """Move the files of a part into place, without articles that an earlier partition has; then its record."""
        hashes = hashed(part.ids)
        dropped = seen.places(hashes)
        ids = list(part.ids)
        rows = part.rows | _drop(part, [ids[place] for place in dropped], record.path)
        (self.folder / RECORDS / f"{record.key}.json").unlink(missing_ok=True)
        for name in (*tables, "failed"):
            (Path(part.folder) / f"{name}.parquet").replace(self.file(name, record.key))
        shutil.rmtree(part.folder, ignore_errors=True)
        packed = base64.b64encode(hashes.tobytes()).decode()
        record = replace(record, rows=rows, ids=packed, dropped=dropped, digest=part.digest, words=part.words)
        self.write(record)
        return record

    def file(self, table: str, key: str) -> Path:
        """Where a partition's rows of a table lie."""
        return self.folder / table / f"{key}.parquet"

    def remove(self, key: str) -> None:
        """Take a partition out, its record first."""
        (self.folder / RECORDS / f"{key}.json").unlink(missing_ok=True)
        for path in self.folder.glob(f"*/{key}.parquet"):
            path.unlink()

    def prepare(self, tables: Iterable[str], paths: Iterable[str]) -> None:
        """Make the folders, and clear away what a killed run has left.

        Raises
        ------
        InputError
            The folder holds something else, or partitions of files that are not among `paths`.
        """
        self._check(paths)
        for name in (RECORDS, "failed", *tables):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.folder / PARTS, ignore_errors=True)
        for name in set(schema.TABLES) - set(tables):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        keys = self.keys()
        for name in ("failed", *tables):
            for path in (self.folder / name).iterdir():
                if path.stem not in keys:
                    path.unlink()

    def _check(self, paths: Iterable[str]) -> None:
        if self.folder.exists() and (strangers := sorted({path.name for path in self.folder.iterdir()} - OWN)):
            raise InputError(f"{self.folder}: holds {strangers[0]!r}; expected a new folder, or one of an earlier run")
        given = {prefix(path) for path in paths}
        for key in self.keys():
            if key.rpartition("-")[0] not in given:
                record = self.record(key)
                raise InputError(
                    f"{self.folder}: holds articles of {record.path if record else key}; expected it among the input "
                    "again, or another folder"
                )


def _drop(part: Part, ids: list[str], path: str) -> dict[str, int]:
    """Take articles out of the files of a part, and list them as failed; the rows that its tables have now."""
    rows: dict[str, int] = {}
    for file in Path(part.folder).glob("*.parquet") if ids else ():
        table = pq.read_table(file)
        if file.stem == "failed":
            found = {"found": "an id that an article before it has", "expected": SECOND_TIME, "path": path}
            more = [found | {"row": part.ids[name], "article_id": name} for name in ids]
            table = pa.concat_tables([table, pa.Table.from_pylist(more, schema=FAILED)]).sort_by("row")
        else:
            name = "event" if file.stem == "sources" else "article_id"
            table = table.filter(pc.invert(pc.is_in(table[name], pa.array(ids, pa.string()))))
        pq.write_table(table, file, compression=PACKING)
        rows[file.stem] = len(table)
    return rows


def scan(folder: str | Path, table: str) -> ds.Dataset:
    """A table of a corpus, to be filtered and read in pieces (`pyarrow.dataset.Dataset`); finished partitions only.

    Raises
    ------
    InputError
        The folder holds no such table.
    """
    found = Dataset(Path(folder))
    files = [found.file(table, key) for key in sorted(found.keys())]
    if not files or not files[0].is_file():
        raise InputError(f"{folder}: holds no table {table!r}; expected a folder that `corpus` has made")
    return ds.dataset([path.as_posix() for path in files], schema=arrow_schema(table), format="parquet")


def read(folder: str | Path, table: str, columns: list[str] | None = None) -> pd.DataFrame:
    """A table of a corpus as a DataFrame, or some columns of it; in the order of the input within a file.

    Raises
    ------
    InputError
        The folder holds no such table.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from analysis.corpus import run
    >>> with TemporaryDirectory() as folder:
    ...     source = Path(folder) / "news.csv"
    ...     _ = source.write_text("id,text\\n1,The mayor said it was late.\\n")
    ...     _ = run.run([str(source)], Path(folder) / "corpus")
    ...     read(Path(folder) / "corpus", "attributions", ["source", "cue", "content"]).values.tolist()
    [['The mayor', 'said', 'it was late']]
    """
    return scan(folder, table).to_table(columns=columns).to_pandas(types_mapper=_DTYPES.get)


_DTYPES = {pa.string(): schema.TEXT, pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
