"""The key of an event: what a report, or what an article tells of one attack, says of type, mode, who, to whom or where, and when.

Nothing else goes into it, so no later article renames an event. `link.events` says what is joined by it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.coding.columns import Row
from tidings.dictionary import lemma, tags
from tidings.link.corpus import text
from tidings.link.event_dates import PAST_STATUS
from tidings.link.utterances import stems_of

LASTING = frozenset({"SUPPORT", "AID"})  # told of again and again while it goes on
# One place and one day are one event, whoever is named.
AT_A_PLACE = frozenset({("COERCE", "seize"), ("COERCE", "curfew"), ("COERCE", "martial-law")})
IN_TOWN = frozenset({"ASSAULT", "PROTEST"})  # ... one town, one day and one mode, if nobody is named
ONCE = frozenset({("ASSAULT", "targeted")})  # done to a person: once
PERSON, RULER = frozenset({"person"}), frozenset({"person", "government", "state", "armed_group"})
# What one named side does or undergoes once a month: which side, and who it may be.
MONTHLY_OF: Mapping[tuple[str, str | None], tuple[str, frozenset[str]]] = {
    ("COERCE", "arrest"): ("recipients", PERSON),
    ("SANCTION", "convict"): ("recipients", PERSON),
    ("RETREAT", "resign"): ("actors", PERSON),
    ("COERCE", "martial-law"): ("actors", RULER),
}
# Done to a person once, too, where the words say that it is the person who is brought down, not something of his that is taken.
UNSEATED = ("COERCE", "seize")
TWO_SIDED = frozenset({"CONSULT", "COOPERATE"})  # who is named first does not matter
MONTHLY = frozenset({"MOBILIZE", "COERCE", "RETREAT", "SANCTION", "AGREE", "THREATEN"})
FEWEST_STEMS = 5  # words that carry meaning which quotes must have, and have in common to the last, to tell of one event


class Told(NamedTuple):
    """A report with its ids resolved. `given`: the coder's event id; `key`: the event that the report by itself tells of, if it says enough."""

    report_id: str
    article_id: str
    given: str | None
    event_type: str
    event_mode: str | None
    modality: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    edtf: str | None
    earliest: date | None
    latest: date | None
    published: date | None  # the first day on which its article can have appeared, where the event is dated by that
    appeared: date | None  # the last day on which its article can have appeared
    detail: str | None
    said: tuple[str, ...]
    unseats: bool
    town: str | None  # that of its place
    wording: str  # of its sentence
    key: str | None = None


def key_of_attack(reports: Sequence[Told]) -> str | None:
    """The key of an attack that several reports of an article tell of."""
    held = [one for one in reports if one.event_type == "ASSAULT" and one.modality in PAST_STATUS]
    placed = next((one for one in held if one.town), None)
    dated = next((one for one in held if one.earliest), None)
    if placed is None or dated is None:
        return None
    mode = next((one.event_mode for one in held if one.event_mode), None)
    actors = tuple(sorted({actor for one in held for actor in one.actors}))
    return _key_at_town(dated._replace(town=placed.town, event_mode=mode, actors=actors, recipients=()), {})


def _key_of_report(told: Told, kinds: Mapping[str, str]) -> str | None:
    """The id of the event that the report tells of, from the report alone; None where it says too little to be joined."""
    what = (told.event_type, told.event_mode)
    name = _name(told)
    if (what in ONCE or (what == UNSEATED and told.unseats)) and len(told.recipients) == 1 and kinds.get(told.recipients[0]) == "person":
        return f"{name}.{told.recipients[0]}"
    side, who = MONTHLY_OF.get(what if told.modality in PAST_STATUS else ("", None), ("actors", frozenset()))
    if named := [one for one in getattr(told, side) if kinds.get(one) in who and _is_named(one, told)]:
        month = _month(told)
        return f"{name}.{'.'.join(named)}.{month}" if month else None
    when = _when(told)
    if when is None:
        return None
    if what in AT_A_PLACE and told.place is not None and len(when) == len("2019-04-04"):
        return f"{name}.{told.place}.{when}"
    if there := _key_at_town(told, kinds):
        return there
    if not told.actors:
        return None
    if told.event_type in TWO_SIDED:
        parties = sorted({*told.actors, *told.recipients})
        return f"{name}.{'.'.join(parties)}.{when}" if len(parties) > 1 else None
    target = ".".join(told.recipients) or told.place
    if told.event_type == "MOBILIZE" and told.place is not None:
        target = told.place
    return f"{name}.{'.'.join(told.actors)}.{target}.{when}" if target else None


def _is_named(actor: str, told: Told) -> bool:
    """Whether an actor is known by its name, so that other articles can mean the same."""
    return not actor.endswith(f".{told.article_id}")


def key_of(told: Told, kinds: Mapping[str, str]) -> str | None:
    """The id of the event that a report by itself tells of; None where it says too little. `kinds`: actor -> actor_type."""
    return _key_of_report(told, kinds) or _key_of_speech(told)


def _month(told: Told) -> str | None:
    """The month that the text gives, else that of publication."""
    first, last = (told.earliest, told.latest) if told.edtf else (told.appeared, told.appeared)
    return f"{first:%Y-%m}" if first and last and (first.year, first.month) == (last.year, last.month) else None


def _key_at_town(told: Told, kinds: Mapping[str, str]) -> str | None:
    """The id of an attack or a protest by where and when it was; one against a person, or by somebody known by name, needs more."""
    when, mode = _when(told), told.event_mode
    if told.event_type not in IN_TOWN or told.town is None or told.modality not in PAST_STATUS or when is None or len(when) < len("2019-04-04"):
        return None
    if mode not in _from_afar():
        known = any(_is_named(actor, told) for actor in told.actors)
        if known or (told.event_type == "ASSAULT" and (mode is not None or any(kinds.get(one) == "person" for one in told.recipients))):
            return None
    mode = "explosives" if mode == "suicide-attack" else mode  # one article tells how, another only of a bomb
    return f"{_name(told._replace(event_mode=mode))}.{told.town}.{when}"


@cache
def _from_afar() -> frozenset[str]:
    """Modes of attacks that ACLED calls explosions and remote violence."""
    return frozenset(row["event_mode"] for row in lexicon.rows("event_types") if row["acled_event_type"] == "Explosions/Remote violence")


def _key_of_speech(told: Told) -> str | None:
    """The id of an event that somebody tells in words of which the key is made; None where the report stands in no such speech."""
    if not told.said or not told.actors:
        return None
    return f"{_name(told)}.said.{hashlib.sha256(' '.join(told.said).encode()).hexdigest()[:12]}"


def _when(told: Told) -> str | None:
    """The part of the key that says when: a day, month or year that the text gives, else the month of publication where that is safe."""
    first, last = told.earliest, told.latest
    if first is not None and last is not None:
        if first == last:
            return first.isoformat()
        if (first.year, first.month) == (last.year, last.month) and told.edtf == f"{first:%Y-%m}":
            return told.edtf
        return f"{first.year}" if told.edtf == f"{first.year}" else None
    if told.edtf is not None or told.published is None:
        return None
    if told.event_type in LASTING:
        return f"{told.published.year}"
    if told.event_type in MONTHLY:
        return f"{told.published:%Y-%m}"
    return None


def _name(told: Told) -> str:
    return "-".join(part for part in (told.event_type.lower(), told.event_mode) if part)


def unseats(trigger: str) -> bool:
    """Whether the words of a report say that somebody is brought down."""
    lemmas = {lemma(word, tag) for word in trigger.lower().split() for tag in tags(word)}
    return not lemmas.isdisjoint(lexicon.words("event_words", group="unseating"))


def said_in(quote: Row | None, published: date | None) -> tuple[str, ...]:
    """What tells one utterance from others: its month of publication and the stems of its words; empty where it is too short to tell."""
    stems = stems_of(text(quote, "quote_text") or "") if quote is not None and published is not None else ()
    return (f"{published:%Y-%m}", *stems) if len(stems) >= FEWEST_STEMS else ()
