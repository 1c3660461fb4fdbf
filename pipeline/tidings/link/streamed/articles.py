"""The codings of a corpus on disk, an article at a time, in the order of publication: what the passes of the linking read."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tidings.coding.columns import Row, Tables, coding_tables
from tidings.ids import home
from tidings.link.copies import near_copies
from tidings.link.sources import independent_sources

OF_ARTICLE = ("mentions", "dates", "quotes", "figures", "event_reports", "evidence")  # tables whose rows say which article they stand in


class Place(NamedTuple):
    """Where an article's coding lies. Sorted, places are in the order of publication and id."""

    published: str
    article_id: str
    offset: int
    length: int


class Articles:
    """The codings, kept in one file; in memory there are the ids, the places, and what tells the sources from each other."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "articles.bin"
        self._file = self._path.open("wb")
        self._places: list[Place] = []
        self._facts: list[tuple[str, str | None, str | None, str | None, str]] = []
        self.copy_of: dict[str, str] = {}
        self.source_of: dict[str, str] = {}

    def add(self, tables: Tables) -> None:
        """Keep the coding of one article."""
        (row,) = tables["articles"]
        data = zlib.compress(pickle.dumps(tables, protocol=5), 1)
        article_id, published = str(row["article_id"]), row["published"]
        self._places.append(Place(str(published or "9999"), article_id, self._file.tell(), len(data)))
        self._file.write(data)
        outlet, credit, day = (None if each is None else str(each) for each in (row["outlet"], row["wire_credit"], published))
        self._facts.append((article_id, outlet, credit, day, str(row["text_sha256"])))

    def close(self, signatures: Mapping[str, bytes]) -> None:
        """All articles are there. `signatures`: see `link.copies`."""
        self._file.close()
        self._places.sort()
        self.copy_of = near_copies((published, key, text, signatures.get(key, b"")) for key, _, _, published, text in self._facts)
        rows = ({"article_id": key, "outlet": outlet, "wire_credit": credit} for key, outlet, credit, _, _ in self._facts)
        same: dict[str, str] = {}
        self.source_of = {key: same.setdefault(source, source) for key, source in independent_sources(rows, self.copy_of).items()}
        self._facts = []

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Tables]:
        with self._path.open("rb") as file:
            for place in self._places:
                file.seek(place.offset)
                yield pickle.loads(zlib.decompress(file.read(place.length)))


def by_article(tables: Tables, wanted: Mapping[str, object] | set[str]) -> Iterator[Tables]:
    """The coding of several articles as one coding each, of those that are wanted. Every id of a machine's actor or place that no gazetteer knows
    ends in its article's.
    """
    found: dict[str, Tables] = {}
    for row in tables["articles"]:
        if row["article_id"] in wanted:
            found[str(row["article_id"])] = {name: [] for name in coding_tables()} | {"articles": [row]}
    for name in OF_ARTICLE:
        _deal(tables[name], name, "article_id", found)
    of_report = {str(row["report_id"]): str(row["article_id"]) for row in tables["event_reports"]}
    for row in tables["report_actors"]:
        if (tables_of := found.get(of_report.get(str(row["report_id"]), ""))) is not None:
            tables_of["report_actors"].append(row)
    ids = {str(row["article_id"]) for row in tables["articles"]}
    for name, column in (("actors", "actor_id"), ("places", "place_id")):
        for row in tables[name]:
            if (tables_of := found.get(home(str(row[column]), ids) or "")) is not None:
                tables_of[name].append(row)
    yield from found.values()


def _deal(rows: Iterable[Row], name: str, column: str, found: Mapping[str, Tables]) -> None:
    for row in rows:
        if (tables := found.get(str(row[column]))) is not None:
            tables[name].append(row)
