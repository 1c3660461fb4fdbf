"""Under which name an actor is filed, and every name that it is printed under.

The name is one that an article prints: the one that the coder (else the authority file) gives, in the spelling printed, else the fullest in its
commonest spelling. What names a whole people ("Russian", "Russians") is no name of an actor. Where no mention prints a name, the name given stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tidings.coding.columns import Row
from tidings.known import demonyms
from tidings.link.authority import Fact, plain_marks
from tidings.spelling import fold


@dataclass(slots=True)
class Tally:
    """What the corpus says of one actor."""

    n_mentions: int = 0
    articles: set[str] = field(default_factory=set)
    names: Counter[tuple[str, str]] = field(default_factory=Counter)  # (name, mention_type)
    name_articles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    given: list[Row] = field(default_factory=list)  # the coder's rows, in the order of publication
    part_of: Counter[str] = field(default_factory=Counter)

    def count(self, mention: Row, article_id: str) -> None:
        """Count a mention of the actor."""
        self.n_mentions += 1
        self.articles.add(article_id)
        if mention["mention_type"] != "pronoun":
            name = in_one_line(str(mention["mention_text"]))
            self.names[name, str(mention["mention_type"])] += 1
            self.name_articles[name].add(article_id)


def in_one_line(printed: str) -> str:
    """A printed name with single blanks between its words."""
    return " ".join(printed.split())


def may_file(printed: str) -> bool:
    """Whether an actor may be filed under a printed name: not under that of a whole people."""
    return printed not in demonyms()


def name_of(actor_id: str, tally: Tally, wanted: str | None) -> str:
    """The actor's name. `wanted`: the one that the coder or the authority file gives, None where neither does."""
    printed = Counter({name: number for (name, kind), number in tally.names.items() if kind == "name" and may_file(name)})
    if wanted in printed:
        return str(wanted)
    alike = Counter({name: number for name, number in printed.items() if wanted and fold(name) == fold(wanted)})
    if names := alike or printed:
        return _fullest(names)
    if wanted:
        return wanted
    names = Counter({str(row["name"]): 1 for row in tally.given}) or Counter({name: number for (name, _), number in tally.names.items()})
    return _fullest(names) if names else name_of_id(actor_id)


def _fullest(names: Counter[str]) -> str:
    """The name of most words; of those the commonest, one not all in capitals first where two are as common."""
    return min(names, key=lambda name: (-len(name.split()), -names[name], name.isupper(), name))


def name_of_id(actor_id: str) -> str:
    """A name made from an id, where there is nothing else."""
    return " ".join(word.capitalize() for word in actor_id.split(".")[0].split("-"))


def name_rows(actor: Row, tally: Tally, fact: Fact | None, given: Mapping[tuple[str, str], str | None]) -> Iterator[Row]:
    """One row a name as printed; the counts of one name as a name and as a description are added up."""
    counts: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for (name, mention_type), number in sorted(tally.names.items()):
        counts[name] += number
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
            "n_articles": len(tally.name_articles[name]),
        }
