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

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import dropwhile, islice, takewhile

from tidings import lexicon
from tidings.code.mentions.known_names import heads, titles
from tidings.code.reading import noun_lemma, speech_lemmas
from tidings.code.spans import Spans
from tidings.code.unnamed import Person, body_first, chunk_at, clause_of, gender_of, is_person, persons, subject_heads
from tidings.dictionary import classes, lemma
from tidings.known import PRONOUN_GENDERS, actor_nouns, given_names, is_body_noun
from tidings.model import Coding, Entity, Mention, Quote, Words
from tidings.nlp.analysis import ACCUSATIVE, CLOSING_QUOTES, DEMONSTRATIVE, Doc, Sentence, Word
from tidings.nlp.words import (
    BEFORE_NOUN,
    COMMON_NOUNS,
    NOMINALS,
    PARTICIPLES,
    PLURALS,
    PROPER_NOUNS,
    QUESTION_WORDS,
    RELATIVES,
    line_words,
    words_that,
)

_CLOSERS = CLOSING_QUOTES | frozenset(",?!…")
_ASKED = re.compile(rf"\b(?:{'|'.join(sorted(PRONOUN_GENDERS))}|the)\b", re.IGNORECASE)
_WORD = re.compile(r"[ \u00a0]+([^\W\d_]+)(?![\w-])")  # the next word
_BEFORE = re.compile(r"(?<![^\W\d_])(?:([^\W\d_]+\.?)[ \u00a0])?([^\W\d_]+\.?)[ \u00a0]$")  # the two words before
_WHO = re.compile(r"\s+who\b")
_OWNER = re.compile(r"['’]s?(?!\w)")
_MOST = 20  # mentions of a sentence that are looked at
_TITLE = 60  # characters before a name in which its title is looked for
_OPENING = 24  # characters before the name that a sentence begins with: an article, a title
_WAY_BACK = 400  # characters from the sentence of a speaker's pronoun to that of its antecedent
_NEAR = 600  # characters before a pronoun in which a person may be named
_PARAGRAPHS = 2  # in which a person may be named last
_IN_FORCE = 4  # paragraphs across which the last speaker may be meant
_ENDS_HEAD = PARTICIPLES | QUESTION_WORDS
_REFLEXIVE = frozenset(word for word in PRONOUN_GENDERS if word.endswith("self"))
_GOES_ON = frozenset([";", "and", "but"])  # before a pronoun: the sentence goes on with whom it began with
_TITLING = NOMINALS | {"ADJ"}  # what a title before a name is made of
_DESCRIBING = frozenset(["NOUN", "ADJ", "NUM", "DET"])


class Coreference:
    """Who is meant, in one article. New entities and mentions are added to the coding; asked in the order of the text."""

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
            if head in heads() and heads()[head].kind == "organization":
                self._bodies.setdefault(head, []).append((start, mention.entity))
        title = _BEFORE.search(self.text, max(0, start - _TITLE), start) if mention.entity_type == "person" else None
        if title is not None:
            self._note_role(title[0].strip(), start, mention.entity)

    def _note_role(self, role: str, start: int, entity: int) -> None:
        """Remember the nouns that head a role: "general", "navy general"; of "secretary of state" also "secretary"."""
        words = role.lower().split()
        gender = titles()[words[-1]].gender if words[-1] in titles() else ""
        if gender:
            self._genders.setdefault(entity, gender)
        if "NOUN" in classes(words[-1].rstrip(".")):
            for noun in {words[-1], " ".join(words[-2:]), role.lower().split(" of ")[0].split()[-1]}:
                insort(self._roles.setdefault(noun, []), (start, entity))

    # --- pronouns and definite nouns outside marks ---

    def add_mentions(self) -> None:
        """Add the mentions of pronouns and definite nouns that can be resolved."""
        for sentence in self.doc.sentences:
            for match in _ASKED.finditer(self.text, sentence.start, sentence.end):
                pronoun = match[0].lower()
                if self._quoted(match.start()) or self._covered(match.start()):
                    continue
                if pronoun == "the":
                    self._add_definite(match.end(), sentence)
                elif not self._attributes(match.start(), match.end(), sentence) and (found := self._who(pronoun, match.start(), sentence)):
                    self._genders.setdefault(found[0], PRONOUN_GENDERS[pronoun])
                    self._add(match.start(), match.end(), "pronoun", found[0], found[1])
        self.coding.mentions.sort(key=lambda m: (m.start, m.end))

    def _attributes(self, start: int, end: int, sentence: Sentence) -> bool:
        """Whether a pronoun ends reported speech ("…,” he said"): the last speaker is asked then."""
        before, after = self.text[sentence.start : start].rstrip(), _WORD.match(self.text, end)
        if after is not None and before[-1:] in _CLOSERS and lemma(after[1].lower(), "VBD") in speech_lemmas():
            return True
        said = before.rpartition(" ")
        return said[0].rstrip()[-1:] in _CLOSERS and lemma(said[2].lower(), "VBD") in speech_lemmas()

    def _who(self, pronoun: str, offset: int, sentence: Sentence) -> tuple[int, str] | None:
        """The person that "he" or "she" means outside of marks, and the rule."""
        at = bisect_left(self._spans, (offset,)) - 1
        nearest = self._mentions[self._spans[at][2]] if at >= 0 else None
        if nearest is not None and nearest.start >= sentence.start and _WHO.match(self.text, nearest.end) and self._may_mean(pronoun, nearest.entity):
            return nearest.entity or 0, "pronoun.subject"
        word = self.doc.word(self.doc.index(offset))
        above = self._subject_above(word, sentence) if word.tag == "PRP$" else None
        if above is not None:
            return above, "pronoun.above"
        if word.lower in _REFLEXIVE and (own := self._itself(word, sentence)) is not None:
            return (own, "pronoun.subject") if self._may_mean(pronoun, own) else None
        barred = self._barred(word, sentence)
        for place in (sentence, *self.doc.sentences[max(0, sentence.n - 1) : sentence.n]):
            if place is not sentence and self._is_about_unnamed(place):
                return None  # "A spokesman denied that Lum was dead. He said"
            topic = next((topic for topic in self._topics(place, offset) if topic.entity not in barred), None)
            if topic is not None and topic.entity is not None and self._may_mean(pronoun, topic.entity):
                hidden = place is not sentence and self._is_hidden(topic.entity, topic.start, offset, pronoun, topic=True)
                return None if hidden else (topic.entity, "pronoun.subject")
        floor = self.doc.paragraphs[max(0, sentence.paragraph - _PARAGRAPHS + 1)].start
        named = self._last_person(offset, floor, pronoun, barred)
        return None if named is None or self._is_hidden(named[1], named[0], offset, pronoun) else (named[1], "pronoun.recent")

    def _barred(self, word: Word, sentence: Sentence) -> frozenset[int]:
        """Whom a pronoun cannot mean: as the object of a verb or of "of" none whom its subject names, nor who demands that "she" do something."""
        chunk = chunk_at(sentence, word.i)
        if chunk is None or chunk.head != word.i:
            return frozenset()
        clause = clause_of(sentence, chunk.clause)
        if chunk.role.startswith("nsubj"):
            above = clause_of(sentence, clause.governor) if clause is not None and clause.rel == "ccomp" and clause.marker == "that" else None
            clause = above if above is not None and above.lemma in lexicon.words("speech_verbs", "verb", stance="demand") else None
        elif word.lower not in ACCUSATIVE | words_that("neuter") or not (
            chunk.role == "obj" or (chunk.role in ("obl", "nmod") and chunk.case in words_that("of another"))
        ):
            return frozenset()
        numbers = (self._at(self.doc.word(head).start) for head in subject_heads(sentence, clause))
        found = (self._mentions[number].entity for number in numbers if number is not None)
        return frozenset(entity for entity in found if entity is not None)

    def _itself(self, word: Word, sentence: Sentence) -> int | None:
        """Whom a reflexive means: who is named right before it, else the subject of its clause; -1 where that is a person without a name, None
        where neither tells.
        """
        chunk = chunk_at(sentence, word.i)
        clause = clause_of(sentence, chunk.clause) if chunk is not None else None
        told = [self.doc.word(head) for head in subject_heads(sentence, clause)]
        if clause is not None and clause.noun is not None and told and told[0].tag in RELATIVES:
            noun = chunk_at(sentence, clause.noun)
            told = [self.doc.word(noun.head)] if noun is not None else []
        beside = [self.doc.word(word.i - 1)] if word.i > sentence.first else []
        numbers = [number for head in (*beside, *told) if (number := self._at(head.start)) is not None]
        entity = self._mentions[numbers[0]].entity if numbers else None
        return -1 if entity is None and any(is_person(head.lower) for head in told) else entity

    def _is_hidden(self, entity: int, start: int, end: int, pronoun: str, topic: bool = False) -> bool:
        """Whether a person without a name stands between a name and a pronoun, who rather is meant: "Lum was cleared. Police arrested the
        minister as he left". Whom the article has named before ("the Republican nominee" may be he) only one not met before hides ("a man"),
        and not whom the sentence before is about (`topic`).
        """
        known = bisect_left(self._named.get(entity, ()), end) > 1
        if known and topic:
            return False
        first, last = self.doc.sentence_at(start), self.doc.sentence_at(end)
        between = range(max(first.n, last.n - _MOST), last.n + 1) if first is not None and last is not None else ()
        found = (one for n in between for one in self._persons_of(n) if (not topic if one.kin else one.new or not known))
        return any(self._is_free(one.words, start, end, pronoun) for one in found)

    def _is_free(self, words: Sequence[Word], start: int, end: int, pronoun: str) -> bool:
        """Whether a phrase between two offsets is in no mention of a name and in no marks of its own, and its gender does not speak against."""
        if words[0].start < start or words[-1].end > end or gender_of(words[-1].lower) not in ("", PRONOUN_GENDERS[pronoun]):
            return False
        number = self._at(words[-1].start)
        named = number is not None and (entity := self._mentions[number].entity) is not None and self.coding.entities[entity].named
        return not named and (not self._quoted(words[0].start) or self._quoted(end))

    def _persons_of(self, number: int) -> Sequence[Person]:
        """The last persons without a name of a sentence."""
        if number not in self._unnamed:
            self._unnamed[number] = persons(self.doc.sentences[number])[-_MOST:]
        return self._unnamed[number]

    def _is_about_unnamed(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with one person without a name."""
        words = self._unnamed_first(sentence, "NN")
        return bool(words) and sentence.chunks[0].role == "nsubj" and sentence.chunks[0].definite == "a"

    def _unnamed_first(self, sentence: Sentence, tag: str) -> Sequence[Word]:
        """The words with which a sentence begins, where they are persons without a name and their head has this tag; else none."""
        chunk = sentence.chunks[0] if sentence.chunks else None
        words = sentence.words[chunk.first - sentence.first : chunk.last + 1 - sentence.first] if chunk is not None and chunk.kind == "noun" else ()
        if not words or words[-1].tag != tag or not is_person(words[-1].lower) or words[0].start - sentence.start > _OPENING:
            return ()
        return () if self._covered(words[-1].start) or self._quoted(words[0].start) else words

    def _topics(self, sentence: Sentence, end: int) -> Iterator[Mention]:
        """The persons of a sentence before `end` outside of marks, none of them an owner, in order."""
        for mention in self._first_mentions(sentence, end):
            opens = mention.mention_type == "pronoun" and mention.text.lower() in ("he", "she") and mention.start - sentence.start < _OPENING
            told = (opens or mention.mention_type == "name" or mention.method == "nominal.title") and self._is_person(mention)
            if told and not self._owns(mention) and not self._quoted(mention.start):
                yield mention

    def _first_mentions(self, sentence: Sentence, end: int) -> Iterator[Mention]:
        """The first mentions of a sentence, as far as they begin before `end`."""
        first = bisect_left(self._spans, (sentence.start,))
        for start, _, number in islice(self._spans, first, first + _MOST):
            if start >= min(end, sentence.end):
                return
            yield self._mentions[number]

    def _is_person(self, mention: Mention) -> bool:
        return mention.entity is not None and self.coding.entities[mention.entity].actor_type == "person"

    def _owns(self, mention: Mention) -> bool:
        return _OWNER.match(self.text, mention.end) is not None

    def _last_person(self, before: int, floor: int = 0, pronoun: str = "", barred: Collection[int] = ()) -> tuple[int, int] | None:
        """Where a person is named last before an offset, whom the pronoun may mean, and the person."""
        at = bisect_left(self._spans, (before,))
        for start, _, number in reversed(self._spans[max(0, at - 2 * _MOST) : at]):
            mention = self._mentions[number]
            if start < floor:
                return None
            named = mention.entity if mention.mention_type == "name" and self._is_person(mention) else None
            if named is not None and named not in barred and (not pronoun or self._may_mean(pronoun, named)):
                return start, named
        return None

    def _add_definite(self, at: int, sentence: Sentence) -> None:
        """Add the noun after "the", which ends at `at`, where it is the title of a person or the kind of a body named before."""
        begin = None
        for _ in range(_IN_FORCE):
            match = _WORD.match(self.text, at, sentence.end)
            if match is None or self._covered(match.start(1)):
                return
            begin, at, noun = begin or match.start(1), match.end(), match[1].lower()
            both = " ".join(self.text[begin:at].lower().split()[-2:])
            meant = self._bearer(both if both in titles() else noun, begin) or self._body(noun, begin)
            if meant is not None:
                if not self._goes_on(at, sentence):
                    self._add(begin, at, "nominal", *meant)
                return
            if "ADJ" not in classes(noun):
                return

    def _bearer(self, noun: str, before: int) -> tuple[int, str] | None:
        """The person of the article who bears a title: the one last so called, or the only one."""
        if noun not in titles() or titles()[noun].kind == "courtesy":
            return None
        known = [entity for start, entity in self._roles.get(noun, ()) if start < before]
        return (known[-1], "nominal.title") if known and (len(set(known)) == 1 or known[-1] == known[0]) else None

    def _body(self, noun: str, before: int) -> tuple[int, str] | None:
        at = bisect_left(self._bodies.get(noun, ()), (before,))
        return (self._bodies[noun][at - 1][1], "nominal.head") if at else None

    def _goes_on(self, at: int, sentence: Sentence) -> bool:
        """Whether a noun that ends at `at` is not the last of its phrase: "the party leader", "the head of"."""
        following = _WORD.match(self.text, at, sentence.end)
        if following is None:
            return self.text[at : at + 1] == "-"
        noun = "NOUN" in classes(following[1].lower()) and self.doc.word(self.doc.index(following.start(1))).tag in COMMON_NOUNS
        return noun or following[1].lower() in ("of", "for") or self._covered(following.start(1))

    # --- look-ups ---

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

    def _may_mean(self, pronoun: str, entity: int | None, several: bool = False) -> bool:
        """Whether kind, number and gender of an entity do not speak against a pronoun."""
        if entity is None or entity < 0:
            return False
        known = self.coding.entities[entity]
        if pronoun in PRONOUN_GENDERS:
            return known.entity_type == "person" and not several and self._gender(known) in ("", PRONOUN_GENDERS[pronoun])
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

    def _add(self, start: int, end: int, mention_type: str, entity: int, method: str = "speaker") -> None:
        """Add a mention, unless there is one of that span."""
        at = bisect_left(self._spans, (start, end))
        if at < len(self._spans) and self._spans[at][:2] == (start, end):
            return
        mention = Mention(start, end, self.text[start:end], mention_type, self.coding.entities[entity].entity_type, entity, method)
        insort(self._spans, (start, end, len(self._mentions)))
        self._mentions.append(mention)
        self.coding.mentions.append(mention)

    # --- speakers ---

    def speaker(self, words: Sequence[Word], before: str, paragraph: int, speaks: bool = True) -> tuple[Words, int | None]:
        """The words that name a speaker, and the entity. `before`: the word before them; `speaks`: whether a later "he" may mean this one."""
        text = self._stretch(words)
        entity = self._speaker(words, before, paragraph)
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
        if re.sub(r"['’]s$", "", words.text.lower()) in lexicon.words("wire_agencies", "name"):
            return True
        number = self.entity_of(words)
        entity = self.coding.entities[number] if number is not None else None
        return entity is not None and (
            entity.actor_type == "media" or entity.sector == "MED" or not line_words("outlet").isdisjoint(entity.name.lower().split())
        )

    def _stretch(self, words: Sequence[Word]) -> Words:
        return Words(words[0].start, words[-1].end, self.text[words[0].start : words[-1].end])

    def _new(self, name: str, kind: str, actor_type: str, named: bool, sector: str | None = None) -> int:
        return self.coding.new_entity(name, kind, actor_type=actor_type, named=named, sector=sector).entity

    def _speaker(self, words: Sequence[Word], before: str, paragraph: int) -> int | None:
        if len(words) == 1 and words[0].tag in ("PRP", "PRP$"):
            return self._speaking(words[0], before, paragraph)
        stop = _end_of_head(words)
        head = words[:stop]
        mention = self.named_last(words) or self._at_head(head)
        renamed = self._renamed(words, stop) if mention is None and head[-1].tag not in PROPER_NOUNS else ()  # a commander, Ada Lum
        if renamed:
            head, mention = renamed, self._mention_in(renamed[0].start, words[-1].end)
        if mention is not None:
            self._note_title(words, mention)
            return None if self._joins_another(words, mention) else mention.entity
        if (head[-1].tag in PROPER_NOUNS and not head[-1].text.islower()) or head[-1].lower in lexicon.words("name_particles", "particle"):
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

    def _note_title(self, words: Sequence[Word], mention: Mention) -> None:
        """Remember the nouns before a speaker's name."""
        titled = [word for word in words if word.end <= mention.start and word.pos in _TITLING][-2:]
        if titled and titled[-1].pos != "ADJ":
            self._note_role(" ".join(word.text for word in titled), titled[0].start, mention.entity or 0)

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
        if mention is not None and mention.mention_type == "nominal":
            return None if self._owns(mention) else mention  # the bank's governor is not the bank
        proper = mention is not None and head[-1].tag in PROPER_NOUNS and mention.entity_type != "place"  # no "U.S. Centers"
        ends = mention is not None and (mention.end >= head[-1].end or proper)
        return mention if ends else None

    def _speaking(self, word: Word, before: str, paragraph: int) -> int | None:
        """The speaker that a pronoun means: the last one, or whom one of the two sentences before begins with, whichever is later."""
        mention, pronoun = self._mention_in(word.start, word.end), word.lower
        if mention is not None or pronoun in words_that("first person"):
            return mention.entity if mention is not None else None
        sentence = self.doc.sentence_at(word.start)
        asked = sentence if pronoun in PRONOUN_GENDERS and before in line_words("subordinator") else None
        if asked is not None and (beside := self._beside(pronoun, word.start, asked)) is not None:
            return beside
        if sentence is not None and before in _GOES_ON and (own := self._sentence_opens_with(pronoun, word.start, sentence)) is not None:
            return own
        in_force = takewhile(lambda recent: paragraph - recent[1] <= _IN_FORCE, reversed(self._recent))
        last = next(((start, entity) for start, _, entity, several in in_force if self._may_mean(pronoun, entity, several)), None)
        subject = self._opening(pronoun, word.start, sentence)
        several = self._several_before(sentence) if pronoun == "they" else None
        found = max((c for c in (last, subject, several) if c is not None), default=None)
        body = self._body_before(word.start, sentence) if pronoun == "it" else ()
        if body and (found is None or found[0] < body[0].start):
            return self._nominal(body, len(body))
        named = self._last_person(word.start) if found is None and pronoun in PRONOUN_GENDERS else None
        if found is None and named is not None:
            return None if self._is_hidden(named[1], named[0], word.start, pronoun) else named[1]
        return found[1] if found is not None else None

    def _body_before(self, before: int, sentence: Sentence | None) -> Sequence[Word]:
        """The words for a body without a name with which one of the sentences of the paragraph begins before an offset, the last such."""
        for place in reversed(self.doc.sentences[: sentence.n + 1]) if sentence is not None else ():
            if sentence is None or place.paragraph != sentence.paragraph or sentence.start - place.start > _WAY_BACK:
                break
            words = body_first(place, before)
            if words and not self._covered(words[-1].start) and not self._quoted(words[0].start):
                return words
        return ()

    def _beside(self, pronoun: str, before: int, sentence: Sentence) -> int | None:
        """The last speaker where he was named earlier in the sentence, else the last person named in it."""
        start, _, entity, several = self._recent[-1] if self._recent else (-1, 0, -1, False)
        if sentence.start <= start < before and self._may_mean(pronoun, entity, several):
            return entity
        named = self._last_person(before, sentence.start)
        return named[1] if named is not None else None

    def _opening(self, pronoun: str, before: int, sentence: Sentence | None) -> tuple[int, int] | None:
        """Where one of the sentences before begins with somebody whom the pronoun may mean, and the entity."""
        at = bisect_left(self._spans, (sentence.start if sentence is not None else before,))
        for start, _, number in reversed(self._spans[max(0, at - _MOST) : at]):
            mention, place = self._mentions[number], self.doc.sentence_at(start)
            if place is None or mention.entity is None or mention.mention_type == "pronoun":
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
        stands = mention.start - sentence.start <= _OPENING and alone and not self._quoted(mention.start)
        return stands and self._may_mean(pronoun, mention.entity, several)

    def _sentence_opens_with(self, pronoun: str, before: int, sentence: Sentence) -> int | None:
        """Whom a sentence begins with, where a pronoun further on may mean it: "France has troops there; it said ..."."""
        first = next(self._first_mentions(sentence, before), None)
        return first.entity if first is not None and self._leads(first, sentence, pronoun) else None

    def _several_before(self, sentence: Sentence | None) -> tuple[int, int] | None:
        """Where the sentence before begins with several persons without a name ("Prosecutors asked for ..."), and their entity."""
        before = self.doc.sentences[sentence.n - 1] if sentence is not None and sentence.n else None
        if before is None or sentence is None or before.paragraph != sentence.paragraph:
            return None
        words = self._unnamed_first(before, "NNS")
        return (words[0].start, self._nominal(words, len(words))) if words else None

    def _qualifies(self, end: int) -> bool:
        """Whether a name that ends here only stands before a noun: US officials."""
        following = _WORD.match(self.text, end)
        known = classes(following[1].lower()) if following is not None else frozenset()
        return "NOUN" in known and "VERB" not in known

    def _own_name(self, words: Sequence[Word]) -> int:
        """An entity for a name that no mention covers; a later name with the same last word is the same."""
        at = len(words)
        while at > 0 and (words[at - 1].tag in PROPER_NOUNS or words[at - 1].lower in lexicon.words("name_particles", "particle")):
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

    def _nominal(self, words: Sequence[Word], stop: int) -> int:
        """The entity of a speaker without a name: an antecedent where the words are definite, else a new one. The head ends at `stop`."""
        text, noun, key = self._stretch(words), words[stop - 1].lower, " ".join(word.lower for word in words)
        if stop == len(words) and (known := self._antecedent(words, noun, text.start)) is not None:
            return known
        if key not in self._nominals or words[0].lower in line_words("indefinite"):
            body = stop > 1 and is_body_noun(noun, words[stop - 2].lower, words[0].lower)
            person, plural = is_person(noun) and not body, words[stop - 1].tag in PLURALS or noun in line_words("plural") or _joins(words[:stop])
            kind = "person" if person else "organization"
            actor_type, sector = "person" if person and not plural else "group", actor_nouns().get(noun_lemma(noun))
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

    def _subject_above(self, word: Word, sentence: Sentence) -> int | None:
        """Whom a clause above the one of a pronoun has as its subject: "Lum said that Rider died when his car was hit" means Rider."""
        clauses = {clause.n: clause for clause in sentence.clauses}
        chunks = {chunk.n: chunk for chunk in sentence.chunks}
        own = next((clauses.get(c.clause) for c in chunks.values() if c.first <= word.i <= c.last and c.clause is not None), None)
        above = clauses.get(own.governor) if own is not None and own.governor is not None else None
        for _ in range(_IN_FORCE):
            if above is None:
                break
            for chunk in (chunks[n] for n in above.subject if n in chunks and chunks[n].last < word.i):
                mention = self._mention_in(self.doc.word(chunk.first).start, self.doc.word(chunk.last).end)
                if mention is not None and self._may_mean(word.lower, mention.entity):
                    return mention.entity
            above = clauses.get(above.governor) if above.governor is not None else None
        return None

    # --- participants of events ---

    def within(self, quotes: Sequence[Quote]) -> None:
        """From now on "we" in one of the quotes is its speaker."""
        self._quotes = Spans([quote for quote in quotes if quote.speaker_entity is not None])

    def meant(self, word: Word) -> int | None:
        """The entity that a pronoun stands for, in marks too: its mention's, else whom its sentence so far or the one before is about."""
        mention, pronoun = self._mention_in(word.start, word.end), word.lower
        if mention is not None:
            return mention.entity
        if pronoun in words_that("first person"):
            return next((quote.speaker_entity for quote in self._quotes.holding(word.start, word.end)), None)
        sentence = self.doc.sentence_at(word.start)
        if sentence is None:
            return None
        gendered, neuter = pronoun in PRONOUN_GENDERS, pronoun in words_that("neuter")
        people = () if gendered or neuter else self._unnamed_first(sentence, "NNS")
        if people and people[-1].end <= word.start:
            return self._nominal(people, len(people))  # "Danish investigators closed their inquiry"
        barred = self._barred(word, sentence) | self._speakers_of(word)
        for place in (sentence, self.doc.sentences[sentence.n - 1]) if sentence.n else ():
            lands = 0
            for other in map(partial(self._of_head, place), self._first_mentions(place, word.start)):
                lands += other.entity_type == "place"
                told = other.entity_type != "place" and other.entity not in barred
                if told and other.entity is not None and self._may_mean(pronoun, other.entity, other.text.endswith("s")):
                    hidden = gendered and place is not sentence and self._is_hidden(other.entity, other.start, word.start, pronoun, topic=True)
                    return None if hidden else other.entity
            if lands and neuter:
                return None  # a country that acts may be meant, and is not told from one that does not
        named = self._last_person(word.start, word.start - _NEAR, pronoun, barred) if gendered else None
        return None if named is None or self._is_hidden(named[1], named[0], word.start, pronoun) else named[1]

    def _of_head(self, sentence: Sentence, mention: Mention) -> Mention:
        """The mention that heads the phrase that a mention stands in: "the Orvo affiliate Brask" is Brask."""
        chunk = chunk_at(sentence, self.doc.index(mention.start))
        number = self._at(self.doc.word(chunk.head).start) if chunk is not None and chunk.kind == "name" else None
        return self._mentions[number] if number is not None and self._mentions[number].start > mention.start else mention

    def _speakers_of(self, word: Word) -> frozenset[int]:
        """Who says the quotation that a word stands in: "she" there is not the speaker."""
        holding = self._quotes.holding(word.start, word.end)
        return frozenset(q.speaker_entity for q in holding if q.speaker_entity is not None and q.quote_type != "indirect")


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


def _joins(head: Sequence[Word]) -> bool:
    """Whether "and" joins persons: "three men and a woman", not "the founder and head"."""
    places = range(1, len(head) - 1)
    return any(head[at].lower == "and" and (head[at - 1].tag in PLURALS or head[at + 1].tag in BEFORE_NOUN - {"JJ"}) for at in places)


def _behind_head(before: Sequence[Word]) -> bool:
    """Whether the words before a name, the last of them its title, hang on a noun for several, or on one that the title is no part of."""
    if before[0].tag in PLURALS and before[0].tag not in PROPER_NOUNS:
        return True
    at = next((at for at in range(len(before) - 1, 0, -1) if before[at].pos == "ADP"), 0)
    whole = " ".join(word.lower for word in before[max(0, at - 1) :])
    return at > 0 and before[-1].lower in titles() and not any(whole.startswith(title) for title in titles() if f" {before[at].lower} " in title)
