"""How right the attributions are: python benchmarks/attribution.py GOLD_FILE SCORER [--out PREDICTIONS.jsonl].

GOLD_FILE has lines ``{"id", "text", "attributions"}``; SCORER is a program that takes it and a file of predictions.
Scored twice: every attribution found, and without those inside another content, which PolNeAR does not code.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from analysis import articles, attribution, parse, segment, spans

ROLES = ("source", "cue", "content")


def lines(ids: list[str], found: pd.DataFrame) -> list[str]:
    """A line of predictions for each article."""
    rows: dict[str, list[dict[str, list[spans.Span]]]] = {name: [] for name in ids}
    for row in found.to_dict("records"):
        rows[row["article_id"]].append({role: spans.unpack(row[f"{role}_spans"]) for role in ROLES})
    return [json.dumps({"id": name, "attributions": attributions}) for name, attributions in rows.items()]


def main() -> None:
    """Parse, find, print both scores and the time taken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--out", type=Path, help="keep the predictions here")
    options = parser.parse_args()
    coded = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    texts = {document["id"]: document["text"] for document in coded}
    documents = articles.from_texts(texts)
    sentences = segment.find_sentences(segment.find_segments(documents))
    begun = time.process_time()
    tokens = parse.parse(sentences)
    parsed = time.process_time()
    found = attribution.find_attributions(documents.assign(n_words=0, wire=False), sentences, tokens)
    done = time.process_time()
    words = sum(len(text.split()) for text in texts.values())
    print(f"{words} words; CPU seconds: parse {parsed - begun:.1f}, attribution {done - parsed:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for name, table in (("all", found), ("outermost only", found[found["parent_id"].isna()])):
            path = options.out if options.out and name == "all" else Path(folder) / "predictions.jsonl"
            path.write_text("\n".join(lines(list(texts), table)) + "\n", encoding="utf-8")
            print(f"\n{name}", flush=True)
            subprocess.run([sys.executable, str(options.scorer), str(options.gold), str(path)], check=True)


if __name__ == "__main__":
    main()
