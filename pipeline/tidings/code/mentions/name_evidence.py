"""What a name names, as far as the name itself and the words beside it tell: weights that `name_types` adds up over the article."""

from __future__ import annotations
from tidings.code.mentions.known_names import near

import re
from collections.abc import Sequence

from tidings.code.mentions.candidates import ACRONYM, INITIAL, Candidate, is_surname, known_at, opens_body
from tidings.code.mentions.known_names import (
    calendar,
    family_first,
    family_names,
    heads,
    known_names,
    longest_title_before,
    not_acronyms,
    number_words,
    particles,
    titles,
)
from tidings.code.mentions.words import Unit
from tidings.code.mentions.roles import role_after, role_before
from tidings.code.mentions.states import acts
from tidings.code.quotes.cues import cue_forms
from tidings.dictionary import classes
from tidings.known import given_names

_MODEL = re.compile(r"[A-Z]{0,3}-?\d+[A-Za-z]?$")
_ROMAN = re.compile(r"[IVXL]{2,}$")
_DOMAIN = re.compile(r"\.(?:com|org|net|gov|edu|info|co|tv)$", re.I)
_CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]*$")
_CAMEL_SURNAME = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Lo", "O", "Van", "Von", "Fitz", "San", "St", "Ben", "Al")
_PLURAL_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}s$")
_ADJECTIVE = re.compile(r"\w{3,}(?:ian|ean|ese|ish|esque|ic)$")
_DASHES = frozenset({"—", "–", "―", "--", "-"})


def weigh_words(candidate: Candidate, units: Sequence[Unit], place: int, stop: int, head: str) -> None:
    """Weigh what the words of the name tell."""
    words = candidate.words
    lower = [word.lower() for word in words]
    given = lower[0] in given_names() and (not classes(lower[0]) or len(words) > 1)
    several = len(words) > 1
    if head and (several or candidate.the) and not (given and len(words) == 2 and is_surname(head)):
        candidate.add(heads()[head].kind, 5)
    if given and several:
        candidate.add("person", 3)
    elif given:
        candidate.add("person", 1)
    if lower[-1] in family_names() and len(words) < 4:
        candidate.add("person", 1)
    if several and lower[0] in family_first() and len(words) <= 3:
        candidate.add("person", 2)
    if several and len(words) <= 4 and any(INITIAL.match(word) for word in words[:-1]) and not any(w in ("of", "for", "&") for w in lower):
        candidate.add("person", 3)
    if several and lower[0] in near("other_opening") and not head:
        candidate.add("other", 5)
    if several and lower[0] in near("place_opening") and not given:
        candidate.add("place", 4)
    if lower[0] in ("abu", "umm", "ibn", "bin") and several:
        candidate.add("person", 3)
    if several and (
        any(word in particles() and word not in near("english_particle") for word in lower[1:])
        or any(w.split("-")[0] in ("al", "el") and "-" in w for w in lower)
    ):
        candidate.add("person", 2)
    if lower[-1] in ("jr", "jr.", "sr", "sr.") or (lower[-1] in ("ii", "iii", "iv") and (given or not classes(lower[-2] if several else ""))):
        candidate.add("person", 3)
    elif several and _ROMAN.match(words[-1]):
        candidate.add("other", 6)  # World War II, Title IX
    if any(ACRONYM.match(word) and word not in not_acronyms() for word in words):
        candidate.add("organization", 1 if several or any(c.isdigit() for c in words[0]) else 3)
    if any(_CAMEL.match(word) and not word.startswith(_CAMEL_SURNAME) for word in words):
        candidate.add("organization", 2)
    if (
        several
        and not head
        and (_MODEL.match(words[-1]) or ((known := known_names().get(words[0])) and known.kind == "other" and words[0] not in not_acronyms()))
    ):
        candidate.add("other", 6)  # Galaxy S4, Windows XP
    if several and opens_body(words[0]):
        candidate.add("organization", 5)
    if "&" in words or any(w in ("of", "for") for w in lower):
        candidate.add("organization", 1 if head else 3)


def weigh_neighbours(candidate: Candidate, units: Sequence[Unit], place: int, stop: int, text: str) -> None:
    """Weigh what stands beside the name."""
    before = units[place - 1] if place else None
    after = units[stop] if stop < len(units) else None
    if candidate.known:
        candidate.acts = acts(candidate.known, units, place, stop)
    if before and not candidate.title_key:
        longest = min(longest_title_before().get(before.lower, 0), 4, place)
        length = next((n for n in range(longest, 0, -1) if " ".join([u.lower for u in units[place - n : place]]) in titles()), 0)
        if (length and before.joined) or length == 1:
            candidate.title_key = " ".join(u.lower for u in units[place - length : place])
            candidate.add("person", 4 if not candidate.the else 0)
    if candidate.kind in (None, "person"):
        candidate.role = role_before(units, place, text) or role_after(units, stop, text)
        if candidate.role and len(candidate.words) > 1 and candidate.role.words.start > candidate.end:
            candidate.add("person", 3)
    candidate.bracketed = (
        before is not None and after is not None and before.text == "(" and after.text == ")" and bool(ACRONYM.match(candidate.text))
    )
    if candidate.the:
        candidate.add("organization", 2)
    weak = candidate.known is None and max(candidate.evidence.values(), default=0) < 5
    common = len(candidate.words) > 1 and all(classes(word.lower()) for word in candidate.words)
    if before and before.text == "The" and not before.first and weak and common:
        candidate.add("other", 6)  # a work: The Long Walk
    single = len(candidate.words) == 1 and candidate.known is None and not candidate.title_key
    if single and _ADJECTIVE.match(candidate.text) and after and after.joined and "NOUN" in classes(after.lower):
        candidate.add("other", 4)  # an adjective: "Hawaiian beaches"
    if before:
        candidate.locates = before.lower in near("inside")
        candidate.add("place", 2 * candidate.locates + (before.lower in near("beside")))
    if candidate.first and candidate.text.isupper() and len(candidate.text) > 3 and any(unit.text in _DASHES for unit in units[stop : stop + 7]):
        candidate.add("place", 6)  # the date line of a report: "SPRINGFIELD, Ill. (AP) —"
    if before and place > 1 and before.lower == "of" and units[place - 2].lower in near("place_noun"):
        candidate.add("place", 4)
    if single and after and after.joined and not candidate.possessive and after.lower in near("thing_after"):
        candidate.add("other", 4)  # "the Kepler telescope"
    if before and before.joined and before.lower in near("thing_before"):
        candidate.add("other", 4)
    if single and after and after.joined and not candidate.possessive and after.lower in near("place_after"):
        candidate.add("place", 3)
    if candidate.first and candidate.text.isupper() and len(candidate.text) > 3 and single and after and after.text == ":":
        candidate.add("person", 4)  # who speaks, in a transcript
    if before and place > 1 and before.lower == "of" and units[place - 2].capital and units[place - 2].joined:
        candidate.add("organization", 1)  # "Jane Doe of Example Power"
    if before and before.lower in near("body_noun"):
        candidate.add("organization", 3)
    if after and (after.lower in near("speaks") or (after.lower in cue_forms() and len(candidate.words) > 1)):
        candidate.add("person", 1)
    if after and after.lower == "who":
        candidate.add("person", 2)
    if before and before.lower in cue_forms() and len(candidate.words) > 1:
        candidate.add("person", 1)
    if after and after.text == "," and stop + 2 < len(units) and units[stop + 1].text.isdigit() and len(units[stop + 1].text) < 3:
        candidate.add("person", 4)
    elif after and after.text == "," and stop + 1 < len(units):
        following = known_at(units, stop + 1, len(units))[1]
        if following and following.kind in ("country", "place"):
            candidate.add("place", 3 if len(candidate.words) < 3 else 1)


def may_be_name(candidate: Candidate) -> bool:
    """Whether the stretch can be a name at all. Words of the dictionary are left to `name_types.decide`, which sees the whole article."""
    words = candidate.words
    if len(words) == 1 and candidate.known is None:
        word = words[0]
        if word in calendar() or word in not_acronyms() or len(word) == 1 or _ROMAN.match(word) or _PLURAL_ACRONYM.match(word):
            return False
        if INITIAL.match(word) and len(word) < 6:
            return False  # "J.K.", but not the "S.E.C."
        if candidate.first and "-" in word and word.split("-")[0].lower() in number_words():
            return False  # Forty-three
        if "-" in word and (last := known_names().get(word.rsplit("-", 1)[1])) and last.kind == "adjective":
            return False  # Franco-German
        if word.lower().rstrip(".") in ("jr", "sr", "ii", "iii", "iv") or (candidate.first and "-" in word and classes(word.lower().split("-")[0])):
            return False
        if _DOMAIN.search(word) or (word.lower() in titles() and not candidate.title_key):
            return False
    if any("[" in word or "]" in word for word in words):
        return False  # a letter that an editor changed: "[W]e"
    return any(word[0].isalpha() for word in words) and not (candidate.known is None and _is_office(words))


def _is_office(words: Sequence[str]) -> bool:
    """Whether several words are the name of an office and nobody's: "Federal Minister", "Deputy Foreign Minister"."""
    if len(words) < 2 or is_surname(words[-1].lower()) or words[-1].lower() in near("title_or_name"):
        return False
    title = titles().get(words[-1].lower())
    if title is None or title.kind == "courtesy":
        return False
    return all(classes(word.lower()) and word.lower() not in given_names() for word in words[:-1])
