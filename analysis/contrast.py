"""One row a measure and pair of articles: how far their rates differ, and whether shuffled sentences differ as much.

Sentences are the units. The test statistic is the log ratio of the two rates divided by its standard error, which is
computed from the spread between sentences, so clustered counts widen it. Its distribution comes from dealing the
sentences anew to the two articles. The same distribution gives p and the interval, so the interval leaves out a ratio
of 1 exactly where p is 0.05 or less. `docs/statistics.md` has the method, its sources and a simulation of its errors.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.stats.multitest import multipletests

from analysis import schema
from analysis.measures import FAMILY, REGISTRY, Measure
from analysis.permutation import DRAWS, LEVEL, SEED, Comparison, Floats, compare
from analysis.schema import InputError

SCOPE = "these texts"  # with one event, a difference is not about outlets
NONE = np.empty((0, 2))  # no units


@dataclass(frozen=True, eq=False)
class Side:
    """One measure in one article: counts and exposures of its units, in reading order."""

    article_id: str
    label: str
    units: Floats
    scale: float

    @property
    def count(self) -> float:
        """How often, in all."""
        return float(self.units[:, 0].sum())

    @property
    def exposure(self) -> float:
        """Out of how much, in all."""
        return float(self.units[:, 1].sum())

    @property
    def rate(self) -> float:
        """Per the measure's scale; not a number without exposure."""
        return self.scale * self.count / self.exposure if len(self.units) else math.nan


def contrast(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    family: Sequence[str] = FAMILY,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Compare each measure between each pair of articles on the same event, in the order of `articles`.

    ``p_holm`` corrects p over `family`, whose names must be fixed before the counts are seen; a member that cannot be
    tested still counts as one of the family. Other measures describe, and have no ``p_holm``. Where one article has no
    count, no ratio is given: ``zero`` says so, with the one-sided 95 % bound (Clopper & Pearson 1934) on the share of
    its sentences. One article alone gives an empty table.

    Raises
    ------
    InputError
        Two articles share a label; a measure or article is unknown; a count or exposure cannot be one;
        fewer than 1 draw.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["x", "y"], "event": "flood", "label": ["Post", "Wire"]})
    >>> rows = [("labels", "x", unit, count, 1) for unit, count in enumerate([1, 1, 1, 0])]
    >>> rows += [("labels", "y", unit, count, 1) for unit, count in enumerate([0, 0, 0, 0])]
    >>> table = pd.DataFrame(rows, columns=["measure", "article_id", "unit", "count", "exposure"])
    >>> row = contrast(table, articles).iloc[0]
    >>> row["more_in"], f"{row['p']:.3f}", row["zero"]
    ('Post', '0.143', 'Wire: 0 of 4 sentences (at most 53 %)')
    """
    _check(measures, articles, draws)
    test = partial(compare, draws=draws, seed=seed)
    pairs = ([_row(name, a, b, test) for name, a, b in pair] for pair in _pairs(measures, articles))
    return schema.frame("contrasts", [row for rows in pairs for row in _corrected(rows, family)])


def _check(measures: pd.DataFrame, articles: pd.DataFrame, draws: int) -> None:
    """Say what does not fit, before anything is computed."""
    schema.frame("measures", measures)
    if unknown := sorted(set(measures["measure"]) - set(REGISTRY)):
        raise InputError(f"measures {unknown}: not registered; expected one of {', '.join(REGISTRY)}")
    if unknown := sorted(set(measures["article_id"]) - set(articles["article_id"])):
        raise InputError(f"articles {unknown}: in the measures, not in the table of articles")
    if twice := sorted(set(articles.loc[articles.duplicated("label"), "label"])):
        raise InputError(f"labels {twice}: given to several articles; expected a label of its own for each")
    if (measures["exposure"] <= 0).any() or (measures["count"] < 0).any():
        raise InputError("measures: a count below 0, or an exposure of 0 or less; expected units with some exposure")
    if draws < 1:
        raise InputError(f"draws: {draws}; expected 1 or more")


def _pairs(measures: pd.DataFrame, articles: pd.DataFrame) -> Iterator[list[tuple[str, Side, Side]]]:
    """For each two articles of an event, in the order of the table: each measure, in the order of the registry."""
    units = {
        place: rows.sort_values("unit")[["count", "exposure"]].to_numpy(dtype=float)
        for place, rows in measures.groupby(["measure", "article_id"])
    }
    present = [entry for name, entry in REGISTRY.items() if name in set(measures["measure"])]

    def side(entry: Measure, article: Any) -> Side:
        found = units.get((entry.name, article.article_id), NONE)
        return Side(article.article_id, article.label, found, entry.scale)

    for _, event in articles.groupby("event", sort=False):
        for first, second in combinations(event.itertuples(index=False), 2):
            yield [(entry.name, side(entry, first), side(entry, second)) for entry in present]


def _row(name: str, a: Side, b: Side, test: Callable[[Floats, Floats], Comparison]) -> dict[str, Any]:
    """One measure of one pair, not corrected yet."""
    row: dict[str, Any] = {"measure": name, "a": a.label, "b": b.label, "scope": SCOPE}
    for letter, side in (("a", a), ("b", b)):
        row |= {f"count_{letter}": side.count, f"exposure_{letter}": side.exposure}
        row |= {f"units_{letter}": len(side.units), f"rate_{letter}": side.rate}
    row["more_in"] = a.label if a.rate > b.rate else b.label if b.rate > a.rate else None
    row["zero"] = "; ".join(_zero(side) for side in (a, b) if not side.count) or None
    return row | _compared(a, b, test)._asdict()


def _compared(a: Side, b: Side, test: Callable[[Floats, Floats], Comparison]) -> Comparison:
    """The comparison, always computed in one direction, so that the articles' order changes signs and nothing else."""
    if not (len(a.units) and len(b.units)):
        return Comparison(math.nan, math.nan, math.nan, math.nan, 0)
    if a.article_id > b.article_id:
        found = _compared(b, a, test)
        return found._replace(log2_ratio=-found.log2_ratio, low=-found.high, high=-found.low)
    found = test(a.units, b.units)
    return found if a.count and b.count else found._replace(log2_ratio=math.nan)


def _zero(side: Side) -> str:
    """A zero cell in words; the bound is exact for sentences that are independent of each other."""
    number = len(side.units)
    if not number:
        return f"{side.label}: nothing to count in"
    bound = stats.binomtest(0, number, alternative="less").proportion_ci(1 - LEVEL, method="exact").high
    return f"{side.label}: 0 of {number} sentences (at most {100 * bound:.0f} %)"


def _corrected(rows: list[dict[str, Any]], family: Sequence[str]) -> list[dict[str, Any]]:
    """The rows of one pair with Holm's p over the family; a member without p stands in it with p = 1."""
    found = {row["measure"]: row["p"] for row in rows if not math.isnan(row["p"])}
    adjusted = multipletests([found.get(name, 1.0) for name in family], method="holm")[1] if len(family) else []
    holm = dict(zip(family, adjusted, strict=True))
    return [
        row | {"p_holm": holm.get(row["measure"], math.nan) if row["measure"] in found else math.nan} for row in rows
    ]
