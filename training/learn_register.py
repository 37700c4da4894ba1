"""Learn to tell news from an encyclopedia: `python training/learn_register.py GOLD`.

Reads sentences one by one, each as a text of its own, and learns from the mean of their words' states after the shared
layers: a logistic regression between the sentences of Szeged's encyclopedia, but for the documents that are kept to
measure on, and sentences of news on politics and on the climate. Prints how many texts that were not learned from are
taken for news. Writes `analysis/models/register.npy`. Some three minutes on one core, in the usual environment; run it
again whenever the tagger is exported anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from examples import document, held_out, lines
from sklearn.linear_model import LogisticRegression

from analysis import articles, marks, segment, tagger
from analysis.certainty import register
from analysis.certainty.cues import NEWS, Marked

ARTICLES, SENTENCES = 200, 3000  # of news, each of two corpora and of a third
PENALTY = 0.03


def sentences(texts: list[str]) -> list[str]:
    """The sentences of articles."""
    named = articles.from_texts({str(number): text for number, text in enumerate(texts)})
    return segment.find_sentences(segment.find_segments(named))["text"].tolist()


def states(texts: Iterable[str]) -> np.ndarray:
    """For each text (rows), the mean of its words' states; of one longer than a window, that of the first."""
    readings = (next(tagger.read(text, [(0, len(text))]), None) for text in texts)
    return np.array([reading.mean for reading in readings if reading])


def whole(texts: list[str]) -> list[bool]:
    """Whether each text of many sentences is taken for news."""
    table = articles.from_texts({str(number): text for number, text in enumerate(texts)})
    found = marks.find_marks(table, segment.find_sentences(segment.find_segments(table)))
    return [Marked(part).news for _, part in found.groupby("article_id")]


def check(coded: list[dict[str, Any]], newswire: list[str], politics: list[str], climate: list[str]) -> None:
    """Print how many texts that were not learned from are taken for news."""
    kept = [row for row in coded if held_out(row["id"])]
    documents: dict[str, list[str]] = {}
    for row in kept:
        documents.setdefault(document(row["id"]), []).append(row["text"])
    single = {"sentences of an encyclopedia": [row["text"] for row in kept], "sentences of newswire": newswire}
    taken = {name: [register.news(mean) >= NEWS for mean in states(texts)] for name, texts in single.items()}
    taken["documents of an encyclopedia"] = whole([" ".join(texts) for texts in documents.values()])
    taken |= {"articles on politics": whole(politics), "articles on the climate": whole(climate)}
    for name, found in taken.items():
        print(f"{name}: {sum(found)} of {len(found)} taken for news")


def main() -> None:
    """Read, fit, write and check."""
    gold, chance = Path(sys.argv[1]), np.random.default_rng(1)
    coded = lines(gold / "hedges_szeged_wiki_train.jsonl")
    political = [row["text"] for row in lines(gold / "polnear_train.jsonl")]
    single = list(dict.fromkeys(row["sentence"] for row in lines(gold / "newsmtsc_train.jsonl")))
    climate = [row["text"] for row in lines(gold / "narrative_frames.jsonl")]
    political, single, climate = (chance.permutation(texts).tolist() for texts in (political, single, climate))
    news = [*sentences(political[:ARTICLES] + climate[:ARTICLES]), *single[:SENTENCES]]
    others = [row["text"] for row in coded if not held_out(row["id"])]
    read = [states(others), states(news)]
    fitted = LogisticRegression(C=PENALTY, max_iter=2000, class_weight="balanced")
    fitted.fit(np.concatenate(read), np.repeat([0, 1], [len(one) for one in read]))
    np.save(register.REGISTER, np.append(fitted.coef_[0], fitted.intercept_).astype(np.float32))
    register._weights.cache_clear()
    newswire, politics = (lines(gold / f"{name}.jsonl") for name in ("factuality_uw_news", "polnear_dev"))
    check(coded, [row["text"] for row in newswire], [row["text"] for row in politics], climate[ARTICLES:])


if __name__ == "__main__":
    main()
