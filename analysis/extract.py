"""Many texts, one JSON line each: what the detectors find in them, in input order and in bounded memory."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO

from tqdm import tqdm

from analysis import articles, spans
from analysis.schema import InputError
from analysis.study import Study

BATCH_CHARACTERS = 60_000  # some 10,000 words: a few seconds of work, so that the progress bar moves
BATCH_TEXTS = 500
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
USABLE = 'an object with "id" (a string or a whole number) and "text" (a string)'
SHOWN = 200  # characters of what was found, in a message

SURROGATE = re.compile(r"[\ud800-\udfff]")  # JSON can spell one alone; no text file can hold it

Row = dict[str, Any]


class LineError(ValueError):
    """A line cannot be used: what was found, what was expected."""


class Item(NamedTuple):
    """One usable line."""

    line: int
    id: str | int
    text: str


class LeftOut(NamedTuple):
    """One line that gave no result: what was found in it, and what was expected."""

    line: int
    found: str
    expected: str

    def __str__(self) -> str:
        """Say it in one line."""
        return f"line {self.line}: {' '.join(self.found.split())[:SHOWN]}; expected {self.expected}"


def extract(source: Path, out: Path, what: list[str]) -> list[LeftOut]:
    """Read lines ``{"id", "text"}``, write lines ``{"id", …}`` with each table of `what`; return the lines left out.

    Spans are character offsets ``[start, end)`` into the text. Each text is an event of its own, so a ``source_id``
    says who is who within one text; attributions have one only if ``namings`` are asked for too. An attribution inside
    the content of another is one of its ``nested``. Nothing runs that was not asked for. Many texts are shared out to
    a process for each core; only some batches of them, the ids and the list of lines left out are held in memory.
    `out` appears when it is whole.

    Raises
    ------
    InputError
        `source` is missing or holds no line, `out` is no file, or `what` names something unknown.
    """
    if unknown := [name for name in what if name not in ROWS]:
        raise InputError(f"--what: {', '.join(map(repr, unknown))} unknown; expected some of {','.join(ROWS)}")
    if not source.exists() or source.is_dir():
        raise InputError(f"{source}: no such file; expected lines of JSON, each {USABLE}")
    out = out.resolve()
    if out.exists() and (not out.is_file() or out.samefile(source)):
        raise InputError(f"{out}: the input itself, or no plain file; expected the name of a file to write")
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    try:
        with source.open("rb") as lines, part.open("w", encoding="utf-8", newline="\n") as results:
            left_out = _extract(lines, results, what, source)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return left_out


def _extract(lines: BinaryIO, results: TextIO, what: list[str], source: Path) -> list[LeftOut]:
    left_out: list[LeftOut] = []
    written = 0
    size = source.stat().st_size or None
    with tqdm(total=size, unit="B", unit_scale=True, file=sys.stderr, disable=None) as progress:
        batches = _batches(_items(lines, left_out, progress.update))
        for found, broken in _in_order(batches, what):
            left_out.extend(broken)
            results.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
            written += len(found)
    if not written and not left_out:
        raise InputError(f"{source}: empty; expected lines of JSON, each {USABLE}")
    return sorted(left_out)


def _items(lines: BinaryIO, left_out: list[LeftOut], advance: Callable[[int], Any]) -> Iterator[Item]:
    """The usable lines; the others go to `left_out`, blank ones nowhere."""
    seen: set[str | int] = set()
    for number, line in enumerate(lines, start=1):
        advance(len(line))
        if not line.strip():
            continue
        try:
            item = Item(number, *_read(line, first=number == 1))
            if item.id in seen:
                raise LineError(f'"id" {item.id!r} for the second time', "an id of its own for each line")
        except LineError as error:
            left_out.append(LeftOut(number, *error.args))
            continue
        seen.add(item.id)
        yield item


def _read(line: bytes, first: bool) -> tuple[str | int, str]:
    """The id and the text of a line; the first line of a file may open with a byte order mark."""
    value = _decode(line, "utf-8-sig" if first else "utf-8")
    if not isinstance(value, dict):
        raise LineError(f"{type(value).__name__} {value!r}", USABLE)
    if absent := [name for name in ("id", "text") if name not in value]:
        raise LineError(f'no "{absent[0]}"', USABLE)
    if type(value["id"]) not in (str, int):  # true and false are int to Python
        raise LineError(f'"id" {value["id"]!r}', "a string or a whole number")
    if not isinstance(value["text"], str):
        raise LineError(f'"text" {value["text"]!r}', "a string")
    if SURROGATE.search(f"{value['id']} {value['text']}"):
        raise LineError("half of a surrogate pair", "Unicode text")
    return value["id"], value["text"]


def _decode(line: bytes, encoding: str) -> Any:
    try:
        return json.loads(line.decode(encoding))
    except UnicodeDecodeError as error:
        raise LineError(f"byte {line[error.start]:#04x} at column {error.start + 1}", "UTF-8") from None
    except json.JSONDecodeError as error:
        raise LineError(f"broken JSON at column {error.colno} ({error.msg})", USABLE) from None
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 100,000 brackets
        raise LineError(f"JSON that cannot be read ({error})", USABLE) from None


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    """The items in batches; 1 and "1" are two ids, but would be one article_id, so they never share a batch."""
    batch: dict[str, Item] = {}
    characters = 0
    for item in items:
        if str(item.id) in batch or characters >= BATCH_CHARACTERS or len(batch) >= BATCH_TEXTS:
            yield list(batch.values())
            batch, characters = {}, 0
        batch[str(item.id)] = item
        characters += len(item.text)
    if batch:
        yield list(batch.values())


def _in_order(batches: Iterator[list[Item]], what: list[str]) -> Iterator[tuple[list[Row], list[LeftOut]]]:
    """What is found in each batch, in the order of the batches; several go to a process for each core."""
    first = list(islice(batches, 2))
    if len(first) < 2:
        yield from (_find(batch, what) for batch in first)
        return
    with ProcessPoolExecutor(CORES, get_context("spawn")) as pool:
        waiting = deque(pool.submit(_find, batch, what) for batch in first)
        for batch in batches:
            if len(waiting) > 2 * CORES:
                yield waiting.popleft().result()
            waiting.append(pool.submit(_find, batch, what))
        while waiting:
            yield waiting.popleft().result()


def _find(batch: list[Item], what: list[str]) -> tuple[list[Row], list[LeftOut]]:
    """What is found in each text; a text that breaks a detector is left out, the others of its batch are not."""
    try:
        return _detect(batch, what), []
    except InputError:  # no text's fault: a lexicon is missing or wrong
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, one odd text must not cost the rest of a long run
        if len(batch) == 1:
            found = f'"id" {batch[0].id!r}: {type(error).__name__}: {error}'
            return [], [LeftOut(batch[0].line, found, "a text that the detectors can read")]
    half = len(batch) // 2
    (one, left_out), (two, more) = _find(batch[:half], what), _find(batch[half:], what)
    return one + two, left_out + more


def _detect(batch: list[Item], what: list[str]) -> list[Row]:
    documents = articles.from_texts({str(item.id): item.text for item in batch})
    study = Study(documents.assign(event=documents["article_id"]))
    found: dict[str, Row] = {str(item.id): {name: [] for name in what} for item in batch}
    for name in what:
        unresolved = name == "attributions" and "namings" not in what
        table = (study.unresolved_attributions if unresolved else study.table(name)).astype(object)
        rows = table.where(table.notna(), None).to_dict("records")
        for row in _nest(rows) if name == "attributions" else rows:
            found[row.pop("article_id")][name].append(ROWS[name](row))
    return [{"id": item.id, **found[str(item.id)]} for item in batch]


def _nest(rows: list[Row]) -> list[Row]:
    """The outermost attributions; those inside the content of another are its ``nested``."""
    by_id = {(row["article_id"], row["attribution_id"]): row | {"nested": []} for row in rows}
    for row in by_id.values():
        if row["parent_id"] is not None:
            by_id[row["article_id"], row["parent_id"]]["nested"].append(row)
    return [row for row in by_id.values() if row["parent_id"] is None]


def _attribution(row: Row) -> Row:
    places = {role: spans.unpack(row[f"{role}_spans"]) for role in ("source", "cue", "content")}
    described = {name: row[name] for name in ("form", "engagement", "source_id", "confidence")}
    return {**places, **described, "nested": [_attribution(inner) for inner in row["nested"]]}


def _hedge(row: Row) -> Row:
    return {name: row[name] for name in ("start", "end", "kind", "polarity", "voice")}


# What can be asked for, and how a row of it is written.
ROWS: dict[str, Callable[[Row], Row]] = {
    "attributions": _attribution,
    "hedges": _hedge,
    "namings": dict,
    "clauses": dict,
    "frames": dict,
    "claims": dict,
}
