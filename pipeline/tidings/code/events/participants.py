"""Who takes part in an event: spans of words, mapped to the article's entities.

A phrase that names nobody but an actor all the same ("rebels", "Serbian police") gets an entity of its own, without a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings.code.coreference import Coreference
from tidings.code.events.actor_words import capitals, countries, country_called, is_actor_noun
from tidings.code.events.parties import VAGUE, Span, head_of, is_proper
from tidings.code.events.rules import event_words
from tidings.code.mentions.known_names import titles
from tidings.code.reading import Reading, noun_lemma, noun_of
from tidings.code.spans import Spans
from tidings.code.unnamed import is_person, sector_of
from tidings.known import actor_nouns, demonyms, is_body_noun, is_person_noun
from tidings.model import Coding, Entity, Mention, Participant, Words
from tidings.nlp.analysis import Doc, Word
from tidings.nlp.words import DETERMINERS, MOST, PREPOSITIONS, PROPER_NOUNS, words_that

_BEFORE = DETERMINERS | {"RB"}
_BOUNDS, _BOUND = PREPOSITIONS | {"JJR", "JJS"}, MOST | {"IN", "CD"}
_EQUALS = words_that("as many as")
_OWNED = PROPER_NOUNS | {"POS", "PRP$"}
LONGEST_TITLE = 60  # characters before a name in which its title is looked for
_PRONOUNS = ("PRP", "PRP$")
_HANGS = ("IN", "TO")
_TAKEN_AS = event_words("taken-as")


def _unnamed_key(entity: Entity) -> str:
    """What phrases for one entity without a name have in common."""
    return entity.name.lower().removeprefix("the ")


class Participants:
    """Maps spans of words to entities of the coding. One for each document; new entities and mentions are added to the coding."""

    def __init__(self, doc: Doc, coding: Coding, refer: Coreference) -> None:
        self.doc = doc
        self.coding = coding
        self.mentions = Spans(coding.mentions)
        self.refer = refer
        several = (e for e in coding.entities if not e.named and e.actor_type == "group")
        self._unnamed = {_unnamed_key(e): e.entity for e in several}  # words of a participant without a name -> its entity
        self._taken = {(m.start, m.end) for m in coding.mentions}
        self._states: dict[str, int] = {}
        self._titles = self._read_titles()
        self._surnames = {e.name.split()[-1]: e.entity for e in coding.entities if e.entity_type == "person" and e.named and " " in e.name}
        for entity in coding.entities:
            iso3 = country_called(entity.name)
            if iso3 and entity.entity_type == "place":
                self._states.setdefault(iso3, entity.entity)

    def _words(self, words: Sequence[Word]) -> Words:
        """The stretch of these words, as evidence."""
        return Words(words[0].start, words[-1].end, self.doc.text[words[0].start : words[-1].end])

    def participant(self, reading: Reading, span: Span, acts: bool, visited: bool = False) -> Participant | None:
        """The entity that a span of words names. A capital stands for its state where it `acts`, or is `visited`."""
        words = [reading.word(i) for i in range(span[0], span[1] + 1)]
        if len(words) == 1 and words[0].tag in _PRONOUNS:
            number = self._one_of(self.refer.meant(words[0]))
            return Participant(number, self._words(words)) if number is not None else None
        definite, words = words[0].tag == "DT", _core(words)
        titled = self.refer.named_last(words)  # Secretary of State Ada Lum
        if titled is not None:
            return self._mentioned(titled, acts, words)
        head = reading.word(head_of(reading, (words[0].i, words[-1].i)))
        if head is words[-1] and _vague(words, definite):
            return self._own_country(words)
        described = self._described(words, head) if head is words[-1] else None
        if described is not None:
            return Participant(described, self._words(words))
        inside = self.mentions.overlapping(words[0].start, words[-1].end)
        at_head = [m for m in inside if m.start < head.end and m.end > head.start and m.entity is not None and not self._is_of_several(m, words)]
        if at_head and (is_proper(head) or not is_actor_noun(head) or at_head[0].start <= head.start <= head.end <= at_head[0].end):
            return self._mentioned(at_head[0], acts, words, visited)
        return self._by_word(words, not at_head) or self._by_head(reading, words, head, inside, acts)

    def _is_of_several(self, mention: Mention, words: Sequence[Word]) -> bool:
        """Whether a mention without a name is of several, of whom these words are one: "Ada Lum and [the king]"."""
        if mention.mention_type == "name":
            return False
        before, after = self.doc.words(mention.start, words[0].start), self.doc.words(words[-1].end, mention.end)
        hangs = any(word.tag in _HANGS for word in before)  # "aides of Ada Lum and [the king]"
        return (bool(after) and after[0].tag == "CC") or (not hangs and any(word.tag == "CC" for word in before[-2:]))

    def _one_of(self, number: int | None) -> int | None:
        """The entity that stands for all phrases without a name that read like one's."""
        entity = self.coding.entities[number] if number is not None else None
        if entity is None or entity.named or entity.actor_type != "group":
            return number
        return self._unnamed.setdefault(_unnamed_key(entity), entity.entity)

    def _by_word(self, words: list[Word], unmentioned: bool) -> Participant | None:
        """The person whose surname one word is, or the state of its nationality."""
        name = words[0].text if len(words) == 1 else ""
        if unmentioned and name in self._surnames:
            return Participant(self._surnames[name], self._words(words))
        iso3 = demonyms().get(name)
        return self._state(iso3, words) if iso3 else None

    def _by_head(self, reading: Reading, words: list[Word], head: Word, inside: list[Mention], acts: bool) -> Participant | None:
        """Somebody without a mention of his own, if the head names an actor; else who is mentioned `inside` the words."""
        actor, named = is_actor_noun(head), is_proper(head)
        known = [m for m in inside if m.entity is not None]
        strange = named and all(m.entity_type == "place" for m in inside)
        if strange and not any(is_actor_noun(word) for word in words if word.i <= head.i):
            return self._new(reading, words, actor_type="other")
        if named and inside and inside[-1].entity is not None and not actor:
            return self._mentioned(inside[-1], acts, words)
        if actor or named or is_actor_noun(words[-1]) or head.i in reading.suffering or (head.tag == "NN" and is_person(head.lower)):
            return self._new(reading, words, actor_type="group")
        return self._mentioned(known[-1], acts, words) if known else None

    def _own_country(self, words: Sequence[Word]) -> Participant | None:
        """The state that "his country" or "our nation" is, where the article tells of which country its owner is."""
        if len(words) != 2 or words[0].tag != "PRP$" or words[-1].lower not in ("country", "nation"):
            return None
        owner = self.refer.meant(words[0])
        country = self.coding.entities[owner].country if owner is not None else None
        return Participant(self._state_entity(country).entity, self._words(words)) if country else None

    def known(self, reading: Reading, span: Span) -> int | None:
        """The entity that a span of words names, if it has a mention already; none is made."""
        first, last = reading.word(span[0]), reading.word(span[1])
        if first is last and first.tag in _PRONOUNS:
            return self.refer.meant(first)
        head = reading.word(head_of(reading, span))
        for mention in (*self.mentions.overlapping(head.start, head.end), *self.mentions.overlapping(first.start, last.end)):
            if mention.entity is not None:
                return mention.entity
        nations = (demonyms().get(reading.word(i).text) for i in range(span[0], span[1] + 1))
        return next((self._states[nation] for nation in nations if nation in self._states), None)

    def nouns(self, reading: Reading, span: Span) -> list[str]:
        """Lemmas of the noun that heads a span of words; of a pronoun, of the words of whom it stands for."""
        word = reading.word(head_of(reading, span))
        if word.tag not in _PRONOUNS:
            return [noun_of(word)]
        entity = self.known(reading, (span[0], span[0]))
        return [noun_lemma(part) for part in self.coding.entities[entity].name.lower().split()] if entity is not None else []

    def _described(self, words: Sequence[Word], head: Word) -> int | None:
        """The one person of the article whose name this singular noun stands before elsewhere ("the general": General Anna Holm)."""
        if head.tag != "NN" or not is_actor_noun(head):
            return None
        before = [word for word in words if word.i < head.i]
        if any(word.tag in _OWNED and word.text not in demonyms() for word in before):
            return None
        if before and f"{before[-1].lower} {head.lower}" in titles():
            return None  # "the prime minister" is not whom "Finance Minister Ann Holm" names
        return self._titles.get(head.lower)

    def _read_titles(self) -> dict[str, int]:
        """Nouns that stand before the name of one person only, here or as that person's role -> the person."""
        found: dict[str, set[int]] = {}
        for mention in self.mentions.items:
            if mention.entity_type != "person" or mention.entity is None or mention.mention_type != "name":
                continue
            for noun in reversed(self.doc.text[max(0, mention.start - LONGEST_TITLE) : mention.start].lower().split()):
                if noun not in actor_nouns() or not is_person_noun(noun):
                    break
                found.setdefault(noun, set()).add(mention.entity)
        return {noun: min(people) for noun, people in found.items() if len(people) == 1}

    def _mentioned(self, mention: Mention, acts: bool, words: Sequence[Word], visited: bool = False) -> Participant | None:
        assert mention.entity is not None
        entity = self.coding.entities[mention.entity]
        evidence = self._words(words)
        if entity.entity_type == "place" and entity.actor_type is None:
            iso3 = country_called(entity.name)
            if iso3:
                entity.actor_type = "state"
                entity.country = entity.country or iso3
                return Participant(entity.entity, evidence)
            if entity.name.lower() in capitals():
                state = self._state_entity(capitals()[entity.name.lower()])
                if acts:
                    mention.entity = state.entity
                return Participant(state.entity, evidence) if acts or visited else None
            return None
        return Participant(entity.entity, evidence)

    def _state_entity(self, iso3: str) -> Entity:
        if iso3 in self._states:
            entity = self.coding.entities[self._states[iso3]]
            entity.actor_type = "state"
            return entity
        entity = self.coding.new_entity(countries()[iso3]["name"], "place", actor_type="state", country=iso3, sector="GOV")
        self._states[iso3] = entity.entity
        return entity

    def _state(self, iso3: str, words: Sequence[Word]) -> Participant:
        entity = self._state_entity(iso3)
        self._mention(words, entity)
        return Participant(entity.entity, self._words(words))

    def _new(self, reading: Reading, words: list[Word], actor_type: str) -> Participant:
        """A participant without a mention: one entity for all phrases of the article that read the same."""
        words = _bare(words, _BEFORE | {"CD"})
        evidence = self._words(words)
        key = " ".join(evidence.text.lower().split())
        number = self._unnamed.get(key)
        if number is None:
            head = reading.word(head_of(reading, (words[0].i, words[-1].i)))
            sector = sector_of(words, head)
            country = next((iso3 for w in words if (iso3 := demonyms().get(w.text) or country_called(w.lower))), None)
            one = actor_type == "group" and head.tag == "NN" and is_person_noun(head.lemma) and not any(word.tag in ("CC", "CD") for word in words)
            one = one and not is_body_noun(head.lemma, reading.at(head.i - 1), reading.at(words[0].i - 1))
            kind, actor_type = ("person", "person") if one else ("organization", actor_type)
            entity = self.coding.new_entity(evidence.text, kind, actor_type=actor_type, sector=sector, country=country, named=False)
            number = entity.entity
            self._unnamed[key] = number
        self._mention(words, self.coding.entities[number])
        return Participant(number, evidence)

    def _mention(self, words: Sequence[Word], entity: Entity) -> None:
        start, end, text = self._words(words)
        if (start, end) not in self._taken:
            self._taken.add((start, end))
            kind = "name" if entity.actor_type == "state" else "nominal"  # a nationality is printed instead of its state's name
            self.coding.mentions.append(Mention(start, end, text, kind, entity.entity_type, entity.entity, "event-participant"))


def _core(words: list[Word]) -> list[Word]:
    """Who takes part without determiners and bounds of numbers, and without what he is taken as: "took ten soldiers prisoner"."""
    words = _bare(words, _BEFORE)
    taken = len(words) > 1 and words[-1].lower in _TAKEN_AS and words[-2].tag[:2] in ("NN", "CD")
    return words[:-1] if taken else words


def _bare(words: list[Word], tags: frozenset[str]) -> list[Word]:
    """Words without those of these tags, and those that bound a number, at their beginning; at least one is left."""
    first = 0
    while first + 1 < len(words) and (words[first].tag in tags or _bounds(words[first:])) and words[first + 1].lower != "of":
        first += 1  # but "two of the pupils"
    return words[first:]


def _bounds(words: Sequence[Word]) -> bool:
    """Whether words begin with one that bounds a number: "at least ten", "more than ten", "as many as ten"."""
    equals = words[0].lower in _EQUALS and "as" in (words[0].lower, words[1].lower)
    return equals or (words[0].tag in _BOUNDS and words[1].tag in _BOUND)


def _vague(words: Sequence[Word], definite: bool) -> bool:
    """Whether words name nobody in particular: "members", "our country", "the oil-rich nation", "eleven", but "the three"."""
    noun, before = words[-1].lower, words[:-1]
    if noun not in VAGUE:
        return not definite and all(word.tag == "CD" for word in words)
    of_nobody = noun in ("country", "nation") and all(word.tag in ("JJ", "NNP") and word.text not in demonyms() for word in before)
    return not before or (len(before) == 1 and before[0].tag == "PRP$") or of_nobody
