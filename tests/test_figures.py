"""The figures: drawn for any study, at both widths, nothing clipped or overlapping, fonts in the files."""

import io
import math
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.colors import to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from analysis import figures
from analysis.drawing import canvas, pairs
from analysis.drawing.layout import height, inches, wrap
from analysis.schema import InputError
from analysis.study import Study

NAMES = sorted(figures.FIGURES)
QUICK = [name for name in NAMES if name != "specifications"]  # which counts everything many times over
PLAIN = "It rained in the valley. The river rose."
QUARREL = (
    "The mayor said the dam was safe. “It may fail,” an engineer warned, claiming that the mayor lied. "
    "Officials noted that 40 farms lay below the dam. The farms were flooded in spring."
)
RETOLD = (
    "The dam was safe. An engineer claimed that the mayor lied. “It may fail,” she added. "
    "Officials alleged that 40 farms lay below the dam, and critics said that somebody had flooded the farms in spring."
)
LONG = (
    "The Very Long-Named Daily Courier and Intelligencer of the Upper Valley (online edition, updated)",
    "Donaudampfschifffahrtsgesellschaftskapitaenszeitung",
    "c_d & 50% $x^2$ #1",
)
CASES = {
    "one article": ({"a": QUARREL}, ["page"]),
    "no attribution, one empty": ({"a": PLAIN, "b": ""}, ["page"]),
    "three with long names": (dict(zip(LONG, (QUARREL, RETOLD, PLAIN), strict=True)), ["column", "page"]),
}


@pytest.fixture(scope="module")
def tables(study):
    """What each figure draws, of the two real articles."""
    return {name: recipe.data(study) for name, recipe in figures.FIGURES.items()}


@pytest.fixture(scope="module")
def drawings(study, tables):
    """Each figure at each width."""
    return {
        (name, width): canvas.render(study, recipe, tables[name], width)
        for name, recipe in figures.FIGURES.items()
        for width in canvas.WIDTHS
    }


def texts(figure):
    """The texts that are drawn: tick labels beyond the end of an axis are not."""
    stale = set()
    for axis in (axis for axes in figure.axes for axis in (axes.xaxis, axes.yaxis)):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                stale |= {id(tick.label1), id(tick.label2)}
    found = (text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip())
    return [text for text in found if id(text) not in stale]


def faults(figure):
    """What lies outside of the figure, and which texts lie on one another."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    drawn, (width, tall) = figure.get_tightbbox(renderer), figure.get_size_inches()  # inches
    outside = min(drawn.x0, drawn.y0) < -0.01 or drawn.x1 > width + 0.01 or drawn.y1 > tall + 0.01
    boxes = [(text.get_text(), text.get_window_extent(renderer).padded(-1.5)) for text in texts(figure)]
    pairs = [(a, b) for i, (a, box) in enumerate(boxes) for b, other in boxes[i + 1 :] if box.overlaps(other)]
    return ([f"clipped: {drawn.bounds}"] if outside else []) + pairs


@pytest.mark.parametrize("width", canvas.WIDTHS)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_clipped_and_no_label_lies_on_another(drawings, name, width):
    figure = drawings[name, width].figure
    assert faults(figure) == []
    assert figure.get_figwidth() == canvas.WIDTHS[width]
    assert figure.get_figheight() < 9  # inches: a page


@pytest.mark.parametrize("case", CASES)
def test_every_figure_is_drawn_for_any_study(case):
    given, widths = CASES[case]
    study = Study.from_texts(given)
    for name in QUICK:
        recipe = figures.FIGURES[name]
        table = recipe.data(study)
        for width in widths:
            drawing = canvas.render(study, recipe, table, width)
            assert (name, width, faults(drawing.figure)) == (name, width, [])


def test_of_many_articles_as_many_are_drawn_as_can_be_told_apart():
    study = Study.from_texts({f"Paper {number}": (QUARREL, PLAIN)[number % 2] for number in range(8)})
    for name in ("ribbon", "voices", "engagement", "naming"):
        drawing = figures.draw(study, name)
        assert faults(drawing.figure) == []
        written = " ".join(text.get_text() for text in texts(drawing.figure))
        assert "the first 6 of 8 articles" in written
        assert "Paper 5" in written
        assert "Paper 6" not in written


def test_faults_are_found():
    """The check itself can fail."""
    figure = canvas.Figure(figsize=(1, 1))
    figure.text(0.5, 0.5, "one")
    figure.text(0.52, 0.5, "other, and far too long for this")
    assert len(faults(figure)) == 2


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


def test_numbers_drawn_are_those_of_the_table(tables, drawings):
    """The marks of two figures stand where the table says."""
    for name, column in (("voices", "share"), ("hedging", "rate")):
        lines = drawings[name, "column"].figure.axes[0].lines
        marks = sorted(line.get_xdata()[0] for line in lines if line.get_marker() not in ("None", None, ""))
        assert marks == pytest.approx(sorted(tables[name][column]))
    ratios = tables["contrasts"]["log2_ratio"].dropna().astype(float).clip(-4, 4)
    lines = drawings["contrasts", "page"].figure.axes[0].lines
    marks = [line.get_xdata()[0] for line in lines if line.get_marker() in canvas.MARKERS]
    assert sorted(marks) == pytest.approx(sorted(ratios))


def test_the_ribbon_draws_every_word_once(study, tables):
    data = tables["ribbon"]
    bands = data[~data["what"].isin(["hedge", "quotation"])]
    lengths = (bands["end_word"] - bands["start_word"]).groupby(bands["article"]).sum()
    assert lengths.to_dict() == study.articles.set_index("label")["n_words"].to_dict()


def test_the_ledger_names_each_expression_with_its_count(tables):
    ledger = tables["naming"].set_index("actor")
    assert "Islamabad" in ledger.loc["Pakistan", "Hamza"]
    assert "militant propaganda" in ledger.loc["extremist content", "Hamza"]
    assert "militant" not in ledger.loc["extremist content", "Agencies"]


def test_direction_is_written_on_the_axis(drawings):
    for name in ("contrasts", "adjusted"):
        for width in canvas.WIDTHS:
            label = drawings[name, width].figure.axes[0].get_xlabel()
            assert re.fullmatch(r"← more in Hamza\s+more in Agencies →", label)


def test_three_articles_are_each_set_against_the_rest():
    study = Study.from_texts({"x": QUARREL, "y": PLAIN, "z": PLAIN})
    forest = figures.draw(study, "contrasts")
    assert [axes.get_xlabel() for axes in forest.figure.axes] == [
        f"← more in {name}     more in the rest →" for name in "xyz"
    ]
    assert "the first 2 of 3 articles" in [text.get_text() for text in texts(figures.draw(study, "shift").figure)]


def test_shifts_of_attribution_by_hand():
    """Endorsed here and at a distance there; said in both; attributed here, told as a fact there."""
    study = Study.from_texts({"x": QUARREL, "y": RETOLD})
    counts = pairs.shift_counts(study).set_index(["stance_a", "stance_b"])["n"]
    assert counts["acknowledge", "own words"] == 1  # the dam was safe
    assert counts["endorse", "distance"] == 1  # the farms below the dam
    assert counts.sum() == (study.alignments["status"] == "both").sum()
    shifts = pairs.shifts(study).set_index(["stance_a", "stance_b"])
    assert shifts.loc[("endorse", "distance"), ["steps", "cue_a", "cue_b"]].tolist() == [2, "noted", "alleged"]
    assert shifts.loc[("acknowledge", "own words"), "steps"] == -1 - 1


def test_a_long_article_still_fits_a_page():
    told = " ".join(f"The mayor said that {number} farms lay below dam number {number}." for number in range(3, 90))
    study = Study.from_texts({"x": told, "y": told})
    table = pairs.alignment_map(study)
    assert max(table["row_a"].max(), table["row_b"].max()) < pairs.LINES
    told_of = sum(int(found[1]) for text in table["text_a"].dropna() if (found := re.search(r"… (\d+) more", text)))
    assert told_of + table["row_a"].nunique() - table["text_a"].str.startswith("…").sum() == len(study.claims) / 2


@pytest.mark.parametrize("name", NAMES)
def test_caption_says_what_it_is_of(drawings, name):
    caption = drawings[name, "page"].caption
    assert "{" not in caption
    assert "Hamza" in caption
    assert "Agencies" in caption


# Machado, Oliveira & Fernandes (2009): what a person sees who lacks the one or the other kind of cone; linear RGB.
SEEN_BY = {
    "protanope": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranope": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
APART = 18  # CIE76: far above what is just seen (2.3), so that small marks are told apart


def lab(linear):
    """CIE L*a*b* (D65) of linear RGB."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    bent = np.cbrt(np.clip(xyz / [0.9505, 1.0, 1.089], 0.008856, None))
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def seen(colour, by):
    srgb = np.array(to_rgb(colour))
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return lab(np.clip(np.array(SEEN_BY[by]) @ linear, 0, 1))


def look(handle):
    """How an entry of a legend is drawn: its colour, and everything else that tells it from another."""
    if isinstance(handle, Line2D):
        filled = handle.get_markerfacecolor() == handle.get_markeredgecolor()
        marker = handle.get_marker()
        line = handle.get_linestyle() if handle.get_linestyle() != "None" else ""
        colour = handle.get_markeredgecolor() if marker not in ("None", "") else handle.get_color()
        return to_rgb(colour), ("line", marker, line, filled, round(handle.get_linewidth(), 1) if line else 0)
    open_patch = to_rgb(handle.get_facecolor()) == (1, 1, 1)
    return to_rgb(handle.get_facecolor()), ("patch", handle.get_hatch() or "", open_patch)


def alike(one, other):
    """Who cannot tell two entries apart: the same in all but colour, and the colours too close for them."""
    (colour, cue), (second, second_cue) = look(one), look(other)
    if cue != second_cue:
        return []
    return [by for by in SEEN_BY if math.dist(seen(colour, by), seen(second, by)) < APART]


@pytest.mark.parametrize("name", NAMES)
def test_no_two_entries_of_a_legend_differ_by_a_colour_that_some_do_not_see(drawings, name):
    for legend in drawings[name, "page"].figure.legends:
        handles = [h for h in legend.legend_handles if isinstance(h, Line2D | Patch | Collection)]
        assert len(handles) == len(legend.get_texts())
        pairs = [(a, b) for i, a in enumerate(handles) for b in handles[i + 1 :]]
        assert [(a.get_label(), b.get_label(), alike(a, b)) for a, b in pairs if alike(a, b)] == []


def test_colours_alone_that_some_do_not_see_are_found():
    red, green = (Patch(fc=colour) for colour in ("#D55E00", "#7F9300"))
    assert "protanope" in alike(red, green) or "deuteranope" in alike(red, green)
    assert alike(red, Patch(fc="#7F9300", hatch="///")) == []
    assert math.dist(seen("#FFFFFF", "grey"), [100, 0, 0]) < 0.1


def test_the_marks_of_articles_and_stances_have_a_second_cue():
    assert len(set(canvas.MARKERS)) == len(set(canvas.HATCHES)) == len(canvas.COLOURS) == canvas.MOST
    stances = [Patch(fc=colour, hatch=hatch) for colour, hatch in canvas.ENGAGEMENT.values()]
    assert [alike(a, b) for i, a in enumerate(stances) for b in stances[i + 1 :] if alike(a, b)] == []


def test_texts_are_wrapped_by_their_width():
    assert inches("WWW", 8) > 2 * inches("iii", 8)
    assert inches("mayor", 16) == pytest.approx(2 * inches("mayor", 8))
    for width in (0.3, 1.0, 2.0):
        lines = wrap(LONG[0] + " " + LONG[1], width).split("\n")
        assert max(map(inches, lines)) <= width
        assert "".join(lines).replace(" ", "") == (LONG[0] + LONG[1]).replace(" ", "")
    assert wrap("one two three", 0.4, lines=1) == "one …"
    assert wrap("", 1.0) == ""
    assert height("one\ntwo", 10) == pytest.approx(24 / 72)


def test_unknown_figure_and_width():
    with pytest.raises(InputError, match="figure 'pie': unknown; expected one of"):
        figures.draw(None, "pie")
    with pytest.raises(InputError, match="width 'poster': unknown; expected one of column, page"):
        figures.draw(None, "ribbon", "poster")


def test_a_notebook_gets_the_picture_and_its_caption(drawings):
    drawing = drawings["voices", "column"]
    bundle, metadata = drawing._repr_mimebundle_()
    assert bundle["text/plain"] == drawing.caption == repr(drawing)
    assert io.BytesIO(bundle["image/png"]).read(4) == b"\x89PNG"
    assert metadata["image/png"]["width"] < 800


def test_money_is_not_mathematics():
    told = "The mayor said that the dam cost $5 million to $10 million. An engineer said that $5 million was low."
    study = Study.from_texts({"a": told, "b": told})
    money = [text for text in figures.draw(study, "alignment").figure.findobj(Text) if "$" in text.get_text()]
    assert money
    assert not any(text.get_parse_math() for text in money)


def test_one_source_may_speak_in_two_events():
    texts = ["Ann Roe said that it rained.", "Ann Roe said that it snowed."]
    frame = pd.DataFrame({"text": texts, "event": ["rain", "snow"], "label": ["a", "b"]})
    kinds = figures.FIGURES["source_kinds"].data(Study.from_frame(frame))
    assert kinds.loc[kinds["n"] > 0, ["source kind", "article"]].to_numpy().tolist() == [["named", "a"], ["named", "b"]]
