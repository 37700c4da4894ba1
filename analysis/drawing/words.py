"""The figures of words: what actors are called, who acts, where functions of a frame are cued."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.dictionary import ENTMAN
from analysis.drawing import expressions as data_of
from analysis.drawing.canvas import COLOURS, HATCHES, MARKERS, figure
from analysis.drawing.layout import article_handles, height, inches, legend, wrap

SMALL = 6.5  # points
GUTTER = 0.12  # inches between columns of a ledger
NARROW = 1.1  # inches: below, the articles of a ledger stand below one another

Cell = tuple[float, str, bool]  # where it begins, its text, whether it is bold


@figure(
    data_of.naming_ledger,
    "page",
    (
        "What the same actor or thing is called: {articles}. The actors named most, at most eight, with every "
        "expression found in the body, most frequent first, with how often (… where the line is full: the table has "
        "all); pronouns left out. Grouped by machine across the articles. {scope}"
    ),
)
def naming(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the naming ledger: one row an actor, one column an article; narrow columns below one another instead."""
    width = canvas.get_figwidth() - 0.1
    articles = [name for name in data.columns if name != "actor"]
    lines = _beside(data, articles, width) if 0.78 * width / len(articles) >= NARROW else _below(data, articles, width)
    level, placed = 0.0, []
    for cells, ruled in lines:
        placed.append((level, cells, ruled))
        level += max(height(text, SMALL) for _, text, _ in cells) + (0.08 if ruled else 0.03)
    canvas.set_size_inches(canvas.get_figwidth(), level + 0.1)
    axes = canvas.subplots()
    axes.axis("off")
    for top, cells, ruled in placed:
        if ruled and top:
            axes.axhline(-top, color="#BBBBBB", lw=0.5)
        for left, text, bold in cells:
            weight = "bold" if bold else "normal"
            axes.text(left, -top - 0.03, text, va="top", fontsize=SMALL, weight=weight, linespacing=1.1)
    axes.set_ylim(-level, 0)
    axes.set_xlim(0, width)


def _beside(data: pd.DataFrame, articles: list[str], width: float) -> list[tuple[list[Cell], bool]]:
    """The rows of a ledger with a column for each article."""
    longest = max(inches(word, SMALL, "bold") for actor in data["actor"] for word in actor.split())
    first = min(max(0.2 * width, 1.1 * longest + GUTTER), 0.34 * width)
    each = (width - first) / len(articles)
    edges = [first + each * index for index in range(len(articles))]
    heads = [
        (edge, wrap(name, each - GUTTER, SMALL, 3, "bold"), True) for edge, name in zip(edges, articles, strict=True)
    ]
    rows = [(heads, True)]
    for row in data.to_dict("records"):
        cells = [
            (edge, wrap(row[name], each - GUTTER, SMALL, 5), False) for edge, name in zip(edges, articles, strict=True)
        ]
        rows.append(([(0.0, wrap(row["actor"], first - GUTTER, SMALL, 4, "bold"), True), *cells], True))
    return rows


def _below(data: pd.DataFrame, articles: list[str], width: float) -> list[tuple[list[Cell], bool]]:
    """The rows of a ledger with a line for each article below the actor."""
    first = 0.28 * width
    rows: list[tuple[list[Cell], bool]] = []
    for row in data.head(max(2, data_of.ACTORS * 2 // len(articles))).to_dict("records"):
        rows.append(([(0.0, wrap(row["actor"], width, SMALL, 2, "bold"), True)], True))
        for name in articles:
            expressions = wrap(row[name] or "–", width - first, SMALL, 4)
            rows.append(([(0.0, wrap(name, first - GUTTER, SMALL, 2), False), (first, expressions, False)], False))
    return rows


@figure(
    data_of.agency,
    "column",
    (
        "Who acts and who is acted on: {articles}. Clauses in which an actor is the agent (right of the line)"
        " or the patient (left; open: passives that name nobody who does it), the eight most often either; being "
        "something and nouns made from verbs left out. {scope}"
    ),
)
def agency(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw for each actor the clauses in which it acts and in which it is acted on."""
    actors = data["actor"].unique().tolist()
    articles = data["article"].unique().tolist()
    names = [wrap(actor, 0.32 * canvas.get_figwidth(), lines=2) for actor in actors]
    canvas.set_size_inches(canvas.get_figwidth(), 0.55 + max(0.26, 0.11 * (len(articles) + 0.6)) * len(actors))
    axes = canvas.subplots()
    thick = 0.8 / len(articles)
    for row in data.itertuples():
        index = articles.index(row.article)
        level = -actors.index(row.actor) - (index - (len(articles) - 1) / 2) * thick
        named = row.acted_on - row.by_nobody_named
        looks: dict[str, Any] = {"fc": COLOURS[index], "hatch": HATCHES[index], "ec": "white", "lw": 0}
        axes.barh(level, row.acts, 0.88 * thick, **looks)
        axes.barh(level, -named, 0.88 * thick, **looks)
        if row.by_nobody_named:
            open_bar: dict[str, Any] = {"fc": "white", "ec": COLOURS[index], "lw": 0.8}
            axes.barh(level, -row.by_nobody_named, 0.8 * thick, left=-named, **open_bar)
    axes.axvline(0, color="black", lw=0.6)
    limit = max(data[["acts", "acted_on"]].to_numpy().max(), 1) + 1
    axes.set_xlim(-limit, limit)
    axes.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    axes.xaxis.set_major_formatter(lambda clauses, _: f"{abs(clauses):.0f}")
    axes.set_yticks([-index for index in range(len(actors))], names)
    axes.set_ylim(-len(actors) + 0.5, 0.5)
    axes.set_xlabel("← is acted on   clauses   acts →")
    handles: list[Artist] = [
        Patch(fc=COLOURS[i], hatch=HATCHES[i], ec="white", lw=0, label=name) for i, name in enumerate(articles)
    ]
    if data["by_nobody_named"].any():
        handles.append(Patch(fc="white", ec="#555555", lw=0.8, label="by nobody named"))
    legend(canvas, handles)


@figure(
    data_of.frame_cues,
    "page",
    (
        "Where each article cues Entman's (1993) functions: {articles}. One mark a sentence, filled in the "
        "journalist's words, open in a source's. Cues are found by lexicon and construction; they propose, a "
        "coder decides. {scope}"
    ),
)
def functions(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw in which sentences each of the four functions is cued."""
    articles = data["article"].unique().tolist()
    width = canvas.get_figwidth()
    across = max(1, min(len(articles), int(width // 1.6)))
    down = -(-len(articles) // across)
    labels = [_below_axis(data, article, width / across - 0.4) for article in articles]
    canvas.set_size_inches(width, 0.05 + down * (1.1 + max(height(label, 8) for label in labels)))
    grid = canvas.subplots(down, across, sharey=True, squeeze=False)
    for index, (axes, article) in enumerate(zip(grid.flat, articles, strict=False)):
        own = data[data["article"] == article]
        _marks(axes, own[own["frame"].notna()], index)
        last = int(own["sentences"].max())
        axes.set_xlim(0.5 - last / 40, max(last, 2) + 0.5 + last / 40)  # no mark on the edge
        axes.set_xlabel(labels[index])
    for axes in grid.flat[len(articles) :]:
        axes.axis("off")
    voices = [
        Line2D([], [], marker="p", mec="#555555", mfc=fill, ls="", ms=4.5, label=label)
        for fill, label in (("#555555", "in the journalist's words"), ("white", "in a source's words"))
    ]
    legend(canvas, [*article_handles(articles), *voices])


def _below_axis(data: pd.DataFrame, article: str, width: float) -> str:
    """The label of an axis: sentences of which article, and of how many."""
    sentences = data.loc[data["article"] == article, "sentences"].max()
    name, count = wrap(f"sentence of {article}", width, 8, lines=2), f"(of {sentences:.0f})"
    last = name.rpartition("\n")[2]
    return f"{name} {count}" if wrap(f"{last} {count}", width, 8) == f"{last} {count}" else f"{name}\n{count}"


def _marks(axes: Axes, cues: pd.DataFrame, index: int) -> None:
    """The cues of one article."""
    colour = COLOURS[index]
    for row in cues.itertuples():
        fill = colour if row.voice == "journalist" else "white"
        axes.plot(row.rank, -ENTMAN.index(row.frame), MARKERS[index], mec=colour, mfc=fill, ms=4.5, mew=0.9)
    axes.set_ylim(-3.5, 0.5)
    axes.set_yticks([0, -1, -2, -3], ENTMAN)
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.grid(axis="y", lw=0.3, color="#CCCCCC")
    axes.set_axisbelow(True)
