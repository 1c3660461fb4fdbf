"""What an article says a person is: the words of an office or function beside the name, and the country and body in them.

Before the name ("Russian Foreign Minister Sergey Lavrov", "Italy's interior minister, Matteo Salvini") or after it, between commas
("Jane Doe, the head of the Ports Authority, said"). A courtesy (Mr, Dr) is no role.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from tidings import lexicon
from tidings.code.mentions.known_names import heads, known_names, near, titles
from tidings.code.mentions.titles import is_office, known_at, lowered, titles_before, titles_from
from tidings.code.mentions.word_kinds import head_kind, known_kind, title_kind
from tidings.code.mentions.words import POSSESSIVE, Unit
from tidings.dictionary import classes
from tidings.model import Words
from tidings.nlp.words import BEFORE_NOUN, NOUNS, PREPOSITIONS

_JOINTS = POSSESSIVE | {"-", "‐"}
_IN_ROLE = NOUNS | BEFORE_NOUN | PREPOSITIONS
_OF_LANDS = frozenset({"country", "adjective", "people", "metonym"})  # kinds of known names that tell whose an office is
_TIMES = lexicon.words("time_words")
FURTHEST = 8  # words behind a comma among which a role's title begins
LONGEST_NAME = 4  # words of a known name before a title
LONGEST_ROLE = 12  # words, the most of a reporter's prose that is kept


@dataclass(frozen=True, slots=True)
class Role:
    """`words`: as printed. `country`: ISO code told by it. `sector`: of the title, but no government's where it is that of a body ("the union's
    president", "president of the Lodi Club", "its secretary").
    """

    words: Words
    country: str
    sector: str


def role_before(units: Sequence[Unit], place: int, stop: int, text: str) -> Role | None:
    """The role whose words end right before the unit at `place`, or before a comma or a courtesy there ("Prime Minister Sheikh Lum"); of a
    name between commas, up to the unit at `stop`, also one that goes on after its title ("the mayor of Lodi, Ada Lum, said").
    """
    end = place - 1 if place and units[place - 1].text == "," else place
    key = _office_before(units, end)
    if not key:
        end -= next(titles_before(units, end), 0)
        end -= bool(end and units[end - 1].text == ",")
        key = _office_before(units, end)
    if key:
        return _role(units, _leftmost(units, end - len(key.split())), end, key, text)
    return _long_role(units, end, text) if end < place and stop < len(units) and units[stop].text == "," else None


def _office_before(units: Sequence[Unit], end: int) -> str:
    """The title of an office or a rank that ends before the unit at `end`; "" where none does."""
    keys = (lowered(units, end - length, end) for length in titles_before(units, end))
    return next((key for key in keys if is_office(key)), "")


def _long_role(units: Sequence[Unit], end: int, text: str) -> Role | None:
    """The role before a comma at `end` whose title stands before "of" or "for": nothing but words of one noun phrase lies between."""
    for at in range(end - 1, max(0, end - LONGEST_ROLE), -1):
        if units[at].lower in near("role_complement") and (key := _office_before(units, at)):
            return _role(units, _leftmost(units, at - len(key.split())), end, key, text)
        if not (units[at].tag in _IN_ROLE or units[at].text in _JOINTS):
            return None
    return None


def _leftmost(units: Sequence[Unit], start: int) -> int:
    """Where the words before a title begin that belong to it: nationality, country, body, "former"."""
    floor = max(0, start - LONGEST_ROLE)
    first = start
    while first > floor and (step := _qualifying(units, floor, first)):
        first -= step
    return next(at for at in range(first, start + 1) if units[at].text not in _JOINTS)


def _qualifying(units: Sequence[Unit], floor: int, end: int) -> int:
    """How many words before `end`, none before `floor`, belong to the title behind them: one, or those of a name known beforehand."""
    names = (n for n in range(LONGEST_NAME, 1, -1) if end - n >= floor and known_kind(" ".join(unit.text for unit in units[end - n : end])))
    return next(names, int(_qualifies(units, end - 1)))


def _qualifies(units: Sequence[Unit], at: int) -> bool:
    """Whether a word before a title belongs to it if all between do."""
    unit, after = units[at], units[at + 1]
    if unit.lower in near("role_qualifier") or unit.text in _JOINTS or unit.text in known_names():
        return True
    if unit.text.islower():  # the rugby commentator Lum; but "said last week Mayor Lum", "of his mate former Mayor Lum"
        return unit.tag == "NN" and unit.lower not in _TIMES and not after.capital and after.tag in NOUNS
    return unit.capital and _names(unit, after) and (_owns(units, at + 1) or after.joined)


def _names(unit: Unit, after: Unit) -> bool:
    """Whether a capital before a title's words names whose it is: no opener, none before a rank or a land ("Ada Lum U.S. President")."""
    ranks = title_kind(unit.lower), title_kind(after.lower)
    if "rank" in ranks and after.capital:
        return unit.text.isupper() or ranks[0] == "rank"  # Colonel Major
    opener = unit.first and bool(classes(unit.lower)) and (unit.tag not in NOUNS or unit.lower in _TIMES)
    land = known_names().get(after.text)
    return not (unit.lower in near("function") or opener or (land and land.country))


def _owns(units: Sequence[Unit], start: int) -> bool:
    """Whether the capitalised word before `start` is the end, or goes on to the end, of an owner's name: "Vladimir Putin's spokesman"."""
    return any(unit.text in POSSESSIVE for unit in units[start : start + 2]) and units[start - 1].lower not in titles()


def role_after(units: Sequence[Unit], stop: int, text: str) -> Role | None:
    """The role between commas after a name that ends before the unit at `stop`."""
    if stop + 1 >= len(units) or units[stop].text != "," or units[stop + 1].lower == "and":
        return None
    start = stop + 1 + (units[stop + 1].lower in near("role_opening"))
    for at in range(start, min(start + FURTHEST, len(units))):
        joins = units[at].lower == "and" and at + 1 < len(units) and not units[at + 1].capital  # Ada Lum, Bo and his wife
        if joins or not (_goes_on(units[at]) or units[at].tag in NOUNS | BEFORE_NOUN or units[at].lower in titles()):
            return None
        length = next((n for n in titles_from(units, at, len(units)) if is_office(lowered(units, at, at + n))), 0)
        if length and at + length < len(units) and _is_anothers(units[at + length]):
            return None
        if length:
            end = _rightmost(units, at + length)
            end = at + length if end < len(units) and units[end].lower not in near("role_end") else end
            return _role(units, start, min(end, start + LONGEST_ROLE), lowered(units, at, at + length), text)
    return None


def _is_anothers(after: Unit) -> bool:
    """Whether the unit behind a title makes it somebody else's: "one of the mayor's men", or the mayor's own name."""
    return after.text in POSSESSIVE or (after.capital and after.joined and after.lower not in near("role_complement"))


def _goes_on(unit: Unit) -> bool:
    """Whether a word may stand within a role: a name, an 's, a small word."""
    return unit.capital or unit.text in POSSESSIVE or unit.lower in near("role_link")


def _rightmost(units: Sequence[Unit], end: int) -> int:
    """Where the words after a title end that belong to it: "of the Ports Authority"."""
    if end >= len(units) or units[end].lower not in near("role_complement"):
        return end
    place = end
    while place < min(len(units), end + LONGEST_ROLE) and _goes_on(units[place]):
        place += 1
    while place > end and (units[place - 1].lower in near("role_link") or units[place - 1].text in POSSESSIVE):
        place -= 1
    return place


def _role(units: Sequence[Unit], start: int, end: int, key: str, text: str) -> Role:
    host = next((at for at in range(start, end) if units[at].lower in near("host")), end)  # the ambassador to Chad is not of Chad
    told = [known for at in range(start, host) if (known := known_at(units, at, host)[1])]
    country = next((known.country for known in told if known.country and known.kind in _OF_LANDS), "")
    words = Words(units[start].start, units[end - 1].end, text[units[start].start : units[end - 1].end])
    sector = titles()[key].sector or next((known.sector for known in told if known.kind == "metonym"), "")
    theirs = sector == "GOV" and key != "minister" and _is_of_body(units, start, end, key)  # a shipping minister is no shipping line's
    return Role(words, country, "" if theirs else sector)


def _is_of_body(units: Sequence[Unit], start: int, end: int, key: str) -> bool:
    """Whether a role is that of a body that is no government's: an owner or a noun before its title says so, or what follows "of the"."""
    length = len(key.split())
    title = next(at for at in range(start, end) if lowered(units, at, at + length) == key)
    owner = units[max(0, start - 2) : start]
    theirs = len(owner) > 1 and owner[-1].text in POSSESSIVE and owner[0].text.islower() and _is_body(owner[0].lower)
    its = bool(owner) and owner[-1].lower in near("its") and length == 1
    behind = list(takewhile(lambda unit: unit.text != ",", units[title + length : title + length + LONGEST_ROLE]))
    of = behind[2:] if [unit.lower for unit in behind[:2]] in (["of", "the"], ["for", "the"]) else ()
    return theirs or its or any(_is_body(unit.lower) for unit in (*(u for u in units[start:title] if u.text.islower()), *of))


def _is_body(noun: str) -> bool:
    """Whether a noun is one for a body that is no government's."""
    return noun in near("body_noun") or (head_kind(noun) == "organization" and heads()[noun].sector != "GOV")
