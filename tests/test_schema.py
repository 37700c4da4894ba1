"""Rows become tables: columns, dtypes and keys are checked, and an error names what is wrong."""

import pandas as pd
import pytest

from analysis import schema
from analysis.study import Study

SOURCE = {"event": "flood", "source_id": "mayor", "name": "the mayor", "kind": "office", "n_words": 12}


@pytest.mark.parametrize("name", schema.TABLES)
def test_no_rows_give_an_empty_table_with_all_columns_and_dtypes(name):
    empty = schema.frame(name, [])
    assert empty.columns.tolist() == schema.columns(name)
    assert len(empty) == 0
    assert schema.frame(name, empty).dtypes.equals(empty.dtypes)


@pytest.mark.parametrize("name", schema.TABLES)
def test_every_table_has_a_key_and_every_column_a_meaning(name):
    assert schema.key(name)
    assert all(column.description for column in schema.schema(name).columns.values())


def test_the_tables_of_the_design_are_there_in_order():
    expected = (
        "articles segments sentences tokens marks sources attributions hedges namings clauses frames claims alignments"
    )
    design = [*expected.split(), "changes", "measures", "contrasts"]
    assert [name for name in schema.TABLES if name in design] == design


def test_columns_are_put_in_order_and_values_coerced():
    table = schema.frame("sources", [dict(reversed(SOURCE.items())) | {"n_words": "12"}])
    assert table.columns.tolist() == ["event", "source_id", "name", "kind", "n_words"]
    assert table.loc[0, "n_words"] == 12


def test_missing_is_na_in_text_and_in_whole_numbers():
    row = {"event": "flood", "alignment_id": 0, "article_a": "a", "claim_a": 0, "article_b": "b", "claim_b": None}
    table = schema.frame(
        "alignments", [row | {"score": 0.1, "confidence": 0.1, "status": "only", "nearest": None, "changes": None}]
    )
    assert table.loc[0, "changes"] is pd.NA
    assert table.loc[0, "claim_b"] is pd.NA
    assert table["claim_a"].dtype == "Int64"


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"kind": "king"}, ["sources", "column kind", "row 0", "'king'"]),
        ({"name": None}, ["sources", "column name", "row 0"]),
        ({"n_words": "many"}, ["sources", "column n_words"]),
        ({"age": 3}, ["sources", "unknown columns ['age']"]),
    ],
)
def test_an_error_names_table_column_row_and_value(row, named):
    with pytest.raises(ValueError, match="table sources") as error:
        schema.frame("sources", [SOURCE | row])
    assert [part for part in named if part not in str(error.value)] == []


@pytest.mark.parametrize("value", [1.5, "1.5", "12", "x", True, None, float("nan"), pd.NA])
@pytest.mark.parametrize("column", ["source_id", "name", "kind", "n_words"])
def test_a_table_that_passes_quickly_is_the_one_that_pandera_makes(column, value):
    rows = pd.DataFrame([SOURCE | {column: value}], dtype=object)
    quick = schema._sound("sources", rows)
    if quick is not None:
        pd.testing.assert_frame_equal(quick, schema._validated("sources", rows))


@pytest.mark.parametrize("name", ["articles", "segments", "sentences", "tokens", "marks", "attributions", "hedges"])
def test_what_is_found_in_a_text_passes_quickly(name):
    found = Study.from_texts({"x": "The mayor said it might rain. “It may,” she added."}).table(name)
    rows = pd.DataFrame(found.to_dict("records"), dtype=object)
    pd.testing.assert_frame_equal(schema._sound(name, rows), schema._validated(name, rows))


def test_a_column_too_few_is_named():
    with pytest.raises(ValueError, match=r"missing columns \['kind'\]"):
        schema.frame("sources", [{name: value for name, value in SOURCE.items() if name != "kind"}])


def test_a_key_given_twice_is_an_error():
    with pytest.raises(ValueError, match="source_id"):
        schema.frame("sources", [SOURCE, SOURCE])


def test_the_rows_handed_in_are_not_changed():
    rows = pd.DataFrame([SOURCE], index=[7])
    before = rows.copy()
    schema.frame("sources", rows)
    pd.testing.assert_frame_equal(rows, before)
