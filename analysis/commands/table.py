"""``python -m analysis table``: one table of one event, for a paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def table(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="A table; a wrong name lists them all.")],
    to: Annotated[str, typer.Option(metavar="FORMAT", help="csv, tex (LaTeX with booktabs), html or md.")],
    columns: Annotated[str, typer.Option(metavar="A,B", help="Other columns; a wrong name lists them all.")] = "",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="File to write; else it is printed.")] = None,
) -> None:
    """Write one table as a paper prints it: labels, counts out of what, a caption with n and method.

    In CSV the cells are the same, without the caption; `run` writes every table with all of its columns.

    Example:

    \b
    python -m analysis table data/articles/pakistan-platforms contrasts --to tex --out contrasts.tex
    """
    from analysis.study import Study
    from analysis.tables import table as set_table
    from analysis.work.files import write_whole

    chosen = [column.strip() for column in columns.split(",")] if columns else None
    text = set_table(Study.read(event), name, to, chosen)
    if out is None:
        typer.echo(text, nl=False)
        return
    write_whole(out, text)
