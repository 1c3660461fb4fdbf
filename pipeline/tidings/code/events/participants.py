"""Who takes part in an event: spans of words, mapped to the article's entities.

A phrase that names nobody but an actor all the same ("rebels", "Serbian police") gets an entity of its own, without a name.
"""

from __future__ import annotations

from collections.abc import Sequence

from tidings import lexicon
from tidings.code.events.actor_words import actor_nouns, capitals, countries, country_names, is_actor_noun
from tidings.code.events.parties import Span, head_of
from tidings.code.events.readings import Reading
from tidings.code.events.spans import Spans
from tidings.code.events.subjects import Subjects
from tidings.code.mentions.known_names import demonyms
from tidings.code.text.bare_words import Word
from tidings.code.text.document import Document
from tidings.code.text.word_forms import noun_lemma
from tidings.model import Coding, Entity, Mention, Participant

VAGUE = lexicon.words("event_words", group="vague")
SPEAKER_PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our"})
NEAR = 600  # characters before a pronoun in which a person may be named


class Participants:
    """Maps spans of words to entities of the coding. One for each document; new entities and mentions are added to the coding."""

    def __init__(self, document: Document, coding: Coding) -> None:
        self.document = document
        self.coding = coding
        self.mentions = Spans(coding.mentions)
        self.subjects = Subjects(self.mentions)
        self._taken = {(m.start, m.end) for m in coding.mentions}
        self._states: dict[str, int] = {}
        self._quotes = Spans([q for q in coding.quotes if q.speaker_entity is not None])
        self.capital = self._capital()
        self._titles = self._read_titles()
        self._surnames = {e.name.split()[-1]: e.entity for e in coding.entities if e.entity_type == "person" and e.named and " " in e.name}
        for entity in coding.entities:
            iso3 = country_names().get(entity.name.removeprefix("the ").removeprefix("The ").lower())
            if iso3 and entity.entity_type == "place":
                self._states.setdefault(iso3, entity.entity)

    def _meant_by(self, word: Word, reading: Reading) -> int | None:
        """The entity that a pronoun stands for: its mention's, else whom the sentences before are about."""
        at = self.mentions.overlapping(word.start, word.end)
        return at[0].entity if at and at[0].entity is not None else self._pronoun(word, reading)

    def _pronoun(self, word: Word, reading: Reading) -> int | None:
        """The entity that a pronoun stands for: the speaker's for "we" in a quote, else the fitting subject of this sentence or the one before."""
        if word.lower in SPEAKER_PRONOUNS:
            return self._speaker(word)
        person = word.lower in ("he", "him", "his", "she", "her", "hers")
        for entity in (self.subjects.current() if _subject_before(reading, word) else None, self.subjects.previous()):
            if entity is not None and (self.coding.entities[entity].entity_type == "person") == person:
                return entity
        if not person:
            return None
        near = [
            m
            for m in self.mentions.overlapping(max(0, word.start - NEAR), word.start)
            if m.entity_type == "person" and m.entity is not None and m.mention_type == "name"
        ]
        return near[-1].entity if near else None

    def _speaker(self, word: Word) -> int | None:
        """Who says the shortest quote in which a word stands."""
        return next((quote.speaker_entity for quote in self._quotes.holding(word.start, word.end)), None)

    def _capital(self) -> int | None:
        """The place whose name is a capital's and that the article names most often."""
        counts: dict[int, int] = {}
        for mention in self.mentions.items:
            if mention.entity is not None and mention.entity_type == "place" and mention.text.lower() in capitals():
                counts[mention.entity] = counts.get(mention.entity, 0) + 1
        places = [entity for entity in counts if self.coding.entities[entity].entity_type == "place"]
        return min(places, key=lambda entity: (-counts[entity], entity)) if places else None

    def participant(self, reading: Reading, span: Span, acts: bool, visited: bool = False) -> Participant | None:
        """The entity that a span of words names. A capital stands for its state where it `acts`, or is `visited`."""
        words = reading.words
        first, last = span
        if first == last and words[first].tag in ("PRON", "POSS"):
            number = self._meant_by(words[first], reading)
            return Participant(number, self.document.words(words[first].start, words[first].end)) if number is not None else None
        while first < last and words[first].tag in ("DET", "ADV"):
            first += 1
        if first < last and words[last].lower in ("prisoner", "hostage", "captive") and words[last - 1].tag in ("NOUN", "PROPN", "NUM"):
            last -= 1  # "took ten soldiers prisoner"
        start, end = words[first].start, words[last].end
        head = head_of(words, first, last)
        inside = self.mentions.overlapping(start, end)
        if head == last and _vague(words[first : last + 1]):
            return self._own_country(words, first, last, reading)
        described = self._described(words, first, head)
        if described is not None and head == last:
            return Participant(described, self.document.words(words[first].start, words[last].end))
        at_head = [m for m in inside if m.start < words[head].end and m.end > words[head].start and m.entity is not None]
        common = words[head].tag != "PROPN"
        if at_head and not (common and is_actor_noun(words[head]) and not _within(at_head[0], words[head])):
            chosen = at_head[0]
            return self._mentioned(chosen, acts, words[first : last + 1], visited)
        if first == last and not at_head and words[first].text in self._surnames:
            return Participant(self._surnames[words[first].text], self.document.words(start, end))
        iso3 = self._nation(words, first, last)
        if iso3:
            return self._state(iso3, words, first, last)
        if not common and not inside and not any(is_actor_noun(word) for word in words[first : head + 1]):
            return self._new(words, first, last, actor_type="other")
        if not common and inside and inside[-1].entity is not None and not is_actor_noun(words[head]):
            return self._mentioned(inside[-1], acts, words[first : last + 1])
        if is_actor_noun(words[head]) or not common or is_actor_noun(words[last]):
            return self._new(words, first, last, actor_type="group")
        named = [m for m in inside if m.entity is not None]
        return self._mentioned(named[-1], acts, words[first : last + 1]) if named else None

    def _own_country(self, words: Sequence[Word], first: int, last: int, reading: Reading) -> Participant | None:
        """The state that "his country" or "our nation" is, where the article tells of which country its owner is."""
        if first == last or words[first].tag != "POSS" or words[last].lower not in ("country", "nation"):
            return None
        owner = self._pronoun(words[first], reading)
        country = (self.coding.entities[owner].country if owner is not None else None) or _nation_of_subject(reading, words[first])
        return Participant(self._state_entity(country).entity, self.document.words(words[first].start, words[last].end)) if country else None

    def known(self, reading: Reading, span: Span) -> int | None:
        """The entity that a span of words names, if it has a mention already; none is made."""
        words = reading.words
        first, last = span
        if first == last and words[first].tag in ("PRON", "POSS"):
            return self._meant_by(words[first], reading)
        head = words[head_of(words, first, last)]
        for mention in self.mentions.overlapping(head.start, head.end):
            if mention.entity is not None:
                return mention.entity
        inside = [m.entity for m in self.mentions.overlapping(words[first].start, words[last].end) if m.entity is not None]
        if inside:
            return inside[0]
        nations = (demonyms().get(word.text) for word in words[first : last + 1])
        return next((self._states[nation] for nation in nations if nation in self._states), None)

    def nouns(self, reading: Reading, span: Span) -> list[str]:
        """Lemmas of the noun that heads a span of words; of a pronoun, of the words of whom it stands for."""
        word = reading.words[head_of(reading.words, *span)]
        if word.tag not in ("PRON", "POSS"):
            return [noun_lemma(word.lower)]
        entity = self.known(reading, (span[0], span[0]))
        return [noun_lemma(part) for part in self.coding.entities[entity].name.lower().split()] if entity is not None else []

    def _described(self, words: Sequence[Word], first: int, head: int) -> int | None:
        """The one person of the article whose name this singular noun stands before elsewhere ("the general": General Anna Holm)."""
        noun = words[head].lower
        if words[head].tag != "NOUN" or noun.endswith("s") or not is_actor_noun(words[head]):
            return None
        if any(word.tag in ("PROPN", "GEN", "POSS") and word.text not in demonyms() for word in words[first:head]):
            return None
        return self._titles.get(noun)

    def _read_titles(self) -> dict[str, int]:
        """Nouns that stand before the name of one person only, here or as that person's role -> the person."""
        found: dict[str, set[int]] = {}
        for mention in self.mentions.items:
            if mention.entity_type != "person" or mention.entity is None or mention.mention_type != "name":
                continue
            place = self.document.position(mention.start) - 1
            while place >= 0 and (noun := self.document.tokens[place].lower) in actor_nouns():
                found.setdefault(noun, set()).add(mention.entity)
                place -= 1
        return {noun: min(people) for noun, people in found.items() if len(people) == 1}

    def _mentioned(self, mention: Mention, acts: bool, words: Sequence[Word], visited: bool = False) -> Participant | None:
        assert mention.entity is not None
        entity = self.coding.entities[mention.entity]
        evidence = self.document.words(words[0].start, words[-1].end)
        if entity.entity_type == "place" and entity.actor_type is None:
            iso3 = country_names().get(entity.name.removeprefix("the ").removeprefix("The ").lower())
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
        if entity.entity_type == "other":
            return None
        return Participant(entity.entity, evidence)

    def _nation(self, words: Sequence[Word], first: int, last: int) -> str | None:
        """The country that a bare nationality names ("Indian" in "an Indian proposal", "the Palestinians")."""
        if first != last:
            return None
        return demonyms().get(words[first].text)

    def _state_entity(self, iso3: str) -> Entity:
        if iso3 in self._states:
            entity = self.coding.entities[self._states[iso3]]
            entity.actor_type = "state"
            return entity
        entity = self.coding.new_entity(countries()[iso3]["name"], "place", actor_type="state", country=iso3, sector="GOV")
        self._states[iso3] = entity.entity
        return entity

    def _state(self, iso3: str, words: Sequence[Word], first: int, last: int) -> Participant:
        entity = self._state_entity(iso3)
        self._mention(words, first, last, entity)
        return Participant(entity.entity, self.document.words(words[first].start, words[last].end))

    def _new(self, words: Sequence[Word], first: int, last: int, actor_type: str) -> Participant:
        """A participant without a mention: one entity for all phrases of the article that read the same."""
        while first < last and words[first].tag in ("DET", "NUM", "ADV"):
            first += 1
        start, end = words[first].start, words[last].end
        text = self.document.text[start:end]
        key = " ".join(text.lower().split())
        number = self.subjects.known(key)
        if number is None:
            head = words[head_of(words, first, last)]
            sector = actor_nouns().get(noun_lemma(head.lower)) or next(
                (s for w in words[first : last + 1] if (s := actor_nouns().get(noun_lemma(w.lower)))), None
            )
            nations = [iso3 for w in words[first : last + 1] if (iso3 := _country_of(w))]
            entity = self.coding.new_entity(
                text, "organization", actor_type=actor_type, sector=sector or None, country=nations[0] if nations else None, named=False
            )
            number = entity.entity
            self.subjects.remember(key, number)
        entity = self.coding.entities[number]
        self._mention(words, first, last, entity)
        return Participant(number, self.document.words(start, end))

    def _mention(self, words: Sequence[Word], first: int, last: int, entity: Entity) -> None:
        start, end = words[first].start, words[last].end
        if (start, end) not in self._taken:
            self._taken.add((start, end))
            text = self.document.text[start:end]
            kind = "name" if entity.actor_type == "state" else "nominal"  # a nationality is printed instead of its state's name
            self.coding.mentions.append(Mention(start, end, text, kind, entity.entity_type, entity.entity, "event-participant"))


def _vague(words: Sequence[Word]) -> bool:
    """Whether words name nobody in particular: "members", "our country", "the oil-rich nation"."""
    noun, before = words[-1].lower, words[:-1]
    if noun not in VAGUE:
        return False
    of_nobody = noun in ("country", "nation") and all(word.tag in ("ADJ", "PROPN") and word.text not in demonyms() for word in before)
    return not before or (len(before) == 1 and before[0].tag == "POSS") or of_nobody


def _within(mention: Mention, word: Word) -> bool:
    return mention.start <= word.start and mention.end >= word.end


def _country_of(word: Word) -> str | None:
    """The country that a word is the name or the nationality of."""
    return demonyms().get(word.text) or country_names().get(word.lower)


def _nation_of_subject(reading: Reading, word: Word) -> str | None:
    """The country that the first subject before a word names ("Chad's president", "the Danish minister")."""
    for clause in reading.clauses:
        for number in clause.subject[:1]:
            phrase = reading.phrases[number]
            for inside in reading.words[phrase.first : phrase.last + 1]:
                if inside.start < word.start and (iso3 := _country_of(inside)):
                    return iso3
    return None


def _subject_before(reading: Reading, word: Word) -> bool:
    """Whether a subject stands before the word in its sentence."""
    return any(reading.words[reading.phrases[n].first].start < word.start for c in reading.clauses for n in c.subject[:1])
