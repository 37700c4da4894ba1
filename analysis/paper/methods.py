"""One paragraph a study: what was counted, by what, how rightly, how it was compared and what it cannot show.

Every number and name in it comes from the run, so that it changes when they do.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis import measures, run, units
from analysis.comparing import adjust, permutation
from analysis.contrast import SCOPE
from analysis.paper.references import cited
from analysis.text.prose import listed, many

# The word lists that each measure of the family rests on; quotation marks and passives need none.
LISTS = {
    "attributed_words": ("reporting",),
    "distancing_cues": ("reporting",),
    "journalist_hedges": ("hedges", "hedge_markers"),
    "source_hedges": ("hedges", "hedge_markers"),
    "agentless_passives": ("active_participles",),
    "labels": ("actor_nouns",),
    "judgements": ("entman",),
}
WORDS = {  # what each list holds, and after whom
    "reporting": "words that attribute (Martin & White 2005; Thompson & Ye 1991)",
    "hedges": "cues of uncertainty (Szarvas et al. 2012)",
    "hedge_markers": "approximators and shields (Prince et al. 1982; Chafe 1986)",
    "active_participles": "participles that are no passives (Quirk et al. 1985)",
    "actor_nouns": "nouns for actors (own list, in the sense of Hamborg et al. 2019)",
    "entman": "cues of moral judgement (own list, after Entman 1993)",
}
CLASSIFIED = {  # what precision and recall are of
    "attributed_words": "words of attributed content",
    "distancing_cues": "cues that distance, among attributions found",
    "journalist_hedges": "cues of uncertainty",
    "source_hedges": "cues of uncertainty",
    "agentless_passives": "passives without an agent",
    "labels": "labels, among expressions found",
}


def paragraph(study: Any, accuracy: pd.DataFrame | None = None) -> str:
    """A methods-and-limitations paragraph on a study, ready for a paper, and the references that it cites.

    `accuracy` is a table as `adjust.read_accuracy` gives it, and if not given that table itself.

    Examples
    --------
    >>> from analysis.study import Study
    >>> text = paragraph(Study.from_texts({"Post": "It may rain, she said.", "Wire": "It rained."}))
    >>> text[:90]
    'We compared the body text of 2 articles: Post (5 words, 1 sentence) and Wire (2 words, 1 s'
    """
    table = adjust.read_accuracy() if accuracy is None else accuracy
    parts = [_texts(study), _counted(), _counter(), _accuracy(table), _compared(study, table), _limits(study)]
    text = " ".join(parts)
    return f"{text}\n\nReferences\n\n" + "\n".join(f"- {entry}" for entry in cited(text))


def _texts(study: Any) -> str:
    """The articles with their size."""
    sentences = units.body(study)["article_id"].value_counts()
    described = [
        f"{row.label} ({many(row.n_words, 'word')}, {many(int(sentences.get(row.article_id, 0)), 'sentence')})"
        for row in study.articles.itertuples()
    ]
    events = study.articles["event"].nunique()
    about = f" on {many(events, 'event')}" if events > 1 else ""
    return f"We compared the body text of {many(len(described), 'article')}{about}: {listed(described)}."


def _counted() -> str:
    """The declared family, each measure with its meaning."""
    family = measures.catalogue().query("family").itertuples()
    named = [f"{_plain(row.measure)} ({row.meaning})" for row in family]
    return (
        f"The family of {many(len(named), 'measure')} is fixed in the software, whatever is counted: "
        f"{listed(named)}. "
        "Headlines, deks and standfirsts were left out."
    )


def _counter() -> str:
    """Package, encoder, parser and word lists, each with what it follows."""
    versions = run.versions()
    names = dict.fromkeys(name for lists in LISTS.values() for name in lists)
    return (
        f"Counting was done by machine, with {run.PACKAGE} {versions[run.PACKAGE]}. An encoder (Wang et al. 2020), "
        "trained on the corpora of Newell et al. (2018) and Szarvas et al. (2012), marks attributions and cues of "
        f"uncertainty; the rest is rules over a parse by spaCy {versions['spacy']} ({versions['language model']}; "
        f"Honnibal et al. 2020) and lists of {listed([WORDS[name] for name in names], '; ')}."
    )


def _accuracy(table: pd.DataFrame) -> str:
    """How right the detectors are, and for which measures nobody knows."""
    known = adjust.known(table)
    places = {name: adjust.DETECTORS.get(name) for name in measures.FAMILY}
    used = {CLASSIFIED[name]: known[place] for name, place in places.items() if place in known}
    unknown = [_plain(name) for name, place in places.items() if place not in known]
    sentences = [
        f"For {what}, precision was {_share(row, 'precision')} and recall {_share(row, 'recall')} on {row['corpus']}"
        f"{adjust.judged_by(row) or _right(row)}."
        for what, row in used.items()
    ]
    if unknown:
        sentences.append(f"No accuracy has been measured for {listed(unknown)}.")
    return " ".join(sentences)


def _right(row: dict[str, Any]) -> str:
    """The counts behind precision and recall; those of a weighted sample would not give them."""
    return f" ({row['tp']:,.0f} right, {row['fp']:,.0f} false, {row['fn']:,.0f} missed)"


def _share(row: dict[str, Any], name: str) -> str:
    """Precision or recall, with its interval where it has one."""
    low, high = (row.get(f"{name}_{end}") for end in ("low", "high"))
    interval = f" (95 % interval {low:.2f} to {high:.2f})" if pd.notna(low) and pd.notna(high) else ""
    return f"{row[name]:.2f}{interval}"


def _compared(study: Any, table: pd.DataFrame) -> str:
    """The test, and in how many comparisons anything came of it."""
    rows = study.contrasts[study.contrasts["measure"].isin(measures.FAMILY)]
    if rows.empty:
        return "With one article on an event, nothing was compared."
    wider = adjust.adjusted(rows, table)
    apart = ((wider["low_adjusted"] > 0) | (wider["high_adjusted"] < 0)).fillna(False).sum()
    corrected = wider["low_adjusted"].notna().sum()
    return (
        "Rates were compared by permuting sentences between two articles (two-sided mid-p: Lancaster 1961; log ratio "
        f"over its standard error: Chung & Romano 2013; {permutation.DRAWS:,} draws, each arrangement once where there "
        f"are fewer; seed {permutation.SEED}), with {100 * (1 - permutation.LEVEL):.0f} % intervals "
        f"from the same permutations. p was corrected over the {len(measures.FAMILY)} measures of the family "
        f"(Holm 1979). Of {many(len(rows), 'comparison')}, "
        f"{int((rows['p'] <= permutation.LEVEL).sum())} had p of {permutation.LEVEL:g} or less before correction and "
        f"{int((rows['p_holm'] <= permutation.LEVEL).sum())} after it; {int(rows['zero'].notna().sum())} had a zero "
        f"cell. Intervals of {int(corrected)} could be widened by the detectors' measured errors (Rogan & Gladen "
        f"1978; Zou & Donner 2008); equal rates lie outside {int(apart)} of these."
    )


def _limits(study: Any) -> str:
    """What the counts cannot show."""
    least = int(units.body(study)["article_id"].value_counts().reindex(study.articles["article_id"]).fillna(0).min())
    return (
        f"The results are about {SCOPE}, not about outlets or their intentions. The shortest article has "
        f"{many(least, 'sentence')}, so only large differences can be told from chance, and no finding is not a "
        "finding of no difference. Accuracy was measured on other texts, and detectors may err more on these. "
        "Permuting sentences takes them as interchangeable within an article."
    )


def _plain(name: str) -> str:
    return name.replace("_", " ")
