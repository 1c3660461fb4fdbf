"""What a worker does while a corpus is linked: a step of the linking for one chunk of the articles, one part of the actors or events, or one table.

A step reads what steps before it wrote into the folder and writes files of its own, under names that its number gives: it can be done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tidings import contract
from tidings.coding.columns import Row, Tables
from tidings.link.about import Phrases
from tidings.link.actors import ActorLinks, add_known
from tidings.link.authority import Authority, read_authority
from tidings.link.claims import ClaimLinks, Names
from tidings.link.corpus import Corpus
from tidings.link.event_labels import Named
from tidings.link.events import EventLinks
from tidings.link.groups import Judgement
from tidings.link.places import PlaceLinker, PlaceLinks
from tidings.link.streamed import actors as streamed_actors
from tidings.link.streamed.actors import ActorCounts, Actors, Needed, add_up, merges_within
from tidings.link.streamed.articles import ChunkWriter, Standing, by_article, read_chunk
from tidings.link.streamed.claims import SAID, Claims, make_claims
from tidings.link.streamed.claims import STEPS as CLAIM_STEPS
from tidings.link.streamed.events import STEPS as EVENT_STEPS
from tidings.link.streamed.events import Reports, clauses_of_chunk, make_events
from tidings.link.streamed.labels import read_labelled
from tidings.link.streamed.runs import read_records, write_records
from tidings.link.streamed.seen import Sightings
from tidings.link.streamed.speech import Speech, find_utterances, utterances_of_chunk
from tidings.link.tables import Links, article_row, evidence_rows, figure_row, quote_row, report_row, with_ids
from tidings.publish.table_files import TableFile
from tidings.rows import in_order
from tidings.shards.cache import part_tables
from tidings.shards.engines import Known
from tidings.shards.lines import Lines, Made, made, write_table

EXPLAINED = ("quotes", "figures", "event_reports", "mentions", "dates")  # tables whose cells evidence can be of, beside actors
DISAGREEMENTS = 20  # lines on disagreements that are kept


class Place(NamedTuple):
    """Where the linking is done: `folder`, in `parts` parts."""

    folder: Path
    parts: int


@dataclass(frozen=True, slots=True)
class Step:
    """One task: a function of this module, what it is done for (`number`), and what else it needs."""

    function: Callable[..., Any]
    place: Place
    number: int
    more: tuple[Any, ...] = ()


def run_step(step: Step, known: Known = frozenset()) -> Any:
    """Carry a step out."""
    return step.function(step.place, step.number, *step.more)


@cache
def _known() -> Authority:
    return read_authority()


# --- for each chunk of the articles ---------------------------------------------------------------------------------------


class Seen(NamedTuple):
    """What came of `see`: the runs of sightings, and how many actors there are that others may tell of."""

    runs: list[Path]
    members: int


def see(place: Place, chunk: int, codings: Sequence[tuple[Path, frozenset[str]]], standing: Mapping[str, Standing]) -> Seen:
    """Read the codings of a chunk, keep them article by article, and note who is told of. `codings`: parts with the articles that are wanted."""
    sightings, kept = Sightings(place.folder, chunk, _known()), ChunkWriter(place.folder, chunk)
    for part, wanted in codings:
        for tables in by_article(part_tables(part), wanted):
            see_one(tables, standing, sightings, kept)
    kept.close()
    return Seen(sightings.close(), sightings.number)


def see_one(tables: Tables, standing: Mapping[str, Standing], sightings: Sightings, kept: ChunkWriter) -> None:
    """Keep the coding of one article and note who is told of."""
    one = Corpus(tables, {})
    stands = standing[one.articles[0].article_id]

    def keys_of(one: Corpus) -> Any:
        add_known(one, _known())
        return sightings.see(stands.rank, one)

    kept.put(one, stands, keys_of)


class _Stash(NamedTuple):
    """What `tell` knows of an article and `reckon` needs. `own`: the actors that it alone tells of; `roots`: the others with their numbers."""

    actors: dict[str, str]
    places: dict[str, str | None]
    events: dict[str, str]
    own: dict[str, tuple[str, str]]
    roots: dict[str, int]


class Told(NamedTuple):
    """What came of `tell`: for each part where its records lie; `within`: rank, merge within the article, and its actor."""

    tallies: list[list[Path]]
    reports: list[list[Path]]
    quotes: list[list[Path]]
    lines: dict[str, list[Path]]
    needed: Needed
    places: PlaceLinker
    within: list[tuple[int, Judgement, str]]
    all_dated: bool


def tell(place: Place, chunk: int, types: Sequence[str]) -> Told:
    """Count the actors of a chunk, link its places, gather its events and speech. `types`: of `Decided`."""
    folder, parts = place
    lines = Lines(folder, f"told-{chunk:05d}")
    counts, reports = ActorCounts(folder, chunk, parts, _known(), lines.put), Reports(folder, chunk, parts)
    actors, speech, linker = Actors(folder, chunk, types), Speech(folder, chunk, parts), PlaceLinker()
    within: list[tuple[int, Judgement, str]] = []

    def stashes() -> Iterable[tuple[Any, ...]]:
        for standing, one, keys in read_chunk(folder, chunk, added=True):
            (coded,) = one.articles
            here = actors.of(keys)
            within.extend((standing.rank, *each) for each in merges_within(coded, one, here))
            own = counts.count(standing.rank, coded, one, here)
            places = linker.link(standing.rank, coded, one)
            event_of, sides = reports.note(standing, coded, one, here, places, own)
            speech.note(coded, one, here.links)
            links = Links(here.links, places, EventLinks(event_of), ClaimLinks(), {})
            _put_told(lines, coded.article_id, one, links, sides, standing.copy_of)
            yield here.links.actor_of, places.place_of, event_of, {actor: tuple(named) for actor, named in own.items()}, here.roots

    write_records(folder / f"stash-{chunk:05d}.rec", stashes())
    return Told(counts.close(), reports.close(), speech.close(), lines.close(), counts.needed, linker, within, speech.all_dated)


def _put_told(lines: Lines, article_id: str, one: Corpus, links: Links, sides: list[Row], copy_of: str | None) -> None:
    """Rows of an article as lines. Report ids, which report_actors is sorted by, are the article's id and a colon first."""
    copies = {article_id: copy_of} if copy_of is not None else {}
    lines.put("articles", (article_id,), [article_row(one.articles[0].article, links, copies)])
    for name in ("mentions", "dates"):
        _put(lines, name, (article_id,), [with_ids(row, links, name) for row in one.tables[name]])
    _put(lines, "event_reports", (article_id,), [report_row(row, links) for row in one.tables["event_reports"]])
    _put(lines, "report_actors", (f"{article_id}:",), sides)


def _put(lines: Lines, name: str, key: tuple[str, ...], rows: list[Row]) -> None:
    if rows:
        lines.put(name, key, in_order(contract.tables()[name], rows))


class Reckoned(NamedTuple):
    """What came of `reckon`: for each part where its figures lie, and the lines."""

    figures: list[list[Path]]
    lines: dict[str, list[Path]]


def reckon(place: Place, chunk: int, more: Mapping[int, Named], place_names: Mapping[str, str]) -> Reckoned:
    """Gather the figures of a chunk, now that events have their words. `more`: see `streamed.actors.Names`."""
    folder, parts = place
    lines, claims = Lines(folder, f"reckoned-{chunk:05d}"), Claims(folder, chunk, parts)
    clauses, utterances = clauses_of_chunk(folder, parts, chunk), utterances_of_chunk(folder, parts, chunk)
    names = streamed_actors.Names(folder, parts, more)
    for (standing, one, _), record in zip(read_chunk(folder, chunk), read_records(folder / f"stash-{chunk:05d}.rec"), strict=True):
        (coded,), stash = one.articles, _Stash(*record)
        said = clauses.get(standing.rank, ())
        events = EventLinks(stash.events, clause_of={each.event_id: each.clause for each in said})
        actors, places = ActorLinks(stash.actors), PlaceLinks(stash.places)
        named = {actor: name for actor, (name, _) in stash.own.items()}
        named |= {actor: found.name for actor, root in stash.roots.items() if (found := names.get(root)) is not None}
        here = {place_id for mention in coded.mentions if (place_id := places.of(mention, "place_id"))}
        every = {place_id: place_names[place_id] for place_id in here if place_id in place_names} | named
        phrases = Phrases(coded, every, events.clause_of, frozenset(each.event_id for each in said if each.acted))
        claim_of = claims.note(standing, coded, Names(coded, one, actors, places, place_names, phrases), actors, events)
        links = Links(actors, places, events, ClaimLinks(claim_of), utterances)
        _put_reckoned(lines, coded.article_id, one, links, [{"actor_id": actor} for actor in stash.actors.values() if actor in named])
    return Reckoned(claims.close(), lines.close())


def _put_reckoned(lines: Lines, article_id: str, one: Corpus, links: Links, actors: list[Row]) -> None:
    _put(lines, "figures", (article_id,), [figure_row(row, links) for row in one.tables["figures"]])
    _put(lines, "quotes", (article_id,), [quote_row(row, links) for row in one.tables["quotes"]])
    known = {name: one.tables[name] for name in EXPLAINED} | {"actors": actors}
    of_table: dict[str, list[Row]] = {}
    for row in in_order(contract.tables()["evidence"], list(evidence_rows(one.tables["evidence"], known, links))):
        of_table.setdefault(str(row["table"]), []).append(row)
    for name, found in of_table.items():
        lines.put("evidence", (name, article_id), found)


# --- for each part of the actors, speakers, events, claims ----------------------------------------------------------------


class Added(NamedTuple):
    """What came of `count`."""

    needed: Needed
    lines: dict[str, list[Path]]


def count(place: Place, part: int, number: int, runs: Sequence[Path]) -> Added:
    """Make the rows of the actors of one part. `number`: of all actors."""
    lines = Lines(place.folder, f"actors-{part:03d}")
    needed = add_up(place.folder, part, place.parts, number, runs, _known(), lines.put)
    return Added(needed, lines.close())


def speak(place: Place, part: int, runs: Sequence[Path], all_dated: bool) -> None:
    """Find the utterances of one part of the speakers."""
    find_utterances(place.folder, part, runs, all_dated)


def happen(place: Place, part: int, runs: Sequence[Path], more: Mapping[int, Named], place_names: Mapping[str, str]) -> dict[str, list[Path]]:
    """Make the events of one part. Returns the lines of event_actors."""
    lines = Lines(place.folder, f"events-{part:03d}")
    make_events(place.folder, part, runs, streamed_actors.Names(place.folder, place.parts, more), place_names, lines.put)
    return lines.close()


def claim(place: Place, part: int, runs: Sequence[Path]) -> None:
    """Make the claims of one part."""
    make_claims(place.folder, part, runs)


# --- for each table -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Conflicts:
    """The first lines on disagreements, and how many there are."""

    lines: list[str] = field(default_factory=list)
    number: int = 0

    def tell(self, line: str) -> None:
        """Keep a line, or count it."""
        self.number += 1
        if len(self.lines) < DISAGREEMENTS:
            self.lines.append(line)


def write_lines(place: Place, number: int, name: str, runs: Sequence[Path]) -> tuple[Made, Conflicts]:
    """Write the file of a table whose rows are lines already."""
    return write_table(_file(place, name), name, runs), Conflicts()


def write_events(place: Place, number: int) -> tuple[Made, Conflicts]:
    """Write the table of events, each with its label."""
    told = Conflicts()

    def rows() -> Iterable[Row]:
        for row, label in read_labelled(place.folder, "events", place.parts, EVENT_STEPS):
            row["label"] = label
            if row["disputed"]:
                told.tell(f"{row['event_id']}: {label}: {row['n_reports']} reports, {row['status']}")
            yield row

    return _written(place, "events", rows()), told


def write_claims(place: Place, number: int) -> tuple[Made, Conflicts]:
    """Write the table of claims, each with what it is about."""
    told = Conflicts()

    def rows() -> Iterable[Row]:
        for row, about in read_labelled(place.folder, "claims", place.parts, CLAIM_STEPS):
            if said := str(row.pop(SAID)):
                told.tell(said)
            row["about"] = about
            yield row

    return _written(place, "claims", rows()), told


def write_rows(place: Place, name: str, rows: Iterable[Row]) -> Made:
    """Write the file of a table from its rows, in order."""
    return _written(place, name, rows)


def _written(place: Place, name: str, rows: Iterable[Row]) -> Made:
    with TableFile(contract.tables()[name], _file(place, name)) as file:
        file.write(rows)
    return made(file)


def _file(place: Place, name: str) -> Path:
    return place.folder / "tables" / f"{name}.csv"
