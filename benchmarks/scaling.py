# ruff: noqa: E501 - the lines of the page
"""What a corpus costs: python -m benchmarks.scaling [TEXTS.jsonl]; writes docs/scaling.md and docs/scaling.png.

TEXTS has lines ``{"id", "text"}``; without it, articles are put together from the paragraphs of this repository's
articles. Processor time is measured where one process works, wall clock where several do: run it on free cores. What
is measured and what is worked out from it is said in the page. Two to four minutes on two cores.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

from matplotlib.figure import Figure

from analysis.corpus import run as corpus
from analysis.corpus.partition import TABLES
from analysis.extract import extract
from analysis.study import Study
from analysis.work import pool

ROOT = Path(__file__).parent.parent
PAGE, PICTURE = ROOT / "docs" / "scaling.md", ROOT / "docs" / "scaling.png"
STAGES = ("sentences", "tokens", "marks", "attributions", "hedges", "clauses", "frames", "claims", "measures")
LENGTHS = (100, 300, 700, 2_000, 6_000)  # words of an article
NUMBERS = (5, 10, 20, 40)  # articles of `USUAL` words
USUAL = 700  # words: a news article
MILLION = 1_000_000 * USUAL  # words of the corpus that is extrapolated to
MEMORY = (1_000, 10_000)  # short articles
PARTITIONS = 2_000  # that a resumed run has to skip
QUICK = ("articles", "sentences")  # tables where only the machinery is measured
CORES = (1, 16, 256)


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


def cpu(step: Callable[[], object]) -> float:
    """Processor time of a call, in seconds."""
    begun = time.process_time()
    step()
    return time.process_time() - begun


def wall(step: Callable[[], object]) -> float:
    """Time on the clock."""
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def make(source: Path, out: Path, workers: int = 1, tables: tuple[str, ...] = TABLES, rows: int = 10) -> None:
    """One run of a corpus."""
    engine = partial(pool.in_order, workers=workers)
    corpus.run([str(source)], out, corpus.Settings(tables, {}, rows), engine)


def stages(rows: list[dict[str, str]]) -> dict[str, float]:
    """Words a second and core of each stage, in the order in which they need one another."""
    study = Study.from_texts({row["id"]: row["text"] for row in rows})
    return {name: words_of(rows) / max(cpu(lambda name=name: getattr(study, name)), 1e-6) for name in STAGES}  # type: ignore[misc]


def memory(folder: Path, stream: Iterator[str]) -> dict[int, float]:
    """Peak memory (MB) of one process over so many short articles."""
    found = {}
    for number in MEMORY:
        source = write(folder / f"m{number}.jsonl", articles(stream, number, 15))
        command = [sys.executable, "-m", "benchmarks.scaling", "--peak", str(source), str(folder / f"m{number}")]
        found[number] = float(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)
    return found


def measure(stream: Iterator[str], folder: Path) -> dict[str, object]:
    """All measurements."""
    make(write(folder / "warm.jsonl", articles(stream, 1, 50)), folder / "warm")  # models and lists are loaded
    sample = articles(stream, NUMBERS[-1], USUAL)
    found: dict[str, object] = {"stages": stages(sample[:20])}
    sizes = {number: write(folder / f"n{number}.jsonl", sample[:number]) for number in NUMBERS}
    found["numbers"] = {number: cpu(lambda: make(path, folder / f"n{number}")) for number, path in sizes.items()}  # noqa: B023
    found["words"] = words_of(sample)
    lengths = {words: articles(stream, max(1, 6_000 // words), words) for words in LENGTHS}
    found["lengths"] = {
        words: words_of(rows) / cpu(lambda: make(write(folder / f"l{words}.jsonl", rows), folder / f"l{words}"))  # noqa: B023
        for words, rows in lengths.items()
    }
    same = ("attributions", "hedges", "namings")  # with these, both resolve sources
    one = write(folder / "one.jsonl", articles(stream, 10, 600))  # under one batch, so that `extract` is one process
    found["extract"] = cpu(lambda: extract(one, folder / "e.jsonl", list(same)))
    found["corpus"] = cpu(lambda: make(one, folder / "e", tables=same))
    found["workers"] = {n: wall(lambda: make(sizes[NUMBERS[-1]], folder / f"w{n}", n, rows=4)) for n in (1, 2)}  # noqa: B023
    found["memory"] = memory(folder, stream)
    many = write(folder / "many.jsonl", articles(stream, PARTITIONS, 5))
    make(many, folder / "many", tables=("articles",), rows=1)
    found["resumed"] = PARTITIONS / wall(lambda: make(many, folder / "many", tables=("articles",), rows=1))
    start = [sys.executable, "-m", "analysis", "corpus", folder / "warm.jsonl", "--out", folder / "start"]
    begun = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    found["start"] = wall(lambda: subprocess.run(start, check=True, capture_output=True, cwd=ROOT))
    found["start_cpu"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun
    return found


def draw(found: dict) -> None:
    """Growth with articles and with their length, and what each stage takes."""
    canvas = Figure(figsize=(6.9, 2.4), layout="constrained")
    first, second, third = canvas.subplots(1, 3)
    first.plot(list(found["numbers"]), list(found["numbers"].values()), "o-")
    first.set(xlabel=f"articles of {USUAL} words", ylabel="processor seconds", xlim=(0, None), ylim=(0, None))
    second.semilogx(list(found["lengths"]), list(found["lengths"].values()), "o-")
    second.set(xlabel="words an article", ylabel="words a second and core", ylim=(0, None))
    third.barh(list(found["stages"])[::-1], [1e3 / rate for rate in list(found["stages"].values())[::-1]])
    third.set(xlabel="ms a word × 1,000, each stage")
    third.set_xlabel("seconds for 1,000 words")
    canvas.savefig(PICTURE, dpi=150, metadata={"Software": None})


def page(found: dict) -> str:
    """The page."""
    rate = found["words"] / found["numbers"][NUMBERS[-1]]
    hours = [f"| {cores} | {MILLION / rate / cores / 3600:,.1f} |" for cores in CORES]
    low, high = (found["memory"][number] for number in MEMORY)
    numbers = [
        f"| {number} | {seconds:.1f} | {1000 * seconds / number:.0f} |" for number, seconds in found["numbers"].items()
    ]
    return "\n".join(
        [
            "# Scaling: what a corpus costs",
            "",
            "Written by `python -m benchmarks.scaling` from one run; processor time unless it says clock. Articles are put",
            "together from paragraphs, so they repeat their words more than real ones do.",
            "",
            "![Growth with articles, with length, and the stages](scaling.png)",
            "",
            "## Measured: each stage, one core",
            "",
            "| stage | words a second |",
            "| --- | --- |",
            *[f"| {name} | {value:,.0f} |" for name, value in found["stages"].items()],
            "",
            "Each is what the stage takes by itself, when those before it are done. `tokens` is the parse with named entities,",
            "`marks` the encoder; `attributions` holds `namings`, on which it rests.",
            "",
            f"## Measured: all tables, articles of {USUAL} words",
            "",
            "| articles | seconds | ms an article |",
            "| --- | --- | --- |",
            *numbers,
            "",
            f"That is **{rate:,.0f} words a second and core**. A straight line means that an article costs the same however",
            "many there are.",
            "",
            "| words an article | words a second and core |",
            "| --- | --- |",
            *[f"| {words:,} | {value:,.0f} |" for words, value in found["lengths"].items()],
            "",
            "## Measured: the bar",
            "",
            "| what | found | asked |",
            "| --- | --- | --- |",
            f"| two workers against one (clock, start of the processes included) | {found['workers'][1] / found['workers'][2]:.2f} times | 1.7 |",
            f"| `corpus` against `extract`, same tables, one process | {found['corpus'] / found['extract']:.2f} times | 1.15 |",
            f"| peak memory, {MEMORY[1]:,} short articles against {MEMORY[0]:,} (tables {', '.join(QUICK)}) | {high / low:.2f} times ({high:.0f} MB) | 1.20 |",
            f"| start-up with one short article (clock; processor {found['start_cpu']:.1f} s) | {found['start']:.1f} s | 15 s |",
            f"| finished partitions skipped by a resumed run (clock) | {found['resumed']:,.0f} a second | 1,000 |",
            "",
            "## Extrapolated: a million articles (700 million words)",
            "",
            "| cores | hours |",
            "| --- | --- |",
            *hours,
            "",
            "Words over words a second and core, over cores: nothing else is modelled. It holds as long as cores do not wait,",
            "which was measured with two. Beyond that, by reasoning and not by measurement:",
            "",
            "- The process that hands out partitions reads, and moves finished files. It takes milliseconds a partition of 100",
            "  articles, against a minute's work on it: some thousands of cores before it is what all wait for. Finding events",
            "  and comparing outlets come after, in one process: events take memory in proportion to the articles given at a time,",
            "  so give a month, not ten years.",
            "- A file system that all workers share has to take a dozen files a partition. Larger partitions (`--rows`) mean fewer.",
            "- Memory is some hundreds of MB for each process, for the models; on 256 cores that is the larger bill. A process is",
            "  replaced after 100 partitions, since caches of word forms grow. Dask's workers have `--lifetime` for that.",
            "- The run keeps eight bytes an article, to tell ids that come twice, and a small record a partition.",
            "- A graphics processor would speed up the encoder (`marks`) alone, by batches of windows; parse and rules stay, so the",
            "  whole gets faster by no more than the share of `marks` in the time above. Batches would also change the last digits",
            "  of sums, so that a text would no longer give the same result whatever stands beside it. Not tried.",
            "",
        ]
    )


def main() -> None:
    """Measure and write, or measure the memory of one run."""
    if sys.argv[1:2] == ["--peak"]:
        make(Path(sys.argv[2]), Path(sys.argv[3]), tables=QUICK, rows=100)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024))
        return
    stream = paragraphs(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    with tempfile.TemporaryDirectory() as folder:
        found = measure(stream, Path(folder))
    draw(found)
    PAGE.write_text(page(found), encoding="utf-8")


if __name__ == "__main__":
    main()
