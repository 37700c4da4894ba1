"""Coded texts as examples: windows of word pieces with a tag for each word, and the word that it hangs on."""

from __future__ import annotations

import hashlib
import json
import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from tokenizers import Tokenizer

from analysis.attributing import pieces
from analysis.text.quotes import PARAGRAPH, find_quotes

ROLES = ("source", "cue", "content")
UNCERTAINTY = {
    "modal_probable": "epistemic",
    "hypo_doxastic": "doxastic",
    "hypo_investigation": "investigation",
    "hypo_condition": "condition",
}
TAGS = {
    "roles": ["O", *(f"{place}-{role}" for role in ROLES for place in "BI")],
    "uncertainty": ["O", *(f"{place}-{kind}" for kind in UNCERTAINTY.values() for place in "BI")],
    "weasel": ["O", "B-weasel", "I-weasel"],
}
IGNORE = -100
SURE = 0.65  # probability from which a label of another model is learned; below 1 - SURE it is learned as none
TELLING = 26  # characters from which a sentence that two corpora share says that they share its document
HELD_OUT = 10  # one document in ten of the hedge corpora is kept to measure on


class Example(NamedTuple):
    """A window and its targets, by head; `anchors` holds one or two places in the window for each piece, or IGNORE."""

    ids: np.ndarray
    features: np.ndarray
    targets: dict[str, np.ndarray]
    anchors: np.ndarray


class Coded(NamedTuple):
    """A text's pieces, its tags by head, and the anchors of each piece: a source can have two attributions."""

    pieces: pieces.Pieces
    tags: dict[str, np.ndarray]
    anchors: np.ndarray


def lines(path: Path) -> list[dict[str, Any]]:
    """The rows of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def held_out(identity: str) -> bool:
    """Whether a sentence's document is kept to measure on."""
    return int(hashlib.sha256(document(identity).encode()).hexdigest(), 16) % HELD_OUT == 0


def document(identity: str) -> str:
    """The document of a sentence, by the sentence's name."""
    return identity.rsplit("/", 1)[0]


def hedge_corpora(gold: Path) -> tuple[list[dict[str, Any]], dict[str, list[list[Any]]]]:
    """The sentences coded for hedges to learn from, and the weasels of each text that the second corpus has.

    A sentence that only the second corpus has comes without `cues`. Documents of the first that are kept to measure on
    are left out, and so are the second's that share a sentence with one.
    """
    coded = lines(gold / "hedges_szeged_wiki_train.jsonl")
    learned = [row for row in coded if not held_out(row["id"])]
    known = {row["text"] for row in learned}
    kept = {row["text"] for row in coded} - known
    vague = lines(gold / "hedges_conll2010_wiki_train.jsonl")
    shared = {document(row["id"]) for row in vague if row["text"] in kept and len(row["text"]) >= TELLING}
    vague = [row for row in vague if document(row["id"]) not in shared and row["text"] not in kept]
    only = [{**row, "cues": None} for row in vague if row["text"] not in known]
    return learned + only, {row["text"]: row["cues"] for row in vague}


def choose_vocabulary(texts: Iterator[str], original: Tokenizer, limit: int) -> list[str]:
    """The pieces that texts use most, after the special ones and each single character."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(original.encode(text, add_special_tokens=False).tokens)
    names = sorted(original.get_vocab(), key=original.token_to_id)
    single = [name for name in names if len(name.removeprefix("##")) == 1 and name.isascii()]
    common = [name for name, count in counts.most_common() if count > 1]
    chosen = dict.fromkeys([*pieces.SPECIAL, *single, *common])
    return list(chosen)[:limit]


def _cover(found: pieces.Pieces, spans: list[list[int]]) -> Iterator[tuple[int, bool]]:
    """The leading pieces of the words that spans touch, and whether each begins its span."""
    for start, end in sorted(spans):
        place = bisect_left(found.ends, start + 1)
        begins = True
        while place < len(found.ids) and found.starts[place] < end:
            if found.leads[place]:
                yield place, begins
                begins = False
            place += 1


# The same quotation marked as other papers mark it: “…”, "…", ‘…’ or '…'.
MARKS = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"))


def remarked(text: str, shuffle: random.Random) -> str:
    """A text whose quotations, half of the time, stand between other marks; nothing moves."""
    if shuffle.random() < 0.5:
        return text
    opening, closing = shuffle.choice(MARKS)
    characters = list(text)
    for quote in find_quotes(text):
        if characters[quote.start] in '“"‘':
            characters[quote.start] = opening
        if quote.closed and characters[quote.end - 1] in '”"’':
            characters[quote.end - 1] = closing
    return "".join(characters)


def attributions(row: dict[str, Any], cut: Tokenizer, hedges: list[list[Any]]) -> Coded:
    """A coded article. Each word of an attribution hangs on the first of its cue, else source, else content.

    `hedges` are its possible cues as `label_news.py` writes them: sure ones are learned, doubtful ones left out.
    """
    paragraphs = [match.span() for match in PARAGRAPH.finditer(row["text"])]
    found = pieces.read(row["text"], paragraphs, cut)
    tags = np.where(found.leads, 0, IGNORE)
    anchors = np.full((len(tags), 2), IGNORE)
    for attribution in row["attributions"]:
        covered = {role: list(_cover(found, attribution.get(role) or [])) for role in ROLES}
        first = next((covered[role][0][0] for role in ("cue", "source", "content") if covered[role]), IGNORE)
        for role, places in covered.items():
            for place, begins in places:
                tags[place] = TAGS["roles"].index(("B-" if begins else "I-") + role)
                anchors[place] = first, anchors[place, 0]
    return Coded(found, {"roles": tags, **_weak(found, hedges)}, anchors)


def _weak(found: pieces.Pieces, hedges: list[list[Any]]) -> dict[str, np.ndarray]:
    """Tags of both schemes from labels with a probability."""
    tags = {head: np.where(found.leads, 0, IGNORE) for head in ("uncertainty", "weasel")}
    for start, end, kind, probability in hedges:
        head = "weasel" if kind == "weasel" else "uncertainty"
        for place, begins in _cover(found, [[start, end]]):
            if probability >= SURE:
                tags[head][place] = TAGS[head].index(("B-" if begins else "I-") + kind)
            elif probability > 1 - SURE:
                tags[head][place] = IGNORE
    return tags


def hedged(sentences: list[dict[str, Any]], weasels: dict[str, list[list[Any]]], cut: Tokenizer, apart: bool) -> Coded:
    """Sentences one after another, as one paragraph or `apart`; where a corpus lacks one, its tags are unknown."""
    text, bounds = "", []
    for row in sentences:
        bounds.append(len(text))
        text += row["text"] + "\n"
    paragraphs = [(start, start + len(row["text"])) for start, row in zip(bounds, sentences, strict=True)]
    found = pieces.read(text, paragraphs if apart else [(0, len(text))], cut)
    tags = {head: np.full(len(found.ids), IGNORE) for head in ("uncertainty", "weasel")}
    for shift, row in zip(bounds, sentences, strict=True):
        here = (found.starts >= shift) & (found.starts < shift + len(row["text"])) & found.leads
        uncertain, vague = row["cues"], weasels.get(row["text"])
        coded = {
            "uncertainty": uncertain and [(s, e, UNCERTAINTY[kind]) for s, e, kind in uncertain],
            "weasel": vague and [(s, e, "weasel") for s, e, _ in vague],
        }
        for head, cues in coded.items():
            if cues is None:
                continue
            tags[head][here] = 0
            for start, end, kind in cues:
                for place, begins in _cover(found, [[start + shift, end + shift]]):
                    tags[head][place] = TAGS[head].index(("B-" if begins else "I-") + kind)
    return Coded(found, tags, np.full((len(found.ids), 2), IGNORE))


def examples(coded: Coded, first: int = 0) -> Iterator[Example]:
    """The windows of a coded text."""
    for window in pieces.windows(coded.pieces, first=first):
        inside = window.places >= 0
        targets = {}
        for head, tags in coded.tags.items():
            targets[head] = np.where(inside, tags[window.places], IGNORE)
        position = {place: k for k, place in enumerate(window.places.tolist()) if place >= 0}
        hung = np.where(inside[:, None], coded.anchors[window.places], IGNORE)
        anchors = np.array([[position.get(place, IGNORE) for place in pair] for pair in hung.tolist()])
        yield Example(window.ids, window.features, targets, anchors)


def batches(made: list[Example], size: int, shuffle: random.Random) -> list[list[Example]]:
    """Examples of like length together, `size` pieces a batch, in random order."""
    made = made[:]
    shuffle.shuffle(made)
    found: list[list[Example]] = []
    for start in range(0, len(made), 200):
        batch: list[Example] = []
        for example in sorted(made[start : start + 200], key=lambda example: len(example.ids)):
            if batch and (len(batch) + 1) * len(example.ids) > size:
                found.append(batch)
                batch = []
            batch.append(example)
        found.append(batch)
    shuffle.shuffle(found)
    return found
