"""Files as streams of bytes, unpacked where they are packed, and their lines, none held longer than it must be."""

from __future__ import annotations

import bz2
import gzip
import importlib
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from tidings.errors import TidingsError
from tidings.extras import needs_extra

LONGEST_LINE = 16_000_000  # bytes of one row; a text of the longest allowed, escaped, has less
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".bz2": "bzip2", ".xz": "xz"}
_MAGIC = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bzip2"), (b"\xfd7zXZ\0", "xz"))
_BROKEN: tuple[type[Exception], ...] = (OSError, EOFError, zlib.error, lzma.LZMAError)


class UnreadableFile(TidingsError):
    """A file that cannot be read to its end: damaged, cut, or not allowed. The message is the reason, without the file's name."""


def compression_of(head: bytes) -> str:
    """How a file that begins with `head` is packed: gzip, zstd, bzip2, xz, or "" for not at all."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), "")


@contextmanager
def opened(path: Path, compression: str = "") -> Iterator[BinaryIO]:
    """The file's bytes, unpacked. Raises UnreadableFile, also out of reads within the block, where the file is damaged or cut."""
    broken = _BROKEN
    try:
        if compression == "zstd":
            with needs_extra("zstd", "a file packed by zstd"):
                zstandard = importlib.import_module("zstandard")
            broken = (*_BROKEN, zstandard.ZstdError)
            with path.open("rb") as packed:
                yield cast(BinaryIO, io.BufferedReader(_Zstd(packed, zstandard.ZstdDecompressor)))
            return
        openers: dict[str, Callable[..., Any]] = {"gzip": gzip.open, "bzip2": bz2.open, "xz": lzma.open, "": open}
        with openers[compression](path, "rb") as file:
            yield file
    except broken as error:
        raise UnreadableFile(_reason(compression, error)) from error


class _Zstd(io.RawIOBase):
    """Frames of zstd as a stream. The library's own reader takes a cut file for a whole one; this one raises EOFError."""

    def __init__(self, packed: BinaryIO, decompressor: Callable[[], Any]) -> None:
        self._packed, self._decompressor = packed, decompressor
        self._frame: Any = None
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            rest = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
            chunk = rest or self._packed.read(1 << 16)
            if not chunk:
                if self._frame is not None and not self._frame.eof:
                    raise EOFError("the file breaks off")
                return 0
            if self._frame is None or self._frame.eof:
                self._frame = self._decompressor().decompressobj()
            self._held = self._frame.decompress(chunk)
        taken = self._held[: len(buffer)]
        buffer[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)


def _reason(compression: str, error: Exception) -> str:
    how = f"damaged or cut {compression} ({error})" if compression else getattr(error, "strerror", None) or str(error)
    return f"cannot be read to its end: {how}"


def lines_of(stream: BinaryIO, first: int = 1, length: int | None = None) -> Iterator[tuple[int, bytes | None]]:
    """Numbers and bytes of the lines that begin in the next `length` bytes; None in place of a line that is longer than any row may be."""
    number, left = first, length
    while (left is None or left > 0) and (line := stream.readline(LONGEST_LINE)):
        taken = len(line)
        whole = line.endswith(b"\n") or taken < LONGEST_LINE
        yield number, line if whole else None
        while not whole and (rest := stream.readline(LONGEST_LINE)):
            taken += len(rest)
            whole = rest.endswith(b"\n")
        left = None if left is None else left - taken
        number += 1
