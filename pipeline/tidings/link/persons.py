"""Whether two persons of the corpus are one: what their names say, what else speaks for it, what speaks against it.

A name in full, printed alike, is one person; so are two spellings that writers of Latin letters exchange freely (`romanized`). A pair that is
only *near*, and an initial, need `ENOUGH` of this: the role, the body, the country, the story (two other actors that both articles name). Against
it speak gender, countries, the world that the roles are of (a nurse, a minister), two given names that are both known, and one article that names
both. Doubt leaves two.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz.distance import JaroWinkler

from tidings import lexicon
from tidings.coding.columns import Row
from tidings.known import PRONOUN_GENDERS, demonyms, given_names
from tidings.link.corpus import Corpus, text
from tidings.romanized import is_doubled, same_name
from tidings.spelling import fold, likeness, skeleton

ENOUGH = 2  # kinds of evidence that make two near names one person
LEAST_LIKENESS = 0.75  # Jaro-Winkler of two given names or surnames that share a skeleton
SHARED = 2  # other actors that make two articles one story
OTHERS_KEPT = 200  # of those whom articles name beside a person: the smallest numbers, so that of whomever there are many the same are kept


@dataclass(slots=True)
class Facts:
    """What articles tell of a person besides the name. `others`: who else they name, without states and those whom everybody names."""

    roles: set[str] = field(default_factory=set)
    sectors: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    articles: set[int] = field(default_factory=set)
    others: set[int] = field(default_factory=set)

    def add(self, other: Facts) -> None:
        """Take in what is told of another mention of the same person."""
        for name in Facts.__slots__:
            getattr(self, name).update(getattr(other, name))
        if len(self.others) > OTHERS_KEPT:
            self.others = set(sorted(self.others)[:OTHERS_KEPT])


@cache
def _says_little() -> frozenset[str]:
    """Words of a role that two people may well share: nations, "former", "senior", small words."""
    nations = {word for name in demonyms() for word in fold(name).split()}
    lands = {word for row in lexicon.rows("countries") for word in fold(row["name"]).split()}
    return lexicon.words("name_context", kind="role_qualifier") | lexicon.words("name_context", kind="role_link") | nations | lands


def facts_of(actor: Row, corpus: Corpus, article: int, pronouns: Sequence[str], others: set[int]) -> Facts:
    """What one article tells of a person. `pronouns`: as printed; `article`: its place in the corpus."""
    body = text(corpus.actors.get(text(actor, "part_of_actor_id") or "", {}), "name")
    gender = given_names().get(str(actor["name"]).split()[0].lower(), "") if " " in str(actor["name"]) else ""
    told = Counter(PRONOUN_GENDERS[word] for word in map(str.lower, pronouns) if word in PRONOUN_GENDERS)
    return Facts(
        roles=set(fold(text(actor, "role") or "").split()) - _says_little(),
        sectors={sector} if (sector := text(actor, "sector")) else set(),
        countries={country} if (country := text(actor, "country")) else set(),
        bodies={fold(body)} if body else set(),
        genders={max(told, key=lambda key: (told[key], key))} if told else {gender} - {""},
        articles={article},
        others=others,
    )


def evidence(left: Facts, right: Facts) -> list[str]:
    """What besides their names says that two are one."""
    shared = {
        "role": left.roles & right.roles,
        "body": left.bodies & right.bodies,
        "country": left.countries & right.countries,
        "story": len(left.others & right.others) >= SHARED,
    }
    return [f"same {name}" for name, told in shared.items() if told]


def conflict(left: Facts, right: Facts) -> str:
    """What says that two are not one; "" where nothing does."""
    if left.genders and right.genders and not left.genders & right.genders:
        return "a man and a woman"
    if left.countries and right.countries and not left.countries & right.countries:
        return "two countries"
    worlds = _worlds(left), _worlds(right)
    if left.roles and right.roles and not left.roles & right.roles and all(worlds) and not worlds[0] & worlds[1]:
        return "two roles"
    return "both in one article" if left.articles & right.articles else ""


def _worlds(facts: Facts) -> set[str]:
    return {row["world"] for row in lexicon.rows("sector_worlds") if row["sector"] in facts.sectors}


def is_namesake(left: Facts, right: Facts) -> str:
    """What says that two persons of one full name are two; "" where nothing does, or something says that they are one."""
    against = conflict(left, right)
    return "" if against in ("", "both in one article") or {"same role", "same body", "same story"} & set(evidence(left, right)) else against


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two full names are alike. `sure`: nothing else need speak for it."""

    score: float
    rule: str
    sure: bool
    reason: str


def compare(left: str, right: str) -> Likeness | None:
    """How two full names of persons are alike; None where nobody would take them for one."""
    one, other = fold(left).split(), fold(right).split()
    if min(len(one), len(other)) < 2 or not _fit(one[1:-1], other[1:-1]):
        return None
    given, surname = (one[0], other[0]), (one[-1], other[-1])
    score = likeness(left, right)
    initial = 1 in (len(given[0]), len(given[1])) and given[0][0] == given[1][0] and given[0] != given[1]
    if not (initial or _near(*given)) or not _near(*surname):
        return None
    same = same_name(*given, given=True), same_name(*surname)
    if initial:
        return Likeness(score, "link.initial", False, "one initial") if same[1] else None
    sure = all(same) and not (given[0] == given[1] and is_doubled(*surname))
    if len(one) != len(other) and sure:
        return Likeness(score, "link.middle-name", True, "one has a middle name more")
    if sure:
        return Likeness(score, "link.transliteration", True, "a known romanization")
    known = given_names()
    if not same[0] and given[0] in known and given[1] in known:
        return Likeness(score, "link.near", False, "two given names")
    return Likeness(score, "link.near", False, "near names")


def judge(alike: Likeness, left: Facts, right: Facts) -> tuple[str, str]:
    """The decision about two persons of near names, and why: same, different where something speaks against it, undecided where nothing tells."""
    against = conflict(left, right) or ("two given names" if alike.reason == "two given names" else "")
    told = evidence(left, right)
    if against == "both in one article" and alike.sure and "same role" in told:
        against = ""  # one article prints two romanizations
    if against:
        return "different", against
    decision = "same" if alike.sure or len(told) >= ENOUGH else "undecided"
    return decision, "; ".join([alike.reason, *(told or ["nothing else speaks for it"] * (decision != "same"))])


def _near(left: str, right: str) -> bool:
    """Whether two words may be one name to somebody who reads fast: the same consonants, or all but a letter of a long word."""
    if left == right:
        return True
    alike = JaroWinkler.similarity(left, right)
    return alike >= LEAST_LIKENESS and min(len(left), len(right)) > 2 and skeleton(left) == skeleton(right)


def _fit(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether middle names do not speak against: none on one side, or each fits its counterpart."""
    if not left or not right:
        return True
    return len(left) == len(right) and all(a[0] == b[0] if 1 in (len(a), len(b)) else same_name(a, b) for a, b in zip(left, right, strict=True))


def others_of(corpus: Corpus, keys: Mapping[str, tuple[str, ...]]) -> list[set[int]]:
    """For each article the persons and bodies that it names, each as its number; those left out that are known beforehand: everybody names them.

    `keys`: actor -> what an exact rule gathers it by.
    """
    named = ({keys.get(text(row, "actor_id") or "", ()) for row in coded.mentions if row["mention_type"] == "name"} for coded in corpus.articles)
    return [{number_of(key) for key in some if key and key[0] in ("person", "organization")} for some in named]


def number_of(key: tuple[str, ...]) -> int:
    """A number for what an exact rule gathers by, the same in every process."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(key).encode(), digest_size=8).digest(), "big")
