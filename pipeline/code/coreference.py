"""Gather the named mentions of one article into entities: surname to full name, acronym to full form, short form to long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import JaroWinkler

from pipeline.code.candidates import ACRONYM, Candidate
from pipeline.code.grammar import classes
from pipeline.code.known_names import Known, demonyms, family_first, given_names, particles
from pipeline.spelling import skeleton

LEAST_LIKENESS = 0.77  # Jaro-Winkler of two spellings of a surname that share a skeleton (Haftar, Hifter: 0.8)
SMALL = frozenset({"of", "the", "and", "for", "on", "in", "&", "de", "des", "du", "la", "le", "del", "y", "e", "to", "at"})


@dataclass(slots=True)
class Cluster:
    """The mentions of one entity: candidates in the order of the text, and what is known of it."""

    kind: str
    names: list[str]
    members: list[Candidate] = field(default_factory=list)
    known: Known | None = None
    methods: list[str] = field(default_factory=list)


def plain(name: str) -> str:
    return name.replace("’", "'").replace(".", "").casefold()


def acronyms_of(name: str) -> set[str]:
    """The acronyms that a full name may be shortened to."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isalnum()]
    big = [w for w in words if w.lower() not in SMALL]
    found = {"".join(w[0] for w in big), "".join(w[0] for w in words)}
    found |= {"".join(w[0] for w in big if w[0].isupper()), "".join(w[0] for w in big).removeprefix("U")}
    return {f.upper() for f in found if len(f) > 1}


def surname(name: str) -> str:
    """The part of a person's name that later mentions use, without a leading al-: in most names the last word, else the first."""
    words = name.split()
    if (
        len(words) > 1
        and words[0].lower() in family_first()
        and (words[0].lower() not in given_names() or "-" in words[-1] or len(words) == 3)
        and words[-1].lower() not in given_names()
    ):
        return plain(words[0])
    last = words[-1]
    if last.lower().rstrip(".") in ("jr", "sr", "ii", "iii", "iv") and len(words) > 1:
        last = words[-2]
    return bare_surname(last)


def bare_surname(word: str) -> str:
    folded = plain(word)
    for article in ("al-", "el-", "al ", "el ", "as-", "ash-", "ad-", "ar-", "an-", "at-", "az-"):
        folded = folded.removeprefix(article)
    return folded


def gather(candidates: Sequence[Candidate]) -> list[Cluster]:
    """Clusters of candidates, in the order of their first mention."""
    clusters: list[Cluster] = []
    exact: dict[tuple[str, str], Cluster] = {}
    bracketed = _bracketed(candidates)
    for candidate in sorted(candidates, key=lambda c: (-len(c.words), c.start)):
        if candidate.kind is None:
            continue
        cluster, method = _home(candidate, clusters, exact)
        if cluster is None:
            cluster = Cluster(candidate.kind, [candidate.text], known=candidate.known)
            clusters.append(cluster)
            method = "name.state" if candidate.kind == "state" else "name.known" if candidate.known else "name.full"
        if candidate.text not in cluster.names:
            cluster.names.append(candidate.text)
        cluster.members.append(candidate)
        cluster.methods.append(method)
        exact.setdefault((candidate.kind, plain(candidate.text)), cluster)
    _merge_bracketed(clusters, bracketed)
    clusters = [c for c in clusters if c.members]
    clusters.sort(key=lambda c: min(m.start for m in c.members))
    return clusters


def _home(candidate: Candidate, clusters: list[Cluster], exact: dict[tuple[str, str], Cluster]) -> tuple[Cluster | None, str]:
    kind, key = candidate.kind or "", plain(candidate.text)
    if kind == "state":
        state = next((c for c in clusters if c.kind == "state" and c.known and candidate.known and c.known.country == candidate.known.country), None)
        return state, "name.state"
    if (kind, key) in exact:
        return exact[kind, key], "name.same"
    if candidate.known and candidate.known.key:
        for cluster in clusters:
            if cluster.known and cluster.known.key == candidate.known.key and cluster.kind == kind:
                return cluster, "name.known"
    same = [c for c in clusters if c.kind == kind]
    if kind == "person":
        return _person_home(candidate, same)
    if kind == "organization":
        return _organization_home(candidate, same)
    return None, ""


def _person_home(candidate: Candidate, clusters: list[Cluster]) -> tuple[Cluster | None, str]:
    words = candidate.words
    if len(words) == 1 or (len(words) == 2 and words[0].lower() in particles()):
        key = bare_surname(candidate.text)
        hits = [c for c in clusters if any((len(n.split()) > 1 and surname(n) == key) or bare_surname(n.split()[-1]) == key for n in c.names[:1])]
        if hits:
            return _nearest(candidate, hits), "name.surname"
        sound = skeleton(key)
        hits = [
            c
            for c in clusters
            if len(key) > 4 and skeleton(surname(c.names[0])) == sound and JaroWinkler.similarity(key, surname(c.names[0])) >= LEAST_LIKENESS
        ]
        if hits and not classes(key):
            return _nearest(candidate, hits), "name.spelling"
        hits = [c for c in clusters if c.names[0].split()[0].casefold() == key and len(c.names[0].split()) > 1]
        if len(hits) == 1:
            return hits[0], "name.given"
        return None, ""
    for cluster in clusters:
        longer = plain(cluster.names[0]).split()
        shorter = plain(candidate.text).split()
        if surname(cluster.names[0]) == surname(candidate.text) and (set(shorter) <= set(longer) or _initials_fit(shorter, longer)):
            return cluster, "name.shorter"
    return None, ""


def _initials_fit(shorter: list[str], longer: list[str]) -> bool:
    return (
        len(shorter) > 1
        and shorter[0][0] == longer[0][0]
        and (len(shorter[0]) == 1 or len(longer[0]) == 1 or longer[0].startswith(shorter[0]) or shorter[0].startswith(longer[0]))
    )


def _nearest(candidate: Candidate, clusters: list[Cluster]) -> Cluster:
    """The cluster last mentioned before the candidate, else the first one after it."""
    before = [
        (max(m.start for m in c.members if m.start < candidate.start), n)
        for n, c in enumerate(clusters)
        if any(m.start < candidate.start for m in c.members)
    ]
    if before:
        return clusters[max(before)[1]]
    return clusters[min((min(m.start for m in c.members), n) for n, c in enumerate(clusters))[1]]


def _organization_home(candidate: Candidate, clusters: list[Cluster]) -> tuple[Cluster | None, str]:
    words = [plain(w) for w in candidate.words]
    if len(words) == 1 and ACRONYM.match(candidate.text):
        hits = [c for c in clusters if plain(candidate.text).upper() in acronyms_of(c.names[0])]
        return (_nearest(candidate, hits), "name.acronym") if hits else (None, "")
    hits = []
    for cluster in clusters:
        longer = plain(cluster.names[0]).split()
        if len(longer) > len(words) and (longer[-len(words) :] == words or longer[: len(words)] == words):
            left = longer[: -len(words)] if longer[-len(words) :] == words else []
            if (len(words) > 1 and (not left or all(w.title() in demonyms() or w in ("us", "un", "uk", "united", "states", "eu") for w in left))) or (
                len(words) == 1 and (candidate.the or longer[-1] == words[0])
            ):
                hits.append(cluster)
    return (_nearest(candidate, hits), "name.shorter") if hits else (None, "")


def _bracketed(candidates: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Pairs of a name and the acronym in brackets right after it."""
    ordered = sorted(candidates, key=lambda c: c.start)
    return [
        (a, b)
        for a, b in pairwise(ordered)
        if b.start - a.end in (2, 3) and ACRONYM.match(b.text) and b.kind == "organization" and a.kind == "organization"
    ]


def _merge_bracketed(clusters: list[Cluster], pairs: Sequence[tuple[Candidate, Candidate]]) -> None:
    for left, right in pairs:
        first = next((c for c in clusters if left in c.members), None)
        second = next((c for c in clusters if right in c.members), None)
        if first is None or second is None or first is second:
            continue
        first.members.extend(second.members)
        first.methods.extend("name.acronym" for _ in second.members)
        first.names.extend(n for n in second.names if n not in first.names)
        second.members, second.methods = [], []
