"""What may be counted or measured, without a text: a unit in SI, a noun in the singular.

Own tables instead of a units library: the words that news use ("sq ft", "US$", "a barrel") are not those that such
libraries read, and a factor a row is all that conversion needs.
"""

from __future__ import annotations

from functools import cache, lru_cache

import lemminflect

from tidings import lexicon

WORDS_KEPT = 1 << 16  # different words remembered
IRREGULAR = {row["plural"]: row["singular"] for row in lexicon.rows("counted_nouns") if row["singular"]}
COLLECTIVE = lexicon.words("counted_nouns", column="plural")  # they count without a plural's ending


def si(value: float, unit: str | None) -> tuple[float, str] | None:
    """`value` of `unit` (a name as in `figures.unit`) in SI; None where the unit does not convert by a factor.

    Rates convert part by part ("mile per hour"), money and counts do not.
    """
    if not unit:
        return None
    known = _factors().get(unit)
    if known is not None:
        return value * known[0], known[1]
    if " per " in unit:
        above, below = unit.split(" per ", 1)
        first, second = _factors().get(above), _factors().get(below)
        if first and second:
            return value * first[0] / second[0], f"{first[1]} per {second[1]}"
    return None


def dimension(unit: str | None) -> str:
    """What a unit measures: units of one dimension can be compared. The SI unit's name, else the unit itself; "number" without one."""
    converted = si(1.0, unit)
    return converted[1] if converted else unit or "number"


@cache
def _factors() -> dict[str, tuple[float, str]]:
    return {row["name"]: (float(row["factor"]), row["si"]) for row in lexicon.rows("units") if row["factor"]}


@lru_cache(WORDS_KEPT)
def is_plural(word: str) -> bool:
    """Whether a lower-case word is the plural of a noun, or a noun that counts without one ("people", "aircraft")."""
    if word in COLLECTIVE:
        return True
    if any(lemma != word for lemma in _noun_lemmas(word)):
        return True
    return len(word) > 2 and word.endswith("s") and not word.endswith("ss") and not lemminflect.getAllLemmas(word)


@lru_cache(WORDS_KEPT)
def singular(word: str) -> str:
    """The singular of a lower-case noun: ``mercenaries`` -> ``mercenary``, ``people`` -> ``person``."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    lemmas = _noun_lemmas(word)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and not lemmas:
        return word[:-1]
    return next((lemma for lemma in lemmas if lemma != word), word)


def _noun_lemmas(word: str) -> tuple[str, ...]:
    return tuple(lemminflect.getAllLemmas(word, upos="NOUN").get("NOUN", ()))


def plurals(word: str) -> list[str]:
    """The forms of a noun, sorted; with a plain -s where the dictionary has none."""
    forms = lemminflect.getAllInflections(word, upos="NOUN") or lemminflect.getAllInflectionsOOV(word, upos="NOUN")
    return sorted({word, *(form for group in forms.values() for form in group), word if word.endswith("s") else word + "s"})
