"""Trees to learn from: CoNLL-U files -> sentences of (word, tag), cut as `tokens` cuts news. Only `train` reads it.

The treebanks part words at hyphens ("UN", "-", "backed"); here they are one word, as in our own tokens, and its tag is that of
its head, with two mends of the Penn Treebank's: a participle as head makes an adjective, and so does a number before a noun.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

Tagged = tuple[str, str]
_OTHERS = {"GW": "NN", "AFX": "JJ"}  # tags of pieces of words, which stand alone in few places


def sentences(path: Path) -> Iterator[list[Tagged]]:
    """The sentences of a gzipped CoNLL-U file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
            rows = _with_spaces(rows)
            if rows:
                yield _joined(rows)


def _with_spaces(rows: list[list[str]]) -> list[list[str]]:
    """Rows of words only; what follows a word of several ("don't") is said of its last."""
    kept: list[list[str]] = []
    inside = 0
    glued = False
    for row in rows:
        number = row[0]
        if "-" in number:
            inside, glued = int(number.split("-")[1]), "SpaceAfter=No" in row[9]
            continue
        if not number.isdigit():
            continue
        at = int(number)
        tight = "SpaceAfter=No" in row[9] if at > inside else (at < inside or glued)
        kept.append([row[1], row[4], row[6], number, "=" if tight else ""])
    return kept


def _joined(rows: list[list[str]]) -> list[Tagged]:
    found: list[Tagged] = []
    at = 0
    while at < len(rows):
        last = at
        while last + 2 < len(rows) and rows[last][4] and rows[last + 1][0] == "-" and rows[last + 1][4] and _joins(rows, last):
            last += 2
        group = rows[at : last + 1]
        found.append(("".join(row[0] for row in group), _tag(group) if len(group) > 1 else _OTHERS.get(rows[at][1], rows[at][1])))
        at = last + 1
    return found


def _joins(rows: list[list[str]], at: int) -> bool:
    return rows[at][0][-1:].isalnum() and rows[at + 2][0][:1].isalnum()


def _tag(group: list[list[str]]) -> str:
    numbers = {row[3] for row in group}
    head = next((row for row in group if row[2] not in numbers and row[1] != "HYPH"), group[-1])
    tag = head[1]
    outside = int(head[2])
    if all(row[1] == "CD" for row in group[::2]):
        return "CD"
    if tag in ("VBN", "VBG") and group[0][1] != "AFX":
        return "JJ"
    if tag == "NN" and group[0][1] == "CD" and outside > int(head[3]):
        return "JJ"
    return "NN" if tag == "HYPH" else _OTHERS.get(tag, tag)
