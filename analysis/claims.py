"""One row a claim: one thing told, a clause of substance, with the attribution that says whose it is.

A sentence is cut where a clause could be true or false, or obeyed or not, by itself: coordinated verbs, reported
clauses, participles and relative clauses set off by a comma, contrasts ("while …"). A clause without a subject of its
own ("urged firms to act") stays with its verb, and a condition with what it conditions. The clause that merely reports
("he said") is not a claim: what it reports is.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import pandas as pd

from analysis import schema, spans
from analysis.spans import Span
from analysis.syntax import SUBJECTS, Tree, trees
from analysis.telling.claim_units import CONDITIONS, SHORTEST, content_words, cut

MARKS = '.,;:!?…-–—()[]"“”„«»'  # trimmed from the ends of a claim; a quotation mark is not one of its words
JOINING = ("that", "and", "but", "or", "yet", "while", "whereas", "although", "though", "because", "whether")
CLOSING = re.compile(r"[.,!?…]?[”\"]")


class Attributed(NamedTuple):
    """An attribution, unpacked."""

    attribution_id: int
    act: str
    cue: list[Span]
    contents: list[Span]


def find_claims(
    sentences: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame, hedges: pd.DataFrame
) -> pd.DataFrame:
    """One row a claim, in reading order; headline, dek and standfirst give claims too.

    ``attribution_id`` is the innermost attribution whose content holds the claim, or whose cue is the claim's own verb
    ("urged firms to act"). ``modality`` is the first that fits of directive (what the source asks for), conditional,
    hedged, boosted, else stated.

    Examples
    --------
    >>> from analysis import parse
    >>> text = "The dam broke and floods hit two towns."
    >>> row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1}
    >>> sentences = schema.frame("sentences", [{**row, "start": 0, "end": len(text), "text": text, "n_words": 8}])
    >>> none = [schema.frame(name, []) for name in ("attributions", "hedges")]
    >>> find_claims(sentences, parse.parse(sentences), *none)["text"].tolist()
    ['The dam broke', 'floods hit two towns']
    """
    texts = {(row.article_id, row.sentence_id): (row.start, row.text) for row in sentences.itertuples()}
    attributed = _by_article(attributions)
    rows: list[dict[str, Any]] = []
    for tree in trees(tokens):
        found = attributed.get(tree.article_id, [])
        for head, unit in cut(tree):
            if row := _claim(tree, head, unit, found, texts[tree.article_id, tree.sentence_id]):
                rows.append(row)
    return _number(_with_modality(rows, hedges))


def _by_article(attributions: pd.DataFrame) -> dict[str, list[Attributed]]:
    table: dict[str, list[Attributed]] = {}
    for row in attributions.itertuples():
        cue, contents = spans.unpack(row.cue_spans), spans.unpack(row.content_spans)
        table.setdefault(row.article_id, []).append(Attributed(row.attribution_id, row.act, cue, contents))
    return table


def _claim(
    tree: Tree, head: int, unit: list[int], attributed: list[Attributed], sentence: tuple[int, str]
) -> dict[str, Any] | None:
    """A row, or nothing where the clause only reports or holds too little."""
    own = _whose_cue(tree, head, attributed) if head in unit else None
    trimmed = _trim(tree, head, unit, attributed)
    if content_words(tree, trimmed) < SHORTEST or (own is not None and not _holds_content(tree, trimmed, own)):
        return None
    offset, text = sentence
    start, end = tree.span(trimmed)
    end = offset + _closed(text, start - offset, end - offset)
    belongs = own if own is not None else _innermost(start, end, attributed)
    return {
        "article_id": tree.article_id,
        "sentence_id": tree.sentence_id,
        "start": start,
        "end": end,
        "text": text[start - offset : end - offset],
        "matter": text[start - offset : end - offset] if own is None else _matter(tree, head, trimmed, sentence),
        "attribution_id": None if belongs is None else belongs.attribution_id,
        "modality": _own_modality(tree, trimmed, belongs),
        "negated": bool(tree.children(head, "neg")),
    }


def _trim(tree: Tree, head: int, unit: list[int], attributed: list[Attributed]) -> list[int]:
    """Without punctuation, joining words and the next clause's cue ("…, adding") at the ends."""
    cues = {start for one in attributed for start, _ in one.cue} - {tree.tokens[head].start}
    words = [index for index in unit if tree.tokens[index].text.strip(MARKS)]
    while words and tree.tokens[words[0]].text.lower() in JOINING and tree.tokens[words[0]].dep in ("mark", "cc"):
        words = words[1:]
    while words and (tree.tokens[words[-1]].text.lower() in JOINING or tree.tokens[words[-1]].start in cues):
        words = words[:-1]
    return words


def _matter(tree: Tree, head: int, unit: list[int], sentence: tuple[int, str]) -> str:
    """What a speech act asks for or charges with: "act" of "urged firms to act", "lying" of "accused them of lying".

    Who urged, and whom, two claims may share without telling the same.
    """
    charges = [prep for thing in (head, *tree.children(head, "dobj")) for prep in tree.children(thing, "prep")]
    clauses = [*tree.children(head, "xcomp", "ccomp")]
    clauses += [child for prep in charges if tree.tokens[prep].lemma == "of" for child in tree.children(prep, "pcomp")]
    subjects = [child for clause in clauses for child in tree.children(clause, "mark", *SUBJECTS)]
    addressed = {index for subject in subjects for index in tree.subtree(subject)}
    inside = {index for clause in clauses for index in tree.subtree(clause)} - addressed
    words = [index for index in unit if index in inside]
    start, end = tree.span(words if content_words(tree, words) > 1 else unit)
    return sentence[1][start - sentence[0] : end - sentence[0]]


def _closed(text: str, start: int, end: int) -> int:
    """The end of a claim, with the mark that closes a quotation it opens."""
    claim = text[start:end]
    opened = claim.count("“") > claim.count("”") or claim.count('"') % 2 == 1
    mark = CLOSING.match(text, end) if opened else None
    return mark.end() if mark else end


def _whose_cue(tree: Tree, head: int, attributed: list[Attributed]) -> Attributed | None:
    """The attribution whose cue is the clause's head."""
    start = tree.tokens[head].start
    return next((one for one in attributed if any(low <= start < high for low, high in one.cue)), None)


def _holds_content(tree: Tree, unit: list[int], attribution: Attributed) -> bool:
    """Whether words of the attributed content are among the clause's: "urged firms to act", not "he said"."""
    starts = [(index, tree.tokens[index].start) for index in unit]
    inside = [index for index, place in starts if any(start <= place < end for start, end in attribution.contents)]
    return content_words(tree, inside) > 0


def _innermost(start: int, end: int, attributed: list[Attributed]) -> Attributed | None:
    """The attribution with the shortest content that holds most of the clause."""
    holding = [
        (sum(high - low for low, high in one.contents), one.attribution_id, one)
        for one in attributed
        if 2 * sum(max(0, min(end, high) - max(start, low)) for low, high in one.contents) > end - start
    ]
    return min(holding)[2] if holding else None


def _own_modality(tree: Tree, unit: list[int], attribution: Attributed | None) -> str:
    if attribution is not None and attribution.act == "direct":
        return "directive"
    conditional = any(
        tree.tokens[index].text.lower() in CONDITIONS and tree.tokens[index].dep in ("mark", "advmod") for index in unit
    )
    return "conditional" if conditional else "stated"


def _with_modality(rows: list[dict[str, Any]], hedges: pd.DataFrame) -> list[dict[str, Any]]:
    """Stated claims become hedged or boosted where most of their characters are in the scope of a cue.

    Vague amounts and words that attribute or distance are other channels: none of them makes a claim less sure.
    """
    own = hedges[(hedges["kind"] != "weasel") & ~hedges["reporting"]]
    cues: dict[str, list[tuple[list[Span], str]]] = {}
    for cue in own.itertuples():
        cues.setdefault(cue.article_id, []).append((spans.unpack(cue.scope_spans), cue.polarity))
    for row in rows:
        start, end = row["start"], row["end"]
        about = {
            polarity
            for scope, polarity in cues.get(row["article_id"], [])
            if 2 * sum(max(0, min(end, high) - max(start, low)) for low, high in scope) > end - start
        }
        if row["modality"] == "stated" and about:
            row["modality"] = "hedged" if "hedge" in about else "boosted"
    return rows


def _number(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The checked table, numbered by reading order in each article."""
    if not rows:
        return schema.frame("claims", [])
    articles = list(dict.fromkeys(row["article_id"] for row in rows))
    table = pd.DataFrame(sorted(rows, key=lambda row: (articles.index(row["article_id"]), row["start"], row["end"])))
    return schema.frame("claims", table.assign(claim_id=table.groupby("article_id", sort=False).cumcount()))
