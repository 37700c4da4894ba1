"""``python -m analysis agree``: how far two coders agree."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.output import show


def agree(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    a: Annotated[Path, typer.Argument(metavar="A.csv", help="Sheet or codes of one coder.")],
    b: Annotated[Path, typer.Argument(metavar="B.csv", help="Those of the other, of the same layer.")],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Compare two coders: F1 of their spans, Krippendorff's alpha over words and of each code, 95 % intervals.

    A and B are sheets that `code` wrote, filled in, or the codes that it made of them.

    Example:

    \b
    python -m analysis agree data/articles/pakistan-platforms data/gold/pakistan-platforms/hedges_a.csv data/gold/pakistan-platforms/hedges_b.csv
    """  # noqa: E501 - an example stands on one line
    from analysis.coding.by_hand import agreement
    from analysis.study import Study

    show(agreement(Study.read(event), a, b), as_json)
