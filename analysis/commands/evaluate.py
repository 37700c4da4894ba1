"""``python -m analysis evaluate``: how right the detectors are on texts coded by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.output import show


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Lines of coded texts.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Score the detectors on texts coded by hand: precision, recall, F1 and its 95 % interval.

    A line is {"id", "text"} and what is coded in it, as characters [start, end) of the text: "attributions", each with
    "source", "cue" and "content" as lists of spans (PolNeAR's standoff), "hedges" (or "cues"), "namings" and "frames"
    as lists [start, end, …]. docs/evaluate.md says how each line of the result is counted.

    Example:

    \b
    python -m analysis evaluate data/examples/gold.jsonl
    """
    from analysis.evaluate import evaluate as score

    table, left_out = score(gold)
    show(table, as_json)
    for line in left_out:
        typer.echo(f"{gold}, {line}", err=True)
    if left_out:
        raise typer.Exit(1)
