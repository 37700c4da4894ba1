"""The page about scaling: what was measured stands in its tables, and what follows from it is reckoned right."""

import pytest

from benchmarks import pages, scaling, scaling_page

# 7,000 words in 7 s: 1,000 words a second. Three stages of 1, 2 and 5 ms a word.
FOUND = {
    "stages": {"tokens": 500.0, "marks": 200.0, "hedges": 1000.0},
    "words": 7_000,
    "numbers": {5: 3.5, 10: 7.0},
    "rows": 5,
    "one": 9.0,
    "two": 5.0,
    "handing_out": 0.01,
    "lengths": {100: 900.0, 2_000: 1100.0},
    "extract": 4.0,
    "corpus": 5.0,
    "memory": {10: 500.0, 100: 550.0},
    "memory_all": {10: 600.0, 100: 800.0},
    "resumed": 2_000.0,
    "start": 20.0,
    "texts": "paragraphs of x",
    "processor": "some",
    "cores": 2,
    "python": "3.11",
}


def cells(text):
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]


def test_shares_of_stages_by_hand():
    assert [row[2] for row in cells(scaling_page.stages(FOUND))[2:]] == ["25 %", "62 %", "12 %"]


def test_a_million_articles_by_hand():
    """700 million words at 1,000 a second: 700,000 s. A partition of 5 articles takes 3.5 s, handing it out 10 ms."""
    text = scaling_page.million(FOUND)
    assert cells(text)[2:] == [["1", "194.4", "0.8"], ["16", "12.2", "12.8"], ["256", "0.8", "204.8"]]
    assert "some 350 cores" in text
    assert "takes 62 % of the time" in text
    assert "2.7 times as fast" in text  # 8 ms a word become 3


def test_bars_are_met_or_not():
    rows = cells(scaling_page.bars(FOUND))[2:]
    assert [row[1] for row in rows] == [
        "1.80 times", "1.25 times", "1.10 times", "1.33 times", "20.00 seconds", "2,000 a second",
    ]  # fmt: skip
    assert [row[3] for row in rows] == ["yes", "no", "yes", "no", "no", "yes"]


def test_every_part_of_the_page_is_filled_in_and_nothing_else(tmp_path):
    page = (scaling.ROOT / "docs" / "scaling.md").read_text("utf-8")
    (tmp_path / "scaling.md").write_text(page, "utf-8")
    scaling_page.write(FOUND, tmp_path)
    first = (tmp_path / "scaling.md").read_text("utf-8")
    for number in ("1,000 words a second", "194.4", "1.80 times", "paragraphs of x"):
        assert number in first
    assert [line for line in page.splitlines() if line[:2] == "##"] == [
        line for line in first.splitlines() if line[:2] == "##"
    ]
    assert (tmp_path / "scaling.svg").read_bytes().startswith(b"<?xml")
    scaling_page.write(FOUND, tmp_path)
    assert (tmp_path / "scaling.md").read_text("utf-8") == first


def test_a_page_without_a_place_is_an_error():
    with pytest.raises(ValueError, match="bars"):
        pages.filled("no place", {"bars": "x"})


def test_articles_are_of_the_length_asked_for():
    rows = scaling.articles(scaling.paragraphs(None), 3, 200)
    assert len({row["id"] for row in rows}) == 3
    assert all(200 <= len(row["text"].split()) < 300 for row in rows)
