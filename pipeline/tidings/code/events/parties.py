"""Which words of a noun phrase name an actor: the phrase itself, or the owner of the thing that it names."""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.code.events.actor_words import is_actor_noun
from tidings.code.events.phrase_relations import of_phrase
from tidings.code.events.readings import Reading
from tidings.code.text.bare_words import Word
from tidings.code.text.word_forms import noun_lemma

QUANTITIES = lexicon.words("event_words", group="quantity")
NOT_WHO = frozenset(["it", "this", "that", "these", "those", "there", "what", "which", "something", "nothing", "everything"])
LONGEST = 12  # words of a participant's span
Span = tuple[int, int]


def party(reading: Reading, number: int) -> Span | None:
    """The words of a noun phrase that name an actor (first and last, both included), or None.

    A phrase whose head is no actor yields its owner: the possessor ("Haiti" in "Haiti's efforts"), or the nationality or name within it.
    """
    words, phrase = reading.words, reading.phrases[number]
    head = words[phrase.head]
    if head.tag == "PRON":
        return None if head.lower in NOT_WHO and head.lower != "it" else (phrase.head, phrase.head)
    if noun_lemma(head.lower) in QUANTITIES and (counted := of_phrase(reading, number)) is not None:
        inner = party(reading, counted)
        if inner is not None and noun_lemma(head.lower) in ("group", "member", "number", "majority"):
            return phrase.first, inner[1]
        return inner
    if is_actor_noun(head) or head.tag == "PROPN":
        return phrase.first, _extended(reading, number)
    return owner(reading, number)


def owner(reading: Reading, number: int) -> Span | None:
    """Who owns, made or is meant by a thing: the possessor, a name or nationality within the phrase, or the actor of an of-, by- or from-phrase."""
    words, phrase = reading.words, reading.phrases[number]
    genitive = next((at for at in range(phrase.last, phrase.first, -1) if words[at].tag == "GEN"), None)
    if genitive is not None:
        return phrase.first, genitive - 1
    names = [
        at
        for at in range(phrase.first, phrase.head)
        if (words[at].tag == "PROPN" and not _describes(words[at]))
        or (words[at].tag == "NOUN" and words[at].lemma not in QUANTITIES and is_actor_noun(words[at]))
    ]
    if names:
        last = names[-1]
        first = last
        while first - 1 in names:
            first -= 1
        if not (words[last].tag == "PROPN" and words[phrase.head].tag == "PROPN"):
            return first, last
    if words[phrase.first].tag == "POSS":
        return phrase.first, phrase.first
    return None


def _describes(word: Word) -> bool:
    """Whether a hyphened word only describes ("UN-backed", "Oslo-based"): its name stands beside the thing, not for it."""
    return "-" in word.lower and word.lower.rsplit("-", 1)[1] in lexicon.words("event_words", group="adjective-end")


def owner_around(reading: Reading, number: int, limit: int) -> Span | None:
    """As `owner`; else the first actor among the phrases that hang on this one by of, by, from, on, against, in, between."""
    found = owner(reading, number)
    if found is not None and reading.words[found[0]].tag != "POSS":
        return found
    for following in range(number + 1, min(number + 5, len(reading.phrases))):
        phrase = reading.phrases[following]
        if phrase.first >= limit or phrase.preposition not in (
            "of",
            "by",
            "from",
            "on",
            "against",
            "in",
            "to",
            "for",
            "into",
            "over",
            "between",
            "with",
            "about",
            "off",
            "near",
        ):
            break
        inner = party(reading, following)
        if inner is not None and reading.words[inner[0]].tag != "POSS":
            return inner
    return found


def acting(reading: Reading, number: int) -> Span | None:
    """The words of who acts, by the number of a noun phrase; a negative number is the owner of phrase -number - 1."""
    return party(reading, number) if number >= 0 else owner_around(reading, -number - 1, 0)


def undergoing(reading: Reading, how: str, number: int) -> Span | None:
    """The words of whom a phrase means as a recipient: itself where it is read "whole", else its owner ("its border with Chad": Chad)."""
    span = party(reading, number) if how == "whole" else None
    if span is None or (span[0] == span[1] and reading.words[span[0]].tag == "POSS"):
        return owner_around(reading, number, len(reading.words))
    return span


def _extended(reading: Reading, number: int) -> int:
    """The last word of a phrase with the of-phrases, or the place, that belong to it ("leaders of the union", "rebels in the north")."""
    words, phrase = reading.words, reading.phrases[number]
    last = phrase.last
    place = number + 1
    while place < len(reading.phrases) and last - phrase.first < LONGEST:
        following = reading.phrases[place]
        gap = words[last + 1 : following.first]
        if len(gap) != 1 or following.preposition not in ("of", "for", "in", "from", "at", "near"):
            break
        if following.preposition != "of" and not (
            (words[phrase.head].tag == "NOUN" and words[following.head].tag == "PROPN")
            or (following.preposition == "for" and words[phrase.head].tag == "PROPN")
        ):
            break
        if following.preposition in ("in", "at", "near") and words[phrase.head].tag == "PROPN":
            break
        last = following.last
        place += 1
    return last


def head_of(words: Sequence[Word], first: int, last: int) -> int:
    """The head of the first simple phrase in a span of words, both ends included."""
    at = first
    while at <= last and words[at].tag not in ("ADP", "TO", "PUNCT", "SCONJ", "REL"):
        at += 1
    inner = at - 1
    while inner > first and words[inner].tag not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        inner -= 1
    return max(inner, first)
