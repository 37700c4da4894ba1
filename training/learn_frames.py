"""Learn the frame model from the Narrative Frames Corpus: python training/learn_frames.py GOLD.

Prints the cross-validated scores over the authors' folds, and writes ``analysis/models/frames.npz``. All that is chosen
from data (words, weights, thresholds) is chosen inside the training folds; the penalty and the least document
frequency were the best of some twenty settings, whose macro F1 lay between .575 and .594 and micro F1 between .654 and
.676. About a minute on one core.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import KFold

OUT = Path(__file__).parent.parent / "analysis" / "models" / "frames.npz"
NAMES = {
    "conflict": "conflict",
    "economic": "economic",
    "human_interest": "human interest",
    "moral": "morality",
    "resolution": "resolution",
}
PENALTY = 0.1  # C of the logistic regression
LEAST = 5  # documents that a word must stand in
SEEDS = range(5)  # divisions of the training articles over which a threshold is averaged


def vectorizer() -> TfidfVectorizer:
    """Single words, logarithmic counts."""
    return TfidfVectorizer(sublinear_tf=True, min_df=LEAST)


def fit(x: object, y: np.ndarray) -> LogisticRegression:
    """One frame."""
    return LogisticRegression(C=PENALTY, class_weight="balanced", solver="liblinear").fit(x, y)


def threshold(x: np.ndarray, y: np.ndarray) -> float:
    """The logit with the best F1 on articles not learned from, averaged over divisions of the training articles."""
    found = []
    for seed in SEEDS:
        scores = np.zeros(len(y))
        for train, test in KFold(5, shuffle=True, random_state=seed).split(x):
            scores[test] = fit(x[train], y[train]).decision_function(x[test])
        choices = np.unique(np.quantile(scores, np.linspace(0.02, 0.98, 49)))
        found.append(max(choices, key=lambda choice: f1_score(y, scores >= choice)))
    return float(np.mean(found))


def learn(texts: list[str], labels: np.ndarray) -> tuple[TfidfVectorizer, list[LogisticRegression], list[float]]:
    """Words, a model a frame, a threshold a frame."""
    words = vectorizer()
    x = words.fit_transform(texts)
    models = [fit(x, labels[:, k]) for k in range(labels.shape[1])]
    return words, models, [threshold(x, labels[:, k]) for k in range(labels.shape[1])]


def predict(learned: tuple[TfidfVectorizer, list[LogisticRegression], list[float]], texts: list[str]) -> np.ndarray:
    """Which frames each text gets."""
    words, models, limits = learned
    x = words.transform(texts)
    return np.array([model.decision_function(x) >= limit for model, limit in zip(models, limits, strict=True)]).T


def main() -> None:
    """Cross-validate, learn from all, write."""
    path = Path(sys.argv[1]) / "narrative_frames.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts, folds = [row["text"] for row in rows], np.array([row["fold"] for row in rows])
    labels = np.array([[name in row["labels"] for name in NAMES] for row in rows])
    found = np.zeros_like(labels)
    for fold in sorted(set(folds)):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        found[test] = predict(learn([texts[i] for i in train], labels[train]), [texts[i] for i in test])
    micro, macro = (f1_score(labels, found, average=mean) for mean in ("micro", "macro"))
    print(f"micro F1 {micro:.3f}, macro {macro:.3f}")
    for name, score, share in zip(NAMES, f1_score(labels, found, average=None), labels.mean(axis=0), strict=True):
        print(f"{name:15} F1 {score:.2f}, in {share:.0%} of the articles")
    words, models, limits = learn(texts, labels)
    np.savez_compressed(
        OUT,
        frames=np.array(list(NAMES.values())),
        words=words.get_feature_names_out().astype(str),
        idf=words.idf_.astype(np.float32),
        weights=np.array([model.coef_[0] for model in models], dtype=np.float32).T,
        bias=np.array([model.intercept_[0] for model in models], dtype=np.float32),
        thresholds=np.array(limits, dtype=np.float32),
    )
    print(f"{OUT.name}: {len(words.vocabulary_)} words, {OUT.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
