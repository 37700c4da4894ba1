"""One record a claim: the rows of the other tables that stand in its words, looked up once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import spans
from analysis.attributing.nesting import by_key, outwards
from analysis.grammar.pronouns import PRONOUNS
from analysis.referring import gazetteer
from analysis.referring.names import OPENERS as CONJUNCTIONS
from analysis.spans import Span
from analysis.text import quotes
from analysis.text.similarity import stems

# First name, last name: what a reader knows a person by.
FULL_NAME = r"(?!The |An? )[A-Z][\w’'-]+(?: [A-Z]\.?)?(?: [A-Z][\w’'-]+){1,2}"

RELATIVES = frozenset(["which", "who", "whom", "whose"])
OPENERS = frozenset(["where", "when", "that"])
# Words that can follow a claim that is whole: they open another clause.
PAUSE = re.compile(
    r"\s*(?:and|but|or|while|as|because|after|before|when|if|since|though|although|so|until|unless|where|which|who)\b"
)
OPEN_AT_ALL = frozenset(["AUX", "DET"])  # "what seems a problem to me is, how …"
OPEN_ENDED = frozenset(["ADP", "ADJ", "DET", "AUX", "PART", "CCONJ", "SCONJ"])  # "five past and present senators"

PERSONS = ("named", "office", "anonymous")  # kinds of source that "he" or "she" can stand for

Key = tuple[str, int]
"""article_id and an id within the article."""


@dataclass(frozen=True)
class Telling:
    """A claim with its sentence, who says it (innermost first), and what stands in its words."""

    label: str
    claim: Any
    sentence: Any
    chain: tuple[Any, ...]  # attributions whose content holds the claim
    inner: tuple[Any, ...]  # attributions whose content stands in the claim
    beside: tuple[Any, ...]  # all attributions of its sentence
    around: tuple[Any, ...]  # all attributions of its paragraph
    hedges: tuple[Any, ...]
    hedged: bool  # the whole sentence
    namings: tuple[Any, ...]
    clauses: tuple[Any, ...]
    tokens: tuple[Any, ...]
    quotations: tuple[Span, ...]  # with their marks, cut to the claim
    article_stems: frozenset[str]  # of the whole article
    sentences: int  # in the body of its article
    names: dict[str, str]  # of sources and actors, in words that are no pronouns
    persons: frozenset[str]  # those that are named persons
    doubtful: frozenset[int] = frozenset()  # attributions of its article whose pronoun may stand for another

    @property
    def span(self) -> Span:
        """Where the claim stands."""
        return self.claim.start, self.claim.end

    @property
    def text_quoted(self) -> str:
        """Its words that stand in quotation marks."""
        start = self.claim.start
        return " ".join(self.claim.text[low - start : high - start] for low, high in self.quotations)

    @property
    def cut(self) -> bool:
        """Whether it holds a part of a quotation only."""
        text = self.claim.text
        return text.count('"') % 2 == 1 or text.count("“") != text.count("”")

    @property
    def stands_alone(self) -> bool:
        """Whether it can be read by itself: it has its own subject, is no relative clause, and no quotation is cut."""
        words = self.claim.text.lower().split()
        if not words or words[0] in OPENERS or set(words[:2]) & RELATIVES or self.cut:
            return False
        first = next((row for row in self.clauses if row.voice != "nominalised"), None)
        if first is None:
            return False
        subject = first.agent_start if first.voice == "active" else first.patient_start
        return pd.notna(subject) and self.claim.start <= subject < first.verb_start

    @property
    def whole(self) -> bool:
        """Whether it ends where its sentence pauses, not in the middle of a phrase."""
        after = self.sentence.text[self.claim.end - self.sentence.start :]
        if self.tokens and self.tokens[-1].pos in OPEN_AT_ALL:
            return False
        if not self.claim.text[-1:].isalnum() or not after.lstrip()[:1].isalpha():
            return True
        return bool(PAUSE.match(after)) and not (self.tokens and self.tokens[-1].pos in OPEN_ENDED)

    @property
    def quoted(self) -> float:
        """The share of the claim that stands in quotation marks."""
        return sum(end - start for start, end in self.quotations) / (self.claim.end - self.claim.start)


class Rows:
    """The rows of a table by article, looked up by place."""

    def __init__(self, table: pd.DataFrame, start: str = "start", end: str = "end") -> None:
        self._end = end
        self._rows: dict[str, list[Any]] = {}
        for row in table.sort_values(start, kind="stable").itertuples():
            self._rows.setdefault(row.article_id, []).append(row)
        self._starts = {article: [getattr(row, start) for row in rows] for article, rows in self._rows.items()}

    def within(self, claim: Any) -> tuple[Any, ...]:
        """Those that stand in a claim's words."""
        starts = self._starts.get(claim.article_id, [])
        low, high = bisect_left(starts, claim.start), bisect_right(starts, claim.end)
        return tuple(
            row for row in self._rows.get(claim.article_id, [])[low:high] if getattr(row, self._end) <= claim.end
        )


def tellings(study: Any) -> dict[Key, Telling]:
    """What stands in each claim, by article_id and claim_id."""
    labels = dict(zip(study.articles["article_id"], study.articles["label"], strict=True))
    sentences = {(row.article_id, row.sentence_id): row for row in study.sentences.itertuples()}
    said = by_key(study.attributions)
    beside: dict[Key, list[Any]] = {}
    paragraph: dict[Key, list[Any]] = {}
    for row in said.values():
        beside.setdefault((row.article_id, row.sentence_id), []).append(row)
        segment = sentences[row.article_id, row.sentence_id].segment_id
        paragraph.setdefault((row.article_id, segment), []).append(row)
    hedges, namings, tokens = (Rows(study.table(name)) for name in ("hedges", "namings", "tokens"))
    clauses = Rows(study.clauses, "verb_start", "verb_end")
    documents = list(zip(study.articles["article_id"], study.articles["text"], strict=True))
    marks = {article: [quote[:2] for quote in quotes.find_quotes(text)] for article, text in documents}
    words = {article: frozenset(stems(text)) for article, text in documents}
    lengths = study.sentences.loc[study.sentences["role"] == "body", "article_id"].value_counts().to_dict()
    events = dict(zip(study.articles["article_id"], study.articles["event"], strict=True))
    names, doubtful = _names(study, events), _doubtful(study, events)
    named = study.sources[study.sources["kind"] == "named"]
    persons = {event: frozenset(named.loc[named["event"] == event, "source_id"]) for event in names}
    found = {}
    for claim in study.claims.itertuples():
        sentence = sentences[claim.article_id, claim.sentence_id]
        around = beside.get((claim.article_id, claim.sentence_id), [])
        found[claim.article_id, claim.claim_id] = Telling(
            label=labels[claim.article_id],
            claim=claim,
            sentence=sentence,
            chain=tuple(outwards(said, claim.article_id, claim.attribution_id)),
            inner=tuple(row for row in around if _holds((claim.start, claim.end), spans.unpack(row.content_spans))),
            beside=tuple(around),
            around=tuple(paragraph.get((claim.article_id, sentence.segment_id), [])),
            hedges=hedges.within(claim),
            hedged=any(row.polarity == "hedge" for row in hedges.within(sentence)),
            namings=namings.within(claim),
            clauses=clauses.within(claim),
            tokens=tokens.within(claim),
            quotations=tuple(spans.cut((claim.start, claim.end), marks[claim.article_id])),
            article_stems=words[claim.article_id],
            sentences=lengths.get(claim.article_id, 0),
            names=names[events[claim.article_id]],
            persons=persons[events[claim.article_id]],
            doubtful=doubtful.get(claim.article_id, frozenset()),
        )
    return found


def _doubtful(study: Any, events: dict[str, str]) -> dict[str, frozenset[int]]:
    """Attributions to a pronoun, where the person named last as a source is another than the one it was taken for."""
    known = study.sources[study.sources["kind"].isin(PERSONS)]
    persons = set(zip(known["event"], known["source_id"], strict=True))
    found: dict[str, set[int]] = {}
    last: dict[str, str] = {}
    for row in study.attributions.dropna(subset=["source", "source_id"]).itertuples():
        if row.source.lower() not in PRONOUNS:
            person = (events[row.article_id], row.source_id) in persons
            last[row.article_id] = row.source_id if person else last.get(row.article_id, "")
        elif row.source_id != last.get(row.article_id):
            found.setdefault(row.article_id, set()).add(row.attribution_id)
    return {article: frozenset(rows) for article, rows in found.items()}


def untitled(name: str, source_id: str) -> str:
    """A person's name without what stands before the given name, with which the id begins.

    Offices change ("former", "then-") and say nothing of who is meant.

    Examples
    --------
    >>> untitled("Director of National Security Ann B. Roe", "ann-roe"), untitled("Ms. Roe", "ann-roe")
    ('Ann B. Roe', 'Ms. Roe')
    >>> untitled("Secretary of State Roe", "roe")
    'Roe'
    """
    words, (given, several, _) = name.split(), source_id.partition("-")
    told = words[:-1] if several else words
    start = max((place for place, word in enumerate(told) if gazetteer.slug(word) == given), default=0)
    return " ".join(words[start:])


def _names(study: Any, events: dict[str, str]) -> dict[str, dict[str, str]]:
    """By event, for each actor the commonest words; for a person the commonest that are a first and a last name."""
    namings = study.namings[study.namings["kind"] != "pronoun"]
    namings = namings[~namings["text"].str.split().str[0].str.lower().isin(CONJUNCTIONS)]  # "Though Roe"
    event_of = namings["article_id"].map(events)
    found = {}
    for event in set(events.values()):
        own, sources = namings[event_of == event], study.sources[study.sources["event"] == event]
        named = sources[sources["kind"] == "named"]
        persons = dict(zip(named["source_id"], named["name"], strict=True))
        full = own[own["text"].str.fullmatch(FULL_NAME) & own["actor"].isin(persons)]
        known = persons | _commonest(full)
        found[event] = _commonest(own) | {actor: untitled(name, actor) for actor, name in known.items()}
    return found


def _commonest(namings: pd.DataFrame) -> dict[str, str]:
    """The words that name each actor most often, the first of them where several do."""
    counts = namings.groupby(["actor", "text"], sort=False).size().reset_index(name="n")
    first = counts.sort_values("n", ascending=False, kind="stable").drop_duplicates("actor")
    return dict(zip(first["actor"], first["text"], strict=True))


def _holds(outer: Span, inner: list[Span]) -> bool:
    return bool(inner) and all(outer[0] <= start and end <= outer[1] for start, end in inner) and inner != [outer]
