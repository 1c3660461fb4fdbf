"""All or nothing: whatever happens, the folder holds the old package or the new one."""

import os

import pytest

from tidings.publish import atomic
from tidings.publish.atomic import READY, WAITING, recover, write_package

OLD = {"datapackage.json": b"old", "data/a.csv": b"old", "data/b.csv": b"old"}
NEW = dict.fromkeys(OLD, b"new")


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_files_are_replaced_and_nothing_else_is_left(tmp_path):
    write_package(tmp_path, OLD)
    write_package(tmp_path, NEW)
    assert content(tmp_path) == NEW


def test_a_disk_that_is_full_leaves_the_old_package(tmp_path, monkeypatch):
    write_package(tmp_path, OLD)

    def full(path):
        raise OSError("no space left")

    monkeypatch.setattr(atomic, "_sync", full)
    with pytest.raises(OSError, match="no space left"):
        write_package(tmp_path, NEW)
    assert content(tmp_path) == OLD


@pytest.mark.parametrize("moves", range(4))
def test_a_move_that_is_cut_off_is_finished_by_the_next_command(tmp_path, monkeypatch, moves):
    write_package(tmp_path, OLD)
    done = []
    replace = os.replace

    def dying(source, target):
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(atomic.os, "replace", dying)
    if moves < len(NEW):
        with pytest.raises(KeyboardInterrupt):
            write_package(tmp_path, NEW)
    else:
        write_package(tmp_path, NEW)
    monkeypatch.undo()
    recover(tmp_path)
    assert content(tmp_path) == NEW


def test_a_build_that_died_before_its_checks_leaves_no_trace(tmp_path):
    write_package(tmp_path, OLD)
    (tmp_path / WAITING).mkdir()
    (tmp_path / WAITING / "datapackage.json").write_bytes(b"half")
    recover(tmp_path)
    assert content(tmp_path) == OLD
    assert not (tmp_path / WAITING / READY).exists()
