"""What `--out` may be: an absent or empty folder, or a package that Tidings wrote and nobody changed. Asked before any work is done."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.errors import UsageError, system_fault

DESCRIPTOR = "datapackage.json"
REFUSED = "refused.csv"
_OF_NOBODY = (".DS_Store", "Thumbs.db", "desktop.ini")  # laid there by file managers
_SHOWN = 10
_PIECE = 1 << 22


def real_folder(out: Path) -> Path:
    """The absolute path of the folder that `out` names, links followed. Raises UsageError where it can be no folder."""
    try:
        for link in (out, *out.parents):
            if link.is_symlink() and not link.exists():
                raise UsageError(f"{link}: the link leads nowhere ({os.readlink(link)}); remove it, or make the folder that it leads to")
        if out.exists() and not out.is_dir():
            raise UsageError(f"{out}: a file stands there, and a folder is needed; name another folder, or move the file")
        folder = out.resolve()
        for above in folder.parents:
            if above.exists() and not above.is_dir():
                raise UsageError(f"{out}: {above} is a file, so no folder can lie in it; name another folder")
    except OSError as error:
        raise UsageError(f"{out}: {system_fault(error)}") from None
    except (RuntimeError, ValueError) as error:  # links in a circle (Python 3.12 and before); a name with NUL
        raise UsageError(f"{out!s:.200}: {error}; name another folder") from None
    _may_write(out, folder)
    return folder


def refuse_overlap(out: Path, folder: Path, inputs: Iterable[Path]) -> None:
    """Raise UsageError where the package would lie inside or around what it is built from. `inputs`: sources and codings."""
    for given in inputs:
        source = given.resolve()
        if source.name == DESCRIPTOR:
            source = source.parent
        if source == folder:
            raise UsageError(f"--out {out}: this is the source itself, and building would replace it; name another folder")
        if source in folder.parents:
            raise UsageError(f"--out {out}: it lies inside {given}, and would be read as part of it; name a folder outside")
        if folder in source.parents:
            raise UsageError(f"--out {out}: {given} lies inside it, and would be lost; name another folder")


def refuse_strange(out: Path, folder: Path) -> None:
    """Raise UsageError where `folder` holds anything but a package as Tidings wrote it (and what lies beside its files)."""
    if not folder.is_dir():
        return
    held = sorted(path.name for path in folder.iterdir() if path.name not in _OF_NOBODY)
    if not held:
        return
    package = written_by_tidings(folder)
    if package is None:
        shown = ", ".join(held[:_SHOWN]) + (f" and {len(held) - _SHOWN} more" if len(held) > _SHOWN else "")
        raise UsageError(f"--out {out}: it holds what no build has written ({shown}); name another folder, or insist with --force")
    if changed := changed_files(folder, package):
        shown = "; ".join(changed[:_SHOWN]) + (f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else "")
        raise UsageError(f"--out {out}: changed since the package was built: {shown}; name another folder, or lose the change with --force")


def refuse_coding(out: Path, folder: Path) -> None:
    """Raise UsageError where a folder for a coding is not empty: the rows of a coding may have been corrected by hand."""
    if folder.is_dir() and (held := sorted(path.name for path in folder.iterdir() if path.name not in _OF_NOBODY)):
        shown = ", ".join(held[:_SHOWN]) + (f" and {len(held) - _SHOWN} more" if len(held) > _SHOWN else "")
        raise UsageError(f"--out {out}: not empty ({shown}), and a coding there may hold somebody's work; name a new folder, or insist with --force")


def written_by_tidings(folder: Path) -> dict[str, Any] | None:
    """The descriptor of a corpus package that Tidings wrote into `folder`; None where there is none, or somebody else's."""
    try:
        package = json.loads((folder / DESCRIPTOR).read_bytes())
        named = {resource["name"]: resource for resource in package["resources"]}
        ours = all(
            resource["path"] == f"{name}.csv"
            and str(resource["hash"]).startswith("sha256:")
            and {field["name"] for field in resource["schema"]["fields"]} & {*contract.tables()[name].columns}
            for name, resource in named.items()
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return package if ours and {"articles", "actors", "quotes", "events", "figures", "mentions"} <= named.keys() else None


def changed_files(folder: Path, package: Mapping[str, Any]) -> list[str]:
    """Files of a package that are not those which its descriptor tells of, and how."""
    changed = []
    for resource in package["resources"]:
        path = folder / resource["path"]
        if not path.is_file():
            changed.append(f"{resource['path']} (gone)")
        elif hash_of(path) != resource["hash"]:
            changed.append(str(resource["path"]))
    return changed


def hash_of(path: Path) -> str:
    """The file's hash, as a descriptor writes it."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return f"sha256:{digest.hexdigest()}"


def holds_other_things(folder: Path, ours: Collection[str]) -> bool:
    """Whether `folder` holds a file or link that is none of `ours` (relative paths), or a folder in which none of ours lies."""
    above = {parent.as_posix() for name in ours for parent in Path(name).parents}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() and not path.is_symlink():
            if name not in above:
                return True
        elif path.is_symlink() or name not in ours:
            return True
    return False


def _may_write(out: Path, folder: Path) -> None:
    if folder.is_dir():
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UsageError(f"{out}: the folder may not be written; change its permissions, or name another")
        return
    nearest = next((above for above in folder.parents if above.exists()), folder)
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UsageError(f"{out}: {nearest} may not be written; change its permissions, or name another folder")
