"""What reading gives beside articles: stretches of files to read, files passed over, and remarks on articles that were read.

All are small, plain and can be handed to another process.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

SHOWN = 4  # details that one line of a summary names


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file that one process reads by itself.

    `name`: the file as `articles.source_file` names it: its path below the source. `article_id`: what ids of its articles are made from
    where they bring none. `start`, `end`: bytes (`end` None: to the file's end); `line`: number of the first line there. Where a file cannot be
    cut (compressed, one JSON value), `part` of `parts` says which of its articles are meant. `encoding`: UTF-16, where the file is in it.
    `facts`: what ``articles.csv`` says of the file.
    """

    path: str
    name: str
    kind: str
    article_id: str
    compression: str = ""
    start: int = 0
    end: int | None = None
    line: int = 1
    part: int = 0
    parts: int = 1
    encoding: str = ""
    facts: tuple[tuple[str, str], ...] = ()


class Skipped(NamedTuple):
    """A file or folder that was passed over. `kind` is one of `REMARKS`, `detail` what it is (".pdf")."""

    kind: str
    file: str
    detail: str


class Note(NamedTuple):
    """A remark on an article that was read, or on a part of a file. `kind` is one of `REMARKS`; `line` from 1."""

    kind: str
    file: str
    line: int | None
    detail: str


# kind -> what it is of, and what to do. In the order in which a summary tells them.
REMARKS: dict[str, tuple[str, str]] = {
    "kind": ("files of other kinds, passed over", "convert them, or leave them where they are"),
    "hidden": ("hidden files and folders, left alone", ""),
    "link": ("links, not followed", "name what they point to as a SOURCE of its own"),
    "package": ("folders that hold a data package, passed over", ""),
    "facts": ("remarks on articles.csv", ""),
    "encoding": ("texts that are not UTF-8, left out", "--encoding cp1252 (or another) reads them, --encoding detect guesses"),
    "decoded": ("texts that are not UTF-8, decoded", "look at a few of them"),
    "language": ("texts that are not in English, left out", "--language any codes them all the same"),
    "foreign": ("texts that are not in English, coded all the same", "the coder reads English: expect little"),
    "published": ("days of publication that cannot be read: published is empty there", ""),
    "order": ("days that may be day first or month first: published is empty there", "--dates day-first or month-first reads them"),
    "fact": ("facts that no cell can hold: it is empty there", ""),
    "entities": ("texts that hold HTML entities", "--unescape reads them"),
    "markup": ("texts that hold HTML markup, coded as words", "extract the text first, or give the pages as .html"),
    "mojibake": ("texts that look wrongly decoded", "decode the source anew: quotations and names suffer"),
    "quoted-printable": ("texts that look like quoted-printable mail", "decode them first: quotations and names suffer"),
    "invisible": ("texts that hold characters which are not seen; the coder reads over them", ""),
    "several": ("texts that look like several articles in one", "split them: what is coded is taken for one article"),
    "paywall": ("texts with an offer to subscribe, which is not coded", "they may be cut"),
    "response": ("responses of web archives that are no page, passed over", ""),
}


@dataclass(slots=True)
class Remarks:
    """Gathers `Skipped` and `Note` and tells them one line a kind, so that a million remarks need no more memory than ten."""

    counts: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    details: dict[str, Counter[str]] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)

    def add(self, remark: Skipped | Note) -> None:
        """Count one. Remarks on one file must come one after the other for the number of files to be right."""
        kind = remark.kind
        place = f"{remark.file}:{remark.line}" if isinstance(remark, Note) and remark.line else remark.file
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.first.setdefault(kind, place)
        if self._last.get(kind) != remark.file:
            self.files[kind] = self.files.get(kind, 0) + 1
            self._last[kind] = remark.file
        details = self.details.setdefault(kind, Counter())
        if remark.detail and (remark.detail in details or len(details) < 1000):
            details[remark.detail] += 1

    def lines(self) -> list[str]:
        """One line a kind: how many, in how many files, of what, where the first one is, what to do."""
        return [self._line(kind) for kind in REMARKS if kind in self.counts]

    def _line(self, kind: str) -> str:
        what, advice = REMARKS[kind]
        count, files = self.counts[kind], self.files[kind]
        told = sorted(self.details[kind].items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(f"{number} {detail}" if number > 1 or kind == "kind" else detail for detail, number in told[:SHOWN])
        more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        across = f" in {files} files" if 1 < files < count else ""
        first = f"first: {self.first[kind]}" if count > 1 else self.first[kind]
        return f"{what}: {count}{across}" + (f" ({named}{more})" if named else "") + f"; {first}" + (f"; {advice}" if advice else "")
