"""Outlets compared over events: the second model, what is usual beside it, and the claims that they share."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.corpus.outlets import HALF, compare_outlets, mixed, read_measures, shared_claims
from analysis.drawing.outlets import draw_outlets
from analysis.schema import InputError

RNG = np.random.default_rng(5)


def counts(events, rates):
    """Counts per 400 words of outlets with rates of their own, on events that call for more or less."""
    rows = []
    for event in range(events):
        mood = RNG.gamma(20, 1 / 20)
        for outlet, rate in rates.items():
            words = int(RNG.integers(300, 500))
            found = RNG.poisson(rate * mood * words / 100)
            rows.append(("attributed_words", f"{event} {outlet}", 0, float(found), float(words), str(event), outlet))
    table = pd.DataFrame(rows, columns=["measure", "article_id", "unit", "count", "exposure", "event", "outlet"])
    return table.drop(columns=["event", "outlet"]), table[["article_id", "event", "outlet"]]


def test_with_two_outlets_the_mixed_model_is_the_paired_t_test():
    measures, articles = counts(25, {"a": 20, "b": 30})
    row = mixed(measures, articles).iloc[0]
    table = measures.merge(articles, on="article_id")
    rates = np.log2((table["count"] + HALF) / table["exposure"]).groupby([table["event"], table["outlet"]]).first()
    wide = rates.unstack()  # noqa: PD010 - one value each
    difference = wide["b"] - wide["a"]
    error = difference.std(ddof=1) / np.sqrt(len(difference))
    assert row["model_ratio"] == pytest.approx(difference.mean(), abs=1e-4)
    assert row["model_high"] - row["model_ratio"] == pytest.approx(stats.norm.ppf(0.975) * error, rel=0.02)
    assert 0.4 < row["model_ratio"] < 0.8  # log2(30 / 20) is 0.58
    assert row["model_p"] < 0.001


def test_every_reading_stands_beside_the_contrast():
    measures, articles = counts(20, {"a": 20, "b": 40, "c": 20})
    table = compare_outlets(measures, articles, family=["attributed_words"], draws=999)
    assert table[["a", "b"]].to_numpy().tolist() == [["a", "b"], ["a", "c"], ["b", "c"]]
    assert (table["low_adjusted"] <= table["low"]).all()
    assert (table["high_adjusted"] >= table["high"]).all()
    assert table["usual_low"].lt(table["usual_high"]).all()
    assert np.sign(table["model_ratio"]).tolist()[0::2] == [1, -1]
    drawing = draw_outlets(table, {"a": "Post"})
    assert drawing.data["a"].tolist() == ["Post", "Post", "b"]
    assert "20 events" in drawing.caption
    assert drawing.bytes("png").startswith(b"\x89PNG")


def test_a_table_without_a_family_is_not_drawn():
    with pytest.raises(InputError, match="no measure has a corrected p"):
        draw_outlets(pd.DataFrame({"p_holm": [np.nan], "a": ["x"], "b": ["y"]}))


def test_shared_claims_are_shares_of_what_an_outlet_tells():
    rows = [
        (str(event), "a", other, 10, shared) for event in range(8) for other, shared in (("b", 6), ("c", event % 2))
    ]
    table = shared_claims(pd.DataFrame(rows, columns=["event", "outlet", "other", "told", "shared"]))
    assert table[["other", "told", "shared", "per_cent"]].to_numpy().tolist() == [
        ["b", 80, 48, 60.0],
        ["c", 80, 4, 5.0],
    ]
    assert table["p"].iloc[0] == table["p"].iloc[1] == 2 / 2**8


def test_the_shipped_numbers_can_be_read_and_hold_no_text():
    from pathlib import Path

    folder = Path(__file__).parent.parent / "data" / "reference"
    measures, articles = read_measures(folder / "measures.csv.gz")
    assert articles.groupby("corpus")["article_id"].count().to_dict() == {"BASIL": 165, "PolNeAR": 924}
    assert measures["exposure"].gt(0).all()
    assert articles["article_id"].str.len().max() < 100
    assert sum(path.stat().st_size for path in folder.iterdir()) < 1_000_000
