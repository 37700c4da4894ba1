"""How often the detectors are wrong: python -m benchmarks.accuracy GOLD SCORER.

GOLD is the folder of gold corpora, SCORER the program that scores attributions. Writes
``analysis/reference/accuracy.csv``, one row a detector and metric: precision, recall, F1, the counts behind them; and
the same into ``docs/accuracy.md``, as two tables: what people have coded in a corpus, and what a language model has
coded or judged (``coded_by``). Numbers only, no text. About five minutes on one core.

``n_found`` and ``n_coded`` say of how many independent occurrences precision and recall are as surely known: fewer than
were counted where errors cluster in articles (attributions), or where a sample was weighted (`benchmarks.judged`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis import spans
from analysis.referring import actors
from analysis.study import Study
from benchmarks import hedging, judged, partners
from benchmarks.gold import load, read
from benchmarks.naming import b_cubed
from benchmarks.pages import lines, put

ROOT = Path(__file__).parent.parent
OUT = ROOT / "analysis" / "reference" / "accuracy.csv"
PAGE = ROOT / "docs" / "accuracy.md"
PEOPLE, MODEL = "people", "a language model"  # who coded
MARKS = {PEOPLE: "accuracy", MODEL: "judged"}  # the tables on the page
COLUMNS = [
    *("detector", "metric", "corpus", "coded_by", "precision", "precision_low", "precision_high"),
    *("recall", "recall_low", "recall_high", "f1", "tp", "fp", "fn", "n_found", "n_coded", "note"),
]
NOTE = "documents not learned from; the weights of the two models were chosen on them"
ROLES = ("source", "cue", "content")

Row = dict[str, Any]
Side = list[tuple[int, int]]


def counted(found: Side, coded: Side) -> Row:
    """Precision, recall and F1 with their counts and intervals; each side is (right, all), one row an article or one.

    An article's errors hang together, so the variance of a share is that of a ratio over articles (Cochran 1977), and
    its interval that of a share of as many independent occurrences as have this variance (Jeffreys' prior).
    """
    row: Row = {}
    for name, number, side in (("precision", "n_found", found), ("recall", "n_coded", coded)):
        right, everything = np.asarray(side, dtype=float).reshape(-1, 2).T
        total, articles = everything.sum(), len(everything)
        share = right.sum() / total
        row[number] = total
        if articles > 1:
            variance = ((right - share * everything) ** 2).sum() / total**2 * articles / (articles - 1)
            row[number] = min(total, share * (1 - share) / variance) if variance else total
        parts = share * row[number] + 0.5, (1 - share) * row[number] + 0.5
        row |= {
            name: share,
            f"{name}_low": stats.beta.ppf(0.025, *parts),
            f"{name}_high": stats.beta.ppf(0.975, *parts),
        }
        row[number] = round(row[number])
    row["f1"] = 2 * row["precision"] * row["recall"] / (row["precision"] + row["recall"])
    (right, everything), (_, there) = (np.asarray(side).reshape(-1, 2).sum(axis=0) for side in (found, coded))
    missed = there - np.asarray(coded).reshape(-1, 2)[:, 0].sum()
    return row | {"tp": int(right), "fp": int(everything - right), "fn": int(missed)}


def attributions(gold: Path, scorer: ModuleType) -> Iterator[Row]:
    """Scores on the development articles, which thresholds were tuned on but nothing was learned from.

    After them the samples of the same articles that were judged one by one.
    """
    coded = read(gold / "polnear_dev.jsonl")
    study = Study.from_texts({row["id"]: row["text"] for row in coded})
    found = study.unresolved_attributions
    found = found[found["parent_id"].isna()]  # the corpus does not code what stands inside another content
    lines: dict[str, list[Row]] = {row["id"]: [] for row in coded}
    for row in found.to_dict("records"):
        lines[row["article_id"]].append({role: spans.unpack(row[f"{role}_spans"]) for role in ROLES})
    results = [scorer.score([row], [{"id": row["id"], "attributions": lines[row["id"]]}]) for row in coded]
    meanings = {"match": "half of the words of the content", "joint": "match, and the source", "exact": "same content"}
    meanings["words"] = "words of any content"
    forms = [f"match, {form}" for form in ("direct", "mixed", "indirect")]
    for name in (*meanings, *forms):
        sides = [_sides(_score(result, name)) for result in results]
        row = counted([found for found, _ in sides], [coded for _, coded in sides])
        fixed = {"detector": "attribution", "metric": name, "corpus": "PolNeAR dev", "coded_by": PEOPLE}
        yield fixed | row | {"note": meanings.get(name)}
    yield from judged.rows(study.attributions, study.namings, study.clauses)


def _score(result: Row, name: str) -> Row:
    """One of the scores of an article."""
    if name == "words":
        return result["tokens"]["content"]
    return result["by_type"][name.removeprefix("match, ")] if "," in name else result[name]


def _sides(score: Row) -> Side:
    """The right ones and all, of what is found and of what is coded."""
    return [(round(score[share] * score[number]), score[number]) for share, number in (("p", "pred"), ("r", "gold"))]


def hedges(gold: Path) -> Iterator[Row]:
    """Scores on the tenth of the documents that the encoder did not learn from, other weights learned without it."""
    found, coded = hedging.held_out(gold)
    fixed = {"detector": "hedging", "corpus": "Szeged Wikipedia train, a tenth", "coded_by": PEOPLE, "note": NOTE}
    for metric, ours, theirs in (
        ("exact cue", {one.place for one in found}, {one.place for one in coded}),
        ("sentence", {one.sentence for one in found}, {one.sentence for one in coded}),
    ):
        right = len(ours & theirs)
        yield {**fixed, "metric": metric, **counted([(right, len(ours))], [(right, len(theirs))])}


def names(gold: Path) -> Iterator[Row]:
    """B-cubed scores of the grouping of phrases into actors, each event by itself."""
    rows = pd.DataFrame([row for row in read(gold / "naming_newswcl50.jsonl") if row["type"] == "ACTOR"])
    scores = dict(zip(("precision", "recall", "f1"), b_cubed(rows, actors.group), strict=True))
    note = "B-cubed, phrases alone; tuned on it"
    fixed = {"detector": "naming", "metric": "actors", "corpus": "NewsWCL50", "coded_by": PEOPLE}
    yield fixed | scores | {"note": note}


def alignments() -> Iterator[Row]:
    """Pairs of claims of the two articles against the partners coded by hand."""
    study = Study.read(ROOT / "data" / "articles" / "pakistan-platforms")
    scores = partners.score_event(study.claims, study.alignments)
    right = scores["found"]
    row = counted([(right, right + scores["wrong"])], [(right, scores["coded"])])
    note = "coded by one coder; seen while tuning"
    fixed = {"detector": "alignment", "metric": "pairs of claims", "corpus": "the two articles", "coded_by": MODEL}
    yield fixed | row | {"note": note}


def main() -> None:
    """Score and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    options = parser.parse_args()
    rows = [
        *attributions(options.gold, load(options.scorer)),
        *hedges(options.gold),
        *names(options.gold),
        *alignments(),
    ]
    table = pd.DataFrame(rows, columns=COLUMNS).round(3)
    table = table.astype(dict.fromkeys(["tp", "fp", "fn", "n_found", "n_coded"], "Int64"))
    OUT.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(OUT, index=False, lineterminator="\n")
    show(table)


def show(table: pd.DataFrame) -> None:
    """Put a table between each pair of marks of the page, by who coded."""
    put(PAGE, {mark: lines(_cells(table[table["coded_by"] == coder])) for coder, mark in MARKS.items()})


def _cells(table: pd.DataFrame) -> Iterator[list[str]]:
    """The rows of a table for people, intervals in brackets; empty where something is not known."""
    heads = ["detector", "metric", "corpus", "precision", "recall", "F1", "right, false, missed", "note"]
    yield from (heads, ["---"] * len(heads))
    for row in table.to_dict("records"):
        shares = [
            f"{row[name]:.2f}"
            + (f" ({row[f'{name}_low']:.2f} to {row[f'{name}_high']:.2f})" if pd.notna(row[f"{name}_low"]) else "")
            for name in ("precision", "recall")
        ]
        counts = ", ".join(f"{row[name]:,}" for name in ("tp", "fp", "fn")) if pd.notna(row["tp"]) else ""
        note = row["note"] if pd.notna(row["note"]) else ""
        yield [row["detector"], row["metric"], row["corpus"], *shares, f"{row['f1']:.2f}", counts, note]


if __name__ == "__main__":
    main()
