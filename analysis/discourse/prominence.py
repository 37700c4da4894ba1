"""One row a thing and article: where it is first told, headline first; and one row a part: what it puts forward.

What stands first is what a news text makes most salient (van Dijk 1988, *News as Discourse*, ch. 2: relevance
structuring), so the order in which actors, claims and remedies come is framing too.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import units

ORDER = ["headline", "dek", "standfirst", "body"]
COLUMNS = ["article", "kind", "item", "rank", "part", "sentence", "words_before", "voice", "text"]
KINDS = ["actor", "problem", "cause", "judgement", "remedy", "claim"]
SALIENT = ("NOUN", "PROPN", "ADJ", "VERB")


def first_mentions(study: Any) -> pd.DataFrame:
    """One row an article and thing it tells: an actor, a claim shared with another article, an Entman function.

    ``rank`` is the place among the article's things of that kind, from 1; ``part`` and ``sentence`` say where (a
    sentence's place in its part); ``words_before`` counts the words before it from the headline on; ``voice`` is whose
    words the first mention is in. Of the functions the first cue is given. Claims are those that `alignments` found in
    two articles, one ``item`` for both.

    Examples
    --------
    >>> from analysis.study import Study
    >>> found = first_mentions(Study.from_texts({"a": "Ann Roe is ill. The mayor must resign."}))
    >>> found.query("kind == 'remedy'")[["rank", "part", "sentence", "text"]].values.tolist()
    [[1, 'body', 2, 'must resign']]
    """
    found = pd.concat([_actors(study), _functions(study), _claims(study)], ignore_index=True)
    table = found.merge(_places(study), on=["article_id", "sentence_id"], validate="m:1")
    table["words_before"] = [
        before + len(units.first_letters(text[: max(start - low, 0)]))
        for before, text, start, low in zip(
            table["before"], table["sentence_text"], table["start"], table["low"], strict=True
        )
    ]
    table = table.sort_values(["article_order", "order", "start"], kind="stable")
    table = table.drop_duplicates(["article_id", "kind", "item"])
    table["rank"] = table.groupby(["article_id", "kind"]).cumcount() + 1
    table["kind"] = pd.Categorical(table["kind"], KINDS)
    return table.sort_values(["article_order", "kind", "rank"])[COLUMNS].reset_index(drop=True).astype({"kind": str})


def _places(study: Any) -> pd.DataFrame:
    """Each sentence's part, its number there, and the words before it; headline, dek and standfirst stand first."""
    labels = study.articles.reset_index(drop=True)
    table = study.sentences.merge(
        pd.DataFrame(
            {"article_id": labels["article_id"], "article": labels["label"], "article_order": range(len(labels))}
        ),
        on="article_id",
        validate="m:1",
    )
    table["order"] = table["role"].map(ORDER.index) * 1_000_000 + table["sentence_id"]
    table = table.sort_values(["article_order", "order"])
    table["before"] = table.groupby("article_id")["n_words"].cumsum() - table["n_words"]
    names = {"role": "part", "rank": "sentence", "text": "sentence_text", "start": "low"}
    columns = ["article_id", "sentence_id", "article", "article_order", "order", "before", *names]
    return table[columns].rename(columns=names)


def _actors(study: Any) -> pd.DataFrame:
    named = study.namings[study.namings["kind"] != "pronoun"]
    return named.assign(kind="actor", item=named["actor"])[
        ["article_id", "sentence_id", "start", "kind", "item", "voice", "text"]
    ]


def _functions(study: Any) -> pd.DataFrame:
    cues = study.frames[study.frames["scheme"] == "entman"]
    voice = cues["attribution_id"].isna().map({True: "journalist", False: "source"})
    return cues.assign(kind=cues["frame"], item=cues["frame"], voice=voice)[
        ["article_id", "sentence_id", "start", "kind", "item", "voice", "text"]
    ]


def _claims(study: Any) -> pd.DataFrame:
    """The claims told by both of two articles, under the number of their alignment."""
    both = study.alignments[study.alignments["status"] == "both"]
    pairs = pd.concat(
        [
            both[["alignment_id", f"article_{side}", f"claim_{side}"]].set_axis(
                ["item", "article_id", "claim_id"], axis="columns"
            )
            for side in "ab"
        ]
    )
    claims = pairs.merge(study.claims, on=["article_id", "claim_id"])
    voice = claims["attribution_id"].isna().map({True: "journalist", False: "source"})
    item = "claim " + (claims["item"] + 1).astype("string")
    return claims.assign(kind="claim", item=item, voice=voice)[
        ["article_id", "sentence_id", "start", "kind", "item", "voice", "text"]
    ]


def headline_and_body(study: Any) -> pd.DataFrame:
    """One row an article and part (headline, dek, standfirst, first sentence, rest): what each puts forward.

    ``actors``, ``functions`` and ``directives`` (acts with their consequences) are listed in their order;
    ``only_here`` has the words (nouns, names, adjectives, verbs, as lemmas) that no other part of the article uses.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "Tom Lund left. Ann Roe stayed."})
    >>> headline_and_body(study)[["part", "actors"]].values.tolist()
    [['first sentence', 'tom-lund'], ['rest of the body', 'ann-roe']]
    """
    parts = dict(_parts(study))
    labels = study.articles.set_index("article_id")["label"]
    listed = {
        "actors": _grouped(study.namings[study.namings["kind"] != "pronoun"], "actor", parts),
        "functions": _grouped(study.frames[study.frames["scheme"] == "entman"], "frame", parts),
        "directives": _grouped(study.directives.assign(act=_acts(study.directives)), "act", parts),
    }
    words = _words(study, parts)
    rows = [
        {"article": labels[article], "part": part}
        | {name: ", ".join(found.get((article, part), ())) for name, found in listed.items()}
        | {"only_here": ", ".join(_only(words, article, part))}
        for article, part in dict.fromkeys(parts.values())
    ]
    return pd.DataFrame(rows, columns=["article", "part", *listed, "only_here"])


Part = tuple[str, str]
"""Article and name of the part."""


def _parts(study: Any) -> list[tuple[tuple[str, int], Part]]:
    """For each sentence the part that it stands in, headline first."""
    rows = study.sentences.assign(order=study.sentences["role"].map(ORDER.index))
    order = {name: number for number, name in enumerate(study.articles["article_id"])}
    rows = rows.assign(article=rows["article_id"].map(order)).sort_values(["article", "order", "sentence_id"])
    names = [
        row.role if row.role != "body" else "first sentence" if row.rank == 1 else "rest of the body"
        for row in rows.itertuples()
    ]
    return [
        ((row.article_id, row.sentence_id), (row.article_id, name))
        for row, name in zip(rows.itertuples(), names, strict=True)
    ]


def _acts(table: pd.DataFrame) -> list[str]:
    """Each directive in short: the act and what is to follow."""
    acts = table["act"].fillna("announce").tolist()
    return [
        act if pd.isna(threat) else f"{act} ({threat})" for act, threat in zip(acts, table["consequence"], strict=True)
    ]


def _grouped(table: pd.DataFrame, column: str, parts: dict[tuple[str, int], Part]) -> dict[Part, list[str]]:
    """What stands in each part, each thing once, in the order of the text."""
    found: dict[Part, dict[str, None]] = {}
    for row in table.sort_values(["article_id", "start"]).itertuples():
        found.setdefault(parts[row.article_id, row.sentence_id], {})[getattr(row, column)] = None
    return {part: list(values) for part, values in found.items()}


def _words(study: Any, parts: dict[tuple[str, int], Part]) -> dict[Part, list[str]]:
    tokens = study.tokens[study.tokens["pos"].isin(SALIENT)]
    found: dict[Part, list[str]] = {}
    for row in tokens.itertuples():
        if len(row.lemma) > 1:
            found.setdefault(parts[row.article_id, row.sentence_id], []).append(row.lemma.lower())
    return found


def _only(words: dict[Part, list[str]], article: str, part: str) -> list[str]:
    """The words of one part that no other part of its article has; of the long rest of the body none are listed."""
    if part == "rest of the body":
        return []
    others = {word for key, found in words.items() if key[0] == article and key[1] != part for word in found}
    return [word for word in dict.fromkeys(words.get((article, part), [])) if word not in others]
