"""One row an article: its text as it was read, and what is known about it."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd

from analysis import schema
from analysis.intake import bundle, formats, listing, records, rows
from analysis.intake.bundle import File
from analysis.intake.rows import COLUMNS, Refusal, Row
from analysis.schema import InputError

SHOWN = 3  # names in a message


class Intake(NamedTuple):
    """What was read: the articles, those that were refused, and the names of files that were left aside."""

    articles: pd.DataFrame
    refused: pd.DataFrame
    aside: list[str]

    def warn(self) -> None:
        """Say that some were refused, if any were: a warning, shown where a study is made."""
        if len(self.refused):
            first = self.refused.iloc[0]
            found = f"{len(self.refused)} of {len(self.refused) + len(self.articles)} articles refused"
            warnings.warn(f"{found}, see Study.refused; {first['file']}: {first['reason']}", stacklevel=4)


def read_event(path: Path, columns: Mapping[str, str] | None = None) -> Intake:
    """The articles of a folder, a ZIP or a file.

    A folder or a ZIP gives the documents that its ``articles.csv`` lists, or where there is none every document
    (``formats.READERS``), or where there is no document either the records of its tables (``records.ENDINGS``).
    `columns` says for our column names what a table calls them: ``{"text": "body", "outlet": "source"}``.

    `Intake.articles` has one row an article: the columns of the table ``articles`` but `n_words` and `wire`, and what
    is stated of headline, dek, byline, dateline and credit, for `segment.find_segments`. `text` is the file decoded,
    with its own line ends; `sha256` is of the file's bytes. An article that cannot be analysed is in `Intake.refused`.

    Raises
    ------
    InputError
        There is nothing at `path`, or no article that can be analysed, or a list or table is wrong as a whole. The
        message names the file, the line or column, what was found and what was expected.

    Examples
    --------
    >>> read_event(Path("no/such/folder"))
    Traceback (most recent call last):
    analysis.errors.InputError: no/such/folder: no such folder; expected a folder of articles, a ZIP or a table of them
    """
    if not path.exists():
        raise InputError(f"{path.as_posix()}: no such folder; expected a folder of articles, a ZIP or a table of them")
    event = path.resolve().name if path.is_dir() else path.stem
    if path.is_dir():
        files = bundle.of_folder(path)
    else:
        files = bundle.of_zip(path) if path.suffix.lower() == ".zip" else [bundle.of_path(path)]
    read, aside = _read(path, files, event, columns or {})
    folders = bundle.folders(path) if path.is_dir() and not files else []
    return _intake(read, str(path), aside or folders)


def from_frame(frame: pd.DataFrame, columns: Mapping[str, str] | None = None, event: str = "texts") -> Intake:
    """Articles given as a table with `text`, and any of article_id, event, label, outlet, author, published, url.

    It may also state headline, dek, byline, dateline and credit; a headline that the text does not open with is put
    before it. `columns` says what the table calls ours. An id that is missing is the number of the row, from 1; a label
    that is missing is the id, or without ids the outlet if no other article has it. Other columns are left out.

    Raises
    ------
    InputError
        There is no column for the text, no article can be analysed, or a label comes twice in an event.

    Examples
    --------
    >>> read = from_frame(pd.DataFrame({"body": ["It was late. He left."], "source": ["Post"]}),
    ...                   columns={"text": "body", "outlet": "source"})
    >>> read.articles[["article_id", "label", "outlet"]].values.tolist()
    [['1', 'Post', 'Post']]
    """
    return _intake(_records(records.of_frame(frame), "the articles' table", event, columns or {}, None), event, [])


def from_texts(texts: dict[str, str], event: str = "texts") -> pd.DataFrame:
    """Articles given as ``{id: text}``, one row an article; none is refused, whatever it holds.

    Raises
    ------
    InputError
        A text is not a string.

    Examples
    --------
    >>> from_texts({"a": "It was late."})[["article_id", "event", "label", "text"]].values.tolist()
    [['a', 'texts', 'a', 'It was late.']]
    """
    for name, text in texts.items():
        if not isinstance(text, str):
            raise InputError(f"article {name!r}: {text!r}; expected its text, a string")
    return _table([rows.of_text(str(name), text, event) for name, text in texts.items()])


def _intake(found: Iterable[Row | Refusal], place: str, aside: list[str]) -> Intake:
    """What was read, good and bad apart; an id that comes twice is refused the second time."""
    kept: dict[str, Row] = {}
    refused: list[Refusal] = []
    for each in found:
        if isinstance(each, Refusal):
            refused.append(each)
        elif (name := str(each["article_id"])) in kept:
            reason = f"article {name!r} stands in {kept[name]['file']} already; expected another name or id"
            refused.append(Refusal(str(each["event"]), str(each["file"]), reason))
        else:
            kept[name] = each
    if not kept and not refused:
        held = f"found {', '.join(aside[:SHOWN])}{' …' if len(aside) > SHOWN else ''}" if aside else "nothing in it"
        kinds = f"{' '.join(formats.READERS)} files, a ZIP of them or a table ({' '.join(records.ENDINGS)})"
        raise InputError(f"{place}: no article, {held}; expected {kinds}")
    if not kept:
        more = f" (and {len(refused) - 1} more refused)" if len(refused) > 1 else ""
        raise InputError(f"{place}: no article to analyse; {refused[0].file}: {refused[0].reason}{more}")
    return Intake(_table(list(kept.values())), _refused(refused), aside)


def _refused(refused: list[Refusal]) -> pd.DataFrame:
    unique = {(each.event, each.file): each for each in refused}
    return schema.frame("refused", [each._asdict() for each in unique.values()])


def _table(articles: list[Row]) -> pd.DataFrame:
    """Rows as a table; a label is unique: within an event by order, over several by adding the event to it."""
    seen: set[tuple[str | None, str | None]] = set()
    for row in articles:
        if (name := (row["event"], row["label"])) in seen:
            raise InputError(f"label {row['label']!r}: found twice in {row['event']}; expected once")
        seen.add(name)
    uses = Counter(label for _, label in seen)
    articles = [
        row | {"label": f"{row['label']} ({row['event']})"} if uses[row["label"]] > 1 else row for row in articles
    ]
    return pd.DataFrame(articles, columns=COLUMNS, dtype=object).astype(schema.TEXT)


def _read(
    path: Path, files: list[File], event: str, columns: Mapping[str, str]
) -> tuple[Iterable[Row | Refusal], list[str]]:
    """The articles of some files, and the names of those left aside."""
    lists = [file for file in files if PurePosixPath(file.name).name == listing.NAME]
    documents = [file for file in files if file.ending in formats.READERS]
    if lists:
        listed = listing.read(path, lists[0], files, event)
        used = {file.name for _, file in listed if isinstance(file, File)} | {lists[0].name}
        return _documents(listed, event), [file.name for file in files if file.name not in used]
    chosen = documents or [file for file in files if file.ending in records.ENDINGS]
    aside = [file.name for file in files if file not in chosen]
    if documents:
        return _documents([({}, file) for file in documents], event), aside
    return _tables(chosen, event, columns), aside


def _documents(listed: Iterable[tuple[Row, File | Refusal]], event: str) -> Iterator[Row | Refusal]:
    """The documents, each with what a list says of it."""
    for cells, file in listed:
        if isinstance(file, Refusal):
            yield file._replace(event=event)
            continue
        try:
            yield rows.of_document(file, cells, event)
        except InputError as error:
            yield Refusal(event, file.name, str(error))


def _tables(files: list[File], event: str, columns: Mapping[str, str]) -> Iterator[Row | Refusal]:
    """The records of tables."""
    for file in files:
        try:
            found, encoding = records.read(file)
            yield from _records(found, file.name, event, columns, encoding)
        except InputError as error:
            raise InputError(f"{file.name}: {error}") from None


def _records(
    found: list[records.Record], place: str, event: str, columns: Mapping[str, str], encoding: str | None
) -> Iterator[Row | Refusal]:
    """The records of one table as articles; those without an id are numbered, and called by their outlets."""
    good = records.rename([record for record in found if not record.wrong], columns, rows.GIVEN)
    outlets = Counter((record.cells["event"], records.cell(record.cells["outlet"])) for record in good)
    yield from (Refusal(event, f"{place}, {record.place}", record.wrong) for record in found if record.wrong)
    for number, record in enumerate(good, start=1):
        cells = {name: records.cell(value) for name, value in record.cells.items() if name != "text"}
        sole = outlets[record.cells["event"], cells["outlet"]] == 1 and not cells["article_id"]
        cells["article_id"] = cells["article_id"] or str(number)
        cells["label"] = cells["label"] or (cells["outlet"] if sole else None) or cells["article_id"]
        cells |= {"event": cells["event"] or event, "file": f"{place}, {record.place}", "encoding": encoding}
        try:
            yield rows.of_record(cells, record.cells["text"])
        except InputError as error:
            yield Refusal(str(cells["event"]), str(cells["file"]), str(error))
