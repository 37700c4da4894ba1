"""The verbs for one's own event: what they write and print, and what they say when a person mistypes."""

import json

import pytest
from conftest import EVENT

from analysis import run as running
from analysis.drawing import canvas
from analysis.study import Study


class Page:
    def save(self, path):
        path.write_text("page")


@pytest.fixture
def few(monkeypatch):
    """Runs without pictures and reader, and of a few tables only."""
    monkeypatch.setattr(canvas, "save_all", lambda *_: None)
    monkeypatch.setattr(running.page, "reader", lambda _: Page())
    monkeypatch.setattr(running, "_progress", lambda *_: ["articles", "hedges"])


def test_a_new_event_can_be_run_as_it_is(cli, tmp_path, few):
    event = tmp_path / "flood"
    code, printed, errors = cli("new", event)
    assert (code, errors) == (0, [])
    assert printed[0] == f"{event}: articles.csv, courier.txt, herald.txt"
    assert cli("run", event, "--out", tmp_path / "out") == (0, [], [])
    study = Study.read(event)
    assert study.articles["outlet"].tolist() == ["The Example Courier", "The Example Herald"]
    assert min(len(study.attributions.query("article_id == @name")) for name in ("courier", "herald")) >= 3
    assert cli("new", event)[0::2] == (2, [f"error: {event}: exists already; expected a new folder, or an empty one"])


def test_run_prints_its_record_when_asked_to(cli, tmp_path, few):
    code, printed, errors = cli("run", EVENT, "--out", tmp_path / "out", "--json")
    assert (code, errors) == (0, [])
    assert json.loads("\n".join(printed)) == json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))


def test_run_takes_codes_and_records_them(cli, tmp_path, few):
    (tmp_path / "codes").mkdir()
    article = "000_8810f553bd5cd5b8"
    (tmp_path / "codes" / "hedges.csv").write_text(f"article_id,start,end,kind\n{article},676,681,epistemic\n")
    record = running.run(EVENT, tmp_path / "out", tmp_path / "codes")
    assert list(record["codes"]) == ["hedges.csv"]
    written = (tmp_path / "out" / "tables" / "hedges.csv").read_text("utf-8").splitlines()
    assert len([line for line in written if line.startswith(article)]) == 1
    assert len(written) > 5


def test_contrast_of_two_articles_in_either_order(cli):
    code, printed, _ = cli("contrast", EVENT, "Agencies", "000_8810f553bd5cd5b8", "--json")
    assert code == 0
    turned = {row["measure"]: row for row in json.loads("\n".join(printed))}
    for row in json.loads("\n".join(cli("contrast", EVENT, "Hamza", "Agencies", "--json")[1])):
        other = turned[row["measure"]]
        assert (row["a"], row["b"]) == (other["b"], other["a"]) == ("Hamza", "Agencies")
        assert (row["count_a"], row["more_in"]) == (other["count_b"], other["more_in"])
        assert row["log2_ratio"] == pytest.approx(-other["log2_ratio"]) if row["log2_ratio"] is not None else True
    assert cli("contrast", EVENT, "Hamza", "Agencies")[1][0].split()[:2] == ["measure", "count_a"]


@pytest.mark.parametrize(("a", "b", "message"), [("Hamza", "Post", "'Post': unknown; expected one of Hamza, Agencies"),
                                                 ("Hamza", "Hamza", "expected two articles that differ")])  # fmt: skip
def test_contrast_of_what_is_not_there(cli, a, b, message):
    code, printed, errors = cli("contrast", EVENT, a, b)
    assert (code, printed, len(errors)) == (2, [], 1)
    assert message in errors[0]


def test_code_lists_what_it_cannot_read_and_reads_the_rest(cli, tmp_path):
    (tmp_path / "sheets").mkdir()
    row = "000_8810f553bd5cd5b8,3,,{},epistemic,,,\n"
    head = "article_id,sentence_id,sentence,words,kind,polarity,voice,note\n"
    (tmp_path / "sheets" / "hedges.csv").write_text(head + row.format("could") + row.format("might"))
    code, _, errors = cli("code", EVENT, "--from", tmp_path / "sheets", "--out", tmp_path / "codes")
    assert (code, len(errors)) == (1, 1)
    assert "hedges.csv, row 3: sentence 3: 'might' stands there 0 times" in errors[0]
    assert (tmp_path / "codes" / "hedges.csv").read_text("utf-8-sig").splitlines()[1:] == [
        "000_8810f553bd5cd5b8,676,681,could,epistemic,,,"
    ]


def test_evaluate_prints_json_and_lists_lines(cli, tmp_path):
    (tmp_path / "gold.jsonl").write_text('{"id": 1, "text": "It may rain.", "hedges": [[3, 6]]}\n{}\n')
    code, printed, errors = cli("evaluate", tmp_path / "gold.jsonl", "--json")
    assert (code, len(errors)) == (1, 1)
    scores = {row["score"]: row for row in json.loads("\n".join(printed))}
    assert scores["exact"]["f1"] == 1
    assert scores["exact"]["low"] is None
