"""Read a coding in whatever form somebody has it: tables, one table in a file of any name, langextract's JSON lines, web annotations."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from tidings.coding.columns import coding_tables
from tidings.coding.files import PLACING, RawCoding, RawTable, read_coding
from tidings.coding.given import TEXT_COLUMNS
from tidings.coding.langextract import is_langextract, read_langextract
from tidings.coding.read_cells import FileFault, read_csv
from tidings.coding.refusals import Refusal
from tidings.coding.web_annotation import is_web_annotation, read_web_annotations
from tidings.errors import TidingsError


def read_any_coding(place: Path, texts: Mapping[str, str] | None = None) -> RawCoding:
    """The coding at `place`: what `files.read_coding` reads, or one of the forms that this module names.

    `texts` (article_id -> text), where at hand, tells langextract's documents apart and holds its offsets against the article.
    Raises UsageError where nothing is there, TidingsError for a file that cannot be read as what it is.
    """
    if is_langextract(place):
        return read_langextract(place, texts).raw(place)
    if is_web_annotation(place):
        return read_web_annotations(place).raw(place)
    if place.suffix == ".csv" and place.is_file() and place.name.removesuffix(".csv") not in coding_tables():
        return _read_one_table(place)
    return read_coding(place)


def table_told_by(columns: Iterable[str], file: str) -> str:
    """The table that a file of any name holds: that whose column of words is among its columns. Raises TidingsError for none or several."""
    there = set(columns)
    told = [table for table, column in TEXT_COLUMNS.items() if column in there]
    if len(told) == 1:
        return told[0]
    found = f"columns of several tables ({', '.join(told)})" if told else "no column that tells its table"
    texts = ", ".join(f"{column} ({table})" for table, column in TEXT_COLUMNS.items())
    raise TidingsError(f"{file}: {found}; a single file has one of {texts}, or is called like its table")


def _read_one_table(path: Path) -> RawCoding:
    data = path.read_bytes()
    try:
        header = next(csv.reader(io.StringIO(data.decode("utf-8-sig").split("\n", 1)[0])), [])
    except (UnicodeDecodeError, csv.Error):
        header = [TEXT_COLUMNS["quotes"]]  # whatever it holds, reading it says what is wrong with the file
    table, refused = table_told_by(header, path.name), list[Refusal]()
    coding = coding_tables()[table]
    try:
        part = read_csv(path.name, data, table, (frozenset([*coding.table.columns, *PLACING]), coding.by_link), refused)
    except FileFault as fault:
        raise TidingsError(str(fault)) from None
    return RawCoding(str(path), {table: RawTable(part.cells, [part.file] * len(part.lines), part.lines)}, refused)
