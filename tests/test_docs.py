"""What is said is so: every snippet runs, every link leads somewhere, everything that must be documented is."""

import re
import shlex
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import data_dictionary
import pytest

import analysis
from analysis import __main__ as command_line
from analysis import detectors, figures, measures, schema
from analysis.drawing import canvas
from analysis.text import layout

ROOT = Path(__file__).parent.parent
GUIDES = ["reproduce", "your_own_articles", "numbers", "coding", "evaluate", "cite", "formats"]
PAGES = ["README.md", "CONTRIBUTING.md", *(f"docs/{name}.md" for name in GUIDES)]
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
EXAMPLE = re.compile(r"^ +python -m analysis (.+)$", re.MULTILINE)
EXAMPLE_LINE = re.compile(r"^python -m analysis (.+)$", re.MULTILINE)
LONGEST_SNIPPET = 10  # lines of code
VERBS = [verb.__name__ for verb in command_line.VERBS]


def read(page):
    path = ROOT / page
    if not path.is_file() or not path.read_text(encoding="utf-8").strip():
        pytest.fail(f"{page} is missing or empty")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with a copy of the data, where snippets may write; what they register is forgotten afterwards."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    registries = (measures.REGISTRY, canvas.FIGURES, layout.RULES, detectors.DETECTORS, schema.TABLES)
    before = [(registry, dict(registry)) for registry in registries]
    yield tmp_path
    for registry, entries in before:
        registry.clear()
        registry.update(entries)


@pytest.fixture(scope="module")
def done():
    """The lines of shell snippets that have been run: what stands on two pages is run for the first."""
    return []


def run_verb(monkeypatch, capsys, *arguments):
    """What the command line prints, in this process; it must say that all is well."""
    monkeypatch.setattr(sys, "argv", ["analysis", *arguments])
    code = command_line.main()
    printed = capsys.readouterr()
    assert code == 0, f"{arguments}\n{printed.err}"
    return printed.out


def run_shell(line, monkeypatch, capsys, done):
    """Run a line of a shell snippet; what would set up or test all over again is only looked up.

    The first `run` prints its figures into files; the others, of any event as `test_figures`, only draw them.
    """
    program, *arguments = shlex.split(line, comments=True)
    if program == "make":
        targets = re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE)
        assert set(arguments) <= set(targets), f"no such target: {line}"
        return
    assert [program, *arguments[:2]] == ["python", "-m", "analysis"], f"a snippet runs make or a verb: {line}"
    with monkeypatch.context() as patch:
        if arguments[2] == "run" and done:
            patch.setattr(canvas.Drawing, "bytes", lambda *_: b"")
        run_verb(monkeypatch, capsys, *arguments[2:])
    done.append(line)


@pytest.mark.parametrize("page", PAGES)
def test_every_snippet_runs(page, checkout, monkeypatch, capsys, done):
    for language, name, body in FENCE.findall(read(page)):
        if language == "python":
            assert len([line for line in body.splitlines() if line.strip()]) <= LONGEST_SNIPPET, body
            exec(compile(body, page, "exec"), {"__name__": "snippet"})
        elif language == "sh":
            for line in filter(str.strip, body.splitlines()):
                if line not in done:
                    run_shell(line, monkeypatch, capsys, done)
        else:
            assert name.strip(), f"a block of {language} names the file that it shows"
            (checkout / name.strip()).write_text(body, encoding="utf-8")


def test_the_index_names_every_page():
    index = read("docs/README.md")
    names = [path.name for path in (ROOT / "docs").glob("*.md")]
    absent = [name for name in names if name != "README.md" and f"]({name})" not in index]
    assert absent == [], "give these a line in docs/README.md"


def test_the_guide_to_the_numbers_explains_every_column_that_contrast_prints():
    shown = re.search(r"shown = (\[.*?\])", read("analysis/commands/contrast.py"), re.DOTALL)[1]
    columns = re.findall(r'"(\w+)"', shown)
    assert len(columns) > 5
    assert [name for name in columns if f"`{name}`" not in read("docs/numbers.md")] == ["measure"]


@pytest.mark.parametrize("page", [*PAGES, "docs/README.md", "CHANGELOG.md", "data/README.md"])
def test_links_lead_somewhere(page):
    folder = (ROOT / page).parent
    assert [link for link in LINK.findall(read(page)) if not (folder / link).exists()] == []


def test_every_table_column_and_measure_is_explained():
    page = read("data/README.md")
    assert data_dictionary.page(page) == page, "run python tools/data_dictionary.py"
    for name in schema.TABLES:
        section = page.split(f"\n### {name}\n")[1].split("\n### ")[0]
        assert [column for column in schema.columns(name) if f"| {column} | " not in section] == []
    assert [name for name in measures.REGISTRY if f"| {name} | " not in page] == []


def test_every_figure_is_published_with_its_data_and_caption():
    captions = read("figures/captions.md")
    assert [name for name in figures.FIGURES if f"\n## {name}\n" not in captions] == []
    expected = {f"{name}.{kind}" for name in figures.FIGURES for kind in ("pdf", "svg", "png", "csv")}
    assert {path.name for path in (ROOT / "figures").iterdir()} - {"captions.md", "README.md"} == expected


def test_the_readme_names_every_notebook_and_every_verb():
    page = read("README.md")
    notebooks = [path.name for path in (ROOT / "notebooks").glob("*.ipynb")]
    assert [name for name in notebooks if f"notebooks/{name}" not in page] == []
    assert [verb for verb in VERBS if f"python -m analysis {verb}" not in page] == []
    assert VERBS


def test_every_public_name_says_what_it_is():
    public = {name: getattr(analysis, name) for name in analysis.__all__}
    assert [name for name, value in public.items() if not (value.__doc__ or "").strip()] == []


def test_a_name_that_is_not_public_is_an_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = analysis.nonsense


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_shows_examples_that_work(verb, checkout, monkeypatch, capsys):
    run = partial(run_verb, monkeypatch, capsys)
    examples = EXAMPLE.findall(run(verb, "--help"))
    assert any(example.startswith(f"{verb} ") for example in examples), "the help shows no example"
    on_pages = EXAMPLE_LINE.findall("\n".join(map(read, PAGES)))  # are run there
    for example in examples:
        if example not in on_pages:
            run(*shlex.split(example))


def test_the_exit_codes_are_in_the_help():
    done = subprocess.run([sys.executable, "-m", "analysis", "--help"], capture_output=True, text=True, check=True)
    assert "exit codes: 0" in " ".join(done.stdout.split()).lower()
