"""Part a run of capitalised words into titles, modifiers and names: "U.S. President Jane Doe" is a state, a title, a person."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.mentions.candidates import (
    CLOSED,
    INITIAL,
    POSSESSIVE,
    Candidate,
    candidate_of,
    ends_in_title,
    known_at,
    opens_body,
    title_at,
)
from tidings.code.mentions.evidence import weigh
from tidings.code.mentions.known_names import Known, actor_nouns, heads, known_names, near, titles
from tidings.code.mentions.name_types import may_be_name
from tidings.code.mentions.words import Unit
from tidings.code.quotes.cues import cue_forms
from tidings.dictionary import classes
from tidings.known import given_names


def part(units: Sequence[Unit], start: int, end: int, sentence: int, text: str) -> list[Candidate]:
    """Part a run of name words into titles, modifiers and names."""
    found: list[Candidate] = []
    place = start
    title_from: int | None = None
    title_key = ""
    modifiers: list[Candidate] = []
    while place < end and _droppable(units, place, end) and not _known_phrase_from(units, place, end):
        if title_at(units, place, end) and end - place > 1:
            break
        if end - start == 1 and (_may_be_surname(units, place) or units[place].lower in near("institution_bare")):
            candidate = candidate_of(units, place, end, sentence, text)
            if units[place].lower in near("institution_bare"):
                candidate.known, candidate.kind = known_names().get(units[place].text), "organization"
            found.append(candidate)
        place += 1
    if place == start and start >= 2 and units[start - 1].lower in ("of", "for") and ends_in_title(units, max(0, start - 6), start - 1):
        place, title_from, title_key = _portfolio(units, start, end)
        title_from = None if title_from is None else _title_start(units, title_from)
    while place < end:
        length, known = known_at(units, place, end)
        title = title_at(units, place, end)
        if title >= max(length, 1) and not (known and known.kind == "organization" and length == end - place):
            title_from = place if title_from is None else title_from
            title_key = " ".join(unit.lower for unit in units[place : place + title])
            place += title
            while place < end and units[place].lower in ("of", "for") and not units[place].capital:
                place += 1
            continue
        stop = _next_title(units, place, end)
        rest = stop - place
        candidate = candidate_of(units, place, stop, sentence, text)
        head = _head_of(candidate.words)
        if known and length < rest and _directed(candidate.words):
            candidate.known, candidate.kind = None, "place"
        elif known and known.kind == "other" and length < rest:
            pass
        elif known and known.kind == "adjective" and length < rest and _is_title_of_work(units, place + length, stop):
            known = None  # an adjective that is part of the name: "Black Lives Matter"
        elif known and length < rest and _is_team(units, place, place + length, stop, known):
            known = None
            candidate.add("organization", 4)
        elif known and length < rest and not (head and _absorbs(candidate, head, known)):
            if known.kind not in ("adjective", "other"):
                part = candidate_of(units, place, place + length, sentence, text)
                part.known, part.kind = known, known.kind
                modifiers.append(part)
                found.append(part)
            place += length
            continue
        if not known and stop - place > 1 and units[place].lower in near("direction"):
            following = known_names().get(units[place + 1].text)
            if following and following.kind == "adjective":
                place += 1  # North American, South Asian: what follows decides
                continue
        if candidate.kind is None and not known and _directed(candidate.words):
            candidate.kind = "place"
        if known and length == rest:
            if known.kind == "adjective" or known.kind == "other":
                place = stop
                continue
            candidate.known, candidate.kind = known, known.kind
        if stop < end:
            modifiers.append(candidate)
        elif title_key or modifiers:
            candidate.of = list(modifiers)
        skipped = _words_before_person(units, place, stop) if not known and not head else 0
        if skipped:
            place += skipped
            candidate = candidate_of(units, place, stop, sentence, text)
        begin = place if title_from is None else title_from
        if (
            title_key
            and titles()[title_key].kind == "rank"
            and begin
            and units[begin - 1].lower == "the"
            and units[begin].capital
            and modifiers in ([], [candidate])
        ):
            candidate.add("other", 12)  # the Admiral Nelson: a ship or a house, not the man
        if title_key and stop == end:
            candidate.title_key = title_key
            if candidate.kind is None:
                candidate.add("person", 6 if titles()[title_key].kind != "office" or not head else 2)
        weigh(candidate, units, place, stop, head, text)
        if may_be_name(candidate):
            found.append(candidate)
        place = stop
    return found


def _droppable(units: Sequence[Unit], place: int, end: int) -> bool:
    """Whether a word whose capital may be owed to its position is no part of the name after it."""
    unit = units[place]
    if not unit.first and unit.lower not in near("function"):
        return False
    if unit.first and unit.lower in near("function") and not classes(unit.lower) and not unit.text.isupper():
        return True  # Hey, Lest
    if unit.text.isupper() and unit.text in known_names() and len(unit.text) > 1 and not (place + 1 < end and units[place + 1].text.isupper()):
        return False
    kinds = classes(unit.lower)
    if not kinds or (unit.lower in given_names() and unit.lower not in cue_forms()) or (INITIAL.match(unit.text) and unit.text != "A"):
        return False
    if unit.lower in near("direction") and end - place > 2 and (head := heads().get(units[end - 1].lower)) and head.kind != "other":
        return False  # "West Example Police"
    if end - place > 1 and opens_body(unit.text) and not classes(units[place + 1].lower):
        return False  # "Air Example"
    if kinds & (CLOSED | {"ADV"}):
        return True
    if end - place == 1:
        return True
    following = units[place + 1]
    if end - place == 2 and kinds == {"NOUN"} and following.text.isalpha() and _is_strange(following) and _is_strange_start(unit):
        return False  # a given name that is a word: "Serge Example"
    if end - place == 2 and following.lower in heads() and kinds & {"NOUN", "ADJ"}:
        return False
    return not (heads().get(units[end - 1].lower) and kinds & {"NOUN", "ADJ"}) or following.lower in given_names()


def _is_strange(unit: Unit) -> bool:
    """Whether a word is neither in the dictionary nor known beforehand."""
    return not classes(unit.lower) and unit.text not in known_names() and unit.lower not in given_names() and not unit.text.isupper()


def _is_strange_start(unit: Unit) -> bool:
    """Whether a noun is none that stands before names: no title, no head of a body's or a place's name, no plural."""
    return unit.lower not in titles() and unit.lower not in heads() and not unit.lower.endswith("s") and unit.lower not in actor_nouns()


def _may_be_surname(units: Sequence[Unit], place: int) -> bool:
    """Whether a word of the dictionary that begins a sentence stands as a name does: owner, or right before a verb or a comma ("Brown said")."""
    unit = units[place]
    if place + 1 >= len(units) or len(unit.text) < 3 or classes(unit.lower) & CLOSED or unit.lower in near("function"):
        return False
    after = units[place + 1]
    if after.text in POSSESSIVE:
        return True
    kinds = classes(after.lower)
    return after.lower in cue_forms() or "AUX" in kinds or ("VERB" in kinds and (after.lower.endswith("ed") or not kinds & {"NOUN", "ADJ"}))


def _is_team(units: Sequence[Unit], place: int, after: int, stop: int, known: Known) -> bool:
    """Whether a place and a plural make the name of a team: "the Boston Red Sox"."""
    plural = units[stop - 1].lower.endswith(("s", "x")) and not units[stop - 1].lower.endswith("ss") and stop - after < 3
    the = place > 0 and units[place - 1].lower == "the"
    return known.kind == "place" and the and plural and units[after].lower not in given_names() and not title_at(units, after, stop)


def _is_title_of_work(units: Sequence[Unit], place: int, stop: int) -> bool:
    """Whether the words after an adjective are common words only, so that they go with it: no person's, place's or known body's name."""
    rest = units[place:stop]
    plain = all(classes(unit.lower) and unit.text not in known_names() and unit.lower not in given_names() for unit in rest)
    return plain and len(rest) > 1 and not title_at(units, place, stop)


def _known_phrase_from(units: Sequence[Unit], place: int, end: int) -> bool:
    length, known = known_at(units, place, end)
    if known is None or known.kind == "other":
        return False
    if length > 1 or not classes(units[place].lower):
        return True
    # Turkey, Google: words too, but not where a verb or another name follows
    after = units[place + 1].lower if place + 1 < len(units) else ""
    return known.kind in ("country", "organization") and (after in (",", "and") or _may_be_surname(units, place))


def _words_before_person(units: Sequence[Unit], place: int, stop: int) -> int:
    """How many words stand before the person's name in a run such as "Universe Jane Doe", after "Miss" or "Speaker of the House"."""
    first = units[place]
    if stop - place < 3 or first.lower in given_names() or not classes(first.lower) or INITIAL.match(first.text):
        return 0
    at = place + 1
    while at < stop - 1 and units[at].lower not in given_names() and classes(units[at].lower):
        at += 1
    return at - place if at < stop - 1 and units[at].lower in given_names() and not classes(units[at].lower) else 0


def _directed(words: Sequence[str]) -> bool:
    """Whether the words are a known place with a direction before or after it: "East Los Angeles", "Kowloon West"."""
    lower = [word.lower() for word in words]
    for rest, direction in ((words[1:], lower[0]), (words[:-1], lower[-1])):
        known = known_names().get(" ".join(rest))
        if direction in near("direction") and known and known.kind in ("place", "country"):
            return True
    return False


def _portfolio(units: Sequence[Unit], start: int, end: int) -> tuple[int, int | None, str]:
    """After "Minister of": skip the portfolio's words up to the name ("Education" in "Minister of Education Jane Doe")."""
    named = next((at for at in range(start + 1, end - 1) if units[at].lower in given_names() and not classes(units[at].lower)), None)
    if named is not None and units[start].lower not in given_names():
        return named, start, "minister"
    place = start
    while place < end and classes(units[place].lower) and units[place].lower not in given_names():
        place += 1
    if place in (start, end):
        return start, None, ""
    return place, start, "minister"


def _title_start(units: Sequence[Unit], start: int) -> int:
    """Where the title begins that runs up to a portfolio at `start`: "Minister" in "Minister of Education Jane Doe"."""
    floor = max(0, start - 8)
    while (
        start > floor
        and units[start].joined
        and (units[start - 1].lower in ("of", "for", "the", "to", "and") or units[start - 1].capital or units[start - 1].lower in titles())
    ):
        start -= 1
    return start


def _next_title(units: Sequence[Unit], place: int, end: int) -> int:
    """Where in the run the next title begins that has a name after it, or the run's end."""
    for at in range(place + 1, end):
        length = title_at(units, at, end)
        if length and at + length < end and units[at].lower not in near("title_or_name"):
            return at
        if length and at + length < end and length > 1:
            return at
        if length and at + length < end and units[at + length].lower in given_names():
            return at
    return end


def _head_of(words: Sequence[str]) -> str:
    """The word of a name that tells what it names: the last, or the one before "of"; empty where none tells."""
    lower = [word.lower() for word in words]
    for number, word in enumerate(lower):
        if word in ("of", "for", "on") and number and lower[number - 1] in heads():
            return lower[number - 1]
    for length in (3, 2, 1):
        tail = " ".join(lower[-length:])
        if len(lower) >= length and tail in heads():
            return tail
    return ""


def _absorbs(candidate: Candidate, head: str, known: Known) -> bool:
    """Whether a known name at the beginning belongs to the longer name ("London" in "London School of Economics")."""
    return heads()[head].kind != "other" or known.kind != "person"
