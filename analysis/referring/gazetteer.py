"""One look-up a question about a word: which country it names, which office, which class of people or things.

The lists are the lexicons ``countries``, ``titles``, ``actor_nouns`` and ``modifier_classes``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from analysis import lexicon

GENERIC = "generic"


@cache
def countries() -> dict[str, str]:
    """Country by its name, adjective, demonym or alias, in lower case.

    Examples
    --------
    >>> countries()["pakistani"], countries()["u.s."]
    ('Pakistan', 'United States')
    """
    found: dict[str, str] = {}
    for entry in lexicon.read("countries").entries:
        forms = [
            entry["term"],
            entry["adjective"],
            entry["demonym"],
            entry["demonym"] + "s",
            *entry["alias"].split(";"),
        ]
        for form in filter(None, forms):
            found.setdefault(form.lower(), entry["term"])
    return found


@cache
def country_names() -> frozenset[str]:
    """Names and aliases of countries, without adjectives and demonyms, in lower case."""
    rows = lexicon.read("countries").entries
    return frozenset(form.lower() for row in rows for form in (row["term"], *row["alias"].split(";")) if form)


@cache
def seats() -> dict[str, str]:
    """Country by the city or building that stands for its government (metonymy), in lower case."""
    rows = lexicon.read("countries").entries
    places = {row["capital"].lower(): row["term"] for row in rows}
    return places | {row["seat"].lower(): row["term"] for row in rows if row["seat"]}


@cache
def titles() -> dict[str, lexicon.Entry]:
    """Entry of an office, rank or form of address, in lower case; several words where it has several."""
    return {entry["term"].lower(): entry for entry in lexicon.read("titles").entries}


@cache
def office(word: str) -> str:
    """An office in full, one word for those of the same office.

    Examples
    --------
    >>> office("Gov."), office("congresswoman"), office("mayor")
    ('governor', 'representative', 'mayor')
    """
    low = word.lower()
    return titles().get(low, {}).get("office") or low


@cache
def given_names() -> dict[str, str]:
    """Gender of most who bear a given name, in lower case."""
    return {entry["term"].lower(): entry["gender"] for entry in lexicon.read("given_names").entries}


@cache
def nicknames() -> dict[str, list[str]]:
    """Formal given names that a short one can stand for, in lower case.

    Examples
    --------
    >>> nicknames()["ted"]
    ['edward', 'theodore']
    """
    return {entry["term"]: entry["formal"].split(";") for entry in lexicon.read("nicknames").entries}


@cache
def nouns() -> dict[str, lexicon.Entry]:
    """Entry of a noun for people, organisations or things that news names over and over."""
    return {entry["term"].lower(): entry for entry in lexicon.read("actor_nouns").entries}


@cache
def title_words() -> frozenset[str]:
    """Words of which titles are made."""
    return frozenset(word for title in titles() for word in title.split()) - {"of"}


@cache
def singular(word: str) -> str:
    """A noun in lower case, its plural ending off when the singular is in the lists.

    Examples
    --------
    >>> singular("Companies"), singular("terrorists"), singular("news")
    ('company', 'terrorist', 'news')
    """
    low = word.lower()
    for ending, stem in (("ies", "y"), ("men", "man"), ("es", ""), ("s", "")):
        if low.endswith(ending) and ((base := low[: -len(ending)] + stem) in nouns() or base in titles()):
            return base
    return low


def unaccented(word: str) -> str:
    """A word without accents: outlets differ in whether they write them.

    Examples
    --------
    >>> unaccented("Raúl"), unaccented("Ärzte")
    ('Raul', 'Arzte')
    """
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def slug(words: str) -> str:
    """A readable id.

    Examples
    --------
    >>> slug("Ruth Cole"), slug("U.S."), slug("…")
    ('ruth-cole', 'us', 'unnamed')
    """
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"'s\b|[.']", "", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or _letters(words)


def _letters(words: str) -> str:
    """An id in another script than Latin."""
    return re.sub(r"\W+", "-", words.lower()).strip("-") or "unnamed"
