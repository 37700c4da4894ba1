"""What the figures of who speaks draw, as a table: one row a bar, mark or stretch; articles by their label."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pandas as pd

from analysis import hedging, spans, units
from analysis.comparing import usual
from analysis.dictionary import ROLES
from analysis.dictionary import SPEAKERS as KINDS_OF_SOURCE
from analysis.drawing.canvas import MOST
from analysis.segment import count_words
from analysis.text import quotes

KINDS = ("distance", "acknowledge", "endorse")
DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
SPEAKERS = 12  # rows of the chart of voices; all others are one row


def label(study: Any) -> pd.Series:
    """The label of each article by its id, of as many as a figure can tell apart."""
    return study.articles.set_index("article_id")["label"].head(MOST)


def in_body(study: Any, table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a table that stand in body text, of as many articles as a figure can tell apart."""
    body = units.body(study)
    return table.merge(body.loc[body["article_id"].isin(label(study).index), units.SENTENCE], validate="m:1")


def in_lower_case(names: pd.Index) -> pd.Index:
    """A sort key: capitals do not come first."""
    return names.str.lower()


def called(study: Any, table: pd.DataFrame, column: str) -> pd.Series:
    """How the actor of each row is written, by its id in a column and the event of its article; NA for none."""
    names, events = actor_names(study), dict(study.articles[["article_id", "event"]].itertuples(index=False))
    found = [names.get((events[article], one)) for article, one in zip(table["article_id"], table[column], strict=True)]
    return pd.Series(found, index=table.index, dtype="string")


def ribbon(study: Any) -> pd.DataFrame:
    """One row a stretch of words: whose they are, what is in quotation marks, where a hedge stands."""
    words = units.words(study)
    rows: list[dict[str, Any]] = []
    for article in study.articles.head(MOST).itertuples():
        own = words[words["article_id"] == article.article_id]
        places = list(zip(own["start"], own["end"], strict=True))
        rows += [{"article": article.label, **row} for row in _stretches(study, article, places)]
    return pd.DataFrame(rows, columns=["article", "what", "voice", "start_word", "end_word"])


def _stretches(study: Any, article: Any, places: list[spans.Span]) -> list[dict[str, Any]]:
    whose = ["journalist"] * len(places)
    attributions = study.attributions
    for row in attributions[attributions["article_id"] == article.article_id].itertuples():  # outer before inner
        for index in _covered(places, spans.unpack(row.content_spans)):
            whose[index] = row.engagement
    quoted = ["plain"] * len(places)
    for index in _covered(places, [(mark.start, mark.end) for mark in quotes.find_quotes(article.text)]):
        quoted[index] = "quotation"
    hedges = hedging.counted(study.hedges)
    hedges = hedges[hedges["article_id"] == article.article_id]
    triangles = [
        {"what": "hedge", "voice": row.voice, "start_word": index, "end_word": index + 1}
        for row in hedges.itertuples()
        for index in _covered(places, [(row.start, row.end)])[:1]
    ]
    return _runs(whose) + [row for row in _runs(quoted) if row["what"] == "quotation"] + triangles


def _covered(places: list[spans.Span], pieces: list[spans.Span]) -> list[int]:
    """The words that the pieces touch."""
    return [index for index, place in enumerate(places) if spans.touch(place, pieces)]


def _runs(values: list[str]) -> list[dict[str, Any]]:
    """Equal neighbours as one row each."""
    rows: list[dict[str, Any]] = []
    for index, value in enumerate(values):
        if rows and rows[-1]["what"] == value:
            rows[-1]["end_word"] = index + 1
        else:
            rows.append({"what": value, "voice": None, "start_word": index, "end_word": index + 1})
    return rows


def speaker_words(study: Any, most: int = SPEAKERS) -> pd.DataFrame:
    """One row a source and article: the words of content attributed to it, outer attributions only, and their share."""
    outer = in_body(study, study.attributions)
    outer = outer[outer["parent_id"].isna()]
    named = outer.assign(
        words=outer["content"].map(count_words),
        source=called(study, outer, "source_id").fillna("no source given"),
    )
    table = named.pivot_table(index="source", columns="article_id", values="words", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=label(study).index, fill_value=0)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    rest = table.iloc[most:]
    if len(rest):
        others = pd.DataFrame(
            [rest.sum()], index=pd.Index([f"{len(rest)} other{'s' * (len(rest) > 1)}"], name="source")
        )
        table = pd.concat([table.iloc[:most], others])
    found = _words(study, table)
    lengths = study.articles.set_index("label")["n_words"]
    return found.assign(share=100 * found["words"] / lengths.reindex(found["article"]).clip(lower=1).to_numpy())


def source_kinds(study: Any) -> pd.DataFrame:
    """One row an engagement, kind of source and article: the number of attributions; kinds that do not occur left out.

    None at all where there is no attribution.
    """
    events = study.articles[["article_id", "event"]]
    body = in_body(study, study.attributions).merge(events, on="article_id", validate="m:1")
    known = study.sources[["event", "source_id", "kind"]]  # one person may speak in two events
    found = body.merge(known, on=["event", "source_id"], how="left", validate="m:1").fillna({"kind": "no source given"})
    present = [kind for kind in (*KINDS_OF_SOURCE, "no source given") if (found["kind"] == kind).any()]
    counts = found.groupby(["engagement", "kind", "article_id"]).size()
    return pd.DataFrame(
        {
            "engagement": stance,
            "source kind": kind,
            "article": name,
            "n": int(counts.get((stance, kind, article_id), 0)),
        }
        for stance in KINDS
        for kind in present
        for article_id, name in label(study).items()
    )


def actor_names(study: Any) -> dict[tuple[str, str], str]:
    """How each actor is written on a chart, by event and id: its id in words, capitals as in the texts.

    One id in two events may be two ("the mayor"): the name then says of which event.
    """
    cased: dict[str, str] = {}
    written = [*study.namings["text"], *study.sources["name"]]
    for word in (word for text in written for word in re.findall(r"\w+", text)):
        known = cased.setdefault(word.lower(), word)
        cased[word.lower()] = word if known[0].islower() and word != word.lower() else known
    dotted = {short for text in written for short in DOTTED.findall(text)}  # "us" is U.S., and no pronoun
    cased |= {short.replace(".", "").lower(): short for short in dotted}
    tied = {word.lower() for text in written for word in re.findall(r"\w+(?:-\w+)+", text)}
    events = study.namings["article_id"].map(dict(study.articles[["article_id", "event"]].itertuples(index=False)))
    both = {*zip(events, study.namings["actor"], strict=True)}
    both |= {*zip(study.sources["event"], study.sources["source_id"], strict=True)}
    names = {key: " and ".join(_cased(part, cased, tied) for part in key[1].split("+")) for key in both}
    times = Counter(names.values())
    return {key: f"{name} ({key[0]})" if times[name] > 1 else name for key, name in names.items()}


def _cased(name: str, cased: dict[str, str], tied: set[str]) -> str:
    """The words of an id, with hyphens where the texts have them."""
    spaced = f" {name.replace('-', ' ')} "
    for word in sorted(tied, key=len, reverse=True):
        spaced = spaced.replace(f" {word.replace('-', ' ')} ", f" {word} ")
    return re.sub(r"\w+", lambda found: cased.get(found[0], found[0]), spaced.strip())


def engagement_cues(study: Any) -> pd.DataFrame:
    """One row an engagement and article: the number of attributions and their cues, most frequent first."""
    body = in_body(study, study.attributions)
    rows = []
    for kind in KINDS:
        for article_id, name in label(study).items():
            chosen = body[(body["article_id"] == article_id) & (body["engagement"] == kind)]
            cues = chosen["cue"].fillna("(no cue)")
            rows.append({"engagement": kind, "article": name, "n": len(cues), "cues": tallied(cues.str.lower())})
    return pd.DataFrame(rows)


def hedges_by_voice(study: Any) -> pd.DataFrame:
    """One row a voice and article: hedges, words in that voice, hedges per 100 words; what is usual in news."""
    rows = []
    extent = usual.extent_of(study.articles["n_words"].min())
    for voice in ("journalist", "source"):
        measure = study.measures[study.measures["measure"] == f"{voice}_hedges"]
        totals = measure.groupby("article_id")[["count", "exposure"]].sum()
        low, high, _ = usual.band(f"{voice}_hedges", extent) or (0.0, 0.0, 0)
        for article_id, name in label(study).items():
            hedges, words = totals.loc[article_id] if article_id in totals.index else (0, 0)
            rate = 100 * hedges / words if words else 0.0
            rows.append({"voice": voice, "article": name, "hedges": int(hedges), "words": int(words), "rate": rate})
            rows[-1] |= {"usual_low": low, "usual_high": high}
    return pd.DataFrame(rows)


def _words(study: Any, table: pd.DataFrame) -> pd.DataFrame:
    """A table of words with one column an article as one row a cell, in the order of the articles."""
    names = label(study)
    rows = [(row, names[column], int(table.loc[row, column])) for row in table.index for column in table.columns]
    return pd.DataFrame(rows, columns=[str(table.index.name), "article", "words"])


def tallied(expressions: pd.Series) -> str:
    """Expressions with how often each, most frequent first: ``said (3), added``."""
    ordered = expressions.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return ", ".join(f"{text} ({n})" if n > 1 else text for text, n in ordered.items())


def structure(study: Any) -> pd.DataFrame:
    """One row a role and article: the words of its segments."""
    words = study.segments.assign(words=study.segments["text"].map(count_words))
    table = words.pivot_table(index="role", columns="article_id", values="words", aggfunc="sum", fill_value=0)
    order = [role for role in ROLES if role in table.index]
    return _words(study, table.reindex(index=order, columns=label(study).index, fill_value=0))
