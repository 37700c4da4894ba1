"""One number a stretch of text: how surely it is news, and not an encyclopedia, by the encoder's lower layers.

What hedges look like was learned from an encyclopedia; in news some terms voice uncertainty more often
(`analysis.certainty.model.NEWS_SHIFT`), and how often is known only for what reads like news. A logistic regression
over the mean of the states that all layers above share tells the two registers (Biber 1988) apart
(`training/learn_register.py`, which says how well).
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import numpy as np

REGISTER = Path(__file__).parent.parent / "models" / "register.npy"
PRIOR = 0.85  # share of the texts given that are taken to be news


@cache
def _weights() -> np.ndarray:
    return np.load(REGISTER).astype(np.float32)


def news(mean: np.ndarray) -> float:
    """The probability that words stand in news, by the mean of their states.

    Examples
    --------
    >>> from analysis import tagger
    >>> def probability(text: str) -> float:
    ...     return news(next(tagger.read(text, [(0, len(text))])).mean)
    >>> probability("The mayor told reporters on Friday that she would resign.") > 0.5
    True
    >>> probability("Basalt is a rock formed by the cooling of lava.") < 0.5
    True
    """
    weights = _weights()
    odds = float(mean @ weights[:-1] + weights[-1]) + math.log(PRIOR / (1 - PRIOR))
    return 1 / (1 + math.exp(-odds))
