"""A run: what it writes, the same bytes each time, and what it leaves alone."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from helpers import files, write_event

from analysis import schema
from analysis.drawing import canvas

EVENT = Path(__file__).parent.parent / "data" / "articles" / "pakistan-platforms"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of one run on the real event."""
    from analysis.run import run

    folder = tmp_path_factory.mktemp("run") / "out"
    run(EVENT, folder)
    return folder


def test_run_writes_every_table_with_its_columns(made):
    assert {path.name for path in (made / "tables").iterdir()} == {f"{name}.csv" for name in schema.TABLES}
    for name in schema.TABLES:
        written = pd.read_csv(made / "tables" / f"{name}.csv", keep_default_na=False, na_values=[""])
        assert written.columns.tolist() == schema.columns(name)
        assert len(schema.frame(name, written)) > 0 or name in ("refused", "copies", "additions")


def test_run_writes_tables_that_read_back_as_they_were(made, study):
    for name in ("articles", "attributions", "contrasts"):
        written = pd.read_csv(made / "tables" / f"{name}.csv", keep_default_na=False, na_values=[""])
        pd.testing.assert_frame_equal(schema.frame(name, written), study.table(name))
    assert b"\r" not in (made / "tables" / "hedges.csv").read_bytes()


def test_run_records_inputs_versions_and_outputs(made):
    record = json.loads((made / "run.json").read_text("utf-8"))
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files(made).items()}
    assert record["outputs"] == {name: digest for name, digest in sorted(digests.items()) if name != "run.json"}
    assert record["inputs"] == {name: hashlib.sha256(content).hexdigest() for name, content in files(EVENT).items()}
    assert record["event"] == "pakistan-platforms"
    assert "reader.html" in record["outputs"]
    assert record["packages"]["pandas"] == pd.__version__
    assert record["packages"]["language model"].startswith("en_core_web_sm")
    assert set(record["contrasts"]) == {"seed", "draws", "family"}
    assert {f"figures/{name}.{kind}" for name in record["figures"] for kind in ("pdf", "svg", "png", "csv")} <= set(
        digests
    )


def test_a_second_run_gives_the_same_bytes_in_the_place_of_the_first(made):
    before = files(made)
    (made / "tables" / "hedges.csv").unlink()
    command = [sys.executable, "-m", "analysis", "run", EVENT, "--out", made]
    # In another order of sets: none must show.
    done = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": "1"}, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert files(made) == before
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_run_leaves_alone_what_no_run_has_made(tmp_path, cli):
    (tmp_path / "thesis.docx").write_text("years of work")
    code, _, errors = cli("run", EVENT, "--out", tmp_path)
    assert (code, len(errors)) == (2, 1)
    assert "'thesis.docx', which no run has made" in errors[0]
    assert files(tmp_path) == {"thesis.docx": b"years of work"}


def test_run_leaves_alone_hidden_files(tmp_path, cli):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main")
    assert "'.git/HEAD', which no run has made" in cli("run", EVENT, "--out", tmp_path)[2][0]
    assert files(tmp_path) == {".git/HEAD": b"ref: refs/heads/main"}


def test_run_writes_nothing_among_the_articles(tmp_path, cli):
    folder = write_event(tmp_path)
    before = files(folder)
    assert "expected a folder outside" in cli("run", folder, "--out", folder / "out")[2][0]
    assert files(folder) == before


def test_run_leaves_alone_a_file_added_to_a_run(tmp_path, cli):
    (tmp_path / "run.json").write_text('{"outputs": {"tables/hedges.csv": "…"}}')
    (tmp_path / "notes.txt").touch()
    assert "'notes.txt', which no run has made" in cli("run", EVENT, "--out", tmp_path)[2][0]
    assert cli("run", EVENT, "--out", tmp_path / "notes.txt")[0] == 2


TABLE = "file,label,outlet,author,published,url\none.txt,One,,,,\ntwo.txt,Two,,,,\n"
WRONG_LISTS = [
    (TABLE.replace("file", "name"), ["articles.csv, line 1", "['file']", "expected"]),
    (TABLE.replace("author", "autor"), ["articles.csv, line 1", "['autor']", "expected"]),
    (TABLE.replace("author", "label"), ["articles.csv, line 1", "['label']", "expected"]),
    (b"\n", ["articles.csv: empty", "expected"]),
]


@pytest.mark.parametrize(("listed", "named"), WRONG_LISTS)
def test_a_wrong_list_is_one_message_and_nothing_is_written(tmp_path, cli, listed, named):
    (tmp_path / "event").mkdir()
    code, printed, errors = cli(
        "run", write_event(tmp_path / "event", **{"articles.csv": listed}), "--out", tmp_path / "out"
    )
    assert (code, printed, len(errors)) == (2, [], 1), errors
    assert [part for part in named if part not in errors[0]] == []
    assert [path.name for path in tmp_path.iterdir()] == ["event"]


def test_a_run_finishes_the_good_articles_and_lists_the_bad(tmp_path, cli, monkeypatch):
    monkeypatch.setattr(canvas.Drawing, "bytes", lambda *_: b"")  # drawn, but not printed: `made` is
    (tmp_path / "event").mkdir()
    spanish = "El río se desbordó el lunes. La alcaldesa dijo que la ciudad estaba a salvo."
    folder = write_event(tmp_path / "event", **{"leer.txt": b"", "rio.txt": spanish})
    code, printed, errors = cli("run", folder, "--out", tmp_path / "out")
    assert (code, printed) == (1, [])
    assert [line.split(": ", 1)[1] for line in errors] == [
        "one and two: 93% of the words of one stand in the other too; one voice, not two",
        "leer.txt: empty (0 bytes); expected text",
        "rio.txt: language 'es'; expected English, the language that the detectors are made for",
        f"2 article(s) refused, all others are in {tmp_path / 'out'}",
    ]
    record = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert [row["file"] for row in record["refused"]] == ["leer.txt", "rio.txt"]
    assert len(record["copies"]) == 1
    tables = {name: pd.read_csv(tmp_path / "out" / "tables" / f"{name}.csv") for name in ("articles", "refused")}
    assert tables["articles"]["article_id"].tolist() == ["one", "two"]
    assert tables["refused"]["file"].tolist() == ["leer.txt", "rio.txt"]


def test_a_missing_or_empty_folder_is_one_message(tmp_path, cli):
    (tmp_path / "empty").mkdir()
    for folder in ("nowhere", "empty"):
        code, _, errors = cli("run", tmp_path / folder, "--out", tmp_path / "out")
        assert (code, len(errors)) == (2, 1), errors
        assert folder in errors[0]
        assert not (tmp_path / "out").exists()


def test_a_run_that_breaks_leaves_the_old_one_in_place(tmp_path, monkeypatch):
    from analysis.run import run

    (tmp_path / "run.json").write_text('{"outputs": {}}')
    monkeypatch.setattr(canvas, "save_all", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(EVENT, tmp_path)
    assert files(tmp_path) == {"run.json": b'{"outputs": {}}'}
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}.*"))
