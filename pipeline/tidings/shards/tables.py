"""From the codings of a corpus to the files of its tables, step by step; each step is done by as many processes as there are (`shards.linking`).

Three times the articles are read, chunk by chunk: to see who there is, to count actors and gather events and speech, and to gather figures, when
events have their words. Between, what is told of one actor, speaker, event or claim comes together part by part. Rows are lines at once and wait on
disk, sorted, so no table is ever in memory; and nothing depends on how many processes, chunks or parts there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.coding.columns import Row
from tidings.errors import TidingsError
from tidings.link.authority import read_authority
from tidings.link.events import event_type_rows
from tidings.link.places import PlaceLinker
from tidings.link.streamed.actors import Names, judgements, put_needed
from tidings.link.streamed.articles import FACTS, Standing, standings
from tidings.link.streamed.strings import Strings
from tidings.link.streamed.who import IDS, decide
from tidings.rows import in_order
from tidings.shards import linking
from tidings.shards.cache import Cache, part_articles
from tidings.shards.engines import Died, Engine, Processes, carried_out, local
from tidings.shards.lines import Lines, Made, together
from tidings.shards.linking import DISAGREEMENTS, Place, Seen, Step, run_step

MOST_IN_CHUNK = 500  # articles: what a process has in hand
LEAST_IN_CHUNK = 25
CHUNKS_EACH = 4  # chunks for each process, so that none waits long for another
PARTS_EACH = 2
POOL_FROM = 200  # articles from which on starting processes costs less than it saves

Moved = Callable[[str, int, int], None]  # told the stage, how many articles are done, and of how many


@dataclass(slots=True)
class Told:
    """What the linking tells: `conflicts`, the first lines on disagreements, of `n_conflicts`."""

    conflicts: list[str] = field(default_factory=list)
    n_conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some articles: in which parts of the cache their codings lie."""

    codings: tuple[tuple[Path, frozenset[str]], ...]

    @property
    def articles(self) -> int:
        return sum(len(wanted) for _, wanted in self.codings)


def chunks_of(cache: Cache, keys: Mapping[str, str], without: frozenset[str], workers: int) -> list[Chunk]:
    """The codings of articles (article -> key) in chunks; `without` some."""
    of_part: dict[str, set[str]] = {}
    for article_id, key in keys.items():
        if article_id not in without:
            of_part.setdefault(cache.part_of[key], set()).add(article_id)
    number = sum(map(len, of_part.values()))
    most = min(MOST_IN_CHUNK, max(LEAST_IN_CHUNK, number // (workers * CHUNKS_EACH)))
    chunks: list[list[tuple[Path, frozenset[str]]]] = []
    held = most
    for part, articles in of_part.items():
        if held >= most:
            chunks.append([])
            held = 0
        chunks[-1].append((cache.part(part), frozenset(articles)))
        held += len(articles)
    return [Chunk(tuple(each)) for each in chunks]


@contextmanager
def linking_engine(coding: Engine | None, workers: int | None, articles: int) -> Iterator[tuple[Engine, int]]:
    """What carries the steps out, and how many processes it has; ended at last. `coding`: what coded the articles, if it is still there: processes of
    this machine go on with the linking. `workers`: None for one process a processor, where the corpus is worth it.
    """
    if coding is not None and not isinstance(coding, Processes):
        coding.close()
    engine = coding if isinstance(coding, Processes) else local(run_step, frozenset(), workers, articles >= POOL_FROM)
    at_once = True
    try:
        yield engine, engine.workers if isinstance(engine, Processes) else 1
        at_once = False
    finally:
        engine.close(at_once)


class Making:
    """The tables of one corpus in the making. `folder`: an empty one, for what is on the way; the files go to `folder`/tables."""

    def __init__(self, folder: Path, chunks: Sequence[Chunk], engine: Engine, workers: int = 1, moved: Moved = lambda stage, done, of: None) -> None:
        self.told = Told()
        self._folder, self._chunks, self._engine, self._moved = folder, chunks, engine, moved
        self._place = Place(folder, PARTS_EACH * workers if workers > 1 else 1)
        self._articles = sum(chunk.articles for chunk in chunks)
        self._known = read_authority()
        (folder / "tables").mkdir()

    def make(self, signatures: Mapping[str, bytes]) -> dict[str, Made]:
        """Link, and write the file of each table. `signatures`: see `link.copies`."""
        seen = self._see(standings(self._facts(), signatures))
        runs = [path for each in seen for path in each.runs]
        decided = decide(self._folder, runs, [each.members for each in seen], self._known)
        _remove(runs)
        told = self._each("link: events", linking.tell, [(decided.types,)] * len(self._chunks))
        places = self._places([each.places for each in told])
        place_names = {str(row["place_id"]): str(row["name"]) for row in places}
        added = self._count(decided.number, told)
        ids, rest = Strings(self._folder / IDS), Lines(self._folder, "rest")
        needed = [each.needed for each in (*told, *added)]
        more = put_needed(needed, decided, ids, self._names({}), self._known, rest.put)
        reports = _by_part([each.reports for each in told])
        happened = self._done(self._parts(linking.happen, [(runs, more, place_names) for runs in reports]))
        reckoned = self._each("link: claims", linking.reckon, [(more, place_names)] * len(self._chunks))
        self._done(self._parts(linking.claim, [(runs,) for runs in _by_part([each.figures for each in reckoned])]))
        within = sorted((each for some in told for each in some.within), key=lambda each: each[0])
        judged = judgements(decided.judgements, [(judgement, actor) for _, judgement, actor in within], ids, self._names(more))
        lines = together([rest.close(), *(each.lines for each in (*told, *added, *reckoned)), *happened])
        return self._write(lines, {"places": places, "event_types": event_type_rows(), "judgements": judged})

    def _see(self, standing: Mapping[str, Standing]) -> list[Seen]:
        def some(chunk: Chunk) -> dict[str, Standing]:
            return {article_id: standing[article_id] for _, wanted in chunk.codings for article_id in wanted}

        return self._each("link: actors", linking.see, ((chunk.codings, some(chunk)) for chunk in self._chunks))

    def _count(self, number: int, told: Sequence[linking.Told]) -> list[linking.Added]:
        """Count actors and find utterances, which need nothing of each other."""
        all_dated = all(each.all_dated for each in told)
        steps = self._parts(linking.count, [(number, runs) for runs in _by_part([each.tallies for each in told])])
        steps += self._parts(linking.speak, [(runs, all_dated) for runs in _by_part([each.quotes for each in told])])
        return self._done(steps)[: self._place.parts]

    def _facts(self) -> Iterator[Row]:
        for chunk in self._chunks:
            for part, wanted in chunk.codings:
                yield from (row for row in part_articles(part, FACTS) if row["article_id"] in wanted)

    def _places(self, linkers: Iterable[PlaceLinker]) -> list[Row]:
        whole = PlaceLinker()
        for each in linkers:
            whole.add(each)
        return whole.rows({})

    def _names(self, more: Mapping[int, Any]) -> Names:
        return Names(self._folder, self._place.parts, more)

    def _write(self, lines: Mapping[str, Sequence[Path]], rows: Mapping[str, list[Row]]) -> dict[str, Made]:
        """Write all tables: the long ones first, so that the last steps are short."""
        tables = contract.tables()
        steps = [Step(linking.write_events, self._place, 0), Step(linking.write_claims, self._place, 0)]
        others = [name for name in tables if name not in ("events", "claims", *rows)]
        steps += [Step(linking.write_lines, self._place, 0, (name, lines.get(name, ()))) for name in others]
        found: dict[str, Made] = {}
        conflicts = {}
        for name, (made, said) in zip(("events", "claims", *others), self._done(steps), strict=True):
            found[name], conflicts[name] = made, said
        for name, some in rows.items():
            found[name] = linking.write_rows(self._place, name, in_order(tables[name], some))
        both = conflicts["claims"], conflicts["events"]
        self.told.conflicts = [line for said in both for line in said.lines][:DISAGREEMENTS]
        self.told.n_conflicts = sum(said.number for said in both)
        return {name: found[name] for name in tables}

    def _each(self, stage: str, function: Callable[..., Any], more: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Do a step for each chunk; `more`: what each needs."""
        steps = (Step(function, self._place, number, each) for number, each in enumerate(more))
        results: list[Any] = []
        done = 0
        self._moved(stage, done, self._articles)
        for chunk, result in zip(self._chunks, carried_out(self._engine, steps, self._alone), strict=True):
            results.append(result)
            done += chunk.articles
            self._moved(stage, done, self._articles)
        return results

    def _parts(self, function: Callable[..., Any], more: Sequence[tuple[Any, ...]]) -> list[Step]:
        """A step for each part."""
        return [Step(function, self._place, part, each) for part, each in enumerate(more)]

    def _alone(self, step: Step) -> Any:
        """A step whose process died. Raises TidingsError where it dies of it again."""
        try:
            return self._engine.submit(step)()
        except Died:
            raise TidingsError(
                f"a process that linked the articles died, again when it was tried again (step {step.function.__name__}, {step.number}): "
                "is memory short? The codings are kept: the same command goes on, with --workers 1 in one process"
            ) from None

    def _done(self, steps: Iterable[Step]) -> list[Any]:
        return list(carried_out(self._engine, steps, self._alone))


def _by_part(each: Sequence[Sequence[Sequence[Path]]]) -> list[list[Path]]:
    """Of each part the runs of all chunks."""
    return [[path for paths in some for path in paths] for some in zip(*each, strict=True)]


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
