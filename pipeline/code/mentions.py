"""Find mentions of persons, organizations and places, and gather those of one entity."""

from __future__ import annotations

from pipeline.code.coreference import Cluster, gather
from pipeline.code.document import Document, Paragraph
from pipeline.code.name_types import decide
from pipeline.code.name_units import Unit, units_of
from pipeline.code.names import Candidate, find_names
from pipeline.model import Coding, Entity, Mention

_ENTITY_TYPE = {"person": "person", "organization": "organization", "place": "place", "country": "place", "people": "person"}


def code_mentions(document: Document, coding: Coding) -> None:
    """Fill `coding.entities` and `coding.mentions`. Reads `coding.dates`."""
    in_dates = {offset for date in coding.dates for offset in range(date.start, date.end)}
    candidates: list[Candidate] = []
    for paragraph in document.paragraphs:
        sentences = [units_of(document, sentence) for sentence in paragraph.sentences]
        heading = _is_heading(paragraph, [unit for units in sentences for unit in units])
        for units in sentences:
            free = [unit for unit in units if unit.start not in in_dates or not unit.capital]
            candidates.extend(find_names(free if len(free) < len(units) else units, paragraph.number, document.text, heading))
    clusters = gather(decide(candidates))
    mentions: list[Mention] = []
    for cluster in clusters:
        entity = _entity(coding, cluster)
        for member, method in zip(cluster.members, cluster.methods, strict=True):
            mentions.append(Mention(member.start, member.end, member.text, "name", _ENTITY_TYPE[cluster.kind], entity.entity, method))
    coding.mentions = sorted(mentions, key=lambda m: (m.start, m.end))


def _is_heading(paragraph: Paragraph, units: list[Unit]) -> bool:
    """Whether a line is printed with every important word capitalised, so that capitals tell nothing of names."""
    words = [unit for unit in units if unit.text[0].isalpha()]
    long = [unit for unit in words if len(unit.text) > 3]
    return paragraph.kind in ("title", "body", "caption") and len(long) > 2 and len(words) < 30 and sum(unit.capital for unit in long) >= 0.8 * len(long)


def _entity(coding: Coding, cluster: Cluster) -> Entity:
    name = max(cluster.names, key=lambda n: (len(n.split()), len(n)))
    known = cluster.known
    entity = coding.new_entity(name, _ENTITY_TYPE[cluster.kind])
    entity.actor_type = {"person": "person", "organization": "organization", "people": "group"}.get(cluster.kind)
    if known:
        entity.actor_type = known.actor_type or entity.actor_type if cluster.kind != "country" else None
        entity.country = known.country or None
        entity.sector = known.sector or None if cluster.kind != "country" else None
    titled = next((m for m in sorted(cluster.members, key=lambda m: m.start) if m.title and m.title_key), None)
    if titled:
        entity.role = titled.title
    return entity
