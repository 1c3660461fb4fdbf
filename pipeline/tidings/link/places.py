"""Which place is meant: entities become places of the gazetteer.

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
from tidings.code.mentions.spelling import fold
from tidings.ids import slug
from tidings.model import Article, Coding, Entity

Row = dict[str, object]


@dataclass(slots=True)
class PlaceLinks:
    """`place_of`: (article_id, entity) -> place_id. `places`: rows of the published table."""

    place_of: dict[tuple[str, int], str] = field(default_factory=dict)
    places: list[Row] = field(default_factory=list)


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


def link_places(articles: Sequence[Article], codings: Sequence[Coding]) -> PlaceLinks:
    """Link the places of each article. Reads the gazetteer; a curator's decision (`decided`) stands above it."""
    links = PlaceLinks()
    used: set[str] = set()
    invented: dict[str, str] = {}
    for coding in codings:
        found = _places_of(coding)
        links.place_of.update({(coding.article_id, entity): place_id for entity, place_id in found.items()})
        for mention in coding.mentions:
            place_id = mention.decided.get("place_id", found.get(mention.entity, "") if mention.entity is not None else "")
            if place_id:
                used.add(place_id)
                if place_id not in invented or invented[place_id].isupper():  # a dateline in capitals is not how the place is written
                    invented[place_id] = mention.text
        for report in coding.event_reports:
            used |= {
                place_id
                for place_id in (report.decided.get("place_id") or (found.get(report.place) if report.place is not None else None),)
                if place_id
            }
    links.places = [_row(place_id, _gazetteer().get(place_id), invented.get(place_id)) for place_id in sorted(used)]
    links.place_of = {key: place_id for key, place_id in links.place_of.items() if place_id in used}
    return links


def _places_of(coding: Coding) -> dict[int, str]:
    """entity -> place id, for the entities of one article that are surely one place."""
    options: dict[int, list[dict[str, str]]] = {}
    for entity in coding.entities:
        if (entity.entity_type == "place" and entity.named) or entity.actor_type == "state":
            candidates = _candidates(entity)
            if candidates:
                options[entity.entity] = candidates
    countries = Counter(row["country"] for candidates in options.values() if len(candidates) == 1 for row in candidates if row["country"])
    regions = {row["name"] for candidates in options.values() if len(candidates) == 1 for row in candidates}
    named = Counter(e.country for e in coding.entities if e.country)
    found = {entity: chosen["place_id"] for entity, candidates in options.items() if (chosen := _choose(candidates, countries, regions, named))}
    for entity in coding.entities:
        if entity.entity_type == "place" and entity.named and entity.actor_type != "state" and entity.entity not in options:
            place_id = slug(entity.name)
            if place_id not in _gazetteer():
                found[entity.entity] = place_id
    return found


def _candidates(entity: Entity) -> list[dict[str, str]]:
    if entity.place_id and entity.place_id in _gazetteer():
        return [_gazetteer()[entity.place_id]]
    if entity.actor_type == "state":
        return [row for row in _by_name().get(fold(entity.name), ()) if row["geo_precision"] == "6" and row["country"] == entity.country]
    return _by_name().get(fold(entity.name), [])


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


def _row(place_id: str, known: Mapping[str, str] | None, words: str | None) -> Row:
    """The row of a place. One that the gazetteer does not know has no facts: its precision is the scale's last, unknown."""
    if known is None:
        return {
            "place_id": place_id,
            "name": words if words and slug(words) == place_id else " ".join(word.capitalize() for word in place_id.split("-")),
            "country": None,
            "admin1": None,
            "lat": None,
            "lon": None,
            "geonames_id": None,
            "geo_precision": 7,
        }
    return {
        "place_id": place_id,
        "name": known["name"],
        "country": known["country"] or None,
        "admin1": known["admin1"] or None,
        "lat": float(known["lat"]) if known["lat"] else None,
        "lon": float(known["lon"]) if known["lon"] else None,
        "geonames_id": int(known["geonames_id"]) if known["geonames_id"] else None,
        "geo_precision": int(known["geo_precision"]),
    }
