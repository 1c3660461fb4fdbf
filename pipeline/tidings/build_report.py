"""What a build tells whoever asked for it, and how it ends where it cannot go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tidings.coding.refusals import Refusal
from tidings.errors import TidingsError, Unreadable
from tidings.read.found import Remarks
from tidings.validate.findings import Finding

SHOWN = 20  # findings that a message names
Moved = Callable[[str, int, int | None], None]  # told the stage, what is done of it, and of how much, where that is known


@dataclass(slots=True)
class Report:
    """What a build tells its user. `told` is called with one line at a time as the work goes on, `moved` with how far it is.

    `conflicts` are the first lines of `n_conflicts`. `seconds`: how long each stage took. `kept`: bytes of the codings that are kept for the next
    build, in the folder `work`.
    """

    told: Callable[[str], None] = lambda line: None
    moved: Moved = lambda stage, done, of: None
    articles: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    checked: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    n_conflicts: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    remarks: Remarks = field(default_factory=Remarks)
    work: Path | None = None
    kept: int = 0
    folder: Path | None = None

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Count the time of a block as that of a stage."""
        self.moved(stage, 0, None)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start

    def leave_out(self, bad: Unreadable) -> None:
        """Report an article that is left out."""
        self.unreadable.append(bad)
        self.told(f"left out: {bad}")


class InvalidTables(TidingsError):
    """The tables that were made, or the files that people write, break a rule of the package; nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        shown = "\n".join(str(finding) for finding in self.findings[:SHOWN])
        more = f"\n… and {len(self.findings) - SHOWN} more" if len(self.findings) > SHOWN else ""
        super().__init__(f"{len(self.findings)} findings; nothing was written.\n{shown}{more}")


class Stopped(TidingsError):
    """The user stopped the build."""

    exit_code = 130


def nothing_read(report: Report) -> TidingsError:
    """The error of a corpus without an article that can be read."""
    return TidingsError("no article could be read; nothing was written" + "".join(f"\n  {bad}" for bad in report.unreadable[:10]))
