"""One row a word, three scores: whether it pays to read on there, by what the encoder's lower layers make of it.

Most sentences have no cue of uncertainty and most contents no attribution inside. A logistic regression over the states
that all layers above share tells most of those (`training/learn_gates.py`, which says how many cues that costs).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

GATES = Path(__file__).parent.parent / "models" / "gates.npy"
NAMES = ("nested", "uncertainty", "weasel")  # the cue of an attribution inside a content, and cues of both schemes


@cache
def _weights() -> np.ndarray:
    return np.load(GATES).astype(np.float32)


def scores(states: np.ndarray) -> np.ndarray:
    """For the states of some words (rows), a column for each of `NAMES`: 0 or more where it pays to read on.

    Examples
    --------
    >>> scores(np.zeros((2, 384), dtype=np.float32)).shape
    (2, 3)
    """
    weights = _weights()
    found: np.ndarray = states @ weights[:, :-1].T + weights[:, -1]
    return found
