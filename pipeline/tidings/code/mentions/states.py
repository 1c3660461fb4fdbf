"""When the name of a country or of its capital stands for the state: "Moscow denied it", but "shops in Moscow".

The rule. A country's name stands for the state where it is

* the subject of a verb that something does, not merely is ("Russia promised", "Moscow has denied", "Egypt was urged");
* the object of a verb of reporting or of dealing with bodies ("accused Russia", "backed Egypt");
* the agent of a participle ("backed by Egypt", "Russia-backed"), or partner or opponent ("talks with Iran", "against Israel");
* the owner of a body, an office or a policy ("Britain's request", "Russia's defence minister").

Everywhere else it is a place. A capital stands for the state of its country only as subject, object, agent or partner. Names joined by
"and" or commas go together. Buildings that always stand for a government (the Kremlin) are in the lexicon `metonyms`. Such an entity is an
organization with actor type `state`; all its names in an article are one entity, and linking gives it the state's id.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.mentions.known_names import Known
from tidings.code.mentions.words import Unit
from tidings.code.quotes.cues import cue_forms
from tidings.code.text.grammar import noun_lemmas, verb_forms, verb_lemmas
from tidings.dictionary import classes

_HAVE = frozenset({"has", "have", "had", "'ve", "’ve"})
_BE = frozenset({"is", "are", "was", "were", "isn't", "isn’t"})
_MODALS = frozenset({"will", "would", "could", "can", "may", "might", "must", "should", "does", "do", "did"})
_PARTNER = frozenset({"with", "against"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
JOINTS = frozenset({",", "and", ", and", "and the", ", the", ", and the", "or", "as well as", "as well as the", "&", "and/or"})


@cache
def _words(kind: str) -> frozenset[str]:
    return lexicon.words("state_words", kind=kind)


@cache
def _object_verbs() -> frozenset[str]:
    listed = {form for verb in _words("object_verb") for group in verb_forms(verb).values() for form in group}
    return frozenset(
        listed | {form for form, row in cue_forms().items() if row["stance"] in ("accuse", "demand", "question", "deny") or row["verb"] == "tell"}
    )


@cache
def capitals() -> dict[str, str]:
    """Capital as printed -> ISO 3166-1 alpha-3 of its country."""
    return {row["capital"]: row["iso3"] for row in lexicon.rows("countries") if row["capital"] and row["capital"] != row["name"]}


def acts(known: Known, units: Sequence[Unit], start: int, stop: int) -> bool:
    """Whether the country or capital at units `start` to `stop` stands for its state."""
    if known.kind != "country" and known.name not in capitals():
        return False
    before = units[start - 1] if start else None
    if before is not None and before.lower == "the" and start > 1:
        before = units[start - 2]
    after = units[stop] if stop < len(units) else None
    word = before.lower if before else ""
    if after is not None and after.text == "-" and stop + 1 < len(units) and units[stop + 1].lower in _words("tail"):
        return True
    if word in _PARTNER or word in _object_verbs():
        return True
    if word == "by" and start > 1 and _is_participle(units, start):
        return True
    if after is not None and after.text in _POSSESSIVE:
        return known.kind == "country" and any(_owned(unit.lower) for unit in units[stop + 1 : stop + 5] if unit.joined)
    return word not in lexicon.words("name_context", kind="not_subject") and _does(units, stop)


def _is_participle(units: Sequence[Unit], start: int) -> bool:
    place = start - 2 if units[start - 1].lower == "by" else start - 3
    return place >= 0 and units[place].lower.endswith(("ed", "en", "led", "n", "t")) and "VERB" in classes(units[place].lower)


@cache
def _owned(word: str) -> bool:
    return word in _words("possessed") or bool(_words("possessed") & set(noun_lemmas(word)))


def _does(units: Sequence[Unit], place: int) -> bool:
    """Whether a verb of doing follows at `place`: finite, or after have, be and modals; adverbs between do not count."""
    place = _past_adverbs(units, place)
    if place >= len(units) or not units[place].joined:
        return False
    word = units[place].lower
    if word in _HAVE or word in _MODALS or word in _BE:
        following = _past_adverbs(units, place + 1)
        if following >= len(units):
            return False
        verb = units[following].lower
        if word in _BE:
            return (verb.endswith("ing") and bool(verb_lemmas(verb))) or (verb in cue_forms() and verb.endswith(("ed", "en", "ld")))
        return bool(verb_lemmas(verb)) and not _still(verb) and verb != "been"
    if "VERB" not in classes(word) or _still(word) or word.endswith("ing"):
        return False
    finite = word in cue_forms() or word.endswith(("ed", "s")) or not ({"NOUN", "ADJ"} & classes(word))
    noun_instead = word.endswith("s") and "NOUN" in classes(word) and word not in cue_forms() and not _object_follows(units, place)
    return finite and not noun_instead


def _object_follows(units: Sequence[Unit], place: int) -> bool:
    following = units[place + 1] if place + 1 < len(units) else None
    return following is not None and bool(classes(following.lower) & {"DET", "POSS", "PRON", "ADP", "PART"})


def _past_adverbs(units: Sequence[Unit], place: int) -> int:
    while place < len(units) and (
        units[place].lower.endswith("ly")
        or units[place].lower in ("also", "not", "n't", "n’t", "never", "now", "still", "already", "then", "again", "later")
    ):
        place += 1
    return place


@cache
def _still(word: str) -> bool:
    """Whether a verb only tells how a place is."""
    return bool(_words("place_verb") & set(verb_lemmas(word)))
