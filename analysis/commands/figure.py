"""``python -m analysis figure``: one figure of one event, at the width that a journal asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def figure(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="A figure; a wrong name lists them all.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write into; other files in it stay.")],
    width: Annotated[str | None, typer.Option(help="column (3.3 in) or page (6.9 in); else as it is made.")] = None,
) -> None:
    """Write one figure as PDF, SVG and PNG, with the table it draws (CSV); its caption is printed.

    Example:

    \b
    python -m analysis figure data/articles/pakistan-platforms overview --width page --out build
    """
    from analysis.figures import save
    from analysis.study import Study

    typer.echo(save(Study.read(event), name, out, width).caption)
