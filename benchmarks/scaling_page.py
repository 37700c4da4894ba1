"""What `benchmarks.scaling` has measured becomes the tables between the comments of docs/scaling.md, and its figure."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from benchmarks.pages import lines, put

MILLION = 700_000_000  # words of a million articles of 700 words
CORES = (1, 16, 256)
GPU = ("marks",)  # the stages that a graphics processor would speed up


def write(found: dict[str, Any], folder: Path | None) -> None:
    """Fill in the page and draw the figure; without a folder, print what would be filled in."""
    parts = {"machine": machine(found), "stages": stages(found), "growth": growth(found)}
    parts |= {"bars": bars(found), "million": million(found)}
    if folder is None:
        print("\n\n".join(parts.values()))
        return
    put(folder / "scaling.md", parts)
    draw(found).savefig(folder / "scaling.svg", metadata={"Date": None})


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown, its first column words and the others numbers."""
    return lines([head, ("---", *("--:" for _ in head[1:])), *rows])


def rate(found: dict[str, Any]) -> float:
    """Words a second and core, all tables, most articles."""
    return found["words"] / list(found["numbers"].values())[-1]


def machine(found: dict[str, Any]) -> str:
    """What was measured with, and on."""
    return (
        f"Measured on {found['cores']} cores ({found['processor']}), Python {found['python']}. The articles are "
        f"synthetic: {found['texts']}, put together to the length asked for, so they repeat their words more than "
        "news does."
    )


def stages(found: dict[str, Any]) -> str:
    """Words a second and core of each stage, and its share of the time."""
    total = sum(1 / value for value in found["stages"].values())
    rows = ((f"`{name}`", f"{value:,.0f}", f"{100 / value / total:.0f} %") for name, value in found["stages"].items())
    return table(("stage", "words a second and core", "share of the time"), rows)


def growth(found: dict[str, Any]) -> str:
    """Cost by the number of articles and by their length."""
    numbers = (
        (f"{number}", f"{seconds:.1f}", f"{1000 * seconds / number:.0f}")
        for number, seconds in found["numbers"].items()
    )
    lengths = ((f"{words:,}", f"{value:,.0f}") for words, value in found["lengths"].items())
    return "\n\n".join(
        [
            table(("articles of 700 words", "processor seconds", "milliseconds an article"), numbers),
            table(("words an article", "words a second and core"), lengths),
            f"All tables together: **{rate(found):,.0f} words a second and core**.",
        ]
    )


def bars(found: dict[str, Any]) -> str:
    """What was asked for, what was found."""
    (few, low), (many, high) = found["memory"].items()
    (few_all, low_all), (many_all, high_all) = found["memory_all"].items()
    few_tables = f"peak memory, {many:,} short articles against {few:,}, few tables ({high:,.0f} MB)"
    all_tables = f"peak memory, {many_all:,} against {few_all:,}, all tables ({high_all:,.0f} MB)"
    asked = [
        ("two workers against one, on the clock, with their start", found["one"] / found["two"], "times", 1.7, True),
        (
            "`corpus` against `extract`, same tables, one process",
            found["corpus"] / found["extract"],
            "times",
            1.15,
            False,
        ),
        (few_tables, high / low, "times", 1.2, False),
        (all_tables, high_all / low_all, "times", 1.2, False),
        ("start to end with one short article, on the clock", found["start"], "seconds", 15, False),
        ("finished partitions that a resumed run skips", found["resumed"], "a second", 1000, True),
    ]
    rows = (
        (
            what,
            f"{value:,.{0 if value >= 100 else 2}f} {unit}",
            f"{'≥' if more else '≤'} {bar:,}",
            _met(value, bar, more),
        )
        for what, value, unit, bar, more in asked
    )
    return table(("what", "found", "asked", "met"), rows)


def _met(value: float, bar: float, more: bool) -> str:
    return "yes" if (value >= bar if more else value <= bar) else "no"


def million(found: dict[str, Any]) -> str:
    """A million articles by the model: words over words a second and core, over cores."""
    hours = MILLION / rate(found) / 3600
    memory = list(found["memory_all"].values())[-1] / 1000
    rows = ((f"{cores}", f"{hours / cores:,.1f}", f"{memory * cores:,.1f}") for cores in CORES)
    work = list(found["numbers"].values())[-1] / list(found["numbers"])[-1] * found["rows"]
    total = sum(1 / value for value in found["stages"].values())
    share = sum(1 / found["stages"][name] for name in GPU) / total
    limit = work / max(found["handing_out"], 1e-4)
    return "\n\n".join(
        [
            table(("cores", "hours", "memory, GB"), rows),
            "Handing out a partition and moving its files took the one process that does it "
            f"{1000 * found['handing_out']:.0f} ms (measured with two workers); the work on a partition of "
            f"{found['rows']} articles took {work:.1f} s. By that it keeps up with some {limit:,.0f} cores, and with "
            "more where a partition holds more articles.",
            f"The encoder takes {100 * share:.0f} % of the time. If a graphics processor made it free, the whole would "
            f"be {1 / (1 - share):.1f} times as fast, and no faster.",
        ]
    )


def draw(found: dict[str, Any]) -> Figure:
    """Growth with the number of articles and with their length, and what each stage takes."""
    figure = Figure(figsize=(6.9, 2.4), layout=ConstrainedLayoutEngine(h_pad=0.1, w_pad=0.1))
    first, second, third = figure.subplots(1, 3)
    first.plot(list(found["numbers"]), list(found["numbers"].values()), "o-", color="#0072B2")
    first.set(xlabel="articles of 700 words", ylabel="processor seconds", xlim=(0, None), ylim=(0, None))
    second.semilogx(list(found["lengths"]), list(found["lengths"].values()), "s-", color="#0072B2")
    most = 1.1 * max(found["lengths"].values())
    second.set(xlabel="words an article", ylabel="words a second and core", ylim=(0, most))
    names = list(found["stages"])[::-1]
    third.barh(names, [1000 / found["stages"][name] for name in names], color="#0072B2")
    third.set(xlabel="milliseconds a word")
    for axes in figure.axes:
        axes.spines[["top", "right"]].set_visible(False)
    return figure
