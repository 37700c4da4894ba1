"""The reader: one HTML page that needs nothing else, the same in a notebook and in a file.

Article text is not trusted: the template escapes it, data for the script are JSON with <, > and & escaped, and a
Content-Security-Policy lets only the page's own script and style run, by their digests, and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from analysis import spans
from analysis.reading import columns, counted, marking
from analysis.reading.columns import Item
from analysis.reading.marking import Mark
from analysis.summary.ranking import what_differs
from analysis.work.files import write_whole

HERE = Path(__file__).parent
HEIGHT = 760  # pixels of the frame in a notebook
CHANGE = re.compile(r"; (?![^“”]*”)")  # parts what changed, but not inside a quotation
INVISIBLE = "Nothing to see? Run this cell, or make the page: python -m analysis read EVENT --out reader.html"


@dataclass(frozen=True)
class Reader:
    """The articles of a study side by side: a page (`html`), which a notebook shows in a frame of its own."""

    html: str
    title: str

    def __str__(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"The articles side by side: {self.title}"

    def _repr_html_(self) -> str:
        """A frame that can run the page's script, but reaches neither the notebook nor the network."""
        frame = f'<iframe title="{html.escape(self.title)}" sandbox="allow-scripts" width="100%" height="{HEIGHT}"'
        content = self.html.replace("&", "&amp;").replace("'", "&#39;")  # all that can end the attribute
        return f"<p><small>{INVISIBLE}</small></p>{frame} srcdoc='{content}'></iframe>"

    def save(self, path: str | Path) -> None:
        """Write the page; the file is whole or not there."""
        write_whole(Path(path), self.html.encode("utf-8", errors="replace"))


class Numbered:
    """The marks of the page, each with its number; marks of the same place and row are one."""

    def __init__(self) -> None:
        self.items: dict[str, list[Item]] = {}
        self.notes: list[tuple[str, str, str]] = []  # note, row, layer
        self._numbers: dict[tuple[str, int, int, str], int] = {}

    def add(self, mark: Mark) -> int:
        """The number of a mark, new unless a mark of that row stands at that place already."""
        key = (mark.article_id, mark.start, mark.end, mark.row)
        number = self._numbers.setdefault(key, len(self.notes))
        if number == len(self.notes):
            self.notes.append((mark.note, mark.row, mark.layer))
            item = Item(mark.start, mark.end, number, mark.layer, mark.classes, mark.sign)
            self.items.setdefault(mark.article_id, []).append(item)
        return number


def reader(study: Any) -> Reader:
    """The articles side by side, every span marked: a page to open, to keep, or to show in a notebook.

    At the top what differs (`what_differs`) and the measures; a sentence or a number opens the words it rests on.
    Layers can be switched on and off; pressing a claim shows its partner and what changed in the telling.

    Examples
    --------
    >>> from analysis.study import Study
    >>> page = reader(Study.from_texts({"Post": "The mayor said it was <late>."}))
    >>> page, "<late>" in str(page), "&lt;late&gt;" in str(page)
    (The articles side by side: Post (6 words), False, True)
    """
    numbered = Numbered()
    layers: dict[str, list[int]] = {}
    for mark in marking.marks(study):
        layers.setdefault(mark.layer, []).append(numbered.add(mark))
    differing = _differing(study, numbered)
    measured = _measured(study, numbered)
    claims, pairs = _claims(study, numbered)
    data = {
        "labels": study.articles["label"].tolist(),
        "marks": numbered.notes,
        "layers": layers,
        "differing": [row["marks"] for row in differing],
        "counts": [[cell["marks"] for cell in row["cells"]] for row in measured],
        "claims": claims,
        "pairs": pairs,
    }
    title = ", ".join(f"{row.label} ({row.n_words} words)" for row in study.articles.itertuples())
    shown = {
        "title": title,
        "columns": _columns(study, numbered),
        "layers": marking.LAYERS,
        "differing": differing,
        "measured": measured,
        "data": data,
        "actors": marking.actors(study),
    }
    return Reader(_render(shown), title)


def _columns(study: Any, numbered: Numbered) -> list[dict[str, Any]]:
    found = []
    for article in study.articles.itertuples():
        segments = study.segments[study.segments["article_id"] == article.article_id]
        sentences = study.sentences[study.sentences["article_id"] == article.article_id]
        found.append(columns.column(article, segments, sentences, numbered.items.get(article.article_id, [])))
    return found


def _differing(study: Any, numbered: Numbered) -> list[dict[str, Any]]:
    """The sentences of `what_differs`, with the marks of their evidence."""
    rows = []
    for row in what_differs(study).to_dict("records"):
        places = [
            Mark(article, start, end, "", "", "", f"evidence of sentence {row['rank']}", row["rows"])
            for article in study.articles["article_id"]
            for start, end in spans.unpack(row[article])
        ]
        rows.append({"text": row["text"], "marks": [numbered.add(mark) for mark in places]})
    return rows


def _measured(study: Any, numbered: Numbered) -> list[dict[str, Any]]:
    """The measures, with the marks of what was counted in each article."""
    rows = counted.table(study)
    for row in rows:
        row["cells"] = [
            {**cell._asdict(), "marks": [numbered.add(mark) for mark in cell.marks]} for cell in row["cells"]
        ]
    return rows


def _claims(study: Any, numbered: Numbered) -> tuple[list[list[Any]], list[list[Any]]]:
    """The claims as things to press: ``[article, row]`` each; and the pairs ``[a, b, status, score, changes, row]``.

    A claim without a partner stands in a pair of status "only" with the nearest candidate, if there is one.
    """
    place = {article: index for index, article in enumerate(study.articles["article_id"])}
    number = {(row.article_id, row.claim_id): index for index, row in enumerate(study.claims.itertuples())}
    claims = [[place[row.article_id], f"claims {row.claim_id}"] for row in study.claims.itertuples()]
    pairs: list[list[Any]] = []
    for row in study.alignments.itertuples():
        a, b = number.get((row.article_a, row.claim_a)), number.get((row.article_b, row.claim_b))
        if row.status == "only":
            silent = row.article_b if b is None else row.article_a
            a, b = (b if a is None else a), number.get((silent, row.nearest))
            other = place[silent]
        else:
            other = place[row.article_b]
        changes = CHANGE.split(row.changes) if pd.notna(row.changes) else []
        pairs.append([a, b, other, row.status, round(row.score, 2), changes, f"alignments {row.alignment_id}"])
    best: dict[int, str] = {}
    for a, b, _, status, *_ in pairs:
        for claim in (a, b) if status != "only" else (a,):
            if best.get(claim) != "both":
                best[claim] = status if claim not in best or status == "both" else best[claim]
    for row, index in zip(study.claims.itertuples(), range(len(claims)), strict=True):
        status = best.get(index, "repeat")
        item = Item(row.start, row.end, index, "alignment", f"claim {status}", "")
        numbered.items.setdefault(row.article_id, []).append(item)
        claims[index].append(status)
    return claims, pairs


def _render(shown: dict[str, Any]) -> str:
    """The page, filled in; the policy names its script and style by their digests."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    script, style = ((HERE / name).read_text(encoding="utf-8") for name in ("page.js", "page.css"))
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = environment.get_template("page.html")
    return page.render(shown, script=Markup(script), style=Markup(style), policy=policy)


def _digest(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
