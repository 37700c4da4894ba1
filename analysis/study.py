"""A study: all tables of one event, each computed when first asked for and kept."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis import (
    agency,
    alignment,
    articles,
    attribution,
    claims,
    contrast,
    framing,
    hedging,
    marks,
    measures,
    naming,
    parse,
    schema,
    segment,
    sources,
)


class Study:
    """Articles on one event (or several), and every table that is made from them.

    Each table is an attribute, a DataFrame that fits `analysis.dictionary`; nothing is computed before it is asked for.

    Examples
    --------
    >>> study = Study.from_texts({"a": "The mayor said it was late."})
    >>> study.attributions[["source", "cue", "content"]].values.tolist()
    [['The mayor', 'said', 'it was late']]
    """

    def __init__(self, documents: pd.DataFrame) -> None:
        self._documents = documents

    @classmethod
    def read(cls, folder: str | Path) -> Study:
        """The articles of one event's folder, with what its ``articles.csv`` says of them."""
        return cls(articles.read_event(Path(folder)))

    @classmethod
    def from_texts(cls, texts: dict[str, str], event: str = "texts") -> Study:
        """Articles given as ``{id: text}``."""
        return cls(articles.from_texts(texts, event))

    @cached_property
    def segments(self) -> pd.DataFrame:
        """The stretches of each article and their roles."""
        return segment.find_segments(self._documents)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles, one row each."""
        return segment.describe(self._documents, self.segments)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The sentences of headlines, deks, standfirsts and bodies."""
        return segment.find_sentences(self.segments)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """The words, parsed, with named entities."""
        return parse.parse(self.sentences)

    @cached_property
    def _syntax(self) -> pd.DataFrame:
        """The words without named entities: those of `tokens` where they are known already."""
        return self.tokens if "tokens" in self.__dict__ else parse.parse(self.sentences, entities=False)

    @cached_property
    def marks(self) -> pd.DataFrame:
        """What the encoder marks: parts of attributions, cues of uncertainty."""
        return marks.find_marks(self._documents, self.sentences)

    @cached_property
    def unresolved_attributions(self) -> pd.DataFrame:
        """Attributions whose sources are not resolved yet."""
        return attribution.find_attributions(self.articles, self.sentences, self._syntax, self.marks)

    @cached_property
    def namings(self) -> pd.DataFrame:
        """The expressions that name an actor."""
        return naming.find_namings(self.articles, self.sentences, self.tokens, self.unresolved_attributions)

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """Who said what: source, cue, content."""
        return sources.resolve(self.articles, self.unresolved_attributions, self.namings)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The speakers of the event."""
        return sources.find_sources(self.articles, self.attributions, self.namings)

    @cached_property
    def hedges(self) -> pd.DataFrame:
        """Hedges and boosters, each with its voice."""
        return hedging.find_hedges(self.sentences, self.tokens, self.unresolved_attributions, self.marks)

    @cached_property
    def clauses(self) -> pd.DataFrame:
        """Who does what to whom, clause by clause."""
        return agency.find_clauses(self.sentences, self.tokens, self.namings, self.unresolved_attributions)

    @cached_property
    def frames(self) -> pd.DataFrame:
        """Cues of Entman's functions and of generic frames."""
        return framing.find_frames(self.sentences, self.tokens, self.unresolved_attributions)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """What is told, claim by claim."""
        return claims.find_claims(self.sentences, self.tokens, self.attributions, self.hedges)

    @cached_property
    def alignments(self) -> pd.DataFrame:
        """Claims told by two articles, or by one only."""
        return alignment.align_event({name: self.table(name) for name in alignment.NEEDS})

    @cached_property
    def measures(self) -> pd.DataFrame:
        """Named counts with their exposure, sentence by sentence."""
        return measures.measure_all(self)

    @cached_property
    def contrasts(self) -> pd.DataFrame:
        """The measures compared between articles."""
        return contrast.contrast(self.measures, self.articles)

    def table(self, name: str) -> pd.DataFrame:
        """A table by its name.

        Raises
        ------
        InputError
            There is no table of that name.
        """
        if name not in schema.TABLES:
            raise schema.InputError(f"table {name!r}: unknown; expected one of {', '.join(schema.TABLES)}")
        return getattr(self, name)
