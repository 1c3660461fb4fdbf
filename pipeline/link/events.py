"""Which reports tell of one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.link.actors import ActorLinks
from pipeline.link.places import PlaceLinks
from pipeline.model import Article, Coding

Row = dict[str, object]


@dataclass(slots=True)
class EventLinks:
    """`event_of`: report_id -> event_id. Rows are of the published tables."""

    event_of: dict[str, str] = field(default_factory=dict)
    events: list[Row] = field(default_factory=list)
    event_actors: list[Row] = field(default_factory=list)


def link_events(articles: Sequence[Article], codings: Sequence[Coding], actors: ActorLinks, places: PlaceLinks) -> EventLinks:
    return EventLinks()


def event_type_rows() -> list[Row]:
    """Rows of the codelist event_types."""
    return []
