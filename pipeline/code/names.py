"""Find runs of capitalised words that may be names, with the small words that stand inside them ("of", "and", "al", "de")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.code.candidates import CLOSED, Candidate, candidate_of, ends_in_title, is_surname, near, title_at
from pipeline.code.grammar import classes
from pipeline.code.known_names import LONGEST, calendar, given_names, heads, known_names, particles, titles
from pipeline.code.name_parts import part
from pipeline.code.name_units import Unit

LONGEST_RUN = 24  # units: a longer run of capitals is a heading or a list, and is read in pieces
_PARTY_LABEL = re.compile(r"[DRI]-[A-Z][a-z]*\.?$|[DRI]-[A-Z]\.[A-Z]\.$")
_NOUNS_TOO = frozenset({"will", "may", "like", "mine", "no", "all", "off", "out", "up", "over", "near", "past", "round"})
_TAKES_ON = frozenset({"committee", "council", "commission", "conference", "subcommittee", "convention", "board", "panel"})


def find_names(units: Sequence[Unit], sentence: int, text: str) -> list[Candidate]:
    """The candidates of one sentence, in order."""
    found: list[Candidate] = []
    place = 0
    while place < len(units):
        if not _begins(units, place):
            place += 1
            continue
        end = _run_end(units, place)
        found.extend(part(units, place, end, sentence, text))
        place = end
    return found


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
        length = 1
        for reach in range(min(LONGEST, len(units) - place), 0, -1):
            stretch = units[place : place + reach]
            words = " ".join(unit.text for unit in stretch)
            if not stretch[0].capital or not all(unit.joined for unit in stretch[1:]):
                continue
            model = met.get(words) or (met.get(words.title()) if words.isupper() else None)
            known = known_names().get(words)
            if model is None and (known is None or known.kind in ("other", "adjective", "people") or (reach == 1 and classes(units[place].lower))):
                continue
            again = candidate_of(units, place, place + reach, 0, text)
            again.kind, again.known = (model.kind, model.known) if model else (known.kind if known else None, known)
            if again.kind in ("metonym", "state"):
                again.kind = "state"
            found.append(again)
            length = reach
            break
        place += length
    return found


def _begins(units: Sequence[Unit], place: int) -> bool:
    unit = units[place]
    if unit.capital:
        return not _breaks(unit) and not (_is_function(unit) and not unit.first)
    if "-" in unit.text and unit.text[0].isalpha() and any(c.isupper() for c in unit.text):
        return unit.lower.split("-")[0] in particles()
    return (
        unit.lower in near("opens_name")
        and place + 1 < len(units)
        and units[place + 1].capital
        and units[place + 1].joined
        and not classes(units[place + 1].lower)
    )


def _breaks(unit: Unit) -> bool:
    """Whether a capitalised word is never part of a name: I, US$, the party label in "Sen. Jane Doe (R-Ky.)"."""
    return unit.text == "I" or unit.text.startswith(("I'", "I’")) or "$" in unit.text or bool(_PARTY_LABEL.match(unit.text))


def _is_function(unit: Unit) -> bool:
    """Whether a capitalised word is a function word ("Was" in a headline, "The" after a stop that ended no sentence). "US" is none."""
    if unit.lower in near("function"):
        return not unit.text.isupper() or unit.text == "A"
    return bool(classes(unit.lower) & CLOSED) and not unit.text.isupper() and unit.lower not in _NOUNS_TOO


def _run_end(units: Sequence[Unit], start: int) -> int:
    """Where the run of name words that begins at `start` ends."""
    place = start + 1
    while place < min(len(units), start + LONGEST_RUN) and units[place].joined:
        unit = units[place]
        following = units[place + 1] if place + 1 < len(units) and units[place + 1].joined else None
        after = units[place + 2] if following and place + 2 < len(units) and units[place + 2].joined else None
        capital_next = following is not None and following.capital
        if unit.capital:
            surname = unit.text == "May" and units[place - 1].lower in given_names()
            if units[place - 1].text in calendar() or (unit.text in calendar() and not surname) or _breaks(unit):
                break
            if _begins_another(units, start, place):
                break
            if _is_function(unit) and (capital_next or units[place - 1].lower not in given_names()):
                break
            place += 1
        elif (
            ("-" in unit.text and unit.lower.split("-")[0] in particles() and any(c.isupper() for c in unit.text))
            or (unit.lower in particles() and unit.lower not in near("english_particle") and capital_next)
            or (
                unit.lower in particles()
                and unit.lower not in near("never_inside")
                and not classes(units[place - 1].lower)
                and capital_next
                and following
                and not classes(following.lower)
            )
        ):
            place += 1
        elif (
            (unit.lower in particles() and following and following.lower in particles() and after and after.capital)
            or (unit.text == "&" and capital_next)
            or (unit.text.isdigit() and capital_next and len(unit.text) < 3 and not classes(units[place - 1].lower))
        ):
            place += 2
        elif unit.lower in ("of", "for", "on") and _takes_complement(units, start, place, unit.lower):
            if capital_next and following and following.text not in calendar():
                place += 2
            elif following and following.lower == "the" and after and after.capital:
                place += 3
            else:
                break
        elif (unit.text == "," and following and following.lower in near("company_tail")) or (
            unit.lower == "and" and capital_next and _joins(units, start, place)
        ):
            place += 2
        else:
            break
    return place


def _begins_another(units: Sequence[Unit], start: int, place: int) -> bool:
    """Whether a given name right after a place within "of" begins a name of its own: "Attorney for the District of New York Jane Doe"."""
    if units[place].lower not in given_names() or classes(units[place].lower):
        return False
    link = next((at for at in range(place - 2, start, -1) if units[at].lower in ("of", "for", "the") and not units[at].capital), None)
    return link is not None and " ".join(unit.text for unit in units[link + 1 : place]) in known_names()


def _takes_complement(units: Sequence[Unit], start: int, place: int, word: str) -> bool:
    """Whether "of" (for, on) goes on the name before it: "Ministry of", "Daughters of", but not "President of", "Haftar of"."""
    before = units[place - 1]
    if before.lower in titles() or title_at(units, place - 1, place) or ends_in_title(units, start, place):
        return False
    head = heads().get(before.lower)
    if place - start == 2 and is_surname(before.lower) and units[start].lower in given_names():
        return False
    if head:
        return word != "on" or before.lower in _TAKES_ON
    inner = any(units[i].lower in ("of", "for") for i in range(start, place))
    if word == "on" or (word == "for" and not inner):
        return False
    known = known_names().get(before.text)
    if (known and known.kind != "other") or (place - start > 1 and units[start].lower in given_names()):
        return False
    return "NOUN" in classes(before.lower) and not before.first and before.lower not in given_names()


def _joins(units: Sequence[Unit], start: int, place: int) -> bool:
    """Whether "and" joins parts of one name: "Food and Drug Administration", "Ministry of Health and Welfare"."""
    before, after = units[place - 1], units[place + 1]
    if (
        not classes(before.lower)
        or not classes(after.lower)
        or after.lower in titles()
        or after.text in known_names()
        or before.text in known_names()
    ):
        return False
    if after.lower in given_names() and "NOUN" not in classes(after.lower):
        return False
    if any(units[i].lower in ("of", "for") for i in range(start, place)):
        return True
    end = place + 1
    while end < min(len(units), place + LONGEST_RUN) and units[end].capital and (end == place + 1 or units[end].joined):
        end += 1
    last = heads().get(units[end - 1].lower)
    return bool(last and last.kind == "organization")
