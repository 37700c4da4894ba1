"""One answer a text: the language that it is in, where that is clear.

py3langid (Barbaresi 2022, after Lui & Baldwin 2012): naive Bayes over byte n-grams, with normalised probabilities.
"""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENGLISH = "en"
SAMPLE = 5_000  # characters looked at
CLEAR = 0.5  # probability of the likeliest language; short or mixed texts stay below
EXCLUDED = 0.05  # probability of English below which a clear text is not English; on BASIL it is never below .99


def detect(text: str) -> str | None:
    """The language of a text (ISO 639 code), or nothing where the text does not say clearly.

    Examples
    --------
    >>> detect("The mayor said that it may rain."), detect("El alcalde dijo que podría llover."), detect("Ok!")
    ('en', 'es', None)
    """
    ranked = _identifier().rank(text[:SAMPLE])
    probability = dict(ranked)[ENGLISH]
    if ranked[0][0] == ENGLISH or probability >= EXCLUDED:
        return ENGLISH if probability >= CLEAR else None
    return ranked[0][0] if ranked[0][1] >= CLEAR else None


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
