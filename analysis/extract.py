"""Many texts, one JSON line each: what the detectors find in them, in input order and in bounded memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from tqdm import tqdm

from analysis.errors import InputError
from analysis.work.batches import READABLE, USABLE, Item, LeftOut, LineError, Row, batched, decode, spare, usable
from analysis.work.pool import LostError, in_order


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
        batches = batched(_items(lines, left_out, progress.update))
        for batch, result in in_order(partial(_find, what=what), batches):
            found, broken = _lost(batch, result) if isinstance(result, LostError) else result
            left_out.extend(broken)
            results.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
            written += len(found)
    if not written and not left_out:
        raise InputError(f"{source}: empty; expected lines of JSON, each {USABLE}")
    return sorted(left_out, key=lambda left: left.line)


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
    return usable(decode(line, "utf-8-sig" if first else "utf-8"))


def _find(batch: list[Item], what: list[str]) -> tuple[list[Row], list[LeftOut]]:
    """What is found in each text of a batch."""
    return spare(batch, partial(_detect, what=what))


def _lost(batch: list[Item], died: LostError) -> tuple[list[Row], list[LeftOut]]:
    return [], [LeftOut(item.line, str(died), READABLE, item.id) for item in batch]


def _detect(batch: list[Item], what: list[str]) -> list[Row]:
    from analysis import articles  # noqa: PLC0415 - the process that only hands out batches has no use for them
    from analysis.study import Study  # noqa: PLC0415

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
    from analysis import spans  # noqa: PLC0415

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
    "directives": dict,
    "presuppositions": dict,
    "claims": dict,
}
