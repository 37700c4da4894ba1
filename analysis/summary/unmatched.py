"""One finding a thing that one article tells and that was not matched in the others: a claim, a speaker, a word.

"Not matched", never "left out": a claim is given only where also its words stand nowhere in the other articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from analysis import spans, units
from analysis.attributing import reporting
from analysis.grammar.pronouns import PRONOUNS
from analysis.summary.finding import Evidence, Finding, quoted
from analysis.summary.telling import Key, Telling
from analysis.summary.wording import believed, content, says_itself, speaker
from analysis.telling.coverage import matched
from analysis.telling.evidence import says
from analysis.text.prose import listed, times
from analysis.text.similarity import stems

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
LEAST_NEW = 3  # words with content that the other articles do not have
MOST_NEW = 10  # from which more of them add no weight
LONGEST = 150  # characters of a claim that stands alone
NEW_SHARE = 0.5  # of a claim's words with content
SPEAKERS = 3  # named in one sentence, for each article
CAPITALS = re.compile(r"\b[A-Z]")
LEAST_USED = 2  # times a word is used here and never there
FAMILY = 5  # letters of a stem from which a longer one that begins with it is its kin

Uses = list[tuple[str, Any]]
"""A word's uses: the form, and the expression it stands in."""


def claims(study: Any, told: dict[Key, Telling], event: pd.DataFrame) -> Iterator[Finding]:
    """Claims without a match in any other article of the event, whose words are new too."""
    words = {row.article_id: frozenset(stems(row.text)) for row in event.itertuples()}
    for key in _alone(study.alignments):
        telling = told[key]
        alone = telling.stands_alone and telling.whole
        if key[0] not in words or telling.sentence.role != "body" or not alone:
            continue
        elsewhere = frozenset().union(*(held for article, held in words.items() if article != key[0]))
        own = {stem for row in telling.tokens if row.pos in CONTENT for stem in stems(row.text)}
        new = own - elsewhere
        if len(new) < LEAST_NEW or len(new) < NEW_SHARE * len(own):
            continue
        others = listed(event.loc[event["article_id"] != key[0], "label"].tolist())
        text = f"No match was found in {others} for {quoted(telling.claim.text, LONGEST)} ({_where(telling)})."
        weight = 0.45 + 0.1 / telling.sentence.rank + 0.02 * min(len(new), MOST_NEW)
        weight -= 0.1 * any(str(row.agent).lower() in PRONOUNS for row in telling.clauses[:1])  # who is not said
        yield Finding("claim", weight, text, {key[0]: [telling.span]}, f"claims {key[1]}")


def _alone(alignments: pd.DataFrame) -> list[Key]:
    """The claims that were compared and have no partner, certain or near, in any other article."""
    compared = matched(alignments)
    alone = compared.loc[~compared["matched"], ["article_id", "claim_id"]]
    return [(str(article), int(claim)) for article, claim in alone.itertuples(index=False)]


def _where(telling: Telling) -> str:
    """The article, and whose words they are."""
    said = next((row for row in telling.chain if pd.notna(row.source) and not says_itself(telling, row)), None)
    inside = said is not None and any(
        telling.claim.start <= at < telling.claim.end for at, _ in spans.unpack(said.source_spans)
    )
    if said is None or inside:
        return f"in {telling.label}"
    who = speaker(said, telling)
    how = f"“{said.cue}”" if pd.notna(said.cue) and (not who or said.engagement == "distance") else ""
    return (
        f"in {telling.label}" + (f", from {who}" if who else ", attributed" if how else "") + (f": {how}" * bool(how))
    )


def speakers(study: Any, told: dict[Key, Telling], event: pd.DataFrame) -> Iterator[Finding]:
    """The persons whose words only one article of the event reports, in one sentence for all."""
    labels = dict(zip(event["article_id"], event["label"], strict=True))
    said = study.attributions[study.attributions["article_id"].isin(labels)].dropna(subset="source_id")
    said = said.assign(source_id=said["source_id"].str.split("+")).explode("source_id")
    known = study.sources[(study.sources["event"] == event["event"].iloc[0]) & (study.sources["kind"] == "named")]
    names = next((telling.names for (article, _), telling in told.items() if article in labels), {})
    heard = said.assign(name=said["source_id"].map(names))
    said = _surely(heard[heard["source_id"].isin(known["source_id"])], told)
    said = said.merge(_paragraphs(study), validate="m:1")
    many = set(study.tokens.loc[study.tokens["tag"] == "NNPS", "text"])  # "the Riverside Walkers" are no person
    said = said[~said["name"].astype("string").str.split().str[-1].isin(many)]
    evidence: Evidence = {}
    parts: list[str] = []
    for article, label in labels.items():
        own = _only_here(said[said["article_id"] == article], heard[heard["article_id"] != article])
        if own:
            more = len(own) - SPEAKERS
            others = [f"{more} other{'s' * (more > 1)}"] if more > 0 else []
            persons = listed([f"{name} ({times(len(rows))})" for name, rows in own[:SPEAKERS]] + others)
            parts.append(f"only {label} {'' if parts else 'was found to report words '}of {persons}")
            evidence[article] = [
                span for _, rows in own[:SPEAKERS] for cell in rows["content_spans"] for span in spans.unpack(cell)
            ]
    if parts:
        yield Finding("speakers", 0.8, f"O{'; '.join(parts)[1:]}.", evidence, "sources")


def _surely(said: pd.DataFrame, told: dict[Key, Telling]) -> pd.DataFrame:
    """The attributions that report words of one who is known."""
    unsure = {(key[0], number) for key, telling in told.items() for number in telling.doubtful}
    sure = [_utters(row) and (row.article_id, row.attribution_id) not in unsure for row in said.itertuples()]
    return said[np.array(sure, dtype=bool)]


def _paragraphs(study: Any) -> pd.DataFrame:
    """The sentences of bodies, each with the text of its ``paragraph``."""
    segments = study.segments[["article_id", "segment_id", "text"]].rename(columns={"text": "paragraph"})
    sentences = units.body(study)[[*units.SENTENCE, "segment_id"]]
    return sentences.merge(segments, on=["article_id", "segment_id"], validate="m:1").drop(columns="segment_id")


def _utters(row: Any) -> bool:
    """Whether an attribution reports somebody's words, by a quotation or a verb of speech: not "viewed", "found"."""
    return says(row) and (row.form != "indirect" or row.cue_lemma in reporting.speech_verbs())


def _only_here(said: pd.DataFrame, others: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The speakers of an article whose last name is in no source of the others, those with most attributions first."""
    elsewhere = [set(stems(name)) for name in {*others["source"].dropna(), *others["name"].dropna()}]
    found = [
        (str(name), rows)
        for name, rows in said.groupby("name", sort=False)
        if str(name)[:1].isupper()
        and any({*stems(str(name))[-1:]} <= {*stems(text)} for text in rows["paragraph"])  # "she" may be somebody else
        and len(CAPITALS.findall(str(name))) >= 2
        and not any(_akin(str(name), other) for other in elsewhere)
    ]
    return sorted(found, key=lambda item: -len(item[1]))


def _akin(name: str, other: set[str]) -> bool:
    """Whether a name may be another: the last word in common, or any two."""
    words = stems(name)
    return not words or words[-1] in other or len(other & set(words)) >= 2


def labels(study: Any, told: dict[Key, Telling], event: pd.DataFrame) -> Iterator[Finding]:
    """Words that one of two articles uses again and again and the other never, with what the other says instead.

    Only of a thing that both name by a label in claims that were matched.
    """
    lemmas = study.tokens.groupby("article_id")["lemma"].agg(" ".join)  # "women" is a use of "woman"
    texts = {row.article_id: {*stems(row.text), *stems(lemmas.get(row.article_id, ""))} for row in event.itertuples()}
    namings = study.namings[study.namings["kind"] == "label"]
    own = {article: namings[namings["article_id"] == article] for article in texts}
    aligned = study.alignments[study.alignments["status"] == "both"]
    for a, b in combinations(event.itertuples(), 2):
        pair = aligned[(aligned["article_a"] == a.article_id) & (aligned["article_b"] == b.article_id)]
        shared = {*own[a.article_id]["actor"]} & {*own[b.article_id]["actor"]}
        words = [
            _own_words(own[one][own[one]["actor"].isin(shared)].itertuples(), texts[other])
            for one, other in ((a.article_id, b.article_id), (b.article_id, a.article_id))
        ]
        found = [
            (_uses(first, words[0]), _uses(second, words[1]), first, second)
            for row in pair.itertuples()
            for first, second in _named(told[row.article_a, row.claim_a], told[row.article_b, row.claim_b], row)
        ]
        found = [one for one in found if one[0] or one[1]]
        if found:
            yield _labelled(a, b, max(found, key=lambda one: (bool(one[0] and one[1]), len(one[0]) + len(one[1]))))


def _named(one: Telling, other: Telling, row: Any) -> Iterator[tuple[Any, Any]]:
    """The labels of one thing in two tellings of a claim, without a word in common, where the match is believed."""
    sides = ([naming for naming in side.namings if naming.kind == "label"] for side in (one, other))
    pairs = [
        (first, second)
        for first, second in product(*sides)
        if first.actor == second.actor and not content(first.text) & content(second.text)
    ]
    return iter(pairs if pairs and believed(one, other, row) else [])


def _own_words(rows: Iterable[Any], elsewhere: set[str]) -> dict[str, Uses]:
    """The describing words that are used again here and never there, by stem, with the expressions they stand in."""
    uses: dict[str, Uses] = {}
    for row in rows:
        for part in _parts(row):
            usable = part[0].islower() and part not in ENGLISH_STOP_WORDS
            if usable and stems(part) and not any(map(partial(_kin, stems(part)[0]), elsewhere)):
                uses.setdefault(stems(part)[0], []).append((part, row))
    return {stem: found for stem, found in uses.items() if len(found) >= LEAST_USED}


def _parts(row: Any) -> list[str]:
    """The head of an expression and its modifiers."""
    return list(dict.fromkeys([row.head, *(str(row.modifiers).split() if pd.notna(row.modifiers) else ())]))


def _kin(stem: str, other: str) -> bool:
    """Whether two stems are of one family: *terror* and *terrorist*."""
    short, long = sorted((stem, other), key=len)
    return short == long or (len(short) >= FAMILY and long.startswith(short))


def _uses(row: Any, words: dict[str, Uses]) -> Uses:
    """The uses of the word in an expression that is most used, of those that the other article never uses."""
    return max((words.get(stem, []) for part in _parts(row) for stem in stems(part)[:1]), key=len, default=[])


def _labelled(a: Any, b: Any, found: tuple[Uses, Uses, Any, Any]) -> Finding:
    """The sentence: how often each word is used, and the expressions for one thing in which they stand."""
    first, second, named, rival = found
    said = [
        f"{one.label} uses the word “{Counter(part for part, _ in uses).most_common(1)[0][0]}” ({times(len(uses))}) "
        f"and {other.label} never"
        for one, other, uses in ((a, b, first), (b, a, second))
        if uses
    ]
    evidence: Evidence = {
        side.article_id: [(row.start, row.end) for row in [shown, *(use for _, use in uses)]]
        for side, shown, uses in ((a, named, first), (b, rival, second))
    }
    shown = f"what {a.label} calls {quoted(named.text, 60)} is {quoted(rival.text, 60)} in {b.label}"
    return Finding("labels", 0.7, f"{'; '.join(said)}: {shown}.", evidence, "namings")
