"""One row a difference between two tellings: its kind, what each has, and both in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

Labels = tuple[str, str]


class Change(NamedTuple):
    """A difference; what a telling lacks is None. The words carry the articles' labels."""

    kind: str
    in_a: str | None
    in_b: str | None
    words: str


def both(kind: str, values: tuple[str, str], labels: Labels, said: str = "") -> Change:
    """Each telling has its own: "hedge: A could, B may".

    Examples
    --------
    >>> both("hedge", ("could", "may"), ("A", "B")).words
    'hedge: A could, B may'
    """
    return Change(kind, *values, f"{said or kind}: {labels[0]} {values[0]}, {labels[1]} {values[1]}")


def lone(kind: str, value: str, side: int, labels: Labels, said: str = "") -> Change:
    """Only one telling has it, the first (0) or the second (1).

    Examples
    --------
    >>> lone("hedge", "may", 1, ("A", "B"))
    Change(kind='hedge', in_a=None, in_b='may', words='hedge only in B: may')
    """
    words = said or f"{kind} only in {labels[side]}: {value}"
    return Change(kind, None, value, words) if side else Change(kind, value, None, words)


def either(kind: str, only_a: Iterable[str], only_b: Iterable[str], labels: Labels) -> Iterator[Change]:
    """What only the one has beside what only the other has, or alone, or nothing."""
    in_a, in_b = (", ".join(sorted(set(values))) for values in (only_a, only_b))
    if in_a and in_b:
        yield both(kind, (in_a, in_b), labels)
    elif in_a or in_b:
        yield lone(kind, in_a or in_b, int(not in_a), labels)
