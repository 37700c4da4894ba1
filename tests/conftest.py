"""Fixtures of several tests: the real event and what is drawn of it, the gold corpora where they are, a browser."""

import gc
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a busy one is slow, and not wrong
settings.load_profile("any machine")

ROOT = Path(__file__).parent.parent
EVENT = ROOT / "data" / "articles" / "pakistan-platforms"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def pytest_collection_finish():
    """What is imported and collected stays to the end: the garbage collector need not go through it each time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """Runs in tests keep what they found among the tests' own files."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def study():
    """The two real articles."""
    from analysis.study import Study

    return Study.read(EVENT)


@pytest.fixture(scope="session")
def make_study():
    """A study of one text, named ``x``."""
    from analysis.study import Study

    return lambda text: Study.from_texts({"x": text})


@pytest.fixture(scope="session")
def gold():
    """The folder of gold corpora (``GOLD``, or beside the repository): third-party text, never part of it."""
    folder = Path(os.environ.get("GOLD", ROOT.parent / "shared" / "gold"))
    if not folder.is_dir():
        pytest.skip(f"no gold corpora at {folder}: set GOLD to their folder to run the tests that score against them")
    return folder


@pytest.fixture
def cli(monkeypatch, capsys):
    """Run the command line in this process: exit code, lines of stdout, lines of stderr."""

    from analysis import __main__ as command_line

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["analysis", *map(str, arguments)])
        code = command_line.main()
        printed = capsys.readouterr()
        return code, printed.out.splitlines(), printed.err.splitlines()

    return run


@pytest.fixture
def event(tmp_path):
    """Write files into the folder of an event: the folder."""

    def write(**files):
        (tmp_path / "flood").mkdir(exist_ok=True)
        for name, content in files.items():
            (tmp_path / "flood" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "flood"

    return write


@pytest.fixture
def make_dataset(tmp_path, monkeypatch):
    """Make a dataset of lines, as often as asked: the summary."""
    from helpers import QUICK, one_process, write_lines

    from analysis.corpus import run as corpus

    monkeypatch.chdir(tmp_path)

    def run(rows=None, settings=QUICK, engine=one_process, name="in.jsonl"):
        if rows is not None:
            write_lines(tmp_path / name, rows)
        return corpus.run([name], tmp_path / "out", settings, engine)

    return run


@pytest.fixture(scope="session")
def figure_tables(study):
    """What each figure draws, of the two real articles."""
    from analysis import figures

    return {name: recipe.data(study) for name, recipe in figures.FIGURES.items()}


@pytest.fixture(scope="session")
def drawings(study, figure_tables):
    """Each figure at each width."""
    from analysis import figures
    from analysis.drawing import canvas

    return {
        (name, width): canvas.render(study, recipe, figure_tables[name], width)
        for name, recipe in figures.FIGURES.items()
        for width in canvas.WIDTHS
    }


@pytest.fixture(scope="session")
def page(study):
    """The reader's page of the two real articles."""
    import analysis

    return str(analysis.reader(study))


@pytest.fixture(scope="module")
def browser():
    """Chromium, driven by playwright."""
    if CHROMIUM is None:
        pytest.skip("no Chromium: install chromium to test the reader in a browser")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
