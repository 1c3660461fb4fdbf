"""Who is who across articles: entities become actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.ids import slug
from pipeline.model import Article, Coding

Row = dict[str, object]


@dataclass(slots=True)
class ActorLinks:
    """`actor_of`: (article_id, entity) -> actor_id, for every entity that is an actor. Rows are of the published tables."""

    actor_of: dict[tuple[str, int], str] = field(default_factory=dict)
    actors: list[Row] = field(default_factory=list)
    actor_names: list[Row] = field(default_factory=list)
    judgements: list[Row] = field(default_factory=list)


def link_actors(
    articles: Sequence[Article], codings: Sequence[Coding], authority: Sequence[Mapping[str, str]] = (), judged: Sequence[Mapping[str, str]] = ()
) -> ActorLinks:
    """Link entities to actors. `authority`, `judged`: rows of the curator's files, over those that ship with the package."""
    links = ActorLinks()
    for coding in codings:
        for entity in coding.entities:
            if entity.entity_type in ("person", "organization"):
                links.actor_of[coding.article_id, entity.entity] = slug(entity.name)
    return links
