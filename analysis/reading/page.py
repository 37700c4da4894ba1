"""The reader: one HTML page that needs nothing else, the same in a notebook and in a file.

Article text is not trusted: the template escapes it, data for the script are JSON with <, > and & escaped, and a
Content-Security-Policy lets only the page's own script and style run, by their digests, and loads nothing.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from analysis import spans
from analysis.comparing.pairs import MANY
from analysis.reading import columns, counted, marking
from analysis.reading.columns import Item
from analysis.reading.marking import Mark
from analysis.reading.numbered import Numbered
from analysis.reading.packing import pack
from analysis.summary.ranking import what_differs
from analysis.work.files import write_whole

HERE = Path(__file__).parent
FEW = 24  # articles whose columns stand in the page; of more, each is packed until it is asked for
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
    articles = study.articles
    packed = len(articles) > FEW
    tabled = articles["article_id"].iloc[: MANY if packed else None]
    drawn, differing, measured = marking.marks(study), _differing(study), counted.table(study, tabled)
    evidence = [mark for row in differing for mark in row["marks"]]
    evidence += [mark for row in measured for cell in row["cells"] for mark in cell.marks]
    numbered = Numbered(articles["article_id"], [*drawn, *evidence])
    layers: dict[str, list[int]] = {}
    for mark, number in zip(drawn, numbered.of(drawn), strict=True):
        layers.setdefault(mark.layer, []).append(number)
    claims, pairs = _claims(study, numbered)
    columns = _columns(study, numbered)
    data = {
        "labels": articles["label"].tolist(),
        "marks": numbered.notes,
        "layers": layers,
        "differing": [numbered.of(row["marks"]) for row in differing],
        "counts": [[numbered.of(cell.marks) for cell in row["cells"]] for row in measured],
        "claims": claims,
        "pairs": pairs,
    }
    title = ", ".join(f"{row.label} ({row.n_words} words)" for row in articles.head(FEW).itertuples())
    title += f" and {len(articles) - FEW} more" * packed
    shown = {
        "title": title,
        "columns": columns,
        "tabled": columns[: len(tabled)],
        "packed": packed,
        "layers": marking.LAYERS,
        "listed": {layer: len(layers.get(layer, ())) for layer in marking.LAYERS},
        "differing": differing,
        "measured": measured,
        "claims": claims,
        "data": _packed(data, numbered.firsts, columns) if packed else data,
        "actors": marking.actors(study),
    }
    return Reader(_template("page.html").render(shown | _own_code()), title)


def _packed(data: dict[str, Any], firsts: list[int], columns: list[dict[str, Any]]) -> dict[str, Any]:
    """The same data with what belongs to one article packed by itself, its column too."""
    template = _template("column.html")
    places = [article for article, _, _ in data["claims"]]
    packs = []
    for at, (column, low, high) in enumerate(zip(columns, firsts, [*firsts[1:], len(data["marks"])], strict=True)):
        own = slice(bisect_left(places, at), bisect_right(places, at))
        layers = {
            layer: numbers[bisect_left(numbers, low) : bisect_left(numbers, high)]
            for layer, numbers in data["layers"].items()
        }
        html_of = template.render(column=column, claims=data["claims"])
        packs.append(
            pack({"html": html_of, "marks": data["marks"][low:high], "claims": data["claims"][own], "layers": layers})
        )
    claim_firsts = [bisect_left(places, at) for at in range(len(columns))]
    kept = {name: data[name] for name in ("labels", "differing", "counts")}
    empty = {"marks": [], "claims": [], "layers": {layer: [] for layer in data["layers"]}}
    return kept | empty | {"pairs": pack(data["pairs"]), "firsts": firsts, "claimFirsts": claim_firsts, "packs": packs}


def _columns(study: Any, numbered: Numbered) -> list[dict[str, Any]]:
    segments, sentences = (dict(list(table.groupby("article_id"))) for table in (study.segments, study.sentences))
    return [
        columns.column(
            article,
            segments.get(article.article_id, study.segments.head(0)),
            sentences.get(article.article_id, study.sentences.head(0)),
            numbered.items[article.article_id],
        )
        for article in study.articles.itertuples()
    ]


def _differing(study: Any) -> list[dict[str, Any]]:
    """The sentences of `what_differs`, with the marks of their evidence."""
    rows = []
    for row in what_differs(study).to_dict("records"):
        places = [
            Mark(article, start, end, "", "", "", f"evidence of sentence {row['rank']}", row["rows"])
            for article in study.articles["article_id"]
            for start, end in spans.unpack(row[article])
        ]
        rows.append({"text": row["text"], "marks": places})
    return rows


def _claims(study: Any, numbered: Numbered) -> tuple[list[list[Any]], list[list[Any]]]:
    """The claims as things to press: ``[article, row]`` each; and the pairs ``[a, b, status, score, changes, row]``.

    A claim without a partner stands in a pair of status "only" with the nearest candidate, if there is one.
    """
    place = {article: index for index, article in enumerate(study.articles["article_id"])}
    told = sorted(study.claims.itertuples(), key=lambda row: place[row.article_id])
    number = {(row.article_id, row.claim_id): index for index, row in enumerate(told)}
    claims = [[place[row.article_id], f"claims {row.claim_id}"] for row in told]
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
    for index, row in enumerate(told):
        status = best.get(index, "repeat")
        item = Item(row.start, row.end, index, "alignment", f"claim {status}", "")
        numbered.items[row.article_id].append(item)
        claims[index].append(status)
    return claims, pairs


def _template(name: str) -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template(name)


def _own_code() -> dict[str, Any]:
    """The page's script and style, and the policy that names them by their digests."""
    script, style = ((HERE / name).read_text(encoding="utf-8") for name in ("page.js", "page.css"))
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return {"script": Markup(script), "style": Markup(style), "policy": policy}


def _digest(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
