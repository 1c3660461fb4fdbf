"""The actors of each article as the decision who is who needs them: seen chunk by chunk, gathered by what exact rules gather them by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from tidings.link.actors import Apart, Found, Gathered, gather
from tidings.link.authority import Authority
from tidings.link.corpus import Corpus, text
from tidings.link.groups import Group
from tidings.link.persons import Facts
from tidings.link.streamed.articles import Keys
from tidings.link.streamed.runs import Runs, merged

_NO_FACTS = Facts()
_FACTS = tuple(Facts.__slots__)
Type = tuple[bool, str]  # of an actor: whether its article names it, and its type as coded


class _Seen(NamedTuple):
    """An actor of an article: what `Gathered` has of it, and its number among those of its chunk."""

    actor_id: str
    name: str
    kind: str
    meant: str | None
    names: Sequence[str]
    rank: int
    facts: tuple[set[Any], ...] | None
    type: Type
    chunk: int
    number: int


class Sightings:
    """Notes the actors of a chunk that other articles may tell of, too."""

    def __init__(self, folder: Path, chunk: int, known: Authority) -> None:
        self.number = 0
        self._chunk, self._known = chunk, known
        self._records = Runs(folder, f"seen-{chunk:05d}")

    def see(self, rank: int, one: Corpus) -> Keys:
        """Note the actors of an article; `rank` is its place in the order of publication. Returns them with their numbers, None for those of which
        no other article can tell.
        """
        keys: Keys = []
        for place, each in enumerate(gather(one, self._known)):
            actor_id = str(each.actor["actor_id"])
            if each.alone:
                keys.append((actor_id, None))
                continue
            keys.append((actor_id, self.number))
            facts = tuple(getattr(each.facts, name) for name in _FACTS) if each.kind == "person" else None
            kind = (actor_id in one.named, text(each.actor, "actor_type") or "")
            name = str(each.actor["name"])
            seen = _Seen(actor_id, name, each.kind, each.meant, each.names, each.rank, facts, kind, self._chunk, self.number)
            self._records.put((each.key, rank, place), tuple(seen), 900 if facts else 400)
            self.number += 1
        return keys

    def close(self) -> list[Path]:
        """All articles of the chunk are seen. Returns where the runs lie."""
        return self._records.close()


class Member(NamedTuple):
    """Where an actor of an article stands: its number in its chunk."""

    chunk: int
    number: int


class Whole(NamedTuple):
    """A group with all that the corpus tells of it. `first`: rank, id and name of its first member; `types`: how many members are of each type."""

    group: Group
    first: tuple[int, str, str]
    types: dict[Type, int]
    members: list[Member]


def wholes(runs: Sequence[Path]) -> Iterator[tuple[list[Whole], list[tuple[int, int, Apart]]]]:
    """The groups in the order of their keys, those of one name together, with the namesakes among them who are two: rank and place of the article's
    actor that told so, then the keys and why.
    """
    for key, records in groupby(merged(runs), key=lambda record: record[0][0]):
        found: Found = {}
        some: dict[tuple[str, ...], Whole] = {}
        apart: list[tuple[int, int, Apart]] = []
        for (_, rank, place), told in records:
            seen = _Seen(*told)
            facts = _NO_FACTS if seen.facts is None else Facts(*seen.facts)
            gathered = Gathered({"actor_id": seen.actor_id, "name": seen.name}, key, seen.kind, seen.meant, seen.names, seen.rank, facts)
            group, two = gathered.join(found, rank)
            apart += [(rank, place, each) for each in two]
            whole = some.get(group.key)
            if whole is None:
                whole = some[group.key] = Whole(group, (*group.members[0], seen.name), {}, [])
            else:
                group.members.pop()  # the first says what the actor is called
            whole.types[seen.type] = whole.types.get(seen.type, 0) + 1
            whole.members.append(Member(seen.chunk, seen.number))
        yield [some[key] for key in sorted(some)], apart
