"""One row an article, made from a document or a record: what is odd is noted, what cannot be analysed refused."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any, NamedTuple

from analysis.intake import characters, formats, language
from analysis.intake.bundle import File
from analysis.schema import InputError
from analysis.text import layout

STOP = re.compile(r"[.!?…؟。]")  # a text without any is a headline standing alone, unless it is long
RUNNING = 25  # words; own choice: headlines are shorter
SURROGATE = re.compile(r"[\ud800-\udfff]")  # half of a pair is no character, and no file can hold it
GARBLED = 0.1  # share of characters without a meaning from which a file is no text

KNOWN = ("label", "outlet", "author", "published", "url")  # an empty cell: not known
STATED = layout.STATED  # the document's own words
GIVEN = ("article_id", "event", "text", *KNOWN, *STATED)  # columns that a table of articles may have
FOUND = ("file", "encoding", "language", "notes")
COLUMNS = ["article_id", "event", *KNOWN, "text", "sha256", *FOUND, *STATED]

Row = dict[str, str | None]


class Refusal(NamedTuple):
    """One article that cannot be analysed: where it stands, what was found there and what was expected."""

    event: str
    file: str
    reason: str


def of_document(file: File, cells: Row, event: str) -> Row:
    """One document; what a list says of it goes before what the document says of itself."""
    document, data = formats.read(file)
    known = {name: cells.get(name) or document.known.get(name) for name in (*KNOWN, *STATED)}
    found = {"article_id": file.stem, "event": event, "file": file.name, "encoding": document.encoding}
    known["label"] = known["label"] or file.stem
    return _article({**known, **found, "text": document.text, "sha256": hashlib.sha256(data).hexdigest()})


def of_record(cells: Row, text: Any) -> Row:
    """One record of a table, its cells by our column names."""
    if not isinstance(text, str):
        raise InputError(f"text {text!r} of article {cells['article_id']!r}; expected a string")
    if not text.strip():
        raise InputError(f"empty ({len(text)} characters); expected text")
    whole = formats.with_headline(SURROGATE.sub("\ufffd", text), cells["headline"])
    return _article({**cells, "text": whole, "sha256": _digest(text)})


def _article(row: Row) -> Row:
    """One article's row, what is odd about it noted; one that cannot be analysed is refused while it is read."""
    text = str(row["text"])
    odd = characters.count_odd(text)
    if sum(odd.get(kind, 0) for kind in ("NUL", "control character", "undecodable character")) > GARBLED * len(text):
        raise InputError("no text, but bytes without a meaning; expected running text")
    stated = {role: words for role in STATED if (words := row.get(role))}
    body = [text[start:end] for role, start, end in layout.find_roles(text, stated) if role == "body"]
    alone = not STOP.search(text) and len(text.split()) < RUNNING
    if alone or not body:
        raise InputError("no body, only headline, byline, credit or furniture; expected running text")
    spoken = language.detect("\n".join(body))
    if spoken not in (None, language.ENGLISH):
        raise InputError(f"language {spoken!r}; expected English, the language that the detectors are made for")
    published, dated = _date(row.get("published"))
    notes = _notes(text, row.get("encoding"), dated)
    return dict.fromkeys(COLUMNS) | row | {"published": published, "language": spoken, "notes": notes}


def _date(cell: str | None) -> tuple[str | None, str | None]:
    """A date of publication, or why there is none."""
    try:
        datetime.fromisoformat(cell or "2000-01-01")
    except ValueError:
        return None, f"published {cell!r} is left out (expected a date like 2025-07-24)"
    return cell, None


def _notes(text: str, encoding: str | None, dated: str | None = None) -> str | None:
    """What a reader of the numbers should know of how the text came in."""
    notes = [f"read as {encoding}"] if encoding not in (None, "utf-8") else []
    notes += [f"{name}: {count}" for name, count in characters.count_odd(text).items()]
    return "; ".join([*notes, *([dated] if dated else [])]) or None


def of_text(name: str, text: str, event: str) -> Row:
    """One article as it is given, whatever it holds."""
    whole = SURROGATE.sub("\ufffd", text)
    known = {"article_id": name, "event": event, "label": name, "notes": _notes(whole, None)}
    return dict.fromkeys(COLUMNS) | known | {"text": whole, "sha256": _digest(text)}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
