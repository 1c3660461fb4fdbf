"""A release: what it refuses, what it writes, and that its zip is the same each time and unpacks into a valid package."""

import hashlib
import io
import json
import subprocess
import sys
import zipfile

import packages
import pytest

from tidings.errors import TidingsError
from tidings.package import open_package
from tidings.publish.atomic import write_package
from tidings.release import CHANGELOG, ENTRIES_BELOW, SUMS, main, release, zip_bytes
from tidings.release_files import FORMATS, contents, dead_links
from tidings.release_ids import LEDGER, Entry, added, read_ledger, reused

METADATA = """
name = "harbour-strike"
title = "A harbour strike in five reports"
description = "An invented package for tests."
version = "{version}"
updated = "2026-01-31"
contributors = [{{ title = "Tidings contributors", roles = ["creator"] }}]
licenses = [{{ name = "CC-BY-4.0", path = "https://creativecommons.org/licenses/by/4.0/" }}]
"""


def write(folder, tables, version):
    """A project that was built: package, metadata and change log."""
    (folder / "metadata.toml").write_text(METADATA.format(version=version), encoding="utf-8")
    if not (folder / CHANGELOG).exists():
        (folder / CHANGELOG).write_text(f"# Changes\n\n{ENTRIES_BELOW}\n", encoding="utf-8")
    return packages.write(folder, tables, {**packages.FACTS, "version": version})


@pytest.fixture(autouse=True)
def one_format(monkeypatch):
    """One other format is enough for most tests; `test_the_zip_holds_…` asks for all."""
    monkeypatch.setattr("tidings.release.FORMATS", ("geojson",))


@pytest.fixture
def tables():
    return packages.example_tables()


@pytest.fixture
def project(tmp_path, tables):
    """A project whose version 1.0.0 has gone out."""
    write(tmp_path, tables, "1.0.0")
    write_package(tmp_path, release(tmp_path).files)
    return tmp_path


def with_place(tables, **cells):
    return {**tables, "places": [*tables["places"], packages.row(tables, "places", **{"place_id": "wharf", "geonames_id": None, **cells})]}


def test_the_first_release(tmp_path, tables):
    write(tmp_path, tables, "1.0.0")
    made = release(tmp_path)
    assert made.difference is None
    assert sorted(made.files) == [CHANGELOG, "dist/SHA256SUMS", "dist/harbour-strike-1.0.0.zip", "releases/SHA256SUMS", LEDGER]
    assert "## Data 1.0.0 (2026-01-31)\n\nFirst release: 1 articles" in made.files[CHANGELOG].decode()


def test_the_zip_is_the_same_each_time_and_unpacks_into_a_valid_package(project, tmp_path_factory):
    from frictionless import Package

    path = project / "dist" / "harbour-strike-1.0.0.zip"
    again = tmp_path_factory.mktemp("again")
    write(again, packages.example_tables(), "1.0.0")
    assert release(again).files["dist/harbour-strike-1.0.0.zip"] == path.read_bytes()
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    inside = folder / "harbour-strike-1.0.0"
    assert Package(str(inside / "datapackage.json")).validate().valid
    for line in (inside / SUMS).read_text().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((inside / name).read_bytes()).hexdigest() == digest
    digest, name = (project / "dist" / SUMS).read_text().split()
    assert (hashlib.sha256(path.read_bytes()).hexdigest(), path.name) == (digest, name)


def test_the_zip_holds_other_formats_named_by_its_descriptor_and_its_links_lead_somewhere(tmp_path, tables):
    pytest.importorskip("duckdb")
    write(tmp_path, tables, "1.0.0")
    (tmp_path / "LICENSE").write_text("MIT\n")
    (tmp_path / "docs").mkdir()
    links = "[rules](docs/coding-rules.md), [code](pipeline/x.py), [site](https://example.org), [top](#words)"
    (tmp_path / "docs/release-readme.md").write_text(f"# Data\n\n{links}\n", encoding="utf-8")
    (tmp_path / "docs/coding-rules.md").write_text("# Rules\n\n[back](../README.md), [how](architecture.md#flow)\n", encoding="utf-8")
    made = release(tmp_path, formats=FORMATS).files["dist/harbour-strike-1.0.0.zip"]
    again = release(tmp_path, formats=FORMATS).files["dist/harbour-strike-1.0.0.zip"]
    assert made == again
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert {"LICENSE", "formats/tidings.sqlite", "formats/tidings.duckdb", "formats/quotes.parquet", "formats/events.geojson"} <= set(files)
    named = {entry["path"]: entry for entry in json.loads(files["datapackage.json"])["resources"]}
    for path, data in files.items():
        if path.startswith(("data/", "formats/")):
            assert named[path]["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
    assert dead_links(files) == []
    assert "[rules](docs/coding-rules.md), code, [site](https://example.org), [top](#words)" in files["README.md"].decode()
    assert "[back](../README.md), how" in files["docs/coding-rules.md"].decode()


def test_links_of_this_repositorys_release_lead_somewhere(root):
    files = contents(root, open_package(root), (), {})
    assert dead_links(files) == []
    assert {"README.md", "LICENSE", "LICENSE-DATA", "CITATION.cff", "docs/data-dictionary.html"} <= set(files)


def test_a_zip_is_a_package_that_can_be_opened(project):
    assert open_package(project / "dist" / "harbour-strike-1.0.0.zip").descriptor["version"] == "1.0.0"


def test_a_smaller_step_than_owed_is_refused_and_nothing_is_written(project, tables):
    write(project, with_place(tables), "1.0.1")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    with pytest.raises(TidingsError, match="a minor step is owed"):
        release(project)
    assert before == {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}


def test_a_step_that_is_great_enough_goes_out_and_is_written_into_the_change_log(project, tables):
    write(project, with_place(tables), "1.1.0")
    write_package(project, release(project).files)
    log = (project / CHANGELOG).read_text()
    assert log.index("## Data 1.1.0") < log.index("## Data 1.0.0")
    assert "- minor: places: 1 new row" in log
    assert [line.split()[1] for line in (project / "releases/SHA256SUMS").read_text().splitlines()] == [
        "harbour-strike-1.0.0.zip",
        "harbour-strike-1.1.0.zip",
    ]


@pytest.mark.parametrize(("version", "words"), [("1.0.0", "released already"), ("0.9.0", "smaller than the last"), ("1.0.1", "nothing changed")])
def test_versions_that_are_refused(project, tables, version, words):
    write(project, tables, version)
    with pytest.raises(TidingsError, match=words):
        release(project)


def test_a_package_that_was_not_built_since_the_version_was_raised_is_refused(project):
    (project / "metadata.toml").write_text(METADATA.format(version="1.1.0"))
    with pytest.raises(TidingsError, match="build first"):
        release(project)


def test_a_package_that_is_not_valid_is_refused(project, tables):
    write(project, {**tables, "actors": [packages.row(tables, "actors", n_mentions=7)]}, "1.0.1")
    with pytest.raises(TidingsError, match="not valid"):
        release(project)


def test_a_released_id_is_not_used_for_something_else(project, tables):
    write(project, with_place(tables, name="The Wharf"), "1.1.0")
    write_package(project, release(project).files)
    write(project, tables, "2.0.0")  # the wharf is gone
    write_package(project, release(project).files)
    write(project, with_place(tables, name="Another Town"), "2.1.0")
    with pytest.raises(TidingsError, match="place wharf: stood for the-wharf, now for another-town"):
        release(project)
    write(project, with_place(tables, name="the wharf"), "2.1.0")  # the same one may come back
    assert release(project).version == "2.1.0"


def test_an_article_id_stays_with_its_text(project, tables):
    write(project, {**tables, "articles": [packages.row(tables, "articles", text_sha256="0" * 64)]}, "2.0.0")
    with pytest.raises(TidingsError, match="article daily-mail-2019-04-06"):
        release(project)


def test_an_id_stays_the_same_while_one_member_does():
    before = [Entry("event", "fire", "a:r:10-20", "1.0.0"), Entry("event", "fire", "b:r:5-9", "1.0.0")]
    assert reused(before, [Entry("event", "fire", "b:r:5-9", "1.1.0"), Entry("event", "fire", "c:r:1-4", "1.1.0")]) == []
    assert reused(before, [Entry("event", "fire", "a:r:12-22", "1.1.0")]) == []  # a corrected span
    assert reused(before, [Entry("event", "fire", "a:r:20-30", "1.1.0")]) != []
    assert reused(before, [Entry("event", "flood", "c:r:1-4", "1.1.0")]) == []


def test_the_ledger_keeps_the_version_in_which_an_id_first_went_out(project):
    ledger = read_ledger((project / LEDGER).read_text())
    assert {entry.since for entry in added(ledger, [entry._replace(since="9.9.9") for entry in ledger])} == {"1.0.0"}


def test_the_last_release_is_found_at_its_git_tag(project, tables):
    def git(*arguments):
        subprocess.run(
            ["git", "-C", str(project), "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments], check=True, capture_output=True
        )

    (project / "dist" / "harbour-strike-1.0.0.zip").unlink()
    write(project, with_place(tables), "1.1.0")
    with pytest.raises(TidingsError, match="--old"):
        release(project)
    write(project, tables, "1.0.0")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "1.0.0")
    git("tag", "data-v1.0.0")
    write(project, with_place(tables), "1.1.0")
    assert release(project).version == "1.1.0"


def test_the_command_says_what_it_refused(project, tables, monkeypatch, capsys):
    monkeypatch.chdir(project)
    write(project, with_place(tables), "1.0.1")
    assert main(["--check"]) == 1
    assert "a minor step is owed" in capsys.readouterr().err
    write(project, with_place(tables), "1.1.0")
    assert main(["--check"]) == 0
    assert not (project / "dist" / "harbour-strike-1.1.0.zip").exists()
    assert main([]) == 0
    assert (project / "dist" / "harbour-strike-1.1.0.zip").exists()


def test_zips_do_not_depend_on_the_order_of_files():
    one = zip_bytes({"a": b"1", "b/c": b"2"}, "x", "2026-01-31")
    assert one == zip_bytes({"b/c": b"2", "a": b"1"}, "x", "2026-01-31")
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["x/SHA256SUMS", "x/a", "x/b/c"]


@pytest.mark.skipif(sys.platform == "win32", reason="sha256sum is not there")
def test_the_sums_are_those_of_the_common_tool(project):
    said = subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=project / "dist", check=True, capture_output=True, text=True).stdout
    assert said.count(": OK\n") == len((project / "dist" / SUMS).read_text(encoding="utf-8").splitlines()) > 0
