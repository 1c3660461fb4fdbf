"""Runs of capitalised words that may be names, with the small words that stand inside them ("of", "and", "al", "de")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from tidings.code.mentions.candidates import CLOSED, Candidate, candidate_of, full_name
from tidings.code.mentions.known_names import CALENDAR, LONGEST, OF, PARTICLES, heads, known_names, near, titles
from tidings.code.mentions.name_parts import part
from tidings.code.mentions.titles import known_at, titles_before
from tidings.code.mentions.word_kinds import head_kind, is_given, is_place_or_body, is_surname, known_kind, title_kind
from tidings.code.mentions.words import POSSESSIVE, Unit
from tidings.dictionary import classes
from tidings.known import given_names, may_be_family, may_be_given

LONGEST_RUN = 24  # units: a longer run of capitals is a heading or a list, and is read in pieces
_ON, _THE = OF | {"on"}, OF | {"the"}
_PARTY_LABEL = re.compile(r"[DRI]-[A-Z][a-z]*\.?$|[DRI]-[A-Z]\.[A-Z]\.?$")


def find_names(units: Sequence[Unit], sentence: int, text: str) -> list[Candidate]:
    """The candidates of one sentence, in order."""
    found: list[Candidate] = []
    opens = near("opens_name")
    place = 0
    while place < len(units):
        unit = units[place]
        if unit.capital and (phrase := _phrase_at(units, place, sentence, text)):
            found.append(phrase)
            place += len(phrase.words)
            continue
        if not (unit.capital or unit.lower in opens or "-" in unit.text) or not _begins(units, place):
            place += 1
            continue
        end = _run_end(units, place)
        begin = place + (unit.lower == "the")
        ship = end - begin > 1 and units[begin].text.isupper() and units[begin].lower in near("ship")  # HMS Example
        if not ship or units[begin + 1].text.isupper():
            found.extend(part(units, place, end, sentence, text))
        place = end
    return found


def _phrase_at(units: Sequence[Unit], place: int, sentence: int, text: str) -> Candidate | None:
    """The name known beforehand that begins at `place` and has a word inside that no run of capitals takes in ("Doctors Without Borders")."""
    length, known = known_at(units, place, len(units))
    end = place + length
    inside = any(_ends_run(unit.text) for unit in units[place + 1 : end - 1])
    if known is None or not inside or (end < len(units) and units[end].capital and units[end].joined):
        return None
    found = candidate_of(units, place, end, sentence, text)
    found.known, found.kind = known, known.kind
    return found


def _ends_run(word: str) -> bool:
    """Whether a word would end a run of capitals: a small one, or a preposition."""
    return word not in OF | {"and"} and (word.islower() or (word.istitle() and "ADP" in classes(word.lower()) and word.lower() not in PARTICLES))


def find_again(units: Sequence[Unit], named: Sequence[Candidate], text: str) -> list[Candidate]:
    """Names in a line where every word has a capital: those known beforehand and those that the rest of the article names."""
    met: dict[str, Candidate] = {}
    for candidate in named:
        met.setdefault(" ".join(candidate.words), candidate)
        if candidate.kind == "person" and len(candidate.words) > 1:
            met.setdefault(candidate.words[-1], candidate)
    found = []
    place = 0
    while place < len(units):
        again = next((one for reach in range(LONGEST, 0, -1) if (one := _again(units, place, reach, met, text))), None)
        if again is not None:
            found.append(again)
        place += len(again.words) if again else 1
    return found


def _again(units: Sequence[Unit], place: int, reach: int, met: Mapping[str, Candidate], text: str) -> Candidate | None:
    """The name of `reach` words at `place` that the article has `met`, or that is known beforehand."""
    stretch = units[place : place + reach]
    if len(stretch) < reach or not stretch[0].capital or not all(unit.joined for unit in stretch[1:]):
        return None
    words = " ".join(unit.text for unit in stretch)
    model = met.get(words) or (met.get(words.title()) if words.isupper() else None)
    known = model.known if model else known_names().get(words)
    kind = model.kind if model else known.kind if known else None
    common = model is None and reach == 1 and bool(classes(stretch[0].lower))
    if (kind in (None, "other", "adjective", "people") and model is None) or common:
        return None
    again = candidate_of(units, place, place + reach, 0, text)
    again.known, again.kind = known, "state" if kind == "metonym" else kind
    return again


def _begins(units: Sequence[Unit], place: int) -> bool:
    """Whether a name may begin at `place`."""
    unit = units[place]
    if unit.capital:
        return not _breaks(unit) and (unit.first or not _is_function(unit) or full_name(units, place, place + 2))
    if "-" in unit.text and unit.text[0].isalpha() and any(c.isupper() for c in unit.text):
        return unit.lower.split("-")[0] in PARTICLES
    following = next((other for other in units[place + 1 : place + 3] if other.lower not in PARTICLES or other.capital), None)
    return unit.lower in near("opens_name") and following is not None and following.capital and following.joined and not classes(following.lower)


def is_month_of_name(units: Sequence[Unit], place: int) -> bool:
    """Whether a day or month is somebody's given or family name: "April Novak", "Edwina May", but not "in May Berlin" or "Monday May 4"."""
    unit = units[place]
    if not (unit.lower in may_be_given() or unit.lower in may_be_family()):
        return False
    before = units[place - 1] if place and unit.joined else None
    free = before is not None and before.text not in CALENDAR and before.text not in known_names()
    if before is not None and free and (title_kind(before.lower) == "courtesy" or full_name(units, place - 1, place + 1)):
        return True
    after = units[place + 1] if place + 1 < len(units) and units[place + 1].joined else None
    free = not place or units[place - 1].tag not in ("IN", "CD", "JJ")
    return free and after is not None and after.text not in known_names() and full_name(units, place, place + 2)


def _breaks(unit: Unit) -> bool:
    """Whether a capitalised word is never part of a name: I, US$, the party label in "Sen. Jane Doe (R-Ky.)"."""
    return unit.text == "I" or unit.text.startswith(("I'", "I’")) or "$" in unit.text or bool(_PARTY_LABEL.match(unit.text))


def _is_function(unit: Unit) -> bool:
    """Whether a capitalised word is a function word ("Was" in a headline, "The" after a stop that ended no sentence). "US" is none."""
    if unit.lower in near("function"):
        return not unit.text.isupper() or unit.text == "A"
    return bool(classes(unit.lower) & CLOSED) and not unit.text.isupper() and unit.lower not in near("noun_too")


def _run_end(units: Sequence[Unit], start: int) -> int:
    """Where the run of name words that begins at `start` ends."""
    place = start + 1
    while place < min(len(units), start + LONGEST_RUN) and units[place].joined:
        step = _step(units, start, place)
        if not step:
            break
        place += step
    return place


def _step(units: Sequence[Unit], start: int, place: int) -> int:
    """How many units from `place` belong to the run that began at `start`; 0 where it ends."""
    unit = units[place]
    if unit.capital:
        return int(_goes_on(units, start, place))
    if "-" in unit.text and unit.lower.split("-")[0] in PARTICLES and any(c.isupper() for c in unit.text):
        return 1
    if place + 1 >= len(units) or not units[place + 1].joined:
        return 0
    return next((step for over in (_over_particle, _over_comma, _over_of, _over_sign) if (step := over(units, start, place))), 0)


def _capital(units: Sequence[Unit], place: int) -> bool:
    """Whether a capitalised word stands at `place`, joined to the one before."""
    return place < len(units) and units[place].capital and units[place].joined


def _over_particle(units: Sequence[Unit], start: int, place: int) -> int:
    unit, following = units[place], units[place + 1]
    if unit.lower not in PARTICLES:
        return 0
    if following.capital:
        before = units[place - 1].lower
        strange = unit.lower not in near("never_inside") and not classes(before) and not classes(following.lower)  # Mateo y Silva
        return int(unit.lower not in near("english_particle") or before in PARTICLES or strange)
    return 2 if following.lower in PARTICLES and _capital(units, place + 2) else 0


def _over_comma(units: Sequence[Unit], start: int, place: int) -> int:
    following = units[place + 1]
    if units[place].text != ",":
        return 0
    return 2 if following.lower in near("company_tail") or (following.capital and _lists_duties(units, start, place)) else 0


def _over_of(units: Sequence[Unit], start: int, place: int) -> int:
    word, following = units[place].lower, units[place + 1]
    if word not in _ON or not _takes_complement(units, start, place, word):
        return 0
    if following.capital and following.text not in CALENDAR:
        return 2
    return 3 if following.lower in ("the", "a") and _capital(units, place + 2) else 0


def _over_sign(units: Sequence[Unit], start: int, place: int) -> int:
    unit, before = units[place], units[place - 1]
    if not units[place + 1].capital:
        return 0
    numbered = unit.text.isdigit() and len(unit.text) < 3 and not classes(before.lower)
    owner = before.lower in near("owner_in_name") or units[place - 2].lower in near("saint")
    owned = unit.text in POSSESSIVE and owner and is_place_or_body(units[_capitals_end(units, place + 1) - 1].lower)  # People's Liberation Army
    joined = unit.lower == "and" and _joins(units, start, place)
    return 2 if unit.text == "&" or numbered or owned or joined else 0


def _goes_on(units: Sequence[Unit], start: int, place: int) -> bool:
    """Whether a capitalised word belongs to the run before it: no day or month, no function word, not the given name of someone else."""
    unit, before = units[place], units[place - 1]
    days = [at for at in (place - 1, place) if units[at].text in CALENDAR]
    if not all(is_month_of_name(units, at) for at in days) or _breaks(unit):
        return False
    ends_name = before.lower in given_names() and not _capital(units, place + 1)
    return ends_name or bool(days) or not _is_function(unit)


def _capitals_end(units: Sequence[Unit], place: int) -> int:
    """Where the capitalised words end of which the first stands at `place`."""
    end = place + 1
    while end - place < LONGEST_RUN and _capital(units, end):
        end += 1
    return end


def _takes_complement(units: Sequence[Unit], start: int, place: int, word: str) -> bool:
    """Whether "of" (for, on) goes on the name before it: "Ministry of", "Daughters of", but not "President of", "Haftar of"."""
    before, length = units[place - 1], place - start
    given = length == 2 and units[start].lower in given_names()
    if title_kind(units[start].lower) == "courtesy" or any(titles_before(units, place, start)) or (given and is_surname(before.lower)):
        return False  # "Ms Dell of", "President of"
    if before.lower in heads():
        return word != "on" or before.lower in near("takes_on")
    if given or word == "on" or (length == 1 and not before.lower.endswith("s")):
        return False  # "Mark Rivers of", "Idea of"; but "Daughters of"
    return _may_be_body(units, start, place) and (word == "of" or any(units[i].lower in OF for i in range(start, place)))


def _may_be_body(units: Sequence[Unit], start: int, place: int) -> bool:
    """Whether a noun before `place` may be what a body is called after, and no person or known name."""
    before = units[place - 1]
    person = any(is_given(unit.lower) for unit in units[start : place - 1])
    common = "NOUN" in classes(before.lower) and not before.first and before.lower not in given_names()
    return common and not person and known_kind(before.text) in ("", "other")


def _lists_duties(units: Sequence[Unit], start: int, place: int) -> bool:
    """Whether a comma stands among the duties of a body: "Ministry of Farming, Forests and Fisheries"."""
    link = next((at for at in range(start + 1, place) if units[at].lower in _ON and units[at - 1].lower in near("office_with_duties")), None)
    if link is None or place - link < 2:
        return False
    duties = takewhile(lambda unit: unit.text == "," or unit.lower == "and" or _is_duty(unit), units[place + 1 : place + 9])
    return any(left.lower == "and" and _is_duty(right) for left, right in pairwise(duties))


def _is_duty(unit: Unit) -> bool:
    return unit.capital and bool(classes(unit.lower)) and unit.text not in known_names() and unit.lower not in titles()


def _joins(units: Sequence[Unit], start: int, place: int) -> bool:
    """Whether "and" joins parts of one name: "Food and Drug Administration", "Ministry of Health and Welfare"."""
    before, after = units[place - 1], units[place + 1]
    if not (classes(before.lower) and classes(after.lower)) or after.lower in titles() or known_kind(after.text) or known_kind(before.text):
        return False
    if after.lower in given_names() and "NOUN" not in classes(after.lower):
        return False
    end = _capitals_end(units, place + 1)
    if any(units[i].lower in OF for i in range(start, place)):
        return end - place < 4
    two = head_kind(before.lower) == "organization" and place - start > 1 and end - place > 2  # "Example College and Sample College"
    return head_kind(units[end - 1].lower) == "organization" and not two
