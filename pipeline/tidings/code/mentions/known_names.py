"""What is known of words and names beforehand: tables read from the lexicons, made ready for looking up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tidings import lexicon


@dataclass(frozen=True, slots=True)
class Known:
    """A name known beforehand. `kind`: country, place, organization, metonym (a building that
    stands for a state), person, people, adjective (of a nationality), other.

    `key` is what it stands for: an actor id, a place id or an ISO 3166-1 alpha-3 code.
    """

    name: str
    kind: str
    key: str = ""
    actor_type: str = ""
    sector: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    kind: str  # courtesy, rank, office
    gender: str
    sector: str


@dataclass(frozen=True, slots=True)
class Head:
    kind: str  # organization, place, other
    actor_type: str
    sector: str


LONGEST = 8  # words of the longest name looked up


@cache
def known_names() -> dict[str, Known]:
    """Every name known beforehand, as printed, words parted by one blank -> what it is. The first file to name it decides."""
    found: dict[str, Known] = {}
    for known in (*_lands(), *_actors(), *_places(), *_nations()):
        before = found.setdefault(known.name, known)
        if known.kind == "adjective" and before.kind == "people":
            found[known.name] = known
    return found


def _lands() -> Iterator[Known]:
    for row in lexicon.rows("countries"):
        for name in [row["name"], *lexicon.split(row["variants"])]:
            yield Known(name.removeprefix("the "), "country", row["iso3"], "state", "GOV", row["iso3"])


def _actors() -> Iterator[Known]:
    for row in lexicon.rows("authority"):
        if row["name_type"] != "title":
            kind = {"person": "person", "state": "country"}.get(row["actor_type"], "organization")
            yield Known(row["name"], kind, row["actor_id"], row["actor_type"], row["sector"], row["country"])


def _places() -> Iterator[Known]:
    for row in lexicon.rows("gazetteer"):
        for name in [row["name"], *lexicon.split(row["variants"])]:
            yield Known(name, "place", row["place_id"], country=row["country"])
    for row in lexicon.rows("metonyms"):
        yield Known(row["name"], "metonym", row["actor_id"], "state", "GOV", states().get(row["actor_id"], ""))


def _nations() -> Iterator[Known]:
    for row in lexicon.rows("countries"):
        yield from (Known(name, "people", row["iso3"], "group", "", row["iso3"]) for name in lexicon.split(row["people"]))
        yield from (Known(name, "adjective", row["iso3"], country=row["iso3"]) for name in lexicon.split(row["adjectives"]))
        yield from (Known(name, "place", "", country=row["iso3"]) for name in [row["capital"]] if name)
    yield from (Known(row["name"], "people", "", "group", row["sector"]) for row in lexicon.rows("peoples"))
    for row in lexicon.rows("not_names"):
        yield Known(row["word"], "adjective" if row["kind"] in ("religion", "language", "adjective") else "other")


@cache
def near(kind: str) -> frozenset[str]:
    """Words of the lexicon `name_context` of one kind."""
    return lexicon.words("name_context", kind=kind)


OF = near("complement")
FAMILY_NAMES = lexicon.words("family_names", "name")
FAMILY_FIRST = lexicon.words("family_first_names", "name")  # of peoples who print the family name first
PARTICLES = lexicon.words("name_particles", "particle")
ARTICLES_OF_NAMES = lexicon.words("name_particles", "particle", kind="article")
NOT_ACRONYMS = lexicon.words("not_names", kind="acronym")
CALENDAR = lexicon.words("not_names", kind="calendar")
NUMBER_WORDS = lexicon.words("number_words")


@cache
def states() -> dict[str, str]:
    """Actor id of a state -> ISO 3166-1 alpha-3."""
    return {row["actor_id"]: row["country"] for row in lexicon.rows("authority") if row["actor_type"] == "state"}


@cache
def titles() -> dict[str, Title]:
    return {row["title"]: Title(row["kind"], row["gender"], row["sector"]) for row in lexicon.rows("titles")}


@cache
def heads() -> dict[str, Head]:
    return {row["head"]: Head(row["kind"], row["actor_type"], row["sector"]) for row in lexicon.rows("name_heads")}
