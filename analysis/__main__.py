"""The command line: ``python -m analysis run`` and ``python -m analysis extract``."""

# Whatever is slow to import is imported by the verb that needs it, so that --help answers at once.
from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@app.callback()
def describe() -> None:
    """How do reports of one event tell it? Attribution, hedging and framing, with evidence.

    Exit codes: 0 all is well; 1 done, but some input lines were left out and are listed; 2 nothing was done, because
    the input or the command is wrong, and one line says what was found and what was expected; 130 interrupted.
    """


@app.command()
def run(
    event: Annotated[Path, typer.Argument(metavar="EVENT", help="Folder of one event: articles and articles.csv.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write; replaced if an earlier run made it.")],
) -> None:
    """Write every table (CSV), every figure and run.json for one event.

    Example:

    python -m analysis run data/articles/pakistan-platforms --out results
    """
    from analysis.run import run as run_event

    run_event(event, out)


@app.command()
def extract(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='Lines {"id": …, "text": …}.')],
    out: Annotated[Path, typer.Option(metavar="OUT.jsonl", help="File to write, one line a text, in input order.")],
    what: Annotated[str, typer.Option(help="Parted by commas; also namings, clauses, frames, claims.")] = (
        "attributions,hedges"
    ),
) -> None:
    """Find attributions and hedges in many texts; spans are character offsets [start, end) into the text.

    A line that cannot be used is left out and listed at the end; the exit code is then 1.

    Example:

    python -m analysis extract articles.jsonl --out found.jsonl
    """
    from analysis.extract import extract as extract_texts

    names = list(dict.fromkeys(name.strip() for name in what.split(",")))
    left_out = extract_texts(source, out, names)
    for line in left_out:
        typer.echo(f"{source}, {line}", err=True)
    if left_out:
        typer.echo(f"{source}: {len(left_out)} line(s) left out, all others are in {out}", err=True)
        raise typer.Exit(1)


def _input_errors() -> tuple[type[Exception], ...]:
    """What a user can mend: imported only once something went wrong."""
    from analysis.schema import InputError

    return InputError, OSError


def main() -> int:
    """Run the command line; what is wrong with the input or the command becomes one line on stderr and 2."""
    try:
        return app(standalone_mode=False, prog_name="python -m analysis") or 0
    except typer.TyperException as error:
        message = error.format_message()
    except _input_errors() as error:
        message = str(error)
    typer.echo(f"error: {' '.join(message.split())}", err=True)
    return 2


if __name__ == "__main__":
    sys.exit(main())
