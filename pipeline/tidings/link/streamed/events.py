"""Events, sorted by their ids: reports come article by article, rows are made event by event."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tidings import contract
from tidings.coding.columns import Row
from tidings.link.actors import ActorLinks
from tidings.link.corpus import Coded, Corpus, text
from tidings.link.event_labels import Named
from tidings.link.events import Told, brackets, clause_of_event, event_row, in_article, parts_of, reports_of
from tidings.link.places import PlaceLinks
from tidings.link.streamed.labels import Labelled, unlike
from tidings.link.streamed.runs import Runs, read_records, write_records
from tidings.rows import in_order

Write = Callable[[Iterable[Row]], None]
STEPS = 4  # what tells events of one label apart: their dates, who reported them first, when, and their ids


class Reported(NamedTuple):
    """A report with what its event needs of its article. `own`: actors that it alone tells of; `counted`: a figure of the article is of the event."""

    told: Told
    rank: int
    source: str
    outlet: str | None
    published: str | None
    own: Mapping[str, Named]
    counted: bool


class Clause(NamedTuple):
    """An event as the claims of an article need it."""

    event_id: str
    clause: str
    acted: bool


class Events:
    """Gathers the reports of all articles and writes the tables of events."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reports = Runs(folder, "reports")
        self._clauses = Runs(folder, "clauses")
        self._count = 0

    def note(
        self,
        rank: int,
        coded: Coded,
        one: Corpus,
        actors: ActorLinks,
        places: PlaceLinks,
        types: Mapping[str, str],
        own: Mapping[str, Named],
        source: str,
    ) -> tuple[dict[str, str], list[Row]]:
        """Note an article's reports. Returns what its report ids and local event ids stand for, and its rows of report_actors."""
        event_of: dict[str, str] = {}
        sides: list[Row] = []
        found = list(in_article(reports_of(coded, actors, places, types), one, {}))
        for told, event_id in found:
            event_of[told.report_id] = event_id
            if told.given:
                event_of.setdefault(told.given, event_id)
            for role, parts in (("actor", told.actors), ("recipient", told.recipients)):
                sides.extend({"report_id": told.report_id, "actor_id": actor, "role": role} for actor in parts)
        counted = {event_of.get(event, event) for figure in coded.figures if (event := text(figure, "event_id"))}
        outlet = text(coded.article, "outlet")
        for number, (told, event_id) in enumerate(found):
            local = {actor: own[actor] for actor in (*told.actors, *told.recipients) if actor in own}
            short = replace(told, said=(), key=None)
            self._reports.put((event_id, rank, number), Reported(short, rank, source, outlet, coded.published, local, event_id in counted), 1200)
        return event_of, sides

    def link(self, named: Mapping[str, Named], place_names: Mapping[str, str], sides: Write) -> None:
        """Make the rows of all events but for their labels; those of event_actors go to `sides`, in order."""
        self._count = write_records(self._folder / "events.rec", self._rows(named, place_names, sides))

    def _rows(self, named: Mapping[str, Named], place_names: Mapping[str, str], sides: Write) -> Iterator[tuple[Row, Labelled]]:
        for event_id, reports in self._reports.groups():
            told = [each.told for each in reports]
            row = event_row(event_id, told, {each.told.article_id: each.source for each in reports})
            parts = list(parts_of(event_id, told))
            sides(in_order(contract.tables()["event_actors"], parts))
            own = {actor: name for each in reports for actor, name in each.own.items()}
            clause = clause_of_event(row, told, ChainMap(own, named), place_names)  # type: ignore[arg-type]
            acted = any(part["role"] == "actor" for part in parts)
            for rank in dict.fromkeys(each.rank for each in reports if each.counted):
                self._clauses.put((rank, event_id), Clause(event_id, clause, acted))
            first = reports[0]
            yield row, Labelled(clause, brackets(row, told), (text(row, "date_edtf"), first.outlet, first.published, event_id))

    def clauses(self) -> Iterator[tuple[int, list[Clause]]]:
        """rank -> the events that figures of the article belong to, for articles that have such."""
        yield from self._clauses.groups()

    def rows(self, disputed: Callable[[str], None]) -> Iterator[Row]:
        """The table of events. `disputed` is told a line for each event on which reports disagree."""
        path = self._folder / "events.rec"

        def read() -> Iterable[Labelled]:
            return (labelled for _, labelled in read_records(path))

        for (row, _), label in zip(read_records(path), unlike(read, self._count, STEPS), strict=True):
            row["label"] = label
            if row["disputed"]:
                disputed(f"{row['event_id']}: {label}: {row['n_reports']} reports, {row['status']}")
            yield row
