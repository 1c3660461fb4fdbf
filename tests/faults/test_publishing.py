"""Killed at any moment, two at once, read meanwhile: the old package or the new one, never a mix, and the next command clears what was left."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faulty import content
from publisher import files_of, seen, write_package
from small_corpus import TEXTS

from tidings.publish.atomic import recover
from tidings.validate import validate_package

LONG = bool(os.environ.get("TIDINGS_LONG"))
PUBLISHER = str(Path(__file__).with_name("publisher.py"))
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def start(*arguments, **options):
    return subprocess.Popen([sys.executable, PUBLISHER, *map(str, arguments)], stdout=subprocess.PIPE, text=True, **options)


@pytest.mark.parametrize("how", ["whole", "renames", "beside"])
def test_killed_at_every_touch_of_the_disk(tmp_path, how, capsys):
    states = tmp_path / "states"
    states.mkdir()
    killed = start("kill", tmp_path / "place" / "package", states, how, 1)
    killed.communicate(timeout=500)
    assert killed.returncode == 0
    found = []
    for state in sorted(states.iterdir()):
        folder = state / "package"
        versions = seen(folder)  # as `load` and `diff` read; it finishes what was decided
        assert len(versions) == 1, f"a mix after touch {state.name}"
        found.append(versions.pop())
        write_package(folder, files_of(3), ours={"old.csv"})  # the next build goes on from there
        wanted = files_of(3) | ({"notes.txt": b"mine"} if how == "beside" else {})
        assert content(state) == {f"package/{name}": data for name, data in wanted.items()}, f"something was left after touch {state.name}"
    with capsys.disabled():
        print(f" {how}: {len(found)} kills, {found.count(1)} old, {found.count(2)} new, 0 mixes", end="")
    assert found == sorted(found), "once the new package is there, it stays"
    assert set(found) == {1, 2}
    assert len(found) > 40


@pytest.mark.parametrize("beside", [False, True], ids=["exchanged whole", "moved in"])
def test_two_builds_at_once_and_a_reader(tmp_path, beside):
    """Two processes publish packages one after the other into one folder, another reads: each package read is of one version."""
    rounds = 50 if LONG else 10
    folder = tmp_path / "package"
    write_package(folder, files_of(0))
    if beside:
        (folder / "notes.txt").write_text("mine")
    writers = [start("write", folder, first, rounds) for first in (100, 200)]
    reader = start("read", folder, 20 if LONG else 3)
    kept_out = sum(int(each.communicate(timeout=200)[0]) for each in writers)
    read = json.loads(reader.communicate(timeout=200)[0])
    assert all(each.returncode == 0 for each in (*writers, reader))
    assert read["read"] > 0
    assert not read["mixes"]
    assert len(seen(folder)) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["package"]
    assert kept_out >= 0


@pytest.fixture
def many_texts(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(60):
        for name, text in TEXTS.items():
            (folder / f"{name}-{number}.txt").write_bytes(text.encode())
    return folder


def tidings(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "tidings", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )


def group_of(leader: int) -> list[str]:
    """Processes that are left of a process group."""
    found = subprocess.run(["ps", "-o", "pid=,stat=", "-g", str(leader)], capture_output=True, text=True, check=False).stdout.split("\n")
    return [line for line in found if line.strip() and not line.split()[1].startswith("Z")]


@pytest.mark.skipif(not shutil.which("ps"), reason="needs ps")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("after", [0.5, 2, 3, 4, 6, 8] if LONG else [4])
def test_a_build_with_workers_that_is_ended_leaves_no_children_and_no_files(many_texts, tmp_path, how, after):
    build = tidings("build", many_texts, "--out", tmp_path / "out", "--workers", 2, start_new_session=True)
    time.sleep(after)
    build.send_signal(how)
    build.communicate(timeout=60)
    end = time.monotonic() + 20
    while (left := group_of(build.pid)) and time.monotonic() < end:
        time.sleep(0.2)
    assert not left
    if (tmp_path / "out").exists():
        assert validate_package(tmp_path / "out").valid
    elif how == signal.SIGTERM:
        assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".tidings") == ["texts"]


def test_a_second_build_is_told_of_the_first(many_texts, tmp_path):
    first = tidings("build", many_texts, "--out", tmp_path / "out", "--workers", 1)
    lock = tmp_path / ".out.tidings-lock"
    while first.poll() is None and not (lock.exists() and lock.read_text()):
        time.sleep(0.01)
    first.send_signal(signal.SIGSTOP)  # it holds the lock until the second was told
    second = tidings("build", many_texts, "--out", tmp_path / "out", "--workers", 1)
    told = second.communicate(timeout=120)[0]
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 2
    assert f"process {first.pid} on" in told
    assert "is writing into it; wait until it is done" in " ".join(told.split())
    assert first.wait(timeout=300) == 0
    assert validate_package(tmp_path / "out").valid


@pytest.mark.skipif(not LONG, reason="long: nox -s faults")
def test_fifty_rounds_of_two_builds_at_once(many_texts, tmp_path):
    ended = []
    for number in range(50):
        sources = [many_texts / f"{name}-{number}.txt" for name in TEXTS]
        both = [tidings("build", *sources[: each + 1], "--out", tmp_path / "out", "--workers", 1) for each in range(2)]
        ended += [(each.communicate(timeout=300)[0], each.returncode)[1] for each in both]
        recover(tmp_path / "out")
        assert validate_package(tmp_path / "out").valid, f"round {number}"
    assert {*ended} <= {0, 2}
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".tidings") == ["out", "texts"]


@pytest.mark.skipif(not LONG or not shutil.which("strace"), reason="long: nox -s faults, with strace")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_build_killed_at_every_system_call_that_writes(tmp_path, workers):
    """strace counts the calls of a whole build and kills it at the n-th, for every n of those after the folder was taken."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_bytes(text.encode())
    calls = "rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,rmdir,fsync,ftruncate,chmod,link,linkat,pwrite64"
    one = next(iter(sorted(texts.iterdir())))
    out = tmp_path / "out"
    assert tidings("build", one, "--out", out).wait() == 0
    old, number, states = content(out), 0, []
    while True:
        number += 1
        inject = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:signal=SIGKILL:when={number}"]
        command = [*inject, sys.executable, "-B", "-m", "tidings", "build", str(texts), "--out", str(out), "--workers", str(workers)]
        ended = subprocess.run(command, capture_output=True, check=False, start_new_session=True)
        report = validate_package(out)
        assert report.valid, f"killed at call {number}: {report}"
        states.append(content(out) == old)
        if ended.returncode == 0:
            break
        if not states[-1]:  # the new one is there: go back to the old, to be killed a call later
            shutil.rmtree(out)
            write_package(out, old)
    print(f"workers {workers}: {number - 1} kills, {states.count(True)} old, {states.count(False)} new")
    assert False in states
    assert {path.name for path in tmp_path.glob(".out*")} == {".out.tidings"}  # the codings, kept for the next build
