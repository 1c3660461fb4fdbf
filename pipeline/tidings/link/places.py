"""Which place is meant: places with a local id become places of the gazetteer. An id that the coder meant stays.

One name may be several places (Tripoli in Libya and in Lebanon). The article decides: the candidate whose country or region the
article's other places share, else the more prominent one where it is far the better known, else none. Nothing rather than a wrong place.

A place that the gazetteer does not know is a row with its name alone: reports of one village can then be joined, and a curator can add
its position. Two villages of one name are one row until somebody does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tidings import lexicon
from tidings.coding.columns import Row
from tidings.ids import slug
from tidings.link.corpus import Coded, Corpus, text
from tidings.spelling import fold

COUNTRY = "6"  # the scale's value for a place that is a whole country


@dataclass(slots=True)
class PlaceLinks:
    """`place_of`: a local id -> the place it is, None where nothing tells. `places`: rows of the published table."""

    place_of: dict[str, str | None] = field(default_factory=dict)
    places: list[Row] = field(default_factory=list)

    def of(self, row: Row, column: str) -> str | None:
        """The place of a cell."""
        given = text(row, column)
        return None if given is None else self.place_of.get(given, given)


@cache
def _gazetteer() -> dict[str, dict[str, str]]:
    return {row["place_id"]: row for row in lexicon.rows("gazetteer")}


@cache
def _by_name() -> dict[str, list[dict[str, str]]]:
    """Folded name -> places of that name, the more prominent first."""
    found: dict[str, list[dict[str, str]]] = {}
    other_names = {row["name"]: lexicon.split(row["variants"]) for row in lexicon.rows("countries")}
    for row in lexicon.rows("gazetteer"):
        names = [row["name"], *lexicon.split(row["variants"])]
        if row["geo_precision"] == "6":
            names += other_names.get(row["name"], [])
        for name in names:
            places = found.setdefault(fold(name), [])
            if row not in places:
                places.append(row)
    return found


def known_places() -> frozenset[str]:
    """Ids of the gazetteer: a coder may use them without a row of their own."""
    return frozenset(_gazetteer())


class PlaceLinker:
    """Links the places of one article after the other, in the order of publication, and holds what all of them say of a place."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._words: dict[str, str] = {}

    def link(self, coded: Coded, corpus: Corpus) -> PlaceLinks:
        """What the local ids of one article stand for."""
        links = PlaceLinks()
        here = dict.fromkeys(place for row in [*coded.mentions, *coded.event_reports] if (place := text(row, "place_id")))
        dateline = text(coded.article, "dateline_place_id")
        local = [place for place in ([*here, dateline] if dateline else here) if corpus.is_local(place)]
        links.place_of.update({place: None for place in local if place not in corpus.places})  # a dateline whose coding another one stands above
        links.place_of.update(_places_of([place for place in local if place in corpus.places], coded, corpus))
        for mention in coded.mentions:
            place_id = links.of(mention, "place_id")
            if place_id:
                self._used.add(place_id)
                if place_id not in self._words or self._words[place_id].isupper():  # a dateline in capitals is not how the place is written
                    self._words[place_id] = str(mention["mention_text"])
        self._used |= {place_id for row in coded.event_reports if (place_id := links.of(row, "place_id"))}
        self._used |= {place_id for place_id in [links.of(coded.article, "dateline_place_id")] if place_id}
        return links

    def rows(self, given: Mapping[str, Row]) -> list[Row]:
        """Rows of the places that some article needs. What the coder says of a place whose id was meant (`given`) stands above the gazetteer."""
        return [_row(place_id, given.get(place_id), _gazetteer().get(place_id), self._words.get(place_id)) for place_id in sorted(self._used)]


def link_places(corpus: Corpus) -> PlaceLinks:
    """Link the places of each article. Reads the gazetteer; what the coder says of a place whose id was meant stands above it."""
    links, linker = PlaceLinks(), PlaceLinker()
    for coded in corpus.articles:
        links.place_of.update(linker.link(coded, corpus).place_of)
    links.places = linker.rows(corpus.places)
    return links


def _places_of(local: Sequence[str], coded: Coded, corpus: Corpus) -> dict[str, str | None]:
    """Local id -> place id, None for a place that may be several."""
    options = {place: found for place in local if (found := _candidates(corpus.places[place]))}
    sure = [rows[0] for rows in options.values() if len(rows) == 1]
    sure += [row for m in coded.mentions if (row := _gazetteer().get(text(m, "place_id") or ""))]
    countries = Counter(row["country"] for row in {row["place_id"]: row for row in sure}.values() if row["country"])
    regions = {row["name"] for row in sure}
    actors = dict.fromkeys(actor for m in coded.mentions if (actor := text(m, "actor_id")))
    named = Counter(country for actor in actors if (country := text(corpus.actors.get(actor, {}), "country")))
    linked: dict[str, str | None] = {}
    for place in local:
        if place in options:
            chosen = _choose(options[place], countries, regions, named)
            linked[place] = chosen["place_id"] if chosen else None
        else:
            wanted = slug(str(corpus.places[place]["name"]))
            linked[place] = None if wanted in _gazetteer() or _is_country(corpus.places[place]) else wanted
    return linked


def _is_country(place: Row) -> bool:
    return text(place, "geo_precision") == COUNTRY


def _candidates(place: Row) -> list[dict[str, str]]:
    rows = _by_name().get(fold(str(place["name"])), [])
    if _is_country(place):
        return [row for row in rows if row["geo_precision"] == COUNTRY and row["country"] == place["country"]]
    return rows


def _choose(candidates: Sequence[dict[str, str]], countries: Mapping[str, int], regions: set[str], named: Mapping[str, int]) -> dict[str, str] | None:
    """The candidate that the article's other places speak for; None where they do not tell and no candidate is far the better known."""
    if len(candidates) == 1:
        return candidates[0]
    weights = [3 * countries.get(row["country"], 0) + 3 * (row["admin1"] in regions) + named.get(row["country"], 0) for row in candidates]
    best = max(weights)
    if best and weights.count(best) == 1:
        return candidates[weights.index(best)]
    # Nothing tells: a place whose GeoNames id is kept is a capital or a city of the world, and is meant; else leave it open.
    prominent = [row for row in candidates if row["geonames_id"] or row["geo_precision"] == "6"]
    return prominent[0] if len(prominent) == 1 and not best else None


def _row(place_id: str, given: Row | None, known: Mapping[str, str] | None, words: str | None) -> Row:
    """The row of a place. One that neither the coder nor the gazetteer knows has no facts: its precision is the scale's last, unknown."""
    row: Row = {
        "place_id": place_id,
        "name": words if words and slug(words) == place_id else " ".join(word.capitalize() for word in place_id.split("-")),
        "country": None,
        "admin1": None,
        "lat": None,
        "lon": None,
        "geonames_id": None,
        "geo_precision": 7,
    }
    if known is not None:
        row |= {
            "name": known["name"],
            "country": known["country"] or None,
            "admin1": known["admin1"] or None,
            "lat": float(known["lat"]) if known["lat"] else None,
            "lon": float(known["lon"]) if known["lon"] else None,
            "geonames_id": int(known["geonames_id"]) if known["geonames_id"] else None,
            "geo_precision": int(known["geo_precision"]),
        }
    if given is not None:
        row |= {column: value for column, value in given.items() if column in row and value is not None}
    return row
