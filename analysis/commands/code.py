"""``python -m analysis code``: sheets for coding an event by hand, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def code(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write the sheets, or the codes, into.")],
    sheets: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="Sheets that are filled in: turn them into codes.")
    ] = None,
    machine: Annotated[bool, typer.Option("--machine", help="Fill the sheets with what the detectors found.")] = False,
) -> None:
    """Write coding sheets (CSV, a row a sentence) for attributions, hedges, namings and frames; or read them back.

    Copy the words that you code into the cells; give a sentence as many rows as it has codes. codebook.csv lists the
    codes. For two independent coders start from empty sheets; to correct the machine, from filled ones (--machine).
    Read back, sheets become codes: spans with offsets, which `agree` compares and `Study.with_codes` puts in the
    machine's place. Rows that cannot be read are listed, and the exit code is then 1. docs/coding.md says more.

    Example:

    \b
    python -m analysis code data/articles/pakistan-platforms --out sheets --machine
    python -m analysis code data/articles/pakistan-platforms --from sheets --out codes
    """
    from analysis.coding.by_hand import read_sheets, write_sheets
    from analysis.study import Study

    study = Study.read(event)
    if sheets is None:
        write_sheets(study, out, machine)
        return
    faults = read_sheets(study, sheets, out)
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)
