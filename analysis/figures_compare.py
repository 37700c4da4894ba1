"""The figures that set two articles against each other: the alignment map and the contrasts."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.figure import Figure

from analysis import figure_data as data_of
from analysis.canvas import COLOURS, figure

EDGES = (1.02, 1.20, 1.38)  # columns of numbers right of the forest, in widths of it
STATUS = {"both": ("#222222", "-"), "near": ("#999999", ":")}


@figure(
    data_of.alignment_map,
    "page",
    (
        "Claims of {pair} in reading order. A line joins claims that both tell (dotted: best match below the "
        "threshold); grey text: no match found on the other side, which does not prove that there is none. "
        "Matched by machine on wording, numbers and names."
    ),
)
def alignment(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the claims of two articles as two columns, matched claims joined."""
    rows = int(data["row_a"].fillna(-1).max() + 1), int(data["row_b"].fillna(-1).max() + 1)
    canvas.set_size_inches(canvas.get_figwidth(), 0.4 + 0.2 * max(*rows, 3))
    axes = canvas.subplots()
    axes.axis("off")
    scale = [max(rows) / max(count, 1) for count in rows]
    for item in data.to_dict("records"):
        levels = [-item[f"row_{side}"] * scale[number] for number, side in enumerate("ab")]
        colour, line = STATUS.get(item["status"], ("#8A8A8A", ""))
        for side, level, edge, align in (("a", levels[0], 0.405, "right"), ("b", levels[1], 0.595, "left")):
            if pd.notna(level):
                text = textwrap.shorten(item[f"text_{side}"], 62, placeholder=" …")
                axes.text(edge, level, text, ha=align, va="center", fontsize=5.5, color=colour)
        if line:
            axes.plot([0.415, 0.585], levels, line, color=COLOURS[0] if line == "-" else colour, lw=0.8)
    for name, edge, align in zip(data.attrs["labels"], (0.405, 0.595), ("right", "left"), strict=True):
        axes.text(edge, 1.3, name, ha=align, va="center", weight="bold")
    axes.set_xlim(0, 1)
    axes.set_ylim(-max(rows) + 0.3, 1.8)


@figure(
    data_of.forest,
    "page",
    (
        "Measures of {pair}: log2 ratio of the rates with its 95 % interval from permuting sentences. Right: "
        "counts out of exposure, and p corrected after Holm over the family. An arrow marks a zero cell, "
        "whose ratio is not defined. An interval that crosses the line says that sentences shuffled between "
        "the two texts differ as much. Scope: these texts."
    ),
)
def contrasts(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the contrasts as a forest plot, zero cells as arrows, counts and p beside it."""
    canvas.set_size_inches(canvas.get_figwidth(), 0.8 + 0.22 * len(data))
    axes = canvas.subplots()
    a, b = data["a"].iloc[0], data["b"].iloc[0]
    limit = 4.0
    for index, row in enumerate(data.itertuples()):
        level = -index
        if pd.notna(row.log2_ratio):
            low, high = max(row.low, -limit), min(row.high, limit)
            axes.plot([low, high], [level, level], color="#555555")
            axes.plot(
                row.log2_ratio, level, "s" if row.log2_ratio > 0 else "o", ms=4, color=COLOURS[int(row.log2_ratio > 0)]
            )
        elif pd.notna(row.more_in):
            axes.annotate(
                "", (limit if row.more_in == b else -limit, level), (0, level),
                arrowprops={"arrowstyle": "->", "color": COLOURS[row.more_in == b], "ls": ":"},
            )  # fmt: skip
        p = "" if pd.isna(row.p_holm) else f"{row.p_holm:.2f}"
        shares = f"{row.count_a:.0f} of {row.exposure_a:.0f}", f"{row.count_b:.0f} of {row.exposure_b:.0f}"
        for edge, note in zip(EDGES, (*shares, p), strict=True):
            axes.text(edge, level, note, transform=axes.get_yaxis_transform(), va="center", fontsize=6.5)
    for edge, head in zip(EDGES, (a, b, "p (Holm)"), strict=True):
        axes.text(edge, 0.9, head, transform=axes.get_yaxis_transform(), va="center", fontsize=7, weight="bold")
    axes.axvline(0, color="black", lw=0.6)
    axes.set_xlim(-limit, limit)
    axes.set_ylim(-len(data) + 0.5, 1.4)
    axes.set_yticks([-index for index in range(len(data))], data["measure"].str.replace("_", " "))
    axes.set_xlabel(f"log2 ratio of rates: more in {a}  ←   → more in {b}")
