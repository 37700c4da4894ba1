"""The figure of how well the detectors do on spans coded by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.coding import accuracy as measured
from analysis.drawing.canvas import COLOURS, figure
from analysis.drawing.layout import legend

MEASURES = {"precision": "precision", "recall": "recall", "f1": "F1"}
MATCHES = {"overlap": (COLOURS[0], "o", COLOURS[0], 0.12), "exact": (COLOURS[1], "s", "white", -0.18)}


def rows(study: Any) -> pd.DataFrame:
    """One row a dot: `accuracy.accuracy_of`, with the name of its line; none for an event that nobody coded."""
    table = measured.accuracy_of(study)
    coded = table[table["measure"] == "recall"].drop_duplicates(["layer", "what"]).set_index(["layer", "what"])["n"]
    names = [
        f"{layer} ({coded[layer, what]} coded)" if what == "whole" else f"its {what}"
        for layer, what in zip(table["layer"], table["what"], strict=True)
    ]
    return table.assign(line=names)


@figure(
    rows,
    "page",
    (
        "Detectors against the spans coded in data/gold, in {articles}. Filled: found where a coded span is, "
        "sharing at least a character of each part; open: with exactly its characters. Lines: 95 % intervals "
        "(Wilson, over the design effect of sentences). Who coded, and how, stands beside the codes: the "
        "figure is worth as much as they are."
    ),
)
def accuracy(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw precision, recall and F1 side by side, a line for each layer and each part of an attribution."""
    lines = data["line"].unique().tolist()
    canvas.set_size_inches(canvas.get_figwidth(), 0.5 + 0.27 * len(lines))
    panels = canvas.subplots(1, len(MEASURES), sharey=True)
    for axes, (measure, title) in zip(panels, MEASURES.items(), strict=True):
        for match, (colour, marker, fill, lift) in MATCHES.items():
            dots = data[(data["measure"] == measure) & (data["match"] == match)]
            levels = [lift - lines.index(line) for line in dots["line"]]
            axes.hlines(levels, dots["low"], dots["high"], color=colour, lw=0.9)
            axes.plot(dots["value"], levels, marker, color=colour, mfc=fill, ms=4.5, ls="", label=match)
        axes.set_xlim(0, 1.04)
        axes.set_xticks([0, 0.5, 1])
        axes.set_xlabel(title)
        axes.set_ylim(0.6 - len(lines), 0.6)
    panels[0].set_yticks([-level for level in range(len(lines))], lines)
    legend(canvas, panels[0].get_legend_handles_labels()[0])
