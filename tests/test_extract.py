"""Extraction: a line out for each line in, with offsets into its text; bad lines cost no others."""

import json

import pytest

from analysis import extract as extraction
from analysis import schema, study
from analysis.work import batches

STORY = "The mayor said that the bridge may be closed. “We need boats,” she warned."


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
