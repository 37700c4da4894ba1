"""The figures: drawn for any study, at both widths, nothing clipped or overlapping, fonts in the files."""

import io
import re

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from analysis import figures
from analysis.drawing import canvas, data, pairs
from analysis.drawing.layout import height, inches, wrap
from analysis.schema import InputError
from analysis.study import Study

NAMES = sorted(figures.FIGURES)
QUICK = [name for name in NAMES if name != "specifications"]  # which counts everything many times over
PLAIN = "It rained in the valley. The river rose."
QUARREL = (
    "The mayor said the dam was safe. “It may fail,” an engineer warned, claiming that the mayor lied. "
    "Officials pointed out that 40 farms lay below the dam. The farms were flooded in spring."
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
    forest = pairs.forest(study).query("measure == 'attributed_words'")
    words = study.articles["n_words"].head(6)
    assert forest["exposure_a"].tolist() == words.tolist()
    assert (forest["exposure_a"] + forest["exposure_b"]).tolist() == [words.sum()] * 6  # the rest is the rest shown


def test_faults_are_found():
    """The check itself can fail."""
    figure = canvas.Figure(figsize=(1, 1))
    figure.text(0.5, 0.5, "one")
    figure.text(0.52, 0.5, "other, and far too long for this")
    assert len(faults(figure)) == 2


def test_numbers_drawn_are_those_of_the_table(figure_tables, drawings):
    """The marks of two figures stand where the table says."""
    for name, column in (("voices", "share"), ("hedging", "rate")):
        lines = drawings[name, "column"].figure.axes[0].lines
        marks = sorted(line.get_xdata()[0] for line in lines if line.get_marker() not in ("None", None, ""))
        assert marks == pytest.approx(sorted(figure_tables[name][column]))
    ratios = figure_tables["contrasts"]["log2_ratio"].dropna().astype(float).clip(-4, 4)
    lines = drawings["contrasts", "page"].figure.axes[0].lines
    marks = [line.get_xdata()[0] for line in lines if line.get_marker() in canvas.MARKERS]
    assert sorted(marks) == pytest.approx(sorted(ratios))


def test_the_ribbon_draws_every_word_once(study, figure_tables):
    data = figure_tables["ribbon"]
    bands = data[~data["what"].isin(["hedge", "quotation"])]
    lengths = (bands["end_word"] - bands["start_word"]).groupby(bands["article"]).sum()
    assert lengths.to_dict() == study.articles.set_index("label")["n_words"].to_dict()


def test_the_ledger_names_each_expression_with_its_count(figure_tables):
    ledger = figure_tables["naming"].set_index("actor")
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
    assert shifts.loc[("endorse", "distance"), ["steps", "cue_a", "cue_b"]].tolist() == [2, "pointed out", "alleged"]
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


def test_abbreviations_are_written_on_a_chart_as_in_the_text():
    study = Study.from_texts({"x": "U.S. officials said it was late. The F.B.I. said no. Ann Roe said yes."})
    names = {actor: name for (_, actor), name in data.actor_names(study).items()}
    assert (names["us-officials"], names["ann-roe"]) == ("U.S. officials", "Ann Roe")


def test_a_cue_that_stands_in_its_claim_is_not_written_twice(study):
    written = {" ".join(text.get_text().split()) for text in texts(figures.draw(study, "shift").figure)}
    assert any(text.startswith("criticized platforms") for text in written)
    assert any(text.startswith("[noted] X and Facebook") for text in written)
