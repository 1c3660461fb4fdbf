"""Events, sorted by their ids: reports come article by article, rows are made event by event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tidings import contract
from tidings.coding.columns import Row
from tidings.link.corpus import Coded, Corpus, text
from tidings.link.event_keys import Told
from tidings.link.event_labels import Named
from tidings.link.events import brackets, clause_of_event, event_row, in_article, parts_of, reports_of
from tidings.link.places import PlaceLinks
from tidings.link.streamed.actors import Here, Names, Put
from tidings.link.streamed.articles import Standing
from tidings.link.streamed.dealt import Dealt, read_dealt
from tidings.link.streamed.labels import Labelled, write_labelled
from tidings.link.streamed.runs import Parted, groups, merged
from tidings.rows import in_order

STEPS = 4  # what tells events of one label apart: their dates, who reported them first, when, and their ids
CLAUSES = "clauses"


class Reported(NamedTuple):
    """A report with what its event needs of its article. `own`: actors that it alone tells of; `roots`: the others with their numbers; `chunk`: that
    of the article, if a figure of it is of the event.
    """

    told: Told
    rank: int
    source: str
    outlet: str | None
    published: str | None
    own: Mapping[str, Named]
    roots: Mapping[str, int]
    chunk: int | None


class Clause(NamedTuple):
    """An event as the claims of an article need it."""

    rank: int
    event_id: str
    clause: str
    acted: bool


class Reports:
    """Gathers the reports of a chunk."""

    def __init__(self, folder: Path, chunk: int, parts: int) -> None:
        self._chunk = chunk
        self._reports = Parted(folder, f"reports-{chunk:05d}", parts)

    def note(
        self, standing: Standing, coded: Coded, one: Corpus, here: Here, places: PlaceLinks, own: Mapping[str, Named]
    ) -> tuple[dict[str, str], list[Row]]:
        """Note an article's reports. Returns what its report ids and local event ids stand for, and its rows of report_actors."""
        types = here.types | {actor: named.actor_type for actor, named in own.items()}
        event_of: dict[str, str] = {}
        sides: list[Row] = []
        found = list(in_article(reports_of(coded, here.links, places, types), one, {}))
        for told, event_id in found:
            event_of[told.report_id] = event_id
            if told.given:
                event_of.setdefault(told.given, event_id)
            for role, parts in (("actor", told.actors), ("recipient", told.recipients)):
                sides.extend({"report_id": told.report_id, "actor_id": actor, "role": role} for actor in parts)
        counted = {event_of.get(event, event) for figure in coded.figures if (event := text(figure, "event_id"))}
        outlet, published = text(coded.article, "outlet"), coded.published
        for number, (told, event_id) in enumerate(found):
            both = (*told.actors, *told.recipients)
            local = {actor: tuple(own[actor]) for actor in both if actor in own}
            roots = {actor: here.roots[actor] for actor in both if actor in here.roots}
            short = tuple(told._replace(said=(), key=None))
            chunk = self._chunk if event_id in counted else None
            record = (short, standing.rank, standing.source, outlet, published, local, roots, chunk)
            self._reports.put((event_id, standing.rank, number), record, 1200)
        return event_of, sides

    def close(self) -> list[list[Path]]:
        """All articles of the chunk are noted. Returns where the reports of each part lie."""
        return self._reports.close()


def make_events(folder: Path, part: int, runs: Sequence[Path], names: Names, place_names: Mapping[str, str], put: Put) -> None:
    """Make the events of one part but for their labels (`labels.write_labelled`). Puts rows of event_actors."""
    clauses = Dealt(folder, CLAUSES, part)

    def rows() -> Iterator[tuple[str, Row, Labelled]]:
        for event_id, records in groups(merged(runs)):
            reports = [Reported(Told(*told), *more) for told, *more in records]
            told = [each.told for each in reports]
            row = event_row(event_id, told, {each.told.article_id: each.source for each in reports})
            parts = list(parts_of(event_id, told))
            if parts:
                put("event_actors", (event_id,), in_order(contract.tables()["event_actors"], parts))
            clause = clause_of_event(row, told, _named(reports, names), place_names)
            acted = any(each["role"] == "actor" for each in parts)
            for rank, chunk in dict.fromkeys((each.rank, each.chunk) for each in reports if each.chunk is not None):
                clauses.put(chunk, (rank, event_id, clause, acted))
            first = reports[0]
            yield event_id, row, Labelled(clause, brackets(row, told), (text(row, "date_edtf"), first.outlet, first.published, event_id))

    write_labelled(folder, "events", part, rows())
    clauses.close()


def _named(reports: Sequence[Reported], names: Names) -> dict[str, Named]:
    """The actors of an event by their ids."""
    found = {actor: Named(*named) for each in reports for actor, named in each.own.items()}
    for each in reports:
        for actor, root in each.roots.items():
            if actor not in found and (named := names.get(root)) is not None:
                found[actor] = named
    return found


def clauses_of_chunk(folder: Path, parts: int, chunk: int) -> dict[int, list[Clause]]:
    """rank -> the events that figures of the article belong to, for articles that have such."""
    found: dict[int, list[Clause]] = {}
    for record in read_dealt(folder, CLAUSES, parts, chunk):
        clause = Clause(*record)
        found.setdefault(clause.rank, []).append(clause)
    return found
