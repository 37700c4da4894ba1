"""One row a share of what articles tell, or one thing that only one of them tells: a claim, a quotation.

"Only here" means that no match was found, never that another article left it out. Articles are compared within their
event; the figures and lists name them by their labels.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import spans
from analysis.text.quotes import find_quotes

STATUSES = ("both", "near", "only")
TELLING = ["event", "article", "claim_id"]
SHORTEST_QUOTATION = 3  # words: less is a phrase in marks, no utterance


def told_shares(study: Any) -> pd.DataFrame:
    """One row an article, another beside it, and a status: how much of the article's claims have it.

    ``share`` counts claims, ``share_words`` their words, ``share_position`` weights each by how early its sentence
    stands (1 for the first, falling evenly to 0 after the last).

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "The bridge fell. Roe paid the firm.", "Mail": "The bridge fell."})
    >>> told_shares(study).query("status == 'both'")[["article", "other", "claims", "share"]].values.tolist()
    [['Post', 'Mail', 1, 0.5], ['Mail', 'Post', 1, 1.0]]
    """
    told = _told(study)
    whole = told.groupby(["article", "other"], sort=False)
    parts = told.groupby(["article", "other", "status"], sort=False)
    table = pd.DataFrame(
        {
            "claims": parts.size(),
            "share": parts.size() / whole.size(),
            "share_words": parts["n_words"].sum() / whole["n_words"].sum(),
            "share_position": parts["prominence"].sum() / whole["prominence"].sum(),
        }
    )
    order = pd.MultiIndex.from_tuples(
        [(*pair, status) for pair in whole.size().index for status in STATUSES], names=["article", "other", "status"]
    )
    kinds = {"claims": int, "share": float, "share_words": float, "share_position": float}
    return table.reindex(order, fill_value=0).astype(kinds).reset_index()


def only_here(study: Any) -> pd.DataFrame:
    """One row a claim for which no other article of the event has a match, the most prominent of each article first.

    ``nearest`` is the claim of another article that comes closest, with its ``confidence`` (0 to 1).

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "The bridge fell. Roe paid the firm.", "Mail": "The bridge fell."})
    >>> only_here(study)[["article", "text"]].values.tolist()
    [['Post', 'Roe paid the firm']]
    """
    told = _told(study)
    matched = told["status"].ne("only").groupby([told[name] for name in TELLING]).transform("any")
    alone = told[~matched].sort_values("confidence", ascending=False, kind="stable").drop_duplicates(TELLING)
    columns = ["article", "prominence", "text", "source", "nearest_text", "confidence"]
    order = alone.sort_values(["article", "prominence", "claim_id"], ascending=[True, False, True], key=in_order(study))
    return order[columns].rename(columns={"nearest_text": "nearest"}).reset_index(drop=True)


def in_order(study: Any) -> Any:
    """A sort key that leaves labels in the order of the articles."""
    places = {label: place for place, label in enumerate(study.articles["label"])}
    return lambda column: column.map(places) if column.name == "article" else column


def _told(study: Any) -> pd.DataFrame:
    """One row a claim of one article beside another: its status, its nearest match, its weight."""
    rows, sides = study.alignments, []
    for own, other in ("ab", "ba"):
        side = rows.dropna(subset=[f"claim_{own}"])
        nearest = side[f"claim_{other}"].fillna(side["nearest"])
        names = {f"article_{own}": "article_id", f"article_{other}": "other_id", f"claim_{own}": "claim_id"}
        chosen = side.rename(columns=names)[["event", "article_id", "other_id", "claim_id", "status", "confidence"]]
        sides.append(chosen.assign(nearest=nearest))
    told = pd.concat(sides, ignore_index=True).merge(_weighed(study), on=["article_id", "claim_id"], validate="m:1")
    # A claim to which several attach stands in several rows: its best counts.
    rank = told["status"].map({status: place for place, status in enumerate(STATUSES)})
    told = told.assign(rank=rank).sort_values("rank", kind="stable")
    told = told.drop_duplicates(["article_id", "other_id", "claim_id"]).drop(columns="rank").sort_index()
    texts = study.claims.set_index(["article_id", "claim_id"])["text"]
    nearest = texts.reindex(pd.MultiIndex.from_frame(told[["other_id", "nearest"]])).to_numpy()
    labels = study.articles.set_index("article_id")["label"]
    return told.assign(article=told["article_id"].map(labels), other=told["other_id"].map(labels), nearest_text=nearest)


def _weighed(study: Any) -> pd.DataFrame:
    """The claims with their source, words and prominence."""
    sentences = study.sentences[["article_id", "sentence_id"]]
    place = sentences.groupby("article_id").cumcount() / sentences.groupby("article_id")["sentence_id"].transform(
        "size"
    )
    claims = study.claims.merge(sentences.assign(prominence=1 - place), validate="m:1")
    sources = study.attributions[["article_id", "attribution_id", "source"]]
    claims = claims.merge(sources, how="left", validate="m:1")
    text = claims["text"].str.replace(r"\s+", " ", regex=True)
    words = text.str.count(r"\w+(?:[-'’]\w+)*")
    columns = ["article_id", "claim_id", "prominence", "source"]
    return claims[columns].assign(text=text, n_words=words)


def quotations_only_here(study: Any) -> pd.DataFrame:
    """One row a quotation of which no other article of the event tells any part, in quotation marks or without.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "“Nobody told me about it,” said Tom Lund.", "Mail": "The bridge fell."})
    >>> quotations_only_here(study).values.tolist()
    [['Post', 'Tom Lund', '“Nobody told me about it,”']]
    """
    rows = [
        {
            "article_id": row.article_id,
            "start": quote.start,
            "end": quote.end,
            "text": row.text[quote.start : quote.end],
        }
        for row in study.articles.itertuples()
        for quote in find_quotes(row.text)
        if len(row.text[quote.start : quote.end].split()) >= SHORTEST_QUOTATION
    ]
    pieces = pd.DataFrame(rows, columns=["article_id", "start", "end", "text"])
    claims = study.claims.merge(matched(study.alignments), on=["article_id", "claim_id"], validate="1:1")
    alone = [_unmatched(row, claims) for row in pieces.itertuples()]
    found = pieces[pd.Series(alone, index=pieces.index, dtype=bool)]
    contents = spans.explode(study.attributions, "content_spans")
    labels = study.articles.set_index("article_id")["label"]
    return pd.DataFrame(
        {
            "article": found["article_id"].map(labels),
            "source": spans.locate(found.assign(end=found["start"] + 1), contents, "source"),
            "text": found["text"].str.replace(r"\s+", " ", regex=True) if len(found) else found["text"],
        }
    ).reset_index(drop=True)


def _unmatched(quote: Any, claims: pd.DataFrame) -> bool:
    """Whether a quotation holds claims, and none of them has a match."""
    inside = (claims["article_id"] == quote.article_id) & (claims["start"] < quote.end) & (quote.start < claims["end"])
    return bool(inside.any()) and not claims.loc[inside, "matched"].any()


def matched(alignments: pd.DataFrame) -> pd.DataFrame:
    """Whether each claim that was compared has a match, or nearly, in any other article."""
    sides = [
        alignments.rename(columns={f"article_{side}": "article_id", f"claim_{side}": "claim_id"})[
            ["article_id", "claim_id", "status"]
        ]
        for side in "ab"
    ]
    rows = pd.concat(sides).dropna(subset=["claim_id"])
    found = rows["status"].ne("only").groupby([rows["article_id"], rows["claim_id"]], sort=False).any()
    return found.rename("matched").reset_index()
