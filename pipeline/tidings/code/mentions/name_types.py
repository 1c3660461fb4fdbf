"""Decide what each candidate names: from its own words, then from all that stands around every mention of it in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import JaroWinkler

from tidings.code.mentions.candidates import ACRONYM, INITIAL, Candidate
from tidings.code.mentions.clusters import LEAST_LIKENESS, bare_surname, plain, surname
from tidings.code.mentions.evidence import WEAK
from tidings.code.mentions.known_names import CALENDAR, NOT_ACRONYMS, NUMBER_WORDS, PARTICLES, heads, near, titles
from tidings.code.mentions.word_kinds import is_surname, known_kind, title_kind
from tidings.dictionary import classes
from tidings.known import given_names, may_be_family
from tidings.spelling import SMALL, acronyms_of, skeleton

DEFINED = 9  # weight of an acronym in brackets: it is what the name before the bracket is
FEW = 25  # characters between the first words of a body's name and its acronym in brackets
ORDER = ("person", "organization", "place", "other")
ON_SPORT = 2  # words of sport that make an article one on sport
_NO_NAME = re.compile(r"(?i:[IVXL]{2,}$|.$|.*\.(?:com|org|net|gov|edu|info|co|tv)$)|(?:[A-Z]\.?){2,}s$")  # MPs, but Ross is a name
_NO_COMMON_END = re.compile(r".*(?:ists?|ic|ly|ism)$")
_BELIEF = re.compile(r"\w{3,}(?:ists?|isms?|phobia)$")  # no name, nor are those who hold it


def may_be_name(candidate: Candidate) -> bool:
    """Whether the stretch can be a name at all. Words of the dictionary are left to `decide`, which sees the whole article."""
    words = candidate.words
    if any("[" in word or "]" in word for word in words) or not any(word[0].isalpha() for word in words):
        return False  # a letter that an editor changed: "[W]e"
    if candidate.known is not None:
        return True
    return not _is_no_word_of_names(candidate) if len(words) == 1 else not _is_office(words)


def _is_no_word_of_names(candidate: Candidate) -> bool:
    """Whether one word unknown beforehand is a day, an abbreviation, a number, an adjective of two nations, a title."""
    word = candidate.words[0]
    parts = word.split("-")
    opening = parts[0].lower()
    numbered = candidate.first and len(parts) > 1 and (opening in NUMBER_WORDS or opening in near("prefix") or bool(classes(opening)))
    small = word.lower() in near("generation") or (word.lower() in titles() and not candidate.title_key)
    listed = not candidate.title_key and (word in CALENDAR or word in NOT_ACRONYMS)
    nations = len(parts) > 1 and known_kind(parts[-1]) == "adjective"  # Franco-German
    return listed or small or numbered or nations or _is_short(word)


def _is_short(word: str) -> bool:
    """Whether a word is too short or odd to be a name: a number, a plural, an address, "J.K." (but not the "S.E.C.")."""
    return bool(_NO_NAME.match(word) if word.isupper() or "." in word or len(word) < 5 else None) or (bool(INITIAL.match(word)) and len(word) < 6)


def _is_office(words: Sequence[str]) -> bool:
    """Whether several words are the name of an office and nobody's: "Federal Minister", "Deputy Foreign Minister"."""
    last = words[-1].lower()
    if title_kind(last) in ("", "courtesy") or is_surname(last) or last in near("title_or_name"):
        return False
    return all(classes(word.lower()) and word.lower() not in given_names() for word in words[:-1])


def decide(candidates: Sequence[Candidate], lower: Mapping[str, int]) -> list[Candidate]:
    """The candidates that are names, each with its `kind`. `lower`: how often the article prints a word without a capital."""
    if sum(lower.get(word, 0) for word in near("sport")) >= ON_SPORT:
        _name_clubs(candidates)
    types = _Types(candidates, lower)
    return [candidate for candidate in candidates if types.is_name(candidate)]


def _name_clubs(candidates: Iterable[Candidate]) -> None:
    """In an article on sport, make bodies of the places that play anywhere in it, but where they locate ("in Exampleton")."""
    candidates = list(candidates)
    told = [c for c in candidates if c.evidence.get("club") and not (c.evidence.get("person", 0) >= WEAK and c.words[0].lower() in given_names())]
    clubs = {plain(c.text) for c in told if c.kind == "place" or (c.kind is None and (len(c.words) == 2 or c.evidence.get("place")))}
    for candidate in candidates:
        if plain(candidate.text) in clubs and not candidate.locates:
            candidate.kind, candidate.acts = "organization", False


class _Types:
    """What the whole article tells: weights by name, persons by surname and given name, words of bodies' names."""

    def __init__(self, candidates: Sequence[Candidate], lower: Mapping[str, int]) -> None:
        self.lower = lower
        self.times = Counter(plain(c.text) for c in candidates)
        self.pooled: dict[str, Counter[str]] = {}
        for candidate in candidates:
            if candidate.kind is None:
                self.pooled.setdefault(plain(candidate.text), Counter()).update(candidate.evidence)
        self._define_acronyms(candidates)
        self._read_full_names(candidates)
        self.sounds = {skeleton(name): name for name in sorted(self.surnames, reverse=True)}
        self.located = {c.text for c in candidates if c.locates or c.beside}
        self.sure = {plain(c.text) for c in candidates if not c.first}

    def _read_full_names(self, candidates: Sequence[Candidate]) -> None:
        """Note whom and what the article names with several words."""
        self.surnames: set[str] = set()
        self.given: dict[str, int] = {}  # given name of somebody, no land's if he has an office -> where it is first met
        self.words_of_bodies: set[str] = set()
        clubs = [c.words for c in candidates if c.kind == "organization" and len(c.words) == 2 and c.words[-1].lower() in near("club_tail")]
        whole = [c.words for c in candidates if len(c.words) > 1 and c.words[-1].lower() in near("company_tail")] + clubs
        self.companies = {plain(short) for words in whole for short in (" ".join(words[:-1]).rstrip(","), words[0])}  # of "Orvo Mills Plc"
        for candidate in candidates:
            likely = (candidate.kind or self.best(candidate)) if len(candidate.words) > 1 else None
            if plain(candidate.text) in self.companies:
                continue
            if likely == "person":
                self.surnames.add(surname(candidate.text))
                if not known_kind(candidate.words[0]) or not any((candidate.roles, candidate.title_key)):
                    self.given.setdefault(candidate.words[0], candidate.start)
            elif likely == "organization":
                self.words_of_bodies.update(plain(word) for word in candidate.words)

    def _define_acronyms(self, candidates: Sequence[Candidate]) -> None:
        """An acronym in brackets after a body's name is a body; after anything else, "iron deficiency (ID)", it is none."""
        for number, candidate in enumerate(candidates):
            if not candidate.bracketed or candidate.kind is not None:
                continue
            left = candidates[number - 1] if number else None
            gap = candidate.start - left.end if left else FEW
            body = left is not None and gap <= 2 and (left.kind or self.best(left)) == "organization"
            if not body and gap < FEW and left is not None and left.kind != "person":
                earlier = [c for c in candidates[max(0, number - 2) : number] if c.sentence == candidate.sentence and len(c.words) > 2]
                body = any(plain(candidate.text).upper().startswith(a) for c in earlier for a in acronyms_of(c.text) if len(a) > 2)
            self.pooled[plain(candidate.text)]["organization" if body else "other"] += DEFINED

    def is_name(self, candidate: Candidate) -> bool:
        """Whether a candidate is a name; tells its kind."""
        single = len(candidate.words) == 1 + (candidate.words[0].lower() in PARTICLES)
        name = bare_surname(candidate.words[-1])
        named = name in self.surnames or self._is_given_again(candidate)
        if candidate.kind is None and not (single and named) and plain(candidate.text) in self.companies:
            candidate.kind = "organization"
        elif candidate.kind is None:
            candidate.kind = "person" if single and (named or self._sounds_like_a_surname(name)) else self.best(candidate)
        elif single and self._is_person_of_the_article(candidate):
            candidate.kind, candidate.known, candidate.acts = "person", None, False
        if single and candidate.the and name.endswith("s") and name not in self.surnames and name[:-1] in self.surnames:
            candidate.kind = "people"  # the Lums
        if candidate.kind in (None, "other") or candidate.beside:
            return candidate.kind == "place" and candidate.beside is not None
        return (candidate.known is not None or self._may_be_name(candidate, named)) and self._stands(candidate)

    def _may_be_name(self, candidate: Candidate, named: bool) -> bool:
        """Whether a stretch that is not known beforehand is a name. `named`: the article names somebody so."""
        return self._is_word_a_name(candidate, named) if len(candidate.words) == 1 else not self._is_phrase(candidate)

    def _is_person_of_the_article(self, candidate: Candidate) -> bool:
        """Whether the name of a land or town is here that of somebody whom the article names in full ("Jordan Frost ... Jordan left")."""
        if candidate.kind not in ("country", "place", "state") or candidate.locates or candidate.beside:
            return False
        return plain(candidate.text) in self.surnames or self._is_given_again(candidate)

    def _is_given_again(self, candidate: Candidate) -> bool:
        """Whether one word is the given name of somebody named in full before, and no place of the article."""
        met = self.given.get(candidate.text, candidate.start)
        place = candidate.possessive or candidate.governed or candidate.the or candidate.evidence.get("place", 0) > 2
        return met < candidate.start and not place and candidate.text not in self.located

    def best(self, candidate: Candidate) -> str | None:
        """The kind that all mentions of the name speak for; where they say nothing, what its words look like."""
        pool = self.pooled.get(plain(candidate.text), Counter(candidate.evidence))
        pool = Counter({kind: pool[kind] for kind in ORDER})
        words = candidate.words
        if len(words) == 1 and any(c.isdigit() for c in words[0]) and pool["organization"] < DEFINED:
            return None  # a product or a model: IE9, A380
        strange = 1 < len(words) < 4 and not any(classes(word.lower()) or word.lower() in SMALL or ACRONYM.match(word) for word in words)
        if strange and max(pool.values()) == pool["place"] <= 1:
            return "person"  # "from", "at" or "to" before it tells too little
        if any(pool.values()):
            return max(ORDER, key=lambda kind: (pool[kind], -ORDER.index(kind)))
        return _by_looks(words)

    def _sounds_like_a_surname(self, name: str) -> bool:
        """Whether a word is another spelling of the surname of a person of the article (Hifter, Haftar)."""
        other = self.sounds.get(skeleton(name))
        return other is not None and len(name) > 4 and JaroWinkler.similarity(name, other) >= LEAST_LIKENESS and not classes(name)

    def _is_word_a_name(self, candidate: Candidate, is_surname_here: bool) -> bool:
        """Whether one capitalised word is a name though the dictionary may know it: a surname met in full, a body's short form, or well attested."""
        word = candidate.words[0]
        folded = word.lower()
        titled = bool(candidate.title_key) and not candidate.the
        short_form = folded in near("institution") or (folded in self.words_of_bodies and folded in heads())
        if is_surname_here or (candidate.the and not candidate.first and short_form) or (candidate.first and folded in near("institution_bare")):
            return True
        if self.lower.get(folded, 0) >= self.times[plain(word)] and not titled and not word.isupper():
            return False
        if candidate.kind == "organization" and _BELIEF.match(word):
            return False
        return not classes(folded) or self._is_common_word_a_name(candidate, titled)

    def _is_common_word_a_name(self, candidate: Candidate, titled: bool) -> bool:
        """Whether one word of the dictionary is a name by its title, its capitals or what speaks for it."""
        word, folded = candidate.words[0], candidate.words[0].lower()
        if titled:
            return folded not in heads() or is_surname(folded)
        if word.isupper() and len(word) > 1:
            return self.times[plain(word)] > 1 or candidate.the
        return max(candidate.evidence.get("person", 0), candidate.evidence.get("place", 0)) > 2

    def _is_phrase(self, candidate: Candidate) -> bool:
        """Whether several words are of the dictionary, and nothing but capitals speaks for them: "Round Two", "Rich List", or loud ones."""
        if not all(classes(word.lower()) for word in candidate.words):
            return False
        weighed = candidate.possessive or any(candidate.evidence[kind] for kind in candidate.evidence if kind in ORDER)
        return candidate.text.isupper() or (not weighed and self.times[plain(candidate.text)] == 1)

    def _stands(self, candidate: Candidate) -> bool:
        """Whether a candidate at the beginning of a sentence is a name: known, or met elsewhere as one."""
        if candidate.known or plain(candidate.text) in self.sure or bare_surname(candidate.words[-1]) in self.surnames:
            return True
        if len(candidate.words) > 1 or not candidate.first:
            return True
        word = candidate.words[0].lower()
        return word in near("institution_bare") or not (classes(word) or word in heads() or _NO_COMMON_END.match(word))


def _by_looks(words: Sequence[str]) -> str | None:
    """What words of which nothing is known look like."""
    lower = [word.lower() for word in words]
    if len(words) == 1:
        return "organization" if ACRONYM.match(words[0]) or not classes(lower[0]) else None
    plural = "NOUN" in classes(lower[-1]) and lower[-1].endswith("s") and lower[0] not in given_names()
    if plural or known_kind(words[-1]) in ("place", "country"):
        return "organization"
    strange = [not classes(word) for word in lower]
    if classes(lower[-1]) == {"NOUN"} and lower[-1] not in may_be_family() and lower[0] not in given_names():
        return "organization"  # a common noun ends no person's name
    named = (strange[-1] and not ACRONYM.match(words[-1])) or strange[0] or lower[0] in given_names()
    return "person" if len(words) < 4 and named else "organization"
