"""The command line, ``python -m analysis VERB``: the verbs of `analysis.commands`, and errors as one line each."""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from analysis.commands.agree import agree
from analysis.commands.check import check
from analysis.commands.code import code
from analysis.commands.contrast import contrast
from analysis.commands.corpus import corpus
from analysis.commands.evaluate import evaluate
from analysis.commands.extract import extract
from analysis.commands.figure import figure
from analysis.commands.new import new
from analysis.commands.read import read
from analysis.commands.run import run
from analysis.commands.table import table
from analysis.errors import InputError

VERBS: list[Callable[..., None]] = [
    new, check, run, read, contrast, table, figure, code, agree, evaluate, extract, corpus,
]  # fmt: skip


def describe() -> None:
    """How do reports of one event tell it? Attribution, hedging and framing, with evidence.

    Exit codes: 0 all is well; 1 done, but some input was left out and is listed; 2 nothing was done, because
    the input or the command is wrong, and one line says what was found and what was expected; 130 interrupted.
    """


def command_line() -> typer.Typer:
    """The verbs, put together."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.callback()(describe)
    for verb in VERBS:
        app.command()(verb)
    return app


def main() -> int:
    """Run the command line; what is wrong with the input or the command becomes one line on stderr and 2."""
    try:
        return command_line()(standalone_mode=False, prog_name="python -m analysis") or 0
    except typer.TyperException as error:
        message = error.format_message()
    except (InputError, OSError) as error:
        message = str(error)
    typer.echo(f"error: {' '.join(message.split())}", err=True)
    return 2


if __name__ == "__main__":
    sys.exit(main())
