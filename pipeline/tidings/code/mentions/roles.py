"""What an article says a person is: the words of an office or function beside the name, and the country and body in them.

Before the name ("Russian Foreign Minister Sergey Lavrov", "Italy's interior minister, Matteo Salvini") or after it, between commas
("Jane Doe, the head of the Ports Authority, said"). A courtesy (Mr, Dr) is no role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tidings.code.mentions.known_names import known_names, longest_title_before, near, titles
from tidings.code.mentions.words import POSSESSIVE, Unit
from tidings.model import Words

LONGEST_TITLE = 6
LONGEST_ROLE = 12  # words, the most of a reporter's prose that is kept


@dataclass(frozen=True, slots=True)
class Role:
    """`words`: as printed. `key`: the title in lower case. `country`: ISO code told by it. `body`: name of the body told by it, as printed."""

    words: Words
    key: str
    country: str
    body: str


def role_before(units: Sequence[Unit], place: int, text: str) -> Role | None:
    """The role whose words end right before the unit at `place`, or before a comma there."""
    end = place - 1 if place and units[place - 1].text == "," else place
    longest = longest_title_before().get(units[end - 1].lower, 0) if end else 0
    for length in range(min(longest, LONGEST_TITLE, end), 0, -1):
        key = " ".join([unit.lower for unit in units[end - length : end]])
        title = titles().get(key)
        if title and title.kind != "courtesy":
            return _role(units, _leftmost(units, end - length), end, key, text)
    return None


def _leftmost(units: Sequence[Unit], start: int) -> int:
    """Where the words before a title begin that belong to it: nationality, country, body, "former"."""
    floor = max(0, start - LONGEST_ROLE)
    while start > floor:
        before = units[start - 1]
        if (
            before.lower in near("role_qualifier")
            or before.text in POSSESSIVE
            or before.text in ("-", "‐")
            or before.text in known_names()
            or (before.capital and (before.text.isupper() or _owns(units, start)))
        ):
            start -= 1
        else:
            break
    while units[start].text in POSSESSIVE or units[start].text in ("-", "‐"):
        start += 1
    return start


def _owns(units: Sequence[Unit], start: int) -> bool:
    """Whether the capitalised word before `start` is the end, or goes on to the end, of an owner's name: "Vladimir Putin's spokesman"."""
    return any(unit.text in POSSESSIVE for unit in units[start : start + 2]) and units[start - 1].lower not in titles()


def role_after(units: Sequence[Unit], stop: int, text: str) -> Role | None:
    """The role between commas after a name that ends before the unit at `stop`."""
    if stop + 1 >= len(units) or units[stop].text != ",":
        return None
    start = stop + 1
    if units[start].lower in near("role_opening"):
        start += 1
    for at in range(start, min(start + 8, len(units))):
        if not (
            units[at].capital
            or units[at].lower in near("role_qualifier")
            or units[at].text in POSSESSIVE
            or units[at].lower in _single_titles()
            or units[at].lower in near("role_link")
        ):
            return None
        for length in range(min(LONGEST_TITLE, len(units) - at), 0, -1):
            key = " ".join(unit.lower for unit in units[at : at + length])
            title = titles().get(key)
            if title and title.kind != "courtesy":
                end = _rightmost(units, at + length)
                if end < len(units) and units[end].lower not in near("role_end"):
                    end = at + length
                return _role(units, start, min(end, start + LONGEST_ROLE), key, text)
    return None


def _rightmost(units: Sequence[Unit], end: int) -> int:
    """Where the words after a title end that belong to it: "of the Ports Authority"."""
    if end >= len(units) or units[end].lower not in near("role_complement"):
        return end
    place = end
    while place < min(len(units), end + LONGEST_ROLE) and (
        units[place].lower in near("role_link")
        or units[place].capital
        or units[place].text in POSSESSIVE
        or units[place].text in known_names()
        or units[place].text == "-"
        or units[place].lower.endswith("based")
    ):
        place += 1
    while place > end and (units[place - 1].lower in near("role_link") or units[place - 1].text in POSSESSIVE):
        place -= 1
    return place


@cache
def _single_titles() -> frozenset[str]:
    return frozenset(titles())


def _role(units: Sequence[Unit], start: int, end: int, key: str, text: str) -> Role:
    country, body = "", ""
    for at in range(start, end):
        for length in (4, 3, 2, 1):
            known = known_names().get(" ".join(unit.text for unit in units[at : min(end, at + length)]))
            if known and known.kind in ("country", "adjective", "people") and known.country and not country:
                country = known.country
            elif known and known.kind == "organization" and not body:
                body = known.name
    return Role(Words(units[start].start, units[end - 1].end, text[units[start].start : units[end - 1].end]), key, country, body)
