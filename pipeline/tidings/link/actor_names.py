"""Under which name an actor is filed, and every name that it is printed under.

The name is one that an article prints: the one that the coder (else the authority file) gives, in the spelling printed, else the fullest in its
commonest spelling. What names a whole people ("Russian", "Russians") is no name of an actor. Where no mention prints a name, the name given stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tidings.coding.columns import Row
from tidings.known import demonyms
from tidings.link.authority import Fact, plain_marks
from tidings.link.corpus import text
from tidings.spelling import fold

COUNTED = ("name", "actor_type", "sector", "country")  # columns of which the commonest value is taken


@dataclass(slots=True)
class Tally:
    """What the corpus says of one actor. `there`: some row mentions it or points to it. `names`: (name, mention_type) -> mentions.
    `given`: what the coder's rows say: column -> value -> rows; `naming`: the types in rows of actors that their article names, None without such.
    """

    n_mentions: int = 0
    n_articles: int = 0
    there: bool = False
    names: dict[tuple[str, str], int] = field(default_factory=dict)
    name_articles: dict[str, int] = field(default_factory=dict)
    given: dict[str, dict[str, int]] = field(default_factory=dict)
    naming: dict[str, int] | None = None
    role: str | None = None
    wikidata_id: str | None = None
    part_of: dict[str, int] = field(default_factory=dict)

    def count_article(self, mentions: Iterable[Row]) -> None:
        """Count the mentions of the actor in one article."""
        self.there = True
        self.n_articles += 1
        printed: set[str] = set()
        for mention in mentions:
            self.n_mentions += 1
            if mention["mention_type"] != "pronoun":
                name = in_one_line(str(mention["mention_text"]))
                count_one(self.names, (name, str(mention["mention_type"])))
                printed.add(name)
        for name in printed:
            count_one(self.name_articles, name)

    def tell(self, row: Row, named: bool) -> None:
        """Count what a coder's row says; rows come in the order of publication. `named`: its article names the actor."""
        for column in COUNTED:
            if (value := text(row, column)) is not None:
                count_one(self.given.setdefault(column, {}), value)
        if named:
            self.naming = {} if self.naming is None else self.naming
            if (kind := text(row, "actor_type")) is not None:
                count_one(self.naming, kind)
        role = text(row, "role")
        if role and len(role) > len(self.role or ""):  # the first of the longest
            self.role = role
        self.wikidata_id = self.wikidata_id or text(row, "wikidata_id")

    def packed(self) -> tuple[object, ...]:
        """All that it holds, as plain values."""
        counted = self.n_mentions, self.n_articles, self.there, self.names, self.name_articles
        return *counted, self.given, self.naming, self.role, self.wikidata_id, self.part_of

    def take(self, packed: tuple[Any, ...]) -> None:
        """Add what a tally of articles that come later holds (`packed`)."""
        n_mentions, n_articles, there, names, name_articles, given, naming, role, wikidata_id, part_of = packed
        self.n_mentions += n_mentions
        self.n_articles += n_articles
        self.there |= there
        _add(self.names, names)
        _add(self.name_articles, name_articles)
        for column, counts in given.items():
            _add(self.given.setdefault(column, {}), counts)
        if naming is not None:
            self.naming = {} if self.naming is None else self.naming
            _add(self.naming, naming)
        if role and len(role) > len(self.role or ""):
            self.role = role
        self.wikidata_id = self.wikidata_id or wikidata_id
        _add(self.part_of, part_of)

    def commonest(self, column: str) -> str | None:
        """The value that most rows give; the first by code point where two are as common."""
        return commonest(self.given.get(column, {}))


Counted = TypeVar("Counted")


def count_one(counts: dict[Counted, int], each: Counted) -> None:
    """Count one more of something."""
    counts[each] = counts.get(each, 0) + 1


def _add(counts: dict[Any, int], more: Mapping[Any, int]) -> None:
    for each, number in more.items():
        counts[each] = counts.get(each, 0) + number


def commonest(counts: Mapping[str, int]) -> str | None:
    """The most frequent value, the first by code point where two are as frequent; None where there is none."""
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def in_one_line(printed: str) -> str:
    """A printed name with single blanks between its words."""
    return " ".join(printed.split())


def may_file(printed: str) -> bool:
    """Whether an actor may be filed under a printed name: not under that of a whole people."""
    return printed not in demonyms()


def name_of(actor_id: str, tally: Tally, wanted: str | None) -> str:
    """The actor's name. `wanted`: the one that the coder or the authority file gives, None where neither does."""
    printed = {name: number for (name, kind), number in tally.names.items() if kind == "name" and may_file(name)}
    if wanted in printed:
        return str(wanted)
    alike = {name: number for name, number in printed.items() if wanted and fold(name) == fold(wanted)}
    if names := alike or printed:
        return _fullest(names)
    if wanted:
        return wanted
    names = dict.fromkeys(tally.given.get("name", ()), 1) or {name: number for (name, _), number in tally.names.items()}
    return _fullest(names) if names else name_of_id(actor_id)


def _fullest(names: Mapping[str, int]) -> str:
    """The name of most words; of those the commonest, one not all in capitals first where two are as common."""
    return min(names, key=lambda name: (-len(name.split()), -names[name], name.isupper(), name))


def name_of_id(actor_id: str) -> str:
    """A name made from an id, where there is nothing else."""
    return " ".join(word.capitalize() for word in actor_id.split(".")[0].split("-"))


def name_rows(actor: Row, tally: Tally, fact: Fact | None, given: Mapping[tuple[str, str], str | None]) -> Iterator[Row]:
    """One row a name as printed; the counts of one name as a name and as a description are added up."""
    counts: dict[str, int] = {}
    kinds: dict[str, str] = {}
    for (name, mention_type), number in sorted(tally.names.items()):
        counts[name] = counts.get(name, 0) + number
        if mention_type == "name" or name not in kinds:
            kinds[name] = mention_type
    for name in sorted(counts):
        kind = fact.names.get(plain_marks(name), ("", "", ""))[0] if fact else ""
        if name == actor["name"]:
            kind = "primary"
        elif told := given.get((str(actor["actor_id"]), name)):
            kind = told if told != "primary" else "variant"
        elif kinds[name] != "name":
            kind = "title"
        elif kind in ("", "primary"):
            short = 1 < len(name) < 8 and name.replace(".", "").isupper() and " " not in name
            kind = "acronym" if short and fold(name) != fold(str(actor["name"])) else "variant"
        yield {
            "actor_id": actor["actor_id"],
            "name": name,
            "name_type": kind,
            "n_mentions": counts[name],
            "n_articles": tally.name_articles[name],
        }
