"""Whose words a span is: the source's inside the content of an attribution, else the journalist's; headlines apart."""

from __future__ import annotations

import pandas as pd

from analysis import spans

HEADLINES = ("headline", "dek")


def assign(table: pd.DataFrame, attributions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The table with ``attribution_id`` (the innermost content that holds the span, else NA) and ``voice``.

    `table` needs ``article_id``, ``sentence_id``, ``start`` and ``end``. Inside a headline or dek the voice is
    ``headline``, whatever is attributed there: the desk words it.
    """
    contents = spans.explode(attributions, "content_spans")
    attribution_id = spans.locate(table, contents, "attribution_id")
    roles = sentences.set_index(["article_id", "sentence_id"])["role"]
    role = roles.reindex(pd.MultiIndex.from_frame(table[["article_id", "sentence_id"]])).to_numpy()
    voice = ["journalist" if missing else "source" for missing in attribution_id.isna()]
    voice = ["headline" if place in HEADLINES else value for place, value in zip(role, voice, strict=True)]
    return table.assign(attribution_id=attribution_id.to_numpy(), voice=voice)
