"""The figures that set two articles side by side, claim by claim: the alignment map and the shift of attribution."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.drawing import pairs as data_of
from analysis.drawing.canvas import COLOURS, ENGAGEMENT, SHIFT, figure
from analysis.drawing.layout import BOX, LEADING, WIDE, legend, wrap
from analysis.drawing.pairs import STANCES

SMALL = 6.0  # points of a claim's text
BETWEEN = 0.14  # share of the width that is left for the lines
LINES = {"both": (COLOURS[0], "-"), "shift": (SHIFT, "--"), "near": ("#999999", ":")}
MEANING = {"both": "told by both", "shift": "told by both, committing differently", "near": "perhaps the same"}
ALONE = "#767676"
INK = "#222222"
# What each stance is called, and the looks of a shift towards more and less commitment, by the sign of the steps.
CALLED = ("in the journalist's own words", "endorsed", "acknowledged", "distanced from")
TOWARDS = {-1: (ENGAGEMENT["endorse"][0], "-"), 1: (ENGAGEMENT["distance"][0], (0, (4, 1.5)))}
SAME = ("#AAAAAA", "-")


@figure(
    data_of.alignment_map,
    "page",
    (
        "Claims of {pair} in reading order. A line joins claims that both tell: pink and dashed where one journalist "
        "is committed otherwise than the other (own words, endorse, acknowledge, distance), blue elsewhere, grey and "
        "dotted for a best match below the threshold. Grey text: no match found on the other side, which does "
        "not prove that there is none; in long articles such claims are only counted, and the pairs most alike "
        "are kept. Matched by machine, on the words of the claims and "
        "of their sentences, predicates and speakers."
    ),
)
def alignment(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the claims of two articles as two columns, matched claims joined."""
    rows = int(data["row_a"].fillna(-1).max() + 1), int(data["row_b"].fillna(-1).max() + 1)
    width = canvas.get_figwidth()
    canvas.set_size_inches(width, 0.45 + _tall(width) * max(*rows, 2))
    axes = _columns(canvas)
    scale = [(max(rows) - 1) / max(count - 1, 1) for count in rows]
    written = set()
    for item in data.to_dict("records"):
        rows_of = [item[f"row_{side}"] for side in "ab"]
        levels = [math.nan if pd.isna(row) else -row * scale[number] for number, row in enumerate(rows_of)]
        for number, level in enumerate(levels):
            if not math.isnan(level) and (number, level) not in written:
                written.add((number, level))
                colour = ALONE if item["status"] == "only" else INK
                _claim(axes, (number, level), item[f"text_{'ab'[number]}"], colour)
        if item["status"] != "only":
            colour, line = LINES[_kind(item)]
            axes.plot(_edges(0.01), levels, color=colour, ls=line, lw=0.9)
    for number, side in enumerate("ab"):
        _head(axes, number, 0.9, data[side].iloc[0])
    axes.set_ylim(-max(rows) + 0.4, 1.3)
    drawn = {_kind(item) for item in data.to_dict("records") if item["status"] != "only"}
    handles = [Line2D([], [], color=LINES[kind][0], ls=LINES[kind][1], label=MEANING[kind]) for kind in LINES]
    legend(canvas, [handle for kind, handle in zip(LINES, handles, strict=True) if kind in drawn] or handles[:1])


def _kind(item: dict) -> str:
    return "near" if item["status"] == "near" else "shift" if item["shift"] else "both"


def _columns(canvas: Figure) -> Axes:
    """Axes for two columns of text, as wide as the figure."""
    axes = canvas.subplots()
    axes.axis("off")
    axes.set_xlim(0, 1)
    return axes


def _edges(gap: float = 0.0) -> tuple[float, float]:
    """Where the left column ends and the right one begins."""
    return 0.5 - BETWEEN / 2 + gap, 0.5 + BETWEEN / 2 - gap


def _width(axes: Axes) -> float:
    figure = axes.get_figure(root=True)
    return figure.get_figwidth() if figure else 0.0


def _lines(width: float) -> int:
    """How many lines a claim may have."""
    return 2 if width >= WIDE else 3


def _tall(width: float) -> float:
    """Inches of a claim."""
    return _lines(width) * SMALL * LEADING + 0.04


def _room(width: float) -> float:
    """Inches of one column of text."""
    return (width - 0.1) * (1 - BETWEEN) / 2


def _claim(axes: Axes, place: tuple[int, float], text: str, colour: str = INK) -> None:
    """The words of a claim in the left or right column, at a level."""
    number, level = place
    width = _width(axes)
    written = wrap(text, _room(width), SMALL, lines=_lines(width))
    side = ("right", "left")[number]
    axes.text(
        _edges()[number], level, written, ha=side, va="center", fontsize=SMALL, color=colour, linespacing=1.0,
        multialignment=side,
    )  # fmt: skip


def _head(axes: Axes, number: int, level: float, name: str) -> None:
    """The name of an article above its column."""
    label = wrap(name, _room(_width(axes)), 8, lines=2, weight="bold")
    axes.text(_edges()[number], level, label, ha=("right", "left")[number], va="center", weight="bold", fontsize=8)


@figure(
    data_of.shifts,
    "page",
    (
        "How the claims that {pair} both tell commit the two journalists, from own words at the top down to distance "
        "(own lexicon after Martin & White 2005). Each line a claim, with the cue on either side; grey lines: claims "
        "told alike, their number on the line. Green and solid: the second journalist commits more than the first, "
        "wine and dashed: less. Claims are matched by machine; those that change most are shown where a page does not "
        "hold all. {scope}"
    ),
)
def shift(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw each matched claim as a line from how the one article tells it to how the other does."""
    width = canvas.get_figwidth()
    places, bands, bottom = _slots(data, _tall(width))
    canvas.set_size_inches(width, 0.5 - bottom)
    axes = _columns(canvas)
    for stance, top in bands.items():
        axes.axhline(top, color="#CCCCCC", lw=0.5)
        axes.text(0, top - 0.03, CALLED[STANCES.index(stance)], va="top", fontsize=SMALL, weight="bold")
    for index, row in enumerate(data.itertuples()):
        levels = [places[index, side] for side in "ab"]
        colour, line = look(row.steps)
        axes.plot(_edges(0.012), levels, color=colour, ls=line, lw=1.1 if row.steps else min(1 + row.n / 2, 6))
        if not row.steps:
            axes.text(0.5, levels[0], f"{row.n}", ha="center", va="center", fontsize=SMALL, bbox=BOX)
            continue
        for number, (cue, text) in enumerate(((row.cue_a, row.text_a), (row.cue_b, row.text_b))):
            _claim(axes, (number, levels[number]), text if pd.isna(cue) or cue in text else f"[{cue}] {text}")
    for number, side in enumerate("ab"):
        _head(axes, number, 0.2, data[side].iloc[0])
    axes.set_ylim(bottom, 0.35)
    legend(canvas, shift_handles(data))


def look(steps: int) -> tuple:
    """Colour and line of a shift by so many steps of commitment."""
    return SAME if not steps else TOWARDS[1 if steps > 0 else -1]


def shift_handles(data: pd.DataFrame) -> list:
    """The legend of shifts: of what is drawn only."""
    steps = data["steps"]
    said = (
        ("alike", steps == 0),
        (f"{data['b'].iloc[0]} commits more", steps < 0),
        (f"{data['b'].iloc[0]} commits less", steps > 0),
    )
    looks = (SAME, TOWARDS[-1], TOWARDS[1])
    return [
        Line2D([], [], color=colour, ls=line, label=label)
        for (label, drawn), (colour, line) in zip(said, looks, strict=True)
        if drawn.any()
    ]


def _slots(data: pd.DataFrame, tall: float) -> tuple[dict[tuple[int, str], float], dict[str, float], float]:
    """Where each row ends on either side, where each stance begins, and the bottom; in inches from the top."""
    places: dict[tuple[int, str], float] = {}
    bands: dict[str, float] = {}
    top = 0.0
    for stance in STANCES:
        rows = {side: data.index[data[f"stance_{side}"] == stance].tolist() for side in "ab"}
        if not any(rows.values()):
            continue
        bands[stance] = top
        top -= 0.16
        alike = [index for index in rows["a"] if index in rows["b"]]
        moved = {side: [index for index in held if index not in alike] for side, held in rows.items()}
        for side, other in ("ab", "ba"):
            order = sorted(moved[side], key=lambda index: STANCES.index(data.loc[index, f"stance_{other}"]))
            places |= {(index, side): top - tall * (place + 0.5) for place, index in enumerate(order)}
        top -= tall * max(len(held) for held in moved.values())
        for index in alike:
            places |= {(index, side): top - 0.1 for side in "ab"}
            top -= 0.2
        top -= 0.04
    return places, bands, top
