"""Accuracy from judged samples: worked values, what a sample still knows of other detectors, files without text."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from benchmarks import judged
from benchmarks.judged import Cell, cells, rate


def test_strata_are_weighted_back():
    """45 of 50 found are right, each stands for 2; 1 of 50 not found is missed, and stands for 40."""
    row = rate([Cell(2.0, 45, 5, None), Cell(40.0, None, None, 1)])
    assert row["precision"] == pytest.approx(0.9)
    assert row["recall"] == pytest.approx(90 / (90 + 40))
    assert (row["tp"], row["fp"], row["fn"]) == (45, 5, 1)


def test_the_precision_of_one_stratum_has_the_usual_interval():
    row = rate([Cell(7.0, 45, 5, None), Cell(40.0, None, None, 1)])
    expected = stats.beta.ppf([0.025, 0.975], 45.5, 5.5)
    assert (row["precision_low"], row["precision_high"]) == pytest.approx(expected, abs=0.005)
    assert row["n_found"] == pytest.approx(50, abs=2)


def test_a_miss_that_stands_for_many_makes_recall_unsure():
    alike, unlike = (rate([Cell(1.0, 45, 5, None), Cell(weight, None, None, 2)]) for weight in (1.0, 40.0))
    assert unlike["n_coded"] < alike["n_coded"] / 2
    assert unlike["recall_high"] - unlike["recall_low"] > 3 * (alike["recall_high"] - alike["recall_low"])


def test_no_miss_seen_is_not_no_miss():
    row = rate([Cell(1.0, 50, 0, None), Cell(40.0, None, None, 0)])
    assert row["recall"] == 1
    assert row["recall_low"] < 0.6


def items(*rows):
    return pd.DataFrame(rows, columns=["stratum", "weight", "predicted", "judged"])


def test_what_a_stratum_can_show():
    table = items(
        ("found", 2.0, "distance", "distance"),
        ("found", 2.0, "distance", "none"),
        ("rest", 9.0, "acknowledge", "distance"),
        ("rest", 9.0, "acknowledge", "acknowledge"),
    )
    assert cells(table, "distance") == [Cell(2.0, 1, 1, None), Cell(9.0, None, None, 1)]
    # a detector that has become better finds one in the rest too
    better = table.assign(predicted=["distance", "acknowledge", "distance", "acknowledge"])
    assert cells(better, "distance") == [Cell(2.0, 1, 0, 0), Cell(9.0, 1, 0, 0)]
    # of whole sentences everything can be missed, and a stratum without any row counts too
    strata = pd.Series({"found": 2.0, "none": 5.0, "rest": 9.0})
    assert cells(table, "distance", strata)[1] == Cell(5.0, None, None, 0)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(judged, "FOLDER", tmp_path)
    return tmp_path


def test_found_rows_are_looked_up_where_they_stand(folder):
    article = judged.key("post")
    sample = [
        (article, 0, 4, "name", 10, "name"),
        (article, 9, 12, "name", 10, "label"),
        (article, 50, 55, "label", 3, "role"),
    ]
    columns = ["article", "start", "end", "stratum", "population", "judged"]
    pd.DataFrame(sample, columns=columns).to_csv(folder / "naming.csv", index=False)
    found = pd.DataFrame(
        [("post", 0, 20, "label"), ("post", 0, 4, "name"), ("post", 10, 12, "label"), ("wire", 50, 55, "role")],
        columns=["article_id", "start", "end", "kind"],
    )
    drawn = judged._drawn("naming", found, "kind")
    assert drawn["predicted"].tolist() == [
        "name",
        "label",
    ]  # the exact span before the longer one; the third is not found
    assert drawn["weight"].tolist() == [5, 5]


def test_passives_of_sampled_sentences_only(folder):
    article = judged.key("post")
    sentences = [(article, 0, 50, "found", 20), (article, 100, 150, "none", 80)]
    pd.DataFrame(sentences, columns=["article", "start", "end", "stratum", "population"]).to_csv(
        folder / "sentences.csv", index=False
    )
    coded = [(article, 10, 15, "agentless"), (article, 110, 115, "passive")]
    pd.DataFrame(coded, columns=["article", "start", "end", "judged"]).to_csv(folder / "passives.csv", index=False)
    clauses = pd.DataFrame(
        [("post", 10, "agentless"), ("post", 30, "passive"), ("post", 60, "agentless"), ("post", 20, "active")],
        columns=["article_id", "verb_start", "voice"],
    )
    table, weights = judged._passives(clauses)
    told = table.set_index("start")[["predicted", "judged", "weight"]].T.to_dict("list")
    assert told == {10: ["agentless", "agentless", 20], 30: ["passive", "", 20], 110: ["", "passive", 80]}
    assert weights.to_dict() == {"found": 20, "none": 80}


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("engagement", {"acknowledge", "distance", "endorse", "none"}),
        ("naming", {"name", "role", "label", "none"}),
        ("passives", {"agentless", "passive"}),
    ],
)
def test_the_samples_hold_places_and_codes_and_no_text(name, codes):
    table = pd.read_csv(judged.FOLDER / f"{name}.csv")
    assert set(table["judged"]) == codes
    assert table["article"].str.fullmatch(r"[0-9a-f]{12}").all()
    assert (table["start"] < table["end"]).all()
    assert not table.duplicated(["article", "start", "end"]).any()
    assert set(table.select_dtypes(exclude="number")) <= {"article", "stratum", "judged"}


def test_what_was_judged_of_entmans_functions_is_what_the_page_tells():
    cues, read = (pd.read_csv(judged.FOLDER / f"{name}.csv") for name in ("functions", "functions_read"))
    counted = cues["judged"].value_counts()
    page = (judged.FOLDER.parent.parent / "docs" / "framing.md").read_text(encoding="utf-8")
    told = ", ".join(str(counted[code]) for code in ("right", "defensible", "wrong"))
    assert f"| **Entman's functions** | 60, 22, 18 | {told} |" in page
    assert cues.groupby(["draw", "frame"]).size().tolist() == [25] * 12
    marked = read.loc[read["judged"] != "none", "judged"].str.split().explode()
    assert set(marked) == set(cues["frame"])
    assert f"61 of {len(marked)} functions were found" in page
    for table in (cues, read):
        assert table["article"].str.fullmatch(r"[0-9a-f]{12}").all()
        assert set(table.select_dtypes(exclude="number")) <= {"article", "frame", "judged"}


def test_the_samples_are_those_of_the_page():
    page = (judged.FOLDER / "README.md").read_text(encoding="utf-8")
    sample = pd.read_csv(judged.FOLDER / "engagement.csv")
    sizes = sample["stratum"].value_counts()
    populations = sample.groupby("stratum")["population"].first()
    assert (
        f"all {sizes['distance']} found to distance, {sizes['endorse']} of {populations['endorse']} to endorse" in page
    )
    assert f"{sizes['acknowledge']} of {populations['acknowledge']:,} to acknowledge" in page
    verbs = pd.read_csv(judged.FOLDER / "passives.csv").merge(
        pd.read_csv(judged.FOLDER / "sentences.csv"), on="article", suffixes=("", "_of")
    )
    inside = verbs[(verbs["start_of"] <= verbs["start"]) & (verbs["end"] <= verbs["end_of"])]
    assert len(inside) == len(pd.read_csv(judged.FOLDER / "passives.csv"))


def test_sheets_show_the_text_and_neither_code_nor_stratum(folder, tmp_path):
    text = "The mayor claimed that the dam was closed by the crew."
    row = {"article": judged.key("post"), "start": 10, "end": 17, "stratum": "distance", "population": 3}
    for name in ("engagement", "naming", "sentences"):
        pd.DataFrame([row | {"judged": "distance"}]).to_csv(folder / f"{name}.csv", index=False)
    judged.sheets({"post": text}, tmp_path / "sheets")
    sheet = pd.read_csv(tmp_path / "sheets" / "engagement.csv")
    assert sheet[["before", "text", "after"]].iloc[0].tolist() == [text[:10], "claimed", text[17:]]
    assert not {"stratum", "judged"} & set(sheet)
    assert sheet["code"].isna().all()


def test_articles_as_units_make_a_share_less_sure():
    """Two articles, one all right and one half: the same share as if each occurrence stood alone, less surely known."""
    from benchmarks.accuracy import counted

    alone, apart = counted([(15, 20)], [(15, 20)]), counted([(10, 10), (5, 10)], [(10, 10), (5, 10)])
    assert alone["precision"] == apart["precision"] == 0.75
    variance = (2.5**2 + 2.5**2) / 20**2 * 2 / 1
    assert apart["n_found"] == round(min(20, 0.75 * 0.25 / variance))
    assert alone["n_found"] == 20
    assert (alone["precision_low"], alone["precision_high"]) == pytest.approx(stats.beta.ppf([0.025, 0.975], 15.5, 5.5))
    assert apart["precision_high"] - apart["precision_low"] > alone["precision_high"] - alone["precision_low"]
    assert math.isclose(alone["f1"], 0.75)
    assert np.isfinite(alone["recall_low"])


def test_pairs_that_check_the_confidence_are_of_events_that_it_was_not_fitted_on():
    pairs = pd.read_csv(judged.FOLDER / "pairs.csv")
    assert pairs["use"].value_counts().to_dict() == {"fit": 342, "check": 100}
    assert set(pairs["code"]) == {"right", "half", "wrong"}
    fitted, checked = (set(pairs.loc[pairs["use"] == use, "event"]) for use in ("fit", "check"))
    assert not fitted & checked
    assert (pairs["start_a"] < pairs["end_a"]).all()
    assert not pairs.duplicated().any()
