"""Outlets contrasted over events: the event is the unit."""

import math

import numpy as np
import pandas as pd
import pytest
from helpers import measures_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from analysis.contrast import contrast_outlets, fewest_events
from analysis.schema import InputError


def outlets(events, rate_b, seed=0, outlets=("Post", "Wire"), sentences=6):
    """Articles of two outlets on several events that call for different rates, and their measures."""
    rng = np.random.default_rng(seed)
    names, units = [], {}
    for number in range(events):
        mood = rng.gamma(2, 0.5)
        for outlet, rate in zip(outlets, (1, rate_b), strict=True):
            name = f"{outlet}-{number}"
            names.append({"article_id": name, "event": f"e{number:02}", "label": outlet, "outlet": outlet})
            lengths = rng.integers(10, 40, sentences)
            units[("labels", name)] = np.column_stack([rng.poisson(rate * mood * lengths / 25), lengths])
    return measures_of(units), pd.DataFrame(names).astype({"outlet": "string"})


def test_outlets_are_compared_event_by_event():
    table, names = outlets(12, 3)
    row = contrast_outlets(table, names).iloc[0]
    assert (row["a"], row["b"], row["units_a"], row["units_b"], row["draws"]) == ("Post", "Wire", 12, 12, 4096)
    assert (row["scope"], row["more_in"]) == ("outlets, 12 events", "Wire")
    totals = table.merge(names, on="article_id").groupby("outlet")[["count", "exposure"]].sum()
    rates = totals["count"] / totals["exposure"]
    assert row["log2_ratio"] == pytest.approx(math.log2(rates["Wire"] / rates["Post"]))
    assert row["low"] <= row["log2_ratio"] <= row["high"]
    assert row["p_holm"] == pytest.approx(min(1, 8 * row["p"]))


@settings(max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(st.integers(9, 14), st.sampled_from([0.0, 0.5, 1.0, 2.0]), st.integers(0, 99))
def test_swapping_outlets_flips_the_sign_only(events, rate, seed):
    table, names = outlets(events, rate, seed)
    usual, turned = (contrast_outlets(table, rows, draws=199).iloc[0] for rows in (names, names.iloc[::-1]))
    assert (usual["a"], usual["b"]) == (turned["b"], turned["a"])
    for same in ("p", "more_in", "zero", "scope"):
        assert str(usual[same]) == str(turned[same])
    for one, other in (("log2_ratio", "log2_ratio"), ("low", "high"), ("high", "low")):
        assert (pd.isna(usual[one]) and pd.isna(turned[other])) or usual[one] == pytest.approx(-turned[other])


def test_an_outlets_articles_on_one_event_are_put_together():
    table, names = outlets(9, 2)
    more = names.iloc[:1].assign(article_id="again")
    again = measures_of({("labels", "again"): [(5, 20)]})
    row = contrast_outlets(pd.concat([table, again]), pd.concat([names, more])).iloc[0]
    assert row["units_a"] == 9
    assert row["count_a"] == contrast_outlets(table, names).iloc[0]["count_a"] + 5


def test_an_event_without_exposure_in_one_outlet_is_no_unit():
    table, names = outlets(10, 2)
    row = contrast_outlets(table[table["article_id"] != "Wire-3"], names).iloc[0]
    assert (row["units_a"], row["units_b"], row["scope"]) == (9, 9, "outlets, 9 events")


def test_nothing_counted_in_one_outlet():
    row = contrast_outlets(*outlets(10, 0)).iloc[0]
    assert row["zero"] == "Wire: 0 of 10 events (at most 26 %)"
    assert row[["log2_ratio", "low", "high"]].isna().all()
    assert row["p"] < 0.05


def test_too_few_events_are_said():
    assert fewest_events() == 9
    with pytest.raises(InputError, match="no two of them report more than 8 events together; expected at least 9"):
        contrast_outlets(*outlets(8, 2))
    assert len(contrast_outlets(*outlets(6, 2), family=["labels"])) == 1
    table, names = outlets(9, 2)
    with pytest.raises(InputError, match="outlets: 0"):
        contrast_outlets(table, names.assign(outlet=pd.NA))


def test_outlets_without_enough_shared_events_are_left_out():
    table, names = outlets(9, 2)
    few, others = outlets(3, 2, outlets=("Post", "Mail"))
    keep = others["outlet"] == "Mail"
    few = few[few["article_id"].isin(others.loc[keep, "article_id"])]
    rows = contrast_outlets(pd.concat([table, few]), pd.concat([names, others[keep]]))
    assert rows[["a", "b"]].to_numpy().tolist() == [["Post", "Wire"]]
