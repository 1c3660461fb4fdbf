"""Part a run of capitalised words into titles, modifiers and names: "U.S. President Jane Doe" is a state, a title, a person."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.mentions.candidates import CLOSED, INITIAL, Candidate, candidate_of, full_name, may_be_surname, title_at
from tidings.code.mentions.evidence import weigh
from tidings.code.mentions.known_names import OF, PARTICLES, Known, heads, known_names, near, titles
from tidings.code.mentions.name_types import may_be_name
from tidings.code.mentions.titles import known_at, lowered, titles_before
from tidings.code.mentions.word_kinds import head_kind, is_given, is_place_or_body, is_surname, known_kind, opens_body
from tidings.code.mentions.words import POSSESSIVE, Unit
from tidings.dictionary import classes
from tidings.known import given_names, may_be_given
from tidings.nlp.words import FINITE

OF_THE = OF | {"the"}  # between somebody's name and that of his body
SHIP = 12  # weight of "the Admiral Nelson": a ship or a house, not the man
TEAM = 4


def part(units: Sequence[Unit], start: int, end: int, sentence: int, text: str) -> list[Candidate]:
    """Part a run of name words into titles, modifiers and names."""
    return _Parting(units, start, end, sentence, text).candidates()


class _Parting:
    """One run, read from left to right. `title_from`, `title_key`: the title that waits for its bearer; `before`: the names before it."""

    def __init__(self, units: Sequence[Unit], start: int, end: int, sentence: int, text: str) -> None:
        self.units, self.start, self.end, self.sentence, self.text = units, start, end, sentence, text
        self.found: list[Candidate] = []
        self.before: list[Candidate] = []
        self.title_from: int | None = None
        self.title_key = ""

    def candidates(self) -> list[Candidate]:
        """The names in the run, in order."""
        place = self._past_openers()
        if place == self.start and self.start >= 2 and self.units[self.start - 1].lower in OF:
            place = self._past_portfolio()
        while place < self.end:
            if self.found and not self.units[place].capital and self.units[place].lower in OF_THE:
                place += 1
                continue
            place = self._title(place) or self._known_part(place) or self._name(place)
        return self.found

    def _of(self, place: int, stop: int) -> Candidate:
        return candidate_of(self.units, place, stop, self.sentence, self.text)

    def _past_openers(self) -> int:
        """Where the name begins: words whose capital is owed to their position are left out."""
        units, end, place = self.units, self.end, self.start
        while place < end and _is_opener(units, place, end) and not _known_phrase_from(units, place, end):
            if end - place > 1 and (title_at(units, place, end) or full_name(units, place, end)):
                break
            bare = units[place].lower in near("institution_bare")
            if end - self.start == 1 and (bare or _may_be_surname(units, place)):
                candidate = self._of(place, end)
                if bare:
                    candidate.known, candidate.kind = known_names().get(units[place].text), "organization"
                self.found.append(candidate)
            place += 1
        return place

    def _past_portfolio(self) -> int:
        """After "Minister of": where the minister's name begins ("Jane Doe" in "Minister of Education Jane Doe")."""
        units, start, end = self.units, self.start, self.end
        if not any(titles_before(units, start - 1, max(0, start - 6))):
            return start
        last = units[end - 1].lower
        if end - start > 1 and is_place_or_body(last) and not is_surname(last):
            return start  # the mayor of New York City
        if end - start > 1 and units[start].lower in near("direction") and not classes(units[start + 1].lower):
            return start  # the governor of South Dakota
        named = next((at for at in range(start + 1, end - 1) if is_given(units[at].lower)), None)
        place = start
        if named is not None and units[start].lower not in given_names():
            place = named
        else:
            while place < end and classes(units[place].lower) and units[place].lower not in given_names():
                place += 1
        if place in (start, end):
            return start
        self.title_from, self.title_key = _title_start(units, start), "minister"
        return place

    def _title(self, place: int) -> int:
        """Past the title at `place`, which is noted; 0 where there is none."""
        units, end = self.units, self.end
        length, known = known_at(units, place, end)
        title = title_at(units, place, end)
        if title < max(length, 1) or (known and known.kind == "organization" and length == end - place):
            return 0
        self.title_from = place if self.title_from is None else self.title_from
        self.title_key = lowered(units, place, place + title)
        place += title
        while place < end and units[place].lower in OF and not units[place].capital:
            place += 1
        return place

    def _known_part(self, place: int) -> int:
        """Past a known name that only stands before another: "Norwegian", "Oslo" in "Oslo Mayor Ann Roe"; 0 where the name is whole."""
        units, stop = self.units, _next_title(self.units, place, self.end)
        length, known = known_at(units, place, self.end)
        if known is None or length >= stop - place:
            adjective = known is None and stop - place > 1 and known_kind(units[place + 1].text) == "adjective"
            return place + 1 if adjective and units[place].lower in near("direction") else 0  # North American, South Asian: what follows decides
        if self._is_whole(place, length, stop, known):
            return 0
        if known.kind not in ("adjective", "other"):
            candidate = self._of(place, place + length)
            candidate.known, candidate.kind = known, known.kind
            self.before.append(candidate)
            self.found.append(candidate)
        return place + length

    def _is_whole(self, place: int, length: int, stop: int, known: Known) -> bool:
        """Whether the words after a known name belong to the name too."""
        units = self.units
        words = [unit.text for unit in units[place:stop]]
        if known.kind == "people" and place and units[place - 1].lower == "the" and stop - place > length + 1:
            return False  # the Dane Bo Reth
        if self.title_key and length == 1 and stop - place == 2 and known.kind in ("place", "country") and may_be_surname(units[stop - 1]):
            return True  # Mayor London Example
        if _directed(words) or known.kind == "other" or full_name(units, place, stop):
            return True
        head = head_of(words)
        return _is_team(units, place, place + length, stop, known) or is_place_or_body(head) or (bool(head) and known.kind != "person")

    def _name(self, place: int) -> int:
        """Take the name from `place` up to the next title; past it."""
        stop = _end_of_person(self.units, place, _next_title(self.units, place, self.end))
        length, known = known_at(self.units, place, self.end)
        if known and length == stop - place and not (known.kind == "other" and self.title_key):  # "Ms May"
            if known.kind in ("adjective", "other"):
                return stop
            candidate, head = self._of(place, stop), head_of([unit.text for unit in self.units[place:stop]])
            candidate.known, candidate.kind = known, known.kind
        else:
            place, candidate, head = self._unknown(place, stop, length, known)
        if stop < self.end:
            self.before.append(candidate)
        elif self.title_key or self.before:
            candidate.of = list(self.before)
        self._give_title(candidate, place, stop, head)
        weigh(candidate, self.units, place, stop, head, self.text)
        if may_be_name(candidate):
            self.found.append(candidate)
        return stop

    def _unknown(self, place: int, stop: int, length: int, known: Known | None) -> tuple[int, Candidate, str]:
        """A name that is not known as a whole, where it begins, and the word that tells what it names."""
        words = [unit.text for unit in self.units[place:stop]]
        head = head_of(words)
        place += 0 if head else _words_before_person(self.units, place, stop)
        candidate = self._of(place, stop)
        if _directed(words):
            candidate.kind = "place"
        elif known and _is_team(self.units, place, place + length, stop, known):
            candidate.add("organization", TEAM)
        return place, candidate, head

    def _give_title(self, candidate: Candidate, place: int, stop: int, head: str) -> None:
        """What the title before a name tells of it."""
        if not self.title_key:
            return
        kind = titles()[self.title_key].kind
        begin = place if self.title_from is None else self.title_from
        if kind == "rank" and begin and self.units[begin - 1].lower == "the" and self.units[begin].capital and not candidate.of:
            candidate.add("other", SHIP)
        if stop == self.end:
            candidate.title_key = self.title_key
            if candidate.kind is None:
                candidate.add("person", 2 if kind == "office" and head else 6)


def _end_of_person(units: Sequence[Unit], place: int, stop: int) -> int:
    """Where somebody's name ends before "of" and the body he belongs to ("Ada Lum of the Institute for Rivers"); else `stop`."""
    of = next((at for at in range(place + 2, min(stop, place + 4)) if units[at].lower in OF), stop)
    given = of < stop and units[place].lower in may_be_given() and not classes(units[place].lower)
    return of if given and head_of([unit.text for unit in units[place:of]]) == "" else stop


def _is_opener(units: Sequence[Unit], place: int, end: int) -> bool:
    """Whether a word whose capital may be owed to its position is no part of the name after it."""
    unit, kinds = units[place], classes(units[place].lower)
    function = unit.lower in near("function")
    if not unit.first and not function:
        return False
    if not kinds:
        return unit.first and function and not unit.text.isupper()  # Hey, Lest
    loud = place + 1 < end and units[place + 1].text.isupper()
    if unit.text.isupper() and len(unit.text) > 1 and unit.text in known_names() and not loud:
        return False
    return not _opens_name(units, place, end, kinds)


def _opens_name(units: Sequence[Unit], place: int, end: int, kinds: frozenset[str]) -> bool:
    """Whether a word of the dictionary at the beginning of a sentence belongs to the name after it: "West Example Police", "Air Example"."""
    unit, length, following = units[place], end - place, units[min(place + 1, end - 1)]
    if length == 1:
        return False
    if unit.lower in PARTICLES and (following.lower in PARTICLES or not classes(following.lower)):
        return unit.lower not in near("english_particle")  # Van den Example
    strange_place = length == 2 and not classes(following.lower) and following.text not in known_names()  # "West Yorkshire", no "Northern Mali"
    directed = unit.lower in near("direction") and (strange_place or (length > 2 and is_place_or_body(units[end - 1].lower)))
    if directed or (opens_body(unit.text) and not classes(following.lower)):
        return True
    if unit.text.isupper() and following.text.isupper() and unit.lower in near("place_opening"):
        return True  # PORT EXAMPLE, Chad -
    if kinds & (CLOSED | {"ADV"}) or unit.lower in near("no_opening"):
        return False
    return bool(kinds & {"NOUN", "ADJ"}) and bool(head_kind(units[end - 1].lower))


def _may_be_surname(units: Sequence[Unit], place: int) -> bool:
    """Whether a word of the dictionary that begins a sentence stands as a name does: owner, or right before a verb ("Brown said")."""
    unit = units[place]
    if place + 1 >= len(units) or len(unit.text) < 3 or classes(unit.lower) & CLOSED or unit.lower in near("function"):
        return False
    return units[place + 1].text in POSSESSIVE or units[place + 1].tag in FINITE


def _is_team(units: Sequence[Unit], place: int, after: int, stop: int, known: Known) -> bool:
    """Whether a place and a plural make the name of a team: "the Boston Red Sox"."""
    plural = units[stop - 1].lower.endswith(("s", "x")) and not units[stop - 1].lower.endswith("ss") and stop - after < 3
    the = place > 0 and units[place - 1].lower == "the"
    return known.kind == "place" and the and plural and units[after].lower not in given_names() and not title_at(units, after, stop)


def _known_phrase_from(units: Sequence[Unit], place: int, end: int) -> bool:
    length, known = known_at(units, place, end)
    if known is None or known.kind == "other":
        return False
    if length > 1 or not classes(units[place].lower):
        return True
    # Turkey, Google: words too, but not where a verb or another name follows
    after = units[place + 1].lower if place + 1 < len(units) else ""
    return known.kind in ("country", "organization", "people") and (after in (",", "and") or _may_be_surname(units, place))


def _words_before_person(units: Sequence[Unit], place: int, stop: int) -> int:
    """How many words stand before the person's name in a run such as "Universe Jane Doe", after "Miss" or "Speaker of the House"."""
    first = units[place]
    if stop - place < 3 or first.lower in given_names() or not classes(first.lower) or INITIAL.match(first.text):
        return 0
    at = next((at for at in range(place + 1, stop - 1) if units[at].lower in given_names() or not classes(units[at].lower)), stop)
    return at - place if at < stop and is_given(units[at].lower) else 0


def _directed(words: Sequence[str]) -> bool:
    """Whether the words are a known place with a direction before or after it: "East Los Angeles", "Kowloon West"."""
    lower = [word.lower() for word in words]
    for rest, direction in ((words[1:], lower[0]), (words[:-1], lower[-1])):
        if direction in near("direction") and known_kind(" ".join(rest)) in ("place", "country"):
            return True
    return False


def _title_start(units: Sequence[Unit], start: int) -> int:
    """Where the title begins that runs up to a portfolio at `start`: "Minister" in "Minister of Education Jane Doe"."""
    floor = max(0, start - 8)
    while (
        start > floor
        and units[start].joined
        and (units[start - 1].lower in near("title_link") or units[start - 1].lower in titles() or units[start - 1].capital)
    ):
        start -= 1
    return start


def _next_title(units: Sequence[Unit], place: int, end: int) -> int:
    """Where in the run the next title begins that has a name after it, or the run's end."""
    for at in range(place + 1, end):
        length = title_at(units, at, end)
        named = length and at + length < end
        if named and (length > 1 or units[at].lower not in near("title_or_name") or units[at + length].lower in given_names()):
            return at
    return end


def head_of(words: Sequence[str]) -> str:
    """The word of a name that tells what it names: the last, or the one before "of"; empty where none tells."""
    lower = [word.lower() for word in words]
    for number, word in enumerate(lower):
        if word in OF | {"on"} and number and lower[number - 1] in heads():
            return lower[number - 1]
    tails = (" ".join(lower[-length:]) for length in (3, 2, 1) if len(lower) >= length)
    head = next((tail for tail in tails if tail in heads()), "")
    in_town = not head and len(words) > 2 and lower[-2] in heads() and known_kind(words[-1]) == "place"
    return lower[-2] if in_town else head  # Trinity College Dublin
