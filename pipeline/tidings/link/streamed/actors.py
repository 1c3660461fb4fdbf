"""Who is who, one article at a time: the rules are those of `link.actors`; in memory are the actors that several articles may tell of.

First every article is seen (`ActorIndex.see`), then it is decided who is one (`decide`); then each article is linked (`of`) and counted
(`ActorRows.count`), and the rows are written (`ActorRows.finish`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from tidings.coding.columns import Row
from tidings.link.actor_names import Tally, commonest, name_rows
from tidings.link.actors import (
    ActorLinks,
    Apart,
    Found,
    acronyms,
    actor_row,
    all_judgements,
    count_actors,
    gather,
    ids_of,
    in_groups,
    judgement_rows,
    tell_actor,
)
from tidings.link.authority import Authority
from tidings.link.corpus import Coded, Corpus, text
from tidings.link.event_labels import Named
from tidings.link.groups import Judgement, Sets, match
from tidings.link.streamed.runs import Runs

Key = tuple[str, ...]
A_TALLY = 1500  # bytes in memory, about


class ActorIndex:
    """The actors that more than one article may tell of. `type_of`: actor -> its type, once it is decided."""

    def __init__(self, known: Authority) -> None:
        self.known = known
        self.type_of: dict[str, str] = {}
        self._groups: Found = {}
        self._apart: list[Apart] = []
        self._names: dict[str, str] = {}
        self._types: dict[Key, dict[tuple[bool, str], int]] = {}
        self._ids: dict[Key, str] = {}
        self._judgements: list[Judgement] = []
        self._judged: list[str] = []

    def see(self, rank: int, one: Corpus) -> list[tuple[str, Key | None]]:
        """Note the actors of an article; `rank` is its place in the order of publication, in which articles come. Returns the actors with what they
        are gathered by, None for those of which no other article can tell.
        """
        keys: list[tuple[str, Key | None]] = []
        for each in gather(one, self.known):
            actor_id = str(each.actor["actor_id"])
            if each.alone:
                keys.append((actor_id, None))
                continue
            group, apart = each.join(self._groups, rank)
            self._apart += apart
            keys.append((actor_id, group.key))
            if len(group.members) == 1:
                self._names[actor_id] = str(each.actor["name"])
            else:
                group.members.pop()  # the first says what the actor is called
            kind = (actor_id in one.named, text(each.actor, "actor_type") or "")
            types = self._types.setdefault(group.key, {})
            types[kind] = types.get(kind, 0) + 1
        return keys

    def decide(self) -> None:
        """Say who is one. No article is seen any more."""
        groups, self._judgements = in_groups(self._groups, self._apart)
        sets = Sets(groups)
        self._judgements += acronyms(groups, sets) + match(groups, sets, self.known)
        ids = ids_of(groups, sets, self._names.__getitem__, set(self.known.facts))
        self._judged = [ids[sets.find(place)] for place in range(len(groups))]
        types: dict[str, Counter[tuple[bool, str]]] = defaultdict(Counter)
        for place, group in enumerate(groups):
            self._ids[group.key] = self._judged[place]
            types[self._judged[place]].update(self._types[group.key])
        self.type_of = {actor_id: self._type(actor_id, counts) for actor_id, counts in types.items()}
        self._groups, self._apart, self._names, self._types = {}, [], {}, {}
        used = {place for each in self._judgements for place in (each.left_group, each.right_group)}
        self._judged = [actor_id if place in used else "" for place, actor_id in enumerate(self._judged)]

    def _type(self, actor_id: str, counts: Counter[tuple[bool, str]]) -> str:
        if actor_id in self.known.facts:
            return self.known.facts[actor_id].actor_type
        naming = any(named for named, _ in counts)
        said: Counter[str] = Counter()
        for (named, kind), number in counts.items():
            if kind and (named or not naming):
                said[kind] += number
        return commonest(said) or "other"

    def of(self, keys: Sequence[tuple[str, Key | None]]) -> tuple[ActorLinks, set[str]]:
        """What the ids of an article stand for, and those of them that are of this article alone. `keys`: what `see` gave for it."""
        links = ActorLinks({actor_id: actor_id if key is None else self._ids[key] for actor_id, key in keys})
        return links, {actor_id for actor_id, key in keys if key is None}

    def note_merges(self, coded: Coded, one: Corpus, links: ActorLinks) -> None:
        """Merges within an article that likeness of spelling decided are judgements like those across articles."""
        for mention in coded.mentions:
            actor = text(mention, "actor_id")
            if mention["method"] == "name.spelling" and actor is not None and actor in links.actor_of:
                left, right = str(mention["mention_text"]), str(one.actors[actor]["name"])
                if left != right:
                    self._judged.append(links.actor_of[actor])
                    place = len(self._judged) - 1
                    self._judgements.append(Judgement(left, right, place, place, None, "name.spelling", "same"))

    def judgements(self, there: Mapping[str, object]) -> list[Row]:
        """Rows of the judgements on actors that are there."""
        rows = judgement_rows(self._judgements, self._judged)
        ends = {str(row[column]) for row in rows for column in ("left_actor_id", "right_actor_id")}
        return all_judgements((), rows, {actor_id for actor_id in ends if actor_id in there or not self.shared(actor_id)})

    def shared(self, actor_id: str) -> bool:
        """Whether several articles may tell of an actor."""
        return actor_id in self.type_of or actor_id in self.known.facts


class ActorRows:
    """Counts the actors and makes their rows. `named`: each actor that several articles may tell of -> its name and type, when all is counted."""

    def __init__(self, folder: Path, index: ActorIndex) -> None:
        self.named: dict[str, Named] = {}
        self.actors = Runs(folder, "actors")
        self.actor_names = Runs(folder, "actor-names")
        self._index = index
        self._tallies = Runs(folder, "tallies")
        self._needed: set[str] = set()
        self._absent: dict[str, Row] = {}
        self._written: set[str] = set()

    def count(self, rank: int, coded: Coded, one: Corpus, links: ActorLinks, alone: set[str]) -> dict[str, Named]:
        """Count one article. Returns the actors that it alone tells of and that have a row."""
        tallies: dict[str, Tally] = defaultdict(Tally)
        count_actors(coded, links, tallies)
        for given, actor_id in links.actor_of.items():
            if actor_id in tallies or actor_id not in alone:
                tell_actor(tallies[actor_id], actor_id, one.actors[given], one, links)
        own: dict[str, Named] = {}
        for actor_id, tally in tallies.items():
            absent = {whole: one.actors[whole] for whole in tally.part_of if whole in alone and whole not in tallies}
            if actor_id in alone:
                row = self._put(actor_id, tally)
                own[actor_id] = Named(str(row["name"]), str(row["actor_type"]))
                whole = text(row, "part_of_actor_id")
                if whole in absent and whole not in own:
                    row = self._whole(whole, absent[whole])
                    own[whole] = Named(str(row["name"]), str(row["actor_type"]))
                elif whole is not None and whole not in alone:
                    self._needed.add(whole)
            else:
                self._tallies.put((actor_id, rank), (tally, absent), A_TALLY)
        return own

    def finish(self) -> None:
        """Make the rows of all others."""
        for actor_id, told in self._tallies.groups():
            tally, absent = Tally(), dict[str, Row]()
            for later, wholes in told:
                tally.add(later)
                absent |= wholes
            if not tally.there:
                continue
            row = self._put(actor_id, tally)
            self.named[actor_id] = Named(str(row["name"]), str(row["actor_type"]))
            if whole := text(row, "part_of_actor_id"):
                self._needed.add(whole)
                self._absent |= {whole: absent[whole]} if whole in absent else {}
        waiting = sorted(self._needed - self.named.keys())
        while waiting:
            actor_id = waiting.pop()
            if actor_id in self._absent:
                if actor_id not in self._written:
                    self._whole(actor_id, self._absent[actor_id])
                continue
            if actor_id in self.named or not self._index.shared(actor_id):
                continue  # of one article, in which it is told of
            row = self._put(actor_id, Tally())
            self.named[actor_id] = Named(str(row["name"]), str(row["actor_type"]))
            if whole := text(row, "part_of_actor_id"):
                waiting.append(whole)

    def _whole(self, actor_id: str, given: Row) -> Row:
        """The row of a body that its article only tells of as somebody's."""
        self._written.add(actor_id)
        tally = Tally()
        tally.tell(given, True)
        return self._put(actor_id, tally)

    def _put(self, actor_id: str, tally: Tally) -> Row:
        fact = self._index.known.facts.get(actor_id)
        row = actor_row(actor_id, tally, None, fact)
        self.actors.put((actor_id,), row)
        for name in name_rows(row, tally, fact, {}):
            self.actor_names.put((actor_id, name["name"]), name)
        return row
