"""One number a pair of claims: how likely a reader finds that both tell the same.

Words alone do not say it: most pairs that are wrong share names and a topic. What the claims are about, the sentences
that they stand in, their predicates and their speakers are each weighed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.text.similarity import compare, likeness, shared_words

# A reader found that two claims, each other's best match, tell the same, at least in part, with these log-odds, fitted
# on pairs that were judged (docs/alignment.md).
WEIGHTS = {"likeness": 4.2, "sentences": 5.5, "shared": 1.7, "verbs": 0.7, "voices": 0.55}
NEITHER = -4.8


class Signs(NamedTuple):
    """What speaks for each claim of one article (a row) telling the same as each of another (a column)."""

    likeness: np.ndarray  # 0 to 1, of the two alone
    shared: np.ndarray  # words with content that both have
    sentences: np.ndarray  # 0 to 1, likeness of the sentences that they stand in
    verbs: np.ndarray  # predicates that both have
    voices: np.ndarray  # 1 the same speaker, -1 another one, 0 none or not known


def weigh(claims_a: pd.DataFrame, claims_b: pd.DataFrame) -> tuple[np.ndarray, Signs]:
    """The similarity of each two claims, and the signs that they tell the same."""
    matter = "matter" if "matter" in claims_a else "text"
    compared = compare(*_texts(claims_a, claims_b, matter))
    shared = compared.shared + shared_words(*_texts(claims_a, claims_b, "cue"))
    whole = "sentence" if "sentence" in claims_a else matter
    verbs = shared_words(*_texts(claims_a, claims_b, "verbs"))
    voices = _voices(*_texts(claims_a, claims_b, "speakers"))
    return compared.similarity, Signs(compared.likeness, shared, _by_sentence(claims_a, claims_b, whole), verbs, voices)


def _texts(claims_a: pd.DataFrame, claims_b: pd.DataFrame, column: str) -> tuple[list[str], list[str]]:
    """A column of both sides; empty words where it is not given."""
    first, second = (
        side[column].fillna("").tolist() if column in side else [""] * len(side) for side in (claims_a, claims_b)
    )
    return first, second


def _by_sentence(claims_a: pd.DataFrame, claims_b: pd.DataFrame, column: str) -> np.ndarray:
    """Likeness of the sentences that two claims stand in, each sentence worked out once."""
    first, second = _texts(claims_a, claims_b, column)
    place = {text: number for number, text in enumerate(dict.fromkeys([*first, *second]))}
    alike = likeness(list(place))
    return alike[np.ix_([place[text] for text in first], [place[text] for text in second])]


def _voices(speakers_a: Sequence[str], speakers_b: Sequence[str]) -> np.ndarray:
    """1 where two claims have a speaker in common, -1 where both have one, but not the same, else 0."""
    first, second = ([frozenset(ids.split()) for ids in side] for side in (speakers_a, speakers_b))
    rows = [[bool(one and other) * (1 if one & other else -1) for other in second] for one in first]
    return np.array(rows, dtype=float).reshape(len(first), len(second))


def confidence(signs: Signs) -> np.ndarray:
    """Chance (0 to 1) that a reader finds two claims to tell the same, at least in part, were they best matches.

    Two claims without a common word have none.

    Examples
    --------
    >>> one = np.array([[1.0]])
    >>> [round(float(confidence(Signs(one, words * one, one, one, one))[0, 0]), 2) for words in (0, 4)]
    [0.0, 1.0]
    """
    odds = (
        WEIGHTS["likeness"] * signs.likeness
        + WEIGHTS["sentences"] * signs.sentences
        + WEIGHTS["shared"] * np.log1p(signs.shared)
        + WEIGHTS["verbs"] * np.log1p(signs.verbs)
        + WEIGHTS["voices"] * signs.voices
        + NEITHER
    )
    return np.where(signs.shared > 0, 1 / (1 + np.exp(-odds)), 0.0)
