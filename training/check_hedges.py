"""Score the plain model of hedges on documents that it did not learn from: `python training/check_hedges.py [GOLD]`.

Five folds by document, beside the plain list of terms; nothing is written. Two minutes on one core.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from learn_hedges import GOLD, UNCERTAINTY, Sample, Sentence, count, find_samples, find_terms, learn, read, word_list

from analysis.certainty import model
from analysis.certainty.model import ANY

ALONE = 0.4  # probability from which a use is a cue, where the encoder is not asked: best F1 over the folds
FOLDS = 5


def folds(sentences: Sequence[Sentence]) -> Iterator[tuple[list[Sentence], list[Sentence]]]:
    """The sentences of each share of the documents, and all others."""
    documents = sorted({sentence.document for sentence in sentences})
    random.Random(0).shuffle(documents)
    fold = {document: number % FOLDS for number, document in enumerate(documents)}
    for number in range(FOLDS):
        inside = [sentence for sentence in sentences if fold[sentence.document] == number]
        yield inside, [sentence for sentence in sentences if fold[sentence.document] != number]


def f1(hits: int, found: int, coded: int) -> str:
    """Precision, recall and F1 in percent."""
    precision, recall = 100 * hits / max(found, 1), 100 * hits / max(coded, 1)
    return f"P {precision:.1f} R {recall:.1f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.1f}"


class Judged(NamedTuple):
    """A use of a term in a document that was not learned from: its share in the list, its probabilities."""

    sample: Sample
    listed: float
    model: float
    shifted: float  # as for news


def judge(sentences: Sequence[Sentence]) -> list[Judged]:
    """Every use of a term, judged by a model that has not seen its document."""
    judged = []
    for inside, rest in folds(sentences):
        terms = word_list(find_terms(rest))
        samples = find_samples(rest, terms)
        weights = learn(samples)
        listed = {row["term"]: row["precision"] for row in count(samples) if row["tag"] == ANY}
        for sample in find_samples(inside, terms):
            total = sum(weights.get(pair, 0.0) for pair in sample.features)
            shift = model.news_shift(sample.candidate.term, [name for _, name in sample.features])
            share = listed.get(sample.candidate.term, 0.0)
            judged.append(Judged(sample, share, *(1 / (1 + float(np.exp(-x))) for x in (total, total + shift))))
    return judged


def report(name: str, sentences: Sequence[Sentence], judged: Sequence[tuple[Sample, bool]]) -> None:
    """Print exact-cue and sentence scores."""
    found = [sample for sample, kept in judged if kept]
    hits = sum(sample.kind is not None for sample in found)
    flagged = {sample.sentence.row["id"] for sample in found}
    coded = {sentence.row["id"] for sentence in sentences if sentence.row["uncertain"]}
    print(f"{name:8} cue      {f1(hits, len(found), sum(len(s.cue_kinds()) for s in sentences))}")
    print(f"{name:8} sentence {f1(len(flagged & coded), len(flagged), len(coded))}")


def calibration(judged: Sequence[tuple[float, bool]]) -> None:
    """Print how often a confidence between two bounds was right."""
    for low, high in ((0.0, 0.2), (0.2, 0.45), (0.45, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01)):
        inside = [(p, right) for p, right in judged if low <= p < high]
        right = np.mean([right for _, right in inside])
        print(f"confidence {np.mean([p for p, _ in inside]):.2f}: {right:.2f} are cues (n = {len(inside)})")


def main() -> None:
    """Print the scores."""
    sentences = read(Path(sys.argv[1] if len(sys.argv) > 1 else GOLD) / UNCERTAINTY)
    judged = judge(sentences)
    for name, threshold in (("listed", 0.5), ("model", ALONE), ("shifted", ALONE)):
        report(name, sentences, [(entry.sample, getattr(entry, name) >= threshold) for entry in judged])
    calibration([(entry.model, entry.sample.kind is not None) for entry in judged])


if __name__ == "__main__":
    main()
