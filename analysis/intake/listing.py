"""One row a line of ``articles.csv``: the file it names, and what it says of that article."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from analysis.intake import bundle, records
from analysis.intake.bundle import File
from analysis.intake.rows import KNOWN, STATED, Refusal, Row
from analysis.schema import InputError

NAME = "articles.csv"
COLUMNS = ("file", *KNOWN, *STATED)


def read(path: Path, listing: File, files: list[File], event: str) -> list[tuple[Row, File | Refusal]]:
    """The lines of a list in a folder or ZIP, each with its file, or why it has none.

    Raises
    ------
    InputError
        The list is empty, or a column is missing, repeated or unknown.
    """
    place = path / listing.name
    if not listing.read().strip():
        raise InputError(f"{place}: empty ({listing.size} bytes); expected the columns {', '.join(COLUMNS)}")
    try:
        lines, _ = records.read(listing)
    except InputError as error:
        raise InputError(f"{place}, {error}") from None
    names = list(dict.fromkeys(name for line in lines for name in line.cells))
    if names and "file" not in names:
        raise InputError(f"{place}, line 1: columns {names} lack ['file']; expected some of {', '.join(COLUMNS)}")
    if unknown := [name for name in names if name not in COLUMNS]:
        raise InputError(f"{place}, line 1: unknown columns {unknown}; expected some of {', '.join(COLUMNS)}")
    return [_line(line, path, listing.name, files, event) for line in lines]


def _line(line: records.Record, path: Path, listing: str, files: list[File], event: str) -> tuple[Row, File | Refusal]:
    cells = {name: records.cell(value) for name, value in line.cells.items()}
    refusal = Refusal(event, f"{listing}, {line.place}", line.wrong or "")
    if line.wrong:
        return cells, refusal
    name = (PurePosixPath(listing).parent / (cells["file"] or "")).as_posix()
    known = next((file for file in files if file.name == name), None)
    if known is None and cells["file"] and path.is_dir() and (path / name).is_file():  # in a folder below
        known = bundle.of_path(path / name)._replace(name=name)
    reason = f"column file: {cells['file']!r} is no file; expected one in {path}"
    return cells, known or refusal._replace(reason=reason)
