"""One record a finding: a sentence about a difference, how telling it is, and the words it rests on."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.spans import Span
from analysis.text.quotes import EDGES

LONGEST = 110  # characters of a quotation in a sentence
OPENING = re.compile(r'[“„‟«]|(?<![^\s(\[—–-])"')
CLOSING = re.compile(r'[”»"]')

Evidence = dict[str, list[Span]]
"""Spans by article_id."""


class Finding(NamedTuple):
    """A difference in words; `weight` (0 to 1) says how telling, `rows` names the rows of the tables behind it."""

    kind: str
    weight: float
    text: str
    evidence: Evidence
    rows: str


def quoted(words: str, longest: int = LONGEST) -> str:
    """Words in quotation marks for a sentence: on one line, cut after a whole word, quotation marks inside single.

    Examples
    --------
    >>> quoted("He  said “no”, twice,")
    '“He said ‘no’, twice”'
    >>> quoted("a ban and fines", longest=8)
    '“a ban …”'
    >>> quoted("the bridge was “old and worn")
    '“the bridge was ‘old and worn’”'
    """
    line = CLOSING.sub("”", OPENING.sub("“", re.sub(r"\s+", " ", words))).strip(" ,.;:")
    if line.count("“") <= 1 and line.count("”") <= 1 and (line[:1] == "“" or line[-1:] == "”"):
        line = line.strip(EDGES)
    if len(line) > longest:
        cut = line[: longest + 1].rpartition(" ")[0] or line[:longest]
        line = f"{cut.rstrip(EDGES)} …"
    return f"“{_paired(line).replace('“', '‘').replace('”', '’')}”"


def _paired(line: str) -> str:
    """A line with a mark at its ends for each whose partner was cut off."""
    unopened = unclosed = 0
    for mark in re.findall("[“”]", line):
        if mark == "“":
            unclosed += 1
        elif unclosed:
            unclosed -= 1
        else:
            unopened += 1
    return "“" * unopened + line + "”" * unclosed
