"""Gather the coder's actors into groups, one group an actor: exact rules first, then likeness of spelling, each merge kept as a judgement."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from tidings import lexicon
from tidings.known import demonyms
from tidings.link.authority import Authority, plain_marks
from tidings.link.persons import Facts, compare, judge
from tidings.spelling import fold, likeness, skeleton

LEAST_BODY_LIKENESS = 0.9  # of folded names of bodies that share the skeletons of all their words
MOST_IN_BLOCK = 400  # names of one block compared pair by pair; a larger block is compared neighbour by neighbour
NEIGHBOURS = 12
SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "on", "de", "la", "le", "du", "des"])


@dataclass(slots=True)
class Group:
    """The coder's actors that are one. `key`: what an exact rule gathered them by. `members`: (rank of the first article, the coder's id).

    `rank` orders articles by day of publication and id, so that nothing depends on the order in which articles arrive.
    """

    key: tuple[str, ...]
    kind: str  # person, organization, people, unnamed, other
    actor_id: str | None = None  # of the authority
    names: Counter[str] = field(default_factory=Counter)
    facts: Facts = field(default_factory=Facts)
    members: list[tuple[int, str]] = field(default_factory=list)

    def take(self, member: tuple[int, str], name: str, printed: Sequence[str], facts: Facts) -> None:
        """Add one of the coder's actors, `printed` under these names."""
        self.members.append(member)
        self.names.update(printed or [name])
        self.names[name] += 0
        self.facts.add(facts)

    @property
    def name(self) -> str:
        """The fullest name in its commonest spelling; the first by code point where two are as common."""
        return min(self.names, key=lambda n: (-len(n.split()), -self.names[n], n))


class Judgement(NamedTuple):
    """A decision about two names, of groups given by their place in the list."""

    left: str
    right: str
    left_group: int
    right_group: int
    score: float | None
    rule: str
    decision: str
    decided_by: str = "machine"
    reason: str | None = None


class Sets:
    """Disjoint sets of groups with pairs that must never come together. Path halving, the smaller number is the root."""

    def __init__(self, number: int, meant: Mapping[int, str], countries: Mapping[int, Iterable[str]]) -> None:
        """`number` groups; `meant`: the actor of those of which the id is meant; `countries`: those of the persons of which any is told."""
        self.parent = array("l", range(number))
        self.actor = dict(meant)
        self.countries = {place: frozenset(told) for place, told in countries.items()}
        self.apart: dict[int, set[int]] = {}

    @classmethod
    def of(cls, groups: Sequence[Group]) -> Sets:
        """Those of groups in memory."""
        meant = {place: group.actor_id for place, group in enumerate(groups) if group.actor_id is not None}
        return cls(len(groups), meant, {place: group.facts.countries for place, group in enumerate(groups) if group.facts.countries})

    def find(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def keep_apart(self, left: int, right: int) -> None:
        left, right = self.find(left), self.find(right)
        if left != right:
            self.apart.setdefault(left, set()).add(right)
            self.apart.setdefault(right, set()).add(left)

    def may_join(self, left: int, right: int) -> bool:
        left, right = self.find(left), self.find(right)
        two_known = left in self.actor and right in self.actor and self.actor[left] != self.actor[right]
        here, there = self.countries.get(left), self.countries.get(right)
        two_countries = bool(here and there and not here & there)
        return right not in self.apart.get(left, ()) and not two_known and not two_countries

    def join(self, left: int, right: int) -> None:
        left, right = sorted((self.find(left), self.find(right)))
        if left == right:
            return
        self.parent[right] = left
        if right in self.actor:
            self.actor.setdefault(left, self.actor[right])
        if right in self.countries:
            self.countries[left] = self.countries.get(left, frozenset()) | self.countries[right]
        for other in self.apart.pop(right, set()):
            self.apart[other].discard(right)
            self.keep_apart(left, other)


def curate(groups: Sequence[Group], sets: Sets, judged: Sequence[Mapping[str, str]]) -> list[Judgement]:
    """Lay the curator's decisions down before any rule: pairs that are the same are joined, pairs that differ never will be."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        for name in group.names:
            by_name[plain_marks(name)].append(place)
    made = []
    for row in judged:
        if row.get("decided_by") == "machine" or row["decision"] == "undecided":
            continue
        for left in by_name.get(plain_marks(row["left"]), ()):
            for right in by_name.get(plain_marks(row["right"]), ()):
                if left == right:
                    continue
                if row["decision"] == "same":
                    sets.join(left, right)
                else:
                    sets.keep_apart(left, right)
                made.append(
                    Judgement(row["left"], row["right"], left, right, _score(row), "curator", row["decision"], "curator", row.get("reason") or None)
                )
    return made


def _score(row: Mapping[str, str]) -> float | None:
    return float(row["score"]) if row.get("score") else None


Name = tuple[str, int]  # a name and the place of its group
Pairs = dict[tuple[int, int], tuple["Judgement", int | tuple[int, int]]]  # places of two groups -> what was found, and the order of the block


def match(groups: Sequence[Group], sets: Sets, authority: Authority) -> list[Judgement]:
    """Join groups whose names are spellings of one name. Near-linear: only names of one block are compared. Refusals are judgements too."""
    blocks: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for place, group in enumerate(groups):
        for key, name in blocks_of(group, authority):
            blocks[key].append((name, place))
    pairs: Pairs = {}
    for order, (key, block) in enumerate(blocks.items()):
        compare_block(key, block, lambda place: groups[place].facts, order, pairs)
    return join_pairs(pairs, sets)


def compare_block(key: tuple[str, ...], block: Sequence[Name], facts_of: Callable[[int], Facts], order: int | tuple[int, int], pairs: Pairs) -> None:
    """Compare the names of one block and put what is found into `pairs`: of two groups the best; of those as good that of the first block."""
    for left, right in _pairs_of(block):
        places = (min(left[1], right[1]), max(left[1], right[1]))
        found = _judged(left, right, key[0] == "person", facts_of) if left[1] != right[1] else None
        if found is None:
            continue
        score = found.score or 0
        held = pairs.get(places)
        if held is None or score > (held[0].score or 0) or (score == (held[0].score or 0) and order < held[1]):  # type: ignore[operator]
            pairs[places] = found, order


def join_pairs(pairs: Pairs, sets: Sets) -> list[Judgement]:
    """Join what was found to be one, the surest first, and keep apart what was found to be two."""
    made = []
    for places, (found, _) in sorted(pairs.items(), key=lambda item: (item[1][0].decision == "same", -(item[1][0].score or 0), item[0])):
        if found.decision == "different":
            sets.keep_apart(*places)  # before anything is joined: no third spelling brings them together
        elif found.decision == "undecided":
            pass
        elif sets.find(places[0]) == sets.find(places[1]):
            continue  # joined already, by pairs that are on record
        elif sets.may_join(*places):
            sets.join(*places)
        else:
            found = found._replace(decision="different", reason="what each was joined with is another")
        made.append(found)
    return made


def _judged(left: Name, right: Name, person: bool, facts_of: Callable[[int], Facts]) -> Judgement | None:
    """The decision about two names of one block, each with the place of its group; None where nobody would take them for one."""
    (name, at), (other_name, other) = left, right
    if not person:
        alike = _compare(name, other_name)
        return Judgement(name, other_name, at, other, round(alike[0], 4), alike[1], "same", reason="one name of a body") if alike else None
    found = compare(name, other_name)
    if found is None:
        return None
    decision, reason = judge(found, facts_of(at), facts_of(other))
    return Judgement(name, other_name, at, other, round(found.score, 4), found.rule, decision, reason=reason)


def blocks_of(group: Group, authority: Authority) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names of a group, each once, with a key that all spellings of a name share: names of one key may be one."""
    if group.kind not in ("person", "organization"):
        return
    names: Iterable[str] = sorted(group.names)
    if group.actor_id in authority.facts:
        names = sorted(authority.facts[str(group.actor_id)].names)
    seen = set()
    for name in names:
        folded = fold(name)
        if folded not in seen:
            seen.add(folded)
            if key := _block(group.kind, folded):
                yield key, name


@lru_cache(maxsize=200_000)
def _block(kind: str, folded: str) -> tuple[str, ...] | None:
    words = folded.split()
    if kind == "person" and len(words) > 1:
        return ("person", skeleton(words[-1]), skeleton(words[0])[:1])
    if kind == "organization" and len(words) > 1:
        return ("organization", *sorted(skeleton(_nation(word)) for word in words if word not in SMALL_WORDS))
    return None


@lru_cache(maxsize=50_000)
def _nation(word: str) -> str:
    """A nationality or a country's name as its code, so that "Libya National Army" meets "Libyan National Army"."""
    return _nations().get(word, word)


@lru_cache(maxsize=1)
def _nations() -> dict[str, str]:
    found = {fold(name): iso3.lower() for name, iso3 in demonyms().items()}
    return {**found, **{fold(row["name"]): row["iso3"].lower() for row in lexicon.rows("countries") if " " not in row["name"]}}


def _pairs_of(block: Sequence[Name]) -> Iterable[tuple[Name, Name]]:
    ordered = sorted(block, key=lambda item: (fold(item[0]), item[0], item[1]))
    reach = len(ordered) if len(ordered) <= MOST_IN_BLOCK else NEIGHBOURS
    for number, left in enumerate(ordered):
        for right in ordered[number + 1 : number + 1 + reach]:
            yield left, right


def _compare(left: str, right: str) -> tuple[float, str] | None:
    """How alike two names of bodies of one block are and the rule that says so; None where they are not one name."""
    a, b = fold(left), fold(right)
    if _numbers(a) != _numbers(b):
        return None
    same_nation = [_nation(w) for w in a.split()] == [_nation(w) for w in b.split()]
    score = likeness(left, right)
    if a == b or same_nation or score >= LEAST_BODY_LIKENESS:
        return (score, "link.nationality" if same_nation and a != b else "link.spelling")
    return None


def _numbers(folded: str) -> list[str]:
    return [word for word in folded.split() if any(c.isdigit() for c in word)]
