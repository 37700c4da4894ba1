"""Frames coded by hand: a sheet's decisions, the ledger of cues, the coding form."""

import pandas as pd
import pytest

import analysis
from analysis.schema import InputError


@pytest.fixture
def coded(study):
    """The study's frames, a sheet with one drop, one accept and one added cue, and the tables to apply it."""
    sheet = analysis.coding_sheet(study.frames)
    sheet.loc[0, "decision"], sheet.loc[1, "decision"] = "drop", "accept"
    sentence = study.sentences[study.sentences["text"].str.contains("IP addresses")].iloc[0]
    start = sentence["start"] + sentence["text"].index("had not provided")
    words = "had not provided IP addresses"
    place = {"article_id": sentence["article_id"], "sentence_id": sentence["sentence_id"]}
    own = {**place, "start": start, "end": start + len(words), "text": words, "frame": "cause", "decision": "add"}
    return pd.concat([sheet, pd.DataFrame([own])], ignore_index=True)


def applied(study, codes):
    return analysis.apply_codes(study.frames, codes, study.articles, study.sentences, study.unresolved_attributions)


def test_codes_accept_drop_and_add(study, coded):
    found = applied(study, coded)
    assert len(found) == len(study.frames)  # one gone, one come
    added = found[found["method"] == "coder"]
    assert added[["text", "frame", "scheme"]].to_numpy().tolist() == [
        ["had not provided IP addresses", "cause", "entman"]
    ]
    assert added["attribution_id"].notna().all(), "the minister says so"
    accepted = found[found["method"].str.endswith(", accepted")]
    assert accepted["text"].tolist() == [coded.loc[1, "text"]]
    assert accepted["score"].tolist() == [1.0]
    dropped = tuple(coded.loc[0, ["article_id", "sentence_id", "frame"]])
    assert dropped not in set(found[["article_id", "sentence_id", "frame"]].itertuples(index=False, name=None))


def test_an_empty_sheet_changes_nothing(study):
    pd.testing.assert_frame_equal(applied(study, analysis.coding_sheet(study.frames)), study.frames)


def test_a_sheet_goes_through_a_file(study, coded, tmp_path):
    coded.to_csv(tmp_path / "codes.csv", index=False)
    pd.testing.assert_frame_equal(applied(study, analysis.read_codes(tmp_path / "codes.csv")), applied(study, coded))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"decision": "perhaps"}, "row 2, column decision: 'perhaps'; expected one of accept, drop, add"),
        ({"frame": "blame"}, "row 2, column frame: 'blame'"),
        ({"start": "four"}, "row 2, column start: 'four'; expected a whole number"),
    ],
)
def test_a_wrong_sheet_is_named_with_its_place(coded, tmp_path, change, message):
    broken = coded.astype(object)
    for column, value in change.items():
        broken.loc[0, column] = value
    broken.to_csv(tmp_path / "codes.csv", index=False)
    with pytest.raises(InputError, match=message):
        analysis.read_codes(tmp_path / "codes.csv")


def test_a_sheet_without_columns_or_file_is_an_error(tmp_path):
    (tmp_path / "codes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="missing"):
        analysis.read_codes(tmp_path / "codes.csv")
    with pytest.raises(InputError, match="cannot be read"):
        analysis.read_codes(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("text", "other words", "stands"),
        ("article_id", "nowhere", "is not there"),
        ("sentence_id", 9_999, "outside"),
    ],
)
def test_a_code_must_point_to_its_words(study, coded, column, value, message):
    wrong = coded.copy()
    wrong.loc[len(wrong) - 1, column] = value
    with pytest.raises(InputError, match=message):
        applied(study, wrong)


def test_the_ledger_holds_every_cue_once_with_who_says_so(study):
    found = analysis.function_ledger(study.frames, study.articles, study.sentences, study.attributions)
    cells = found.drop(columns="function").to_numpy().ravel()
    assert sum(cell != "" for cell in cells) == (study.frames["scheme"] == "entman").sum()
    assert any("(Malik)" in cell for cell in cells)


def test_the_coding_form_asks_the_twenty_questions_and_answers_none(study):
    form = analysis.coding_form(study)
    assert form.groupby("article")["number"].apply(list).tolist() == [list(range(1, 21))] * 2
    per_frame = form[form["article"] == "Hamza"].groupby("frame").size().to_dict()
    # Semetko & Valkenburg 2000, table 1
    assert per_frame == {
        "conflict": 4, "economic": 3, "human interest": 5, "morality": 3, "responsibility": 5
    }  # fmt: skip
    assert form["answer"].isna().all()
    assert (form["cues"] == form["by_journalist"] + form["by_source"]).all()
