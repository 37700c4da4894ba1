"""Word pieces: where they stand, how words are written, which windows they are read in."""

import numpy as np
import pytest
from helpers import paragraphs
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.attributing import pieces

ANY = st.text(max_size=80) | st.text(alphabet="aB .,“”\"'—\n¶😀שé", max_size=80)


@pytest.mark.parametrize(
    ("word", "kind"), [("2025", 0), ("—", 0), ("bridge", 1), ("Bridge", 2), ("I", 2), ("NATO", 3), ("criticiZed", 4)]
)
def test_shape(word, kind):
    assert pieces.shape(word) == kind


def test_pieces_are_characters_of_the_text():
    text = "Said\n\nCafé said “no”."
    found = pieces.read(text, paragraphs(text))
    words = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert words == ["Said", "Café", "said", "“", "no", "”", "."]
    assert found.paragraphs == [(0, 1), (1, 7)]
    assert found.features.tolist() == [4, 4, 2, 1, 3, 1, 0]  # twice the shape, and one more inside quotation marks


def test_a_rare_word_is_cut_and_only_its_first_piece_leads():
    found = pieces.read("xylophonists", [(0, 12)])
    assert len(found.ids) > 1
    assert found.leads.tolist() == [True] + [False] * (len(found.ids) - 1)
    assert found.starts[0] == 0
    assert found.ends[-1] == 12


@given(ANY, st.integers(4, 40))
@settings(max_examples=60, deadline=None)
def test_windows_hold_every_piece_once_and_keep_the_limit(text, limit):
    found = pieces.read(text, paragraphs(text))
    made = pieces.windows(found, limit)
    places = np.concatenate([window.places for window in made]) if made else np.array([], int)
    assert places[places >= 0].tolist() == list(range(len(found.ids)))
    assert all(len(window.ids) <= limit for window in made)
    for window in made:
        inside = window.places >= 0
        assert (window.ids[inside] == found.ids[window.places[inside]]).all()
        assert window.ids[0] == pieces.START
        assert window.ids[-1] == pieces.BREAK


def test_paragraphs_stay_together():
    text = "One two three.\nFour five six.\nSeven eight nine."
    made = pieces.windows(pieces.read(text, paragraphs(text)), 11)
    assert [len(window.ids) for window in made] == [11, 6]
