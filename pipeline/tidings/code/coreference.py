"""Whom words mean that name nobody: "he", "the general", "the party", a speaker without a name. The one place that decides it.

It stands after names and before quotes, figures and events, which ask it. Rules, in the order of trial; `method` of a mention names its rule:

* ``nominal.title``: "the general", where a person of the article bears that title: the one last so called, or the only one;
* ``nominal.head``: "the party", "the ministry", where the name of a body before ends in that word: the one last named;
* ``pronoun.subject``: "he" and "she" mean whom their sentence so far or the sentence before is about (the first named outside marks);
* ``pronoun.recent``: else the person last named in this paragraph or the one before. Gender must not speak against it, nor may the pronoun be
  the object of what that person does, nor may somebody without a name stand between ("Police arrested the minister as he left").

In marks nothing is resolved but "we" (the speaker). "…," he said means the last speaker or subject before; a speaker without a name
becomes an entity with a nominal mention (``speaker``). Each look-up is near-constant: sentences are only looked at to the twentieth mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from tidings.code.mentions.known_names import PARTICLES, heads, titles
from tidings.code.mentions.word_kinds import title_kind
from tidings.code.pronouns import Pronouns
from tidings.code.referents import IN_FORCE, MOST, WORD
from tidings.code.unnamed import OPENING, body_first, chunk_at, is_person
from tidings.dictionary import classes
from tidings.known import PRONOUN_GENDERS
from tidings.model import Mention, Words
from tidings.nlp.analysis import Sentence, Word
from tidings.nlp.words import COMMON_NOUNS, NOMINALS, PARTICIPLES, PLURALS, PROPER_NOUNS, QUESTION_WORDS, line_words, words_that

_WAY_BACK = 400  # characters from the sentence of a speaker's pronoun to that of its antecedent
_ENDS_HEAD = PARTICIPLES | QUESTION_WORDS
_TITLING = NOMINALS | {"ADJ"}  # what a title before a name is made of
_DESCRIBING = frozenset(["NOUN", "ADJ", "NUM", "DET"])


class Coreference(Pronouns):
    """Who is meant, in one article. New entities and mentions are added to the coding; asked in the order of the text."""

    def speaker(self, words: Sequence[Word], paragraph: int, speaks: bool = True) -> tuple[Words, int | None]:
        """The words that name a speaker, and the entity. `speaks`: whether a later "he" may mean this one."""
        text = self._stretch(words)
        entity = self._speaker(words, paragraph)
        if entity is not None and speaks:
            self._recent.append((text.start, paragraph, entity, words[-1].tag in PLURALS))
        return text, entity

    def label(self, start: int, end: int, paragraph: int) -> tuple[Words, int]:
        """The words of a transcript's label, and the entity: by a mention there, or by the last word of a name met before."""
        words = Words(start, end, self.text[start:end])
        mention = self._mention_in(start, end)
        entity = mention.entity if mention is not None else self._last_words.get(words.text.split()[-1].lower())
        if entity is None:
            entity = self._new(words.text, "person", "person", named=True)
            self._last_words.setdefault(words.text.split()[-1].lower(), entity)
        self._add(start, end, "name", entity)
        self._recent.append((start, paragraph, entity, False))
        return words, entity

    def only_person(self, before: int) -> int | None:
        """The one person whom the article names before an offset, that of the first answer; None where there are several."""
        if self._interviewed == -1:
            named = {m.entity for m in self._mentions if m.start < before and m.mention_type == "name" and self._is_person(m)}
            self._interviewed = named.pop() if len(named) == 1 else None
        return self._interviewed

    def may_speak(self, words: Sequence[Word]) -> bool:
        """Whether a noun chunk names somebody, or is a word for one person or several."""
        mention = self._mention_in(words[0].start, words[-1].end)
        if mention is not None and mention.end >= words[-1].start:
            return mention.entity_type in ("person", "organization")
        named = words[-1].tag in PROPER_NOUNS
        return (named and mention is None and len(words) > 1) or (not named and is_person(words[-1].lower))

    def entity_of(self, words: Words) -> int | None:
        """The entity of the last mention within `words`, or None."""
        mention = self._mention_in(words.start, words.end)
        return mention.entity if mention is not None else None

    def is_outlet(self, words: Words) -> bool:
        """Whether the words name a news agency or another outlet, which relays what it was told."""
        number = self.entity_of(words)
        entity = self.coding.entities[number] if number is not None else None
        return entity is not None and (entity.actor_type == "media" or not line_words("outlet").isdisjoint(entity.name.lower().split()))

    def _speaker(self, words: Sequence[Word], paragraph: int) -> int | None:
        if len(words) == 1 and words[0].tag in ("PRP", "PRP$"):
            return self._speaking(words[0], paragraph)
        stop = _end_of_head(words)
        head = words[:stop]
        mention = self.named_last(words) or self._at_head(head)
        renamed = self._renamed(words, stop) if mention is None and head[-1].tag not in PROPER_NOUNS else ()  # a commander, Ada Lum
        if renamed:
            head, mention = renamed, self._mention_in(renamed[0].start, words[-1].end)
        if mention is not None:
            return None if self._joins_another(words, mention) else mention.entity
        office = title_kind(head[-1].lower) == "office" and head[-1].lower not in self._last_words  # the Lodi Ambassador, but Mr. King
        if (head[-1].tag in PROPER_NOUNS and not head[-1].text.islower() and not office) or head[-1].lower in PARTICLES:
            return self._own_name(head)
        known = self._last_words.get(head[0].lower) if len(head) == 1 and head[0].text[:1].isupper() else None
        return known if known is not None else self._nominal(words[: max(stop, _comma(words))], stop)

    def _renamed(self, words: Sequence[Word], stop: int) -> Sequence[Word]:
        """The name behind the first comma of a speaker's phrase, whose head ends at `stop`, and what describes it ("a pupil, 12-year-old
        drummer Ada Lum"); empty where there is none, or where it may be the name of something between: "a court in the capital, Orvo",
        "a spokesman for the president, Ada Lum".
        """
        comma = _comma(words)
        behind = list(dropwhile(lambda word: word.pos in _DESCRIBING, words[comma + 1 :]))
        name = list(takewhile(lambda word: word.tag in PROPER_NOUNS, behind))
        beside = comma == stop and len(behind) == len(words) - comma - 1
        mention = self._mention_in(name[0].start, name[-1].end) if name and not beside else None
        last = words[comma - 1]
        office = any(" ".join(word.lower for word in words[at:comma]) in titles() for at in range(max(0, stop - 2), stop))  # chief of staff
        between = comma > stop and last.tag == "NN" and is_person(last.lower) and last.lower not in heads() and not office
        kinds = ("person", "organization") if comma == stop else ("person",)
        return name if beside or (mention is not None and mention.entity_type in kinds and not between) else ()

    def _joins_another(self, words: Sequence[Word], mention: Mention) -> bool:
        """Whether "and" joins a named speaker to another: two who speak together are no one entity."""
        before = [word for word in words if word.end <= mention.start]
        joint = next((at for at in range(len(before) - 1, 0, -1) if before[at].lower == "and"), 0)
        number = self._at(before[joint - 1].start) if joint else None
        between = any(word.pos == "ADP" or word.text == "," for word in before[joint:])
        return number is not None and not between and self._mentions[number].entity not in (None, mention.entity)

    def named_last(self, words: Sequence[Word]) -> Mention | None:
        """The person whose name ends the phrase after a title with prepositions ("Secretary of State for Trade Ada Lum"), not whom words
        behind the head name ("troops loyal to General Lum", "a spokesman for President Lum").
        """
        if words[-1].tag not in PROPER_NOUNS or any(word.text == "," for word in words):
            return None
        mention = self._mention_in(words[0].end, words[-1].end)
        if mention is None or mention.entity_type != "person" or mention.mention_type != "name" or mention.end < words[-1].end:
            return None
        before = [word for word in words if word.end <= mention.start]
        return mention if before and before[-1].pos in _TITLING and not _behind_head(before) else None

    def _at_head(self, head: Sequence[Word]) -> Mention | None:
        """The mention that ends where the phrase's head does."""
        mention = self._mention_in(head[0].start, head[-1].end)
        proper = mention is not None and head[-1].tag in PROPER_NOUNS and mention.entity_type != "place"  # no "U.S. Centers"
        ends = mention is not None and (mention.end >= head[-1].end or proper)
        return mention if ends else None

    def _speaking(self, word: Word, paragraph: int) -> int | None:
        """The speaker that a pronoun means: the last one, or whom one of the two sentences before begins with, whichever is later."""
        mention, pronoun = self._mention_in(word.start, word.end), word.lower
        if mention is not None or pronoun in words_that("first person"):
            return mention.entity if mention is not None else None
        sentence = self.doc.sentence_at(word.start)
        in_force = takewhile(lambda recent: paragraph - recent[1] <= IN_FORCE, reversed(self._recent))
        last = next(((start, entity) for start, _, entity, several in in_force if self._may_mean(pronoun, entity, several)), None)
        subject = self._opening(pronoun, word.start, sentence)
        several = self._several_before(sentence) if pronoun == "they" else None
        found = max((c for c in (last, subject, several) if c is not None), default=None)
        body = self._body_before(word.start, sentence) if pronoun == "it" else ()
        if body and (found is None or found[0] < body[0].start):
            return self._nominal(body, len(body))
        if found is not None:
            return found[1]
        return self._in_view(self._last_person(word.start), word.start, pronoun) if pronoun in PRONOUN_GENDERS else None

    def _body_before(self, before: int, sentence: Sentence | None) -> Sequence[Word]:
        """The words for a body without a name with which one of the sentences of the paragraph begins before an offset, the last such."""
        for place in reversed(self.doc.sentences[: sentence.n + 1]) if sentence is not None else ():
            if sentence is None or place.paragraph != sentence.paragraph or sentence.start - place.start > _WAY_BACK:
                break
            words = body_first(place, before)
            if words and not self._covered(words[-1].start) and not self._quoted(words[0].start):
                return words
        return ()

    def _opening(self, pronoun: str, before: int, sentence: Sentence | None) -> tuple[int, int] | None:
        """Where one of the sentences before begins with somebody whom the pronoun may mean, and the entity."""
        at = bisect_left(self._spans, (sentence.start if sentence is not None else before,))
        for start, _, number in reversed(self._spans[max(0, at - MOST) : at]):
            mention, place = self._mentions[number], self.doc.sentence_at(start)
            same = place is not None and sentence is not None and place.paragraph == sentence.paragraph and mention.text.lower() == pronoun
            if place is None or mention.entity is None or (mention.mention_type == "pronoun" and not same):
                continue
            if sentence is not None and sentence.start - place.start > _WAY_BACK:
                return None
            if self._leads(mention, place, pronoun):
                return start, mention.entity
        return None

    def _leads(self, mention: Mention, sentence: Sentence, pronoun: str) -> bool:
        """Whether a sentence begins with a mention, as somebody by himself, whom a pronoun further on may mean."""
        several = mention.mention_type == "nominal" and mention.text.endswith("s")
        chunk = chunk_at(sentence, self.doc.index(mention.start))
        if chunk is not None and chunk.case and chunk.n != sentence.chunks[0].n:
            return False  # "Sales in China fell. It said"
        alone = not self._owns(mention) and not (mention.mention_type == "name" and self._qualifies(mention.end))
        stands = mention.start - sentence.start <= OPENING and alone and not self._quoted(mention.start)
        return stands and self._may_mean(pronoun, mention.entity, several)

    def _several_before(self, sentence: Sentence | None) -> tuple[int, int] | None:
        """Where the sentence before begins with several persons without a name ("Prosecutors asked for ..."), and their entity."""
        before = self.doc.sentences[sentence.n - 1] if sentence is not None and sentence.n else None
        if before is None or sentence is None or before.paragraph != sentence.paragraph:
            return None
        words = self._unnamed_first(before, "NNS")
        return (words[0].start, self._nominal(words, len(words))) if words else None

    def _qualifies(self, end: int) -> bool:
        """Whether a name that ends here only stands before a noun: US officials."""
        following = WORD.match(self.text, end)
        known = classes(following[1].lower()) if following is not None else frozenset()
        return "NOUN" in known and "VERB" not in known

    def _own_name(self, words: Sequence[Word]) -> int:
        """An entity for a name that no mention covers; a later name with the same last word is the same."""
        at = len(words)
        while at > 0 and (words[at - 1].tag in PROPER_NOUNS or words[at - 1].lower in PARTICLES):
            at -= 1
        while at < len(words) - 1 and words[at].lower in titles():
            at += 1
        at = min(at, len(words) - 1)
        key, name = words[-1].lower, self._stretch(words[at:])
        entity = self._last_words.get(key)
        if entity is None or not self._shorter(name.text, self.coding.entities[entity].name):
            body = words[0].lower in ("the", "its") or (at == len(words) - 1 and name.text.isupper())
            kind = "organization" if body else "person"
            entity = self._new(name.text, kind, kind, named=True)
            self._last_words.setdefault(key, entity)
        self._add(name.start, name.end, "name", entity)
        return entity

    @staticmethod
    def _shorter(one: str, other: str) -> bool:
        """Whether the words of one name are all in the other: "Reth" and "Bo Reth", not "Lodi Watch" and "Orvo Watch"."""
        both = set(one.lower().split()), set(other.lower().split())
        return both[0] <= both[1] or both[1] <= both[0]


def _comma(words: Sequence[Word]) -> int:
    """Where the first comma stands; behind the last word where there is none."""
    return next((at for at, word in enumerate(words) if word.text == ","), len(words))


def _end_of_head(words: Sequence[Word]) -> int:
    """Where the head of a speaker's phrase ends: before a preposition, a mark, a participle, an adjective behind it ("troops loyal to")."""
    for at in range(1, len(words)):
        following = words[at + 1].pos if at + 1 < len(words) else "ADP"
        behind = words[at].tag == "JJ" and words[at - 1].tag in COMMON_NOUNS and following == "ADP" and words[at].lower not in titles()
        if behind or words[at].lower in line_words("ends head") or words[at].tag in _ENDS_HEAD:
            return at
    return len(words)


def _behind_head(before: Sequence[Word]) -> bool:
    """Whether the words before a name, the last of them its title, hang on a noun for several, or on one that the title is no part of."""
    at = next((at for at in range(len(before) - 1, 0, -1) if before[at].pos == "ADP"), 0)
    whole = " ".join(word.lower for word in before[max(0, at - 1) :])
    return at > 0 and before[-1].lower in titles() and not any(whole.startswith(title) for title in titles() if f" {before[at].lower} " in title)
