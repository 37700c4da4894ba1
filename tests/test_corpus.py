"""A corpus as a dataset: nothing lost, nothing twice, nothing done again, and the same rows however it was made."""

import csv
import gzip
import json
import os
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis import schema
from analysis import study as study_module
from analysis.corpus import inputs, partition
from analysis.corpus import run as corpus
from analysis.corpus.dataset import Dataset, read
from analysis.schema import InputError
from analysis.study import Study
from analysis.work import batches, pool

TEXTS = [
    "The mayor said that the bridge may be closed. “We need boats,” she warned.",
    "Rain fell on Monday.\n\nOfficials admitted that two roads were cut off by the river.",
    "Mayor resigns\n\nOSLO: The mayor, Ann Lee, resigned. She claimed that nobody was hurt. \U0001f30a",
    "The sea was calm.",
    "“Help,” said the miller. The council rejected his claim because it might be too late.",
]
QUICK = corpus.Settings(tables=("articles", "sentences"), rows=2)


def article(number):
    return {"id": f"a{number}", "text": f"{TEXTS[number % len(TEXTS)]} Report {number}.", "outlet": "Post"}


def write(path, rows):
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)


def contents(folder):
    """The bytes of every table's files."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.parquet")}


def inline(function, tasks, ready=pool.nothing):
    return pool.in_order(function, tasks, 1, ready)


@pytest.fixture
def made(tmp_path, monkeypatch):
    """Make a dataset of lines, as often as asked: the summary."""
    monkeypatch.chdir(tmp_path)

    def run(rows=None, settings=QUICK, engine=inline, name="in.jsonl"):
        if rows is not None:
            write(tmp_path / name, rows)
        return corpus.run([name], tmp_path / "out", settings, engine)

    return run


# Reading


def test_rows_come_the_same_from_every_format(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [article(number) for number in range(5)]
    write(Path("a.jsonl"), rows)
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


def test_broken_rows_are_listed_and_the_others_are_read(made, tmp_path):
    bad = ['{"id"', '{"id": 1.5, "text": "x"}', '{"id": "n", "text": "\\ud800"}', "", '{"id": "a1", "text": "Again."}']
    summary = made([article(0), article(1), *bad, article(2)])
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
        ("x.jsonl.gz", gzip.compress(b'{"id": "a", "text": "It rained."}\n' * 1)[:-4], ["packed data that ends"]),
    ],
)
def test_damaged_files_give_what_can_be_read(tmp_path, monkeypatch, name, content, found):
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content)
    corpus.run([name], Path("out"), QUICK, inline)
    failed = read("out", "failed")["found"].tolist()
    assert len(failed) == len(found)
    assert all(part in message for part, message in zip(found, failed, strict=True)), failed


def test_columns_are_mapped_and_a_headline_of_its_own_is_put_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    day = pd.Timestamp("2025-07-24")
    pd.DataFrame({"guid": [7], "body": ["OSLO: It rained."], "title": ["Rain"], "day": [day]}).to_parquet("x.parquet")
    columns = {"article_id": "guid", "text": "body", "headline": "title", "published": "day"}
    corpus.run(["x.parquet"], Path("out"), corpus.Settings(("articles", "segments"), columns, 9), inline)
    found = read("out", "articles").iloc[0]
    assert (found["article_id"], found["text"]) == ("7", "Rain\n\nOSLO: It rained.")
    assert found["published"].startswith("2025-07-24")
    assert read("out", "segments")["role"].tolist() == ["headline", "dateline", "body"]


# What is written


def test_every_table_is_that_of_a_study_of_each_article_alone(made, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "BATCH_TEXTS", 2)
    rows = [article(number) for number in range(5)]
    made(rows, corpus.Settings(rows=3))
    alone = [Study.from_texts({row["id"]: row["text"]}, row["id"]) for row in rows]
    for name in partition.TABLES:
        found = read(tmp_path / "out", name)
        tables = [getattr(study, name) for study in alone]
        filled = [table for table in tables if len(table)]
        if not filled:
            assert found.empty, name
            continue
        expected = pd.concat(filled, ignore_index=True)
        if name == "articles":
            assert found["file"].tolist() == [f"in.jsonl, row {number}" for number in range(1, 6)]
            expected = expected.assign(outlet="Post", file=found["file"], language=found["language"])
        pd.testing.assert_frame_equal(found, expected, check_dtype=False, obj=name)
        assert schema.frame(name, found).shape == expected.shape


def test_what_is_known_of_an_article_is_kept(made, tmp_path):
    made([article(0) | {"event": "flood", "label": "Post I"}, article(1) | {"published": "2025-01-02"}])
    found = read(tmp_path / "out", "articles")
    assert found[["event", "label", "published"]].fillna("–").to_numpy().tolist() == [
        ["flood", "Post I", "–"],
        ["a1", "a1", "2025-01-02"],
    ]


# Nothing lost, nothing twice, nothing done again


def test_a_second_run_does_only_what_is_missing_or_changed(made, tmp_path):
    rows = [article(number) for number in range(6)]
    assert made(rows)[:2] == (3, 0)
    before = contents(tmp_path / "out")
    assert made()[:2] == (0, 3)
    (tmp_path / "in.jsonl").touch()
    assert made()[:2] == (0, 3)
    assert made()[:2] == (0, 3)
    next((tmp_path / "out" / "sentences").glob("*-000001.parquet")).unlink()
    assert made()[:2] == (1, 2)
    assert contents(tmp_path / "out") == before
    rows[3]["text"] = "It was dry."
    assert made([*rows, article(6)])[:2] == (2, 2)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == [f"a{number}" for number in range(7)]
    assert made(rows[:2])[:2] == (0, 1)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1"]


def test_other_settings_or_another_package_make_everything_anew(made, tmp_path, monkeypatch):
    made([article(number) for number in range(4)])
    assert made(settings=corpus.Settings(tables=("articles",), rows=2))[:2] == (2, 0)
    assert not (tmp_path / "out" / "sentences").exists()
    for module in (corpus, partition):
        monkeypatch.setattr(module, "package_digest", lambda: "another")
    assert made(settings=corpus.Settings(tables=("articles",), rows=2))[:2] == (2, 0)


def test_an_id_that_comes_again_is_the_first_articles_wherever_it_moves(made, tmp_path):
    rows = [article(0), article(1), article(2), article(3) | {"id": "a0"}]
    made(rows)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1", "a2"]
    assert read(tmp_path / "out", "sentences")["article_id"].value_counts()["a0"] == len(
        Study.from_texts({"x": rows[0]["text"]}).sentences
    )
    assert read(tmp_path / "out", "failed")[["row", "article_id"]].to_numpy().tolist() == [[4, "a0"]]
    rows[0] = article(5)  # the first a0 goes; the second, in a partition that is as it was, is now the first
    made(rows)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a5", "a1", "a2", "a0"]
    assert read(tmp_path / "out", "failed").empty


def killed(after):
    def engine(function, tasks, ready=pool.nothing):
        for number, found in enumerate(inline(function, tasks, ready)):
            if number == after:
                raise KeyboardInterrupt
            yield found

    return engine


def test_a_run_that_was_killed_goes_on_where_it_stopped(made, tmp_path):
    rows = [article(number) for number in range(6)]
    with pytest.raises(KeyboardInterrupt):
        made(rows, engine=killed(2))
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1", "a2", "a3"]
    # As if it had been killed while the files of the third partition were being moved.
    key = next(Dataset(tmp_path / "out").keys().__iter__())[:-6] + "000002"
    for name in ("articles", ".parts/x"):
        (tmp_path / "out" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name / f"{key}.parquet").write_bytes(b"half")
    assert len(read(tmp_path / "out", "articles")) == 4
    assert made()[:2] == (1, 2)
    whole = contents(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    made()
    assert contents(tmp_path / "out") == whole


def test_a_full_disk_stops_the_run_and_leaves_what_is_whole(made, tmp_path, monkeypatch):
    written = pq.write_table

    def full(table, path, **options):
        if "000001" in str(path) and "sentences" in str(path):
            raise OSError(28, "No space left on device")
        written(table, path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(pq, "write_table", full)
        with pytest.raises(OSError, match="No space left"):
            made([article(number) for number in range(6)])
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1"]
    assert made()[:2] == (2, 1)
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")) in (
        [".lock"],
        [".lock", ".parts"],
    )


def test_an_article_that_breaks_a_detector_is_listed_and_costs_no_other(made, tmp_path, monkeypatch):
    found = study_module.Study.table

    def table(self, name):
        if self.articles["text"].str.contains("BREAK").any():
            raise KeyError("a detector's own mistake")
        return found(self, name)

    monkeypatch.setattr(study_module.Study, "table", table)
    rows = [article(number) for number in range(4)]
    rows[2]["text"] = "They BREAK it. It fell."
    assert made(rows).rows["articles"] == 3
    failed = read(tmp_path / "out", "failed").iloc[0]
    assert (failed["row"], failed["article_id"]) == (3, "a2")
    assert "KeyError" in failed["found"]


def test_a_partition_that_kills_every_worker_is_listed_row_by_row(made, tmp_path):
    def engine(function, tasks, ready=pool.nothing):
        for number, task in enumerate(tasks):
            yield task, pool.LostError("the process died") if number == 1 else function(task)

    found = made([article(number) for number in range(5)], engine=engine)
    assert (found.rows["articles"], found.rows["failed"]) == (3, 2)
    assert read(tmp_path / "out", "failed")["row"].tolist() == [3, 4]


def test_a_folder_that_is_not_its_own_is_refused(made, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.tex").touch()
    with pytest.raises(InputError, match=r"holds 'thesis\.tex'; expected a new folder"):
        made([article(0)])
    (tmp_path / "out" / "thesis.tex").unlink()
    made([article(0)])
    with pytest.raises(InputError, match=r"holds articles of in\.jsonl; expected it among the input"):
        made([article(1)], name="other.jsonl")
    assert len(read(tmp_path / "out", "articles")) == 1


def test_two_runs_in_one_folder_are_refused(made, tmp_path):
    def engine(function, tasks, ready=pool.nothing):
        with pytest.raises(InputError, match="another run is at work there"):
            made()
        return inline(function, tasks, ready)

    assert made([article(0)], engine=engine).made == 1


# The same rows, however many do the work


@pytest.fixture
def cluster(tmp_path):
    """A Dask scheduler and two workers on loopback, started as users start them: its address, the workers."""
    file = tmp_path / "scheduler.json"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    head = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    started = [subprocess.Popen([*head, "--no-dashboard", "--scheduler-file", file], **quiet)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    started += [subprocess.Popen([*worker, "--scheduler-file", file], **quiet) for _ in range(2)]
    try:
        end = time.monotonic() + 60
        while not file.is_file() or not file.read_text():
            assert time.monotonic() < end, "no scheduler"
            time.sleep(0.1)
        yield json.loads(file.read_text())["address"], started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_one_process_two_and_a_cluster_that_loses_a_worker_give_the_same_files(tmp_path, monkeypatch, cluster):
    from analysis.corpus.cluster import in_order

    monkeypatch.chdir(tmp_path)
    write(Path("in.jsonl"), [article(number) for number in range(8)])
    settings = corpus.Settings(tables=("articles", "sentences"), rows=1)
    address, workers = cluster

    def losing_one(function, tasks, ready=pool.nothing):
        for number, found in enumerate(in_order(function, tasks, address, ready)):
            if number == 2:
                workers[0].kill()
            yield found

    corpus.run(["in.jsonl"], Path("one"), settings, inline)
    corpus.run(["in.jsonl"], Path("two"), settings, partial(pool.in_order, workers=2))
    corpus.run(["in.jsonl"], Path("many"), settings, losing_one)
    assert workers[0].wait() == -9
    assert len(read("one", "sentences")) > 12
    assert contents(Path("one")) == contents(Path("two")) == contents(Path("many"))
    for name in settings.tables:
        pd.testing.assert_frame_equal(read("one", name), read("many", name))


def test_a_scheduler_that_is_not_there_is_an_error(tmp_path, monkeypatch, made):
    from analysis.corpus import cluster as on_dask

    monkeypatch.setattr(on_dask, "PATIENCE", "0.2s")
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        made([article(0)], engine=partial(on_dask.in_order, address="tcp://127.0.0.1:1"))


def test_the_command_line_says_what_was_left_out(tmp_path, monkeypatch, capsys):
    from analysis import __main__ as command_line

    source = write(tmp_path / "in.jsonl", [article(0), "{"])
    arguments = ["corpus", source, "--out", str(tmp_path / "out"), "--tables", "articles", "--columns", "outlet=press"]
    monkeypatch.setattr(sys, "argv", ["analysis", *arguments, "--workers", "1"])
    assert command_line.main() == 1
    printed = capsys.readouterr().err
    assert "row 2: broken JSON" in printed
    assert "1 row(s) left out" in printed
    assert read(tmp_path / "out", "articles")["outlet"].isna().all()
    for wrong in (["--workers", "0"], ["--columns", "texts=body"], ["--tables", "moods"], ["--rows", "0"]):
        monkeypatch.setattr(sys, "argv", ["analysis", *arguments, *wrong])
        assert command_line.main() == 2
        assert "expected" in capsys.readouterr().err
