"""Tables of articles, archives, and the same text twice."""

import json
import re
import struct

import pandas as pd
import pytest
from helpers import AGENCY, BODY, MORE, packed, reasons

from analysis import articles, segment, spans
from analysis.intake import bundle, copies
from analysis.schema import InputError
from analysis.study import Study

# tables


CSV = 'source;body;when\nCourier;"{}";2025-07-24\nHerald;"{}";on Friday\n'.format(
    BODY, MORE.replace("“", '""').replace("”", '""')
)


def test_columns_are_found_under_the_names_that_front_matter_may_have():
    frame = pd.DataFrame({"title": ["Flood"], "text": [BODY], "date": ["2025-07-24"], "source": ["Courier"]})
    row = Study.from_frame(frame).articles.iloc[0]
    assert row[["text", "published", "outlet"]].tolist() == [f"Flood\n\n{BODY}", "2025-07-24", "Courier"]
    ours = Study.from_frame(frame.assign(outlet="Herald")).articles.iloc[0]
    assert ours["outlet"] == "Herald"


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_table_with_other_column_names(tmp_path, ending):
    rows = [{"source": "Courier", "body": BODY, "when": "2025-07-24"}, {"source": "Herald", "body": MORE, "when": None}]
    path = tmp_path / f"flood.{ending}"
    frame = pd.DataFrame(rows)
    write = {"csv": frame.to_csv, "jsonl": lambda p: frame.to_json(p, orient="records", lines=True)}
    write.get(ending, frame.to_parquet)(path)
    study = Study.read(path, columns={"text": "body", "outlet": "source", "published": "when"})
    assert study.articles[["article_id", "event", "label", "outlet", "text"]].to_numpy().tolist() == [
        ["1", "flood", "Courier", "Courier", BODY],
        ["2", "flood", "Herald", "Herald", MORE],
    ]
    assert study.articles["published"].fillna("?").tolist() == ["2025-07-24", "?"]


def test_bad_records_are_refused_by_line(tmp_path):
    path = tmp_path / "flood.csv"
    path.write_text(
        f'id,text,outlet\na,"{BODY}\nIt rained.",Post\nb,,Mail\n\nc\na,{BODY.replace(",", "")},Sun\nd,It rained.,Sky\n'
    )
    read = articles.read_event(path)
    assert read.articles["article_id"].tolist() == ["a", "d"]
    assert read.articles["file"].tolist() == ["flood.csv, line 2", "flood.csv, line 8"]
    assert dict(zip(read.refused["file"], read.refused["reason"], strict=True)) == {
        "flood.csv, line 6": "1 cells; expected 3",
        "flood.csv, line 4": "empty (0 characters); expected text",
        "flood.csv, line 7": "article 'a' stands in flood.csv, line 2 already; expected another name or id",
    }
    lines = tmp_path / "flood.jsonl"
    lines.write_text(json.dumps({"id": 1, "text": BODY}) + '\n[1]\n{"id": \n' + json.dumps({"id": 2, "text": 7}) + "\n")
    assert {place: reason.split(" ")[0] for place, reason in reasons(lines).items()} == {
        "flood.jsonl, line 2": "list;",
        "flood.jsonl, line 3": "JSON",
        "flood.jsonl, line 4": "text",
    }


def test_a_headline_of_its_own_column_opens_the_text():
    frame = pd.DataFrame({"text": [BODY, f"Mayor stays\n{MORE}"], "headline": ["Mayor stays"] * 2, "event": ["x", "y"]})
    study = Study.from_frame(frame)
    assert study.articles["text"].tolist() == [f"Mayor stays\n\n{BODY}", f"Mayor stays\n{MORE}"]
    assert (study.segments["role"] == "headline").sum() == 2


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"text": "words"}, "flood.csv: columns ['source', 'body', 'when'] lack ['words']"),
        ({"body": "text"}, "columns ['body'] unknown"),
        ({}, "columns ['source', 'body', 'when'] lack 'text'; expected it, or the name for it: --columns text=body"),
    ],
)
def test_a_wrong_mapping_is_an_error(tmp_path, columns, found):
    (tmp_path / "flood.csv").write_text(CSV)
    with pytest.raises(InputError, match=re.escape(found)):
        articles.read_event(tmp_path / "flood.csv", columns)


# archives


def test_a_zip_of_documents_or_of_a_table_and_names_that_climb(tmp_path):
    before = sorted(tmp_path.parent.iterdir())
    files = {"../../evil.txt": BODY, "in/b.md": MORE, "__MACOSX/c.txt": BODY, "in/.d.txt": BODY, "in/e.png": "x"}
    (tmp_path / "flood.zip").write_bytes(packed(**files))
    read = articles.read_event(tmp_path / "flood.zip")
    assert read.articles["article_id"].tolist() == ["evil", "b"]
    assert read.articles["event"].tolist() == ["flood", "flood"]
    assert read.aside == ["in/e.png"]
    assert [path.name for path in tmp_path.iterdir()] == ["flood.zip"]
    assert sorted(tmp_path.parent.iterdir()) == before
    (tmp_path / "table.zip").write_bytes(packed(**{"flood.csv": CSV}))
    named = {"text": "body", "outlet": "source"}
    assert articles.read_event(tmp_path / "table.zip", named).articles["label"].tolist() == ["Courier", "Herald"]
    listed = {"in/articles.csv": "file,label\nb.md,B\n", "in/b.md": MORE, "in/c.md": BODY}
    (tmp_path / "listed.zip").write_bytes(packed(**listed))
    assert articles.read_event(tmp_path / "listed.zip").articles["label"].tolist() == ["B"]


def test_bombs_are_refused(tmp_path, event):
    bomb = packed(**{"a.txt": b"0" * 30_000_000})
    (tmp_path / "bomb.zip").write_bytes(bomb)
    with pytest.raises(InputError, match=r"bomb\.zip: 'a.txt' unpacks from"):
        articles.read_event(tmp_path / "bomb.zip")
    assert "unpacks from" in reasons(event(**{"good.txt": BODY, "bomb.docx": bomb}))["bomb.docx"]
    lying = bytearray(packed(**{"a.txt": b"x" * 100}))
    directory = lying.rindex(b"PK\x01\x02")
    lying[directory + 24 : directory + 28] = struct.pack("<L", bundle.LARGEST + 1)
    (tmp_path / "big.zip").write_bytes(lying)
    with pytest.raises(InputError, match="unpacks to 200,000,001 bytes; expected at most 200,000,000"):
        articles.read_event(tmp_path / "big.zip")


@pytest.mark.parametrize("data", [b"", b"no zip", packed(**{"a.txt": BODY})[:-30], packed()])
def test_a_broken_or_empty_zip_is_one_message(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InputError, match=r"x\.zip: no (ZIP|article)"):
        articles.read_event(tmp_path / "x.zip")


# copies


def test_agency_copy_in_two_outlets_is_shown_with_what_each_added():
    added = "Our correspondent saw three boats on the bridge in the morning."
    texts = {
        "Post": AGENCY,
        "Mail": AGENCY.replace("two roads", "many roads") + "\n\n" + added,
        "Sun": f"{BODY} {MORE}",
    }
    study = Study.from_texts(texts)
    [pair] = study.copies.to_dict("records")
    assert (pair["article_a"], pair["article_b"], pair["wire"]) == ("Post", "Mail", True)
    # 35 words after the dateline; the neighbours of the changed word stand in shingles without it.
    assert pair["words_a"] == 1
    assert pair["words_b"] == 1 + 11
    assert pair["shared_a"] == pytest.approx(1 - 1 / 35)
    assert study.additions[["article_id", "text"]].to_numpy().tolist() == [
        ["Post", "two"], ["Mail", "many"], ["Mail", added.rstrip(".")],
    ]  # fmt: skip
    assert spans.violations(study.additions, study.articles).empty
    with pytest.warns(UserWarning, match="Post and Mail: 97% of the words of one stand in the other too .agency copy."):
        _ = study.alignments


@pytest.mark.parametrize("few", [copies.FEW, 0])
def test_a_short_text_inside_a_long_one_and_other_events(monkeypatch, few):
    monkeypatch.setattr(copies, "FEW", few)  # with none, pairs are looked for as among many articles
    long = " ".join(f"Street {number} was closed by the police at {number} in the morning." for number in range(40))
    texts = {"a": f"{long} {AGENCY}", "b": AGENCY, "c": f"{BODY} {MORE}"}
    study = Study.from_texts(texts)
    assert study.copies[["article_a", "article_b", "shared_b"]].to_numpy().tolist() == [["a", "b", 1.0]]
    apart = articles.from_texts(texts).assign(event=list("xyz"))
    segments = segment.find_segments(apart)
    assert copies.find_copies(segment.describe(apart, segments), segments).empty
