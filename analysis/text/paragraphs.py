"""One row a paragraph of a text, be its lines one paragraph each or broken at a fixed width."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

WIDEST = 100  # characters; e-mail and wire copy break lines at 60 to 80
NARROWEST = 50  # characters; verse and lists are shorter
FILLED = 0.6  # share of lines with no room for the next word; paragraphs' last lines have room
RUNNING = 0.4  # share of line starts in lower case where sentences run on; about 0.8 in English prose
TERMINAL = ".?!…。！？۔؟।"
CLOSING = "\"'”’»)]"


class Paragraph(NamedTuple):
    """A stretch of text without white space at its ends; `block` counts the stretches parted by blank lines.

    The role is missing until something speaks for one.
    """

    start: int
    end: int
    text: str
    block: int
    role: str | None = None


def find_paragraphs(text: str) -> list[Paragraph]:
    r"""Paragraphs in reading order; together they hold all that is not white space.

    A blank line parts paragraphs. Within a block each line is a paragraph, unless the text is broken at a fixed width
    or a sentence runs on in lower case.

    Examples
    --------
    >>> [each.text for each in find_paragraphs("Mayor resigns\nThe mayor resigned\non Monday.")]
    ['Mayor resigns', 'The mayor resigned\non Monday.']
    """
    lines = list(_lines(text))
    width = _width(lines)
    spans: list[tuple[int, int, int]] = []
    for index, line in enumerate(lines):
        if index and _runs_on(lines[index - 1], line, width):
            spans[-1] = (spans[-1][0], line.end, line.block)
        else:
            spans.append((line.start, line.end, line.block))
    return [Paragraph(start, end, text[start:end], block) for start, end, block in spans]


def is_ended(text: str) -> bool:
    """Whether a text ends as a sentence does, closing marks set aside.

    Examples
    --------
    >>> is_ended("He left.”"), is_ended("Mayor resigns")
    (True, False)
    """
    return text.rstrip(CLOSING).endswith(tuple(TERMINAL))


def _lines(text: str) -> Iterator[Paragraph]:
    """Lines that hold more than white space."""
    offset, block = 0, 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = offset + len(line) - len(line.lstrip())
            yield Paragraph(start, start + len(stripped), stripped, block)
        else:
            block += 1
        offset += len(line)


def _width(lines: list[Paragraph]) -> int | None:
    """The width at which the text is broken: most lines have no room for the next word and stop in mid-sentence."""
    neighbours = [(above, below) for above, below in pairwise(lines) if above.block == below.block]
    pairs = [(above, below) for above, below in neighbours if len(above.text) <= WIDEST]
    width = max((len(above.text) for above, _ in pairs), default=0)
    if width < NARROWEST or len(pairs) < FILLED * len(neighbours):
        return None
    filled = [below for above, below in pairs if _is_filled(above, below, width)]
    running = [below for below in filled if _starts_low(below.text)]
    return width if len(filled) >= FILLED * len(pairs) and len(running) >= RUNNING * len(filled) else None


def _runs_on(above: Paragraph, below: Paragraph, width: int | None) -> bool:
    """Whether two neighbouring lines belong to one paragraph."""
    if above.block != below.block:
        return False
    if width and len(above.text) <= width and _is_filled(above, below, width):
        return True
    return below.text[0].islower() and not is_ended(above.text) and not below.text.startswith("by ")


def _is_filled(above: Paragraph, below: Paragraph, width: int) -> bool:
    """Whether the first word of the line below found no room on the line above."""
    return len(above.text) + 1 + len(below.text.split(None, 1)[0]) > width


def _starts_low(text: str) -> bool:
    """Whether the first letter is not a capital; a script without case counts as low."""
    first = next((character for character in text[:40] if character.isalpha()), "A")
    return not (first.isupper() or first.istitle())
