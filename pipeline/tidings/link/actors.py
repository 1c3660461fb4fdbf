"""Who is who across articles: entities become actors.

First exact rules: the authority file, the same full name, a state by its code. Then likeness of spelling (`groups.match`), where every
merge is kept as a judgement that the curator can overrule. An entity without a name of its own is an actor of its article alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tidings.code.mentions.coreference import acronyms_of
from tidings.code.mentions.spelling import fold
from tidings.ids import slug
from tidings.link.authority import Authority, Fact, plain_marks, read_authority
from tidings.link.groups import Group, Judgement, Sets, curate, match
from tidings.model import Article, Coding, Entity, Mention

Row = dict[str, object]
LONGEST_SLUG = 6  # words of an unnamed group's description that go into its id


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
    known = read_authority(authority)
    pairs = sorted(zip(articles, codings, strict=True), key=lambda pair: (pair[0].published or "9999", pair[0].article_id))
    groups = _groups(pairs, known)
    sets = Sets(groups)
    made = curate(groups, sets, judged)
    made += _acronyms(groups, sets)
    made += match(groups, sets, known)
    ids = _ids(groups, sets, pairs, known)
    links = ActorLinks()
    for place, group in enumerate(groups):
        for rank, entity in group.members:
            links.actor_of[pairs[rank][1].article_id, entity] = ids[sets.find(place)]
    _write(links, pairs, known)
    links.judgements = _judgement_rows([*made, *_within(pairs, groups)], [ids[sets.find(place)] for place in range(len(groups))])
    return links


def _names_of(coding: Coding) -> dict[int, list[str]]:
    """entity -> the names it is printed under in this article."""
    names: dict[int, list[str]] = defaultdict(list)
    for mention in coding.mentions:
        if mention.entity is not None and mention.mention_type == "name":
            names[mention.entity].append(mention.text)
    return names


def _referenced(coding: Coding) -> set[int]:
    """Entities that some row but a mention points to."""
    found: set[int | None] = set()
    for quote in coding.quotes:
        found |= {quote.speaker_entity, quote.via_entity}
    for figure in coding.figures:
        found |= {figure.measured_entity, figure.attributed_entity}
    for report in coding.event_reports:
        found |= {report.claimed_by, *(p.entity for p in report.actors), *(p.entity for p in report.recipients)}
    return {entity for entity in found if entity is not None}


def _groups(pairs: Sequence[tuple[Article, Coding]], known: Authority) -> list[Group]:
    """Entities gathered by exact rules, in an order that does not depend on that of the articles."""
    found: dict[tuple[str, ...], Group] = {}
    for rank, (article, coding) in enumerate(pairs):
        names = _names_of(coding)
        mentioned = {mention.entity for mention in coding.mentions}
        referenced = _referenced(coding)
        wholes = {coding.entities[e].part_of for e in mentioned | referenced if e is not None}
        for entity in coding.entities:
            if entity.entity not in mentioned and entity.entity not in referenced and entity.entity not in wholes:
                continue
            if entity.entity_type not in ("person", "organization") and entity.entity not in referenced:
                continue
            key, kind, actor_id = _exact(entity, names.get(entity.entity, []), article, known)
            group = found.get(key)
            if group is None:
                group = found[key] = Group(key, kind, actor_id)
            group.members.append((rank, entity.entity))
            group.names.update(names.get(entity.entity) or [entity.name])
            group.names[entity.name] += 0
            if entity.country and kind == "person":
                group.countries[entity.country] += 1
    return [found[key] for key in sorted(found)]


def _exact(entity: Entity, names: Sequence[str], article: Article, known: Authority) -> tuple[tuple[str, ...], str, str | None]:
    """What exact rules gather an entity by: (key, kind, actor of the authority)."""
    kind = entity.entity_type if entity.entity_type in ("person", "organization") else "other"
    if not entity.named:
        return ("unnamed", article.article_id, str(entity.entity)), "unnamed", None
    if entity.country and entity.country in known.states and (entity.actor_type == "state" or (kind == "other" and entity.name in known.by_name)):
        actor_id = known.states[entity.country]
        if entity.actor_type == "state" or actor_id in known.by_name.get(plain_marks(entity.name), ()):
            return ("known", actor_id), "organization", actor_id
    if entity.actor_type == "group":
        return ("people", fold(entity.name)), "people", None
    if kind != "other":
        several = len(entity.name.split()) > 1
        forms = [entity.name, *sorted({n for n in names if len(n.split()) > 1 or not several}, key=lambda n: (-len(n.split()), n))]
        for form in dict.fromkeys(forms):
            found = known.find(form, kind, entity.country if kind == "person" else None, article.published)
            if found:
                return ("known", found), "person" if known.facts[found].actor_type == "person" else "organization", found
    if kind == "person" and len(fold(entity.name).split()) < 2:
        return ("surname", fold(entity.name), article.article_id), "surname", None
    return (kind, fold(entity.name)), kind, None


def _acronyms(groups: Sequence[Group], sets: Sets) -> list[Judgement]:
    """Join a body met only by its acronym with the one body of the corpus that is printed with that acronym beside its full name."""
    full: dict[str, set[int]] = defaultdict(set)
    bare: list[tuple[str, int]] = []
    for place, group in enumerate(groups):
        if group.kind != "organization":
            continue
        several = [name for name in group.names if len(name.split()) > 1]
        for name in group.names:
            if name.isupper() and " " not in name:
                if several and any(fold(name).replace(" ", "").upper() in acronyms_of(long) for long in several):
                    full[fold(name)].add(place)
                elif not several:
                    bare.append((name, place))
    made = []
    for name, place in bare:
        owners = {sets.find(owner) for owner in full.get(fold(name), ())}
        if len(owners) == 1:
            owner = owners.pop()
            if owner != sets.find(place) and sets.may_join(owner, place):
                sets.join(owner, place)
                made.append(Judgement(name, groups[owner].name, place, owner, None, "link.acronym", "same"))
    return made


def _ids(groups: Sequence[Group], sets: Sets, pairs: Sequence[tuple[Article, Coding]], known: Authority) -> dict[int, str]:
    """root -> actor id: the authority's, else a slug of the name in the earliest article. Of two actors with one slug the later adds its article."""
    roots: dict[int, list[int]] = defaultdict(list)
    for place in range(len(groups)):
        roots[sets.find(place)].append(place)
    first = {root: min(member for place in places for member in groups[place].members) for root, places in roots.items()}
    ids: dict[int, str] = {}
    taken: set[str] = set(known.facts)
    for root in sorted(roots, key=lambda root: first[root]):
        if sets.actor[root]:
            ids[root] = str(sets.actor[root])
            continue
        rank, number = first[root]
        article, coding = pairs[rank]
        entity = coding.entities[number]
        if groups[root].kind in ("unnamed", "surname"):
            wanted = f"{'-'.join(slug(entity.name).split('-')[:LONGEST_SLUG])}.{article.article_id}"
        else:
            wanted = slug(entity.name)
            if wanted in taken:
                wanted = f"{wanted}.{article.article_id}"
        if wanted in taken:
            wanted = f"{wanted}.{_start(coding, number)}"
        while wanted in taken:
            wanted += "-"  # two entities with one name and no mention of their own: cannot be told apart by their words
        taken.add(wanted)
        ids[root] = wanted
    return ids


def _start(coding: Coding, entity: int) -> int:
    return min((m.start for m in coding.mentions if m.entity == entity), default=entity)


@dataclass(slots=True)
class _Tally:
    """What the corpus says of one actor."""

    n_mentions: int = 0
    articles: set[str] = field(default_factory=set)
    names: Counter[tuple[str, str]] = field(default_factory=Counter)  # (name, mention_type)
    name_articles: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    entities: list[Entity] = field(default_factory=list)  # in the order of publication
    part_of: Counter[str] = field(default_factory=Counter)


def _write(links: ActorLinks, pairs: Sequence[tuple[Article, Coding]], known: Authority) -> None:
    """Fill the rows of actors and actor_names, and forget the actors that no row of the corpus needs any more (review may have moved theirs)."""
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for _, coding in pairs:
        for mention in coding.mentions:
            actor_id = _actor(mention.decided, "actor_id", mention.entity, coding, links)
            if actor_id:
                _count(tallies[actor_id], mention, coding.article_id)
        for actor_id in _pointed_at(coding, links):
            tallies[actor_id]
    links.actor_of = {key: actor_id for key, actor_id in links.actor_of.items() if actor_id in tallies}
    for _, coding in pairs:
        for entity in coding.entities:
            actor_id = links.actor_of.get((coding.article_id, entity.entity))
            if actor_id:
                tallies[actor_id].entities.append(entity)
                whole = None if entity.part_of is None else links.actor_of.get((coding.article_id, entity.part_of))
                if whole and whole != actor_id:
                    tallies[actor_id].part_of[whole] += 1
    rows: dict[str, Row] = {}
    waiting = sorted(tallies)
    while waiting:
        actor_id = waiting.pop()
        row = rows[actor_id] = _actor_row(actor_id, tallies[actor_id], known.facts.get(actor_id))
        part_of = row["part_of_actor_id"]
        if part_of and str(part_of) not in rows and str(part_of) not in waiting:
            waiting.append(str(part_of))
    links.actors = [rows[actor_id] for actor_id in sorted(rows)]
    for row in links.actors:
        tally = tallies[str(row["actor_id"])]
        links.actor_names.extend(_name_rows(row, tally, known.facts.get(str(row["actor_id"]))))


def _actor(decided: Mapping[str, str], column: str, entity: int | None, coding: Coding, links: ActorLinks) -> str | None:
    """The actor of a cell: what the curator decided, else what the entity is linked to."""
    if column in decided:
        return decided[column] or None
    return None if entity is None else links.actor_of.get((coding.article_id, entity))


def _pointed_at(coding: Coding, links: ActorLinks) -> Iterator[str]:
    """Actors of every cell of quotes, figures and event reports."""

    def several(decided: Mapping[str, str], column: str, entities: Iterable[int]) -> Iterator[str | None]:
        if column in decided:
            yield from decided[column].split()
        else:
            yield from (links.actor_of.get((coding.article_id, entity)) for entity in entities)

    found: list[str | None] = []
    for quote in coding.quotes:
        found.append(_actor(quote.decided, "speaker_actor_id", quote.speaker_entity, coding, links))
        found.append(_actor(quote.decided, "via_actor_id", quote.via_entity, coding, links))
    for figure in coding.figures:
        found.append(_actor(figure.decided, "measured_actor_id", figure.measured_entity, coding, links))
        found.append(_actor(figure.decided, "attributed_to_actor_id", figure.attributed_entity, coding, links))
    for report in coding.event_reports:
        found.append(_actor(report.decided, "claimed_by_actor_id", report.claimed_by, coding, links))
        found.extend(several(report.decided, "actor", (p.entity for p in report.actors)))
        found.extend(several(report.decided, "recipient", (p.entity for p in report.recipients)))
    yield from (actor_id for actor_id in found if actor_id)


def _count(tally: _Tally, mention: Mention, article_id: str) -> None:
    tally.n_mentions += 1
    tally.articles.add(article_id)
    mention_type = mention.decided.get("mention_type", mention.mention_type)
    if mention_type != "pronoun":
        name = " ".join(mention.text.split())
        tally.names[name, mention_type] += 1
        tally.name_articles[name].add(article_id)


def _actor_row(actor_id: str, tally: _Tally, fact: Fact | None) -> Row:
    entities = tally.entities
    role = next((" ".join(e.role.text.split()) for e in sorted(entities, key=lambda e: -len(e.role.text) if e.role else 1) if e.role), None)
    part_of = fact.part_of if fact and fact.part_of else _commonest(tally.part_of)
    return {
        "actor_id": actor_id,
        "name": fact.name if fact else _name(actor_id, tally),
        "actor_type": fact.actor_type if fact else _actor_type(entities),
        "sector": fact.sector if fact else _commonest(Counter(e.sector for e in entities if e.sector)),
        "country": fact.country if fact else _commonest(Counter(e.country for e in entities if e.country)),
        "part_of_actor_id": part_of if part_of != actor_id else None,
        "role": role,
        "wikidata_id": fact.wikidata_id if fact else None,
        "n_mentions": tally.n_mentions,
        "n_articles": len(tally.articles),
    }


def _actor_type(entities: Sequence[Entity]) -> str:
    """The kind most articles tell; a group where none has a name; other where none tells."""
    if not entities:
        return "other"
    if not any(entity.named for entity in entities):
        return "group"
    kinds = Counter(e.actor_type or {"person": "person", "organization": "organization"}.get(e.entity_type, "other") for e in entities if e.named)
    return _commonest(kinds) or "other"


def _name(actor_id: str, tally: _Tally) -> str:
    """The fullest name in its commonest spelling; without a name, the words of the description; without a mention, a name made from the id."""
    names = Counter({name: n for (name, kind), n in tally.names.items() if kind == "name"})
    if not names:
        names = Counter({" ".join(e.name.split()): 1 for e in tally.entities}) or Counter({name: n for (name, _), n in tally.names.items()})
    if names:
        return min(names, key=lambda n: (-len(n.split()), -names[n], n))
    return " ".join(word.capitalize() for word in actor_id.split(".")[0].split("-"))


def _name_rows(actor: Row, tally: _Tally, fact: Fact | None) -> Iterator[Row]:
    """One row a name as printed; the counts of one name as a name and as a description are added up."""
    counts: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for (name, mention_type), number in sorted(tally.names.items()):
        counts[name] += number
        if mention_type == "name" or name not in kinds:
            kinds[name] = mention_type
    for name in sorted(counts):
        kind = fact.names.get(plain_marks(name), ("", "", ""))[0] if fact else ""
        if name == actor["name"]:
            kind = "primary"
        elif kinds[name] != "name":
            kind = "title"
        elif kind in ("", "primary"):
            kind = "acronym" if len(name) > 1 and name.replace(".", "").isupper() and " " not in name and len(name) < 8 else "variant"
        yield {
            "actor_id": actor["actor_id"],
            "name": name,
            "name_type": kind,
            "n_mentions": counts[name],
            "n_articles": len(tally.name_articles[name]),
        }


def _commonest(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _within(pairs: Sequence[tuple[Article, Coding]], groups: Sequence[Group]) -> Iterator[Judgement]:
    """Merges within an article that likeness of spelling decided (`method` name.spelling): judgements like those across articles."""
    place_of = {member: place for place, group in enumerate(groups) for member in group.members}
    for rank, (_, coding) in enumerate(pairs):
        for mention in coding.mentions:
            if mention.method == "name.spelling" and mention.entity is not None and (rank, mention.entity) in place_of:
                place = place_of[rank, mention.entity]
                yield Judgement(mention.text, coding.entities[mention.entity].name, place, place, None, "name.spelling", "same")


def _judgement_rows(made: Iterable[Judgement], ids: Sequence[str]) -> list[Row]:
    """Rows in the order of their key, each pair of names once: the curator's decision before the machine's, then the higher score."""
    rows: dict[tuple[str, str, str, str], Row] = {}
    for judgement in sorted(made, key=lambda j: (j.decided_by != "curator", -(j.score or 0), j.left, j.right, j.rule)):
        ends = sorted([(judgement.left, ids[judgement.left_group]), (judgement.right, ids[judgement.right_group])])
        (left, left_id), (right, right_id) = ends
        decision = judgement.decision if (left_id == right_id) == (judgement.decision == "same") else "same" if left_id == right_id else "different"
        if left == right and left_id == right_id:
            continue
        rows.setdefault(
            (left, right, left_id, right_id),
            {
                "left_name": left,
                "right_name": right,
                "left_actor_id": left_id,
                "right_actor_id": right_id,
                "score": judgement.score,
                "rule": judgement.rule,
                "decision": decision,
                "decided_by": judgement.decided_by,
                "reason": judgement.reason,
            },
        )
    return [rows[key] for key in sorted(rows)]
