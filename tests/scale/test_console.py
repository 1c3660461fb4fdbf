"""What a build shows while it works, and what it writes into a log."""

from __future__ import annotations

import json

import pytest

from tidings import console
from tidings.console import Console, columns


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by hand."""
    now = [100.0]
    monkeypatch.setattr(console.time, "monotonic", lambda: now[0])
    return now


def test_where_there_is_no_terminal_a_plain_line_comes_every_few_seconds(clock, capsys):
    out = Console()
    for done in range(120):
        out.moved("code", done, None)
        clock[0] += 0.5
    out.told("left out: a.txt: empty")
    clock[0] += 5
    out.moved("link: actors", 30, 120)
    lines = capsys.readouterr().err.splitlines()
    assert 5 <= len(lines) <= 12
    assert lines[0].startswith("code: ")
    assert lines[0].endswith(" articles, 2.0 a second")
    assert lines[-1].startswith("link: actors: 30 of 120 articles (25 %)")
    assert lines[-1].endswith("1 left out")


def test_on_a_terminal_lines_do_not_break_the_line_of_progress(clock, capsys, monkeypatch):
    monkeypatch.setattr(console.sys.stderr, "isatty", lambda: True)
    out = Console()
    out.moved("code", 3, 12)
    clock[0] += 2
    out.moved("code", 4, 12)
    out.line("a0 coded")
    out.end_progress()
    shown = capsys.readouterr()
    assert shown.out == "a0 coded\n"
    assert shown.err.endswith("code: 4 of 12 articles (33 %), 2.0 a second, 4 s left\r\x1b[2K")


def test_quiet_shows_nothing_of_it_and_the_log_holds_all(clock, capsys, tmp_path):
    out = Console()
    out.quiet = True
    out.log_to(tmp_path / "log")
    out.told("a0 coded")
    clock[0] += 60
    out.moved("code", 4, None)
    out.line("done")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("done\n", "")
    events = [json.loads(line) for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
    assert [event["event"] for event in events] == ["line", "progress", "line"]
    assert (events[1]["stage"], events[1]["done"], events[1]["seconds"]) == ("code", 4, 60.0)


def test_two_columns_the_second_to_the_right():
    assert columns([("table", "rows"), ("quotes", "12")]) == [" table   rows ", " quotes    12 "]
