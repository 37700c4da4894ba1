"""How likely a term is a cue where it stands: a small logistic model of the words around it, and the encoder's view.

The model adds up weights of plain features (`analysis.certainty.around`), learned for uncertainty from the Szeged
Uncertainty Corpus (Szarvas et al. 2012), for weasels from CoNLL-2010 (Farkas et al. 2010), by
``training/learn_hedges.py`` and ``training/learn_weasels.py``, and shipped as CSV files that can be read.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from analysis import lexicon
from analysis.certainty.around import Candidate, features
from analysis.lexicon import Lexicon
from analysis.syntax import Tree

ANY = "*"
# A cue from here on. On held-out documents of an encyclopedia F1 is level from 0.25 to 0.4; news has more cues: in
# sentences of it, coded to choose the threshold, most of what lies a little lower is right too.
THRESHOLD = 0.3
# Log odds added because a term is a cue more often in news than in the encyclopedia that both models learned from, and
# where it stands for that: there "could" is mostly past ability, "possible" mostly "as … as possible", "appear" mostly
# on a stage. That is what a change of priors does to calibrated odds (Saerens et al. 2002): the difference of the odds
# that a use is a cue, in news less in the encyclopedia. Of every use read in news 56 of 92 "could", 18 of 27
# "possible", 21 of 33 "appear", 13 of 14 "apparently", 8 of 9 "predict" and 5 of 5 "likelihood" voiced uncertainty, in
# the encyclopedia 44 of 124, 34 of 148, 17 of 91, 4 of 16, 4 of 12 and 1 of 5. Of "reportedly", "unclear" and "expect"
# only the uses that the model had missed were read, so their sizes (and that of "appear", lowered) are own choices. A
# negation takes the shift away: "could not be reached". A text that reads like an encyclopedia gets none of it
# (`analysis.certainty.register`).
NEWS_SHIFT = {
    "could": (1.0, ""),
    "possible": (2.0, "dep=amod"),
    "appear": (1.0, ""),
    "apparently": (2.5, ""),
    "reportedly": (1.0, ""),
    "unclear": (1.5, ""),
    "expect": (1.0, "finite"),
    "predict": (2.5, ""),
    "likelihood": (2.5, ""),
}
# Weights of a plain model's log odds and of the encoder's, and their level: a logistic regression over the candidates
# of a tenth of the training documents, which neither had learned from. One over those of weasels gives the same
# (0.43, 0.49, -0.59).
BLEND = (0.47, 0.50, -0.55)
# What "would" and "will" leave open depends on the whole sentence, which the encoder sees; and where "would" does not
# look ahead from the past (`analysis.certainty.senses`) it is a cue more often. F1 of the 43 coded there and in news
# rises from 59 to 74.
BLENDS = dict.fromkeys(("would", "will"), (0.35, 0.65, 0.0))
NO_TERM = -2.0  # log odds of a marked weasel that holds no term; F1 of sentences is level from -3 to -1.5
UNMARKED = 0.01  # probability of a term that the encoder does not mark
NEGATED = frozenset(
    f"{place}={word}" for place in ("with", "before", "after") for word in ("not", "n't", "neither", "nor")
)
FINITE = frozenset(f"tag={tag}" for tag in ("VB", "VBD", "VBP", "VBZ"))


class Learned(NamedTuple):
    """The terms of a scheme, and weights by (term, feature); the term ``*`` stands for all."""

    terms: Lexicon
    weights: Mapping[tuple[str, str], float]

    @staticmethod
    @cache
    def read(scheme: str) -> Learned:
        """What is shipped for a scheme: ``"hedge"`` or ``"weasel"``."""
        rows = lexicon.read(f"{scheme}_weights").entries
        weights = {(row["term"], row["feature"]): float(row["weight"]) for row in rows}
        return Learned(lexicon.read(f"{scheme}s"), weights)


def log_odds(tree: Tree, candidate: Candidate, weights: Mapping[tuple[str, str], float]) -> float:
    """Log odds, by the words around it alone, that a term is a cue here."""
    return _sum(candidate.term, features(tree, candidate), weights)


def _sum(term: str, seen: Iterable[str], weights: Mapping[tuple[str, str], float]) -> float:
    names = {"bias", *seen}
    return math.fsum(weights.get((one, name), 0.0) for name in names for one in (ANY, term))


def probability(
    tree: Tree, candidate: Candidate, weights: Mapping[tuple[str, str], float], read: float, news: bool = True
) -> float:
    """How likely a term is a cue of uncertainty here, 0 to 1; `read` is what the encoder makes of it.

    The two err differently: together they are right more often than either. In `news`, what they say is then moved to
    how common such cues are there.
    """
    term, seen = candidate.term, features(tree, candidate)
    shift = news_shift(term, seen) if news else 0.0
    return blend(_sum(term, seen, weights), read, BLENDS.get(term, BLEND), shift)


def blend(odds: float, read: float, weighed: tuple[float, float, float] = BLEND, shift: float = 0.0) -> float:
    """The probability that the log odds of the features and the encoder's probability come to together.

    Examples
    --------
    >>> round(blend(2.0, 0.9), 2), round(blend(-2.0, 0.0), 2)
    (0.82, 0.02)
    """
    own, other, level = weighed
    read = min(max(read, UNMARKED), 1 - UNMARKED)
    return 1 / (1 + math.exp(-own * odds - other * math.log(read / (1 - read)) - level - shift))


def news_shift(term: str, seen: Collection[str]) -> float:
    """What is added for a term whose use in news is another; nothing where it is negated."""
    shift, where = NEWS_SHIFT.get(term, (0.0, ""))
    found = not where or where in seen or (where == "finite" and not FINITE.isdisjoint(seen))
    return shift if found and NEGATED.isdisjoint(seen) else 0.0
