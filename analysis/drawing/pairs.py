"""What the figures that compare draw, as a table: one row a pair of claims, or a measure of two sides."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from analysis import contrast
from analysis.alignment import side_by_side
from analysis.attributing.nesting import by_key, committing, outwards
from analysis.comparing import adjust, usual
from analysis.drawing import data as data_of
from analysis.drawing.data import label
from analysis.measures import FAMILY
from analysis.telling.evidence import reports

STANCES = ("own words", "endorse", "acknowledge", "distance")  # from what commits the journalist most
LINES = 38  # of an alignment map: what a page holds
SHIFTS = 12  # claims told apart in a figure of shifts: what a page holds
SPEAKERS = 5  # in the overview; all others are one row
TOLD = ["claim_a", "claim_b", "status", "score", "changes"]


def pair(study: Any) -> tuple[str, str]:
    """The ids of the first two articles; of one alone, it twice."""
    ids = label(study).index[:2].tolist()
    return ids[0], ids[-1]


def stances(study: Any) -> pd.DataFrame:
    """One row a claim, by (article_id, claim_id): ``stance``, how the journalist is committed, and the ``cue``.

    As in `changes`: the attributions that a reader would call so, and of them the one that commits. Without any in its
    sentence the claim is told in the journalist's own words. With one beside it its stance is missing: the detector may
    have cut a content short ("said they help, yet *hesitate*").
    """
    speaking = set(zip(study.attributions["article_id"], study.attributions["sentence_id"], strict=True))
    rows = by_key(study.attributions)
    found = []
    for claim in study.claims.itertuples():
        chain = [row for row in outwards(rows, claim.article_id, claim.attribution_id) if reports(row)]
        firm = committing(chain)
        own = None if (claim.article_id, claim.sentence_id) in speaking else STANCES[0]
        found.append((own, None) if firm is None else (firm.engagement, firm.cue))
    index = pd.MultiIndex.from_frame(study.claims[["article_id", "claim_id"]])
    return pd.DataFrame(found, index=index, columns=["stance", "cue"])


def matched(study: Any) -> pd.DataFrame:
    """One row a claim of the first two articles or a pair of them, in words, with how each side tells it."""
    first, second = pair(study)
    rows = study.alignments
    rows = rows[(rows["article_a"] == first) & (rows["article_b"] == second)].reset_index(drop=True)
    words = side_by_side(rows, study.claims, study.articles)
    known = stances(study)
    table = rows[TOLD].assign(text_a=words["telling_a"], text_b=words["telling_b"])
    for side in "ab":
        keys = pd.MultiIndex.from_frame(rows[[f"article_{side}", f"claim_{side}"]])
        for column in ("stance", "cue"):
            table[f"{column}_{side}"] = known[column].reindex(keys).to_numpy()
    both_known = table["stance_a"].notna() & table["stance_b"].notna()
    return table.assign(shift=both_known & (table["stance_a"] != table["stance_b"]))


def alignment_map(study: Any) -> pd.DataFrame:
    """One row a pair of claims, or claims without a partner, of the first two articles; rows count from 0.

    Where a page does not hold them all, neighbours without a partner share a row that says how many they are, and at
    last only the pairs most alike are kept.
    """
    table = matched(study)
    if len(table) and max(_rows(table)) > LINES:
        table = _folded(table)
    if len(table) and max(_rows(table)) > LINES:
        best = table[table["status"] == "both"].nlargest(LINES // 2, "score").index
        table = _folded(table.assign(status=table["status"].where(table.index.isin(best), "only")))
    for side in "ab":
        places = {claim: place for place, claim in enumerate(sorted(table[f"claim_{side}"].dropna().unique()))}
        table[f"row_{side}"] = table[f"claim_{side}"].map(places).astype("Int64")
    first, second = (label(study)[name] for name in pair(study))
    columns = ["a", "b", "status", "score", "changes", "row_a", "text_a", "row_b", "text_b", "shift"]
    return table.assign(a=first, b=second)[columns]


def _rows(table: pd.DataFrame) -> tuple[int, int]:
    """The claims of each side."""
    return table["claim_a"].nunique(), table["claim_b"].nunique()


def _folded(table: pd.DataFrame) -> pd.DataFrame:
    """The pairs, and one row for each run of claims of a side that stand in none."""
    pairs = table[table["status"] != "only"]
    runs = [run for side in "ab" for run in _runs(table, side, set(pairs[f"claim_{side}"]))]
    return pd.concat([pairs, pd.DataFrame(runs, columns=table.columns).astype(table.dtypes)], ignore_index=True)


def _runs(table: pd.DataFrame, side: str, paired: set[int]) -> list[dict[str, Any]]:
    """Neighbouring claims of one side without a partner: a single one by its words, more by their number."""
    claims = table.dropna(subset=[f"claim_{side}"]).drop_duplicates(f"claim_{side}").sort_values(f"claim_{side}")
    run_of = claims[f"claim_{side}"].isin(paired).cumsum()
    rows = []
    for _, run in claims[~claims[f"claim_{side}"].isin(paired)].groupby(run_of):
        text = run[f"text_{side}"].iloc[0] if len(run) == 1 else f"… {len(run)} more claims"
        first = run[f"claim_{side}"].iloc[0]
        rows.append({"status": "only", "shift": False, f"claim_{side}": first, f"text_{side}": text})
    return rows


def shift_counts(study: Any) -> pd.DataFrame:
    """One row a stance here and a stance there: the claims of the first two articles that are told so."""
    told = matched(study)
    counts = told[told["status"] == "both"].groupby(["stance_a", "stance_b"]).size()
    rows = [(a, b, int(counts.get((a, b), 0))) for a in STANCES for b in STANCES]
    table = pd.DataFrame([row for row in rows if row[2]], columns=["stance_a", "stance_b", "n"])
    first, second = (label(study)[name] for name in pair(study))
    return table.assign(a=first, b=second)


def shifts(study: Any) -> pd.DataFrame:
    """One row a matched claim that the two journalists are committed to differently, else a stance that claims share.

    ``n`` claims; ``steps`` from one stance to the other, below 0 where the second article commits more. Where more
    claims shift than a page holds, those that change most stay, and of these the ones most alike.
    """
    counts = shift_counts(study)
    same = counts[counts["stance_a"] == counts["stance_b"]].assign(steps=0)
    told = matched(study)
    told = told[told["shift"] & (told["status"] == "both")]
    steps = [STANCES.index(b) - STANCES.index(a) for a, b in zip(told["stance_a"], told["stance_b"], strict=True)]
    first, second = (label(study)[name] for name in pair(study))
    told = told.assign(n=1, steps=pd.Series(steps, told.index, int), a=first, b=second)
    told = told.assign(size=told["steps"].abs())
    most = told.sort_values(["size", "score"], ascending=False, kind="stable").head(SHIFTS).sort_index()
    columns = ["a", "b", "stance_a", "stance_b", "n", "steps", "score", "cue_a", "text_a", "cue_b", "text_b"]
    return pd.concat([same, most], ignore_index=True).reindex(columns=columns)


def forest(study: Any) -> pd.DataFrame:
    """One row a measure, those of the declared family first: of two articles, or of each against all others shown.

    ``usual_ratio`` is the log2 ratio within which half of the pairs of news articles on one event lie; missing where
    an article is set against several.
    """
    names = label(study)
    if len(names) > 2:
        shown = [table[table["article_id"].isin(names.index)] for table in (study.measures, study.articles)]
        return contrast.against_rest(*shown).assign(usual_ratio=math.nan)
    first, second = (names[name] for name in pair(study))
    rows = study.contrasts
    rows = rows[(rows["a"] == first) & (rows["b"] == second)].reset_index(drop=True)
    extent = usual.extent_of(study.articles["n_words"].min())
    return rows.assign(usual_ratio=[usual.ratio(measure, extent) for measure in rows["measure"]])


def adjusted_forest(study: Any) -> pd.DataFrame:
    """The rows of `forest` of the declared family: counts, both intervals, accuracy."""
    rows = forest(study)
    rows = rows[rows["measure"].isin(FAMILY)].reset_index(drop=True)
    more = adjust.adjusted(rows, adjust.read_accuracy()).drop(columns=["log2_ratio", "low", "high"])
    return rows.drop(columns=["draws", "scope"]).merge(more, on=["measure", "a", "b"], validate="1:1")


def overview(study: Any) -> pd.DataFrame:
    """The rows of four figures below one another; ``panel`` says of which."""
    panels = {
        "words": data_of.ribbon(study),
        "speakers": data_of.speaker_words(study, SPEAKERS),
        "cues": data_of.engagement_cues(study),
        "claims": shift_counts(study),
    }
    return pd.concat([table.assign(panel=name) for name, table in panels.items() if len(table)], ignore_index=True)
