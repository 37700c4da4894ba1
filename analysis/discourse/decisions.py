"""One row a proposed or added cue, with a decision: a detector proposes, a researcher accepts, drops or adds.

The sheet is a CSV of ``article_id, sentence_id, start, end, text, frame, decision``. A decision is ``accept``, ``drop``
or ``add``; where it is empty, nothing has been decided, and the proposal stands as one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from analysis import schema
from analysis.attributing import voice
from analysis.schema import InputError

COLUMNS = ["article_id", "sentence_id", "start", "end", "text", "frame", "decision"]
DECISIONS = ("accept", "drop", "add")
ENTMAN = ("problem", "cause", "judgement", "remedy")
FRAMES = (*ENTMAN, "conflict", "human interest", "responsibility", "morality", "economic")


def coding_sheet(frames: pd.DataFrame, scheme: str = "entman") -> pd.DataFrame:
    """The cues of a scheme as a sheet to be coded, ``decision`` empty; rows can be added below.

    Examples
    --------
    >>> coding_sheet(schema.frame("frames", [])).columns.tolist()
    ['article_id', 'sentence_id', 'start', 'end', 'text', 'frame', 'decision']
    """
    chosen = frames[frames["scheme"] == scheme]
    return chosen.assign(decision=pd.array([None] * len(chosen), dtype="string"))[COLUMNS].reset_index(drop=True)


def read_codes(path: str | Path) -> pd.DataFrame:
    """A coding sheet from a CSV file, checked.

    Raises
    ------
    InputError
        A column is missing, or a decision, a frame or an offset is none that is known: file, row, column, what was
        found and what was expected.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> line = "article_id,sentence_id,start,end,text,frame,decision\\nx,0,3,10,accused,judgement,Drop"
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "codes.csv").write_text(line)
    ...     read_codes(Path(folder, "codes.csv"))[["frame", "decision"]].values.tolist()
    [['judgement', 'drop']]
    """
    try:
        codes = pd.read_csv(path, dtype="string", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read as a CSV file ({error}); expected columns {COLUMNS}") from None
    if absent := [name for name in COLUMNS if name not in codes.columns]:
        raise InputError(f"{path}: columns {absent} missing; expected {COLUMNS}")
    for name, allowed in (("decision", ("", *DECISIONS)), ("frame", FRAMES)):
        codes[name] = codes[name].str.strip().str.lower()
        _check(path, codes, name, codes[name].isin(allowed), f"one of {', '.join(filter(None, allowed))}")
    for name in ("sentence_id", "start", "end"):
        _check(path, codes, name, codes[name].str.fullmatch(r"\d+"), "a whole number")
    return codes[COLUMNS].astype({"sentence_id": int, "start": int, "end": int})


def _check(path: str | Path, codes: pd.DataFrame, name: str, good: pd.Series, expected: str) -> None:
    bad = codes.index[~good.astype(bool)]
    if len(bad):  # the header is row 1 of the file
        raise InputError(f"{path}, row {bad[0] + 2}, column {name}: {codes.loc[bad[0], name]!r}; expected {expected}")


def apply_codes(
    frames: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
) -> pd.DataFrame:
    """The frames table as coded: dropped cues gone, added ones in, accepted and added ones with score 1.

    ``method`` of an added cue is ``coder``; an accepted one keeps its own, with ``, accepted``. What has no decision
    stays a proposal. A cue is known by its article, sentence and frame; an added one replaces a proposal there.

    Raises
    ------
    InputError
        A code points to an article or sentence that is not there, or its text is not what stands at its offsets.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "Roe accused the firm of neglect."})
    >>> tables = study.articles, study.sentences, study.attributions
    >>> sheet = coding_sheet(study.frames).assign(decision="drop")
    >>> study.frames["scheme"].tolist(), apply_codes(study.frames, sheet, *tables)["scheme"].tolist()
    (['entman', 'generic'], ['generic'])
    """
    decided = codes[codes["decision"].fillna("").isin(DECISIONS)]
    _check_places(decided, articles, sentences)
    decided = decided.drop_duplicates(["article_id", "sentence_id", "frame"], keep="last")
    known = frames.merge(decided[["article_id", "sentence_id", "frame", "decision"]], how="left", validate="1:1")
    accepted = known["decision"].eq("accept").fillna(False)
    known.loc[accepted, "score"] = 1.0
    known.loc[accepted, "method"] = known.loc[accepted, "method"] + ", accepted"
    kept = known[~known["decision"].isin(["drop", "add"])].drop(columns="decision")
    own = decided[decided["decision"] == "add"]
    scheme = own["frame"].isin(ENTMAN).map({True: "entman", False: "generic"})
    added = voice.assign(own.assign(scheme=scheme, score=1.0, method="coder"), attributions, sentences)
    table = pd.concat([kept, added[schema.columns("frames")]], ignore_index=True)
    ranks = {name: place for place, name in enumerate(articles["article_id"])}
    order = table.assign(article=table["article_id"].map(ranks)).sort_values(["article", "sentence_id"], kind="stable")
    return schema.frame("frames", table.loc[order.index])


def _check_places(codes: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame) -> None:
    """Every code must lie in its sentence and quote it rightly."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = {(row.article_id, row.sentence_id): (row.start, row.end) for row in sentences.itertuples()}
    for number, code in enumerate(codes.itertuples(), start=1):
        where = f"code {number} ({code.frame}, {code.text!r})"
        if code.article_id not in texts:
            raise InputError(f"{where}: article {code.article_id!r} is not there; expected one of {', '.join(texts)}")
        low, high = places.get((code.article_id, code.sentence_id), (0, -1))
        if not low <= code.start <= code.end <= high:
            raise InputError(f"{where}: {code.start} to {code.end} lies outside sentence {code.sentence_id}")
        if (found := texts[code.article_id][code.start : code.end]) != code.text:
            raise InputError(f"{where}: at {code.start} to {code.end} stands {found!r}; expected the text of the code")


def function_ledger(
    frames: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """One row a function and place in order, one column an article: the words and who says so, side by side.

    Examples
    --------
    >>> from analysis.study import Study
    >>> study = Study.from_texts({"Post": "Roe accused the firm of neglect.", "Mail": "It rained."})
    >>> print(function_ledger(study.frames, study.articles, study.sentences, study.attributions).to_string(index=False))
     function                                 Post Mail
    judgement “accused the firm of neglect” (Roe)
    """
    speakers = attributions.set_index(["article_id", "attribution_id"])["source"].to_dict()
    labels = dict(zip(articles["article_id"], articles["label"], strict=True))
    roles = sentences.set_index(["article_id", "sentence_id"])["role"].to_dict()
    cells: dict[str, dict[str, list[str]]] = {name: {label: [] for label in labels.values()} for name in ENTMAN}
    for cue in frames[frames["scheme"] == "entman"].sort_values(["article_id", "start"]).itertuples():
        cells[cue.frame][labels[cue.article_id]].append(_cell(cue, speakers, roles))
    rows: list[dict[str, Any]] = []
    for name in ENTMAN:
        for place in range(max(map(len, cells[name].values()), default=0)):
            row = {label: (found[place] if place < len(found) else "") for label, found in cells[name].items()}
            rows.append({"function": name, **row})
    return pd.DataFrame(rows, columns=["function", *labels.values()])


def _cell(cue: Any, speakers: dict[tuple[str, int], Any], roles: dict[tuple[str, int], str]) -> str:
    role = roles[cue.article_id, cue.sentence_id]
    speaker = None if pd.isna(cue.attribution_id) else speakers.get((cue.article_id, cue.attribution_id))
    whose = "a source" if speaker is None or pd.isna(speaker) else str(speaker)
    by = "journalist" if pd.isna(cue.attribution_id) else whose
    return f"“{' '.join(cue.text.split())}” ({by}{'' if role == 'body' else ', ' + role})"
