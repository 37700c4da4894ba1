"""How right the grouping of names is: ``python -m benchmarks.naming GOLD`` writes the table of docs/framing.md.

GOLD is the folder of gold corpora with ``naming_newswcl50.jsonl`` (NewsWCL50, Hamborg et al. 2019). Phrases are grouped
alone, without their articles, each event and kind by itself; beside it stand two plain rules. B-cubed precision and
recall (Bagga & Baldwin 1998).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from analysis.referring import actors
from benchmarks.pages import markdown, put

PAGE = Path(__file__).parent.parent / "docs" / "framing.md"
KINDS = {
    "ACTOR": "persons and bodies (ACTOR)",
    "OBJECT": "things (OBJECT)",
    "EVENT": "events (EVENT)",
    "COUNTRY": "countries (COUNTRY)",
    "GROUP": "groups (GROUP)",
    "MISC": "the rest (MISC)",
    "ACTION": "acts (ACTION, mostly verbs: “met with …”)",
    "PROPERTY": "properties (PROPERTY: “was not fair”)",
}


def b_cubed(rows: pd.DataFrame, group: Callable[[list[str]], Sequence[object]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a grouping of the phrases of each event."""
    shares = []
    for _, event in rows.groupby("event"):
        pairs = pd.DataFrame({"found": group(event["mention"].tolist()), "gold": event["code"].to_numpy()})
        both = pairs.groupby(["found", "gold"])["gold"].transform("size")
        sizes = [pairs.groupby(side)[side].transform("size") for side in ("found", "gold")]
        shares.append(pd.DataFrame({"precision": both / sizes[0], "recall": both / sizes[1]}))
    mean = pd.concat(shares).mean()
    return mean["precision"], mean["recall"], 2 * mean["precision"] * mean["recall"] / mean.sum()


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a kind of phrases: ours, and of two rules the F1."""
    found = []
    for kind, words in KINDS.items():
        own = rows[rows["type"] == kind]
        precision, recall, f1 = b_cubed(own, actors.group)
        last = b_cubed(own, lambda phrases: [phrase.lower().split()[-1].strip(".'") for phrase in phrases])[2]
        same = b_cubed(own, lambda phrases: [phrase.lower() for phrase in phrases])[2]
        shares = [precision, recall, f1, last, same]
        found.append([words, f"{len(own):,}", *(f"{share:.2f}" for share in shares)])
    return pd.DataFrame(
        found, columns=["kind of phrases", "n", "precision", "recall", "F1", "same last word", "same string"]
    )


def main() -> None:
    """Score and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    rows = pd.read_json(parser.parse_args().gold / "naming_newswcl50.jsonl", lines=True, dtype=False)
    put(PAGE, {"naming": markdown(table(rows))})


if __name__ == "__main__":
    main()
