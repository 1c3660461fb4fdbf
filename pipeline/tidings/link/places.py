"""Which place is meant: places with a local id become places of the gazetteer. An id that the coder meant stays.

One name may be several places (Tripoli in Libya and in Lebanon). What the words beside it tell ("London, Ontario") decides; else the article:
the candidate whose country or region the article's other places share; else the one that is far the better known; else none. Nothing rather than a
wrong place.

A place that the gazetteer does not know is a row with its name and what the words beside it tell: reports of one village can then be joined, and a
curator can add its position. Two villages of one name are one row until somebody does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from tidings import gazetteer, lexicon
from tidings.coding.columns import Row
from tidings.ids import slug
from tidings.link.corpus import Coded, Corpus, text
from tidings.spelling import fold

COUNTRY = "6"  # the scale's value for a place that is a whole country
REGION = "4"
TOWN = "1"
WELL_KNOWN = 100_000  # people: a smaller town that no list of ours has is meant only where the article speaks of its country
FAR_LARGER = 10  # times the people of the next town of that name; of a listed one
LARGER = 3
COLUMNS: Mapping[str, Callable[[str], object]] = {
    "name": str,
    "country": str,
    "admin1": str,
    "lat": float,
    "lon": float,
    "geonames_id": int,
    "geo_precision": int,
}
NEAR = 0.5  # degrees: two rows of one name so close are one place


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. `row`: as in the lexicon `gazetteer`. `listed`: it is a row of that lexicon. `people`: 0 where unknown."""

    row: Mapping[str, str]
    listed: bool
    people: int = 0

    @property
    def place_id(self) -> str:
        return self.row["place_id"]


@dataclass(slots=True)
class PlaceLinks:
    """`place_of`: a local id -> the place it is, None where nothing tells. `places`: rows of the published table."""

    place_of: dict[str, str | None] = field(default_factory=dict)
    places: list[Row] = field(default_factory=list)
    known: dict[str, Mapping[str, str]] = field(default_factory=dict)  # place id -> what the gazetteer of towns, or an article, tells

    def of(self, row: Row, column: str) -> str | None:
        """The place of a cell."""
        given = text(row, column)
        return None if given is None else self.place_of.get(given, given)

    def town_of(self, row: Row, mentions: Sequence[Row]) -> str | None:
        """The town of a row's place, no region or country. A mall or a suburb that no gazetteer knows is in the only town of its article."""
        place = self.of(row, "place_id")
        if place is None or self._precision(place) in (REGION, COUNTRY):
            return None
        if self._precision(place):
            return place
        towns = {one for mention in mentions if (one := self.of(mention, "place_id")) and self._precision(one) not in ("", REGION, COUNTRY)}
        return towns.pop() if len(towns) == 1 else place

    def _precision(self, place: str) -> str:
        """How exact the position of a place is on the scale of 1 to 7; "" where it is not known."""
        known = _gazetteer().get(place) or self.known.get(place)
        return str(known.get("geo_precision") or "") if known is not None else ""


@cache
def _gazetteer() -> dict[str, dict[str, str]]:
    return {row["place_id"]: row for row in lexicon.rows("gazetteer")}


@cache
def _by_name() -> dict[str, list[dict[str, str]]]:
    """Folded name -> listed places of that name, the more prominent first."""
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


@lru_cache(1 << 14)
def candidates(name: str) -> tuple[Candidate, ...]:
    """The places that a name may mean: listed ones first, then regions and towns of GeoNames, the larger first."""
    listed = _by_name().get(fold(name), [])
    others = gazetteer.places_called(name)
    found = [Candidate(row, True, max((place.people for place in others if _is_one(row, place)), default=0)) for row in listed]
    for place in others:
        region_of_town = not place.people and any(other.admin1 == place.name and other.country == place.country for other in others)
        if not region_of_town and not any(_is_one(row, place) for row in listed):
            found.append(Candidate(_row_of(place), False, place.people))
    return tuple(found)


def _is_one(row: Mapping[str, str], place: gazetteer.Place) -> bool:
    """Whether a listed place is one of GeoNames' of the same name."""
    if row["country"] != place.country:
        return False
    if row["geonames_id"] and place.geonames_id:
        return row["geonames_id"] == place.geonames_id
    if not place.people or not row["lat"]:
        return (not place.people) == (row["geo_precision"] == REGION)
    return abs(float(row["lat"]) - float(place.lat)) < NEAR and abs(float(row["lon"]) - float(place.lon)) < NEAR


def _row_of(place: gazetteer.Place) -> dict[str, str]:
    """A place of GeoNames as a row: its id is its name's, with the region or country for all but the largest of that name."""
    towns = gazetteer.towns_called(place.name)
    first = (towns and towns[0].geonames_id == place.geonames_id) or not (towns or place.people)
    wanted = slug(place.name)
    if not first or wanted in _gazetteer():
        wanted = slug(f"{place.name} {place.admin1 or place.country}")
        if sum((town.admin1, town.country) == (place.admin1, place.country) for town in towns) > 1 or wanted in _gazetteer():
            wanted = f"{wanted}-{place.geonames_id}"
    kind = TOWN if place.people else REGION
    facts = {"name": place.name, "country": place.country, "admin1": place.admin1, "lat": place.lat, "lon": place.lon}
    return {"place_id": wanted, **facts, "geonames_id": place.geonames_id, "geo_precision": kind}


class PlaceLinker:
    """Links the places of one article after the other, and holds what all of them say of a place."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._words: dict[str, tuple[bool, int, str]] = {}  # whether in capitals; then what comes first counts, of words in capitals what comes last
        self._known: dict[str, tuple[int, Mapping[str, str]]] = {}

    def link(self, rank: int, coded: Coded, corpus: Corpus) -> PlaceLinks:
        """What the local ids of one article stand for. `rank`: its place in the order of publication."""
        links = PlaceLinks()
        here = dict.fromkeys(place for row in [*coded.mentions, *coded.event_reports] if (place := text(row, "place_id")))
        dateline = text(coded.article, "dateline_place_id")
        local = [place for place in ([*here, dateline] if dateline else here) if corpus.is_local(place)]
        links.place_of.update({place: None for place in local if place not in corpus.places})  # a dateline whose coding another one stands above
        _link([place for place in local if place in corpus.places], coded, corpus, links)
        self._learn({place_id: (rank, row) for place_id, row in links.known.items()})
        for mention in coded.mentions:
            place_id = links.of(mention, "place_id")
            if place_id:
                self._used.add(place_id)
                words = str(mention["mention_text"])
                self._hear(place_id, (True, -rank, words) if words.isupper() else (False, rank, words))
        self._used |= {place_id for row in coded.event_reports if (place_id := links.of(row, "place_id"))}
        self._used |= {place_id for place_id in [links.of(coded.article, "dateline_place_id")] if place_id}
        return links

    def add(self, other: PlaceLinker) -> None:
        """Take in what other articles say."""
        self._used |= other._used
        self._learn(other._known)
        for place_id, heard in other._words.items():
            self._hear(place_id, heard)

    def _learn(self, known: Mapping[str, tuple[int, Mapping[str, str]]]) -> None:
        """What the last article says of a place stands."""
        for place_id, (rank, row) in known.items():
            if place_id not in self._known or rank >= self._known[place_id][0]:
                self._known[place_id] = rank, row

    def _hear(self, place_id: str, heard: tuple[bool, int, str]) -> None:
        """How a place is written; a dateline in capitals is not how."""
        held = self._words.get(place_id)
        if held is None or heard[:2] < held[:2] or (heard[0] and heard[:2] == held[:2]):
            self._words[place_id] = heard

    def rows(self, given: Mapping[str, Row]) -> list[Row]:
        """Rows of the places that some article needs. What the coder says of a place whose id was meant (`given`) stands above the gazetteer."""
        return [
            _row(
                place_id,
                given.get(place_id),
                _gazetteer().get(place_id) or self._known.get(place_id, (0, None))[1],
                self._words.get(place_id, (False, 0, None))[2],
            )
            for place_id in sorted(self._used)
        ]


def link_places(corpus: Corpus) -> PlaceLinks:
    """Link the places of each article. Reads the gazetteer; what the coder says of a place whose id was meant stands above it."""
    links, linker = PlaceLinks(), PlaceLinker()
    for rank, coded in enumerate(corpus.articles):
        of_article = linker.link(rank, coded, corpus)
        links.place_of.update(of_article.place_of)
        links.known.update(of_article.known)
    links.places = linker.rows(corpus.places)
    return links


def _link(local: Sequence[str], coded: Coded, corpus: Corpus, links: PlaceLinks) -> None:
    """Put the places of one article into `links`; None for one that may be several."""
    options = {place: found for place in local if (found := _options(corpus.places[place]))}
    sure = [found[0].row for place, found in options.items() if len(found) == 1 and (found[0].listed or text(corpus.places[place], "country"))]
    sure += [row for m in coded.mentions if (row := _gazetteer().get(text(m, "place_id") or ""))]
    countries = Counter(row["country"] for row in {row["place_id"]: row for row in sure}.values() if row["country"])
    regions = {row["name"] for row in sure}
    actors = dict.fromkeys(actor for m in coded.mentions if (actor := text(m, "actor_id")))
    named = Counter(country for actor in actors if (country := text(corpus.actors.get(actor, {}), "country")))
    for place in local:
        given = corpus.places[place]
        if place in options:
            chosen = _choose(options[place], bool(text(given, "country")), countries, regions, named)
            links.place_of[place] = chosen.place_id if chosen else None
            if chosen and not chosen.listed:
                links.known[chosen.place_id] = chosen.row
            continue
        country, admin1 = text(given, "country"), text(given, "admin1")
        wanted = slug(str(given["name"]))
        if country and not _is_country(given):
            wanted = slug(f"{given['name']} {admin1 or country}") if candidates(str(given["name"])) else wanted
            links.known[wanted] = {"name": str(given["name"]), "country": country, "admin1": admin1 or ""}
        links.place_of[place] = None if wanted in _gazetteer() or _is_country(given) else wanted


def _is_country(place: Row) -> bool:
    return text(place, "geo_precision") == COUNTRY


def _options(place: Row) -> list[Candidate]:
    """The places that a local one may be: of its name, in the country and region that the words beside it tell."""
    found = list(candidates(str(place["name"])))
    country, admin1 = text(place, "country"), text(place, "admin1")
    if _is_country(place):
        return [one for one in found if one.row["geo_precision"] == COUNTRY and one.row["country"] == country]
    if country:
        found = [one for one in found if one.row["country"] == country and one.row["geo_precision"] != COUNTRY]
    if admin1:
        found = [one for one in found if fold(one.row["admin1"] or one.row["name"]) == fold(admin1)]  # a region is within itself
    return found


def _choose(found: Sequence[Candidate], told: bool, countries: Mapping[str, int], regions: set[str], named: Mapping[str, int]) -> Candidate | None:
    """The candidate that the article's other places speak for; None where they do not tell and no candidate is far the better known.

    `told`: the words beside it tell its country.
    """
    weights = [3 * countries.get(one.row["country"], 0) + 3 * (one.row["admin1"] in regions) + named.get(one.row["country"], 0) for one in found]
    best = max(weights)
    if len(found) == 1:
        return found[0] if found[0].listed or told or best or found[0].people >= WELL_KNOWN else None
    if best and weights.count(best) == 1:
        return found[weights.index(best)]
    # Nothing tells: a place whose GeoNames id is kept is a capital or a city of the world, and is meant; else leave it open.
    prominent = [one for one in found if one.listed and (one.row["geonames_id"] or one.row["geo_precision"] == COUNTRY)]
    if len(prominent) == 1 and not best:
        return prominent[0]
    first, second = sorted(found, key=lambda one: -one.people)[:2]
    times = LARGER if first.listed else FAR_LARGER
    far = first.people >= max(WELL_KNOWN, times * second.people) and sum(one.listed for one in found) < 2
    return first if far and not prominent and weights[found.index(first)] == best else None


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
    for column, kind in COLUMNS.items() if known is not None else ():
        value = known.get(column) if known is not None else None
        if value:
            row[column] = kind(value)
    if given is not None:
        row |= {column: value for column, value in given.items() if column in row and value is not None}
    return row
