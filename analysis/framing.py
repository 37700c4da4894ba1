"""One row a sentence and frame: the best cue that the sentence serves it, and how strong the cues are together.

A cue is evidence to look at, no verdict: trained coders agree only moderately on frames. Two schemes:

- *entman*: the four functions, by a word **and** the construction it stands in. problem: a harm that happens or is
  done; cause: who does the harm, or a causal link; judgement: an evaluation; remedy: a directive, a duty, a measure.
- *generic*: conflict, human interest, responsibility, morality, economic: the words alone.

The score is ``1 - (1 - s1)(1 - s2)…`` over the strengths of all cues of the frame in the sentence (noisy or): one weak
cue is not enough, several are. The strengths are set by hand, by how often such a cue deceives, not estimated; the
score orders sentences and is no probability.

References: Entman 1993, *Journal of Communication* 43(4); Semetko & Valkenburg 2000, *Journal of Communication* 50(2).
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any, NamedTuple

import pandas as pd

from analysis import lexicon, schema, spans
from analysis.discourse import functions
from analysis.grammar.cells import Sentence, parsed
from analysis.syntax import Tree

MINIMUM = 0.5  # a frame whose cues together stay below is not given
GENERIC = 0.5  # strength of one word or phrase of the generic list
POSITIONS = {"mass noun": ("NOUN",), "verb": ("VERB",), "noun": ("NOUN",), "adjective": ("ADJ", "VERB")}


class Cue(NamedTuple):
    """A word or phrase that serves a frame, in token indices of its sentence."""

    scheme: str
    frame: str
    strength: float
    tokens: list[int]
    method: str


def find_frames(sentences: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence and frame, with its best cue; table ``frames``. `attributions` may be empty.

    Examples
    --------
    >>> from analysis import parse
    >>> row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1, "n_words": 7}
    >>> text = "The mayor urged drivers to slow down."
    >>> sentences = schema.frame("sentences", [{**row, "start": 0, "end": len(text), "text": text}])
    >>> frames = find_frames(sentences, parse.parse(sentences), schema.frame("attributions", []))
    >>> frames.loc[frames["frame"] == "remedy", ["text", "method"]].values.tolist()
    [['urged drivers to slow down', 'entman:directive verb']]
    """
    rows: list[dict[str, Any]] = []
    for tree, sentence in parsed(tokens, sentences):
        cues = [*_functions(tree), *_generic(tree)]
        for frame in dict.fromkeys(cue.frame for cue in cues):
            row = _row(tree, [cue for cue in cues if cue.frame == frame], sentence)
            rows += [row] if row["score"] >= MINIMUM else []
    if not rows:
        return schema.frame("frames", [])
    table = pd.DataFrame(rows)
    return schema.frame("frames", table.assign(attribution_id=_said_by(table, attributions)))


def _said_by(table: pd.DataFrame, attributions: pd.DataFrame) -> pd.Series:
    """Who says so: the attribution whose content holds the evidence, else whose cue is in it ("accused … of")."""
    held = spans.locate(table, spans.explode(attributions, "content_spans"), "attribution_id")
    cues = spans.explode(attributions, "cue_spans")[["article_id", "sentence_id", "start", "end", "attribution_id"]]
    pairs = table.reset_index().merge(cues, on=["article_id", "sentence_id"], suffixes=("", "_cue"), validate="m:m")
    within = pairs[(pairs["start"] <= pairs["start_cue"]) & (pairs["end_cue"] <= pairs["end"])]
    return held.fillna(within.drop_duplicates("index").set_index("index")["attribution_id"])


def _row(tree: Tree, cues: list[Cue], sentence: Sentence) -> dict[str, Any]:
    """The row of one frame: the strongest cue, the first of equals, is the evidence."""
    best = max(cues, key=lambda cue: cue.strength)
    start, end = tree.span(best.tokens)
    return {
        "article_id": tree.article_id,
        "sentence_id": tree.sentence_id,
        "frame": best.frame,
        "scheme": best.scheme,
        "score": round(1 - prod(1 - cue.strength for cue in cues), 3),
        "start": start,
        "end": end,
        "text": sentence.quote((start, end)),
        "method": best.method,
    }


def _functions(tree: Tree) -> Iterator[Cue]:
    """Cues of the four functions."""
    for function in functions.find(tree):
        method = f"entman:{function.construction}"
        yield Cue("entman", function.name, function.strength, function.tokens, method)


def _generic(tree: Tree) -> Iterator[Cue]:
    """Cues of the generic frames; a word said twice is one cue."""
    seen = set()
    for first, last, entry in lexicon.read("generic_frames").find(tree.forms(), tree.lemmas()):
        if not _fits(tree, last - 1, entry["pos"]) or (entry["frame"], entry["term"]) in seen:
            continue
        seen.add((entry["frame"], entry["term"]))
        yield Cue("generic", entry["frame"], GENERIC, list(range(first, last)), "generic_frames:word")


def _fits(tree: Tree, index: int, kind: str) -> bool:
    """Whether a word is of its part of speech and stands by itself.

    Not inside a name (*Human Rights Watch*), a compound (*a child abuse law* tells of no child) or a hyphenated word
    (*war-torn*), nor is a relative who is there only to be named (*his wife, Ann*).
    """
    token = tree.tokens[index]
    if kind and token.pos not in POSITIONS[kind]:
        return False
    if kind == "mass noun" and token.tag != "NN":
        return False
    near = tree.tokens[max(index - 1, 0) : index] + tree.tokens[index + 1 : index + 2]
    hyphenated = any(other.text == "-" and (other.end == token.start or other.start == token.end) for other in near)
    if kind and (token.dep == "compound" or hyphenated):
        return False
    named = [word for word in tree.children(index, "appos") if tree.tokens[word].pos == "PROPN"]
    part = token.pos == "PROPN" and (token.entity is not None or token.dep == "compound")
    return not part and not (named and tree.children(index, "poss"))
