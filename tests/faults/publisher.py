"""A program for tests: publishes packages of one version each into a folder, dies at its n-th touch of the disk, or reads and says what it saw.

    publisher.py kill FOLDER STATES HOW STEP    kill a publication at every STEP-th touch; FOLDER's state after each death goes to STATES
    publisher.py write FOLDER FIRST ROUNDS      publish ROUNDS versions, one after another, from FIRST on; a lock that is held is waited for
    publisher.py read FOLDER SECONDS            read whole packages for so long; prints how many were read, and each mix

HOW: "whole" (exchanged), "renames" (where names cannot be exchanged), "beside" (something else lies in the folder: moved in with a journal).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from tidings.errors import TidingsError
from tidings.package import PackageReplaced, open_package, steadily
from tidings.publish import exchange, in_place, staging
from tidings.publish.atomic import write_package
from tidings.publish.lock import Locked

TABLES = ("articles", "events", "figures", "quotes")
EVENTS = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.truncate", "os.chmod", "fcntl.flock", "shutil.copymode")


def files_of(version: int) -> dict[str, bytes]:
    """A package whose every file says its version."""
    files = {f"{name}.csv": f"version\n{version}\n".encode() * 50 for name in TABLES}
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "hash": "sha256:" + hashlib.sha256(files[f"{name}.csv"]).hexdigest(),
            "schema": {"fields": [{"name": "version", "type": "integer"}]},
        }
        for name in TABLES
    ]
    return files | {"datapackage.json": json.dumps({"version": version, "resources": resources}).encode()}


def seen(folder: Path) -> set[int]:
    """The versions that a reader of the whole package sees: one, or it is a mix."""

    def read() -> set[int]:
        package = open_package(folder)
        found = {int(package.descriptor["version"])}
        for name in TABLES:
            found |= {int(line) for line in package.csv(name).decode().split()[1:] if line != "version"}
        assert not package.changed, package.changed
        return found

    return steadily(read)


def kill(folder: Path, states: Path, how: str, step: int) -> None:
    if how == "renames":
        exchange._renameat2 = lambda: None
    number = 1
    while True:
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
        write_package(folder, files_of(1) | {"old.csv": b"1"})
        if how == "beside":
            (folder / "notes.txt").write_text("mine")
        child = os.fork()
        if not child:
            _die_at(number, folder.parent)
            write_package(folder, files_of(2), ours={"old.csv"})
            os._exit(0)
        _, status = os.waitpid(child, 0)
        shutil.copytree(folder.parent, states / f"{number:04d}", symlinks=True)
        if not os.WIFSIGNALED(status):
            sys.exit(os.waitstatus_to_exitcode(status))
        number += step


def _die_at(number: int, under: Path) -> None:
    """From now on this process kills itself when it touches the disk for the n-th time: before that touch is done."""
    left = number

    def touched() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event in EVENTS and (event == "fcntl.flock" or str(arguments[0]).startswith(str(under))):
            touched()

    def before(function):
        def wrapped(*arguments, **options):
            touched()
            return function(*arguments, **options)

        return wrapped

    sys.addaudithook(heard)
    os.fsync, os.pwrite = before(os.fsync), before(os.pwrite)
    staging.Path.write_bytes = before(staging.Path.write_bytes)
    exchange._exchanged = before(exchange._exchanged)
    in_place.os.replace = before(os.replace)


def write(folder: Path, first: int, rounds: int) -> None:
    kept_out = 0
    for version in range(first, first + rounds):
        while True:
            try:
                write_package(folder, files_of(version))
                break
            except Locked:
                kept_out += 1
                time.sleep(0.001)
    print(kept_out)


def read(folder: Path, seconds: float) -> None:
    count, mixes, end = 0, [], time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            versions = seen(folder)
        except PackageReplaced:
            continue  # five times in a row, on a busy machine: told, not mixed
        except TidingsError as error:
            mixes.append(str(error))
            continue
        count += 1
        if len(versions) > 1:
            mixes.append(str(versions))
    print(json.dumps({"read": count, "mixes": mixes}))


if __name__ == "__main__":
    command, folder, *rest = sys.argv[1:]
    if command == "kill":
        kill(Path(folder), Path(rest[0]), rest[1], int(rest[2]))
    elif command == "write":
        write(Path(folder), int(rest[0]), int(rest[1]))
    else:
        read(Path(folder), float(rest[0]))
