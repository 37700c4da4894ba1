"""``python -m analysis new``: a folder for an event, with an example filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder to make, named after the event.")],
) -> None:
    """Make a folder for the articles on an event, with two short texts and their articles.csv as an example.

    Example:

    \b
    python -m analysis new data/articles/library
    """
    from analysis.start import copy_example

    names = copy_example(event)
    typer.echo(f"{event}: {', '.join(names)}")
    typer.echo("These texts are made up. Put yours in their place, a file each, and say in articles.csv what you know")
    typer.echo(f"of them. Then: python -m analysis run {event} --out results")
