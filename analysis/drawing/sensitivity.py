"""The figure of a specification curve: what the contrast is under every combination of defensible choices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.comparing import sensitivity
from analysis.drawing.canvas import COLOURS, figure
from analysis.drawing.layout import WIDE, legend, wrap

BESIDE = 1.2  # inches that the names of the choices take
LIMIT = 2.5  # of the axis in log2: nearly six times as often
NAMES = {
    "text": "text",
    "segmentation": "sentences",
    "unit": "unit",
    "attribution_confidence": "attributions",
    "hedge_confidence": "hedges",
    "weasels": "weasels",
}
MARKS = ("o", "s", "X")  # more in the first article, more in the second, the same in both


@figure(
    sensitivity.specifications,
    "page",
    (
        "Three measures of {pair}, counted under every combination of choices (a specification curve: Simonsohn, "
        "Simmons & Nelson 2020). Above: log2 ratio of the rates, in order of size, with its 95 % interval from "
        "permuting units (cut at the dotted lines); marks on the dotted lines are zero cells, whose ratio is not "
        "defined, and a grey cross is a specification with no difference. The larger mark with a black edge is the "
        "specification of all other figures. Below: the choices made in each (≥: least confidence of a row that "
        "counts; a choice that does not bear on a measure is left empty). No p is corrected: the curve shows "
        "what depends on a choice, not which choice is right. {scope}"
    ),
)
def specifications(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the ratios of each measure in order, and below them the choices that each was made with."""
    choices = list(_choices())
    measures = data["measure"].unique().tolist()
    canvas.set_size_inches(canvas.get_figwidth(), 1.5 + 0.15 * len(choices))
    width = canvas.get_figwidth()
    widths = [max(len(data[data["measure"] == name]), 20 if width >= WIDE else 45) for name in measures]
    panels = canvas.subplots(2, len(measures), sharex="col", sharey="row", width_ratios=widths, height_ratios=(4, 5))
    for (above, below), name, share in zip(panels.T, measures, widths, strict=True):
        group = _ordered(data[data["measure"] == name])
        _curve(above, group)
        _matrix(below, group, choices)
        room = (width - BESIDE) * share / sum(widths)
        below.set_xlabel(f"{wrap(name.replace('_', ' '), room)}\n{len(group)} ways", fontsize=7)
    a, b = data["a"].iloc[0], data["b"].iloc[0]
    panels[0, 0].set_ylabel(f"log2 ratio, up:\nmore in {wrap(b, 0.8, 7, lines=1)}", fontsize=7)
    panels[1, 0].set_yticks([-row for row in range(len(choices))], [label for _, _, label in choices], fontsize=6.5)
    _legend(canvas, a, b)


def _choices() -> Iterator[tuple[str, Any, str]]:
    """Every choice: its column, its value and how it is written; one row of the matrix each."""
    for column, values in sensitivity.CHOICES.items():
        for value in values:
            written = ": all" if value == 0 else f" ≥ {value}" if isinstance(value, float) else f": {value}"
            yield column, value, NAMES[column] + written


def _ordered(group: pd.DataFrame) -> pd.DataFrame:
    """The specifications of a measure by their ratio, zero cells and those without a difference in their places."""
    level = group["log2_ratio"].astype(float)
    level = level.mask(level.isna() & (group["more_in"] == group["a"]).fillna(False), -LIMIT)
    level = level.mask(level.isna() & (group["more_in"] == group["b"]).fillna(False), LIMIT)
    shown = group.assign(zero=group["log2_ratio"].isna(), level=level.fillna(0).clip(-LIMIT, LIMIT))
    return shown.sort_values("level", kind="stable").reset_index(drop=True)


def _curve(axes: Axes, group: pd.DataFrame) -> None:
    """The ratios in order, each with its interval."""
    axes.axhline(0, color="black", lw=0.6)
    for edge in (-LIMIT, LIMIT):
        axes.axhline(edge, color="#999999", lw=0.6, ls=":")
    for place, row in enumerate(group.itertuples()):
        if not row.zero:
            ends = [max(row.low, -LIMIT), min(row.high, LIMIT)]
            axes.plot([place, place], ends, color="#BBBBBB", lw=0.8, zorder=1)
        side = 2 if pd.isna(row.more_in) else int(row.more_in == row.b)
        colour = "#888888" if side == 2 else COLOURS[side]
        outline, size = (0.8, 5.0) if row.usual else (0.0, 2.6)
        axes.plot(place, row.level, MARKS[side], color=colour, mec="black", mew=outline, ms=size, zorder=2 + row.usual)
    axes.set_ylim(-LIMIT - 0.3, LIMIT + 0.3)
    axes.set_yticks(range(-2, 3))
    axes.set_xlim(-1, len(group))
    axes.tick_params(axis="x", length=0, labelbottom=False)


def _matrix(axes: Axes, group: pd.DataFrame, choices: list[tuple[str, Any, str]]) -> None:
    """A dot for each choice that a specification makes."""
    for row, (column, value, _) in enumerate(choices):
        made = group.index[group[column].eq(value).fillna(False)]
        axes.plot(made, [-row] * len(made), "|", color="#222222", ms=4, mew=0.9)
    columns = [column for column, _, _ in choices]
    for row in range(1, len(choices)):
        if columns[row] != columns[row - 1]:
            axes.axhline(0.5 - row, color="#CCCCCC", lw=0.4)
    axes.set_ylim(0.6 - len(choices), 0.6)
    axes.tick_params(axis="both", length=0, labelbottom=False)
    axes.spines[["left", "bottom"]].set_visible(False)


def _legend(canvas: Figure, a: str, b: str) -> None:
    handles = [
        Line2D([], [], marker=MARKS[side], color=colour, ls="", ms=4, label=label)
        for side, (colour, label) in enumerate(
            ((COLOURS[0], f"more in {a}"), (COLOURS[1], f"more in {b}"), ("#888888", "no difference"))
        )
    ]
    handles.append(Line2D([], [], marker="o", mfc="white", mec="black", ls="", ms=5, label="as in all other figures"))
    legend(canvas, handles)
