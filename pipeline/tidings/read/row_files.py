"""Files of rows: JSON lines, JSON, CSV, Parquet. Each is read as a stream; a row that cannot be read is yielded as Unreadable."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from tidings.errors import Unreadable
from tidings.read.decoding import UnreadableText, decoded
from tidings.read.facts import delimiter_of
from tidings.read.found import Note, Piece
from tidings.read.opened import LONGEST_LINE, UnreadableFile, lines_of, opened
from tidings.read.options import ReadOptions

Row = tuple[int, Any]
RowOrNot = Row | Unreadable | Note
GROUP = 64  # rows in a run that goes to one part of a file that cannot be cut
_CHUNK = 1 << 16
_BETWEEN = re.compile(r"[\ufeff\s,]*")
_TOO_LONG = "the row is longer than any article can be"


def rows_of(piece: Piece, options: ReadOptions) -> Iterator[RowOrNot]:
    """Numbers and rows of a piece, whatever its kind."""
    readers = {"jsonl": _json_lines, "json": _json_values, "csv": _csv_rows, "parquet": _parquet_rows}
    for at, each in enumerate(readers[piece.kind](piece, options)):
        if at // GROUP % piece.parts == piece.part:
            yield each


def _lines(piece: Piece, options: ReadOptions) -> Iterator[tuple[int, str] | Unreadable | Note]:
    """Decoded lines of a piece. A file in UTF-16 comes as one piece and is decoded as a stream."""
    with opened(Path(piece.path), piece.compression) as stream:
        stream.seek(piece.start) if piece.start else None
        if piece.encoding:
            yield from _wide_lines(stream, piece.encoding)
            return
        length = None if piece.end is None else piece.end - piece.start
        for number, line in lines_of(stream, piece.line, length):
            if line is None:
                yield Unreadable(piece.path, number, _TOO_LONG)
                continue
            try:
                text, encoding = decoded(line, options.encoding)
            except UnreadableText as error:
                yield from unreadable(piece.path, number, error)
                continue
            if encoding != "utf-8":
                yield Note("decoded", piece.path, number, encoding)
            yield number, text


def unreadable(path: str, line: int | None, error: UnreadableText) -> Iterator[Unreadable | Note]:
    """A text that is left out, and where one option would mend many such, a remark that counts them."""
    yield Unreadable(path, line, error.reason)
    if error.kind:
        yield Note(error.kind, path, line, "")


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[tuple[int, str]]:
    yield from enumerate(codecs.getreader(encoding)(stream, "replace"), start=1)


def _json_lines(piece: Piece, options: ReadOptions) -> Iterator[RowOrNot]:
    for each in _lines(piece, options):
        if isinstance(each, Unreadable | Note):
            yield each
        elif each[1].strip("\ufeff \t\r\n"):
            yield _object(piece, *each)


def _object(piece: Piece, number: int, line: str) -> Row | Unreadable:
    try:
        return number, json.loads(line.strip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Unreadable(piece.path, number, f"not a JSON object: {error}")


def _json_values(piece: Piece, options: ReadOptions) -> Iterator[RowOrNot]:
    """Articles of a JSON file: an array's objects, one object, or objects one after the other. Held a value at a time; the number is the line."""
    values = _Values()
    for chunk in _characters(piece, options):
        if isinstance(chunk, Unreadable | Note):
            yield chunk
            continue
        for line, value in values.of(chunk):
            if isinstance(value, ValueError):
                yield Unreadable(piece.path, line, f"not JSON from here on: {value}")
                return
            for each in _articles_in(value):
                yield line, each


class _Values:
    """Takes a JSON text in chunks and gives the values that are whole, with their lines; of an array its items."""

    def __init__(self) -> None:
        self._decoder = json.JSONDecoder()
        self._held, self._at, self._line, self._inside = "", 0, 1, False

    def of(self, chunk: str) -> Iterator[tuple[int, Any]]:
        """Values that end in what was given so far; `chunk` "" is the end. A ValueError in place of a value: the rest cannot be read."""
        self._held, self._at = self._held[self._at :] + chunk, 0
        while self._step_over():
            try:
                value, end = self._decoder.raw_decode(self._held, self._at)
            except (ValueError, RecursionError) as error:
                if not chunk or len(self._held) > LONGEST_LINE:
                    yield self._line, ValueError(str(error))
                return
            if end == len(self._held) and chunk:
                return  # a number may go on
            yield self._line, value
            self._move(end)

    def _step_over(self) -> bool:
        """Move to the next value, past blanks, commas and the brackets of the outer array. False where none has begun."""
        while True:
            match = _BETWEEN.match(self._held, self._at)
            self._move(match.end() if match else self._at)
            opens = self._held.startswith("[", self._at) and not self._inside
            if not opens and not (self._inside and self._held.startswith("]", self._at)):
                return self._at < len(self._held)
            self._inside = opens
            self._move(self._at + 1)

    def _move(self, to: int) -> None:
        self._line += self._held.count("\n", self._at, to)
        self._at = to


def _articles_in(value: Any) -> Iterable[Any]:
    """The objects that a JSON value holds: those of a list under some key (``{"articles": [...]}``), else itself."""
    if isinstance(value, dict) and not any(isinstance(each, str) and len(each) > 200 for each in value.values()):
        lists = [each for each in value.values() if isinstance(each, list) and each and all(isinstance(item, dict) for item in each)]
        if len(lists) == 1 and not {"text", "body", "maintext", "plaintext", "content"} & value.keys():
            return list(lists[0])
    return [value]


def _characters(piece: Piece, options: ReadOptions) -> Iterator[str | Unreadable | Note]:
    """A file's characters in chunks, then "" for its end."""
    with opened(Path(piece.path), piece.compression) as stream:
        head = stream.read(_CHUNK * 16)
        encoding = piece.encoding
        if not encoding:
            try:
                encoding = decoded(head[: head.rfind(b"\n") + 1] or head, options.encoding)[1]
            except UnreadableText as error:
                yield from unreadable(piece.path, error.line, error)
                return
        if encoding != "utf-8":
            yield Note("decoded", piece.path, None, encoding)
        reader = codecs.getincrementaldecoder(encoding)()
        try:
            while head:
                if text := reader.decode(head):
                    yield text
                head = stream.read(_CHUNK)
        except UnicodeDecodeError as error:
            yield Unreadable(piece.path, None, f"byte 0x{error.object[error.start]:02x} is not {encoding}; name its encoding with --encoding")
            return
    yield ""


def _csv_rows(piece: Piece, options: ReadOptions) -> Iterator[RowOrNot]:
    """Rows of a table by its header's names. The number is the line on which the row begins."""
    header, delimiter = csv_header(piece, options)
    csv.field_size_limit(10_000_000)
    held: list[Unreadable | Note] = []
    begins = [piece.line]

    def lines() -> Iterator[str]:
        for each in _lines(piece, options):
            if isinstance(each, Unreadable | Note):
                held.append(each)
            else:
                begins.append(each[0])
                yield each[1]

    reader = csv.reader(lines(), delimiter=delimiter)
    while True:
        taken = len(begins)
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Unreadable(piece.path, begins[-1], f"not CSV: {error}; look for a quotation mark that is not closed")
            continue
        yield from held
        held.clear()
        if cells is None:
            return
        number = begins[min(taken, len(begins) - 1)]
        begins[:] = begins[-1:]
        if not cells or (number == 1 and piece.start == 0):
            continue
        if len(cells) != len(header):
            yield Unreadable(piece.path, number, f"the row has {len(cells)} cells, the header {len(header)}")
        else:
            yield number, dict(zip(header, cells, strict=True))


def csv_header(piece: Piece, options: ReadOptions) -> tuple[list[str], str]:
    """The names in a table's first line and what parts its cells. Raises UnreadableFile."""
    with opened(Path(piece.path), piece.compression) as stream:
        if piece.encoding:
            first = next(_wide_lines(stream, piece.encoding), (1, ""))[1]
        else:
            try:
                first = decoded(stream.readline(_CHUNK), options.encoding)[0]
            except UnreadableText as error:
                raise UnreadableFile(error.reason) from None
    delimiter = delimiter_of(first)
    return next(csv.reader(io.StringIO(first.strip("\ufeff\r\n")), delimiter=delimiter), []), delimiter


def _parquet_rows(piece: Piece, options: ReadOptions) -> Iterator[RowOrNot]:
    import polars

    try:
        scan = polars.scan_parquet(piece.path)
        frame = scan.slice(piece.start, None if piece.end is None else piece.end - piece.start).collect()
    except Exception as error:
        yield Unreadable(piece.path, None, f"not a Parquet file that can be read: {str(error).splitlines()[0]}")
        return
    yield from enumerate(frame.iter_rows(named=True), start=piece.start + 1)
