"""Label news for hedges as the model of plain features does: `python training/label_news.py POLNEAR_TRAIN OUT`.

The corpora of hedges are sentences of an encyclopedia. So that the encoder learns what is no hedge in news, and does
not take news itself for a sign of it, it also learns from these labels: one line an article, ``{"id", "cues": [[start,
end, kind, probability]]}``, with every term that can be a cue. It takes some four minutes.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from analysis import articles, lexicon, parse, segment
from analysis.certainty import around
from analysis.certainty.model import ANY, Learned, log_odds, news_shift
from analysis.syntax import Tree, trees


def label(row: dict[str, Any]) -> dict[str, Any]:
    """The possible cues of an article."""
    sentences = segment.find_sentences(segment.find_segments(articles.from_texts({row["id"]: row["text"]})))
    found = [cue for tree in trees(parse.parse(sentences)) for cue in _cues(tree)]
    return {"id": row["id"], "cues": found}


def _cues(tree: Tree) -> Iterator[list[Any]]:
    learned = Learned.read("hedge")
    kinds = {(entry["term"], entry["tag"]): entry["kind"] for entry in learned.terms.entries}
    for one in around.candidates(tree, learned.terms):
        start, end = tree.span(range(one.first, one.last))
        kind = kinds.get((one.term, tree.tokens[one.first].tag)) or kinds.get((one.term, ANY), "epistemic")
        odds = log_odds(tree, one, learned.weights) + news_shift(one.term, around.features(tree, one))
        yield [start, end, kind, round(1 / (1 + math.exp(-odds)), 3)]
    for first, last, entry in lexicon.read("weasels").find(tree.forms(), tree.lemmas()):
        yield [*tree.span(range(first, last)), "weasel", float(entry["precision"])]


def main() -> None:
    """Label the articles, on every core."""
    source, out = map(Path, sys.argv[1:3])
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    with ProcessPoolExecutor() as pool, out.open("w", encoding="utf-8") as file:
        for labelled in pool.map(label, rows, chunksize=20):
            file.write(json.dumps(labelled) + "\n")


if __name__ == "__main__":
    main()
