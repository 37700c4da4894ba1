"""Bring a folder of figures up to date with a run: ``python tools/publish_figures.py FROM TO``.

Only what changed is copied; a figure that the run no longer makes is removed.
"""

from __future__ import annotations

import sys
from pathlib import Path


def is_made(path: Path) -> bool:
    """Whether a run writes files of this kind; anything else in TO is left alone."""
    return path.suffix in {".pdf", ".svg", ".png", ".csv"} or path.name == "captions.md"


def publish(source: Path, target: Path) -> list[str]:
    """Copy what differs, remove what is stale; one line for each."""
    made = {path.name: path.read_bytes() for path in sorted(source.iterdir()) if is_made(path)}
    if not made:
        raise SystemExit(f"{source}: no figures; expected the folder figures/ of a run")
    target.mkdir(parents=True, exist_ok=True)
    done = []
    for name, content in made.items():
        if not (target / name).is_file() or (target / name).read_bytes() != content:
            part = target / f".{name}.part"
            part.write_bytes(content)
            part.replace(target / name)
            done.append(f"{target / name}: written")
    for stale in sorted(path for path in target.iterdir() if is_made(path) and path.name not in made):
        stale.unlink()
        done.append(f"{stale}: removed")
    return done


if __name__ == "__main__":
    if len(sys.argv) != 3 or not Path(sys.argv[1]).is_dir():
        sys.exit("usage: python tools/publish_figures.py FROM TO, where FROM is a folder")
    print("\n".join(publish(Path(sys.argv[1]), Path(sys.argv[2]))) or "figures: nothing changed")
