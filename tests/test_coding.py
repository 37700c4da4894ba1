"""Coding by hand: sheets and back give the same spans, codes stand in the machine's place, faults are said by row."""

import pandas as pd
import pytest
from conftest import EVENT
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import spans
from analysis.coding import accuracy, by_hand, codes, sheets, wording
from analysis.schema import InputError
from analysis.study import Study

SPANS = {"attributions": ["source_spans", "cue_spans", "content_spans"]}
TEXT = "“We may,” she said, “go on. We may not.” A vote may follow, she said."


def places(layer, table):
    columns = ["article_id", *SPANS.get(layer, ["start", "end"])]
    return sorted(map(str, table[columns].astype(object).where(table[columns].notna(), None).to_numpy().tolist()))


@pytest.fixture(scope="module")
def coded(study, tmp_path_factory):
    """A folder of codes made from sheets that hold what the machine found."""
    folder = tmp_path_factory.mktemp("coding")
    by_hand.write_sheets(study, folder / "sheets", machine=True)
    assert by_hand.read_sheets(study, folder / "sheets", folder / "codes") == []
    return folder / "codes"


@pytest.mark.parametrize("layer", codes.LAYERS)
def test_a_sheet_and_back_gives_the_same_spans_and_codes(study, coded, layer):
    back = codes.read(coded / f"{layer}.csv", study.articles)
    found = accuracy.detected(study, layer)
    assert places(layer, back) == places(layer, found)
    for name in set(sheets.CODES[layer]) - {"note", "speaker"}:
        assert sorted(back[name]) == sorted(found[name])


@pytest.mark.parametrize("layer", codes.LAYERS)
def test_codes_equal_to_what_was_found_change_nothing(study, coded, layer):
    found = study.table(layer) if layer != "hedges" else study.hedges[~study.hedges["reporting"]]
    merged = study.with_codes(coded).table(layer)
    kept = [name for name in merged.columns if name not in ("confidence", "score", "method", "hedge_id", "parent_id")]
    if layer == "frames":  # the same evidence in one row, in the order of the text
        merged, found = (table.sort_values(["article_id", "sentence_id", "frame"]) for table in (merged, found))
    same = found[kept].reset_index(drop=True)
    if layer == "frames":
        kept.remove("attribution_id")  # an accusation's frame belongs to the accuser, which only the detector knows
    pd.testing.assert_frame_equal(merged[kept].reset_index(drop=True), same[kept])


def test_a_sheet_holds_every_sentence_with_its_text(study):
    for layer in codes.LAYERS:
        blank = sheets.sheet(layer, study.articles, study.sentences)
        assert blank["sentence"].tolist() == study.sentences["text"].tolist()
        assert sheets.decode(layer, blank.astype(str).to_dict("records"), study.articles, study.sentences)[0].empty


def test_hand_coded_spans_stand_in_the_machines_place(study):
    by_hand = study.with_codes(accuracy.home(study))
    assert accuracy.accuracy_of(by_hand).query("match == 'exact'")["value"].eq(1).all()
    gold = codes.read(accuracy.home(study) / "attributions.csv", study.articles)
    assert by_hand.attributions["source_id"].dropna().tolist() == gold["speaker"].dropna().tolist()
    nested = by_hand.attributions.dropna(subset="parent_id")
    assert len(nested) > 3
    assert len(by_hand.contrasts) == len(study.contrasts)
    for layer in ("hedges", "namings"):
        assert spans.violations(by_hand.table(layer), study.articles).empty


def test_an_article_without_codes_stays_the_machines(tmp_path):
    both = Study.from_texts({"a": "It may rain. It might snow.", "b": "It may rain. It might snow."})
    (tmp_path / "hedges.csv").write_text("article_id,start,end,kind\na,3,6,condition\n")
    merged = both.with_codes(tmp_path).hedges.query("kind != 'weasel'")  # the other scheme may have the same words
    assert merged[["article_id", "hedge_id", "text", "kind", "lemma", "voice"]].to_numpy().tolist() == [
        ["a", 0, "may", "condition", "may", "journalist"],
        ["b", 0, "may", "epistemic", "may", "journalist"],
        ["b", 1, "might", "epistemic", "might", "journalist"],
    ]


def test_what_no_machine_found_is_filled_in_plainly(tmp_path):
    (tmp_path / "hedges.csv").write_text("article_id,start,end,text,kind\nx,9,12,was,booster\n")
    (tmp_path / "attributions.csv").write_text(
        "article_id,source_spans,cue_spans,content_spans,form,speaker\nx,,,0:17,indirect,me\n"
    )
    study = Study.from_texts({"x": "The game was long. The end."}).with_codes(tmp_path)
    assert study.hedges[["text", "polarity", "voice", "negated"]].to_numpy().tolist() == [
        ["was", "booster", "source", False]
    ]
    assert study.attributions[["source", "content", "engagement", "source_id"]].fillna("").to_numpy().tolist() == [
        ["", "The game was long", "acknowledge", "me"]
    ]


@pytest.mark.parametrize(
    ("codes_of", "message"),
    [
        ("article_id,start,end,kind\ny,3,6,condition\n", "line 2, article_id: 'y'; expected one of x"),
        ("article_id,start,end,text,kind\nx,3,6,might,condition\n", "line 2, text: 'might'; the article has 'may'"),
        ("article_id,start,end,kind\nx,three,6,condition\n", "expected offsets in start, end"),
        ("article_id,from,to\nx,3,6\n", "lack ['start', 'end']"),
        ("article_id,start,end,kind\nx,3,6,guess\n", "codes of hedges: table hedges: column kind"),
        ("article_id,start,end\nx,3,6\n", None),  # the machine found it, and knows the kind
        ("article_id,start,end\nx,7,11\n", "codes of hedges"),
    ],
)
def test_codes_that_do_not_fit_are_refused(tmp_path, codes_of, message):
    (tmp_path / "hedges.csv").write_text(codes_of)
    study = Study.from_texts({"x": "It may rain, he said."})
    if message is None:
        assert study.with_codes(tmp_path).hedges["kind"].tolist() == ["epistemic"]
        return
    with pytest.raises(InputError) as error:
        _ = study.with_codes(tmp_path).hedges
    assert message in str(error.value)


def test_a_folder_without_codes_is_refused(study, tmp_path):
    with pytest.raises(InputError, match=r"no codes; expected at least one of attributions\.csv"):
        study.with_codes(tmp_path)


def test_faults_are_said_by_row_and_the_others_are_read():
    study = Study.from_texts({"x": TEXT})
    row = {"article_id": "x", "sentence_id": "0", "words": "may", "kind": "epistemic"}
    rows = [
        row,
        row | {"words": "might"},
        row | {"kind": "guess"},
        row | {"kind": ""},
        row | {"article_id": "y"},
        row | {"sentence_id": "9"},
        row | {"words": "", "kind": ""},
        row | {"words": "May | may"},
    ]
    table, faults = sheets.decode("hedges", rows, study.articles, study.sentences)
    assert table["text"].tolist() == ["may"]
    assert faults == [
        "row 3: sentence 0: 'might' stands there 0 times, asked for number 1",
        "row 4: kind 'guess': expected one of " + ", ".join(sheets.allowed_values("hedges", "kind")),
        "row 5: empty: kind",
        "row 6: 'y' is unknown",
        f"row 7: sentence 9: the article has {len(study.sentences)}",
        "row 9: sentence 0: 'May' stands there 0 times, asked for number 1",
    ]


@pytest.mark.parametrize("mark", [";", "\t", ","])
def test_a_sheet_comes_back_from_any_spreadsheet_program(tmp_path, mark):
    path = tmp_path / "hedges.csv"
    path.write_text(f"article_id{mark}sentence_id{mark}words\nx{mark}0{mark}may\n", encoding="utf-8-sig")
    assert sheets.read(path) == [{"article_id": "x", "sentence_id": "0", "words": "may"}]
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="expected a sheet"):
        sheets.read(path)


def test_a_coders_work_is_not_overwritten(study, coded):
    with pytest.raises(InputError, match="may be a coder's work"):
        by_hand.write_sheets(study, coded)
    with pytest.raises(InputError, match="no sheet, or the folder to write"):
        by_hand.read_sheets(study, coded, coded)


def test_agreement_of_sheets_and_of_codes_is_the_same(study, coded):
    one = by_hand.agreement(study, coded / "hedges.csv", accuracy.home(study) / "hedges.csv")
    other = by_hand.agreement(study, coded.parent / "sheets" / "hedges.csv", accuracy.home(study) / "hedges.csv")
    pd.testing.assert_frame_equal(one, other)
    exact = accuracy.accuracy_of(study).query("layer == 'hedges' and what == 'whole' and measure == 'f1'")
    assert one["value"][0] == pytest.approx(exact.query("match == 'exact'")["value"].item())
    with pytest.raises(InputError, match="two files of one layer"):
        by_hand.agreement(study, coded / "hedges.csv", coded / "namings.csv")


def test_the_codebook_says_what_may_stand_where():
    book = by_hand.codebook()
    assert set(book["layer"]) == set(codes.LAYERS)
    assert book["meaning"].str.strip().ne("").all()
    assert "epistemic, doxastic" in book.query("layer == 'hedges' and column == 'kind'")["allowed"].item()


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab \n“|[@]1.", min_size=1, max_size=30), st.data())
def test_words_of_a_span_are_found_again(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    halves = {0: (0, len(text) // 2), 1: (len(text) // 2, len(text))}
    cell = wording.words_of(text, halves, 0, [(start, end)])
    if text[start:end].strip():
        assert wording.find(text, halves, 0, cell) == [(start, end)]


def test_the_real_event_is_read_from_its_folder():
    assert len(Study.read(EVENT).with_codes(accuracy.GOLD / EVENT.name).hedges) > 10


def test_peoples_codes_take_the_place_of_those_in_the_repository(study, coded, tmp_path, monkeypatch):
    """What docs/coding.md says of coding the two articles anew: sheets of two coders, and notebook 08 reads them."""
    folder = tmp_path / "pakistan-platforms"
    folder.mkdir()
    for layer in accuracy.CODES:
        table = pd.read_csv(coded / f"{layer}.csv", dtype=str)
        for name, rows in (("", table), ("_a", table), ("_b", table.iloc[1:])):
            rows.to_csv(folder / f"{layer}{name}.csv", index=False)
    monkeypatch.setattr(accuracy, "GOLD", tmp_path)
    agreed = accuracy.agreement_of(study).set_index(["layer", "agreement"])["value"]
    number = len(pd.read_csv(coded / "hedges.csv"))
    assert agreed["hedges", "F1, exact spans"] == pytest.approx(2 * (number - 1) / (2 * number - 1))
    whole = accuracy.accuracy_of(study).query("what == 'whole' and match == 'exact'")
    assert (whole["value"] == 1).all()
    assert set(whole["layer"]) == set(accuracy.CODES)
