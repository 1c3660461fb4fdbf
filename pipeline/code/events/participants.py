"""Who takes part in an event: noun phrases beside its words, mapped to the article's entities.

A phrase that names nobody but an actor all the same ("rebels", "Serbian police") gets an entity of its own, without a name.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipeline import lexicon
from pipeline.code.events.clauses import Reading
from pipeline.code.events.verb_groups import NounPhrase
from pipeline.code.mentions.known_names import demonyms
from pipeline.code.text.document import Document, Sentence
from pipeline.code.text.word_classes import Word, noun_lemma
from pipeline.model import Coding, Entity, Mention, Participant

QUANTITIES = lexicon.words("event_words", group="quantity")
VAGUE = lexicon.words("event_words", group="vague")
NOT_WHO = frozenset(["it", "this", "that", "these", "those", "there", "what", "which", "something", "nothing", "everything"])
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "we", "us", "our"})
SPEAKER_PRONOUNS = frozenset({"i", "me", "my", "we", "us", "our"})
LONGEST = 12  # words of a participant's span
Span = tuple[int, int]


@cache
def actor_nouns() -> dict[str, str]:
    """Nouns that name an actor -> PLOVER sector, or empty."""
    return {row["word"]: row["sector"] for row in lexicon.rows("actor_nouns")}


@cache
def countries() -> dict[str, dict[str, str]]:
    """Rows of the countries by ISO 3166-1 alpha-3 code."""
    return {row["iso3"]: row for row in lexicon.rows("countries")}


@cache
def country_names() -> dict[str, str]:
    """Names of countries in lower case, without "the" -> code."""
    return {
        name.removeprefix("the ").lower(): row["iso3"] for row in lexicon.rows("countries") for name in [row["name"], *lexicon.split(row["variants"])]
    }


@cache
def capitals() -> dict[str, str]:
    """Capitals in lower case -> code of the country."""
    return {row["capital"].lower(): row["iso3"] for row in lexicon.rows("countries") if row["capital"]}


def is_actor_noun(word: Word) -> bool:
    """Whether a common noun names an actor; compounds by their last part ("peace-keepers", "ex-soldiers")."""
    if word.tag not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB"):
        return False
    nouns = actor_nouns()
    return word.lemma in nouns or noun_lemma(word.lower) in nouns or noun_lemma(word.lower.rsplit("-", 1)[-1]) in nouns


def party(reading: Reading, number: int) -> Span | None:
    """The words of a noun phrase that name an actor (first and last, both included), or None.

    A phrase whose head is no actor yields its owner: the possessor ("Haiti" in "Haiti's efforts"), or the nationality or name within it.
    """
    words, phrase = reading.words, reading.phrases[number]
    head = words[phrase.head]
    if head.tag == "PRON":
        return None if head.lower in NOT_WHO and head.lower != "it" else (phrase.head, phrase.head)
    if noun_lemma(head.lower) in QUANTITIES and number + 1 < len(reading.phrases):
        following = reading.phrases[number + 1]
        if following.preposition == "of" and following.first == phrase.last + 2:
            inner = party(reading, number + 1)
            if inner is not None and noun_lemma(head.lower) in ("group", "member", "number", "majority"):
                return phrase.first, inner[1]
            return inner
    if is_actor_noun(head) and head.tag != "PROPN":
        return phrase.first, _extended(reading, number)
    if head.tag == "PROPN":
        return phrase.first, _extended(reading, number)
    if (
        phrase.head == phrase.last
        and head.tag in ("ADJ", "NUM")
        and words[phrase.first].tag == "DET"
        and phrase.last > phrase.first
        and is_actor_noun(head)
    ):
        return phrase.first, phrase.last
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
        ):
            break
        inner = party(reading, following)
        if inner is not None and reading.words[inner[0]].tag != "POSS":
            return inner
    return found


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


class Participants:
    """Maps spans of words to entities of the coding. One for each document; new entities and mentions are added to the coding."""

    def __init__(self, document: Document, coding: Coding) -> None:
        self.document = document
        self.coding = coding
        self.mentions = sorted(coding.mentions, key=lambda m: (m.start, m.end))
        self._starts = [mention.start for mention in self.mentions]
        self._longest = max((m.end - m.start for m in self.mentions), default=0)
        self._taken = {(m.start, m.end) for m in self.mentions}
        self._nominal: dict[str, int] = {}
        self._states: dict[str, int] = {}
        self._quotes = sorted((q for q in coding.quotes if q.speaker_entity is not None), key=lambda q: (q.start, q.end))
        self._quote_starts = [quote.start for quote in self._quotes]
        self._longest_quote = max((q.end - q.start for q in self._quotes), default=0)
        self.capital = self._capital()
        self._titles = self._read_titles()
        self._surnames = {e.name.split()[-1]: e.entity for e in coding.entities if e.entity_type == "person" and e.named and " " in e.name}
        self._subject: int | None = None
        self._previous: int | None = None
        self._reading: Reading | None = None
        for entity in coding.entities:
            iso3 = country_names().get(entity.name.removeprefix("the ").removeprefix("The ").lower())
            if iso3 and entity.entity_type == "place":
                self._states.setdefault(iso3, entity.entity)

    def enter(self, reading: Reading) -> None:
        """Take note of the sentence that is read now: pronouns go back to the subjects of those before and of its own."""
        self._previous = self._subject
        self._subject = None
        self._reading = reading
        for clause in reading.clauses:
            if clause.relation in ("main", "coordinate") and clause.subject and clause.depth <= 0.2:
                phrase = reading.phrases[clause.subject[0]]
                if reading.words[phrase.head].tag == "PRON":
                    self._subject = self._previous
                else:
                    span = party(reading, clause.subject[0])
                    self._subject = self._known(reading, span) if span else None
                if self._subject is not None:
                    break

    def skip(self, sentence: Sentence) -> None:
        """Take note of a sentence that is not read: its first mention is taken for its subject."""
        self._previous = self._subject
        first = next((m.entity for m in self.mentions_in(sentence.start, sentence.end) if m.entity is not None and m.entity_type != "place"), None)
        self._subject = first if first is not None else self._previous
        self._reading = None

    def _known(self, reading: Reading, span: Span) -> int | None:
        """The entity that already has a mention at the head of the span; none is made."""
        words = reading.words
        head = self._head(words, *span)
        for mention in self.mentions_in(words[head].start, words[head].end):
            if mention.entity is not None:
                return mention.entity
        text = " ".join(word.lower for word in words[span[0] : span[1] + 1] if word.tag not in ("DET", "NUM"))
        return self._nominal.get(text)

    def _pronoun(self, word: Word) -> int | None:
        """The entity that a pronoun stands for: the speaker's for "we" in a quote, else the fitting subject of this sentence or the one before."""
        if word.lower in SPEAKER_PRONOUNS:
            return self._speaker(word)
        person = word.lower in ("he", "him", "his", "she", "her", "hers")
        choices = []
        if self._subject is not None and self._subject_before(word):
            choices.append(self._subject)
        if self._previous is not None:
            choices.append(self._previous)
        for entity in choices:
            if (self.coding.entities[entity].entity_type == "person") == person:
                return entity
        if not person:
            return None
        near = [
            m
            for m in self.mentions_in(max(0, word.start - 600), word.start)
            if m.entity_type == "person" and m.entity is not None and m.mention_type == "name"
        ]
        return near[-1].entity if near else None

    def _speaker(self, word: Word) -> int | None:
        """Who says the shortest quote in which a word stands."""
        low = bisect_left(self._quote_starts, word.start - self._longest_quote)
        high = bisect_left(self._quote_starts, word.start + 1)
        holding = [q for q in self._quotes[low:high] if q.end >= word.end]
        return min(holding, key=lambda q: q.end - q.start).speaker_entity if holding else None

    def _capital(self) -> int | None:
        """The place whose name is a capital's and that the article names most often."""
        counts: dict[int, int] = {}
        for mention in self.mentions:
            if mention.entity is not None and mention.entity_type == "place" and mention.text.lower() in capitals():
                counts[mention.entity] = counts.get(mention.entity, 0) + 1
        places = [entity for entity in counts if self.coding.entities[entity].entity_type == "place"]
        return min(places, key=lambda entity: (-counts[entity], entity)) if places else None

    def _subject_before(self, word: Word) -> bool:
        reading = self._reading
        return bool(
            reading
            and reading.clauses
            and any(reading.words[reading.phrases[n].first].start < word.start for c in reading.clauses for n in c.subject[:1])
        )

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions that overlap a span, in order."""
        first = bisect_left(self._starts, start - self._longest)
        found = []
        for mention in self.mentions[first:]:
            if mention.start >= end:
                break
            if mention.end > start:
                found.append(mention)
        return found

    def participant(self, reading: Reading, span: Span, acts: bool, visited: bool = False) -> Participant | None:
        """The entity that a span of words names. A capital stands for its state where it `acts`, or is `visited`."""
        words = reading.words
        first, last = span
        if first == last and words[first].tag in ("PRON", "POSS"):
            at = self.mentions_in(words[first].start, words[first].end)
            number = at[0].entity if at and at[0].entity is not None else self._pronoun(words[first])
            return Participant(number, self.document.words(words[first].start, words[first].end)) if number is not None else None
        while first < last and words[first].tag in ("DET", "ADV"):
            first += 1
        if first < last and words[last].lower in ("prisoner", "hostage", "captive") and words[last - 1].tag in ("NOUN", "PROPN", "NUM"):
            last -= 1  # "took ten soldiers prisoner"
        start, end = words[first].start, words[last].end
        head = self._head(words, first, last)
        inside = self.mentions_in(start, end)
        if first == last and words[head].lower in VAGUE:
            return None
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
            return self._new(words, first, last, named=False, actor_type="other")
        if not common and inside and inside[-1].entity is not None and not is_actor_noun(words[head]):
            return self._mentioned(inside[-1], acts, words[first : last + 1])
        if is_actor_noun(words[head]) or not common or is_actor_noun(words[last]):
            return self._new(words, first, last, named=False, actor_type="group")
        named = [m for m in inside if m.entity is not None]
        return self._mentioned(named[-1], acts, words[first : last + 1]) if named else None

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
        for mention in self.mentions:
            if mention.entity_type != "person" or mention.entity is None or mention.mention_type != "name":
                continue
            place = self.document.position(mention.start) - 1
            for token in self.document.tokens[max(0, place - 2) : place + 1]:
                if token.lower.isalpha() and token.lower in actor_nouns():
                    found.setdefault(token.lower, set()).add(mention.entity)
        return {noun: min(people) for noun, people in found.items() if len(people) == 1}

    def _head(self, words: Sequence[Word], first: int, last: int) -> int:
        """The head of the first simple phrase in the span."""
        at = first
        while at <= last and words[at].tag not in ("ADP", "TO", "PUNCT", "SCONJ", "REL"):
            at += 1
        inner = at - 1
        while inner > first and words[inner].tag not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            inner -= 1
        return max(inner, first)

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

    def _new(self, words: Sequence[Word], first: int, last: int, named: bool, actor_type: str) -> Participant:
        """A participant without a mention: one entity for all phrases of the article that read the same."""
        while first < last and words[first].tag in ("DET", "NUM", "ADV"):
            first += 1
        start, end = words[first].start, words[last].end
        text = self.document.text[start:end]
        key = " ".join(text.lower().split())
        number = self._nominal.get(key)
        if number is None:
            head = words[self._head(words, first, last)]
            sector = actor_nouns().get(noun_lemma(head.lower)) or next(
                (s for w in words[first : last + 1] if (s := actor_nouns().get(noun_lemma(w.lower)))), None
            )
            nations = [iso3 for w in words[first : last + 1] if (iso3 := demonyms().get(w.text) or country_names().get(w.lower))]
            entity = self.coding.new_entity(
                text, "organization", actor_type=actor_type, sector=sector or None, country=nations[0] if nations else None, named=named
            )
            number = self._nominal[key] = entity.entity
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


def _within(mention: Mention, word: Word) -> bool:
    return mention.start <= word.start and mention.end >= word.end


def phrase_at(reading: Reading, place: int) -> int | None:
    """The number of the noun phrase that holds the word at `place`."""
    return next((number for number, phrase in enumerate(reading.phrases) if phrase.first <= place <= phrase.last), None)


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
