"""A first folder of an event: two short texts of our own, and what is known of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.schema import InputError

EXAMPLE = Path(__file__).parent / "example"


def copy_example(folder: Path) -> list[str]:
    """Fill a new folder with the example; the names of its files.

    Raises
    ------
    InputError
        There is something already: nothing is overwritten.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: exists already; expected a new folder, or an empty one")
    names = sorted(path.name for path in EXAMPLE.iterdir() if path.suffix in (".txt", ".csv"))
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(EXAMPLE / name, folder / name)
    return names
