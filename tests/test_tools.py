"""The tools: notebooks are executed and made plain, figures are published, the dictionary is written into the page."""

import re
from pathlib import Path

import data_dictionary
import nbformat
import publish_figures
import pytest
import run_notebooks

V4 = nbformat.v4


@pytest.fixture
def notebook(tmp_path):
    def write(*sources):
        cells = [V4.new_markdown_cell("# What?"), *map(V4.new_code_cell, sources)]
        path = tmp_path / "one.ipynb"
        nbformat.write(V4.new_notebook(cells=cells, metadata={"widgets": {}, "author": "x"}), path)
        return path

    return write


def test_a_notebook_is_executed_in_its_folder_and_made_plain(notebook):
    path = notebook("from pathlib import Path\nfor n in range(2):\n    print(n)", "", "Path.cwd().name")
    assert run_notebooks.run_notebook(path) is None
    done = nbformat.read(path, 4)
    assert [cell.id for cell in done.cells] == ["cell-00", "cell-01", "cell-02", "cell-03"]
    assert [cell.get("execution_count") for cell in done.cells] == [None, 1, None, 2]
    assert done.cells[1].outputs[0].text == "0\n1\n"
    assert done.cells[3].outputs[0].data["text/plain"] == repr(path.parent.name)
    assert done.metadata == run_notebooks.METADATA
    assert all(cell.metadata == {} for cell in done.cells)


def test_a_second_run_writes_nothing(notebook):
    path = notebook("1 + 1")
    run_notebooks.run_notebook(path)
    first = (path.read_bytes(), path.stat().st_mtime_ns)
    assert run_notebooks.run_notebook(path) is None
    assert (path.read_bytes(), path.stat().st_mtime_ns) == first


@pytest.mark.parametrize(
    ("source", "message"),
    [("1 / 0", "ZeroDivisionError: division by zero"), ("import warnings\nwarnings.warn('old')", "UserWarning: old")],
)
def test_a_cell_that_fails_or_warns_fails_the_notebook_which_stays_as_it_was(notebook, source, message):
    path = notebook(source)
    before = path.read_bytes()
    assert message in run_notebooks.run_notebook(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["one.ipynb"]


def test_others_are_written_when_one_fails(notebook, tmp_path, capsys):
    good = notebook("1 + 1")
    (tmp_path / "two.ipynb").write_text("{")
    assert run_notebooks.main([tmp_path / "two.ipynb", tmp_path / "three.ipynb", good]) == 1
    assert re.search(r"two\.ipynb: not a notebook.*three\.ipynb: no such file", capsys.readouterr().err, re.DOTALL)
    assert nbformat.read(good, 4).cells[1].outputs


def test_figures_that_changed_are_copied_and_stale_ones_removed(tmp_path):
    source, target = tmp_path / "from", tmp_path / "to"
    source.mkdir()
    target.mkdir()
    for name in ("voices.pdf", "voices.csv", "captions.md"):
        (source / name).write_text(name)
    for name, content in [("voices.pdf", "voices.pdf"), ("voices.csv", "old"), ("gone.png", ""), ("README.md", "mine")]:
        (target / name).write_text(content)
    kept = (target / "voices.pdf").stat().st_mtime_ns
    done = publish_figures.publish(source, target)
    assert [Path(line).name for line in done] == ["captions.md: written", "voices.csv: written", "gone.png: removed"]
    assert {path.name for path in target.iterdir()} == {"voices.pdf", "voices.csv", "captions.md", "README.md"}
    assert (target / "voices.pdf").stat().st_mtime_ns == kept
    assert publish_figures.publish(source, target) == []


def test_an_empty_folder_is_not_published(tmp_path):
    (tmp_path / "voices.png").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(SystemExit, match="no figures"):
        publish_figures.publish(tmp_path / "empty", tmp_path)
    assert (tmp_path / "voices.png").exists()


def test_the_dictionary_replaces_its_section_and_nothing_else():
    page = data_dictionary.page("# Data\n\nBefore.\n\n<!-- tables -->old<!-- /tables -->\n\nAfter.\n")
    assert page.startswith("# Data\n\nBefore.\n\n<!-- tables -->\n\n### articles\n")
    assert page.endswith("<!-- /tables -->\n\nAfter.\n")
    assert "old<!--" not in page
    assert data_dictionary.page(page) == page


def test_the_dictionary_is_added_where_there_is_none():
    page = data_dictionary.page("# Data\n")
    assert page.startswith("# Data\n\n## Tables\n\n<!-- tables -->\n\n### articles\n")
    assert "| kind | text |  | kind: `name`, `role`, `label`, `pronoun` |" in page
