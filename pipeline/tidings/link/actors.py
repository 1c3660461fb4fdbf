"""Who is who across articles: actors with a local id become actors of the corpus.

An id that the coder meant stays. Local ones are joined first by exact rules: the authority file, the same full name, a state by its code. Then by
likeness of spelling (`groups.match`), where every merge is kept as a judgement that the curator can overrule. An actor without a name of
its own is one of its article alone, but for a body of which a state has one ("the Afghan army").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tidings import lexicon
from tidings.coding.columns import Row
from tidings.ids import home, slug
from tidings.known import demonyms
from tidings.link.actor_names import Tally, commonest, count_one, name_of, name_of_id, name_rows
from tidings.link.authority import Authority, Fact, plain_marks, read_authority
from tidings.link.corpus import Coded, Corpus, text
from tidings.link.groups import Group, Judgement, Sets, curate, match
from tidings.link.persons import Facts, facts_of, is_namesake, number_of, others_of
from tidings.spelling import acronyms_of, fold, surname_likeness

BODIES = frozenset({"organization", "armed_group", "government", "state", "igo", "media"})
LONGEST_BODY = 5  # words: "the Afghan ministry of interior affairs" is a description
GIVEN = ("name", "actor_type", "sector", "country", "part_of_actor_id", "role", "wikidata_id")  # columns of actors that a coder fills


@dataclass(slots=True)
class ActorLinks:
    """`actor_of`: the coder's id -> actor of the corpus. Rows are of the published tables."""

    actor_of: dict[str, str] = field(default_factory=dict)
    actors: list[Row] = field(default_factory=list)
    actor_names: list[Row] = field(default_factory=list)
    judgements: list[Row] = field(default_factory=list)

    def of(self, row: Row, column: str) -> str | None:
        """The actor of a cell."""
        given = text(row, column)
        return None if given is None else self.actor_of.get(given, given)


def link_actors(corpus: Corpus, authority: Sequence[Mapping[str, str]] = (), judged: Sequence[Mapping[str, str]] = ()) -> ActorLinks:
    """Link the actors of all articles. `authority`, `judged`: rows of the curator's files, over those that ship with the package."""
    known = read_authority(authority)
    add_known(corpus, known)
    groups, made = _groups(corpus, known)
    sets = Sets.of(groups)
    made += curate(groups, sets, judged)
    place_of = {member: place for place, group in enumerate(groups) for _, member in group.members}
    for actor, others in corpus.apart.items():
        for other in others & place_of.keys() if actor in place_of else ():
            sets.keep_apart(place_of[actor], place_of[other])
    made += acronyms(groups, sets)
    made += match(groups, sets, known)
    fixed = {actor_id for actor_id in corpus.actors if not corpus.is_local(actor_id)}
    ids = ids_of(groups, sets, lambda local: str(corpus.actors[local]["name"]), {*known.facts, *fixed})
    ordered = sorted((rank, member, place) for place, group in enumerate(groups) for rank, member in group.members)
    links = ActorLinks({member: ids[sets.find(place)] for _, member, place in ordered})
    _write(links, corpus, known)
    found = judgement_rows([*made, *_within(corpus, groups)], [ids[sets.find(place)] for place in range(len(groups))])
    links.judgements = all_judgements(corpus.tables["judgements"], found, {str(row["actor_id"]) for row in links.actors})
    return links


def add_known(corpus: Corpus, known: Authority) -> None:
    """Rows for actors whose id the coder used without giving a row: as they are known beforehand, else by a name made from the id."""
    used = {actor for coded in corpus.articles for row in coded.mentions if (actor := text(row, "actor_id"))}
    used |= {actor for coded in corpus.articles for actor in coded.pointed_at()}
    for actor in sorted(used - corpus.actors.keys()):
        fact = known.facts.get(actor)
        name, kind = (fact.name, fact.actor_type) if fact else (name_of_id(actor), None)
        corpus.add_actor({"actor_id": actor, "name": name, "actor_type": kind, **dict.fromkeys(GIVEN[2:])})


def _kind(actor: Row, mentioned: Iterable[str]) -> str:
    """person, organization, people or other: what two actors must have in common to be one."""
    told = text(actor, "actor_type")
    if told == "person":
        return "person"
    if told in BODIES:
        return "organization"
    if told == "group":
        return "people"
    kinds = set(mentioned) & {"person", "organization"}
    return kinds.pop() if len(kinds) == 1 else "other"


Found = dict[tuple[str, ...], list[Group]]  # what an exact rule gathers by -> the groups of it: one, or namesakes
Apart = tuple[tuple[str, ...], tuple[str, ...], str]  # keys of two namesakes who are two, and why


def _groups(corpus: Corpus, known: Authority) -> tuple[list[Group], list[Judgement]]:
    """Actors gathered by exact rules, in an order that does not depend on that of the articles; namesakes who are two, and why."""
    found: Found = {}
    apart: list[Apart] = []
    for gathered in gather(corpus, known):
        apart += gathered.join(found, 0)[1]
    return in_groups(found, apart)


def in_groups(found: Found, apart: Sequence[Apart]) -> tuple[list[Group], list[Judgement]]:
    """The groups in the order of their keys, and the judgements on those that are namesakes."""
    groups = sorted((group for some in found.values() for group in some), key=lambda group: group.key)
    place = {group.key: number for number, group in enumerate(groups)}
    made = []
    for left, right, why in apart:
        one, other = place[left], place[right]
        made.append(Judgement(groups[one].name, groups[other].name, one, other, 1.0, "link.namesake", "different", reason=why))
    return groups, made


@dataclass(frozen=True, slots=True)
class Gathered:
    """The coder's actor with what exact rules gather it by: `key`, `kind`, the id that is `meant`; and what its article tells of it."""

    actor: Row
    key: tuple[str, ...]
    kind: str
    meant: str | None
    names: Sequence[str]
    rank: int
    facts: Facts

    @property
    def alone(self) -> bool:
        """Whether no other article can tell of the same actor: its id is that of its article."""
        return self.kind in ("unnamed", "surname") and self.meant is None

    def join(self, found: Found, rank: int) -> tuple[Group, list[Apart]]:
        """Put it into its group; `rank` is that of the corpus among corpora of one article each. Persons of one name may be namesakes."""
        facts = replace(self.facts, articles={rank + self.rank}) if self.key[0] in ("person", "known") else self.facts
        some = found.setdefault(self.key, [])
        against: list[tuple[Group, str]] = []
        for group in some:
            reason = is_namesake(group.facts, facts) if self.key[0] == "person" else ""
            if not reason:
                against = []
                break
            against.append((group, reason))
        else:
            group = Group((*self.key, *[str(len(some))] * bool(some)), self.kind, self.meant)
            some.append(group)
        group.take((rank + self.rank, str(self.actor["actor_id"])), str(self.actor["name"]), self.names, facts)
        return group, [(other.key, group.key, why) for other, why in against]


def gather(corpus: Corpus, known: Authority) -> Iterator[Gathered]:
    """The actors in the order of their first articles, with what exact rules gather them by."""
    printed, entity_types, rank = _printed(corpus)
    fixed = _fixed_names(corpus, printed, entity_types)
    ordered = sorted(corpus.actors, key=lambda actor: (rank.get(actor, len(rank)), actor))
    exact = {a: _exact(corpus.actors[a], printed.get(a, []), _kind(corpus.actors[a], entity_types.get(a, ())), corpus, known, fixed) for a in ordered}
    others = others_of(corpus, {actor: key for actor, (key, _, _) in exact.items()})
    for actor_id in ordered:
        key, kind, meant = exact[actor_id]
        facts = _facts(actor_id, kind, key, corpus, rank, others)
        yield Gathered(corpus.actors[actor_id], key, kind, meant, printed.get(actor_id, []), rank.get(actor_id, len(rank)), facts)


def _facts(actor_id: str, kind: str, key: tuple[str, ...], corpus: Corpus, rank: Mapping[str, int], others: Sequence[set[int]]) -> Facts:
    """What its article tells of a person; of others nothing is needed."""
    if kind != "person" or actor_id not in rank:
        return Facts()
    article = rank[actor_id]
    pronouns = [
        str(row["mention_text"])
        for row in corpus.articles[article].mentions
        if row["mention_type"] == "pronoun" and text(row, "actor_id") == actor_id
    ]
    return facts_of(corpus.actors[actor_id], corpus, article, pronouns, others[article] - {number_of(key)})


def _printed(corpus: Corpus) -> tuple[dict[str, list[str]], dict[str, set[str]], dict[str, int]]:
    """actor -> the names it is printed under; the kinds that its mentions say; the place of its first article in the order of the corpus."""
    names: dict[str, list[str]] = defaultdict(list)
    kinds: dict[str, set[str]] = defaultdict(set)
    rank: dict[str, int] = {}
    for number, coded in enumerate(corpus.articles):
        for row in coded.mentions:
            if actor := text(row, "actor_id"):
                rank.setdefault(actor, number)
                kinds[actor].add(str(row["entity_type"]))
                if row["mention_type"] == "name":
                    names[actor].append(str(row["mention_text"]))
        for actor in coded.pointed_at():
            rank.setdefault(actor, number)
    ids = {coded.article_id: number for number, coded in enumerate(corpus.articles)}
    for actor in corpus.actors:
        if actor not in rank and (where := home(actor, ids)) is not None:
            rank[actor] = ids[where]
    return names, kinds, rank


def _fixed_names(corpus: Corpus, printed: Mapping[str, Sequence[str]], kinds: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], set[str]]:
    """(kind, name as printed) -> the actors whose id the coder meant and whose full name it is."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for actor_id, actor in corpus.actors.items():
        if corpus.is_local(actor_id):
            continue
        kind = _kind(actor, kinds.get(actor_id, ()))
        for name in {str(actor["name"]), *printed.get(actor_id, ())}:
            if kind != "person" or len(fold(name).split()) > 1:
                found[kind, plain_marks(name)].add(actor_id)
    return found


def _exact(
    actor: Row,
    names: Sequence[str],
    kind: str,
    corpus: Corpus,
    known: Authority,
    fixed: Mapping[tuple[str, str], set[str]],
) -> tuple[tuple[str, ...], str, str | None]:
    """What exact rules gather an actor by: (key, kind, the id that is meant)."""
    actor_id, name, country = str(actor["actor_id"]), str(actor["name"]), text(actor, "country")
    if not corpus.is_local(actor_id):
        return ("known", actor_id), kind if actor_id in corpus.named else "unnamed", actor_id
    if actor_id not in corpus.named:
        body = _of_state(name)
        meant = known.find(body.title(), "organization", demonyms().get(body.split()[0]), None) if body else None
        if meant:
            return ("known", meant), "organization", meant
        return (("organization", fold(body)), "organization", None) if body else (("unnamed", actor_id), "unnamed", None)
    state = text(actor, "actor_type") == "state"
    if country and country in known.states and (state or (kind == "other" and name in known.by_name)):
        meant = known.states[country]
        if state or meant in known.by_name.get(plain_marks(name), ()):
            return ("known", meant), "organization", meant
    if kind == "people":
        return ("people", fold(name)), "people", None
    if kind != "other":
        several = len(name.split()) > 1
        forms = [name, *sorted({n for n in names if len(n.split()) > 1 or not several}, key=lambda n: (-len(n.split()), n))]
        day = _published(corpus, actor_id)
        for form in dict.fromkeys(forms):
            found = known.find(form, kind, country if kind == "person" else None, day)
            if found:
                return ("known", found), "person" if known.facts[found].actor_type == "person" else "organization", found
            meant_ids = fixed.get((kind, plain_marks(form)), set()) - corpus.apart.get(actor_id, set())
            if len(meant_ids) == 1:
                (only,) = meant_ids
                return ("known", only), kind, only
    if kind == "person" and len(fold(name).split()) < 2:
        return ("surname", fold(name), actor_id), "surname", None
    return (kind, fold(name)), kind, None


def _of_state(name: str) -> str:
    """The words for a body of which a state has one, though they are no proper name: "the Afghan interior ministry"; "" for any other words."""
    words = name.removeprefix("the ").removeprefix("The ").split()
    bodies = lexicon.words("state_words", kind="body")
    one = 1 < len(words) <= LONGEST_BODY and words[0] in demonyms() and (words[-1] in bodies or " ".join(words[-2:]) in bodies)
    return " ".join(words) if one else ""


def _published(corpus: Corpus, actor_id: str) -> str | None:
    """The day of publication of the article that a local actor was met in."""
    where = home(actor_id, corpus.by_id)
    return corpus.by_id[where].published if where is not None else None


class Acronyms:
    """Joins a body met only by its acronym with the one body of the corpus that is printed with that acronym beside its full name.

    `names`: the place of a group that has to do with an acronym -> its name.
    """

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self._owners: dict[str, set[int]] = defaultdict(set)
        self._bare: list[tuple[str, int]] = []

    def see(self, place: int, group: Group) -> None:
        """Note the acronyms of a group; `place` is its place in the list."""
        if group.kind != "organization":
            return
        several = [name for name in group.names if len(name.split()) > 1]
        for name in group.names:
            if name.isupper() and " " not in name:
                if several and any(fold(name).replace(" ", "").upper() in acronyms_of(long) for long in several):
                    self._owners[fold(name)].add(place)
                    self.names[place] = group.name
                elif not several:
                    self.names[place] = group.name
                    self._bare.append((name, place))

    def join(self, sets: Sets, name_of: Callable[[int], str]) -> list[Judgement]:
        """Join them, when all groups are seen. `name_of`: place of a group -> its name."""
        made = []
        for name, place in self._bare:
            owners = {sets.find(owner) for owner in self._owners.get(fold(name), ())}
            if len(owners) == 1:
                owner = owners.pop()
                if owner != sets.find(place) and sets.may_join(owner, place):
                    sets.join(owner, place)
                    made.append(Judgement(name, name_of(owner), place, owner, None, "link.acronym", "same"))
        return made


def acronyms(groups: Sequence[Group], sets: Sets) -> list[Judgement]:
    """Join the acronyms among groups in memory."""
    found = Acronyms()
    for place, group in enumerate(groups):
        found.see(place, group)
    return found.join(sets, lambda place: groups[place].name)


def slug_of(name: str) -> str:
    """The id that a name makes."""
    return slug(_of_state(name) or name)


def ids_of(groups: Sequence[Group], sets: Sets, name_of_local: Callable[[str], str], taken: set[str]) -> dict[int, str]:
    """root -> actor id: the one that is meant, else a slug of the name in the earliest article; the local id where another has that slug.
    `name_of_local`: the coder's id -> the name in its row; `taken`: ids that are given, to which those given here are added.
    """
    roots: dict[int, list[int]] = defaultdict(list)
    for place in range(len(groups)):
        roots[sets.find(place)].append(place)
    first = {root: min(member for place in places for member in groups[place].members) for root, places in roots.items()}
    ids: dict[int, str] = {}
    for root in sorted(roots, key=lambda root: first[root]):
        if root in sets.actor:
            ids[root] = sets.actor[root]
            continue
        local = first[root][1]
        wanted = local if groups[root].kind in ("unnamed", "surname") else slug_of(name_of_local(local))
        ids[root] = local if wanted in taken else wanted
        taken.add(ids[root])
    return ids


def _write(links: ActorLinks, corpus: Corpus, known: Authority) -> None:
    """Fill the rows of actors and actor_names. An actor that no row of the corpus needs has none."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for coded in corpus.articles:
        count_actors(coded, links, tallies)
    for given_id, actor_id in links.actor_of.items():
        if actor_id in tallies:
            tell_actor(tallies[actor_id], actor_id, corpus.actors[given_id], corpus, links)
    rows: dict[str, Row] = {}
    waiting = sorted(tallies)
    while waiting:
        actor_id = waiting.pop()
        meant = corpus.actors.get(actor_id) if not corpus.is_local(actor_id) else None
        row = rows[actor_id] = actor_row(actor_id, tallies[actor_id], meant, known.facts.get(actor_id))
        part_of = row["part_of_actor_id"]
        if part_of and str(part_of) not in rows and str(part_of) not in waiting:
            if str(part_of) in corpus.actors:
                tallies[str(part_of)].tell(corpus.actors[str(part_of)], str(part_of) in corpus.named)
            waiting.append(str(part_of))
    links.actors = [rows[actor_id] for actor_id in sorted(rows)]
    kinds = {(str(row["actor_id"]), str(row["name"])): text(row, "name_type") for row in corpus.tables["actor_names"]}
    for row in links.actors:
        actor_id = str(row["actor_id"])
        links.actor_names.extend(name_rows(row, tallies[actor_id], known.facts.get(actor_id), kinds))


def count_actors(coded: Coded, links: ActorLinks, tallies: dict[str, Tally]) -> None:
    """Count one article's mentions, and note whom else its rows point to."""
    mentions: dict[str, list[Row]] = {}
    for mention in coded.mentions:
        if actor_id := links.of(mention, "actor_id"):
            mentions.setdefault(actor_id, []).append(mention)
    for actor_id, rows in mentions.items():
        tallies[actor_id].count_article(rows)
    for given in coded.pointed_at():
        tallies[links.actor_of.get(given, given)].there = True


def tell_actor(tally: Tally, actor_id: str, row: Row, corpus: Corpus, links: ActorLinks) -> None:
    """Count what a coder's row says of an actor, and whom it is a part of."""
    tally.tell(row, str(row["actor_id"]) in corpus.named)
    whole = links.of(row, "part_of_actor_id")
    if whole and whole != actor_id:
        count_one(tally.part_of, whole)


def actor_row(actor_id: str, tally: Tally, meant: Row | None, fact: Fact | None) -> Row:
    """The row of an actor: what the coder who meant the id says (`meant`), else what is known, else what most articles tell."""
    row: Row = {
        "actor_id": actor_id,
        "name": fact.name if fact else None,
        "actor_type": fact.actor_type if fact else actor_type(tally),
        "sector": fact.sector if fact else tally.commonest("sector"),
        "country": fact.country if fact else tally.commonest("country"),
        "part_of_actor_id": fact.part_of if fact and fact.part_of else commonest(tally.part_of),
        "role": tally.role,
        "wikidata_id": fact.wikidata_id if fact else tally.wikidata_id,
        "n_mentions": tally.n_mentions,
        "n_articles": tally.n_articles,
    }
    if meant is not None:
        row |= {column: value for column in GIVEN if (value := text(meant, column)) is not None}
    row["name"] = name_of(actor_id, tally, text(row, "name"))
    if row["part_of_actor_id"] == actor_id:
        row["part_of_actor_id"] = None
    return row


def actor_type(tally: Tally) -> str:
    """The kind most articles tell, of those that name the actor where any does; other where none tells."""
    return (tally.commonest("actor_type") if tally.naming is None else commonest(tally.naming)) or "other"


def _within(corpus: Corpus, groups: Sequence[Group]) -> Iterator[Judgement]:
    """Merges within an article that likeness of spelling decided (`method` name.spelling): judgements like those across articles."""
    place_of = {member: place for place, group in enumerate(groups) for _, member in group.members}
    for coded in corpus.articles:
        for mention in coded.mentions:
            actor = text(mention, "actor_id")
            if mention["method"] == "name.spelling" and actor in place_of and corpus.is_local(actor):
                yield spelled(str(mention["mention_text"]), str(corpus.actors[actor]["name"]), place_of[actor])


def spelled(left: str, right: str, place: int) -> Judgement:
    """The judgement on two spellings that the coder took for those of one person, of the group at `place`."""
    return Judgement(left, right, place, place, round(surname_likeness(left, right), 4), "name.spelling", "same")


def judgement_rows(made: Iterable[Judgement], ids: Sequence[str]) -> list[Row]:
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


def all_judgements(given: Iterable[Row], found: Iterable[Row], actors: set[str]) -> list[Row]:
    """The coder's judgements, then those that linking made; of actors that are there. One a pair of names and actors."""
    rows: dict[tuple[str, ...], Row] = {}
    for row in [*given, *found]:
        if str(row["left_actor_id"]) in actors and str(row["right_actor_id"]) in actors:
            key = tuple(str(row[name]) for name in ("left_name", "right_name", "left_actor_id", "right_actor_id"))
            rows.setdefault(key, dict(row))
    return [rows[key] for key in sorted(rows)]
