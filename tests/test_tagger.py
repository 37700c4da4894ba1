"""The encoder's readings: probabilities, places, and independence of what else is read."""

import numpy as np
import pytest
from helpers import paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import tagger
from analysis.attributing import pieces

STORY = "The mayor said the bridge was unsafe.\n\n“It may fall,” warned Ann Lee, an engineer, on Monday."


def words(text, tag):
    """The words whose likeliest role is the one asked for."""
    found = []
    for reading in tagger.read(text, paragraphs(text)):
        chosen = reading.roles.argmax(axis=1)
        numbers = [1 + 2 * tagger.ROLES.index(tag), 2 + 2 * tagger.ROLES.index(tag)]
        found += [text[reading.starts[i] : reading.ends[i]] for i in np.flatnonzero(np.isin(chosen, numbers))]
    return found


def test_roles_of_a_plain_story():
    assert words(STORY, "source")[:4] == ["The", "mayor", "Ann", "Lee"]
    assert words(STORY, "cue") == ["said", "warned"]
    assert "unsafe" in words(STORY, "content")
    assert "fall" in words(STORY, "content")


def test_a_word_hangs_on_the_cue_of_its_attribution():
    text = "The mayor said the bridge was unsafe."
    [reading] = tagger.read(text, [(0, len(text))])
    said = [text[a:b] for a, b in zip(reading.starts, reading.ends, strict=True)].index("said")
    assert (reading.arcs[:7].argmax(axis=1) == said).all()


def test_every_row_is_a_distribution():
    for reading in tagger.read(STORY, paragraphs(STORY)):
        for scores in (reading.roles, reading.uncertainty, reading.weasel):
            assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-4)
        assert (np.exp(reading.arcs).sum(axis=1) <= 1 + 1e-4).all()  # what hangs on no word is left out


def test_hedges_are_read_only_where_they_are_asked_for():
    [whole], [bare] = (list(tagger.read(STORY, paragraphs(STORY), hedges=asked)) for asked in (True, False))
    assert (whole.uncertainty.shape[1], whole.weasel.shape[1]) == (1 + 2 * len(tagger.KINDS), 3)
    assert (bare.uncertainty.shape[1], bare.weasel.shape[1]) == (0, 0)
    assert all((getattr(whole, name) == getattr(bare, name)).all() for name in ("starts", "ends", "roles", "arcs"))


def test_the_word_that_hedges_is_marked_with_its_kind():
    [reading] = tagger.read(STORY, paragraphs(STORY))
    likeliest = np.exp(reading.uncertainty).argmax(axis=1)
    assert [STORY[reading.starts[i] : reading.ends[i]] for i in np.flatnonzero(likeliest)] == ["may"]
    assert likeliest.max() == 1 + 2 * tagger.KINDS.index("epistemic")


def test_what_is_read_before_changes_nothing():
    alone = list(tagger.read(STORY, paragraphs(STORY)))
    list(tagger.read("A quite different text, she said.", [(0, 33)]))
    again = list(tagger.read(STORY, paragraphs(STORY)))
    for one, two in zip(alone, again, strict=True):
        assert all((a == b).all() for a, b in zip(one, two, strict=True))


def test_a_long_text_is_read_in_windows_of_bounded_size():
    text = "\n".join("The mayor said that the old bridge over the river was unsafe." for _ in range(200))
    sizes = [len(reading.starts) for reading in tagger.read(text, paragraphs(text))]
    assert sum(sizes) == 200 * 13
    assert max(sizes) <= pieces.WINDOW


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_to_read(text):
    assert list(tagger.read(text, paragraphs(text))) == []


@given(st.text(max_size=120) | st.text(alphabet="aB .,“”\"'—\n¶😀ש\x00", max_size=120))
@settings(max_examples=25, deadline=None)
def test_any_text_is_read_in_order(text):
    last = 0
    for reading in tagger.read(text, paragraphs(text)):
        for start, end in zip(reading.starts.tolist(), reading.ends.tolist(), strict=True):
            assert last <= start < end <= len(text)
            last = start


def test_single_quotation_marks_are_read_like_double_ones():
    contents = [words(text, "content") for text in (STORY, STORY.replace("“", "‘").replace("”", "’"))]
    assert [word for word in contents[0] if word.isalpha()] == [word for word in contents[1] if word.isalpha()]
