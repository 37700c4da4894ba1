"""One row a measure and pair: how far two rates differ, and whether units dealt anew differ as much.

Articles of one event are compared with each other (`contrast`) or each with all the others (`against_rest`); the
sentence is the unit. Outlets are compared over the events that both report (`contrast_outlets`); the event is the unit.
The test statistic is the log ratio of the two rates divided by its standard error, which is computed from the spread
between units, so clustered counts widen it. Its distribution comes from dealing the units anew. The same distribution
gives p and the interval, so the interval leaves out a ratio of 1 exactly where p is 0.05 or less. `docs/statistics.md`
has the method, its sources and a simulation of its errors.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis.comparing.pairs import two_by_two
from analysis.comparing.permutation import DRAWS, LEVEL, SEED, compare, compare_paired
from analysis.comparing.sides import NONE, Side, Sides, Test, rows, zero
from analysis.measures import FAMILY, REGISTRY
from analysis.schema import InputError

SCOPE = "these texts"  # with one event, a difference is not about outlets
REST = "the rest"


def contrast(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    family: Sequence[str] = FAMILY,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Compare each measure between two articles on the same event, pair by pair (`analysis.comparing.pairs`).

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
    ('Post', '0.086', 'Wire: 0 of 4 sentences (at most 53 %)')
    """
    _check(measures, articles, draws)
    pairs = (pair for event in _events(measures, articles) for pair in two_by_two(event))
    return _table(pairs, measures, partial(compare, draws=draws, seed=seed), family)


def contrast_two(measures: pd.DataFrame, articles: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """As `contrast`, of two articles named by label or id: `a` is the first, whatever their order in the table.

    Raises
    ------
    InputError
        There is no such article, or both are the same one.
    """
    names = [*articles["article_id"], *articles["label"]]
    if unknown := [name for name in (a, b) if name not in names]:
        raise InputError(f"article {unknown[0]!r}: unknown; expected one of {', '.join(articles['label'])}")
    chosen = [articles[(articles["label"] == name) | (articles["article_id"] == name)] for name in (a, b)]
    pair = pd.concat(chosen, ignore_index=True)
    if len(pair) != 2 or pair["article_id"].nunique() != 2:
        raise InputError(f"articles {a!r} and {b!r}: expected two articles that differ, each named once")
    return contrast(measures[measures["article_id"].isin(pair["article_id"])], pair)


def against_rest(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    family: Sequence[str] = FAMILY,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Compare each measure between each article and all others on the same event, whose sentences are put together.

    As `contrast`; b is "the rest". What the others have in common counts, not how they differ from each other: the
    sentences of a long article weigh more.

    Raises
    ------
    InputError
        As `contrast`, or an article is labelled "the rest".

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": list("xyz"), "event": "flood", "label": ["Post", "Wire", "Mail"]})
    >>> rows = [("labels", name, unit, count, 1) for name in "xyz" for unit, count in enumerate([0, name == "x"])]
    >>> table = pd.DataFrame(rows, columns=["measure", "article_id", "unit", "count", "exposure"])
    >>> print(against_rest(table, articles)[["a", "b", "units_b", "more_in"]].iloc[0].to_string())
    a              Post
    b          the rest
    units_b           4
    more_in        Post
    """
    _check(measures, articles, draws)
    if (articles["label"] == REST).any():
        raise InputError(f"labels: an article is called {REST!r}; expected another label")
    pairs = (pair for event in _events(measures, articles) if len(event) > 1 for pair in _with_rest(event))
    return _table(pairs, measures, partial(compare, draws=draws, seed=seed), family)


def contrast_outlets(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    family: Sequence[str] = FAMILY,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """Compare each measure between each pair of outlets over the events that both report; the event is the unit.

    An outlet's articles on one event are put together; articles without an outlet take no part. Within each event the
    two outlets are swapped or not, at random, so that what an event calls for falls out. An event counts for a
    measure where both outlets have exposure. Pairs with fewer shared events than `fewest_events` are left out.

    Raises
    ------
    InputError
        No two outlets share enough events; else as `contrast`, but labels may be shared.

    Examples
    --------
    >>> names = [(f"{outlet} {event}", f"event {event}", outlet) for event in range(9) for outlet in ("Post", "Wire")]
    >>> articles = pd.DataFrame(names, columns=["article_id", "event", "outlet"])
    >>> counts = articles[["article_id"]].assign(measure="labels", unit=0, count=[3.0, 1.0] * 9, exposure=10.0)
    >>> contrast_outlets(counts, articles)[["a", "b", "units_a", "more_in", "scope"]].values.tolist()
    [['Post', 'Wire', 9, 'Post', 'outlets, 9 events']]
    """
    _check(measures, articles.assign(label=articles["article_id"]), draws)
    published = articles.dropna(subset="outlet")
    named = measures.merge(published[["article_id", "event", "outlet"]], on="article_id", validate="m:1")
    shared = _shared_events(published, fewest_events(len(family)))
    pairs = [_outlet_sides(named, pair, events) for pair, events in shared]
    table = _table(pairs, measures, partial(compare_paired, draws=draws, seed=seed), family, "events")
    return table.assign(scope="outlets, " + table["units_a"].astype(str) + " events").astype({"scope": "string"})


def fewest_events(measures: int = len(FAMILY)) -> int:
    """The events with which one measure of a family can come out at all: the least p, 2 / 2ⁿ, passes Holm's first step.

    Examples
    --------
    >>> fewest_events(1), fewest_events(8)
    (6, 9)
    """
    return math.ceil(math.log2(2 * max(measures, 1) / LEVEL))


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


def _events(measures: pd.DataFrame, articles: pd.DataFrame) -> Iterator[list[Sides]]:
    """The articles of each event, in the order of the table, each as its measures."""
    units = {
        place: found.sort_values("unit")[["count", "exposure"]].to_numpy(dtype=float)
        for place, found in measures.groupby(["measure", "article_id"])
    }
    for _, event in articles.groupby("event", sort=False):
        yield [
            {
                name: Side(article.article_id, article.label, units.get((name, article.article_id), NONE))
                for name in _scales(measures)
            }
            for article in event.itertuples(index=False)
        ]


def _with_rest(event: list[Sides]) -> Iterator[tuple[Sides, Sides]]:
    """Each article of an event, and the units of all the others."""
    for article in event:
        others = [other for other in event if other is not article]
        yield (
            article,
            {name: Side(REST, REST, np.vstack([other[name].units for other in others])) for name in article},
        )


def _shared_events(articles: pd.DataFrame, needed: int) -> list[tuple[tuple[str, str], list[str]]]:
    """The pairs of outlets, in the order of the table, with the events that both report."""
    reported = {outlet: set(events) for outlet, events in articles.groupby("outlet", sort=False)["event"]}
    shared = [((a, b), sorted(reported[a] & reported[b])) for a, b in combinations(reported, 2)]
    enough = [(pair, events) for pair, events in shared if len(events) >= needed]
    if not enough:
        most = max((len(events) for _, events in shared), default=0)
        raise InputError(
            f"outlets: {len(reported)}, and no two of them report more than {most} events together; expected at least "
            f"{needed}, since with fewer no measure of this family can be told from chance"
        )
    return enough


def _outlet_sides(measures: pd.DataFrame, pair: tuple[str, str], events: list[str]) -> tuple[Sides, Sides]:
    """Each measure in two outlets, one unit an event in which both have exposure."""
    sides: tuple[Sides, Sides] = ({}, {})
    for name, table in measures.groupby("measure"):
        wide = table.pivot_table(index="event", columns="outlet", values=["count", "exposure"], aggfunc="sum")
        columns = [("count", pair[0]), ("exposure", pair[0]), ("count", pair[1]), ("exposure", pair[1])]
        both = wide.reindex(index=events, columns=columns).dropna().to_numpy(dtype=float)
        for side, outlet, units in zip(sides, pair, (both[:, :2], both[:, 2:]), strict=True):
            side[str(name)] = Side(outlet, outlet, units)
    return sides


def _scales(measures: pd.DataFrame) -> dict[str, float]:
    """The measures that are there, in the order of the registry, with the factor of their rates."""
    present = set(measures["measure"])
    return {name: entry.scale for name, entry in REGISTRY.items() if name in present}


def _table(
    pairs: Iterable[tuple[Sides, Sides]],
    measures: pd.DataFrame,
    test: Test,
    family: Sequence[str],
    noun: str = "sentences",
) -> pd.DataFrame:
    """All measures of all pairs."""
    scales = _scales(measures)
    found: list[dict[str, Any]] = [row for a, b in pairs for row in rows(a, b, scales, test, family)]
    return schema.frame("contrasts", [row | {"zero": zero(row, noun), "scope": SCOPE} for row in found])
