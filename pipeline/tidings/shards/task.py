"""What a worker does: read the pieces of a task, code each article that is not coded yet, give the codings as the files of a part.

Nothing here keeps a text: spans are held against it at once, and what goes back are facts and tables.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path

from tidings.code.coder import code
from tidings.code.version import coder_version
from tidings.coding.columns import Tables
from tidings.coding.excerpts import shorten
from tidings.coding.lay import add, empty
from tidings.coding.machine import machine_tables
from tidings.errors import Unreadable
from tidings.link.copies import signature
from tidings.model import Article
from tidings.read.pieces import Note, Piece, ReadOptions, Skipped, read_piece
from tidings.shards.time_limit import TooLong, time_limit

SPANS = {
    "quotes": "quote_text",
    "figures": "figure_text",
    "mentions": "mention_text",
    "event_reports": "trigger_text",
    "dates": "date_text",
    "evidence": "evidence_text",
}  # tables with spans -> the column that holds the words
COUNTED = {"quotes": "quotes", "figures": "figures", "event_reports": "event reports", "mentions": "mentions", "dates": "dates"}


DEFAULT = ReadOptions()


@dataclass(frozen=True, slots=True)
class Task:
    """Pieces for one worker. `seconds`: what one article may take. `only`: the place of the one article that is wanted, from 0, over all pieces.
    `held`: ids of articles of which a given coding speaks, so that they are read and not coded.
    """

    pieces: tuple[Piece, ...]
    options: ReadOptions = DEFAULT
    full_excerpts: bool = False
    seconds: float | None = None
    only: int | None = None
    held: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Coded:
    """What became of one article. `place`: file and line. `key`: of its coding, None where `reason` says why there is none. `told`: what was found,
    for a line of the report. `signature`: see `link.copies`.
    """

    article_id: str
    place: str
    key: str | None
    text_sha256: str = ""
    reason: str | None = None
    told: str = ""
    signature: bytes = b""


Outcome = Coded | Unreadable | Note | Skipped


@dataclass(slots=True)
class Done:
    """The outcome of a task: of each article, in order, what became of it; the files of the part with the codings that are new, and key and
    article of each of these.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def key_of(article: Article, full_excerpts: bool) -> str:
    """The key of an article's coding: its text, its facts, the coder, and the options that change what is written."""
    facts = [getattr(article, each.name) for each in fields(article) if each.name not in ("text", "parts", "place")]
    return hashlib.sha256(repr((coder_version(), full_excerpts, facts, article.parts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def run_task(task: Task, known: Collection[str] = frozenset()) -> Done:
    """Carry a task out. `known`: keys of the codings that are there."""
    _read_lexicons()
    done, tables = Done(), empty()
    seen: set[str] = set()
    for place, found in enumerate(found_in(task)):
        if task.only is not None and place != task.only:
            continue
        if not isinstance(found, Article):
            done.outcomes.append(found)
            continue
        key = key_of(found, task.full_excerpts)
        coded: Tables | str | None = None
        if key not in known and found.article_id not in task.held and found.article_id not in seen:
            coded = _code(found, task)
        seen.add(found.article_id)
        if isinstance(coded, str):
            done.outcomes.append(Coded(found.article_id, found.place, None, reason=coded))
            continue
        told = counts(coded) if coded else ""
        done.outcomes.append(Coded(found.article_id, found.place, key, found.text_sha256, None, told, signature(found.text)))
        if coded:
            done.keys[key] = found.article_id
            add(tables, coded)
    if done.keys:
        from tidings.coding.files import part_files

        done.files = part_files(tables)
    return done


@cache
def _read_lexicons() -> None:
    """Code a sentence, so that what the coder reads once a process is not counted as the time of the first article."""
    code(Article("first", "Ada Lum, a nurse, said on Monday that 3 men were killed in Paris, Texas.", "", ""))


def found_in(task: Task) -> Iterator[Article | Unreadable | Note | Skipped]:
    """All that the pieces of a task hold, in order."""
    for piece in task.pieces:
        yield from read_piece(piece, task.options)


def _code(article: Article, task: Task) -> Tables | str:
    """The coding, or why there is none: among a million articles, one that a rule stumbles over is left out and reported, and the rest goes on."""
    try:
        with time_limit(task.seconds):
            coding = machine_tables(article, replace(code(article), coder=coder_version()))
    except TooLong:
        return f"it took longer than {task.seconds:g} seconds; --article-timeout gives it more"
    except MemoryError:
        return "the memory did not suffice"
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"the coder failed ({type(error).__name__}: {error}, {Path(place.filename).name}:{place.lineno}): a fault of Tidings, please report it"
    coding = coding if task.full_excerpts else shorten(coding)
    return _wrong_span(coding, article.text) or coding


def _wrong_span(coding: Tables, text: str) -> str | None:
    """What is wrong with the first row whose words are not those of the text."""
    for table, column in SPANS.items():
        for row in coding[table]:
            words, start, end = row[column], int(str(row["start"])), int(str(row["end"]))
            if not 0 <= start < end <= len(text) or (words is not None and text[start:end] != words):
                return f"its rows break a rule: {table}, {start}-{end}: {words!r} are not the words of the text; please report it"
    return None


def counts(coding: Tables) -> str:
    """How many rows of each kind, for a line of the report."""
    return ", ".join(f"{len(coding[table])} {name}" for table, name in COUNTED.items())
