"""Decide what each candidate names: from its own words, then from all that stands around every mention of it in the article."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.code.coreference import bare_surname, plain, surname
from pipeline.code.grammar import classes
from pipeline.code.known_names import given_names, heads
from pipeline.code.names import ACRONYM, Candidate

ORDER = ("person", "organization", "place", "other")


def decide(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are names, each with its `kind`."""
    pooled: dict[str, dict[str, int]] = {}
    for candidate in candidates:
        if candidate.kind is None:
            pool = pooled.setdefault(plain(candidate.text), {})
            for kind, weight in candidate.evidence.items():
                pool[kind] = pool.get(kind, 0) + weight
    full = {surname(c.text) for c in candidates if len(c.words) > 1 and (c.kind or _best(c, pooled)) == "person"}
    parts = {plain(word) for c in candidates if len(c.words) > 1 and (c.kind or _best(c, pooled)) == "organization" for word in c.words}
    sure = {plain(c.text) for c in candidates if not c.heading and not c.first}
    for candidate in candidates:
        if candidate.kind is None:
            if len(candidate.words) <= 2 and bare_surname(candidate.words[-1]) in full and len(candidate.words) == 1 + candidate.words[0][0].islower():
                candidate.kind = "person"
            else:
                candidate.kind = _best(candidate, pooled)
    return [c for c in candidates if c.kind not in (None, "other") and _stands(c, sure, full, parts)]


def _best(candidate: Candidate, pooled: dict[str, dict[str, int]]) -> str | None:
    pool = pooled.get(plain(candidate.text), candidate.evidence)
    if pool:
        return max(ORDER, key=lambda kind: (pool.get(kind, 0), -ORDER.index(kind)))
    words = candidate.words
    if len(words) == 1:
        return "organization" if ACRONYM.match(words[0]) or not classes(words[0].lower()) else None
    if len(words) <= 3 and (not classes(words[0].lower()) or words[0].lower() in given_names()):
        return "person"
    return "organization"


def _stands(candidate: Candidate, sure: set[str], full: set[str], parts: set[str]) -> bool:
    """Whether a candidate in a heading, or at the beginning of a sentence, is a name: known, or met elsewhere as one."""
    if candidate.known or plain(candidate.text) in sure or bare_surname(candidate.words[-1]) in full:
        return True
    if candidate.heading:
        return False
    if len(candidate.words) == 1 and candidate.first:
        word = candidate.words[0].lower()
        return not classes(word) and (word not in heads())
    return True
