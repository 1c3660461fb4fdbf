"""A coding in, all tables out: the last step of linking. Rows are plain dicts, in the columns of `schemas/`.

Nothing here reads a text: what the tables say comes from the coding alone, so a clone without the texts builds the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tidings import contract
from tidings.coding.columns import Row, Tables
from tidings.edtf import bounds
from tidings.link.actors import ActorLinks, link_actors
from tidings.link.claims import ClaimLinks, link_claims
from tidings.link.corpus import Corpus, number, text
from tidings.link.events import EventLinks, event_type_rows, link_events
from tidings.link.places import PlaceLinks, link_places
from tidings.link.sources import COUNTED
from tidings.link.utterances import link_utterances
from tidings.measures import si
from tidings.rows import in_order


@dataclass(frozen=True, slots=True)
class Links:
    """What the linkers decided."""

    actors: ActorLinks
    places: PlaceLinks
    events: EventLinks
    claims: ClaimLinks
    utterances: Mapping[str, str]


def link(
    coding: Tables,
    authority: Sequence[Mapping[str, str]] = (),
    judged: Sequence[Mapping[str, str]] = (),
    copy_of: Mapping[str, str] | None = None,
    fewer: Mapping[tuple[str, str, int], int] | None = None,
) -> Tables:
    """The tables of a package from the tables of a coding (`coding.columns`). `authority`, `judged`: rows of the curator's files. `copy_of`: which
    articles are copies (`link.copies`); without it those that have the same text. `fewer`: (table, id, number of rows) of events and claims -> by
    how many sources fewer stand behind them than the articles tell, where the wording of sentences is not known.
    """
    corpus = Corpus(coding, copy_of)
    actors = link_actors(corpus, authority, judged)
    places = link_places(corpus)
    events = link_events(corpus, actors, places)
    claims = link_claims(corpus, actors, places, events)
    links = Links(actors, places, events, claims, link_utterances(corpus, actors))
    tables: Tables = {
        "articles": [article_row(row, links, corpus.copy_of) for row in coding["articles"]],
        "actors": actors.actors,
        "quotes": [quote_row(row, links) for row in coding["quotes"]],
        "events": events.events,
        "figures": [figure_row(row, links) for row in coding["figures"]],
        "mentions": [with_ids(row, links, "mentions") for row in coding["mentions"]],
        "actor_names": actors.actor_names,
        "event_reports": [report_row(row, links) for row in coding["event_reports"]],
        "report_actors": events.report_actors,
        "event_actors": events.event_actors,
        "dates": [with_ids(row, links, "dates") for row in coding["dates"]],
        "places": places.places,
        "claims": claims.claims,
        "event_types": event_type_rows(),
        "judgements": actors.judgements,
    }
    if fewer:
        _count_fewer(tables, fewer, {str(row["article_id"]) for row in coding["articles"] if row.get("wording")})
    tables["evidence"] = list(evidence_rows(coding["evidence"], tables, links))
    return {name: in_order(table, tables[name]) for name, table in contract.tables().items()}


def _count_fewer(tables: Tables, fewer: Mapping[tuple[str, str, int], int], worded: set[str]) -> None:
    """Take what `fewer` tells from the number of sources of events and claims of which no article's wording is known."""
    for table, key, n_rows, rows in COUNTED:
        known = {str(row[key]) for row in tables[rows] if row["article_id"] in worded}
        for row in tables[table]:
            less = fewer.get((table, str(row[key]), int(str(row[n_rows]))), 0)
            if less and row[key] not in known:
                row["n_sources"] = max(1, int(str(row["n_sources"])) - less)


def with_ids(row: Row, links: Links, table: str, **more: object) -> Row:
    """The row in the columns of the published table, its actors and places as the corpus has them."""
    columns, ids = _columns_of(table)
    made: Row = dict(zip(columns, map(row.get, columns), strict=True))
    for name, thing in ids:
        if made[name]:
            made[name] = links.actors.of(row, name) if thing == "actor" else links.places.of(row, name)
        else:
            made[name] = None
    made.update(more)
    return made


@cache
def _columns_of(table: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The columns, and those that name an actor or a place."""
    columns = contract.tables()[table].columns
    return columns, tuple((name, "actor" if name.endswith("actor_id") else "place") for name in columns if name.endswith(("actor_id", "place_id")))


def article_row(row: Row, links: Links, repeats: Mapping[str, str]) -> Row:
    earliest, latest = bounds(text(row, "published"))
    days = {"published_earliest": earliest.isoformat() if earliest else None, "published_latest": latest.isoformat() if latest else None}
    return with_ids(row, links, "articles", copy_of_article_id=repeats.get(str(row["article_id"])), **days)


def quote_row(row: Row, links: Links) -> Row:
    return with_ids(row, links, "quotes", utterance_id=links.utterances[str(row["quote_id"])])


def figure_row(row: Row, links: Links) -> Row:
    event = text(row, "event_id")
    ends = [end for name in ("value_low", "value_high") if (end := number(row, name)) is not None]
    converted = si(sum(ends) / len(ends), str(row["unit"])) if ends else None
    more: Row = {"event_id": links.events.event_of.get(event, event) if event else None, "claim_id": links.claims.claim_of[str(row["figure_id"])]}
    if converted:
        more |= {"value_si": float(f"{converted[0]:.9g}"), "unit_si": converted[1]}
    return with_ids(row, links, "figures", **more)


def report_row(row: Row, links: Links) -> Row:
    return with_ids(row, links, "event_reports", event_id=links.events.event_of[str(row["report_id"])])


def evidence_rows(given: Iterable[Row], tables: Tables, links: Links) -> Iterable[Row]:
    """The words that decided a cell; those of a row that is gone go with it."""
    keys = {name: table.primary_key[0] for name, table in contract.tables().items() if name in tables}
    there = {name: {str(row[key]) for row in tables[name]} for name, key in keys.items()}
    for row in given:
        table, key = str(row["table"]), str(row["row_id"])
        if table == "actors":
            key = links.actors.actor_of.get(key, key)
        if key in there.get(table, ()):
            yield with_ids(row, links, "evidence", row_id=key)
