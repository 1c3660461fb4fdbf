"""Files written whole and kept on the disk before anything is told of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

Content = bytes | Path  # of a file: its bytes, or where it lies as yet


def write_all(folder: Path, files: Mapping[str, Content]) -> None:
    """Write `files` (relative path -> content) under `folder`, and wait until the disk has them. A file that lies elsewhere is moved."""
    folder.mkdir(parents=True, exist_ok=True)
    folders = {folder}
    for name in sorted(files):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.add(path.parent)
        _put(path, files[name])
        sync(path)
    for each in sorted(folders):
        sync(each)


def _put(path: Path, content: Content) -> None:
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        shutil.move(content, path)


def sync(path: Path) -> None:
    """Wait until the disk has the file, or the names in the folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(path: Path, data: bytes) -> None:
    """Write the bytes beside the file, then move them into its place."""
    if path.exists() and not path.is_file():  # a device or a pipe: nothing may take its name
        path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
