"""One number a pair of texts: how alike they are in words and in spelling, from 0 to 1.

Half of the *likeness* of two texts is the cosine of the word stems, each weighted by how rare it is; half is the cosine
of character n-grams within words, which sees that "terrorism" and "terrorists" are akin. Rarity is counted in the texts
that are compared, where a word that all of them use ("platforms") tells little, and leans on a count of news sentences
where the texts are few.

For the *similarity* the other texts speak too. A text is a likelier partner where it is much like another of its own
list that is like the one compared (a fact told twice lends its words), and a less likely one where either has a rival
that is more alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from nltk.stem import PorterStemmer
from scipy import sparse
from sklearn.preprocessing import normalize

from analysis import lexicon
from analysis.intake.characters import plain
from analysis.text.akin import akin, covering
from analysis.text.spelling import american

WORD = re.compile(r"\d[\d,.]*\d|[^\W_]+(?:['’][^\W_]+)*")
CLITIC = re.compile(r"['’]\w*$")
NEWS_WEIGHT = 80  # news sentences: how many the background counts for beside the texts compared; flat from 40 to 200
NEWS_SENTENCES = 39_344  # sentences in which lexicons/word_frequencies.csv was counted
UNSEEN = 2  # sentences: taken for a word below the cut of the list, which is 4
COMMON = 787  # news sentences (2 %): a word in as many tells little by itself: "say", "state", "Thursday"
GRAMS = (3, 5)  # characters
# Chosen on SuperPAL's dev part (Ernst et al. 2021) among a few round values; F1 and average precision stay within a
# point beside them: see benchmarks/alignment.py.
TWIN = 0.4  # likeness from which two texts of one list tell much the same
LENT = 0.4  # share of its twin's likeness that a text is lent, from each list
DOUBT = 0.6  # likeness that speaks against every pair before any rival does

_STEMMER = PorterStemmer()


class Compared(NamedTuple):
    """Each text of one list (a row) beside each of another (a column)."""

    similarity: np.ndarray  # 0 to 1, with what the other texts say
    likeness: np.ndarray  # 0 to 1, of the two alone
    shared: np.ndarray  # words with content that both have


def similarity(texts_a: Sequence[str], texts_b: Sequence[str]) -> np.ndarray:
    """How alike each text of one list (a row) is to each of another (a column), 0 to 1.

    Give all the claims of two articles at once: the weight of a word is learned from the texts compared, and a pair is
    judged beside its rivals.

    Examples
    --------
    >>> scores = similarity(["Police arrested 12 men."], ["Twelve men were arrested.", "It rained."])
    >>> bool(scores[0, 0] > 0.3 > scores[0, 1])
    True
    """
    return compare(texts_a, texts_b).similarity


def compare(texts_a: Sequence[str], texts_b: Sequence[str]) -> Compared:
    """Similarity, likeness and shared words of two lists of texts, each worked out once."""
    if not len(texts_a) or not len(texts_b):
        none = np.zeros((len(texts_a), len(texts_b)))
        return Compared(none, none, none.astype(int))
    cut, texts = len(texts_a), [*texts_a, *texts_b]
    words, vectors = _word_vectors(texts)
    plain_likeness = _likeness(texts, vectors)
    whole = (plain_likeness + covering(vectors, akin(_forms(texts, words)))) / 2
    alike, within_a, within_b = whole[:cut, cut:], whole[:cut, :cut], whole[cut:, cut:]
    told = alike + LENT * (_lent(alike, within_b) + _lent(alike.T, within_a).T)
    rivals = _best_rival(told) + _best_rival(told.T).T
    scores = np.minimum(2 * told / (told + DOUBT + rivals), 1.0)
    return Compared(scores, plain_likeness[:cut, cut:], shared_words(texts_a, texts_b))


def likeness(texts: Sequence[str]) -> np.ndarray:
    """How alike every two texts of one list are, whatever rivals they have: mean cosine of words and of spelling.

    Examples
    --------
    >>> likeness(["It rained.", "It rained.", "12 men"]).round(2).tolist()
    [[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    if not len(texts):
        return np.zeros((0, 0))
    return _likeness(texts, _word_vectors(texts)[1])


def _likeness(texts: Sequence[str], vectors: sparse.csr_matrix) -> np.ndarray:
    """The mean cosine of words, given as `vectors`, and of spelling."""
    blocks = (vectors, _character_vectors(texts))
    return sum((block @ block.T).toarray() for block in blocks) / len(blocks)


def _lent(alike: np.ndarray, within: np.ndarray) -> np.ndarray:
    """What each text of the columns is lent by its best twin: the row's likeness to it, times how alike the two are."""
    lent = np.zeros_like(alike)
    for column in range(alike.shape[1]):
        twins = np.flatnonzero(within[column] >= TWIN)
        twins = twins[twins != column]
        if len(twins):
            lent[:, column] = (alike[:, twins] * within[twins, column]).max(axis=1)
    return lent


def _best_rival(alike: np.ndarray) -> np.ndarray:
    """The highest likeness of the row in any other column."""
    if alike.shape[1] < 2:
        return np.zeros_like(alike)
    second, first = np.sort(alike, axis=1)[:, -2:].T
    rivals = np.repeat(first[:, None], alike.shape[1], axis=1)
    rivals[np.arange(len(alike)), alike.argmax(axis=1)] = second
    return rivals


def shared_words(texts_a: Sequence[str], texts_b: Sequence[str]) -> np.ndarray:
    """How many words with content two texts share, for each pair as in `similarity`.

    A high score of two short texts may rest on one word: this says on how many.

    Examples
    --------
    >>> shared_words(["he wants to know"], ["voters know", "he said"]).tolist()
    [[1, 0]]
    """
    texts = [*texts_a, *texts_b]
    words = [{stem for stem in stems(text) if _news_counts().get(stem, 0) < COMMON} for text in texts]
    place = {stem: index for index, stem in enumerate(sorted(set().union(*words)))}
    cells = [(row, place[stem]) for row, line in enumerate(words) for stem in line]
    matrix = _matrix([(*cell, 1.0) for cell in cells], len(texts), len(place))
    return (matrix[: len(texts_a)] @ matrix[len(texts_a) :].T).toarray().astype(int)


def stems(text: str) -> list[str]:
    """The words of a text in a crude common form: lower case, American spelling, Porter's stem (1980).

    Examples
    --------
    >>> stems("The organisation’s favourite 1,200 rules")
    ['the', 'organ', 'favorit', '1,200', 'rule']
    """
    return list(_stems(text))


@lru_cache(maxsize=5_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem for stem in map(_stem, WORD.findall(plain(text).lower())) if stem)


@cache
def _stem(word: str) -> str:
    return _STEMMER.stem(american(CLITIC.sub("", word)))


@cache
def _news_counts() -> dict[str, int]:
    return {entry["term"]: int(entry["sentences"]) for entry in lexicon.read("word_frequencies").entries}


def _forms(texts: Sequence[str], words: Sequence[str]) -> list[set[str]]:
    """The word forms in which each stem stands in the texts."""
    forms: dict[str, set[str]] = {stem: set() for stem in words}
    for form in {form for text in texts for form in WORD.findall(plain(text).lower())}:
        stem = _stem(form)
        if stem:
            forms[stem].add(CLITIC.sub("", form))
    return list(forms.values())


def _word_vectors(texts: Sequence[str]) -> tuple[list[str], sparse.csr_matrix]:
    """The stems (columns), and rows of unit length: 1 + log(count) times -log of the share of texts that have it."""
    counts = [Counter(stems(text)) for text in texts]
    here = Counter(stem for count in counts for stem in count)
    news = _news_counts()
    weights = {
        stem: -np.log((seen + NEWS_WEIGHT * news.get(stem, UNSEEN) / NEWS_SENTENCES) / (len(texts) + NEWS_WEIGHT))
        for stem, seen in here.items()
    }
    place = {stem: index for index, stem in enumerate(sorted(weights))}
    cells = [
        (row, place[stem], weights[stem] * (1 + np.log(times)))
        for row, count in enumerate(counts)
        for stem, times in count.items()
    ]
    return list(place), normalize(_matrix(cells, len(texts), len(place)))


def _matrix(cells: list[tuple[int, int, float]], rows: int, columns: int) -> sparse.csr_matrix:
    """A sparse matrix of (row, column, value)."""
    places_a, places_b, values = zip(*cells, strict=True) if cells else ((), (), ())
    return sparse.csr_matrix((values, (places_a, places_b)), shape=(rows, max(columns, 1)), dtype=float)


def _character_vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """Rows of unit length: 1 + log(count) of each n-gram of a word times its smoothed idf in the texts compared.

    An n-gram is known by a hash, so that those of a word are worked out once, however many texts it stands in.
    """
    words = [Counter(text.lower().split()) for text in texts]
    place = {word: index for index, word in enumerate(sorted(set().union(*words)))}
    cells = [(row, place[word], float(times)) for row, count in enumerate(words) for word, times in count.items()]
    counts = _matrix(cells, len(texts), len(place)) @ _gram_matrix(list(place))
    shares = np.bincount(counts.indices, minlength=counts.shape[1])
    counts.data = (1 + np.log(counts.data)) * (1 + np.log((1 + len(texts)) / (1 + shares)))[counts.indices]
    return normalize(counts)


def _gram_matrix(words: list[str]) -> sparse.csr_matrix:
    """How often each n-gram stands in each word."""
    grams = [_grams(word) for word in words] or [np.empty(0, dtype=np.int64)]
    ends = np.cumsum([0, *map(len, grams)])
    found, places = np.unique(np.concatenate(grams), return_inverse=True)
    shape = (max(len(words), 1), max(len(found), 1))
    return sparse.csr_matrix((np.ones(ends[-1]), places, ends), shape=shape)


@lru_cache(maxsize=50_000)
def _grams(word: str) -> np.ndarray:
    """The numbers (hashes) of a word's n-grams, its ends marked by spaces; of a short word, itself."""
    padded = f" {word} "
    sizes = range(GRAMS[0], min(GRAMS[1], max(len(padded), GRAMS[0])) + 1)
    pieces = [padded[place : place + size] for size in sizes for place in range(max(len(padded) - size, 0) + 1)]
    return np.array([crc32(piece.encode("utf-8", "replace")) for piece in pieces], dtype=np.int64)
