"""How noun phrases stand to the words before them: as objects, after a preposition, joined by "and"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tidings.code.events.readings import Reading
from tidings.code.events.verb_groups import NounPhrase
from tidings.code.text.bare_words import Word
from tidings.code.text.word_forms import noun_lemma


def phrase_at(reading: Reading, place: int) -> int | None:
    """The number of the noun phrase that holds the word at `place`."""
    return next((number for number, phrase in enumerate(reading.phrases) if phrase.first <= place <= phrase.last), None)


def of_phrase(reading: Reading, number: int) -> int | None:
    """The number of the phrase that follows a phrase at once with "of" ("hundreds of tanks")."""
    if number + 1 >= len(reading.phrases):
        return None
    following = reading.phrases[number + 1]
    return number + 1 if following.preposition == "of" and following.first == reading.phrases[number].last + 2 else None


def direct_object(reading: Reading, after: int, end: int) -> list[int]:
    """The noun phrases that stand as objects right after the word at `after`, with those coordinated."""
    words = reading.words
    numbers = reading.phrases_between(after + 1, end)
    for place, number in enumerate(numbers):
        phrase = reading.phrases[number]
        gap = words[after + 1 : phrase.first]
        if any(w.tag in ("PUNCT", "SCONJ", "REL", "VERB", "CCONJ") for w in gap):
            return []
        if phrase.preposition and phrase.preposition not in ("than", "over", "up", "out", "off", "down"):
            if words[phrase.first - 1].tag == "TO" and phrase.first - 2 >= 0 and words[phrase.first - 2].lower == "up":
                return [number, *joined(reading, numbers[place:])]
            continue_time = all(w.tag in ("ADV", "TIME", "ADP") for w in gap) and any(w.tag == "TIME" for w in gap)
            if not continue_time:
                return []
        return [number, *joined(reading, numbers[place:])]
    return []


def joined(reading: Reading, numbers: Sequence[int]) -> list[int]:
    """Phrases coordinated with the first of `numbers`."""
    words = reading.words
    found: list[int] = []
    listed: list[int] = []
    for before, number in pairwise(numbers):
        gap = [w.lower for w in words[reading.phrases[before].last + 1 : reading.phrases[number].first]]
        if gap in (["and"], [",", "and"], ["or"], ["as", "well", "as"], [",", "as", "well", "as"]):
            found.extend([*listed, number])
            listed = []
        elif gap == [","]:
            listed.append(number)
        elif gap in (["of"], ["in"], ["from"], ["for"]):
            continue
        else:
            break
    return found


def prepositional(reading: Reading, prepositions: Sequence[str], after: int, end: int) -> list[int]:
    """The first noun phrase after a word that one of the prepositions governs, with those coordinated."""
    numbers = reading.phrases_between(after + 1, end)
    for place, number in enumerate(numbers):
        if reading.phrases[number].preposition in prepositions:
            return [number, *joined(reading, numbers[place:])]
    return []


def head_noun(phrase: NounPhrase, words: Sequence[Word]) -> str:
    return noun_lemma(words[phrase.head].lower)
