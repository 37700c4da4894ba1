"""``python -m analysis new``: a folder for an event, with an example filled in."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer

from analysis.errors import InputError

EXAMPLE = Path(__file__).parent.parent / "example"


def new(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder to make, named after the event.")],
) -> None:
    """Make a folder for the articles on an event, with two short texts and their articles.csv as an example.

    Example:

    \b
    python -m analysis new data/articles/library
    """
    names = copy_example(event)
    typer.echo(f"{event}: {', '.join(names)}")
    typer.echo("These texts are made up. Put yours in their place, a file each, and say in articles.csv what you know")
    typer.echo(f"of them. Then: python -m analysis run {event} --out results")


def copy_example(folder: Path) -> list[str]:
    """Fill a new folder with the example; the names of its files.

    Raises
    ------
    InputError
        There is something already: nothing is overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: exists already; expected a new folder, or an empty one")
    names = sorted(path.name for path in EXAMPLE.iterdir() if path.suffix in (".txt", ".csv"))
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(EXAMPLE / name, folder / name)
    return names
