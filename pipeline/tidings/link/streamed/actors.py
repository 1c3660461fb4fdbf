"""Actors counted and their rows made: those of one article alone with their article, all others when every article has been counted.

An actor that several articles may tell of has a number, its root (`streamed.who`); tallies are sorted by it, and parts of them are added up alone.
"""

from __future__ import annotations

import mmap
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tidings.coding.columns import Row
from tidings.link.actor_names import Tally, name_rows
from tidings.link.actors import ActorLinks, actor_row, all_judgements, count_actors, judgement_rows, spelled, tell_actor
from tidings.link.authority import Authority
from tidings.link.corpus import Coded, Corpus, text
from tidings.link.event_labels import Named
from tidings.link.groups import Judgement
from tidings.link.streamed.articles import Keys
from tidings.link.streamed.runs import Parted, groups, merged
from tidings.link.streamed.strings import Strings, write_strings
from tidings.link.streamed.who import IDS, TYPES, Decided, roots_file

A_TALLY = 1500  # bytes in memory, about

Put = Callable[[str, tuple[str, ...], Sequence[Row]], None]  # told a table, what its rows are sorted by, and some rows of one key


class Here(NamedTuple):
    """The actors of an article. `alone`: those that it alone tells of; `roots`: the others with their numbers; `types`: their types."""

    links: ActorLinks
    alone: set[str]
    roots: dict[str, int]
    types: dict[str, str]


class Actors:
    """What was decided about the actors of a chunk."""

    def __init__(self, folder: Path, chunk: int, types: Sequence[str]) -> None:
        self._ids, self._types = Strings(folder / IDS), types
        self._roots: list[int] = np.load(roots_file(folder, chunk)).tolist()
        path = folder / TYPES
        with path.open("rb") as file:
            self._codes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""

    def of(self, keys: Keys) -> Here:
        """What the ids of an article stand for. `keys`: what `Sightings.see` gave for it."""
        here = Here(ActorLinks(), set(), {}, {})
        for given, number in keys:
            if number is None:
                here.links.actor_of[given] = given
                here.alone.add(given)
                continue
            root = self._roots[number]
            actor_id = here.links.actor_of[given] = self._ids[root]
            here.roots[actor_id] = root
            here.types[actor_id] = self._types[self._codes[root]]
        return here


def merges_within(coded: Coded, one: Corpus, here: Here) -> Iterator[tuple[Judgement, str]]:
    """Merges within an article that likeness of spelling decided are judgements like those across articles; each with its actor."""
    for mention in coded.mentions:
        actor = text(mention, "actor_id") if mention["method"] == "name.spelling" else None
        if actor is not None and actor in here.links.actor_of:
            left, right = str(mention["mention_text"]), str(one.actors[actor]["name"])
            if left != right:
                actor_id = here.links.actor_of[actor]
                yield spelled(left, right, here.roots.get(actor_id, -1)), actor_id


class Needed(NamedTuple):
    """Actors that others are a part of, and which so need a row: by their numbers, and those known beforehand by their ids."""

    roots: set[int]
    known: set[str]

    def add(self, actor_id: str | None, roots: Mapping[str, int], known: Authority) -> None:
        """Note one; `roots`: the numbers of those that may be told of. One that is of a single article is not noted."""
        if actor_id is None:
            return
        if actor_id in roots:
            self.roots.add(roots[actor_id])
        elif actor_id in known.facts:
            self.known.add(actor_id)


class ActorCounts:
    """Counts the actors of a chunk, and makes the rows of those that are of one article. `needed`: see `Needed`."""

    def __init__(self, folder: Path, chunk: int, parts: int, known: Authority, put: Put) -> None:
        self.needed = Needed(set(), set())
        self._known, self._put = known, put
        self._tallies = Parted(folder, f"tallies-{chunk:05d}", parts)

    def count(self, rank: int, coded: Coded, one: Corpus, here: Here) -> dict[str, Named]:
        """Count one article. Returns the actors that it alone tells of and that have a row."""
        tallies: dict[str, Tally] = defaultdict(Tally)
        links, alone = here.links, here.alone
        count_actors(coded, links, tallies)
        for given, actor_id in links.actor_of.items():
            if actor_id in tallies or actor_id not in alone:
                tell_actor(tallies[actor_id], actor_id, one.actors[given], one, links)
        own: dict[str, Named] = {}
        for actor_id, tally in tallies.items():
            absent = {whole: one.actors[whole] for whole in tally.part_of if whole in alone and whole not in tallies}
            if actor_id not in alone:
                roots = {whole: here.roots[whole] for whole in tally.part_of if whole in here.roots}
                self._tallies.put((here.roots[actor_id], rank), (actor_id, tally.packed(), absent, roots), A_TALLY)
                continue
            row = put_rows(actor_id, tally, None, self._put)
            own[actor_id] = Named(str(row["name"]), str(row["actor_type"]))
            whole = text(row, "part_of_actor_id")
            if whole in absent and whole not in own:
                row = put_whole(whole, absent[whole], self._put)
                own[whole] = Named(str(row["name"]), str(row["actor_type"]))
            else:
                self.needed.add(whole, here.roots, self._known)
        return own

    def close(self) -> list[list[Path]]:
        """The chunk is counted. Returns where the tallies of each part lie."""
        return self._tallies.close()


def put_rows(actor_id: str, tally: Tally, known: Authority | None, put: Put) -> Row:
    """Put the rows of an actor. `known`: None for one that cannot be known beforehand."""
    fact = known.facts.get(actor_id) if known is not None else None
    row = actor_row(actor_id, tally, None, fact)
    put("actors", (actor_id,), [row])
    if names := list(name_rows(row, tally, fact, {})):
        put("actor_names", (actor_id,), names)
    return row


def put_whole(actor_id: str, given: Row, put: Put) -> Row:
    """Put the row of a body that its article only tells of as somebody's. It may be put again, the same."""
    tally = Tally()
    tally.tell(given, True)
    return put_rows(actor_id, tally, None, put)


def _names_file(folder: Path, part: int) -> Path:
    return folder / f"actor-names-{part:03d}"


def add_up(folder: Path, part: int, parts: int, number: int, runs: Sequence[Path], known: Authority, put: Put) -> Needed:
    """Make the rows of the actors of one part from their tallies, and write their names, by their numbers. `number`: of all actors."""
    needed = Needed(set(), set())

    def names() -> Iterator[str]:
        expected = part
        for root, told in groups(merged(runs)):
            yield from [""] * ((root - expected) // parts)
            expected = root + parts
            yield _added(told, known, put, needed)
        yield from [""] * len(range(expected, number, parts))

    write_strings(_names_file(folder, part), names())
    return needed


def _added(told: Iterable[tuple[str, tuple[object, ...], dict[str, Row], dict[str, int]]], known: Authority, put: Put, needed: Needed) -> str:
    """Make the rows of one actor. Returns its type and name, "" for one that no row mentions."""
    tally, absent, roots, actor_id = Tally(), dict[str, Row](), dict[str, int](), ""
    for actor_id, later, wholes, numbers in told:  # noqa: B007
        tally.take(later)
        absent |= wholes
        roots |= numbers
    if not tally.there:
        return ""
    row = put_rows(actor_id, tally, known, put)
    whole = text(row, "part_of_actor_id")
    if whole in absent:
        put_whole(whole, absent[whole], put)
    else:
        needed.add(whole, roots, known)
    return f"{row['actor_type']}\t{row['name']}"


class Names:
    """Name and type of each actor that several articles may tell of and that has a row, by its number. `more`: those only told of as a whole."""

    def __init__(self, folder: Path, parts: int, more: Mapping[int, Named]) -> None:
        self._parts, self._more = [Strings(_names_file(folder, part)) for part in range(parts)], more

    def get(self, root: int) -> Named | None:
        """None for an actor that has no row."""
        told = self._parts[root % len(self._parts)][root // len(self._parts)]
        if not told:
            return self._more.get(root)
        kind, _, name = told.partition("\t")
        return Named(name, kind)


def put_needed(needed: Sequence[Needed], decided: Decided, ids: Strings, names: Names, known: Authority, put: Put) -> dict[int, Named]:
    """Put rows of actors that only are what others are a part of. Returns them by their numbers, for those that have one."""
    waiting = {ids[root]: root for each in needed for root in each.roots if names.get(root) is None}
    waiting |= {actor_id: decided.known.get(actor_id, -1) for each in needed for actor_id in each.known}
    more: dict[int, Named] = {}
    done: set[str] = set()
    while waiting:
        actor_id, root = waiting.popitem()
        if actor_id in done or (root >= 0 and names.get(root) is not None):
            continue
        done.add(actor_id)
        row = put_rows(actor_id, Tally(), known, put)
        if root >= 0:
            more[root] = Named(str(row["name"]), str(row["actor_type"]))
        if whole := text(row, "part_of_actor_id"):
            waiting[whole] = decided.known.get(whole, -1)
    return more


def judgements(made: Sequence[Judgement], within: Sequence[tuple[Judgement, str]], ids: Strings, names: Names) -> list[Row]:
    """The rows of the judgements on actors that are there. `within`: merges within articles, in the order of publication, with their actors."""
    used = sorted({place for each in made for place in (each.left_group, each.right_group)})
    place_of = {root: place for place, root in enumerate(used)}
    actors = [ids[root] for root in used]
    there = {actors[place_of[root]] for root in used if names.get(root) is not None}
    found = [each._replace(left_group=place_of[each.left_group], right_group=place_of[each.right_group]) for each in made]
    for each, actor_id in within:
        found.append(each._replace(left_group=len(actors), right_group=len(actors)))
        actors.append(actor_id)
        if each.left_group < 0 or names.get(each.left_group) is not None:
            there.add(actor_id)
    return all_judgements((), judgement_rows(found, actors), there)
