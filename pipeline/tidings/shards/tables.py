"""From the codings of a corpus to the files of its tables: three passes over the articles, in the order of publication.

The first sees who there is, the second counts actors and gathers events and speech, the third gathers figures, now that events have their words.
Rows of an article are lines at once and wait on disk, sorted by article; so no table is ever in memory.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from tidings import contract
from tidings.coding.columns import Row, Tables
from tidings.link.about import Phrases
from tidings.link.actors import ActorLinks, add_known
from tidings.link.authority import Authority, read_authority
from tidings.link.claims import ClaimLinks, Names
from tidings.link.corpus import Corpus
from tidings.link.event_labels import Named
from tidings.link.events import EventLinks, event_type_rows
from tidings.link.places import PlaceLinker, PlaceLinks
from tidings.link.streamed.actors import ActorIndex, ActorRows
from tidings.link.streamed.articles import Articles
from tidings.link.streamed.claims import Claims
from tidings.link.streamed.events import Clause, Events
from tidings.link.streamed.runs import Runs, read_records, write_records
from tidings.link.streamed.speech import Speech
from tidings.link.tables import Links, article_row, evidence_rows, figure_row, quote_row, report_row, with_ids
from tidings.publish.table_files import TableFile, lines_of
from tidings.rows import in_order

BY_ARTICLE = ("articles", "quotes", "figures", "mentions", "event_reports", "report_actors", "dates", "evidence")  # tables written article by article
EXPLAINED = ("quotes", "figures", "event_reports", "mentions", "dates")  # tables whose cells evidence can be of, beside actors
DISAGREEMENTS = 20  # lines on disagreements that are kept

Moved = Callable[[str, int, int], None]  # told the stage, how many articles are done, and of how many


@dataclass(slots=True)
class Told:
    """What the linking tells: `conflicts`, the first lines on disagreements, of `n_conflicts`."""

    conflicts: list[str] = field(default_factory=list)
    n_conflicts: int = 0

    def conflict(self, line: str) -> None:
        """Keep a line, or count it."""
        self.n_conflicts += 1
        if len(self.conflicts) < DISAGREEMENTS:
            self.conflicts.append(line)


@dataclass(slots=True)
class _Stash:
    """What the second pass knows of an article and the third needs. `own`: the actors that it alone tells of."""

    actors: dict[str, str]
    places: dict[str, str | None]
    events: dict[str, str]
    own: dict[str, Named]


class Making:
    """The tables of one corpus in the making. `folder`: an empty one, for what is on the way; the files go to `folder`/tables."""

    def __init__(self, folder: Path, articles: Articles, moved: Moved = lambda stage, done, of: None) -> None:
        self._folder, self._articles, self._moved = folder, articles, moved
        self._tables = contract.tables()
        self._lines = {name: Runs(folder, f"lines-{name}") for name in BY_ARTICLE}
        self._speech, self._events, self._claims = Speech(folder), Events(folder), Claims(folder)
        self._places = PlaceLinker()
        self.told = Told()
        (folder / "tables").mkdir()

    def make(self) -> dict[str, TableFile]:
        """Link, and write the file of each table."""
        known = read_authority()
        index = ActorIndex(known)
        write_records(self._folder / "keys.rec", (index.see(rank, one) for rank, one in self._pass("link: actors", known)))
        index.decide()
        actors = ActorRows(self._folder, index)
        write_records(self._folder / "stash.rec", self._second(index, actors))
        actors.finish()
        place_rows = self._places.rows({})
        place_names = {str(row["place_id"]): str(row["name"]) for row in place_rows}
        files: dict[str, TableFile] = {}
        with self._file("event_actors", files) as file:
            self._events.link(actors.named, place_names, file.write)
        self._third(actors.named, place_names)
        whole: dict[str, Iterable[Row]] = {
            "actors": (row for _, row in actors.actors),
            "claims": self._claims.rows(self.told.conflict),
            "events": self._events.rows(self.told.conflict),
            "actor_names": (row for _, row in actors.actor_names),
            "places": in_order(self._tables["places"], place_rows),
            "event_types": in_order(self._tables["event_types"], event_type_rows()),
            "judgements": index.judgements(actors.named),
        }
        for name, rows in whole.items():
            with self._file(name, files) as file:
                file.write(rows)
        for name in BY_ARTICLE:
            with self._file(name, files) as file:
                for _, (lines, count) in self._lines[name]:
                    file.write_lines(lines, count)
        return {name: files[name] for name in self._tables}

    def _file(self, name: str, files: dict[str, TableFile]) -> TableFile:
        files[name] = TableFile(self._tables[name], self._folder / "tables" / f"{name}.csv")
        return files[name]

    def _pass(self, stage: str, known: Authority | None = None) -> Iterator[tuple[int, Corpus]]:
        """Each article as a corpus of its own, with its place in the order of publication; with actors that are `known` beforehand."""
        for rank, tables in enumerate(self._articles):
            self._moved(stage, rank, len(self._articles))
            one = Corpus(tables, {})
            if known is not None:
                add_known(one, known)
            yield rank, one

    def _second(self, index: ActorIndex, actors: ActorRows) -> Iterator[_Stash]:
        keys = read_records(self._folder / "keys.rec")
        for (rank, one), own_keys in zip(self._pass("link: events", index.known), keys, strict=True):
            (coded,) = one.articles
            links, alone = index.of(own_keys)
            index.note_merges(coded, one, links)
            own = actors.count(rank, coded, one, links, alone)
            places = self._places.link(coded, one)
            types = ChainMap({actor: named.actor_type for actor, named in own.items()}, index.type_of)
            source = self._articles.source_of[coded.article_id]
            event_of, sides = self._events.note(rank, coded, one, links, places, types, own, source)
            self._speech.note(rank, coded, one, links)
            all_links = Links(links, places, EventLinks(event_of), ClaimLinks(), {})
            self._put("articles", coded.article_id, [article_row(coded.article, all_links, self._articles.copy_of)])
            for name in ("mentions", "dates"):
                self._put(name, coded.article_id, [with_ids(row, all_links, name) for row in one.tables[name]])
            self._put("event_reports", coded.article_id, [report_row(row, all_links) for row in one.tables["event_reports"]])
            self._put("report_actors", coded.article_id, sides)
            yield _Stash(links.actor_of, places.place_of, event_of, own)

    def _third(self, named: Mapping[str, Named], place_names: Mapping[str, str]) -> None:
        clauses, utterances = _InStep(self._events.clauses()), _InStep(self._speech.link())
        names = {actor: each.name for actor, each in named.items()}
        stashes = read_records(self._folder / "stash.rec")
        for (rank, one), stash in zip(self._pass("link: claims"), stashes, strict=True):
            (coded,) = one.articles
            said: list[Clause] = clauses.of(rank) or []
            events = EventLinks(stash.events, clause_of={each.event_id: each.clause for each in said})
            actors, places = ActorLinks(stash.actors), PlaceLinks(stash.places)
            all_names = ChainMap({actor: each.name for actor, each in stash.own.items()}, names, place_names)  # type: ignore[arg-type]
            phrases = Phrases(coded, all_names, events.clause_of, frozenset(each.event_id for each in said if each.acted))
            figures_of = Names(coded, one, actors, places, place_names, phrases)
            claim_of = self._claims.note(rank, coded, figures_of, actors, events, self._articles.source_of[coded.article_id])
            links = Links(actors, places, events, ClaimLinks(claim_of), utterances.of(rank) or {})
            self._put("figures", coded.article_id, [figure_row(row, links) for row in one.tables["figures"]])
            self._put("quotes", coded.article_id, [quote_row(row, links) for row in one.tables["quotes"]])
            there: list[Row] = [{"actor_id": actor} for actor in stash.actors.values() if actor in stash.own or actor in named]
            known = {name: one.tables[name] for name in EXPLAINED} | {"actors": there}
            self._put_evidence(coded.article_id, list(evidence_rows(one.tables["evidence"], known, links)))

    def _put(self, name: str, article_id: str, rows: list[Row]) -> None:
        """Rows of an article as lines. Report ids, which report_actors is sorted by, are the article's id and a colon first."""
        if rows:
            key = f"{article_id}:" if name == "report_actors" else article_id
            self._put_lines(name, (key,), in_order(self._tables[name], rows))

    def _put_lines(self, name: str, key: tuple[str, ...], rows: list[Row]) -> None:
        lines = lines_of(self._tables[name], rows)
        self._lines[name].put(key, (lines, len(rows)), len(lines) + 200)

    def _put_evidence(self, article_id: str, rows: list[Row]) -> None:
        of_table: dict[str, list[Row]] = {}
        for row in in_order(self._tables["evidence"], rows):
            of_table.setdefault(str(row["table"]), []).append(row)
        for name, found in of_table.items():
            self._put_lines("evidence", (name, article_id), found)


T = TypeVar("T")


class _InStep(Generic[T]):
    """What is known by rank, asked for in the order of ranks."""

    def __init__(self, known: Iterator[tuple[int, T]]) -> None:
        self._known = known
        self._next: tuple[int, T] | None = next(known, None)

    def of(self, rank: int) -> T | None:
        """What is known of it; None where nothing is."""
        if self._next is None or self._next[0] != rank:
            return None
        found = self._next[1]
        self._next = next(self._known, None)
        return found


def of_tables(folder: Path, codings: Iterable[Tables], signatures: Mapping[str, bytes], moved: Moved = lambda stage, done, of: None) -> Making:
    """The tables of codings of one article each."""
    articles = Articles(folder)
    for tables in codings:
        articles.add(tables)
    articles.close(signatures)
    return Making(folder, articles, moved)
