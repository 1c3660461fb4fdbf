"""Find capitalised names in a sentence and part them: titles and nationalities off, "of" and "and" inside, who is what by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.code.cues import cue_forms
from pipeline.code.grammar import classes
from pipeline.code.known_names import LONGEST, Known, calendar, family_first, given_names, heads, known_names, not_acronyms, particles, titles
from pipeline.code.name_units import Unit
from pipeline.code.roles import Role, role_after, role_before
from pipeline.code.states import acts

INITIAL = re.compile(r"(?:[A-Z]\.)+$|[A-Z]$")
ACRONYM = re.compile(r"(?:[A-Z]\.){2,}$|[A-Z][A-Z0-9&]*[A-Z0-9](?:-[A-Z0-9]+)?$")
_ROMAN = re.compile(r"[IVXL]{2,}$")
_DOMAIN = re.compile(r"\.(?:com|org|net|gov|edu|info|co|tv)$", re.I)
CAMEL = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]*$")
POSSESSIVE = {"'s", "’s", "'", "’"}
# Particles that are English words too: never by themselves part of a name.
_ENGLISH = frozenset({"an", "as", "at", "ad", "do", "den", "ten", "e", "i", "y", "des", "lo", "te", "der", "la", "le", "ash", "es", "ur"})
_OPEN_NAME = frozenset({"al", "el", "bin", "ibn", "abu", "van", "von", "de", "di", "del", "della", "du", "da"})
_LOCATIVE = frozenset({"in", "at", "near", "from", "outside", "inside", "around", "across", "toward", "towards", "into", "throughout", "to"})
_PLACE_NOUNS = frozenset(
    [
        "town",
        "city",
        "village",
        "province",
        "region",
        "district",
        "state",
        "capital",
        "suburb",
        "port",
        "island",
        "neighborhood",
        "neighbourhood",
        "county",
        "area",
    ]
)
_BODY_NOUNS = frozenset(
    [
        "group",
        "company",
        "party",
        "firm",
        "agency",
        "club",
        "militia",
        "organization",
        "organisation",
        "newspaper",
        "network",
        "bank",
        "brand",
        "retailer",
        "charity",
        "maker",
        "giant",
        "startup",
        "airline",
        "magazine",
        "website",
    ]
)


@dataclass(slots=True)
class Candidate:
    """A stretch that may be a name. `kind`: person, organization, place, country, people, other; None where its words do not tell.

    `evidence`: kind -> weight of what stands in and around it. `title_key`: the title before it. `role`: what its neighbours
    say it is. `modifier`: it stands
    before the title of another ("U.S." in "U.S. President Donald Trump"); `of`: its modifiers.
    `acts`: the name of a country or capital stands for its state here (`states`).
    """

    start: int
    end: int
    text: str
    words: tuple[str, ...]
    sentence: int
    kind: str | None = None
    known: Known | None = None
    evidence: dict[str, int] = field(default_factory=dict)
    title_key: str = ""
    role: Role | None = None
    the: bool = False
    first: bool = False
    modifier: bool = False
    of: list[Candidate] = field(default_factory=list)
    possessive: bool = False
    acts: bool = False

    def add(self, kind: str, weight: int) -> None:
        self.evidence[kind] = self.evidence.get(kind, 0) + weight


def find_names(units: Sequence[Unit], sentence: int, text: str) -> list[Candidate]:
    """The candidates of one sentence, in order."""
    found: list[Candidate] = []
    place = 0
    while place < len(units):
        if not _begins(units, place):
            place += 1
            continue
        end = _run_end(units, place)
        found.extend(_segment(units, place, end, sentence, text))
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
            again = _candidate(units, place, place + reach, 0, text)
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
        unit.lower in _OPEN_NAME
        and place + 1 < len(units)
        and units[place + 1].capital
        and units[place + 1].joined
        and not classes(units[place + 1].lower)
    )


_PARTY_LABEL = re.compile(r"[DRI]-[A-Z][a-z]*\.?$|[DRI]-[A-Z]\.[A-Z]\.$")


def _breaks(unit: Unit) -> bool:
    """Whether a capitalised word is never part of a name: I, US$, the party label in "Sen. Jane Doe (R-Ky.)"."""
    return unit.text == "I" or unit.text.startswith(("I'", "I’")) or "$" in unit.text or bool(_PARTY_LABEL.match(unit.text))


def _is_function(unit: Unit) -> bool:
    """Whether a capitalised word is a function word ("Was" in a headline, "The" after a stop that ended no sentence). "US" is none."""
    if unit.lower in _FUNCTION:
        return not unit.text.isupper() or unit.text == "A"
    return bool(classes(unit.lower) & _CLOSED_FEW) and not unit.text.isupper() and unit.lower not in ("will", "may", "like")


def _run_end(units: Sequence[Unit], start: int) -> int:
    """Where the run of name words that begins at `start` ends."""
    place = start + 1
    while place < len(units) and units[place].joined:
        unit = units[place]
        following = units[place + 1] if place + 1 < len(units) and units[place + 1].joined else None
        after = units[place + 2] if following and place + 2 < len(units) and units[place + 2].joined else None
        capital_next = following is not None and following.capital
        if unit.capital:
            if units[place - 1].text in calendar() or unit.text in calendar() or _breaks(unit):
                break
            if _is_function(unit) and (capital_next or units[place - 1].lower not in given_names()):
                break
            place += 1
        elif (
            ("-" in unit.text and unit.lower.split("-")[0] in particles() and any(c.isupper() for c in unit.text))
            or (unit.lower in particles() and unit.lower not in _ENGLISH and capital_next)
            or (unit.lower in particles() and not classes(units[place - 1].lower) and capital_next and following and not classes(following.lower))
        ):
            place += 1
        elif (unit.text == "&" and capital_next) or (
            unit.text.isdigit() and capital_next and len(unit.text) < 3 and not classes(units[place - 1].lower)
        ):
            place += 2
        elif unit.lower in ("of", "for", "on") and _takes_complement(units, start, place, unit.lower):
            if capital_next and following and following.text not in calendar():
                place += 2
            elif following and following.lower == "the" and after and after.capital:
                place += 3
            else:
                break
        elif unit.lower == "and" and capital_next and _joins(units, start, place):
            place += 2
        else:
            break
    return place


def _takes_complement(units: Sequence[Unit], start: int, place: int, word: str) -> bool:
    """Whether "of" (for, on) goes on the name before it: "Ministry of", "Daughters of", but not "President of", "Haftar of"."""
    before = units[place - 1]
    if before.lower in titles() or _title_at(units, place - 1, place) or _ends_in_title(units, start, place):
        return False
    head = heads().get(before.lower)
    if place - start == 2 and _is_surname(before.lower) and units[start].lower in given_names():
        return False
    if head:
        return word != "on" or before.lower in ("committee", "council", "commission", "conference", "subcommittee", "convention", "board", "panel")
    inner = any(units[i].lower in ("of", "for") for i in range(start, place))
    if word == "on" or (word == "for" and not inner):
        return False
    known = known_names().get(before.text)
    if known and known.kind != "other":
        return False
    return "NOUN" in classes(before.lower) and not before.first and before.lower not in given_names()


def _ends_in_title(units: Sequence[Unit], start: int, place: int) -> bool:
    return any(" ".join(u.lower for u in units[i:place]) in titles() for i in range(max(start, place - 5), place))


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
    while end < len(units) and units[end].capital and (end == place + 1 or units[end].joined):
        end += 1
    last = heads().get(units[end - 1].lower)
    return bool(last and last.kind == "organization") and end - place > 1 + (end - place == 2 and False) and units[end - 1].lower not in ("times",)


def _title_at(units: Sequence[Unit], place: int, end: int) -> int:
    """How many units from `place` are a title; 0 where none."""
    for length in range(min(6, end - place), 0, -1):
        title = titles().get(" ".join(unit.lower for unit in units[place : place + length]))
        if title is None:
            continue
        head = heads().get(units[end - 1].lower)
        body = length == 1 and title.kind == "office" and head is not None and head.kind == "organization" and end - place > 1
        if not (body and units[place + 1].lower not in given_names()):
            return length
    return 0


def _known_at(units: Sequence[Unit], place: int, end: int) -> tuple[int, Known | None]:
    """The longest name known beforehand that begins at `place`, with its length in units."""
    for length in range(min(LONGEST, end - place), 0, -1):
        stretch = units[place : place + length]
        words = " ".join(unit.text for unit in stretch)
        known = known_names().get(words)
        if known is None and words.isupper() and len(words) > 4:
            known = known_names().get(words.title())
        if known:
            return length, known
    return 0, None


def _droppable(units: Sequence[Unit], place: int, end: int) -> bool:
    """Whether a word whose capital may be owed to its position is no part of the name after it."""
    unit = units[place]
    if not unit.first and unit.lower not in _FUNCTION:
        return False
    if unit.text.isupper() and unit.text in known_names() and len(unit.text) > 1 and not (place + 1 < end and units[place + 1].text.isupper()):
        return False
    kinds = classes(unit.lower)
    if not kinds or unit.lower in given_names() or (INITIAL.match(unit.text) and unit.text != "A"):
        return False
    if kinds & _CLOSED:
        return True
    if end - place == 1:
        return True
    following = units[place + 1]
    if (
        end - place == 2
        and heads().get(following.lower)
        and "VERB" not in kinds - {"NOUN"} | ({"VERB"} if "NOUN" not in kinds and "ADJ" not in kinds else set())
    ):
        return False
    return not (heads().get(units[end - 1].lower) and kinds & {"NOUN", "ADJ"}) or following.lower in given_names()


_CLOSED_FEW = frozenset({"DET", "PRON", "POSS", "ADP", "CCONJ", "SCONJ", "AUX", "PART"})
_CLOSED = frozenset({"DET", "PRON", "POSS", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "ADV"})
_FUNCTION = frozenset(
    {
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "for",
        "and",
        "but",
        "to",
        "by",
        "from",
        "with",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "their",
        "its",
        "our",
    }
)


def _segment(units: Sequence[Unit], start: int, end: int, sentence: int, text: str) -> list[Candidate]:
    """Part a run of name words into titles, modifiers and names."""
    found: list[Candidate] = []
    place = start
    title_from: int | None = None
    title_key = ""
    modifiers: list[Candidate] = []
    while place < end and _droppable(units, place, end) and not _known_phrase_from(units, place, end):
        if _title_at(units, place, end) and end - place > 1:
            break
        place += 1
    if place == start and start >= 2 and units[start - 1].lower in ("of", "for") and _ends_in_title(units, max(0, start - 6), start - 1):
        place, title_from, title_key = _portfolio(units, start, end)
        title_from = None if title_from is None else _title_start(units, title_from)
    while place < end:
        length, known = _known_at(units, place, end)
        title = _title_at(units, place, end)
        if title >= max(length, 1) and not (known and known.kind == "organization" and length == end - place):
            title_from = place if title_from is None else title_from
            title_key = " ".join(unit.lower for unit in units[place : place + title])
            place += title
            while place < end and units[place].lower in ("of", "for") and not units[place].capital:
                place += 1
            continue
        stop = _next_title(units, place, end)
        rest = stop - place
        candidate = _candidate(units, place, stop, sentence, text)
        head = _head_of(candidate.words)
        if known and length < rest and _directed(candidate.words):
            candidate.known, candidate.kind = None, "place"
        elif known and known.kind == "other" and length < rest:
            pass
        elif known and length < rest and not (head and _absorbs(candidate, head, known)):
            if known.kind not in ("adjective", "other"):
                part = _candidate(units, place, place + length, sentence, text)
                part.known, part.kind = known, _kind(known)
                part.modifier = True
                part.acts = acts(known, units, place, place + length)
                modifiers.append(part)
                found.append(part)
            place += length
            continue
        if candidate.kind is None and not known and _directed(candidate.words):
            candidate.kind = "place"
        if known and length == rest:
            if known.kind == "adjective" or known.kind == "other":
                place = stop
                continue
            candidate.known, candidate.kind = known, _kind(known)
        if stop < end:
            candidate.modifier = True
            modifiers.append(candidate)
        elif title_key or modifiers:
            candidate.of = list(modifiers)
        skipped = _words_before_person(units, place, stop) if not known and not head else 0
        if skipped:
            place += skipped
            candidate = _candidate(units, place, stop, sentence, text)
        if title_key and stop == end:
            begin = title_from if title_from is not None else place
            if titles()[title_key].kind == "rank" and begin and units[begin - 1].lower == "the" and units[begin].capital and not modifiers:
                candidate.add("other", 6)  # the Admiral Nelson: a ship or a house, not the man
            candidate.title_key = title_key
            if candidate.kind is None:
                candidate.add("person", 6 if titles()[title_key].kind != "office" or not head else 2)
        _judge_words(candidate, units, place, stop, head)
        _judge_context(candidate, units, place, stop, text)
        if _is_name(candidate):
            found.append(candidate)
        place = stop
    return found


def _known_phrase_from(units: Sequence[Unit], place: int, end: int) -> bool:
    length, known = _known_at(units, place, end)
    return known is not None and known.kind != "other" and (length > 1 or not classes(units[place].lower))


def _words_before_person(units: Sequence[Unit], place: int, stop: int) -> int:
    """How many words stand before the person's name in a run such as "Universe Jane Doe", after "Miss" or "Speaker of the House"."""
    first = units[place]
    if stop - place < 3 or first.lower in given_names() or not classes(first.lower) or INITIAL.match(first.text):
        return 0
    at = place + 1
    while at < stop - 1 and units[at].lower not in given_names() and classes(units[at].lower):
        at += 1
    return at - place if at < stop - 1 and units[at].lower in given_names() and not classes(units[at].lower) else 0


_DIRECTIONS = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "upper",
        "lower",
        "downtown",
        "greater",
        "inner",
        "outer",
    ]
)
_NAMES_TOO = frozenset(
    [
        "private",
        "count",
        "sister",
        "brother",
        "father",
        "mother",
        "head",
        "chief",
        "chair",
        "agent",
        "coach",
        "major",
        "deputy",
        "baron",
        "duke",
        "earl",
        "king",
        "prince",
        "marshal",
        "bishop",
        "pope",
        "cardinal",
        "dean",
        "judge",
        "rector",
        "sergeant",
    ]
)


def _directed(words: Sequence[str]) -> bool:
    """Whether the words are a known place with a direction before or after it: "East Los Angeles", "Kowloon West"."""
    lower = [word.lower() for word in words]
    for rest, direction in ((words[1:], lower[0]), (words[:-1], lower[-1])):
        known = known_names().get(" ".join(rest))
        if direction in _DIRECTIONS and known and known.kind in ("place", "country"):
            return True
    return False


def _portfolio(units: Sequence[Unit], start: int, end: int) -> tuple[int, int | None, str]:
    """After "Minister of": skip the portfolio's words up to the name ("Education" in "Minister of Education Jane Doe")."""
    place = start
    while place < end and classes(units[place].lower) and units[place].lower not in given_names():
        place += 1
    if place == start or place == end:
        return start, None, ""
    return place, start, "minister"


def _title_start(units: Sequence[Unit], start: int) -> int:
    """Where the title begins that runs up to a portfolio at `start`: "Minister" in "Minister of Education Jane Doe"."""
    while (
        start > 0
        and units[start].joined
        and (units[start - 1].lower in ("of", "for", "the", "to", "and") or units[start - 1].capital or units[start - 1].lower in titles())
    ):
        start -= 1
    return start


def _next_title(units: Sequence[Unit], place: int, end: int) -> int:
    """Where in the run the next title begins that has a name after it, or the run's end."""
    for at in range(place + 1, end):
        length = _title_at(units, at, end)
        if length and at + length < end and units[at].lower not in _NAMES_TOO:
            return at
        if length and at + length < end and length > 1:
            return at
        if length and at + length < end and units[at + length].lower in given_names():
            return at
    return end


def _candidate(units: Sequence[Unit], place: int, stop: int, sentence: int, text: str) -> Candidate:
    start, end = units[place].start, units[stop - 1].end
    words = tuple(unit.text for unit in units[place:stop])
    the = place > 0 and units[place - 1].lower == "the"
    possessive = stop < len(units) and units[stop].text in POSSESSIVE and units[stop].start == end
    return Candidate(start, end, text[start:end], words, sentence, the=the, first=units[place].first, possessive=possessive)


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


def _kind(known: Known) -> str:
    return known.kind


def _judge_words(candidate: Candidate, units: Sequence[Unit], place: int, stop: int, head: str) -> None:
    """Weigh what the words of the name tell."""
    words = candidate.words
    lower = [word.lower() for word in words]
    given = lower[0] in given_names() and (not classes(lower[0]) or len(words) > 1)
    several = len(words) > 1
    if head and (several or candidate.the) and not (given and len(words) == 2 and _is_surname(head)):
        candidate.add(heads()[head].kind, 5)
    if given and several:
        candidate.add("person", 3)
    elif given:
        candidate.add("person", 1)
    if several and lower[0] in family_first() and len(words) <= 3:
        candidate.add("person", 2)
    if several and len(words) <= 4 and any(INITIAL.match(word) for word in words[:-1]) and not any(w in ("of", "for", "&") for w in lower):
        candidate.add("person", 3)
    if lower[0] in ("abu", "umm", "ibn", "bin") and several:
        candidate.add("person", 3)
    if several and (
        any(word in particles() and word not in _ENGLISH for word in lower[1:]) or any(w.split("-")[0] in ("al", "el") and "-" in w for w in lower)
    ):
        candidate.add("person", 2)
    if lower[-1] in ("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"):
        candidate.add("person", 3)
    if any(ACRONYM.match(word) and word not in not_acronyms() for word in words):
        candidate.add("organization", 1 if several or any(c.isdigit() for c in words[0]) else 3)
    if any(CAMEL.match(word) and not word.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "O", "Van", "Fitz")) for word in words):
        candidate.add("organization", 2)
    if "&" in words or any(w in ("of", "for") for w in lower):
        candidate.add("organization", 1 if head else 3)


def _is_surname(head: str) -> bool:
    from pipeline import lexicon

    return head in lexicon.words("name_heads", "head", surname="yes")


def _judge_context(candidate: Candidate, units: Sequence[Unit], place: int, stop: int, text: str) -> None:
    """Weigh what stands beside the name."""
    before = units[place - 1] if place else None
    after = units[stop] if stop < len(units) else None
    if candidate.known:
        candidate.acts = acts(candidate.known, units, place, stop)
    if before and not candidate.title_key:
        length = next((n for n in (4, 3, 2, 1) if place >= n and " ".join(u.lower for u in units[place - n : place]) in titles()), 0)
        if (length and before.joined) or length == 1:
            candidate.title_key = " ".join(u.lower for u in units[place - length : place])
            candidate.add("person", 4 if not candidate.the else 0)
    if candidate.kind in (None, "person"):
        candidate.role = role_before(units, place, text) or role_after(units, stop, text)
        if candidate.role and len(candidate.words) > 1 and candidate.role.words.start > candidate.end:
            candidate.add("person", 3)
    if before and after and before.text == "(" and after.text == ")" and place > 1 and ACRONYM.match(candidate.text):
        candidate.add("organization" if units[place - 2].capital else "other", 4)
    if candidate.the:
        candidate.add("organization", 2)
    if before and before.lower in _LOCATIVE:
        candidate.add("place", 2 if before.lower in ("in", "near", "outside", "inside", "across", "throughout") else 1)
    if (
        candidate.first
        and candidate.text.isupper()
        and len(candidate.text) > 3
        and any(unit.text in ("—", "–", "―", "--", "-") for unit in units[stop : stop + 7])
    ):
        candidate.add("place", 6)  # the date line of a report: "SPRINGFIELD, Ill. (AP) —"
    if before and place > 1 and before.lower == "of" and units[place - 2].lower in _PLACE_NOUNS:
        candidate.add("place", 4)
    if before and before.lower in _BODY_NOUNS:
        candidate.add("organization", 3)
    if after and after.lower in cue_forms():
        candidate.add("person", 1)
    if after and after.lower == "who":
        candidate.add("person", 2)
    if before and before.lower in cue_forms():
        candidate.add("person", 1)
    if after and after.text == "," and stop + 2 < len(units) and units[stop + 1].text.isdigit() and len(units[stop + 1].text) < 3:
        candidate.add("person", 4)
    elif after and after.text == "," and stop + 1 < len(units):
        following = _known_at(units, stop + 1, len(units))[1]
        if following and following.kind in ("country", "place"):
            candidate.add("place", 3 if len(candidate.words) < 3 else 1)


def _is_name(candidate: Candidate) -> bool:
    """Whether the stretch can be a name at all. Words of the dictionary are left to `name_types.decide`, which sees the whole article."""
    words = candidate.words
    if len(words) == 1 and candidate.known is None:
        word = words[0]
        if word in calendar() or word in not_acronyms() or len(word) == 1 or INITIAL.match(word) or _ROMAN.match(word):
            return False
        if word.lower().rstrip(".") in ("jr", "sr", "ii", "iii", "iv") or (candidate.first and "-" in word and classes(word.lower().split("-")[0])):
            return False
        if _DOMAIN.search(word) or (word.lower() in titles() and not candidate.title_key):
            return False
    return any(word[0].isalpha() for word in words)
