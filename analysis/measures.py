"""One row a measure and sentence: how often something occurs there, out of how much.

A measure is a function of a study, registered by ``@measure``. Each counts rows of one table out of rows of another
(hedges out of words, distancing cues out of attributions), sentence by sentence, in body text only. The names of the
family that is corrected for stand in `FAMILY`: they follow from the project's questions and were written down before
any contrast was computed. All other measures describe.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd

from analysis import hedging, schema
from analysis.schema import InputError
from analysis.units import body, quoted, tally, words

__all__ = ["FAMILY", "REGISTRY", "Measure", "body", "catalogue", "measure", "measure_all", "quoted", "tally", "words"]

COLUMNS = ["article_id", "unit", "count", "exposure"]

FAMILY = (
    "attributed_words",  # whose voice
    "quoted_words",
    "distancing_cues",  # with what commitment
    "journalist_hedges",  # how surely
    "source_hedges",
    "agentless_passives",  # in what words: who acts, who is called what, who is judged
    "labels",
    "judgements",
)


class Measure(NamedTuple):
    """A registered measure: its name, what it means, the factor of its rates, and the function that counts."""

    name: str
    meaning: str
    scale: float
    function: Callable[[Any], pd.DataFrame]


REGISTRY: dict[str, Measure] = {}


def measure(name: str, *, scale: float, meaning: str) -> Callable[..., Callable[[Any], pd.DataFrame]]:
    """Register a function as a measure; one of the same name is replaced.

    The function takes a study (any object with the tables as attributes) and returns one row a body sentence with
    ``article_id``, ``unit`` (its sentence_id), ``count`` and ``exposure``; `tally` makes such a table. A rate is
    `scale` × count / exposure, and `meaning` says it in words, with its unit.

    Examples
    --------
    >>> @measure("questions", scale=100, meaning="question marks per 100 words")
    ... def questions(study):
    ...     sentences = body(study)
    ...     return sentences.assign(count=sentences["text"].str.count(r"\\?"), exposure=sentences["n_words"])
    >>> REGISTRY.pop("questions").scale
    100
    """

    def register(function: Callable[[Any], pd.DataFrame]) -> Callable[[Any], pd.DataFrame]:
        REGISTRY[name] = Measure(name, meaning, scale, function)
        return function

    return register


def measure_all(study: Any) -> pd.DataFrame:
    """Every registered measure of a study, in the order of the registry.

    A unit is a body sentence with some exposure, whether or not anything was counted there. A sentence without
    exposure (no words of a source, say) is no unit, and what was counted in it is left out.

    Raises
    ------
    InputError
        A measure's function returns other columns than it must, a value that is missing, or a negative count.
    """
    tables = [_checked(entry, entry.function(study)) for entry in REGISTRY.values()]
    return schema.frame("measures", pd.concat(tables, ignore_index=True))


def catalogue() -> pd.DataFrame:
    """The registered measures: ``measure``, ``meaning``, ``scale``, and whether each is in the ``family``.

    Examples
    --------
    >>> catalogue().query("family")["measure"].tolist() == list(FAMILY)
    True
    """
    rows = [(entry.name, entry.meaning, entry.scale, entry.name in FAMILY) for entry in REGISTRY.values()]
    return pd.DataFrame(rows, columns=["measure", "meaning", "scale", "family"])


def out_of(name: str) -> str:
    """How a count is joined with its exposure: 3 "of" 17 words, but 17 "in" 9 sentences, where one can hold several.

    Examples
    --------
    >>> out_of("attributed_words"), out_of("attributions")
    ('of', 'in')
    """
    return "in" if name in REGISTRY and REGISTRY[name].scale == 1 else "of"


def _checked(entry: Measure, table: pd.DataFrame) -> pd.DataFrame:
    """A measure's units, its name beside them."""
    absent = [column for column in COLUMNS if column not in table.columns]
    if absent:
        raise InputError(f"measure {entry.name}: columns {absent} are missing; found {list(table.columns)}")
    found = table[COLUMNS]
    if found.isna().any(axis=None) or (found["count"] < 0).any():
        raise InputError(f"measure {entry.name}: a count or exposure is missing or negative; expected 0 or more")
    return found[found["exposure"] > 0].assign(measure=entry.name)


def _hedges(study: Any, voice: str) -> pd.DataFrame:
    """Hedges out of the words in the same voice."""
    cues, spoken = hedging.counted(study.hedges), words(study)
    return tally(study, cues[cues["voice"] == voice], spoken[spoken["voice"] == voice])


def _attributions(study: Any, column: str, value: str) -> pd.DataFrame:
    """Attributions with a value, out of all."""
    return tally(study, study.attributions[study.attributions[column] == value], study.attributions)


def _sentences_with(study: Any, frame: str) -> pd.DataFrame:
    """Sentences with a frame's cue, out of all."""
    return tally(study, study.frames[study.frames["frame"] == frame], study.sentences)


@measure("attributed_words", scale=100, meaning="words inside attributed content per 100 words")
def attributed_words(study: Any) -> pd.DataFrame:
    """Words that the article gives as a source's, quoted or not (content: Pareti 2012), out of words."""
    spoken = words(study)
    return tally(study, spoken[spoken["voice"] == "source"], spoken)


@measure("quoted_words", scale=100, meaning="words in quotation marks per 100 words")
def quoted_words(study: Any) -> pd.DataFrame:
    """Words in quotation marks, a single quoted term too, out of words."""
    return tally(study, quoted(study), words(study))


@measure("distancing_cues", scale=100, meaning="attributions whose cue distances per 100 attributions")
def distancing_cues(study: Any) -> pd.DataFrame:
    """Attributions by "claimed", "alleged" and the like (distance: Martin & White 2005), out of attributions."""
    return _attributions(study, "engagement", "distance")


@measure("journalist_hedges", scale=100, meaning="hedges in the journalist's voice per 100 words of that voice")
def journalist_hedges(study: Any) -> pd.DataFrame:
    """Hedges (Hyland 2005) outside attributed content, out of words outside it."""
    return _hedges(study, "journalist")


@measure("source_hedges", scale=100, meaning="hedges in sources' voice per 100 words of that voice")
def source_hedges(study: Any) -> pd.DataFrame:
    """Hedges (Hyland 2005) inside attributed content, out of words inside it."""
    return _hedges(study, "source")


@measure("agentless_passives", scale=100, meaning="passives without an agent per 100 clauses with a verb")
def agentless_passives(study: Any) -> pd.DataFrame:
    """Clauses that leave out who acts ("accounts were removed"), out of active and passive clauses."""
    clauses = study.clauses[study.clauses["voice"] != "nominalised"]
    return tally(study, clauses[clauses["voice"] == "agentless"], clauses)


@measure("labels", scale=100, meaning="labels per 100 expressions that name an actor or thing, pronouns left out")
def labels(study: Any) -> pd.DataFrame:
    """Expressions that class an actor or thing ("militants") rather than give a name or role, out of those three."""
    namings = study.namings[study.namings["kind"] != "pronoun"]
    return tally(study, namings[namings["kind"] == "label"], namings)


@measure("judgements", scale=100, meaning="sentences with a cue of judgement per 100 sentences")
def judgements(study: Any) -> pd.DataFrame:
    """Sentences that judge (moral evaluation: Entman 1993), out of sentences."""
    return _sentences_with(study, "judgement")


@measure("attributions", scale=1, meaning="attributions per sentence")
def attributions(study: Any) -> pd.DataFrame:
    """Attributions, out of sentences."""
    return tally(study, study.attributions, study.sentences)


@measure("endorsing_cues", scale=100, meaning="attributions whose cue endorses per 100 attributions")
def endorsing_cues(study: Any) -> pd.DataFrame:
    """Attributions by "showed", "pointed out" and the like (endorse: Martin & White 2005), out of attributions."""
    return _attributions(study, "engagement", "endorse")


@measure("directives", scale=100, meaning="attributions that urge or demand per 100 attributions")
def directives(study: Any) -> pd.DataFrame:
    """Attributions in which a source wants something done (directives: Searle 1976), out of attributions."""
    return _attributions(study, "act", "direct")


@measure("boosters", scale=100, meaning="boosters in any voice per 100 words")
def boosters(study: Any) -> pd.DataFrame:
    """Boosters (Hyland 2005), out of words."""
    return tally(study, study.hedges[study.hedges["polarity"] == "booster"], words(study))


@measure("conditions", scale=100, meaning="conditions (if, unless) in any voice per 100 words")
def conditions(study: Any) -> pd.DataFrame:
    """Cues of a condition, out of words."""
    return tally(study, study.hedges[study.hedges["kind"] == "condition"], words(study))


@measure("nominalisations", scale=100, meaning="nouns made from verbs per 100 words")
def nominalisations(study: Any) -> pd.DataFrame:
    """Actions told as things ("the removal of"), out of words (Fowler et al. 1979)."""
    return tally(study, study.clauses[study.clauses["voice"] == "nominalised"], words(study))


@measure("problems", scale=100, meaning="sentences with a cue of a problem per 100 sentences")
def problems(study: Any) -> pd.DataFrame:
    """Sentences that name a problem (Entman 1993), out of sentences."""
    return _sentences_with(study, "problem")


@measure("causes", scale=100, meaning="sentences with a cue of a cause per 100 sentences")
def causes(study: Any) -> pd.DataFrame:
    """Sentences that name a cause (Entman 1993), out of sentences."""
    return _sentences_with(study, "cause")


@measure("remedies", scale=100, meaning="sentences with a cue of a remedy per 100 sentences")
def remedies(study: Any) -> pd.DataFrame:
    """Sentences that name a remedy (Entman 1993), out of sentences."""
    return _sentences_with(study, "remedy")
