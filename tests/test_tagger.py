"""The encoder's readings: probabilities, places, and independence of what else is read."""

import numpy as np
import pytest
from helpers import paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import articles, segment, tagger
from analysis.attributing import gates, pieces

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


def sentences(text):
    return list(
        segment.find_sentences(segment.find_segments(articles.from_texts({"x": text})))[["start", "end"]].values
    )


def test_every_row_is_a_distribution():
    for reading in tagger.read(STORY, paragraphs(STORY), sentences=sentences(STORY)):
        for scores in (reading.roles, reading.uncertainty, reading.weasel):
            assert np.allclose(np.exp(scores).sum(axis=1), 1, atol=1e-4)
        assert (np.exp(reading.arcs).sum(axis=1) <= 1 + 1e-4).all()  # what hangs on no word is left out


def test_hedges_are_read_only_in_sentences_that_are_given_and_promise_one(monkeypatch):
    given = sentences(STORY)
    [whole] = tagger.read(STORY, paragraphs(STORY), sentences=given)
    monkeypatch.setattr(gates, "scores", lambda states: np.full((len(states), 3), -1.0))
    [closed] = tagger.read(STORY, paragraphs(STORY), sentences=given)
    [bare] = tagger.read(STORY, paragraphs(STORY))
    for other in (closed, bare):
        assert (other.uncertainty[:, 0] == 0).all()
        assert (other.weasel[:, 0] == 0).all()
        assert all((getattr(whole, name) == getattr(other, name)).all() for name in ("starts", "ends", "roles", "arcs"))


def test_of_two_sentences_each_is_read_for_hedges_by_itself(monkeypatch):
    found = []
    for open_from in (-np.inf, 8):  # the words of the first sentence are eight
        monkeypatch.setattr(gates, "scores", lambda states, least=open_from: opened(len(states), least))
        found += tagger.read(STORY, paragraphs(STORY), sentences=sentences(STORY))
    both, second = found
    assert (second.uncertainty[:8, 0] == 0).all()
    assert (both.uncertainty[:8, 0] < 0).all()
    assert (both.uncertainty[8:] == second.uncertainty[8:]).all()


def opened(words, least):
    return np.where(np.arange(words) >= least, 1.0, -1.0)[:, None].repeat(3, axis=1)


def test_the_word_that_hedges_is_marked_with_its_kind():
    [reading] = tagger.read(STORY, paragraphs(STORY), sentences=sentences(STORY))
    likeliest = np.exp(reading.uncertainty).argmax(axis=1)
    assert [STORY[reading.starts[i] : reading.ends[i]] for i in np.flatnonzero(likeliest)] == ["may"]
    assert likeliest.max() == 1 + 2 * tagger.KINDS.index("epistemic")


def test_gates_are_opened_by_cues_and_by_few_other_words():
    text = "The bridge may fall. It was built in 1901. Critics warned that experts believe it is unsafe."
    [reading] = tagger.read(text, [(0, len(text))], sentences=sentences(text))
    read_on = [
        text[a:b] for a, b, tags in zip(reading.starts, reading.ends, reading.uncertainty, strict=True) if tags[0]
    ]
    assert {"may", "believe"} <= set(read_on)
    assert "1901" not in read_on
    assert "believe" in [
        text[a:b] for a, b, s in zip(reading.starts, reading.ends, reading.nested, strict=True) if s >= 0
    ]


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
