"""A release of the data: refuse a version that owes more or an id that is used anew, write the change log, make the zip.

Run by ``nox -s release``. Everything is written in one step at the end, or nothing is. The zip holds its files uncompressed, since compressed bytes
differ between builds of zlib: the same package gives the same zip on every machine that has the same versions of the libraries that write the
other formats (polars, DuckDB, SQLite).
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tidings.diff import Difference, Step, compare
from tidings.errors import TidingsError
from tidings.package import DESCRIPTOR, Package, open_package
from tidings.publish.atomic import write_package
from tidings.publish.descriptor import METADATA, read_metadata
from tidings.release_files import FORMATS, contents
from tidings.release_ids import LEDGER, added, entries_of, ledger_bytes, read_ledger, reused
from tidings.validate import validate_package

CHANGELOG = "CHANGELOG.md"
ENTRIES_BELOW = "<!-- releases of the data, newest first: written by nox -s release -->"
RELEASED = "releases/SHA256SUMS"  # one line a release that ever went out, oldest first
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Release:
    """A release that may go out. `files`: path under the root -> bytes, of everything that is to be written."""

    version: str
    zip_name: str
    difference: Difference | None
    files: dict[str, bytes] = field(repr=False)


def release(root: Path, old: Path | None = None, formats: Sequence[str] | None = None) -> Release:
    """The release of the package in `root`. `old`: the last release, a folder or zip; else it is looked for in ``dist/`` and at its git tag.
    `formats`: in which the zip holds the tables beside the CSV files (None: `FORMATS`).

    Raises TidingsError: the package is not valid or not built from the present ``metadata.toml``, nothing changed, the version is too small or was
    released before, or a released id stands for something else.
    """
    facts = read_metadata(root / METADATA)
    version, name = str(facts["version"]), str(facts["name"])
    new = open_package(root)
    if new.descriptor["version"] != version:
        raise TidingsError(f"{METADATA} says version {version}, {DESCRIPTOR} {new.descriptor['version']}: build first")
    _check_valid(root)
    released = _released(_text(root / RELEASED), name)
    if version in released:
        raise TidingsError(f"version {version} is released already; raise the version in {METADATA} and build")
    difference = None
    if released:
        with tempfile.TemporaryDirectory() as folder:
            difference = compare(open_package(old or _last_release(root, name, released[-1], Path(folder))), new)
        _check_step(difference)
    ledger = read_ledger(_text(root / LEDGER)) if (root / LEDGER).is_file() else []
    entries = entries_of(_tables(new), version)
    if again := reused(ledger, entries):
        shown = "\n  ".join(again[:20])
        raise TidingsError(f"{len(again)} released ids stand for something else now; give what is new an id of its own:\n  {shown}")
    day = str(new.descriptor.get("created") or facts["updated"])[:10]
    changelog = with_entry(_text(root / CHANGELOG), entry(version, day, new, difference))
    zip_name = _zip_name(name, version)
    files = contents(root, new, FORMATS if formats is None else formats, {CHANGELOG: changelog.encode("utf-8")})
    data = zip_bytes(files, zip_name.removesuffix(".zip"), day)
    _check_unpacked(data)
    line = f"{hashlib.sha256(data).hexdigest()}  {zip_name}\n"
    written = {
        CHANGELOG: changelog.encode("utf-8"),
        LEDGER: ledger_bytes(added(ledger, entries)),
        RELEASED: (_text(root / RELEASED) + line).encode("utf-8"),
        f"dist/{zip_name}": data,
        f"dist/{SUMS}": line.encode("utf-8"),
    }
    return Release(version, zip_name, difference, written)


def zip_bytes(files: Mapping[str, bytes], folder: str, day: str) -> bytes:
    """A zip of `files` under `folder`, with their ``SHA256SUMS``. The same arguments give the same bytes. `day`: an ISO date, from 1980 on."""
    sums = "".join(f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    year, month, date = (int(part) for part in day.split("-"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, data in sorted({**files, SUMS: sums.encode("utf-8")}.items()):
            info = zipfile.ZipInfo(f"{folder}/{path}", (year, month, date, 0, 0, 0))
            info.create_system = 3  # as on Unix, on every system
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def entry(version: str, day: str, package: Package, difference: Difference | None) -> str:
    """The entry of the change log for this release."""
    lines = [f"## Data {version} ({day})", ""]
    if difference is None:
        rows = {name: package.resource(name).get("rows", 0) for name in package.tables}
        lines.append("First release: " + ", ".join(f"{count} {name}" for name, count in rows.items() if count) + ".")
    else:
        lines += [f"A {difference.made.name if difference.made else ''} step after {difference.old['version']}.", ""]
        lines += [f"- {step.name}: {reason}" for step, reason in difference.reasons]
    return "\n".join(lines) + "\n"


def with_entry(changelog: str, new: str) -> str:
    """The change log with the entry on top of the earlier ones. Raises TidingsError where the line is missing below which they stand."""
    before, marker, after = changelog.partition(ENTRIES_BELOW)
    if not marker:
        raise TidingsError(f"{CHANGELOG} lacks the line {ENTRIES_BELOW}; releases are written below it")
    rest = after.lstrip("\n")
    return f"{before}{marker}\n\n{new}" + (f"\n{rest}" if rest else "")


def _released(sums: str, name: str) -> list[str]:
    """Versions that went out, oldest first."""
    names = [line.split("  ", 1)[1] for line in sums.splitlines() if "  " in line]
    return [file.removeprefix(f"{name}-").removesuffix(".zip") for file in names if file.startswith(f"{name}-")]


def _zip_name(name: str, version: str) -> str:
    return f"{name}-{version}.zip"


def _last_release(root: Path, name: str, version: str, folder: Path) -> Path:
    """The last release's package: its zip in ``dist/``, else what its tag holds, put into `folder`."""
    zipped = root / "dist" / _zip_name(name, version)
    if zipped.is_file():
        return zipped
    archive = folder / "old.zip"
    tag = f"data-v{version}"
    run = ["git", "-C", str(root), "archive", "--format=zip", f"--output={archive}", tag, DESCRIPTOR, "data"]
    if subprocess.run(run, capture_output=True, check=False).returncode:
        raise TidingsError(f"the last release, {version}, is neither in dist/ nor at the tag {tag}; name its zip or folder with --old")
    return archive


def _check_valid(folder: Path) -> None:
    try:
        report = validate_package(folder)
    except ValueError as error:
        raise TidingsError(str(error)) from None
    if not report.valid:
        shown = [str(finding) for group in report.findings.groups() for finding in group.findings if finding.severity == "error"]
        more = f"\n  … and {report.findings.errors - 5} more: see tidings validate" if report.findings.errors > 5 else ""
        raise TidingsError("the package is not valid:\n  " + "\n  ".join(shown[:5]) + more)


def _check_step(difference: Difference) -> None:
    if difference.made is None:
        raise TidingsError(f"version {difference.new['version']} is smaller than the last release, {difference.old['version']}")
    if difference.owed is Step.none:
        raise TidingsError(f"nothing changed since {difference.old['version']}: there is nothing to release")
    if not difference.enough:
        reasons = "\n  ".join(f"{step.name}: {reason}" for step, reason in difference.reasons if step > difference.made)
        raise TidingsError(
            f"version {difference.new['version']} is too small after {difference.old['version']}: a {difference.owed.name} step is owed. "
            f"Raise the version in {METADATA} and build again.\n  {reasons}"
        )


def _check_unpacked(data: bytes) -> None:
    """The zip unpacks into a valid package."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
        _check_valid(next(Path(folder).iterdir()))


def _tables(package: Package) -> dict[str, list[dict[str, str]]]:
    return {name: list(csv.DictReader(io.StringIO(package.csv(name).decode("utf-8"), newline=""))) for name in package.tables}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """``python -m tidings.release [--old PLACE] [--check]``. Exit status 0, or 1 where the release is refused."""
    parser = argparse.ArgumentParser(prog="nox -s release --", description="Release the data that stands in the current folder.")
    parser.add_argument("--old", type=Path, help="the last release: its folder or zip (else dist/, else its git tag)")
    parser.add_argument("--check", action="store_true", help="say whether it may go out, and write nothing")
    options = parser.parse_args(arguments)
    try:
        made = release(Path(), options.old)
    except TidingsError as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    if options.check:
        print(f"{made.zip_name} may go out; nothing was written")
        return 0
    write_package(Path(), made.files)
    print("\n".join([*sorted(made.files), "", f"now commit these, and: git tag data-v{made.version}", f"then publish dist/{made.zip_name}"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
