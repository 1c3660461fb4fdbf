"""The codings of a corpus on disk, in chunks of some articles: what the passes of the linking read, each chunk in one process at a time."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tidings.coding.columns import Row, Tables, coding_tables
from tidings.ids import home
from tidings.link.copies import near_copies
from tidings.link.corpus import Corpus
from tidings.link.sources import independent_sources

OF_ARTICLE = ("mentions", "dates", "quotes", "figures", "event_reports", "evidence")  # tables whose rows say which article they stand in
FACTS = ("article_id", "published", "outlet", "wire_credit", "text_sha256")  # columns of articles that the order and the sources follow from

Keys = list[tuple[str, int | None]]  # of an article: its actors, each with its number among those of the chunk, None for one that it alone tells of


class Standing(NamedTuple):
    """Where an article stands among all. `rank`: its place in the order of publication and id; `source`: what it counts as (`link.sources`)."""

    rank: int
    source: str
    copy_of: str | None


def standings(facts: Iterable[Mapping[str, object]], signatures: Mapping[str, bytes]) -> dict[str, Standing]:
    """article_id -> where it stands. `facts`: rows of articles with the columns `FACTS`; `signatures`: see `link.copies`."""
    rows = sorted(({name: row[name] for name in FACTS} for row in facts), key=lambda row: (str(row["published"] or "9999"), str(row["article_id"])))
    told = ((_text(row["published"]), str(row["article_id"]), str(row["text_sha256"])) for row in rows)
    copy_of = near_copies((published, key, text, signatures.get(key, b"")) for published, key, text in told)
    source_of = independent_sources(rows, copy_of)
    same: dict[str, str] = {}
    found = {}
    for rank, row in enumerate(rows):
        key = str(row["article_id"])
        source = source_of[key]
        found[key] = Standing(rank, same.setdefault(source, source), copy_of.get(key))
    return found


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class _Kept(NamedTuple):
    """An article of a chunk: where its coding lies in the file. `added`: rows of actors that the coding points to and does not tell of."""

    standing: Standing
    offset: int
    length: int
    keys: Keys
    added: list[Row]


class ChunkWriter:
    """Writes the codings of a chunk."""

    def __init__(self, folder: Path, chunk: int) -> None:
        self._index, path = _paths(folder, chunk)
        self._file = path.open("wb")
        self._kept: list[_Kept] = []

    def put(self, one: Corpus, standing: Standing, keys_of: Callable[[Corpus], Keys]) -> None:
        """Keep the coding of one article, as it is before `keys_of` sees it."""
        data = zlib.compress(pickle.dumps(one, protocol=5), 1)
        before = set(one.actors)
        keys = keys_of(one)
        added = [row for actor_id, row in one.actors.items() if actor_id not in before]
        self._kept.append(_Kept(standing, self._file.tell(), len(data), keys, added))
        self._file.write(data)

    def close(self) -> None:
        """All articles of the chunk are there."""
        self._file.close()
        self._index.write_bytes(pickle.dumps(sorted(self._kept), protocol=5))


def read_chunk(folder: Path, chunk: int, added: bool = False) -> Iterator[tuple[Standing, Corpus, Keys]]:
    """The articles of a chunk in the order of their ranks, each as a corpus of its own; `added`: with the actors that were added to it."""
    index, path = _paths(folder, chunk)
    with path.open("rb") as file:
        for kept in pickle.loads(index.read_bytes()):
            file.seek(kept.offset)
            one = pickle.loads(zlib.decompress(file.read(kept.length)))
            for row in kept.added if added else ():
                one.add_actor(row)
            yield kept.standing, one, kept.keys


def _paths(folder: Path, chunk: int) -> tuple[Path, Path]:
    return folder / f"chunk-{chunk:05d}.index", folder / f"chunk-{chunk:05d}.bin"


def by_article(tables: Tables, wanted: Collection[str]) -> Iterator[Tables]:
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
