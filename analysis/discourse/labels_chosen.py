"""One row a word used for one referent: how often two articles choose it, out of how often they name the referent.

Label choice is compared *within* one referent (Hamborg, Zhukova & Gipp 2019): that an article says "terrorists" more
often can mean that it tells more of them; that it calls the same accounts "terrorist" can not. The words are the heads
and the modifiers of all expressions for the referent, pronouns left out. In a compound the label counts for what it
modifies: "rioter videos" and "riot-linked accounts" label videos and accounts, no people. Words of one root are one
label ("terrorist", "terrorism"); names of countries are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
from scipy.stats import fisher_exact

from analysis.comparing.permutation import holm
from analysis.referring import gazetteer
from analysis.text.spelling import american
from analysis.units import article_id, body

ENDING = re.compile(r"(?<=.{4})(ists?|isms?)$")
ACRONYM = re.compile("[A-Z]{2,5}")
COLUMNS = ["actor", "voice", "label", "count_a", "of_a", "count_b", "of_b", "more_in", "p", "p_holm"]
VOICES = ("any", "journalist", "source")
IGNORED = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "such",
        "some",
        "all",
        "several",
        "many",
        "of",
        "based",
        "related",
    }
)


def label_choice(study: Any, a: str | None = None, b: str | None = None) -> pd.DataFrame:
    """One row an actor, voice and label, for the actors that both articles name in their bodies.

    `a` and `b` are labels of articles, by default the first two. ``count_a`` of ``of_a`` expressions for the actor in
    article a have the label. ``p`` is Fisher's exact test (two-sided) of one label of one referent; ``p_holm``
    corrects it over the labels of that referent and voice. Mentions of one text are not independent of one another,
    so a small p ranks; it is no proof. Rows of one voice hold the words of that voice only; ``any`` holds both.

    Raises
    ------
    InputError
        No article has that label.

    Examples
    --------
    >>> from analysis.study import Study
    >>> texts = {"a": "On Monday the rioters met. The rioters left.", "b": "On Monday the angry protesters met."}
    >>> found = label_choice(Study.from_texts(texts)).query("voice == 'any'")
    >>> found[["label", "count_a", "of_a", "count_b", "of_b"]].values.tolist()
    [['angry', 0, 2, 1, 1], ['protester', 0, 2, 1, 1], ['rioter', 2, 2, 0, 1]]
    """
    first, *others = study.articles["label"]
    a, b = a or first, b or (others or [first])[0]
    named = study.namings[study.namings["kind"] != "pronoun"].merge(
        body(study)[["article_id", "sentence_id"]], validate="m:1"
    )
    sides = [named[named["article_id"] == article_id(study.articles, side)] for side in (a, b)]
    rows = [row for voice in VOICES for row in _voice([_of_voice(side, voice) for side in sides], voice)]
    table = pd.DataFrame(rows, columns=COLUMNS).astype({"p": float, "p_holm": float})
    gap = table["count_a"] / table["of_a"] - table["count_b"] / table["of_b"]
    table["more_in"] = [None if not found else a if found > 0 else b for found in gap]
    groups = table.groupby(["actor", "voice"])["p"]
    return table.assign(p_holm=groups.transform(holm) if len(table) else [])


def _of_voice(named: pd.DataFrame, voice: str) -> pd.DataFrame:
    return named if voice == "any" else named[named["voice"] == voice]


def _voice(sides: list[pd.DataFrame], voice: str) -> Iterator[dict[str, Any]]:
    """The rows of one voice, by actor and label; actors that one side does not name are left out."""
    for actor in sorted(set.intersection(*(set(side["actor"]) for side in sides))):
        named = [side[side["actor"] == actor] for side in sides]
        short = frozenset(word for side in named for word in _words(side["modifiers"]) if ACRONYM.fullmatch(word))
        left, right = (list(_labels(side, short)) for side in named)
        forms: dict[str, set[str]] = {}
        for word in set().union(*left, *right):
            forms.setdefault(ENDING.sub("", word), set()).add(word)
        for words in sorted(sorted(found) for found in forms.values()):
            yield {"actor": actor, "voice": voice, **_row(words, left, right)}


def _words(modifiers: pd.Series) -> list[str]:
    return " ".join(modifiers.dropna()).replace("-", " ").split()


def _labels(named: pd.DataFrame, short: frozenset[str]) -> Iterator[set[str]]:
    """The labels of each expression: its head and modifiers, hyphens parted, one spelling."""
    for row in named.itertuples():
        words = [] if row.kind == "name" else [row.head]
        words += _abbreviated(_words(pd.Series([row.modifiers])), short)
        plain = {american(gazetteer.singular(word)) for word in words}
        yield {word for word in plain - IGNORED if word not in gazetteer.country_names() and not word[0].isdigit()}


def _abbreviated(words: list[str], short: frozenset[str]) -> list[str]:
    """Words with those whose initials are an acronym of the same referent as that acronym.

    Examples
    --------
    >>> _abbreviated(["artificial", "intelligence", "tools"], frozenset({"AI"}))
    ['AI', 'tools']
    """
    for acronym in sorted(short):
        size = len(acronym)
        for place in range(len(words) - size + 1):
            if "".join(word[0] for word in words[place : place + size]).upper() == acronym:
                words = [*words[:place], acronym, *words[place + size :]]
    return words


def _row(words: list[str], left: list[set[str]], right: list[set[str]]) -> dict[str, Any]:
    """Counts and test of one label, whose word forms are given."""
    counts = [sum(not found.isdisjoint(words) for found in side) for side in (left, right)]
    sizes = [len(left), len(right)]
    rest = [size - count for count, size in zip(counts, sizes, strict=True)]
    return {
        "label": "/".join(words),
        **{"count_a": counts[0], "of_a": sizes[0], "count_b": counts[1], "of_b": sizes[1]},
        "p": float(fisher_exact([counts, rest])[1]),
    }
