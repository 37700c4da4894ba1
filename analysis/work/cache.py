"""One file a table of one article: what the parser and the encoder made of it, kept from one run to the next.

Both read each article by itself, so what was found in it holds as long as its text, this package, its models and their
libraries are the same: the name of the file is a digest of all of them. All tables over several articles are made anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.parse import MODELS
from analysis.work.files import package_digest

LIBRARIES = ("spacy", *(name.replace("_", "-") for name in MODELS), "onnxruntime", "tokenizers", "numpy")
BATCH = 20  # articles computed together before they are kept: what a killed run loses at most


def default_folder() -> Path:
    """Where a user's caches belong; the folder can be deleted at any time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "comparative-media-analysis"


def per_article(
    folder: Path | None, name: str, make: Callable[..., pd.DataFrame], *tables: pd.DataFrame
) -> pd.DataFrame:
    """The table `name` that `make` computes from `tables`, with the articles that `folder` holds read from there.

    Without a folder nothing is kept. What cannot be kept or read is computed.
    """
    if folder is None:
        return make(*tables)
    folder.mkdir(parents=True, exist_ok=True)
    ids = list(dict.fromkeys(tables[0]["article_id"]))
    parts = [dict(iter(table.groupby("article_id", sort=False))) for table in tables]
    files = {one: folder / f"{name}-{_digest([part.get(one) for part in parts])}.parquet" for one in ids}
    found = {one: table for one in ids if (table := _load(files[one], name)) is not None}
    for batch in _batches([one for one in ids if one not in found]):
        made = make(*(table[table["article_id"].isin(batch)] for table in tables))
        for one in batch:
            found[one] = made[made["article_id"] == one]
            _keep(files[one], found[one])
    return schema.frame(name, pd.concat([schema.frame(name, []), *(found[one] for one in ids)], ignore_index=True))


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for place in range(0, len(ids), BATCH):
        yield ids[place : place + BATCH]


def _load(file: Path, name: str) -> pd.DataFrame | None:
    try:
        return schema.frame(name, pd.read_parquet(file))
    except (OSError, ValueError, KeyError):  # not there, or damaged
        return None


def _keep(file: Path, table: pd.DataFrame) -> None:
    """Write beside the place first, so that no half of a file is ever found; what has no file form stays out."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        table.to_parquet(part, index=False)
        part.replace(file)
    except (OSError, ValueError):
        part.unlink(missing_ok=True)


def _digest(parts: Sequence[pd.DataFrame | None]) -> str:
    """Digest of the rows that something is made from, and of what makes it."""
    digest = hashlib.sha256(_state().encode())
    for part in parts:
        if part is not None:
            digest.update(repr(part.astype(object).to_numpy().tolist()).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:40]


@cache
def _state() -> str:
    """Digest of this package, and the versions of the libraries that read."""
    digest = hashlib.sha256(package_digest().encode())
    for library in LIBRARIES:
        try:
            digest.update(f"{library} {metadata.version(library)}".encode())
        except metadata.PackageNotFoundError:
            digest.update(library.encode())
    return digest.hexdigest()
