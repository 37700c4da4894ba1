"""The figures of who speaks: where in the article, how much, with what commitment of the journalist, how surely."""

from __future__ import annotations

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.drawing import data as data_of
from analysis.drawing.canvas import COLOURS, ENGAGEMENT, figure
from analysis.drawing.dots import Dots, dots, usual_band
from analysis.drawing.layout import article_handles, height, inches, legend, wrap

HEDGE = COLOURS[3]
BAND = 0.42  # inches from one article's band to the next


@figure(
    data_of.ribbon,
    "page",
    (
        "Whose words, from the first word of each article to the last: {articles}. Grey: the journalist's "
        "own; coloured: words attributed to a source, by how the cue commits the journalist (own "
        "lexicon after Martin & White 2005); the dark line marks quotation marks, triangles mark hedges "
        "(open: in a source's words). Found by machine. {scope}"
    ),
)
def ribbon(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw each article as a band of words, coloured by whose they are, with hedges above."""
    handles = ribbon_handles(data)
    canvas.set_size_inches(canvas.get_figwidth(), 0.6 + BAND * data["article"].nunique())
    bands(canvas.subplots(), data, canvas.get_figwidth())
    legend(canvas, handles)


def bands(axes: Axes, data: pd.DataFrame, width: float) -> None:
    """The bands of words on axes; `width` of the figure in inches."""
    names = data["article"].unique().tolist()
    for row in data.itertuples():
        level = len(names) - 1 - names.index(row.article)
        extent = row.end_word - row.start_word
        if row.what == "hedge":
            filled = HEDGE if row.voice == "journalist" else "white"
            axes.plot(row.start_word + extent / 2, level + 0.4, "v", ms=3.5, mec=HEDGE, mfc=filled, mew=0.8)
        elif row.what == "quotation":
            axes.barh(level - 0.31, extent, left=row.start_word, height=0.07, color="#222222", lw=0)
        else:
            colour, hatch = ENGAGEMENT[row.what]
            axes.barh(level, extent, left=row.start_word, height=0.5, color=colour, hatch=hatch, ec="white", lw=0)
    axes.set_yticks(range(len(names)), [wrap(name, 0.2 * width, lines=3) for name in names[::-1]])
    axes.set_ylim(-0.5, len(names) - 0.4)
    axes.set_xlim(0, data["end_word"].max())
    axes.set_xlabel("words of body text, in reading order")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def ribbon_handles(data: pd.DataFrame) -> list[Artist]:
    """The legend of the bands: of what is drawn only."""
    drawn = set(data["what"])
    handles: list[Artist] = [
        Patch(fc=colour, hatch=hatch, ec="white", lw=0, label="journalist's own" if name == "journalist" else name)
        for name, (colour, hatch) in ENGAGEMENT.items()
        if name in drawn
    ]
    if "quotation" in drawn:
        handles.append(Patch(fc="#222222", lw=0, label="in quotation marks"))
    voices = set(data.loc[data["what"] == "hedge", "voice"])
    handles += [
        Line2D([], [], marker="v", ms=3.5, mec=HEDGE, mfc=fill, mew=0.8, ls="", label=f"hedge, {voice}'s")
        for fill, voice in ((HEDGE, "journalist"), ("white", "source"))
        if voice in voices
    ]
    return handles


@figure(
    data_of.speaker_words,
    "column",
    (
        "Share of each article's words that is attributed to each source, in brackets the words: {articles}. A source "
        "(the twelve with most) is resolved over names, offices and pronouns; words in nested attributions count for "
        "the outer source. {scope}"
    ),
)
def voices(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw how much of each article every source is given."""
    _one(data.assign(note=share_notes(data)), canvas, "source", "share", "% of the article's words (words)")


def share_notes(data: pd.DataFrame) -> list[str]:
    """Beside each share the words."""
    return [f"{row.share:.0f} % ({row.words:.0f})" if row.words else "0" for row in data.itertuples()]


@figure(
    data_of.hedges_by_voice,
    "column",
    (
        "Hedges per 100 words of the voice they stand in: {articles}. Beside each point: hedges of words in "
        "that voice. Grey: the middle 80 % of political news of the United States (PolNeAR and BASIL; of its first 300 "
        "words, if an article here has fewer than 450). Boosters and the weasel scheme are not counted. {scope}"
    ),
)
def hedging(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the rate of hedges in the journalist's and in the sources' voice."""
    notes = [f"{row.hedges} of {row.words}" for row in data.itertuples()]
    _one(data.assign(note=notes), canvas, "voice", "rate", "hedges per 100 words of that voice")


@figure(
    data_of.structure,
    "column",
    (
        "Words of each document by role. Rates elsewhere are over body text; headline, dek and standfirst are"
        " shown apart, the rest is not analysed: {articles}."
    ),
)
def structure(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw how many words of each document are body, headline, furniture and so on."""
    _one(data.assign(note=data["words"].astype(str)), canvas, "role", "words", "words in the document")


def _one(data: pd.DataFrame, canvas: Figure, row: str, value: str, label: str) -> None:
    """A figure of one dot plot."""
    what = Dots(data, row, value, "note", canvas.get_figwidth())
    articles = data["article"].unique().tolist()
    canvas.set_size_inches(canvas.get_figwidth(), 0.45 + what.pitch() * data[row].nunique())
    axes = canvas.subplots()
    dots(axes, what, articles)
    axes.set_xlabel(label)
    legend(canvas, [*article_handles(articles), *(usual_band(axes, what) if "usual_low" in data else [])])


@figure(
    data_of.source_kinds,
    "page",
    (
        "How the cue commits the journalist to what each kind of source says: {articles}. Attributions in the body, "
        "by engagement (own lexicon after Martin & White 2005; cues outside it count as acknowledge) and kind of "
        "source. {scope}"
    ),
)
def source_kinds(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw for each kind of source how many of its attributions distance, acknowledge, endorse."""
    articles, stances = data["article"].unique().tolist(), data["engagement"].unique().tolist()
    whole = Dots(data.assign(note=data["n"].astype(str)), "source kind", "n", "note", canvas.get_figwidth() * 0.8)
    rows = data["source kind"].nunique()
    canvas.set_size_inches(canvas.get_figwidth(), 0.6 + whole.pitch() * rows)
    panels = canvas.subplots(1, len(stances), sharey=True)
    for place, (axes, stance) in enumerate(zip(panels, stances, strict=True)):
        own = whole._replace(data=whole.data[whole.data["engagement"] == stance])
        dots(axes, own, articles, names=place == 0, top=max(data["n"].max(), 1))
        axes.set_xlim(0, max(data["n"].max(), 1) * 1.3)
        axes.xaxis.get_major_locator().set_params(integer=True, nbins=3)
        axes.set_xlabel("attributions")
        axes.set_title(stance, weight="bold", fontsize=7)
    panels[0].set_yticks(panels[0].get_yticks(), whole.names().values())
    legend(canvas, article_handles(articles))


@figure(
    data_of.engagement_cues,
    "page",
    (
        "How the attributing words commit the journalist to what is said: {articles}. Number of attributions "
        "per kind (own lexicon after Martin & White 2005) and the cues themselves, with how often each. Verbs "
        "outside the lexicon count as acknowledge. {scope}"
    ),
)
def engagement(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the attributions of each kind as bars, with their cues written beside them."""
    width = canvas.get_figwidth()
    names = [wrap(row.article, 0.2 * width, lines=2) for row in data.itertuples()]
    beside = max(inches(line) for name in names for line in name.split("\n")) + 0.35
    axis, longest = width - beside, max(data["n"].max(), 1)
    bar = 0.3 * axis  # inches of the longest bar: the rest is for the cues
    levels, level, headings = [], 0.0, {}
    for row, name in zip(data.itertuples(), names, strict=True):
        if row.engagement not in headings:
            headings[row.engagement] = level - 0.1
            level -= 0.2
        extent = bar * row.n / longest
        cues = wrap(f"{row.n}: {row.cues or 'none'}", axis - extent - 0.1, lines=4)
        tall = max(height(cues), height(name), 0.16) + 0.06
        levels.append((level - tall / 2, extent, cues))
        level -= tall
    canvas.set_size_inches(width, 0.15 - level)
    axes = canvas.subplots()
    for row, (middle, extent, cues) in zip(data.itertuples(), levels, strict=True):
        colour, hatch = ENGAGEMENT[row.engagement]
        axes.barh(middle, extent, height=0.15, color=colour, hatch=hatch, edgecolor="white", lw=0)
        axes.text(extent + 0.06, middle, cues, va="center", fontsize=7, linespacing=1.05)
    for name, middle in headings.items():
        axes.text(0.04, middle, name, va="center", weight="bold", fontsize=7)
    axes.set_yticks([middle for middle, *_ in levels], names)
    axes.set_xlim(0, axis)
    axes.set_ylim(level, 0)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
