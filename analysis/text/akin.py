"""One number a pair of texts: how much of each the other covers, word by word, a word that is akin in meaning in part.

What a word means is a vector: the mean of those of its pieces in the embeddings of all-MiniLM-L6-v2 (Wang et al. 2020),
as the tagger learned them, cut to their 64 widest directions of about equal weight (`training/word_vectors.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from scipy import sparse

VECTORS = Path(__file__).parent.parent / "models" / "words.npy"  # a row a piece of the vocabulary beside it
VOCABULARY = VECTORS.with_name("tagger.vocabulary.txt")
STRANGE = 0.3  # cosine up to which two words are strangers: chosen on SuperPAL's dev part, flat from 0.15
INSIDE = "##"  # opens a piece that does not begin a word


def covering(weights: sparse.csr_matrix, alike: np.ndarray) -> np.ndarray:
    """How much every two texts cover each other, 0 to 1: the geometric mean of both shares.

    `weights` has a row a text, a column a word; `alike` says how far one word (row) stands for another (column). The
    share of a text that another covers is the mean of its words by weight, each counted as far as the other's closest
    word stands for it.

    Examples
    --------
    >>> texts = sparse.csr_matrix([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])  # "men fled", "fled home"
    >>> covering(texts, np.eye(3)).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    closest = np.zeros(weights.shape)
    for row, (start, end) in enumerate(zip(weights.indptr[:-1], weights.indptr[1:], strict=True)):
        if end > start:
            closest[row] = alike[weights.indices[start:end]].max(axis=0)
    total = np.asarray(weights.sum(axis=1)).reshape(-1, 1)
    shares = (weights @ closest.T) / np.where(total > 0, total, 1.0)
    return np.sqrt(shares * shares.T)


def akin(words: Sequence[Collection[str]]) -> np.ndarray:
    """How far each word stands for each other, 0 to 1; a word is given by its forms. A number stands for itself only.

    Examples
    --------
    >>> fired, dismissed, painted, twelve = akin([["fired"], ["dismissed"], ["painted"], ["12"]])[0].tolist()
    >>> fired == 1.0 and dismissed > painted and twelve == 0.0
    True
    """
    vectors = np.array([_vector(forms) for forms in words]).reshape(len(words), _vectors().shape[1])
    alike = np.maximum(vectors @ vectors.T - STRANGE, 0) / (1 - STRANGE)
    np.fill_diagonal(alike, 1.0)
    return alike


def _vector(forms: Collection[str]) -> np.ndarray:
    """The direction of a word, of unit length; nothing for a number."""
    total = np.array([_direction(form) for form in sorted(forms)]).sum(axis=0)
    return total / (np.linalg.norm(total) or 1.0)


@lru_cache(maxsize=50_000)  # the word forms of some hundred articles
def _direction(form: str) -> np.ndarray:
    """The direction of a word form, of unit length; nothing where it has a digit or a character unknown."""
    known = _vocabulary()
    places = [known[piece] for piece in _pieces(form)] if not any(map(str.isdigit, form)) else []
    mean = _vectors()[places].mean(axis=0) if places else np.zeros(_vectors().shape[1])
    return mean / (np.linalg.norm(mean) or 1.0)


def _pieces(form: str) -> Iterator[str]:
    """The longest pieces of the vocabulary that a word form is made of, from its start (Wu et al. 2016)."""
    known, start = _vocabulary(), 0
    while start < len(form):
        opening = INSIDE if start else ""
        ends = range(len(form), start, -1)
        end = next((end for end in ends if opening + form[start:end] in known), None)
        if end is None:
            return
        yield opening + form[start:end]
        start = end


@cache
def _vocabulary() -> dict[str, int]:
    return {piece: place for place, piece in enumerate(VOCABULARY.read_text(encoding="utf-8").split("\n")) if piece}


@cache
def _vectors() -> np.ndarray:
    return np.load(VECTORS).astype(float)
