"""How a verb prints a table: in columns for a person, as JSON for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    import pandas as pd


def show(table: pd.DataFrame, as_json: bool) -> None:
    """Print a table; what is missing is a dash for a person and null for a program."""
    if as_json:
        typer.echo(table.to_json(orient="records", force_ascii=False, indent=2))
    else:
        typer.echo(table.to_string(index=False, na_rep="–", float_format=lambda value: f"{value:.3g}"))
