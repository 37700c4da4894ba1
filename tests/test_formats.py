"""Files of every format: what is read, what is refused and why."""

import io

import docx
import pandas as pd
import pytest
from helpers import BODY, MORE, PAGE, packed, reasons

from analysis import articles, spans
from analysis.study import Study


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
