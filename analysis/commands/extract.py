"""``python -m analysis extract``: many texts, one line each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def extract(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='Lines {"id": …, "text": …}.')],
    out: Annotated[Path, typer.Option(metavar="OUT.jsonl", help="File to write, one line a text, in input order.")],
    what: Annotated[
        str, typer.Option(help="Parted by commas; also namings, clauses, frames, directives, presuppositions, claims.")
    ] = ("attributions,hedges"),
) -> None:
    """Find attributions and hedges in many texts; spans are character offsets [start, end) into the text.

    A line that cannot be used is left out and listed at the end; the exit code is then 1.

    Example:

    python -m analysis extract data/examples/gold.jsonl --out found.jsonl
    """
    from analysis.extract import extract as extract_texts

    names = list(dict.fromkeys(name.strip() for name in what.split(",")))
    left_out = extract_texts(source, out, names)
    for line in left_out:
        typer.echo(f"{source}, {line}", err=True)
    if left_out:
        typer.echo(f"{source}: {len(left_out)} line(s) left out, all others are in {out}", err=True)
        raise typer.Exit(1)
