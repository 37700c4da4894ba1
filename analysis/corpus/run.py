"""A corpus, read file by file into a dataset of Parquet tables: nothing lost, nothing twice, nothing done again."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from tqdm import tqdm

from analysis.corpus import inputs
from analysis.corpus.dataset import PARTS, Dataset, Record, Seen
from analysis.corpus.inputs import Block
from analysis.corpus.partition import TABLES, Job, Part, failure, make
from analysis.intake import rows
from analysis.run import versions
from analysis.schema import InputError
from analysis.work.files import package_digest, write_whole
from analysis.work.pool import LostError, in_order

ROWS = 100  # of input in a partition: a minute's work, and a file of some size for each table

Engine = Callable[..., Iterator[tuple[Any, Any]]]


@dataclass(frozen=True)
class Settings:
    """The tables to make, the input's names for our columns where they differ, and the rows of input in a partition."""

    tables: tuple[str, ...] = TABLES
    columns: dict[str, str] = field(default_factory=dict)
    rows: int = ROWS


class Kept(NamedTuple):
    """A finished partition that an earlier run has made, and the bytes of its file, about."""

    record: Record
    size: int


class Summary(NamedTuple):
    """How many partitions were made now and before, and the rows of each table."""

    made: int
    kept: int
    rows: dict[str, int]
    words: int


def run(patterns: Sequence[str], out: Path, settings: Settings = Settings(), engine: Engine = in_order) -> Summary:
    """Read articles from files (names or globs) and write each table of theirs as a dataset below `out`.

    A partition is some rows of one file. Each article is read by itself, so `sources.event` is its id; a `source_id`
    says who is who within one article. Partitions that are finished, and whose input, settings and package are the same
    still, are kept. What gives no result is listed in the table ``failed``. `engine` is `analysis.work.pool.in_order`
    or `analysis.corpus.cluster.in_order`, with its arguments.

    Raises
    ------
    InputError
        A file is missing or of no kind that is read, a table or column is unknown, or `out` holds something else.
    """
    paths = inputs.find_files(patterns)
    job = Job(_known(settings.tables, TABLES, "table"), _columns(settings.columns), str(out.resolve() / PARTS))
    if settings.rows < 1:
        raise InputError(f"{settings.rows} rows a partition; expected 1 or more")
    out.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        work = _Work(Dataset(out.resolve()), paths, job, settings.rows)
        work.dataset.prepare(job.tables, paths)
        while work.again:
            work.go(engine)
        shutil.rmtree(out / PARTS, ignore_errors=True)  # what a killed worker had begun; another did it again
        return work.finish()


def _known(names: Sequence[str], known: Sequence[str], what: str) -> tuple[str, ...]:
    if unknown := [name for name in names if name not in known]:
        raise InputError(f"{what} {unknown[0]!r}: unknown; expected some of {', '.join(known)}")
    return tuple(name for name in known if name in names)


def _columns(given: dict[str, str]) -> dict[str, str]:
    """The input's name for each of our columns; an id is called ``id`` or ``article_id``."""
    _known(list(given), rows.GIVEN, "column")
    return {name: name for name in rows.GIVEN} | {"article_id": "id"} | given


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """One run at a time in a folder; the lock goes with the process that holds it, however that ends."""
    with (out / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(f"{out}: another run is at work there; expected a folder of its own") from None
        yield


class _Work:
    """One run: what is to be done, and what is done."""

    def __init__(self, dataset: Dataset, paths: list[str], job: Job, rows: int) -> None:
        self.dataset, self.paths, self.job, self.rows = dataset, paths, job, rows
        settings = json.dumps([job.tables, job.columns, rows, package_digest()])
        self.settings = hashlib.sha256(settings.encode()).hexdigest()
        self.made: set[str] = set()
        self.again = True

    def go(self, engine: Engine) -> None:
        """Go through all input once. Again if an article turns out to be the first, or not the first, of its id."""
        self.again = False
        self.records: dict[str, tuple[str, dict[str, int], int]] = {}
        self.seen = Seen()
        self.held = self._held()
        self.files = {path: _fingerprint(path) for path in self.paths}
        total = sum(size for size, _ in self.files.values())
        words, begun = 0, time.monotonic()
        with tqdm(total=total, unit="B", unit_scale=True, file=sys.stderr, disable=None) as progress:
            for step, found in engine(partial(make, job=self.job), self._steps(), ready=_is_kept):
                if isinstance(step, Kept):
                    self._keep(step.record)
                    total -= step.size
                    progress.total = total  # so that rate and time left are of what is to be done
                    continue
                part = failure(step, self.job, str(found)) if isinstance(found, LostError) else found
                self._commit(step, part)
                words += part.words
                progress.set_postfix_str(f"{words / (time.monotonic() - begun):.0f} words/s", refresh=False)
                progress.update(step.size)
        for key in self.dataset.keys() - set(self.records):
            self.dataset.remove(key)

    def _held(self) -> set[str]:
        """The partitions that have a file for every table."""
        tables = (self.dataset.folder / table for table in (*self.job.tables, "failed"))
        return set.intersection(*({path.stem for path in table.iterdir()} for table in tables))

    def _steps(self) -> Iterator[Block | Kept]:
        """Every partition of every file, in order; a file that is as it was need not be read."""
        for path in self.paths:
            file = self.files[path]
            if finished := self._finished(path, file):
                yield from (Kept(record, file[0] // len(finished)) for record in finished)
                continue
            for block in inputs.blocks(path, self.rows):
                record = self._valid(block.key)
                if record and (record.file == file or record.digest == block.digest()):
                    yield Kept(replace(record, file=file, last=block.last), block.size)
                else:
                    yield block

    def _valid(self, key: str) -> Record | None:
        """The record of a partition that was made as it would be now."""
        record = self.dataset.record(key) if key in self.held else None
        return record if record and record.settings == self.settings else None

    def _finished(self, path: str, file: tuple[int, int]) -> list[Record]:
        """The records of all partitions of a file that is as it was; none if one is missing."""
        found: list[Record] = []
        for number in count():
            record = self._valid(f"{inputs.prefix(path)}-{number:06d}")
            if record is None or record.file != file:
                return []
            found.append(record)
            if record.last:
                return found
        return []

    def _keep(self, record: Record) -> None:
        hashes = record.hashes()
        if self.seen.places(hashes) != record.dropped:
            self.dataset.remove(record.key)
            self.again = True
        elif record != self.dataset.record(record.key):
            self.dataset.write(record)
        self._note(record)

    def _commit(self, block: Block, part: Part) -> None:
        if part.made_by != package_digest():
            raise InputError("the package differs between workers, or was changed during the run; expected one version")
        if not Path(part.folder).is_dir():
            raise InputError(f"{part.folder}: a worker wrote it, and it is not here; expected a folder that all share")
        file = self.files[block.path]
        record = Record(block.key, block.path, block.number, block.last, file, self.settings, "", 0, {}, "")
        self.made.add(block.key)
        self._note(self.dataset.commit(record, part, self.job.tables, self.seen))

    def _note(self, record: Record) -> None:
        self.seen.add(record.hashes())
        self.records[record.key] = (record.digest, record.rows, record.words)

    def finish(self) -> Summary:
        """Write the manifest."""
        names = (*self.job.tables, "failed")
        rows = {name: sum(found[name] for _, found, _ in self.records.values()) for name in names}
        words = sum(words for _, _, words in self.records.values())
        manifest = {
            "inputs": {path: self._input(path) for path in self.paths},
            "rows": rows,
            "words": words,
            "rows_a_partition": self.rows,
            "columns": self.job.columns,
            "package": package_digest(),
            "versions": versions(),
        }
        write_whole(self.dataset.folder / "manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
        return Summary(len(self.made), len(self.records) - len(self.made), rows, words)

    def _input(self, path: str) -> dict[str, Any]:
        """A file's partitions, and a digest of all that was read of it."""
        own = [key for key in self.records if key.rpartition("-")[0] == inputs.prefix(path)]
        digest = hashlib.sha256("".join(self.records[key][0] for key in own).encode()).hexdigest()
        return {"partitions": len(own), "sha256": digest}


def _fingerprint(path: str) -> tuple[int, int]:
    """What tells that a file is as it was, without reading it: its size, and when it was changed."""
    stat = Path(path).stat()
    return stat.st_size, stat.st_mtime_ns


def _is_kept(step: Block | Kept) -> bool:
    return isinstance(step, Kept)
