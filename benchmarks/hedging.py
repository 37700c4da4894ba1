"""How right and how fast the hedges are: python benchmarks/hedging.py GOLD [--card].

GOLD is the folder of gold corpora: ``hedges_szeged_wiki_train.jsonl``, ``hedges_conll2010_wiki_train.jsonl``,
``factuality_uw_news.jsonl`` and ``polnear_dev.jsonl``. Prints tables; with ``--card`` they are written into
``docs/hedging.md``. Some six minutes on one core.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from accuracy import load, read

from analysis import hedging, marks, parse, schema, spans
from analysis.attributing import voice
from analysis.certainty import cues as hedge_cues
from analysis.certainty import model as hedge_model
from analysis.certainty.constructions import other_sense
from analysis.certainty.cues import SURE, UNCERTAINTY, Marked
from analysis.study import Study
from analysis.syntax import trees

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
    found = marks.find_marks(texts, as_sentences(rows))
    found = found[found["role"].isin([*UNCERTAINTY, "weasel"])]
    return {name: Marked(part) for name, part in found.groupby("article_id")}


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
    weights = learner.learn(learner.find_samples(rest, terms))
    found = list(_found(learner.find_samples(kept, terms), weights, encoded([one.row for one in kept])))
    coded = [Cue(one.row["id"], *span, kind, 1.0) for one in kept for span, kind in one.cue_kinds().items()]
    return found, coded


def _found(samples: list[Any], weights: dict[tuple[str, str], float], read_as: dict[str, Marked]) -> Iterator[Cue]:
    """The cues of uncertainty, as `analysis.certainty.cues` finds them but with other weights."""
    taken: dict[str, list[spans.Span]] = {}
    for sample in samples:
        name, tree, first = sample.sentence.row["id"], sample.sentence.tree, sample.candidate.first
        start, end = tree.span(range(first, sample.candidate.last))
        over = [mark for mark in read_as.get(name, Marked()).over(start, end) if mark.kind != "weasel"]
        read_here = max((mark.confidence for mark in over), default=0.0)
        shift = hedge_model.news_shift(sample.candidate.term, [feature for _, feature in sample.features])
        total = sum(weights.get(pair, 0.0) for pair in sample.features) + shift
        taken.setdefault(name, []).append((start, end))
        sure = hedge_model.blend(total, read_here)
        if sure >= hedge_model.THRESHOLD and not other_sense(tree, first, sample.candidate.term):
            kind = over[0].kind if over else "epistemic"
            yield Cue(name, start, end, kind, sure)
    names = {sample.sentence.row["id"] for sample in samples} | set(read_as)
    for name in sorted(names):
        for mark in read_as.get(name, Marked()).over(0, 10**9):
            here = any(start < mark.end and mark.start < end for start, end in taken.get(name, []))
            if mark.kind != "weasel" and mark.confidence >= SURE and not here:
                yield Cue(name, mark.start, mark.end, mark.kind, mark.confidence)


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
    """Sentences of the other scheme, where the encoder never read them."""
    examples = load(ROOT / "training" / "examples.py")
    _, learned = examples.hedge_corpora(gold)
    rows = [row for row in read(gold / "hedges_conll2010_wiki_train.jsonl") if row["text"] not in learned]
    uncertain = {(row["id"],) for row in rows if row["uncertain"]}
    flagged = {(one.sentence,) for one in detected(rows) if one.kind == "weasel"}
    yield "| | coded | P | R | F1 | 95 % interval |\n| --- | --- | --- | --- | --- | --- |"
    yield line(f"sentence, of {len(rows):,}", scores(flagged, uncertain, document), len(uncertain))


def news(gold: Path) -> Iterator[str]:
    """Sentences of news by labels derived from factuality; no cues are coded there."""
    rows = read(gold / "factuality_uw_news.jsonl")
    uncertain = {(str(row["id"]),) for row in rows if row["uncertain"]}
    found = [one for one in detected(rows) if one.kind in UNCERTAINTY]
    yield "| cues from confidence | sentences flagged | P | R |\n| --- | --- | --- | --- |"
    for least in (hedge_model.THRESHOLD, 0.4, 0.6, 0.8, 0.9):
        flagged = {(one.sentence,) for one in found if one.confidence >= least}
        hits = len(flagged & uncertain)
        shares = f"{100 * hits / len(flagged):.1f} | {100 * hits / len(uncertain):.1f}"
        yield f"| {least:g} | {len(flagged)} | {shares} |"


class Timed(NamedTuple):
    """A study, and the processor seconds that its attributions and then its hedges took."""

    study: Study
    attributions: float
    hedges: float


def timed(rows: list[Row]) -> Timed:
    """Find attributions, then hedges, after a first text has loaded the models."""
    first = Study.from_texts({rows[0]["id"]: rows[0]["text"]})
    assert len(first.hedges.columns)
    study = Study.from_texts({row["id"]: row["text"] for row in rows})
    begun = time.process_time()
    assert len(study.unresolved_attributions)
    between = time.process_time()
    assert len(study.hedges)
    return Timed(study, between - begun, time.process_time() - between)


def speed(run: Timed) -> Iterator[str]:
    """Processor time of both steps, in one run."""
    words = run.study.articles["n_words"].sum()
    yield "| step | words per second of one core | share |\n| --- | --- | --- |"
    yield f"| attributions, with all that they need | {words / run.attributions:,.0f} | 1 |"
    yield f"| hedges, after them | {words / run.hedges:,.0f} | {run.hedges / run.attributions:.2f} |"


def voices(run: Timed, rows: list[Row]) -> Iterator[str]:
    """Whose voice each cue is given, against the coded contents: with the coded attributions, and with those found."""
    cues = run.study.hedges
    cues = cues[~cues["kind"].isin(hedging.CHANNELS)].reset_index(drop=True)
    coded = pd.DataFrame(
        [
            {"article_id": row["id"], "attribution_id": n, "content_spans": spans.pack(one["content"])}
            for row in rows
            for n, one in enumerate(row["attributions"])
        ]
    )
    truth = _true_voice(cues, spans.explode(coded, "content_spans"))
    given = voice.assign(cues, coded, run.study.sentences)["voice"]
    headline = cues["voice"] == "headline"
    yield "| cues | n | with coded contents | with those found | source taken for journalist | the reverse |"
    yield "| --- " * 6 + "|"
    counted = cues.index.isin(hedging.counted(cues).index)
    for name, which in (
        ("all in body text", ~headline),
        ("hedges that rates count", ~headline & counted),
        ("words that attribute themselves", ~headline & cues["reporting"]),
        ("boosters", ~headline & (cues["polarity"] == "booster")),
    ):
        ours, right = cues.loc[which, "voice"], truth[which]
        both = [(given[which] == right).mean(), (ours == right).mean()]
        wrong = [
            ((ours == "journalist") & (right == "source")).sum(),
            ((ours == "source") & (right == "journalist")).sum(),
        ]
        yield f"| {name} | {which.sum()} | {100 * both[0]:.1f} | {100 * both[1]:.1f} | {wrong[0]} | {wrong[1]} |"
    yield f"| in headlines and deks (voice of their own) | {headline.sum()} | | | | |"


def _true_voice(cues: pd.DataFrame, contents: pd.DataFrame) -> pd.Series:
    """The source's where most characters of a cue stand in a coded content."""
    by_article = {name: part[["start", "end"]].to_numpy() for name, part in contents.groupby("article_id")}
    inside = []
    for row in cues.itertuples():
        held = by_article.get(row.article_id, np.empty((0, 2), dtype=int))
        shared = np.minimum(held[:, 1], row.end) - np.maximum(held[:, 0], row.start)
        inside.append(bool((2 * shared > row.end - row.start).any()))
    return pd.Series(inside, index=cues.index).map({True: "source", False: "journalist"})


def write(tables: dict[str, Iterable[str]], card: bool) -> None:
    """Print tables, and put each between its marks in the card if asked to."""
    page = CARD.read_text(encoding="utf-8")
    for name, lines in tables.items():
        table = "\n".join(lines)
        print(f"\n{name}\n{table}", flush=True)
        before, _, rest = page.partition(f"<!-- {name} -->\n")
        page = before + f"<!-- {name} -->\n{table}\n<!-- /{name} -->" + rest.partition(f"<!-- /{name} -->")[2]
    if card:
        CARD.write_text(page, encoding="utf-8")


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
