"""One row a file of a folder or a ZIP: its name, its size, its bytes when asked for. A ZIP is read in memory only."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from analysis.schema import InputError

LARGEST = 200_000_000  # bytes of one file, and of a ZIP's files together when unpacked: 30 million words of plain text
RATIO = 200  # times that a file may shrink in a ZIP; text shrinks to a third, one line repeated to 1/100
SMALL = 1_000_000  # bytes that may shrink as they like
LITTER = re.compile(r"^\.|^__MACOSX$|^Thumbs\.db$|^desktop\.ini$|^~\$|~$")  # of editors and file managers
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


class File(NamedTuple):
    """One file: `name` as a path within its folder or ZIP, and how to get its bytes."""

    name: str
    size: int
    read: Callable[[], bytes]

    @property
    def ending(self) -> str:
        """The kind of file that its name promises, in lower case: ``.txt``."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Its name without folder and ending."""
        return PurePosixPath(self.name).stem


def of_folder(folder: Path) -> list[File]:
    """The files that lie directly in a folder, by name."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and not LITTER.search(path.name))
    return [of_path(path) for path in paths]


def folders(folder: Path) -> list[str]:
    """The folders that lie in a folder, by name, each with a slash."""
    return sorted(f"{path.name}/" for path in folder.iterdir() if path.is_dir() and not LITTER.search(path.name))


def of_path(path: Path) -> File:
    """One file."""

    def read() -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}; expected a file that can be read") from None

    size = path.stat().st_size
    if size > LARGEST:
        raise InputError(f"{path}: {size:,} bytes; expected at most {LARGEST:,}")
    return File(path.name, size, read)


def of_zip(path: Path) -> list[File]:
    """The files of a ZIP, at any depth, by name; nothing is ever written, so a name such as ``../x`` is only a name.

    Raises
    ------
    InputError
        It is no ZIP, or unpacks to more than `LARGEST` bytes or to more than `RATIO` times its size (a "bomb").
    """
    return list(_entries(path.read_bytes(), str(path)))


def check_zip(data: bytes, name: str) -> None:
    """Refuse a ZIP that unpacks to too much; a Word file is one.

    Raises
    ------
    InputError
        As `of_zip`.
    """
    for _ in _entries(data, name):
        pass


def _entries(data: bytes, name: str) -> Iterator[File]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        held = sorted((entry for entry in archive.infolist() if not entry.is_dir()), key=lambda entry: entry.filename)
    except BROKEN as error:
        raise InputError(f"{name}: no ZIP that can be read ({error}); expected one") from None
    if (total := sum(entry.file_size for entry in held)) > LARGEST:
        raise InputError(f"{name}: unpacks to {total:,} bytes; expected at most {LARGEST:,}")
    for entry in held:
        if entry.file_size > SMALL and entry.file_size > RATIO * entry.compress_size:
            raise InputError(
                f"{name}: {entry.filename!r} unpacks from {entry.compress_size:,} to {entry.file_size:,} bytes; "
                f"expected at most {RATIO} times as many"
            )
    for entry in held:
        if not any(LITTER.search(part) for part in PurePosixPath(entry.filename).parts if part not in ("..", ".")):
            yield File(entry.filename, entry.file_size, _reader(archive, entry, name))


def _reader(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            return archive.read(entry)  # never more than the size that the entry states
        except BROKEN as error:
            raise InputError(
                f"{name}, {entry.filename}: cannot be unpacked ({error}); expected an entry without password or damage"
            ) from None

    return read
