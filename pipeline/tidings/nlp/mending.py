"""A tagged sentence that is being mended, and what the mends ask of it: what a word may be, what stands between two places."""

from __future__ import annotations

from collections.abc import Sequence

from tidings.dictionary import tags as dictionary_tags
from tidings.nlp.analysis import BE, DO, HAVE
from tidings.nlp.features import manner
from tidings.nlp.tokens import Token
from tidings.nlp.words import BEFORE_NOUN, FINITE, MARKS, NOUNS

BETWEEN = MARKS | {"WRB"}  # what parts clauses
SUBJECTS = NOUNS | {"PRP"}
PHRASE = NOUNS | BEFORE_NOUN  # what a noun phrase is made of
OPENS_OBJECT = BEFORE_NOUN - {"JJ", "POS"} | {"PRP"}
HELP = BE | HAVE | DO
LONGEST_AWAY = 8  # words between a verb and the "that" or "to" of what it takes


class Tagged:
    """The words of a sentence and their tags, which mends change in place. `lower`: the forms to look up."""

    def __init__(self, tokens: Sequence[Token], tags: list[str]) -> None:
        self.tags = tags
        self.texts = [token.text for token in tokens]
        self.lower = [token.lower for token in tokens]
        self.is_headline = manner(self.texts) != ""  # printed in capitals, or with one at nearly every word

    @property
    def verbless(self) -> bool:
        """Whether no tag is that of a finite verb."""
        return FINITE.isdisjoint(self.tags)

    def may_be(self, at: int, tag: str) -> bool:
        """Whether the dictionary has the word with this tag."""
        return tag in dictionary_tags(self.lower[at])

    def after(self, at: int, number: int = 1) -> str:
        """The tag of the word `number` places after `at`; "" where none is."""
        return self.tags[at + number] if at + number < len(self.tags) else ""

    def is_capital(self, at: int) -> bool:
        """Whether the word is printed with a capital and small letters."""
        return self.texts[at][0].isupper() and self.texts[at][1:].islower()

    def start(self, at: int) -> int:
        """Where the stretch of the word at `at` begins: behind the last word or mark that parts clauses."""
        return next((before + 1 for before in range(at, -1, -1) if self.tags[before] in BETWEEN), 0)

    def end(self, at: int) -> int:
        """Where the stretch of the word at `at` ends: the place of the next word or mark that parts clauses."""
        return next((later for later in range(at, len(self.tags)) if self.tags[later] in BETWEEN), len(self.tags))

    def has_verb(self, start: int, end: int) -> bool:
        """Whether a finite verb or an auxiliary stands in the stretch."""
        return any(self.tags[at] in FINITE or self.lower[at] in HELP for at in range(start, end))

    def before_adverbs(self, at: int, start: int) -> int:
        """The place before the word at `at`, adverbs left out."""
        at -= 1
        while at > start and self.tags[at] in ("RB", "RBR"):
            at -= 1
        return at
