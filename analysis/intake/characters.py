"""One row a kind of odd character: what a text holds that a reader does not see, and the text as the reader sees it.

An article's text is kept as it was read, so offsets never move. Detectors look at words through `plain`: without soft
hyphens and zero-width marks, with ligatures, full-width letters and separate accents put together.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from analysis.spans import Span


class Kind(NamedTuple):
    """One kind of odd character; `unseen` ones take no room on a page."""

    name: str
    pattern: str
    unseen: bool = False


KINDS = (
    Kind("soft hyphen", "\u00ad", True),
    Kind("zero-width mark", "[\u200b-\u200d\u2060\ufeff]", True),
    Kind("direction mark", "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", True),
    Kind("ligature", "[\ufb00-\ufb06]"),
    Kind("full-width letter", "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"),
    Kind("separate accent", "[^\\W\\d_][\u0300-\u036f]+"),
    Kind("special space", "[\u00a0\u2000-\u200a\u202f\u205f\u3000]"),
    Kind("NUL", "\0"),
    Kind("control character", "[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"),
    Kind("undecodable character", "\ufffd"),
)
_ODD = re.compile("|".join(f"(?P<k{number}>{kind.pattern})" for number, kind in enumerate(KINDS)))


def count_odd(text: str) -> dict[str, int]:
    r"""How often each kind of odd character stands in a text; kinds that it has not are left out.

    Examples
    --------
    >>> count_odd("The o\ufb03ce of the min\xadis\xadter")
    {'soft hyphen': 2, 'ligature': 1}
    """
    counts = {kind.name: 0 for kind in KINDS}
    for match in _ODD.finditer(text):
        counts[_kind(match).name] += 1
    return {name: count for name, count in counts.items() if count}


def plain(text: str) -> str:
    r"""The text as a reader sees it.

    Examples
    --------
    >>> plain("The\xa0o\ufb03ce of the min\xadis\xadter")
    'The office of the minister'
    """
    return _ODD.sub(_seen, text)


def view(text: str) -> tuple[str, list[Span] | None]:
    r"""The text as a reader sees it, and the span of `text` that each of its characters stands for.

    Where nothing is odd, the text is its own view and there are no spans.

    Examples
    --------
    >>> seen, spans = view("o\ufb03ce")
    >>> seen, spans
    ('office', [(0, 1), (1, 2), (1, 2), (1, 2), (2, 3), (3, 4)])
    """
    if not _ODD.search(text):
        return text, None
    pieces: list[str] = []
    spans: list[Span] = []
    place = 0
    for match in _ODD.finditer(text):
        pieces += [text[place : match.start()], seen := _seen(match)]
        spans += [(index, index + 1) for index in range(place, match.start())] + [match.span()] * len(seen)
        place = match.end()
    spans += [(index, index + 1) for index in range(place, len(text))]
    return "".join([*pieces, text[place:]]), spans


def _kind(match: re.Match[str]) -> Kind:
    return KINDS[int(str(match.lastgroup)[1:])]


def _seen(match: re.Match[str]) -> str:
    """What a reader sees of an odd character."""
    kind = _kind(match)
    if kind.unseen:
        return ""
    if kind.name in ("ligature", "full-width letter", "separate accent"):
        return unicodedata.normalize("NFKC", match[0])
    return match[0] if kind.name == "undecodable character" else " "
