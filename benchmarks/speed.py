"""How fast the steps are, in ratios of one run: python -m benchmarks.speed [EVENT].

Prints each step's processor time beside that of the parse on the same text, and how much longer a step takes for four
times the text: about 4 where time grows with length, 16 where it grows with its square.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from analysis.study import Study
from analysis.text import quotes, splitter
from analysis.text.similarity import similarity

ROOT = Path(__file__).parent.parent
EVENT = ROOT / "data" / "articles" / "pakistan-platforms"
STEPS = ("segments", "sentences", "tokens", "attributions", "hedges", "clauses", "frames", "claims", "alignments")
COPIES = 40  # of the event's texts: enough to time


def seconds(step: Callable[[], object]) -> float:
    """Processor time of one call."""
    begun = time.process_time()
    step()
    return time.process_time() - begun


def steps(texts: dict[str, str]) -> dict[str, float]:
    """Processor time of each step of a study, in the order in which they need one another."""
    study = Study.from_texts(texts)
    return {name: seconds(lambda name=name: getattr(study, name)) for name in STEPS}  # type: ignore[misc]


def growth(function: Callable[[str], object], text: str) -> float:
    """Time for four times the text, over time for the text."""
    return seconds(lambda: function(text * 4)) / max(seconds(lambda: function(text)), 1e-6)


def main() -> None:
    """Time and print."""
    event = Path(sys.argv[1]) if len(sys.argv) > 1 else EVENT
    texts = {row.article_id: row.text for row in Study.read(event).articles.itertuples()}
    steps(texts)  # load the model and the lists
    long = {name: "\n\n".join([text] * COPIES) for name, text in texts.items()}
    times = steps(long)
    words = sum(len(text.split()) for text in long.values())
    print(f"{words} words, {words / times['tokens']:.0f} a second in the parse")
    for name, spent in times.items():
        print(f"{name:14}{spent / times['tokens']:7.2f} of the parse")
    for name, function, text in (
        ("quotations", quotes.find_quotes, "“He said ”no“ and ‘yes’, " * 5_000),
        ("sentences", splitter.find_spans, "The man said no. " * 5_000),
    ):
        print(f"{name:14}{growth(function, text):7.1f} times for four times the text")
    claims = [f"word{n} met word{n * 7 % 900} near town{n * 13 % 700} on day{n % 28}" for n in range(1000)]
    print(f"500 x 500 claims {seconds(lambda: similarity(claims[:500], claims[500:])):5.2f} s")


if __name__ == "__main__":
    main()
