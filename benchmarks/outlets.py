"""The measures of real articles as numbers, for notebook 10: python -m benchmarks.outlets GOLD.

GOLD is the folder of `benchmarks.reference`, whose counts are used (and made if need be). Written to ``data/reference``
are numbers, never text: ``measures.csv.gz``, one row a measure and article with its count and exposure, and
``claims.csv``, one row an event and ordered pair of BASIL's outlets: how many claims the first tells, and how many of
them the second tells too. The claims take some minutes of one processor; nothing is drawn by chance.
"""

from __future__ import annotations

import argparse
import time
from itertools import permutations
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from analysis import articles, measures
from analysis.study import Study
from benchmarks.reference import CORPORA, ROOT, batches, counted, documents

WRITTEN = ROOT / "data" / "reference"
KEYS = ["measure", "corpus", "event", "outlet", "article_id"]


def sums(folder: Path) -> pd.DataFrame:
    """One row a measure and article, in the order of the registry."""
    dates = pd.DataFrame(row for name in CORPORA for row in documents(folder / f"{name}.jsonl"))
    known = dates.reindex(columns=["article_id", "published"])
    table = counted(folder).groupby(KEYS, as_index=False)[["count", "exposure"]].sum()
    table["place"] = table["measure"].map(list(measures.REGISTRY).index)
    table = table.merge(known, on="article_id", validate="m:1").sort_values(["place", *KEYS[1:]], kind="stable")
    return table[[*KEYS, "published", "count", "exposure"]]


def claims(folder: Path) -> pd.DataFrame:
    """One row an event and ordered pair of outlets: ``told``, and ``shared`` of them."""
    rows = []
    for batch in tqdm(list(batches(documents(folder / "basil_events.jsonl")))):
        study = Study(articles.from_frame(batch).articles)
        outlet = study.articles.set_index("article_id")["outlet"]
        for (event, a, b), pair in study.alignments.groupby(["event", "article_a", "article_b"]):
            for (own, side), (other, _) in permutations([(a, "claim_a"), (b, "claim_b")]):
                told = pair.dropna(subset=[side]).groupby(side)["status"].agg(lambda found: "both" in set(found))
                rows.append((event, outlet[own], outlet[other], len(told), int(told.sum())))
    table = pd.DataFrame(rows, columns=["event", "outlet", "other", "told", "shared"])
    return table.sort_values(["event", "outlet", "other"], ignore_index=True)


def main() -> None:
    """Count what is not counted yet, and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    WRITTEN.mkdir(parents=True, exist_ok=True)
    # No time stamp in the packed file, so that the same numbers give the same bytes.
    packed = {"method": "gzip", "mtime": 1}
    sums(gold).to_csv(WRITTEN / "measures.csv.gz", index=False, compression=packed, lineterminator="\n")
    begun = time.process_time()
    claims(gold).to_csv(WRITTEN / "claims.csv", index=False, lineterminator="\n")
    print(f"claims: {time.process_time() - begun:.0f} CPU seconds")


if __name__ == "__main__":
    main()
