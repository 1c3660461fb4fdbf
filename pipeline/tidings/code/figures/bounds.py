"""Bounds beside a number: "at least", "about", "up to", "or so", "+"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.figures.units import words
from tidings.nlp.analysis import Part

LONGEST = 4


def _goes_on(parts: Sequence[Part], at: int) -> bool:
    """Whether the words up to piece `at` belong to a number behind them: "and up to 14 days", "plus £6m", "and over 1,000 people"."""
    return at < len(parts) and (parts[at].lower == "to" or any(part.number is not None for part in parts[at : at + 2]))


@cache
def _forms(place: str) -> dict[str, str]:
    return {row["words"]: row["bound"] for row in lexicon.rows("bound_words") if row["place"] == place}


def bound_before(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """The bound that ends right before piece `at`, "" where none does, and where it begins; of several in a row ("just over about") the one nearest
    the number that is not "about"."""
    bound, forms = "", _forms("before")
    while (edge := next((edge for edge in range(max(0, at - LONGEST), at) if words(parts, edge, at) in forms), at)) < at:
        bound = forms[words(parts, edge, at)] if bound in ("", "approximate") else bound
        at = edge
    return bound, at


def bound_after(parts: Sequence[Part], at: int) -> tuple[str, int]:
    """The bound that begins at piece `at`, "" where none does, and the piece after it."""
    edges = [edge for edge in range(min(at + LONGEST, len(parts)), at, -1) if not _goes_on(parts, edge)]
    return next(((bound, edge) for edge in edges if (bound := _forms("after").get(words(parts, at, edge)))), ("", at))
