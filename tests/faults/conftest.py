# ruff: noqa: E501
"""Runs commands in this process, and keeps of each input its time and memory: printed by kind at the end, whole in $TIDINGS_FAULTS (a JSON file)."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "validate"))
from small_corpus import TEXTS, write

from tidings import cli

MEASURED: dict[str, list[dict[str, object]]] = defaultdict(list)


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def line(self) -> str:
        """What it said to a person, on standard error, on one line (terminals wrap)."""
        return " ".join(self.err.split())


@pytest.fixture
def tidings(monkeypatch, capsys):
    """`tidings(argument, ...)` runs the command as its entry point does; an exception that would be a traceback fails the test."""

    def run(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["tidings", *map(str, arguments)])
        capsys.readouterr()
        status = cli._run()
        sys.stdout.flush()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Ended(status, out, err)

    return run


@pytest.fixture
def texts_folder(tmp_path) -> Path:
    """A corpus of two texts."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


@pytest.fixture
def package(tmp_path) -> Path:
    """A valid package of two articles, coded by hand."""
    return write(tmp_path / "package", in_data=False)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item):
    memory, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    outcome = yield
    if "faults" in item.path.parts:
        seconds, grown = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        row = {"input": item.name, "seconds": round(seconds, 3), "grown_kB": grown, "handled": outcome.excinfo is None}
        MEASURED[item.path.stem.removeprefix("test_")].append(row)


def pytest_terminal_summary(terminalreporter):
    if not MEASURED:
        return
    terminalreporter.section("inputs and faults by kind")
    for kind, rows in sorted(MEASURED.items()):
        handled, slowest = sum(bool(row["handled"]) for row in rows), max(rows, key=lambda row: row["seconds"])
        grown = max(int(str(row["grown_kB"])) for row in rows) // 1024
        terminalreporter.write_line(
            f"{kind:14} {len(rows):4} tried, {handled:4} handled; slowest {slowest['seconds']} s ({slowest['input']}); memory grew by at most {grown} MB"
        )
    terminalreporter.write_line(f"{'all':14} {sum(map(len, MEASURED.values())):4} tried")
    if path := os.environ.get("TIDINGS_FAULTS"):
        Path(path).write_text(json.dumps(MEASURED, indent=1), encoding="utf-8")
