"""The figures: drawn for any study, nothing clipped, the same bytes twice, the CSV what was drawn."""

import io

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.text import Text

from analysis import canvas, figures
from analysis.schema import InputError
from analysis.study import Study

NAMES = sorted(figures.FIGURES)
PLAIN = "It rained in the valley. The river rose."
QUARREL = "The mayor said the dam was safe. “It may fail,” an engineer warned, claiming that the mayor lied."


@pytest.fixture(scope="module")
def drawings(study):
    return {name: figures.draw(study, name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_clipped(drawings, name):
    figure = drawings[name].figure
    figure.draw_without_rendering()
    drawn = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())  # inches; what lies out of view is not drawn
    assert drawn.x0 >= -0.01
    assert drawn.y0 >= -0.01
    assert drawn.x1 <= figure.get_figwidth() + 0.01
    assert drawn.y1 <= figure.get_figheight() + 0.01


@pytest.mark.parametrize("name", NAMES)
def test_no_label_lies_on_another(drawings, name):
    figure = drawings[name].figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw_without_rendering()
    texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent(renderer).padded(-1.5)) for text in texts]
    overlaps = [(a, b) for i, (a, box) in enumerate(boxes) for b, other in boxes[i + 1 :] if box.overlaps(other)]
    assert overlaps == []


@pytest.mark.parametrize("name", NAMES)
def test_width_is_that_of_a_journal(drawings, name):
    assert drawings[name].figure.get_figwidth() in canvas.WIDTHS.values()
    assert drawings[name].figure.get_figheight() < 9


def test_files_are_the_same_on_a_second_run_and_hold_what_was_drawn(study, tmp_path):
    for folder in ("one", "two"):
        drawing = canvas.save(study, "ribbon", tmp_path / folder)
    written = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert written == ["ribbon.csv", "ribbon.pdf", "ribbon.png", "ribbon.svg"]
    for name in written:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "one" / "ribbon.csv"), drawing.data, check_dtype=False)


def test_fonts_are_embedded_and_no_date_is_written(drawings):
    pdf, svg = drawings["voices"].bytes("pdf"), drawings["voices"].bytes("svg")
    assert b"/FontFile2" in pdf
    assert b"CreationDate" not in pdf
    assert b"<text" not in svg  # letters are outlines: no font to miss
    assert b"dc:date" not in svg


def test_the_ribbon_draws_every_word_once(study, drawings):
    data = drawings["ribbon"].data
    bands = data[~data["what"].isin(["hedge", "quotation"])]
    lengths = (bands["end_word"] - bands["start_word"]).groupby(bands["article"]).sum()
    assert lengths.to_dict() == study.articles.set_index("label")["n_words"].to_dict()


def test_the_ledger_names_each_expression_with_its_count(drawings):
    ledger = drawings["naming"].data.set_index("actor")
    assert "Islamabad" in ledger.loc["Pakistan", "Hamza"]
    assert "militant propaganda" in ledger.loc["extremist content", "Hamza"]
    assert "militant" not in ledger.loc["extremist content", "Agencies"]


def test_direction_is_written_on_the_axis(drawings):
    assert (
        drawings["contrasts"].figure.axes[0].get_xlabel()
        == "log2 ratio of rates: more in Hamza  ←   → more in Agencies"
    )


@pytest.mark.parametrize("name", NAMES)
def test_caption_says_what_it_is_of(drawings, name):
    caption = drawings[name].caption
    assert "{" not in caption
    assert "Hamza" in caption
    assert "Agencies" in caption


def test_colours_differ_in_grey():
    """The four stances stay apart without colour: by lightness, or by a hatch."""
    kinds = {(round(float(np.dot(to_rgb(c), (0.3, 0.59, 0.11))), 1), hatch) for c, hatch in canvas.ENGAGEMENT.values()}
    assert len(kinds) == len(canvas.ENGAGEMENT)


@pytest.mark.parametrize(
    "texts",
    [{"a": PLAIN}, {"a": PLAIN, "b": ""}, {"a": QUARREL, "b": PLAIN}, {"a": QUARREL, "b": PLAIN, "c": QUARREL}],
    ids=["one article", "an empty one", "nothing shared", "three"],
)
def test_every_figure_is_drawn_for_any_study(texts):
    study = Study.from_texts(texts)
    for name in NAMES:
        drawing = figures.draw(study, name)
        assert drawing.bytes("png", 50).startswith(b"\x89PNG")


def test_unknown_figure():
    with pytest.raises(InputError, match="figure 'pie': unknown; expected one of"):
        figures.draw(None, "pie")


def test_a_notebook_gets_the_picture_and_its_caption(drawings):
    bundle, metadata = drawings["voices"]._repr_mimebundle_()
    assert bundle["text/plain"] == drawings["voices"].caption == repr(drawings["voices"])
    picture = bundle["image/png"]
    assert io.BytesIO(picture).read(4) == b"\x89PNG"
    assert metadata["image/png"]["width"] < 800


def test_money_is_not_mathematics():
    told = "The mayor said that the dam cost $5 million to $10 million. An engineer said that $5 million was low."
    study = Study.from_texts({"a": told, "b": told})
    texts = [text for text in figures.draw(study, "alignment").figure.findobj(Text) if "$" in text.get_text()]
    assert texts
    assert not any(text.get_parse_math() for text in texts)
