"""The folder that a site or a desk is written into: absent, empty, or one of the same kind that was made before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tidings.errors import UsageError


def check_pages_folder(out: Path, mark: str, kind: str) -> None:
    """Raise UsageError where `out` holds what is not ours. `mark`: the file that says that a folder is; `kind`: "site" or "desk"."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out}: a file; name a folder for the {kind}")
    if out.is_dir() and any(out.iterdir()) and not (out / mark).is_file():
        raise UsageError(f"{out}: holds files that are no {kind} of ours; name an empty folder")


def write_pages(out: Path, files: Mapping[str, bytes], ours: str) -> None:
    """Write the files; of those made before (`ours`, a pattern), remove what is no more."""
    old = {path for path in out.glob(ours) if path.is_file()} if out.is_dir() else set()
    for name, data in files.items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(data)
    for path in old - {out / name for name in files}:
        path.unlink()
