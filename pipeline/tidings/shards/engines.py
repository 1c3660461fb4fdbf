"""Where tasks are carried out: in this process, in processes of this machine, or on a Dask cluster. The results are the same."""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from multiprocessing import get_context
from os import cpu_count
from typing import Any, Protocol

from tidings.errors import UsageError
from tidings.extras import needs_extra
from tidings.orphans import end_with_parent
from tidings.shards.time_limit import may_end_process

Known = Collection[str]


class Died(Exception):
    """The worker that had the task is gone."""


class Engine(Protocol):
    """`width`: how many tasks may wait in line."""

    width: int

    def submit(self, task: Any) -> Callable[[], Any]:
        """Hand a task over; what is returned waits for its result. That raises Died where the worker died."""
        ...

    def again(self) -> None:
        """Start anew after a worker died."""
        ...

    def close(self, at_once: bool = False) -> None:
        """End the workers; `at_once`: without waiting for what they do."""
        ...


class Here:
    """This process."""

    width = 1

    def __init__(self, function: Callable[[Any, Known], Any], known: Known) -> None:
        self.function, self.known = function, known

    def submit(self, task: Any) -> Callable[[], Any]:
        return lambda: self.function(task, self.known)

    def again(self) -> None:
        pass

    def close(self, at_once: bool = False) -> None:
        pass


_ready: tuple[Callable[[Any, Known], Any], Known] | None = None  # of a worker process


def _get_ready(function: Callable[[Any, Known], Any], known: Known) -> None:
    global _ready
    _ready = function, known
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it ends its workers
    collect_garbage_seldom()
    may_end_process()
    end_with_parent()


def _run(task: Any) -> Any:
    assert _ready is not None
    function, known = _ready
    return function(task, known)


def collect_garbage_seldom() -> None:
    """Coding makes many small values and no cycles: to look for cycles after every 700 of them costs a tenth of the time."""
    gc.set_threshold(50_000, 20, 50)


class Processes:
    """Processes of this machine, started afresh (`spawn`), so that they hold nothing of this one's memory."""

    def __init__(self, function: Callable[[Any, Known], Any], known: Known, workers: int) -> None:
        self.width, self.workers = 3 * workers, workers
        self._ready = function, known
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=get_context("spawn"), initializer=_get_ready, initargs=self._ready)

    def submit(self, task: Any) -> Callable[[], Any]:
        try:
            future: Future[Any] = self._pool.submit(_run, task)
        except BrokenProcessPool:
            self.again()
            future = self._pool.submit(_run, task)

        def result() -> Any:
            try:
                return future.result()
            except BrokenProcessPool as error:
                raise Died(str(error)) from None

        return result

    def again(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._start()

    def close(self, at_once: bool = False) -> None:
        if at_once:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
        self._pool.shutdown(wait=not at_once, cancel_futures=True)


def local(function: Callable[[Any, Known], Any], known: Known, workers: int | None, worth: bool) -> Engine:
    """An engine of this machine. `workers`: how many processes; None for one a processor where the work is `worth` starting them."""
    count = workers or cpu_count() or 1
    return Here(function, known) if count == 1 or (workers is None and not worth) else Processes(function, known, count)


@dataclass(slots=True)
class _Handed:
    """A task that a worker has. `result` waits for what it gives."""

    task: Any
    result: Callable[[], Any]


def carried_out(
    engine: Engine, tasks: Iterable[Any], alone: Callable[[Any], Any], is_task: Callable[[Any], bool] = lambda each: True
) -> Iterator[Any]:
    """The results of some tasks, in order; what is no task (`is_task`) in its place. A worker that dies takes its tasks with it: they are done again,
    the first of them by `alone`, with nothing beside it.
    """
    pending: deque[Any] = deque()
    source = iter(tasks)
    while True:
        for each in islice(source, max(0, engine.width - len(pending))):
            pending.append(_Handed(each, engine.submit(each)) if is_task(each) else each)
        if not pending:
            return
        head = pending.popleft()
        if not isinstance(head, _Handed):
            yield head
            continue
        try:
            result = head.result()
        except Died:
            engine.again()
            result = alone(head.task)
            for waiting in pending:
                if isinstance(waiting, _Handed):
                    waiting.result = engine.submit(waiting.task)
        yield result


class Dask:
    """The workers of a cluster of `distributed`. Without an address: a small one on this machine."""

    def __init__(self, function: Callable[[Any, Known], Any], known: Known, workers: int, address: str | None) -> None:
        with needs_extra("cluster", "--engine dask"):
            self._distributed: Any = import_module("distributed")
        settings: dict[str, Any] = {"address": address} if address else {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
        try:
            self._client = self._distributed.Client(**settings, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(f"--scheduler {address}: no scheduler answers there ({error}); start one with `dask scheduler`") from None
        self._function = function
        self._known = self._client.scatter(frozenset(known), broadcast=True, hash=False) if known else frozenset()
        self.width = 3 * max(1, sum(self._client.nthreads().values()))

    def submit(self, task: Any) -> Callable[[], Any]:
        future = self._client.submit(self._function, task, self._known, pure=False)

        def result() -> Any:
            try:
                return future.result()
            except (self._distributed.KilledWorker, self._distributed.client.FutureCancelledError) as error:
                raise Died(str(error)) from None
            except ModuleNotFoundError as error:
                raise UsageError(f"--engine dask: the workers lack {error.name}; install this version of Tidings there") from None

        return result

    def again(self) -> None:
        """The cluster starts its workers again by itself."""

    def close(self, at_once: bool = False) -> None:
        self._client.close()
