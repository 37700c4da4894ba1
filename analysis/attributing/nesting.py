"""One chain: an attribution, the one whose content holds it, and so on outwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

Key = tuple[str, int]
"""article_id and attribution_id."""

Said = TypeVar("Said", bound=Any)
"""Anything with an ``engagement``."""


def by_key(attributions: pd.DataFrame) -> dict[Key, Any]:
    """The rows of a table of attributions by article and number."""
    return {(row.article_id, row.attribution_id): row for row in attributions.itertuples()}


def outwards(rows: Mapping[Key, Any], article: str, number: Any) -> list[Any]:
    """The attribution of a number, the one that holds it, and so on; none where the number is missing.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": "x", "attribution_id": [0, 1], "cue": ["said", "claimed"]})
    >>> rows = by_key(table.assign(parent_id=pd.array([None, 0], dtype="Int64")))
    >>> [row.cue for row in outwards(rows, "x", 1)], outwards(rows, "x", pd.NA)
    (['claimed', 'said'], [])
    """
    found: list[Any] = []
    while pd.notna(number) and (row := rows.get((article, number))) is not None and row not in found:
        found.append(row)
        number = row.parent_id
    return found


def committing(chain: Sequence[Said]) -> Said | None:
    """Of attributions, innermost first, the one that commits the journalist; None of none.

    The innermost that endorses or distances, else the innermost: "he claimed, she said" keeps its distance.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> said, claimed = (SimpleNamespace(engagement=word) for word in ("acknowledge", "distance"))
    >>> committing([said, claimed]) is claimed, committing([said]) is said, committing([])
    (True, True, None)
    """
    return next((one for one in chain if one.engagement != "acknowledge"), chain[0] if chain else None)
