"""One number a pair of texts: how alike they are in words and in spelling, from 0 to 1.

Half of the score is the cosine of the word stems, each weighted by how rare it is; half is the cosine of character
n-grams within words, which sees that "terrorism" and "terrorists" are akin. Rarity is counted in the texts that are
compared, where a word that all of them use ("platforms") tells little, and leans on a count of news sentences where the
texts are few.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np
from nltk.stem import PorterStemmer
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from analysis import lexicon
from analysis.intake.characters import plain

WORD = re.compile(r"\d[\d,.]*\d|[^\W_]+(?:['’][^\W_]+)*")
CLITIC = re.compile(r"['’]\w*$")
ISE = re.compile(r"(?<=\w{3})is(?=(?:e[ds]?|ing|ations?|ers?)$)")  # "organise" and "organize" are one word
OUR = re.compile(r"(?<=\w{2})our(?=(?:s|ed|ing|ite|ites)?$)")  # "favour" and "favor"
NEWS_WEIGHT = 80  # news sentences: how many the background counts for beside the texts compared; flat from 40 to 200
NEWS_SENTENCES = 39_344  # sentences in which lexicons/word_frequencies.csv was counted
UNSEEN = 2  # sentences: taken for a word below the cut of the list, which is 4
COMMON = 787  # news sentences (2 %): a word in as many tells little by itself: "say", "state", "Thursday"
GRAMS = (3, 5)  # characters

_STEMMER = PorterStemmer()


def similarity(texts_a: Sequence[str], texts_b: Sequence[str]) -> np.ndarray:
    """How alike each text of one list (a row) is to each of another (a column), 0 to 1.

    Give all the claims of two articles at once: the weight of a word is learned from the texts compared.

    Examples
    --------
    >>> scores = similarity(["Police arrested 12 men."], ["Twelve men were arrested.", "It rained."])
    >>> bool(scores[0, 0] > 0.3 > scores[0, 1])
    True
    """
    if not len(texts_a) or not len(texts_b):
        return np.zeros((len(texts_a), len(texts_b)))
    texts = [*texts_a, *texts_b]
    cut = len(texts_a)
    blocks = (_word_vectors(texts), _character_vectors(texts))
    return np.clip(sum((block[:cut] @ block[cut:].T).toarray() for block in blocks) / len(blocks), 0.0, 1.0)


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
    return [stem for stem in map(_stem, WORD.findall(plain(text).lower())) if stem]


@cache
def _stem(word: str) -> str:
    return _STEMMER.stem(OUR.sub("or", ISE.sub("iz", CLITIC.sub("", word))))


@cache
def _news_counts() -> dict[str, int]:
    return {entry["term"]: int(entry["sentences"]) for entry in lexicon.read("word_frequencies").entries}


def _word_vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """Rows of unit length: 1 + log(count) of each stem times -log of the share of texts that have it."""
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
    return normalize(_matrix(cells, len(texts), len(place)))


def _matrix(cells: list[tuple[int, int, float]], rows: int, columns: int) -> sparse.csr_matrix:
    """A sparse matrix of (row, column, value)."""
    places_a, places_b, values = zip(*cells, strict=True) if cells else ((), (), ())
    return sparse.csr_matrix((values, (places_a, places_b)), shape=(rows, max(columns, 1)), dtype=float)


def _character_vectors(texts: Sequence[str]) -> sparse.csr_matrix:
    """Rows of unit length; texts without a letter give empty rows."""
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=GRAMS, sublinear_tf=True)
    try:
        return vectorizer.fit_transform(texts)
    except ValueError:  # scikit-learn's word for "no text holds anything"
        return sparse.csr_matrix((len(texts), 1))
