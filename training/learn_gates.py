"""Learn where it pays to read on: `python training/learn_gates.py GOLD`.

Reads articles of PolNeAR's training part and coded sentences of an encyclopedia with every gate open, and learns from
the states of each word after the shared layers whether a cue was found there: a logistic regression for each of
`gates.NAMES`. Its level is set on texts that it did not learn from, so that few cues are lost; it prints how many.
Writes `analysis/models/gates.npy`. Some three minutes on one core, in the usual environment; run it again whenever one
of the networks is exported anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from examples import held_out, lines
from sklearn.linear_model import LogisticRegression

from analysis import articles, marks, segment, tagger
from analysis.attributing import gates, linking
from analysis.text.quotes import find_quotes

ARTICLES, SENTENCES = 180, 4000
LEARNED_FROM = 2 / 3  # of the texts; the level is set on the others
CUE, FOUND = 0.1, 0.25  # probability of a mark to learn, and of one that should not be lost
LOST = {"nested": 0.03, "uncertainty": 0.007, "weasel": 0.015}  # share of the sentences, or contents, that hold a cue
PENALTY = 0.03


class Seen(NamedTuple):
    """The words of a sentence, or of a content, by their states; the probability that each is a cue."""

    states: np.ndarray
    cue: np.ndarray


def read(text: str, seen: dict[str, list[Seen]], states: list[np.ndarray]) -> None:
    """Read a text with every gate open; `states` is where the gates put what they are given."""
    sentences = segment.find_sentences(segment.find_segments(articles.from_texts({"x": text})))
    paragraphs, spans = marks.places(sentences)
    quotes = find_quotes(text)
    for reading in tagger.read(text, paragraphs, quotes, spans):
        given = states.pop()
        numbers = np.searchsorted([start for start, _ in spans], reading.starts, side="right")
        for name in ("uncertainty", "weasel"):
            probable = -np.expm1(np.minimum(getattr(reading, name)[:, 0], 0))
            seen[name] += [Seen(given[numbers == one], probable[numbers == one]) for one in np.unique(numbers)]
        for content, words in _contents(reading):
            nested = [span for one in marks.nested(text, content, quotes) for span in one.cue]
            hit = [any(a < end and start < b for start, end in nested) for a, b in zip(*words[1:], strict=True)]
            seen["nested"].append(Seen(given[words[0]], np.array(hit, dtype=float)))
            states.clear()


def _contents(reading: tagger.Reading) -> Iterator[tuple[linking.Linked, tuple[np.ndarray, np.ndarray, np.ndarray]]]:
    for one in linking.link(reading):
        inside = [(reading.starts >= start) & (reading.starts < end) for start, end in one.content]
        if inside:
            at = np.flatnonzero(np.any(inside, axis=0))
            yield one, (at, reading.starts[at], reading.ends[at])


def fit(name: str, learned: list[Seen], kept: list[Seen]) -> np.ndarray:
    """The weights of a gate, the last one its level, which is set on what was kept."""
    cues = np.concatenate([one.cue for one in learned]) >= CUE
    fitted = LogisticRegression(C=PENALTY, max_iter=500).fit(np.concatenate([one.states for one in learned]), cues)
    scores = np.array([(one.states @ fitted.coef_[0]).max() for one in kept])
    found = np.array([one.cue.max() >= FOUND for one in kept])
    least = np.sort(scores[found])[int(LOST[name] * found.sum())]
    words = np.array([len(one.states) for one in kept])
    share = words[scores >= least].sum() / words.sum()
    print(f"{name}: {found.sum()} of {len(kept)} hold a cue, {(scores[found] < least).sum()} lost; {share:.2f} read on")
    return np.append(fitted.coef_[0], -least)


def main() -> None:
    """Read, fit and write."""
    gold, chance = Path(sys.argv[1]), np.random.default_rng(1)
    news = [row["text"] for row in lines(gold / "polnear_train.jsonl")]
    coded = [row["text"] for row in lines(gold / "hedges_szeged_wiki_train.jsonl") if not held_out(row["id"])]
    states: list[np.ndarray] = []

    def open_all(given: np.ndarray) -> np.ndarray:
        states.append(given)
        return np.full((len(given), len(gates.NAMES)), np.inf)

    gates.scores = open_all
    learned, kept = ({name: [] for name in gates.NAMES} for _ in range(2))
    for texts, number in ((news, ARTICLES), (coded, SENTENCES)):
        for place, one in enumerate(chance.permutation(len(texts))[:number].tolist()):
            read(texts[one], learned if place < LEARNED_FROM * number else kept, states)
    np.save(gates.GATES, np.array([fit(name, learned[name], kept[name]) for name in gates.NAMES], dtype=np.float32))


if __name__ == "__main__":
    main()
