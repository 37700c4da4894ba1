"""How much two texts cover each other, and which words are akin."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from analysis.attributing.pieces import tokenizer
from analysis.text.akin import VOCABULARY, _pieces, _vectors, akin, covering


def test_a_word_that_is_akin_covers_in_part_and_the_shares_of_both_sides_are_weighed():
    weights = sparse.csr_matrix([[3.0, 1.0, 0.0], [0.0, 2.0, 2.0]])
    alike = np.array([[1.0, 0.0, 0.5], [0.0, 1.0, 0.0], [0.5, 0.0, 1.0]])
    # the second covers 3 at a half and 1 whole of 4: 2.5 / 4; the first covers 2 whole and 2 at a half of 4: 3 / 4
    assert covering(weights, alike)[0, 1] == pytest.approx((2.5 / 4 * 3 / 4) ** 0.5)


def test_a_text_without_words_covers_nothing_and_is_not_covered():
    weights = sparse.csr_matrix([[0.0, 0.0], [1.0, 2.0]])
    assert covering(weights, np.eye(2)).tolist() == [[0.0, 0.0], [0.0, 1.0]]


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [("lawyer", "attorney", "passenger"), ("pushed", "shoved", "printed"), ("fired", "dismissed", "boarded")],
)
def test_words_of_like_meaning_are_closer_than_others_of_their_kind(word, near, far):
    alike = akin([[word], [near], [far]])
    assert alike[0, 1] > alike[0, 2]


def test_numbers_and_unknown_characters_stand_for_themselves_only():
    assert akin([["12"], ["13"], ["٣x"], ["twelve"]])[:3].tolist() == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]


def test_the_forms_of_a_word_come_in_any_order():
    assert np.array_equal(akin([["ran", "running"], ["fled"]]), akin([["running", "ran"], ["fled"]]))


@given(st.from_regex(r"[a-z]{1,15}", fullmatch=True))
def test_words_are_cut_as_the_tokenizer_of_the_tagger_cuts_them(word):
    assert list(_pieces(word)) == tokenizer().encode(word, add_special_tokens=False).tokens


def test_each_piece_of_the_vocabulary_has_its_vector():
    pieces = VOCABULARY.read_text(encoding="utf-8").splitlines()
    assert _vectors().shape == (len(pieces), 64)
    assert (np.abs(_vectors()).sum(axis=1) > 0).all()
