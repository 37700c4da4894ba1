"""``python -m analysis read``: the articles of one event side by side, as one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def read(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    out: Annotated[Path, typer.Option(metavar="PAGE.html", help="Page to write; it needs no other file, no network.")],
) -> None:
    """Write the reader: the articles side by side as one HTML page, every span marked, every number opened.

    Example:

    python -m analysis read data/articles/pakistan-platforms --out reader.html
    """
    from analysis.reading.page import reader
    from analysis.study import Study

    reader(Study.read(event)).save(out)
