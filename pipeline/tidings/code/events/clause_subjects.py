"""Which noun phrases before a verb are its subject."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.readings import Reading
from tidings.code.mentions.known_names import demonyms
from tidings.code.text.bare_words import Word


def first_subject(reading: Reading, first: int, last: int) -> list[int]:
    """The subject between two words: the first noun phrase that no preposition governs, with those coordinated with it."""
    words = reading.words
    numbers = reading.phrases_between(first, last)
    for place, number in enumerate(numbers):
        phrase = reading.phrases[number]
        if (phrase.preposition and not (phrase.first == first and phrase.preposition in _OPENERS)) or (
            words[phrase.head].tag == "NUM" and phrase.first == phrase.last and phrase.last + 1 < len(words) and words[phrase.last + 1].tag == "TIME"
        ):
            continue
        if words[phrase.head].lower in _TIME_NOUNS:
            continue
        return [number, *_coordinated(reading, numbers[place:], last)]
    return []


_OPENERS = frozenset({"after", "before", "since", "until", "as", "than"})
_TIME_NOUNS = lexicon.words("event_words", group="time-inflected")


def _coordinated(reading: Reading, numbers: Sequence[int], last: int) -> list[int]:
    """Phrases joined to the first by "and" or commas before "and", prepositional phrases and appositions between them passed over."""
    words = reading.words
    found: list[int] = []
    listed: list[int] = []
    for before, number in pairwise(numbers):
        gap = words[reading.phrases[before].last + 1 : reading.phrases[number].first]
        texts = [w.lower for w in gap]
        if texts in (["and"], [",", "and"], ["or"], ["and", "in"]):
            described = texts[0] == "," and len(listed) == 1 and words[reading.phrases[listed[0]].first].tag == "DET"
            found.extend([number] if described else [*listed, number])  # "Holm, the mayor, and Berg" are two
            listed = []
        elif texts == [","]:
            listed.append(number)
        elif any(w.tag in ("VERB", "PUNCT", "SCONJ", "REL") for w in gap):
            break
    return found


def nearest_phrase(reading: Reading, first: int, last: int) -> list[int]:
    """The noun phrase that ends nearest before a word, its head where it hangs on a preposition of it; an age set off by commas is passed over."""
    words, phrases = reading.words, reading.phrases
    numbers = reading.phrases_between(first, last)
    while numbers:
        number = numbers.pop()
        phrase = phrases[number]
        if numbers and words[phrase.head].tag == "NUM" and phrase.first == phrase.last and words[phrase.first - 1].lower == ",":
            continue
        if phrase.preposition in ("of", "in", "from", "at", "on") and numbers:
            people = is_actor_noun(words[phrase.head]) or words[phrase.head].text in demonyms()
            made_of = phrase.preposition == "of" and people and words[phrases[numbers[-1]].head].tag == "NOUN"
            if not made_of or is_actor_noun(words[phrases[numbers[-1]].head]) or phrases[numbers[-1]].last != phrase.first - 2:
                continue
        return [number]
    return []


def after_colon(words: Sequence[Word], end: int) -> int:
    """Where a sentence begins after a heading of its own ("Storm: Ships stay in port")."""
    return next((at + 1 for at in range(end - 1, -1, -1) if words[at].lower == ":"), 0)
