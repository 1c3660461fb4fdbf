"""A corpus through the workers: its pieces become tasks, what comes back is kept at once, and what became of each article is told in order.

A worker that dies takes its tasks with it: they are done again, and where it dies of one again, article by article, until the one that kills it is
found and set aside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from os import cpu_count
from os.path import getsize
from pathlib import Path
from typing import Any

from tidings.errors import Unreadable
from tidings.model import Article
from tidings.read.order import settle
from tidings.read.pieces import Note, Piece, ReadOptions, Skipped, pieces
from tidings.shards.cache import Cache
from tidings.shards.engines import Dask, Died, Engine, Known, carried_out, local
from tidings.shards.linking import Step, run_step
from tidings.shards.task import DEFAULT, Coded, Done, Outcome, Task, found_in, run_task

A_TASK, LEAST_TASK = 1 << 18, 1 << 16  # bytes of files in one task: some 60 articles; of the last ones, so that no process waits long for another
AHEAD = 8  # tasks of files that are known before a task is made: it is one of so many shares of them
MOST_PIECES = 64  # of one task
POOL_FROM = 4  # tasks from which on starting workers costs less than it saves
TRIES = 2  # how often a worker may die of an article before it is set aside

Function = Callable[[Task, Known], Done]


@dataclass(frozen=True, slots=True)
class How:
    """How a corpus is coded. `engine`: "local" or "dask"; `workers`: processes (None: one a processor, where the corpus is worth it);
    `scheduler`: address of a Dask cluster; `seconds`: what an article may take. The rest: see `Task` and `ReadOptions`.
    """

    engine: str = "local"
    workers: int | None = None
    scheduler: str | None = None
    seconds: float | None = 60.0
    full_excerpts: bool = False
    read: ReadOptions = DEFAULT
    function: Function = run_task


def code_sources(
    sources: Iterable[Path], cache: Cache, how: How, held: frozenset[str] = frozenset(), keep: Callable[[Engine], None] | None = None
) -> Iterator[Outcome]:
    """Code a corpus. Codings are in the cache when an article's outcome is told. `held`: articles of which a given coding speaks. `keep`: takes over
    what carried the tasks out, when all are done; it carries out steps of the linking, too.

    Raises UsageError for a source that cannot be one, TidingsError where the cache cannot be written.
    """
    sources = list(sources)
    how = replace(how, read=settle(sources, how.read))
    found = tasks(sources, how, held)
    first = list(islice(found, POOL_FROM))
    engine = _engine(how, cache, sum(isinstance(each, Task) for each in first))
    at_once = True
    try:
        yield from _outcomes(chain(first, found), engine, cache)
        at_once = False
    finally:
        if at_once or keep is None:
            engine.close(at_once)
        else:
            keep(engine)


def tasks(sources: Iterable[Path], how: How, held: frozenset[str]) -> Iterator[Task | Unreadable | Note | Skipped]:
    """The pieces of a corpus as tasks, in order, with what was passed over among them: of about one size, and towards the end ever smaller."""
    model = Task((), how.read, how.full_excerpts, how.seconds, held=held)
    source = pieces(sources, how.read)
    ahead: deque[tuple[Piece, int]] = deque()
    known = 0  # bytes of what is ahead
    while True:
        while known < AHEAD * A_TASK and len(ahead) < AHEAD * MOST_PIECES and (each := next(source, None)) is not None:
            if not isinstance(each, Piece):
                yield each
                continue
            ahead.append((each, _size(each)))
            known += ahead[-1][1]
        if not ahead:
            return
        taken, size = list[Piece](), 0
        wanted = min(A_TASK, max(LEAST_TASK, known // AHEAD))
        while ahead and size < wanted and len(taken) < MOST_PIECES:
            piece, more = ahead.popleft()
            taken.append(piece)
            size += more
        known -= size
        yield replace(model, pieces=tuple(taken))


def _size(piece: Piece) -> int:
    """About how many bytes of text a piece is."""
    try:
        whole = getsize(piece.path)
    except OSError:
        return 0
    if piece.end is None or piece.kind == "parquet":
        return whole // piece.parts * (4 if piece.compression else 1)
    return piece.end - piece.start


def _engine(how: How, cache: Cache, worth: int) -> Engine:
    known = frozenset(cache.part_of)
    if how.engine == "dask":
        return Dask(how.function, known, how.workers or cpu_count() or 1, how.scheduler)
    return local(partial(_run, how.function), known, how.workers, worth >= POOL_FROM)


def _run(function: Function, task: Task | Step, known: Known) -> Any:
    """What a process does that first codes, then links: it has read its word lists by then."""
    return run_step(task) if isinstance(task, Step) else function(task, known)


def _outcomes(found: Iterable[Task | Unreadable | Note | Skipped], engine: Engine, cache: Cache) -> Iterator[Outcome]:
    for result in carried_out(engine, found, partial(_alone, engine=engine), lambda each: isinstance(each, Task)):
        if isinstance(result, (Unreadable, Note, Skipped)):
            yield result
            continue
        for part in result if isinstance(result, list) else [result]:
            if part.keys:
                cache.put(part.keys, part.files)
            yield from part.outcomes


def _alone(task: Task, engine: Engine) -> list[Done]:
    """A task whose worker died, with nothing beside it: again as a whole, then one article after the other."""
    done = _tried(task, engine)
    if done is not None:
        return [done]
    each_alone = []
    for place, found in enumerate(found_in(task)):
        if not isinstance(found, Article):
            each_alone.append(Done([found]))
            continue
        one = replace(task, only=place)
        tries = (_tried(one, engine) for _ in range(TRIES))
        done = next((done for done in tries if done is not None), None)
        reason = "the process that coded it died, again when it was tried alone: please report it"
        each_alone.append(done or Done([Coded(found.article_id, found.place, None, reason=reason)]))
    return each_alone


def _tried(task: Task, engine: Engine) -> Done | None:
    """The result of a task, None where its worker died."""
    try:
        done: Done = engine.submit(task)()
    except Died:
        engine.again()
        return None
    return done
