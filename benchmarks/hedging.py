"""How right and how fast the hedges are: python -m benchmarks.hedging GOLD [--card].

GOLD is the folder of gold corpora: ``hedges_szeged_wiki_train.jsonl``, ``hedges_conll2010_wiki_train.jsonl``,
``factuality_uw_news.jsonl`` and ``polnear_dev.jsonl``. Prints tables; with ``--card`` they are written into
``docs/hedging.md``. Some six minutes on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import marks, parse, schema
from analysis.certainty import cues as hedge_cues
from analysis.certainty.cues import UNCERTAINTY, Marked, uncertain, unlisted, vague
from analysis.certainty.model import THRESHOLD, Learned
from analysis.syntax import Tree, trees
from benchmarks.gold import load, read
from benchmarks.hedging_voices import speed, timed, voices
from benchmarks.pages import put

ROOT = Path(__file__).parent.parent
CARD = ROOT / "docs" / "hedging.md"
DRAWS, SEED = 2000, 1
BINS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)

Row = dict[str, Any]


class Cue(NamedTuple):
    """A cue that was found or coded; equal if it is the same words of the same sentence."""

    sentence: str
    start: int
    end: int
    kind: str
    confidence: float

    @property
    def place(self) -> tuple[str, int, int]:
        """The same words of the same sentence are one cue, whatever is said of them."""
        return self.sentence, self.start, self.end

    @property
    def document(self) -> str:
        """The document of the sentence."""
        return self.sentence.rsplit("/", 1)[0]


def as_sentences(rows: list[Row]) -> pd.DataFrame:
    """Gold sentences as a table, each an article of its own."""
    fixed = {"sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "start": 0, "n_words": 0}
    table = [
        {**fixed, "article_id": str(row["id"]), "end": len(row["text"]), "text": row["text"]}
        for row in rows
        if row["text"].strip()
    ]
    return schema.frame("sentences", table)


def encoded(rows: list[Row]) -> dict[str, Marked]:
    """What the encoder marks in each sentence."""
    texts = pd.DataFrame({"article_id": [str(row["id"]) for row in rows], "text": [row["text"] for row in rows]})
    return {name: Marked(part) for name, part in marks.find_marks(texts, as_sentences(rows)).groupby("article_id")}


def held_out(gold: Path) -> tuple[list[Cue], list[Cue]]:
    """Cues found and coded in the tenth of the Szeged documents that nothing was learned from.

    The encoder was trained without them (`training/examples.py`); the weights of the plain model are learned here
    without them. How the two are blended, and the threshold, were chosen on them.
    """
    learner, examples = load(ROOT / "training" / "learn_hedges.py"), load(ROOT / "training" / "examples.py")
    sentences = learner.read(gold / learner.UNCERTAINTY)
    kept = [sentence for sentence in sentences if examples.held_out(sentence.row["id"])]
    rest = [sentence for sentence in sentences if not examples.held_out(sentence.row["id"])]
    terms = learner.word_list(learner.find_terms(rest))
    learned = Learned(terms, learner.learn(learner.find_samples(rest, terms)))
    coded = [Cue(one.row["id"], *span, kind, 1.0) for one in kept for span, kind in one.cue_kinds().items()]
    return [*found_in(kept, uncertain, learned), *found_in(kept, unlisted, learned)], coded


Finder = Callable[[Tree, Marked, Learned], Iterator[hedge_cues.Cue]]


def found_in(sentences: list[Any], find: Finder, learned: Learned) -> Iterator[Cue]:
    """The cues of parsed gold sentences, with other terms and weights than those that are shipped."""
    read_as = encoded([sentence.row for sentence in sentences])
    for sentence in sentences:
        name, tree = sentence.row["id"], sentence.tree
        for cue in find(tree, read_as.get(name, Marked()), learned):
            yield Cue(name, *tree.span(range(cue.first, cue.last)), cue.kind, cue.confidence)


def detected(rows: list[Row]) -> list[Cue]:
    """Every cue that the package finds in gold sentences."""
    read_as = encoded(rows)
    found = trees(parse.parse(as_sentences(rows), entities=False))
    return [
        Cue(tree.article_id, *tree.span(range(cue.first, cue.last)), cue.kind, cue.confidence)
        for tree in found
        for cue in hedge_cues.find_cues(tree, read_as.get(tree.article_id))
    ]


def scores(found: set[Any], coded: set[Any], group: Any) -> tuple[float, ...]:
    """Precision, recall and F1 in percent, and the middle 95 % of F1 over documents drawn with replacement."""
    documents = sorted({group(one) for one in found | coded})
    number = {name: place for place, name in enumerate(documents)}
    counts = np.zeros((len(documents), 3))
    for column, cues in enumerate((found & coded, found, coded)):
        for one in cues:
            counts[number[group(one)], column] += 1
    drawn = np.random.default_rng(SEED).integers(0, len(documents), (DRAWS, len(documents)))
    hits, n_found, n_coded = counts.sum(axis=0)
    many = counts[drawn].sum(axis=1)
    low, high = np.percentile(200 * many[:, 0] / (many[:, 1] + many[:, 2]), [2.5, 97.5])
    f1 = 200 * hits / (n_found + n_coded)
    return 100 * hits / n_found, 100 * hits / n_coded, f1, float(low), float(high)


def line(name: str, numbers: tuple[float, ...], n: int) -> str:
    """A row of a table of scores."""
    precision, recall, f1, low, high = numbers
    return f"| {name} | {n} | {precision:.1f} | {recall:.1f} | **{f1:.1f}** | {low:.1f} to {high:.1f} |"


def document(place: tuple[Any, ...]) -> str:
    """The document that a place stands in."""
    return str(place[0]).rsplit("/", 1)[0]


def uncertainty(found: list[Cue], coded: list[Cue]) -> Iterator[str]:
    """Exact cues and sentences of the Szeged scheme."""
    yield "| | coded | P | R | F1 | 95 % interval |\n| --- | --- | --- | --- | --- | --- |"
    ours, theirs = {one.place for one in found}, {one.place for one in coded}
    yield line("exact cue", scores(ours, theirs, document), len(theirs))
    flagged, uncertain = {(one.sentence,) for one in found}, {(one.sentence,) for one in coded}
    yield line("sentence", scores(flagged, uncertain, document), len(uncertain))
    for kind in UNCERTAINTY:
        of_kind = {one.place for one in coded if one.kind == kind}
        hit = len(of_kind & ours)
        yield f"| {kind} | {len(of_kind)} | | {100 * hit / len(of_kind):.1f} | | |"


def reliability(found: list[Cue], coded: list[Cue]) -> Iterator[str]:
    """How often cues of a confidence were coded."""
    places = {one.place for one in coded}
    table = pd.DataFrame([(one.confidence, one.place in places) for one in found], columns=["sure", "right"])
    yield "| confidence | cues | mean confidence | share that is coded |\n| --- | --- | --- | --- |"
    for bounds, part in table.groupby(pd.cut(table["sure"], BINS, right=False), observed=True):
        low, high = bounds.left, min(bounds.right, 1)
        yield f"| {low:g} to {high:g} | {len(part)} | {part['sure'].mean():.2f} | {part['right'].mean():.2f} |"


def weasels(gold: Path) -> Iterator[str]:
    """Sentences of the other scheme, where neither the encoder nor these weights have read them."""
    examples, learner = load(ROOT / "training" / "examples.py"), load(ROOT / "training" / "learn_weasels.py")
    _, read_before = examples.hedge_corpora(gold)
    sentences = learner.read(gold / learner.WEASELS)
    kept = [sentence for sentence in sentences if sentence.row["text"] not in read_before]
    rest = [sentence for sentence in sentences if sentence.row["text"] in read_before]
    found = found_in(kept, vague, Learned(*learner.learn_from(rest)))
    uncertain = {(sentence.row["id"],) for sentence in kept if sentence.row["uncertain"]}
    yield "| | coded | P | R | F1 | 95 % interval |\n| --- | --- | --- | --- | --- | --- |"
    flagged = {(one.sentence,) for one in found}
    yield line(f"sentence, of {len(kept):,}", scores(flagged, uncertain, document), len(uncertain))


def news(gold: Path) -> Iterator[str]:
    """Sentences of news by labels derived from factuality; no cues are coded there."""
    rows = read(gold / "factuality_uw_news.jsonl")
    uncertain = {(str(row["id"]),) for row in rows if row["uncertain"]}
    found = [one for one in detected(rows) if one.kind in UNCERTAINTY]
    yield "| cues from confidence | sentences flagged | P | R |\n| --- | --- | --- | --- |"
    for least in (THRESHOLD, 0.4, 0.6, 0.8, 0.9):
        flagged = {(one.sentence,) for one in found if one.confidence >= least}
        hits = len(flagged & uncertain)
        shares = f"{100 * hits / len(flagged):.1f} | {100 * hits / len(uncertain):.1f}"
        yield f"| {least:g} | {len(flagged)} | {shares} |"


def write(tables: dict[str, Iterable[str]], card: bool) -> None:
    """Print tables, and put each between its marks in the card if asked to."""
    parts = {}
    for name, lines in tables.items():
        parts[name] = "\n".join(lines)
        print(f"\n{name}\n{parts[name]}", flush=True)
    if card:
        put(CARD, parts)


def main() -> None:
    """Measure, print, and write into the card if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--card", action="store_true", help="write the tables into docs/hedging.md")
    given = parser.parse_args()
    articles = read(given.gold / "polnear_dev.jsonl")
    run = timed(articles)
    found, coded = held_out(given.gold)
    tables = {
        "uncertainty": uncertainty(found, coded),
        "reliability": reliability(found, coded),
        "weasels": weasels(given.gold),
        "news": news(given.gold),
        "voices": voices(run, articles),
        "speed": speed(run),
    }
    write(tables, given.card)


if __name__ == "__main__":
    main()
