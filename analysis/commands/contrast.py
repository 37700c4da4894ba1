"""``python -m analysis contrast``: two articles of an event, measure by measure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from analysis.commands.output import show


def contrast(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder, ZIP or table of one event's articles.")],
    a: Annotated[str, typer.Argument(metavar="A", help="Label (or file name without ending) of an article.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other; log2_ratio is above 0 where there is more in it.")],
    as_json: Annotated[bool, typer.Option("--json", help="Every column, as JSON.")] = False,
) -> None:
    """Compare two articles: counts, rates, in which there is more, by how much, and whether chance would do it.

    p_holm is corrected over the family of measures that was fixed beforehand; the others only describe. The difference
    is between these two texts. docs/numbers.md explains every column.

    Example:

    \b
    python -m analysis contrast data/articles/pakistan-platforms Hamza Agencies
    """
    from analysis.contrast import contrast_two
    from analysis.study import Study

    study = Study.read(event)
    table = contrast_two(study.measures, study.articles, a, b)
    shown = ["measure", "count_a", "exposure_a", "count_b", "exposure_b", "more_in", "log2_ratio", "low", "high"]
    show(table if as_json else table[[*shown, "p_holm", "zero"]], as_json)
