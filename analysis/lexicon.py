"""Lexicons: word lists with their source, licence and citation, and where their terms stand in a text.

A lexicon is a CSV file. Its first lines say where it comes from (``# source: …``, ``# licence: …``, ``# citation: …``);
then a header and one row a term. The column ``term`` holds words parted by spaces; each word matches a token's lemma or
its lower-case form. The other columns are the lexicon's own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import takewhile
from pathlib import Path

from analysis.schema import InputError

FOLDER = Path(__file__).parent / "lexicons"
REQUIRED = ("source", "licence", "citation")

Entry = dict[str, str]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A word list: where it comes from, and one entry a term."""

    name: str
    source: str
    licence: str
    citation: str
    entries: tuple[Entry, ...]

    @cached_property
    def _index(self) -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
        """Entries by their first word."""
        index: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        for entry in self.entries:
            term = tuple(entry["term"].lower().split())
            index.setdefault(term[0], []).append((term, entry))
        return index

    def find(self, forms: Sequence[str], lemmas: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Where terms stand in a sentence, as (first token, one past the last token, entry), longest match first.

        Matches do not overlap; of several entries with the same term each is given.

        Examples
        --------
        >>> lexicon = Lexicon("toy", "own", "MIT", "none", ({"term": "of course"}, {"term": "may"}))
        >>> [match[:2] for match in lexicon.find(["It", "may", "of", "course"], ["it", "may", "of", "course"])]
        [(1, 2), (2, 4)]
        """
        words = [(form.lower(), lemma.lower()) for form, lemma in zip(forms, lemmas, strict=True)]
        first_words, end = self._index, 0
        for position, (form, lemma) in enumerate(words):
            if position >= end and (form in first_words or lemma in first_words):
                for term, entry in self._at(words, position):
                    end = position + len(term)
                    yield position, end, entry

    def _at(self, words: list[tuple[str, str]], position: int) -> list[tuple[tuple[str, ...], Entry]]:
        """The longest entries that match at a token."""
        candidates = (pair for word in dict.fromkeys(words[position]) for pair in self._index.get(word, ()))
        hits = [
            pair
            for pair in candidates
            if len(pair[0]) <= len(words) - position
            and all(word in words[position + offset] for offset, word in enumerate(pair[0]))
        ]
        longest = max((len(term) for term, _ in hits), default=0)
        return [pair for pair in hits if len(pair[0]) == longest]


@cache
def read(name: str | Path) -> Lexicon:
    """A lexicon by the name of one that is shipped (``"boosters"``) or by the path of a CSV file.

    Raises
    ------
    InputError
        The file is missing, does not say its source, licence or citation, or has no column ``term`` or an empty term.

    Examples
    --------
    >>> found = read("actor_nouns").find(["two", "experts", "met"], ["two", "expert", "meet"])
    >>> [(first, end, entry["term"]) for first, end, entry in found]
    [(1, 2, 'expert')]
    """
    path = Path(name) if str(name).endswith(".csv") else FOLDER / f"{name}.csv"
    if not path.is_file():
        raise InputError(f"{path}: no such lexicon; expected a CSV file or one of {shipped()}")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    notes = list(takewhile(lambda line: line.startswith("#"), lines))  # a later # may begin a term
    head = {field.strip().lower(): value.strip() for field, _, value in (note[1:].partition(":") for note in notes)}
    if absent := [field for field in REQUIRED if not head.get(field)]:
        raise InputError(
            f"{path}: the lines at the top lack {absent}; expected '# source: …', '# licence: …', '# citation: …'"
        )
    rows = csv.DictReader(lines[len(notes) :])
    if "term" not in (rows.fieldnames or ()):
        raise InputError(f"{path}: columns {rows.fieldnames}; expected one named 'term'")
    entries = tuple(rows)
    for number, entry in enumerate(entries, start=len(notes) + 2):
        if not (entry["term"] or "").strip():
            raise InputError(f"{path}, line {number}, column term: empty; expected a word or several")
    return Lexicon(path.stem, head["source"], head["licence"], head["citation"], entries)


def shipped() -> list[str]:
    """Names of the lexicons that come with the package."""
    return sorted(path.stem for path in FOLDER.glob("*.csv"))
