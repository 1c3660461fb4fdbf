"""All codings in, all tables out: the last step of linking. Rows are plain dicts, in the columns of `schemas/`.

Nothing here reads a text: what the tables say comes from the codings and the facts of the articles, so a clone without the
texts builds the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tidings import contract
from tidings.code.figures.units import si
from tidings.edtf import bounds
from tidings.ids import row_id
from tidings.link.actors import ActorLinks, link_actors
from tidings.link.claims import ClaimLinks, link_claims
from tidings.link.events import EventLinks, event_type_rows, link_events
from tidings.link.places import PlaceLinks, link_places
from tidings.link.utterances import link_utterances
from tidings.model import Article, Coding, Entity, EventReport, Figure, Quote, Words
from tidings.review.decisions import EVIDENCE_PREFIX, parse_evidence

Row = dict[str, object]
Tables = dict[str, list[Row]]

NO_UNIT = "count"  # the unit of a figure that counts what the words beside it do not name
_INTEGERS = frozenset({"start", "end"})
_NUMBERS = frozenset({"value_low", "value_high"})


@dataclass(frozen=True, slots=True)
class _Links:
    """What the linkers decided, and the coding at hand."""

    coding: Coding
    actors: ActorLinks
    places: PlaceLinks
    events: EventLinks
    claims: ClaimLinks
    utterances: Mapping[str, str]

    def actor(self, entity: int | None) -> str | None:
        return None if entity is None else self.actors.actor_of.get((self.coding.article_id, entity))

    def place(self, entity: int | None) -> str | None:
        return None if entity is None else self.places.place_of.get((self.coding.article_id, entity))

    def entity(self, entity: int | None) -> Entity | None:
        return None if entity is None else self.coding.entities[entity]

    def id(self, table: str, span: tuple[int, int] | None) -> str | None:
        return None if span is None else row_id(table, self.coding.article_id, *span)


@dataclass(frozen=True, slots=True)
class Linked:
    """`tables`: rows of every table. `participants`: report id -> actor, recipient (sorted ids), event_type, event_mode of that report alone."""

    tables: Tables
    participants: dict[str, dict[str, list[str]]]


def link(
    articles: Sequence[Article],
    codings: Sequence[Coding],
    authority: Sequence[Mapping[str, str]] = (),
    judged: Sequence[Mapping[str, str]] = (),
) -> Linked:
    """Tables of a corpus. `articles` and `codings` go side by side; `authority`, `judged`: rows of the curator's files."""
    actors = link_actors(articles, codings, authority, judged)
    places = link_places(articles, codings)
    events = link_events(articles, codings, actors, places)
    claims = link_claims(articles, codings, actors, events)
    utterances = link_utterances(articles, codings, actors)
    tables: Tables = {
        "articles": [],
        "actors": actors.actors,
        "quotes": [],
        "events": events.events,
        "figures": [],
        "mentions": [],
        "actor_names": actors.actor_names,
        "event_reports": [],
        "event_actors": events.event_actors,
        "dates": [],
        "places": places.places,
        "claims": claims.claims,
        "evidence": [],
        "event_types": event_type_rows(),
        "judgements": actors.judgements,
    }
    for article, coding in zip(articles, codings, strict=True):
        links = _Links(coding, actors, places, events, claims, utterances)
        tables["articles"].append(_article_row(article, links))
        tables["dates"].extend(_date_rows(links))
        tables["mentions"].extend(_mention_rows(links))
        tables["quotes"].extend(_quote_row(quote, links) for quote in coding.quotes)
        tables["figures"].extend(_figure_row(figure, links) for figure in coding.figures)
        tables["event_reports"].extend(_report_row(report, links) for report in coding.event_reports)
        tables["evidence"].extend(_evidence_rows(links))
    participants = {
        row_id("event_reports", coding.article_id, report.start, report.end): {
            **report_participants(report, coding.article_id, actors),
            "event_type": [report.decided.get("event_type", report.event_type)],
            "event_mode": [mode] if (mode := report.decided.get("event_mode", report.event_mode)) else [],
        }
        for coding in codings
        for report in coding.event_reports
    }
    return Linked({name: _in_order(name, rows) for name, rows in tables.items()}, participants)


def _article_row(article: Article, links: _Links) -> Row:
    earliest, latest = bounds(article.published)
    dateline = None
    if article.dateline:
        wanted = article.dateline.casefold()
        dateline = next((links.place(m.entity) for m in links.coding.mentions if m.text.casefold() == wanted and links.place(m.entity)), None)
    return {
        "article_id": article.article_id,
        "source_file": article.source_file,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "wire_credit": article.wire_credit,
        "published": article.published,
        "published_earliest": earliest.isoformat() if earliest else None,
        "published_latest": latest.isoformat() if latest else None,
        "published_basis": article.published_basis,
        "dateline_place_id": dateline,
        "language": article.language,
        "url": article.url,
        "rights": article.rights,
        "word_count": article.word_count,
        "char_count": article.char_count,
        "text_sha256": article.text_sha256,
    }


def _date_rows(links: _Links) -> Iterable[Row]:
    for date in links.coding.dates:
        row: Row = {
            "date_id": links.id("dates", (date.start, date.end)),
            "article_id": links.coding.article_id,
            "start": date.start,
            "end": date.end,
            "date_text": date.text,
            "date_edtf": date.edtf,
            "date_earliest": date.earliest,
            "date_latest": date.latest,
            "date_basis": date.basis,
        }
        yield _decided(row, date.decided)


def _mention_rows(links: _Links) -> Iterable[Row]:
    for mention in links.coding.mentions:
        row: Row = {
            "mention_id": links.id("mentions", (mention.start, mention.end)),
            "article_id": links.coding.article_id,
            "start": mention.start,
            "end": mention.end,
            "mention_text": mention.text,
            "mention_type": mention.mention_type,
            "entity_type": mention.entity_type,
            "actor_id": links.actor(mention.entity),
            "place_id": links.place(mention.entity),
            "method": mention.method,
        }
        yield _decided(row, mention.decided)


def _quote_row(quote: Quote, links: _Links) -> Row:
    quote_id = links.id("quotes", (quote.start, quote.end))
    row: Row = {
        "quote_id": quote_id,
        "article_id": links.coding.article_id,
        "start": quote.start,
        "end": quote.end,
        "quote_text": quote.text,
        "quote_type": quote.quote_type,
        "speaker_text": _text(quote.speaker),
        "speaker_actor_id": links.actor(quote.speaker_entity),
        "speaker_kind": speaker_kind(links.entity(quote.speaker_entity), quote.speaker),
        "cue": _text(quote.cue),
        "stance": quote.stance,
        "channel": quote.channel,
        "via_actor_id": links.actor(quote.via_entity),
        "addressee_text": _text(quote.addressee),
        "said_date_id": links.id("dates", quote.said_date),
        "utterance_id": links.utterances[str(quote_id)],
        "method": quote.method,
        "reviewed": quote.reviewed,
    }
    return _decided(row, quote.decided)


def speaker_kind(entity: Entity | None, words: Words | None) -> str:
    """What kind of speaker: named; role (one person without a name, or words that nothing resolves); group; none."""
    if entity is not None:
        return "named" if entity.named else "role" if entity.entity_type == "person" else "group"
    return "role" if words else "none"


def _figure_row(figure: Figure, links: _Links) -> Row:
    report_id = links.id("event_reports", figure.event)
    figure_id = links.id("figures", (figure.start, figure.end))
    row: Row = {
        "figure_id": figure_id,
        "article_id": links.coding.article_id,
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
        "measured_actor_id": links.actor(figure.measured_entity),
        "attributed_to_actor_id": links.actor(figure.attributed_entity),
        "attribution": figure.attribution,
        "quote_id": links.id("quotes", figure.quote),
        "event_id": links.events.event_of.get(str(report_id)),
        "claim_id": links.claims.claim_of.get(str(figure_id), str(figure_id)),
        "method": figure.method,
        "reviewed": figure.reviewed,
    }
    row = _decided(row, figure.decided)
    ends = [float(str(row[name])) for name in ("value_low", "value_high") if row[name] is not None]
    converted = si(sum(ends) / len(ends), str(row["unit"])) if ends else None
    if converted:
        row["value_si"], row["unit_si"] = float(f"{converted[0]:.9g}"), converted[1]
    return row


def _report_row(report: EventReport, links: _Links) -> Row:
    report_id = links.id("event_reports", (report.start, report.end))
    row: Row = {
        "report_id": report_id,
        "event_id": links.events.event_of.get(str(report_id), str(report_id)),
        "article_id": links.coding.article_id,
        "start": report.start,
        "end": report.end,
        "trigger_text": report.text,
        "modality": report.modality,
        "claimed_by_actor_id": links.actor(report.claimed_by),
        "quote_id": links.id("quotes", report.quote),
        "date_id": links.id("dates", report.date),
        "date_basis": report.date_basis,
        "place_id": links.place(report.place),
        "detail": report.detail,
        "method": report.method,
        "reviewed": report.reviewed,
    }
    return _decided(row, report.decided)


def report_participants(report: EventReport, article_id: str, actors: ActorLinks) -> dict[str, list[str]]:
    """Actor ids of a report's actors and recipients, the curator's where decided; each list sorted."""
    found = {
        "actor": [actors.actor_of.get((article_id, p.entity)) for p in report.actors],
        "recipient": [actors.actor_of.get((article_id, p.entity)) for p in report.recipients],
    }
    return {
        field: sorted(set(report.decided[field].split())) if field in report.decided else sorted({actor for actor in ids if actor})
        for field, ids in found.items()
    }


def _evidence_rows(links: _Links) -> Iterable[Row]:
    """The words that decided a cell, for every cell that has a value in the end."""
    coding = links.coding
    for quote in coding.quotes:
        cells = {"speaker_text": quote.speaker, "cue": quote.cue, "addressee_text": quote.addressee, "via_actor_id": quote.via}
        yield from _cells("quotes", quote, {k: [w] for k, w in cells.items()}, links)
    for figure in coding.figures:
        yield from _cells("figures", figure, {"measures": [figure.measures], "attributed_to_actor_id": [figure.attributed]}, links)
    dates = {(date.start, date.end): Words(date.start, date.end, date.text) for date in coding.dates}
    for report in coding.event_reports:
        when = dates.get(report.date) if report.date else None
        cells_of_report: dict[str, list[Words | None]] = {
            "actor": [p.words for p in report.actors],
            "recipient": [p.words for p in report.recipients],
            "date_id": [when],
            "place_id": [report.place_words],
            "claimed_by_actor_id": [report.claimed_by_words],
            "detail": [report.detail_words],
        }
        yield from _cells("event_reports", report, cells_of_report, links)
    for entity in coding.entities:
        actor = links.actor(entity.entity)
        if actor and entity.role:
            yield _evidence("actors", actor, "role", coding.article_id, entity.role)


def _cells(table: str, item: Quote | Figure | EventReport, cells: Mapping[str, Sequence[Words | None]], links: _Links) -> Iterable[Row]:
    """Evidence of one row. A cell that the curator decided rests on the curator's words, where given, and never on the machine's."""
    key = str(links.id(table, (item.start, item.end)))
    for field, found in cells.items():
        words = [] if field in item.decided else [w for w in found if w is not None]
        if EVIDENCE_PREFIX + field in item.decided:
            words = parse_evidence(item.decided[EVIDENCE_PREFIX + field])
        for word in words:
            yield _evidence(table, key, field, links.coding.article_id, word)


def _evidence(table: str, key: str, field: str, article_id: str, words: Words) -> Row:
    return {
        "table": table,
        "row_id": key,
        "field": field,
        "article_id": article_id,
        "start": words.start,
        "end": words.end,
        "evidence_text": words.text,
    }


def _text(words: Words | None) -> str | None:
    return words.text if words else None


def _decided(row: Row, decided: Mapping[str, str]) -> Row:
    """The row with the curator's values in their cells; fields that are no column of it (`actor`, `event_type`) are left to the linkers."""
    for field, value in decided.items():
        if field in row:
            row[field] = _typed(field, value)
    return row


def _typed(field: str, value: str) -> object:
    if value == "":
        return None
    if field in _INTEGERS:
        return int(value)
    return float(value) if field in _NUMBERS else value


def _in_order(table: str, rows: list[Row]) -> list[Row]:
    """Rows in the order of the primary key; ids with a span count by article, start and end, so that rows follow the text. Equal rows once."""
    key = contract.tables()[table].order
    ordered = sorted(rows, key=lambda row: tuple(value if isinstance(value := row[name], int) else str(value) for name in key))
    if table == "evidence":
        ordered = [row for number, row in enumerate(ordered) if not number or row != ordered[number - 1]]
    return ordered
