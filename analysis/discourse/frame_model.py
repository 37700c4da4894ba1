"""One row an article and frame: what a model learned from coded articles makes of the whole text.

For corpora of full articles only; on a pair of short articles read the cues (`analysis.framing`). TF-IDF of single
words and one logistic regression a frame (class weights balanced), trained on the Narrative Frames Corpus (news on
climate change, 428 articles); its card with the measured error is ``docs/framing.md``. It is made by
``training/learn_frames.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

MODEL = Path(__file__).parent.parent / "models" / "frames.npz"
WORD = re.compile(r"\b\w\w+\b")


class Model(NamedTuple):
    """The words with their inverse document frequencies, and a frame's weights, bias and threshold a column."""

    frames: tuple[str, ...]
    places: dict[str, int]
    idf: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    thresholds: np.ndarray


@cache
def _model() -> Model:
    with np.load(MODEL, allow_pickle=False) as held:
        places = {str(word): place for place, word in enumerate(held["words"])}
        numbers = (held[name].astype(float) for name in ("idf", "weights", "bias", "thresholds"))
        return Model(tuple(map(str, held["frames"])), places, *numbers)


def features(text: str, places: dict[str, int], idf: np.ndarray) -> np.ndarray:
    """TF-IDF of a text: (1 + ln count) times inverse document frequency, of length 1."""
    counts = Counter(places[word] for word in WORD.findall(text.lower()) if word in places)
    vector = np.zeros(len(idf))
    for place, count in counts.items():
        vector[place] = (1 + np.log(count)) * idf[place]
    length = np.linalg.norm(vector)
    return vector / length if length else vector


def classify_frames(articles: pd.DataFrame) -> pd.DataFrame:
    """One row an article and frame: ``score`` and whether the model gives the frame to the article.

    `articles` needs ``article_id`` and ``text``. ``score`` is the logit above the frame's threshold: it orders articles
    by one frame, and is no probability. An article without a known word gets none.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["x"], "text": ["The costs of jobs lost to the tax on coal and gas."]})
    >>> found = classify_frames(articles)
    >>> found["frame"].tolist()
    ['conflict', 'economic', 'human interest', 'morality', 'resolution']
    >>> bool(found.set_index("frame").loc["economic", "given"])
    True
    """
    model = _model()
    rows: list[dict[str, Any]] = []
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        vector = features(text, model.places, model.idf)
        scores = vector @ model.weights + model.bias - model.thresholds
        for frame, score in zip(model.frames, scores, strict=True):
            given = bool(vector.any() and score >= 0)
            rows.append({"article_id": article_id, "frame": frame, "score": round(float(score), 3), "given": given})
    return pd.DataFrame(rows, columns=["article_id", "frame", "score", "given"])
