"""Whether a text reads like news, and what hangs on it."""

import math

import pandas as pd
import pytest
from helpers import sentences_of

from analysis import marks, parse, segment
from analysis.articles import from_texts
from analysis.certainty import around, model
from analysis.certainty.cues import Marked
from analysis.syntax import trees

NEWS = """The mayor told reporters on Friday that the council would vote on the new ferry next week.

"We have waited long enough," she said. Her opponents accused her of hiding the cost from voters."""
ENCYCLOPEDIA = """Basalt is a dark volcanic rock formed by the rapid cooling of lava rich in magnesium and iron.

It occurs on several planets. Its name is derived from the Latin name of a hard stone, used since 1546."""


def marked(*texts):
    documents = from_texts({str(number): text for number, text in enumerate(texts)})
    return marks.find_marks(documents, segment.find_sentences(segment.find_segments(documents)))


def test_news_and_an_encyclopedia_are_told_apart():
    found = marked(NEWS, ENCYCLOPEDIA)
    assert [Marked(part).news for _, part in found.groupby("article_id")] == [True, False]


def test_each_stretch_that_is_read_at_once_says_how_surely_it_is_news():
    text = "\n\n".join([NEWS] * 30)
    found = marked(text)
    stretches = found[found["role"] == "news"].sort_values("start")
    assert len(stretches) > 1
    assert stretches["start"].iloc[0] == 0
    assert stretches["end"].iloc[-1] == len(text)
    assert (stretches["start"].to_numpy()[1:] > stretches["end"].to_numpy()[:-1]).all()
    assert stretches["confidence"].between(0, 1).all()


@pytest.mark.parametrize(
    ("stretches", "expected"), [([], True), ([0.9], True), ([0.4], False), ([0.3, 0.8], True), ([0.1, 0.8], False)]
)
def test_an_article_is_news_by_the_mean_of_its_stretches(stretches, expected):
    rows = [{"start": 9 * n, "end": 9 * n + 8, "role": "news", "confidence": p} for n, p in enumerate(stretches)]
    assert Marked(pd.DataFrame(rows, columns=["start", "end", "role", "confidence"])).news is expected


def test_only_news_moves_the_odds():
    [tree] = trees(parse.parse(sentences_of("The old bridge could fall.")))
    weights = {("could", "bias"): 0.4}
    [candidate] = around.candidates(tree, model.Learned.read("hedge").terms)
    plain, moved = (model.probability(tree, candidate, weights, 0.3, news) for news in (False, True))
    shift, _ = model.NEWS_SHIFT["could"]
    assert math.log(moved / (1 - moved)) - math.log(plain / (1 - plain)) == pytest.approx(shift)
