"""One row a pair of articles that share much of their wording (agency copy), and one row a passage that one added.

Among many articles, pairs to look at are found by MinHash (Broder 1997) in an LSH ensemble (Zhu et al. 2016, by
datasketch), which finds a short text inside a long one; what they share is then counted. Shingles of five words: two
reporters at one briefing share names and quotations, hardly runs of five words over half of a text.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from itertools import combinations, groupby
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema
from analysis.intake.characters import plain

SHINGLE = 5  # words
SAME = 0.5  # share of the shorter body's words from which two articles are one text (own choice)
CANDIDATE = 0.2  # share of shingles from which a pair is looked at: a changed word breaks five of them
HASHES = 128
FEW = 12  # articles of an event: counting what two share takes less time than to find out which two to count
_WORD = re.compile(r"[^\W_]+(?:[\u00ad\u200b-\u200d\u2060][^\W_]+)*")


class Body(NamedTuple):
    """The body of an article: each word with its place in the text, and its shingles."""

    article_id: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    shingles: list[str]


def find_copies(articles: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """One row a pair of articles of an event of which the shorter has at least half of its words from the other.

    Examples
    --------
    >>> from analysis.study import Study
    >>> agency = "The mayor said on Monday that the town was safe and that nobody had to leave. (AP)"
    >>> study = Study.from_texts({"Post": agency, "Mail": "It rained.\\n\\n" + agency, "Sun": "It rained again."})
    >>> study.copies[["article_a", "article_b", "shared_a", "words_b", "wire"]].values.tolist()
    [['Post', 'Mail', 1.0, 2, True]]
    """
    wire = dict(zip(articles["article_id"], articles["wire"], strict=True))
    rows = []
    for event, bodies in _events(articles, segments):
        for a, b in _candidates(bodies):
            lone_a, lone_b = _lone(a, b), _lone(b, a)
            shares = 1 - sum(lone_a) / len(lone_a), 1 - sum(lone_b) / len(lone_b)
            if max(shares) >= SAME:
                rows.append(
                    {
                        "event": event,
                        "article_a": a.article_id,
                        "article_b": b.article_id,
                        "shared_a": shares[0],
                        "shared_b": shares[1],
                        "words_a": sum(lone_a),
                        "words_b": sum(lone_b),
                        "wire": wire[a.article_id] or wire[b.article_id],
                    }
                )
    return schema.frame("copies", rows)


def find_additions(copies: pd.DataFrame, articles: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """One row a passage of the body of one of two copies that the other lacks: what each added, or told otherwise."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    twice = {*copies["article_a"], *copies["article_b"]}
    bodies = {name: _body(name, part) for name, part in segments.groupby("article_id") if name in twice}
    pairs = list(zip(copies["article_a"], copies["article_b"], strict=True))
    return schema.frame(
        "additions",
        [
            {"article_id": one, "other_id": other, **passage, "text": texts[one][passage["start"] : passage["end"]]}
            for pair in pairs
            for one, other in (pair, pair[::-1])
            for passage in _passages(bodies[one], bodies[other])
        ],
    )


def describe(copies: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """The copies in words, one line a pair."""
    labels = dict(zip(articles["article_id"], articles["label"], strict=True))
    return [
        f"{labels[row.article_a]} and {labels[row.article_b]}: {max(row.shared_a, row.shared_b):.0%} of the words "
        f"of one stand in the other too{' (agency copy)' if row.wire else ''}; one voice, not two"
        for row in copies.itertuples()
    ]


def warn(copies: pd.DataFrame, articles: pd.DataFrame) -> None:
    """Two articles with one text are not two voices: a warning, shown where a table of a study is asked for."""
    if found := describe(copies, articles):
        more = f" (and {len(found) - 1} more pairs)" if len(found) > 1 else ""
        warnings.warn(f"{found[0]}{more}; see Study.copies, Study.additions", stacklevel=3)


def _events(articles: pd.DataFrame, segments: pd.DataFrame) -> Iterator[tuple[str, list[Body]]]:
    """The bodies of each event that has two or more of them with a shingle."""
    parts = dict(iter(segments.groupby("article_id", sort=False)))
    for event, members in articles.groupby("event", sort=False)["article_id"]:
        if len(members) > 1:
            bodies = [_body(name, parts[name]) for name in members if name in parts]
            yield str(event), [body for body in bodies if body.shingles]


def _body(name: str, segments: pd.DataFrame) -> Body:
    analysed = segments[segments["analysed"]]
    found = [
        (plain(match[0]).casefold(), start + match.start(), start + match.end())
        for start, text in zip(analysed["start"], analysed["text"], strict=True)
        for match in _WORD.finditer(text)
    ]
    words = [word for word, _, _ in found]
    shingles = [" ".join(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1)]
    return Body(name, words, [start for _, start, _ in found], [end for _, _, end in found], shingles)


def _candidates(bodies: list[Body]) -> Iterator[tuple[Body, Body]]:
    """Pairs in which one may hold a part of the other, in the order of the articles: of a few articles, all."""
    if len(bodies) <= FEW:
        yield from combinations(bodies, 2)
        return
    from datasketch import MinHash, MinHashLSHEnsemble  # noqa: PLC0415 - it takes half a second

    sketches = []
    for body in bodies:
        sketch = MinHash(HASHES)
        sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in set(body.shingles)])
        sketches.append(sketch)
    sizes = [len(set(body.shingles)) for body in bodies]
    ensemble = MinHashLSHEnsemble(CANDIDATE, HASHES, num_part=min(8, len(bodies)))
    ensemble.index(zip(range(len(bodies)), sketches, sizes, strict=True))
    pairs = {
        tuple(sorted((number, other)))
        for number, sketch in enumerate(sketches)
        for other in ensemble.query(sketch, sizes[number])
        if other != number
    }
    yield from ((bodies[a], bodies[b]) for a, b in sorted(pairs))


def _lone(body: Body, other: Body) -> list[bool]:
    """Whether each word of a body is in no shingle that the other has."""
    known = set(other.shingles)
    lone = [True] * len(body.words)
    for place, shingle in enumerate(body.shingles):
        if shingle in known:
            lone[place : place + SHINGLE] = [False] * SHINGLE
    return lone


def _passages(body: Body, other: Body) -> Iterator[dict[str, Any]]:
    """Runs of words that the other lacks."""
    for alone, run in groupby(enumerate(_lone(body, other)), key=lambda pair: pair[1]):
        places = [place for place, _ in run]
        if alone:
            yield {"start": body.starts[places[0]], "end": body.ends[places[-1]], "n_words": len(places)}
