"""Learn which words make a phrase vague, and beside which others: writes the lexicons of weasels.

    python training/learn_weasels.py [GOLD_FOLDER] [--check]

Reads ``hedges_conll2010_wiki_train.jsonl`` (Farkas et al. 2010), where whole phrases are coded ("some people believe"),
and writes ``weasels.csv`` (counts) and ``weasel_weights.csv`` (a logistic regression): no text of the corpus.
``--check`` scores sentences over five folds, held out by document, and writes nothing. A minute on one core.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from check_hedges import f1, folds
from learn_hedges import GOLD, Sample, Sentence, learn, pairs, read, word_list, write

from analysis.certainty import around
from analysis.lexicon import Lexicon

WEASELS = "hedges_conll2010_wiki_train.jsonl"
FEWEST_CODED, RAREST = (
    3,
    0.05,
)  # a word is a term if it lies in a coded phrase this often, and in this share of its uses
STRENGTH = 0.15  # inverse of the L2 penalty: level from 0.1 to 0.4 over the folds
CONLL = {
    "source": "own; measured on the Wikipedia training part of CoNLL-2010 (counts only, no text). n, n_cue: uses, and "
    "how many lie in a phrase coded as weasel",
    "licence": "MIT (the counts; the corpus is not part of this repository)",
    "citation": "Farkas, R., Vincze, V., Móra, G., Csirik, J. & Szarvas, G. (2010). The CoNLL-2010 shared task: "
    "learning to detect hedges and their scope in natural language text. CoNLL-2010: Shared Task, 1-12",
}


def coded(sentence: Sentence) -> Iterator[bool]:
    """Whether each token lies in a coded phrase."""
    spans = list(sentence.cue_kinds())
    for token in sentence.tree.tokens:
        yield any(start < token.end and token.start < end for start, end in spans)


def count(sentences: Sequence[Sentence]) -> list[dict[str, Any]]:
    """The words that lie in coded phrases often enough: uses, how many of them do, and their share."""
    uses: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for sentence in sentences:
        for token, inside in zip(sentence.tree.tokens, coded(sentence), strict=True):
            uses[token.lemma.lower()] += 1
            cues[token.lemma.lower()] += inside
    rows = [{"term": term, "kind": "weasel", "n": uses[term], "n_cue": n} for term, n in sorted(cues.items())]
    for row in rows:
        row["precision"] = round(row["n_cue"] / row["n"], 3)
    return [
        row for row in rows if row["n_cue"] >= FEWEST_CODED and row["precision"] >= RAREST and row["term"].isalpha()
    ]


def find_samples(sentences: Sequence[Sentence], terms: Lexicon) -> list[Sample]:
    """Every use of every term."""
    samples = []
    for sentence in sentences:
        inside = list(coded(sentence))
        for candidate in around.candidates(sentence.tree, terms):
            kind = "weasel" if inside[candidate.first] else None
            samples.append(Sample(sentence, candidate, pairs(sentence.tree, candidate), kind))
    return samples


def learn_from(sentences: Sequence[Sentence]) -> tuple[Lexicon, dict[tuple[str, str], float]]:
    """The terms, and weights by (term, feature)."""
    terms = word_list(row["term"] for row in count(sentences))
    return terms, learn(find_samples(sentences, terms), STRENGTH)


def check(sentences: Sequence[Sentence]) -> None:
    """Print scores of sentences on documents that were not learned from, without the encoder."""
    surest = dict.fromkeys((sentence.row["id"] for sentence in sentences), -10.0)
    for inside, rest in folds(sentences):
        terms, weights = learn_from(rest)
        for sample in find_samples(inside, terms):
            odds = sum(weights.get(pair, 0.0) for pair in sample.features)
            surest[sample.sentence.row["id"]] = max(surest[sample.sentence.row["id"]], odds)
    uncertain = {sentence.row["id"] for sentence in sentences if sentence.row["uncertain"]}
    for threshold in np.arange(0.2, 0.46, 0.05):
        flagged = {name for name, odds in surest.items() if 1 / (1 + np.exp(-odds)) >= threshold}
        print(f"from {threshold:.2f}: {f1(len(flagged & uncertain), len(flagged), len(uncertain))}")


def main() -> None:
    """Learn and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="?", type=Path, default=GOLD, help="folder of the gold corpora")
    parser.add_argument("--check", action="store_true", help="score five folds and write nothing")
    options = parser.parse_args()
    sentences = read(options.gold / WEASELS)
    if options.check:
        check(sentences)
        return
    _, weights = learn_from(sentences)
    rows = [{"term": term, "feature": name, "weight": w} for (term, name), w in sorted(weights.items())]
    write("weasels", count(sentences), CONLL)
    write("weasel_weights", rows, {**CONLL, "model": "logistic regression; the term * stands for all terms"})


if __name__ == "__main__":
    main()
