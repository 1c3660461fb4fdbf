"""Whom pronouns and definite nouns mean, outside of marks and within them. The rules: `coreference`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial

from tidings import lexicon
from tidings.code.mentions.known_names import titles
from tidings.code.mentions.word_kinds import title_kind
from tidings.code.reading import speech_lemmas
from tidings.code.referents import IN_FORCE, MOST, WORD, Referents
from tidings.code.spans import Spans
from tidings.code.unnamed import OPENING, chunk_at, clause_of, gender_of, is_body, is_person, subject_heads
from tidings.dictionary import classes, lemma
from tidings.known import PRONOUN_GENDERS, demonyms
from tidings.model import Mention, Quote
from tidings.nlp.analysis import ACCUSATIVE, CLOSING_QUOTES, Sentence, Word
from tidings.nlp.words import COMMON_NOUNS, RELATIVES, words_that

_CLOSERS = CLOSING_QUOTES | frozenset(",?!…")
_ASKED = re.compile(rf"\b(?:{'|'.join(sorted(PRONOUN_GENDERS))}|the)\b", re.IGNORECASE)
_WHO = re.compile(r"\s+who\b")
_NEAR = 600  # characters before a pronoun in which a person may be named
_PARAGRAPHS = 2  # in which a person may be named last
_REFLEXIVE = frozenset(word for word in PRONOUN_GENDERS if word.endswith("self"))


class Pronouns(Referents):
    """Whom pronouns and definite nouns mean."""

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
        before, after = self.text[sentence.start : start].rstrip(), WORD.match(self.text, end)
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
        told = self._subject_of(word, sentence)
        beside = [self.doc.word(word.i - 1)] if word.i > sentence.first else []
        numbers = [number for head in (*beside, *told) if (number := self._at(head.start)) is not None]
        entity = self._mentions[numbers[0]].entity if numbers else None
        return -1 if entity is None and any(is_person(head.lower) for head in told) else entity

    def _subject_of(self, word: Word, sentence: Sentence) -> list[Word]:
        """The words that head the subject of a word's clause; of a relative clause what it hangs on."""
        chunk = chunk_at(sentence, word.i)
        clause = clause_of(sentence, chunk.clause) if chunk is not None else None
        told = [self.doc.word(head) for head in subject_heads(sentence, clause)]
        if clause is not None and clause.noun is not None and told and told[0].tag in RELATIVES:
            noun = chunk_at(sentence, clause.noun)
            told = [self.doc.word(noun.head)] if noun is not None else []
        return told

    def _is_hidden(self, entity: int, start: int, end: int, pronoun: str, topic: bool = False) -> bool:
        """Whether a person without a name stands between a name and a pronoun, who rather is meant: "Lum was cleared. Police arrested the
        minister as he left". Whom the article has named before ("the Republican nominee" may be he) only one not met before hides ("a man"),
        and not whom the sentence before is about (`topic`).
        """
        known = bisect_left(self._named.get(entity, ()), end) > 1
        if known and topic:
            return False
        first, last = self.doc.sentence_at(start), self.doc.sentence_at(end)
        between = range(max(first.n, last.n - MOST), last.n + 1) if first is not None and last is not None else ()
        found = (one for n in between for one in self._persons_of(n) if (not topic if one.kin else one.new or not known))
        return any(self._is_free(one.words, start, end, pronoun) for one in found)

    def _is_free(self, words: Sequence[Word], start: int, end: int, pronoun: str) -> bool:
        """Whether a phrase between two offsets is in no mention of a name and in no marks of its own, and its gender does not speak against."""
        if words[0].start < start or words[-1].end > end or gender_of(words[-1].lower) not in ("", PRONOUN_GENDERS[pronoun]):
            return False
        number = self._at(words[-1].start)
        named = number is not None and (entity := self._mentions[number].entity) is not None and self.coding.entities[entity].named
        return not named and (not self._quoted(words[0].start) or self._quoted(end))

    def _is_about_unnamed(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with one person without a name."""
        words = self._unnamed_first(sentence, "NN")
        return bool(words) and sentence.chunks[0].role == "nsubj" and sentence.chunks[0].definite == "a"

    def _topics(self, sentence: Sentence, end: int) -> Iterator[Mention]:
        """The persons of a sentence before `end` outside of marks, none of them an owner, in order."""
        for mention in self._first_mentions(sentence, end):
            opens = mention.mention_type == "pronoun" and mention.text.lower() in ("he", "she") and mention.start - sentence.start < OPENING
            told = (opens or mention.mention_type == "name" or mention.method == "nominal.title") and self._is_person(mention)
            if told and not self._owns_somebody(mention, sentence) and not self._quoted(mention.start):
                yield mention

    def _owns_somebody(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a person is named as owner, and not of a thing that is the subject ("Lum's whereabouts were unknown"): of another or a body."""
        owner = chunk_at(sentence, self.doc.index(mention.start)) if self._owns(mention) else None
        owned = next((c for c in sentence.chunks if owner is not None and c.owner == owner.n and c.role.startswith("nsubj")), None)
        head = self.doc.word(owned.head) if owned is not None else None
        return self._owns(mention) and (head is None or head.tag.startswith("NNP") or is_person(head.lower) or is_body(head.lower))

    def _subject_above(self, word: Word, sentence: Sentence) -> int | None:
        """Whom a clause above the one of a pronoun has as its subject: "Lum said that Rider died when his car was hit" means Rider."""
        chunk = chunk_at(sentence, word.i)
        own = clause_of(sentence, chunk.clause) if chunk is not None else None
        for _ in range(IN_FORCE):
            own = clause_of(sentence, own.governor) if own is not None else None
            for subject in (c for c in sentence.chunks if own is not None and c.n in own.subject and c.last < word.i):
                mention = self._mention_in(self.doc.word(subject.first).start, self.doc.word(subject.last).end)
                if mention is not None and self._may_mean(word.lower, mention.entity):
                    return mention.entity
        return None

    def _add_definite(self, at: int, sentence: Sentence) -> None:
        """Add the noun after "the", which ends at `at`, where it is the title of a person or the kind of a body named before."""
        begin = None
        for _ in range(IN_FORCE):
            match = WORD.match(self.text, at, sentence.end)
            if match is None or self._covered(match.start(1)):
                return
            begin, at, noun = begin or match.start(1), match.end(), match[1].lower()
            both = " ".join(self.text[begin:at].lower().split()[-2:])
            meant = self._bearer(both if both in titles() else noun, begin) or self._body(noun, begin)
            if meant is not None and self._is_another(self.text[begin : match.start(1)], meant[0]):
                return
            if meant is not None:
                if not self._goes_on(at, sentence):
                    self._add(begin, at, "nominal", *meant)
                return
            if "ADJ" not in classes(noun):
                return

    def _bearer(self, noun: str, before: int) -> tuple[int, str] | None:
        """The person of the article who bears a title: the one last so called, or the only one."""
        if title_kind(noun) in ("", "courtesy"):
            return None
        known = [entity for start, entity in self._roles.get(noun, ()) if start < before]
        return (known[-1], "nominal.title") if known and (len(set(known)) == 1 or known[-1] == known[0]) else None

    def _body(self, noun: str, before: int) -> tuple[int, str] | None:
        at = bisect_left(self._bodies.get(noun, ()), (before,))
        return (self._bodies[noun][at - 1][1], "nominal.head") if at else None

    def _is_another(self, before: str, entity: int) -> bool:
        """Whether a word with a capital between "the" and a noun is told of nobody that the noun may mean: "the Green leader"."""
        known = self.coding.entities[entity]
        told = f"{known.name} {known.role.text if known.role else ''}".lower()
        return any(word.istitle() and word.lower() not in told and demonyms().get(word, "-") != known.country for word in before.split())

    def _goes_on(self, at: int, sentence: Sentence) -> bool:
        """Whether a noun that ends at `at` is not the last of its phrase: "the party leader", "the head of"."""
        following = WORD.match(self.text, at, sentence.end)
        if following is None:
            return self.text[at : at + 1] == "-"
        noun = "NOUN" in classes(following[1].lower()) and self.doc.word(self.doc.index(following.start(1))).tag in COMMON_NOUNS
        return noun or following[1].lower() in ("of", "for") or self._covered(following.start(1))

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
        holders = self._subject_of(word, sentence) if word.tag == "PRP$" and neuter else []
        if holders and holders[-1].i < word.i and holders[-1].tag == "NN":
            own = self._mention_in(holders[0].start, holders[-1].end)  # "the union said the company withdrew its offer": the company's
            return own.entity if own is not None else None
        return self._told_of(word, sentence, gendered, neuter)

    def _told_of(self, word: Word, sentence: Sentence, gendered: bool, neuter: bool) -> int | None:
        """Whom the sentence of a pronoun names first before it, else the sentence before; else the person named last."""
        pronoun, barred = word.lower, self._barred(word, sentence) | self._speakers_of(word)
        for place in (sentence, self.doc.sentences[sentence.n - 1]) if sentence.n else ():
            lands = 0
            for other in map(partial(self._of_head, place), self._first_mentions(place, word.start)):
                lands += other.entity_type == "place"
                told = other.entity_type != "place" and other.entity not in barred
                several = other.text.endswith("s") and not self._is_person(other)
                if told and other.entity is not None and self._may_mean(pronoun, other.entity, several):
                    hidden = gendered and place is not sentence and self._is_hidden(other.entity, other.start, word.start, pronoun, topic=True)
                    return None if hidden else other.entity
            if lands and neuter:
                return None  # a country that acts may be meant, and is not told from one that does not
        return self._in_view(self._last_person(word.start, word.start - _NEAR, pronoun, barred), word.start, pronoun) if gendered else None

    def _in_view(self, named: tuple[int, int] | None, before: int, pronoun: str) -> int | None:
        """The person named last, by where and whom, unless another stands between that the pronoun may mean."""
        return None if named is None or self._is_hidden(named[1], named[0], before, pronoun) else named[1]

    def _speakers_of(self, word: Word) -> frozenset[int]:
        """Who says the quotation that a word stands in: "she" there is not the speaker."""
        holding = self._quotes.holding(word.start, word.end)
        return frozenset(q.speaker_entity for q in holding if q.speaker_entity is not None and q.quote_type != "indirect")
