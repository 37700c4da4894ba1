"""How well events are found: python -m benchmarks.events GOLD.

GOLD is a folder with ``basil_events.jsonl`` (three outlets an event). All events are mixed together; every other one
(by its id) was used for tuning, the others are held out. Writes the table of docs/events.md: precision, recall and F1
over pairs of articles, with the dates of publication, with all events moved so that one (or three) begins each day, and
without dates.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus.events import find_events
from benchmarks.pages import lines, put
from benchmarks.reference import documents

PAGE = Path(__file__).parent.parent / "docs" / "events.md"
SEED = 1  # of the order in which events are moved


def pairwise(truth: pd.Series, found: pd.Series) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of articles put together."""
    upper = np.triu_indices(len(truth), 1)
    true, together = (np.equal.outer(ids.to_numpy(object), ids.to_numpy(object))[upper] for ids in (truth, found))
    right = (true & together).sum()
    return right / max(together.sum(), 1), right / true.sum(), 2 * right / (true.sum() + together.sum())


def moved(articles: pd.DataFrame, a_day: int) -> pd.Series:
    """Dates with `a_day` events beginning each day, in an order by chance; within an event as they were."""
    dates = pd.to_datetime(articles["published"])
    events = np.random.default_rng(SEED).permutation(sorted(articles["event"].unique()))
    begin = articles["event"].map({event: number // a_day for number, event in enumerate(events)})
    within = (dates - dates.groupby(articles["event"]).transform("min")).dt.days
    return (pd.Timestamp("2020-01-01") + pd.to_timedelta(begin + within, unit="D")).dt.date.astype(str)


def main() -> None:
    """Group and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    articles = pd.DataFrame(documents(parser.parse_args().gold / "basil_events.jsonl"))
    events = sorted(articles["event"].unique())
    settings = {
        "dates as they are": articles["published"],
        "one event a day": moved(articles, 1),
        "three events a day": moved(articles, 3),
        "no dates": None,
    }
    rows = [["dates", "events", "precision", "recall", "F1"], ["---"] * 5]
    for name, dates in settings.items():
        for half, members in (("tuned on", events[::2]), ("held out", events[1::2]), ("all together", events)):
            own = articles[articles["event"].isin(members)].assign(published=dates)
            scores = pairwise(own["event"], find_events(own)["event"])
            rows.append([name, half, *(f"{score:.3f}" for score in scores)])
    put(PAGE, {"events": lines(rows)})


if __name__ == "__main__":
    main()
