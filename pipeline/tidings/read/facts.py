"""``articles.csv``: a table of facts about the files of a folder, that a person wrote, often in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tidings.errors import TidingsError
from tidings.read.decoding import UnreadableText, decode
from tidings.read.found import Note
from tidings.read.text import FACTS

FACTS_FILE = "articles.csv"
_FILE_COLUMNS = ("source_file", "file", "filename", "file_name")
_KNOWN = ("article_id", *FACTS)
_TEXT_COLUMNS = ("text", "body", "content", "maintext", "plaintext")  # of a table of articles that happens to be called so


@dataclass(frozen=True, slots=True)
class FolderFacts:
    """Facts by file. Names are compared in Unicode form C, as systems write one name in two ways."""

    there: bool = False
    of_files: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[tuple[str, str], ...]:
        """What is told of a file, by its path below the folder."""
        return self.of_files.get(unicodedata.normalize("NFC", name), ())

    def unused(self, folder: Path, met: Collection[str]) -> Iterator[Note]:
        """A note for each row that names a file that is not there."""
        known = {unicodedata.normalize("NFC", name) for name in met}
        for name in self.of_files:
            if name not in known:
                yield Note("facts", str(folder / FACTS_FILE), None, f"no file {name}")


def facts_of_folder(folder: Path, encoding: str = "utf-8") -> tuple[FolderFacts, list[Note]]:
    """The facts, and a note for each column that is none. Empty where there is no table, or where it is a table of articles itself.

    Raises TidingsError for a table that cannot be read.
    """
    path = folder / FACTS_FILE
    if not path.is_file():
        return FolderFacts(), []
    delimiter, header = _header(path, encoding)
    column = next((name for name in _FILE_COLUMNS if name in header), None)
    if column is None and any(name in header for name in _TEXT_COLUMNS):
        return FolderFacts(), []
    rows = read_table(path, [column or "source_file"], delimiter, encoding)
    facts: dict[str, tuple[tuple[str, str], ...]] = {}
    notes = [Note("facts", str(path), 1, f"no column of facts: {name}") for name in header if name not in (*_KNOWN, column) and name.strip()]
    for number, row in enumerate(rows, start=2):
        told = tuple((key, value) for key, value in row.items() if value and key in _KNOWN)
        name = unicodedata.normalize("NFC", row[column or "source_file"].replace("\\", "/").strip())
        if name in facts:
            notes.append(Note("facts", str(path), number, f"a second row of {name}, which counts"))
        facts[name] = told
    return FolderFacts(True, facts), notes


def _header(path: Path, encoding: str) -> tuple[str, list[str]]:
    """The delimiter and the names in the first line."""
    first = _text(path, encoding).split("\n", 1)[0].rstrip("\r")
    delimiter = delimiter_of(first)
    return delimiter, next(csv.reader([first], delimiter=delimiter), [])


def delimiter_of(header: str) -> str:
    """What parts the cells of a table: a comma, a semicolon or a tab, whichever its header has most of."""
    return max(",;\t", key=header.count)


def _text(path: Path, encoding: str) -> str:
    try:
        return decode(path.read_bytes(), encoding)
    except UnreadableText as error:
        raise TidingsError(f"{path}: {error.reason}") from None


def read_table(path: Path, columns: Iterable[str] = (), delimiter: str = ",", encoding: str = "utf-8") -> list[dict[str, str]]:
    """Rows of a CSV file that people write, as strings. Raises TidingsError where it is not UTF-8, not CSV or ragged, or lacks one of `columns`."""
    rows = []
    reader = csv.DictReader(io.StringIO(_text(path, encoding), newline=""), delimiter=delimiter)
    try:
        lacking = [name for name in columns if name not in (reader.fieldnames or ())]
        if lacking:
            raise TidingsError(f"{path}: no column {', '.join(lacking)}; add it to the header, and a cell, empty or not, to each row")
        for row in reader:
            if None in row or None in row.values():
                raise TidingsError(f"{path}:{reader.line_num}: the row has not as many cells as the header")
            rows.append(row)
    except csv.Error as error:
        raise TidingsError(f"{path}:{reader.line_num}: not CSV: {error}; look for a quotation mark that is not closed") from None
    return rows
