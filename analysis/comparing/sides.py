"""One row a measure: two sides set against each other, be they articles, an article and the rest, or outlets."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from analysis.comparing.permutation import LEVEL, Comparison, Floats, holm

NONE = np.empty((0, 2))  # no units
Test = Callable[[Floats, Floats], Comparison]


@dataclass(frozen=True, eq=False)
class Side:
    """One measure in one article, or in several: the count and the exposure of each unit."""

    key: str
    label: str
    units: Floats

    @property
    def count(self) -> float:
        """How often, in all."""
        return float(self.units[:, 0].sum())

    @property
    def exposure(self) -> float:
        """Out of how much, in all."""
        return float(self.units[:, 1].sum())

    @property
    def share(self) -> float:
        """Count over exposure; not a number without exposure."""
        return self.count / self.exposure if len(self.units) else math.nan


Sides = dict[str, Side]  # by measure


def rows(a: Sides, b: Sides, scales: dict[str, float], test: Test, family: Sequence[str]) -> list[dict[str, Any]]:
    """Every measure of two sides compared, with Holm's p over the family; what a unit is called is left open."""
    return _corrected([_row(name, a[name], b[name], scale, test) for name, scale in scales.items()], family)


def zero(row: dict[str, Any], noun: str) -> str | None:
    """The zero cells of a row in words; the bound is exact for units that are independent of each other."""
    cells = [(row[side], row[f"units_{side}"]) for side in "ab" if not row[f"count_{side}"]]
    return "; ".join(f"{label}: {_zero(number, noun)}" for label, number in cells) or None


def _zero(number: int, noun: str) -> str:
    if not number:
        return "nothing to count in"
    bound = stats.binomtest(0, number, alternative="less").proportion_ci(1 - LEVEL, method="exact").high
    return f"0 of {number} {noun.removesuffix('s') if number == 1 else noun} (at most {100 * bound:.0f} %)"


def _row(name: str, a: Side, b: Side, scale: float, test: Test) -> dict[str, Any]:
    """One measure of one pair, not corrected yet."""
    row: dict[str, Any] = {"measure": name, "a": a.label, "b": b.label}
    for letter, side in (("a", a), ("b", b)):
        row |= {f"count_{letter}": side.count, f"exposure_{letter}": side.exposure}
        row |= {f"units_{letter}": len(side.units), f"rate_{letter}": scale * side.share}
    row["more_in"] = a.label if a.share > b.share else b.label if b.share > a.share else None
    return row | _compared(a, b, test)._asdict()


def _compared(a: Side, b: Side, test: Test) -> Comparison:
    """The comparison, always computed in one direction, so that the sides' order changes signs and nothing else."""
    if not (len(a.units) and len(b.units)):
        return Comparison(math.nan, math.nan, math.nan, math.nan, 0)
    if a.key > b.key:
        found = _compared(b, a, test)
        return found._replace(log2_ratio=-found.log2_ratio, low=-found.high, high=-found.low)
    found = test(a.units, b.units)
    return found if a.count and b.count else found._replace(log2_ratio=math.nan)


def _corrected(rows: list[dict[str, Any]], family: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of one pair with Holm's p over the family; a member without p stands in it with p = 1."""
    found = {row["measure"]: row["p"] for row in rows if not math.isnan(row["p"])}
    corrected = dict(zip(family, holm([found.get(name, 1.0) for name in family]), strict=True))
    return [
        row | {"p_holm": corrected.get(row["measure"], math.nan) if row["measure"] in found else math.nan}
        for row in rows
    ]
