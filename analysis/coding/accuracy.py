"""One row a figure of how well a detector does on coded spans: precision, recall, F1, each with its interval and n.

The coded spans of an event stand in ``data/gold/EVENT/``: ``attributions.csv``, ``hedges.csv``, ``namings.csv``, what
must not be found in ``negatives.csv``, each coder's own (``hedges_a.csv``), and the codebook they are coded by.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis import agreement
from analysis.agreement import f1_of, share
from analysis.coding import codes, pairing
from analysis.coding.pairing import PARTS, pair

GOLD = Path(__file__).parent.parent.parent / "data" / "gold"
# Codes of each layer that detector and coders both give; ids are compared after `pairing.rename`.
CODES = {
    "attributions": ("form", "engagement", "speaker"),
    "hedges": ("kind", "polarity", "voice"),
    "namings": ("actor", "kind"),
}
IDS = ("speaker", "actor")
COLUMNS = ["what", "match", "measure", "right", "n", "value", "low", "high"]


def read_codes(folder: Path, layer: str, articles: pd.DataFrame, coder: str = "") -> pd.DataFrame:
    """Coded spans: the adjudicated ones, or those of one coder (``a``, ``b``).

    Raises
    ------
    InputError
        There is no such file, or a row's words do not stand where it says.
    """
    return codes.read(Path(folder) / f"{layer}{coder and f'_{coder}'}.csv", articles)


def detected(study: Any, layer: str) -> pd.DataFrame:
    """What the detector of a layer found, as a coder would hand it in: reporting verbs are no hedges."""
    table = study.table(layer)
    if layer == "hedges":
        table = table[~table["reporting"]]
    return table.rename(columns={"source_id": "speaker"}).reset_index(drop=True)


def accuracy(found: pd.DataFrame, gold: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Precision, recall and F1 of found spans, exact and by overlap: ``right`` of ``n``, ``value``, 95 % interval.

    `what` is ``whole`` (each part agrees) and, for attributions, also each part alone. The interval is Wilson's, with
    n over the design effect of sentences (`agreement.share`), since what is found in one sentence hangs together; that
    of F1 comes from right / (found or coded), of which it is a function. It holds for texts like these only.
    """
    rows = _rows("whole", found, gold, sentences)
    if "start" not in gold.columns:
        for part in PARTS:
            ours, theirs = (table.loc[table[part].notna(), ["article_id", part]] for table in (found, gold))
            rows += _rows(part.removesuffix("_spans"), ours, theirs, sentences)
    return pd.DataFrame(rows, columns=COLUMNS)


def _rows(what: str, found: pd.DataFrame, gold: pd.DataFrame, sentences: pd.DataFrame) -> list[tuple[Any, ...]]:
    met = pair(found, gold)
    of_found, of_gold = pairing.sentence_of(found, sentences), pairing.sentence_of(gold, sentences)
    places = [of_gold[j] if pd.isna(i) else of_found[i] for i, j in zip(met["a"], met["b"], strict=True)]
    ours, theirs = met["a"].notna().astype(int), met["b"].notna().astype(int)
    rows: list[tuple[Any, ...]] = []
    for match, right in (("exact", met["exact"].astype(int)), ("overlap", ours * theirs)):
        # What is in the right place with other boundaries is, for an exact match, a false alarm and a miss.
        for measure, counted in (("precision", ours), ("recall", theirs), ("f1", ours + theirs - right)):
            table = pd.DataFrame({"place": places, "right": right, "n": counted}).groupby("place")[["right", "n"]].sum()
            numbers = f1_of(*share(table)) if measure == "f1" else share(table)
            rows.append((what, match, measure, int(table["right"].sum()), int(table["n"].sum()), *numbers))
    return rows


def home(study: Any) -> Path:
    """Where the coded spans of a study's event stand, if there are any."""
    return GOLD / str(study.articles["event"].iloc[0])


def layers(study: Any) -> list[str]:
    """The layers that are coded by hand for a study's event; none where the event has other articles than the codes."""
    folder, known = home(study), set(study.articles["article_id"])
    paths = {layer: folder / f"{layer}.csv" for layer in CODES}
    return [
        layer
        for layer, path in paths.items()
        if path.is_file() and set(pd.read_csv(path, usecols=["article_id"], dtype=str)["article_id"]) <= known
    ]


def accuracy_of(study: Any) -> pd.DataFrame:
    """`accuracy` of each ``layer`` on the coded spans of a study's event; empty where there are none.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "It rained."}, event="an event that nobody coded")
    >>> accuracy_of(study).empty
    True
    """
    tables = [
        accuracy(detected(study, layer), read_codes(home(study), layer, study.articles), study.sentences).assign(
            layer=layer
        )
        for layer in layers(study)
    ]
    return pd.concat(tables)[["layer", *COLUMNS]] if tables else pd.DataFrame(columns=["layer", *COLUMNS])


def agreement_of(study: Any) -> pd.DataFrame:
    """How far coders a and b agreed before adjudication (`agreement.agree`), layer by layer; empty without coders.

    Examples
    --------
    >>> from analysis.study import Study
    >>> agreement_of(Study.from_texts({"Post": "It rained."}, event="an event that nobody coded")).empty
    True
    """
    tables = []
    for layer in layers(study):
        a, b = coders(study, layer)
        tables.append(agreement.agree(a, b, study.sentences, CODES[layer]).assign(layer=layer))
    names = ["layer", "agreement", "value", "low", "high", "n"]
    return pd.concat(tables, ignore_index=True)[names] if tables else pd.DataFrame(columns=names)


def coders(study: Any, layer: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the two coders handed in; the ids of the first as the second calls them."""
    a, b = (read_codes(home(study), layer, study.articles, coder) for coder in "ab")
    return a.assign(**{name: pairing.rename(a, b, name) for name in CODES[layer] if name in IDS}), b
