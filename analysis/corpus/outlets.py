"""One row a measure and pair of outlets: the contrast over events, beside a second model, errors and what is usual.

The event is the unit throughout: what an event calls for, both outlets face. The first answer is the permutation within
events (`analysis.contrast.contrast_outlets`); the mixed model is a check with other assumptions, no second chance.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from analysis.comparing import adjust, usual
from analysis.comparing.permutation import DRAWS, LEVEL, SEED, compare_paired
from analysis.comparing.sides import NONE
from analysis.contrast import contrast_outlets
from analysis.measures import FAMILY
from analysis.schema import InputError

# Between outlets precision and recall scatter less than between single articles (`adjust.ALIKE`), whose errors partly
# cancel: over the seven publishers of PolNeAR's development part, 12 articles each, log2(coded / found) has a standard
# deviation of 0.11 for attributions, of which chance among articles would give 0.09. Counted once, by hand.
ALIKE = 60.0
HALF = 0.5  # added to each count before its logarithm is taken, as there are zeros (Anscombe 1948)
NEEDED = ["measure", "event", "outlet", "article_id", "count", "exposure"]
MODEL = ["model_ratio", "model_low", "model_high", "model_p"]


def read_measures(path: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Counts of articles as tables of measures and of articles, from a CSV with a row a measure and article.

    Raises
    ------
    InputError
        A column is missing.

    Examples
    --------
    >>> import io
    >>> head = "measure,event,outlet,article_id,count,exposure"
    >>> lines = [head, "labels,flood,Post,x,3,10", "boosters,flood,Post,x,0,0"]  # no exposure: left out
    >>> counts, articles = read_measures(io.StringIO(chr(10).join(lines)))
    >>> counts.values.tolist(), articles["outlet"].tolist()
    ([['labels', 'x', 0, 3, 10]], ['Post'])
    """
    table = pd.read_csv(path)
    if absent := [name for name in NEEDED if name not in table.columns]:
        raise InputError(f"{path}: columns {absent} are missing; found {list(table.columns)}")
    known = [name for name in ("article_id", "event", "outlet", "corpus", "published") if name in table.columns]
    articles = table[known].drop_duplicates("article_id", ignore_index=True)
    counts = table.assign(unit=0)[["measure", "article_id", "unit", "count", "exposure"]]
    return counts[counts["exposure"] > 0].reset_index(drop=True), articles


def compare_outlets(
    measures: pd.DataFrame,
    articles: pd.DataFrame,
    family: Sequence[str] = FAMILY,
    draws: int = DRAWS,
    seed: int = SEED,
) -> pd.DataFrame:
    """One row a measure and pair of outlets: the contrast (`contrast_outlets`), and what else can be said of it.

    ``low_adjusted`` and ``high_adjusted``: the interval widened by how much more the detector may err in one of the
    outlets. ``model_ratio``, ``model_low``, ``model_high``, ``model_p``: the mixed model (`mixed`). ``usual_low`` and
    ``usual_high``: the middle 80 % of news articles.

    Raises
    ------
    InputError
        As `contrast_outlets`.

    Examples
    --------
    >>> names = [(f"{event}{outlet}", event, outlet) for event in "abcdefghi" for outlet in ("Post", "Wire")]
    >>> articles = pd.DataFrame(names, columns=["article_id", "event", "outlet"])
    >>> measures = pd.DataFrame({"measure": "labels", "article_id": articles["article_id"], "unit": 0})
    >>> measures = measures.assign(count=[2, 6] * 9, exposure=range(100, 118))
    >>> found = compare_outlets(measures, articles).iloc[0]
    >>> found["more_in"], f"{found['log2_ratio']:.2f}", f"{found['model_ratio']:.2f}", f"{found['p_holm']:.2f}"
    ('Wire', '1.57', '1.37', '0.03')
    """
    found = contrast_outlets(measures, articles, family, draws, seed)
    wide = adjust.adjusted(found, adjust.read_accuracy(), alike=ALIKE)
    wide = wide[["measure", "a", "b", "low_adjusted", "high_adjusted", "precision", "recall"]]
    bands = {name: usual.band(name) for name in found["measure"].unique()}
    limits = [(name, band.low, band.high) if band else (name, math.nan, math.nan) for name, band in bands.items()]
    table = found.merge(wide, on=["measure", "a", "b"], validate="1:1")
    table = table.merge(mixed(measures, articles), on=["measure", "a", "b"], how="left", validate="1:1")
    return table.merge(pd.DataFrame(limits, columns=["measure", "usual_low", "usual_high"]), on="measure")


def mixed(measures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row a measure and pair of outlets: log2 ratio, interval and p of a linear mixed model.

    The log of each outlet's rate on an event, (count + ½) / exposure, on the outlet, with an intercept for each event
    drawn from a normal distribution (Laird & Ware 1982), by REML. All outlets stand in one model, each event weighs the
    same, and rare counts are pulled together by the ½: three assumptions that the permutation does not make. Values
    are missing where the model cannot be fitted.
    """
    rows = [
        {"measure": name, "a": a, "b": b} | dict(zip(MODEL, found, strict=True))
        for name, table in _by_event(measures, articles)
        for (a, b), found in _fitted(table).items()
    ]
    return pd.DataFrame(rows, columns=["measure", "a", "b", *MODEL])


def _by_event(measures: pd.DataFrame, articles: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """For each measure, the log rate of each outlet on each event."""
    known = articles.dropna(subset="outlet")[["article_id", "event", "outlet"]]
    named = measures.merge(known, on="article_id", validate="m:1")
    order = {outlet: place for place, outlet in enumerate(known["outlet"].unique())}
    for name, table in named.groupby("measure", sort=False):
        sums = table.groupby(["event", "outlet"], as_index=False)[["count", "exposure"]].sum()
        rates = np.log2((sums["count"] + HALF) / sums["exposure"])
        yield str(name), sums.assign(rate=rates, place=sums["outlet"].map(order)).sort_values(["place", "event"])


def _fitted(table: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float, float, float]]:
    """The differences of the outlets' means, pair by pair."""
    from statsmodels.regression.mixed_linear_model import MixedLM  # noqa: PLC0415 - seconds, where it is not asked for

    outlets = list(table["outlet"].unique())
    design = np.column_stack([table["outlet"] == outlet for outlet in outlets]).astype(float)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a variance of events at its bound, 0, is an answer
        try:
            fit = MixedLM(table["rate"].to_numpy(), design, table["event"].to_numpy()).fit(reml=True)
        except (np.linalg.LinAlgError, ValueError):
            return {}
    means, covariance = fit.fe_params, fit.cov_params()[: len(outlets), : len(outlets)]
    pairs = list(combinations(range(len(outlets)), 2))
    return {(outlets[i], outlets[j]): _limits(means[j] - means[i], covariance[[i, j, i], [i, j, j]]) for i, j in pairs}


def _limits(ratio: float, spread: np.ndarray) -> tuple[float, float, float, float]:
    """A difference with its interval and p, from two variances and a covariance."""
    error = math.sqrt(max(spread[0] + spread[1] - 2 * spread[2], 0))
    reach = float(stats.norm.ppf(1 - LEVEL / 2)) * error
    return ratio, ratio - reach, ratio + reach, float(2 * stats.norm.sf(abs(ratio) / error)) if error else math.nan


def shared_claims(claims: pd.DataFrame) -> pd.DataFrame:
    """One row an ordered pair of outlets: of the claims that one tells, the share that the other is found to tell too.

    `claims` has a row an event and ordered pair: ``event, outlet, other, told, shared``. ``p`` compares the share with
    that of the same claims that the next other outlet tells too, event by event (`compare_paired`); not corrected.

    Examples
    --------
    >>> rows = [("flood", "Post", "Mail", 4, 3), ("fire", "Post", "Mail", 6, 2)]
    >>> shared_claims(pd.DataFrame(rows, columns=["event", "outlet", "other", "told", "shared"])).to_dict("records")
    [{'outlet': 'Post', 'other': 'Mail', 'events': 2, 'told': 10, 'shared': 5, 'per_cent': 50.0}]
    """
    rows = []
    for (outlet, other), table in claims.groupby(["outlet", "other"]):
        row: dict[str, Any] = {"outlet": outlet, "other": other, "events": len(table)}
        row |= {"told": int(table["told"].sum()), "shared": int(table["shared"].sum())}
        row["per_cent"] = 100 * row["shared"] / row["told"]
        others = [name for name in claims.loc[claims["outlet"] == outlet, "other"].unique() if name != other]
        if others:
            own, its = (_units(claims, outlet, name, table["event"]) for name in (other, others[0]))
            row["p"] = compare_paired(own, its).p if len(own) == len(its) else math.nan
        rows.append(row)
    return pd.DataFrame(rows)


def _units(claims: pd.DataFrame, outlet: str, other: str, events: pd.Series) -> np.ndarray:
    own = claims[(claims["outlet"] == outlet) & (claims["other"] == other)].set_index("event")
    units = own.reindex(events).dropna()[["shared", "told"]].to_numpy(dtype=float)
    return units if len(units) else NONE
