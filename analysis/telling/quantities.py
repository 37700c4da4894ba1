"""One row a quantity of a sentence: a number with what it counts, or a date, by value, so that two can be compared."""

from __future__ import annotations

import math
from calendar import day_name, month_name
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.syntax import Tree
from analysis.text.similarity import stems
from analysis.text.spelling import NUMBERS

SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
DAYS, MONTHS = ({name.lower() for name in names if name} for names in (day_name, month_name))
YEARS = (1000, 2100)
ROUNDING = 0.01  # share: "520,000" and "about 519,000" are one number told more or less exactly


class Quantity(NamedTuple):
    """A number, day, month, date or year."""

    start: int
    kind: str
    value: float | str
    counted: str | None  # stem of the noun that a number counts
    text: str

    @property
    def family(self) -> str:
        """Number or date."""
        return "number" if self.kind == "number" else "date"


def find(tree: Tree) -> list[Quantity]:
    """The quantities of a sentence, in order; "one" alone is mostly a pronoun, and left out."""
    found: list[Quantity] = []
    index = 0
    while index < len(tree.tokens):
        run = _run(tree, index)
        quantity = _number(tree, index, run) if run else _calendar(tree, index)
        found += [quantity] if quantity else []
        index += max(run, 1)
    return found


def _run(tree: Tree, index: int) -> int:
    """How many tokens from here make one number: "1.6 million" is two."""
    length = 0
    while index + length < len(tree.tokens) and tree.tokens[index + length].tag == "CD":
        length += 1
        following = index + length < len(tree.tokens) and tree.tokens[index + length].text.lower()
        if following not in SCALES:
            break
    return length


def _number(tree: Tree, index: int, run: int) -> Quantity | None:
    words = [token.text.lower() for token in tree.tokens[index : index + run]]
    value = _value(words)
    if value is None or words == ["one"] or _in_name(tree, index):
        return None
    token, before = tree.tokens[index], tree.tokens[index - 1].text.lower() if index else ""
    if before in MONTHS and value <= 31:
        return Quantity(token.start, "date", f"{before} {value:g}", None, f"{tree.tokens[index - 1].text} {token.text}")
    if token.entity == "DATE" and len(words[0]) == 4 and YEARS[0] <= value <= YEARS[1]:
        return Quantity(token.start, "year", value, None, token.text)
    if token.entity == "TIME":
        return None  # two clocks seldom stand in one zone
    counted = _counted(tree, index, run)
    shown = " ".join(one.text for one in tree.tokens[index : index + run])
    if counted is None:
        return Quantity(token.start, "number", value, None, shown)
    shown = f"{counted}{shown}" if counted == "$" else f"{shown} {counted}" if counted != "%" else f"{shown}%"
    return Quantity(token.start, "number", value, (stems(counted) or [counted])[0], shown)


def _in_name(tree: Tree, index: int) -> bool:
    """Whether a number ends a name: Bill 12, Flight 370."""
    before = tree.tokens[index - 1] if index else None
    return before is not None and before.pos == "PROPN" and before.text.lower() not in DAYS | MONTHS


def _value(words: list[str]) -> float | None:
    """The product of what the words stand for, or nothing.

    Examples
    --------
    >>> _value(["1.6", "million"]), _value(["twelve"]), _value(["3rd"])
    (1600000.0, 12.0, None)
    """
    value = 1.0
    for word in words:
        plain = word.replace(",", "")
        if word in NUMBERS or word in SCALES:
            value *= NUMBERS.get(word, SCALES.get(word, 1.0))
        elif plain.replace(".", "", 1).isascii() and plain.replace(".", "", 1).isdigit():
            value *= float(plain)
        else:
            return None
    return value


def _counted(tree: Tree, index: int, run: int) -> str | None:
    """The word that a number counts, as written: "accounts", "%", "$"."""
    inside = range(index, index + run)
    if index and tree.tokens[index - 1].tag == "$":
        return "$"
    heads = (tree.tokens[place].head for place in inside)
    head = next((place for place in heads if place not in inside), None)
    if head is None or (tree.tokens[head].pos not in ("NOUN", "PROPN", "SYM") and tree.tokens[head].text != "%"):
        return None
    word = tree.tokens[head].text
    if tree.tokens[head].pos == "PROPN" or head < index:
        return None  # an age beside a name; section 3
    return "%" if word.lower() in ("%", "percent", "per") else word


def _calendar(tree: Tree, index: int) -> Quantity | None:
    token = tree.tokens[index]
    word = token.text.lower()
    if token.pos != "PROPN" or word not in DAYS | MONTHS:
        return None
    following = tree.tokens[index + 1] if index + 1 < len(tree.tokens) else None
    if word in MONTHS and following is not None and following.tag == "CD" and (_value([following.text]) or 99) <= 31:
        return None  # told by the day of the month
    return Quantity(token.start, "day" if word in DAYS else "month", word, None, token.text)


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are one value, rounded perhaps; a date tells its month."""
    if isinstance(one.value, float) and isinstance(other.value, float):
        return one.family == other.family and math.isclose(one.value, other.value, rel_tol=ROUNDING)
    return one.value == other.value or ({one.kind, other.kind} == {"date", "month"} and _month(one) == _month(other))


def _month(quantity: Quantity) -> str:
    return str(quantity.value).split()[0]


def missing(own: Iterable[Quantity], others: Iterable[Quantity]) -> list[Quantity]:
    """Those of one side that the other lacks."""
    told = list(others)
    return [one for one in own if not any(same(one, other) for other in told)]


def disagreeing(only_a: Iterable[Quantity], only_b: Iterable[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Pairs that cannot both be right of one thing: other numbers of the same noun, other days, dates or years."""
    left = list(only_b)
    for one in only_a:
        for other in left:
            if (one.kind, one.counted) == (other.kind, other.counted) != ("number", None):
                left.remove(other)
                yield one, other
                break
