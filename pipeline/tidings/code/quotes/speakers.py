"""Who a speaker's words mean: an entity of the article.

A name beside the cue is the entity of the mention there. Pronouns and definite nouns ("he", "the general", "the
source") go back to an antecedent. A speaker without a name ("a government insider") becomes an entity of its own with
a nominal mention.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from functools import cache

from tidings import lexicon
from tidings.code.text.document import Document
from tidings.code.text.grammar import noun_lemmas
from tidings.dictionary import classes
from tidings.model import Coding, Mention, Words
from tidings.nlp.analysis import Word

SINGULAR = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
MASCULINE = frozenset({"he", "his", "him", "himself"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "la", "von", "van", "der", "den", "di", "da", "du", "dos", "le", "abu", "ben"})
ENDINGS_OF_PERSONS = ("man", "woman", "person", "er", "or", "ist", "ian", "yst", "ee", "eer", "ant", "ent", "ide", "ive", "ate", "one", "ic", "ert")
TIMES_OF_OFFICE = frozenset({"former", "new", "outgoing", "incoming", "late", "young", "old", "same", "latter", "embattled", "current", "then"})
OUTLETS = frozenset({"news", "times", "post", "journal", "television", "tv", "radio", "newspaper", "gazette", "herald", "tribune", "magazine"})
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "several", "many", "two", "three", "other"})
SUBORDINATORS = lexicon.words("line_words", group="subordinator")
NAMES = ("NNP", "NNPS")
NOUNS = ("NN", "NNS")
HEAD_ENDS = frozenset({"of", "for", "in", "at", "with", "from", "by", "on", "to", "within", "near", "who", "which", "that", "(", ","})
LONGEST_OPENING = 24  # characters before the name that a sentence begins with: an article, a title
LONGEST_WAY_BACK = 400  # characters from the sentence of a pronoun to that of its antecedent
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
        self._genders: dict[int, str] = {}
        self._by_name: dict[str, int] = {}  # last word of an entity's name -> the first such entity
        self._indexed = 0  # entities that are in it
        outer = [(q.open, q.close) for paragraph in document.paragraphs for q in paragraph.quotations if q.depth == 0]
        self._opens = [opened for opened, _ in outer]
        self._closes = [closed for _, closed in outer]
        self._roles: dict[str, list[tuple[int, int]]] = {}  # noun beside a name ("general", "spokesman") -> where, entity
        self._note_titles()
        self._recent: list[tuple[int, int, int, bool]] = []  # offset, paragraph, entity, plural: speakers so far

    def resolve(self, words: Sequence[Word], before: str, paragraph: int, speaks: bool = True) -> tuple[Words, int | None]:
        """The words that name the speaker, and the entity. `before`: the word before them; `speaks`: whether a later "he" may mean this one."""
        text = self.document.words(words[0].start, words[-1].end)
        entity = self._entity(words, before, paragraph)
        if entity is not None and speaks:
            plural = words[-1].lower.endswith("s") and words[-1].tag in NOUNS
            self._recent.append((text.start, paragraph, entity, plural))
        return text, entity

    def resolve_name(self, start: int, end: int, paragraph: int) -> tuple[Words, int | None]:
        """The words of a transcript's label, and the entity: by a mention there, or by the last word of a name met before."""
        words = self.document.words(start, end)
        mention = self._mention_in(start, end)
        entity = mention.entity if mention is not None else None
        if entity is None:
            entity = self._by_last_word(words.text.split()[-1].lower())
            if entity is None:
                entity = self.coding.new_entity(words.text, "person", actor_type="person", named=True).entity
            self._add_mention(start, end, "name", entity)
        self._recent.append((start, paragraph, entity, False))
        return words, entity

    def _entity(self, words: Sequence[Word], before: str, paragraph: int) -> int | None:
        if len(words) == 1 and words[0].tag in ("PRP", "PRP$"):
            return self._pronoun(words[0], before, paragraph)
        count = len(words)
        ends = (at for at in range(1, count) if words[at].lower in HEAD_ENDS or words[at].tag in ("VBN", "VBG", "WP", "WDT", "WRB"))
        stop = next(ends, count)
        person = self._name_at_end(words)
        if person is not None:
            self._note_roles(words, person)
            return person.entity
        mention = self._mention_in(words[0].start, words[stop - 1].end)
        final = words[stop - 1]
        if mention is not None and (mention.end >= final.end or final.tag in NAMES or mention.mention_type == "nominal"):
            self._note_roles(words[:stop], mention)
            return mention.entity
        if final.tag in NAMES or (final.lower in PARTICLES):
            return self._own_name(words[:stop])
        if stop + 1 < count and words[stop].text == "," and words[stop + 1].tag in NAMES:  # a commander, Ada Lum
            inner = self._mention_in(words[stop].end, words[-1].end)
            if inner is not None and inner.entity is not None:
                self._note_roles(words, inner)
                return inner.entity
            end = next((at for at in range(stop + 1, count) if words[at].tag not in NAMES), count)
            return self._own_name(words[stop + 1 : end])
        if stop == 1 and final.text[:1].isupper():
            known = self._by_last_word(final.lower)
            if known is not None:
                return known
        return self._nominal(words, stop)

    def _by_last_word(self, word: str) -> int | None:
        """The first entity whose name ends in the word."""
        for entity in self.coding.entities[self._indexed :]:
            if entity.named and entity.name.strip():
                self._by_name.setdefault(entity.name.lower().split()[-1], entity.entity)
        self._indexed = len(self.coding.entities)
        return self._by_name.get(word)

    def _name_at_end(self, words: Sequence[Word]) -> Mention | None:
        """The person whose name ends the phrase after a title with prepositions: Secretary of State for Trade Ada Lum."""
        if words[-1].tag not in NAMES or any(word.text == "," for word in words):
            return None
        mention = self._mention_in(words[0].end, words[-1].end)
        if mention is None or mention.entity_type != "person" or mention.mention_type != "name" or mention.end < words[-1].end:
            return None
        before = next((word for word in reversed(words) if word.end <= mention.start), None)
        return mention if before is not None and before.pos in ("PROPN", "NOUN", "ADJ") else None

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

    def _note_titles(self) -> None:
        """Remember the nouns right before the names of persons, and the roles that the entities carry."""
        tokens = self.document.tokens
        for start, _, number in self._spans:
            mention = self._mentions[number]
            if mention.entity is None or mention.entity_type != "person" or mention.mention_type != "name":
                continue
            at = self.document.position(start) - 1
            if at >= 0 and tokens[at].text[0].isalpha() and noun_lemmas(tokens[at].lower):
                self._remember_role(tokens[at].lower, start, mention.entity)
                if at > 0 and tokens[at - 1].text[0].isalpha():
                    self._remember_role(f"{tokens[at - 1].lower} {tokens[at].lower}", start, mention.entity)
        for entity in self.coding.entities:
            if entity.role is not None and entity.entity_type == "person":
                title = entity.role.text.lower().split()
                self._remember_role(title[-1], entity.role.start, entity.entity)
                self._remember_role(" ".join(title[-2:]), entity.role.start, entity.entity)

    def _by_role(self, noun: str, before: int) -> int | None:
        """The entity that the noun last stood beside before the offset, else the first it stands beside at all."""
        known = self._roles.get(noun)
        if not known:
            return None
        at = bisect_left(known, (before, -1))
        return known[max(0, at - 1)][1]

    def _remember_role(self, noun: str, start: int, entity: int) -> None:
        insort(self._roles.setdefault(noun, []), (start, entity))

    def _quoted(self, offset: int) -> bool:
        """Whether the offset lies in a quotation."""
        at = bisect_right(self._opens, offset) - 1
        return at >= 0 and offset < self._closes[at]

    def _note_roles(self, words: Sequence[Word], mention: Mention) -> None:
        before = None
        for word in words:
            if word.end <= mention.start and word.pos in ("NOUN", "PROPN") and mention.entity is not None:
                self._remember_role(word.lower, word.start, mention.entity)
                if before is not None and before.pos in ("NOUN", "PROPN", "ADJ"):
                    self._remember_role(f"{before.lower} {word.lower}", word.start, mention.entity)
            before = word

    def _pronoun(self, word: Word, before: str, paragraph: int) -> int | None:
        mention = self._mention_in(word.start, word.end)
        if mention is not None:
            return mention.entity
        if word.lower in FIRST:
            return None
        if before in SUBORDINATORS:
            beside = self._in_same_sentence(word.lower, word.start)
            if beside is not None:
                return beside
        speaker = self._last_speaker(word.lower, paragraph)
        subject = self._last_subject(word.lower, word.start)
        found = max((c for c in (speaker, subject) if c is not None), default=None)
        if found is not None:
            return found[1]
        return self._last_person(word.start) if word.lower in SINGULAR else None

    def _in_same_sentence(self, pronoun: str, before: int) -> int | None:
        """A speaker named earlier in the sentence of the pronoun, else the last person named in it, for "he" and "she"."""
        sentence = self.document.sentence_at(before)
        if sentence is None or pronoun not in SINGULAR:
            return None
        if self._recent and sentence.start <= self._recent[-1][0] < before and self._may_mean(pronoun, *self._recent[-1][2:]):
            return self._recent[-1][2]
        at = bisect_left(self._spans, (before, -1, -1)) - 1
        while at >= 0 and self._spans[at][0] >= sentence.start:
            mention = self._mentions[self._spans[at][2]]
            if mention.entity is not None and mention.entity_type == "person" and mention.mention_type == "name" and not self._quoted(mention.start):
                return mention.entity
            at -= 1
        return None

    def _last_speaker(self, pronoun: str, paragraph: int) -> tuple[int, int] | None:
        """Where the last speaker that the pronoun may mean was named, and the entity."""
        for start, place, entity, plural in reversed(self._recent):
            if paragraph - place > LOOK_BACK:
                break
            if self._may_mean(pronoun, entity, plural):
                return start, entity
        return None

    def _may_mean(self, pronoun: str, entity: int, plural: bool) -> bool:
        known = self.coding.entities[entity]
        if pronoun in SINGULAR:
            gender = self._gender(entity)
            return known.entity_type == "person" and not plural and (not gender or gender == ("m" if pronoun in MASCULINE else "f"))
        if pronoun in NEUTER:
            return known.entity_type != "person"
        return plural or known.entity_type != "person" or not known.named

    def _gender(self, entity: int) -> str:
        """m or f where the title or the given name of a person tells it."""
        if entity not in self._genders:
            known = self.coding.entities[entity]
            words = [*(known.role.text.split() if known.role else ()), *known.name.split()[:1]]
            told = [gender for word in words if (gender := _genders().get(word.lower()))]
            self._genders[entity] = told[0] if told else ""
        return self._genders[entity]

    def _last_subject(self, pronoun: str, before: int) -> tuple[int, int] | None:
        """Where one of the two sentences before begins with a name that the pronoun may mean, and the entity."""
        at = bisect_left(self._spans, (before, -1, -1))
        current = self.document.sentence_at(before)
        for number in range(at - 1, max(-1, at - 25), -1):
            mention = self._mentions[self._spans[number][2]]
            sentence = self.document.sentence_at(mention.start)
            if sentence is None or mention.entity is None or sentence is current or mention.mention_type == "pronoun":
                continue
            if current is not None and current.start - sentence.start > LONGEST_WAY_BACK:
                break
            if mention.start - sentence.start > LONGEST_OPENING or self.document.text[mention.end : mention.end + 2] in {"’s", "'s"}:
                continue
            plural = mention.mention_type == "nominal" and mention.text.endswith("s")
            if mention.mention_type == "name" and self._stands_before_noun(mention):
                continue
            if self._may_mean(pronoun, mention.entity, plural) and not self._quoted(mention.start):
                return mention.start, mention.entity
        return None

    def _stands_before_noun(self, mention: Mention) -> bool:
        """Whether the name only qualifies a noun: US officials."""
        at = self.document.position(mention.end)
        if at >= len(self.document.tokens):
            return False
        following = classes(self.document.tokens[at].lower)
        return "NOUN" in following and "VERB" not in following

    def _last_person(self, before: int) -> int | None:
        at = bisect_left(self._spans, (before, -1, -1))
        for number in range(at - 1, max(-1, at - 40), -1):
            mention = self._mentions[self._spans[number][2]]
            if mention.entity is not None and mention.entity_type == "person" and mention.mention_type == "name":
                return mention.entity
        return None

    def _own_name(self, words: Sequence[Word]) -> int:
        """An entity for a name that no mention covers; a later name with the same last word is the same."""
        last = len(words)
        at = last
        while at > 0 and (words[at - 1].tag in NAMES or words[at - 1].lower in PARTICLES):
            at -= 1
        while at < last - 1 and words[at].lower.rstrip(".") in _titles():
            at += 1
        at = min(at, last - 1)
        key = words[-1].lower
        if key not in self._names:
            name = self.document.words(words[at].start, words[-1].end)
            organization = words[0].lower in {"the", "its"} or (last - at == 1 and name.text.isupper())
            kind = "organization" if organization else "person"
            entity = self.coding.new_entity(name.text, kind, actor_type=kind, named=True).entity
            self._names[key] = entity
        entity = self._names[key]
        self._add_mention(words[at].start, words[-1].end, "name", entity)
        for word in words[:at]:
            if word.pos in ("NOUN", "PROPN"):
                self._remember_role(word.lower, word.start, entity)
        return entity

    def _nominal(self, words: Sequence[Word], stop: int) -> int:
        """The entity of a speaker without a name: an antecedent where the words are definite, else a new one. The head ends at `stop`."""
        text = self.document.words(words[0].start, words[-1].end)
        noun = words[stop - 1].lower
        definite = words[0].lower in {"the", "this", "that", "these", "those"} or words[0].tag == "PRP$"
        key = " ".join(word.lower for word in words)
        if definite and stop == len(words):
            modifiers = [word.lower for word in words[1 : stop - 1] if word.tag != "POS" and word.lower not in TIMES_OF_OFFICE]
            known = self._by_role(" ".join([*modifiers[-1:], noun]), text.start)
            if known is None:
                known = self._nominals.get(noun)
            if known is not None:
                return known
        if key in self._nominals and words[0].lower not in INDEFINITE:
            self._add_mention(text.start, text.end, "nominal", self._nominals[key])
            return self._nominals[key]
        kind = "person" if _is_person(noun) else "organization"
        entity = self.coding.new_entity(text.text, kind, actor_type="group", named=False).entity
        self._nominals[key] = entity
        self._nominals[noun] = entity
        self._add_mention(text.start, text.end, "nominal", entity)
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

    def is_outlet(self, words: Words) -> bool:
        """Whether the words name a news agency or another outlet, which relays what it was told."""
        name = words.text.lower().removesuffix("’s").removesuffix("'s")
        if name in lexicon.words("wire_agencies", "name"):
            return True
        entity = self.entity_of(words)
        if entity is None:
            return False
        known = self.coding.entities[entity]
        return known.actor_type == "media" or known.sector == "MED" or any(word in OUTLETS for word in known.name.lower().split())

    def entity_of(self, words: Words) -> int | None:
        """The entity of the last mention within `words`, or None."""
        mention = self._mention_in(words.start, words.end)
        return mention.entity if mention is not None else None


def _titles() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in lexicon.words("abbreviations", kind="title")) | {"president", "senator", "general", "minister"}


@cache
def _is_person(noun: str) -> bool:
    """Whether a noun, as printed in lower case, is one for persons: an office, a trade, a role; not a body, a paper, a poll."""
    for lemma in (noun, *noun_lemmas(noun)):
        if lemma in lexicon.words("speaker_nouns"):
            return False
        if lemma in lexicon.words("titles", "title") or lemma in lexicon.words("actor_nouns") or lemma in lexicon.words("line_words", group="plural"):
            return True
        if lemma.endswith(ENDINGS_OF_PERSONS) and len(lemma) > 4:
            return True
    return False


@cache
def _genders() -> dict[str, str]:
    """Lower-case title, noun or given name -> m or f, where it tells one."""
    table = {row["name"]: row["gender"] for row in lexicon.rows("given_names") if row["gender"]}
    table.update({row["title"]: row["gender"] for row in lexicon.rows("titles") if row["gender"]})
    return table
