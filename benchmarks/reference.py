"""What is usual in news, and how far two reports of one event differ: python -m benchmarks.reference GOLD.

GOLD is a folder with ``polnear_train.jsonl``, ``polnear_dev.jsonl`` (PolNeAR: Newell, Margolin & Ruths 2018) and
``basil_events.jsonl`` (BASIL: Fan et al. 2019); `data/README.md` says where they come from. Every measure is counted in
every article, batch by batch. A corpus that is counted is kept in ``build/reference`` and not counted again; delete its
file to do so. Nothing is drawn by chance. Written to ``analysis/reference`` are three tables, never text: ``usual.csv``
and ``same_event.csv`` (numbers) and ``words.csv`` (single words and how often each stands in all articles together).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from tqdm import tqdm

from analysis import articles, measures
from analysis.comparing.keyness import find_words
from analysis.study import Study
from analysis.work.pool import in_order

ROOT = Path(__file__).parent.parent
COUNTED = ROOT / "build" / "reference"
WRITTEN = ROOT / "analysis" / "reference"
CORPORA = {"polnear_train": "PolNeAR", "polnear_dev": "PolNeAR", "basil_events": "BASIL"}
BATCH = 21  # articles parsed at a time; three a BASIL event, so that no event is torn
OPENING = 300  # words: as if an editor had cut the article from below
LEVELS = range(0, 101, 5)  # per cent; 0 and 100 are the least and the greatest
RARE = 5  # times in all corpora; what is rarer could tell whose text it is from


def documents(path: Path) -> list[dict[str, Any]]:
    """The articles of a file: PolNeAR's are each an event, BASIL's stand three to an event."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [_polnear(row) if "publisher" in row else _basil(row) for row in rows]


def _polnear(row: dict[str, Any]) -> dict[str, Any]:
    return {"article_id": row["id"], "event": row["id"], "outlet": row["publisher"], "text": row["text"]}


def _basil(row: dict[str, Any]) -> dict[str, Any]:
    """Its sentences put together to paragraphs again, under its title."""
    sentences = iter(row["sentences"])
    paragraphs = [" ".join(next(sentences) for _ in range(length)) for length in row["paragraph_lengths"]]
    return {
        "article_id": f"{row['event']} {row['outlet']}",
        "event": row["event"],
        "outlet": row["outlet"],
        "published": row["date"],
        "headline": row["title"],
        "text": "\n\n".join([row["title"], *paragraphs, *sentences]),
    }


def batches(rows: list[dict[str, Any]]) -> Iterator[pd.DataFrame]:
    """Some articles at a time, those of an event together."""
    table = pd.DataFrame(rows).sort_values(["event", "outlet"], kind="stable")
    for start in range(0, len(table), BATCH):
        yield table.iloc[start : start + BATCH]


def count(path: Path, limit: int | None = None) -> pd.DataFrame:
    """Every measure in every sentence of a corpus, with the article's corpus, outlet and event; on every core."""
    parts = list(batches(documents(path)[:limit]))
    found = [table for _, table in tqdm(in_order(_count, parts), total=len(parts), desc=path.stem)]
    return pd.concat(found, ignore_index=True).assign(corpus=CORPORA[path.stem])


def _count(batch: pd.DataFrame) -> pd.DataFrame:
    study = Study(articles.from_frame(batch).articles)
    known = study.articles[["article_id", "event", "outlet"]]
    return study.measures.merge(known, on="article_id", validate="m:1")


def counted(folder: Path) -> pd.DataFrame:
    """The counts of all corpora, from the files kept or made now."""
    COUNTED.mkdir(parents=True, exist_ok=True)
    tables = []
    for name in CORPORA:
        path = COUNTED / f"{name}.csv.gz"
        if not path.is_file():
            count(folder / f"{name}.jsonl").to_csv(path, index=False)
        tables.append(pd.read_csv(path))
    return pd.concat(tables, ignore_index=True)


def openings(counts: pd.DataFrame) -> pd.DataFrame:
    """The sentences of each article up to the one that brings it to `OPENING` words; shorter articles are left out."""
    words = counts[counts["measure"] == "attributed_words"].sort_values(["article_id", "unit"])
    reached = words.groupby("article_id")["exposure"].cumsum()
    long_enough = reached.groupby(words["article_id"]).transform("max") >= OPENING
    kept = words.loc[(reached - words["exposure"] < OPENING) & long_enough, ["article_id", "unit"]]
    return counts.merge(kept, on=["article_id", "unit"], validate="m:1")


def rates(counts: pd.DataFrame) -> pd.DataFrame:
    """One row a measure and article that has any exposure: its rate, on the measure's scale."""
    keys = ["measure", "corpus", "outlet", "event", "article_id"]
    table = counts.groupby(keys, as_index=False)[["count", "exposure"]].sum()
    scale = table["measure"].map({name: entry.scale for name, entry in measures.REGISTRY.items()})
    return table.assign(rate=scale * table["count"] / table["exposure"])


def usual(table: pd.DataFrame) -> pd.DataFrame:
    """One row a measure and group of articles: n, the share without any count, and quantiles of the rate."""
    groups = [
        table.assign(corpus="all", outlet="all"),
        table.assign(outlet="all"),
        table,
    ]
    rows = [
        {"measure": name, "corpus": corpus, "outlet": outlet, "n": len(group), "zero": (group["count"] == 0).mean()}
        | quantiles(group["rate"])
        for part in groups
        for (name, corpus, outlet), group in part.groupby(["measure", "corpus", "outlet"])
    ]
    return pd.DataFrame(rows)


def same_event(table: pd.DataFrame) -> pd.DataFrame:
    """One row a measure: how far two articles on one BASIL event differ, where both have exposure."""
    pairs = [
        {"measure": name, "a": a, "b": b}
        for (name, _), event in table[table["corpus"] == "BASIL"].groupby(["measure", "event"])
        for a, b in combinations(event["rate"], 2)
    ]
    rows = []
    for name, group in pd.DataFrame(pairs).groupby("measure"):
        zeros = (group[["a", "b"]] == 0).sum(axis=1)
        both = group[zeros == 0]
        shares = {"n": len(group), "one_zero": (zeros == 1).mean(), "both_zero": (zeros == 2).mean()}
        rows.append({"measure": name} | shares | quantiles(np.log2(both["b"] / both["a"]).abs()))
    return pd.DataFrame(rows)


def quantiles(values: pd.Series) -> dict[str, float]:
    """The quantiles of some values."""
    return {f"q{level}": values.quantile(level / 100) for level in LEVELS}


def write(name: str, whole: pd.DataFrame, opening: pd.DataFrame) -> None:
    """Both extents in one file, measures in the order of the registry."""
    table = pd.concat([whole.assign(extent="whole"), opening.assign(extent="opening")])
    table["order"] = table["measure"].map(list(measures.REGISTRY).index)
    table = table.sort_values(["extent", "order"], kind="stable").drop(columns="order")
    first = ["measure", "extent"]
    table = table[[*first, *table.columns.drop(first)]]
    WRITTEN.mkdir(exist_ok=True)
    table.to_csv(WRITTEN / name, index=False, float_format="%.4g", lineterminator="\n")


def words(folder: Path) -> pd.DataFrame:
    """One row a word used at least `RARE` times in all articles together; the first row, without a word, is the sum."""
    texts = (row["text"] for name in CORPORA for row in documents(folder / f"{name}.jsonl"))
    found = Counter(word.form for text in texts for word in find_words(text))
    kept = sorted((word, number) for word, number in found.items() if number >= RARE)
    return pd.DataFrame([("", found.total()), *kept], columns=["word", "count"])


def main() -> None:
    """Count what is not counted yet, then write both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, help="the folder of the corpora")
    parser.add_argument("--try-on", type=int, metavar="N", help="only time N articles of each corpus; write nothing")
    options = parser.parse_args()
    if options.try_on:
        for name in CORPORA:
            count(options.gold / f"{name}.jsonl", options.try_on)
        return
    counts = counted(options.gold)
    whole, opening = rates(counts), rates(openings(counts))
    write("usual.csv", usual(whole), usual(opening))
    write("same_event.csv", same_event(whole), same_event(opening))
    words(options.gold).to_csv(WRITTEN / "words.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
