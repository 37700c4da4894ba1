"""How right and how fast the attributions are: python -m benchmarks.attribution GOLD_FILE SCORER [--card].

GOLD_FILE has lines ``{"id", "publisher", "text", "attributions"}`` as PolNeAR's development split; SCORER is a Python
file with ``score(gold, predictions)`` and ``rows(result)``. With ``--card`` the tables are written into
``docs/attribution.md``. Where textacy is installed (`pip install textacy`), it is run on the same texts.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import spacy

from analysis import articles, spans
from analysis.parse import MODELS
from analysis.study import Study
from analysis.text.quotes import PARAGRAPH
from benchmarks.gold import load, read
from benchmarks.pages import put

CARD = Path(__file__).parent.parent / "docs" / "attribution.md"
ROLES = ("source", "cue", "content")
SHOWN = ("match", "joint", "exact", "match.direct", "match.mixed", "match.indirect")
SHOWN_TOKENS = ("tokens.content", "tokens.cue", "tokens.source")
DRAWS, SEED = 2000, 1
BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)

Row = dict[str, Any]


def ours(coded: list[Row]) -> list[Row]:
    """What the package finds, without what stands inside another content, which PolNeAR does not code."""
    documents = articles.from_texts({row["id"]: row["text"] for row in coded})
    found = Study(documents.assign(event=documents["article_id"])).unresolved_attributions
    lines: dict[str, list[Row]] = {row["id"]: [] for row in coded}
    for row in found[found["parent_id"].isna()].to_dict("records"):
        places = {role: spans.unpack(row[f"{role}_spans"]) for role in ROLES}
        lines[row["article_id"]].append(places | {"confidence": row["confidence"]})
    return [{"id": name, "attributions": attributions} for name, attributions in lines.items()]


def textacy(coded: list[Row]) -> list[Row]:
    """What textacy's rules find: direct quotations with a speaker; it refuses a paragraph with an odd mark."""
    from textacy.extract import triples  # noqa: PLC0415 - a peer, not a requirement

    nlp = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))  # with the lemmas that it needs
    found = []
    for row in coded:
        lines: list[Row] = []
        for paragraph in PARAGRAPH.finditer(row["text"]):
            with contextlib.suppress(ValueError):
                for triple in triples.direct_quotations(nlp(paragraph[0])):
                    lines.append(
                        {role: _places(part, paragraph.start()) for role, part in zip(ROLES, triple, strict=True)}
                    )
        found.append({"id": row["id"], "attributions": lines})
    return found


def _places(part: Any, shift: int) -> list[spans.Span]:
    """The characters of a spaCy span, or of a list of tokens."""
    tokens = list(part)
    return [(shift + tokens[0].idx, shift + tokens[-1].idx + len(tokens[-1]))] if tokens else []


class Hits:
    """Counts behind the scores, article by article, so that articles can be drawn again."""

    def __init__(self, scorer: ModuleType, gold: list[Row], found: list[Row]) -> None:
        by_id = {row["id"]: row for row in found}
        scored = [dict(scorer.rows(scorer.score([row], [by_id[row["id"]]]))) for row in gold]
        self.metrics = list(scored[0])
        self.counts = np.array([[_counts(one[name]) for name in self.metrics] for one in scored])

    def scores(self, articles: Any = slice(None)) -> pd.DataFrame:
        """Precision, recall and F1 in percent over some articles, a row a metric."""
        hit_found, hit_coded, found, coded = self.counts[articles].sum(axis=0).T
        precision, recall = hit_found / np.maximum(found, 1), hit_coded / np.maximum(coded, 1)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        return pd.DataFrame({"P": precision, "R": recall, "F1": f1}, index=self.metrics) * 100

    def interval(self) -> pd.DataFrame:
        """The middle 95 % of F1 over articles drawn with replacement."""
        random = np.random.default_rng(SEED)
        size = len(self.counts)
        drawn = np.array([self.scores(random.integers(0, size, size))["F1"] for _ in range(DRAWS)])
        return pd.DataFrame(np.percentile(drawn, [2.5, 97.5], axis=0).T, index=self.metrics, columns=["low", "high"])


def _counts(row: Row) -> tuple[float, float, float, float]:
    return row["p"] * row["pred"], row["r"] * row["gold"], row["pred"], row["gold"]


def overall(hits: Hits) -> Iterator[str]:
    """Every metric with its interval."""
    scores, intervals = hits.scores(), hits.interval()
    yield "| | P | R | F1 | 95 % interval |\n| --- | --- | --- | --- | --- |"
    for name in (*SHOWN, *SHOWN_TOKENS):
        p, r, f1 = scores.loc[name]
        low, high = intervals.loc[name]
        yield f"| {name} | {p:.1f} | {r:.1f} | **{f1:.1f}** | {low:.1f} to {high:.1f} |"


def by_publisher(hits: Hits, coded: list[Row]) -> Iterator[str]:
    """F1 for each publisher."""
    yield "| publisher | articles | match | joint | exact |\n| --- | --- | --- | --- | --- |"
    publishers = np.array([row["publisher"] for row in coded])
    for name in sorted(set(publishers)):
        f1 = hits.scores(publishers == name)["F1"]
        yield f"| {name} | {sum(publishers == name)} | {f1['match']:.1f} | {f1['joint']:.1f} | {f1['exact']:.1f} |"


def reliability(scorer: ModuleType, coded: list[Row], found: list[Row]) -> Iterator[str]:
    """How often attributions of a confidence match a coded one."""
    sure, right = [], []
    for gold, row in zip(coded, found, strict=True):
        tokens = scorer.Tokens(gold["text"])
        prepared = [scorer.prepare(one["attributions"], gold["text"], tokens) for one in (gold, row)]
        matched = {place for _, place in scorer.pair_up(*prepared)[0]}
        sure += [one["confidence"] for one in row["attributions"]]
        right += [place in matched for place in range(len(row["attributions"]))]
    table = pd.DataFrame({"sure": sure, "right": right})
    yield "| confidence | attributions | mean confidence | share that match |\n| --- | --- | --- | --- |"
    for bounds, part in table.groupby(pd.cut(table["sure"], BINS, right=False), observed=True):
        low, high = bounds.left, min(bounds.right, 1)
        yield f"| {low:g} to {high:g} | {len(part)} | {part['sure'].mean():.2f} | {part['right'].mean():.2f} |"


def peer(scorer: ModuleType, coded: list[Row], mine: pd.DataFrame, speed: float) -> Iterator[str]:
    """Another library beside ours, where it is installed."""
    yield "| | match | joint | exact | direct / mixed / indirect | words per second, one process |"
    yield "| --- " * 6 + "|"
    yield _line("this package", mine["F1"], speed)
    try:
        found, theirs = timed(textacy, coded)
    except ModuleNotFoundError:
        yield "| textacy | not installed: left out | | | | |"
        return
    yield _line("textacy", Hits(scorer, coded, found).scores()["F1"], theirs)


def _line(name: str, f1: pd.Series, speed: float) -> str:
    types = " / ".join(f"{f1[f'match.{form}']:.1f}" for form in ("direct", "mixed", "indirect"))
    return f"| {name} | {f1['match']:.1f} | {f1['joint']:.1f} | {f1['exact']:.1f} | {types} | {speed:,.0f} |"


def timed(find: Callable[[list[Row]], list[Row]], coded: list[Row]) -> tuple[list[Row], float]:
    """What is found, and words per second after a first text has loaded the models."""
    find(coded[:1])
    begun = time.perf_counter()
    found = find(coded)
    return found, sum(len(row["text"].split()) for row in coded) / (time.perf_counter() - begun)


def main() -> None:
    """Print the tables, and write them into the card if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--card", action="store_true", help="write the tables into docs/attribution.md")
    given = parser.parse_args()
    coded = read(given.gold)
    scorer = load(given.scorer)
    found, speed = timed(ours, coded)
    hits = Hits(scorer, coded, found)
    tables = {
        "overall": overall(hits),
        "publishers": by_publisher(hits, coded),
        "reliability": reliability(scorer, coded, found),
        "peer": peer(scorer, coded, hits.scores(), speed),
    }
    parts = {name: "\n".join(lines) for name, lines in tables.items()}
    for name, table in parts.items():
        print(f"\n{name}\n{table}", flush=True)
    if given.card:
        put(CARD, parts)


if __name__ == "__main__":
    main()
