"""One row a claim told by two articles of an event, or by one only, with what changed in the telling.

Two claims are partners where each is the other's best match and they are alike enough, or nearly so beside partners
from the same two sentences. Where one article splits what the other joins, the second part attaches to a claim that is
taken already. Claims that repeat another of their article (headline and lead) stand aside, so that a fact counts once.
"Only" means that no partner was found, never that the other article left it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis import changes, schema
from analysis.evidence import NEEDS as FOR_EVIDENCE
from analysis.evidence import Claim, Evidence, gather
from analysis.pairs import two_by_two
from analysis.similarity import shared_words, similarity, stems

# Scores (0 to 1), set so that articles on different events share one claim in five pairs of articles or less, and as
# many pairs of SuperPAL (Ernst et al. 2021) as possible are kept: see benchmarks/alignment.py.
THRESHOLD = 0.20  # for two claims that share three words with content or more
FEW_THRESHOLD = 0.30  # for two that share only two
ATTACH = 0.34  # for a claim whose best partner is taken
NEAR = 0.20  # below, a mutual best match is chance; from it, one beside partners of the same two sentences is none
REPEAT = 0.50  # two claims of one article that tell the same
HEADLINE_REPEAT = 0.30  # a claim of the headline, dek or standfirst that the body tells: to repeat is their office

NEEDS = (*FOR_EVIDENCE, "sentences")
"""The tables that `align_event` reads."""

COLUMNS = ["claim_a", "claim_b", "score", "status", "nearest"]


def align_event(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The alignments of the articles of each event, two by two (`analysis.pairs`); `NEEDS` names the tables."""
    evidence = gather(tables)
    articles, claims, sentences = (tables[name] for name in ("articles", "claims", "sentences"))
    kept = told_once(claims, sentences)
    labels = dict(zip(articles["article_id"], articles["label"], strict=True))
    rows: list[dict[str, Any]] = []
    for event, members in articles.groupby("event", sort=False)["article_id"]:
        pairs = [_one_pair(a, b, kept, evidence, labels) for a, b in two_by_two(members.tolist())]
        found = [row for pair in pairs for row in pair.to_dict("records")]
        rows += [{**row, "event": event, "alignment_id": number} for number, row in enumerate(found)]
    return schema.frame("alignments", rows)


def _one_pair(
    a: str,
    b: str,
    claims: pd.DataFrame,
    evidence: dict[Claim, Evidence],
    labels: dict[str, str],
) -> pd.DataFrame:
    """The alignments of two articles, with what changed between matched claims."""
    table = align(claims[claims["article_id"] == a], claims[claims["article_id"] == b])
    changed = [
        changes.describe(evidence[a, row.claim_a], evidence[b, row.claim_b], (labels[a], labels[b]))
        if row.status != "only"
        else None
        for row in table.itertuples()
    ]
    return table.assign(article_a=a, article_b=b, changes=changed)


def align(claims_a: pd.DataFrame, claims_b: pd.DataFrame) -> pd.DataFrame:
    """One row a pair of claims, or a claim that found no partner: ``claim_a, claim_b, score, status, nearest``.

    Needs ``claim_id``, ``sentence_id`` and ``matter`` (else ``text``). ``status`` is both (told by both), near (each
    other's best match, but not alike enough) or only; then ``nearest`` is the closest claim on the other side.

    Examples
    --------
    >>> told = {"claim_id": [0, 1], "sentence_id": [0, 1], "text": ["Police arrested 12 men on Friday", "It rained"]}
    >>> a = pd.DataFrame(told)
    >>> b = pd.DataFrame({"claim_id": [0], "sentence_id": [0], "text": ["12 men were arrested by police"]})
    >>> align(a, b)[["claim_a", "claim_b", "status"]].values.tolist()
    [[0, 0, 'both'], [1, <NA>, 'only']]
    """
    ids_a, ids_b = claims_a["claim_id"].tolist(), claims_b["claim_id"].tolist()
    texts = tuple(side["matter" if "matter" in side else "text"].tolist() for side in (claims_a, claims_b))
    scores = similarity(*texts)
    sentences = claims_a["sentence_id"].tolist(), claims_b["sentence_id"].tolist()
    pairs = _upgraded(_pairs(scores, shared_words(*texts)), *sentences)
    table: list[tuple[Any, ...]] = [(ids_a[i], ids_b[j], scores[i, j], kind, None) for (i, j), kind in pairs.items()]
    alone_a = set(range(len(ids_a))) - {i for i, _ in pairs}
    alone_b = set(range(len(ids_b))) - {j for _, j in pairs}
    table += [(ids_a[i], None, *_nearest(scores[i], ids_b)) for i in alone_a]
    table += [(None, ids_b[j], *_nearest(scores[:, j], ids_a)) for j in alone_b]
    found = pd.DataFrame(table, columns=COLUMNS).astype(dict.fromkeys(["claim_a", "claim_b", "nearest"], "Int64"))
    return found.sort_values(["claim_a", "claim_b"], na_position="last", ignore_index=True)


def alike(scores: np.ndarray, shared: np.ndarray) -> np.ndarray:
    """Whether two texts tell the same, from their similarity and how many words with content they share.

    Examples
    --------
    >>> alike(np.array([0.25, 0.25, 0.9]), np.array([3, 2, 1])).tolist()
    [True, False, False]
    """
    return scores >= np.select([shared >= 3, shared == 2], [THRESHOLD, FEW_THRESHOLD], np.inf)


def _pairs(scores: np.ndarray, shared: np.ndarray) -> dict[tuple[int, int], str]:
    """Partners by row and column: mutual best matches, then claims that attach to one that is taken."""
    if not scores.size:
        return {}
    partners = alike(scores, shared)
    best_b, best_a = scores.argmax(axis=1), scores.argmax(axis=0)
    mutual = [(i, int(j)) for i, j in enumerate(best_b) if best_a[j] == i and scores[i, j] >= NEAR and shared[i, j]]
    pairs = {(i, j): "both" if partners[i, j] else "near" for i, j in mutual}
    told_a, told_b = {i for i, _ in pairs}, {j for _, j in pairs}
    late = [(i, int(j)) for i, j in enumerate(best_b) if i not in told_a]
    late += [(int(i), j) for j, i in enumerate(best_a) if j not in told_b]
    return pairs | {(i, j): "both" for i, j in late if partners[i, j] and scores[i, j] >= ATTACH}


def _upgraded(
    pairs: dict[tuple[int, int], str], sentences_a: list[int], sentences_b: list[int]
) -> dict[tuple[int, int], str]:
    """Near pairs become partners where the same two sentences hold partners already: the context speaks for them."""
    beside = {(sentences_a[i], sentences_b[j]) for (i, j), status in pairs.items() if status == "both"}
    return {
        (i, j): "both" if (sentences_a[i], sentences_b[j]) in beside else status for (i, j), status in pairs.items()
    }


def _nearest(scores: np.ndarray, ids: list[int]) -> tuple[float, str, int | None]:
    if not len(scores) or scores.max() <= 0:
        return 0.0, "only", None
    return float(scores.max()), "only", ids[int(scores.argmax())]


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
    scores, shared = similarity(texts, texts), shared_words(texts, texts)
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
