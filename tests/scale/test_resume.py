"""Codings are kept: a build that is killed, stopped or comes again goes on where it was, to the same bytes."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small import add, package, write

from tidings.build_report import Report, Stopped
from tidings.coding.columns import coding_tables
from tidings.errors import TidingsError
from tidings.making import build_corpus
from tidings.shards import run, task
from tidings.shards.cache import Cache, clean, size_of, work_folder
from tidings.shards.run import How

ROOT = Path(__file__).parents[2]
ONE = How(workers=1)  # coded in this process
DYING = """
import importlib, os, signal, sys
from pathlib import Path
from tidings.shards import run
run.A_TASK = 1  # every file is a task
module, owner, name, times = sys.argv[3:7]
holder = importlib.import_module(module)
holder = getattr(holder, owner) if owner else holder
real, calls = getattr(holder, name), []

def dying(*args, **named):
    calls.append(1)
    if len(calls) == int(times):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **named)

setattr(holder, name, dying)
from tidings.build_report import Report
from tidings.making import build_corpus
build_corpus([Path(sys.argv[1])], Path(sys.argv[2]), Report(), how=run.How(workers=1))
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The corpus and its package, made in one go."""
    folder = tmp_path_factory.mktemp("corpus")
    write(folder / "texts", 5)
    build_corpus([folder / "texts"], folder / "whole", Report(), how=ONE)
    return folder / "texts", package(folder / "whole")


@pytest.fixture
def coded(monkeypatch):
    """The ids of the articles that are coded, in order; every file is a task."""
    ids: list[str] = []
    real = task.code
    monkeypatch.setattr(run, "A_TASK", 1)
    monkeypatch.setattr(task, "code", lambda article: ids.append(article.article_id) or real(article))
    return ids


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        (("tidings.shards.cache", "Cache", "put", "3"), 2),  # the third coding is made and not kept yet
        (("tidings.shards.cache", "os", "replace", "4"), 3),  # a part is half written
        (("tidings.link.streamed.seen", "Sightings", "see", "2"), 5),
        (("tidings.link.streamed.claims", "Claims", "note", "4"), 5),
        (("tidings.publish.atomic", "Publication", "publish", "1"), 5),
    ],
)
def test_killed_at_any_moment_and_built_again_it_is_the_same_package(corpus, coded, tmp_path, where, kept):
    texts, whole = corpus
    done = subprocess.run([sys.executable, "-c", DYING, texts, tmp_path / "out", *where], cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not (tmp_path / "out").exists()
    report = build_corpus([texts], tmp_path / "out", Report(), how=ONE)
    assert len(coded) == 5 - kept
    assert package(tmp_path / "out") == whole
    assert not list((report.work / "codings").glob(".new-*"))
    assert not (report.work / "linking").exists()


def test_ctrl_c_says_what_is_kept_and_the_same_command_goes_on(corpus, coded, tmp_path, monkeypatch):
    texts, whole = corpus
    counting = task.code

    def stopped(article):
        if len(coded) == 3:
            raise KeyboardInterrupt
        return counting(article)

    with monkeypatch.context() as patch:
        patch.setattr(task, "code", stopped)
        with pytest.raises(Stopped, match=r"3 codings are kept in .*: the same command goes on, --fresh starts anew"):
            build_corpus([texts], tmp_path / "out", Report(), how=ONE)
    build_corpus([texts], tmp_path / "out", Report(), how=ONE)
    assert coded == ["a0", "a1", "a2", "a3", "a4"]
    assert package(tmp_path / "out") == whole


def test_one_article_more_is_the_only_one_coded_and_one_that_changed_is_coded_again(coded, tmp_path):
    texts = write(tmp_path / "texts", 3)
    build_corpus([texts], tmp_path / "out", Report(), how=ONE)
    add(texts, 7)
    build_corpus([texts], tmp_path / "out", Report(), how=ONE)
    assert coded == ["a0", "a1", "a2", "a7"]
    (texts / "a1.txt").write_text("Rain fell in Brask.\n", encoding="utf-8")
    build_corpus([texts], tmp_path / "out", Report(), how=ONE)
    assert coded[4:] == ["a1"]
    build_corpus([texts], tmp_path / "out", Report(), how=How(workers=1, full_excerpts=True))  # an option that changes what is written
    assert len(coded) == 9
    build_corpus([texts], tmp_path / "out", Report(), how=ONE, fresh=True)
    assert len(coded) == 13


def test_what_is_kept_is_a_coding_in_parquet_its_size_is_told_and_clean_removes_it(coded, tmp_path):
    texts = write(tmp_path / "texts", 2)
    report = build_corpus([texts], tmp_path / "out", Report(), how=ONE)
    assert report.work == work_folder(tmp_path / "out") == tmp_path / ".out.tidings"
    (one, _) = sorted((report.work / "codings").iterdir())
    assert {path.name for path in one.iterdir()} == {f"{name}.parquet" for name in coding_tables()} | {"keys.json"}
    assert report.kept == size_of(report.work) > 1000
    assert clean(report.work) == report.kept
    assert not report.work.exists()


def test_a_disk_that_is_full_is_said_in_one_line_and_what_was_kept_stays(tmp_path, monkeypatch):
    cache = Cache(tmp_path / "work")
    cache.put({"k1": "a1"}, {"articles.parquet": b"x"})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(TidingsError, match=r"No space left on device; .* 1 codings are kept"):
        cache.put({"k2": "a2"}, {"articles.parquet": b"y"})
    assert list(Cache(tmp_path / "work").part_of) == ["k1"]
