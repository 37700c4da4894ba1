"""One row a hedge or booster: a cue that weakens or strengthens a statement, with whose commitment it qualifies.

Four kinds are cues of uncertainty as coded in the Szeged Uncertainty Corpus (Szarvas et al. 2012): ``epistemic`` (may,
probably), ``doxastic`` (believe, alleged), ``investigation`` (whether) and ``condition`` (if). The others are lists
with a construction each: ``approximator`` (about 40; Prince et al. 1982), ``shield`` (to my knowledge), ``evidential``
(seemingly) and ``booster`` (clearly, no doubt; Hyland 2005; of degree: extremely weak; Quirk et al. 1985). Two are
schemes of their own, on the same words at times, and in no rate: ``weasel`` (many scholars; Farkas et al. 2010) and
``distance`` (what she called, so-called, scare quotes; Martin & White 2005), which belongs to engagement.

What is none: reporting verbs ("claimed": engagement, see attributions); ability and duty ("can be deleted", "platforms
should"); bounds ("at least 40").

Where the schemes meet, the coders of the Szeged corpus decide. An adverb of hearsay that they marked in most of its
uses ("allegedly") has their kind, else it is ``evidential``. "Allege" and "accuse" attribute and, to them, also voice
doubt (34 of 35 uses): ``doxastic``; "said" and "claimed" do not. "I think" is ``doxastic``; a ``shield`` is a
first-person phrase that their scheme has no cue for.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import schema, spans
from analysis.attributing import voice
from analysis.certainty.cues import UNCERTAINTY, Cue, Marked, find_cues, scare_quotes
from analysis.certainty.scope import scope
from analysis.syntax import Tree, trees
from analysis.text.quotes import find_quotes

__all__ = ["CHANNELS", "UNCERTAINTY", "counted", "find_hedges"]

Place = tuple[str, int]  # article_id, sentence_id
CHANNELS = ("weasel", "distance")  # other schemes than that of the rates: vagueness, engagement


def find_hedges(
    sentences: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame, marks: pd.DataFrame
) -> pd.DataFrame:
    """Every hedge and booster, its kind, and its voice: the source's inside the content of an attribution.

    ``confidence`` is, for the four kinds of uncertainty and for weasels, the models' probability (that of the four
    calibrated on held-out documents); for the lists the share that was right among uses read, with one right and one
    wrong use added, so that few uses do not look certain.

    Examples
    --------
    >>> from analysis.study import Study
    >>> hedges = Study.from_texts({"x": "Rain may fall; it will clearly stop."}).hedges
    >>> hedges[["text", "kind", "polarity", "voice"]].values.tolist()
    [['may', 'epistemic', 'hedge', 'journalist'], ['clearly', 'booster', 'booster', 'journalist']]
    """
    texts = {(row.article_id, row.sentence_id): row for row in sentences.itertuples(index=False)}
    marked = {name: Marked(part) for name, part in marks.groupby("article_id")}
    rows = [
        _row(tree, cue, texts[tree.article_id, tree.sentence_id], scare)
        for tree in trees(tokens)
        for cue, scare in _cues(tree, marked.get(tree.article_id), texts[tree.article_id, tree.sentence_id].text)
    ]
    if not rows:
        return schema.frame("hedges", [])
    table = voice.assign(pd.DataFrame(rows), attributions, sentences)
    table = table[~(table.pop("scare") & table["attribution_id"].notna())].reset_index(drop=True)
    table["voice"] = _of_journalist(table, attributions, texts)
    table["hedge_id"] = table.groupby("article_id").cumcount()
    table["reporting"] = _reports(table, attributions)
    return schema.frame("hedges", table)


def _cues(tree: Tree, marked: Marked | None, text: str) -> list[tuple[Cue, bool]]:
    """The cues of a sentence in reading order; of each whether it is in scare quotes."""
    found = [(cue, False) for cue in find_cues(tree, marked)] + [(cue, True) for cue in scare_quotes(tree, text)]
    return sorted(found)


def _row(tree: Tree, cue: Cue, sentence: Any, scare: bool) -> dict[str, Any]:
    start, end = tree.span(range(cue.first, cue.last))
    about = scope(tree, cue.first, cue.last, cue.kind)
    return {
        "article_id": tree.article_id,
        "sentence_id": tree.sentence_id,
        "start": start,
        "end": end,
        "text": sentence.text[start - sentence.start : end - sentence.start],
        "lemma": " ".join(token.lemma.lower() for token in tree.tokens[cue.first : cue.last]),
        "kind": cue.kind,
        "polarity": cue.polarity,
        "negated": cue.negated,
        "scope": spans.quote(sentence.text, [(low - sentence.start, high - sentence.start) for low, high in about]),
        "scope_spans": spans.pack(about),
        "confidence": cue.confidence,
        "scare": scare,
    }


def _of_journalist(table: pd.DataFrame, attributions: pd.DataFrame, texts: dict[Place, Any]) -> list[str]:
    """Voices; distance inside what a source says is the journalist's, who words it, unless it is quoted."""
    direct = attributions[attributions["form"] == "direct"]
    speeches = {*zip(direct["article_id"], direct["attribution_id"], strict=True)}

    def quoted(row: Any) -> bool:
        sentence = texts[row.article_id, row.sentence_id]
        place = row.start - sentence.start
        marks = any(quote.start < place < quote.end for quote in find_quotes(sentence.text))
        return marks or (row.article_id, row.attribution_id) in speeches

    return [
        "journalist" if row.kind == "distance" and row.voice == "source" and not quoted(row) else row.voice
        for row in table.itertuples()
    ]


def _reports(table: pd.DataFrame, attributions: pd.DataFrame) -> pd.Series:
    """Whether the cue is itself the word that attributes ("alleging") or distances: engagement, not a hedge."""
    cues = spans.explode(attributions, "cue_spans")
    lemmas = cues["cue_lemma"].fillna("").str.lower()
    heads = set(zip(cues["article_id"], cues["sentence_id"], lemmas, strict=True))
    inside = spans.locate(table, cues, "attribution_id").notna()
    same = [row in heads for row in zip(table["article_id"], table["sentence_id"], table["lemma"], strict=True)]
    return (inside & pd.Series(same, index=table.index)) | (table["kind"] == "distance")


def counted(hedges: pd.DataFrame) -> pd.DataFrame:
    """The hedges that rates count.

    Not: boosters; weasels and distance (schemes of their own); words that attribute ("alleged that": engagement);
    negated belief ("does not think": it denies more than it doubts).
    """
    denied = (hedges["kind"] == "doxastic") & hedges["negated"]
    other = hedges["kind"].isin(CHANNELS) | hedges["reporting"] | denied
    return hedges[(hedges["polarity"] == "hedge") & ~other]
