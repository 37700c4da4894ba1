"""Write the section of data/README.md that explains the tables: ``python tools/data_dictionary.py``.

It comes from ``analysis/dictionary.py`` and ``analysis/measures.py`` and stands between two comments; the rest of the
page is left as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from analysis import measures, schema

PAGE = Path(__file__).parent.parent / "data" / "README.md"
BEGIN, END = "<!-- tables -->", "<!-- /tables -->"


def tables() -> str:
    """Every table, every column: type, whether it may be missing, meaning, allowed values; then the measures."""
    return "\n\n".join([*map(_table, schema.TABLES), _measures()])


def _table(name: str) -> str:
    grain = (schema.TABLES[name].__doc__ or "").strip().rstrip(".")
    head = [f"### {name}", "", f"One row: {grain[0].lower()}{grain[1:]}. Key: {_codes(schema.key(name))}.", ""]
    rows = [_row(column) for column in schema.schema(name).columns.values()]
    return "\n".join([*head, "| column | type | missing | meaning |", "|---|---|---|---|", *rows])


def _measures() -> str:
    head = "### The measures\n\nThose of the family are corrected for one another (Holm); the others describe.\n"
    entries = measures.catalogue().itertuples()
    rows = [f"| {entry.measure} | {entry.meaning} | {'yes' if entry.family else ''} |" for entry in entries]
    return "\n".join([head, "| measure | rate | family |", "|---|---|---|", *rows])


def _row(column: Any) -> str:
    allowed = [value for check in column.checks for value in check.statistics.get("allowed_values", ())]
    meaning = f"{column.description}: {_codes(allowed)}" if allowed else column.description
    return f"| {column.name} | {_kind(str(column.dtype))} | {'NA' if column.nullable else ''} | {meaning} |"


def _kind(dtype: str) -> str:
    kinds = {"string": "text", "int": "whole number", "float": "number", "bool": "True or False"}
    return next(word for kind, word in kinds.items() if dtype.lower().startswith(kind))


def _codes(values: list[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def page(text: str) -> str:
    """The page with the section brought up to date, or added at its end."""
    if BEGIN not in text:
        text = f"{text.rstrip()}\n\n## Tables\n\n{BEGIN}\n{END}\n".lstrip()
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""), encoding="utf-8")
