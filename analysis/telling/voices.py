"""One row an actor that only one article names, or one who is accused and has a voice in none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis import lexicon, schema
from analysis.referring import gazetteer, names
from analysis.telling.coverage import in_order
from analysis.text.similarity import stems

BEINGS = ("person", "group", "organisation")  # types of nouns for those who can act


def actors_only_here(study: Any) -> pd.DataFrame:
    """One row a person or body that only one article of the event names, and that acts or speaks there.

    ``mentions`` says how often, ``words`` what it is called.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "Tom Lund saw the mayor.", "Mail": "The mayor left."})
    >>> actors_only_here(study).values.tolist()
    [['Post', 'tom-lund', 1, 'Tom Lund']]
    """
    named = study.namings[study.namings["kind"].isin(["name", "role", "label"])]
    named = named.merge(study.articles[["article_id", "event", "label"]], on="article_id", validate="m:1")
    compared = named.groupby("event")["article_id"].transform("nunique") > 1
    alone = named[compared & (named.groupby(["event", "actor"])["article_id"].transform("nunique") == 1)]
    acting = _acting(study)
    words = {row.article_id: (row.event, set(stems(row.text))) for row in study.articles.itertuples()}
    acts = [(row.event, row.actor) in acting and not _elsewhere(row, words) for row in alone.itertuples()]
    alone = alone[pd.Series(acts, index=alone.index, dtype=bool)]
    found = alone.groupby(["label", "actor"], sort=False).agg(mentions=("text", "size"))
    called = [_called(rows) for _, rows in alone.groupby(["label", "actor"], sort=False)]
    found["words"] = pd.array(called, dtype=schema.TEXT)
    table = found.reset_index().rename(columns={"label": "article"})
    return table.sort_values(
        ["article", "mentions"], ascending=[True, False], key=in_order(study), kind="stable", ignore_index=True
    )


def _elsewhere(naming: Any, words: Mapping[str, tuple[str, set[str]]]) -> bool:
    """Whether another article of the event has the head of a name or label somewhere: it may mean the same."""
    head = set(stems(naming.head)[-1:])
    return any(
        head <= held for other, (event, held) in words.items() if other != naming.article_id and event == naming.event
    )


def _acting(study: Any) -> set[tuple[str, str]]:
    """(event, actor) of each person or body (by name, by office or by a noun for one) that acts, suffers or speaks."""
    events = study.articles[["article_id", "event"]]
    named = study.namings.merge(events, on="article_id", validate="m:1")
    nouns = named["head"].map(gazetteer.singular).map(lambda head: gazetteer.nouns().get(head, {}).get("type"))
    beings = named[named["kind"].isin(["name", "role"]) | ((named["kind"] == "label") & nouns.isin(BEINGS))]
    told = study.clauses[study.clauses["voice"] != "nominalised"].merge(events, on="article_id", validate="m:1")
    said = study.attributions.merge(events, on="article_id", validate="m:1")
    columns = [(told, "agent_actor"), (told, "patient_actor"), (said, "source_id")]
    acting = pd.concat([table[["event", name]].set_axis(["event", "actor"], axis=1) for table, name in columns])
    ids = {(row.event, one) for row in acting.dropna().itertuples() for one in row.actor.split("+")}
    return ids & set(zip(beings["event"], beings["actor"], strict=True))


def _called(rows: pd.DataFrame) -> str:
    """What an actor is called: its fullest name, else the first words for it."""
    written = list(rows.loc[rows["kind"] == "name", ["text", "head"]].itertuples(index=False, name=None))
    return names.shown(written) if written else str(rows["text"].iloc[0])


def unheard(study: Any) -> pd.DataFrame:
    """One row an actor whom a clause accuses or punishes and who is the source of no attribution in any article.

    A reader expects a reply of them. ``accusers`` are the agents of those clauses; ``articles`` the labels of the
    articles that accuse; ``words`` the first such clause. That no reply was found does not show that none was sought.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "Roe accused Tom Lund of neglect."})
    >>> unheard(study)[["actor", "accusers", "articles"]].values.tolist()
    [['tom-lund', 'Roe', 'Post']]
    """
    accused = _accused(study)
    heard = study.attributions.dropna(subset=["source_id"]).merge(
        study.articles[["article_id", "event"]], on="article_id", validate="m:1"
    )
    voices = {(row.event, one) for row in heard.itertuples() for one in row.source_id.split("+")}
    mute = [(row.event, row.patient_actor) not in voices for row in accused.itertuples()]
    silent = accused[pd.Series(mute, index=accused.index, dtype=bool)]
    called = _names(study)
    texts = study.articles.set_index("article_id")["text"]
    rows = [
        {
            "event": event,
            "actor": actor,
            "named": called.get((event, actor)) or min(found["patient"].dropna(), key=len),
            "accusers": _agents(found) or pd.NA,
            "times": len(found),
            "articles": ", ".join(dict.fromkeys(found["label"])),
            "words": " ".join(
                texts[found["article_id"].iloc[0]][found["start"].iloc[0] : found["end"].iloc[0]].split()
            ),
        }
        for (event, actor), found in silent.groupby(["event", "patient_actor"], sort=False)
    ]
    columns = ["event", "actor", "named", "accusers", "times", "articles", "words"]
    table = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns, schema.TEXT) | {"times": int})
    return table.sort_values("times", ascending=False, kind="stable", ignore_index=True)


def _agents(clauses: pd.DataFrame) -> str:
    """The agents of some clauses, each once: an actor by the first words for it, others by their words."""
    told = clauses.dropna(subset=["agent"])
    return ", ".join(told.loc[~told["agent_actor"].fillna(told["agent"]).duplicated(), "agent"])


def _accused(study: Any) -> pd.DataFrame:
    """The clauses in which someone who could reply is accused or punished: no mere noun, nobody in general."""
    verbs = {entry["term"] for entry in lexicon.read("accusations").entries}
    events = study.articles[["article_id", "event", "label"]]
    clauses = study.clauses.merge(events, on="article_id", validate="m:1")
    blaming = clauses["lemma"].isin(verbs) & (clauses["voice"] != "nominalised") & ~clauses["negated"]
    accused = clauses[blaming & clauses["patient_actor"].notna()]
    each = accused["patient_actor"].str.split("+")  # several may be accused at once
    accused = accused.assign(patient_actor=each).explode("patient_actor", ignore_index=True)
    able_to_reply = _acting(study) & _known(study)
    replies = [key in able_to_reply for key in zip(accused["event"], accused["patient_actor"], strict=True)]
    return accused[pd.Series(replies, index=accused.index, dtype=bool)]


def _known(study: Any) -> set[tuple[str, str]]:
    """(event, actor) of each that has a name or an office, or is spoken of more than once."""
    named = study.namings.merge(study.articles[["article_id", "event"]], on="article_id", validate="m:1")
    counts = named[named["kind"] != "pronoun"].groupby(["event", "actor"])["kind"].agg([len, set])
    return {key for key, row in counts.iterrows() if row["len"] > 1 or row["set"] & {"name", "role"}}


def _names(study: Any) -> dict[tuple[str, str], str]:
    """The fullest name of each (event, actor) that has one."""
    named = study.namings.merge(study.articles[["article_id", "event"]], on="article_id", validate="m:1")
    named = named[named["kind"] == "name"]
    return {key: _called(rows) for key, rows in named.groupby(["event", "actor"], sort=False)}
