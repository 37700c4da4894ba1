"""The law of the notebooks: one question, short cells, no logic, executed in order, each picture with its limits."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parent.parent / "notebooks"
QUESTIONS = [
    "start_here",
    "articles",
    "attribution",
    "hedging",
    "framing",
    "alignment",
    "contrasts",
    "sensitivity",
    "validation",
    "your_articles",
    "corpus",
]
EXPECTED = [f"{number:02d}_{name}" for number, name in enumerate(QUESTIONS)]
MOST_CELLS = 30
MOST_LINES = 8  # that are not blank
# What may hold digits in prose: code, links and pictures, years, numbers of notebooks, sections and lists, 95 %.
ALLOWED = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|\b(?:1[89]|20)\d\d[a-z]?\b|(?<![.\d])\b0\d(?:_\w+)?\b|^\s*\d+\.\s|^#+\s+\d+|\b95\s?%",
    re.DOTALL | re.MULTILINE,
)
LIMITS = re.compile(r"\b(?:cannot|can not|does not|do not|is not|are not|says nothing|no proof)\b")


def read(name):
    path = FOLDER / f"{name}.ipynb"
    if not path.is_file():
        pytest.fail(f"{path.relative_to(FOLDER.parent)} is missing")
    return nbformat.read(path, 4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def outputs(cell):
    return cell.get("outputs", [])


def pictures(cell):
    return [output for output in outputs(cell) if any(kind.startswith("image/") for kind in output.get("data", ()))]


def typed_numbers(prose):
    """Digits in prose that look like results."""
    return re.findall(r"\S*\d\S*", ALLOWED.sub(" ", prose))


def statements(cell):
    return list(ast.walk(ast.parse(cell.source)))


def test_the_expected_notebooks_and_no_others():
    assert sorted(path.stem for path in FOLDER.glob("*.ipynb")) == EXPECTED


@pytest.fixture(params=EXPECTED, scope="module")
def notebook(request):
    return read(request.param)


def test_it_opens_with_a_question(notebook):
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert "?" in first.source


def test_it_is_short(notebook):
    assert len(notebook.cells) <= MOST_CELLS
    assert [cell.source for cell in code(notebook) if len(lines(cell)) > MOST_LINES] == []


def test_it_holds_no_logic(notebook):
    barred = ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef
    assert [cell.source for cell in code(notebook) if any(isinstance(node, barred) for node in statements(cell))] == []


def test_no_cell_is_silenced_or_shows_a_bare_head(notebook):
    assert [cell.source for cell in code(notebook) if cell.source.rstrip().endswith(";")] == []
    assert [cell.source for cell in code(notebook) if ".head()" in cell.source] == []


def test_it_was_executed_in_order_from_a_fresh_kernel(notebook):
    cells = [cell for cell in code(notebook) if cell.source.strip()]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


def test_it_ran_without_errors_and_warnings(notebook):
    found = [output for cell in code(notebook) for output in outputs(cell)]
    assert [output for output in found if output.output_type == "error" or output.get("name") == "stderr"] == []


def test_it_has_a_table_and_a_picture(notebook):
    assert any("text/html" in output.get("data", ()) for cell in code(notebook) for output in outputs(cell))
    assert any(pictures(cell) for cell in code(notebook))


def test_each_picture_is_followed_by_what_it_cannot_show(notebook):
    for cell, after in zip(notebook.cells, [*notebook.cells[1:], None], strict=True):
        if pictures(cell):
            assert after is not None, "a picture at the end, without a word"
            assert after.cell_type == "markdown", cell.source
            assert LIMITS.search(after.source), f"say what the picture cannot show: {after.source}"


def test_no_result_is_typed_into_the_prose(notebook):
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert [number for text in prose for number in typed_numbers(text)] == []


def test_it_holds_nothing_of_one_machine(notebook):
    assert notebook.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert notebook.metadata.language_info == {"name": "python"}
    assert [cell.id for cell in notebook.cells] == [f"cell-{number:02d}" for number in range(len(notebook.cells))]


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("There are 14 sentences, 35 % of all.", ["14", "35"]),
        ("Entman (1993) and notebook 03 give a 95 % interval; see `p < 0.05` and [this](data/2).", []),
        ("1. First\n2. Then", []),
        ("p = 0.04", ["0.04"]),
    ],
)
def test_the_look_for_typed_numbers(prose, found):
    assert typed_numbers(prose) == found
