"""One answer a file: its text, and the encoding that its bytes were read in."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
NULS = 0.25  # share of NUL bytes from which a file is UTF-16 without a mark
DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
HEAD = 4096  # bytes in which a page declares its encoding
SAMPLE = 100_000  # bytes that an unknown encoding is guessed from
WESTERN = "cp1252"  # Windows-1252: what is not UTF-8 on an English page is nearly always this
UNUSED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")  # bytes that Windows-1252 gives no meaning


def decode(data: bytes) -> tuple[str, str]:
    r"""The text of a file and its encoding; a byte order mark is left out, line ends stay.

    UTF-8 comes first, then what the page declares, then Windows-1252 or what `charset_normalizer` takes it for.
    Bytes without a meaning become U+FFFD.

    Examples
    --------
    >>> decode(b"It was \x93late\x94."), decode("Spät".encode())
    (('It was “late”.', 'cp1252'), ('Spät', 'utf-8'))
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    if data.count(0) > NULS * len(data):
        encoding = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
        return data.decode(encoding, "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _declared(data) or _guessed(data)
        return data.decode(encoding, "replace"), encoding


def _declared(data: bytes) -> str | None:
    """What a page says of itself, unless it says UTF-8 (it is not) or a name that nobody knows."""
    match = DECLARED.search(data[:HEAD])
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else None
    except (LookupError, UnicodeDecodeError):
        return None
    return {"iso8859-1": WESTERN, "ascii": WESTERN}.get(name or "", name) if name != "utf-8" else None


def _guessed(data: bytes) -> str:
    """UTF-8 with a broken byte or two; Windows-1252 where most bytes are ASCII; else as the library finds."""
    high = sum(byte > 0x7F for byte in data[:SAMPLE])
    broken = data[:SAMPLE].decode("utf-8", "replace").count("\ufffd")
    if broken * 2 < high:
        return "utf-8"
    best = None if _is_western(data) else from_bytes(data[:SAMPLE]).best()
    return best.encoding if best else WESTERN


def _is_western(data: bytes) -> bool:
    """Whether few bytes are outside ASCII, as in English, and all of them have a meaning in Windows-1252."""
    high = sum(byte > 0x7F for byte in data[:SAMPLE])
    return not UNUSED.search(data[:SAMPLE]) and high * 5 < len(data[:SAMPLE])
