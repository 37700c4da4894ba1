"""How right the cues of uncertainty are: python benchmarks/hedging.py GOLD_FILE SCORER [--out PREDICTIONS.jsonl].

GOLD_FILE has lines ``{"id", "text", "uncertain", "cues"}``; SCORER is a program that takes it and a file of
predictions. Scored are the four kinds that the Szeged corpus codes, beside the plain list of learned terms with no
look at their context.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from analysis import hedging, lexicon, marks, parse, schema
from analysis.hedge_model import ANY, candidates
from analysis.syntax import Tree, trees

Found = Callable[[Tree], Iterable[tuple[int, int, str]]]


def in_context(marked: dict[str, hedging.Marked]) -> Found:
    """What the detector finds, given the encoder's marks."""

    def find(tree: Tree) -> Iterable[tuple[int, int, str]]:
        found = hedging.find_cues(tree, marked.get(tree.article_id))
        return [(cue.first, cue.last, cue.kind) for cue in found if cue.kind in hedging.UNCERTAINTY]

    return find


def plain_list(tree: Tree) -> Iterable[tuple[int, int, str]]:
    """Every use of a term that was a cue in at least half of its uses."""
    words = lexicon.read("hedges")
    usual = {
        entry["term"]: entry["kind"]
        for entry in words.entries
        if entry["tag"] == ANY and float(entry["precision"]) >= 0.5
    }
    return [(first, last, usual[term]) for first, last, term in candidates(tree, words) if term in usual]


def predict(parsed: dict[str, Tree], find: Found) -> list[dict[str, object]]:
    """A line of predictions for each sentence."""
    return [
        {"id": name, "cues": [[*tree.span(range(first, last)), kind] for first, last, kind in find(tree)]}
        for name, tree in parsed.items()
    ]


def main() -> None:
    """Parse, predict both ways, print both scores and the time taken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--out", type=Path, help="keep the predictions of the detector here")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    fixed = {"sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "start": 0, "n_words": 0}
    table = [{**fixed, "article_id": row["id"], "end": len(row["text"]), "text": row["text"]} for row in rows]
    begun = time.process_time()
    sentences = schema.frame("sentences", table)
    tokens = parse.parse(sentences)
    parsed = {tree.article_id: tree for tree in trees(tokens)}
    print(f"parse: {time.process_time() - begun:.1f} CPU-seconds, {len(tokens)} tokens")
    begun = time.process_time()
    found = marks.find_marks(pd.DataFrame(rows).rename(columns={"id": "article_id"}), sentences)
    found = found[found["role"].isin(hedging.UNCERTAINTY)]
    marked = {name: hedging.Marked(part) for name, part in found.groupby("article_id")}
    print(f"encoder: {time.process_time() - begun:.1f} CPU-seconds")
    for name, find in (("plain list", plain_list), ("in context", in_context(marked))):
        begun = time.process_time()
        predictions = predict(parsed, find)
        print(f"\n{name}: {time.process_time() - begun:.1f} CPU-seconds", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            keep = options.out if options.out and name == "in context" else Path(folder) / "predictions.jsonl"
            keep.write_text("".join(json.dumps(line) + "\n" for line in predictions), encoding="utf-8")
            subprocess.run([sys.executable, str(options.scorer), str(options.gold), str(keep)], check=True)


if __name__ == "__main__":
    main()
