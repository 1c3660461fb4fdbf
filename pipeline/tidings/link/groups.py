"""Gather the coder's actors into groups, one group an actor: exact rules first, then likeness of spelling, each merge kept as a judgement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from tidings.known import demonyms, given_names
from tidings.link.authority import Authority, plain_marks
from tidings.spelling import fold, likeness, skeleton

LEAST_LIKENESS = 0.8  # of folded full names that share the skeleton of given name and surname
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
    countries: Counter[str] = field(default_factory=Counter)
    members: list[tuple[int, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The fullest name in its commonest spelling; the first by code point where two are as common."""
        return min(self.names, key=lambda n: (-len(n.split()), -self.names[n], n))


@dataclass(frozen=True, slots=True)
class Judgement:
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

    def __init__(self, groups: Sequence[Group]) -> None:
        self.parent = list(range(len(groups)))
        self.actor = [group.actor_id for group in groups]
        self.countries = [set(group.countries) for group in groups]
        self.apart: dict[int, set[int]] = defaultdict(set)

    def find(self, place: int) -> int:
        while self.parent[place] != place:
            self.parent[place] = self.parent[self.parent[place]]
            place = self.parent[place]
        return place

    def keep_apart(self, left: int, right: int) -> None:
        left, right = self.find(left), self.find(right)
        if left != right:
            self.apart[left].add(right)
            self.apart[right].add(left)

    def may_join(self, left: int, right: int) -> bool:
        left, right = self.find(left), self.find(right)
        two_known = self.actor[left] is not None and self.actor[right] is not None and self.actor[left] != self.actor[right]
        two_countries = bool(self.countries[left] and self.countries[right] and not self.countries[left] & self.countries[right])
        return right not in self.apart[left] and not two_known and not two_countries

    def join(self, left: int, right: int) -> None:
        left, right = sorted((self.find(left), self.find(right)))
        if left == right:
            return
        self.parent[right] = left
        self.actor[left] = self.actor[left] or self.actor[right]
        self.countries[left] |= self.countries[right]
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


def match(groups: Sequence[Group], sets: Sets, authority: Authority) -> list[Judgement]:
    """Join groups whose names are spellings of one name. Near-linear: only names of one block are compared."""
    pairs: dict[tuple[int, int], tuple[float, str, str, str]] = {}
    for block in _blocks(groups, authority).values():
        for left, right in _pairs_of(block):
            (left_name, left_place), (right_name, right_place) = left, right
            if left_place == right_place:
                continue
            places = (min(left_place, right_place), max(left_place, right_place))
            found = _compare(groups[left_place].kind, left_name, right_name)
            if found and (places not in pairs or found[0] > pairs[places][0]):
                pairs[places] = (*found, left_name, right_name)
    made = []
    for (left_place, right_place), (score, rule, left_name, right_name) in sorted(pairs.items(), key=lambda item: (-item[1][0], item[0])):
        if sets.find(left_place) == sets.find(right_place):
            continue  # joined already, by pairs that are on record
        if sets.may_join(left_place, right_place):
            sets.join(left_place, right_place)
            decision = "same"
        else:
            decision = "different"
        made.append(Judgement(left_name, right_name, left_place, right_place, round(score, 4), rule, decision))
    return made


def _blocks(groups: Sequence[Group], authority: Authority) -> dict[tuple[str, ...], list[tuple[str, int]]]:
    """Names that may be one, under a key that all spellings of a name share. Each name once a group."""
    blocks: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for place, group in enumerate(groups):
        names: Iterable[str] = sorted(group.names)
        if group.actor_id in authority.facts:
            names = sorted(authority.facts[str(group.actor_id)].names)
        seen = set()
        for name in names:
            folded = fold(name)
            if folded in seen:
                continue
            seen.add(folded)
            key = _block(group.kind, folded)
            if key:
                blocks[key].append((name, place))
    return blocks


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
    from tidings import lexicon

    found = {fold(name): iso3.lower() for name, iso3 in demonyms().items()}
    return {**found, **{fold(row["name"]): row["iso3"].lower() for row in lexicon.rows("countries") if " " not in row["name"]}}


def _pairs_of(block: Sequence[tuple[str, int]]) -> Iterable[tuple[tuple[str, int], tuple[str, int]]]:
    ordered = sorted(block, key=lambda item: (fold(item[0]), item[0], item[1]))
    reach = len(ordered) if len(ordered) <= MOST_IN_BLOCK else NEIGHBOURS
    for number, left in enumerate(ordered):
        for right in ordered[number + 1 : number + 1 + reach]:
            yield left, right


def _compare(kind: str, left: str, right: str) -> tuple[float, str] | None:
    """How alike two names of one block are and the rule that says so; None where they are not one name."""
    a, b = fold(left), fold(right)
    score = likeness(left, right)
    if kind != "person":
        if _numbers(a) != _numbers(b):
            return None
        same_nation = [_nation(w) for w in a.split()] == [_nation(w) for w in b.split()]
        if a == b or same_nation or score >= LEAST_BODY_LIKENESS:
            return (score, "link.nationality" if same_nation and a != b else "link.spelling")
        return None
    first, second = a.split(), b.split()
    if not (_same_given(first[0], second[0]) and _same_surname(first[-1], second[-1])):
        return None
    if not _same_middle(first[1:-1], second[1:-1]):
        return None
    if len(first) != len(second):
        return (score, "link.middle-name") if score >= LEAST_LIKENESS - 0.1 else None
    return (score, "link.transliteration") if score >= LEAST_LIKENESS else None


def _numbers(folded: str) -> list[str]:
    return [word for word in folded.split() if any(c.isdigit() for c in word)]


def _same_given(left: str, right: str) -> bool:
    """Whether two given names are spellings of one: an initial fits; short names must sound alike to the vowel."""
    if left == right:
        return True
    if len(left) == 1 or len(right) == 1:
        return left[0] == right[0]
    known = given_names()
    if {known.get(left), known.get(right)} == {"m", "f"} or skeleton(left) != skeleton(right):
        return False
    if min(len(left), len(right)) <= 4:
        return _sound(left) == _sound(right)
    return JaroWinkler.similarity(left, right) >= 0.75


def _sound(word: str) -> str:
    return word.replace("ph", "f").replace("y", "i").replace("c", "k").replace("ee", "i").replace("ou", "u").replace("oo", "u")


def _same_surname(left: str, right: str) -> bool:
    return left == right or (skeleton(left) == skeleton(right) and min(len(left), len(right)) > 3 and JaroWinkler.similarity(left, right) >= 0.75)


def _same_middle(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether middle names do not speak against: none on one side, or each fits its counterpart."""
    if not left or not right:
        return True
    return len(left) == len(right) and all(
        a[0] == b[0] if 1 in (len(a), len(b)) else skeleton(a) == skeleton(b) for a, b in zip(left, right, strict=True)
    )
