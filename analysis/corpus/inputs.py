"""One block: some neighbouring rows of an input file (JSON lines, CSV or Parquet), read but not looked at."""

from __future__ import annotations

import csv
import glob
import gzip
import hashlib
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.schema import InputError
from analysis.work.batches import LineError, decode

KINDS = (".jsonl", ".ndjson", ".csv", ".parquet")
EXPECTED = "*.jsonl, *.csv or *.parquet; the first two may be packed (*.gz)"
BOM = b"\xef\xbb\xbf"
PACKED = (gzip.BadGzipFile, EOFError, zlib.error)


class Broken(NamedTuple):
    """A row that cannot be read: what was found, what was expected."""

    found: str
    expected: str


class Block(NamedTuple):
    """Some rows of one file, in order.

    `first` is the number of the first row (line), from 1; `last`: none follow; `size`: bytes of the file, about.
    """

    path: str
    number: int
    first: int
    rows: list[Any]
    last: bool
    size: int

    @property
    def key(self) -> str:
        """The name of its partition: that of the file, a digest of its path as given, and the place in it."""
        return f"{prefix(self.path)}-{self.number:06d}"

    def digest(self) -> str:
        """A digest of what was read."""
        found = hashlib.sha256()
        for row in self.rows:
            found.update(row if isinstance(row, bytes) else repr(row).encode("utf-8", "surrogatepass"))
            found.update(b"\n")
        return found.hexdigest()


def prefix(path: str) -> str:
    """The beginning of the names of a file's partitions.

    Examples
    --------
    >>> prefix("news/2024.jsonl.gz")
    '2024-f8129c7a'
    """
    return f"{Path(path).name.split('.')[0]}-{hashlib.sha256(Path(path).as_posix().encode()).hexdigest()[:8]}"


def find_files(patterns: Iterable[str]) -> list[str]:
    """The files that names and globs stand for, each once, in the order given; those of a glob by name.

    Raises
    ------
    InputError
        A name or glob stands for no file, or a file is of no kind that is read.
    """
    found: dict[str, None] = {}
    for pattern in patterns:
        names = [pattern] if Path(pattern).is_file() else sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - absolute too
        paths = [Path(name).as_posix() for name in names if Path(name).is_file()]
        if not paths:
            raise InputError(f"{pattern}: no such file; expected {EXPECTED}")
        found |= dict.fromkeys(paths)
    for path in found:
        if kind(path) not in KINDS:
            raise InputError(f"{path}: of no kind that is read; expected {EXPECTED}")
    return list(found)


def kind(path: str) -> str:
    """The ending of a file's name, without that of packing."""
    return Path(path.removesuffix(".gz")).suffix.lower()


def blocks(path: str, rows: int) -> Iterator[Block]:
    """The blocks of a file, `rows` rows each; the last may have fewer, and there is always one.

    Raises
    ------
    InputError
        A Parquet file is none.
    """
    with Path(path).open("rb") as file:
        stream = enumerate(_rows(file, path, rows), start=1)
        ahead = list(islice(stream, rows))
        number = read = 0
        while True:
            now, ahead, before, read = ahead, list(islice(stream, rows)), read, file.tell()
            first = now[0][0] if now else 1
            yield Block(path, number, first, [row for _, row in now], not ahead, read - before)
            number += 1
            if not ahead:
                return


def _rows(file: BinaryIO, path: str, rows: int) -> Iterator[bytes | dict[str, Any] | Broken]:
    """The rows of a file: lines of JSON as they are, rows of a table by their columns."""
    try:
        if kind(path) == ".parquet":
            yield from _parquet_rows(file, rows)
            return
        lines = gzip.open(file) if path.endswith(".gz") else file  # noqa: SIM115 - as the file below
        yield from (_csv_rows if kind(path) == ".csv" else _lines)(lines)
    except PACKED as error:
        yield Broken(f"packed data that ends or breaks here ({error})", "a whole gzip file")
    except pa.ArrowInvalid as error:
        raise InputError(f"{path}: {error}; expected a Parquet file") from None


def _lines(file: Iterable[bytes]) -> Iterator[bytes]:
    for number, line in enumerate(file):
        yield line.removeprefix(BOM) if number == 0 else line


def _csv_rows(file: Iterable[bytes]) -> Iterator[dict[str, Any] | Broken]:
    """Rows by the names in the first; bytes that are no UTF-8 become halves of surrogate pairs, to be found later."""
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader((line.decode("utf-8", "surrogateescape") for line in file), strict=True)
    try:
        names = [name.removeprefix("\ufeff").strip() for name in next(reader, [])]
        for cells in reader:
            if len(cells) == len(names):
                yield dict(zip(names, cells, strict=True))
            elif cells:
                yield Broken(f"{len(cells)} cells", f"{len(names)}, as in the first row")
    except csv.Error as error:
        yield Broken(f"CSV that ends or breaks here ({error})", "quotation marks that close")


def _parquet_rows(file: BinaryIO, rows: int) -> Iterator[dict[str, Any]]:
    with pq.ParquetFile(file) as table:
        for batch in table.iter_batches(batch_size=rows):
            yield from batch.to_pylist()


def value(row: bytes | dict[str, Any] | Broken) -> Any:
    """A row as an object; a blank line has none.

    Raises
    ------
    LineError
        It cannot be read.

    Examples
    --------
    >>> value(b'{"id": "x"}'), value(b" ")
    ({'id': 'x'}, None)
    """
    if isinstance(row, Broken):
        raise LineError(*row)
    if isinstance(row, bytes):
        return decode(row) if row.strip() else None
    return row
