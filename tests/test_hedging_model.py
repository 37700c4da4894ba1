"""How the plain model and the encoder decide together."""

import math

import pandas as pd
import pytest
from helpers import sentences_of

from analysis import parse
from analysis.certainty import model
from analysis.certainty.cues import Marked, vague
from analysis.lexicon import Lexicon
from analysis.syntax import trees


@pytest.mark.parametrize("term", model.NEWS_SHIFT)
def test_news_moves_the_odds_of_a_cue_by_the_whole_shift(term):
    """What both models say together is moved, so no weight of the blend takes a part of it away."""
    shift, where = model.NEWS_SHIFT[term]
    seen = ["tag=VBD", where]
    assert model.news_shift(term, seen) == shift
    assert model.news_shift(term, [*seen, "with=not"]) == 0
    for odds, read in ((-3.0, 0.0), (0.4, 0.3), (2.0, 0.9)):
        plain, moved = model.blend(odds, read), model.blend(odds, read, shift=shift)
        assert math.log(moved / (1 - moved)) - math.log(plain / (1 - plain)) == pytest.approx(shift)


def test_a_vague_phrase_is_as_sure_as_its_surest_word():
    """Worked out by hand: 0.47 of the log odds, 0.5 of those of the encoder, less 0.55."""
    [tree] = trees(parse.parse(sentences_of("Some people left the town.")))
    marked = Marked(pd.DataFrame([{"start": 0, "end": 11, "role": "weasel", "confidence": 0.5}]))
    weights = {("some", "bias"): 2.0, ("people", "bias"): 1.0, ("town", "bias"): 9.0, ("*", "tag=DT"): 1.0}
    words = tuple({"term": term} for term in ("some", "people", "town"))
    [cue] = vague(tree, marked, model.Learned(Lexicon("toy", "", "", "", words), weights))
    assert (cue.first, cue.last, cue.kind) == (0, 2, "weasel")
    assert cue.confidence == pytest.approx(1 / (1 + math.exp(-(0.47 * 3 - 0.55))), abs=0.001)
    assert list(vague(tree, marked, model.Learned(Lexicon("toy", "", "", "", words[2:]), weights))) == []


def test_a_mark_that_runs_on_gives_way_to_its_surest_word():
    [tree] = trees(parse.parse(sentences_of("Some people of the town left.")))
    marked = Marked(pd.DataFrame([{"start": 0, "end": 23, "role": "weasel", "confidence": 0.9}]))
    terms = Lexicon("toy", "", "", "", ({"term": "some"}, {"term": "people"}))
    [cue] = vague(tree, marked, model.Learned(terms, {("some", "bias"): 1.0, ("people", "bias"): 2.0}))
    assert (cue.first, cue.last) == (1, 2)


def test_marks_of_two_schemes_that_overlap_are_both_found():
    """A long mark that begins early reaches past a short one that begins with it."""
    rows = [(0, 20, "weasel"), (0, 5, "epistemic"), (9, 15, "doxastic"), (30, 34, "epistemic"), (0, 40, "news")]
    table = pd.DataFrame([(*row, 0.9) for row in rows], columns=["start", "end", "role", "confidence"])
    for order in (table, table.iloc[::-1]):
        looked_up = Marked(order)
        assert {mark.kind for mark in looked_up.over(9, 15)} == {"weasel", "doxastic"}
        assert {mark.kind for mark in looked_up.over(0, 5)} == {"weasel", "epistemic"}
        assert looked_up.over(20, 30) == []
