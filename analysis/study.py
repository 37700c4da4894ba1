"""A study: all tables of one event, each computed when first asked for and kept.

What compares articles brings scipy, scikit-learn and NLTK, half of the time to start: it is imported when asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import pandas as pd

from analysis import agency, articles, attribution, claims, framing, hedging, marks, naming, parse, schema, segment
from analysis.coding import codes
from analysis.detectors import DETECTORS, detect
from analysis.discourse import directives, presuppositions
from analysis.intake import copies
from analysis.sources import find_sources, resolve
from analysis.work import cache


class Study:
    """Articles on one event (or several), and every table that is made from them.

    Each table is an attribute, a DataFrame that fits `analysis.dictionary`; nothing is computed before it is asked for.

    Examples
    --------
    >>> study = Study.from_texts({"a": "The mayor said it was late."})
    >>> study.attributions[["source", "cue", "content"]].values.tolist()
    [['The mayor', 'said', 'it was late']]
    """

    def __init__(self, documents: pd.DataFrame, refused: pd.DataFrame | None = None, kept: Path | None = None) -> None:
        self._documents = documents
        self._kept = kept  # folder of `analysis.work.cache`, if any
        self._codes: dict[str, pd.DataFrame] = {}
        self.refused = schema.frame("refused", [] if refused is None else refused)

    @classmethod
    def read(cls, path: str | Path, columns: Mapping[str, str] | None = None) -> Study:
        """The articles of a folder, a ZIP or a file; `columns` says what a table calls ours, as in `from_frame`.

        Those that cannot be analysed stand in `refused`, with a warning. `docs/formats.md` says what is read how.
        """
        return cls._of(articles.read_event(Path(path), columns))

    @classmethod
    def from_frame(cls, frame: pd.DataFrame, columns: Mapping[str, str] | None = None, event: str = "texts") -> Study:
        """Articles given as a table with a column `text`; `columns` says what it calls ours.

        Examples
        --------
        >>> frame = pd.DataFrame({"body": ["It was late. He left."], "source": ["Post"]})
        >>> Study.from_frame(frame, columns={"text": "body", "outlet": "source"}).articles["outlet"].tolist()
        ['Post']
        """
        return cls._of(articles.from_frame(frame, columns, event))

    @classmethod
    def _of(cls, intake: articles.Intake) -> Study:
        intake.warn()
        return cls(intake.articles, intake.refused)

    @classmethod
    def from_texts(cls, texts: dict[str, str], event: str = "texts") -> Study:
        """Articles given as ``{id: text}``."""
        return cls(articles.from_texts(texts, event))

    def with_codes(self, folder: str | Path) -> Study:
        """A study of the same articles in which what a person has coded stands in the machine's place.

        `folder` holds ``attributions.csv``, ``hedges.csv``, ``namings.csv`` or ``frames.csv``, as ``python -m analysis
        code`` writes them (`analysis.coding.codes`). An article with at least one code of a layer counts as coded
        throughout.

        Raises
        ------
        InputError
            There are no codes, or one does not fit the articles.
        """
        study = Study(self._documents, self.refused, self._kept)
        study._codes = codes.read_folder(Path(folder), self.articles)
        return study

    @property
    def coded(self) -> list[str]:
        """The tables in which codes stand in the machine's place."""
        return list(self._codes)

    def _coded(self, layer: str, found: pd.DataFrame) -> pd.DataFrame:
        """What was found, with the codes of the layer in its place, where there are any."""
        if layer not in self._codes:
            return found
        attributions = None if layer == "attributions" else self.unresolved_attributions
        return codes.merge(layer, found, self._codes[layer], self.sentences, attributions)

    @cached_property
    def segments(self) -> pd.DataFrame:
        """The stretches of each article and their roles."""
        return segment.find_segments(self._documents)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles, one row each."""
        return segment.describe(self._documents, self.segments)

    @cached_property
    def copies(self) -> pd.DataFrame:
        """Pairs of articles that share much of their wording."""
        return copies.find_copies(self.articles, self.segments)

    @cached_property
    def additions(self) -> pd.DataFrame:
        """What each of two copies added."""
        return copies.find_additions(self.copies, self.articles, self.segments)

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """The sentences of headlines, deks, standfirsts and bodies."""
        return segment.find_sentences(self.segments)

    @cached_property
    def tokens(self) -> pd.DataFrame:
        """The words, parsed, with named entities."""
        return cache.per_article(self._kept, "tokens", parse.parse, self.sentences)

    @cached_property
    def _syntax(self) -> pd.DataFrame:
        """The words without named entities: those of `tokens` where they are known already."""
        return self.tokens if "tokens" in self.__dict__ else parse.parse(self.sentences, entities=False)

    @cached_property
    def marks(self) -> pd.DataFrame:
        """What the encoder marks: parts of attributions, cues of uncertainty."""
        texts = self._documents[["article_id", "text"]]
        return cache.per_article(self._kept, "marks", marks.find_marks, texts, self.sentences)

    @cached_property
    def unresolved_attributions(self) -> pd.DataFrame:
        """Attributions whose sources are not resolved yet."""
        found = attribution.find_attributions(self.articles, self.sentences, self._syntax, self.marks)
        return self._coded("attributions", found)

    @cached_property
    def namings(self) -> pd.DataFrame:
        """The expressions that name an actor."""
        found = naming.find_namings(self.articles, self.sentences, self.tokens, self.unresolved_attributions)
        return self._coded("namings", found)

    @cached_property
    def attributions(self) -> pd.DataFrame:
        """Who said what: source, cue, content."""
        resolved = resolve(self.articles, self.unresolved_attributions, self.namings)
        return codes.name_speakers(resolved, self._codes)

    @cached_property
    def sources(self) -> pd.DataFrame:
        """The speakers of the event."""
        return find_sources(self.articles, self.attributions, self.namings)

    @cached_property
    def hedges(self) -> pd.DataFrame:
        """Hedges and boosters, each with its voice."""
        found = hedging.find_hedges(self.sentences, self._syntax, self.unresolved_attributions, self.marks)
        return self._coded("hedges", found)

    @cached_property
    def clauses(self) -> pd.DataFrame:
        """Who does what to whom, clause by clause."""
        return agency.find_clauses(self.sentences, self.tokens, self.namings, self.unresolved_attributions)

    @cached_property
    def directives(self) -> pd.DataFrame:
        """Who wants whom to do what, how strongly, and what is to follow otherwise."""
        return directives.find_directives(self.sentences, self.tokens, self.namings, self.unresolved_attributions)

    @cached_property
    def presuppositions(self) -> pd.DataFrame:
        """What is taken for granted rather than said."""
        return presuppositions.find_presuppositions(self.sentences, self.tokens, self.unresolved_attributions)

    @cached_property
    def frames(self) -> pd.DataFrame:
        """Cues of Entman's functions and of generic frames."""
        found = framing.find_frames(self.sentences, self.tokens, self.unresolved_attributions)
        return self._coded("frames", found)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """What is told, claim by claim."""
        return claims.find_claims(self.sentences, self.tokens, self.attributions, self.hedges)

    @cached_property
    def alignments(self) -> pd.DataFrame:
        """Claims told by two articles, or by one only."""
        return self._aligned[0]

    @cached_property
    def changes(self) -> pd.DataFrame:
        """What differs in the telling of the claims that two articles share."""
        return self._aligned[1]

    @cached_property
    def _aligned(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The alignments, and what changed in each: both need the same evidence."""
        from analysis import alignment

        copies.warn(self.copies, self.articles)
        return alignment.align_event({name: self.table(name) for name in alignment.NEEDS})

    @cached_property
    def measures(self) -> pd.DataFrame:
        """Named counts with their exposure, sentence by sentence."""
        from analysis import measures

        return measures.measure_all(self)

    @cached_property
    def contrasts(self) -> pd.DataFrame:
        """The measures compared between articles."""
        from analysis import contrast

        copies.warn(self.copies, self.articles)
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
        if name in DETECTORS and name not in self.__dict__:
            self.__dict__[name] = detect(name, self)
        return getattr(self, name)
