"""Files of the figures: fonts in them, no date, what was drawn beside them."""

import pandas as pd
import pytest

from analysis import figures
from analysis.drawing import canvas

NAMES = sorted(figures.FIGURES)


@pytest.mark.parametrize("name", NAMES)
def test_files_have_their_fonts_and_no_date(drawings, name):
    """That a second run gives the same bytes is tested in `test_cli`."""
    file = drawings[name, "page"].bytes("pdf")
    assert b"/FontFile2" in file
    assert b"/Type3" not in file  # outlines without names: many journals refuse them
    assert b"CreationDate" not in file


def test_saved_files_hold_what_was_drawn(study, tmp_path):
    drawing = canvas.save(study, "ribbon", tmp_path, "column")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ribbon.csv", "ribbon.pdf", "ribbon.png", "ribbon.svg"]
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "ribbon.csv"), drawing.data, check_dtype=False)
    assert drawing.figure.get_figwidth() == canvas.WIDTHS["column"]


def test_letters_of_an_svg_are_outlines(drawings):
    svg = drawings["voices", "column"].bytes("svg")
    assert svg == drawings["voices", "column"].bytes("svg")
    assert b"<text" not in svg  # no font to miss
    assert b"dc:date" not in svg
