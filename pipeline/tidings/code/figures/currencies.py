"""Whose money a bare word for it is: "200,000 rupees" in an article of Nepal; left open where several countries that it names pay in rupees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.known import demonyms
from tidings.model import Coding, Figure


def settle_currencies(text: str, coding: Coding, figures: Sequence[Figure]) -> None:
    """Set the `unit` of figures in shared money: what the article calls in full somewhere, else that of the one country of those that pay with it."""
    bare = [figure for figure in figures if _money(figure) in _shared()]
    if not bare:
        return
    spelled = {_money(figure) for figure in figures}
    pattern, names = _countries()
    countries = {names[match.group()] for match in pattern.finditer(text)} | {entity.country for entity in coding.entities if entity.country}
    for figure in bare:
        money = _money(figure)
        figure.unit = _of_whom(money, spelled, countries) + (figure.unit or "")[len(money) :]


def _money(figure: Figure) -> str:
    """The currency of a figure, without the rest of its rate: "rupee" of "rupee per month"."""
    return (figure.unit or "").partition(" per ")[0]


def _of_whom(money: str, spelled: set[str], countries: set[str]) -> str:
    """The currency that a bare word means among those that share it; the word itself where that is not certain."""
    sharing = _shared()[money]
    called = [name for name in sharing if name in spelled]
    fitting = called or [name for name, payers in sharing.items() if not payers.isdisjoint(countries)]
    usual = next(row["else"] for row in lexicon.rows("currencies") if row["name"] == money)
    if len(fitting) == 1:
        return fitting[0]
    return usual if usual and (usual in fitting or not fitting) else money


@cache
def _shared() -> dict[str, dict[str, frozenset[str]]]:
    """What a bare word gives -> the currencies that it may mean -> the countries that pay with each."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in lexicon.rows("currencies"):
        for money in lexicon.split(row["shared"]):
            found.setdefault(money, {})[row["name"]] = frozenset(lexicon.split(row["countries"]))
    return found


@cache
def _countries() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the names of countries, of their capitals and peoples, the longest first; and whose each is."""
    names = dict(demonyms())
    for row in lexicon.rows("countries"):
        names |= {name: row["iso3"] for name in (row["name"], *lexicon.split(row["variants"]), row["capital"]) if name}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), names
