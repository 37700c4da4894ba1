"""``python -m analysis check``: what is there, before anything runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def check(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    columns: Annotated[str, typer.Option(help="What a table calls ours: text=body,outlet=source.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print an object for programs instead.")] = False,
) -> None:
    """Show what is there, what is missing and what will be analysed; nothing is written.

    Exit code 1: some articles are refused, and listed with the reason.

    Example:

    python -m analysis check data/articles/pakistan-platforms
    """
    from analysis.intake.check import look, report
    from analysis.intake.records import mapping

    found = look(event, mapping(columns))
    lines = [json.dumps(found, indent=2, ensure_ascii=False)] if as_json else report(found)
    for line in lines:
        typer.echo(line)
    if found["refused"]:
        raise typer.Exit(1)
