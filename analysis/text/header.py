"""One role a line above the body: headline, dek, byline, note on the author, date line."""

from __future__ import annotations

import re
from functools import cache

from analysis import lexicon
from analysis.text import boilerplate
from analysis.text.paragraphs import Paragraph, is_ended

HEADER_LINES = 40  # paragraphs from the top that are looked at; menus of a page come first
HEADLINE_WORDS = 25  # the longest of 924 headlines of PolNeAR but three
SENTENCE_HEADLINE_WORDS = 20  # the longest that ends in a full stop: 99 % of PolNeAR's
DEK_WORDS = 45
BYLINE_WORDS = 15
NOTE_WORDS = 80  # a note on the author
TITLE_CASE = 0.8  # share of capitalised words from which a line is in title case; PolNeAR
ECHO = 0.3  # share of a headline's content words that the next two paragraphs repeat; PolNeAR, BASIL

_BYLINE = re.compile(r"[Bb][Yy][\s:]\s*[A-Z]|[\w.+-]+@[\w-]+\.[\w.]+$")
_PERSON = re.compile(r"[A-Z][\w.'’-]*(?:,?\s(?:[A-Z][\w.'’-]*|de|del|da|van|von|der|bin|ibn|al|el|ul|ur|and|&)){1,6}")
_WHO_IS = re.compile(
    r"(?!(?:The|An?)\s)(?:[A-Z][\w.'’-]*\s){1,3}(?P<name>[A-Z][\w'’-]+),?\s(?:(?:is|was)\s(?!\w+ing\b)|(?:covers|teaches)\s)"
)
_TOLD = re.compile(r"\b(?:an?|the|said|was|were|had|told|is|are|has|have)\b", re.IGNORECASE)


def mark_header(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with roles down to the first one that is no header line; one that has a role keeps it.

    Examples
    --------
    >>> from analysis.text.paragraphs import find_paragraphs
    >>> text = "Mayor resigns\\nDebts were too high\\nBy Ann Lee\\nThe mayor resigned on Monday.\\nHe is 60."
    >>> [paragraph.role for paragraph in mark_header(find_paragraphs(text))]
    ['headline', 'dek', 'byline', None, None]
    """
    marked = list(paragraphs)
    for index, paragraph in enumerate(marked[:HEADER_LINES]):
        if paragraph.role:
            continue
        above = [other for other in marked[:index] if other.role not in ("furniture", "credit")]
        role = _role(paragraph, above, marked[index + 1 :])
        if role is None:
            break
        marked[index] = paragraph._replace(role=role)
    return marked


def is_note(paragraph: Paragraph, above: list[Paragraph]) -> bool:
    """Whether a paragraph is about the author: of the byline, or "Jane Doe is …" whom the text does not name."""
    if len(paragraph.text[:1000].split()) > NOTE_WORDS or not _has(paragraph.text, "bio"):
        return False
    authors = {word for other in above if other.role == "byline" for word in re.findall(r"\w{3,}", other.text)}
    first = re.match(r"\W*(\w+)", paragraph.text)
    if first and first[1] in authors:
        return True
    who = _WHO_IS.match(paragraph.text)
    return bool(who) and not any(who["name"] in other.text for other in above)  # type: ignore[index]


def echo(text: str, other: str) -> float:
    """Share of the content words of a text that another repeats: words of four letters or more, by their first five.

    Examples
    --------
    >>> echo("Mayor resigns over debts", "The mayor resigned on Monday because of debts")
    0.75
    """
    words, known = ({word[:5] for word in re.findall(r"[^\W\d_]{4,}", each.casefold())} for each in (text, other))
    return len(words & known) / len(words) if len(words) > 3 else 0.0


def _role(paragraph: Paragraph, above: list[Paragraph], below: list[Paragraph]) -> str | None:
    """The role of a paragraph that has only header lines above it."""
    roles = [other.role for other in above]
    words = len(paragraph.text[:1000].split())
    if not (below or roles) or words > NOTE_WORDS:
        return None
    if words <= BYLINE_WORDS and boilerplate.is_date(paragraph.text):
        return "furniture"
    if words <= BYLINE_WORDS and _is_byline(paragraph, roles, below):
        return "byline"
    if not roles:
        return "headline" if words <= HEADLINE_WORDS and _is_headline(paragraph.text, below) else None
    if below and "byline" in roles and is_note(paragraph, above):
        return "bio"
    may_be_dek = words <= DEK_WORDS and roles[-1] in ("headline", "dek") and roles.count("dek") < 2
    return "dek" if may_be_dek and _is_dek(paragraph, above[-1], below) else None


def _is_byline(paragraph: Paragraph, roles: list[str | None], below: list[Paragraph]) -> bool:
    """A line "By …", what the author is ("Correspondent") below it, or a person's name below a headline."""
    text = paragraph.text
    if is_ended(text):
        return False
    if _BYLINE.match(text) or (roles and roles[-1] == "byline" and _has(text, "role")):
        return True
    named = roles and "byline" not in roles and _PERSON.fullmatch(text)
    return bool(named) and not any(character.isdigit() for character in text) and _has_prose(below)


def _is_headline(text: str, below: list[Paragraph]) -> bool:
    """A first line in title case, or that is no sentence and has text below it, or a sentence in headlines' manner."""
    prose = [other.text for other in below if other.role is None]
    if text.endswith((":", ",")) or (is_ended(text) and len(text.split()) > SENTENCE_HEADLINE_WORDS):
        return False
    if _in_title_case(text) and any(len(other) > len(text) and not _in_title_case(other) for other in prose[:3]):
        return not _has_dateline(text.replace(":", ""))
    if _has_dateline(text):
        return False
    if not is_ended(text):
        return _has_prose(below) or _has_no_body(below)
    plain = len(prose) > 1 and len(prose[0]) > len(text) and not _TOLD.search(text)
    return plain and echo(text, " ".join(prose[:2])) >= ECHO


def _is_dek(paragraph: Paragraph, headline: Paragraph, below: list[Paragraph]) -> bool:
    """A line below the headline that is no sentence, or stands in one block with the headline and nothing else."""
    if not _has_prose(below):
        return False
    if is_ended(paragraph.text):
        return paragraph.block == headline.block and all(other.block != headline.block for other in below)
    return not paragraph.text.endswith((":", ",", ";")) and not _has_dateline(paragraph.text)


def _in_title_case(text: str) -> bool:
    """Whether most words of four letters or more have a capital, the first word set aside."""
    words = re.findall(r"[^\W\d_][\w'’-]{3,}", text[:1000])[1:]
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= TITLE_CASE * len(words)


def _has_dateline(text: str) -> bool:
    return boilerplate.find_dateline(text, "") is not None


def _has_prose(below: list[Paragraph]) -> bool:
    """Whether a paragraph below ends as a sentence does, a credit set aside."""
    texts = (other.text for other in below if other.role is None)
    return any(is_ended(text) or boilerplate.find_credit(text) is not None for text in texts)


def _has_no_body(below: list[Paragraph]) -> bool:
    """Whether a byline or a page's furniture is all there is below; a credit alone may sign a paragraph."""
    roles = [
        other.role or ("byline" if _is_byline(other, ["headline"], below) else None) for other in below[:HEADER_LINES]
    ]
    return None not in roles and not {"byline", "furniture"}.isdisjoint(roles)


def _has(text: str, kind: str) -> bool:
    return not _terms(kind).isdisjoint(re.findall(r"\w+", text.casefold()))


@cache
def _terms(kind: str) -> frozenset[str]:
    return frozenset(entry["term"] for entry in lexicon.read("bylines").entries if entry["kind"] == kind)
