"""Turn a coder's words into exact offsets, so that nobody counts characters.

``python tools/code_spans.py show EVENT`` prints the articles of a folder with numbered lines;
``python tools/code_spans.py code EVENT LAYER SHEET.tsv OUT.csv`` finds each row's words and writes their spans.
How a sheet is written is said in ``data/gold/pakistan-platforms/codebook.md``. Exit code 1 if a row cannot be found.
"""

from __future__ import annotations

import csv
import itertools
import re
import sys
from pathlib import Path

import pandas as pd

from analysis import articles, spans
from analysis.coding import wording
from analysis.dictionary import Attributions, Hedges, Namings
from analysis.spans import Span

WORDS = {
    "attributions": ("source", "cue", "content"),
    "hedges": ("words",),
    "namings": ("words",),
    "negatives": ("words",),
}
CODES = {
    "attributions": ("form", "engagement", "speaker", "note"),
    "hedges": ("kind", "polarity", "voice", "note"),
    "namings": ("actor", "kind", "note"),
    "negatives": ("layer", "why"),
}
TABLES = {"attributions": Attributions, "hedges": Hedges, "namings": Namings}
NEEDED = {"words", "content", "actor", "why"}


def lines(text: str) -> list[Span]:
    """The lines of a text that are not blank, without white space at their ends.

    Examples
    --------
    >>> lines("One\\n\\n two")
    [(0, 3), (6, 9)]
    """
    return [(match.start(), match.end()) for match in re.finditer(r"\S(?:[^\r\n]*\S)?", text)]


def find(text: str, line: int, cell: str) -> list[Span]:
    """The spans that a cell of words means (`analysis.coding.wording`), in the numbered lines of a text.

    Examples
    --------
    >>> find("So she said she won.", 1, "she [2] | won")
    [(12, 15), (16, 19)]
    """
    return wording.find(text, dict(enumerate(lines(text), start=1)), line, cell, "line")


def code(texts: dict[str, str], layer: str, sheet: list[dict[str, str]]) -> tuple[pd.DataFrame, list[str]]:
    """A sheet as a table of spans in reading order, and what is wrong with it, row by row.

    Examples
    --------
    >>> row = {"article_id": "x", "line": "1", "words": "may", "kind": "epistemic", "polarity": "hedge"}
    >>> table, faults = code({"x": "It may be."}, "hedges", [row | {"voice": "journalist", "note": ""}])
    >>> table[["start", "end", "text"]].values.tolist(), faults
    ([[3, 6, 'may']], [])
    """
    rows, faults = [], []
    for number, row in enumerate(sheet, start=2):
        try:
            rows.append(_row(texts, layer, row))
        except ValueError as error:
            faults.append(f"row {number}: {error}")
        except KeyError as error:
            faults.append(f"row {number}: no article or column {error}")
    rows.sort(key=lambda row: row[0])
    places = [place for place, _ in rows]
    faults += [f"twice: {place}" for place, after in itertools.pairwise(places) if place == after]
    return pd.DataFrame([row for _, row in rows]), faults


def _row(texts: dict[str, str], layer: str, row: dict[str, str]) -> tuple[tuple, dict[str, object]]:
    """One row and its place in reading order."""
    row = {name: (value or "").strip() for name, value in row.items() if name}
    text = texts[row["article_id"]]
    found = {name: find(text, int(row["line"]), row[name]) for name in WORDS[layer]}
    codes = {name: _checked(layer, name, row.get(name, "")) for name in CODES[layer]}
    if empty := [name for name in (*WORDS[layer], *CODES[layer]) if name in NEEDED and not row.get(name)]:
        raise ValueError(f"empty: {', '.join(empty)}")
    order = list(texts).index(row["article_id"])
    if layer == "attributions":
        cells = {f"{name}_spans": spans.pack(pieces) for name, pieces in found.items()}
        words = {name: spans.quote(text, pieces) for name, pieces in found.items()}
        place = (order, min(found["cue"] or found["content"]), tuple(found["content"]))
        return place, {"article_id": row["article_id"], **cells, **words, **codes}
    if len(found["words"]) != 1:
        raise ValueError(f"{row['words']!r}: {len(found['words'])} spans, expected one")
    [(start, end)] = found["words"]
    span = {"article_id": row["article_id"], "start": start, "end": end, "text": text[start:end]}
    return (order, start, end, codes.get("layer", "")), {**span, **codes}


def _checked(layer: str, name: str, value: str) -> str:
    """A code that the layer knows."""
    allowed = list(WORDS)[:3] if name == "layer" else None
    if layer in TABLES and name in TABLES[layer].to_schema().columns:
        checks = TABLES[layer].to_schema().columns[name].checks
        allowed = next((check.statistics["allowed_values"] for check in checks), None)
    if allowed and value not in allowed:
        raise ValueError(f"{name} {value!r}: expected one of {', '.join(allowed)}")
    return value


def main(arguments: list[str]) -> int:
    """Show the numbered lines, or code a sheet."""
    if len(arguments) not in (2, 5) or arguments[0] not in ("show", "code"):
        print(__doc__, file=sys.stderr)
        return 2
    event = articles.read_event(Path(arguments[1])).articles
    texts = dict(zip(event["article_id"], event["text"], strict=True))
    if arguments[0] == "show":
        for name, text in texts.items():
            print(f"== {name}")
            print("\n".join(f"{n}\t{text[low:high]}" for n, (low, high) in enumerate(lines(text), start=1)))
        return 0
    _, _, layer, sheet, out = arguments
    with Path(sheet).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    table, faults = code(texts, layer, rows)
    print("\n".join(faults), file=sys.stderr, end="\n" * bool(faults))
    if not faults:
        table.to_csv(out, index=False, lineterminator="\n")
        print(f"{out}: {len(table)} rows")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
