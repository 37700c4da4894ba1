"""The figure of outlets: their rates side by side, and how they differ over the events that both report."""

from __future__ import annotations

import math

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.comparing import usual
from analysis.comparing.permutation import LEVEL
from analysis.drawing.canvas import COLOURS, MARKERS, STYLE, USUAL, WIDTHS, Drawing
from analysis.drawing.intervals import Interval, Mark, draw_interval
from analysis.schema import InputError

LIMIT = 3.0  # of the axis at most: eight times as often
PERMUTED = Interval(("log2_ratio", "low", "high"), 0.25, "#333333", "-", LIMIT, "permutation within events")
WIDENED = Interval(
    ("log2_ratio", "low_adjusted", "high_adjusted"), 0.0, COLOURS[1], "--", LIMIT, "… with the detector's errors"
)
MODELLED = Interval(("model_ratio", "model_low", "model_high"), -0.25, COLOURS[0], ":", LIMIT, "mixed model")
KINDS = {PERMUTED: "o", WIDENED: "s", MODELLED: "^"}  # the intervals of a row, each with its mark
CAPTION = (
    "Outlets compared over {events} events, measure by measure. Left: rates of each outlet, its articles put together; "
    "grey bars hold the middle 80 % of {news} news articles; each measure is scaled to the end of its bar. Right: log2 "
    "ratio of the rates of each pair with 95 % intervals: from swapping the two outlets within each event (filled "
    "where p, after Holm's correction over the family of {family}, is 0.05 or less), widened by what the detector's "
    "errors may differ between outlets (where its accuracy is known), and from a linear mixed model of the log rates; "
    "an arrow: beyond the edge. "
    "The scope is these outlets on events like these."
)


def draw_outlets(table: pd.DataFrame, names: dict[str, str] | None = None) -> Drawing:
    """Draw a table of `analysis.corpus.outlets.compare_outlets`: the measures that have a corrected p.

    `names` gives outlets other names than the table has.

    Raises
    ------
    InputError
        No measure has a corrected p.

    Examples
    --------
    >>> from analysis.corpus.outlets import compare_outlets
    >>> made = [("labels", f"{event}-{outlet}", 0, 3 + event % 3 + extra, 10)
    ...         for event in range(12) for outlet, extra in (("a", 0), ("b", 2))]
    >>> measures = pd.DataFrame(made, columns=["measure", "article_id", "unit", "count", "exposure"])
    >>> articles = measures["article_id"].str.extract(r"(?P<event>.+)-(?P<outlet>.+)").join(measures["article_id"])
    >>> drawing = draw_outlets(compare_outlets(measures, articles, family=["labels"]), {"a": "Post"})
    >>> drawing.data[["measure", "a", "b", "more_in"]].values.tolist()
    [['labels', 'Post', 'b', 'b']]
    """
    data = table[table["p_holm"].notna()].replace({side: names or {} for side in "ab"}).reset_index(drop=True)
    if data.empty:
        raise InputError("contrasts of outlets: no measure has a corrected p; expected some of the family")
    measures = list(data["measure"].unique())
    pairs = list(data[["a", "b"]].drop_duplicates().itertuples(index=False, name=None))
    with mpl.rc_context(fname=STYLE):
        canvas = Figure(figsize=(WIDTHS["page"], 0.9 + 0.42 * len(measures)))
        axes = canvas.subplots(1, 1 + len(pairs), sharey=True, width_ratios=(1.2, *[1] * len(pairs)))
        _rates(axes[0], data, measures)
        ends = data[[end for kind in KINDS for end in kind.columns]].abs().max(axis=None)
        limit = min(math.ceil(2 * ends + 0.1) / 2, LIMIT)
        for pair, place in zip(pairs, axes[1:], strict=True):
            _forest(place, data[(data["a"] == pair[0]) & (data["b"] == pair[1])], measures, pair)
            place.set_xlim(-limit, limit)
        axes[0].set_yticks([-row for row in range(len(measures))], [name.replace("_", " ") for name in measures])
        axes[0].set_ylim(-len(measures) + 0.4, 0.6)
        handles = [
            axes[1].plot([], [], shape, color=kind.colour, ls=kind.line, ms=4, label=kind.label)[0]
            for kind, shape in KINDS.items()
        ]
        canvas.legend(handles=handles, loc="outside lower right", ncols=len(KINDS))
    known = [band.articles for name in measures if (band := usual.band(name))]
    numbers = {"events": data["units_a"].max(), "news": f"{max(known, default=0):,}", "family": len(measures)}
    return Drawing("outlets", canvas, data, CAPTION.format(**numbers))


def _rates(axes: Axes, data: pd.DataFrame, measures: list[str]) -> None:
    """The rates of all outlets, each measure on a scale of its own, beside what is usual."""
    sides = [
        data[["measure", side, f"rate_{side}", "usual_low", "usual_high"]].set_axis(
            ["measure", "outlet", "rate", "low", "high"], axis=1
        )
        for side in "ab"
    ]
    rates = pd.concat(sides).drop_duplicates(["measure", "outlet"])
    outlets = list(rates["outlet"].unique())
    for row in rates.itertuples():
        level, scale = -measures.index(row.measure), row.high or 1.0
        place = outlets.index(row.outlet)
        if not place:
            axes.barh(level, (row.high - row.low) / scale, 0.8, left=row.low / scale, color=USUAL, zorder=0)
        axes.plot(row.rate / scale, level, MARKERS[place], color=COLOURS[place + 2], ms=4)
    handles = [
        axes.plot([], [], MARKERS[place], color=COLOURS[place + 2], ls="", ms=4, label=outlet)[0]
        for place, outlet in enumerate(outlets)
    ]
    axes.legend(
        handles=handles,
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=len(outlets),
        handletextpad=0.1,
        columnspacing=0.6,
        borderpad=0,
    )
    axes.set_xlim(0, 1.15)
    axes.set_xticks([])
    axes.set_xlabel("rate (grey: usual)")


def _forest(axes: Axes, data: pd.DataFrame, measures: list[str], pair: tuple[str, str]) -> None:
    """The ratios of one pair of outlets."""
    axes.axvline(0, color="black", lw=0.6)
    for row in data.itertuples():
        for kind, shape in KINDS.items():
            fill = kind.colour if kind is not PERMUTED or row.p_holm <= LEVEL else "white"
            level = -measures.index(row.measure)
            draw_interval(axes, row, level, kind, Mark(shape, kind.colour, fill, 3.5))
    axes.set_xlabel(f"← {pair[0]}    {pair[1]} →")
