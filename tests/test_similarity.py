"""How alike two texts are: oracles, rivals, spelling, and any text."""

import numpy as np
import pytest
from helpers import RETOLD, TOLD
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from analysis.alignment import THRESHOLD
from analysis.text.similarity import _word_vectors, likeness, shared_words, similarity, stems


def test_identical_texts_score_one_and_unrelated_ones_nearly_nothing():
    for scores in (similarity(TOLD, TOLD), likeness(TOLD)):
        assert np.allclose(np.diag(scores), 1.0)
        assert scores[0, 1] < 0.1
        assert scores[0, 2] < 0.1


def test_likeness_is_the_mean_cosine_of_words_and_of_the_grams_that_scikit_learn_counts():
    texts = [*TOLD, *RETOLD, "", "🙂 a é"]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True).fit_transform(texts)
    _, words = _word_vectors(texts)
    assert np.allclose(likeness(texts), ((vectors @ vectors.T) + (words @ words.T)).toarray() / 2)


def test_a_fact_told_twice_lends_its_words():
    first, twin = "the harbour bridge collapsed on Monday", "on Monday the harbour crossing collapsed under a lorry"
    told = "a crossing fell under a lorry"
    assert similarity([told], [first, twin])[0, 0] > similarity([told], [first, "a choir sang old hymns"])[0, 0]


def test_a_rival_that_is_more_alike_makes_a_pair_less_likely():
    claim, weak, strong = TOLD[0], "Police arrested a man", "Police arrested 12 protesters in Lisbon on Friday"
    assert similarity([claim], [weak, strong])[0, 0] < similarity([claim], [weak])[0, 0]


def test_the_threshold_parts_what_is_told_again_from_the_rest():
    scores = similarity(TOLD, RETOLD)
    assert (scores >= THRESHOLD).tolist() == [[False, True, False], [True, False, False], [False, False, False]]


def test_similarity_is_symmetric():
    assert np.allclose(similarity(TOLD, RETOLD), similarity(RETOLD, TOLD).T)


def test_the_order_of_texts_does_not_matter():
    order = [2, 0, 1]
    shuffled = similarity([TOLD[place] for place in order], RETOLD)
    assert np.allclose(shuffled, similarity(TOLD, RETOLD)[order])


def test_british_and_american_spelling_are_one():
    assert stems("The organisation realised its favourite colour") == stems(
        "the organization realized its favorite color"
    )


@pytest.mark.parametrize(("a", "b"), [([], ["x"]), (["x"], []), ([], [])])
def test_no_texts_give_no_scores(a, b):
    assert similarity(a, b).shape == (len(a), len(b))
    assert shared_words(a, b).shape == (len(a), len(b))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5), st.lists(st.text(max_size=40), max_size=5))
def test_any_text_scores_between_nought_and_one(a, b):
    scores = similarity(a, b)
    assert scores.shape == (len(a), len(b))
    assert ((scores >= 0) & (scores <= 1)).all()
    assert (shared_words(a, b) >= 0).all()
