"""The tables that the rules of events go by: how each type of event is treated, and what each effect of an operator makes of an event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from tidings import lexicon
from tidings.nlp.analysis import Rel

Modality = str  # actual, alleged, denied, planned, hypothetical: the codelist of event_reports.modality


@dataclass(frozen=True, slots=True)
class TypeRule:
    """A row of `event_type_rules`. `recipient`, `prepositions`: where the recipient stands. `ended`: type and mode of its end."""

    uses: frozenset[str]
    recipient: tuple[str, ...]
    prepositions: tuple[str, ...]
    ended: tuple[str, str | None] | None
    threatened: str | None
    wanted: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """A row of `event_effects`. `becomes`: a type, or "" for the event itself. `only`: types that it must govern; empty for any, or nothing.
    `below`: how a clause below it is told."""

    becomes: str
    hostile: str
    governed: Modality
    looks: tuple[Rel, ...]
    only: frozenset[str]
    mode: str
    uses: frozenset[str]
    below: Modality


@cache
def _type_rules() -> dict[str, TypeRule]:
    rows = {row["event_type"]: row for row in lexicon.rows("event_type_rules")}
    of_any = rows["any"]
    return {
        event_type: TypeRule(
            frozenset(lexicon.split(row["uses"])),
            tuple(lexicon.split(row["recipient"] or of_any["recipient"])),
            tuple(lexicon.split(row["prepositions"] or of_any["prepositions"])),
            _type_and_mode(row["ended"]),
            row["threatened"] or None,
            row["wanted"] or None,
        )
        for event_type, row in rows.items()
    }


def _type_and_mode(cell: str) -> tuple[str, str | None] | None:
    event_type, _, mode = cell.partition("|")
    return (event_type, mode or None) if cell else None


def type_rule(event_type: str) -> TypeRule:
    """How a type of event is treated; "": as any."""
    return _type_rules()[event_type or "any"]


@cache
def types(use: str) -> frozenset[str]:
    """The types of event of which this use holds."""
    return frozenset(event_type for event_type, rule in _type_rules().items() if use in rule.uses)


@cache
def effects() -> dict[str, Effect]:
    """What operators make of an event, by effect."""
    return {
        row["effect"]: Effect(
            row["becomes"],
            row["hostile"],
            row["governed"],
            cast(tuple[Rel, ...], tuple(lexicon.split(row["looks"]))),
            types(row["only"]),
            row["mode"],
            frozenset(lexicon.split(row["uses"])),
            row["below"],
        )
        for row in lexicon.rows("event_effects")
    }


@cache
def effects_of(use: str) -> frozenset[str]:
    """The effects of which this use holds."""
    return frozenset(effect for effect, rule in effects().items() if use in rule.uses)


def event_words(group: str) -> frozenset[str]:
    """The words of one group of the lexicon `event_words`."""
    return lexicon.words("event_words", group=group)


@cache
def modes_by_noun(prefix: str) -> dict[str, str]:
    """Nouns of the groups of `event_words` whose names begin so -> the mode that ends the name, in file order: ``means-`` tank -> heavy-weapons."""
    groups = ((row["word"], row["group"]) for row in lexicon.rows("event_words"))
    return {word: group.removeprefix(prefix) for word, group in groups if group.startswith(prefix)}


@cache
def by_first_word(name: str, **where: str) -> dict[str, list[tuple[tuple[str, ...], dict[str, str]]]]:
    """The rows of a lexicon whose columns equal `where`, each with its `words`, by the first of these, those of most words first."""
    found: dict[str, list[tuple[tuple[str, ...], dict[str, str]]]] = {}
    for row in sorted(lexicon.rows(name), key=lambda row: -len(row["words"].split())):
        if all(row[column] == value for column, value in where.items()):
            words = tuple(row["words"].split())
            found.setdefault(words[0], []).append((words, row))
    return found
