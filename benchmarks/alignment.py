"""Measure how right the alignment of claims is.

    python benchmarks/alignment.py [GOLD]

GOLD is the folder of corpora (default ../shared/gold). Printed, as JSON:

- superpal: F1 and average precision of `similarity` over candidate pairs (SuperPAL, Ernst et al. 2021, its dev part),
  by level; the threshold for each topic is the best of the other topics, so no topic is scored with its own; precision
  and recall at the package's `THRESHOLD`;
- unrelated: claims aligned between two articles on different events of BASIL (Fan et al. 2019), a pair of articles: all
  of them are wrong;
- event: precision and recall of the partners of the two articles, coded by hand (data/gold/pakistan-platforms).
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score

from analysis import alignment
from analysis.telling.evidence import gather
from analysis.text.similarity import similarity

ROOT = Path(__file__).parent.parent
PARTNERS = ROOT / "data" / "gold" / "pakistan-platforms" / "alignments.csv"
HALF = 0.5  # share of the shorter span that a claim must have in common with a coded one

Span = tuple[str, int, int]


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def f1(gold: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 of the pairs predicted as aligned."""
    right = int((gold & predicted).sum())
    scores = (right / max(predicted.sum(), 1), right / max(gold.sum(), 1), 2 * right / (predicted.sum() + gold.sum()))
    return dict(zip(("precision", "recall", "f1"), (round(float(score), 3) for score in scores), strict=True))


def best_threshold(gold: np.ndarray, scores: np.ndarray) -> float:
    """The score from which calling pairs aligned gives the highest F1."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(gold[order])
    return float(scores[order][(2 * hits / (np.arange(1, len(gold) + 1) + gold.sum())).argmax()])


def superpal(gold: Path) -> dict[str, Any]:
    """Scores by level, thresholds by leave-one-topic-out."""
    topics = defaultdict(list)
    for row in read(gold / "alignment_superpal_dev.jsonl"):
        topics[row["level"], row["topic"]].append(row)
    report: dict[str, Any] = {}
    for level in ("span", "sentence"):
        parts = [_scored(rows) for (name, _), rows in topics.items() if name == level]
        predicted = []
        for place, (_, scores, _) in enumerate(parts):
            others = [part for other, part in enumerate(parts) if other != place]
            limit = best_threshold(*(np.concatenate([part[column] for part in others]) for column in (0, 1)))
            predicted.append(scores >= limit)
        aligned, _, rule = (np.concatenate([part[column] for part in parts]) for column in range(3))
        precision = [average_precision_score(part[0], part[1]) for part in parts]
        pooled = average_precision_score(aligned, np.concatenate([part[1] for part in parts]))
        report[level] = {
            **f1(aligned, np.concatenate(predicted)),
            "average_precision": round(float(pooled), 3),
            "average_precision_by_topic": round(float(np.mean(precision)), 3),
            "at_threshold": f1(aligned, rule),
        }
    return report


def _scored(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gold labels, scores and the package's decision for the pairs of one topic."""
    texts_a, texts_b = (sorted({row[side] for row in rows}) for side in ("a", "b"))
    places = [(texts_a.index(row["a"]), texts_b.index(row["b"])) for row in rows]
    scores = similarity(texts_a, texts_b)
    return (
        np.array([row["aligned"] for row in rows]),
        np.array([scores[place] for place in places]),
        np.array([scores[place] >= alignment.THRESHOLD for place in places]),
    )


def unrelated(gold: Path) -> dict[str, float]:
    """Claims aligned between articles on different events, a pair."""
    from analysis.study import Study  # noqa: PLC0415 - the parser is needed here only

    events: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read(gold / "basil_events.jsonl"):
        events[row["event"]].append(row)
    chosen = [rows[number % len(rows)] for number, rows in enumerate(events.values())]
    study = Study.from_texts({f"{number:02}": _document(row) for number, row in enumerate(chosen)})
    told = gather({name: study.table(name) for name in alignment.NEEDS})
    claims = alignment.told_once(alignment.with_context(study.claims, study.sentences, told), study.sentences)
    sides = [side for _, side in claims.groupby("article_id")]
    half = len(sides) // 2  # the file is in the order of dates: neighbours often tell one story
    found = [alignment.align(side, sides[(place + half) % len(sides)]) for place, side in enumerate(sides)]
    counts = [int((pairs["status"] == "both").sum()) for pairs in found]
    return {
        "pairs_of_articles": len(counts),
        "claims_per_article": round(float(np.mean([len(side) for side in sides])), 1),
        "aligned_per_pair": round(float(np.mean(counts)), 3),
        "pairs_of_articles_with_any": sum(count > 0 for count in counts),
    }


def _document(row: dict[str, Any]) -> str:
    """Title and paragraphs."""
    sentences = iter(row["sentences"])
    paragraphs = [" ".join(next(sentences, "") for _ in range(length)) for length in row["paragraph_lengths"]]
    return "\n\n".join([row["title"], *paragraphs])


def score_event(claims: pd.DataFrame, alignments: pd.DataFrame, partners: Path = PARTNERS) -> dict[str, Any]:
    """Precision and recall against coded partners, by overlap of spans.

    A pair is right when both its claims share half of the shorter span with a coded pair; a pair on a row coded
    ``partial`` counts neither way. Recall is over the rows coded ``both``: those between bodies.
    """
    with partners.open(encoding="utf-8", newline="") as file:
        coded = list(csv.DictReader(file))
    place = {(row.article_id, row.claim_id): (row.article_id, row.start, row.end) for row in claims.itertuples()}
    both = alignments[alignments["status"] == "both"]
    pairs = [(place[row.article_a, row.claim_a], place[row.article_b, row.claim_b]) for row in both.itertuples()]
    rows = {
        kind: [_spans(row) for row in coded if row["status"] == kind and row["article_a"] and row["article_b"]]
        for kind in ("both", "repeat", "partial")
    }
    right = [pair for pair in pairs if any(_same(pair, row) for row in rows["both"] + rows["repeat"])]
    wrong = [pair for pair in pairs if pair not in right and not any(_same(pair, row) for row in rows["partial"])]
    found = [row for row in rows["both"] if any(_same(pair, row) for pair in pairs)]
    return {
        "predicted": len(pairs),
        "right": len(right),
        "wrong": len(wrong),
        "coded": len(rows["both"]),
        "found": len(found),
        "precision": round(len(right) / max(len(right) + len(wrong), 1), 3),
        "recall": round(len(found) / max(len(rows["both"]), 1), 3),
    }


def _spans(row: dict[str, str]) -> tuple[Span, Span]:
    one, other = ((row[f"article_{side}"], int(row[f"start_{side}"]), int(row[f"end_{side}"])) for side in ("a", "b"))
    return one, other


def _same(pair: tuple[Span, Span], row: tuple[Span, Span]) -> bool:
    return all(_overlap(claim, coded) >= HALF for claim, coded in zip(pair, row, strict=True))


def _overlap(one: Span, other: Span) -> float:
    """Share of the shorter span that both have in common."""
    common = min(one[2], other[2]) - max(one[1], other[1])
    return common / min(one[2] - one[1], other[2] - other[1]) if one[0] == other[0] else 0.0


def main(gold: Path) -> None:
    """Print all three reports."""
    from analysis.study import Study  # noqa: PLC0415 - the parser is needed here only

    start = time.perf_counter()
    study = Study.read(ROOT / "data" / "articles" / "pakistan-platforms")
    report = {
        "superpal": superpal(gold),
        "event": score_event(study.claims, study.alignments),
        "unrelated": unrelated(gold),
        "seconds": round(time.perf_counter() - start, 1),
    }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT.parent / "shared" / "gold"))
