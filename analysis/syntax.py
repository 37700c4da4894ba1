"""Sentences as dependency trees, read from the tokens table; what the detectors on the next floor walk on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pandas as pd

from analysis.intake.characters import plain
from analysis.spans import Span

CONJUNCTIONS = frozenset({"because", "if", "that", "unless", "until", "whether"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


class Token(NamedTuple):
    """One token of a sentence; `head` counts within the sentence."""

    token_id: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str | None


class Tree:
    """One sentence: its tokens, and who depends on whom."""

    def __init__(self, article_id: str, sentence_id: int, tokens: list[Token]) -> None:
        self.article_id = article_id
        self.sentence_id = sentence_id
        self.tokens = tokens
        self._forms = [token.text for token in tokens]  # asked for at every word
        self._children: list[list[int]] = [[] for _ in tokens]
        for index, token in enumerate(tokens):
            if token.head != index:
                self._children[token.head].append(index)

    def children(self, index: int, *deps: str) -> list[int]:
        """Dependents of a token, of these kinds if any are named."""
        children = self._children[index]
        return [child for child in children if self.tokens[child].dep in deps] if deps and children else list(children)

    def subtree(self, index: int) -> list[int]:
        """A token and all that hangs below it, in reading order."""
        found, open_ = [], [index]
        while open_:
            current = open_.pop()
            found.append(current)
            open_.extend(self._children[current])
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[int]:
        """Head, head of the head, and so on to the root."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def subject(self, index: int) -> int | None:
        """The subject of a verb: its own, or that of the verb it is coordinated with or depends on without one."""
        for verb in (index, *self.ancestors(index)):
            if own := self.children(verb, *SUBJECTS):
                return own[0]
            if self.tokens[verb].dep not in ("conj", "xcomp", "advcl", "aux", "auxpass"):
                break
        return None

    def passive(self, index: int) -> bool:
        """Whether a verb is in the passive."""
        return bool(self.children(index, "nsubjpass", "csubjpass", "auxpass"))

    def span(self, indices: Iterable[int]) -> Span:
        """Characters from the first to the last of some tokens."""
        chosen = sorted(indices)
        return self.tokens[chosen[0]].start, self.tokens[chosen[-1]].end

    def forms(self) -> list[str]:
        """The words as written."""
        return self._forms

    def lemmas(self) -> list[str]:
        """The words in their dictionary form."""
        return [token.lemma for token in self.tokens]


def trees(tokens: pd.DataFrame) -> Iterator[Tree]:
    """The sentences of a tokens table, in its order; words as a reader sees them, without soft hyphens or ligatures."""
    texts, entity = tokens["text"].tolist(), tokens["entity"].astype(object)
    if plain(whole := "".join(texts)) != whole:
        texts = [plain(text) for text in texts]
    rows = tokens.assign(text=texts, entity=entity.where(entity.notna(), None))
    columns = [rows[name].tolist() for name in ("article_id", "sentence_id", *Token._fields)]
    current: tuple[str, int] | None = None
    collected: list[Token] = []
    first = 0
    for article_id, sentence_id, token_id, *values, head, kind in zip(*columns, strict=True):
        if (article_id, sentence_id) != current:
            if current is not None:
                yield Tree(*current, repaired(collected))
            current, collected, first = (article_id, sentence_id), [], token_id
        collected.append(Token._make([token_id, *values, head - first, kind]))
    if current is not None:
        yield Tree(*current, repaired(collected))


def repaired(tokens: list[Token]) -> list[Token]:
    """A clause whose verb the tagger took for a noun gets its verb: *if the stand-off persists*.

    Such a noun is the plural that heads a clause after a conjunction; the noun before it is its subject.
    """
    for index, token in enumerate(tokens):
        if token.tag != "NNS" or token.dep not in ("advcl", "ccomp"):
            continue
        below = [place for place in range(index) if tokens[place].head == index]
        opens = [place for place in below if tokens[place].text.lower() in CONJUNCTIONS and tokens[place].dep == "mark"]
        nouns = [place for place in below if opens and place > opens[0] and tokens[place].tag[:2] == "NN"]
        if nouns:
            tokens[index] = token._replace(pos="VERB", tag="VBZ")
            for place in (place for place in below if opens[0] < place < nouns[-1]):
                tokens[place] = tokens[place]._replace(head=nouns[-1])
            tokens[nouns[-1]] = tokens[nouns[-1]]._replace(dep="nsubj")
    if sum(token.text == "-" for token in tokens) > 1:
        _join_names(tokens)
    return tokens


def _join_names(tokens: list[Token]) -> None:
    """A name of several words tied by hyphens is one, in place: *Chick-fil-A*, *Stoke-on-Trent*."""
    ties = {place for place, token in enumerate(tokens) if token.text == "-" and _tight(tokens, place)}
    for first in sorted(place - 1 for place in ties if place - 2 not in ties):
        last = first
        while last + 1 in ties:
            last += 2
        words = tokens[first : last + 1 : 2]
        if len(words) < 3 or words[0].tag != "NNP" or not words[-1].text[0].isupper() or words[1].text[0].isupper():
            continue
        kind = tokens[last].entity or "ORG"
        for place in range(first, last + 1):
            pos = "PUNCT" if place in ties else "PROPN"
            tokens[place] = tokens[place]._replace(entity=kind, pos=pos, tag="HYPH" if place in ties else "NNP")


def _tight(tokens: list[Token], place: int) -> bool:
    inside = 0 < place < len(tokens) - 1
    return inside and tokens[place - 1].end == tokens[place].start and tokens[place].end == tokens[place + 1].start
