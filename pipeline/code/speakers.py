"""Who a speaker's words mean: an entity of the article.

A name beside the cue is the entity of the mention there. Pronouns and definite nouns ("he", "the general", "the
source") go back to an antecedent. A speaker without a name ("a government insider") becomes an entity of its own with
a nominal mention.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from pipeline import lexicon
from pipeline.code.document import Document
from pipeline.code.grammar import noun_lemmas
from pipeline.code.noun_phrases import Stretch
from pipeline.code.reporter_lines import Unit
from pipeline.model import Coding, Mention, Words

SINGULAR = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
PLURAL = frozenset({"they", "their", "them", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "la", "von", "van", "der", "den", "di", "da", "du", "dos", "le", "abu", "ben"})
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several", "many", "two", "three", "other"})
HEAD_ENDS = frozenset({"of", "for", "in", "at", "with", "from", "by", "on", "to", "within", "near", "who", "which", "that", "(", ","})
LOOK_BACK = 4  # paragraphs across which a speaker without a name may be understood


class Speakers:
    """The speakers of one article, met in the order of the text. Adds entities and mentions to the coding for those without a name."""

    def __init__(self, document: Document, coding: Coding) -> None:
        self.document = document
        self.coding = coding
        self._spans = sorted((mention.start, mention.end, number) for number, mention in enumerate(coding.mentions))
        self._mentions = list(coding.mentions)
        self._nominals: dict[str, int] = {}  # words or head noun of an unnamed speaker -> entity
        self._names: dict[str, int] = {}  # last word of a name that no mention covers -> entity
        self._roles: dict[str, int] = {}  # noun beside a name ("general", "spokesman") -> entity
        self._recent: list[tuple[int, int, bool]] = []  # paragraph, entity, plural: speakers so far

    def resolve(self, units: Sequence[Unit], stretch: Stretch, paragraph: int) -> tuple[Words, int | None]:
        """The words that name the speaker, and the entity."""
        first, last = stretch
        words = self.document.words(units[first].start, units[last - 1].end)
        entity = self._entity(units, first, last, paragraph)
        if entity is not None:
            plural = units[last - 1].lower.endswith("s") and units[last - 1].tag == "NOUN"
            self._recent.append((paragraph, entity, plural))
        return words, entity

    def resolve_name(self, start: int, end: int, paragraph: int) -> tuple[Words, int | None]:
        """The words of a transcript's label, and the entity: by a mention there, or by the last word of a name met before."""
        words = self.document.words(start, end)
        mention = self._mention_in(start, end)
        entity = mention.entity if mention is not None else None
        if entity is None:
            last = words.text.split()[-1].lower()
            known = [e.entity for e in self.coding.entities if e.named and e.name.lower().split()[-1:] == [last]]
            entity = known[0] if known else self.coding.new_entity(words.text, "person", actor_type="person", named=True).entity
            self._add_mention(start, end, "name", entity)
        self._recent.append((paragraph, entity, False))
        return words, entity

    def _entity(self, units: Sequence[Unit], first: int, last: int, paragraph: int) -> int | None:
        head = units[first]
        if head.tag in {"PRON", "WH"} and last - first == 1:
            return self._pronoun(units, first, paragraph)
        stop = first
        while stop < last and not (stop > first and (units[stop].lower in HEAD_ENDS or units[stop].tag in {"WH", "PARTICIPLE"})):
            stop += 1
        mention = self._mention_in(units[first].start, units[stop - 1].end)
        final = units[stop - 1]
        if mention is not None and (mention.end >= final.end or final.tag == "PROPN" or mention.mention_type == "nominal"):
            self._note_roles(units, first, stop, mention)
            return mention.entity
        if final.tag == "PROPN" or (final.lower in PARTICLES):
            return self._own_name(units, first, stop)
        if stop < last and units[stop].text == ",":  # a commander, Ada Lum
            inner = self._mention_in(units[stop].end, units[last - 1].end)
            if inner is not None and inner.entity is not None and units[stop + 1].tag == "PROPN":
                self._note_roles(units, first, stop, inner)
                return inner.entity
            if stop + 1 < last and units[stop + 1].tag == "PROPN":
                end = stop + 1
                while end < last and units[end].tag == "PROPN":
                    end += 1
                return self._own_name(units, stop + 1, end)
        return self._nominal(units, first, last, stop)

    def _mention_in(self, start: int, end: int) -> Mention | None:
        """The last mention with an entity that begins within the stretch: the head of the phrase ends it."""
        at = bisect_left(self._spans, (start, -1, -1))
        found = None
        while at < len(self._spans) and self._spans[at][0] < end:
            mention = self._mentions[self._spans[at][2]]
            if mention.entity is not None and (found is None or mention.end >= found.end):
                found = mention
            at += 1
        return found

    def _note_roles(self, units: Sequence[Unit], first: int, last: int, mention: Mention) -> None:
        for unit in units[first:last]:
            if unit.end <= mention.start and unit.tag in {"NOUN", "PROPN"} and mention.entity is not None:
                self._roles[unit.lower] = mention.entity

    def _pronoun(self, units: Sequence[Unit], at: int, paragraph: int) -> int | None:
        unit = units[at]
        if unit.tag == "WH":
            return self._antecedent(units, at)
        mention = self._mention_in(unit.start, unit.end)
        if mention is not None:
            return mention.entity
        if unit.lower in FIRST:
            return None
        for place, entity, plural in reversed(self._recent):
            if paragraph - place > LOOK_BACK:
                break
            kind = self.coding.entities[entity].entity_type
            if unit.lower in SINGULAR and (kind != "person" or plural):
                continue
            if unit.lower in NEUTER and kind == "person":
                continue
            return entity
        return self._last_person(unit.start) if unit.lower in SINGULAR else None

    def _antecedent(self, units: Sequence[Unit], at: int) -> int | None:
        place = at - 1
        if place >= 0 and units[place].text == ",":
            place -= 1
        if place < 0:
            return None
        mention = self._mention_in(units[place].start, units[place].end)
        if mention is None:
            before = bisect_left(self._spans, (units[place].end, -1, -1)) - 1
            if before >= 0 and self._spans[before][1] >= units[place].start:
                mention = self._mentions[self._spans[before][2]]
        return mention.entity if mention is not None else None

    def _last_person(self, before: int) -> int | None:
        at = bisect_left(self._spans, (before, -1, -1))
        for number in range(at - 1, max(-1, at - 40), -1):
            mention = self._mentions[self._spans[number][2]]
            if mention.entity is not None and mention.entity_type == "person" and mention.mention_type == "name":
                return mention.entity
        return None

    def _own_name(self, units: Sequence[Unit], first: int, last: int) -> int:
        """An entity for a name that no mention covers; a later name with the same last word is the same."""
        at = last
        while at > first and (units[at - 1].tag == "PROPN" or units[at - 1].lower in PARTICLES):
            at -= 1
        while at < last - 1 and units[at].lower.rstrip(".") in _titles():
            at += 1
        key = units[last - 1].lower
        if key not in self._names:
            words = self.document.words(units[at].start, units[last - 1].end)
            organization = units[first].lower in {"the", "its"} or (last - at == 1 and words.text.isupper())
            kind = "organization" if organization else "person"
            entity = self.coding.new_entity(words.text, kind, actor_type=kind, named=True).entity
            self._names[key] = entity
        entity = self._names[key]
        self._add_mention(units[at].start, units[last - 1].end, "name", entity)
        for unit in units[first:at]:
            if unit.tag in {"NOUN", "PROPN"}:
                self._roles[unit.lower] = entity
        return entity

    def _nominal(self, units: Sequence[Unit], first: int, last: int, stop: int) -> int:
        """The entity of a speaker without a name: an antecedent where the words are definite, else a new one."""
        words = self.document.words(units[first].start, units[last - 1].end)
        noun = units[stop - 1].lower
        definite = units[first].lower in {"the", "this", "that", "these", "those"} or units[first].tag == "POSS"
        key = " ".join(unit.lower for unit in units[first:last])
        if definite and stop == last:
            known = self._roles.get(noun, self._nominals.get(noun))
            if known is not None:
                return known
        if key in self._nominals and units[first].lower not in INDEFINITE:
            return self._nominals[key]
        lemmas = noun_lemmas(noun) or (noun,)
        kind = "organization" if any(lemma in lexicon.words("speaker_nouns") for lemma in lemmas) else "person"
        entity = self.coding.new_entity(words.text, kind, actor_type="group", named=False).entity
        self._nominals[key] = entity
        self._nominals[noun] = entity
        self._add_mention(words.start, words.end, "nominal", entity)
        return entity

    def _add_mention(self, start: int, end: int, mention_type: str, entity: int) -> None:
        kind = self.coding.entities[entity].entity_type
        mention = Mention(start, end, self.document.text[start:end], mention_type, kind, entity, "speaker")
        at = bisect_left(self._spans, (start, end, -1))
        if at < len(self._spans) and self._spans[at][:2] == (start, end):
            return
        insort(self._spans, (start, end, len(self._mentions)))
        self._mentions.append(mention)
        self.coding.mentions.append(mention)

    def entity_of(self, words: Words) -> int | None:
        """The entity of the last mention within `words`, or None."""
        mention = self._mention_in(words.start, words.end)
        return mention.entity if mention is not None else None


def _titles() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in lexicon.words("abbreviations", kind="title")) | {"president", "senator", "general", "minister"}
