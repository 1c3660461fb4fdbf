"""Whom one sentence after the other is about: what a pronoun of the next may go back to."""

from __future__ import annotations

from tidings.code.events.parties import Span, head_of, party
from tidings.code.reading import Reading, only_says
from tidings.code.spans import Spans
from tidings.model import Mention
from tidings.nlp.analysis import Sentence

PREVIOUS = -1  # in place of an entity: whatever the sentence before is about


class Subjects:
    """The subjects of an article's sentences so far, as entities. A sentence that tells no event is not read for it.

    `nominal`: words of a participant without a name -> its entity, and the number of the sentence where it was first met.
    """

    def __init__(self, mentions: Spans[Mention]) -> None:
        self._mentions = mentions
        self._choices: list[list[int]] = []
        self._settled: dict[int, int | None] = {}
        self._nominal: dict[str, tuple[int, int]] = {}

    def enter(self, reading: Reading) -> None:
        """Take note of the sentence that is read now."""
        self._choices.append(self._of_reading(reading, len(self._choices)))

    def skip(self, sentence: Sentence) -> None:
        """Take note of a sentence that is not read: its first mention is taken for its subject."""
        inside = self._mentions.overlapping(sentence.start, sentence.end)
        first = next((m.entity for m in inside if m.entity is not None and m.entity_type != "place"), None)
        self._choices.append([PREVIOUS] if first is None else [first])

    def current(self) -> int | None:
        """The subject of the sentence that was entered last."""
        return self._settle(len(self._choices) - 1)

    def previous(self) -> int | None:
        """The subject of the sentence before that one."""
        return self._settle(len(self._choices) - 2)

    def known(self, words: str) -> int | None:
        """The entity without a name that these words stand for, if they were met before."""
        entity, _ = self._nominal.get(words, (None, 0))
        return entity

    def remember(self, words: str, entity: int) -> None:
        """Take note that these words, met in the sentence entered last, stand for an entity without a name."""
        self._nominal[words] = entity, len(self._choices) - 1

    def _settle(self, number: int) -> int | None:
        """The subject of a sentence: the first of its choices that is known, those before it settled only where it asks for them."""
        asking: list[tuple[int, list[int]]] = []
        while number >= 0 and number not in self._settled:
            choices = self._choices[number]
            asking.append((number, choices))
            if choices[:1] != [PREVIOUS]:
                break
            number -= 1
        subject = self._settled.get(number)
        for asked, choices in reversed(asking):
            subject = next((entity for choice in choices if (entity := subject if choice == PREVIOUS else choice) is not None), None)
            self._settled[asked] = subject
        return subject

    def _of_reading(self, reading: Reading, number: int) -> list[int]:
        """Subjects of the main clauses, up to the first that is known for sure; a pronoun stands for the subject of the sentence before."""
        choices: list[int] = []
        for clause in reading.clauses:
            before = clause.rel == "ccomp" and clause.governor is not None and clause.n < clause.governor  # "The road is shut, police said"
            if only_says(reading, clause):
                continue
            subject = reading.real(clause.subject) if (clause.rel in ("root", "conj") or before) and not clause.depth[0] else ()
            if not subject:
                continue
            if reading.head(subject[0]).tag == "PRP":
                choices.append(PREVIOUS)
                continue
            span = party(reading, subject[0])
            entity = self._mentioned(reading, span, number) if span else None
            if entity is not None:
                return [*choices, entity]
        return choices

    def _mentioned(self, reading: Reading, span: Span, number: int) -> int | None:
        """The entity that already has a mention at the head of the span; none is made."""
        head = reading.word(head_of(reading, span))
        for mention in self._mentions.overlapping(head.start, head.end):
            if mention.entity is not None:
                return mention.entity
        words = [reading.word(i) for i in range(span[0], span[1] + 1)]
        entity, since = self._nominal.get(" ".join(word.lower for word in words if word.tag not in ("DT", "PDT", "CD")), (None, 0))
        return entity if since < number else None
