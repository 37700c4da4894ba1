"""What is kept from one run to the next: the same tables with and without, and only what is still true."""

import pandas as pd
import pytest

from analysis import articles, schema
from analysis.study import Study
from analysis.work import cache

TEXTS = {"a": "The mayor said that it may rain.", "b": "Officials warned of floods.", "c": "It rained\ud83d."}


@pytest.fixture
def count(monkeypatch):
    """Which articles were parsed, call by call."""
    from analysis import parse

    calls, parsed = [], parse.parse
    monkeypatch.setattr(
        parse,
        "parse",
        lambda part, **options: calls.append(part["article_id"].unique().tolist()) or parsed(part, **options),
    )
    return calls


def study(folder, texts=None):
    return Study(articles.from_texts(texts or TEXTS), kept=folder)


def test_tables_are_the_same_with_and_without(tmp_path, count):
    without = study(None)
    first, second = study(tmp_path / "kept"), study(tmp_path / "kept")
    for name in ("tokens", "marks", "attributions", "hedges"):
        for made in (first, second):
            pd.testing.assert_frame_equal(made.table(name), without.table(name))
    assert count == [["a", "b", "c"]] * 2  # once without, once with
    assert not list((tmp_path / "kept").glob(".*"))


def test_only_what_changed_is_made_anew_and_what_was_done_is_kept(tmp_path, count, monkeypatch):
    monkeypatch.setattr(cache, "BATCH", 1)
    texts = {"a": TEXTS["a"], "b": TEXTS["b"]}
    _ = study(tmp_path, texts).tokens
    _ = study(tmp_path, {"b": TEXTS["b"], "a": "The mayor said that it may snow."}).tokens
    assert count == [["a"], ["b"], ["a"]]
    monkeypatch.setattr(cache, "_state", lambda: "another version")
    _ = study(tmp_path, texts).tokens
    assert count[3:] == [["a"], ["b"]]


def test_a_run_that_breaks_loses_one_batch_and_a_damaged_file_is_made_anew(tmp_path, monkeypatch, count):
    monkeypatch.setattr(cache, "BATCH", 1)

    def make(part):
        if part["article_id"].tolist() == ["b"]:
            raise KeyboardInterrupt
        return schema.frame("tokens", [])

    sentences = study(None, {"a": TEXTS["a"], "b": TEXTS["b"]}).sentences
    with pytest.raises(KeyboardInterrupt):
        cache.per_article(tmp_path, "tokens", make, sentences)
    [kept] = tmp_path.iterdir()
    cache.per_article(tmp_path, "tokens", lambda part: make(part[part["article_id"] != "b"]), sentences)
    kept.write_bytes(b"PAR1 half a file")
    _ = study(tmp_path, {"a": TEXTS["a"]}).tokens
    assert count == [["a"]]
    assert len(pd.read_parquet(kept)) == 8


def test_no_text_at_all(tmp_path):
    assert study(tmp_path, {"a": ""}).tokens.empty
