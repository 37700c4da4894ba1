"""One row a sentence: what differs between the articles of an event, most telling first.

The sentences are filled-in templates; each rests on rows of the tables and points to the words in both texts. None says
more than matching and counting can: a claim is "not matched", a rate is "told from chance" or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis import measures, spans
from analysis.comparing.pairs import MANY
from analysis.comparing.permutation import LEVEL
from analysis.summary import matched, unmatched
from analysis.summary.finding import LONGEST, Finding, quoted
from analysis.summary.telling import Key, Telling, tellings
from analysis.text.prose import listed, p_value

MOST = 10  # sentences
# What each repetition of a kind, claim or pair takes off a weight; a passage that was moved takes all its claims along.
AGAIN = {"kind": 0.75, "claim": 0.5, "pair": 0.9, "moved": 0.2}
OPENINGS = 450  # characters of all openings together: two first sentences of news are shown whole
MOST_CONTRASTS = 3  # of those that stand
ALONE = "there is nothing to compare it with."


def what_differs(study: Any) -> pd.DataFrame:
    """What differs between the articles, in at most ten plain sentences, most telling first.

    One row a sentence: ``rank`` (from 1), ``kind``, ``text``, ``rows`` (the tables and ids it was read from), and for
    each article a column of its id with the spans (`analysis.spans.pack`) that the sentence rests on, NA where none.
    The last sentence always says what the counts can show. Several events share the ten sentences.

    Examples
    --------
    >>> from analysis.study import Study
    >>> what_differs(Study.from_texts({"Post": "The mayor said it was late."}))["text"].tolist()
    ['Post is the only article: there is nothing to compare it with.']
    """
    articles = study.articles
    told = tellings(study) if articles["event"].duplicated().any() else {}
    found = [row for _, event in articles.groupby("event", sort=False) for row in _event(study, told, event)]
    chosen = found or [_nothing(articles)]
    rows = [
        {"rank": rank, "kind": row.kind, "text": row.text, "rows": row.rows}
        | {article: spans.pack(sorted(set(row.evidence.get(article, ())))) for article in articles["article_id"]}
        for rank, row in enumerate(chosen[:MOST], 1)
    ]
    columns = ["rank", "kind", "text", "rows", *articles["article_id"]]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[1:], "string"))


def _event(study: Any, told: dict[Key, Telling], event: pd.DataFrame) -> list[Finding]:
    """The sentences on the articles of one event; of more than are compared two by two, on the first two."""
    if len(event) < 2:
        return []
    if len(event) > MANY:
        first = event.head(2)
        text = f"Of the {len(event)} articles, only {listed(list(first['label']))}, the first two, are compared here."
        return [Finding("few", 1.0, text, {}, "articles"), *_event(study, told, first)][:MOST]
    if len(set(event["text"])) == 1:
        text = f"{listed(list(event['label']))} are the same text, word for word."
        return [Finding("same", 1.0, text, {}, "articles")]
    aligned = study.alignments
    aligned = aligned[aligned[["article_a", "article_b"]].isin(set(event["article_id"])).all(axis=1)]
    found = [
        finding
        for row in aligned[aligned["status"] == "both"].itertuples()
        for finding in matched.differences(told[row.article_a, row.claim_a], told[row.article_b, row.claim_b], row)
    ]
    found += unmatched.claims(study, told, event)
    found += unmatched.speakers(study, told, event)
    found += unmatched.labels(study, told, event)
    first, last = list(_openings(study, event)), [*_coverage(aligned, event), *_counts(study, event)]
    return [*first, *_most_telling(found, MOST - len(first) - len(last)), *last]


def _most_telling(found: list[Finding], most: int) -> list[Finding]:
    """The weightiest, one after the other; what repeats a kind, a claim or a cue, or a pair of articles weighs less."""
    chosen: list[Finding] = []
    seen: Counter[Any] = Counter()
    left = list(found)
    while left and len(chosen) < most:
        best = max(left, key=lambda finding: _weight(finding, seen))
        left.remove(best)
        chosen.append(best)
        seen.update(_repeated(best))
    return chosen


def _weight(finding: Finding, seen: Counter[Any]) -> float:
    weight = finding.weight
    for what in _repeated(finding):
        weight *= AGAIN[what[0]] ** seen[what]
    return weight


def _repeated(finding: Finding) -> list[tuple[str, Any]]:
    claims = {("claim", (article, span)) for article, held in finding.evidence.items() for span in held}
    pair = tuple(finding.evidence)
    moved = [("moved", pair)] if finding.kind == "position" else []
    return [("kind", finding.kind), ("pair", pair), *moved, *sorted(claims)]


def _openings(study: Any, event: pd.DataFrame) -> Iterator[Finding]:
    """How each article opens: with its headline where all have one, else with the first sentence of its body."""
    sentences = study.sentences[study.sentences["rank"] == 1]
    for role, verb in (("headline", "is headlined"), ("body", "opens with")):
        first = sentences[sentences["role"] == role].set_index("article_id")
        if not set(event["article_id"]) <= set(first.index):
            continue
        rows = first.loc[event["article_id"]]
        if len(set(rows["text"])) == 1:
            continue
        longest = max(LONGEST, OPENINGS // len(rows))
        parts = [
            f"{label} {verb} {quoted(text, longest)}" for label, text in zip(event["label"], rows["text"], strict=True)
        ]
        evidence = {row.Index: [(row.start, row.end)] for row in rows.itertuples()}
        yield Finding("opening", 1.0, f"{'; '.join(parts)}.", evidence, "sentences")
        return


def _coverage(aligned: pd.DataFrame, event: pd.DataFrame) -> Iterator[Finding]:
    """How many of the claims of each article that were compared found a partner."""
    parts = []
    for article, label in zip(event["article_id"], event["label"], strict=True):
        own = {
            status: {claim for side in "ab" for claim in _claims(aligned[aligned["status"] == status], side, article)}
            for status in ("both", "near", "only")
        }
        parts.append(f"{len(own['both'])} of {len(set().union(*own.values()))} claims in {label}")
    if len(aligned):
        text = f"A match was found for {listed(parts)}."
        yield Finding("coverage", 0.0, text, {}, "alignments")


def _claims(aligned: pd.DataFrame, side: str, article: str) -> list[int]:
    return aligned.loc[aligned[f"article_{side}"] == article, f"claim_{side}"].dropna().tolist()


def _counts(study: Any, event: pd.DataFrame) -> Iterator[Finding]:
    """Each contrast of the family that stands after correction, or one sentence saying that none does."""
    table = study.contrasts
    table = table[table["a"].isin(event["label"]) & table["b"].isin(event["label"]) & table["p_holm"].notna()]
    ids = dict(zip(event["label"], event["article_id"], strict=True))
    stands = table[table["p_holm"] <= LEVEL].sort_values("p_holm", kind="stable")
    for (measure, more), rows in list(stands.groupby(["measure", "more_in"], sort=False))[:MOST_CONTRASTS]:
        rates = {row.a: row.rate_a for row in rows.itertuples()} | {row.b: row.rate_b for row in rows.itertuples()}
        less = [
            f"{rates[row.b if row.a == more else row.a]:.1f} in {row.b if row.a == more else row.a} "
            f"(corrected p {row.p_holm:.3f})"
            for row in rows.itertuples()
        ]
        text = f"{more} has more {measures.REGISTRY[measure].meaning}: {rates[more]:.1f}, against {listed(less)}."
        yield Finding("contrast", 0.0, text, {ids[name]: [] for name in rates}, f"contrasts {measure}")
    if len(table) and not len(stands):
        where = f"between {listed(list(ids))}" if len(ids) == 2 else f"between any two of {listed(list(ids))}"
        text = (
            f"In the counts, no difference can be told from chance {where}: {table['measure'].nunique()} rates "
            f"compared, smallest corrected p {p_value(table['p_holm'].min())}."
        )
        yield Finding("contrast", 0.0, text, {}, "contrasts")


def _nothing(articles: pd.DataFrame) -> Finding:
    """What is said where no two articles are on one event."""
    if articles.empty:
        return Finding("none", 0.0, "There is no article.", {}, "articles")
    if len(articles) == 1:
        return Finding("none", 0.0, f"{articles['label'].iloc[0]} is the only article: {ALONE}", {}, "articles")
    return Finding("none", 0.0, f"No two of the {len(articles)} articles are on the same event.", {}, "articles")
