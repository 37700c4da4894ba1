"""How often the detectors are wrong: python benchmarks/accuracy.py GOLD SCORER.

GOLD is the folder of gold corpora, SCORER the program that scores attributions. Writes
``analysis/reference/accuracy.csv``, one row a detector and metric: precision, recall, F1, the counts behind them; and
the same as a table into ``docs/accuracy.md``. Numbers only, no text. About five minutes on one core.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from analysis import spans
from analysis.referring import actors
from analysis.study import Study

ROOT = Path(__file__).parent.parent
OUT = ROOT / "analysis" / "reference" / "accuracy.csv"
PAGE = ROOT / "docs" / "accuracy.md"
MARKS = "<!-- accuracy -->", "<!-- /accuracy -->"
COLUMNS = ["detector", "metric", "corpus", "precision", "recall", "f1", "tp", "fp", "fn", "note"]
NOTE = "documents not learned from; the weights of the two models were chosen on them"
ROLES = ("source", "cue", "content")

Row = dict[str, Any]


def load(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path: Path) -> list[Row]:
    """The rows of a file with one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def counted(found: int, coded: int, right: int) -> Row:
    """Precision, recall and F1 with their counts."""
    precision, recall = right / found, right / coded
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": precision, "recall": recall, "f1": f1, "tp": right, "fp": found - right, "fn": coded - right}


def attributions(gold: Path, scorer: ModuleType) -> Iterator[Row]:
    """Scores on the development articles, which thresholds were tuned on but nothing was learned from."""
    coded = read(gold / "polnear_dev.jsonl")
    found = Study.from_texts({row["id"]: row["text"] for row in coded}).unresolved_attributions
    found = found[found["parent_id"].isna()]  # the corpus does not code what stands inside another content
    lines: dict[str, list[Row]] = {row["id"]: [] for row in coded}
    for row in found.to_dict("records"):
        lines[row["article_id"]].append({role: spans.unpack(row[f"{role}_spans"]) for role in ROLES})
    result = scorer.score(coded, [{"id": name, "attributions": rows} for name, rows in lines.items()])
    scores = {name: result[name] for name in ("match", "joint", "exact")}
    scores["words"] = result["tokens"]["content"]
    scores |= {f"match, {form}": result["by_type"][form] for form in ("direct", "mixed", "indirect")}
    meanings = {"match": "half of the words of the content", "joint": "match, and the source", "exact": "same content"}
    meanings["words"] = "words of any content"
    for name, score in scores.items():
        row = {"precision": score["p"], "recall": score["r"], "f1": score["f1"]}
        right = round(score["r"] * score["gold"])
        row |= {"tp": right, "fp": score["pred"] - round(score["p"] * score["pred"]), "fn": score["gold"] - right}
        yield {"detector": "attribution", "metric": name, "corpus": "PolNeAR dev", **row, "note": meanings.get(name)}


def hedges(gold: Path) -> Iterator[Row]:
    """Scores on the tenth of the documents that the encoder did not learn from, other weights learned without it."""
    found, coded = load(ROOT / "benchmarks" / "hedging.py").held_out(gold)
    fixed = {"detector": "hedging", "corpus": "Szeged Wikipedia train, a tenth", "note": NOTE}
    for metric, ours, theirs in (
        ("exact cue", {one.place for one in found}, {one.place for one in coded}),
        ("sentence", {one.sentence for one in found}, {one.sentence for one in coded}),
    ):
        yield {**fixed, "metric": metric, **counted(len(ours), len(theirs), len(ours & theirs))}


def names(gold: Path) -> Iterator[Row]:
    """B-cubed scores of the grouping of phrases into actors, each event by itself."""
    rows = pd.DataFrame([row for row in read(gold / "naming_newswcl50.jsonl") if row["type"] == "ACTOR"])
    shares = []
    for _, event in rows.groupby("event"):
        pairs = pd.DataFrame({"found": actors.group(event["mention"].tolist()), "gold": event["code"].to_numpy()})
        both = pairs.groupby(["found", "gold"])["gold"].transform("size")
        sizes = [pairs.groupby(side)[side].transform("size") for side in ("found", "gold")]
        shares.append(pd.DataFrame({"precision": both / sizes[0], "recall": both / sizes[1]}))
    mean = pd.concat(shares).mean()
    f1 = 2 * mean["precision"] * mean["recall"] / mean.sum()
    note = "B-cubed, phrases alone; tuned on it"
    yield {"detector": "naming", "metric": "actors", "corpus": "NewsWCL50", **mean, "f1": f1, "note": note}


def alignments() -> Iterator[Row]:
    """Pairs of claims of the two articles against the partners coded by hand."""
    scorer = load(ROOT / "benchmarks" / "alignment.py")
    study = Study.read(ROOT / "data" / "articles" / "pakistan-platforms")
    scores = scorer.score_event(study.claims, study.alignments)
    row = {name: scores[name] for name in ("precision", "recall")}
    row["f1"] = 2 * row["precision"] * row["recall"] / sum(row.values())
    row |= {"tp": scores["found"], "fp": scores["wrong"], "fn": scores["coded"] - scores["found"]}
    note = "coded by one coder; seen while tuning"
    yield {"detector": "alignment", "metric": "pairs of claims", "corpus": "the two articles", **row, "note": note}


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
    table = pd.DataFrame(rows, columns=COLUMNS).round(3).astype({"tp": "Int64", "fp": "Int64", "fn": "Int64"})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(OUT, index=False, lineterminator="\n")
    show(table)


def show(table: pd.DataFrame) -> None:
    """Put the table between the marks of the page."""
    text = table.astype(object).where(table.notna(), "")
    rows = ["| " + " | ".join(map(str, row)) + " |" for row in [COLUMNS, ["---"] * len(COLUMNS), *text.to_numpy()]]
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    PAGE.write_text("\n".join([before + MARKS[0], *rows, MARKS[1] + after]), encoding="utf-8")


if __name__ == "__main__":
    main()
