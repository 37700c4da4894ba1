"""Tables written into a page, each between ``<!-- name -->`` and ``<!-- /name -->``; all else stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd


def put(page: Path, parts: Mapping[str, str]) -> None:
    """Write each part of a page anew."""
    page.write_text(filled(page.read_text(encoding="utf-8"), parts), encoding="utf-8")


def filled(text: str, parts: Mapping[str, str]) -> str:
    """A page's text with each part in its place.

    Examples
    --------
    >>> filled("Before. <!-- bars -->old<!-- /bars --> After.", {"bars": "new"}).splitlines()
    ['Before. <!-- bars -->', 'new', '<!-- /bars --> After.']
    """
    for name, part in parts.items():
        opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
        if text.count(opening) != 1 or text.count(closing) != 1:
            raise ValueError(f"{opening} … {closing} once each; found otherwise")
        head, rest = text.split(opening)
        text = f"{head}{opening}\n{part}\n{closing}{rest.split(closing)[1]}"
    return text


def markdown(table: pd.DataFrame) -> str:
    """A table of texts in Markdown.

    Examples
    --------
    >>> print(markdown(pd.DataFrame({"rate": ["0.3"], "power": ["12"]})))
    | rate | power |
    | --- | --- |
    | 0.3 | 12 |
    """
    return lines([table.columns.tolist(), ["---"] * len(table.columns), *table.to_numpy().tolist()])


def lines(rows: Iterable[Iterable[str]]) -> str:
    """Rows of cells, each between bars."""
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
