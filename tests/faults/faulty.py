"""Helpers of the fault suite."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def content(folder: Path) -> dict[str, bytes]:
    """Every file under the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def change(folder: Path, table: str, column: str, value: str, row: int = 0) -> None:
    """Put a value into a cell of a package, and make the descriptor's bytes and hash those of the file."""
    import csv
    import io

    path = folder / f"{table}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    rows[row + 1][rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8"))
    descriptor = json.loads((folder / "datapackage.json").read_bytes())
    for resource in descriptor["resources"]:
        data = (folder / resource["path"]).read_bytes()
        resource |= {"bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest()}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
