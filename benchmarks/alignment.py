"""Measure how right the alignment of claims is: python -m benchmarks.alignment [GOLD] [--card].

GOLD is the folder of corpora (default ../shared/gold). Printed as JSON, and with ``--card`` written into
``docs/alignment.md``:

- superpal: F1 and average precision of `similarity` over candidate pairs (SuperPAL, Ernst et al. 2021, its dev part),
  by level; the threshold for each topic is the best of the other topics, so no topic is scored with its own; precision
  and recall at the package's `THRESHOLD`;
- unrelated: claims aligned between each two articles on different events of BASIL (Fan et al. 2019): all of them count
  as wrong, though some events are chapters of one story;
- event: precision and recall of the partners of the two articles, coded by hand (data/gold/pakistan-platforms);
- judged: what was said of 100 aligned pairs (``benchmarks/judged/pairs.csv``), and the share of claims that are aligned
  today in the events that these were drawn from;
- speed: seconds for 500 × 500 sentences, and for each two of 20 articles of BASIL, on one core.

``python -m benchmarks.alignment_fit`` shows how the constants were chosen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score
from threadpoolctl import threadpool_limits

from analysis import alignment, articles
from analysis.telling.evidence import gather
from analysis.text.similarity import similarity
from benchmarks.gold import read
from benchmarks.pages import lines, put
from benchmarks.partners import score_event

ROOT = Path(__file__).parent.parent
CARD = ROOT / "docs" / "alignment.md"
JUDGED = ROOT / "benchmarks" / "judged" / "pairs.csv"


def f1(gold: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 of the pairs predicted as aligned."""
    right = int((gold & predicted).sum())
    scores = (right / max(predicted.sum(), 1), right / max(gold.sum(), 1), 2 * right / (predicted.sum() + gold.sum()))
    return dict(zip(("precision", "recall", "f1"), (round(float(score), 3) for score in scores), strict=True))


def best_threshold(gold: np.ndarray, scores: np.ndarray) -> float:
    """The score from which calling pairs aligned gives the highest F1."""
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(gold[order])
    return float(scores[order][(2 * hits / (np.arange(1, len(gold) + 1) + gold.sum())).argmax()])


def by_topic(gold: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The pairs of SuperPAL's dev part by level and topic."""
    topics = defaultdict(list)
    for row in read(gold / "alignment_superpal_dev.jsonl"):
        topics[row["level"], row["topic"]].append(row)
    return topics


def superpal(gold: Path) -> dict[str, Any]:
    """Scores by level, thresholds by leave-one-topic-out."""
    topics = by_topic(gold)
    report: dict[str, Any] = {}
    for level in ("span", "sentence"):
        parts = [scored(rows) for (name, _), rows in topics.items() if name == level]
        predicted = []
        for place, (_, scores, _) in enumerate(parts):
            others = [part for other, part in enumerate(parts) if other != place]
            limit = best_threshold(*(np.concatenate([part[column] for part in others]) for column in (0, 1)))
            predicted.append(scores >= limit)
        aligned, _, rule = (np.concatenate([part[column] for part in parts]) for column in range(3))
        precision = [average_precision_score(part[0], part[1]) for part in parts]
        pooled = average_precision_score(aligned, np.concatenate([part[1] for part in parts]))
        report[level] = {
            **f1(aligned, np.concatenate(predicted)),
            "average_precision": round(float(pooled), 3),
            "average_precision_by_topic": round(float(np.mean(precision)), 3),
            "at_threshold": f1(aligned, rule),
        }
    return report


def scored(rows: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gold labels, scores and the package's decision for the pairs of one topic."""
    texts_a, texts_b = (sorted({row[side] for row in rows}) for side in ("a", "b"))
    places = [(texts_a.index(row["a"]), texts_b.index(row["b"])) for row in rows]
    scores = similarity(texts_a, texts_b)
    return (
        np.array([row["aligned"] for row in rows]),
        np.array([scores[place] for place in places]),
        np.array([scores[place] >= alignment.THRESHOLD for place in places]),
    )


def unrelated(gold: Path) -> dict[str, float]:
    """Claims aligned between articles on different events, a pair."""
    chosen = [rows[number % len(rows)] for number, rows in enumerate(events(gold).values())]
    sides = _sides({f"{number:02}": [row] for number, row in enumerate(chosen)})
    found = [alignment.align(one, other) for one, other in combinations(sides, 2)]
    counts = [int((pairs["status"] == "both").sum()) for pairs in found]
    return {
        "pairs_of_articles": len(counts),
        "claims_per_article": round(float(np.mean([len(side) for side in sides])), 1),
        "aligned_per_pair": round(float(np.mean(counts)), 3),
        "pairs_of_articles_with_any": sum(count > 0 for count in counts),
    }


def events(gold: Path) -> dict[str, list[dict[str, Any]]]:
    """The articles of each event of BASIL."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read(gold / "basil_events.jsonl"):
        found[row["event"]].append(row)
    return found


def study_of(told: dict[str, list[dict[str, Any]]]) -> Any:
    """A study of some events of BASIL; an article is known by the event and its outlet."""
    from analysis.study import Study  # noqa: PLC0415 - the parser is needed here only

    rows = [(f"{event} {row['outlet']}", event, _document(row)) for event, rows in told.items() for row in rows]
    documents = articles.from_texts({name: text for name, _, text in rows})
    return Study(documents.assign(event=[event for _, event, _ in rows]))


def _sides(told: dict[str, list[dict[str, Any]]]) -> list[pd.DataFrame]:
    """The claims of each article, as they are compared."""
    study = study_of(told)
    known = gather({name: study.table(name) for name in alignment.NEEDS})
    claims = alignment.told_once(alignment.with_context(study.claims, study.sentences, known), study.sentences)
    return [side for _, side in claims.groupby("article_id", sort=False)]


def key(event: str) -> str:
    """An event of the corpus without its name."""
    return hashlib.sha256(event.encode()).hexdigest()[:12]


def judged(gold: Path) -> dict[str, Any]:
    """What was said of the pairs drawn last, and the share of claims aligned in their events."""
    pairs = pd.read_csv(JUDGED).query("use == 'check'")
    told = {event: rows for event, rows in events(gold).items() if key(event) in set(pairs["event"])}
    aligned = study_of(told).alignments
    both = [len(aligned.loc[aligned["status"] == "both", f"claim_{side}"]) for side in "ab"]
    compared = [
        len(aligned.dropna(subset=f"claim_{side}").drop_duplicates([f"article_{side}", f"claim_{side}", other]))
        for side, other in (("a", "article_b"), ("b", "article_a"))
    ]
    return {
        **Counter(pairs["code"]),
        "events": len(told),
        "aligned_pairs": both[0],
        "share_aligned": round(sum(both) / sum(compared), 3),
    }


def speed(gold: Path) -> dict[str, float]:
    """Seconds of processor time for 500 × 500 sentences, and for each two of 20 articles, their tables apart."""
    rows = [row for event in events(gold).values() for row in event]
    texts = [text for row in rows for text in row["sentences"]]
    sides = _sides({f"{number:02}": [row] for number, row in enumerate(rows[:20])})
    similarity(texts[-1000:-900], texts[-900:-800])  # the first call reads the lists and the vectors
    with threadpool_limits(1, "blas"):  # two threads would count twice
        start = time.process_time()
        similarity(texts[:500], texts[500:1000])
        sentences = time.process_time() - start
        start = time.process_time()
        for one, other in combinations(sides, 2):
            alignment.align(one, other)
    return {"sentences_500": round(sentences, 2), "articles_20": round(time.process_time() - start, 1)}


def _document(row: dict[str, Any]) -> str:
    """Title and paragraphs."""
    sentences = iter(row["sentences"])
    paragraphs = [" ".join(next(sentences, "") for _ in range(length)) for length in row["paragraph_lengths"]]
    return "\n\n".join([row["title"], *paragraphs])


def table(report: dict[str, Any]) -> str:
    """The report as a table in Markdown."""
    event, apart, drawn, seconds = (report[name] for name in ("event", "unrelated", "judged", "speed"))
    rows = [
        (
            f"similarity, {level}s",
            "SuperPAL dev (Ernst et al. 2021), 4 topics, threshold from the other topics",
            f"F1 {score['f1']:.3f} (precision {score['precision']:.3f}, recall {score['recall']:.3f}), "
            f"average precision {score['average_precision']:.3f}; at `THRESHOLD` F1 {score['at_threshold']['f1']:.3f}",
        )
        for level, score in report["superpal"].items()
    ]
    rows += [
        (
            "false alignments",
            f"{apart['pairs_of_articles']:,} pairs of articles of BASIL (Fan et al. 2019), one article an event, "
            f"{apart['claims_per_article']:.0f} claims each",
            f"{apart['aligned_per_pair']:.2f} a pair",
        ),
        (
            "the two articles",
            "partners coded before (`data/gold`), but known while tuning",
            f"precision {event['precision']:.2f}, recall {event['recall']:.2f}",
        ),
        (
            "aligned pairs judged",
            f"{drawn['right'] + drawn['half'] + drawn['wrong']} of {drawn['aligned_pairs']} from {drawn['events']} "
            "BASIL events that nothing was fitted on",
            f"right {drawn['right']}, half {drawn['half']}, wrong {drawn['wrong']}",
        ),
        ("share of claims aligned", "each two articles of these events", f"{drawn['share_aligned']:.0%}"),
        ("speed, one core", "500 × 500 sentences", f"{seconds['sentences_500']:.1f} s"),
        ("speed, one core", "190 pairs of 20 articles, tables apart", f"{seconds['articles_20']:.0f} s"),
    ]
    return lines((("what", "data", "result"), ["---"] * 3, *rows))


def main() -> None:
    """Print all reports; write the card where asked."""
    from analysis.study import Study  # noqa: PLC0415 - the parser is needed here only

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="?", default=ROOT.parent / "shared" / "gold")
    parser.add_argument("--card", action="store_true", help="write the table into docs/alignment.md")
    given = parser.parse_args()
    study = Study.read(ROOT / "data" / "articles" / "pakistan-platforms")
    report = {
        "superpal": superpal(given.gold),
        "event": score_event(study.claims, study.alignments),
        "unrelated": unrelated(given.gold),
        "judged": judged(given.gold),
        "speed": speed(given.gold),
    }
    print(json.dumps(report, indent=1))
    if given.card:
        put(CARD, {"measured": table(report)})


if __name__ == "__main__":
    main()
