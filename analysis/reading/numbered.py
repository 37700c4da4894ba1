"""One number a mark of the page, article by article."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.reading.columns import Item
from analysis.reading.marking import Mark


class Numbered:
    """The marks of the page, each with its number, article by article; marks of the same place and row are one."""

    def __init__(self, articles: Iterable[str], marks: Iterable[Mark]) -> None:
        held: dict[str, list[Mark]] = {article: [] for article in articles}
        for mark in marks:
            held[mark.article_id].append(mark)
        self.items: dict[str, list[Item]] = {article: [] for article in held}
        self.notes: list[tuple[str, str, str]] = []  # note, row, layer
        self.firsts: list[int] = []  # number of the first mark of each article
        self._numbers: dict[tuple[str, int, int, str], int] = {}
        for own in held.values():
            self.firsts.append(len(self.notes))
            for mark in own:
                self._add(mark)

    def _add(self, mark: Mark) -> None:
        """A number for a mark, unless a mark of that row stands at that place already."""
        number = self._numbers.setdefault(_place(mark), len(self.notes))
        if number == len(self.notes):
            self.notes.append((mark.note, mark.row, mark.layer))
            item = Item(mark.start, mark.end, number, mark.layer, mark.classes, mark.sign)
            self.items[mark.article_id].append(item)

    def of(self, marks: Iterable[Mark]) -> list[int]:
        """The numbers of marks."""
        return [self._numbers[_place(mark)] for mark in marks]


def _place(mark: Mark) -> tuple[str, int, int, str]:
    return mark.article_id, mark.start, mark.end, mark.row
