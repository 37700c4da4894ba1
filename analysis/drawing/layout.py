"""Texts that fit: measured in inches, wrapped or cut to a width, and legends in as many columns as a figure holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import TextToPath

from analysis.drawing.canvas import COLOURS, MARKERS

POINTS = 72  # to an inch
WIDE = 5.0  # inches: narrower figures are set as a column
LEADING = 1.2 / POINTS  # inches from line to line, for each point of the font
LEGEND = 7.0  # points, as in paper.mplstyle
BOX = {"fc": "white", "ec": "none", "pad": 1}  # behind a number on a line
SAFE = 0.96  # of a width is filled: letters on a screen are a little wider than their outlines


@cache
def inches(text: str, points: float = 7.0, weight: str = "normal") -> float:
    """How wide one line of text is drawn.

    Examples
    --------
    >>> inches("mm") > inches("ii") > 0
    True
    """
    font = FontProperties(size=points, weight=weight)
    return TextToPath().get_text_width_height_descent(text, font, ismath=False)[0] / POINTS


def wrap(text: str, width: float, points: float = 7.0, lines: int | None = None, weight: str = "normal") -> str:
    """A text in lines no wider than `width` inches; after `lines` of them it is cut, and an ellipsis says so.

    Examples
    --------
    >>> wrap("the mayor said that it was safe", 0.8).split(chr(10))
    ['the mayor said', 'that it was safe']
    >>> wrap("the mayor said that it was safe", 0.8, lines=1)
    'the mayor …'
    """
    room = width * SAFE
    rows: list[str] = []
    for word in _pieces(text, room, points, weight):
        if rows and inches(f"{rows[-1]} {word}", points, weight) <= room:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    if lines is None or len(rows) <= lines:
        return "\n".join(rows)
    last = rows[lines - 1]
    while last and inches(f"{last} …", points, weight) > room:
        last = last.rpartition(" ")[0] or last[:-1]
    return "\n".join([*rows[: lines - 1], f"{last} …".strip()])


def _pieces(text: str, room: float, points: float, weight: str) -> Iterator[str]:
    """The words of a text; one that is wider than the room is broken."""
    for word in text.split():
        if inches(word, points, weight) <= room:
            yield word
            continue
        piece = ""
        for letter in word:
            if piece and inches(piece + letter, points, weight) > room:
                yield piece
                piece = ""
            piece += letter
        yield piece


def height(text: str, points: float = 7.0) -> float:
    """Inches that a text of one or more lines takes."""
    return (text.count("\n") + 1) * points * LEADING


def article_handles(articles: list[str]) -> list[Artist]:
    """For the legend: the mark and colour of each article."""
    return [
        Line2D([], [], marker=marker, color=colour, ls="", ms=4.5, label=name)
        for name, marker, colour in zip(articles, MARKERS, COLOURS, strict=False)
    ]


def legend(canvas: Figure, handles: Sequence[Artist]) -> None:
    """Put a legend above a figure, which grows by it, in as many columns as the width holds."""
    em = LEGEND / POINTS
    room = canvas.get_figwidth() - 2 * em
    for handle in handles:
        handle.set_label(wrap(str(handle.get_label()), room - 3 * em, LEGEND, lines=2))
    labels = [str(handle.get_label()) for handle in handles]
    widths = [max(inches(line, LEGEND) for line in label.split("\n")) + 3 * em for label in labels]
    columns = next((n for n in range(len(handles), 1, -1) if sum(_most(widths, n)) + 2 * em * n <= room), 1)
    heights = [height(label, LEGEND) + 0.5 * em for label in labels]
    tall = max(float(sum(column)) for column in np.array_split(heights, columns))
    canvas.set_size_inches(canvas.get_figwidth(), canvas.get_figheight() + tall + em)
    canvas.legend(handles=handles, loc="outside upper center", ncols=columns)


def _most(widths: list[float], columns: int) -> list[float]:
    """The width of each column of a legend; they are filled one after the other."""
    return [float(max(column)) for column in np.array_split(widths, columns)]
