"""A corpus as a dataset: nothing lost, nothing twice, nothing done again, and the same rows however it was made."""

import shutil

import pandas as pd
import pyarrow.parquet as pq
import pytest
from helpers import corpus_article, one_process, parquet_files

from analysis import schema
from analysis import study as study_module
from analysis.corpus import partition
from analysis.corpus import run as corpus
from analysis.corpus.dataset import Dataset, read
from analysis.schema import InputError
from analysis.study import Study
from analysis.work import batches, pool

# What is written


def test_every_table_is_that_of_a_study_of_each_article_alone(make_dataset, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "BATCH_TEXTS", 2)
    rows = [corpus_article(number) for number in range(5)]
    make_dataset(rows, corpus.Settings(rows=3))
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


def test_what_is_known_of_an_article_is_kept(make_dataset, tmp_path):
    make_dataset(
        [corpus_article(0) | {"event": "flood", "label": "Post I"}, corpus_article(1) | {"published": "2025-01-02"}]
    )
    found = read(tmp_path / "out", "articles")
    assert found[["event", "label", "published"]].fillna("–").to_numpy().tolist() == [
        ["flood", "Post I", "–"],
        ["a1", "a1", "2025-01-02"],
    ]


# Nothing lost, nothing twice, nothing done again


def test_a_second_run_does_only_what_is_missing_or_changed(make_dataset, tmp_path):
    rows = [corpus_article(number) for number in range(6)]
    assert make_dataset(rows)[:2] == (3, 0)
    before = parquet_files(tmp_path / "out")
    assert make_dataset()[:2] == (0, 3)
    (tmp_path / "in.jsonl").touch()
    assert make_dataset()[:2] == (0, 3)
    assert make_dataset()[:2] == (0, 3)
    next((tmp_path / "out" / "sentences").glob("*-000001.parquet")).unlink()
    assert make_dataset()[:2] == (1, 2)
    assert parquet_files(tmp_path / "out") == before
    rows[3]["text"] = "It was dry."
    assert make_dataset([*rows, corpus_article(6)])[:2] == (2, 2)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == [f"a{number}" for number in range(7)]
    assert make_dataset(rows[:2])[:2] == (0, 1)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1"]


def test_other_settings_or_another_package_make_everything_anew(make_dataset, tmp_path, monkeypatch):
    make_dataset([corpus_article(number) for number in range(4)])
    assert make_dataset(settings=corpus.Settings(tables=("articles",), rows=2))[:2] == (2, 0)
    assert not (tmp_path / "out" / "sentences").exists()
    for module in (corpus, partition):
        monkeypatch.setattr(module, "package_digest", lambda: "another")
    assert make_dataset(settings=corpus.Settings(tables=("articles",), rows=2))[:2] == (2, 0)


def test_an_id_that_comes_again_is_the_first_articles_wherever_it_moves(make_dataset, tmp_path):
    rows = [corpus_article(0), corpus_article(1), corpus_article(2), corpus_article(3) | {"id": "a0"}]
    make_dataset(rows)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1", "a2"]
    assert read(tmp_path / "out", "sentences")["article_id"].value_counts()["a0"] == len(
        Study.from_texts({"x": rows[0]["text"]}).sentences
    )
    assert read(tmp_path / "out", "failed")[["row", "article_id"]].to_numpy().tolist() == [[4, "a0"]]
    rows[0] = corpus_article(5)  # the first a0 goes; the second, in a partition that is as it was, is now the first
    make_dataset(rows)
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a5", "a1", "a2", "a0"]
    assert read(tmp_path / "out", "failed").empty


def killed(after):
    def engine(function, tasks, ready=pool.nothing):
        for number, found in enumerate(one_process(function, tasks, ready)):
            if number == after:
                raise KeyboardInterrupt
            yield found

    return engine


def test_a_run_that_was_killed_goes_on_where_it_stopped(make_dataset, tmp_path):
    rows = [corpus_article(number) for number in range(6)]
    with pytest.raises(KeyboardInterrupt):
        make_dataset(rows, engine=killed(2))
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1", "a2", "a3"]
    # As if it had been killed while the files of the third partition were being moved.
    key = next(Dataset(tmp_path / "out").keys().__iter__())[:-6] + "000002"
    for name in ("articles", ".parts/x"):
        (tmp_path / "out" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name / f"{key}.parquet").write_bytes(b"half")
    assert len(read(tmp_path / "out", "articles")) == 4
    assert make_dataset()[:2] == (1, 2)
    whole = parquet_files(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    make_dataset()
    assert parquet_files(tmp_path / "out") == whole


def test_a_full_disk_stops_the_run_and_leaves_what_is_whole(make_dataset, tmp_path, monkeypatch):
    written = pq.write_table

    def full(table, path, **options):
        if "000001" in str(path) and "sentences" in str(path):
            raise OSError(28, "No space left on device")
        written(table, path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(pq, "write_table", full)
        with pytest.raises(OSError, match="No space left"):
            make_dataset([corpus_article(number) for number in range(6)])
    assert read(tmp_path / "out", "articles")["article_id"].tolist() == ["a0", "a1"]
    assert make_dataset()[:2] == (2, 1)
    assert sorted(path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")) in (
        [".lock"],
        [".lock", ".parts"],
    )


def test_an_article_that_breaks_a_detector_is_listed_and_costs_no_other(make_dataset, tmp_path, monkeypatch):
    found = study_module.Study.table

    def table(self, name):
        if self.articles["text"].str.contains("BREAK").any():
            raise KeyError("a detector's own mistake")
        return found(self, name)

    monkeypatch.setattr(study_module.Study, "table", table)
    rows = [corpus_article(number) for number in range(4)]
    rows[2]["text"] = "They BREAK it. It fell."
    assert make_dataset(rows).rows["articles"] == 3
    failed = read(tmp_path / "out", "failed").iloc[0]
    assert (failed["row"], failed["article_id"]) == (3, "a2")
    assert "KeyError" in failed["found"]


def test_a_partition_that_kills_every_worker_is_listed_row_by_row(make_dataset, tmp_path):
    def engine(function, tasks, ready=pool.nothing):
        for number, task in enumerate(tasks):
            yield task, pool.LostError("the process died") if number == 1 else function(task)

    found = make_dataset([corpus_article(number) for number in range(5)], engine=engine)
    assert (found.rows["articles"], found.rows["failed"]) == (3, 2)
    assert read(tmp_path / "out", "failed")["row"].tolist() == [3, 4]


def test_a_folder_that_is_not_its_own_is_refused(make_dataset, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.tex").touch()
    with pytest.raises(InputError, match=r"holds 'thesis\.tex'; expected a new folder"):
        make_dataset([corpus_article(0)])
    (tmp_path / "out" / "thesis.tex").unlink()
    make_dataset([corpus_article(0)])
    with pytest.raises(InputError, match=r"holds articles of in\.jsonl; expected it among the input"):
        make_dataset([corpus_article(1)], name="other.jsonl")
    assert len(read(tmp_path / "out", "articles")) == 1


def test_two_runs_in_one_folder_are_refused(make_dataset, tmp_path):
    def engine(function, tasks, ready=pool.nothing):
        with pytest.raises(InputError, match="another run is at work there"):
            make_dataset()
        return one_process(function, tasks, ready)

    assert make_dataset([corpus_article(0)], engine=engine).made == 1
