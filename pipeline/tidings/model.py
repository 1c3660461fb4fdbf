"""What flows through the pipeline: plain values, no behaviour that reads files or knows a table's columns.

Every ``start`` and ``end`` is an offset in Unicode code points into the article's text, from 0, end not included;
``text`` beside them is ``article.text[start:end]``, exactly. An ``entity`` is the number of an `Entity` of the same
`Coding`: one person, body, place or group *within one article*. What an entity is across articles is decided in `link`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

PartKind = Literal["title", "byline", "dateline", "body", "caption", "boilerplate"]


class Words(NamedTuple):
    """A stretch of an article that decided a cell: it becomes a row of the evidence table."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an article of one kind. Parts are in order, do not overlap, and blanks may lie between them."""

    kind: PartKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: its text, its facts, its parts. `published` is EDTF level 1. `place`: file and line for messages, no fact.

    `text` is empty where only the kept coding is at hand; `char_count` and `word_count` are those of the text all the same.
    """

    article_id: str
    text: str
    source_file: str
    text_sha256: str
    char_count: int = 0
    word_count: int = 0
    parts: tuple[Part, ...] = ()
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    wire_credit: str | None = None
    published: str | None = None
    published_basis: str = "unknown"
    dateline: str | None = None
    language: str = "en"
    url: str | None = None
    rights: str | None = None
    place: str = ""


@dataclass(slots=True)
class Entity:
    """One person, body, place or group within one article, with all that this article tells of it.

    `name` is the fullest form met; for a group without a name, its words as printed. `role` is as reported
    ("defence minister"), `part_of` the entity of the body it belongs to. Facts that only an authority file
    knows are not here: `link` adds them.
    """

    entity: int
    name: str
    entity_type: str  # person, organization, place, other
    actor_type: str | None = None  # codelist of actors.actor_type; None for places and others
    sector: str | None = None
    country: str | None = None
    role: Words | None = None
    part_of: int | None = None
    named: bool = True
    place_id: str | None = None  # of the gazetteer, where this article decides it
    within: tuple[str, str] | None = None  # of a place: the country, and the region or "", that the words beside it tell


@dataclass(slots=True)
class Mention:
    start: int
    end: int
    text: str
    mention_type: str  # name, nominal, pronoun
    entity_type: str
    entity: int | None
    method: str


@dataclass(slots=True)
class DateExpression:
    """A date expression and the days it may mean, both ends included, as ISO dates. Empty where it cannot be resolved."""

    start: int
    end: int
    text: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    basis: str  # stated, relative
    method: str


@dataclass(slots=True)
class Quote:
    """One unbroken stretch of reported speech. `text` is None where it may not be published (see `publish.excerpts`)."""

    start: int
    end: int
    text: str | None
    quote_type: str  # direct, mixed, indirect
    speaker: Words | None
    speaker_entity: int | None
    cue: Words | None
    stance: str
    method: str
    channel: str | None = None
    via_entity: int | None = None
    via: Words | None = None
    addressee: Words | None = None
    said_date: tuple[int, int] | None = None  # span of a DateExpression


@dataclass(slots=True)
class Figure:
    start: int
    end: int
    text: str
    value_low: float | None
    value_high: float | None
    bound: str
    unit: str | None
    figure_type: str
    method: str
    direction: str | None = None
    measures: Words | None = None
    measured_entity: int | None = None
    attributed_entity: int | None = None
    attributed: Words | None = None
    attribution: str = "reporter"
    quote: tuple[int, int] | None = None  # span of a Quote
    event: tuple[int, int] | None = None  # span of an EventReport


class Participant(NamedTuple):
    """An actor or recipient of an event report, with the words that name it there."""

    entity: int
    words: Words


@dataclass(slots=True)
class EventReport:
    """The words that name an event, and what the article says of it there."""

    start: int
    end: int
    text: str
    event_type: str
    event_mode: str | None
    modality: str
    method: str
    actors: list[Participant] = field(default_factory=list)
    recipients: list[Participant] = field(default_factory=list)
    claimed_by: int | None = None
    claimed_by_words: Words | None = None
    quote: tuple[int, int] | None = None
    date: tuple[int, int] | None = None  # span of a DateExpression
    date_basis: str = "unknown"
    same_as: tuple[int, int] | None = None  # span of an earlier EventReport that tells the same event
    place: int | None = None  # entity of a place
    place_words: Words | None = None
    detail: str | None = None
    detail_words: Words | None = None


@dataclass(slots=True)
class Coding:
    """All that the machine coded of one article."""

    article_id: str
    coder: str = ""
    dates: list[DateExpression] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    event_reports: list[EventReport] = field(default_factory=list)

    def new_entity(self, name: str, entity_type: str, **facts: object) -> Entity:
        """Add an entity and return it; its number is its place in the list."""
        entity = Entity(len(self.entities), name, entity_type, **facts)  # type: ignore[arg-type]
        self.entities.append(entity)
        return entity
