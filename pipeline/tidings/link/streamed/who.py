"""Who is who in a corpus of any size: the rules are those of `link.actors` and `link.groups`; groups lie on disk in the order of their keys.

In memory are numbers alone: of each group the one that it is joined with, and where what is told of a person lies. What is decided goes to files
that each process reads (`Decided`).
"""

from __future__ import annotations

import pickle
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from tidings.link.actor_names import commonest
from tidings.link.actors import Acronyms, slug_of
from tidings.link.authority import Authority
from tidings.link.groups import Judgement, Pairs, Sets, blocks_of, compare_block, join_pairs
from tidings.link.persons import Facts
from tidings.link.streamed.runs import Runs, read_records, write_records
from tidings.link.streamed.seen import Type, Whole, wholes
from tidings.link.streamed.strings import write_strings

IDS = "actor-ids"  # file: the id of each group's actor, where the group stands for all that are joined with it
TYPES = "actor-types"  # file: its type, a byte, by its place in `Decided.types`
Roots = npt.NDArray[np.int64]


class Decided(NamedTuple):
    """What was decided. `judgements` on groups, given by the numbers of those that they are joined with; `types`: the types that there are; `known`:
    actors known beforehand that the corpus tells of -> their numbers; `number`: how many groups there are.
    """

    judgements: list[Judgement]
    types: tuple[str, ...]
    known: dict[str, int]
    number: int


class _Kept(NamedTuple):
    """A group on disk. `wanted`: the id that its name makes; `first`: rank and id of its first member."""

    meant: str | None
    wanted: str
    first: tuple[int, str]
    types: dict[Type, int]


def roots_file(folder: Path, chunk: int) -> Path:
    """Where the numbers of the groups of a chunk's actors lie."""
    return folder / f"roots-{chunk:05d}.npy"


def decide(folder: Path, runs: Sequence[Path], members: Sequence[int], known: Authority) -> Decided:
    """Say who is one. `runs`: of all sightings; `members`: how many actors each chunk has that others may tell of."""
    groups = _Groups(folder, known, members)
    number = write_records(folder / "groups.rec", groups.read(runs))
    sets = Sets(number, groups.meant, groups.countries)
    made = groups.namesakes() + groups.acronyms.join(sets, groups.acronyms.names.__getitem__) + join_pairs(groups.pairs(), sets)
    roots: Roots = np.fromiter((sets.find(place) for place in range(number)), dtype=np.int64, count=number)
    for chunk, places in enumerate(groups.places):
        np.save(roots_file(folder, chunk), roots[np.frombuffer(places, dtype=np.int64)] if len(places) else np.zeros(0, dtype=np.int64))
    types = _Naming(folder, known, roots, sets).write()
    made = [each._replace(left_group=int(roots[each.left_group]), right_group=int(roots[each.right_group])) for each in made]
    return Decided(made, types, {meant: sets.find(place) for place, meant in groups.meant.items()}, number)


class _Groups:
    """The groups as they are read. `meant`, `countries`: see `Sets`; `places`: of each chunk the place of each actor's group."""

    def __init__(self, folder: Path, known: Authority, members: Sequence[int]) -> None:
        self.meant: dict[int, str] = {}
        self.countries: dict[int, frozenset[str]] = {}
        self.places = [array("q", bytes(8 * number)) for number in members]
        self.acronyms = Acronyms()
        self._known = known
        self._blocks = Runs(folder, "blocks")
        self._facts = _FactsFile(folder / "persons.bin")
        self._apart: list[tuple[int, int, Judgement]] = []
        self._same: dict[frozenset[str], frozenset[str]] = {}

    def read(self, runs: Sequence[Path]) -> Iterator[_Kept]:
        """All groups in the order of their keys."""
        place = 0
        for some, apart in wholes(runs):
            here = {whole.group.key: number for number, whole in enumerate(some, start=place)}
            for rank, order, (left, right, why) in apart:
                one, other = here[left], here[right]
                names = some[one - place].group.name, some[other - place].group.name
                self._apart.append((rank, order, Judgement(*names, one, other, 1.0, "link.namesake", "different", reason=why)))
            for whole in some:
                yield self._take(place, whole)
                place += 1

    def _take(self, place: int, whole: Whole) -> _Kept:
        group = whole.group
        for chunk, number in whole.members:
            self.places[chunk][number] = place
        if group.actor_id is not None:
            self.meant[place] = group.actor_id
        if group.facts.countries:
            countries = frozenset(group.facts.countries)
            self.countries[place] = self._same.setdefault(countries, countries)
        self.acronyms.see(place, group)
        for number, (key, name) in enumerate(blocks_of(group, self._known)):
            self._blocks.put((key, place, number), name)
        self._facts.add(group.facts if group.kind == "person" else None)
        rank, actor_id, name = whole.first
        wanted = actor_id if group.kind in ("unnamed", "surname") else slug_of(name)
        return _Kept(group.actor_id, wanted, (rank, actor_id), whole.types)

    def namesakes(self) -> list[Judgement]:
        """The judgements on namesakes, in the order in which articles told so."""
        self._apart.sort(key=lambda each: each[:2])
        return [judgement for _, _, judgement in self._apart]

    def pairs(self) -> Pairs:
        """Of each two groups whose names are alike what is to be said."""
        self._facts.close()
        facts_of = lru_cache(maxsize=1000)(self._facts.of)
        pairs: Pairs = {}
        for key, records in groupby(self._blocks, key=lambda record: record[0][0]):
            some = [(place, number, name) for (_, place, number), name in records]
            if len(some) > 1:
                compare_block(key, [(name, place) for place, _, name in some], facts_of, some[0][:2], pairs)
        return pairs


class _FactsFile:
    """What is told of persons, on disk, by the place of the group."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO = path.open("wb")
        self._ends = array("Q", [0])

    def add(self, facts: Facts | None) -> None:
        """Add that of the next group, None for one that is no person."""
        end = self._ends[-1]
        if facts is not None:
            data = pickle.dumps(tuple(getattr(facts, name) for name in Facts.__slots__), protocol=5)
            self._file.write(data)
            end += len(data)
        self._ends.append(end)

    def close(self) -> None:
        """All groups are there; now they are read."""
        self._file.close()
        self._file = self._path.open("rb")

    def of(self, place: int) -> Facts:
        """What is told of a person."""
        self._file.seek(self._ends[place])
        return Facts(*pickle.loads(self._file.read(self._ends[place + 1] - self._ends[place])))


class _Naming:
    """Gives each actor its id and its type. An actor is the groups that are one, and has the number of the first of them, its root."""

    def __init__(self, folder: Path, known: Authority, roots: Roots, sets: Sets) -> None:
        self._folder, self._known, self._roots, self._sets = folder, known, roots, sets
        joined = np.flatnonzero(np.bincount(roots, minlength=len(roots)) > 1) if len(roots) else roots
        self._several: dict[int, _Kept] = dict.fromkeys(joined.tolist(), _Kept(None, "", (-1, ""), {}))
        self._taken = bytearray(len(roots))  # by root: another actor has the id that its name makes

    def write(self) -> tuple[str, ...]:
        """Write ids and types. Returns the types that there are."""
        codes: dict[str, int] = {}
        self._gather()
        self._find_taken()
        with (self._folder / TYPES).open("wb") as file:

            def ids() -> Iterator[str]:
                for root, kept in self._actors():
                    actor_id = self._id(root, kept) if kept is not None else ""
                    kind = self._type(actor_id, kept.types) if kept is not None else ""
                    file.write(bytes([codes.setdefault(kind, len(codes))]))
                    yield actor_id

            write_strings(self._folder / IDS, ids())
        return tuple(codes)

    def _actors(self) -> Iterator[tuple[int, _Kept | None]]:
        """Each place with what is told of the actor, None for a group that is joined with an earlier one."""
        for place, (root, kept) in enumerate(zip(self._roots.tolist(), read_records(self._folder / "groups.rec"), strict=True)):
            yield place, self._several.get(place, kept) if root == place else None

    def _gather(self) -> None:
        """Put together what is told of actors that are several groups."""
        for root, kept in zip(self._roots.tolist(), read_records(self._folder / "groups.rec"), strict=True):
            if root in self._several:
                held = self._several[root]
                types = dict(held.types)
                for kind, number in kept.types.items():
                    types[kind] = types.get(kind, 0) + number
                first = kept if held.first[0] < 0 or kept.first < held.first else held
                self._several[root] = _Kept(None, first.wanted, first.first, types)

    def _find_taken(self) -> None:
        """Of actors whose names make one id the first in the order of publication has it."""
        wanted = Runs(self._folder, "wanted-ids")
        for root, kept in self._actors():
            if kept is not None and root not in self._sets.actor:
                wanted.put((kept.wanted, *kept.first), root, 250)
        for actor_id, records in groupby(wanted, key=lambda record: record[0][0]):
            some = [root for _, root in records]
            for root in some if actor_id in self._known.facts else some[1:]:
                self._taken[root] = 1

    def _id(self, root: int, kept: _Kept) -> str:
        return self._sets.actor.get(root) or (kept.first[1] if self._taken[root] else kept.wanted)

    def _type(self, actor_id: str, counts: Mapping[Type, int]) -> str:
        if actor_id in self._known.facts:
            return self._known.facts[actor_id].actor_type
        naming = any(named for named, _ in counts)
        said: Counter[str] = Counter()
        for (named, kind), number in counts.items():
            if kind and (named or not naming):
                said[kind] += number
        return commonest(said) or "other"
