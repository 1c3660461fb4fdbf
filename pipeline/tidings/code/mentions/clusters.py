"""Gather the named mentions of one article into entities: surname to full name, acronym to full form, short form to long."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import JaroWinkler

from tidings.code.mentions.candidates import ACRONYM, Candidate
from tidings.code.mentions.known_names import ARTICLES_OF_NAMES, FAMILY_FIRST, PARTICLES, Known, near, titles
from tidings.dictionary import classes
from tidings.known import demonyms, given_names
from tidings.spelling import acronyms_of, skeleton

LEAST_LIKENESS = 0.77  # Jaro-Winkler of two spellings of a surname that share a skeleton (Haftar, Hifter: 0.8)
_FEMININE = re.compile(r"(?:i|in|ett?|ell|n)?[aeo]?|ine|ette|y")  # what makes a name another's: Karla, Paulina, Janette
JUST_NOW = 150  # characters: a surname so soon after a full name means that person


@dataclass(slots=True, eq=False)
class Cluster:
    """The mentions of one entity and what is known of it. `names`: as printed, the fullest of its first rule first."""

    kind: str
    names: list[str]
    members: list[Candidate] = field(default_factory=list)
    known: Known | None = None
    methods: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # sorted


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    return name.replace("’", "'").replace(".", "").casefold()


def surname(name: str) -> str:
    """The part of a person's name that later mentions use, without a leading al-: in most names the last word, else the first."""
    words = name.split()
    if (
        len(words) > 1
        and words[0].lower() in FAMILY_FIRST
        and (words[0].lower() not in given_names() or "-" in words[-1] or len(words) == 3)
        and words[-1].lower() not in given_names()
    ):
        return plain(words[0])
    last = words[-1]
    if last.lower().rstrip(".") in near("generation") and len(words) > 1:
        last = words[-2]
    return bare_surname(last)


@lru_cache(maxsize=1 << 16)
def bare_surname(word: str) -> str:
    folded = plain(word)
    article, hyphen, rest = folded.partition("-")
    return bare_surname(rest) if hyphen and article in ARTICLES_OF_NAMES else folded


def gather(candidates: Sequence[Candidate]) -> list[Cluster]:
    """Clusters of candidates, in the order of their first mention. Longer names first, so that every short form finds its full one."""
    gathering = _Gathering(candidates)

    def longest_first(candidate: Candidate) -> tuple[int, int]:
        return -len(gathering.full.get(candidate.start, candidate).words), candidate.start

    for candidate in sorted(candidates, key=longest_first):
        gathering.take(candidate)
    return sorted(gathering.clusters, key=lambda c: c.starts[0])


class _Gathering:
    """Clusters so far, with the keys that a later mention may find them by. Each look-up is in near-constant time.

    `full`: where the acronym of a body begins that stands in brackets right after the body's name -> that name.
    """

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.clusters: list[Cluster] = []
        self._by_key: dict[tuple[str, str], list[Cluster]] = {}
        close = ((left, right) for left, right in pairwise(candidates) if right.bracketed and right.start - left.end in (2, 3))
        self.full = {right.start: left for left, right in close if left.kind == right.kind == "organization"}

    def take(self, candidate: Candidate) -> None:
        """Put the candidate into the cluster that it belongs to, or into a new one."""
        cluster, method = self._home(candidate)
        if cluster is None:
            cluster = Cluster(candidate.kind or "", [candidate.text], known=candidate.known)
            self.clusters.append(cluster)
            method = "name.state" if candidate.kind == "state" else "name.known" if candidate.known else "name.full"
            self._index(cluster, candidate)
        if candidate.text not in cluster.names:
            cluster.names.append(candidate.text)
        self._add(cluster.kind, plain(candidate.text), cluster)
        cluster.members.append(candidate)
        cluster.methods.append(method)
        insort(cluster.starts, candidate.start)

    def _add(self, kind: str, key: str, cluster: Cluster) -> None:
        found = self._by_key.setdefault((kind, key), [])
        if cluster not in found:
            found.append(cluster)

    def _index(self, cluster: Cluster, candidate: Candidate) -> None:
        """Note the keys of a new cluster: by code, surname, sound, given name, acronym, beginning and end of its name."""
        known = candidate.known
        if known and known.key:
            self._add("known " + cluster.kind, known.country if cluster.kind == "state" else known.key, cluster)
        words = plain(candidate.text).split()
        if cluster.kind == "person":
            self._add("surname", surname(candidate.text), cluster)
            self._add("surname", bare_surname(words[-1]), cluster)
            self._add("sound", skeleton(surname(candidate.text)), cluster)
            if len(words) > 1:
                self._add("given", words[0], cluster)
        elif cluster.kind == "organization":
            for acronym in sorted(acronyms_of(candidate.text)):
                self._add("acronym", acronym, cluster)
            for length in range(1, len(words)):
                self._add("beginning", " ".join(words[:length]), cluster)
                self._add("end", " ".join(words[-length:]), cluster)

    def _found(self, kind: str, key: str) -> list[Cluster]:
        return self._by_key.get((kind, key), [])

    def _home(self, candidate: Candidate) -> tuple[Cluster | None, str]:
        kind, key = candidate.kind or "", plain(candidate.text)
        if kind == "state":
            return next(iter(self._found("known state", candidate.known.country if candidate.known else "")), None), "name.state"
        single = all(word.lower() in PARTICLES for word in candidate.words[:-1])
        if kind == "person" and single:
            return self._home_of_surname(candidate)
        if kind == "place" and (apart := self._home_of_place(candidate, key)) is not None:
            return apart
        if body := self._defined(candidate):
            return body[0], "name.acronym"
        if same := self._found(kind, key):
            return same[0], "name.same"
        if candidate.known and candidate.known.key and (known := self._found("known " + kind, candidate.known.key)):
            return known[0], "name.known"
        if kind == "person":
            return self._home_of_person(candidate)
        if kind == "organization":
            return self._home_of_body(candidate)
        return None, ""

    def _defined(self, candidate: Candidate) -> list[Cluster]:
        """The bodies whose acronym in brackets this is."""
        full = self.full.get(candidate.start)
        return self._found("organization", plain(full.text)) if full is not None and not (full.known and candidate.known) else []

    def _home_of_place(self, candidate: Candidate, key: str) -> tuple[Cluster | None, str] | None:
        """The place of this name in the region printed beside it; of several namesakes the one last named; None where no region tells."""
        same = self._found("place", key)
        told = [next((m.beside for m in cluster.members if m.beside), None) for cluster in same]
        if candidate.beside is None:
            return (_nearest(candidate, same), "name.same") if len(same) > 1 else None
        where = candidate.beside.country, candidate.beside.admin1
        fits = [c for c, beside in zip(same, told, strict=True) if beside is None or (beside.country, beside.admin1) == where]
        return (fits[0], "name.same") if fits else (None, "")

    def _home_of_surname(self, candidate: Candidate) -> tuple[Cluster | None, str]:
        key = bare_surname(candidate.words[-1])
        hits = [c for c in self._found("surname", key) if _agrees(candidate, c)]
        if hits:
            full = [c for c in hits if " " in c.names[0]]
            return _meant(candidate, full or hits), "name.surname" if full else "name.same"
        if same := self._found("person", plain(candidate.text)):
            return same[0], "name.same"
        if candidate.known and (known := self._found("known person", candidate.known.key)):
            return known[0], "name.known"
        if len(key) > 4 and not classes(key):
            alike = [c for c in self._found("sound", skeleton(key)) if JaroWinkler.similarity(key, surname(c.names[0])) >= LEAST_LIKENESS]
            if alike:
                return _nearest(candidate, alike), "name.spelling"
        given = self._found("given", plain(candidate.text))
        return (given[0], "name.given") if len(given) == 1 else (None, "")

    def _home_of_person(self, candidate: Candidate) -> tuple[Cluster | None, str]:
        shorter = plain(candidate.text).split()
        for cluster in self._found("surname", surname(candidate.text)):
            longer = plain(cluster.names[0]).split()
            if set(shorter) <= set(longer) or _initials_fit(shorter, longer):
                return cluster, "name.shorter"
        return None, ""

    def _home_of_body(self, candidate: Candidate) -> tuple[Cluster | None, str]:
        key = plain(candidate.text)
        if len(candidate.words) == 1 and ACRONYM.match(candidate.text):
            hits = self._found("acronym", key.upper())
            return (_nearest(candidate, hits), "name.acronym") if hits else (None, "")
        hits = [c for c in self._found("end", key) if len(candidate.words) == 1 or _only_nation_before(key, plain(c.names[0]))]
        whole = len(candidate.words) > 1 or candidate.the
        tails = near("company_tail") | near("club_tail")
        hits += [c for c in self._found("beginning", key) if c not in hits and (whole or c.names[0].split()[-1].lower() in tails)]
        return (_nearest(candidate, hits), "name.shorter") if hits else (None, "")


def _agrees(candidate: Candidate, cluster: Cluster) -> bool:
    """Whether the courtesy before a surname ("Mrs") does not speak against the person's given name."""
    wanted = titles()[candidate.title_key].gender if candidate.title_key in titles() else ""
    given = given_names().get(cluster.names[0].split()[0].lower(), "") if " " in cluster.names[0] else ""
    return not wanted or not given or wanted == given


def _initials_fit(shorter: list[str], longer: list[str]) -> bool:
    """Whether given names fit as an initial or a short form: "J. Doe", "Tim Doe" for "Timothy Doe", but not "Karl Doe" for "Karla Doe"."""
    if len(shorter) < 2 or shorter[0][0] != longer[0][0]:
        return False
    short, full = sorted((shorter[0], longer[0]), key=len)
    return len(short) == 1 or (full.startswith(short) and not _FEMININE.fullmatch(full[len(short) :]))


def _meant(candidate: Candidate, clusters: Sequence[Cluster]) -> Cluster:
    """Of several persons of one surname: the one just named, else the one whom the article is about, which names him most often in full."""
    nearest = _nearest(candidate, clusters)
    at = bisect_left(nearest.starts, candidate.start)
    if len(clusters) == 1 or (at and candidate.start - nearest.starts[at - 1] < JUST_NOW):
        return nearest
    most = max(len(c.members) for c in clusters)
    main = [c for c in clusters if len(c.members) == most]
    return nearest if nearest in main else main[0]


def _nearest(candidate: Candidate, clusters: Sequence[Cluster]) -> Cluster:
    """The cluster last mentioned before the candidate, else the first one after it."""
    if len(clusters) == 1:
        return clusters[0]
    before = [(c.starts[at - 1], -number) for number, c in enumerate(clusters) if (at := bisect_left(c.starts, candidate.start))]
    if before:
        return clusters[-max(before)[1]]
    return min(clusters, key=lambda c: c.starts[0])


def _only_nation_before(end: str, name: str) -> bool:
    """Whether a longer name only adds a nation before: "US Treasury Department" to "Treasury Department"."""
    return all(word.title() in demonyms() or word in near("nation") for word in name[: -len(end)].split())
