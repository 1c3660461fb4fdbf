"""Towns with their region or country beside them: "London, Ontario", "Fresno, Calif.", "Wuppertal (western Germany)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tidings import gazetteer
from tidings.code.mentions.known_names import known_names, near
from tidings.code.mentions.word_kinds import known_kind
from tidings.code.mentions.words import Unit
from tidings.nlp.words import PREPOSITIONS, QUESTION_WORDS

_GOES_ON = PREPOSITIONS | QUESTION_WORDS | {"RB"}
LONGEST = 4  # words of a region's name


def is_town(name: str) -> bool:
    """Whether some town of the gazetteer is called so."""
    return bool(gazetteer.towns_called(name))


@dataclass(frozen=True, slots=True)
class Beside:
    """What the words beside a place tell: the country, the region or "", and the span of those words."""

    country: str
    admin1: str
    start: int
    end: int


def region_after(units: Sequence[Unit], place: int, stop: int) -> Beside | None:
    """What the words after units `place` to `stop` tell of the town they name; None where they tell nothing."""
    if stop + 1 >= len(units) or units[stop].text not in (",", "(") or stop - place > LONGEST or not units[place].capital:
        return None
    begins = stop + 1
    while begins + 1 < len(units) and units[begins].lower in near("direction") and not units[begins].capital:
        begins += 1  # (western Germany)
    if not units[begins].capital:
        return None
    name = " ".join(unit.text for unit in units[place:stop])
    sure = units[stop].text == "(" or (place > 0 and units[place - 1].lower in near("inside") | near("beside") | {"of"})
    for end in range(min(begins + LONGEST, len(units)), begins, -1):
        if units[end - 1].text[0].isalpha() and _ends(units, end, units[stop].text == "("):
            told = within(name, " ".join(unit.text for unit in units[begins:end]), sure)
            if told is not None:
                return Beside(*told, units[begins].start, units[end - 1].end)
    return None


def _ends(units: Sequence[Unit], end: int, bracket: bool) -> bool:
    """Whether a region's name may end before `end`: a mark follows, or a word that goes on with the sentence and is no verb of the region's."""
    if end >= len(units):
        return not bracket
    if bracket:
        return units[end].text == ")"
    if not units[end].text[0].isalnum():
        return units[end].text[0] not in "'’-"
    return not units[end].capital and units[end].tag in _GOES_ON


def within(name: str, words: str, sure: bool = False) -> tuple[str, str] | None:
    """Where a place lies, by the words for its region or country; None where these name neither.

    `sure`: the words before it say that it is a place, so that the gazetteer need not know it.
    """
    if known_kind(name) not in ("", "place"):
        return None
    regions, places = gazetteer.regions_called(words), gazetteer.places_called(name)
    there = [region for region in regions if any((place.country, place.admin1) == (region.country, region.name) for place in places)]
    if len(there) == 1:
        return there[0].country, there[0].name
    known = known_names().get(words)
    if known is not None and known.kind == "country" and (any(place.country == known.country for place in places) or (sure and not places)):
        return known.country, ""
    if sure and len(regions) == 1 and len(words.replace(".", "")) > 2 and known is not None and known.kind == "place":
        return regions[0].country, regions[0].name
    return None
