"""``python -m analysis run``: everything of one event, in a folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer


def run(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; replaced if an earlier run made it.")],
    codes: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Codes of your own, to stand in the machine's place (see `code`)."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print run.json: inputs, versions, outputs.")] = False,
    columns: Annotated[str, typer.Option(help="What a table calls ours: text=body,outlet=source.")] = "",
) -> None:
    """Write every table (CSV), every figure, the reader (a page) and run.json for one event.

    Articles that cannot be analysed are left out and listed; the exit code is then 1.

    Example:

    \b
    python -m analysis run data/articles/pakistan-platforms --out build/event
    """
    from analysis.intake.records import mapping
    from analysis.run import run as run_event
    from analysis.work.cache import default_folder

    record = run_event(event, out, codes, mapping(columns), default_folder())
    if sys.stderr.isatty():  # in a pipe it is silent
        typer.echo(f"{out}: all tables and figures; open {out / 'reader.html'} in a browser", err=True)
    if as_json:
        typer.echo(json.dumps(record, indent=2, ensure_ascii=False))
    for line in record["copies"] + [f"{row['file']}: {row['reason']}" for row in record["refused"]]:
        typer.echo(f"{event}: {line}", err=True)
    if record["refused"]:
        typer.echo(f"{event}: {len(record['refused'])} article(s) refused, all others are in {out}", err=True)
        raise typer.Exit(1)
