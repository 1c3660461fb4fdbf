"""Rows as lines of their table's file, sorted on disk by what their table is sorted by, until the file is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tidings import contract
from tidings.coding.columns import Row
from tidings.link.streamed.runs import Runs, merged
from tidings.publish.table_files import TableFile, lines_of

BY_ARTICLE = ("articles", "quotes", "figures", "mentions", "event_reports", "report_actors", "dates", "evidence")  # tables written article by article
BY_THING = ("actors", "actor_names", "event_actors")  # tables written actor by actor, event by event


class Made(NamedTuple):
    """A table's file that is written; as `TableFile`."""

    path: Path
    rows: int
    size: int
    sha256: str


class Lines:
    """The lines that one task makes."""

    def __init__(self, folder: Path, task: str) -> None:
        self._tables = contract.tables()
        self._runs = {name: Runs(folder, f"lines-{name}-{task}", 4_000_000) for name in (*BY_ARTICLE, *BY_THING)}

    def put(self, name: str, key: tuple[str, ...], rows: Sequence[Row]) -> None:
        """Put rows of one key, in the order of their table."""
        lines = lines_of(self._tables[name], rows)
        self._runs[name].put(key, (lines, len(rows)), len(lines) + 200)

    def close(self) -> dict[str, list[Path]]:
        """The task is done. Returns for each table where its lines lie."""
        return {name: paths for name, runs in self._runs.items() if (paths := runs.close())}


def write_table(path: Path, name: str, runs: Sequence[Path]) -> Made:
    """Write a table's file from the lines of all tasks. Lines that were put twice under one key are written once."""
    with TableFile(contract.tables()[name], path) as file:
        for lines, rows in _once(runs):
            file.write_lines(lines, rows)
    return made(file)


def made(file: TableFile) -> Made:
    """What a file that is written is like."""
    return Made(file.path, file.rows, file.size, file.sha256)


def _once(runs: Sequence[Path]) -> Iterator[tuple[bytes, int]]:
    for _, records in groupby(merged(runs), key=lambda record: record[0]):
        yield next(records)[1]


def together(each: Sequence[Mapping[str, Sequence[Path]]]) -> dict[str, list[Path]]:
    """For each table where the lines of all tasks lie."""
    found: dict[str, list[Path]] = {}
    for lines in each:
        for name, paths in lines.items():
            found.setdefault(name, []).extend(paths)
    return found
