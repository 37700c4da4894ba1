"""One row an expression that names an actor, with an id that is the same in every article of the event.

An actor is a person, an institution, a group or a country, and a thing that the event's articles name at least twice
(terrorism-linked accounts, the deal). Kept are: names of people and organisations; countries wherever they stand, other
places only where they act; offices; common nouns for people and organisations (lexicon ``actor_nouns``); its nouns for
things and documents from the second mention in the event; whatever noun the source of an attribution has; pronouns that
stand for one of these. A country, its capital where it acts and its government are one actor; "officials" are another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis import schema
from analysis.attributing import voice
from analysis.referring import actors, pronouns
from analysis.referring.mentions import Mention, find_mentions
from analysis.referring.speeches import Speech, speeches
from analysis.syntax import trees

MENTIONS_OF_THINGS = 2  # a thing named once is no more than a noun of its sentence


def find_namings(
    articles: pd.DataFrame, sentences: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """One row an expression that names an actor; the same actor has the same id within an event.

    Method after the problem of word choice and labelling (Hamborg, Zhukova & Gipp 2019): names, then offices and
    governments, then labels by near-synonymous heads with agreeing modifiers, then pronouns by salience.

    Examples
    --------
    >>> from analysis import parse, schema
    >>> row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "start": 0, "end": 24}
    >>> sentences = schema.frame("sentences", [{**row, "text": "Minister Ann Roe is ill.", "n_words": 5}])
    >>> articles = pd.DataFrame({"article_id": ["x"], "event": ["e"], "text": sentences["text"]})
    >>> namings = find_namings(articles, sentences, parse.parse(sentences), schema.frame("attributions", []))
    >>> namings[["text", "actor", "kind"]].values.tolist()
    [['Minister Ann Roe', 'ann-roe', 'name']]
    """
    events = dict(zip(articles["article_id"], articles["event"], strict=True))
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    by_event: dict[str, list[Mention]] = {}
    for tree in trees(tokens):
        by_event.setdefault(events[tree.article_id], []).extend(find_mentions(tree))
    spoken = speeches(attributions)
    rows = [row for mentions in by_event.values() for row in _event(mentions, spoken, texts)]
    table = pd.DataFrame(rows, columns=[name for name in schema.columns("namings") if name not in _VOICE])
    return schema.frame("namings", voice.assign(table, attributions, sentences)[schema.columns("namings")])


_VOICE = ("voice", "attribution_id")


def _event(mentions: Sequence[Mention], spoken: dict[str, Speech], texts: dict[str, str]) -> list[dict[str, Any]]:
    keys = actors.link(mentions)
    pronouns.link(mentions, keys, spoken)
    ids = actors.slugs(mentions, keys)
    counts = Counter(key for key in keys if key)
    quoted = [_speaks(mention, spoken) for mention in mentions]
    kept = {
        key
        for mention, key, source in zip(mentions, keys, quoted, strict=True)
        if key and mention.kind != "pronoun" and (source or _is_actor(mention, counts[key]))
    }
    rows: dict[tuple[str, int, int], dict[str, Any]] = {}
    for mention, key in zip(mentions, keys, strict=True):
        if key in kept and not (mention.kind == "name" and mention.place and key[0] == "name" and _place(mention)):
            rows.setdefault((mention.article_id, *mention.span), _row(mention, ids[key], texts[mention.article_id]))
    return list(rows.values())


def _place(mention: Mention) -> bool:
    return mention.category == "place"


def _is_actor(mention: Mention, count: int) -> bool:
    """The rule of the module's first lines, for one mention."""
    if mention.kind == "role":
        return True
    if mention.kind == "name":
        return not _place(mention) or actors.acts(mention) or actors.is_country(mention)
    if mention.category in ("thing", "document"):
        return count >= MENTIONS_OF_THINGS
    return mention.category in ("person", "group", "organisation")


def _speaks(mention: Mention, spoken: dict[str, Speech]) -> bool:
    """Whether the mention is what the source of an attribution says, not only a word inside it."""
    speech = spoken.get(mention.article_id)
    if speech is None:
        return False
    return any(
        start <= mention.span[0] and mention.span[1] <= end
        for number in speech.saying(mention.position)
        for start, end in speech.sources[number][:1]
        if mention.span[0] - start <= 4  # an article or a quotation mark may stand before it
    )


def _row(mention: Mention, actor: str, text: str) -> dict[str, Any]:
    start, end = mention.span
    return {
        "article_id": mention.article_id,
        "sentence_id": mention.sentence_id,
        "start": start,
        "end": end,
        "text": text[start:end],
        "actor": actor,
        "kind": mention.kind,
        "head": mention.head if mention.kind == "name" else mention.head.lower(),
        "modifiers": mention.modifiers,
    }
