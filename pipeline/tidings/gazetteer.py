"""Towns and first-level regions by name: `lexicon/towns.tsv`, which is in order and so found by halving.

>>> [(place.name, place.country, place.admin1) for place in places_called("Athens")][:2]
[('Athens', 'GRC', 'Attica'), ('Athens', 'USA', 'Georgia')]
>>> regions_called("Calif.")
(Place(name='California', country='USA', ...),)
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from tidings import lexicon
from tidings.spelling import fold


@dataclass(frozen=True, slots=True)
class Place:
    """A town, or a region where `people` is 0. `country`: ISO 3166-1 alpha-3. `lat`, `lon`: degrees, WGS 84; empty for regions."""

    name: str
    country: str
    admin1: str = ""
    lat: str = ""
    lon: str = ""
    geonames_id: str = ""
    people: int = 0


def towns_called(name: str) -> tuple[Place, ...]:
    """Towns of this name or spelling, the largest first."""
    return tuple(place for place in _called(fold(name)) if place.people)


def regions_called(name: str) -> tuple[Place, ...]:
    """First-level regions of this name, abbreviation or code."""
    return tuple(place for place in _called(fold(name)) if not place.people)


def places_called(name: str) -> tuple[Place, ...]:
    """Towns and regions of this name, the largest town first."""
    return _called(fold(name))


@cache
def _lines() -> list[bytes]:
    """The rows, unread: a hundredth of a second once a process."""
    return [line for line in (lexicon.FOLDER / "towns.tsv").read_bytes().split(b"\n") if line and not line.startswith((b"#", b"key\t"))]


@lru_cache(1 << 16)
def _called(key: str) -> tuple[Place, ...]:
    wanted = key.encode() + b"\t"
    found = []
    lines = _lines()
    at = bisect_left(lines, wanted)
    while key and at < len(lines) and lines[at].startswith(wanted):
        name, country, admin1, lat, lon, number, people = lines[at][len(wanted) :].decode().split("\t")
        found.append(Place(name, country, admin1, lat, lon, number, int(people or 0)))
        at += 1
    return tuple(sorted(found, key=lambda place: -place.people))
