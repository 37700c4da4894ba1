"""One row a score of the detectors on texts coded by hand: precision, recall, F1 with its interval, n on both sides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import articles, hedging, spans
from analysis.agreement import ratio
from analysis.coding.scores import ROLES, Hits, Row, score, score_spans
from analysis.schema import InputError
from analysis.spans import Span
from analysis.study import Study

LAYERS = ("hedges", "namings", "frames")
BATCH = 50  # texts read at once
SEED, DRAWS = 20_250_724, 2_000
COLUMNS = ["layer", "score", "precision", "recall", "f1", "low", "high", "found", "coded", "texts"]

Counts = dict[tuple[str, str], Hits]  # by layer and score


def evaluate(path: Path) -> tuple[pd.DataFrame, list[str]]:
    """The scores of every layer that a file has codes of, and the lines that could not be used.

    Attributions inside the content of another count only if some are coded so. The interval of F1 is the middle 95 %
    over texts drawn with replacement, missing with fewer than two texts.

    Raises
    ------
    InputError
        There is no such file, or no line of it can be used.
    """
    gold, left_out = _read(path)
    if not gold:
        raise InputError(f"{path}: no line can be used; {left_out[0] if left_out else 'expected id, text and codes'}")
    nested = any(_nests(row["attributions"]) for row in gold if "attributions" in row)
    kinds = {item[2] for row in gold for item in row.get("hedges", ()) if len(item) > 2}
    counts: list[Counts] = []
    for first in range(0, len(gold), BATCH):
        batch = gold[first : first + BATCH]
        documents = articles.from_texts({str(row["id"]): row["text"] for row in batch})
        study = Study(documents.assign(event=documents["article_id"]))
        counts += [_counts(row, study, nested, kinds) for row in batch]
    return _table(counts), left_out


def _read(path: Path) -> tuple[list[Row], list[str]]:
    """The usable lines, and what is wrong with the others."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; expected lines of JSON in UTF-8") from None
    rows: dict[str, Row] = {}
    left_out = []
    for number, line in enumerate(lines, start=1):
        try:
            row = _checked(json.loads(line)) if line.strip() else {}
            if row and str(row["id"]) in rows:
                raise ValueError(f"id {row['id']!r} for the second time")
            rows |= {str(row["id"]): row} if row else {}
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            left_out.append(f"line {number}: {error}; expected id, text and codes within the text")
    return list(rows.values()), left_out


def _checked(row: Row) -> Row:
    """A line whose spans lie in its text; ``cues`` are another word for hedges."""
    if not isinstance(row, dict):
        raise ValueError(f"{type(row).__name__}, no object")
    row = row | ({"hedges": row["cues"]} if "cues" in row and "hedges" not in row else {})
    if not isinstance(row["text"], str) or not any(layer in row for layer in ("attributions", *LAYERS)):
        raise ValueError(f"keys {sorted(row)}")
    held = [span for one in row.get("attributions", ()) for role in ROLES for span in one.get(role) or ()]
    for start, end, *_ in (*held, *(span for layer in LAYERS for span in row.get(layer, ()))):
        if not 0 <= start < end <= len(row["text"]):
            raise ValueError(f"span {start} to {end} of {len(row['text'])} characters")
    return row


def _nests(attributions: list[Row]) -> bool:
    """Whether a content stands inside another."""
    held = [set(_characters(one.get("content") or ())) for one in attributions]
    return any(one < other for one in held for other in held)


def _characters(held: Iterable[Span]) -> Iterator[int]:
    return (place for start, end in held for place in range(start, end))


def _counts(row: Row, study: Study, nested: bool, kinds: set[str]) -> Counts:
    """What is right in one text."""
    counts: Counts = {}
    if "attributions" in row:
        table = study.unresolved_attributions
        table = table[(table["article_id"] == str(row["id"])) & (nested | table["parent_id"].isna())]
        found = [{role: spans.unpack(one[f"{role}_spans"]) for role in ROLES} for one in table.to_dict("records")]
        counts |= {
            ("attributions", name): value for name, value in score(row["text"], found, row["attributions"]).items()
        }
    for layer in LAYERS:
        if layer in row:
            table = _found(study, layer, kinds)
            table = table[table["article_id"] == str(row["id"])]
            ours = set(zip(table["start"], table["end"], strict=True))
            coded = {(start, end) for start, end, *_ in row[layer]}
            counts |= {(layer, name): value for name, value in score_spans(ours, coded).items()}
    return counts


def _found(study: Study, layer: str, kinds: set[str]) -> pd.DataFrame:
    """What a detector found: of the hedges those of the kinds that are coded, else those that measures count."""
    table = study.table(layer)
    if layer != "hedges":
        return table
    return table[table["kind"].isin(kinds) & ~table["reporting"]] if kinds else hedging.counted(table)


def _table(counts: list[Counts]) -> pd.DataFrame:
    names = dict.fromkeys(name for one in counts for name in one)
    rows = []
    for name in names:
        values = np.array([one[name] for one in counts if name in one], dtype=float)
        precision, recall, f1 = _scores(values.sum(axis=0))
        found, coded = values[:, 2:].sum(axis=0).astype(int)
        rows.append((*name, precision, recall, f1, *_interval(values), found, coded, len(values)))
    return pd.DataFrame(rows, columns=COLUMNS)


def _scores(totals: np.ndarray) -> np.ndarray:
    """Precision, recall and F1; missing where there is nothing to count."""
    of_found, of_coded, found, coded = totals
    precision, recall = ratio(of_found, found), ratio(of_coded, coded)
    if not of_found:
        return np.array([precision, recall, ratio(0, found + coded)])
    return np.array([precision, recall, 2 * precision * recall / (precision + recall)])


def _interval(values: np.ndarray) -> tuple[float, float]:
    """The middle 95 % of F1 over texts drawn again."""
    if len(values) < 2 or not values[:, 2:].any():
        return float("nan"), float("nan")
    rng = np.random.default_rng(SEED)
    drawn = [_scores(values[rng.integers(len(values), size=len(values))].sum(axis=0))[2] for _ in range(DRAWS)]
    low, high = np.nanpercentile(drawn, [2.5, 97.5])  # a draw without any span has no F1
    return float(low), float(high)
