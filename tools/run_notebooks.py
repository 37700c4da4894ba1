"""Execute notebooks in place: ``python tools/run_notebooks.py notebooks/*.ipynb``.

Each runs in a fresh kernel, in its own folder. What is not the notebook's own (timings, versions, ids by chance) is
left out, so that a run in which nothing changed writes nothing. A cell that fails or warns fails its notebook, which
then stays as it was; the others are written all the same. Exit code 1 if any failed.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

AT_ONCE = 2  # kernels; each holds a language model
LONGEST_CELL = 300  # seconds
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
QUIET = ["--IPKernelApp.log_level=ERROR"]  # else each kernel warns that its local sockets are not encrypted
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def main(paths: list[Path]) -> int:
    """Run all; say what was written and what failed."""
    # No start-up files or settings of the person who runs this: they would get into the outputs.
    with tempfile.TemporaryDirectory() as home:
        os.environ["IPYTHONDIR"] = home
        with ProcessPoolExecutor(AT_ONCE) as pool:
            errors = list(pool.map(run_notebook, paths))
    for path, error in zip(paths, errors, strict=True):
        if error:
            print(f"{path}: {error}", file=sys.stderr)
    return 1 if any(errors) else 0


def run_notebook(path: Path) -> str | None:
    """Execute one notebook and write it if it changed; what went wrong, if anything did."""
    if not path.is_file():
        return "no such file; expected a notebook"
    before = path.read_bytes()
    try:
        notebook = nbformat.reads(before.decode("utf-8"), as_version=4)
    except ValueError as error:
        return f"not a notebook ({error})"
    try:
        execute(notebook, path.resolve().parent)
    except (
        CellExecutionError,
        RuntimeError,
        TimeoutError,
    ) as error:  # a cell fails, its kernel dies, it takes too long
        return COLOUR.sub("", str(error))
    if warned := warnings(notebook):
        return warned
    normalise(notebook)
    after = nbformat.writes(notebook).rstrip("\n").encode("utf-8") + b"\n"
    if after != before:
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(after)
        part.replace(path)
        print(f"{path}: written")
    return None


def execute(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run all cells in a fresh kernel of this environment; outputs replace the old ones."""
    client = NotebookClient(
        notebook,
        timeout=LONGEST_CELL,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        store_widget_state=False,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=QUIET,
    )
    client.execute()


def warnings(notebook: nbformat.NotebookNode) -> str | None:
    """The first text that a cell wrote to stderr."""
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            if output.output_type == "stream" and output.name == "stderr":
                return f"cell {number} wrote to stderr; expected no warnings\n{cell.source}\n{output.text}"
    return None


def normalise(notebook: nbformat.NotebookNode) -> None:
    """Keep what the author wrote and the outputs; number cells and executions in order."""
    notebook.metadata = nbformat.from_dict(METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    executed = 0
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({name: cell.metadata[name] for name in ("tags",) if name in cell.metadata})
        if cell.cell_type != "code":
            continue
        executed += bool(cell.source.strip())
        cell.execution_count = executed if cell.source.strip() else None
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = executed


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]]))
