"""The command line: what it writes, in which order, and what it says and leaves behind when the input is wrong."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from analysis import extract as extraction
from analysis import schema, study
from analysis.drawing import canvas
from analysis.work import batches

EVENT = Path(__file__).parent.parent / "data" / "articles" / "pakistan-platforms"
STORY = "The mayor said that the bridge may be closed. “We need boats,” she warned."
BODY = "The river burst its banks on Monday. The mayor said that the town was safe."


@pytest.fixture
def extract(cli, tmp_path):
    """Extract from lines (objects, or raw bytes): exit code, results (None where no file came), lines of stderr."""

    def run(*lines, what=None):
        source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
        source.write_bytes(b"".join(line + b"\n" for line in raw))
        code, _, errors = cli("extract", source, "--out", out, *(["--what", what] if what else []))
        assert {path.name for path in tmp_path.iterdir()} <= {"in.jsonl", "out.jsonl"}
        results = [json.loads(line) for line in out.read_text("utf-8").split("\n")[:-1]] if out.exists() else None
        return code, results, errors

    return run


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of one run on the real event."""
    from analysis.run import run

    folder = tmp_path_factory.mktemp("run") / "out"
    run(EVENT, folder)
    return folder


# run


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
    folder = event(tmp_path)
    before = files(folder)
    assert "expected a folder outside" in cli("run", folder, "--out", folder / "out")[2][0]
    assert files(folder) == before


def test_run_leaves_alone_a_file_added_to_a_run(tmp_path, cli):
    (tmp_path / "run.json").write_text('{"outputs": {"tables/hedges.csv": "…"}}')
    (tmp_path / "notes.txt").touch()
    assert "'notes.txt', which no run has made" in cli("run", EVENT, "--out", tmp_path)[2][0]
    assert cli("run", EVENT, "--out", tmp_path / "notes.txt")[0] == 2


def event(folder, **articles):
    """A folder with two good articles, and those given."""
    good = {"one.txt": BODY, "two.txt": BODY.replace("Monday", "Sunday")}
    for name, content in (good | articles).items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


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
    code, printed, errors = cli("run", event(tmp_path / "event", **{"articles.csv": listed}), "--out", tmp_path / "out")
    assert (code, printed, len(errors)) == (2, [], 1), errors
    assert [part for part in named if part not in errors[0]] == []
    assert [path.name for path in tmp_path.iterdir()] == ["event"]


def test_a_run_finishes_the_good_articles_and_lists_the_bad(tmp_path, cli, monkeypatch):
    monkeypatch.setattr(canvas.Drawing, "bytes", lambda *_: b"")  # drawn, but not printed: `made` is
    (tmp_path / "event").mkdir()
    spanish = "El río se desbordó el lunes. La alcaldesa dijo que la ciudad estaba a salvo."
    folder = event(tmp_path / "event", **{"leer.txt": b"", "rio.txt": spanish})
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


# extract


def test_extract_gives_offsets_into_the_text(extract):
    code, (found,), errors = extract({"id": "x", "text": STORY})
    assert (code, errors) == (0, [])
    words = {
        role: [[STORY[start:end] for start, end in row[role]] for row in found["attributions"]]
        for role in ("source", "cue", "content")
    }
    assert words["source"] == [["The mayor"], ["she"]]
    assert words["cue"] == [["said"], ["warned"]]
    assert [(row["form"], row["engagement"]) for row in found["attributions"]][1][0] == "direct"
    fields = {"source", "cue", "content", "form", "engagement", "source_id", "confidence", "nested"}
    assert set(found["attributions"][0]) == fields
    hedges = {STORY[row["start"] : row["end"]]: (row["polarity"], row["voice"]) for row in found["hedges"]}
    assert hedges["may"] == ("hedge", "source")
    assert set(found["hedges"][0]) == {"start", "end", "kind", "polarity", "voice"}


def test_extract_keeps_order_types_of_ids_and_texts_apart(extract):
    texts = [("b", "He said it rained."), (1, ""), ("1", STORY), (0, "Rain."), ("ä ", "It may rain.")]
    code, found, _ = extract(*({"id": name, "text": text} for name, text in texts))
    assert code == 0
    assert [row["id"] for row in found] == ["b", 1, "1", 0, "ä "]
    assert found[1] == {"id": 1, "attributions": [], "hedges": []}
    assert [len(row["attributions"]) for row in found] == [1, 0, 2, 0, 0]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_batches_change_nothing(extract, monkeypatch, size):
    texts = [{"id": number, "text": f"Text {number}. {STORY}"} for number in range(4)]
    whole = extract(*texts)
    monkeypatch.setattr(batches, "BATCH_TEXTS", size)
    assert extract(*texts) == whole


def test_a_text_gives_the_same_alone_and_beside_others(extract):
    other = {"id": "other", "text": "Mayor Jane Smith resigned. She said so. Ali Khan, the mayor, claimed nothing."}
    _, (alone,), _ = extract({"id": "x", "text": STORY})
    _, found, _ = extract(other, {"id": "x", "text": STORY})
    assert found[1] == alone


def test_extract_runs_nothing_that_was_not_asked_for(extract, monkeypatch):
    barred = property(lambda _: pytest.fail("ran"))
    for name in ("attributions", "namings", "frames", "claims", "clauses", "alignments", "contrasts"):
        monkeypatch.setattr(study.Study, name, barred)
    code, (found,), _ = extract({"id": "x", "text": STORY}, what="hedges")
    assert (code, set(found)) == (0, {"id", "hedges"})


@pytest.mark.parametrize("name", ["namings", "clauses", "frames", "claims"])
def test_other_tables_are_given_row_by_row(extract, name):
    code, (found,), _ = extract({"id": "x", "text": STORY}, what=f"{name}, hedges")
    assert (code, list(found)) == (0, ["id", name, "hedges"])
    assert all(set(row) == set(schema.columns(name)) - {"article_id"} for row in found[name])
    assert found[name] or name == "frames"


BAD_LINES = [
    (b'{"id": "x", "text": ', "broken JSON at column"),
    (b"[1, 2]", "list [1, 2]"),
    (b'"text"', "str 'text'"),
    (b'{"text": "It rained."}', 'no "id"'),
    (b'{"id": "x"}', 'no "text"'),
    (b'{"id": null, "text": "It rained."}', '"id" None'),
    (b'{"id": true, "text": "It rained."}', '"id" True'),
    (b'{"id": 1.5, "text": "It rained."}', '"id" 1.5'),
    (b'{"id": "x", "text": 7}', '"text" 7'),
    (b'{"id": "x", "text": null}', '"text" None'),
    (b'{"id": "x", "text": "caf\xe9"}', "byte 0xe9 at column 25; expected UTF-8"),
    (b'{"id": "good", "text": "Again."}', "\"id\" 'good' for the second time"),
    (b'{"id": "x", "text": "\\ud800"}', "half of a surrogate pair"),
    (b'{"id": ' + b"9" * 5000 + b', "text": "It rained."}', "JSON that cannot be read"),
    (b"[" * 100_000, "JSON that cannot be read"),
]


@pytest.mark.parametrize(("line", "found"), BAD_LINES, ids=[found for _, found in BAD_LINES])
def test_a_bad_line_is_left_out_and_named_at_the_end(extract, line, found):
    good = {"id": "good", "text": STORY}
    code, results, errors = extract(good, b"", line, {"id": "last", "text": STORY})
    assert (code, [row["id"] for row in results]) == (1, ["good", "last"])
    assert len(errors) == 2
    assert "in.jsonl, line 3: " in errors[0]
    assert found in errors[0]
    assert "; expected " in errors[0]
    assert "1 line(s) left out, all others are in" in errors[1]


def test_bad_lines_are_listed_in_order_and_cut_short(extract):
    code, results, errors = extract(b"{", {"id": 1, "text": ["x" * 5000]}, b"\xff")
    assert (code, results) == (1, [])
    assert [line.split(", ")[1].split(":")[0] for line in errors[:-1]] == ["line 1", "line 2", "line 3"]
    assert max(map(len, errors)) < 600


def test_a_text_that_breaks_a_detector_does_not_cost_the_others(extract, monkeypatch):
    found = study.Study.table

    def table(self, name):
        if self.articles["text"].str.contains("BREAK").any():
            raise KeyError("a detector's\nown mistake")
        return found(self, name)

    monkeypatch.setattr(study.Study, "table", table)
    texts = [{"id": f"n{number}", "text": "BREAK" if number == 3 else STORY} for number in range(6)]
    code, results, errors = extract(*texts)
    assert (code, [row["id"] for row in results]) == (1, ["n0", "n1", "n2", "n4", "n5"])
    assert "line 4: \"id\" 'n3': KeyError:" in errors[0]


def test_a_broken_lexicon_stops_at_once(extract, monkeypatch):
    def table(self, name):
        raise schema.InputError("cues.csv: broken")

    monkeypatch.setattr(study.Study, "table", table)
    assert extract({"id": 1, "text": STORY}, {"id": 2, "text": STORY}) == (2, None, ["error: cues.csv: broken"])


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(extract):
    line = json.dumps({"id": "x", "text": STORY}).encode()
    assert extract(b"\xef\xbb\xbf" + line + b"\r") == extract(line)


def test_a_text_keeps_its_line_ends_and_its_offsets(extract):
    text = "Flood\r\n\r\nThe mayor said\u2028it may rain. \U0001f30a “Help,” she said.\r\n"
    _, (found,), _ = extract({"id": "x", "text": text})
    assert "may" in [text[row["start"] : row["end"]] for row in found["hedges"]]
    assert [text[slice(*row["cue"][0])] for row in found["attributions"]] == ["said", "said"]


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_an_empty_file_is_an_error(tmp_path, cli, content):
    (tmp_path / "in.jsonl").write_bytes(content)
    code, _, errors = cli("extract", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert (code, len(errors)) == (2, 1)
    assert "in.jsonl: empty; expected lines of JSON" in errors[0]
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_what_is_missing_or_unknown_is_one_message(tmp_path, cli):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": 1, "text": "It rained."}\n')
    for arguments, named in [
        ((tmp_path / "none.jsonl", "--out", out), "none.jsonl: no such file; expected"),
        ((tmp_path, "--out", out), "no such file; expected"),
        ((source, "--out", source), "the input itself"),
        ((source, "--out", tmp_path), "no plain file"),
        ((source, "--out", out, "--what", "hedges,moods"), "'moods' unknown; expected some of attributions,hedges"),
        ((source, "--out", out, "--what", ""), "'' unknown"),
        ((source,), "--out"),
        ((source, "--out", out, "--fast"), "--fast"),
    ]:
        code, printed, errors = cli("extract", *arguments)
        assert (code, printed, len(errors)) == (2, [], 1), errors
        assert named in errors[0]
        assert files(tmp_path) == {"in.jsonl": source.read_bytes()}


def test_no_verb_and_an_unknown_verb_are_one_message(cli):
    assert cli() == (2, [], ["error: Missing command."])
    assert cli("explain")[0::2] == (2, ["error: No such command 'explain'."])


def test_an_older_result_stays_until_the_new_one_is_whole(extract, tmp_path, monkeypatch):
    (tmp_path / "out.jsonl").write_text("old")
    monkeypatch.setattr(extraction, "_find", lambda *_, **__: pytest.fail("stopped"))
    with pytest.raises(pytest.fail.Exception):
        extract({"id": 1, "text": STORY})
    assert (tmp_path / "out.jsonl").read_text() == "old"
    assert not (tmp_path / ".out.jsonl.part").exists()


def test_every_text_of_a_gold_corpus_goes_through(gold, cli, tmp_path):
    lines = (gold / "polnear_dev.jsonl").read_text("utf-8").splitlines()[:8]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), "utf-8")
    assert cli("extract", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")[0::2] == (0, [])
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == [json.loads(line)["id"] for line in lines]
