"""One row a stretch of an article: its role (headline, byline, body, credit, …), found from lines, marks and phrases.

Whatever nothing speaks against is body: to lose body text is worse than to keep a line of furniture.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from analysis.dictionary import ROLES
from analysis.schema import InputError
from analysis.text import boilerplate, header
from analysis.text.paragraphs import Paragraph, find_paragraphs
from analysis.text.splitter import find_spans

Rule = Callable[[str], Iterable[tuple[str, int, int]]]
RULES: dict[str, Rule] = {}  # of users: see `segment_rule`

STATED = ("headline", "dek", "byline", "dateline", "credit")  # what a user may state of an article, word for word
FOOTER_LINES = 40  # paragraphs from the end that are looked at
STANDFIRST_ECHO = 0.6  # share of its content words that the lead below repeats; no lead of BASIL is repeated as much

_MARKS = re.compile(r"\s*[:—–―-]*")  # what closes a dateline
_NEW_START = re.compile(r"\s+[^\sa-z]")


def find_roles(text: str, stated: Mapping[str, str] | None = None) -> list[tuple[str, int, int]]:
    r"""(role, start, end) of every stretch, in reading order; they do not overlap and cover all but white space.

    `stated` gives what is known of headline, dek, byline, dateline or credit: where the text has those words, they win;
    then come the rules that users add (`segment_rule`), then the package's own.

    Examples
    --------
    >>> find_roles("Mayor resigns\n\nOSLO: The mayor resigned on Monday. (Reuters)")
    [('headline', 0, 13), ('dateline', 15, 20), ('body', 21, 50), ('credit', 51, 60)]
    """
    paragraphs = find_paragraphs(text)
    for role, words in (stated or {}).items():
        paragraphs = _state(paragraphs, text, role, words.strip())
    for name, rule in RULES.items():
        paragraphs = _apply(name, rule, paragraphs, text)
    for step in (_mark_phrases, header.mark_header, _mark_footer, _split_dateline, _split_credit, _mark_standfirst):
        paragraphs = step(paragraphs)
    return [(paragraph.role or "body", paragraph.start, paragraph.end) for paragraph in paragraphs]


def segment_rule(function: Rule) -> Rule:
    r"""Register a function of a text that yields ``(role, start, end)``: stretches whose role you know better.

    One of the same name is replaced. What a rule gives a role is left alone by the package's own rules.

    Examples
    --------
    >>> @segment_rule
    ... def pointers(text):
    ...     for found in re.finditer(r"^>> .*$", text, re.MULTILINE):
    ...         yield "furniture", found.start(), found.end()
    >>> find_roles("The mayor resigned.\n>> More on page two\nShe left.")
    [('body', 0, 19), ('furniture', 20, 39), ('body', 40, 49)]
    >>> _ = RULES.pop("pointers")
    """
    RULES[function.__name__] = function
    return function


def _apply(name: str, rule: Rule, paragraphs: list[Paragraph], text: str) -> list[Paragraph]:
    """Give the stretches that a rule names their roles.

    Raises
    ------
    InputError
        The rule names a role that there is none of, or a stretch outside the text.
    """
    for role, start, end in rule(text):
        if role not in ROLES or not 0 <= start < end <= len(text):
            raise InputError(
                f"segment rule {name}: {role!r} at {start} to {end}; expected one of {', '.join(ROLES)} within the "
                f"{len(text)} characters of the text"
            )
        paragraphs = [part for each in paragraphs for part in _cut(each, start, end, role)]
    return paragraphs


def _state(paragraphs: list[Paragraph], text: str, role: str, words: str) -> list[Paragraph]:
    """Give the words that are stated of an article their role, cutting the paragraphs they stand in."""
    span = _locate_credit(paragraphs, words) if role == "credit" else _locate(paragraphs, text, role, words)
    if not words or span is None:
        return paragraphs
    return [part for paragraph in paragraphs for part in _cut(paragraph, *span, role)]


def _locate_credit(paragraphs: list[Paragraph], words: str) -> tuple[int, int] | None:
    """The last paragraph that ends in the words; the dash or bracket before them belongs to the credit."""
    words = words.strip(boilerplate.EDGES)
    for paragraph in reversed(paragraphs):
        if words and paragraph.text.rstrip(boilerplate.EDGES).endswith(words):
            before = paragraph.text[: paragraph.text.rindex(words)]
            return paragraph.start + len(before.rstrip("–—―-([ \t")), paragraph.end
    return None


def _locate(paragraphs: list[Paragraph], text: str, role: str, words: str) -> tuple[int, int] | None:
    """The first paragraph that starts with the words; a byline is all of it, after a headline or dek text may go on."""
    ends = {paragraph.end for paragraph in paragraphs}
    for paragraph in paragraphs:
        lead = re.match(r"by\s+", paragraph.text, re.IGNORECASE) if role == "byline" else None
        start = paragraph.start + (lead.end() if lead else 0)
        end = start + len(words)
        if not text.startswith(words, start):
            continue
        marks = _MARKS.match(text, end)
        if role == "dateline" and marks:
            return paragraph.start, marks.end()
        if end in ends or (role != "byline" and _NEW_START.match(text, end)):
            return paragraph.start, end
    return None


def _cut(paragraph: Paragraph, start: int, end: int, role: str) -> Iterator[Paragraph]:
    """A paragraph in up to three parts: before a span, inside it (which gets the role), after it."""
    edges = [min(max(edge, paragraph.start), paragraph.end) for edge in (paragraph.start, start, end, paragraph.end)]
    for index, (low, high) in enumerate(pairwise(edges)):
        part = paragraph.text[low - paragraph.start : high - paragraph.start]
        words = part.strip()
        if words:
            first = low + len(part) - len(part.lstrip())
            given = role if index == 1 else paragraph.role
            yield Paragraph(first, first + len(words), words, paragraph.block, given)


def _mark_phrases(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Furniture and agencies' names, wherever a paragraph is nothing else; a paragraph alone is body."""
    if len(paragraphs) == 1:
        return paragraphs
    return [each if each.role else each._replace(role=_phrase_role(each.text)) for each in paragraphs]


def _phrase_role(text: str) -> str | None:
    if boilerplate.is_agency(text):
        return "credit"
    return "furniture" if boilerplate.role_of(text) == "furniture" else None


def _mark_footer(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Credits and notes on the author below the last paragraph of the body."""
    marked = list(paragraphs)
    for index in range(len(marked) - 1, max(0, len(marked) - 1 - FOOTER_LINES), -1):
        paragraph = marked[index]
        if paragraph.role:
            continue
        note = "bio" if header.is_note(paragraph, marked[:index]) else None
        role = boilerplate.role_of(paragraph.text) or note
        if role is None:
            break
        marked[index] = paragraph._replace(role=role)
    return marked


def _split_dateline(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The dateline at the start of one of the first two paragraphs of the body (the first may be a standfirst)."""
    body = [paragraph for paragraph in paragraphs if paragraph.role is None]
    if any(paragraph.role == "dateline" for paragraph in paragraphs):
        return paragraphs
    article = "\n".join(paragraph.text for paragraph in body)
    for paragraph in body[:2]:
        length = boilerplate.find_dateline(paragraph.text, article)
        if length is not None and (length < len(paragraph.text) or paragraph is not body[-1]):
            return _split(paragraphs, paragraph, 0, length, "dateline")
    return paragraphs


def _split_credit(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The credit at the end of the last paragraph of the body."""
    last = next((paragraph for paragraph in reversed(paragraphs) if paragraph.role is None), None)
    start = boilerplate.find_credit(last.text) if last else None
    if last is None or start is None:
        return paragraphs
    return _split(paragraphs, last, start, len(last.text), "credit")


def _split(paragraphs: list[Paragraph], target: Paragraph, start: int, end: int, role: str) -> list[Paragraph]:
    """Give a part of one paragraph a role; `start` and `end` count from where it begins."""
    parts = list(_cut(target, target.start + start, target.start + end, role))
    return [part for each in paragraphs for part in (parts if each is target else [each])]


def _mark_standfirst(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A first paragraph of one sentence that the longer second one says again."""
    body = [paragraph for paragraph in paragraphs if paragraph.role is None][:2]
    if len(body) < 2 or len(body[0].text) >= len(body[1].text) or len(body[0].text.split()) > header.DEK_WORDS:
        return paragraphs
    if len(find_spans(body[0].text)) > 1 or header.echo(body[0].text, body[1].text) < STANDFIRST_ECHO:
        return paragraphs
    return [each._replace(role="standfirst") if each is body[0] else each for each in paragraphs]
