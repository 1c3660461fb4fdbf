"""Rows with a span, to be found by offset."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Generic, TypeVar

from tidings.model import DateExpression, Mention, Quote

Item = TypeVar("Item", bound=DateExpression | Mention | Quote)


def _span(item: DateExpression | Mention | Quote) -> tuple[int, int]:
    return item.start, item.end


class Spans(Generic[Item]):
    """Items with a span, in order of start, to be found by offset."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items: list[Item] = sorted(items, key=_span)
        self._starts: list[int] = [item.start for item in self.items]
        self._longest: int = max((item.end - item.start for item in self.items), default=0)

    def within(self, start: int, end: int) -> list[Item]:
        """Items that lie inside the stretch."""
        return [item for item in self.items[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if item.end <= end]

    def overlapping(self, start: int, end: int) -> list[Item]:
        """Items that share a character with the stretch."""
        first = bisect_left(self._starts, start - self._longest)
        return [item for item in self.items[first : bisect_left(self._starts, end)] if item.end > start]

    def holding(self, start: int, end: int) -> list[Item]:
        """Items that hold the stretch, shortest first."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, start + 1)
        found = [item for item in self.items[first:last] if item.start <= start and item.end >= end]
        return sorted(found, key=lambda item: item.end - item.start)
