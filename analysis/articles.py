"""One row an article: its text as it was read, and what is known about it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pandas as pd

from analysis import layout, schema
from analysis.schema import InputError

STOP = re.compile(r"[.!?…؟。]")  # a text without any is a headline standing alone, unless it is long
RUNNING = 25  # words; own choice: headlines are shorter

LIST = "articles.csv"
KNOWN = ("label", "outlet", "author", "published", "url")  # an empty cell: not known
REQUIRED = ("file", *KNOWN)
STATED = layout.STATED  # the document's own words; optional
COLUMNS = ["article_id", "event", *KNOWN, "text", "sha256", *STATED]
BOM = b"\xef\xbb\xbf"
NULS = 0.25  # share of NUL characters from which a text is UTF-16 read as UTF-8

Row = dict[str, str | None]


def read_event(folder: Path) -> pd.DataFrame:
    """The articles of a folder: those that its ``articles.csv`` lists, or every ``*.txt`` where there is none.

    One row an article: the columns of the table ``articles`` but `n_words` and `wire`, and what ``articles.csv`` states
    of its headline, dek, byline, dateline and credit, for `segment.find_segments`. `text` is the file decoded, with its
    own line ends; `sha256` is of the file's bytes.

    Raises
    ------
    InputError
        The folder or a file is missing, empty, not UTF-8, lists an article twice or lacks a column, or an article has
        no body. The message names the file, the line or column, what was found and what was expected.

    Examples
    --------
    >>> read_event(Path("no/such/folder"))
    Traceback (most recent call last):
    analysis.schema.InputError: no/such/folder: no such folder; expected a folder of articles (*.txt, articles.csv)
    """
    if not folder.is_dir():
        raise InputError(f"{folder.as_posix()}: no such folder; expected a folder of articles (*.txt, {LIST})")
    rows = list(_listed(folder) if (folder / LIST).is_file() else _unlisted(folder))
    if not rows:
        raise InputError(f"{folder}: no article; expected at least one *.txt, or one row in {LIST}")
    return _table(rows)


def from_texts(texts: dict[str, str], event: str = "texts") -> pd.DataFrame:
    """Articles given as ``{id: text}``; one row an article, as `read_event` gives it.

    Raises
    ------
    InputError
        A text is not a string.

    Examples
    --------
    >>> from_texts({"a": "It was late."})[["article_id", "event", "label", "text"]].values.tolist()
    [['a', 'texts', 'a', 'It was late.']]
    """
    frame = pd.DataFrame({"article_id": list(texts), "text": list(texts.values())}, dtype=object)
    return from_frame(frame.assign(event=event))


def from_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """Articles given as a table with `article_id` and `text`, and any other columns that `read_event` gives.

    A label that is missing is the id; an event that is missing is ``texts``. Columns of other names are left out.

    Raises
    ------
    InputError
        `article_id` or `text` is missing, an id comes twice, or a text is not a string.

    Examples
    --------
    >>> from_frame(pd.DataFrame({"article_id": [1], "text": ["It was late."], "outlet": ["A"]}))["outlet"].tolist()
    ['A']
    """
    if absent := [column for column in ("article_id", "text") if column not in frame.columns]:
        raise InputError(f"the articles' table: columns {list(frame.columns)} lack {absent}; expected both")
    rows: list[Row] = []
    for number, record in enumerate(frame.to_dict("records")):
        text, name = record["text"], record["article_id"]
        if not isinstance(text, str) or pd.isna(name):
            raise InputError(f"the articles' table, row {number}: article_id {name!r}, text {text!r}; expected strings")
        given = {column: _cell(record.get(column)) for column in COLUMNS}
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        rows.append(
            given | {"article_id": str(name), "text": text, "sha256": digest, "event": given["event"] or "texts"}
        )
    return _table(rows)


def _table(rows: list[Row]) -> pd.DataFrame:
    """Rows as a table; a missing label is the id. Ids are unique, labels within an event."""
    for row in rows:
        row["label"] = row["label"] or row["article_id"]
    for columns in (("article_id",), ("event", "label")):
        seen: set[tuple[str | None, ...]] = set()
        for row in rows:
            name = tuple(row[column] for column in columns)
            if name in seen:
                raise InputError(f"{columns[-1]} {name[-1]!r}: found twice in {row['event']}; expected once")
            seen.add(name)
    return pd.DataFrame(rows, columns=COLUMNS).astype(schema.TEXT)


def _cell(value: object) -> str | None:
    """A cell of a user's table as text; what is missing there is missing here."""
    return None if pd.isna(value) or value == "" else str(value)


def _unlisted(folder: Path) -> Iterator[Row]:
    """Every text file of a folder."""
    for path in sorted(folder.glob("*.txt")):
        if not path.name.startswith("."):
            yield _article(folder, path, {})


def _listed(folder: Path) -> Iterator[Row]:
    """The articles that the list names."""
    lines: dict[str, int] = {}
    for line, cells in _rows(folder / LIST):
        place = f"{folder / LIST}, line {line}"
        path = folder / (cells["file"] or "")
        if not cells["file"] or not path.is_file():
            raise InputError(f"{place}, column file: {cells['file']!r} is no file; expected one in {folder}")
        if path.stem in lines:
            raise InputError(f"{place}, column file: article {path.stem!r} stands in line {lines[path.stem]} already")
        lines[path.stem] = line
        _check_date(cells["published"], f"{place}, column published")
        yield _article(folder, path, cells)


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    """The rows of a list with the line each ends on; a cell that is empty is missing."""
    rows = csv.reader(io.StringIO(_read(path)[0], newline=""), strict=True)
    try:
        names = [name.strip() for name in next(rows)]
        if absent := [name for name in REQUIRED if name not in names]:
            raise InputError(f"{path}, line 1: columns {names} lack {absent}; expected {', '.join(REQUIRED)}")
        if unknown := [name for name in names if name not in REQUIRED + STATED or names.count(name) > 1]:
            raise InputError(f"{path}, line 1: unknown or repeated columns {unknown}; expected {REQUIRED + STATED}")
        for cells in rows:
            if not cells:
                continue
            if len(cells) != len(names):
                raise InputError(f"{path}, line {rows.line_num}: {len(cells)} cells; expected {len(names)}")
            yield rows.line_num, dict(zip(names, (cell.strip() or None for cell in cells), strict=True))
    except csv.Error as error:
        raise InputError(f"{path}, line {rows.line_num}: {error}; expected CSV") from None


def _check_date(cell: str | None, place: str) -> None:
    try:
        datetime.fromisoformat(cell or "2000-01-01")
    except ValueError:
        raise InputError(f"{place}: {cell!r}; expected a date like 2025-07-24, or an empty cell") from None


def _article(folder: Path, path: Path, cells: Row) -> Row:
    """One article's row. Its layout is looked at here so that one without a body is refused while it is read."""
    text, digest = _read(path)
    stated = {role: words for role in STATED if (words := cells.get(role))}
    alone = not STOP.search(text) and len(text.split()) < RUNNING
    if alone or not any(role == "body" for role, _, _ in layout.find_roles(text, stated)):
        raise InputError(f"{path}: no body, only headline, byline, credit or furniture; expected running text")
    known = {column: cells.get(column) for column in (*KNOWN, *STATED)}
    return {"article_id": path.stem, "event": folder.resolve().name, **known, "text": text, "sha256": digest}


def _read(path: Path) -> tuple[str, str]:
    """A file as text, its line ends kept and a byte order mark left out, and the digest of its bytes."""
    try:
        data = path.read_bytes()
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(data.removeprefix(BOM))
        raise InputError(f"{path}, byte {offset}: 0x{data[offset]:02x} is not UTF-8; expected UTF-8 text") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; expected a file that can be read") from None
    if not text.strip():
        raise InputError(f"{path}: empty ({len(data)} bytes); expected text")
    if text.count("\0") > NULS * len(text):
        raise InputError(f"{path}, byte {data.index(0)}: NUL after NUL, as in UTF-16; expected UTF-8 text")
    return text, hashlib.sha256(data).hexdigest()
