"""One row a claim told by two articles of an event, or by one only, with what changed in the telling.

Two claims are partners where each is the other's best match and a reader would likely find them to tell the same, or
may do so and partners from the same two sentences stand beside them. Where one article splits what the other joins, the
second part attaches to a claim that is taken already. Claims that repeat another of their article (headline and lead)
stand aside, so that a fact counts once. "Only" means that no partner was found, never that the other left it out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis.comparing.pairs import two_by_two
from analysis.telling.change import Change
from analysis.telling.changes import compare as compare_tellings
from analysis.telling.evidence import NEEDS as FOR_EVIDENCE
from analysis.telling.evidence import Claim, Evidence, gather
from analysis.telling.signs import confidence, weigh
from analysis.text.similarity import likeness, shared_words, similarity, stems

__all__ = ["THRESHOLD", "align", "align_event", "confidence", "side_by_side", "similarity", "told_once", "with_context"]

THRESHOLD = 0.30  # similarity from which SuperPAL's coders (Ernst et al. 2021) mostly align two texts of one topic
CONFIDENT = 0.45  # confidence from which best matches count as told by both
ATTACH = 0.80  # for a claim whose best partner is taken
NEAR = 0.33  # from which best matches are shown as near
BESIDE = 0.22  # from which best matches beside partners of the same two sentences are partners too
REPEAT = 0.50  # two claims of one article that tell the same
HEADLINE_REPEAT = 0.30  # a claim of the headline, dek or standfirst that the body tells: to repeat is their office

NEEDS = FOR_EVIDENCE
"""The tables that `align_event` reads."""

COLUMNS = {
    "claim_a": "Int64",
    "claim_b": "Int64",
    "score": "float64",
    "confidence": "float64",
    "status": "string",
    "nearest": "Int64",
}


def align_event(tables: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The alignments of the articles of each event, two by two (`analysis.comparing.pairs`), and what changed in each.

    `NEEDS` names the tables.
    """
    evidence = gather(tables)
    articles, claims, sentences = (tables[name] for name in ("articles", "claims", "sentences"))
    kept = told_once(with_context(claims, sentences, evidence), sentences)
    sides = dict(list(kept.groupby("article_id", sort=False)))
    labels = dict(zip(articles["article_id"], articles["label"], strict=True))
    rows: list[dict[str, Any]] = []
    told: list[dict[str, Any]] = []
    for event, members in articles.groupby("event", sort=False)["article_id"]:
        number = 0
        for a, b in two_by_two(members.tolist()):
            for row in align(sides.get(a, kept[:0]), sides.get(b, kept[:0])).to_dict("records"):
                place = {"event": event, "alignment_id": number}
                changed: list[Change] = []
                if row["status"] != "only":
                    both = evidence[a, row["claim_a"]], evidence[b, row["claim_b"]]
                    changed = compare_tellings(*both, (labels[a], labels[b]))
                told += [{**place, "change_id": order, **one._asdict()} for order, one in enumerate(changed)]
                words = "; ".join(one.words for one in changed) or None
                rows.append({**row, **place, "article_a": a, "article_b": b, "changes": words})
                number += 1
    return schema.frame("alignments", rows), schema.frame("changes", told)


def with_context(claims: pd.DataFrame, sentences: pd.DataFrame, evidence: Mapping[Claim, Evidence]) -> pd.DataFrame:
    """The claims with what two tellings may share besides their words.

    ``cue`` (both "warn" of it), ``sentence`` (the whole), ``verbs`` (its predicates) and ``speakers`` (ids).
    """
    whole = {(row.article_id, row.sentence_id): row.text for row in sentences.itertuples()}
    told = [evidence[row.article_id, row.claim_id] for row in claims.itertuples()]
    return claims.assign(
        cue=[one.chain[0].lemma or "" if one.chain else "" for one in told],
        sentence=[whole[row.article_id, row.sentence_id] for row in claims.itertuples()],
        verbs=[" ".join(verb for verb, _, _ in one.clauses) for one in told],
        speakers=[" ".join(sorted({name for link in one.chain for name in link.speakers})) for one in told],
    )


def align(claims_a: pd.DataFrame, claims_b: pd.DataFrame) -> pd.DataFrame:
    """One row a pair of claims, or one without a partner, by reading order of ``claim_a``, then ``claim_b``.

    Needs ``claim_id``, ``sentence_id`` and ``matter`` (else ``text``); what `with_context` adds makes the confidence
    surer. ``status`` is both (told by both), near (each other's best match, but too uncertain) or only; then
    ``nearest`` is the closest claim on the other side, with its score and confidence.

    Examples
    --------
    >>> told = {"claim_id": [0, 1], "sentence_id": [0, 1], "text": ["Police arrested 12 men on Friday", "It rained"]}
    >>> a = pd.DataFrame(told)
    >>> b = pd.DataFrame({"claim_id": [0], "sentence_id": [0], "text": ["12 men were arrested by police"]})
    >>> align(a, b)[["claim_a", "claim_b", "status"]].values.tolist()
    [[0, 0, 'both'], [1, <NA>, 'only']]
    """
    ids_a, ids_b = claims_a["claim_id"].tolist(), claims_b["claim_id"].tolist()
    scores, signs = weigh(claims_a, claims_b)
    sure = confidence(signs)
    pairs = _pairs(scores, sure, claims_a["sentence_id"].tolist(), claims_b["sentence_id"].tolist())
    rows: list[tuple[Any, ...]] = [
        (ids_a[i], ids_b[j], scores[i, j], sure[i, j], kind, None) for (i, j), kind in pairs.items()
    ]
    alone_a = set(range(len(ids_a))) - {i for i, _ in pairs}
    alone_b = set(range(len(ids_b))) - {j for _, j in pairs}
    rows += [(ids_a[i], None, *_nearest(scores[i], sure[i], ids_b)) for i in alone_a]
    rows += [(None, ids_b[j], *_nearest(scores[:, j], sure[:, j], ids_a)) for j in alone_b]
    rows.sort(key=_reading_order)
    return pd.DataFrame(
        {name: pd.array([row[n] for row in rows], dtype=kind) for n, (name, kind) in enumerate(COLUMNS.items())}
    )


def _reading_order(row: tuple[Any, ...]) -> tuple[float, float]:
    """By the claim of the first article, then of the second; missing last."""
    in_a, in_b = (math.inf if number is None else number for number in row[:2])
    return in_a, in_b


def _pairs(
    scores: np.ndarray, sure: np.ndarray, sentences_a: list[int], sentences_b: list[int]
) -> dict[tuple[int, int], str]:
    """Partners by row and column: mutual best matches, then claims that attach to one that is taken."""
    if not scores.size:
        return {}
    best_b, best_a = scores.argmax(axis=1), scores.argmax(axis=0)
    mutual = [(i, int(j)) for i, j in enumerate(best_b) if best_a[j] == i]
    beside = {(sentences_a[i], sentences_b[j]) for i, j in mutual if sure[i, j] >= CONFIDENT}
    pairs = {}
    for i, j in mutual:
        told = sure[i, j] >= (BESIDE if (sentences_a[i], sentences_b[j]) in beside else CONFIDENT)
        if told or sure[i, j] >= NEAR:
            pairs[i, j] = "both" if told else "near"
    told_a, told_b = {i for i, _ in pairs}, {j for _, j in pairs}
    late = [(i, int(j)) for i, j in enumerate(best_b) if i not in told_a]
    late += [(int(i), j) for j, i in enumerate(best_a) if j not in told_b]
    return pairs | {(i, j): "both" for i, j in late if sure[i, j] >= ATTACH}


def _nearest(scores: np.ndarray, sure: np.ndarray, ids: list[int]) -> tuple[float, float, str, int | None]:
    if not len(scores) or scores.max() <= 0:
        return 0.0, 0.0, "only", None
    best = int(scores.argmax())
    return float(scores[best]), float(sure[best]), "only", ids[best]


def told_once(claims: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The claims without those that repeat another of their article; of claims that do, a longer one of the body stays.

    A claim with a number that the other lacks repeats nothing, nor does one that is part of the other.
    """
    keys = pd.MultiIndex.from_frame(claims[["article_id", "sentence_id"]])
    role = sentences.set_index(["article_id", "sentence_id"])["role"].reindex(keys).to_numpy()
    marked = claims.assign(body=role == "body")
    stay = [index for _, side in marked.groupby("article_id", sort=False) for index in _first_told(side)]
    return claims.loc[sorted(stay)]


def _first_told(side: pd.DataFrame) -> list[int]:
    """Index labels of one article's claims that repeat none."""
    texts = side["text"].tolist()
    words = [stems(text) for text in texts]
    numbers = [{word for word in line if word[0].isdigit()} for line in words]
    scores, shared = likeness(texts), shared_words(texts, texts)
    body, starts, ends = (side[column].tolist() for column in ("body", "start", "end"))
    kept: list[int] = []
    for index in sorted(range(len(texts)), key=lambda index: (not body[index], -len(words[index]), index)):
        limit = REPEAT if body[index] else HEADLINE_REPEAT
        if not any(
            scores[index, other] >= limit
            and shared[index, other] >= 2
            and numbers[index] <= numbers[other]
            and (ends[index] <= starts[other] or ends[other] <= starts[index])
            for other in kept
        ):
            kept.append(index)
    return side.index[kept].tolist()


def side_by_side(alignments: pd.DataFrame, claims: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row an alignment, to be read: the labels ``a`` and ``b``, what each tells, and what changed in the telling.

    Where one side tells nothing that matches, ``nearest`` is the claim of it that comes closest, with the score.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "The bridge fell. Roe paid the firm.", "Mail": "The bridge fell."})
    >>> found = side_by_side(study.alignments, study.claims, study.articles)
    >>> found[["status", "telling_a", "telling_b"]].fillna("").values.tolist()
    [['both', 'The bridge fell', 'The bridge fell'], ['only', 'Roe paid the firm', '']]
    """
    labels = articles.set_index("article_id")["label"]
    texts = claims.set_index(["article_id", "claim_id"])["text"].str.replace(r"\s+", " ", regex=True)
    table = alignments[["status", "score"]].copy()
    for side in "ab":
        table[side] = alignments[f"article_{side}"].map(labels)
        keys = pd.MultiIndex.from_frame(alignments[[f"article_{side}", f"claim_{side}"]])
        table[f"telling_{side}"] = texts.reindex(keys).to_numpy()
    silent = alignments["article_b"].where(alignments["claim_b"].isna(), alignments["article_a"])
    table["nearest"] = texts.reindex(pd.MultiIndex.from_arrays([silent, alignments["nearest"]])).to_numpy()
    return table.assign(changes=alignments["changes"])
