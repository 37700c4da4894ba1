"""A corpus by one process, two or a cluster: the same files, and what the command line says."""

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from helpers import corpus_article, one_process, parquet_files, write_lines

from analysis.corpus import run as corpus
from analysis.corpus.dataset import read
from analysis.schema import InputError
from analysis.work import pool


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
    write_lines(Path("in.jsonl"), [corpus_article(number) for number in range(8)])
    settings = corpus.Settings(tables=("articles", "sentences"), rows=1)
    address, workers = cluster

    def losing_one(function, tasks, ready=pool.nothing):
        for number, found in enumerate(in_order(function, tasks, address, ready)):
            if number == 2:
                workers[0].kill()
            yield found

    corpus.run(["in.jsonl"], Path("one"), settings, one_process)
    corpus.run(["in.jsonl"], Path("two"), settings, partial(pool.in_order, workers=2))
    corpus.run(["in.jsonl"], Path("many"), settings, losing_one)
    assert workers[0].wait() == -9
    assert len(read("one", "sentences")) > 12
    assert parquet_files(Path("one")) == parquet_files(Path("two")) == parquet_files(Path("many"))
    for name in settings.tables:
        pd.testing.assert_frame_equal(read("one", name), read("many", name))


def test_a_scheduler_that_is_not_there_is_an_error(tmp_path, monkeypatch, make_dataset):
    from analysis.corpus import cluster as on_dask

    monkeypatch.setattr(on_dask, "PATIENCE", "0.2s")
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        make_dataset([corpus_article(0)], engine=partial(on_dask.in_order, address="tcp://127.0.0.1:1"))


def test_the_command_line_says_what_was_left_out(tmp_path, monkeypatch, capsys):
    from analysis import __main__ as command_line

    source = write_lines(tmp_path / "in.jsonl", [corpus_article(0), "{"])
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
