"""The environment is the same for all: locked, by hash, from no particular place; no file names a machine."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+?)( ; [^\\]+)?$")
HASH = re.compile(r"^--hash=sha256:[0-9a-f]{64}$")
# A registry's or a mirror's host, an address with a port, and folders of a machine.
HOST = re.compile(
    r"https?://|\bpypi\.org|pythonhosted|anaconda\.(?:org|com)|\b\d{1,3}(?:\.\d{1,3}){3}:\d+|--index|--find-links"
)
FOLDER = re.compile(r"(?<![\w.~/:<])/(?:home|root|tmp|work|mnt|Users|private/var)(?:/\w|\b(?=[\"'`\s)]))")
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".yml",
    ".cff",
    ".cfg",
    ".csv",
    ".ipynb",
    ".json",
    ".svg",
    ".mplstyle",
    "",
}


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: cannot tell which files are tracked")
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and path.suffix in TEXT]


def requirements(lock):
    """Each requirement of a lock file with the lines that go on after a backslash."""
    lines = lock.read_text(encoding="utf-8").replace(" \\\n    ", " @@ ").splitlines()
    return [line for line in lines if not line.strip().startswith("#")]


def names(lock):
    return {REQUIREMENT.match(line.split(" @@ ")[0])[1] for line in requirements(lock)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_requirement_is_pinned_and_has_its_hashes(lock):
    for line in requirements(lock):
        requirement, *hashes = line.split(" @@ ")
        assert REQUIREMENT.match(requirement), requirement
        assert hashes, f"{requirement}: no hash"
        assert [piece for piece in hashes if not HASH.match(piece)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host_and_no_folder(lock):
    text = lock.read_text(encoding="utf-8")
    assert HOST.findall(text) == []
    assert [line for line in requirements(lock) if "/" in line] == []


def test_what_is_asked_for_is_locked():
    for lock in LOCKS:
        asked = lock.with_suffix(".in").read_text(encoding="utf-8").splitlines()
        found = {re.split(r"[\[~=<>! #;]", line)[0].lower() for line in asked if line and not line.startswith("#")}
        assert found - names(lock) == set()


def test_what_the_package_needs_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {re.split(r"[\[~=<>! ;]", line)[0].lower() for line in project["dependencies"]}
    assert needed - names(ROOT / "requirements" / "environment.txt") == set()


def test_conda_installs_the_same_locked_file():
    recipe = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    assert recipe["channels"] == ["conda-forge", "nodefaults"]
    assert recipe["dependencies"] == ["python=3.11", "pip", {"pip": ["-r requirements/environment.txt"]}]


def test_the_citation_has_what_the_format_asks_for_and_agrees_with_the_package():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert citation["cff-version"] == "1.2.0"
    assert citation["message"]
    assert citation["title"]
    assert citation["authors"] == [{"name": "comparative media analysis contributors"}]
    assert citation["type"] == "software"
    assert (citation["version"], citation["license"]) == (project["version"], project["license"])
    assert f"## {project['version']}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_licence_is_whole():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) 2026 comparative media analysis contributors\n")
    assert "WITHOUT WARRANTY OF ANY KIND" in text


def test_no_tracked_file_names_a_folder_of_a_machine():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        for match in FOLDER.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_tracked_file_is_something_that_is_made():
    made = re.compile(r"(^|/)(build|__pycache__|\.ipynb_checkpoints|\.venv|\.tools)/|\.pyc$|\.part$")
    assert [str(path) for path in tracked() if made.search(path.relative_to(ROOT).as_posix())] == []


# Written with | for the slash, or this file would name them.
@pytest.mark.parametrize("bad", ["see |home|someone|x", '"|tmp|x"', "(|work|main", "C at |Users|me", "cd |root\n"])
def test_the_look_for_folders_finds_them(bad):
    assert FOLDER.search(bad.replace("|", "/"))


@pytest.mark.parametrize("good", ["analysis|work|x", "https:||example.org|home|x", "social|work", "<|root>", "1|tmp"])
def test_the_look_for_folders_finds_nothing_else(good):
    assert not FOLDER.search(good.replace("|", "/"))
