"""Getting text in: every format, odd and hostile input, the same text twice, and what `check` says of it."""

import codecs
import io
import json
import struct
import zipfile

import docx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import articles, segment, spans
from analysis.commands import check as verb
from analysis.intake import bundle, characters, check, copies, decode, language
from analysis.schema import InputError
from analysis.study import Study

BODY = "The river burst its banks on Monday. The mayor said that the town was safe."
MORE = "Officials admitted that two roads were cut off. “We may need boats,” the mayor warned."
AGENCY = (
    "OSLO (AP) — The mayor said on Monday that the town was safe and that nobody had to leave the valley before the "
    "river rose again. Officials warned that two roads might be cut off by the evening."
)
PAGE = """<html><head><meta charset="windows-1252"><title>Mayor stays | The Courier</title>
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2025-07-24T10:00:00Z">
<link rel="canonical" href="https://courier.example/a"></head>
<body><nav><a href="/">Home</a><a href="/s">Sport</a></nav><article><h1>Mayor stays</h1><p>{}</p><p>{}</p>
<script>alert("stolen")</script></article><footer>Copyright 2025 The Courier</footer></body></html>"""


def word_file(*paragraphs, title=None):
    document, data = docx.Document(), io.BytesIO()
    if title:
        document.add_heading(title, 0)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(data)
    return data.getvalue()


def pdf_file(*pages):
    """A PDF, each page some lines."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for lines in pages:
        shown = b" ".join(b"(%s) Tj T*" % line.encode("cp1252") for line in lines)
        stream = b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET"
        number = len(parts) + 1
        font = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>"
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font %s >> /Contents %d 0 R >>"
            % (font, number + 1)
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(b"%d 0 R" % number)
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    data = b"%PDF-1.4\n"
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def packed(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


@pytest.fixture
def event(tmp_path):
    """Write files into a folder and read it."""

    def write(**files):
        (tmp_path / "flood").mkdir(exist_ok=True)
        for name, content in files.items():
            (tmp_path / "flood" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path / "flood"

    return write


def reasons(folder, columns=None):
    return {row.file: row.reason for row in articles.read_event(folder, columns).refused.itertuples()}


# formats


def test_the_text_of_a_page_is_its_main_text_and_the_head_says_the_rest(event):
    data = PAGE.format(BODY, MORE).encode("cp1252")
    read = articles.read_event(event(**{"a.html": data})).articles.iloc[0]
    assert read["text"] == f"Mayor stays\n\n{BODY}\n\n{MORE}"
    assert read[["outlet", "author", "published", "url", "headline", "encoding"]].tolist() == [
        "The Courier", "Ann Lee", "2025-07-24", "https://courier.example/a", "Mayor stays", "cp1252",
    ]  # fmt: skip
    study = Study.read(event())
    assert study.segments["role"].tolist() == ["headline", "body", "body"]
    assert spans.violations(study.sentences, study.articles).empty


def test_markdown_loses_its_marks_and_its_front_matter(event):
    text = (
        f"---\ntitle: 'Mayor stays'\ndate: 2025-07-24\nsource: Courier\nmood: glad\n---\n\n# Mayor stays\n\n*{BODY}*\n"
    )
    more = f'> **{MORE}** See [the map](http://map.example "Map") in snake_case_text and 2 * 3 * 4.\n\n![x](y.png)\n'
    read = articles.read_event(event(**{"a.md": text + more})).articles.iloc[0]
    assert read["text"].split("\n") == [
        "Mayor stays", "", BODY, f"{MORE} See the map in snake_case_text and 2 * 3 * 4.", "", "", ""
    ]  # fmt: skip
    assert read[["headline", "published", "outlet"]].tolist() == ["Mayor stays", "2025-07-24", "Courier"]


def test_a_title_in_front_matter_alone_becomes_the_headline(event):
    study = Study.read(event(**{"a.md": f"---\ntitle: Mayor stays\n---\n{BODY}"}))
    assert study.articles["text"].item() == f"Mayor stays\n\n{BODY}"
    assert study.segments["role"].tolist() == ["headline", "body"]


def test_the_paragraphs_of_a_word_file(event):
    read = articles.read_event(event(**{"a.docx": word_file(BODY, "", MORE, title="Mayor stays")})).articles.iloc[0]
    assert read["text"] == f"Mayor stays\n\n{BODY}\n\n{MORE}"
    assert read["headline"] == "Mayor stays"
    assert pd.isna(read["encoding"])


def test_the_lines_of_a_pdf(event):
    first = ["The Courier 3", "Mayor stays", "The river burst its banks on Monday, and the govern-", "ment was", "3"]
    second = ["The Courier 4", "not there. The mayor said that the town was safe.", "Nobody left.", "It rained.", "4"]
    read = articles.read_event(event(**{"a.pdf": pdf_file(first, second)})).articles.iloc[0]
    assert read["text"].split("\n") == [
        "Mayor stays",
        "The river burst its banks on Monday, and the government",
        "was",
        "not there. The mayor said that the town was safe.",
        "Nobody left.",
        "It rained.",
    ]


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("a.pdf", b"%PDF-1.4 broken", "a PDF that cannot be read"),
        ("a.pdf", pdf_file([]), "a PDF without text, perhaps a scan"),
        ("a.docx", b"PK\x03\x04 broken", "expected one saved as .docx"),
        ("a.docx", packed(**{"word/document.xml": "<broken"}), "a Word file that cannot be read"),
        ("a.html", b"<html><body><script>alert(1)</script></body></html>", "a page without a main text"),
        ("a.md", b"---\ntitle: x\n---\n", "no body"),
        ("a.txt", bytes(range(256)) * 20, "no text, but bytes without a meaning"),
    ],
)
def test_damaged_files_are_refused_with_a_reason(event, name, data, found):
    assert found in reasons(event(**{"good.txt": BODY, name: data}))[name]


def test_files_of_other_formats_are_left_aside_and_two_of_one_name_refused(event):
    read = articles.read_event(
        event(**{"a.txt": BODY, "a.md": MORE, "photo.jpg": b"x", ".b.txt": BODY, "t.csv": "text\n"})
    )
    assert read.aside == ["photo.jpg", "t.csv"]
    assert read.refused["reason"].tolist() == ["article 'a' stands in a.md already; expected another name or id"]


# tables


CSV = 'source;body;when\nCourier;"{}";2025-07-24\nHerald;"{}";on Friday\n'.format(
    BODY, MORE.replace("“", '""').replace("”", '""')
)


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
    with pytest.raises(InputError, match="") as error:
        articles.read_event(tmp_path / "flood.csv", columns)
    assert found in str(error.value)


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


# odd characters


ODD = st.text(st.sampled_from("ab f\u00adi\u200b\ufb03\u00a0e\u0301\uff21\0\u202e\n🌊"), max_size=40)


@given(ODD)
def test_the_view_points_back_to_the_text(text):
    seen, places = characters.view(text)
    assert seen == characters.plain(text)
    if places is None:
        assert seen == text
        assert characters.count_odd(text) == {}
    else:
        assert len(places) == len(seen)
        assert places == sorted(places)
        assert all(0 <= start < end <= len(text) for start, end in places)
    assert not set(seen) & set("\u00ad\u200b\ufb03\u00a0\uff21\0\u202e")


def test_odd_characters_hide_nothing_from_the_detectors():
    text = (
        "The minister said on Monday that the office might find it difficult. “We need efficient boats,” Zoë Flint "
        "warned officials. Critics reportedly claimed that the mayor may resign."
    )
    pairs = {
        "minister": "min\xadis\xadter",
        "fi": "\ufb01",
        "might": "mi\u200bght",
        "said ": "said\xa0",
    }
    odd = text
    for plain, other in {**pairs, "ë": "e\u0308", "may ": "ma\xady\u202f"}.items():
        assert plain in odd
        odd = odd.replace(plain, other)
    one, two = Study.from_texts({"x": text}), Study.from_texts({"x": odd})
    shown = {"attributions": ["source", "cue", "content"], "hedges": ["text", "kind"], "namings": ["text", "actor"]}
    for name, columns in shown.items():
        expected = one.table(name)[columns].astype(object).to_numpy().tolist()
        found = two.table(name)[columns].astype(object).to_numpy().tolist()
        assert [[characters.plain(str(cell)) for cell in row] for row in found] == [
            [str(cell) for cell in row] for row in expected
        ]
        assert found
    assert spans.violations(two.tokens, two.articles).empty
    assert two.articles["text"].item() == odd
    counts = "soft hyphen: 3; zero-width mark: 1; ligature: 5; separate accent: 1; special space: 2"
    assert two.articles["notes"].item() == counts


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_decode(data):
    text, encoding = decode.decode(data)
    assert text.encode("utf-8").decode("utf-8") == text  # which half of a surrogate pair would not let
    assert codecs.lookup(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр сказал, что в городе безопасно. Река вышла из берегов в понедельник утром, и никто не уехал.", "cp1251"),
        ("Der Bürgermeister sagte, die Straßen seien überflutet. Größere Schäden gebe es nicht.", "cp1252"),
    ],
)
def test_other_alphabets_are_recognised(text, encoding):
    assert decode.decode(text.encode(encoding)) == (text, encoding)


# languages


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BODY, "en"),
        (BODY.upper(), "en"),
        ("Der Bürgermeister sagte am Montag, die Stadt sei sicher. Niemand müsse gehen.", "de"),
        ("Le maire a déclaré lundi que la ville était sûre.", "fr"),
        ("市长周一表示，该镇是安全的。没有人需要离开。", "zh"),
        ("قال رئيس البلدية يوم الاثنين إن المدينة آمنة.", "ar"),
        ("Yes. No. Ok.", None),
        ("", None),
        ("1 2 3 — 4", None),
    ],
)
def test_languages(text, found):
    assert language.detect(text) == found


def test_a_text_in_another_language_is_refused_and_a_short_one_is_not(event):
    spanish = "El río se desbordó el lunes. La alcaldesa dijo que la ciudad estaba a salvo."
    folder = event(**{"a.txt": BODY, "b.txt": spanish, "c.txt": "Ok. Ok."})
    assert reasons(folder) == {"b.txt": "language 'es'; expected English, the language that the detectors are made for"}
    assert articles.read_event(folder).articles["language"].fillna("?").tolist() == ["en", "?"]
    with pytest.warns(UserWarning, match="1 of 3 articles refused, see Study.refused; b.txt: language 'es'"):
        assert len(Study.read(folder).refused) == 1


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


# check


def test_check_shows_what_is_there(event, capsys):
    page = PAGE.format(BODY, MORE).encode("cp1252")
    files = {
        "post.txt": AGENCY,
        "mail.txt": f"Mayor stays\n\n{AGENCY}\n\nIt snowed.",
        "page.html": page,
        "bad.txt": b" ",
        "x.png": b"",
    }
    folder = event(**files)
    found = check.look(folder)
    assert [(row["label"], row["headline"], row["words"], row["sentences"]) for row in found["articles"]] == [
        ("mail", "Mayor stays", 37, 3), ("page", "Mayor stays", 30, 4), ("post", None, 35, 2)
    ]  # fmt: skip
    assert found["articles"][1]["missing"] == []
    assert found["articles"][2]["furniture"] == pytest.approx(2 / 37, abs=0.001)
    assert found["refused"] == [{"file": "bad.txt", "reason": "empty (1 bytes); expected text"}]
    assert found["aside"] == ["x.png"]
    assert found["copies"][0]["added"] == ["only in mail: 2 words “It snowed”", "only in post: 0 words"]
    with pytest.raises(verb.typer.Exit) as ended:
        verb.check(folder)
    assert ended.value.exit_code == 1
    printed = capsys.readouterr().out
    assert "3 article(s) will be analysed, 102 words; 1 refused" in printed
    assert "no headline found: post" in printed
    with pytest.raises(verb.typer.Exit):
        verb.check(folder, as_json=True)
    assert json.loads(capsys.readouterr().out) == found


NASTY = {
    "one word": "Flood.",
    "headline only": "Mayor resigns",
    "capitals": BODY.upper(),
    "marks": "«We go», he said. „No“, she said. “Why? ‘Because `they` said so, he added.",
    "emoji": "🌊🌊 The mayor 👩🏽‍💼 said: “Help 🆘!” Officials agreed. 🇵🇰",
    "right to left": "The \u202emayor\u202c said \u2066it\u2069 may rain. He left the town on Monday. \u200f",
    "nul": "The mayor\0 said that it may rain. She left the town on Monday.",
    "windows": b"The mayor said \x93it may rain\x94 \x96 she left.",
    "script": b"<html><script>while(1){}</script><p>The mayor said that it may rain on Monday.</p></html>",
    "short": "Yes.\n" * 500,
    "long": ("The mayor said that it may rain, " * 6_000).encode(),
    "binary": bytes(range(256)) * 8,
    "urdu": "وزیر نے پیر کو کہا کہ شہر محفوظ ہے۔ کسی کو جانے کی ضرورت نہیں۔",
}


def test_nasty_files_are_looked_at_and_nothing_is_lost(event):
    files = {f"{name}.{'html' if name == 'script' else 'txt'}": text for name, text in NASTY.items()}
    found = check.look(event(**files))
    seen = [row["file"] for row in found["articles"]] + [row["file"] for row in found["refused"]] + found["aside"]
    assert sorted(seen) == sorted(files)
    assert {row["file"] for row in found["refused"]} == {"headline only.txt", "binary.txt", "urdu.txt"}
    long = next(row for row in found["articles"] if row["label"] == "long")
    assert long["words"] == 7 * 6_000
    assert "\n".join(check.report(found))


@given(
    st.dictionaries(
        st.sampled_from(["a.txt", "b.md", "c.html", "d.csv", "articles.csv"]),
        st.binary(max_size=200) | st.text(max_size=100).map(str.encode),
    )
)
@settings(max_examples=60, deadline=None)
def test_any_files_are_read_or_refused_with_one_message(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("any")
    for name, data in files.items():
        (folder / name).write_bytes(data)
    try:
        read = articles.read_event(folder)
    except InputError as error:
        message = str(error)
    else:
        message = " ".join(["expected", *read.articles["file"], *read.refused["file"], *read.aside, "articles.csv"])
        assert all(name in message for name in files)
    assert "expected" in message
