"""Actors known beforehand: the authority file that ships with the package, the curator's over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tidings import lexicon
from tidings.edtf import bounds


@dataclass(slots=True)
class Fact:
    """What is known of one actor. `names`: name -> (name_type, valid_from, valid_to)."""

    actor_id: str
    name: str
    actor_type: str
    sector: str | None = None
    country: str | None = None
    part_of: str | None = None
    wikidata_id: str | None = None
    names: dict[str, tuple[str, str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Authority:
    """`facts`: actor_id -> Fact. `by_name`: name with plain apostrophes -> actor ids, the curator's first. `states`: ISO code -> actor id."""

    facts: dict[str, Fact]
    by_name: dict[str, list[str]]
    states: dict[str, str]

    def find(self, name: str, kind: str, country: str | None, published: str | None) -> str | None:
        """The actor of exactly this name, if one fits: a person for a person, no other country, name valid on the day of publication."""
        for actor_id in self.by_name.get(plain_marks(name), ()):
            fact = self.facts[actor_id]
            if (fact.actor_type == "person") != (kind == "person"):
                continue
            if country and fact.country and country != fact.country and fact.actor_type != "igo":
                continue
            if _valid(fact, name, published):
                return actor_id
        return None


@cache
def known_actors(curated: tuple[str, ...] = ()) -> frozenset[str]:
    """Ids of the actors that are known beforehand: a coder may use them without a row of their own. `curated`: ids of a curator's file."""
    return frozenset(read_authority().facts) | frozenset(curated)


def plain_marks(name: str) -> str:
    """The name with plain apostrophes, plain hyphens and single blanks: how exact names are compared."""
    return " ".join(name.replace("’", "'").replace("ʼ", "'").replace("‐", "-").replace("‑", "-").split())


def _valid(fact: Fact, name: str, published: str | None) -> bool:
    _, begins, ends = fact.names.get(plain_marks(name), ("", "", ""))
    if not published or not (begins or ends):
        return True
    earliest, latest = bounds(published)
    return not (begins and latest and latest.isoformat()[: len(begins)] < begins) and not (
        ends and earliest and earliest.isoformat()[: len(ends)] > ends
    )


def read_authority(curated: Sequence[Mapping[str, str]] = ()) -> Authority:
    """The shipped file with the curator's rows over it: the curator's facts of an actor replace the shipped ones, names are added."""
    facts: dict[str, Fact] = {}
    by_name: dict[str, list[str]] = {}
    for row in [*curated, *lexicon.rows("authority")]:
        actor_id = row["actor_id"]
        fact = facts.get(actor_id)
        if fact is None:
            fact = facts[actor_id] = Fact(actor_id, row["name"], row["actor_type"])
        if row["name_type"] == "primary" and not any(kind == "primary" for kind, _, _ in fact.names.values()):
            fact.name = row["name"]
        fact.sector = fact.sector or row["sector"] or None
        fact.country = fact.country or row["country"] or None
        fact.part_of = fact.part_of or row["part_of_actor_id"] or None
        fact.wikidata_id = fact.wikidata_id or row["wikidata_id"] or None
        name = plain_marks(row["name"])
        fact.names.setdefault(name, (row["name_type"], row["valid_from"], row["valid_to"]))
        if actor_id not in by_name.setdefault(name, []):
            by_name[name].append(actor_id)
    states = {fact.country: fact.actor_id for fact in facts.values() if fact.actor_type == "state" and fact.country}
    for row in lexicon.rows("countries"):
        actor_id = states.get(row["iso3"], "")
        for variant in lexicon.split(row["variants"]) if actor_id else ():
            name = plain_marks(variant.removeprefix("the "))
            kind = "acronym" if name.replace(".", "").isupper() else "variant"
            facts[actor_id].names.setdefault(name, (kind, "", ""))
            if actor_id not in by_name.setdefault(name, []):
                by_name[name].append(actor_id)
    return Authority(facts, by_name, states)
