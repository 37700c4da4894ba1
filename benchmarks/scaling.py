"""What a corpus costs: ``python -m benchmarks.scaling [TEXTS.jsonl]`` measures, and fills in docs/scaling.md.

TEXTS has lines ``{"id", "text"}``; without it, articles are put together from the paragraphs of this repository's
articles. Processor time is measured where one process works, wall clock where several do: run it on two free cores,
some five minutes. ``--small`` measures a little of everything and prints it: to see that it works.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from analysis.corpus import run as corpus
from analysis.corpus.partition import TABLES
from analysis.extract import extract
from analysis.study import Study
from analysis.work import pool
from benchmarks import scaling_page

ROOT = Path(__file__).parent.parent
STAGES = ("sentences", "tokens", "marks", "attributions", "hedges", "clauses", "frames", "claims", "measures")
USUAL = 700  # words: a news article
SHORT, SHORTEST = 15, 5  # words: articles where there are very many
SAME = ("attributions", "hedges", "namings")  # what `extract` and `corpus` are compared on: both resolve sources
QUICK = ("articles", "sentences")  # tables where only the machinery is measured


class Sizes(NamedTuple):
    """How much is measured."""

    numbers: tuple[int, ...] = (10, 20, 40, 120)  # articles of `USUAL` words
    lengths: tuple[int, ...] = (100, 300, 700, 2_000, 6_000)  # words of an article
    words: int = 6_000  # at each length
    rows: int = 5  # articles in a partition, so that two workers have enough of them
    memory: tuple[int, int] = (1_000, 10_000)  # short articles, few tables
    memory_all: tuple[int, int] = (100, 1_000)  # short articles, all tables
    partitions: int = 2_000  # that a resumed run has to skip


SMALL = Sizes((2, 4), (100, 300), 600, 1, (50, 100), (10, 20), 50)


def paragraphs(path: Path | None) -> Iterator[str]:
    """Paragraphs without end."""
    if path:
        texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    else:
        texts = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "data" / "articles").glob("*/*.txt"))]
    found = [part for text in texts for part in text.split("\n") if len(part.split()) > 10]
    for number in count():
        yield f"{found[number % len(found)]} It was report {number}."


def articles(stream: Iterator[str], number: int, words: int) -> list[dict[str, str]]:
    """Articles of about so many words."""
    rows = []
    for name in range(number):
        text: list[str] = []
        while sum(len(part.split()) for part in text) < words:
            text.append(next(stream))
        rows.append({"id": f"a{name}", "text": "\n\n".join(text)})
    return rows


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    """Articles as lines of JSON."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def words_of(rows: list[dict[str, str]]) -> int:
    """How many words they have."""
    return sum(len(row["text"].split()) for row in rows)


def make(source: Path, out: Path, workers: int = 1, tables: tuple[str, ...] = TABLES, rows: int = 10) -> None:
    """One run of a corpus."""
    engine = partial(pool.in_order, workers=workers)
    corpus.run([str(source)], out, corpus.Settings(tables, {}, rows), engine)


def stages(rows: list[dict[str, str]]) -> dict[str, float]:
    """Words a second and core of each stage, in the order in which they need one another."""
    study = Study.from_texts({row["id"]: row["text"] for row in rows})
    return {name: words_of(rows) / max(cpu(lambda name=name: getattr(study, name)), 1e-6) for name in STAGES}  # type: ignore[misc]


def growth(folder: Path, stream: Iterator[str], sizes: Sizes) -> dict[str, Any]:
    """Time for more articles, for longer ones, and for two workers instead of one."""
    sample = articles(stream, sizes.numbers[-1], USUAL)
    files = {number: write(folder / f"n{number}.jsonl", sample[:number]) for number in sizes.numbers}
    found: dict[str, Any] = {"stages": stages(sample[:20]), "words": words_of(sample)}
    seconds = {}
    for number, path in files.items():
        begun = time.perf_counter()
        seconds[number] = cpu(partial(make, path, folder / f"n{number}", rows=sizes.rows))
        one = time.perf_counter() - begun
    own = cpu_and_wall(partial(make, path, folder / "two", 2, rows=sizes.rows))
    found |= {"numbers": seconds, "one": one, "two": own[1], "handing_out": own[0] * sizes.rows / sizes.numbers[-1]}
    found["rows"] = sizes.rows
    found["lengths"] = {}
    for words in sizes.lengths:
        rows = articles(stream, max(1, sizes.words // words), words)
        source = write(folder / f"l{words}.jsonl", rows)
        found["lengths"][words] = words_of(rows) / cpu(partial(make, source, folder / f"l{words}"))
    return found


def bars(folder: Path, stream: Iterator[str], sizes: Sizes) -> dict[str, Any]:
    """What is asked of the machinery."""
    one = write(folder / "one.jsonl", articles(stream, 4, sizes.words // 10))  # one batch: `extract` is one process
    found: dict[str, Any] = {"extract": cpu(partial(extract, one, folder / "e.jsonl", list(SAME)))}
    found["corpus"] = cpu(partial(make, one, folder / "e", tables=SAME))
    found["memory"] = {number: peak(folder, stream, number, QUICK) for number in sizes.memory}
    found["memory_all"] = {number: peak(folder, stream, number, TABLES) for number in sizes.memory_all}
    many = write(folder / "many.jsonl", articles(stream, sizes.partitions, SHORTEST))
    again = partial(make, many, folder / "many", tables=("articles",), rows=1)
    again()
    found["resumed"] = sizes.partitions / cpu_and_wall(again)[1]
    start = [sys.executable, "-m", "analysis", "corpus", str(write(folder / "s.jsonl", articles(stream, 1, 50)))]
    found["start"] = cpu_and_wall(partial(call, [*start, "--out", str(folder / "start")]))[1]
    return found


def peak(folder: Path, stream: Iterator[str], number: int, tables: tuple[str, ...]) -> float:
    """Peak memory (MB) of one process over so many short articles."""
    name = f"m{number}-{len(tables)}"
    source = write(folder / f"{name}.jsonl", articles(stream, number, SHORT))
    command = [sys.executable, "-m", "benchmarks.scaling", "--peak", source, folder / name, ",".join(tables)]
    return float(call([str(part) for part in command]))


def most_memory() -> float:
    """The most memory (MB) that this process has held; Linux counts its parent's into what `getrusage` says."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) / 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def call(command: list[str]) -> str:
    """What another process prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def cpu(step: Callable[[], object]) -> float:
    """Processor time of a call in this process, in seconds."""
    return cpu_and_wall(step)[0]


def cpu_and_wall(step: Callable[[], object]) -> tuple[float, float]:
    """Processor time of this process, and time on the clock."""
    begun = time.process_time(), time.perf_counter()
    step()
    return time.process_time() - begun[0], time.perf_counter() - begun[1]


def processor() -> str:
    """The name of the processor, as far as the system tells."""
    cpus = Path("/proc/cpuinfo")
    names = [line for line in cpus.read_text().splitlines() if line.startswith("model name")] if cpus.is_file() else []
    return names[0].partition(":")[2].strip() if names else platform.machine()


def main(arguments: list[str]) -> None:
    """Measure and write, or measure the memory of one run."""
    if arguments[:1] == ["--peak"]:
        make(Path(arguments[1]), Path(arguments[2]), tables=tuple(arguments[3].split(",")), rows=100)
        print(most_memory())
        return
    sizes = SMALL if "--small" in arguments else Sizes()
    given = [Path(name) for name in arguments if name != "--small"]
    stream = paragraphs(given[0] if given else None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(write(folder / "warm.jsonl", articles(stream, 1, 50)), folder / "warm")  # models and lists are loaded
        found = growth(folder, stream, sizes) | bars(folder, stream, sizes)
    texts = f"paragraphs of {given[0].name}" if given else "paragraphs of the articles in data/articles"
    found |= {"texts": texts, "processor": processor(), "cores": os.cpu_count(), "python": platform.python_version()}
    scaling_page.write(found, None if sizes == SMALL else ROOT / "docs")


if __name__ == "__main__":
    main(sys.argv[1:])
