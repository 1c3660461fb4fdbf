"""All or nothing: whatever happens, the folder holds the old package or the new one, and nothing is left beside it."""

import os
import subprocess
import sys

import pytest

from tidings.errors import UsageError
from tidings.publish import atomic, exchange, in_place, staging
from tidings.publish.atomic import NotPublished, recover, write_package
from tidings.publish.lock import Locked, beside, locked

OLD = {"datapackage.json": b"old", "data/a.csv": b"old", "data/b.csv": b"old"}
NEW = dict.fromkeys(OLD, b"new")
NOTES = {"notes.txt": b"mine"}


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(params=["whole", "in place"])
def package(request, tmp_path):
    """A folder with the old package: alone, or with something else beside it, which must stay."""
    folder = tmp_path / "package"
    write_package(folder, OLD)
    if request.param == "in place":
        (folder / "notes.txt").write_bytes(b"mine")
    return folder


def others(folder):
    return NOTES if (folder / "notes.txt").exists() else {}


def test_files_are_replaced_and_nothing_else_is_left(package):
    write_package(package, NEW)
    assert content(package) == NEW | others(package)
    assert [path.name for path in package.parent.iterdir()] == ["package"]


def test_the_folder_keeps_its_permissions(package):
    package.chmod(0o750)
    write_package(package, NEW)
    assert package.stat().st_mode & 0o777 == 0o750


def test_a_disk_that_is_full_leaves_the_old_package(package, monkeypatch):
    def full(path):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(staging, "sync", full)
    with pytest.raises(NotPublished, match=r"what was there stands.*No space left on device; make room"):
        write_package(package, NEW)
    assert content(package) == OLD | others(package)
    assert [path.name for path in package.parent.iterdir()] == ["package"]


@pytest.mark.parametrize("moves", range(4))
def test_a_move_that_is_cut_off_is_finished_by_the_next_command(tmp_path, monkeypatch, moves):
    write_package(tmp_path, OLD)
    (tmp_path / "notes.txt").write_bytes(b"mine")
    done, replace = [], os.replace

    def dying(source, target):
        if in_place.FILES in str(source):
            if len(done) == moves:
                raise KeyboardInterrupt
            done.append(target)
        replace(source, target)

    monkeypatch.setattr(in_place.os, "replace", dying)
    if moves < len(NEW):
        with pytest.raises(KeyboardInterrupt):
            write_package(tmp_path, NEW)
        if moves:
            assert {*content(tmp_path).values()} >= {b"new"}
    else:
        write_package(tmp_path, NEW)
    monkeypatch.undo()
    recover(tmp_path)
    assert content(tmp_path) == NEW | NOTES


@pytest.mark.parametrize("name", sorted(OLD))
def test_one_file_that_cannot_be_replaced_leaves_the_others_as_they_were(tmp_path, monkeypatch, name):
    write_package(tmp_path, OLD)
    (tmp_path / "notes.txt").write_bytes(b"mine")
    replace = os.replace

    def refusing(source, target):
        if target == tmp_path / name:
            raise PermissionError(1, "Operation not permitted", str(target))
        replace(source, target)

    monkeypatch.setattr(in_place.os, "replace", refusing)
    with pytest.raises(NotPublished, match="Operation not permitted"):
        write_package(tmp_path, NEW | {"data/c.csv": b"new"})
    monkeypatch.undo()
    recover(tmp_path)
    assert content(tmp_path) == OLD | NOTES


def test_what_an_earlier_build_wrote_and_this_one_does_not_is_removed(package):
    write_package(package, {"datapackage.json": b"new"}, ours=OLD)
    assert content(package) == {"datapackage.json": b"new"} | others(package)


def test_a_build_that_died_before_its_checks_leaves_no_trace(tmp_path):
    write_package(tmp_path, OLD)
    (tmp_path / in_place.WAITING / in_place.FILES).mkdir(parents=True)
    (tmp_path / in_place.WAITING / in_place.FILES / "datapackage.json").write_bytes(b"half")
    recover(tmp_path)
    assert content(tmp_path) == OLD


@pytest.mark.parametrize("renames", range(3))
def test_where_names_cannot_be_exchanged_two_renames_do(tmp_path, monkeypatch, renames):
    folder = tmp_path / "package"
    write_package(folder, OLD)
    done, rename = [], os.rename

    def dying(source, target):
        if len(done) == renames:
            raise KeyboardInterrupt
        done.append(target)
        rename(source, target)

    monkeypatch.setattr(exchange, "_renameat2", lambda: None)
    monkeypatch.setattr(exchange.os, "rename", dying)
    monkeypatch.setattr(exchange.shutil, "rmtree", lambda *a, **k: None)  # the process is dead: it clears nothing away
    if renames < 2:
        with pytest.raises(KeyboardInterrupt):
            write_package(folder, NEW)
    else:
        write_package(folder, NEW)
    monkeypatch.undo()
    recover(folder)
    assert content(folder) == (OLD if renames == 0 else NEW)


def test_a_second_build_is_kept_out_and_told_who_is_there(tmp_path):
    folder = tmp_path / "package"
    with locked(folder), pytest.raises(Locked, match=rf"process {os.getpid()} on .* is writing into it; wait"):
        write_package(folder, NEW)
    write_package(folder, NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_the_lock_of_a_process_that_was_killed_is_told_of_and_cleared(tmp_path):
    folder = tmp_path / "package"
    script = (
        "import os, sys; from pathlib import Path; from tidings.publish.lock import locked\nwith locked(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    dead = subprocess.Popen([sys.executable, "-c", script, str(folder)])
    dead.wait()
    assert beside(folder, "lock").exists()
    told = []
    with atomic.publication(folder, told=told.append) as place:
        place.publish(NEW)
    assert f"left by process {dead.pid} on" in told[0]
    assert "cleared" in told[0]
    assert content(folder) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_reader_waits_for_a_package_that_is_being_moved(tmp_path, monkeypatch):
    write_package(tmp_path, OLD)
    (tmp_path / in_place.WAITING).mkdir()
    (tmp_path / in_place.WAITING / in_place.READY).write_bytes(b"{}")
    monkeypatch.setattr(atomic, "_PAUSE", 0)
    with locked(tmp_path), pytest.raises(UsageError, match="is writing into it; wait"):
        recover(tmp_path)


def test_nothing_is_made_for_a_build_that_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), atomic.publication(tmp_path / "a" / "b" / "package"):
        raise ZeroDivisionError
    assert not list(tmp_path.iterdir())
