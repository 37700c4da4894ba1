"""How much time framing adds to the parse: python -m benchmarks.framing [FILE.jsonl] [WORDS].

Prints the processor time of each table of framing on the texts of a JSONL file (``text``; without one, the articles of
this repository many times over), as a share of the parse of the same texts in the same run. The limit is 60 %.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from analysis.study import Study

ROOT = Path(__file__).parent.parent
EVENT = ROOT / "data" / "articles" / "pakistan-platforms"
TABLES = ("namings", "clauses", "directives", "presuppositions", "frames")
MOST = 0.6  # of the time of the parse
WORDS = 20_000


def texts() -> dict[str, str]:
    """Texts of some `WORDS` words."""
    if len(sys.argv) > 1:
        found = [json.loads(line)["text"] for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    else:
        found = [row.text for row in Study.read(EVENT).articles.itertuples()] * 40
    most, chosen = int(sys.argv[2]) if len(sys.argv) > 2 else WORDS, {}
    for number, text in enumerate(found):
        if most > 0:
            chosen[str(number)] = text
            most -= len(text.split())
    return chosen


def seconds(study: Study, name: str) -> float:
    """Processor time of one table, what it needs being there."""
    begun = time.process_time()
    getattr(study, name)
    return time.process_time() - begun


def main() -> None:
    """Time and print."""
    warm = Study.from_texts({"x": "The mayor urged drivers to slow down."})
    for name in TABLES:  # load the model and the lists
        seconds(warm, name)
    study = Study.from_texts(texts())
    seconds(study, "sentences")
    parse = seconds(study, "tokens")
    seconds(study, "unresolved_attributions")
    spent = {name: seconds(study, name) for name in TABLES}
    words = study.sentences["n_words"].sum()
    print(f"{words} words, parse {words / parse:.0f} words a second of one core")
    for name, own in spent.items():
        print(f"{name:16}{own / parse:6.2f} of the parse")
    share = sum(spent.values()) / parse
    print(f"{'framing':16}{share:6.2f} of the parse, {'within' if share <= MOST else 'ABOVE'} {MOST}")


if __name__ == "__main__":
    main()
