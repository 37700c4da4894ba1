"""One figure of the whole comparison: whose words, who speaks, with what commitment, and what of it changed sides."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.drawing import pairs as data_of
from analysis.drawing.canvas import figure
from analysis.drawing.compare import look
from analysis.drawing.dots import Dots, dots
from analysis.drawing.layout import BOX, article_handles, legend, wrap
from analysis.drawing.pairs import STANCES
from analysis.drawing.voices import BAND, bands, ribbon_handles, share_notes

PANEL = 1.9  # inches: the least width of a small panel
ALONG = (0.3, 0.5, 0.7, 0.2, 0.8, 0.4, 0.6)  # where on a line its number may stand
HEADS = {"speakers": "Who speaks", "cues": "How it is put", "claims": "Same claims"}
WIDE = {"speakers": 1.15, "cues": 1.0, "claims": 1.05}  # shares of the width
SHORT = {"own words": "own words", "endorse": "endorsed", "acknowledge": "acknowledged", "distance": "distanced"}


@figure(
    data_of.overview,
    "page",
    (
        "Two or more reports of one event: {articles}. Whose words: grey the journalist's own, coloured a source's, "
        "by how the cue commits the journalist (own lexicon after Martin & White 2005); dark line: quotation marks; "
        "triangles: hedges (open: in a source's words). Who speaks: share of each article's words. How: attributions "
        "by engagement. Same claims: how those told by both of the first two articles commit the one journalist and "
        "the other; numbers are claims. Found by machine. {scope}"
    ),
)
def overview(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the band of words of each article, and below it three small panels."""
    words = data[data["panel"] == "words"]
    articles = data.loc[data["panel"] == "cues", "article"].unique().tolist()
    small = {name: rows for name in ("speakers", "cues", "claims") if len(rows := data[data["panel"] == name])}
    width = canvas.get_figwidth()
    across = max(1, min(len(small), int(width / PANEL)))
    rows = [list(small)[place : place + across] for place in range(0, len(small), across)]
    drawn = {"speakers": _speakers, "cues": _cues, "claims": _claims}
    tall = [max(_height(small[name], name, width / len(row)) for name in row) for row in rows]
    heights = [0.55 + BAND * len(articles), *tall]
    canvas.set_size_inches(width, 0.1 + sum(heights))
    grid = canvas.add_gridspec(1 + len(rows), 1, height_ratios=heights)
    band = canvas.add_subplot(grid[0])
    bands(band, words, width)
    _head(band, "a", "Whose words")
    letters = iter("bcd")
    for place, row in enumerate(rows):
        inner = grid[1 + place].subgridspec(1, len(row), width_ratios=[WIDE[name] for name in row])
        for column, name in enumerate(row):
            axes = canvas.add_subplot(inner[column])
            drawn[name](axes, small[name], articles, width * WIDE[name] / sum(WIDE[other] for other in row))
            _head(axes, next(letters), HEADS[name])
    legend(canvas, [*ribbon_handles(words), *article_handles(articles)])


def _head(axes: Axes, letter: str, words: str) -> None:
    axes.set_title(f"{letter}   {words}", loc="left", fontsize=8, weight="bold")


def _dots(data: pd.DataFrame, name: str, width: float) -> Dots:
    """What a panel of dots shows."""
    if name == "speakers":
        return Dots(data.assign(note=share_notes(data)), "source", "share", "note", width)
    order = data["engagement"].map(STANCES.index).sort_values(kind="stable").index
    counts = data.loc[order].assign(n=data["n"].astype(int), engagement=data["engagement"].map(SHORT))
    return Dots(counts.assign(note=counts["n"].astype(str)), "engagement", "n", "note", width)


def _height(data: pd.DataFrame, name: str, width: float) -> float:
    """Inches that a small panel wants."""
    if name == "claims":
        return 0.55 + 0.3 * len(_levels(data))
    what = _dots(data, name, width)
    return 0.6 + what.pitch() * data[what.row].nunique()


def _speakers(axes: Axes, data: pd.DataFrame, articles: list[str], width: float) -> None:
    """Who speaks, and how much."""
    dots(axes, _dots(data, "speakers", width), articles)
    axes.set_xlabel("% of the article's words (words)")


def _cues(axes: Axes, data: pd.DataFrame, articles: list[str], width: float) -> None:
    """With what commitment of the journalist."""
    dots(axes, _dots(data, "cues", width), articles)
    axes.set_xlabel("attributions")


def _levels(data: pd.DataFrame) -> list[str]:
    """The stances that occur, the one that commits most first."""
    held = set(data["stance_a"]) | set(data["stance_b"])
    return [stance for stance in STANCES if stance in held]


def _claims(axes: Axes, data: pd.DataFrame, articles: list[str], width: float) -> None:
    """How many claims are told with one stance in the one article and with which in the other."""
    levels = _levels(data)
    taken: list[tuple[float, float]] = []
    for row in data.sort_values("n", ascending=False, kind="stable").itertuples():
        start, end = -levels.index(row.stance_a), -levels.index(row.stance_b)
        colour, line = look(start - end)
        axes.plot([0, 1], [start, end], color=colour, ls=line, lw=min(0.6 + row.n / 2, 5), marker="o", ms=3)
        place = next((along for along in ALONG if _free(taken, along, start + along * (end - start))), ALONG[0])
        taken.append((place, start + place * (end - start)))
        axes.text(*taken[-1], f"{row.n:.0f}", ha="center", va="center", fontsize=6.5, bbox=BOX)
    axes.set_yticks([-index for index in range(len(levels))], [SHORT[stance] for stance in levels])
    axes.set_ylim(-len(levels) + 0.6, 0.4)
    axes.set_xlim(-0.25, 1.25)
    names = [wrap(data[side].iloc[0], width / 3.2, lines=2) for side in "ab"]
    axes.set_xticks([0, 1], names)
    axes.set_xlabel(wrap("claims both tell (up: commits more)", width - 1.0, 8))
    axes.tick_params(length=0)
    axes.spines[["left", "bottom"]].set_visible(False)


def _free(taken: list[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a number can stand there without touching another."""
    return all(abs(x - other_x) > 0.12 or abs(y - other_y) > 0.33 for other_x, other_y in taken)
