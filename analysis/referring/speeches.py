"""One record an article: who is quoted where in it, looked up by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis import spans
from analysis.spans import Span


@dataclass
class Speech:
    """Who is quoted where in one article."""

    sources: list[tuple[Span, ...]] = field(default_factory=list)
    contents: list[tuple[Span, ...]] = field(default_factory=list)
    direct: list[bool] = field(default_factory=list)
    _near: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, source: tuple[Span, ...], content: tuple[Span, ...], direct: bool) -> None:
        """Add an attribution."""
        for role, held in (("source", source), ("content", content)):
            for block in spans.blocks(held):
                self._near[role, block].append(len(self.sources))
        self.sources.append(source)
        self.contents.append(content)
        self.direct.append(direct)

    def saying(self, position: int) -> list[int]:
        """Attributions whose source holds a position."""
        near = self._near.get(("source", position // spans.BLOCK), ())
        return [number for number in near if holds(self.sources[number], position)]

    def said(self, position: int) -> list[int]:
        """Attributions whose content holds a position."""
        near = self._near.get(("content", position // spans.BLOCK), ())
        return [number for number in near if holds(self.contents[number], position)]


def holds(held: Sequence[Span], position: int) -> bool:
    """Whether a position lies in one of some spans."""
    return any(start <= position < end for start, end in held)


def speeches(attributions: pd.DataFrame) -> dict[str, Speech]:
    """The attributions of each article, as spans."""
    found: dict[str, Speech] = defaultdict(Speech)
    for row in attributions[["article_id", "source_spans", "content_spans", "form"]].itertuples(index=False):
        source, content = tuple(spans.unpack(row.source_spans)), tuple(spans.unpack(row.content_spans))
        found[row.article_id].add(source, content, row.form == "direct")
    return found
