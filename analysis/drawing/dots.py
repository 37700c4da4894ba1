"""Cleveland's dot plot (Cleveland & McGill 1984): one line a row, one mark an article, at a place on a common scale."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from analysis.drawing.canvas import COLOURS, MARKERS, USUAL
from analysis.drawing.layout import height, inches, wrap

PITCH = 0.14  # inches from the mark of one article to that of the next
CLOSE = 0.115  # the same where there are more than two articles
NOTES = 6.0  # points
NAMES = 0.36  # share of the width that the names of the rows may take
MARGIN = 0.25  # inches between and beside names, axes and edge


class Dots(NamedTuple):
    """What is drawn: a table with one row a mark, its columns of row, value and note; `width` in inches."""

    data: pd.DataFrame
    row: str
    value: str
    note: str
    width: float

    def names(self) -> dict[str, str]:
        """The rows from above, each as it is written."""
        return {name: wrap(str(name), self.width * NAMES, lines=3) for name in self.data[self.row].unique()}

    def pitch(self) -> float:
        """Inches from row to row."""
        lines = max(height(name) for name in self.names().values())
        return max(self.step() * (self.data["article"].nunique() + 0.6), lines + 0.06)

    def step(self) -> float:
        """Inches from the mark of one article to that of the next."""
        return PITCH if self.data["article"].nunique() < 3 else CLOSE


def dots(axes: Axes, what: Dots, articles: list[str], names: bool = True, top: float | None = None) -> None:
    """Draw the marks with their notes; behind them what is usual, where the table has it (``usual_low, usual_high``).

    `top` is the greatest value on the scale where several axes share one; `names` is false where the names of the
    rows stand beside another.
    """
    rows = list(what.names())
    top = top or what.data[what.value].max() or 1
    step = what.step() / what.pitch()
    for item in what.data.to_dict("records"):
        index = articles.index(item["article"])
        level = -rows.index(item[what.row]) - (index - (len(articles) - 1) / 2) * step
        axes.plot([0, item[what.value]], [level, level], color=COLOURS[index], lw=0.8)
        axes.plot(item[what.value], level, MARKERS[index], color=COLOURS[index], ms=4, clip_on=False)
        axes.annotate(
            item[what.note], (item[what.value], level), (5, 0), textcoords="offset points", va="center", fontsize=NOTES
        )
    axes.grid(axis="y", lw=0.3, color="#CCCCCC")
    axes.set_axisbelow(True)
    axes.set_yticks([-index for index in range(len(rows))], what.names().values() if names else [""] * len(rows))
    axes.set_ylim(-len(rows) + 0.5, 0.5)
    axes.set_xlim(0, _reach(what, top, names))
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=top >= 4))


def _reach(what: Dots, top: float, names: bool) -> float:
    """The end of the axis, so that the longest note stands inside it."""
    beside = max(inches(line) for name in what.names().values() for line in name.split("\n")) if names else 0.0
    note = max(inches(note, NOTES) for note in what.data[what.note]) + 0.12
    axis = max(what.width - beside - MARGIN, 1.3 * note)
    if "usual_high" in what.data:
        top = max(top, what.data["usual_high"].max() * (1 - note / axis))
    return float(top / (1 - note / axis))


def usual_band(axes: Axes, what: Dots) -> list[Artist]:
    """A grey bar from the one to the other end of what is usual in news; for the legend."""
    rows = list(what.names())
    for item in what.data.drop_duplicates(what.row).to_dict("records"):
        width = item["usual_high"] - item["usual_low"]
        axes.barh(-rows.index(item[what.row]), width, 0.84, left=item["usual_low"], color=USUAL, zorder=0)
    return [Patch(fc=USUAL, label="usual in news")]
