"""What several tests share: the real event, studies made from a sentence, and the gold corpora where they are."""

import gc
import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EVENT = ROOT / "data" / "articles" / "pakistan-platforms"


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
