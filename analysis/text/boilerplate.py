"""One answer a line: is it furniture, a credit, an agency; where does its dateline end, where does a credit start."""

from __future__ import annotations

import re
from functools import cache

from analysis import lexicon

LONGEST = 400  # characters of a paragraph that can be furniture: a copyright notice
CREDIT_REACH = 150  # characters at the end of a paragraph that can hold a credit
DATELINE_REACH = 150  # characters at its start that can hold a dateline
EDGES = "\"'“”‘’()[]{}<>«»•·*|–—―-_.:!?… \t"

_AFTER_SENTENCE = r"(?<=[.?!…\"'”’)])\s*"
_MARKED_TAIL = re.compile(
    rf"{_AFTER_SENTENCE}(?P<credit>(?:[–—―]|--?|[(\[])\s*(?P<words>[^()\[\]–—―]{{2,100}}?)\s*[)\]]?\s*\.?)$"
)
_BARE_TAIL = re.compile(rf"{_AFTER_SENTENCE}(?<=\s)(?P<credit>(?P<words>[A-Z][^.?!]{{1,60}}))\.?$")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?"
_CAPITALS = r"(?P<place>[A-Z][A-Z.'’-]{2,}(?:[ /-][A-Z][A-Z.'’-]*){0,4})"
_NAME = r"(?P<place>[A-Z][\w.'’-]+(?:[ /][A-Z][\w.'’-]+){0,2})"
_REGION = r"(?:,\s[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,2}){0,2}?"
_SIGN = r"\s?\((?:[A-Z][\w.&/ -]{1,30})\)"
_DASH = r"(?:\s*[—―]\s*|\s*--\s*|\s+[–-]\s+)"
_COLON = r":(?:\s+|$)"
_IN_CAPITALS = re.compile(rf"{_CAPITALS}{_REGION}(?:,?\s{_DAY})?(?:{_SIGN})?(?:{_DASH}|{_COLON})")
_DATELINES = (
    _IN_CAPITALS,
    re.compile(rf"{_NAME}{_REGION}(?:,?\s{_DAY}(?:{_SIGN})?|{_SIGN})(?:{_DASH}|{_COLON})"),
    re.compile(rf"(?P<place>){_SIGN}{_DASH}"),
    re.compile(rf"{_NAME}{_COLON}"),
)
# Before "/Reuters" or "via Getty Images" stands a name, never a sentence.
_PICTURED = r"(?:(?:[^\W\d_]\.|[^\s.?!]+)\s){0,6}[^\s.?!]*"
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?"
_DATE_LINE = re.compile(  # atomic and possessive: never tries a line twice
    rf"(?>(?:published|updated|posted|modified|first|last|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_MONTH}|{_CLOCK}"
    r"|\d{1,2}(?:st|nd|rd|th)?|\d{4}|at|on|e[ds]?t|p[ds]?t|gmt|utc|bst|ist|pkt)(?!\w)|[\s,.|•·–—:/-])++",
    re.IGNORECASE,
)


def role_of(text: str) -> str | None:
    """The role of a paragraph that is a stock phrase of pages and papers: furniture, credit or bio.

    Examples
    --------
    >>> role_of("Comments (12)"), role_of("With inputs from our staff"), role_of("The comments were hostile.")
    ('furniture', 'credit', None)
    """
    if len(text) > LONGEST:
        return None
    plain = re.sub(r"[()\[\]]", "", re.sub(r"\d[\d.,]*", "0", " ".join(text.casefold().split()))).strip(EDGES)
    if not any(character.isalnum() for character in plain):
        return "furniture"
    return next((role for role, pattern in _phrases() if pattern.fullmatch(plain)), None)


def is_agency(text: str) -> bool:
    """Whether a text is one or several agencies' names and nothing else.

    Examples
    --------
    >>> is_agency("–Agencies"), is_agency("(AP/Reuters)"), is_agency("Reuters said so.")
    (True, True, False)
    """
    return len(text) <= CREDIT_REACH and bool(_agencies().fullmatch(text.strip(EDGES)))


def names_agency(text: str) -> bool:
    """Whether a dateline, byline or credit has the name of an agency in it.

    Examples
    --------
    >>> names_agency("PARIS (Reuters) —"), names_agency("By Ann App")
    (True, False)
    """
    return bool(_agency().search(text))


def is_date(text: str) -> bool:
    """Whether a line is a date, and the hour and "Published" at most.

    Examples
    --------
    >>> is_date("Updated: July 3, 2025 at 10:15 am"), is_date("July was hot")
    (True, False)
    """
    return any(character.isdigit() for character in text) and bool(_DATE_LINE.fullmatch(text))


def find_credit(text: str) -> int | None:
    """Where the credit at the end of a paragraph starts, or nothing.

    Examples
    --------
    >>> find_credit("It was late. –Agencies")
    13
    """
    offset = max(0, len(text) - CREDIT_REACH)
    marked, bare = (pattern.search(text[offset:]) for pattern in (_MARKED_TAIL, _BARE_TAIL))
    if marked and (is_agency(marked["words"]) or role_of(marked["words"]) == "credit"):
        return offset + marked.start("credit")
    return offset + bare.start("credit") if bare and is_agency(bare["words"]) else None


def find_dateline(text: str, article: str) -> int | None:
    """Where the dateline at the start of a paragraph ends, or nothing.

    `article` is the text it stands in, one paragraph a line.

    Examples
    --------
    >>> find_dateline("OSLO (AP) — The mayor resigned.", "")
    11
    >>> find_dateline("TRUMP: I won.", "TRUMP: I won.\\nCLINTON: You did not.") is None
    True
    """
    for pattern in _DATELINES:
        match = pattern.match(text[:DATELINE_REACH])
        if not match or match["place"].casefold() in _kickers():
            continue
        alone = match[0].strip() == match["place"] + ":"
        if alone and _is_label(match["place"], article, pattern is _IN_CAPITALS):
            continue
        rest = text[match.end() :]
        if not rest or (not rest[0].islower() and any(character.islower() for character in rest)):
            return len(match[0].rstrip())
    return None


def _is_label(place: str, article: str, in_capitals: bool) -> bool:
    """Whether the word before a colon is a speaker: other paragraphs have labels too, or no text says "in PLACE"."""
    if not in_capitals:
        return not re.search(rf"\b(?:in|at|from|near) {re.escape(place)}\b", article)
    labels = re.findall(r"(?m)^[A-Z][A-Z.'’ -]{1,30}(?=:\s)", article)
    return sum(label.casefold() not in _kickers() for label in labels) > 1


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """One pattern a role, from the lexicon's terms."""
    terms: dict[str, list[str]] = {}
    for entry in lexicon.read("furniture").entries:
        pattern = re.escape(entry["term"]).replace("…", ".*")
        if entry["role"] == "furniture" and pattern.startswith(".*"):
            pattern = _PICTURED + pattern[2:]
        terms.setdefault(entry["role"], []).append(pattern)
    return tuple((role, re.compile("|".join(patterns))) for role, patterns in terms.items())


@cache
def _agency() -> re.Pattern[str]:
    """The name of one agency; abbreviations in capitals only."""
    kinds: dict[str, list[str]] = {"name": [], "abbreviation": []}
    for entry in sorted(lexicon.read("agencies").entries, key=lambda entry: -len(entry["term"])):
        kinds[entry["kind"]].append(re.escape(entry["term"]))
    names, short = "|".join(kinds["name"]), "|".join(kinds["abbreviation"]).upper()
    return re.compile(rf"(?<!\w)(?:(?i:{names})|{short})(?!\w)")


@cache
def _agencies() -> re.Pattern[str]:
    """Several agencies' names in a row."""
    one = _agency().pattern
    return re.compile(rf"{one}(?:\s*(?:,|/|&|\+|;|and|with)\s*(?:and\s+)?{one}){{0,5}}")


@cache
def _kickers() -> frozenset[str]:
    """Words in capitals that stand before a colon and name no place, in lower case."""
    return frozenset(entry["term"] for entry in lexicon.read("kickers").entries)
