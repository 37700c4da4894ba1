"""One row an article and published question: the evidence found, and a place for the coder's answer.

The twenty questions are those by which Semetko & Valkenburg (2000, *Journal of Communication* 50(2), 93-109) code the
five generic frames, each answered 1 (yes) or 0 (no). The form brings what to look at; it answers nothing: that no cue
was found does not mean no.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

QUESTIONS = Path(__file__).parent.parent / "reference" / "frame_questions.csv"
NOT_IN_TEXT = "cannot be seen in a text"


@cache
def _questions() -> pd.DataFrame:
    return pd.read_csv(QUESTIONS, dtype={"evidence": "string"})


def coding_form(study: Any, frames: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row an article and question: ``cues`` found that bear on it, by voice, ``evidence`` quoted, ``answer`` empty.

    `frames` are those of the study, or as coded by hand (`apply_codes`).

    Examples
    --------
    >>> from analysis.study import Study
    >>> form = coding_form(Study.from_texts({"a": "Wages fell in June."}))
    >>> form.loc[form["frame"] == "economic", ["number", "cues", "evidence"]].values.tolist()[0]
    [18, 1, '“Wages” (journalist)']
    """
    frames = study.frames if frames is None else frames
    rows = [
        {"article": article.label, "frame": question.frame, "number": question.number, "question": question.question}
        | _evidence(frames[frames["article_id"] == article.article_id], question.evidence)
        for article in study.articles.itertuples()
        for question in _questions().itertuples()
    ]
    columns = ["article", "frame", "number", "question", "cues", "by_journalist", "by_source", "evidence", "answer"]
    return pd.DataFrame(rows, columns=columns)


def _evidence(cues: pd.DataFrame, frame: Any) -> dict[str, Any]:
    if pd.isna(frame):
        return {"cues": 0, "by_journalist": 0, "by_source": 0, "evidence": NOT_IN_TEXT, "answer": None}
    found = cues[cues["frame"] == frame].sort_values("start")
    own = found["attribution_id"].isna()
    voices = own.map({True: "journalist", False: "source"})
    quoted = [f"“{' '.join(text.split())}” ({voice})" for text, voice in zip(found["text"], voices, strict=True)]
    return {
        "cues": len(found),
        "by_journalist": int(own.sum()),
        "by_source": int((~own).sum()),
        "evidence": "; ".join(quoted),
        "answer": None,
    }
