"""Learn how often a word in a construction attributes: `python training/learn_reporting.py GOLD.jsonl`.

Reads coded articles (one JSON object a line: id, text, attributions of source, cue and content spans), finds every
possible attribution in them, and counts how many of each word and construction the coders made too. Writes
``analysis/lexicons/attribution_rates.csv``: words, constructions and numbers, no text.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import pandas as pd

from analysis import articles, lexicon, parse, segment
from analysis.quotes import Quotations, find_quotes
from analysis.spans import Span
from analysis.speech import find_possible, left_over
from analysis.syntax import trees

BATCH = 40  # articles parsed at a time
SAME = 0.5  # share of characters that a content and a coded one must have in common to be the same
WEIGHT = 5  # uses that the mean of a construction's rare words counts for, against the word's own
RARE = 3  # a word with at most so many uses is rare
LEAST = 0.1  # a rate below it is left out where the construction's mean is below it too: it changes nothing
HEADER = """\
# Share of a word's uses in a construction that are attributions
# source: counted in PolNeAR v1.0, training split, by training/learn_reporting.py; words and numbers only
# licence: MIT
# citation: Newell, E., Margolin, D. and Ruths, D. (2018). An Attribution Relations Corpus for Political News. LREC
# term * is a word not listed; rate: (hits + 5 m) / (uses + 5), m the mean of words used at most three times
term,construction,uses,rate
"""

Key = tuple[str, str]


def documents(path: Path) -> Iterator[list[dict]]:
    """The coded articles, some at a time."""
    coded = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for start in range(0, len(coded), BATCH):
        yield coded[start : start + BATCH]


def tokens_of(batch: Iterable[dict]) -> pd.DataFrame:
    """The tokens of some articles."""
    tables = articles.from_texts({document["id"]: document["text"] for document in batch})
    return parse.parse(segment.find_sentences(segment.find_segments(tables)))


def overlap(a: list[Span], b: list[Span]) -> float:
    """Characters two contents share, out of those of either."""
    common = sum(max(0, min(stop, end) - max(start, low)) for start, stop in a for low, end in b)
    either = sum(end - start for start, end in (*a, *b)) - common
    return common / either if either else 0.0


def count(batch: list[dict], tokens: pd.DataFrame, uses: Counter[Key], hits: Counter[Key]) -> None:
    """Add the uses of every word and construction, and those that the coders made too; a coded one is hit once."""
    coded = {document["id"]: document for document in batch}
    for article_id, group in groupby(trees(tokens), key=lambda tree: tree.article_id):
        document = coded[article_id]
        quotations = Quotations(find_quotes(document["text"]))
        sentences = list(group)
        possible = list(find_possible(document["text"], sentences, quotations))
        keys: list[Key] = [(one.candidate.term, one.candidate.construction) for one in possible]
        contents = [one.content for one in possible]
        for _, quote in left_over(document["text"], sentences, quotations, contents):
            keys.append(("", "free"))
            contents.append([(quote.start, quote.end)])
        uses.update(keys)
        hits.update(keys[place] for place in matched(contents, document["attributions"]))


def matched(contents: list[list[Span]], attributions: list[dict]) -> set[int]:
    """The contents that are each the best match of a coded one."""
    found: set[int] = set()
    for attribution in attributions:
        gold = [(start, end) for start, end in attribution["content"]]
        scored = [(overlap(content, gold), -place) for place, content in enumerate(contents) if place not in found]
        score, place = max(scored, default=(0.0, 0))
        if score >= SAME:
            found.add(-place)
    return found


def rates(uses: Counter[Key], hits: Counter[Key]) -> Iterator[tuple[str, str, int, float]]:
    """Term, construction, uses and rate: first the rare words of each construction, then the words that differ."""
    means = {}
    for construction in sorted({construction for _, construction in uses}):
        rare = [key for key, n in uses.items() if key[1] == construction and (n <= RARE or construction == "free")]
        total = sum(uses[key] for key in rare)
        means[construction] = sum(hits[key] for key in rare) / total if total else 0.0
        yield "*", construction, total, means[construction]
    for term, construction in sorted(uses):
        n, mean = uses[term, construction], means[construction]
        rate = (hits[term, construction] + WEIGHT * mean) / (n + WEIGHT)
        if n > 1 and term and (rate >= LEAST or mean >= LEAST):
            yield term, construction, n, rate


def main() -> None:
    """Count, and write the lexicon."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=lexicon.FOLDER / "attribution_rates.csv")
    options = parser.parse_args()
    uses: Counter[Key] = Counter()
    hits: Counter[Key] = Counter()
    for batch in documents(options.gold):
        count(batch, tokens_of(batch), uses, hits)
    rows = [
        f"{term},{construction},{n},{rate:.3f}" for term, construction, n, rate in rates(uses, hits) if "," not in term
    ]
    options.out.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
