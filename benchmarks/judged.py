"""How right engagement, naming and passives are, from samples that a language model judged one by one.

No corpus codes these. ``benchmarks/judged/README.md`` says how the samples were drawn and judged, and has the codebook;
the files beside it hold places and codes, no text, so what the detectors find there today is scored, not what they
found when the samples were drawn. ``python -m benchmarks.judged POLNEAR_DEV OUT`` writes the samples as sheets to be
judged again: the text, and an empty cell for the code.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import spans

FOLDER = Path(__file__).parent / "judged"
CORPUS = "PolNeAR dev, a sample"
CODER = "a language model"
CODES = {
    "engagement": ("distance", "endorse"),
    "naming": ("label", "name", "role"),
    "agency": ("agentless", "passive"),
}
NOTES = {
    "engagement": "of attributions that were found",
    "naming": "of expressions that were found",
    "agency": "of verbs in the passive, with or without an agent",
}
DRAWS = 20_000
SEED = 20250724
HALF = 0.5  # Jeffreys' prior

Row = dict[str, Any]


class Cell(NamedTuple):
    """One stratum: each row stands for `weight` others; what cannot occur there, by design, has None."""

    weight: float
    right: int | None
    false: int | None
    missed: int | None


def key(article_id: str) -> str:
    """An article of the corpus without its name, which holds words of its headline."""
    return hashlib.sha256(article_id.encode()).hexdigest()[:12]


def rate(cells: list[Cell]) -> Row:
    """Precision and recall with 95 % intervals, strata weighted.

    ``n_found`` and ``n_coded`` say of how many independent occurrences, unweighted, each would be as surely known.

    Counts of each stratum have Gamma distributions given what was seen (Jeffreys' prior), so that the precision of one
    stratum has the Beta distribution that is usual for a share.

    Examples
    --------
    >>> found = rate([Cell(2.0, 45, 5, None), Cell(40.0, None, None, 1)])
    >>> round(found["precision"], 2), round(found["recall"], 2), found["fn"]
    (0.9, 0.69, 1)
    """
    rng = np.random.default_rng(SEED)
    point, drawn, seen = np.zeros(3), np.zeros((3, DRAWS)), np.zeros(3, dtype=int)
    for weight, *counts in cells:
        for place, count in enumerate(counts):
            if count is not None:
                seen[place] += count
                point[place] += weight * count
                drawn[place] += weight * rng.gamma(count + HALF, size=DRAWS)
    row: Row = dict(zip(("tp", "fp", "fn"), (int(count) for count in seen), strict=True))
    for name, other, number in (("precision", 1, "n_found"), ("recall", 2, "n_coded")):
        shares = drawn[0] / (drawn[0] + drawn[other])
        row[name] = float(point[0] / (point[0] + point[other]))
        row[f"{name}_low"], row[f"{name}_high"] = map(float, np.quantile(shares, [0.025, 0.975]))
        row[number] = round(float(shares.mean() * (1 - shares.mean()) / shares.var() - 1))
    row["f1"] = 2 * row["precision"] * row["recall"] / (row["precision"] + row["recall"])
    return row


def cells(items: pd.DataFrame, code: str, strata: pd.Series | None = None) -> list[Cell]:
    """One cell a stratum of items with ``weight``, ``predicted`` and ``judged``.

    `strata` are the weights by stratum where whole sentences were drawn: there anything can be missed, also where
    nothing was found. Where found rows were drawn, a stratum in which all, or none, have the code leaves no way to miss
    it, or to find it.
    """
    weights = items.groupby("stratum")["weight"].first() if strata is None else strata
    result = []
    for stratum, weight in weights.items():
        own = items[items["stratum"] == stratum]
        found, coded = own["predicted"] == code, own["judged"] == code
        counts = [int(both.sum()) for both in (found & coded, found & ~coded, ~found & coded)]
        can_find, can_miss = found.any(), strata is not None or not found.all()
        possible = (can_find, can_find, can_miss)
        result.append(Cell(float(weight), *(n if can else None for n, can in zip(counts, possible, strict=True))))
    return result


def rows(attributions: pd.DataFrame, namings: pd.DataFrame, clauses: pd.DataFrame) -> Iterator[Row]:
    """The rows of the table of accuracy, from what the detectors find in the articles of the corpus today."""
    cues = spans.explode(attributions.dropna(subset="cue"), "cue_spans")
    items = {"engagement": _drawn("engagement", cues, "engagement"), "naming": _drawn("naming", namings, "kind")}
    strata = None
    for detector, codes in CODES.items():
        if detector == "agency":
            items[detector], strata = _passives(clauses)
        for code in codes:
            fixed = {"detector": detector, "metric": code, "corpus": CORPUS, "coded_by": CODER}
            yield fixed | rate(cells(items[detector], code, strata)) | {"note": NOTES[detector]}


def _drawn(name: str, found: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows of a sample that are still found, with what they are found as."""
    sample = pd.read_csv(FOLDER / f"{name}.csv")
    drawn = sample["stratum"].map(sample["stratum"].value_counts())
    places = found.assign(article=found["article_id"].map(key))[["article", "start", "end", column]]
    pairs = sample.reset_index().merge(places, on="article", suffixes=("", "_found"))
    over = pairs[(pairs["start"] < pairs["end_found"]) & (pairs["start_found"] < pairs["end"])]
    exact = (over["start"] == over["start_found"]) & (over["end"] == over["end_found"])
    best = over.assign(exact=exact).sort_values("exact", ascending=False, kind="stable").drop_duplicates("index")
    predicted = best.set_index("index")[column]
    return sample.assign(weight=sample["population"] / drawn, predicted=predicted).dropna(subset="predicted")


def _passives(clauses: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series]:
    """The verbs of the sampled sentences that are found or judged to be in the passive; the weights of the strata."""
    sentences = pd.read_csv(FOLDER / "sentences.csv")
    sentences["weight"] = sentences["population"] / sentences["stratum"].map(sentences["stratum"].value_counts())
    passive = clauses[clauses["voice"].isin(CODES["agency"])]
    found = passive.assign(
        article=passive["article_id"].map(key), start=passive["verb_start"], predicted=passive["voice"]
    )
    coded = pd.read_csv(FOLDER / "passives.csv")
    verbs = coded.merge(found[["article", "start", "predicted"]], on=["article", "start"], how="outer")
    inside = verbs.merge(sentences, on="article", suffixes=("", "_of"))
    inside = inside[(inside["start_of"] <= inside["start"]) & (inside["start"] < inside["end_of"])]
    return inside.fillna({"predicted": "", "judged": ""}), sentences.groupby("stratum")["weight"].first()


def sheets(articles: dict[str, str], out: Path) -> None:
    """Write the samples with their text, without their codes: who judges again sees neither code nor stratum."""
    texts = {key(name): text for name, text in articles.items()}
    out.mkdir(parents=True, exist_ok=True)
    for name in ("engagement", "naming", "sentences"):
        sample = pd.read_csv(FOLDER / f"{name}.csv")[["article", "start", "end"]].sample(frac=1, random_state=SEED)
        around = 0 if name == "sentences" else 200
        pieces = [
            (
                texts[row.article][max(0, row.start - around) : row.start],
                texts[row.article][row.start : row.end],
                texts[row.article][row.end : row.end + around],
            )
            for row in sample.itertuples()
        ]
        shown = pd.DataFrame(pieces, columns=["before", "text", "after"], index=sample.index)
        pd.concat([sample, shown], axis="columns").assign(code="").to_csv(out / f"{name}.csv", index=False)


def main() -> None:
    """Write the sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    documents = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    sheets({row["id"]: row["text"] for row in documents}, options.out)


if __name__ == "__main__":
    main()
