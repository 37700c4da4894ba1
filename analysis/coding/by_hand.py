"""Coding by hand, as a person does it: sheets out, codes back, two coders compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis import schema
from analysis.agreement import agree
from analysis.coding import codes, pairing, sheets
from analysis.coding.accuracy import detected
from analysis.coding.codes import LAYERS
from analysis.coding.sheets import CODES, NEEDED, WORDS
from analysis.schema import InputError

COMPARED = {
    "attributions": ("form", "engagement", "speaker"),
    "hedges": ("kind", "polarity", "voice"),
    "namings": ("actor", "kind"),
    "frames": ("frame",),
}
MEANINGS = {
    "source": "the words that name who says or thinks it",
    "cue": "the words that attribute",
    "content": "the words attributed",
    "words": "the words of the sentence that are coded",
    "speaker": "who says so: one short name for the same speaker in every article",
    "note": "yours",
}


def codebook() -> pd.DataFrame:
    """One row a column that a coder fills in: its layer, what it means, what may stand in it."""
    rows = [
        (layer, name, "needed" if name in NEEDED[layer] else "", MEANINGS.get(name) or _meaning(layer, name),
         ", ".join(sheets.allowed_values(layer, name)))
        for layer in LAYERS
        for name in (*WORDS[layer], *CODES[layer])
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["layer", "column", "needed", "meaning", "allowed"])


def _meaning(layer: str, name: str) -> str:
    return str(schema.schema(layer).columns[name].description)


def write_sheets(study: Any, folder: Path, machine: bool = False) -> None:
    """Write ``LAYER.csv`` for each layer and ``codebook.csv``; `machine` fills in what the detectors found.

    Raises
    ------
    InputError
        There is a sheet already: a coder's work is not overwritten.
    """
    if taken := [layer for layer in LAYERS if (folder / f"{layer}.csv").exists()]:
        raise InputError(f"{folder / taken[0]}.csv: exists already, and may be a coder's work; expected another folder")
    folder.mkdir(parents=True, exist_ok=True)
    for layer in LAYERS:
        found = detected(study, layer) if machine else None
        sheets.write(folder / f"{layer}.csv", sheets.sheet(layer, study.articles, study.sentences, found))
    sheets.write(folder / "codebook.csv", codebook())


def read_sheets(study: Any, folder: Path, out: Path) -> list[str]:
    """Turn the sheets of a folder into codes, ``out/LAYER.csv``; what could not be read, line by line.

    A sheet without any code gives no file: the machine's table stands.

    Raises
    ------
    InputError
        There is no sheet, or one is none.
    """
    paths = [path for layer in LAYERS if (path := folder / f"{layer}.csv").is_file()]
    if not paths or out.resolve() == folder.resolve():
        raise InputError(f"{folder}: no sheet, or the folder to write; expected {', '.join(LAYERS)} (.csv)")
    out.mkdir(parents=True, exist_ok=True)
    faults = []
    for path in paths:
        table, wrong = sheets.decode(path.stem, sheets.read(path), study.articles, study.sentences)
        faults += [f"{path}, {fault}" for fault in wrong]
        if len(table):
            sheets.write(out / path.name, table)
    return faults


def coded(study: Any, path: Path) -> tuple[str, pd.DataFrame]:
    """The layer and the codes of a file: a sheet that is filled in, or the codes made of one.

    Raises
    ------
    InputError
        It is neither, or a row of the sheet cannot be read.
    """
    if "sentence" not in pd.read_csv(path, nrows=0, sep=None, engine="python", encoding="utf-8-sig").columns:
        table = codes.read(path, study.articles)
        return sheets.layer_of(list(table.columns)), table
    rows = sheets.read(path)
    layer = sheets.layer_of(list(rows[0]) if rows else [])
    table, faults = sheets.decode(layer, rows, study.articles, study.sentences)
    if faults:
        raise InputError(f"{path}, {faults[0]}" + f" (and {len(faults) - 1} more)" * (len(faults) > 1))
    return layer, table.replace("", pd.NA)


def agreement(study: Any, a: Path, b: Path) -> pd.DataFrame:
    """How far two coders agree (`analysis.agreement.agree`); ids of speakers and actors may be called differently.

    Raises
    ------
    InputError
        A file cannot be read, or the two are of different layers.
    """
    (layer, one), (other_layer, other) = coded(study, a), coded(study, b)
    if layer != other_layer:
        raise InputError(f"{a} codes {layer}, {b} codes {other_layer}; expected two files of one layer")
    names = [name for name in COMPARED[layer] if name in one.columns and name in other.columns]
    ids = {name: pairing.rename(one, other, name) for name in names if name in ("speaker", "actor")}
    return agree(one.assign(**ids), other, study.sentences, names)
