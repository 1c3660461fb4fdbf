"""`--out` on what is not ours: refused before any work, exit status 2, every byte as it was; `--force` insists."""

from __future__ import annotations

import json
import os
import shutil

import pytest
from faulty import change, content


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def theirs(folder, name, data=b"mine\n"):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)


FOREIGN = [
    "events.csv", "quotes.csv", "articles.parquet", "tidings.sqlite", "notes.txt", "sub/notes.txt", ".hidden", "metadata.toml", ".git/HEAD",
    "README.md", "refused.csv", "data/quotes.csv", ".bashrc", "thesis.docx", "empty-folder/",
]  # fmt: skip


@pytest.mark.parametrize("name", FOREIGN)
def test_a_folder_with_the_users_own_is_refused(tidings, texts_folder, out, name):
    if name.endswith("/"):
        (out / name).mkdir()
    else:
        theirs(out, name)
    before = content(out)
    ended = tidings("build", texts_folder, "--out", out)
    assert ended.status == 2
    assert "no build has written" in ended.line
    assert name.split("/")[0] in ended.line
    assert "--force" in ended.line
    assert "coded" not in ended.out, "refused before any work"
    assert content(out) == before
    assert sorted(path.name for path in out.parent.iterdir() if path.suffix != ".tidings") == ["out", "texts"]


@pytest.mark.parametrize("name", ["notes.txt", "sub/notes.txt", ".git/HEAD", "data/quotes.csv"])
def test_force_writes_and_keeps_what_has_no_name_of_ours(tidings, texts_folder, out, name):
    theirs(out, name)
    assert tidings("build", texts_folder, "--out", out, "--force").status == 0
    assert (out / name).read_bytes() == b"mine\n"
    assert tidings("validate", out).status == 0


DESCRIPTORS = {
    "another project's": {"name": "theirs", "resources": [{"name": "prices", "path": "prices.csv"}]},
    "another with our names": {"name": "theirs", "resources": [{"name": n, "path": f"{n}.csv"} for n in ("articles", "actors", "quotes", "events")]},
    "no resources": {"name": "theirs"},
    "a list": [],
    "a word": "theirs",
    "resources of words": {"resources": ["a"]},
    "resources of null": {"resources": None},
}


@pytest.mark.parametrize("which", DESCRIPTORS)
def test_another_projects_package_is_refused(tidings, texts_folder, out, which):
    theirs(out, "datapackage.json", json.dumps(DESCRIPTORS[which]).encode())
    before = content(out)
    assert tidings("build", texts_folder, "--out", out).status == 2
    assert content(out) == before


def test_a_descriptor_that_is_no_json_is_refused(tidings, texts_folder, out):
    theirs(out, "datapackage.json", b"{")
    assert tidings("build", texts_folder, "--out", out).status == 2


def test_our_own_package_is_built_again(tidings, texts_folder, out):
    assert tidings("build", texts_folder, "--out", out).status == 0
    before = content(out)
    assert tidings("build", texts_folder, "--out", out, "--format", "csv,parquet").status == 0
    assert tidings("build", texts_folder, "--out", out).status == 0
    assert content(out) == before


@pytest.mark.parametrize("name", ["quotes.csv", "articles.csv", "event_types.csv"])
def test_a_package_that_somebody_changed_is_refused_and_the_file_named(tidings, texts_folder, package, name):
    (package / name).write_bytes((package / name).read_bytes() + b"x\n")
    before = content(package)
    ended = tidings("build", texts_folder, "--out", package)
    assert ended.status == 2
    assert f"changed since the package was built: {name}" in ended.line
    assert content(package) == before
    assert tidings("build", texts_folder, "--out", package, "--force").status == 0


def test_a_table_that_is_gone_is_named(tidings, texts_folder, package):
    (package / "quotes.csv").unlink()
    ended = tidings("build", texts_folder, "--out", package)
    assert ended.status == 2
    assert "quotes.csv (gone)" in ended.line


def test_a_corrected_cell_with_its_hash_made_right_is_somebodys_own_doing(tidings, texts_folder, package):
    change(package, "quotes", "stance", "deny")
    assert tidings("build", texts_folder, "--out", package).status == 0


def test_notes_beside_a_package_stay(tidings, texts_folder, package):
    theirs(package, "notes.txt")
    assert tidings("build", texts_folder, "--out", package).status == 0
    assert (package / "notes.txt").read_bytes() == b"mine\n"
    assert not (package / ".tidings-new").exists()


OVERLAPS = {
    "the source": lambda t: (t / "texts", t / "texts"),
    "in the source": lambda t: (t / "texts", t / "texts" / "out"),
    "deep in the source": lambda t: (t / "texts", t / "texts" / "a" / "b"),
    "around the source": lambda t: (t / "texts", t),
    "above the source": lambda t: (t / "texts", t.parent),
    "the root": lambda t: (t / "texts", t.root),
    "with dots": lambda t: (t / "texts", t / "x" / ".." / "texts" / "out"),
    "through a link": lambda t: (t / "texts", t / "link"),
    "a link to the source": lambda t: (t / "source-link", t / "texts" / "out"),
    "around a file": lambda t: (t / "texts" / "harbour-post-2031-05-02.txt", t / "texts"),
    "the source package": lambda t: (t / "package", t / "package"),
    "its descriptor": lambda t: (t / "package" / "datapackage.json", t / "package"),
    "in a package": lambda t: (t / "package", t / "package" / "out"),
}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("which", OVERLAPS)
def test_out_inside_or_around_a_source_is_refused_even_with_force(tidings, tmp_path, texts_folder, package, which, force):
    (tmp_path / "link").symlink_to(tmp_path / "texts" / "out")
    (tmp_path / "texts" / "out").mkdir()
    (tmp_path / "source-link").symlink_to(tmp_path / "texts")
    source, out = OVERLAPS[which](tmp_path)
    before = content(tmp_path)
    ended = tidings("build", source, "--out", out, *(["--force"] if force else []))
    assert ended.status == 2, ended
    assert content(tmp_path) == before


@pytest.mark.parametrize("where", ["", "out"])
def test_out_inside_a_coding_is_refused(tidings, texts_folder, tmp_path, where):
    coding = tmp_path / "coding"
    assert tidings("code", texts_folder, "--out", coding).status == 0
    before = content(coding)
    assert tidings("build", texts_folder, "--coding", coding, "--out", coding / where).status == 2
    assert content(coding) == before


def test_a_coding_is_not_written_over(tidings, texts_folder, tmp_path):
    coding = tmp_path / "coding"
    assert tidings("code", texts_folder, "--out", coding).status == 0
    (coding / "quotes.csv").write_bytes(b"hours of work")
    ended = tidings("code", texts_folder, "--out", coding)
    assert ended.status == 2
    assert (coding / "quotes.csv").read_bytes() == b"hours of work"
    assert tidings("code", texts_folder, "--out", coding, "--force", "--parquet").status == 0
    assert not list(coding.glob("*.csv"))


def test_the_home_folder_is_refused(tidings, texts_folder, tmp_path, monkeypatch):
    home = tmp_path / "home"
    theirs(home, ".profile")
    monkeypatch.setenv("HOME", str(home))
    assert tidings("build", texts_folder, "--out", home).status == 2


def test_the_current_folder_is_not_pulled_away(tidings, texts_folder, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert tidings("build", texts_folder, "--out", ".").status == 0
    assert tidings("build", texts_folder, "--out", ".").status == 0
    assert (here / "datapackage.json").is_file()
    assert os.listdir(".") == os.listdir(here)


def test_the_seeds_are_built_into_a_project_only(tidings, tmp_path):
    shutil.rmtree(tmp_path / "nowhere", ignore_errors=True)
    for root in (tmp_path, tmp_path / "nowhere"):
        assert tidings("build", "--root", root).status == 2
    assert not list(tmp_path.iterdir())
