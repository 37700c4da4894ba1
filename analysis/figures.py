"""The figures, one function each: what is drawn is the table of the function named in its ``@figure`` line.

Call `analysis.draw(study, name)` to see one and `analysis.save(study, name, folder)` to have it as files.
"""

from __future__ import annotations

import textwrap

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis import figure_data as data_of
from analysis.canvas import COLOURS, ENGAGEMENT, FIGURES, MARKERS, USUAL, draw, figure, save, save_all
from analysis.figures_adjusted import adjusted
from analysis.figures_compare import alignment, contrasts
from analysis.figures_sensitivity import specifications
from analysis.figures_validation import accuracy

__all__ = [
    "FIGURES", "accuracy", "adjusted", "agency", "alignment", "contrasts", "draw", "engagement", "figure", "functions",
    "hedging", "naming", "ribbon", "save", "save_all", "specifications", "structure", "voices",
]  # fmt: skip

HATCHES = ("", "////", "xxxx")


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
    names = data["article"].unique().tolist()
    canvas.set_size_inches(canvas.get_figwidth(), 0.75 + 0.55 * len(names))
    axes = canvas.subplots()
    for row in data.itertuples():
        level = len(names) - 1 - names.index(row.article)
        width = row.end_word - row.start_word
        if row.what == "hedge":
            filled = COLOURS[3] if row.voice == "journalist" else "white"
            axes.plot(row.start_word + width / 2, level + 0.4, "v", ms=4, mec=COLOURS[3], mfc=filled, mew=0.8)
        elif row.what == "quotation":
            axes.barh(level - 0.3, width, left=row.start_word, height=0.06, color="#222222")
        else:
            colour, hatch = ENGAGEMENT[row.what]
            axes.barh(level, width, left=row.start_word, height=0.5, color=colour, hatch=hatch, edgecolor="white", lw=0)
    axes.set_yticks(range(len(names)), names[::-1])
    axes.set_ylim(-0.5, len(names) - 0.4)
    axes.set_xlim(0, data["end_word"].max())
    axes.set_xlabel("words of body text, in reading order")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    handles: list[Artist] = [
        Patch(fc=colour, hatch=hatch, ec="white", label=name) for name, (colour, hatch) in ENGAGEMENT.items()
    ]
    handles[0].set_label("journalist's own")
    handles.append(Patch(fc="#222222", label="in quotation marks"))
    drawn = set(data.loc[data["what"] == "hedge", "voice"])
    handles += [
        axes.plot([], [], "v", ms=4, mec=COLOURS[3], mfc=fill, ls="", label=f"hedge, {voice}'s")[0]
        for fill, voice in ((COLOURS[3], "journalist"), ("white", "source"))
        if voice in drawn
    ]
    canvas.legend(handles=handles, loc="outside upper center", ncols=4)


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
    _dots(data, canvas, "role", "words", label="words in the document")


@figure(
    data_of.speaker_words,
    "column",
    (
        "Words attributed to each source: {articles}. A source (the twelve with most) is resolved over names, "
        "offices and pronouns; words in nested attributions count for the outer source. {scope}"
    ),
)
def voices(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw how many words each source is given in each article."""
    _dots(data, canvas, "source", "words", label="words attributed")


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
    articles = data["article"].unique().tolist()
    kinds = data["engagement"].unique().tolist()
    canvas.set_size_inches(canvas.get_figwidth(), 0.5 + 0.42 * len(articles) * len(kinds))
    axes = canvas.subplots()
    longest = max(data["n"].max(), 1)
    for index, row in enumerate(data.itertuples()):
        level = -(index + 0.6 * (index // len(articles)))
        colour, hatch = ENGAGEMENT[row.engagement]
        axes.barh(level, row.n, height=0.8, color=colour, hatch=hatch, edgecolor="white", lw=0)
        cues = textwrap.shorten(row.cues or "none", 110, placeholder=" …")
        axes.text(row.n + longest * 0.02, level, textwrap.fill(f"{row.n}: {cues}", 62), va="center", fontsize=7)
    levels = [-(index + 0.6 * (index // len(articles))) for index in range(len(data))]
    axes.set_yticks(levels, [f"{row.engagement}   {row.article}" for row in data.itertuples()])
    axes.set_xlim(0, longest * 2.4)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)


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
    counts = [f"{row.hedges} of {row.words}" for row in data.itertuples()]
    _dots(data, canvas, "voice", "rate", label="hedges per 100 words", notes=counts)


@figure(
    data_of.naming_ledger,
    "page",
    (
        "What the same actor or thing is called: {articles}. The eight named most, with every expression "
        "found in the body, most frequent first, with how often; pronouns left out. Grouped by machine across "
        "the articles. {scope}"
    ),
)
def naming(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw the naming ledger: one row an actor, one column an article."""
    articles = [name for name in data.columns if name != "actor"]
    cells = [[textwrap.fill(row.actor, 22), *(textwrap.fill(cell, 100 // len(articles)) for cell in row[2:])]
             for row in data.itertuples()]  # fmt: skip
    heights = [max(cell.count("\n") + 1 for cell in row) for row in cells]
    canvas.set_size_inches(canvas.get_figwidth(), 0.35 + 0.125 * sum(heights) + 0.07 * len(heights))
    axes = canvas.subplots()
    axes.axis("off")
    edges = [0.0, *np.linspace(0.23, 1, len(articles) + 1)[:-1]]
    for left, head in zip(edges, ["", *articles], strict=True):
        axes.text(left, 0.6, head, weight="bold", va="center")
    level = 0.0
    for row, height in zip(cells, heights, strict=True):
        axes.axhline(-level, color="#BBBBBB", lw=0.5)
        for left, cell in zip(edges, row, strict=True):
            axes.text(left, -level - 0.25, cell, va="top", fontsize=7, weight="bold" if left == 0 else "normal")
        level += height + 0.5
    axes.set_ylim(-level, 1.2)
    axes.set_xlim(0, 1)


@figure(
    data_of.agency,
    "column",
    (
        "Who acts and who is acted on: {articles}. Clauses in which an actor is the agent (right of the line)"
        " or the patient (left), the eight most often either; being something and nouns made from verbs left "
        "out. {scope}"
    ),
)
def agency(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw for each actor the clauses in which it acts and in which it is acted on."""
    actors = data["actor"].unique().tolist()
    articles = data["article"].unique().tolist()
    canvas.set_size_inches(canvas.get_figwidth(), 0.7 + 0.3 * len(actors))
    axes = canvas.subplots()
    for row in data.itertuples():
        index = articles.index(row.article)
        level = -actors.index(row.actor) - (index - (len(articles) - 1) / 2) * 0.8 / len(articles)
        for clauses in (row.acts, -row.acted_on):
            axes.barh(
                level, clauses, 0.7 / len(articles), fc=COLOURS[index % 6], hatch=HATCHES[index % 3], ec="white", lw=0
            )
    axes.axvline(0, color="black", lw=0.6)
    limit = max(data[["acts", "acted_on"]].to_numpy().max(), 1) + 1
    axes.set_xlim(-limit, limit)
    ticks = [tick for tick in axes.get_xticks() if abs(tick) <= limit and tick == int(tick)]
    axes.set_xticks(ticks, [f"{abs(tick):.0f}" for tick in ticks])
    axes.set_yticks([-index for index in range(len(actors))], [textwrap.fill(actor, 20) for actor in actors])
    axes.set_xlabel("clauses: ← is acted on     acts →")
    handles = [
        Patch(fc=COLOURS[i % 6], hatch=HATCHES[i % 3], ec="white", label=name) for i, name in enumerate(articles)
    ]
    canvas.legend(handles=handles, loc="outside upper center", ncols=len(articles))


@figure(
    data_of.frame_cues,
    "page",
    (
        "Where each article cues Entman's (1993) functions: {articles}. One mark a sentence, filled in the "
        "journalist's words, open in a source's. Cues are found by lexicon and construction; they propose, a "
        "coder decides. {scope}"
    ),
)
def functions(data: pd.DataFrame, canvas: Figure) -> None:
    """Draw in which sentences each of the four functions is cued."""
    articles = data["article"].unique().tolist()
    rows = ["problem", "cause", "judgement", "remedy"]
    canvas.set_size_inches(canvas.get_figwidth(), 1.7)
    panels = np.atleast_1d(canvas.subplots(1, len(articles), sharey=True))
    for index, (axes, article) in enumerate(zip(panels, articles, strict=True)):
        for row in data[(data["article"] == article) & data["frame"].notna()].itertuples():
            fill = COLOURS[index % 6] if row.voice == "journalist" else "white"
            axes.plot(row.rank, -rows.index(row.frame), MARKERS[index % 6], mec=COLOURS[index % 6], mfc=fill, ms=5)
        last = int(data.loc[data["article"] == article, "sentences"].max())
        axes.set_xlim(0.5, max(last, 1) + 0.5)
        axes.set_ylim(-3.5, 0.5)
        axes.set_yticks([0, -1, -2, -3], rows)
        axes.set_xlabel(f"sentence of {article} (of {last})")
        axes.grid(axis="y", lw=0.3, color="#CCCCCC")
        axes.set_axisbelow(True)


def _dots(data: pd.DataFrame, canvas: Figure, *columns: str, label: str, notes: list[str] | None = None) -> None:
    """One line a row, one mark an article: Cleveland's dot plot; behind it what is usual, where the table says so."""
    row, value = columns
    names = data[row].unique().tolist()
    articles = data["article"].unique().tolist()
    wrapped = [textwrap.fill(str(name), 24) for name in names]
    pitch = max(0.26 * max(1, len(articles) / 2), 0.13 * max(name.count("\n") + 1 for name in wrapped))
    canvas.set_size_inches(canvas.get_figwidth(), 0.75 + pitch * len(names))
    axes = canvas.subplots()
    axes.grid(axis="y", lw=0.3, color="#CCCCCC")
    axes.set_axisbelow(True)
    top = data[value].max() or 1
    for position, item in enumerate(data.to_dict("records")):
        index = articles.index(item["article"])
        level = -names.index(item[row]) - (index - (len(articles) - 1) / 2) * 0.4
        axes.plot([0, item[value]], [level, level], color=COLOURS[index % 6], lw=0.8)
        axes.plot(item[value], level, MARKERS[index % 6], color=COLOURS[index % 6], ms=4, clip_on=False)
        note = notes[position] if notes else f"{item[value]:.0f}"
        axes.text(item[value] + top * 0.04, level, note, va="center", fontsize=6)
    axes.set_yticks([-index for index in range(len(names))], wrapped)
    axes.set_ylim(-len(names) + 0.4, 0.6)
    axes.set_xlim(0, top * 1.35)
    axes.set_xlabel(label)
    _article_legend(canvas, articles, *(_usual(axes, data, names, row) if "usual_low" in data else ()))


def _usual(axes: Axes, data: pd.DataFrame, names: list[str], row: str) -> list[Artist]:
    """A grey bar from the one to the other end of what is usual in news; for the legend."""
    for item in data.drop_duplicates(row).to_dict("records"):
        width = item["usual_high"] - item["usual_low"]
        axes.barh(-names.index(item[row]), width, 0.84, left=item["usual_low"], color=USUAL, zorder=0)
    axes.set_xlim(0, max(axes.get_xlim()[1], data["usual_high"].max() * 1.05))
    return [Patch(fc=USUAL, label="usual in news")]


def _article_legend(canvas: Figure, articles: list[str], *more: Artist) -> None:
    axes = canvas.axes[0]
    handles: list[Artist] = [
        axes.plot([], [], MARKERS[index % 6], color=COLOURS[index % 6], ls="", ms=4.5, label=name)[0]
        for index, name in enumerate(articles)
    ]
    handles += more
    canvas.legend(handles=handles, loc="outside upper center", ncols=min(len(handles), 3))
