"""Numbers and lists as they stand in an English sentence."""

from __future__ import annotations

from collections.abc import Iterable


def many(number: int, noun: str) -> str:
    """A number with its noun, whose first word takes the plural.

    Examples
    --------
    >>> many(1, "article"), many(2, "cue of a frame"), many(1200, "word")
    ('1 article', '2 cues of a frame', '1,200 words')
    """
    first, _, rest = noun.partition(" ")
    return f"{number:,} {first}{'' if number == 1 else 's'}{' ' + rest if rest else ''}"


def listed(items: Iterable[str], comma: str = ", ") -> str:
    """Items as in a sentence; with another comma, that comma before the last too.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a"]), listed(["a, x", "b"], "; ")
    ('a, b and c', 'a', 'a, x; and b')
    """
    *first, last = [*items] or [""]
    if not first:
        return last
    return comma.join(first) + (" and " if comma == ", " else f"{comma}and ") + last


def times(count: int) -> str:
    """How often.

    Examples
    --------
    >>> times(1), times(2), times(3)
    ('once', 'twice', '3 times')
    """
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def p_value(p: float) -> str:
    """A p to two places; one that would come out as nothing is below a hundredth.

    Examples
    --------
    >>> p_value(0.054), p_value(0.0016)
    ('0.05', '<0.01')
    """
    return "<0.01" if p < 0.01 else f"{p:.2f}"
