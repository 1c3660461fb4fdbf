"""Find mentions of persons, organizations and places, and gather those of one entity."""

from __future__ import annotations

from collections import Counter

from pipeline.code.coreference import Cluster, gather
from pipeline.code.document import Document, Paragraph
from pipeline.code.name_types import decide
from pipeline.code.name_units import Unit, units_of
from pipeline.code.names import Candidate, find_names
from pipeline.code.states import JOINTS
from pipeline.model import Coding, Entity, Mention

_ENTITY_TYPE = {"person": "person", "organization": "organization", "state": "organization", "place": "place", "country": "place", "people": "person"}


def code_mentions(document: Document, coding: Coding) -> None:
    """Fill `coding.entities` and `coding.mentions`. Reads `coding.dates`."""
    in_dates = {offset for date in coding.dates for offset in range(date.start, date.end)}
    candidates: list[Candidate] = []
    lower = Counter(token.text for token in document.tokens if token.text.islower())
    for paragraph in document.paragraphs:
        sentences = [units_of(document, sentence) for sentence in paragraph.sentences]
        heading = _is_heading(paragraph, [unit for units in sentences for unit in units])
        for units in sentences:
            free = [unit for unit in units if unit.start not in in_dates or not unit.capital]
            found = find_names(free, len(candidates), document.text, heading)
            _act_together(found, document.text)
            candidates.extend(found)
    for candidate in candidates:
        if candidate.acts or candidate.kind == "metonym":
            candidate.kind = "state"
    clusters = gather(decide(candidates, lower))
    mentions: list[Mention] = []
    for cluster in clusters:
        entity = _entity(coding, cluster)
        for member, method in zip(cluster.members, cluster.methods, strict=True):
            kind = "place" if cluster.kind == "state" and member.known and member.known.kind != "metonym" else entity.entity_type
            mentions.append(Mention(member.start, member.end, member.text, "name", kind, entity.entity, method))
    coding.mentions = sorted(mentions, key=lambda m: (m.start, m.end))


def _act_together(candidates: list[Candidate], text: str) -> None:
    """Countries joined by commas and "and" act together, or none does."""
    lands = [c for c in candidates if c.known and c.known.kind == "country"]
    for ordered in (list(zip(lands, lands[1:], strict=False)), list(zip(lands[:0:-1], lands[-2::-1], strict=False))):
        for left, right in ordered:
            between = text[min(left.end, right.end) : max(left.start, right.start)].strip()
            if left.acts and between in JOINTS and not right.possessive:
                right.acts = True


def _is_heading(paragraph: Paragraph, units: list[Unit]) -> bool:
    """Whether a line is printed with every important word capitalised, so that capitals tell nothing of names."""
    words = [unit for unit in units if unit.text[0].isalpha()]
    long = [unit for unit in words if len(unit.text) > 3]
    if paragraph.kind != "title" and units and units[-1].text in {".", "?", "!", "…"}:
        return False
    return len(long) > 2 and len(words) < 30 and sum(unit.capital for unit in long) >= 0.8 * len(long)


def _entity(coding: Coding, cluster: Cluster) -> Entity:
    name = _name(cluster)
    known = cluster.known
    entity = coding.new_entity(name, _ENTITY_TYPE[cluster.kind])
    entity.actor_type = {"person": "person", "organization": "organization", "people": "group", "state": "state"}.get(cluster.kind)
    if known:
        entity.country = known.country or None
        if cluster.kind not in ("country", "place"):
            entity.actor_type = known.actor_type if cluster.kind != "state" and known.actor_type else entity.actor_type
            entity.sector = "GOV" if cluster.kind == "state" else known.sector or None
    return entity


def _name(cluster: Cluster) -> str:
    """The fullest form met; of a state that is met by several names, the country's name before a capital's or a building's."""
    if cluster.kind == "state":
        own = [m.text for m in cluster.members if m.known and m.known.kind == "country"]
        return max(own or cluster.names, key=lambda n: (len(n.split()), len(n)))
    return max(cluster.names, key=lambda n: (len(n.split()), len(n)))
