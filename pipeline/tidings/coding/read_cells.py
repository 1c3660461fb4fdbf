"""One file of a coding as columns of cells: CSV as people and spreadsheets write it, and Parquet. What is no such table is a `FileFault`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl
from rapidfuzz import process

from tidings.cells import cell
from tidings.coding.refusals import Refusal, shortened

LONGEST_CELL = 100_000  # characters; the longest quotation known is far shorter, and a whole article is no cell
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


class FileFault(Exception):
    """A whole file that cannot be read as a table. The message names the file, what is wrong and what to do."""


@dataclass(frozen=True)
class Part:
    """The rows of one file: `cells` by column (None where empty), the line or row number of each, and columns that were passed over."""

    file: str
    cells: Mapping[str, list[str | None]]
    lines: list[int]
    passed_over: list[str]


def nearest(name: str, known: Iterable[str]) -> str:
    """What to do about a name that is not known: the nearest known one, or all of them."""
    names = sorted(known)
    found = process.extractOne(name.strip().lower().replace(" ", "_"), names, score_cutoff=60)
    return f"did you mean {found[0]}?" if found else f"known are {', '.join(names)}"


def read_csv(file: str, data: bytes, table: str, allowed: tuple[frozenset[str], frozenset[str]], refused: list[Refusal]) -> Part:
    """The rows of a CSV file (UTF-8, with or without byte order mark). Rows that cannot be read are added to `refused`. Raises FileFault."""
    text = _decoded(file, data)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header, first = None, 1
    lines: list[int] = []
    rows: list[list[str]] = []
    for line, row in _rows(file, reader):
        if header is None:
            first = line
            header = _header(file, line, row, allowed, text)
        elif any(row):  # a blank line, or one of empty cells, as spreadsheets leave at the end
            fault = _row_fault(file, line, table, row, header)
            if fault:
                refused.append(fault)
            else:
                lines.append(line)
                rows.append(row)
    if header is None:
        raise FileFault(f"{file}: the file is empty; give a header ({', '.join(sorted(allowed[0])[:4])} …), or leave the file out")
    _check_columns(f"{file}:{first}", [name for name in header if name], allowed)
    taken = [(place, name) for place, name in enumerate(header) if name in allowed[0]]
    cells = {name: [row[place] or None for row in rows] for place, name in taken}
    return Part(file, cells, lines, [name for name in header if name in allowed[1]])


def read_parquet(file: str, data: bytes, table: str, allowed: tuple[frozenset[str], frozenset[str]], refused: list[Refusal]) -> Part:
    """The rows of a Parquet file as text. Raises FileFault."""
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except Exception as error:
        raise FileFault(f"{file}: no Parquet file that can be read ({shortened(str(error))}); write it again") from None
    _check_columns(file, frame.columns, allowed)
    nested = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    if nested:
        raise FileFault(f"{file}: {', '.join(nested)}: a cell holds one value, no list, struct or bytes; write text or numbers")
    cells = {name: [_text(value) for value in frame[name].to_list()] for name in frame.columns if name in allowed[0]}
    wrong = {number: name for name, values in cells.items() for number, value in enumerate(values) if _cell_fault(value)}
    for number in sorted(wrong):
        value = cells[wrong[number]][number] or ""
        refused.append(Refusal(file, number + 1, table, wrong[number], value, *_cell_fault(value) or ("", "")))
    kept = [number for number in range(frame.height) if number not in wrong]
    if wrong:
        cells = {name: [values[number] for number in kept] for name, values in cells.items()}
    return Part(file, cells, [number + 1 for number in kept], [name for name in frame.columns if name in allowed[1]])


def _text(value: object) -> str | None:
    return None if value is None else cell(value) or None


def _decoded(file: str, data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileFault(f"{file}: the file is UTF-16; save it as CSV in UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        begin = data.rfind(b"\n", 0, error.start) + 1
        around = data[max(begin, error.start - 20) : error.start + 10].split(b"\n")[0].decode("cp1252", "replace")
        raise FileFault(
            f'{file}:{line}: byte {error.start} (0x{data[error.start]:02x}, in "{shortened(around)}" if read as Windows-1252) is not UTF-8; '
            "save the file as UTF-8"
        ) from None


def _rows(file: str, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        line = 1
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                says = f"a cell has more than {LONGEST_CELL:,} characters" if "limit" in str(error) else f"not CSV ({error})"
                raise FileFault(f"{file}:{line}: {says}; look for a quotation mark that is not closed or not doubled") from None
            yield line, row
            line = reader.line_num + 1  # type: ignore[attr-defined]
    finally:
        csv.field_size_limit(before)


def _header(file: str, line: int, row: list[str], allowed: tuple[frozenset[str], frozenset[str]], text: str) -> list[str]:
    known = allowed[0] | allowed[1]
    if not known & set(row):
        first = text.split("\n", 1)[0].rstrip("\r")
        for mark, name in _OTHER_SEPARATORS.items():
            if known & {part.strip('"') for part in first.split(mark)} and mark in first:
                raise FileFault(f"{file}:{line}: the cells are parted by {name}; save the file as CSV with commas")
        if not any(process.extractOne(name.lower(), known, score_cutoff=80) for name in row if name):
            raise FileFault(
                f'{file}:{line}: "{shortened(first, 60)}" is no header; write the names of the columns in the first line, such as '
                f"{', '.join(name for name in _leading(known))}"
            )
    return row


def _leading(known: frozenset[str]) -> list[str]:
    texts = sorted(name for name in known if name.endswith("_text") and name not in ("addressee_text", "speaker_text"))
    return [*(["article_id"] if "article_id" in known else sorted(known)[:1]), *texts[:1]]


def _check_columns(where: str, names: list[str], allowed: tuple[frozenset[str], frozenset[str]]) -> None:
    known = allowed[0] | allowed[1]
    unknown = [f"{where}: no column is called {name}; {nearest(name, known)}" for name in names if name not in known]
    twice = sorted({name for name in names if names.count(name) > 1})
    unknown += [f"{where}: the column {name} stands twice; keep one" for name in twice]
    if unknown:
        raise FileFault("\n".join(unknown))


def _row_fault(file: str, line: int, table: str, row: list[str], header: list[str]) -> Refusal | None:
    if len(row) != len(header):
        says = f"the row has {len(row)} cells, the header {len(header)}"
        todo = "look for a comma that stands in no quotation marks, or a mark that is not doubled"
        return Refusal(file, line, table, "", ",".join(row), says, todo)
    for name, value in zip(header, row, strict=True):
        if value and not name:
            return Refusal(file, line, table, "", value, "the cell stands in a column without a name", "name the column or empty the cell")
        fault = _cell_fault(value)
        if fault:
            return Refusal(file, line, table, name, value, *fault)
    return None


def _cell_fault(value: str | None) -> tuple[str, str] | None:
    if value and "\0" in value:
        return "the cell holds a NUL character", "remove it; the file may have been cut or is no text"
    if value and len(value) > LONGEST_CELL:
        return f"the cell has more than {LONGEST_CELL:,} characters", "give the words alone, not the article"
    return None
