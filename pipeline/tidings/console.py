"""What goes to the terminal: lines, and one line that shows how far the work is, which lines never break.

On a terminal the line of progress is the last one and is written anew; elsewhere a plain line comes every few seconds. With a log, everything is
written as JSON lines, too.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TextIO

EVERY_TERMINAL, EVERY_PLAIN = 0.1, 5.0  # seconds between two states of progress
SHORT = 15.0  # seconds of work of which nothing is shown but on a terminal
WIDEST = 160  # columns of a line of progress, on a terminal that does not say how wide it is


class Console:
    """Lines to standard output, progress and errors to standard error."""

    def __init__(self) -> None:
        self.quiet = False
        self._log: TextIO | None = None
        self._progress = ""  # what stands in the last line of the terminal
        self._stage, self._began, self._last = "", 0.0, 0.0
        self._start = time.monotonic()
        self._left_out = 0

    def log_to(self, path: Path) -> None:
        """Write everything to a file of JSON lines, too. Raises OSError."""
        self._log = path.open("a", encoding="utf-8")

    def line(self, text: str = "") -> None:
        """A line on standard output."""
        self._wipe()
        print(text, flush=True)
        self._draw()
        self.note("line", text=text)

    def told(self, text: str) -> None:
        """A line on what is being done: not with `quiet`."""
        if text.startswith("left out"):
            self._left_out += 1
        if self.quiet:
            self.note("line", text=text)
        else:
            self.line(text)

    def error(self, text: str) -> None:
        """A line on standard error, red on a terminal that has colours."""
        self._wipe()
        colours = sys.stderr.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        print(f"\x1b[31m{text}\x1b[0m" if colours else text, file=sys.stderr, flush=True)
        self.note("error", text=text)

    def moved(self, stage: str, done: int, of: int | None) -> None:
        """How far a stage is."""
        now = time.monotonic()
        new = stage != self._stage
        if new:
            self._stage, self._began, self._left_out = stage, now, 0 if stage == "code" else self._left_out
        wait = EVERY_TERMINAL if sys.stderr.isatty() else EVERY_PLAIN
        if now - self._last < wait and not (new and self._log):
            return
        self._last = now
        text = self._state(stage, done, of, now)
        if done or of:
            self.note("progress", stage=stage, done=done, of=of, left_out=self._left_out)
        elif new:
            self.note("stage", stage=stage)
        if self.quiet:
            return
        if sys.stderr.isatty():
            self._wipe()
            self._progress = text
            self._draw()
        elif (done or of) and now - self._start >= SHORT:
            print(text, file=sys.stderr, flush=True)

    def _state(self, stage: str, done: int, of: int | None, now: float) -> str:
        """``code: 1,200 articles, 14.2 a second, 3 left out``; with a known end ``link: 300 of 1,200 articles (25 %), 8 s left``."""
        spent = now - self._began
        rate = done / spent if spent > 0 else 0.0
        parts = [f"{done:,} of {of:,} articles ({100 * done // of} %)" if of else f"{done:,} articles"] if done else []
        if done and rate:
            parts.append(f"{rate:.1f} a second" if rate < 100 else f"{rate:.0f} a second")
        if done and of and rate:
            parts.append(f"{_time((of - done) / rate)} left")
        if self._left_out:
            parts.append(f"{self._left_out} left out")
        return f"{stage}: {', '.join(parts)}" if parts else f"{stage} …"

    def end_progress(self) -> None:
        """The work is done: the line of progress goes."""
        self._wipe()
        self._progress = ""

    def note(self, event: str, **what: object) -> None:
        """A line of the log."""
        if self._log is not None:
            told = {"seconds": round(time.monotonic() - self._start, 3), "event": event, **what}
            print(json.dumps(told, ensure_ascii=False), file=self._log, flush=True)

    def _wipe(self) -> None:
        if self._progress:
            print("\r\x1b[2K", end="", file=sys.stderr, flush=True)

    def _draw(self) -> None:
        if self._progress:
            try:
                width = os.get_terminal_size(sys.stderr.fileno()).columns
            except (OSError, ValueError):
                width = WIDEST
            print(self._progress[: max(10, width - 1)], end="", file=sys.stderr, flush=True)


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def columns(rows: list[tuple[str, str]]) -> list[str]:
    """Two columns, the second to the right."""
    first, second = (max((len(row[place]) for row in rows), default=0) for place in (0, 1))
    return [f" {one:{first}}  {other:>{second}} " for one, other in rows]


def as_printable(stream: TextIO) -> None:
    """Characters that a console cannot show are written as escapes, rather than ending the command."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
