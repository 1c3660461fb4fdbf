"""Whether a sentence may tell an event at all, told from its words before any is classified: most sentences need no reading.

Never wrong in the negative: a word may be whatever its form allows, and a row of the codebook counts where its words stand
anywhere in the sentence. What `event_reading` makes of a sentence needs one of these signs.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from tidings.code.events.clauses import speech_lemmas
from tidings.code.events.event_operators import noun_effects
from tidings.code.events.event_parts import MUST, WILL
from tidings.code.events.event_reading import SPOKEN
from tidings.code.events.triggers import PLACE, Trigger, noun_triggers, operators, verb_triggers
from tidings.code.text.bare_words import Word
from tidings.code.text.word_forms import HAVE, noun_lemma, verb_reading

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
WILL_OR_WOULD = WILL | {"would"}
TELLING = frozenset({"agree", "offer", "vow", "threaten", "refuse", "demand", "order", "allow", "accuse"})  # operators that need no event under them


class Needed(NamedTuple):
    """What else must stand in the sentence: every word of `all_of`, and one of each set of `one_of`."""

    all_of: frozenset[str]
    one_of: tuple[frozenset[str], ...]


class Signs(NamedTuple):
    """What a word in lower case may be (`lemmas`), whether it reports speech, and what it needs to tell an event; `()` needs nothing more."""

    lemmas: tuple[str, ...]
    spoken: bool
    sure: bool
    needed: tuple[Needed, ...]


def may_tell_event(words: Sequence[Word], places: Container[int]) -> bool:
    """Whether words, joined but not classified, may tell an event. `places`: offsets at which names of places begin."""
    looks = [signs(word.lower) for word in words]
    hopeful = []
    for look in looks:
        if look.sure:
            return True
        if look.needed:
            hopeful.append(look)
    lowers = {word.lower for word in words}
    if any(look.spoken for look in looks) and _foretold(words, lowers):
        return True
    if not hopeful:
        return False
    here = {lemma for look in looks for lemma in look.lemmas}
    if any(word.start in places for word in words):
        here.add(PLACE)
    return any(
        needed.all_of <= here and all(not wanted.isdisjoint(here) for wanted in needed.one_of) for look in set(hopeful) for needed in look.needed
    )


def _foretold(words: Sequence[Word], lowers: set[str]) -> bool:
    """Whether somebody may say that a thing must be done, or will not be."""
    if lowers & MUST or (lowers & WILL_OR_WOULD and lowers & NEGATIONS):
        return True
    if "to" not in lowers or not lowers & HAVE:
        return False
    beside = [{word.lower, after.lower} for word, after in pairwise(words) if "to" in (word.lower, after.lower)]
    return any(pair & HAVE for pair in beside)  # "have to go", "is to have"


@cache
def signs(lower: str) -> Signs:
    """What a word in lower case may be, and what must stand beside it for an event."""
    verb, noun = verb_reading(lower)[0], noun_lemma(lower)
    spoken = lower in SPOKEN or lower in speech_lemmas() or verb in SPOKEN or verb in speech_lemmas()
    needed = [_of_trigger(row) for row in verb_triggers().get(verb, ())]
    for lemma in {noun, lower}:
        needed += [Needed(frozenset(row.words[:-1]), ()) for row in noun_triggers().get(lemma, ())]
    for kind in ("verb", "adjective"):
        for lemma in {verb, lower}:
            for operator in operators(kind).get(lemma, ()):
                if operator.effect in TELLING or (operator.effect == "hypothesis" and lemma in ("want", "wish")):
                    asks = ("to",) if lemma in ("ask", "want", "wish") else ()  # what is asked for must be told
                    needed.append(Needed(frozenset([*operator.words[1:], *asks]), ()))
    if noun_effects().get(noun) in ("offer", "threaten", "refuse"):
        needed.append(Needed(frozenset(), ()))
    sure = any(not one.all_of and not one.one_of for one in needed)
    return Signs(tuple(dict.fromkeys(word for word in (lower, noun, verb) if word)), spoken, sure, () if sure else tuple(needed))


def _of_trigger(row: Trigger) -> Needed:
    nouns = (row.objects, row.subjects)
    return Needed(frozenset(row.words[1:]), tuple(frozenset(noun.rsplit(" ", 1)[-1] for noun in group) for group in nouns if group))
