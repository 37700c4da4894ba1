"""Show how the constants of the alignment were chosen: python -m benchmarks.alignment_fit [GOLD].

- of the similarity: F1 and average precision on SuperPAL's dev part with each constant moved to either side, the others
  as they are; and F1 where the constants, too, are chosen anew for each topic from the other three;
- of the confidence: the weights that a logistic regression finds for the pairs judged (``benchmarks/judged/pairs.csv``,
  use ``fit``), how well it parts pairs of events that it did not see, and what share of pairs is right from several
  confidences on. A pair that is half right counts half.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut

from analysis import alignment
from analysis.telling.evidence import gather
from analysis.telling.signs import weigh
from analysis.text import akin, similarity
from benchmarks.alignment import JUDGED, ROOT, best_threshold, by_topic, events, f1, key, scored, study_of, superpal

MOVED = {
    (similarity, "TWIN"): (0.3, 0.4, 0.5),
    (similarity, "LENT"): (0.3, 0.4, 0.5),
    (similarity, "DOUBT"): (0.5, 0.6, 0.7),
    (akin, "STRANGE"): (0.2, 0.3, 0.4),
}
SIGNS = ("likeness", "sentences", "shared", "verbs", "voices")
COUNTS = ("shared", "verbs")  # weighed by their logarithm
PENALTY = 3.0  # inverse; from 1 to 30 nothing changes
Parts = dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]
FROM = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75)


def moved(gold: Path) -> pd.DataFrame:
    """Scores on SuperPAL with one constant moved at a time."""
    rows = []
    for (module, name), values in MOVED.items():
        for value in values:
            with patch.object(module, name, value):
                scores = superpal(gold)
            rows.append({"constant": name, "value": value} | _short(scores))
    return pd.DataFrame(rows)


def _short(scores: dict[str, Any]) -> dict[str, float]:
    return {f"{level} {name}": score[name] for level, score in scores.items() for name in ("f1", "average_precision")}


def nested(gold: Path) -> dict[str, float]:
    """F1 by level, every topic scored with the constants and the threshold that are best for the others."""
    parts = {}
    for values in product(*MOVED.values()):
        with ExitStack() as stack:
            for (module, name), value in zip(MOVED, values, strict=True):
                stack.enter_context(patch.object(module, name, value))
            parts[values] = {place: scored(rows)[:2] for place, rows in by_topic(gold).items()}
    places = next(iter(parts.values()))
    found: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {level: [] for level, _ in places}
    for topic in {topic for _, topic in places}:
        best = max(parts, key=lambda values: sum(_reached(parts[values], level, topic)[1] for level in found))
        for level, pairs in found.items():
            aligned, scores = parts[best][level, topic]
            pairs.append((aligned, scores >= _reached(parts[best], level, topic)[0]))
    return {level: f1(*map(np.concatenate, zip(*pairs, strict=True)))["f1"] for level, pairs in found.items()}


def _reached(parts: Parts, level: str, left: str) -> tuple[float, float]:
    """The best threshold for a level on all topics but one, and the F1 that it reaches there."""
    others = [part for (name, topic), part in parts.items() if name == level and topic != left]
    aligned, scores = map(np.concatenate, zip(*others, strict=True))
    limit = best_threshold(aligned, scores)
    return limit, f1(aligned, scores >= limit)["f1"]


def judged(gold: Path, use: str = "fit") -> pd.DataFrame:
    """The pairs judged, with the signs that each has today; without those whose claims are parted otherwise today."""
    pairs = pd.read_csv(JUDGED).query("use == @use")
    told = {event: rows for event, rows in events(gold).items() if key(event) in set(pairs["event"])}
    study = study_of(told)
    known = gather({name: study.table(name) for name in alignment.NEEDS})
    claims = alignment.with_context(study.claims, study.sentences, known)
    claims = alignment.told_once(claims, study.sentences).merge(study.articles[["article_id", "event", "label"]])
    sides = {(key(event), label.split()[-1]): side for (event, label), side in claims.groupby(["event", "label"])}
    rows = []
    for (event, a, b), group in pairs.groupby(["event", "outlet_a", "outlet_b"]):
        _, signs = weigh(sides[event, a], sides[event, b])
        places = [
            {spot: n for n, spot in enumerate(zip(side["start"], side["end"], strict=True))}
            for side in (sides[event, a], sides[event, b])
        ]
        for row in group.itertuples():
            i, j = places[0].get((row.start_a, row.end_a)), places[1].get((row.start_b, row.end_b))
            if i is not None and j is not None:
                found = {name: float(getattr(signs, name)[i, j]) for name in SIGNS}
                rows.append({"event": event, "code": row.code} | found)
    table = pd.DataFrame(rows)
    return table.assign(**{name: np.log1p(table[name]) for name in COUNTS})


def fitted(table: pd.DataFrame) -> LogisticRegression:
    """The regression; each pair stands in it twice, as right or not, and as right at least in part or not."""
    signs = table[list(SIGNS)].to_numpy()
    return LogisticRegression(C=PENALTY).fit(
        np.concatenate([signs, signs]), np.concatenate([table["code"] != "wrong", table["code"] == "right"])
    )


def unseen(table: pd.DataFrame) -> np.ndarray:
    """The confidence in each pair from the pairs of the other events."""
    sure = np.zeros(len(table))
    for others, own in LeaveOneGroupOut().split(table, groups=table["event"]):
        sure[own] = fitted(table.iloc[others]).predict_proba(table.iloc[own][list(SIGNS)].to_numpy())[:, 1]
    return sure


def main(gold: Path) -> None:
    """Print both."""
    print(moved(gold).to_string(index=False))
    print("constants chosen from the other topics:", nested(gold))
    table = judged(gold)
    model, sure = fitted(table), unseen(table)
    weights = dict(zip(SIGNS, model.coef_[0].round(2).tolist(), strict=True))
    print(f"{len(table)} pairs of {table['event'].nunique()} events: {weights}, neither {model.intercept_[0]:.2f}")
    right, part = table["code"] == "right", table["code"] != "wrong"
    print(
        f"area under the curve, other events: right {roc_auc_score(right, sure):.3f}, "
        f"in part {roc_auc_score(part, sure):.3f}"
    )
    for least in FROM:
        kept = sure >= least
        print(
            f"from {least:.2f}: {kept.sum()} pairs, right {right[kept].mean():.2f}, wrong {1 - part[kept].mean():.2f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "gold")
