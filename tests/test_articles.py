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


def read(folder, columns=None):
    return articles.read_event(folder, columns).articles


def refused(folder):
    """The message where nothing can be read."""
    with pytest.raises(InputError) as error:
        articles.read_event(folder)
    assert "\n" not in str(error.value)
    return str(error.value)


def left_out(folder):
    """What is refused beside articles that are good."""
    return [f"{row.file}: {row.reason}" for row in articles.read_event(folder).refused.itertuples()]


def test_real_event():
    found = read(EVENT).set_index("label")
    assert found.index.tolist() == ["Hamza", "Agencies"]
    assert found["event"].unique().tolist() == ["pakistan-platforms"]
    assert found["author"].fillna("?").tolist() == ["Ali Hamza", "?"]
    assert found[["outlet", "published", "url"]].isna().all(axis=None)  # the documents do not say
    for path, digest in zip(sorted(EVENT.glob("*.txt")), found["sha256"], strict=True):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_every_text_file_without_a_list(folder):
    (folder / "b.txt").write_text("It rained.")
    (folder / ".c.txt").write_text("hidden")
    found = read(folder)
    assert found[["article_id", "label", "event"]].to_numpy().tolist() == [["a", "a", "storm"], ["b", "b", "storm"]]


def test_bytes_are_kept_and_the_mark_is_left_out(folder):
    data = b"\xef\xbb\xbfMayor resigns\r\n\r\nShe left\0 on \xe2\x80\x9cMonday\xe2\x80\x9d.\r\n"
    (folder / "a.txt").write_bytes(data)
    found = read(folder)
    assert found["text"].item() == "Mayor resigns\r\n\r\nShe left\0 on “Monday”.\r\n"
    assert found["sha256"].item() == hashlib.sha256(data).hexdigest()


def test_what_the_list_states_reaches_the_segments(folder):
    listed(folder, "a.txt,A,,,2025-07-24,,Monday. Nobody knew why.", header=HEADER + ",credit")
    found = read(folder)
    assert found["published"].item() == "2025-07-24"
    segments = segment.find_segments(found)
    assert segments[["role", "text"]].to_numpy().tolist() == [
        ["body", "The mayor left on"],
        ["credit", "Monday. Nobody knew why."],
    ]


def test_a_list_with_a_mark_blank_lines_and_quoted_cells(folder):
    text = f'\ufeff{HEADER}\r\n\r\na.txt,"A, ""the paper""",,,,\r\n\r\n'
    (folder / "articles.csv").write_bytes(text.encode())
    assert read(folder)["label"].item() == 'A, "the paper"'


def test_missing_folder(tmp_path):
    assert "nowhere: no such folder" in refused(tmp_path / "nowhere")


def test_no_document(tmp_path):
    assert "no article, nothing in it" in refused(tmp_path)
    assert "no article" in refused(listed(tmp_path))


@pytest.mark.parametrize("data", [b"", b"\n \r\n\t"])
def test_empty_file(folder, data):
    (folder / "a.txt").write_bytes(data)
    assert f"a.txt: empty ({len(data)} bytes)" in refused(folder)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"The mayor\xe9 left. He \x93ran\x94.", "cp1252", "The mayoré left. He “ran”."),
        ("Ça va mal. The mayor left.".encode("latin-1"), "cp1252", "Ça va mal. The mayor left."),
        (BODY.encode("utf-16"), "utf-16-le", BODY),
        (BODY.encode("utf-16-le"), "utf-16-le", BODY),
        (BODY.encode("utf-16-be"), "utf-16-be", BODY),
        (b"\xef\xbb\xbf" + BODY.encode(), "utf-8", BODY),
        ("The “mayor” – she – left – again. \u20ac 5 “more”.".encode() + b"\xff", "utf-8", None),
    ],
)
def test_encodings(folder, data, encoding, text):
    (folder / "a.txt").write_bytes(data)
    found = read(folder).iloc[0]
    assert found["encoding"] == encoding
    assert found["text"] == (text or data.decode("utf-8", "replace"))
    assert found["sha256"] == hashlib.sha256(data).hexdigest()
    assert pd.isna(found["notes"]) == (encoding == "utf-8" and text is not None)


def test_a_list_in_another_encoding(folder):
    (folder / "articles.csv").write_bytes(f"{HEADER}\na.txt,Café,,,,\n".encode("cp1252"))
    assert read(folder)["label"].item() == "Café"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("c.txt,C,,,,", "articles.csv, line 3: column file: 'c.txt' is no file; expected one in"),
        (",C,,,,", "articles.csv, line 3: column file: None is no file"),
        ("b.txt,B,,,", "articles.csv, line 3: 5 cells; expected 6"),
        ("b.txt,B,,,,,", "articles.csv, line 3: 7 cells; expected 6"),
        ("a.txt,B,,,,", "a.txt: article 'a' stands in a.txt already; expected another name or id"),
        ("sub/a.txt,B,,,,", "sub/a.txt: article 'a' stands in a.txt already"),
        ('b.txt,"B,,,,', "articles.csv, line 3: unexpected end of data"),
    ],
)
def test_a_bad_row_is_left_out_and_the_others_are_read(folder, row, expected):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.txt").write_text(BODY)
    (folder / "b.txt").write_text(BODY)
    [reason] = left_out(listed(folder, "a.txt,A,,,,", row))
    assert expected in reason
    assert read(folder)["article_id"].tolist() == ["a"]


def test_a_label_for_two_articles_is_an_error(folder):
    (folder / "b.txt").write_text(BODY)
    assert "label 'A': found twice in storm" in refused(listed(folder, "a.txt,A,,,,", "b.txt,A,,,,"))


def test_a_date_that_is_none_is_noted(folder):
    found = read(listed(folder, "a.txt,A,,,on Thursday,")).iloc[0]
    assert pd.isna(found["published"])
    assert found["notes"] == "published 'on Thursday' is left out (expected a date like 2025-07-24)"


def test_a_list_needs_the_file_and_nothing_else(folder):
    assert read(listed(folder, "a.txt", header="file"))["label"].item() == "a"
    assert "articles.csv, line 1: columns ['label'] lack ['file']" in refused(listed(folder, "A", header="label"))


@pytest.mark.parametrize("column", ["autor", "label"])
def test_unknown_or_repeated_column(folder, column):
    wrong = listed(folder, "a.txt,A,,,,,", header=f"{HEADER},{column}")
    assert f"columns ['{column}'" in refused(wrong)


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
    found = articles.from_texts({"x": "He said \ud83d so."}, event="toy")
    digest = hashlib.sha256("He said \ud83d so.".encode("utf-8", "surrogatepass")).hexdigest()
    assert found["sha256"].item() == digest
    assert found[["text", "notes"]].to_numpy().tolist() == [["He said \ufffd so.", "undecodable character: 1"]]
    assert segment.find_sentences(segment.find_segments(found))["n_words"].tolist() == [3]


def test_no_texts():
    found = articles.from_texts({})
    segments = segment.find_segments(found)
    assert len(segment.find_sentences(segments)) == len(segment.describe(found, segments)) == 0


def test_empty_text_is_described():
    found = articles.from_texts({"x": ""})
    assert segment.describe(found, segment.find_segments(found))["n_words"].tolist() == [0]


def test_frame_with_known_columns():
    frame = pd.DataFrame(
        {"article_id": [7], "text": [BODY], "label": [float("nan")], "outlet": ["A"], "leaning": ["left"]}
    )
    found = articles.from_frame(frame).articles
    described = segment.describe(found, segment.find_segments(found))
    assert described.columns.tolist() == schema.columns("articles")
    assert described[["article_id", "label", "event", "outlet", "n_words"]].to_numpy().tolist() == [
        ["7", "7", "texts", "A", 8]
    ]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ({"body": [BODY]}, "columns ['body'] lack 'text'"),
        ({"article_id": ["a", "b"], "text": [BODY, BODY], "label": ["l", "l"]}, "label 'l': found twice"),
        ({"article_id": ["a"], "text": [None]}, "row 0: text None of article 'a'; expected a string"),
    ],
)
def test_bad_frames(frame, expected):
    with pytest.raises(InputError) as error:
        articles.from_frame(pd.DataFrame(frame))
    assert expected in str(error.value)
