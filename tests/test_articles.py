"""Reading: the real event, folders made by hand, and every kind of bad input with its message."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from analysis import articles, schema, segment
from analysis.schema import InputError

EVENT = Path(__file__).parent.parent / "data" / "articles" / "pakistan-platforms"
HEADER = "file,label,outlet,author,published,url"
BODY = "The mayor left on Monday. Nobody knew why."


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "storm").mkdir()
    (tmp_path / "storm" / "a.txt").write_bytes(BODY.encode())
    return tmp_path / "storm"


def listed(folder, *rows, header=HEADER):
    (folder / "articles.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    return folder


def refused(folder):
    with pytest.raises(InputError) as error:
        articles.read_event(folder)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_real_event():
    read = articles.read_event(EVENT).set_index("label")
    assert read.index.tolist() == ["Hamza", "Agencies"]
    assert read["event"].unique().tolist() == ["pakistan-platforms"]
    assert read["author"].fillna("?").tolist() == ["Ali Hamza", "?"]
    assert read[["outlet", "published", "url"]].isna().all(axis=None)  # the documents do not say
    for path, digest in zip(sorted(EVENT.glob("*.txt")), read["sha256"], strict=True):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_every_text_file_without_a_list(folder):
    (folder / "b.txt").write_text("It rained.")
    (folder / ".c.txt").write_text("hidden")
    read = articles.read_event(folder)
    assert read[["article_id", "label", "event"]].to_numpy().tolist() == [["a", "a", "storm"], ["b", "b", "storm"]]


def test_bytes_are_kept_and_the_mark_is_left_out(folder):
    data = b"\xef\xbb\xbfMayor resigns\r\n\r\nShe left\0 on \xe2\x80\x9cMonday\xe2\x80\x9d.\r\n"
    (folder / "a.txt").write_bytes(data)
    read = articles.read_event(folder)
    assert read["text"].item() == "Mayor resigns\r\n\r\nShe left\0 on “Monday”.\r\n"
    assert read["sha256"].item() == hashlib.sha256(data).hexdigest()


def test_what_the_list_states_reaches_the_segments(folder):
    listed(folder, "a.txt,A,,,2025-07-24,,Monday. Nobody knew why.", header=HEADER + ",credit")
    read = articles.read_event(folder)
    assert read["published"].item() == "2025-07-24"
    segments = segment.find_segments(read)
    assert segments[["role", "text"]].to_numpy().tolist() == [
        ["body", "The mayor left on"],
        ["credit", "Monday. Nobody knew why."],
    ]


def test_a_list_with_a_mark_blank_lines_and_quoted_cells(folder):
    text = f'\ufeff{HEADER}\r\n\r\na.txt,"A, ""the paper""",,,,\r\n\r\n'
    (folder / "articles.csv").write_bytes(text.encode())
    assert articles.read_event(folder)["label"].item() == 'A, "the paper"'


def test_missing_folder(tmp_path):
    assert "nowhere: no such folder" in refused(tmp_path / "nowhere")


def test_no_document(tmp_path):
    assert "no article" in refused(tmp_path)
    assert "no article" in refused(listed(tmp_path))


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t", b"\xef\xbb\xbf"])
def test_empty_file(folder, data):
    (folder / "a.txt").write_bytes(data)
    assert f"a.txt: empty ({len(data)} bytes)" in refused(folder)


@pytest.mark.parametrize(("mark", "offset"), [(b"", 9), (b"\xef\xbb\xbf", 12)])
def test_not_utf8_names_the_byte(folder, mark, offset):
    (folder / "a.txt").write_bytes(mark + b"The mayor\xe9 left.")
    assert f"a.txt, byte {offset}: 0xe9" in refused(folder)


def test_list_that_is_not_utf8(folder):
    (folder / "articles.csv").write_bytes(HEADER.encode() + b"\na.txt,\xff,,,,\n")
    assert "articles.csv, byte 45: 0xff" in refused(folder)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16(folder, encoding):
    (folder / "a.txt").write_bytes(BODY.encode(encoding))
    assert "expected UTF-8" in refused(folder)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["b.txt,B,,,,"], "articles.csv, line 2, column file: 'b.txt' is no file"),
        ([",B,,,,"], "line 2, column file: None is no file"),
        (["a.txt,A,,,"], "articles.csv, line 2: 5 cells; expected 6"),
        (["", "a.txt,A,,,,,"], "articles.csv, line 3: 7 cells; expected 6"),
        (["a.txt,A,,,,", "a.txt,B,,,,"], "line 3, column file: article 'a' stands in line 2 already"),
        (["a.txt,A,,,,", "sub/a.txt,B,,,,"], "line 3, column file: article 'a' stands in line 2 already"),
        (["a.txt,A,,,on Thursday,"], "line 2, column published: 'on Thursday'; expected a date"),
        (['a.txt,"A,,,,'], "articles.csv, line 2: unexpected end of data"),
        (["a.txt,A,,,,", "b.txt,A,,,,"], "label 'A': found twice in storm"),
    ],
)
def test_bad_rows(folder, rows, expected):
    if "found twice" in expected:
        (folder / "b.txt").write_text(BODY)
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(BODY)
    assert expected in refused(listed(folder, *rows))


@pytest.mark.parametrize("column", HEADER.split(","))
def test_missing_column(folder, column):
    header = ",".join(name for name in HEADER.split(",") if name != column)
    message = refused(listed(folder, "a.txt,A,,,", header=header))
    assert "articles.csv, line 1: columns" in message
    assert f"lack ['{column}']" in message


@pytest.mark.parametrize("column", ["autor", "label"])
def test_unknown_or_repeated_column(folder, column):
    assert f"unknown or repeated columns ['{column}'" in refused(listed(folder, header=f"{HEADER},{column}"))


def test_empty_list(folder):
    (folder / "articles.csv").write_bytes(b"")
    assert "articles.csv: empty" in refused(folder)


@pytest.mark.parametrize(
    "text", ["Mayor resigns\nBy Ann Lee\n", "Mayor resigns\n\nComments\nSee what people are discussing"]
)
def test_article_without_a_body(folder, text):
    (folder / "a.txt").write_text(text)
    assert "a.txt: no body" in refused(folder)


def test_stated_headline_can_leave_no_body(folder):
    assert "a.txt: no body" in refused(listed(folder, f"a.txt,A,,,,,{BODY}", header=HEADER + ",headline"))


def test_texts_with_lone_surrogates():
    read = articles.from_texts({"x": "He said \ud83d so."}, event="toy")
    digest = hashlib.sha256("He said \ud83d so.".encode("utf-8", "surrogatepass")).hexdigest()
    assert read["sha256"].item() == digest
    assert segment.find_sentences(segment.find_segments(read))["n_words"].tolist() == [3]


def test_no_texts():
    read = articles.from_texts({})
    segments = segment.find_segments(read)
    assert len(segment.find_sentences(segments)) == len(segment.describe(read, segments)) == 0


def test_empty_text_is_described():
    read = articles.from_texts({"x": ""})
    assert segment.describe(read, segment.find_segments(read))["n_words"].tolist() == [0]


def test_frame_with_known_columns():
    frame = pd.DataFrame(
        {"article_id": [7], "text": [BODY], "label": [float("nan")], "outlet": ["A"], "leaning": ["left"]}
    )
    read = articles.from_frame(frame)
    described = segment.describe(read, segment.find_segments(read))
    assert described.columns.tolist() == schema.columns("articles")
    assert described[["article_id", "label", "event", "outlet", "n_words"]].to_numpy().tolist() == [
        ["7", "7", "texts", "A", 8]
    ]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ({"text": ["x"]}, "lack ['article_id']"),
        ({"article_id": ["a", "a"], "text": ["x", "y"]}, "article_id 'a': found twice"),
        ({"article_id": ["a", "b"], "text": ["x", "y"], "label": ["l", "l"]}, "label 'l': found twice"),
        ({"article_id": ["a"], "text": [None]}, "row 0: article_id 'a', text None"),
    ],
)
def test_bad_frames(frame, expected):
    with pytest.raises(InputError) as error:
        articles.from_frame(pd.DataFrame(frame))
    assert expected in str(error.value)
