"""Decide what each candidate names: from its own words, then from all that stands around every mention of it in the article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import JaroWinkler

from tidings.code.mentions.candidates import ACRONYM, Candidate, is_surname
from tidings.code.mentions.clusters import LEAST_LIKENESS, bare_surname, plain, surname
from tidings.code.mentions.known_names import heads, known_names, near, particles
from tidings.dictionary import classes
from tidings.known import given_names
from tidings.spelling import SMALL, acronyms_of, skeleton

DEFINED = 9  # weight of an acronym in brackets: it is what the name before the bracket is
FEW = 25  # characters between the first words of a body's name and its acronym in brackets
ORDER = ("person", "organization", "place", "other")


def decide(candidates: Sequence[Candidate], lower: Mapping[str, int]) -> list[Candidate]:
    """The candidates that are names, each with its `kind`. `lower`: how often the article prints a word without a capital."""
    pooled: dict[str, dict[str, int]] = {}
    times: dict[str, int] = {}
    for candidate in candidates:
        times[plain(candidate.text)] = times.get(plain(candidate.text), 0) + 1
        if candidate.kind is None:
            pool = pooled.setdefault(plain(candidate.text), {})
            for kind, weight in candidate.evidence.items():
                pool[kind] = pool.get(kind, 0) + weight
    _define_acronyms(candidates, pooled)
    full: dict[str, str] = {}
    words_of_bodies: set[str] = set()
    for candidate in candidates:
        if len(candidate.words) > 1:
            likely = candidate.kind or _best(candidate, pooled)
            if likely == "person":
                full.setdefault(surname(candidate.text), candidate.text)
            elif likely == "organization":
                words_of_bodies.update(plain(word) for word in candidate.words)
    sounds = {skeleton(name): name for name in full}
    sure = {plain(c.text) for c in candidates if not c.first}
    kept = []
    for candidate in candidates:
        single = len(candidate.words) == 1 + (candidate.words[0] in particles())
        name = bare_surname(candidate.words[-1])
        if candidate.kind is None:
            if single and (name in full or _sounds_like(name, sounds)):
                candidate.kind = "person"
            else:
                candidate.kind = _best(candidate, pooled)
        if candidate.kind in (None, "other"):
            continue
        if candidate.known is None and len(candidate.words) == 1 and not _is_word_a_name(candidate, name in full, words_of_bodies, times, lower):
            continue
        if (
            candidate.known is None
            and len(candidate.words) > 1
            and candidate.text.isupper()
            and all(classes(word.lower()) for word in candidate.words)
        ):
            continue  # words in capitals for loudness
        if _is_phrase(candidate) and times[plain(candidate.text)] == 1:
            continue
        if _stands(candidate, sure, full):
            kept.append(candidate)
    return kept


def _define_acronyms(candidates: Sequence[Candidate], pooled: dict[str, dict[str, int]]) -> None:
    """An acronym in brackets after a body's name is a body; after anything else, "iron deficiency (ID)", it is none."""
    for number, candidate in enumerate(candidates):
        if candidate.bracketed and candidate.kind is None:
            left = candidates[number - 1] if number else None
            beside = left is not None and 0 < candidate.start - left.end <= 2
            body = beside and left is not None and (left.kind or _best(left, pooled)) == "organization"
            if left is not None and not body and left.kind != "person" and candidate.start - left.end < FEW:
                earlier = [c for c in candidates[max(0, number - 2) : number] if c.sentence == candidate.sentence and len(c.words) > 2]
                body = any(plain(candidate.text).upper().startswith(a) for c in earlier for a in acronyms_of(c.text) if len(a) > 2)
            pool = pooled[plain(candidate.text)]
            kind = "organization" if body else "other"
            pool[kind] = pool.get(kind, 0) + DEFINED


def _sounds_like(name: str, sounds: Mapping[str, str]) -> bool:
    """Whether a word is another spelling of the surname of a person of the article (Hifter, Haftar)."""
    other = sounds.get(skeleton(name))
    return other is not None and len(name) > 4 and JaroWinkler.similarity(name, other) >= LEAST_LIKENESS and not classes(name)


def _is_word_a_name(
    candidate: Candidate, surname_of_person: bool, words_of_bodies: set[str], times: Mapping[str, int], lower: Mapping[str, int]
) -> bool:
    """Whether one capitalised word is a name though the dictionary may know it: a surname met in full, a short form of a body, or well attested."""
    word = candidate.words[0]
    folded = word.lower()
    if surname_of_person:
        return True
    if candidate.the and not candidate.first and (folded in near("institution") or (folded in words_of_bodies and folded in heads())):
        return True
    if candidate.first and folded in near("institution_bare"):
        return True
    if lower.get(folded, 0) >= times.get(plain(word), 0) and not (candidate.title_key and not candidate.the) and not word.isupper():
        return False
    if not classes(folded):
        return True
    if candidate.title_key and not candidate.the:
        return folded not in heads() or is_surname(folded)
    if word.isupper() and len(word) > 1:
        return times.get(plain(word), 0) > 1 or candidate.the
    return candidate.evidence.get("person", 0) > 2


def _best(candidate: Candidate, pooled: dict[str, dict[str, int]]) -> str | None:
    pool = pooled.get(plain(candidate.text), candidate.evidence)
    if any(c.isdigit() for c in candidate.text) and len(candidate.words) == 1 and pool.get("organization", 0) < DEFINED:
        return None  # a product or a model: IE9, A380
    words = candidate.words
    strange = 1 < len(words) <= 3 and not any(classes(word.lower()) or word.lower() in SMALL or ACRONYM.match(word) for word in words)
    if strange and max(pool.values(), default=0) == pool.get("place", 0) <= 1:
        return "person"  # "from", "at" or "to" before it tells too little
    if any(pool.values()):
        return max(ORDER, key=lambda kind: (pool.get(kind, 0), -ORDER.index(kind)))
    if len(words) == 1:
        return "organization" if ACRONYM.match(words[0]) or not classes(words[0].lower()) else None
    if "NOUN" in classes(words[-1].lower()) and words[-1].endswith("s") and words[0].lower() not in given_names():
        return "organization"
    last = known_names().get(words[-1])
    if last is not None and last.kind in ("place", "country"):
        return "organization"
    if len(words) <= 3 and not classes(words[-1].lower()) and not ACRONYM.match(words[-1]):
        return "person"
    if len(words) <= 3 and (not classes(words[0].lower()) or words[0].lower() in given_names()):
        return "person"
    return "organization"


def _is_phrase(candidate: Candidate) -> bool:
    """Whether nothing but capitals speaks for several words of the dictionary: "Round Two", "Rich List"."""
    if candidate.known or len(candidate.words) < 2 or candidate.possessive or any(candidate.evidence.values()):
        return False
    return all(classes(word.lower()) for word in candidate.words)


def _stands(candidate: Candidate, sure: set[str], full: Mapping[str, str]) -> bool:
    """Whether a candidate at the beginning of a sentence is a name: known, or met elsewhere as one."""
    if candidate.known or plain(candidate.text) in sure or bare_surname(candidate.words[-1]) in full:
        return True
    if len(candidate.words) == 1 and candidate.first:
        word = candidate.words[0].lower()
        if word in near("institution_bare"):
            return True
        return not classes(word) and word not in heads() and not word.endswith(("ist", "ists", "ic", "ly", "ally", "ism"))
    return True
