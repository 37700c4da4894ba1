"""A table of words ready to print becomes a file: CSV, LaTeX, HTML or Markdown.

What an article says is untrusted: nothing in a cell can act as a command, a tag or a mark of the format.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

LONG = 40  # lines from which a LaTeX table runs over pages
LINE = 80  # characters that fit on a line of LaTeX's article class at \footnotesize
GAP = 2  # characters between two columns
CHARACTER = 0.5  # em: width of a character
NARROW = 16  # characters up to which a column keeps its natural width
UNBROKEN, PART = 24, 10  # characters: a longer word may be broken, after every so many
PACKAGES = r"""% Needs in the preamble:
%   \usepackage[T1]{fontenc}
%   \usepackage[utf8]{inputenc}
%   \usepackage{textcomp,array,booktabs,longtable}
"""
STYLE = (
    r"\footnotesize\setlength{\tabcolsep}{4pt}\setlength{\extrarowheight}{2pt}\setlength{\belowcaptionskip}{6pt}"
    r"\setlength{\LTcapwidth}{\linewidth}"
)
# Also ? and ! with a backtick, doubled commas and hyphens, which T1 fonts join; [ and * act after the end of a row.
TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
    "|": r"\textbar{}", '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "'": "'{}", "-": "-{}", ",": ",{}",
    "[": "{[}", "]": "{]}", "*": "{*}", "\N{NO-BREAK SPACE}": "~", "\N{SOFT HYPHEN}": r"\-",
    "\N{MINUS SIGN}": r"\textminus{}",
}  # fmt: skip
# What pdflatex sets with T1 and textcomp: Latin-1, most of Latin Extended-A, Romanian, common punctuation.
LETTERS = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0x180), *range(0x218, 0x21C))}
SET = (LETTERS - set("ĦħĿŀŉĸŦŧſ\N{SOFT HYPHEN}")) | set("‘’“”‚„–—…•†‡‰‹›€™")
MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~$])")


@dataclass(frozen=True)
class Printed:
    """A table as it is printed: cells as words under their headings, the headings of number columns, the caption."""

    name: str
    cells: pd.DataFrame
    numbers: frozenset[str]
    caption: str


def to_csv(table: Printed) -> str:
    """The cells with their headings."""
    return table.cells.to_csv(index=False, lineterminator="\n")


def escape_tex(text: str) -> str:
    r"""Text as LaTeX sets it; a character that pdflatex cannot set is named: ``[U+1F600]``.

    Examples
    --------
    >>> print(escape_tex("50 % of <b>_x_</b>"))
    50~\% of \textless{}b\textgreater{}\_x\_\textless{}/b\textgreater{}
    """
    joined = unicodedata.normalize("NFC", text).replace(" %", "\N{NO-BREAK SPACE}%")
    return " ".join(_escape_word(word) for word in joined.split(" "))


def _escape_word(word: str) -> str:
    if len(word) <= UNBROKEN:
        return "".join(map(_escape_character, word))
    parts = (word[start : start + PART] for start in range(0, len(word), PART))
    return r"\allowbreak{}".join("".join(map(_escape_character, part)) for part in parts)


def _escape_character(character: str) -> str:
    if character in TEX:
        return TEX[character]
    return character if character in SET else f"{{[}}U+{ord(character):04X}{{]}}"


def to_tex(table: Printed) -> str:
    """A booktabs table, or beyond `LONG` lines a longtable; its first lines name the packages that it needs."""
    cells = table.cells.map(escape_tex)
    cells.columns = [escape_tex(heading) for heading in table.cells.columns]
    caption, widths = escape_tex(table.caption), _widths(table.cells)
    styled = cells.style.hide(axis="index")
    columns = "@{}" + "".join(_column(widths.get(name), name in table.numbers, widths) for name in table.cells) + "@{}"
    layout = {"hrules": True, "column_format": columns, "label": f"tab:{table.name}", "caption": caption}
    if _lines(table.cells, widths) <= LONG:
        body = styled.to_latex(position="tbp", position_float="centering", **layout)
        return PACKAGES + body.replace("\\centering\n", f"\\centering\n{STYLE}\n", 1)
    body = styled.to_latex(environment="longtable", **layout)
    body = body.replace(f"\\caption[]{{{caption}}}", r"\caption[]{(continued)}", 1)  # else all of it on every page
    return f"{PACKAGES}{{{STYLE}\n{body}}}\n"


def _widths(cells: pd.DataFrame) -> dict[str, float]:
    """How many characters wide each column of long text is; numbers and short words keep their own width."""
    widest = {name: max([len(name), *cells[name].map(len)]) for name in cells}
    for narrow in range(NARROW, 4, -2):
        long = [name for name in cells if widest[name] > narrow]
        left = LINE - sum(widest[name] for name in cells if name not in long) - GAP * (len(widest) - 1)
        if left >= (0.3 * LINE if long else 0) or len(long) == len(widest):
            break
    left = max(left, 0.3 * LINE)
    least = _shared({name: _longest_word([name, *cells[name]]) for name in long}, left)
    typical = {name: cells[name].map(len).quantile(0.9) + 1 if len(cells) else 1 for name in long}
    spare = left - sum(least.values())
    return {name: least[name] + spare * typical[name] / sum(typical.values()) for name in long}


def _shared(wished: dict[str, float], room: float) -> dict[str, float]:
    """What each column gets of the room: its wish, or where that is too much an equal share of what others leave.

    Examples
    --------
    >>> _shared({"pair": 7, "measure": 16, "interval": 5}, 24)
    {'interval': 5, 'pair': 7, 'measure': 12.0}
    """
    given: dict[str, float] = {}
    for name in sorted(wished, key=lambda name: wished[name]):
        given[name] = min(wished[name], (room - sum(given.values())) / (len(wished) - len(given)))
    return given


def _longest_word(texts: list[str]) -> int:
    lengths = (len(word) for text in texts for word in re.split(r"[\s-]", text))
    return max(length + 1 if length <= UNBROKEN else PART for length in lengths)


def _lines(cells: pd.DataFrame, widths: dict[str, float]) -> int:
    """About how many lines the rows take."""
    rows = (max(math.ceil(len(row[name]) / widths[name]) for name in widths) for row in cells.to_dict("records"))
    return sum(rows) if widths else len(cells)


def _column(width: float | None, number: bool, widths: dict[str, float]) -> str:
    """Columns of long text share what the others leave of the line, however wide it is.

    The space of no width lets LaTeX part the first word of a cell where it is too long for its column.
    """
    if width is None:
        return "r" if number else "l"
    total = sum(widths.values())
    share, taken = width / total, (LINE - total) * width / total
    side = "raggedleft" if number else "raggedright"
    return (
        rf">{{\{side}\arraybackslash\hspace{{0pt}}}}p{{\dimexpr {share:.3f}\linewidth-{CHARACTER * taken:.2f}em\relax}}"
    )


def to_html(table: Printed) -> str:
    """A page of its own with the table and its caption; number columns to the right."""
    right = [number for number, name in enumerate(table.cells.columns, 1) if name in table.numbers]
    selectors = [f"{cell}:nth-child({number})" for number in right for cell in ("td", "th")]
    styles = [{"selector": "th, td", "props": "text-align: left; vertical-align: top; padding: 0.2em 0.6em"}]
    styles += [{"selector": selector, "props": "text-align: right"} for selector in selectors]
    styles += [{"selector": "caption", "props": "text-align: left; padding: 0.6em"}]
    styled = table.cells.style.hide(axis="index").format(escape="html").format_index(escape="html", axis=1)
    styled = styled.set_caption(html.escape(table.caption)).set_table_styles(styles)
    styled.cell_ids = False
    return styled.to_html(table_uuid=table.name, doctype_html=True)


def to_md(table: Printed) -> str:
    """A table of GitHub's and Pandoc's Markdown, the caption below it as Pandoc reads it."""
    rules = ["---:" if name in table.numbers else "---" for name in table.cells.columns]
    rows = [list(map(_escape_markdown, row)) for row in (table.cells.columns, *table.cells.to_numpy())]
    lines = [f"| {' | '.join(row)} |" for row in (rows[0], rules, *rows[1:])]
    return "\n".join(lines) + f"\n\nTable: {_escape_markdown(table.caption)}\n"


def _escape_markdown(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", html.escape(text, quote=False))


FORMATS: dict[str, Callable[[Printed], str]] = {"csv": to_csv, "tex": to_tex, "html": to_html, "md": to_md}
