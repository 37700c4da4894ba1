"""One row a span coded by hand: read from a CSV, checked against the articles, and put in the machine's place.

A file of codes has ``article_id``, then ``start`` and ``end`` (or, for attributions, the packed ``source_spans``,
``cue_spans`` and ``content_spans``), then codes: any columns of the table of its layer, and for attributions
``speaker``. The words themselves (``text``; ``source``, ``cue``, ``content``) may stand beside the spans; if they do,
they are checked, else filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import schema, spans
from analysis.attributing import voice
from analysis.coding import pairing
from analysis.coding.pairing import PARTS
from analysis.schema import InputError

LAYERS = ("attributions", "hedges", "namings", "frames")
NUMBER = {"attributions": "attribution_id", "hedges": "hedge_id"}  # what counts the rows of an article
ENTMAN = ("problem", "cause", "judgement", "remedy")
BY_HAND = "coded by hand"


def read(path: Path, articles: pd.DataFrame) -> pd.DataFrame:
    """A file of codes; cells are text, offsets numbers, what is empty is missing.

    Raises
    ------
    InputError
        There is no such file, a column is missing, or a row's words do not stand where it says.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file; expected spans coded by hand")
    table = pd.read_csv(path, dtype=str, keep_default_na=False).replace("", pd.NA)
    names = PARTS if "content_spans" in table.columns else ("start", "end")
    if absent := [name for name in ("article_id", *names) if name not in table.columns]:
        raise InputError(f"{path}: columns {list(table.columns)} lack {absent}; expected article_id, start, end, codes")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    held = []
    for number, row in enumerate(table.to_dict("records"), start=2):
        place = f"{path}, line {number}"
        if row["article_id"] not in texts:
            raise InputError(f"{place}, article_id: {row['article_id']!r}; expected one of {', '.join(texts)}")
        try:
            quotes = list(_quotes(row, texts[row["article_id"]], names))
        except (ValueError, TypeError):
            raise InputError(f"{place}: {row}; expected offsets in {', '.join(names)}") from None
        for name, found, words in quotes:
            if found != words:
                raise InputError(f"{place}, {name}: {words!r}; the article has {found!r} there")
        held.append({name: found for name, found, _ in quotes})
    words = pd.DataFrame(held, index=table.index)
    return table.assign(**words).astype({name: int for name in names if name in ("start", "end")})


def _quotes(row: dict[Any, Any], text: str, names: tuple[str, ...]) -> Iterator[tuple[str, str | None, str | None]]:
    """What the article has at each span of a row, and what the row says it has, where it says so."""
    if names == PARTS:
        found = {name.removesuffix("_spans"): spans.quote(text, spans.unpack(row[name])) for name in PARTS}
    else:
        found = {"text": text[int(row["start"]) : int(row["end"])]}
    for name, words in found.items():
        yield name, words, (None if pd.isna(row[name]) else row[name]) if name in row else words


def read_folder(folder: Path, articles: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The codes of each layer that a folder has a file of: ``attributions.csv``, ``hedges.csv`` and so on.

    Raises
    ------
    InputError
        It has none, or one cannot be read.
    """
    found = {layer: read(folder / f"{layer}.csv", articles) for layer in LAYERS if (folder / f"{layer}.csv").is_file()}
    if not found:
        raise InputError(f"{folder}: no codes; expected at least one of {', '.join(f'{name}.csv' for name in LAYERS)}")
    return found


def merge(
    layer: str, found: pd.DataFrame, coded: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame | None
) -> pd.DataFrame:
    """The machine's table with the codes in its place.

    An article with at least one code of a layer counts as coded throughout: its rows are the coder's, and what the
    machine found beside them goes. A code that overlaps a row of the machine takes over what the coder left open
    (dictionary forms, who is speaking); else that is filled in plainly. Articles without a code stay the machine's;
    their actors are called as the coder calls them. Confidence (of frames: score) is 1. `attributions` tell whose words
    a span is; None for the attributions themselves.

    Raises
    ------
    InputError
        A code that only a coder can give is missing, or a value is none that the table allows.
    """
    if "actor" in coded.columns:
        found = found.assign(actor=pairing.rename(found, coded, "actor").str.removesuffix("*"))
    by_hand = set(coded["article_id"])
    within = found[found["article_id"].isin(by_hand)].reset_index(drop=True)
    met = pairing.pair(coded, within).dropna(subset="a").set_index("a")["b"]
    rows = []
    for number, row in enumerate(coded.to_dict("records")):
        given = {name: value for name, value in row.items() if not pd.isna(value)}
        known = {} if pd.isna(met[number]) else within.iloc[int(met[number])].to_dict()
        rows.append(_plain(layer, given) | known | given)
    table = pd.DataFrame(rows)
    table["sentence_id"] = [number for _, number in pairing.sentence_of(table, sentences)]
    if outside := table["sentence_id"].isna().sum():
        raise InputError(f"{layer}: {outside} codes lie outside the sentences that are analysed; expected none")
    order = {name: place for place, name in enumerate(dict.fromkeys(sentences["article_id"]))}
    table = _numbered(layer, _described(layer, table, coded, sentences, attributions), order)
    try:
        whole = pd.concat([found[~found["article_id"].isin(by_hand)], table[schema.columns(layer)]])
        return schema.frame(layer, whole.sort_values("article_id", key=lambda ids: ids.map(order), kind="stable"))
    except (ValueError, KeyError) as error:
        raise InputError(f"codes of {layer}: {error}") from None


def _plain(layer: str, given: dict[Any, Any]) -> dict[str, Any]:
    """What is put where neither the coder nor the machine says anything."""
    words = str(given.get("text") or given.get("cue") or "")
    if layer == "attributions":
        return {
            "cue": None, "cue_spans": None, "cue_lemma": words.lower() or None, "source": None, "source_spans": None,
            "engagement": "acknowledge", "act": "assert", "listed": False, "carried": False, "source_id": None,
        }  # fmt: skip
    if layer == "hedges":
        polarity = "booster" if given.get("kind") == "booster" else "hedge"
        scope = {
            "scope": words,
            "scope_spans": f"{given['start']}:{given['end']}",
        }  # the cue's own, for want of a better
        return {"lemma": words.lower(), "polarity": polarity, "negated": False, "reporting": False, **scope}
    return {"head": words.rsplit(maxsplit=1)[-1].lower() if words else "", "modifiers": None, "method": BY_HAND}


def _described(
    layer: str,
    table: pd.DataFrame,
    coded: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame | None,
) -> pd.DataFrame:
    """The rows with what follows from where they stand."""
    if layer == "attributions" or attributions is None:
        return table.assign(confidence=1.0, parent_id=None)
    table = voice.assign(table, attributions, sentences)
    if "voice" in coded.columns:
        table["voice"] = coded["voice"].fillna(table["voice"])
    if layer == "frames":
        scheme = ["entman" if frame in ENTMAN else "generic" for frame in table["frame"]]
        return table.assign(scheme=scheme, score=1.0, method=BY_HAND).drop_duplicates(schema.key("frames"))
    return table.assign(confidence=1.0)


def _numbered(layer: str, table: pd.DataFrame, order: dict[str, int]) -> pd.DataFrame:
    """In reading order, counted anew; attributions know which content holds them."""
    first = [min(next(part for part in row if part)) for row in pairing.parts(table)]
    places = table.assign(_first=first, _order=table["article_id"].map(order)).sort_values(["_order", "_first"])
    table = places.drop(columns=["_first", "_order"]).reset_index(drop=True)
    if layer in NUMBER:
        table[NUMBER[layer]] = table.groupby("article_id").cumcount()
    if layer == "attributions":
        table["parent_id"] = _parents(table)
    return table


def _parents(table: pd.DataFrame) -> list[int | None]:
    """For each attribution the shortest content of another that holds all of its own."""
    contents = [frozenset(c for span in spans.unpack(cell) for c in range(*span)) for cell in table["content_spans"]]
    parents: list[int | None] = []
    for own, article in zip(contents, table["article_id"], strict=True):
        around = [
            (len(other), int(number))
            for other, number, place in zip(contents, table["attribution_id"], table["article_id"], strict=True)
            if place == article and own < other
        ]
        parents.append(min(around)[1] if around else None)
    return parents


def name_speakers(attributions: pd.DataFrame, coded: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The attributions, their ``source_id`` as the coder calls the speaker, where a coder says."""
    codes = coded.get("attributions")
    if codes is None or "speaker" not in codes.columns:
        return attributions
    place = ["article_id", "cue_spans", "content_spans"]
    given = {tuple(row): speaker for *row, speaker in codes[[*place, "speaker"]].fillna("").to_numpy() if speaker}
    places = [tuple(row) for row in attributions[place].fillna("").to_numpy()]
    ids = [given.get(each, found) for each, found in zip(places, attributions["source_id"], strict=True)]
    return schema.frame("attributions", attributions.assign(source_id=ids))
