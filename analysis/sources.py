"""One source is one speaker of an event: attributions point to it, in whichever article and words it is named."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema, spans
from analysis.grammar.pronouns import AUTHORS, IMPERSONAL, PERSONAL, PRONOUNS
from analysis.referring import gazetteer, names
from analysis.referring.phrases import without_article
from analysis.spans import Span

WORD = re.compile(r"\S*\w\S*")
JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|&)(?:\s+the)?)\s*")  # what stands between two who speak together
UNNAMED = re.compile(
    r"\b(sources?|insiders?|informants?|anonymous(ly)?|anonymity|unnamed|unidentified|who asked not to|"
    r"(person|people|someone) (familiar|close|briefed))\b",
    re.IGNORECASE,
)


class Naming(NamedTuple):
    """What is needed of a row of namings."""

    span: Span
    text: str
    actor: str


def resolve(articles: pd.DataFrame, attributions: pd.DataFrame, namings: pd.DataFrame) -> pd.DataFrame:
    """Attributions with ``source_id`` filled: the actor that the head of the source's words names.

    A joint source ("Roe and Doe") gets the ids of both, joined by "+". Words that no naming covers get an id of their
    own, from the words; a pronoun without an antecedent one of its own each time. No source stays NA, as for a
    quotation that goes on.

    Examples
    --------
    >>> from analysis import schema
    >>> articles = pd.DataFrame({"article_id": ["x"], "text": ["A poll says so."]})
    >>> resolve(articles, schema.frame("attributions", []), schema.frame("namings", [])).empty
    True
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    named: dict[str, list[Naming]] = defaultdict(list)
    near: dict[tuple[str, int], list[Naming]] = defaultdict(list)
    columns = ["article_id", "start", "end", "text", "actor"]
    for article_id, start, end, text, actor in namings[columns].itertuples(index=False):
        naming = Naming((start, end), text, actor)
        named[article_id].append(naming)
        for block in spans.blocks([naming.span]):
            near[article_id, block].append(naming)
    ids = []
    columns = ["article_id", "attribution_id", "source_spans"]
    for article_id, number, cell in attributions[columns].itertuples(index=False):
        source, text = spans.unpack(cell), texts[article_id]
        beside = dict.fromkeys(naming for block in sorted(spans.blocks(source)) for naming in near[article_id, block])
        known = _actor(text, source, list(beside)) if source else None
        words = (spans.quote(text, source) or "").lower()
        ids.append(known or (_own_id(words, named[article_id], article_id, number) if source else None))
    return schema.frame(
        "attributions", attributions.assign(source_id=pd.Series(ids, attributions.index, dtype="string"))
    )


def _actor(text: str, source: list[Span], beside: list[Naming]) -> str | None:
    """The actor that a source names, several joined by +; None if no naming beside it does."""
    inside = [naming for naming in beside if any(_inside(naming.span, part) for part in source)]
    around = [naming for naming in beside if _inside(source[0], naming.span) and source[0][1] == naming.span[1]]
    outer = _outermost(inside) or sorted(around, key=lambda naming: -naming.span[0])[:1]
    head = [naming for naming in outer if naming.span[0] - source[0][0] <= _article(text, source[0])]
    if not head:
        head = [naming for naming in outer if any(part[0] <= naming.span[0] for part in source)]
        if not head or not _only_apposed(text, source[0], head[0]):
            return None
    together = [head[0]]
    for other in outer[outer.index(head[0]) + 1 :]:
        if other.actor == head[0].actor or not JOINED.fullmatch(text, together[-1].span[1], other.span[0]):
            break  # what describes the first speaker brings in no second one
        together.append(other)
    joint = text[head[0].span[1] : together[-1].span[0]] if len(together) > 1 else ""
    chosen = together if " and " in joint or "&" in joint else together[:1]
    return "+".join(dict.fromkeys(naming.actor for naming in chosen))


def _own_id(words: str, named: list[Naming], article_id: str, number: int) -> str:
    """An id for words that no naming covers; "I" outside any quotation is the article's author."""
    if words in AUTHORS:
        return f"unresolved-author-{article_id}"
    if words in PRONOUNS:
        return f"unresolved-{article_id}-{number}"
    # The tagger may miss a name inside a compound, the Roe plan.
    alike = (naming.actor for naming in named if naming.text.lower().endswith(" " + words))
    return next(alike, gazetteer.slug(without_article(words)))


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _outermost(namings: Iterable[Naming]) -> list[Naming]:
    """Namings that stand in no other, in reading order."""
    found: list[Naming] = []
    for naming in sorted(namings, key=lambda naming: (naming.span[0], -naming.span[1])):
        if not found or naming.span[0] >= found[-1].span[1]:
            found.append(naming)
    return found


def _article(text: str, source: Span) -> int:
    """Characters before the first content word of a source: "the", a quotation mark."""
    opening = re.match(
        r"(?:[\W_]*(?:the|a|an|both|even|only|but|and|by|from|to)\b)*[\W_]*", text[slice(*source)], re.IGNORECASE
    )
    return opening.end() if opening else 0


def _only_apposed(text: str, source: Span, naming: Naming) -> bool:
    """Whether what stands before a name in a source only describes it: no preposition, no comma."""
    before = text[source[0] : naming.span[0]]
    return re.search(r"\b(of|for|from|by|in|at|with|to|on|about|close)\b|[,;:’']", before) is None


def find_sources(articles: pd.DataFrame, attributions: pd.DataFrame, namings: pd.DataFrame) -> pd.DataFrame:
    """One row a speaker of an event, with the words attributed to it over all articles.

    A word of a content inside another content counts once, for the inner source: it is that source's word. The name is
    the commonest full form of a proper name, else the commonest wording. ``kind``: named (a person by name),
    institution, office, collective (a group, or several speakers at once), anonymous, document, unresolved (a pronoun
    without antecedent).

    Examples
    --------
    >>> from analysis import schema
    >>> articles = pd.DataFrame({"article_id": ["x"], "event": ["e"], "text": ["A poll says so."]})
    >>> find_sources(articles, schema.frame("attributions", []), schema.frame("namings", [])).empty
    True
    """
    events = dict(zip(articles["article_id"], articles["event"], strict=True))
    spoken = attributions[attributions["source_id"].notna()]
    wordings: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article_id, source_id, words in spoken[["article_id", "source_id", "source"]].itertuples(index=False):
        wordings[events[article_id], source_id].append(words if isinstance(words, str) else "")
    expressions: dict[tuple[str, str], list[tuple[str, str, str, str]]] = defaultdict(list)
    columns = ["article_id", "actor", "text", "kind", "head", "modifiers"]
    for article_id, actor, *rest in (
        namings[columns].astype(object).where(namings[columns].notna(), "").itertuples(index=False)
    ):
        expressions[events[article_id], actor].append(tuple(rest))
    words_of = _words_of(articles, attributions, events)
    rows = [_row(key, texts, expressions, words_of[key]) for key, texts in sorted(wordings.items())]
    return schema.frame("sources", rows)


def _words_of(articles: pd.DataFrame, attributions: pd.DataFrame, events: dict[str, str]) -> Counter[tuple[str, str]]:
    """Words of content by (event, source), each word for its innermost content."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    held = spans.explode(attributions, "content_spans")
    words: dict[tuple[str, int, int], None] = {}
    for article_id, start, end in held[["article_id", "start", "end"]].itertuples(index=False):
        text = texts[article_id]
        words |= dict.fromkeys((article_id, *match.span()) for match in WORD.finditer(text, start, end))
    table = pd.DataFrame(list(words), columns=["article_id", "start", "end"])
    source_ids = attributions.set_index(["article_id", "attribution_id"])["source_id"].to_dict()
    counts: Counter[tuple[str, str]] = Counter()
    for article_id, number in zip(table["article_id"], spans.locate(table, held, "attribution_id"), strict=True):
        source_id = source_ids.get((article_id, number))
        if isinstance(source_id, str):
            counts[events[article_id], source_id] += 1
    return counts


def _row(
    key: tuple[str, str],
    texts: list[str],
    expressions: dict[tuple[str, str], list[tuple[str, str, str, str]]],
    n_words: int,
) -> dict[str, Any]:
    event, source_id = key
    parts = [expressions.get((event, part), []) for part in source_id.split("+")]
    name = " and ".join(_name(part, texts) for part in parts)
    kind = "collective" if len(parts) > 1 else _kind(source_id, parts[0], texts)
    return {"event": event, "source_id": source_id, "name": name, "kind": kind, "n_words": n_words}


def _name(found: list[tuple[str, str, str, str]], texts: list[str]) -> str:
    if written := [(text, head) for text, kind, head, _ in found if kind == "name"]:
        return names.shown(written)
    counted = Counter([text for text, kind, _, _ in found if kind != "pronoun"] or texts)
    return min(counted, key=lambda text: (-counted[text], len(text), text))


def _kind(source_id: str, found: list[tuple[str, str, str, str]], texts: list[str]) -> str:
    """The kind of speaker, from the words that name it."""
    kinds = Counter(kind for _, kind, _, _ in found)
    if source_id.startswith("unresolved-") or not (found or "".join(texts).strip()):
        return "unresolved"
    if kinds["name"]:
        return "named" if _is_person(found) else "institution"
    if any(UNNAMED.search(text) for text in texts):
        return "anonymous"
    if kinds["role"] and kinds["role"] >= kinds["label"]:
        return "office"
    return _label_kind(found, texts)


def _is_person(found: list[tuple[str, str, str, str]]) -> bool:
    """A name is a person's by title, pronoun or form: institutions are "it", have a noun in their name, or one word."""
    pronouns = Counter(text.lower() for text, kind, _, _ in found if kind == "pronoun")
    personal, impersonal = (sum(pronouns[word] for word in words) for words in (PERSONAL, IMPERSONAL))
    written = [(text, head, modifiers) for text, kind, head, modifiers in found if kind == "name"]
    titled = any(word in gazetteer.title_words() for _, _, words in written for word in words.lower().split())
    if titled or personal > impersonal:
        return True
    lands = gazetteer.countries().keys() | gazetteer.seats().keys()
    if impersonal or any(text.lower() in lands for text, _, _ in written):
        return False
    if any(gazetteer.singular(word) in gazetteer.nouns() for text, _, _ in written for word in text.split()):
        return False
    longest = max((text.split() for text, _, _ in written), key=len)
    return 1 < len(longest) < 5 and not any(word.lower() in ("of", "for", "news", "times", "post") for word in longest)


def _label_kind(found: list[tuple[str, str, str, str]], texts: list[str]) -> str:
    """From the noun's type; a single unnamed person is anonymous, several are a collective."""
    heads = [head for _, kind, head, _ in found if kind in ("label", "role")]
    words = heads or [word for text in texts for word in text.split()[-1:]]
    entries = [gazetteer.nouns()[low] for word in words if (low := gazetteer.singular(word)) in gazetteer.nouns()]
    types = Counter(entry["type"] for entry in entries)
    if not types:
        # An unknown noun that speaks is a person more often than a paper.
        return "collective" if all(_plural(word, texts) for word in words) else "anonymous"
    most = min(types, key=lambda kind: (-types[kind], kind))
    if most == "organisation":
        return "institution"
    if most in ("person", "group"):
        single = [text for text in texts if re.match(r"(an?|one|another)\s", text, re.IGNORECASE)]
        return "anonymous" if single else "collective"
    return "document"


def _plural(head: str, texts: list[str]) -> bool:
    """Whether the words of a source have the head, a dictionary form, in the plural."""
    forms = [word for text in texts for word in text.lower().split() if word.startswith(head.lower().rstrip("s"))]
    return any(form.endswith("s") and not form.endswith(("ss", "us", "is")) for form in forms)
