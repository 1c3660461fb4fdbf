"""The event codebook: which verbs and nouns name an event, and of what type and mode. Rows of `event_triggers` by lemma.

A verb's row may ask for a particle or preposition, for the object (of a passive, the subject), or for who acts; a noun's for the
words before it. The row that asks for most wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from tidings import lexicon
from tidings.code.events.rules import effects_of, event_words
from tidings.code.modality import adjective_of, follow, noun_effect, operators
from tidings.code.reading import Reading, noun_lemma, noun_of
from tidings.dictionary import lemma
from tidings.nlp.analysis import Chunk, Clause, Word
from tidings.nlp.words import BASE_FORMS, COMMON_NOUNS, NOUNS, PREPOSITIONS, RELATIVES, VERBS

PLACE = "#place"  # stands in the codebook for the name of any place
REACH = 14  # words behind a verb among which its object may stand
_OBJECTS = NOUNS | VERBS | {"JJ"}  # verbs are mistaken for nouns
_NAMES_EVENT = NOUNS | {"VBG"}
_BESIDE = event_words("beside-end") | event_words("beside-in-time")
_STATES_OF_MIND = event_words("state-of-mind")
_MONEY = event_words("money")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the codebook. `words`: lemmas, the verb first for verbs, the noun last for nouns."""

    number: int
    words: tuple[str, ...]
    objects: frozenset[str]
    subjects: frozenset[str]
    event_type: str
    event_mode: str | None
    recipient: tuple[str, ...]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A row found: the numbers of the words that name the event, and of the object's noun that decided it, if one did."""

    row: Row
    places: tuple[int, ...]
    noun: int | None = None


def nouns_of(name: str) -> frozenset[str]:
    """The nouns of a class of `event_objects`."""
    return lexicon.words("event_objects", "noun", **{"class": name})


def _objects(cell: str) -> frozenset[str]:
    """The nouns of a cell that names nouns, and classes with "@"."""
    return frozenset().union(*(nouns_of(value[1:]) if value.startswith("@") else {value} for value in lexicon.split(cell)))


@cache
def rows_of(kind: str) -> dict[str, tuple[Row, ...]]:
    """Rows of a kind by lemma: of the verb for verbs, of the last word for nouns."""
    found: dict[str, list[Row]] = {}
    for number, row in enumerate(lexicon.rows("event_triggers")):
        if row["kind"] != kind:
            continue
        words = row["trigger"].split()
        if kind == "noun":
            words[-1] = noun_lemma(words[-1])
        acts = row["object"].startswith("^")
        objects = _objects(row["object"].removeprefix("^"))
        none: frozenset[str] = frozenset()
        recipient, unless = tuple(lexicon.split(row["recipient"])), frozenset(lexicon.split(row["unless"]))
        objects, subjects = (none, objects) if acts else (objects, none)
        made = Row(number, tuple(words), objects, subjects, row["event_type"], row["event_mode"] or None, recipient, unless)
        found.setdefault(words[0 if kind == "verb" else -1], []).append(made)
    return {word: tuple(rows) for word, rows in found.items()}


# --- before a sentence is read ---

_DEMANDS = re.compile(r"\b(?:must|should|ought|shall|ha(?:ve|s|d) to|(?:will|would|wo)\b.{0,3}(?:n.t|not|never))\b")


def may_tell_event(text: str, spelt: frozenset[str]) -> bool:
    """Whether a sentence may tell an event at all, by its words alone: most sentences need no reading. Never wrong in the negative."""
    return any(_may_name(word) for word in spelt) or bool(_DEMANDS.search(text.lower()))


@cache
def _may_name(word: str) -> bool:
    lemmas = {word, *(lemma(word, tag) for tag in VERBS - BASE_FORMS | {"NNS"})}
    if any(one in rows_of("verb") or one in rows_of("noun") or noun_effect(one) in effects_of("noun") for one in lemmas):
        return True
    return any(effect in effects_of("alone") for kind in ("verb", "adjective") for one in lemmas for _, effect in operators(kind, one))


# --- verbs ---


def match_verb(reading: Reading, clause: Clause) -> Match | None:
    """The best row for a clause's verb: most words, then nearest object, then file order."""
    at, rows = clause.verb, rows_of("verb").get(clause.lemma, ())
    state = adjective_of(reading, clause)
    if state is not None and reading.at(state) in _STATES_OF_MIND:
        at, rows = state, rows_of("verb").get(lemma(reading.at(state), "VBN"), ())  # "is opposed to the plan"
    fitting = [found for row in rows if (found := _fit(reading, clause, row, at)) is not None]
    return min(fitting, key=lambda found: found[0])[1] if fitting else None


def _fit(reading: Reading, clause: Clause, row: Row, at: int) -> tuple[tuple[int, int, int], Match] | None:
    """What a row matches of a clause whose verb stands at `at`, and how well, the least best; None where it does not fit."""
    end = reading.end(clause)
    places = follow(reading, at, row.words[1:], end)
    if places is None or _belongs_to_next(reading, places) or not _may_act(reading, clause, row) or _excluded(reading, clause, row, end):
        return None
    noun = _object(reading, clause, row) if row.objects else None
    if row.objects and noun is None:
        return None
    distance = abs(noun - clause.verb) if noun is not None else 0 if row.subjects else REACH
    return (-2 * len(row.words) - bool(row.objects or row.subjects), distance, row.number), Match(row, (at, *places), noun)


def _may_act(reading: Reading, clause: Clause, row: Row) -> bool:
    """Whether the subject is one that the row asks for, if it asks."""
    if not row.subjects:
        return True
    acting = reading.real(clause.subject)
    made_of = [of for n in acting for of in reading.hung(reading.chunk(n), "of")]  # "hundreds of supporters"
    return clause.voice == "active" and any(reading.noun(n) in row.subjects for n in (*acting, *made_of))


def _belongs_to_next(reading: Reading, places: tuple[int, ...]) -> bool:
    """Whether the last word that a row asks for belongs to what follows: it governs a time ("closed in the late 1980s"), or tells of a noun
    ("said no decision was made")."""
    held = reading.chunk_at(places[-1]) if places else None
    if held is not None and held.last > places[-1] and reading.word(places[-1]).tag == "DT":
        return True
    chunk = _governed_by(reading, places[-1]) if places else None
    return chunk is not None and (chunk.kind == "time" or reading.at(chunk.head)[0].isdigit())


def _governed_by(reading: Reading, i: int) -> Chunk | None:
    """The chunk whose preposition the word is."""
    chunk = reading.chunk_at(i + 1)
    return chunk if chunk is not None and chunk.case == reading.at(i) else None


def _excluded(reading: Reading, clause: Clause, row: Row, end: int) -> bool:
    """Whether a word stands near that the row may not have."""
    if not row.unless:
        return False
    suffered = _suffered(reading, clause) if clause.voice == "passive" else ()
    near = [*suffered, *range(clause.verb + 1, min(end, clause.verb + 6)), clause.verb - 1]
    timed = (i for i in near if (chunk := _governed_by(reading, i)) is not None and chunk.kind == "time")  # "seized it on Monday" is no "seized on"
    words = [reading.word(i) for i in set(near).difference(timed) if reading.at(i)]
    return any(word.lower in row.unless or word.lemma in row.unless or noun_of(word) in row.unless for word in words)


def _suffered(reading: Reading, clause: Clause) -> Iterator[int]:
    """Words of a passive's subject, its head first, and what it is made of ("hundreds of prisoners")."""
    for n in reading.real(clause.subject):
        chunk = reading.chunk(n)
        yield from range(chunk.head, chunk.first - 1, -1)
        if chunk.of is not None:
            yield reading.chunk(chunk.of).head


def _behind(reading: Reading, clause: Clause, row: Row) -> Iterator[tuple[int, bool]]:
    """Words behind the verb that are the clause's own, and whether they are (of) its object."""
    stop = min(reading.end(clause), clause.verb + 1 + REACH)
    direct = True
    for i in range(clause.verb + 1, stop):
        word, chunk = reading.word(i), reading.chunk_at(i)
        if word.lower == ";" or word.tag in RELATIVES or (row.event_mode == "discontinue" and word.lower in _BESIDE):
            return
        direct = direct and not ((word.tag in PREPOSITIONS and word.lower != "of") or word.pos == "PUNCT")
        if chunk is None or chunk.clause in (clause.n, None) or chunk.role == "nmod":
            yield i, direct


def _object(reading: Reading, clause: Clause, row: Row) -> int | None:
    """The first word that the row's object may be, among a passive's subject and the words behind the verb."""
    suffered = _suffered(reading, clause) if clause.voice == "passive" and clause.rel != "acl" else ()
    places = chain(((i, True) for i in suffered), _behind(reading, clause, row))
    return next((i for i, direct in places if _is_object(reading, i, row.objects, direct)), None)


def _is_object(reading: Reading, i: int, objects: frozenset[str], direct: bool) -> bool:
    word = reading.word(i)
    if PLACE in objects and direct and i in reading.names_places:
        return True
    if word.lower in objects or word.lemma in objects or noun_of(word) in objects:
        following = reading.word(i + 1) if reading.at(i + 1) else None
        compound = following is not None and word.tag in COMMON_NOUNS and following.tag in COMMON_NOUNS
        if compound and following is not None and (names_event(following) or noun_of(following) in _MONEY):
            return False  # "ended its trade embargo" ends no trade, "cut the fuel tax" no fuel
        return word.tag in _OBJECTS
    return bool(reading.at(i - 1)) and f"{reading.at(i - 1)} {noun_of(word)}" in objects


def names_event(word: Word, of_type: str = "") -> bool:
    """Whether a noun names an event by itself, of one type if one is asked for."""
    return any(len(row.words) == 1 and of_type in ("", row.event_type) for row in rows_of("noun").get(noun_of(word), ()))


# --- nouns ---


def match_noun(reading: Reading, chunk: Chunk) -> Match | None:
    """The best row for the head of a chunk: the longest, then the one that names the next preposition."""
    word = reading.word(chunk.head)
    if chunk.kind == "time" or word.tag not in _NAMES_EVENT:
        return None
    fitting = [row for row in rows_of("noun").get(noun_of(word), ()) if _fits_noun(reading, chunk, row)]
    if not fitting:
        return None
    following = reading.at(reading.next(chunk.head))
    best = max(fitting, key=lambda row: (len(row.words), following in row.recipient))
    return Match(best, tuple(range(chunk.head - len(best.words) + 1, chunk.head + 1)), chunk.head)


def _fits_noun(reading: Reading, chunk: Chunk, row: Row) -> bool:
    """Whether a chunk's head ends the row's words, and none stands beside them that the row may not have."""
    start, after = chunk.head - len(row.words) + 1, reading.next(chunk.head)
    if start < chunk.first or any(reading.at(start + place) != wanted for place, wanted in enumerate(row.words[:-1])):
        return False
    governed = _governed_by(reading, after)
    beside = [after] if governed is None else [after, governed.head]  # "a conflict of interest", "the withdrawal from the race"
    beside += [start - 1] if start > chunk.first else []
    return not any(reading.at(i) and {reading.at(i), noun_of(reading.word(i))} & row.unless for i in beside)
