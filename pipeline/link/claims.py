"""Which figures are about one quantity, and do they agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.link.actors import ActorLinks
from pipeline.link.events import EventLinks
from pipeline.model import Article, Coding

Row = dict[str, object]


@dataclass(slots=True)
class ClaimLinks:
    """`claim_of`: figure_id -> claim_id. `claims`: rows of the published table."""

    claim_of: dict[str, str] = field(default_factory=dict)
    claims: list[Row] = field(default_factory=list)


def link_claims(articles: Sequence[Article], codings: Sequence[Coding], actors: ActorLinks, events: EventLinks) -> ClaimLinks:
    return ClaimLinks()
