"""A coder's words become offsets, and what cannot be found is said, row by row."""

import code_spans
import pytest
from conftest import EVENT
from hypothesis import given
from hypothesis import strategies as st

TEXT = "“We will,” she said, “go on” – she and the others.\n\n  Ann Roe (she) hopes it may help.\n"
HEDGE = {"article_id": "x", "line": "2", "words": "may", "kind": "epistemic", "polarity": "hedge", "voice": "source"}
ROW = {"article_id": "x", "form": "direct", "engagement": "acknowledge", "speaker": "ann-roe"}


def words(line, cell):
    return [TEXT[start:end] for start, end in code_spans.find(TEXT, line, cell)]


@pytest.mark.parametrize(
    ("line", "cell", "found"),
    [
        (1, "she said", ["she said"]),
        (1, '"We will," | "go on"', ["“We will,”", "“go on”"]),  # typed straight, curly in the text
        (1, "we", []),  # upper and lower case told apart
        (1, "We ... on", ["We will,” she said, “go on"]),
        (2, "he", []),  # whole words only
        (2, "@1 she [2] | hopes", ["she", "hopes"]),
        (1, "go on” - she", ["go on” – she"]),
        (2, "", []),
    ],
)
def test_words_are_found_in_their_line(line, cell, found):
    if cell and not found:
        with pytest.raises(ValueError, match="stands there 0 times"):
            words(line, cell)
    else:
        assert words(line, cell) == found


def test_the_nth_occurrence_is_counted_in_the_line():
    assert code_spans.find(TEXT, 1, "she [2]") == [(TEXT.index("she and"), TEXT.index("she and") + 3)]
    with pytest.raises(ValueError, match="'she' stands there 2 times, asked for number 3"):
        code_spans.find(TEXT, 1, "she [3]")


@pytest.mark.parametrize(("line", "message"), [(3, "line 3: the article has 2"), (0, "line 0")])
def test_a_line_that_is_not_there(line, message):
    with pytest.raises(ValueError, match=message):
        code_spans.find(TEXT, line, "she")


def test_a_row_becomes_a_row_with_packed_spans():
    row = ROW | {"line": "1", "source": "she", "cue": "said", "content": "“We will,” | “go on”"}
    table, faults = code_spans.code({"x": TEXT}, "attributions", [row])
    assert faults == []
    kept = ["content_spans", "content", "source"]
    assert table.loc[0, kept].tolist() == [
        "0:10 21:28",
        "“We will,” … “go on”",
        "she",
    ]


def test_every_fault_is_said_with_its_row():
    rows = [
        HEDGE,
        HEDGE | {"words": "might"},
        HEDGE | {"kind": "guess"},
        HEDGE | {"article_id": "y"},
        HEDGE | {"words": ""},
        HEDGE,
    ]
    faults = code_spans.code({"x": TEXT}, "hedges", rows)[1]
    assert [fault.split(":")[0] for fault in faults] == ["row 3", "row 4", "row 5", "row 6", "twice"]
    assert "expected one of epistemic" in faults[1]


def test_a_sheet_is_written_only_when_all_is_found(tmp_path, capsys):
    sheet, out = tmp_path / "sheet.tsv", tmp_path / "out.csv"
    article = code_spans.articles.read_event(EVENT).articles["article_id"][0]
    names = "article_id\tline\twords\tactor\tkind\tnote\n"
    sheet.write_text(f"{names}{article}\t1\tPakistan\tpakistan\tname\t\n{article}\t1\tno such\tx\tname\t\n")
    arguments = ["code", str(EVENT), "namings", str(sheet), str(out)]
    assert code_spans.main(arguments) == 1
    assert not out.exists()
    sheet.write_text(f"{names}{article}\t1\tPakistan\tpakistan\tname\t\n")
    assert code_spans.main(arguments) == 0
    assert out.read_text() == f"article_id,start,end,text,actor,kind,note\n{article},0,8,Pakistan,pakistan,name,\n"
    assert code_spans.main(["show", str(EVENT)]) == 0
    assert f"== {article}\n1\tPakistan urges" in capsys.readouterr().out
    assert code_spans.main([]) == 2


@given(st.text(alphabet="ab \n\r“”–[|@]1.", max_size=40), st.text(alphabet="ab“–[|@]1. ", max_size=12))
def test_found_or_refused_whatever_is_written(text, cell):
    try:
        found = code_spans.find(text, 1, cell)
    except ValueError:
        return
    assert all(text[start:end].strip() for start, end in found)
