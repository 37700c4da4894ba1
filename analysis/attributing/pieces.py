"""One row a word piece: a text as a trained encoder reads it, paragraph by paragraph, in windows of bounded length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
from tokenizers import Tokenizer, normalizers
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import BertPreTokenizer

from analysis.text.quotes import Quote, find_quotes

VOCABULARY = Path(__file__).parent.parent / "models" / "tagger.vocabulary.txt"
PADDING, UNKNOWN, START, BREAK = 0, 1, 2, 3  # the first four lines of the vocabulary
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WINDOW = 300  # pieces read together, the breaks between paragraphs included: what the encoder was trained with
FEATURES = 10  # five shapes of a word, each outside and inside quotation marks

Span = tuple[int, int]


class Pieces(NamedTuple):
    """The word pieces of a text, as arrays of equal length, and the stretches of them that are paragraphs."""

    ids: np.ndarray
    features: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    leads: np.ndarray
    paragraphs: list[Span]


class Window(NamedTuple):
    """Pieces read together: `places` says which piece of the text each is, -1 for the marks between paragraphs."""

    ids: np.ndarray
    features: np.ndarray
    places: np.ndarray


@cache
def tokenizer(vocabulary: Path = VOCABULARY) -> Tokenizer:
    """Word pieces (Wu et al. 2016) of uncased English, as BERT cuts them (Devlin et al. 2019)."""
    names = vocabulary.read_text(encoding="utf-8").split("\n")
    pieces = {name: number for number, name in enumerate(names) if name}
    made = Tokenizer(WordPiece(pieces, unk_token=SPECIAL[UNKNOWN], max_input_chars_per_word=100))
    ligatures = [
        normalizers.Replace(mark, normalize("NFKC", mark)) for mark in "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
    ]
    bert = normalizers.BertNormalizer(lowercase=True)  # leaves soft hyphens and zero-width marks out
    made.normalizer = normalizers.Sequence([*ligatures, bert])
    made.pre_tokenizer = BertPreTokenizer()
    return made


@lru_cache(maxsize=50_000)  # the word forms of some hundred articles
def shape(word: str) -> int:
    """How a word is written, which an uncased encoder cannot see: no letter, lower, Capital, UPPER, or mIxed."""
    if not any(character.isalpha() for character in word):
        return 0
    if word.islower():
        return 1
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 2
    return 3 if word.isupper() else 4


def read(
    text: str, paragraphs: Iterable[Span], cut: Tokenizer | None = None, quotes: Sequence[Quote] | None = None
) -> Pieces:
    """Cut the paragraphs of a text, given as character spans in order, into word pieces.

    `quotes` are the quotations of the whole text, where they are known already. `leads` marks the first piece of each
    word; `starts` and `ends` are characters of `text`.
    """
    cut = cut or tokenizer()
    ids: list[int] = []
    features: list[int] = []
    places: list[Span] = []
    leads: list[bool] = []
    stretches: list[Span] = []
    for start, end in paragraphs:
        encoded = cut.encode(text[start:end], add_special_tokens=False)
        first = len(ids)
        ids.extend(encoded.ids)
        places.extend((start + a, start + b) for a, b in encoded.offsets)
        words = [word or 0 for word in encoded.word_ids]
        leads.extend(k == 0 or word != words[k - 1] for k, word in enumerate(words))
        features.extend(_shapes(text[start:end], encoded.offsets, words))
        if len(ids) > first:
            stretches.append((first, len(ids)))
    spans = np.array(places, dtype=np.int64).reshape(-1, 2)
    inside = _quoted(find_quotes(text) if quotes is None else quotes, spans)
    shapes = np.array(features, dtype=np.int64)
    return Pieces(
        np.array(ids, dtype=np.int64), shapes * 2 + inside, spans[:, 0], spans[:, 1], np.array(leads, bool), stretches
    )


def _shapes(text: str, offsets: Sequence[Span], words: Sequence[int]) -> Iterator[int]:
    """The shape of each piece's whole word."""
    ends = {word: offset[1] for word, offset in zip(words, offsets, strict=True)}
    current, value = -1, 0
    for word, (start, _) in zip(words, offsets, strict=True):
        if word != current:
            current, value = word, shape(text[start : ends[word]])
        yield value


def _quoted(quotes: Sequence[Quote], spans: np.ndarray) -> np.ndarray:
    """1 for each piece inside quotation marks, the marks included."""
    if not quotes:
        return np.zeros(len(spans), dtype=np.int64)
    starts = np.array([quote.start for quote in quotes])
    ends = np.array([quote.end for quote in quotes])
    last = np.searchsorted(starts, spans[:, 0], side="right") - 1
    return ((last >= 0) & (spans[:, 0] < ends[last])).astype(np.int64)


def windows(pieces: Pieces, limit: int = WINDOW, first: int = 0) -> list[Window]:
    """Whole paragraphs together, as many as fit; one that does not fit alone is cut.

    `first` ends the first window after so many paragraphs, which training uses to see each in many places.
    """
    found: list[list[Span]] = [[]]
    size = 1
    for start, end in _bounded(pieces.paragraphs, limit - 2):
        full = size + (end - start) + 1 > limit
        if found[-1] and (full or (len(found) == 1 and len(found[0]) >= first > 0)):
            found.append([])
            size = 1
        found[-1].append((start, end))
        size += end - start + 1
    return [_window(pieces, stretches) for stretches in found if stretches]


def _bounded(paragraphs: Iterable[Span], limit: int) -> Iterator[Span]:
    for start, end in paragraphs:
        for place in range(start, end, limit):
            yield place, min(place + limit, end)


def _window(pieces: Pieces, stretches: Sequence[Span]) -> Window:
    ids, features, places = [np.array([START])], [np.array([0])], [np.array([-1])]
    for start, end in stretches:
        ids += [pieces.ids[start:end], np.array([BREAK])]
        features += [pieces.features[start:end], np.array([0])]
        places += [np.arange(start, end), np.array([-1])]
    return Window(np.concatenate(ids), np.concatenate(features), np.concatenate(places))
