"""Spans: packed and unpacked, looked up in one another, checked against the text."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analysis import spans

SPANS = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=6)


def table(*rows, **columns):
    return pd.DataFrame(rows, columns=["article_id", "start", "end"]).assign(**columns)


@given(SPANS)
def test_unpack_is_the_reverse_of_pack(pieces):
    assert spans.unpack(spans.pack(pieces)) == pieces


def test_a_missing_cell_holds_no_span():
    assert spans.unpack(None) == spans.unpack(pd.NA) == spans.unpack(float("nan")) == []


def test_quote_shows_where_it_was_interrupted():
    assert spans.quote("It, he said, rained", [(0, 2), (13, 19)]) == "It … rained"
    assert spans.quote("It rained", []) is None


def test_explode_gives_one_row_a_span_and_repeats_the_rest():
    packed = pd.DataFrame({"n": [1, 2, 3], "where": ["0:4 9:12", None, "5:6"]})
    exploded = spans.explode(packed, "where")
    assert exploded[["n", "start", "end"]].to_numpy().tolist() == [[1, 0, 4], [1, 9, 12], [3, 5, 6]]


def test_locate_takes_the_innermost_of_the_same_article():
    inner = table(("x", 5, 7), ("x", 0, 40), ("y", 5, 7))
    outer = table(("x", 0, 30), ("x", 4, 8), ("y", 8, 9), n=[10, 11, 12])
    assert spans.locate(inner, outer, "n").fillna(-1).tolist() == [11, -1, -1]


def test_a_span_holds_itself_but_not_one_that_sticks_out():
    inner = table(("x", 4, 8), ("x", 3, 8), ("x", 4, 9))
    assert spans.locate(inner, table(("x", 4, 8), n=[1]), "n").notna().tolist() == [True, False, False]


@given(SPANS, SPANS)
def test_locate_agrees_with_looking_at_all_pairs(inside, around):
    inner = table(*(("x", *sorted(span)) for span in inside))
    outer = table(*(("x", *sorted(span)) for span in around), n=range(len(around)))
    found = spans.locate(inner, outer, "n")
    for row, hit in zip(inner.itertuples(), found, strict=True):
        holders = outer[(outer["start"] <= row.start) & (row.end <= outer["end"])]
        lengths = holders["end"] - holders["start"]
        assert holders.empty if pd.isna(hit) else lengths[outer["n"] == hit].item() == lengths.min()


def test_locate_keeps_the_index_of_the_rows():
    inner = table(("x", 1, 2), ("x", 3, 4)).set_axis([7, 3])
    assert spans.locate(inner, table(("x", 0, 9), n=[1]), "n").index.tolist() == [7, 3]


def test_the_span_law_finds_the_row_that_breaks_it():
    articles = pd.DataFrame({"article_id": ["x"], "text": ["It rained"]})
    rows = table(("x", 0, 2), ("x", 3, 9), text=["It", "rain"])
    assert spans.violations(rows, articles).index.tolist() == [1]
    assert spans.violations(rows.iloc[:0], articles).empty


def test_context_shows_both_sides_on_one_line():
    articles = pd.DataFrame({"article_id": ["x"], "label": ["X"], "text": ["One\ntwo three"]})
    assert spans.context(table(("x", 4, 7)), articles, width=4).to_numpy().tolist() == [["X", "One ", "two", " thr"]]
