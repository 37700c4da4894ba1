"""One text a PDF: the lines of its pages, without what the pages repeat, words broken at a line's end put together."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from itertools import chain

from analysis.schema import InputError

EDGE = 2  # lines at the top and at the foot of a page that may be a running title, a date, a number
_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_PRINTED = re.compile(r"\w+://\S+.*|.*\s\d{1,3}/\d{1,3}|\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}.*")  # by a browser
_BROKEN = re.compile(r"(\w+)[-\u00ad]\n(?P<rest>(?P<word>[a-z]+)\S*) ?")


def read(data: bytes) -> str:
    """The text of a PDF.

    Raises
    ------
    InputError
        It cannot be read, wants a password, or holds pictures of pages only; the message lacks the name of the file.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - as long to import as pandas, and few events hold a PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a damaged file names no file
    try:
        pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # noqa: BLE001 - pypdf raises many kinds on damaged files
        raise InputError(f"a PDF that cannot be read ({error}); expected one without damage or password") from None
    if not any(line.strip() for line in chain(*pages)):
        raise InputError("a PDF without text, perhaps a scan; expected one whose words can be marked and copied")
    return join_lines("\n".join(chain(*without_running(pages))))


def without_running(pages: list[list[str]]) -> list[list[str]]:
    """The lines of each page without running titles, page numbers, and what a browser prints at the edges.

    Examples
    --------
    >>> without_running([["Courier", "It rained.", "1"], ["Courier", "It snowed.", "2"]])
    [['It rained.'], ['It snowed.']]
    """
    edges = [{_common(line) for line in (*page[:EDGE], *page[-EDGE:])} for page in pages]
    seen = Counter(chain(*edges))
    repeated = {line for line, count in seen.items() if count > 1 and count > len(pages) / 2}
    return [
        [line for place, line in enumerate(page) if EDGE <= place < len(page) - EDGE or not _is_running(line, repeated)]
        for page in pages
    ]


def _is_running(line: str, repeated: set[str]) -> bool:
    return bool(_NUMBER.fullmatch(line) or _PRINTED.fullmatch(line)) or _common(line) in repeated


def join_lines(text: str) -> str:
    r"""Words broken at the end of a line in one piece, their hyphen kept where the text has it elsewhere too.

    Examples
    --------
    >>> join_lines("the govern-\nment of a well-\nknown man, well-known here")
    'the government\nof a well-known\nman, well-known here'
    """

    def joined(match: re.Match[str]) -> str:
        hyphen = "-" if f"{match[1]}-{match['word']}" in text else ""
        return f"{match[1]}{hyphen}{match['rest']}\n"

    return _BROKEN.sub(joined, text)


def _common(line: str) -> str:
    """A line as other pages may have it, with another number."""
    return re.sub(r"\d+", "0", line.strip())
