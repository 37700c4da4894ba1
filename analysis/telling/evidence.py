"""One record a claim: what the other tables say about its words, gathered once for all comparisons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis import spans
from analysis.attributing import reporting
from analysis.attributing.nesting import by_key, outwards
from analysis.grammar.pronouns import PRONOUNS
from analysis.spans import Span
from analysis.syntax import Tree, trees
from analysis.telling import extent, quantities
from analysis.telling.claim_units import CONDITIONS
from analysis.telling.extent import Extent
from analysis.telling.quantities import Quantity
from analysis.text.quotes import EDGES, find_quotes
from analysis.text.similarity import stems

SURE = 0.6  # confidence from which an attribution is compared

NEEDS = ("articles", "claims", "tokens", "attributions", "sources", "hedges", "namings", "clauses", "sentences")
"""The tables that the evidence is read from."""

Claim = tuple[str, int]
"""article_id and claim_id."""


@dataclass(frozen=True)
class Link:
    """One attribution of a claim; `speakers` are the ids of its source, none where it is not resolved."""

    speakers: frozenset[str]
    source: str | None
    kind: str | None  # of the source, as in the table of sources
    cue: str | None
    lemma: str | None
    act: str
    engagement: str
    says: bool = True  # words are reported, not a deed or a thought


@dataclass(frozen=True)
class Context:
    """What stands around a claim: in its sentence, and in its whole article."""

    quantities: tuple[Quantity, ...] = ()
    stems: frozenset[str] = frozenset()
    attributed: bool = False  # an attribution begins, ends or goes on in the sentence
    told: tuple[Quantity, ...] = ()  # in the whole article


@dataclass(frozen=True)
class Evidence:
    """A claim, its attributions from the innermost outwards, and what stands in its words."""

    text: str = ""
    negated: bool = False
    conditional: bool = False
    chain: tuple[Link, ...] = ()
    hedges: tuple[tuple[str, str], ...] = ()  # polarity, lemma
    quantities: tuple[Quantity, ...] = ()
    extents: tuple[Extent, ...] = ()
    quotations: tuple[str, ...] = ()
    quoted: float = 0.0  # share of its characters that stands in quotation marks
    names: tuple[tuple[str, str, str], ...] = ()  # actor, head, text
    clauses: tuple[tuple[str, str | None, str], ...] = ()  # verb, agent, voice
    context: Context = Context()


def gather(tables: Mapping[str, pd.DataFrame]) -> dict[Claim, Evidence]:
    """The evidence on each claim by ``(article_id, claim_id)``."""
    articles, claims, tokens, attributions = (tables[name] for name in NEEDS[:4])
    links = by_key(attributions)
    events = dict(zip(articles["article_id"], articles["event"], strict=True))
    speakers = _speakers(attributions.assign(event=attributions["article_id"].map(events)), tables["sources"])
    quotes = {row.article_id: [quote[:2] for quote in find_quotes(row.text)] for row in articles.itertuples()}
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = _rows(tables)
    parsed = {(tree.article_id, tree.sentence_id): tree for tree in trees(tokens)}
    contexts = _contexts(parsed, tables["sentences"], attributions)
    found: dict[Claim, Evidence] = {}
    for claim in claims.itertuples():
        inside = {name: list(_inside(claim, rows[name])) for name in rows}
        pieces = spans.cut((claim.start, claim.end), quotes.get(claim.article_id, []))
        context = contexts.get((claim.article_id, claim.sentence_id), Context())
        tree = parsed.get((claim.article_id, claim.sentence_id))
        found[claim.article_id, claim.claim_id] = Evidence(
            text=claim.text,
            negated=bool(claim.negated),
            conditional=tree is not None and _conditional(tree, (claim.start, claim.end)),
            chain=tuple(_chain(claim, links, speakers[events[claim.article_id]])),
            hedges=tuple((row.polarity, row.lemma.lower()) for row in inside["hedges"]),
            quantities=tuple(one for one in context.quantities if claim.start <= one.start < claim.end),
            extents=tuple(one for one in extent.find(tree) if claim.start <= one.start < claim.end) if tree else (),
            quotations=tuple(texts[claim.article_id][low:high].strip(EDGES) for low, high in pieces),
            quoted=sum(high - low for low, high in pieces) / (claim.end - claim.start),
            names=tuple((row.actor, row.head, row.text) for row in inside["namings"]),
            clauses=tuple((row.lemma, _given(row.agent), row.voice) for row in inside["clauses"]),
            context=context,
        )
    return found


def _rows(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, list[Any]]]:
    """What may stand inside a claim, by table and article."""
    namings, clauses, hedges = tables["namings"], tables["clauses"], tables["hedges"]
    within = {
        "hedges": hedges[~hedges["kind"].isin(["weasel", "condition"]) & ~hedges["reporting"]],
        "namings": namings[namings["kind"] != "pronoun"],
        "clauses": clauses.assign(start=clauses["verb_start"], end=clauses["verb_end"]),
    }
    return {name: _by_article(table) for name, table in within.items()}


def _conditional(tree: Tree, claim: Span) -> bool:
    """Whether a claim holds a condition: "if", "unless"."""
    inside = (token for token in tree.tokens if claim[0] <= token.start < claim[1])
    return any(token.text.lower() in CONDITIONS and token.dep in ("mark", "advmod") for token in inside)


def _contexts(
    parsed: Mapping[Claim, Tree], sentences: pd.DataFrame, attributions: pd.DataFrame
) -> dict[Claim, Context]:
    """What stands around the claims of each sentence."""
    found = {place: tuple(quantities.find(tree)) for place, tree in parsed.items()}
    told: dict[str, list[Quantity]] = {}
    for (article, _), here in found.items():
        told.setdefault(article, []).extend(here)
    parts: dict[str, list[Span]] = {}
    for row in attributions.itertuples():
        parts.setdefault(row.article_id, []).extend([*spans.unpack(row.cue_spans), *spans.unpack(row.content_spans)])
    return {
        (row.article_id, row.sentence_id): Context(
            quantities=found.get((row.article_id, row.sentence_id), ()),
            stems=frozenset(stems(row.text)),
            attributed=spans.touch((row.start, row.end), parts.get(row.article_id, [])),
            told=tuple(told.get(row.article_id, ())),
        )
        for row in sentences.itertuples()
    }


def _by_article(table: pd.DataFrame) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {}
    for row in table.itertuples():
        rows.setdefault(row.article_id, []).append(row)
    return rows


def _inside(claim: Any, rows: dict[str, list[Any]]) -> Iterator[Any]:
    return (row for row in rows.get(claim.article_id, []) if claim.start <= row.start and row.end <= claim.end)


def _speakers(attributions: pd.DataFrame, sources: pd.DataFrame) -> dict[str, dict[str, tuple[str, str]]]:
    """By event and source_id what to call a speaker, and the kind.

    One that only pronouns name is left out: who that is was not resolved.
    """
    spoken = attributions.dropna(subset=["source_id", "source"])
    spoken = spoken[~spoken["source"].str.lower().isin(PRONOUNS)]
    known = set(zip(spoken["event"], spoken["source_id"], strict=True))
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in sources.itertuples():
        if (row.event, row.source_id) in known and row.kind != "unresolved" and row.name.lower() not in PRONOUNS:
            found[row.event][row.source_id] = " ".join(row.name.split()), row.kind
    return found


def _chain(claim: Any, links: dict[Claim, Any], speakers: dict[str, tuple[str, str]]) -> Iterator[Link]:
    """The attribution of a claim, the one that holds it, and so on."""
    for row in outwards(links, claim.article_id, claim.attribution_id):
        if not reports(row):
            continue
        known = speakers.get(_given(row.source_id))
        name, kind = known or (_given(row.source), None)
        yield Link(
            speakers=frozenset(row.source_id.split("+")) if known else frozenset(),
            source=name,
            kind=kind,
            cue=_given(row.cue),
            lemma=_given(row.cue_lemma),
            act=row.act,
            engagement=row.engagement,
            says=says(row),
        )


def reports(row: Any) -> bool:
    """Whether a reader would call it an attribution: words in quotation marks, or a cue that the lexicon knows."""
    sure = pd.isna(row.confidence) or row.confidence >= SURE
    return bool(sure and (row.form != "indirect" or (row.listed and pd.notna(row.cue))))


def says(row: Any) -> bool:
    """Whether an attribution reports words: a quotation, or a cue that can stand beside one or asserts."""
    if not reports(row) or row.act == "think":
        return False
    return bool(row.form != "indirect" or row.act == "assert" or row.cue_lemma in reporting.speech_verbs())


def _given(value: Any) -> Any:
    return None if pd.isna(value) else value
