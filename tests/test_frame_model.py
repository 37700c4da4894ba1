"""The features that the frame model reads."""

import numpy as np
import pandas as pd

import analysis
from analysis.discourse import frame_model


def test_the_features_of_the_frame_model_are_those_of_scikit_learn():
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = ["Coal is coal, and gas is gas.", "The tax on coal.", "A I"]
    oracle = TfidfVectorizer(sublinear_tf=True).fit(texts)
    for text in texts:
        own = frame_model.features(text, oracle.vocabulary_, oracle.idf_)
        assert np.allclose(own, oracle.transform([text]).toarray()[0])


def test_the_frame_model_gives_nothing_to_a_text_without_known_words():
    found = analysis.classify_frames(pd.DataFrame({"article_id": ["x"], "text": ["🙂"]}))
    assert not found["given"].any()
    assert len(found) == 5
