"""An event's label: a plain clause made from its codes, in the words of ``lexicon/event_labels.tsv``; no two events have the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tidings import lexicon
from tidings.dictionary import lemma
from tidings.known import actor_nouns
from tidings.measures import is_plural

MOST_NAMES = 3  # names of each side in a label
_NEVER_PLURAL = frozenset({"person", "state", "igo", "government", "media", "organization"})  # "United States": one, whatever its ending
_HOLD_PLACES = frozenset({"state", "government", "armed_group", "other"})  # from whom a place is seized; else something is, there
_ENDS_A_HEAD = (" of ", " in ", " from ", " who ", " and ", " (", ", ")  # what follows is no part of a name's chief noun


class Named(NamedTuple):
    """An actor as a label tells of it."""

    name: str
    actor_type: str


def clause(event_type: str, mode: str | None, actors: Sequence[Named], recipients: Sequence[Named], place: str | None) -> str:
    """Who does what to whom, where: "Libyan National Army seizes Gharyan from forces of the government"."""
    row = _wording().get((event_type, mode or "any")) or _wording()[event_type, "any"]
    who, whom = _listed(actors), _listed([Named(_within(each.name), each.actor_type) for each in recipients])
    if who:
        words = f"{row['verb']} {row['to']}".strip() if whom else row["alone"]
        words = words if len(actors) > 1 or _plural(actors[0]) else _singular(words)
    else:
        words = row["noun"] if whom else row["noun_alone"]
    taken = event_type != "COERCE" or (place not in _countries() and all(each.actor_type in _HOLD_PLACES for each in recipients))
    words, placed = _with_place(words, place if taken else None)
    said = " ".join(part for part in (who, words, whom) if part)
    if place and not placed and not any(each.name == place or each.name.endswith(f" in {place}") for each in recipients):
        said += f" {'in' if whom and row['at'] == row['to'] else row['at']} {place}"
    return said[0].upper() + said[1:]


def unlike(clauses: Mapping[str, str], told: Mapping[str, Sequence[str]], tells: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """id -> its clause with what tells it from others in brackets, so that no two are the same.

    `told`: id -> what stands in the brackets anyhow. `tells`: what is told of those that are still alike, one after another; at last the id.
    """
    more = {key: list(told.get(key, ())) for key in clauses}
    for step in [*tells, {key: key for key in clauses}]:
        for keys in _alike({key: with_brackets(words, more[key]) for key, words in clauses.items()}):
            for key in keys:
                more[key] += [step[key]] if key in step else []
    return {key: with_brackets(words, more[key]) for key, words in clauses.items()}


def _alike(labels: Mapping[str, str]) -> list[list[str]]:
    """Ids that share a label, of each label that several share."""
    same: dict[str, list[str]] = {}
    for key, label in labels.items():
        same.setdefault(label, []).append(key)
    return [keys for keys in same.values() if len(keys) > 1]


def with_brackets(words: str, more: Sequence[str]) -> str:
    """The words with what is told of them in brackets."""
    return f"{words} ({', '.join(more)})" if more else words


@cache
def _wording() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["event_type"], row["event_mode"]): row for row in lexicon.rows("event_labels")}


def _within(name: str) -> str:
    """A name inside a clause: one that begins with an article or a common noun for people ("Forces of the government") begins with a small letter."""
    common = name.split(" ", 1)[0] in ("A", "An", "The") or _begins_with_many(name)
    return name[0].lower() + name[1:] if common else name


def _begins_with_many(name: str) -> bool:
    """Whether a name begins with a common noun for people in the plural: "Forces loyal to the government"."""
    first = name.split(" ", 1)[0]
    return first != first.upper() and is_plural(first.lower()) and lemma(first.lower(), "NNS") in actor_nouns()


def _listed(named: Sequence[Named]) -> str:
    names = list(dict.fromkeys(each.name for each in named))
    more = [f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    names = names[:MOST_NAMES] + more
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _plural(actor: Named) -> bool:
    """Whether a name is one of many: of a group or an armed body the chief noun decides."""
    if _begins_with_many(actor.name) or actor.name.endswith(" forces"):
        return True
    if actor.actor_type in _NEVER_PLURAL:
        return False
    if " and " in actor.name and actor.actor_type == "group":
        return True
    head = actor.name
    for end in _ENDS_A_HEAD:
        head = head.split(end, 1)[0]
    return is_plural(head.split()[-1].lower()) if head.split() else False


def _singular(words: str) -> str:
    """The verb phrase of one: its first word with the ending of the third person."""
    verb, _, rest = words.partition(" ")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        verb = f"{verb[:-1]}ies"
    else:
        verb += "es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"
    return f"{verb} {rest}".strip()


def _with_place(words: str, place: str | None) -> tuple[str, bool]:
    """The words with the place in place of what square brackets hold, and whether they hold something."""
    before, opened, rest = words.partition("[")
    if not opened:
        return words, False
    object_, _, after = rest.partition("]")
    return f"{before}{place or object_}{after}", place is not None


@cache
def _countries() -> frozenset[str]:
    """Countries: a whole one is where something is seized, not what is."""
    return frozenset(row["name"] for row in lexicon.rows("countries"))
