"""Which place is meant: entities become places of the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model import Article, Coding

Row = dict[str, object]


@dataclass(slots=True)
class PlaceLinks:
    """`place_of`: (article_id, entity) -> place_id. `places`: rows of the published table."""

    place_of: dict[tuple[str, int], str] = field(default_factory=dict)
    places: list[Row] = field(default_factory=list)


def link_places(articles: Sequence[Article], codings: Sequence[Coding]) -> PlaceLinks:
    return PlaceLinks()
