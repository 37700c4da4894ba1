"""How much a detector's errors differ between texts: python -m benchmarks.errors_between_texts GOLD_FILE SCORER.

GOLD_FILE has lines ``{"id", "text", "attributions"}`` (PolNeAR); SCORER is the program that pairs found with coded.
Prints the standard deviation of log2(coded / found) over articles, and for which `adjust.ALIKE` precision and recall
that scatter independently of each other would give it. About two minutes.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis import spans
from analysis.study import Study
from benchmarks.gold import load, read

ROLES = ("source", "cue", "content")


def per_article(coded: list[dict[str, Any]], scorer: Any) -> pd.DataFrame:
    """One row an article: attributions, and words of content, that are coded, found, and both."""
    found = Study.from_texts({row["id"]: row["text"] for row in coded}).attributions
    found = found[found["parent_id"].isna()]  # those inside others are not coded
    rows = []
    for document in coded:
        own = found[found["article_id"] == document["id"]].to_dict("records")
        spelt = [{role: spans.unpack(row[f"{role}_spans"]) for role in ROLES} for row in own]
        tokens = scorer.Tokens(document["text"])
        gold, machine = (scorer.prepare(part, document["text"], tokens) for part in (document["attributions"], spelt))
        words = [set().union(*(entry["content"] for entry in part)) for part in (gold, machine)]
        pairs = len(scorer.pair_up(gold, machine)[0])
        rows.append(("attributions", len(gold), len(machine), pairs))
        rows.append(("words of content", len(words[0]), len(words[1]), len(words[0] & words[1])))
    return pd.DataFrame(rows, columns=["what", "coded", "found", "both"]).query("coded > 0 and found > 0")


def alike(deviation: float, precision: float, recall: float) -> float:
    """The number that gives log2(precision / recall) this standard deviation."""
    numbers = np.arange(2, 60)
    rng = np.random.default_rng(1)
    given = [
        np.log2(
            rng.beta(precision * k, (1 - precision) * k, 50_000) / rng.beta(recall * k, (1 - recall) * k, 50_000)
        ).std()
        for k in numbers
    ]
    return float(numbers[np.argmin(np.abs(np.array(given) - deviation))])


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    options = parser.parse_args()
    coded, scorer = read(options.gold), load(options.scorer)
    for what, rows in per_article(coded, scorer).groupby("what"):
        deviation = float(np.log2(rows["coded"] / rows["found"]).std())
        precision, recall = (rows["both"].sum() / rows[side].sum() for side in ("found", "coded"))
        print(
            f"{what}: {len(rows)} articles, precision {precision:.2f}, recall {recall:.2f}, standard deviation of "
            f"log2(coded / found) {deviation:.2f}, as {alike(deviation, precision, recall):.0f} would give"
        )


if __name__ == "__main__":
    main()
