"""One row a sentence to code by hand, or a code in it: a sheet for a spreadsheet program, and the way back to spans.

A coder writes words, never offsets; `analysis.coding.wording` says how. The number after ``@`` is a ``sentence_id``.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import schema, spans
from analysis.coding.codes import LAYERS
from analysis.coding.wording import Places, find, words_of
from analysis.schema import InputError
from analysis.spans import Span
from analysis.work.files import write_whole

WORDS = {
    "attributions": ("source", "cue", "content"),
    "hedges": ("words",),
    "namings": ("words",),
    "frames": ("words",),
}
CODES = {
    "attributions": ("form", "engagement", "speaker", "note"),
    "hedges": ("kind", "polarity", "voice", "note"),
    "namings": ("actor", "kind", "note"),
    "frames": ("frame", "note"),
}
NEEDED = {"attributions": ("content", "form"), "hedges": ("words", "kind"), "namings": ("words", "actor", "kind"),
          "frames": ("words", "frame")}  # fmt: skip
PLACE = ("article_id", "sentence_id", "sentence")


def sheet(
    layer: str, articles: pd.DataFrame, sentences: pd.DataFrame, found: pd.DataFrame | None = None
) -> pd.DataFrame:
    """A sheet of a layer: every sentence with its text, empty cells for words and codes; with `found`, filled in.

    Where several codes stand in a sentence, it has several rows. Rows without words are left out on the way back.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    coded: dict[tuple[str, int], list[dict[Any, Any]]] = {}
    for code in [] if found is None else found.to_dict("records"):
        coded.setdefault((code["article_id"], code["sentence_id"]), []).append(code)
    rows = []
    for article_id, part in sentences.groupby("article_id", sort=False):
        places = places_of(part)
        for sentence in part.itertuples():
            start = [article_id, sentence.sentence_id, " ".join(str(sentence.text).split())]
            for code in coded.get((article_id, sentence.sentence_id), [{}]):
                rows.append(start + _cells(layer, code, texts[article_id], places, start[1]))
    return pd.DataFrame(rows, columns=[*PLACE, *WORDS[layer], *CODES[layer]])


def _cells(layer: str, code: dict[Any, Any], text: str, places: Places, place: int) -> list[str]:
    """The words and codes of one row of a table."""
    if not code:
        return [""] * len((*WORDS[layer], *CODES[layer]))
    if layer == "attributions":
        held = [spans.unpack(code[f"{name}_spans"]) for name in WORDS[layer]]
    else:
        held = [[(code["start"], code["end"])]]
    given = [code.get(name) for name in CODES[layer]]
    cells = [words_of(text, places, place, each) for each in held]
    return [*cells, *("" if pd.isna(value) else str(value) for value in given)]


def places_of(sentences: pd.DataFrame) -> dict[int, Span]:
    """The sentences of one article by their number."""
    spans_of = zip(sentences["start"], sentences["end"], strict=True)
    return dict(zip(sentences["sentence_id"], spans_of, strict=True))


def write(path: Path, table: pd.DataFrame) -> None:
    """A sheet as CSV that spreadsheet programs open with its quotation marks whole (UTF-8 with a byte order mark)."""
    write_whole(path, table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a sheet as they come back from a spreadsheet program: parted by comma, semicolon or tab.

    Raises
    ------
    InputError
        There is no such file, it is not UTF-8, or it is no sheet.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; expected a coding sheet, UTF-8") from None
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=head.count))
    if absent := [name for name in PLACE[:2] if name not in (rows.fieldnames or ())]:
        raise InputError(
            f"{path}: columns {rows.fieldnames} lack {absent}; expected a sheet of python -m analysis code"
        )
    return list(rows)


def layer_of(columns: list[str]) -> str:
    """The layer whose codes a table's columns are.

    Examples
    --------
    >>> layer_of(["article_id", "start", "end", "actor", "kind"])
    'namings'
    """
    marks = {"attributions": "engagement", "hedges": "polarity", "namings": "actor", "frames": "frame"}
    for layer in LAYERS:
        if marks[layer] in columns:
            return layer
    raise InputError(f"columns {columns}: codes of no layer; expected one of {', '.join(marks.values())}")


def decode(
    layer: str, rows: list[dict[str, str]], articles: pd.DataFrame, sentences: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """The codes of a sheet as a table of spans in reading order (`analysis.coding.codes`), and what is wrong, by row.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"x": "It may be."})
    >>> row = {"article_id": "x", "sentence_id": "0", "words": "may", "kind": "epistemic"}
    >>> table, faults = decode("hedges", [row], study.articles, study.sentences)
    >>> table[["start", "end", "text", "kind"]].values.tolist(), faults
    ([[3, 6, 'may', 'epistemic']], [])
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = {name: places_of(part) for name, part in sentences.groupby("article_id")}
    found, faults = [], []
    for number, raw in enumerate(rows, start=2):
        row = {name: (value or "").strip() for name, value in raw.items() if isinstance(name, str)}
        if not any(row.get(name) for name in (*WORDS[layer], *CODES[layer])):
            continue
        try:
            found.append(_decode(layer, row, texts, places))
        except (ValueError, KeyError) as error:
            faults.append(f"row {number}: {error.args[0] if isinstance(error, ValueError) else f'{error} is unknown'}")
    table = pd.DataFrame(found, columns=columns_of(layer)).drop_duplicates(ignore_index=True)
    return table, faults


def columns_of(layer: str) -> list[str]:
    """The columns of a file of codes."""
    if layer != "attributions":
        return ["article_id", "start", "end", "text", *CODES[layer]]
    return ["article_id", *(f"{name}_spans" for name in WORDS[layer]), *WORDS[layer], *CODES[layer]]


def _decode(
    layer: str, row: dict[str, str], texts: dict[str, str], places: dict[str, dict[int, Span]]
) -> dict[str, Any]:
    """One row of a sheet as a row of codes."""
    if empty := [name for name in NEEDED[layer] if not row.get(name)]:
        raise ValueError(f"empty: {', '.join(empty)}")
    text = texts[row["article_id"]]
    held = {
        name: find(text, places[row["article_id"]], int(row["sentence_id"]), row.get(name, "")) for name in WORDS[layer]
    }
    given = {name: checked(layer, name, row.get(name, "")) for name in CODES[layer]}
    start = {"article_id": row["article_id"]}
    if layer == "attributions":
        cells = {f"{name}_spans": spans.pack(pieces) for name, pieces in held.items()}
        return start | cells | {name: spans.quote(text, pieces) for name, pieces in held.items()} | given
    if len(held["words"]) != 1:
        raise ValueError(f"{row['words']!r}: {len(held['words'])} stretches; expected one")
    [(low, high)] = held["words"]
    return start | {"start": low, "end": high, "text": text[low:high]} | given


def checked(layer: str, name: str, value: str) -> str:
    """A code, if the table of the layer knows it; an empty one is left to the machine.

    Raises
    ------
    ValueError
        It does not: what was found, what may stand there.
    """
    allowed = allowed_values(layer, name)
    if value and allowed and value not in allowed:
        raise ValueError(f"{name} {value!r}: expected one of {', '.join(allowed)}")
    return value


def allowed_values(layer: str, name: str) -> list[str]:
    """What may stand in a column of codes; empty where anything may."""
    column = schema.schema(layer).columns.get(name)
    checks = column.checks if column is not None else []
    return [value for check in checks for value in check.statistics.get("allowed_values", ())]
