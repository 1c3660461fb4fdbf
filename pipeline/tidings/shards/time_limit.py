"""A limit to the time that one article may take, in any thread of any platform."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

PATIENCE = 10.0  # times the limit, by the clock, after which a process that does not listen is ended from outside


class TooLong(BaseException):
    """The time is up. No `Exception`, so that a rule which catches those does not swallow it."""


_may_end_process = False


def may_end_process() -> None:
    """This process codes and nothing else: one that does not listen is ended, and its article is set aside as one that a worker died of."""
    global _may_end_process
    _may_end_process = True


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise TooLong in the block after `seconds`; without them there is no limit.

    In the main thread a signal does it, which reaches into a long search of a regular expression, too, and the seconds are those that the process
    works: a busy machine costs no article. In other threads they are the clock's, and the exception waits for the next line of Python. A process
    that hears neither is ended (`may_end_process`).
    """
    if not seconds:
        yield
        return
    if _may_end_process:
        _end_later(seconds * PATIENCE + 5)
    try:
        if threading.current_thread() is threading.main_thread() and hasattr(signal, "SIGPROF"):
            with _by_signal(seconds):
                yield
        else:
            with _by_timer(seconds):
                yield
    finally:
        if _may_end_process:
            faulthandler.cancel_dump_traceback_later()


def _end_later(seconds: float) -> None:
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())


def _nowhere() -> int:
    """A descriptor that stays open for the process's life: the watchdog writes there."""
    global _NOWHERE
    if _NOWHERE is None:
        _NOWHERE = os.open(os.devnull, os.O_WRONLY)
    return _NOWHERE


_NOWHERE: int | None = None


@contextmanager
def _by_signal(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _by_timer(seconds: float) -> Iterator[None]:
    ours = ctypes.c_ulong(threading.get_ident())
    lock, over = threading.Lock(), False

    def stop() -> None:
        with lock:  # so that it never hits what comes after the block
            if not over:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ours, ctypes.py_object(TooLong))

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            over = True
        timer.cancel()
