"""One number for each kind of agreement between the claims that were aligned and the partners coded by hand."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd

PARTNERS = Path(__file__).parent.parent / "data" / "gold" / "pakistan-platforms" / "alignments.csv"
HALF = 0.5  # share of the shorter span that a claim must have in common with a coded one

Span = tuple[str, int, int]


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
