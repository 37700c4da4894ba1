"""One record a claim: what the other tables say about its words, gathered once for all comparisons."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.quotes import find_quotes
from analysis.spans import Span

NUMBER_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
DATES = {name.lower() for name in (*day_name, *month_name) if name}
PRONOUNS = ("he", "she", "it", "they", "him", "her", "them", "who", "whom", "which", "i", "we", "you", "that", "this")
MARKS = "“”„‟«»\"'‘’ ,.;:!?…"

NEEDS = ("articles", "claims", "tokens", "attributions", "hedges", "namings", "clauses")
"""The tables that the evidence is read from."""

Claim = tuple[str, int]
"""article_id and claim_id."""


@dataclass(frozen=True)
class Link:
    """One attribution of a claim; `speakers` are the ids of its source, none where it is not resolved."""

    speakers: frozenset[str]
    source: str | None
    cue: str | None
    lemma: str | None
    act: str
    engagement: str


@dataclass(frozen=True)
class Evidence:
    """A claim's attributions from the innermost outwards, and what stands in its words."""

    negated: bool
    chain: tuple[Link, ...]
    hedges: tuple[tuple[str, str], ...]  # polarity, lemma
    numbers: frozenset[str]
    numbers_near: frozenset[str]  # in its whole sentence
    numbers_told: frozenset[str]  # in its whole article
    quotations: tuple[str, ...]
    quoted: float  # share of its characters that stands in quotation marks
    names: tuple[tuple[str, str, str], ...]  # actor, head, text
    clauses: tuple[tuple[str, str | None, str], ...]  # verb, agent, voice


def gather(tables: Mapping[str, pd.DataFrame]) -> dict[Claim, Evidence]:
    """The evidence on each claim by ``(article_id, claim_id)``."""
    articles, claims, tokens, attributions = (tables[name] for name in NEEDS[:4])
    links = {(row.article_id, row.attribution_id): row for row in attributions.itertuples()}
    names = _speaker_names(attributions)
    quotes = {row.article_id: [quote[:2] for quote in find_quotes(row.text)] for row in articles.itertuples()}
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    namings, clauses, hedges = tables["namings"], tables["clauses"], tables["hedges"]
    within = {
        "tokens": tokens,
        "hedges": hedges[(hedges["kind"] != "weasel") & ~hedges["reporting"]],  # as rates count them
        "namings": namings[namings["kind"] != "pronoun"],
        "clauses": clauses.assign(start=clauses["verb_start"], end=clauses["verb_end"]),
    }
    rows = {name: _by_article(table) for name, table in within.items()}
    near, told = _numbers_around(tokens)
    found: dict[Claim, Evidence] = {}
    for claim in claims.itertuples():
        inside = {name: list(_inside(claim, rows[name])) for name in rows}
        pieces = list(_overlaps((claim.start, claim.end), quotes.get(claim.article_id, [])))
        found[claim.article_id, claim.claim_id] = Evidence(
            negated=bool(claim.negated),
            chain=tuple(_chain(claim, links, names)),
            hedges=tuple((row.polarity, row.lemma.lower()) for row in inside["hedges"]),
            numbers=frozenset(filter(None, map(_number, inside["tokens"]))),
            numbers_near=frozenset(near.get((claim.article_id, claim.sentence_id), ())),
            numbers_told=frozenset(told.get(claim.article_id, ())),
            quotations=tuple(texts[claim.article_id][low:high].strip(MARKS) for low, high in pieces),
            quoted=sum(high - low for low, high in pieces) / (claim.end - claim.start),
            names=tuple((row.actor, row.head, row.text) for row in inside["namings"]),
            clauses=tuple((row.lemma, _given(row.agent), row.voice) for row in inside["clauses"]),
        )
    return found


def _by_article(table: pd.DataFrame) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {}
    for row in table.itertuples():
        rows.setdefault(row.article_id, []).append(row)
    return rows


def _inside(claim: Any, rows: dict[str, list[Any]]) -> Iterator[Any]:
    return (row for row in rows.get(claim.article_id, []) if claim.start <= row.start and row.end <= claim.end)


def _overlaps(claim: Span, quotes: list[Span]) -> Iterator[Span]:
    """The parts of quotations that stand in a claim."""
    parts = ((max(claim[0], low), min(claim[1], high)) for low, high in quotes)
    return ((low, high) for low, high in parts if low < high)


def _speaker_names(attributions: pd.DataFrame) -> dict[str, str]:
    """The longest words for each speaker; one that only pronouns name is left out: who that is was not resolved."""
    names: dict[str, str] = {}
    for row in attributions.dropna(subset=["source_id", "source"]).itertuples():
        if row.source.lower() not in PRONOUNS and len(row.source) > len(names.get(row.source_id, "")):
            names[row.source_id] = row.source
    return names


def _chain(claim: Any, links: dict[Claim, Any], names: dict[str, str]) -> Iterator[Link]:
    """The attribution of a claim, the one that holds it, and so on."""
    number, seen = claim.attribution_id, set()
    while pd.notna(number) and number not in seen and (claim.article_id, number) in links:
        seen.add(number)
        row = links[claim.article_id, number]
        known = _given(row.source_id) in names
        yield Link(
            speakers=frozenset(row.source_id.split("+")) if known else frozenset(),
            source=names[row.source_id] if known else _given(row.source),
            cue=_given(row.cue),
            lemma=_given(row.cue_lemma),
            act=row.act,
            engagement=row.engagement,
        )
        number = row.parent_id


def _given(value: Any) -> Any:
    return None if pd.isna(value) else value


def _number(token: Any) -> str | None:
    """A number in digits, the name of a day or month, else nothing; "one" is mostly a pronoun."""
    word = token.text.lower()
    if word in DATES and token.pos == "PROPN":
        return token.text
    if word in NUMBER_WORDS:
        return str(NUMBER_WORDS[word])
    return word.replace(",", "") if word[:1].isdigit() and token.tag == "CD" else None


def _numbers_around(tokens: pd.DataFrame) -> tuple[dict[Claim, set[str]], dict[str, set[str]]]:
    """The numbers of each sentence, by article_id and sentence_id, and of each article."""
    near: dict[Claim, set[str]] = {}
    told: dict[str, set[str]] = {}
    for row in tokens.itertuples():
        if number := _number(row):
            near.setdefault((row.article_id, row.sentence_id), set()).add(number)
            told.setdefault(row.article_id, set()).add(number)
    return near, told
