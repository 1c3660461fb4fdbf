"""What an article has told so far of whom words may mean: names and titles, persons and bodies without a name, and where each stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from tidings.code.mentions.known_names import titles
from tidings.code.mentions.word_kinds import head_kind
from tidings.code.spans import Spans
from tidings.code.unnamed import OPENING, Person, chunk_at, gender_of, is_person, persons, sector_of, words_of
from tidings.dictionary import classes
from tidings.known import PRONOUN_GENDERS, given_names, is_body_noun
from tidings.model import Coding, Entity, Mention, Quote, Words
from tidings.nlp.analysis import DEMONSTRATIVE, Doc, Sentence, Word
from tidings.nlp.words import BEFORE_NOUN, PLURALS, line_words, words_that

WORD = re.compile(r"[ \u00a0]+([^\W\d_]+)(?![\w-])")  # the next word
_BEFORE = re.compile(r"(?<![^\W\d_])(?:([^\W\d_]+\.?)[ \u00a0])?([^\W\d_]+\.?)[ \u00a0]$")  # the two words before
_OWNER = re.compile(r"['’]s?(?!\w)")
MOST = 20  # mentions of a sentence that are looked at
_TITLE = 60  # characters before a name in which its title is looked for
IN_FORCE = 4  # paragraphs across which the last speaker may be meant


class Referents:
    """What is known of whom words may mean, in one article. New entities and mentions are added to the coding."""

    def __init__(self, doc: Doc, coding: Coding) -> None:
        """`coding`: its mentions are the names."""
        self.doc, self.coding, self.text = doc, coding, doc.text
        self._mentions = list(coding.mentions)
        self._spans = sorted((mention.start, mention.end, number) for number, mention in enumerate(self._mentions))
        outer = [q for q in doc.quotations if q.depth == 0]
        self._opens, self._closes = [q.open for q in outer], [q.close for q in outer]
        self._genders: dict[int, str] = {}
        self._roles: dict[str, list[tuple[int, int]]] = {}  # noun of a role ("general", "navy general") -> where, whose
        self._bodies: dict[str, list[tuple[int, int]]] = {}  # word that tells what a body is -> where, which
        self._nominals: dict[str, int] = {}  # words or head noun of somebody without a name -> entity
        self._last_words: dict[str, int] = {}  # last word of a name -> the first entity so called
        self._named: dict[int, list[int]] = {}  # entity -> where it is named
        self._unnamed: dict[int, list[Person]] = {}  # number of a sentence -> its persons without a name
        self._recent: list[tuple[int, int, int, bool]] = []  # speakers so far: offset, paragraph, entity, whether several
        self._quotes: Spans[Quote] = Spans([])
        self._interviewed: int | None = -1  # who answers in an interview; -1: not asked yet
        for start, _, number in self._spans:
            self._note(start, self._mentions[number])
        for entity in coding.entities:
            if entity.role is not None and entity.entity_type == "person":
                self._note_role(entity.role.text, entity.role.start, entity.entity)

    def _note(self, start: int, mention: Mention) -> None:
        """Remember what stands before the name of a person, and of what kind a body is."""
        if mention.entity is None:
            return
        entity = self.coding.entities[mention.entity]
        self._named.setdefault(mention.entity, []).append(start)
        self._last_words.setdefault(entity.name.lower().split()[-1], mention.entity)
        if mention.entity_type == "organization":
            before, *_ = re.split(r" (?:of|for|on) ", entity.name.lower())
            head = before.split()[-1]
            if head_kind(head) == "organization":
                self._bodies.setdefault(head, []).append((start, mention.entity))
        title = _BEFORE.search(self.text, max(0, start - _TITLE), start)
        if title is not None and mention.entity_type == "person":
            self._note_role(title[0].strip(), start, mention.entity)
        elif title is not None and mention.entity_type == "organization" and head_kind(title[2]) == "organization":
            self._bodies.setdefault(title[2], []).append((start, mention.entity))  # the trade bloc Mercosur

    def _note_role(self, role: str, start: int, entity: int) -> None:
        """Remember the nouns that head a role: "general", "navy general"; of "secretary of state" also "secretary"."""
        words = role.lower().split()
        gender = titles()[words[-1]].gender if words[-1] in titles() else ""
        if gender:
            self._genders.setdefault(entity, gender)
        if "NOUN" in classes(words[-1].rstrip(".")):
            below = len(words) > 1 and words[-2] in line_words("below an office")  # "the president" is not whom "Vice President Lum" names
            for noun in {" ".join(words[-2:])} if below else {words[-1], " ".join(words[-2:]), role.lower().split(" of ")[0].split()[-1]}:
                insort(self._roles.setdefault(noun, []), (start, entity))

    def _stretch(self, words: Sequence[Word]) -> Words:
        return Words(words[0].start, words[-1].end, self.text[words[0].start : words[-1].end])

    def _new(self, name: str, kind: str, actor_type: str, named: bool, sector: str | None = None) -> int:
        return self.coding.new_entity(name, kind, actor_type=actor_type, named=named, sector=sector).entity

    def _nominal(self, words: Sequence[Word], stop: int) -> int:
        """The entity of a speaker without a name: an antecedent where the words are definite, else a new one. The head ends at `stop`."""
        text, noun, key = self._stretch(words), words[stop - 1].lower, " ".join(word.lower for word in words)
        if stop == len(words) and (known := self._antecedent(words, noun, text.start)) is not None:
            return known
        if key not in self._nominals or words[0].lower in line_words("indefinite"):
            body = stop > 1 and is_body_noun(noun, words[stop - 2].lower, words[0].lower)
            person, plural = is_person(noun) and not body, words[stop - 1].tag in PLURALS or noun in line_words("plural") or _joins(words[:stop])
            kind = "person" if person else "organization"
            actor_type, sector = "person" if person and not plural else "group", sector_of(words[:stop], words[stop - 1])
            self._nominals[key] = self._nominals[noun] = self._new(text.text, kind, actor_type, named=False, sector=sector)
        self._add(text.start, text.end, "nominal", self._nominals[key])
        return self._nominals[key]

    def _antecedent(self, words: Sequence[Word], noun: str, start: int) -> int | None:
        """Whom definite words go back to: one whose role was told so, or somebody without a name met before."""
        if not (words[0].lower == "the" or words[0].lower in DEMONSTRATIVE or words[0].tag == "PRP$"):
            return None
        modifiers = [word.lower for word in words[1:-1] if word.tag != "POS" and word.lower not in line_words("time of office")]
        known = self._roles.get(" ".join([*modifiers[-1:], noun]))
        if known:
            return known[max(0, bisect_left(known, (start,)) - 1)][1]
        theirs = words[0].tag == "PRP$" and not is_person(noun)  # her office is not that of somebody else
        met = None if theirs else self._nominals.get(noun)
        before = self.coding.entities[met].name.lower().split(f" {noun}")[0].split() if met is not None else []
        told = {word for word in before if "DET" not in classes(word)} - {noun}
        apart = bool(told and modifiers) and not (told <= set(modifiers) or told >= set(modifiers))  # the fire service, the weather service
        return None if apart else met

    def _add(self, start: int, end: int, mention_type: str, entity: int, method: str = "speaker") -> None:
        """Add a mention, unless there is one of that span."""
        at = bisect_left(self._spans, (start, end))
        if at < len(self._spans) and self._spans[at][:2] == (start, end):
            return
        mention = Mention(start, end, self.text[start:end], mention_type, self.coding.entities[entity].entity_type, entity, method)
        insort(self._spans, (start, end, len(self._mentions)))
        self._mentions.append(mention)
        self.coding.mentions.append(mention)

    def _quoted(self, offset: int) -> bool:
        """Whether the offset lies in a quotation."""
        at = bisect_right(self._opens, offset) - 1
        return at >= 0 and offset < self._closes[at]

    def _at(self, offset: int) -> int | None:
        """The number of the mention that holds the offset."""
        at = bisect_right(self._spans, (offset, 1 << 60)) - 1
        return self._spans[at][2] if at >= 0 and offset < self._spans[at][1] else None

    def _covered(self, offset: int) -> bool:
        """Whether a mention holds the offset."""
        return self._at(offset) is not None

    def _mention_in(self, start: int, end: int) -> Mention | None:
        """The last mention with an entity that begins within the stretch: the head of the phrase ends it."""
        found = None
        for begin, _, number in self._spans[bisect_left(self._spans, (start,)) : bisect_left(self._spans, (end,))]:
            mention = self._mentions[number]
            if begin < end and mention.entity is not None and (found is None or mention.end >= found.end):
                found = mention
        return found

    def _of_head(self, sentence: Sentence, mention: Mention) -> Mention:
        """The mention that heads the phrase that a mention stands in: "the Orvo affiliate Brask" is Brask."""
        chunk = chunk_at(sentence, self.doc.index(mention.start))
        number = self._at(self.doc.word(chunk.head).start) if chunk is not None and chunk.kind == "name" else None
        return self._mentions[number] if number is not None and self._mentions[number].start > mention.start else mention

    def _first_mentions(self, sentence: Sentence, end: int) -> Iterator[Mention]:
        """The first mentions of a sentence, as far as they begin before `end`."""
        first = bisect_left(self._spans, (sentence.start,))
        for start, _, number in islice(self._spans, first, first + MOST):
            if start >= min(end, sentence.end):
                return
            yield self._mentions[number]

    def _persons_of(self, number: int) -> Sequence[Person]:
        """The last persons without a name of a sentence."""
        if number not in self._unnamed:
            self._unnamed[number] = persons(self.doc.sentences[number])[-MOST:]
        return self._unnamed[number]

    def _unnamed_first(self, sentence: Sentence, tag: str) -> Sequence[Word]:
        """The words with which a sentence begins, where they are persons without a name and their head has this tag; else none."""
        chunk = sentence.chunks[0] if sentence.chunks else None
        words = words_of(chunk, sentence) if chunk is not None and chunk.kind == "noun" else ()
        if not words or words[-1].tag != tag or not is_person(words[-1].lower) or words[0].start - sentence.start > OPENING:
            return ()
        return () if self._covered(words[-1].start) or self._quoted(words[0].start) else words

    def _last_person(self, before: int, floor: int = 0, pronoun: str = "", barred: Collection[int] = ()) -> tuple[int, int] | None:
        """Where a person is named last before an offset, whom the pronoun may mean, and the person."""
        at = bisect_left(self._spans, (before,))
        for start, _, number in reversed(self._spans[max(0, at - 2 * MOST) : at]):
            mention = self._mentions[number]
            if start < floor:
                return None
            named = mention.entity if mention.mention_type == "name" and self._is_person(mention) else None
            if named is not None and named not in barred and (not pronoun or self._may_mean(pronoun, named)):
                return start, named
        return None

    def _is_person(self, mention: Mention) -> bool:
        return mention.entity is not None and self.coding.entities[mention.entity].actor_type == "person"

    def _owns(self, mention: Mention) -> bool:
        return _OWNER.match(self.text, mention.end) is not None

    def _may_mean(self, pronoun: str, entity: int | None, several: bool = False) -> bool:
        """Whether kind, number and gender of an entity do not speak against a pronoun."""
        if entity is None or entity < 0:
            return False
        known = self.coding.entities[entity]
        if pronoun in PRONOUN_GENDERS:
            return (
                known.entity_type == "person"
                and known.actor_type != "group"
                and not several
                and self._gender(known) in ("", PRONOUN_GENDERS[pronoun])
            )
        if pronoun in words_that("neuter"):
            return known.entity_type != "person"
        return several or known.entity_type != "person" or (not known.named and known.actor_type != "person")

    def _gender(self, entity: Entity) -> str:
        """m or f where a title, a role or the given name of a person tells it."""
        if entity.entity not in self._genders:
            roles = (titles()[word].gender for word in (entity.role.text.lower().split() if entity.role else ()) if word in titles())
            words = entity.name.lower().split()
            given = gender_of(words[-1]) if not entity.named else given_names().get(words[0], "") if " " in entity.name else ""
            if told := next(filter(None, roles), given):
                self._genders[entity.entity] = told
        return self._genders.get(entity.entity, "")


def _joins(head: Sequence[Word]) -> bool:
    """Whether "and" joins persons: "three men and a woman", not "the founder and head"."""
    places = range(1, len(head) - 1)
    return any(head[at].lower == "and" and (head[at - 1].tag in PLURALS or head[at + 1].tag in BEFORE_NOUN - {"JJ"}) for at in places)
