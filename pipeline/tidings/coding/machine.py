"""What the coder found in one article, as the tables of a coding.

An entity of the article becomes an actor or a place with a local id (``the-general.daily-mail-2019-04-06``), which `link` may join with others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tidings.coding.columns import Row, Tables, coding_tables
from tidings.ids import row_id, slug
from tidings.model import Article, Coding, Entity, EventReport, Figure, Quote, Words
from tidings.nlp.wording import wording

LONGEST_SLUG = 6  # words of an unnamed group's description that go into its id
COUNTRY = 6  # the scale's value for a place that is a whole country
# Methods of events that stand under another event's verb (ordered, vowed, asked for, refused) or are named by its noun: two readers of the seeds
# who had not seen the machine's rows have 36 of 100 such events, and 61 of 100 others.
LOW_CONFIDENCE = frozenset({"order", "governed", "noun-of-verb", "must", "will-not"})
NO_UNIT = "count"  # the unit of a figure that counts what the words beside it do not name
Span = tuple[int, int]


def machine_tables(article: Article, coding: Coding) -> Tables:
    """The tables of one article's coding. Rows follow the text."""
    ids = _Ids(article.article_id, coding)
    tables: Tables = {name: [] for name in coding_tables()}
    tables["articles"] = [article_row(article, ids.dateline(article.dateline), coding.coder or None)]
    tables["actors"] = [ids.actor_row(entity) for entity in coding.entities if entity.entity in ids.actors]
    tables["places"] = [ids.place_row(entity) for entity in coding.entities if entity.entity in ids.places and entity.place_id is None]
    tables["dates"] = [
        {
            "date_id": ids.of("dates", (date.start, date.end)),
            "article_id": article.article_id,
            "start": date.start,
            "end": date.end,
            "date_text": date.text,
            "date_edtf": date.edtf,
            "date_earliest": date.earliest,
            "date_latest": date.latest,
            "date_basis": date.basis,
        }
        for date in coding.dates
    ]
    tables["mentions"] = [
        {
            "mention_id": ids.of("mentions", (mention.start, mention.end)),
            "article_id": article.article_id,
            "start": mention.start,
            "end": mention.end,
            "mention_text": mention.text,
            "mention_type": mention.mention_type,
            "entity_type": mention.entity_type,
            "actor_id": ids.actor(mention.entity),
            "place_id": ids.place(mention.entity),
            "method": mention.method,
        }
        for mention in coding.mentions
    ]
    tables["quotes"] = [_quote_row(quote, ids) for quote in coding.quotes]
    tables["figures"] = [_figure_row(figure, ids) for figure in coding.figures]
    tables["event_reports"] = [_report_row(report, ids) for report in coding.event_reports]
    tables["report_actors"] = [row for report in coding.event_reports for row in _sides(report, ids)]
    tables["evidence"] = list(_evidence_rows(ids))
    return tables


def article_row(article: Article, dateline_place_id: str | None, coder: str | None) -> Row:
    """The facts of an article as a row of a coding."""
    return {
        "article_id": article.article_id,
        "source_file": article.source_file,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "wire_credit": article.wire_credit,
        "published": article.published,
        "published_basis": article.published_basis,
        "dateline_place_id": dateline_place_id,
        "language": article.language,
        "url": article.url,
        "rights": article.rights,
        "word_count": article.word_count,
        "char_count": article.char_count,
        "text_sha256": article.text_sha256,
        "coder": coder,
        "wording": wording(article) if article.text else None,
    }


class _Ids:
    """Ids of one article's entities and rows. `actors`, `places`: entity -> id, for those that are one."""

    def __init__(self, article_id: str, coding: Coding) -> None:
        self.article_id, self.coding = article_id, coding
        self.first: dict[int, int] = {}
        for mention in coding.mentions:
            if mention.entity is not None:
                self.first.setdefault(mention.entity, mention.start)
        self.actors = self._local(_actors_of(coding), {})
        self.places = self._local(
            [e for e in coding.entities if (e.entity_type == "place" and e.named) or e.actor_type == "state"],
            {e.entity: e.place_id for e in coding.entities if e.place_id},
        )
        self.event_of: dict[Span, str] = {}
        for report in coding.event_reports:
            own = f"e-{report.start}-{report.end}.{article_id}"
            self.event_of[report.start, report.end] = self.event_of.get(report.same_as, own) if report.same_as else own

    def _local(self, entities: Sequence[Entity], fixed: Mapping[int, str]) -> dict[int, str]:
        found: dict[int, str] = {}
        taken: set[str] = set()
        for entity in entities:
            name = slug(entity.name) if entity.named else "-".join(slug(entity.name).split("-")[:LONGEST_SLUG])
            wanted = fixed.get(entity.entity) or f"{name}.{self.article_id}"
            if wanted in taken and entity.entity not in fixed:  # two of one name in one article: told apart by where the later is met first
                wanted = f"{name}-{self.first.get(entity.entity, entity.entity)}.{self.article_id}"
            if wanted in taken and entity.entity not in fixed:
                wanted = f"{name}-x{entity.entity}.{self.article_id}"
            taken.add(wanted)
            found[entity.entity] = wanted
        return found

    def of(self, table: str, span: Span | None) -> str | None:
        return None if span is None else row_id(table, self.article_id, *span)

    def actor(self, entity: int | None) -> str | None:
        return None if entity is None else self.actors.get(entity)

    def place(self, entity: int | None) -> str | None:
        return None if entity is None else self.places.get(entity)

    def dateline(self, words: str | None) -> str | None:
        wanted = (words or "").casefold()
        places = (self.place(m.entity) for m in self.coding.mentions if wanted and m.text.casefold() == wanted)
        return next((place for place in places if place), None)

    def actor_row(self, entity: Entity) -> Row:
        return {
            "actor_id": self.actors[entity.entity],
            "name": " ".join(entity.name.split()),
            "actor_type": _actor_type(entity),
            "sector": entity.sector,
            "country": entity.country,
            "part_of_actor_id": self.actor(entity.part_of),
            "role": " ".join(entity.role.text.split()) if entity.role else None,
            "wikidata_id": None,
        }

    def place_row(self, entity: Entity) -> Row:
        state = entity.actor_type == "state"
        country, admin1 = entity.within or ((entity.country if state else None), None)
        return {
            "place_id": self.places[entity.entity],
            "name": " ".join(entity.name.split()),
            "country": country,
            "admin1": admin1 or None,
            "lat": None,
            "lon": None,
            "geonames_id": None,
            "geo_precision": COUNTRY if state else None,
        }


def _actors_of(coding: Coding) -> list[Entity]:
    """Entities that are actors: whoever a row points to, and the persons and bodies that are mentioned or that such a one belongs to."""
    pointed: set[int | None] = set()
    for quote in coding.quotes:
        pointed |= {quote.speaker_entity, quote.via_entity}
    for figure in coding.figures:
        pointed |= {figure.measured_entity, figure.attributed_entity}
    for report in coding.event_reports:
        pointed |= {report.claimed_by, *(p.entity for p in report.actors), *(p.entity for p in report.recipients)}
    mentioned = {mention.entity for mention in coding.mentions}
    wholes = {coding.entities[e].part_of for e in mentioned | pointed if e is not None}
    return [
        entity
        for entity in coding.entities
        if entity.entity in pointed or (entity.entity in mentioned | wholes and entity.entity_type in ("person", "organization"))
    ]


def _actor_type(entity: Entity) -> str:
    if not entity.named:
        return "person" if entity.actor_type == "person" else "group"
    return entity.actor_type or {"person": "person", "organization": "organization"}.get(entity.entity_type, "other")


def speaker_kind(entity: Entity | None, words: Words | None) -> str:
    """What kind of speaker: named; role (one person without a name, or words that nothing resolves); group (two named together too); none."""
    if entity is not None:
        return "named" if entity.named else "role" if entity.actor_type == "person" else "group"
    if words is None:
        return "none"
    return "group" if " and " in words.text else "role"


def _text(words: Words | None) -> str | None:
    return words.text if words else None


def _quote_row(quote: Quote, ids: _Ids) -> Row:
    speaker = None if quote.speaker_entity is None else ids.coding.entities[quote.speaker_entity]
    return {
        "quote_id": ids.of("quotes", (quote.start, quote.end)),
        "article_id": ids.article_id,
        "start": quote.start,
        "end": quote.end,
        "quote_text": quote.text,
        "quote_type": quote.quote_type,
        "speaker_text": _text(quote.speaker),
        "speaker_actor_id": ids.actor(quote.speaker_entity),
        "speaker_kind": speaker_kind(speaker, quote.speaker),
        "cue": _text(quote.cue),
        "stance": quote.stance,
        "channel": quote.channel,
        "via_actor_id": ids.actor(quote.via_entity),
        "addressee_text": _text(quote.addressee),
        "said_date_id": ids.of("dates", quote.said_date),
        "utterance_id": None,
        "method": quote.method,
        "review": "machine",
    }


def _figure_row(figure: Figure, ids: _Ids) -> Row:
    return {
        "figure_id": ids.of("figures", (figure.start, figure.end)),
        "article_id": ids.article_id,
        "start": figure.start,
        "end": figure.end,
        "figure_text": figure.text,
        "value_low": figure.value_low,
        "value_high": figure.value_high,
        "bound": figure.bound,
        "direction": figure.direction,
        "unit": figure.unit or NO_UNIT,
        "value_si": None,
        "unit_si": None,
        "figure_type": figure.figure_type,
        "measures": _text(figure.measures),
        "measured_actor_id": ids.actor(figure.measured_entity),
        "attributed_to_actor_id": ids.actor(figure.attributed_entity),
        "attribution": figure.attribution,
        "quote_id": ids.of("quotes", figure.quote),
        "event_id": ids.event_of.get(figure.event) if figure.event else None,
        "claim_id": None,
        "method": figure.method,
        "review": "machine",
    }


def _report_row(report: EventReport, ids: _Ids) -> Row:
    return {
        "report_id": ids.of("event_reports", (report.start, report.end)),
        "event_id": ids.event_of[report.start, report.end],
        "article_id": ids.article_id,
        "start": report.start,
        "end": report.end,
        "trigger_text": report.text,
        "modality": report.modality,
        "claimed_by_actor_id": ids.actor(report.claimed_by),
        "quote_id": ids.of("quotes", report.quote),
        "date_id": ids.of("dates", report.date),
        "date_basis": report.date_basis,
        "place_id": ids.place(report.place),
        "detail": report.detail,
        "method": report.method,
        "confidence": "low" if report.method in LOW_CONFIDENCE else "high",
        "review": "machine",
        "event_type": report.event_type,
        "event_mode": report.event_mode,
    }


def _sides(report: EventReport, ids: _Ids) -> Iterator[Row]:
    for role, parts in (("actor", report.actors), ("recipient", report.recipients)):
        for actor in sorted({actor for part in parts if (actor := ids.actor(part.entity))}):
            yield {"report_id": ids.of("event_reports", (report.start, report.end)), "actor_id": actor, "role": role}


def _evidence_rows(ids: _Ids) -> Iterator[Row]:
    """The words that decided a cell, for every cell that has a value."""
    for quote in ids.coding.quotes:
        key = ids.of("quotes", (quote.start, quote.end))
        for field, words in (("speaker_text", quote.speaker), ("cue", quote.cue), ("addressee_text", quote.addressee), ("via_actor_id", quote.via)):
            yield from _evidence("quotes", key, field, [words], ids)
    for figure in ids.coding.figures:
        key = ids.of("figures", (figure.start, figure.end))
        yield from _evidence("figures", key, "measures", [figure.measures], ids)
        yield from _evidence("figures", key, "attributed_to_actor_id", [figure.attributed], ids)
    dates = {(date.start, date.end): Words(date.start, date.end, date.text) for date in ids.coding.dates}
    for report in ids.coding.event_reports:
        key = ids.of("event_reports", (report.start, report.end))
        yield from _evidence("event_reports", key, "actor", [part.words for part in report.actors], ids)
        yield from _evidence("event_reports", key, "recipient", [part.words for part in report.recipients], ids)
        yield from _evidence("event_reports", key, "date_id", [dates.get(report.date) if report.date else None], ids)
        yield from _evidence("event_reports", key, "place_id", [report.place_words], ids)
        yield from _evidence("event_reports", key, "claimed_by_actor_id", [report.claimed_by_words], ids)
        yield from _evidence("event_reports", key, "detail", [report.detail_words], ids)
    for entity in ids.coding.entities:
        yield from _evidence("actors", ids.actor(entity.entity), "role", [entity.role], ids)


def _evidence(table: str, key: str | None, field: str, found: Sequence[Words | None], ids: _Ids) -> Iterator[Row]:
    for words in dict.fromkeys(found):
        if words is not None and key is not None:
            yield {
                "table": table,
                "row_id": key,
                "field": field,
                "article_id": ids.article_id,
                "start": words.start,
                "end": words.end,
                "evidence_text": words.text,
            }
