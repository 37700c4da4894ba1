"""Reading a corpus: every format, each file once, broken rows listed."""

import csv
import gzip
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from helpers import QUICK, corpus_article, one_process, write_lines

from analysis.corpus import inputs
from analysis.corpus import run as corpus
from analysis.corpus.dataset import read
from analysis.schema import InputError


def test_rows_come_the_same_from_every_format(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [corpus_article(number) for number in range(5)]
    write_lines(Path("a.jsonl"), rows)
    Path("b.jsonl.gz").write_bytes(gzip.compress(Path("a.jsonl").read_bytes()))
    with Path("c.csv").open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    pq.write_table(pa.Table.from_pylist(rows), "d.parquet")
    for path in ("a.jsonl", "b.jsonl.gz", "c.csv", "d.parquet"):
        found = list(inputs.blocks(path, 2))
        assert [[inputs.value(row) for row in block.rows] for block in found] == [rows[:2], rows[2:4], rows[4:]], path
        assert [(block.number, block.first, block.last) for block in found] == [
            (0, 1, False),
            (1, 3, False),
            (2, 5, True),
        ]
        assert sum(block.size for block in found) <= Path(path).stat().st_size


def test_files_are_found_once_each_and_in_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.jsonl", "a.jsonl", "c.txt"):
        Path(name).touch()
    assert inputs.find_files(["b.jsonl", "*.jsonl", "./a.jsonl"]) == ["b.jsonl", "a.jsonl"]
    for pattern in ("*.json", "none.csv", "c.txt"):
        with pytest.raises(InputError, match=r"expected \*\.jsonl"):
            inputs.find_files([pattern])


def test_broken_rows_are_listed_and_the_others_are_read(make_dataset, tmp_path):
    bad = ['{"id"', '{"id": 1.5, "text": "x"}', '{"id": "n", "text": "\\ud800"}', "", '{"id": "a1", "text": "Again."}']
    summary = make_dataset([corpus_article(0), corpus_article(1), *bad, corpus_article(2)])
    failed = read(tmp_path / "out", "failed")
    assert failed["row"].tolist() == [3, 4, 5, 7]
    assert failed["expected"].str.len().gt(0).all()
    assert "an article before it" in failed["found"].iloc[3]
    assert summary.rows["articles"] == 3
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1", "a2"]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("x.csv", b'id,text\na,It rained.\nb\nc,caf\xe9\nd,"open\n', ["1 cells", "half of a surrogate", "breaks here"]),
        ("x.jsonl.gz", gzip.compress(b'{"id": "a", "text": "It rained."}\n', mtime=0)[:-4], ["packed data that ends"]),
    ],
    ids=["csv", "gz"],
)
def test_damaged_files_give_what_can_be_read(tmp_path, monkeypatch, name, content, found):
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    corpus.run([name], Path("out"), QUICK, one_process)
    failed = read("out", "failed")["found"].tolist()
    assert len(failed) == len(found)
    assert all(part in message for part, message in zip(found, failed, strict=True)), failed


def test_columns_are_mapped_and_a_headline_of_its_own_is_put_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    day = pd.Timestamp("2025-07-24")
    pd.DataFrame({"guid": [7], "body": ["OSLO: It rained."], "title": ["Rain"], "day": [day]}).to_parquet("x.parquet")
    columns = {"article_id": "guid", "text": "body", "headline": "title", "published": "day"}
    corpus.run(["x.parquet"], Path("out"), corpus.Settings(("articles", "segments"), columns, 9), one_process)
    found = read("out", "articles").iloc[0]
    assert (found["article_id"], found["text"]) == ("7", "Rain\n\nOSLO: It rained.")
    assert found["published"].startswith("2025-07-24")
    assert read("out", "segments")["role"].tolist() == ["headline", "dateline", "body"]
