"""``python -m analysis run``: everything of one event, in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def run(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder of one event: articles and articles.csv.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; replaced if an earlier run made it.")],
) -> None:
    """Write every table (CSV), every figure and run.json for one event.

    Example:

    python -m analysis run data/articles/pakistan-platforms --out build/event
    """
    from analysis.run import run as run_event

    run_event(event, out)
