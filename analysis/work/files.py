"""How files are written, and which of this package's own a result depends on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its place, then move it there: it is whole or not there. Text is written as UTF-8."""
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content.encode() if isinstance(content, str) else content)
    part.replace(path)


@cache
def package_digest() -> str:
    """A digest of every file of this package: its modules, word lists and models."""
    digest = hashlib.sha256()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
