"""What the figures of words draw, as a table: one row an actor or a cue of a frame; articles by their label."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from analysis import units
from analysis.drawing.data import called, in_body, in_lower_case, label, tallied
from analysis.referring.phrases import without_article

ACTORS = 8  # rows of the naming ledger and the agency chart


def naming_ledger(study: Any) -> pd.DataFrame:
    """One row an actor, one column an article: the expressions used, with how often each; pronouns left out."""
    named = in_body(study, study.namings)
    named = named[named["kind"] != "pronoun"]
    named = named.assign(actor=called(study, named, "actor"))
    rows = []
    for actor in _frequent(named):
        own = named[named["actor"] == actor]
        cells = {
            name: tallied(own.loc[own["article_id"] == article_id, "text"].map(_plain))
            for article_id, name in label(study).items()
        }
        rows.append({"actor": actor, **cells})
    return pd.DataFrame(rows, columns=["actor", *label(study)])


def agency(study: Any) -> pd.DataFrame:
    """One row an actor and article: the clauses in which it acts, or is acted on, and of these by nobody named."""
    clauses = in_body(study, study.clauses)
    clauses = clauses[(clauses["voice"] != "nominalised") & (clauses["process"] != "relational")]
    agents, patients = (_each(study, clauses, column) for column in ("agent_actor", "patient_actor"))
    acts, acted_on = agents.groupby(["actor", "article_id"]).size(), patients.groupby(["actor", "article_id"]).size()
    unnamed = patients[patients["voice"] == "agentless"].groupby(["actor", "article_id"]).size()
    both = pd.concat([agents["actor"], patients["actor"]])
    actors = both.value_counts().sort_index(key=in_lower_case).sort_values(ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "actor": actor,
            "article": name,
            "acts": int(acts.get((actor, article_id), 0)),
            "acted_on": int(acted_on.get((actor, article_id), 0)),
            "by_nobody_named": int(unnamed.get((actor, article_id), 0)),
        }
        for actor in actors.index[:ACTORS]
        for article_id, name in label(study).items()
    )


def _each(study: Any, clauses: pd.DataFrame, column: str) -> pd.DataFrame:
    """One row a clause and actor: two that act together (x+y) are one row each."""
    each = clauses.assign(actor=clauses[column].str.split("+", regex=False)).explode("actor", ignore_index=True)
    return each.assign(actor=called(study, each, "actor")).dropna(subset=["actor"])


def frame_cues(study: Any) -> pd.DataFrame:
    """One row a body sentence and Entman function cued in it; a row without a function for each article's length."""
    body = units.body(study)
    body = body[body["article_id"].isin(label(study).index)]
    cues = study.frames[study.frames["scheme"] == "entman"].merge(
        body[["article_id", "sentence_id", "rank"]], validate="m:1"
    )
    rows = [
        {"article": name, "sentences": int((body["article_id"] == article_id).sum()), "rank": None, "frame": None}
        for article_id, name in label(study).items()
    ]
    names = label(study)
    rows += [
        {
            "article": names[cue.article_id],
            "rank": cue.rank,
            "frame": cue.frame,
            "voice": "journalist" if pd.isna(cue.attribution_id) else "source",
            "evidence": cue.text,
        }
        for cue in cues.itertuples()
    ]
    return pd.DataFrame(rows, columns=["article", "sentences", "rank", "frame", "voice", "evidence"])


def _frequent(named: pd.DataFrame) -> list[str]:
    """The actors named most often, those that several articles name first."""
    counts = named.groupby("actor")["article_id"].agg(["nunique", "size"]).sort_index(key=in_lower_case)
    ordered = counts.sort_values(["nunique", "size"], ascending=False, kind="stable")
    return ordered.index[:ACTORS].tolist()


def _plain(expression: str) -> str:
    """An expression without its article, or a word of quantity that says nothing of what it is called."""
    return re.sub(
        r"^(this|that|these|those|such|some|several|many|most|all)\s+", "", without_article(expression), flags=re.I
    )
