"""``python -m analysis run``: everything of one event, in a folder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def run(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder of one event: articles and articles.csv.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; replaced if an earlier run made it.")],
    codes: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Codes of your own, to stand in the machine's place (see `code`)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print run.json: inputs, versions, outputs.")] = False,
) -> None:
    """Write every table (CSV), every figure and run.json for one event.

    Example:

    \b
    python -m analysis run data/articles/pakistan-platforms --out build/event
    """
    from analysis.run import run as run_event

    record = run_event(event, out, codes)
    if as_json:
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False))
