"""One event, written down whole: every table, every figure, and the record of how they were made."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import sys
import warnings
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from tqdm import tqdm

from analysis import articles, figures, measures, parse, schema
from analysis.comparing import permutation
from analysis.drawing import canvas
from analysis.intake import copies
from analysis.reading import page
from analysis.schema import InputError
from analysis.study import Study

RECORD = "run.json"
PACKAGE = "comparative-media-analysis"
LITTER = {".DS_Store", "Thumbs.db"}  # of file managers: nobody misses it
# What editors and file managers leave behind, in or beside the input and the output.
IGNORED = re.compile(r"^\.|^Thumbs\.db$|~$")


def run(
    event: Path,
    out: Path,
    codes: Path | None = None,
    columns: Mapping[str, str] | None = None,
    kept: Path | None = None,
) -> dict[str, Any]:
    """Write ``tables/NAME.csv``, the figures, the reader and ``run.json`` of an event into `out`; return that record.

    All is written beside `out` first and moved into place when it is whole. There are no time stamps: the same input
    gives the same bytes. Codes of a folder `codes` stand in the machine's place (`Study.with_codes`); `columns` says
    what a table of articles calls our columns. Articles that cannot be analysed are listed in the record and in
    ``tables/refused.csv``, and cost the others nothing. What is found in each article is kept in the folder `kept`, for
    the next run (`analysis.work.cache`). How far it is shows on a terminal, on stderr, and nowhere else.

    Raises
    ------
    InputError
        The event cannot be read, or `out` holds what no run has made.
    """
    out = out.resolve()
    if out.is_relative_to(event.resolve()):
        raise InputError(f"{out}: lies in the folder of the event, {event}; expected a folder outside")
    _check_replaceable(out)
    read = articles.read_event(event, columns)
    study = Study(read.articles, read.refused, kept)
    study = study if codes is None else study.with_codes(codes)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)  # of a run that was killed
    try:
        record = _write(study, part, _given(event, codes))
        _move(part, out)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return record


def _given(event: Path, codes: Path | None) -> dict[str, Any]:
    """What went in."""
    name = event.resolve().name if event.is_dir() else event.stem
    given: dict[str, Any] = {"event": name, "inputs": _digests(event)}
    return given if codes is None else given | {"codes": _digests(codes)}


def _write(study: Study, folder: Path, given: dict[str, Any]) -> dict[str, Any]:
    (folder / "tables").mkdir(parents=True)
    for name in _progress(schema.TABLES):
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=".*one voice, not two")  # the record says so
            table = study.table(name)
        table.to_csv(folder / "tables" / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
    canvas.save_all(study, folder / "figures")
    page.reader(study).save(folder / "reader.html")
    read = {"refused": study.refused[["file", "reason"]].to_dict("records")}
    read["copies"] = copies.describe(study.copies, study.articles)
    record = given | read | _record(folder)
    text = json.dumps(record, indent=2, ensure_ascii=False)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")
    return record


def _progress(tables: Iterable[str]) -> Iterable[str]:
    return tqdm(list(tables), unit="table", file=sys.stderr, disable=None, leave=False)


def _record(folder: Path) -> dict[str, Any]:
    """What did the work, what came out."""
    return {
        "python": platform.python_version(),
        "packages": versions(),
        "contrasts": {"seed": permutation.SEED, "draws": permutation.DRAWS, "family": list(measures.FAMILY)},
        "figures": list(figures.FIGURES),
        "outputs": _digests(folder),
    }


def versions() -> dict[str, str | None]:
    """Versions of this package, of the language model, and of what this package depends on (None: not installed).

    Examples
    --------
    >>> "comparative-media-analysis" in versions(), "spacy" in versions()
    (True, True)
    """
    named = [re.split(r"[^\w.-]", requirement)[0] for requirement in metadata.requires(PACKAGE) or ()]
    return {name: _version(name) for name in sorted([PACKAGE, *named])} | {"language model": parse.model_version()}


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None  # the language model may come under another name


def _digests(folder: Path) -> dict[str, str]:
    """Digests of the files below a folder, or of a file."""
    if folder.is_file():
        return {folder.name: hashlib.sha256(folder.read_bytes()).hexdigest()}
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in _files(folder)}


def _files(folder: Path) -> list[str]:
    """The files below a folder, as paths within it."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not any(IGNORED.search(part) for part in path.parts))


def _check_replaceable(out: Path) -> None:
    """A run replaces a folder only if a run has made all that is in it."""
    if not out.exists():
        return
    if not out.is_dir():
        raise InputError(f"{out}: a file; expected a folder, or nothing yet")
    made = _recorded(out) | LITTER
    held = (path.relative_to(out) for path in out.rglob("*") if path.is_symlink() or not path.is_dir())
    strangers = sorted(path.as_posix() for path in held if path.as_posix() not in made and path.name not in LITTER)
    if strangers:
        raise InputError(
            f"{out}: holds {strangers[0]!r}, which no run has made; expected a new folder, an empty one, or one that a "
            "run has made"
        )


def _recorded(out: Path) -> set[str]:
    try:
        return {RECORD, *json.loads((out / RECORD).read_text(encoding="utf-8"))["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _move(part: Path, out: Path) -> None:
    """Put the new folder in the place of the old one, which comes back if that fails."""
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    try:
        part.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
