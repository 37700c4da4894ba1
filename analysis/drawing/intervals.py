"""One interval of a ratio: a line cut at the edge of the axis, where an arrow says so, and a mark at the ratio."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes


class Interval(NamedTuple):
    """The columns of the ratio and its ends, the place above a row's middle, the looks, the axis's end, the legend."""

    columns: tuple[str, str, str]
    lift: float
    colour: str
    line: str
    limit: float
    label: str


class Mark(NamedTuple):
    """The mark at a ratio: its shape, its colour, what it is filled with, its size in points."""

    shape: str
    colour: str
    fill: str
    size: float


def draw_interval(axes: Axes, row: Any, level: float, kind: Interval, mark: Mark) -> None:
    """Draw an interval of a row on an axis from -`kind.limit` to `kind.limit`; one that is not known is left out."""
    ratio, low, high = (getattr(row, name) for name in kind.columns)
    if pd.isna(ratio) or pd.isna(low):
        return
    place, limit = level + kind.lift, kind.limit
    axes.plot([max(low, -limit), min(high, limit)], [place, place], color=kind.colour, ls=kind.line, lw=1)
    for beyond, edge, arrow in ((low < -limit, -limit, "<"), (high > limit, limit, ">")):
        if beyond:
            axes.plot(edge, place, arrow, color=kind.colour, ms=3.5, clip_on=False)
    middle = min(max(ratio, -limit), limit)
    axes.plot(middle, place, mark.shape, ms=mark.size, color=mark.colour, mfc=mark.fill, clip_on=False)
