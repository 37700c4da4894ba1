"""One row an article that would be analysed, before anything runs: what is there, what is missing, what is odd."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import articles, segment
from analysis.comparing.pairs import MANY
from analysis.intake import copies

WIDEST = 40  # characters of a headline or a name, shown
SHOWN = 3  # passages that a copy added, shown
KNOWN = ("outlet", "author", "published", "url")
COLUMNS = ("label", "file", "words", "sentences", "headline", "furniture", "language", "encoding", "missing")

Row = dict[str, Any]


def look(path: Path, columns: Mapping[str, str] | None = None) -> Row:
    """What an event holds: ``articles``, ``refused``, ``aside``, ``copies``, and what speaks against comparing them.

    `words` and `sentences` are those of the body; `furniture` is the share of all words that are neither headline, dek,
    standfirst nor body. No detector runs.

    Raises
    ------
    InputError
        As `articles.read_event`.
    """
    read = articles.read_event(path, columns)
    segments = segment.find_segments(read.articles)
    described = segment.describe(read.articles, segments)
    parts = dict(iter(segments.groupby("article_id")))
    rows = [_article(row, parts[row["article_id"]]) for row in described.to_dict("records")]
    return {
        "event": ", ".join(dict.fromkeys(described["event"])),
        "words": sum(row["words"] for row in rows),
        "articles": rows,
        "refused": read.refused[["file", "reason"]].to_dict("records"),
        "aside": read.aside,
        "copies": list(_copies(described, segments)),
        "remarks": list(_remarks(described, rows)),
    }


def report(found: Row) -> Iterator[str]:
    """What was found, line by line, for people."""
    counts = [f"{len(found['articles'])} article(s) will be analysed, {found['words']:,} words"]
    counts += [f"{len(found['refused'])} refused"] if found["refused"] else []
    yield f"{found['event']}: {'; '.join(counts)}"
    yield ""
    yield from _aligned([COLUMNS, *([_cell(row[name]) for name in COLUMNS] for row in found["articles"])])
    notes = [f"{row['label']}: {row['notes']}" for row in found["articles"] if row["notes"]]
    same = [line for pair in found["copies"] for line in (pair["said"], *(f"  {added}" for added in pair["added"]))]
    refused = [f"{row['file']}: {row['reason']}" for row in found["refused"]]
    sections = {"odd": notes, "the same text": same, "refused": refused, "remarks": found["remarks"]}
    sections["left aside (another format, or not in the list)"] = found["aside"]
    for heading, lines in sections.items():
        if lines:
            yield from ("", heading, *(f"  {line}" for line in lines))


def _article(article: Mapping[Any, Any], segments: pd.DataFrame) -> Row:
    """One article, looked at."""
    sentences = segment.find_sentences(segments)
    words = segments["text"].map(segment.count_words)
    prose = segments["role"].isin(segment.PROSE)
    headline = segments.loc[segments["role"] == "headline", "text"]
    return {
        "article_id": article["article_id"],
        "label": article["label"],
        "file": _known(article["file"]),
        "words": int(article["n_words"]),
        "sentences": int((sentences["role"] == "body").sum()),
        "headline": " ".join(headline.iloc[0].split()) if len(headline) else None,
        "furniture": round(1 - float(words[prose].sum()) / max(float(words.sum()), 1.0), 3),
        "language": _known(article["language"]),
        "encoding": _known(article["encoding"]),
        "missing": [name for name in KNOWN if pd.isna(article[name])],
        "wire": bool(article["wire"]),
        "notes": _known(article["notes"]),
    }


def _copies(described: pd.DataFrame, segments: pd.DataFrame) -> Iterator[Row]:
    """Pairs with one text, and the longest passages that each added."""
    labels = dict(zip(described["article_id"], described["label"], strict=True))
    found = copies.find_copies(described, segments)
    additions = copies.find_additions(found, described, segments)
    for pair, said in zip(found.itertuples(), copies.describe(found, described), strict=True):
        added = []
        for one, other in ((pair.article_a, pair.article_b), (pair.article_b, pair.article_a)):
            lone = additions[(additions["article_id"] == one) & (additions["other_id"] == other)]
            longest = lone.nlargest(SHOWN, "n_words").sort_values("start")
            passages = ", ".join(f"“{_short(' '.join(text.split()), 2 * WIDEST)}”" for text in longest["text"])
            added.append(f"only in {labels[one]}: {lone['n_words'].sum()} words {passages}".rstrip())
        yield {"article_a": pair.article_a, "article_b": pair.article_b, "said": said, "added": added}


def _remarks(described: pd.DataFrame, rows: list[Row]) -> Iterator[str]:
    """What speaks against comparing them."""
    lone = described.groupby("event", sort=False)["article_id"].count()
    for event in lone[lone == 1].index:
        yield f"{event} has one article: there is nothing to compare it with"
    for event, size in lone[lone > MANY].items():
        first = described.loc[described["event"] == event, "label"].iloc[0]
        yield f"{event} has {size} articles: with more than {MANY}, each is compared with the first, {first}, only"
    if mute := [row["label"] for row in rows if row["headline"] is None]:
        yield f"no headline found: {', '.join(mute)}"
    if unclear := [row["label"] for row in rows if row["language"] is None]:
        yield f"language not clear, taken for English: {', '.join(unclear)}"


def _known(value: object) -> str | None:
    return None if pd.isna(value) else str(value)


def _cell(value: object) -> str:
    """A value as shown: a share in percent, a list with commas, a dash for what is not known."""
    if isinstance(value, float):
        return f"{value:.0%}"
    if isinstance(value, list):
        value = ", ".join(value)
    return f"{value:,}" if isinstance(value, int) else _short(str(value or "–"), WIDEST)


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _aligned(rows: list[Any]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
