"""A stretch of words that may be a name, and looking up what is known of words beforehand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tidings import lexicon
from tidings.code.mentions.known_names import FAMILY_FIRST, OF, PARTICLES, Known, heads, known_names, near, titles
from tidings.code.mentions.places_beside import Beside
from tidings.code.mentions.roles import Role
from tidings.code.mentions.titles import lowered, titles_from
from tidings.code.mentions.word_kinds import head_kind, is_place_or_body, is_surname, known_kind, title_kind
from tidings.code.mentions.words import POSSESSIVE, Unit
from tidings.dictionary import classes
from tidings.known import given_names, may_be_family, may_be_given
from tidings.nlp.words import FINITE, PREPOSITIONS, VERBALS

INITIAL = re.compile(r"(?:[A-Z]\.)+$|[A-Z]$")
ACRONYM = re.compile(r"(?:[A-Z]\.){2,}$|[A-Z][A-Z0-9&]*[A-Z0-9](?:-[A-Z0-9]+)?$")
_ROYAL = near("royal") | near("saint")
_NAMESAKES = _ROYAL | near("namesake")
VERBAL = VERBALS | {"ADV"}
CLOSED = lexicon.words("closed_classes", "part_of_speech") - {"ADV"}


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name. `kind`: person, organization, place, country, people, other; None where its words do not tell.

    `evidence`: kind -> weight of what stands in and around it. `title_key`: the title before it. `roles`: what its
    neighbours say it is. `of`: the names that stand before its title ("U.S." in "U.S. President Jane Doe").
    `bracketed`: an acronym in brackets. `locates`: it stands after "in" or "near". `governed`: after any preposition.
    `acts`: the name of a country or capital stands for its state here (`states`). `beside`: the region or country printed after a town.
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    sentence: int
    kind: str | None = None
    known: Known | None = None
    evidence: dict[str, int] = field(default_factory=dict)
    title_key: str = ""
    roles: list[Role] = field(default_factory=list)
    the: bool = False
    first: bool = False
    of: list[Candidate] = field(default_factory=list)
    possessive: bool = False
    acts: bool = False
    bracketed: bool = False
    locates: bool = False
    governed: bool = False
    beside: Beside | None = None

    def add(self, kind: str, weight: int) -> None:
        self.evidence[kind] = self.evidence.get(kind, 0) + weight


def candidate_of(units: Sequence[Unit], place: int, stop: int, sentence: int, text: str) -> Candidate:
    start, end = units[place].start, units[stop - 1].end
    words = tuple(unit.text for unit in units[place:stop])
    the = place > 0 and units[place - 1].lower == "the"
    possessive = stop < len(units) and units[stop].text in POSSESSIVE and units[stop].start == end
    governed = place > 0 and units[place - 1].tag in PREPOSITIONS and units[max(0, place - 2)].lower != "according"
    return Candidate(start, end, text[start:end], words, sentence, governed=governed, the=the, first=units[place].first, possessive=possessive)


def title_at(units: Sequence[Unit], place: int, end: int) -> int:
    """How many units from `place` are a title; 0 where none."""
    for length in titles_from(units, place, end):
        kind, first, last = title_kind(lowered(units, place, place + length)), units[place].lower, units[end - 1].lower
        surname = is_surname(last) and first not in _ROYAL
        if end - place == length + 1 and is_place_or_body(last) and not surname:
            continue  # General Assembly, Queen City
        if (kind == "courtesy" or first in _NAMESAKES) and end - place > length and _is_named_after(units, place + length, end):
            continue  # Queen Example University, St. Example Hospital
        body = length == 1 and kind == "office" and head_kind(last) == "organization" and end - place > 1
        if not (body and units[place + 1].lower not in given_names()):
            return length
    return 0


def _is_named_after(units: Sequence[Unit], place: int, end: int) -> bool:
    """Whether the words after a courtesy end in a word for a body or a place that is no surname: a body or a place is named after somebody."""
    last = next((at for at in range(place + 1, end) if units[at].lower in OF), end) - 1
    royal = units[place - 1].lower in _ROYAL  # a queen has no surname
    return is_place_or_body(units[last].lower) and (royal or not is_surname(units[last].lower))


def full_name(units: Sequence[Unit], place: int, stop: int) -> bool:
    """Whether two or three capitalised words are somebody's given and family name, though each may be a word, a month or a place too."""
    words = [unit for unit in units[place:stop] if unit.lower not in PARTICLES]
    if (
        not 1 < len(words) < 4
        or not all(unit.text[0].isalpha() for unit in words)
        or " ".join(unit.text for unit in units[place:stop]) in known_names()
    ):
        return False
    first, last = words[0], words[-1]
    loud = first.text.isupper() and len(first.text) > 1
    if loud or not (first.capital and last.capital) or first.lower in titles() or not may_be_surname(last):
        return False
    acts = stop < len(units) and units[stop].tag in FINITE
    return _is_family_name_first(first, last) or (_is_given(first, acts))


def _is_family_name_first(first: Unit, last: Unit) -> bool:
    """Whether a family name stands first: "He Jianwu", but not "She Jones had met"."""
    strange = first.lower in FAMILY_FIRST and _is_strange(last)
    return strange and (first.tag != "PRP" or not (last.lower in may_be_family() or last.lower in may_be_given()))


def _is_given(first: Unit, acts: bool) -> bool:
    """Whether a word is a given name. At the beginning of a sentence a verb is none, unless the name `acts` ("See Holm", "Will Holm wept")."""
    verbal = first.first and first.tag[:3] != "NNP" and bool(classes(first.lower) & VERBAL) and first.lower not in given_names()
    return first.lower in may_be_given() and (acts or not verbal) and known_kind(first.text) != "adjective"


def _is_strange(unit: Unit) -> bool:
    """Whether a word is neither of the dictionary nor known beforehand."""
    return not classes(unit.lower) and unit.text not in known_names()


def may_be_surname(unit: Unit) -> bool:
    """Whether a word may end a person's name: a family name, or no word at all, and none that tells what a body or place is."""
    word = unit.lower
    if word in titles() or (word in heads() and not is_surname(word)):
        return False
    return word in may_be_family() or not (classes(word) or unit.text in known_names())
