"""``python -m analysis corpus``: many articles into a dataset of tables."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

SHOWN = 20  # rows left out that are listed


def corpus(  # noqa: PLR0913, PLR0917 - the options of a command
    source: Annotated[list[str], typer.Argument(metavar="INPUT…", help="*.jsonl, *.csv, *.parquet; globs, *.gz.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the dataset; what is finished there is kept.")],
    workers: Annotated[int | None, typer.Option(help="Processes on this machine; as many as it has cores.")] = None,
    scheduler: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Of Dask: tcp://host:8786.")] = None,
    tables: Annotated[str | None, typer.Option(help="Parted by commas; all of each article by itself.")] = None,
    columns: Annotated[str, typer.Option(metavar="OURS=THEIRS,…", help="article_id=guid,text=body …")] = "",
    rows: Annotated[int, typer.Option(help="Rows of input in a partition.")] = 100,
) -> None:
    """Find everything in very many articles, and write a Parquet dataset for each table.

    Columns that are read: id, text; event, label, outlet, author, published, url, headline, dek, byline, dateline,
    credit. A second run does only what is missing or changed. A row that gives no result is listed in the
    table "failed"; the exit code is then 1. Workers of Dask have to see the same folder DIR.

    Example:

    python -m analysis corpus data/examples/gold.jsonl --out build/corpus
    """
    from analysis.corpus import run as work
    from analysis.corpus.dataset import read
    from analysis.intake.records import mapping
    from analysis.schema import InputError

    if workers is not None and (scheduler or workers < 1):
        raise InputError(f"--workers {workers}; expected 1 or more, and no --scheduler beside it")
    names = work.TABLES if tables is None else [name.strip() for name in tables.split(",")]
    found = work.run(source, out, work.Settings(tuple(names), mapping(columns), rows), _engine(workers, scheduler))
    kept = f", {found.kept} partition(s) kept" if found.kept else ""
    typer.echo(f"{out}: {found.words} words, {found.made} partition(s) made{kept}", err=True)
    if found.rows["failed"]:
        for row in read(out, "failed").head(SHOWN).itertuples():
            typer.echo(f"{row.path}, row {row.row}: {row.found}; expected {row.expected}", err=True)
        typer.echo(f"{out}: {found.rows['failed']} row(s) left out, listed in {out / 'failed'}", err=True)
        raise typer.Exit(1)


def _engine(workers: int | None, scheduler: str | None) -> partial:
    """What does the work: processes of this machine, or a cluster."""
    if scheduler:
        from analysis.corpus import cluster

        return partial(cluster.in_order, address=scheduler)
    from analysis.work import pool

    return partial(pool.in_order, workers=workers or pool.CORES)
