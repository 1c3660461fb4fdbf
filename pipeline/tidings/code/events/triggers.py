"""The event codebook: which words of a sentence name an event, and of what type and mode.

Rows of `event_triggers`, `event_operators` and `event_objects` are matched against the words of a sentence by lemma.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from tidings import lexicon
from tidings.code.text.bare_words import Word
from tidings.code.text.word_forms import noun_lemma, verb_reading

PLACE = "#place"  # stands in the codebook for the name of any place
REACH = 14  # words after a verb among which its object may stand
SEPARABLE = lexicon.words("event_words", group="parted")
_STATES = frozenset(["on", "in", "under", "into", "to"])  # "put the army on alert"
BETWEEN = frozenset({"DET", "ADJ", "POSS", "NUM", "GEN"})
TYPES_OF_HARM = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of the codebook. `words`: lemmas, the verb or noun first for verbs, the noun last for nouns."""

    number: int
    words: tuple[str, ...]
    objects: frozenset[str]
    subjects: frozenset[str]
    event_type: str
    event_mode: str | None
    recipient: tuple[str, ...]
    unless: frozenset[str]


@dataclass(frozen=True, slots=True)
class Operator:
    """A row of `event_operators`: `effect` is what the word does to the event that it governs."""

    words: tuple[str, ...]
    effect: str


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: the places of the words that name the event, and of the noun that decided it, if one did."""

    trigger: Trigger
    places: tuple[int, ...]
    noun: int | None = None


@cache
def _object_classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in lexicon.rows("event_objects"):
        found.setdefault(row["class"], set()).add(row["noun"])
    return {name: frozenset(nouns) for name, nouns in found.items()}


def _objects(cell: str) -> frozenset[str]:
    found: set[str] = set()
    for value in lexicon.split(cell):
        found |= _object_classes()[value[1:]] if value.startswith("@") else {value}
    return frozenset(found)


@cache
def verb_triggers() -> dict[str, tuple[Trigger, ...]]:
    """Verb rows by the lemma of the verb."""
    return _by_word("verb", 0)


@cache
def noun_triggers() -> dict[str, tuple[Trigger, ...]]:
    """Noun rows by the lemma of the last word."""
    return _by_word("noun", -1)


def _by_word(kind: str, place: int) -> dict[str, tuple[Trigger, ...]]:
    found: dict[str, list[Trigger]] = {}
    for number, row in enumerate(lexicon.rows("event_triggers")):
        if row["kind"] != kind:
            continue
        words = row["trigger"].split()
        if kind == "noun":
            words[-1] = noun_lemma(words[-1])
        trigger = Trigger(
            number,
            tuple(words),
            _objects(row["object"]) if not row["object"].startswith("^") else frozenset(),
            _objects(row["object"][1:]) if row["object"].startswith("^") else frozenset(),
            row["event_type"],
            row["event_mode"] or None,
            tuple(lexicon.split(row["recipient"])),
            frozenset(lexicon.split(row["unless"])),
        )
        found.setdefault(words[place], []).append(trigger)
    return {word: tuple(rows) for word, rows in found.items()}


@cache
def operators(kind: str) -> dict[str, tuple[Operator, ...]]:
    """Operators of a kind (verb, adjective, noun) by their first word, longest first."""
    found: dict[str, list[Operator]] = {}
    for row in lexicon.rows("event_operators"):
        if row["kind"] == kind:
            words = tuple(row["words"].split())
            found.setdefault(words[0], []).append(Operator(words, row["effect"]))
    return {word: tuple(sorted(rows, key=lambda row: -len(row.words))) for word, rows in found.items()}


@cache
def may_name_event(word: str) -> bool:
    """Whether a word in lower case may be one that names an event, or governs one: sentences without such a word need not be read."""
    lemma, _ = verb_reading(word)
    if lemma in verb_triggers() or noun_lemma(word) in noun_triggers() or word in operators("adjective"):
        return True
    return any(row.effect not in _NAMES_NOTHING for row in operators("verb").get(lemma, ()))


_NAMES_NOTHING = frozenset(["say", "tell", "allege", "begin", "plan", "try", "fail", "decide", "hypothesis", "prepare", "deny", "end", "cause"])


def match_verb(words: Sequence[Word], head: int, end: int, subject: Sequence[int] = (), acting: Container[str] = ()) -> Match | None:
    """The best row for the verb at `head`: most words, then nearest object, then file order.

    `end`: place where the clause's own words end. `subject`: places of the words of a passive's subject, which is the object.
    `acting`: lemmas of the nouns that act.
    """
    rows = verb_triggers().get(words[head].lemma, ())
    best: tuple[tuple[int, int, int], Match] | None = None
    region = range(head + 1, min(end, head + 1 + REACH))
    for trigger in rows:
        places = follow(words, head, trigger.words[1:], end)
        if places is None:
            continue
        if trigger.subjects and not any(noun in acting for noun in trigger.subjects):
            continue
        if trigger.unless:
            near = {words[place].lemma for place in (*subject, *range(head + 1, min(end, head + 6)))}
            if trigger.unless & near or words[head - 1].lemma in trigger.unless:
                continue
        noun = None
        distance = 0 if trigger.subjects else REACH
        if trigger.objects:
            noun = _find_object(words, trigger.objects, subject, _before_aside(words, region) if trigger.event_mode == "discontinue" else region)
            if noun is None:
                continue
            distance = abs(noun - head)
        rank = (-2 * len(trigger.words) - (1 if trigger.objects or trigger.subjects else 0), distance, trigger.number)
        if best is None or rank < best[0]:
            best = rank, Match(trigger, (head, *places), noun)
    return best[1] if best else None


def _before_aside(words: Sequence[Word], region: range) -> range:
    """The region up to a phrase that tells how or when: "ended with a pact on trade" ends no trade."""
    stop = next((at for at in region if words[at].lower in ("with", "after", "by", "amid")), region.stop)
    return range(region.start, stop)


def _find_object(words: Sequence[Word], objects: frozenset[str], subject: Sequence[int], region: range) -> int | None:
    """The first word that the row's object may be, among a passive's subject and the words after the verb."""
    places: tuple[int, ...] = (*subject, *region)
    for place in places:
        word = words[place]
        if (word.tag in ("SCONJ", "REL") and word.lower != "as") or word.lower == ";":
            if place in region:
                return None
            continue
        if (
            word.lemma == PLACE
            and place in region
            and any(words[at].tag in ("ADP", "TO", "PUNCT") and words[at].lower != "of" for at in range(region.start, place))
        ):
            continue  # where it was done, not what it was done to
        if word.lemma in objects or noun_lemma(word.lower) in objects:
            following = words[place + 1] if place + 1 < len(words) else None
            if following is not None and word.tag == following.tag == "NOUN" and _names_event(following.lemma):
                continue  # "ended its trade embargo" ends no trade
            if word.tag in ("NOUN", "PROPN", "ADJ", "VERB"):
                return place
        elif place and f"{words[place - 1].lower} {word.lemma}" in objects:
            return place
    return None


@cache
def _names_event(noun: str) -> bool:
    """Whether a noun names an event by itself."""
    return any(len(row.words) == 1 for row in noun_triggers().get(noun, ()))


def follow(words: Sequence[Word], head: int, rest: Sequence[str], end: int) -> tuple[int, ...] | None:
    """Places of the words that must follow `head`, or None. Particles may be parted from the verb by its object; adverbs and times never matter."""
    places: list[int] = []
    at = head + 1
    for number, wanted in enumerate(rest):
        parted = number == 0 and (wanted in SEPARABLE or (len(rest) > 1 and wanted in _STATES))
        limit = min(end, at + (9 if parted else 4))
        place = at
        while place < limit:
            word = words[place]
            if word.lower == wanted or word.lemma == wanted:
                break
            if word.tag in ("ADV", "TIME") or (word.lower == "on" and place + 1 < end and words[place + 1].tag == "TIME"):
                place += 1
                continue
            if parted and word.tag in (*BETWEEN, "NOUN", "PROPN", "PRON", "PUNCT"):
                place += 1
                continue
            if word.tag in BETWEEN and wanted not in _PREPOSITIONS:
                place += 1
                continue
            return None
        if place >= limit:
            return None
        places.append(place)
        at = place + 1
    return tuple(places)


_PREPOSITIONS = frozenset(
    ["on", "for", "to", "with", "of", "in", "into", "from", "at", "against", "by", "upon", "toward", "towards", "over", "across"]
)


def match_noun(words: Sequence[Word], head: int, first: int) -> Match | None:
    """The best row for the noun at `head` of a phrase that begins at `first`: the longest, then the one that names the next preposition."""
    lemma = words[head].lemma
    rows = noun_triggers().get(lemma, ())
    best: tuple[tuple[int, bool], Match] | None = None
    following = words[head + 1].lower if head + 1 < len(words) else ""
    for trigger in rows:
        size = len(trigger.words)
        start = head - size + 1
        if start < first or any(words[start + place].lower != trigger.words[place] for place in range(size - 1)):
            continue
        beside = {words[start - 1].lemma} if start > first else set()
        if head + 1 < len(words):
            beside.add(words[head + 1].lemma)
            if words[head + 1].tag == "ADP" and head + 2 < len(words):
                beside.add(words[head + 2].lemma)  # "a conflict of interest"
        if trigger.unless & beside:
            continue
        rank = (size, following in trigger.recipient)
        if best is None or rank > best[0]:
            best = rank, Match(trigger, tuple(range(start, head + 1)), head)
    return best[1] if best else None


def operator_of(words: Sequence[Word], head: int, end: int) -> tuple[Operator, tuple[int, ...]] | None:
    """The operator at the verb or adjective `head`, with the places of its words."""
    kind = "adjective" if words[head].tag == "ADJ" else "verb"
    rows = operators(kind).get(words[head].lemma, ())
    if kind == "verb" and words[head].lower in operators("adjective") and (not rows or (head and words[head - 1].tag in ("AUX", "ADV"))):
        rows = operators("adjective")[words[head].lower]
    for row in rows:
        places = follow(words, head, row.words[1:], end)
        if places is not None:
            return row, (head, *places)
    return None
