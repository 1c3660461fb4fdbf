"""Find mentions of persons, organizations and places, and gather those of one entity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain, groupby

from tidings.code.mentions.candidates import Candidate
from tidings.code.mentions.clusters import Cluster, gather
from tidings.code.mentions.known_names import heads, near
from tidings.code.mentions.name_parts import head_of
from tidings.code.mentions.name_types import decide
from tidings.code.mentions.roles import Role
from tidings.code.mentions.runs import find_again, find_names, is_month_of_name
from tidings.code.mentions.states import mark_states
from tidings.code.mentions.words import Unit, units_of
from tidings.code.spans import Spans
from tidings.dictionary import classes
from tidings.model import Coding, Entity, Mention, Words
from tidings.nlp.analysis import ENDERS, Doc, Paragraph
from tidings.nlp.words import VERBALS

_ENTITY_TYPE = {"person": "person", "organization": "organization", "state": "organization", "place": "place", "country": "place", "people": "person"}


def code_mentions(doc: Doc, coding: Coding) -> None:
    """Fill `coding.entities` and `coding.mentions`. Reads `coding.dates`, and takes out of it what is somebody's name (April Novak)."""
    candidates, headings = _candidates(doc, {offset for date in coding.dates for offset in range(date.start, date.end)})
    lower = Counter(word.text for sentence in doc.sentences for word in sentence.words if word.text.islower())
    named = decide(candidates, lower)
    for units in headings:
        named.extend(find_again(units, named, doc.text))
    clusters = gather(sorted(named, key=lambda candidate: candidate.start))
    entities = [_entity(coding, cluster) for cluster in clusters]
    for cluster, entity in zip(clusters, entities, strict=True):
        for member, method in zip(cluster.members, cluster.methods, strict=True):
            kind = "place" if cluster.kind == "state" and member.known and member.known.kind != "metonym" else entity.entity_type
            coding.mentions.append(Mention(member.start, member.end, member.text, "name", kind, entity.entity, method))
    _tell_roles(clusters, entities, coding.mentions)
    coding.mentions.sort(key=lambda m: (m.start, m.end))
    in_persons = {offset for m in coding.mentions if m.entity_type == "person" for offset in range(m.start, m.end)}
    coding.dates = [date for date in coding.dates if date.start not in in_persons]


def _candidates(doc: Doc, in_dates: Collection[int]) -> tuple[list[Candidate], list[list[Unit]]]:
    """What may be names, and the lines in which every word has a capital. `in_dates`: offsets within date expressions."""
    found: list[Candidate] = []
    headings: list[list[Unit]] = []
    for number, sentences in groupby(doc.sentences, key=lambda sentence: sentence.paragraph):
        read = [(sentence, units_of(doc, sentence)) for sentence in sentences]
        if _is_heading(doc.paragraphs[number], [unit for _, units in read for unit in units]):
            headings += [units for _, units in read]
            continue
        for sentence, units in read:
            dated = {at for at, unit in enumerate(units) if unit.capital and unit.start in in_dates and not is_month_of_name(units, at)}
            names = find_names([unit for at, unit in enumerate(units) if at not in dated], len(found), doc.text)
            mark_states(names, doc, sentence)
            found += _with_regions(names, doc.text)
    for candidate in found:
        if candidate.acts or candidate.kind == "metonym":
            candidate.kind = "state"
    return found, headings


def _with_regions(found: list[Candidate], text: str) -> list[Candidate]:
    """The candidates, with the regions that stand beside a town ("Ga." in "Athens, Ga.") as places in the country that the gazetteer has them in."""
    told = {candidate.beside.start: candidate.beside for candidate in found if candidate.beside and candidate.beside.admin1}
    regions = []
    for start, beside in told.items():
        region = Candidate(start, beside.end, text[start : beside.end], tuple(text[start : beside.end].split()), found[0].sentence, kind="place")
        region.beside = beside
        regions.append(region)
    return sorted([*(candidate for candidate in found if candidate.start not in told), *regions], key=lambda candidate: candidate.start)


def _is_heading(paragraph: Paragraph, units: list[Unit]) -> bool:
    """Whether a line is printed with every important word capitalised, so that capitals tell nothing of names."""
    words = [unit for unit in units if unit.text[0].isalpha()]
    if len(words) >= 30:
        return False
    long = [unit for unit in words if len(unit.text) > 3]
    stops = bool(units) and units[-1].text in ENDERS and paragraph.kind != "title"
    if stops and any(unit.text.islower() and classes(unit.lower) & VERBALS for unit in words):
        return False
    return len(long) > (4 if stops else 2) and sum(unit.capital for unit in long) >= (0.9 if stops else 0.8) * len(long)


def _entity(coding: Coding, cluster: Cluster) -> Entity:
    name = _name(cluster)
    known = cluster.known
    told = [member.beside for member in cluster.members if member.beside]
    entity = coding.new_entity(name, _ENTITY_TYPE[cluster.kind])
    entity.actor_type = {"person": "person", "organization": "organization", "people": "group", "state": "state"}.get(cluster.kind)
    if told and cluster.kind == "place":
        entity.within = told[0].country, told[0].admin1
    if known:
        entity.country = known.country or None
        if cluster.kind not in ("country", "place"):
            entity.actor_type = known.actor_type if cluster.kind != "state" and known.actor_type else entity.actor_type
            entity.sector = "GOV" if cluster.kind == "state" else known.sector or None
    elif cluster.kind == "organization" and (head := head_of(name.split())):
        entity.actor_type, entity.sector = heads()[head].actor_type or "organization", heads()[head].sector or None
    return entity


def _tell_roles(clusters: list[Cluster], entities: list[Entity], mentions: Sequence[Mention]) -> None:
    """Give persons their role, its country and sector, and the body that it names or that stands right before its title."""
    bodies = {entity.entity for cluster, entity in zip(clusters, entities, strict=True) if cluster.kind == "organization"}
    named = Spans([mention for mention in mentions if mention.entity in bodies])
    for cluster, entity in zip(clusters, entities, strict=True):
        if cluster.kind == "person":
            _tell_person(cluster, entity, entities, named)


def _bodies_in(words: Words | Candidate, bodies: Spans[Mention]) -> list[int]:
    """The bodies that a stretch of words names."""
    return [mention.entity for mention in bodies.within(words.start, words.end) if mention.entity is not None]


def _tell_person(cluster: Cluster, entity: Entity, entities: Sequence[Entity], bodies: Spans[Mention]) -> None:
    roles = [role for member in cluster.members for role in member.roles]
    if roles:
        entity.role = max(roles, key=lambda role: (not _is_over(role), len(role.words.text.split()), -role.words.start)).words
    entity.country = entity.country or next((role.country for role in roles if role.country), None)
    inside = [(role, _bodies_in(role.words, bodies)) for role in roles]
    sectors = (entities[told[0]].sector if told and role.sector == "GOV" else role.sector for role, told in inside)
    entity.sector = entity.sector or next(filter(None, sectors), None)
    now = (told for role, told in inside if not _is_over(role))
    before = (_bodies_in(body, bodies) for member in cluster.members for body in member.of)
    entity.part_of = next(chain.from_iterable(chain(now, before)), None)
    if roles and entity.sector is None and entity.part_of is not None:
        entity.sector = entities[entity.part_of].sector  # a secretary general is of the world of his body


def _is_over(role: Role) -> bool:
    """Whether a role is one that somebody had before: "former", "ex-"."""
    return role.words.text.lower().replace("-", " ").split()[0] in near("past")


def _name(cluster: Cluster) -> str:
    """The fullest form met, rather not in capitals; of a state met by several names, the country's name before a capital's or a building's."""
    own = [m.text for m in cluster.members if cluster.kind == "state" and m.known and m.known.kind == "country"]
    return max(own or cluster.names, key=lambda n: (len(n.split()), not n.isupper(), len(n)))
