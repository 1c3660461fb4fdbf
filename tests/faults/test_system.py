# ruff: noqa: E501
"""What the system refuses: each a line that says what and what to do, exit status 2, the last good package untouched, nothing left behind."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faulty import content

ROOT = os.name == "posix" and os.geteuid() == 0
NOBODY = 65534


def beside(folder):
    """Names in a folder but for the codings that builds keep beside their packages."""
    return sorted(name for name in os.listdir(folder) if not name.endswith(".tidings"))


@pytest.fixture
def good(tmp_path, tidings, texts_folder):
    """A package that was built, and its content."""
    folder = tmp_path / "good"
    assert tidings("build", texts_folder, "--out", folder).status == 0
    return folder, content(folder)


def process(*arguments, **options):
    command = [sys.executable, "-m", "tidings", *map(str, arguments)]
    return subprocess.run(command, **({"capture_output": True, "text": True, "check": False, "timeout": 120} | options))


PATHS = {
    "a file": lambda t: t / "file",
    "under a file": lambda t: t / "file" / "out",
    "deep under a file": lambda t: t / "file" / "a" / "b",
    "a dangling link": lambda t: t / "dangling",
    "under a dangling link": lambda t: t / "dangling" / "out",
    "a link in a circle": lambda t: t / "circle",
    "a name too long": lambda t: t / ("x" * 300),
    "a name too long for its fellow": lambda t: t / ("x" * 250),
    "a path too long": lambda t: t / "/".join(["x" * 200] * 40),
    "a device": lambda t: Path("/dev/null"),
    "under a device": lambda t: Path("/dev/null/out"),
    "under /proc": lambda t: Path("/proc/tidings"),
    "NUL in the name": lambda t: Path("a\0b"),
}


@pytest.mark.parametrize("command", ["build", "code"])
@pytest.mark.parametrize("which", PATHS)
def test_an_out_that_can_be_no_folder(tidings, tmp_path, texts_folder, which, command):
    (tmp_path / "file").write_text("mine")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere" / "at-all")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    names = beside(tmp_path)
    ended = tidings(command, texts_folder, "--out", PATHS[which](tmp_path))
    assert ended.status == 2, ended
    assert ended.line.startswith("error: ")
    assert beside(tmp_path) == names
    assert (tmp_path / "file").read_text() == "mine"


REPORTS = ["missing/report", ".", "file/report"]


@pytest.mark.parametrize("option", ["--json", "--html"])
@pytest.mark.parametrize("where", REPORTS)
def test_a_report_that_cannot_be_written_there(tidings, package, tmp_path, option, where, capsys):
    (tmp_path / "file").write_text("mine")
    ended = tidings("validate", package, option, tmp_path / where)
    assert ended.status == 2
    assert "tidings validate: " in ended.err
    assert "findings" not in ended.out


TABLES = ["quotes.csv", "articles.csv", "datapackage.json"]


@pytest.mark.parametrize("name", TABLES)
def test_a_folder_in_place_of_a_file(tidings, package, texts_folder, tmp_path, name):
    (package / name).unlink()
    (package / name).mkdir()
    assert tidings("validate", package).status in (1, 2)
    assert tidings("diff", package, package).status in (1, 2)
    assert tidings("build", package, "--out", tmp_path / "new").status in (1, 2)
    assert tidings("build", texts_folder, "--out", package).status == 2
    assert tidings("build", texts_folder, "--out", package, "--force").status == 2
    assert (package / name).is_dir()
    assert not (package / ".tidings-new").exists()


@pytest.mark.parametrize("missing", ["nowhere", "nowhere.txt", "file.xyz"])
@pytest.mark.parametrize("command", ["build", "code", "validate", "diff", "agree", "show", "why", "init-coding"])
def test_what_is_not_there(tidings, tmp_path, missing, command):
    place, out = tmp_path / missing, tmp_path / "out"
    arguments = {
        "diff": [place, place], "agree": [place, place], "validate": [place], "show": ["a", "--package", place], "why": ["quotes:a", "--package", place],
    }.get(command, [place, "--out", out])  # fmt: skip
    ended = tidings(command, *arguments)
    assert ended.status in (1, 2)
    assert ended.err
    assert not out.exists()


def limited():
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))


@pytest.mark.parametrize("command", ["build", "code"])
def test_files_may_not_grow(good, texts_folder, tmp_path, command):
    """As on a full disk: a write is refused in the middle of a file."""
    folder, before = good
    target = folder if command == "build" else tmp_path / "coding"
    ended = process(command, texts_folder, "--out", target, "--excerpts", "full", preexec_fn=limited)
    assert ended.returncode == 2, ended
    assert "error:" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert content(folder) == before
    assert beside(tmp_path) == ["good", "texts"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not ROOT or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be made by root alone")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk(tidings, small_disk, texts_folder):
    ended = tidings("build", texts_folder, "--out", small_disk / "out")
    assert ended.status == 2
    assert "No space left on device; make room" in ended.line
    assert beside(small_disk) == []


def test_a_full_disk_in_place_of_the_folder_itself(tidings, small_disk, texts_folder):
    """A mount point cannot be exchanged: the journal is used."""
    assert tidings("build", texts_folder, "--out", small_disk).status == 2
    assert beside(small_disk) == []


def test_a_disk_that_may_only_be_read(tidings, small_disk, texts_folder):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert tidings("build", texts_folder, "--out", small_disk / "out").status == 2
    assert tidings("build", texts_folder, "--out", small_disk).status == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["build", "validate", "diff", "--version", "--help"])
def test_standard_output_is_full(good, texts_folder, command):
    folder, before = good
    arguments = {"build": [texts_folder, "--out", folder], "validate": [folder], "diff": [folder, folder]}.get(command, [])
    with open("/dev/full", "w") as full:
        ended = process(command, *arguments, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert ended.returncode == 2, ended
    assert "standard output: No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    assert content(folder) == before


@pytest.mark.parametrize("command", ["validate", "diff"])
def test_standard_output_is_closed_by_its_reader(good, command):
    folder, _ = good
    ended = subprocess.run(
        f"{sys.executable} -m tidings {command} {folder} {folder if command == 'diff' else ''} | true", shell=True, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


@pytest.mark.parametrize("formats", ["csv,parquet", "sqlite", "duckdb"])
def test_no_room_for_temporary_files(good, texts_folder, tmp_path, formats):
    folder, before = good
    environment = {**os.environ, "TMPDIR": str(tmp_path / "nowhere")}
    code = "import tempfile; tempfile._candidate_tempdir_list = lambda: ['/proc/nowhere']; from tidings.cli import main; main()"
    command = [sys.executable, "-c", code, "build", str(texts_folder), "--out", str(folder), "--format", formats]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in ended.stderr
    if formats == "duckdb":
        assert ended.returncode == 2
        assert "make room there, or set TMPDIR" in ended.stderr
        assert content(folder) == before
    else:
        assert ended.returncode == 0, "these need no temporary file"


@pytest.mark.skipif(not ROOT or not shutil.which("chattr"), reason="only root can make a file immutable")
@pytest.mark.parametrize("name", ["quotes.csv", "datapackage.json", "."])
@pytest.mark.parametrize("foreign", [False, True], ids=["exchanged whole", "moved in"])
def test_an_immutable_file(tidings, good, texts_folder, name, foreign):
    folder, before = good
    if foreign:
        (folder / "notes.txt").write_bytes(b"mine")
        before = content(folder)
    if subprocess.run(["chattr", "+i", str(folder / name)], check=False, capture_output=True).returncode:
        pytest.skip("the file system has no such attribute")
    try:
        ended = tidings("build", texts_folder, "--out", folder, "--excerpts", "full", "--format", "csv,parquet")
        assert ended.status == 2, ended
        assert "lsattr" in ended.line or "may not be written" in ended.line
    finally:
        subprocess.run(["chattr", "-i", str(folder / name)], check=True)
    assert content(folder) == before
    assert beside(folder.parent) == ["good", "texts"]


@pytest.fixture
def nobody(tmp_path):
    """Becomes somebody who may not do all, as root may; the folder and what is above it may be passed through."""
    if not ROOT:
        pytest.skip("only root can become nobody")
    for path in [tmp_path, *tmp_path.parents]:
        if path.stat().st_uid == 0 and not path.stat().st_mode & 0o005:
            path.chmod(0o755)

    def become():
        os.setresuid(NOBODY, NOBODY, 0)

    yield become
    os.setresuid(0, 0, 0)


@pytest.mark.parametrize("closed", ["folder", "parent", "source", "descriptor"])
def test_permissions(tidings, good, texts_folder, tmp_path, nobody, closed):
    folder, before = good
    target = {"source": texts_folder, "descriptor": folder / "datapackage.json", "folder": folder, "parent": tmp_path}[closed]
    for path in [tmp_path, *tmp_path.rglob("*")]:
        os.chown(path, NOBODY, NOBODY)
    mode = target.stat().st_mode
    target.chmod(0o500 if closed in ("folder", "parent") else 0)
    nobody()
    ended = tidings("build", texts_folder, "--out", folder if closed != "parent" else tmp_path / "new", "--excerpts", "full")
    os.setresuid(0, 0, 0)
    target.chmod(mode)
    assert ended.status == 2, ended
    assert content(folder) == before
    assert beside(tmp_path) == ["good", "texts"]
