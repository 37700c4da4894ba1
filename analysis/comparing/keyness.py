"""One row a word of two articles: how often each uses it, and how strongly it marks the one or the other.

Keyness describes; it tests nothing. Two texts of a few hundred words differ in hundreds of words by what happens to be
in them, so words are ranked, never starred, and each can be read in its contexts. Words are lower-case forms of letters
as they stand ("platforms" and "platform" are two words); numerals are left out, and so is a possessive 's.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder
from nltk.text import ConcordanceIndex

from analysis import spans, units
from analysis.schema import InputError

REFERENCE = Path(__file__).parent.parent / "reference" / "words.csv"
ABSENT = 0.5  # what a count of 0 is taken for in a ratio (Hardie 2014), and in the reference list
PRIOR = 500  # words: the weight of the reference list, that of a text of about the length of those compared
WINDOW = 5  # words in which two count as near (Church & Hanks 1990)
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
POSSESSIVE = re.compile(r"['’]s$")

COLUMNS = [
    "word", "count_a", "count_b", "words_a", "words_b", "more_in", "log_ratio", "weighted_log_odds",
]  # fmt: skip


class Word(NamedTuple):
    """A word in lower case and where it stands in its text."""

    form: str
    start: int
    end: int


def find_words(text: str) -> Iterator[Word]:
    """The words of a text: runs of letters, with hyphens and apostrophes inside.

    Examples
    --------
    >>> [word.form for word in find_words("The “double-standard” of X’s 40 rules")]
    ['the', 'double-standard', 'of', 'x', 'rules']
    """
    for match in WORD.finditer(text):
        form = POSSESSIVE.sub("", match[0])
        yield Word(form.lower().replace("’", "'"), match.start(), match.start() + len(form))


def keyness(study: Any, a: str, b: str) -> pd.DataFrame:
    """One row a word of the bodies of two articles, given by their labels; the most telling first.

    ``log_ratio`` is log2 of the rate in `b` over the rate in `a` (Hardie 2014), a count of 0 taken for 0.5: 1 is twice
    as often in `b`, −1 half as often. ``weighted_log_odds`` is the z-score of the log odds ratio with an informative
    Dirichlet prior (Monroe, Colaresi & Quinn 2008), above 0 for `b`: words that are common in any
    news text, and words used once, come out near 0. The prior weighs as much as 500 words of news, counted in PolNeAR
    and BASIL. Rows are ordered by its size. It ranks; it is no test.

    Raises
    ------
    InputError
        No article has that label, or both are the same.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"x": "Rain fell. More rain fell.", "y": "The dam broke. The dam was old."})
    >>> keyness(study, "x", "y")[["word", "count_a", "count_b", "more_in"]].values.tolist()[0]
    ['fell', 2, 0, 'x']
    """
    counts = [Counter(word.form for word in _words(study, label)) for label in (a, b)]
    if a == b:
        raise InputError(f"labels {a!r} and {b!r}: the same article; expected two")
    totals = [count.total() for count in counts]
    rows = [_row(word, [count[word] for count in counts], totals, (a, b)) for word in sorted({*counts[0], *counts[1]})]
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = table["weighted_log_odds"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _row(word: str, counts: list[int], totals: list[int], labels: tuple[str, str]) -> dict[str, Any]:
    """One word in both articles; an article without words has no rate to compare."""
    rates = [count / total if total else math.nan for count, total in zip(counts, totals, strict=True)]
    floors = [max(count, ABSENT) / total if total else math.nan for count, total in zip(counts, totals, strict=True)]
    return {
        "word": word,
        "count_a": counts[0],
        "count_b": counts[1],
        "words_a": totals[0],
        "words_b": totals[1],
        "more_in": labels[0] if rates[0] > rates[1] else labels[1] if rates[1] > rates[0] else pd.NA,
        "log_ratio": math.log2(floors[1] / floors[0]),
        "weighted_log_odds": weighted_log_odds(counts, totals, PRIOR * usual_share(word), PRIOR),
    }


def weighted_log_odds(counts: list[int], totals: list[int], prior: float, prior_total: float) -> float:
    """The z-score of one word's log odds in the second text over the first, `prior` counts added to each.

    Monroe, Colaresi & Quinn (2008): the difference of the two log odds over its approximate standard error
    √(1/(y_a + α) + 1/(y_b + α)), y being the counts and α the prior.

    Examples
    --------
    >>> round(weighted_log_odds([0, 4], [100, 100], prior=1, prior_total=100), 2)
    1.49
    """
    odds = [
        (count + prior) / (total + prior_total - count - prior) for count, total in zip(counts, totals, strict=True)
    ]
    error = math.sqrt(sum(1 / (count + prior) for count in counts))
    return math.log(odds[1] / odds[0]) / error


def usual_share(word: str) -> float:
    """How much of news text a word is, 0 to 1; one that is not in the list is taken to stand there half a time."""
    counts, total = _reference()
    return counts.get(word, ABSENT) / total


@cache
def _reference() -> tuple[dict[str, int], int]:
    """Counts of words in news, and the number of all words, those too rare for the list included."""
    table = pd.read_csv(REFERENCE, keep_default_na=False)
    counts = dict(zip(table["word"], table["count"].astype(int), strict=True))
    return counts, counts.pop("")


def contexts(study: Any, word: str) -> pd.DataFrame:
    """One row a use of a word in the bodies: its span, and the text before and after it (NLTK's concordance index).

    Examples
    --------
    >>> from analysis.study import Study
    >>> uses = contexts(Study.from_texts({"x": "Rain fell. More rain fell."}), "rain")
    >>> uses[["before", "text", "after"]].values.tolist()
    [['', 'Rain', ' fell. More rain fell.'], ['Rain fell. More ', 'rain', ' fell.']]
    """
    rows = [
        {"article_id": article.article_id, "start": found[place].start, "end": found[place].end}
        for article in study.articles.itertuples()
        for found in [list(chain.from_iterable(_by_sentence(study, article.article_id)))]
        for place in ConcordanceIndex([use.form for use in found]).offsets(word.lower())
    ]
    table = pd.DataFrame(rows, columns=["article_id", "start", "end"])
    return pd.concat([table, spans.context(table, study.articles)], axis="columns")


def collocations(study: Any, word: str) -> pd.DataFrame:
    """One row a pair of words, one of them `word`, that stand near each other in a sentence, in any of the articles.

    Near is within 5 words, `first` before `second` (NLTK's collocation finder). ``count`` is how often; ``pmi`` is
    pointwise mutual information in bits (Church & Hanks 1990), which favours rare words; ``log_likelihood`` is G²
    (Dunning 1993), by which rows are ordered: here a rank, no test.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"x": "Heavy rain fell. Heavy rain came. The sun shone."})
    >>> collocations(study, "rain")[["first", "second", "count"]].values.tolist()[0]
    ['heavy', 'rain', 2]
    """
    sentences = [
        [use.form for use in sentence]
        for article in study.articles["article_id"]
        for sentence in _by_sentence(study, article)
    ]
    apart = chain.from_iterable([*sentence, *[None] * WINDOW] for sentence in sentences)  # no pair across sentences
    finder = BigramCollocationFinder.from_words(apart, window_size=WINDOW)
    score = BigramAssocMeasures()
    rows = [
        {
            "first": first,
            "second": second,
            "count": count,
            "pmi": finder.score_ngram(score.pmi, first, second),
            "log_likelihood": finder.score_ngram(score.likelihood_ratio, first, second),
        }
        for (first, second), count in sorted(finder.ngram_fd.items())
        if word.lower() in (first, second)
    ]
    table = pd.DataFrame(rows, columns=["first", "second", "count", "pmi", "log_likelihood"])
    return table.sort_values("log_likelihood", ascending=False, kind="stable", ignore_index=True)


def _words(study: Any, label: str) -> list[Word]:
    """The words of the body of the article with a label."""
    return list(chain.from_iterable(_by_sentence(study, units.article_id(study.articles, label))))


def _by_sentence(study: Any, article_id: str) -> Iterator[list[Word]]:
    """The words of each body sentence, their places in the article's text."""
    sentences = units.body(study)
    for row in sentences[sentences["article_id"] == article_id].itertuples():
        yield [Word(word.form, row.start + word.start, row.start + word.end) for word in find_words(row.text)]
