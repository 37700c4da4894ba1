"""One row a pair of articles that are set against each other: all of a few, each with the first of many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TypeVar

MANY = 12  # articles; they make 66 pairs, and a hundred would make 4,950, which nobody reads

T = TypeVar("T")


def two_by_two(members: Sequence[T]) -> list[tuple[T, T]]:
    """Every two of the articles of an event in their order; of more than `MANY`, each with the first.

    So what is computed grows with the number of articles, not with its square. Which is the first is the user's choice
    (the order of ``articles.csv`` or of the table).

    Examples
    --------
    >>> two_by_two("abc")
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    >>> len(two_by_two(range(12))), len(two_by_two(range(500)))
    (66, 499)
    """
    if len(members) <= MANY:
        return list(combinations(members, 2))
    return [(members[0], other) for other in members[1:]]
