"""How a figure is made, shown and saved: one registry, one style, one `save`.

A figure is a pair: a function that says what is drawn (a table) and a function that draws that table. So the CSV beside
a figure holds exactly what the figure shows.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from analysis.schema import InputError
from analysis.work.files import write_whole

STYLE = Path(__file__).parent / "paper.mplstyle"
WIDTHS = {"column": 3.3, "page": 6.9}  # inches: one and two columns of a journal page
SCREEN_DPI, PRINT_DPI = 160, 300
# Okabe & Ito (2008): told apart with any colour vision; a marker or hatch always says the same again.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
SHIFT = "#CC79A7"  # a pair of claims whose cues commit the journalist differently
USUAL = "#E4E4E4"  # bars behind: what is usual in news
MARKERS = ("o", "s", "^", "D", "v", "P")
HATCHES = ("", "////", "xxxx", "....", "----", "||||")
# Tol's (2021) muted green and wine: no article has these, so that both can stand in one figure.
ENGAGEMENT = {
    "journalist": ("#ECECEC", ""),
    "acknowledge": ("#7DB8DA", ""),
    "endorse": ("#117733", "////"),
    "distance": ("#882255", "xxxx"),
}
MOST = len(COLOURS)  # articles that one figure can tell apart
SCOPE = "The difference is between these texts, not between outlets."
NO_DATES: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "ModDate": None},
    "svg": {"Date": None},
    "png": {"Software": None},
}


@dataclass(frozen=True)
class Recipe:
    """What a figure draws, how, at which width, and its caption."""

    name: str
    data: Callable[[Any], pd.DataFrame]
    draw: Callable[[pd.DataFrame, Figure], None]
    width: str
    caption: str


@dataclass(frozen=True)
class Drawing:
    """A figure that is drawn: the picture, the table it shows, its caption."""

    name: str
    figure: Figure
    data: pd.DataFrame
    caption: str

    def __repr__(self) -> str:
        """The caption: what a notebook shows where it cannot show the picture."""
        return self.caption

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> tuple[dict, dict]:
        """The picture and its caption for a notebook, at the size of the printed figure."""
        width = int(self.figure.get_figwidth() * 110)
        return {"image/png": self.bytes("png", SCREEN_DPI), "text/plain": self.caption}, {"image/png": {"width": width}}

    def bytes(self, kind: str, dpi: int | str = "figure") -> bytes:
        """The picture as a pdf, svg or png file, without date or random ids."""
        buffer = io.BytesIO()
        with mpl.rc_context(fname=STYLE):
            self.figure.savefig(buffer, format=kind, dpi=dpi, metadata=NO_DATES[kind])
        return buffer.getvalue()


FIGURES: dict[str, Recipe] = {}


def figure(
    data: Callable[[Any], pd.DataFrame], width: str, caption: str
) -> Callable[[Callable[[pd.DataFrame, Figure], None]], Callable[[pd.DataFrame, Figure], None]]:
    """Register the function below it, ``draw(data, figure)``, as a figure of its own name.

    `data` makes the table that is drawn from a study; `width` is ``column`` or ``page``, the one it is made for: it can
    be drawn at either; the height is set while drawing. The caption says n, method and scope; in it ``{articles}``
    stands for the articles with their length, ``{pair}`` for the first two, ``{scope}`` for what a difference is about.
    A figure whose caption has ``{pair}`` says in the picture which two of several articles it shows.

    Examples
    --------
    >>> @figure(lambda study: study.sentences, "column", "Words of each sentence: {articles}.")
    ... def lengths(data, canvas):
    ...     canvas.subplots().plot(data["rank"], data["n_words"], "o")
    >>> FIGURES.pop("lengths").caption
    'Words of each sentence: {articles}.'
    """

    def register(draw: Callable[[pd.DataFrame, Figure], None]) -> Callable[[pd.DataFrame, Figure], None]:
        FIGURES[draw.__name__] = Recipe(draw.__name__, data, draw, width, caption)
        return draw

    return register


def draw(study: Any, name: str, width: str | None = None) -> Drawing:
    """Draw a figure by its name, at the width it is made for or another: ``column`` (3.3 in) or ``page`` (6.9 in).

    Raises
    ------
    InputError
        There is no figure of that name, or no such width.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "It rained.", "Mail": "It rained all day."})
    >>> from analysis.drawing import voices  # where "structure" is
    >>> draw(study, "structure").data.values.tolist()
    [['body', 'Post', 2], ['body', 'Mail', 4]]
    """
    if name not in FIGURES:
        raise InputError(f"figure {name!r}: unknown; expected one of {', '.join(FIGURES)}")
    if width not in (None, *WIDTHS):
        raise InputError(f"width {width!r}: unknown; expected one of {', '.join(WIDTHS)}")
    recipe = FIGURES[name]
    return render(study, recipe, recipe.data(study), width or recipe.width)


def render(study: Any, recipe: Recipe, data: pd.DataFrame, width: str) -> Drawing:
    """Draw a table that is made already."""
    with mpl.rc_context(fname=STYLE):
        canvas = Figure(figsize=(WIDTHS[width], 2.4), dpi=PRINT_DPI)
        if len(data):
            recipe.draw(data, canvas)
        else:
            canvas.set_size_inches(WIDTHS[width], 0.6)
            canvas.text(0.5, 0.5, "nothing to draw: no rows", ha="center", va="center")
        if note := _shown(study, recipe):
            canvas.supxlabel(note, x=0.01, ha="left", fontsize=6)
        canvas.draw_without_rendering()
        canvas.set_layout_engine("none")  # places are found once, not for each file again
    return Drawing(recipe.name, canvas, data, _caption(study, recipe))


def _shown(study: Any, recipe: Recipe) -> str:
    """Which of the articles a figure shows, where it shows not all of them."""
    several = len(study.articles)
    shown = 2 if "{pair}" in recipe.caption else MOST
    return f"the first {shown} of {several} articles" if several > shown else ""


def _caption(study: Any, recipe: Recipe) -> str:
    note = _shown(study, recipe)
    more = f" ({note})" if note else ""
    articles = [f"{row.label} ({row.n_words} words)" for row in study.articles.head(MOST).itertuples()]
    pair = " and ".join(study.articles["label"].tolist()[:2]) + more
    return recipe.caption.format(articles=", ".join(articles) + more, pair=pair, scope=SCOPE)


def save(study: Any, name: str, folder: str | Path, width: str | None = None) -> Drawing:
    """Write a figure as PDF, SVG and PNG and the table it shows as CSV; each file is whole or not there.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from analysis.study import Study
    >>> from analysis.drawing import voices  # where "structure" is
    >>> with TemporaryDirectory() as folder:
    ...     _ = save(Study.from_texts({"Post": "It rained."}), "structure", folder)
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['structure.csv', 'structure.pdf', 'structure.png', 'structure.svg']
    """
    drawing = draw(study, name, width)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for kind in NO_DATES:
        write_whole(folder / f"{name}.{kind}", drawing.bytes(kind, PRINT_DPI))
    write_whole(folder / f"{name}.csv", drawing.data.to_csv(index=False, lineterminator="\n"))
    return drawing


def save_all(study: Any, folder: str | Path) -> None:
    """Write every figure, and ``captions.md`` with their captions.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from analysis.study import Study
    >>> with TemporaryDirectory() as folder:
    ...     save_all(Study.from_texts({"Post": "It rained."}), folder)
    ...     (Path(folder) / "captions.md").read_text().startswith("# Captions")
    True
    """
    drawings = [save(study, name, folder) for name in FIGURES]
    captions = "".join(f"## {drawing.name}\n\n{drawing.caption}\n\n" for drawing in drawings)
    write_whole(Path(folder) / "captions.md", f"# Captions\n\n{captions}".rstrip() + "\n")
