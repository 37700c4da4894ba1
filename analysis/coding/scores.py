"""Counts of one text: which of the spans that a detector found are right, score by score.

Attributions are scored as PolNeAR's are: over tokens (runs without white space), by contents that are the same
(``exact``), by contents that share half of their tokens (``match``: Jaccard of 0.5, one to one), and by those whose
sources meet as well (``joint``). Other spans are scored as the same or as sharing a character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from analysis.spans import Span

ROLES = ("content", "cue", "source")
FORMS = ("direct", "mixed", "indirect")
ALIKE = 0.5  # Jaccard of tokens from which two contents match
MARKS = '"“”„‟'

Row = dict[str, Any]
Hits = tuple[int, int, int, int]  # right among found, right among coded, found, coded


class Part(NamedTuple):
    """One attribution as token numbers, with its form and its content without punctuation at the edges."""

    content: set[int]
    cue: set[int]
    source: set[int]
    form: str
    bare: tuple[Span, ...]


def score(text: str, found: list[Row], coded: list[Row]) -> dict[str, Hits]:
    """The counts of one text's attributions, score by score: right among found and among coded, found, coded.

    Examples
    --------
    >>> coded = [{"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 19]]}]
    >>> score("He said it was late.", coded, coded)["joint"]
    (1, 1, 1, 1)
    """
    ours, theirs = (list(_parts(text, rows)) for rows in (found, coded))
    counts: dict[str, Hits] = {}
    for role in ROLES:
        one, other = (set().union(*(getattr(part, role) for part in side)) for side in (ours, theirs))
        counts[f"tokens.{role}"] = (len(one & other), len(one & other), len(one), len(other))
    sizes = (len(ours), len(theirs))
    exact = (Counter(part.bare for part in ours) & Counter(part.bare for part in theirs)).total()
    match, joint = _pairs(ours, theirs, False), _pairs(ours, theirs, True)
    counts |= {"exact": (exact, exact, *sizes)}
    counts |= {name: (len(met), len(met), *sizes) for name, met in (("match", match), ("joint", joint))}
    for form in FORMS:
        of_ours, of_theirs = ([part.form == form for part in side] for side in (ours, theirs))
        right = (sum(of_ours[i] for i, _ in match), sum(of_theirs[j] for _, j in match))
        counts[f"match.{form}"] = (*right, sum(of_ours), sum(of_theirs))
    return counts


def _parts(text: str, rows: list[Row]) -> Iterator[Part]:
    tokens = [match.span() for match in re.finditer(r"\S+", text)]
    starts, ends = ([token[side] for token in tokens] for side in (0, 1))
    for row in rows:
        held = {role: [(start, end) for start, end, *_ in row.get(role) or () if start < end] for role in ROLES}
        touched = {
            role: {n for start, end in held[role] for n in range(bisect_right(ends, start), bisect_left(starts, end))}
            for role in ROLES
        }
        if touched["content"]:
            yield Part(**touched, form=_form(text, held["content"]), bare=_bare(text, held["content"]))


def _form(text: str, content: list[Span]) -> str:
    """Direct: opens and closes with a quotation mark (or stands between two); mixed: holds one; indirect: none."""
    start, end = min(content)[0], max(end for _, end in content)
    words = text[start:end].strip(" \t\r\n,.;:")
    if len(words) > 1 and words[0] in MARKS and words[-1] in MARKS:
        return "direct"
    before, after = text[:start].rstrip()[-1:], text[end:].lstrip(" ,.")[:1]
    if before and after and before in '"“' and after in '"”':
        return "direct"
    return "mixed" if any(mark in text[low:high] for low, high in content for mark in MARKS) else "indirect"


def _bare(text: str, content: list[Span]) -> tuple[Span, ...]:
    """The pieces of a content without marks and space at their ends; what only punctuation parts is one piece."""
    pieces: list[Span] = []
    for start, end in sorted(content):
        if match := re.search(r"\w(?:.*\w)?", text[start:end], re.DOTALL):
            low, high = start + match.start(), start + match.end()
            if pieces and not re.search(r"\w", text[pieces[-1][1] : low]):
                low, high = pieces[-1][0], max(high, pieces.pop()[1])
            pieces.append((low, high))
    return tuple(pieces)


def _pairs(ours: list[Part], theirs: list[Part], with_source: bool) -> list[tuple[int, int]]:
    """Found and coded attributions that match, one to one: as many as possible, then as alike as possible."""
    alike = np.zeros((len(ours), len(theirs)))
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            meet = bool(one.source & other.source) or not (one.source or other.source)
            share = len(one.content & other.content) / len(one.content | other.content)
            if share >= ALIKE and (meet or not with_source):
                alike[i, j] = alike.size + share
    return [(i, j) for i, j in assign(alike) if alike[i, j]]


def assign(worth: np.ndarray) -> list[tuple[int, int]]:
    """Rows and columns one to one, so that the cells where they meet are worth most together (Kuhn 1955).

    Examples
    --------
    >>> assign(np.array([[3.0, 4.0], [0.0, 2.0]]))
    [(0, 0), (1, 1)]
    """
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - slow to import; a study of no codes needs none

    rows, columns = linear_sum_assignment(worth, maximize=True)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def score_spans(found: set[Span], coded: set[Span]) -> dict[str, Hits]:
    """The counts of one text's spans: the same span; a span that shares a character; whether the text has any.

    Examples
    --------
    >>> score_spans({(0, 3), (9, 12)}, {(0, 3), (8, 10), (20, 25)})["overlap"]
    (2, 2, 2, 3)
    """
    sizes = (len(found), len(coded))
    same = len(found & coded)
    ours = sum(any(a < y and x < b for x, y in coded) for a, b in found)
    theirs = sum(any(a < y and x < b for x, y in found) for a, b in coded)
    both = int(bool(found) and bool(coded))
    return {
        "exact": (same, same, *sizes),
        "overlap": (ours, theirs, *sizes),
        "any": (both, both, int(bool(found)), int(bool(coded))),
    }
