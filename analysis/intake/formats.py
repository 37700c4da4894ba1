"""One row a document: the text of a file in any of the formats, and what the file says of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from analysis.intake import bundle, pdf
from analysis.intake.decode import decode
from analysis.schema import InputError

LONGEST = 3_000_000  # characters: half a million words are a library, not an article
KNOWN = ("label", "outlet", "author", "published", "url", "headline")
_FRONT = re.compile(r"---[ \t]*\r?\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"(?m)^(\w+)[ \t]*:[ \t]*(.*?)[ \t]*\r?$")
FIELDS = {"title": "headline", "date": "published", "source": "outlet", "publication": "outlet", "publisher": "outlet"}
_MARKDOWN = (  # what to look for, what stays: of a link its words, of a picture nothing
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)\s]*(?:\s\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"(?m)^[ ]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)"), ""),
    (re.compile(r"(?m)^[ ]{0,3}(?:[-*_][ \t]*){3,}$"), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_\n]+?)(?<=\S)_(?!\w)"), r"\1"),
)


class Document(NamedTuple):
    """A text, the encoding of its file (where it has one), and what is known of it (`KNOWN`)."""

    text: str
    encoding: str | None
    known: dict[str, str]


def read(file: bundle.File) -> tuple[Document, bytes]:
    """The document in a file, and its bytes.

    Raises
    ------
    InputError
        The format is unknown, the file cannot be read, or there is no text in it, or too much; without the file's name.
    """
    if file.ending not in READERS:
        raise InputError(f"format {file.ending!r} unknown; expected one of {' '.join(READERS)}")
    if file.size > bundle.LARGEST:
        raise InputError(f"{file.size:,} bytes; expected at most {bundle.LARGEST:,}")
    data = file.read()
    if not data.strip():
        raise InputError(f"empty ({len(data)} bytes); expected text")
    document = READERS[file.ending](data)
    if not document.text.strip():
        raise InputError(f"empty ({len(data)} bytes without a word); expected text")
    if len(document.text) > LONGEST:
        raise InputError(f"{len(document.text):,} characters; expected an article of at most {LONGEST:,}")
    return document, data


def with_headline(text: str, headline: str | None) -> str:
    r"""A text that opens with its headline: put before it, unless it stands in the first lines already.

    Examples
    --------
    >>> with_headline("It rained.", "Rain at last"), with_headline("Rain at last\nIt rained.", "Rain at last")
    ('Rain at last\n\nIt rained.', 'Rain at last\nIt rained.')
    """
    if not headline or headline in text[: len(headline) + 500]:
        return text
    return f"{headline}\n\n{text}"


def _plain(data: bytes) -> Document:
    return Document(*decode(data), {})


def _markdown(data: bytes) -> Document:
    """Without the front matter (lines ``key: value`` between ``---``), which is what is known, and without marks."""
    text, encoding = decode(data)
    known: dict[str, str] = {}
    if front := _FRONT.match(text):
        text = text[front.end() :].lstrip("\r\n")
        for name, value in _FIELD.findall(front["fields"]):
            field = FIELDS.get(name.lower(), name.lower())
            if field in KNOWN and (words := value.strip().strip("\"'").strip()):
                known[field] = words
    for pattern, stays in _MARKDOWN:
        text = pattern.sub(stays, text)
    return Document(with_headline(text, known.get("headline")), encoding, known)


def _html(data: bytes) -> Document:
    """The main text of a page, one blank line between paragraphs, and what its head says."""
    import trafilatura  # noqa: PLC0415 - it takes its time, and few events have pages
    from trafilatura.settings import use_config  # noqa: PLC0415

    page, encoding = decode(data)
    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")  # characters: a short page keeps its paragraphs too
    found = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=False, with_metadata=True, config=settings
    )
    if found is None or isinstance(found, dict) or not found.text:
        raise InputError("a page without a main text; expected an article")
    said = {
        "outlet": found.sitename,
        "author": found.author,
        "published": found.date,
        "url": found.url,
        "headline": found.title,
    }
    known = {name: " ".join(words.split()) for name, words in said.items() if words}
    paragraphs = "\n\n".join(line.strip() for line in found.text.splitlines() if line.strip())
    return Document(with_headline(paragraphs, known.get("headline")), encoding, known)


def _pdf(data: bytes) -> Document:
    return Document(pdf.read(data), None, {})


def _word(data: bytes) -> Document:
    """The paragraphs of a Word file, a blank line between them; a paragraph in the style Title is the headline."""
    import docx  # noqa: PLC0415 - it takes its time, and few events have Word files

    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise InputError("a Word file that cannot be read (an old .doc, or damaged?); expected one saved as .docx")
    bundle.check_zip(data, "the Word file")
    try:
        paragraphs = [
            (part.text.strip(), str(part.style and part.style.name))
            for part in docx.Document(io.BytesIO(data)).paragraphs
        ]
    except Exception as error:  # noqa: BLE001 - python-docx raises many kinds on damaged files
        raise InputError(f"a Word file that cannot be read ({error}); expected a .docx without damage") from None
    titles = [text for text, style in paragraphs if style == "Title" and text]
    text = "\n\n".join(text for text, _ in paragraphs if text)
    return Document(text, None, {"headline": titles[0]} if titles else {})


READERS: dict[str, Callable[[bytes], Document]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    ".docx": _word,
}
