"""Workers: whatever happens to one, its articles are coded or set aside and reported, none twice."""

from __future__ import annotations

import threading
import time

import pytest
from small import failing_coder, package, write

from tidings.build_report import Report
from tidings.errors import UsageError
from tidings.making import build_corpus
from tidings.read.corpus import read_table
from tidings.shards import run
from tidings.shards.run import How
from tidings.shards.time_limit import TooLong, time_limit


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    write(folder / "texts", 8)
    build_corpus([folder / "texts"], folder / "one", Report())
    return folder


def test_an_article_that_takes_too_long_fails_or_kills_its_worker_is_left_out_and_the_rest_is_built(corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "MOST_PIECES", 3)
    report = build_corpus([corpus / "texts"], tmp_path / "out", Report(), how=How(workers=2, seconds=1.0, function=failing_coder))
    reasons = {bad.file.rpartition("/")[2]: bad.reason for bad in report.unreadable}
    assert sorted(reasons) == ["a2.txt (a2)", "a4.txt (a4)", "a5.txt (a5)"]
    assert "longer than 1 seconds" in reasons["a2.txt (a2)"]
    assert "the process that coded it died" in reasons["a4.txt (a4)"]
    assert "a rule stumbles" in reasons["a5.txt (a5)"]
    assert [row["article_id"] for row in read_table(tmp_path / "out" / "articles.csv")] == ["a0", "a1", "a3", "a6", "a7"]


def test_a_cluster_of_two_worker_processes_gives_the_same_bytes(corpus, tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(run, "A_TASK", 1)
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        how = How("dask", scheduler=cluster.scheduler_address)
        build_corpus([corpus / "texts"], tmp_path / "out", Report(), how=how)
        slow = build_corpus([corpus / "texts"], tmp_path / "slow", Report(), how=How("dask", 2, cluster.scheduler_address, 1.0, function=_slow))
    assert package(tmp_path / "out") == package(corpus / "one")
    assert [bad.file.rpartition("/")[2] for bad in slow.unreadable] == ["a2.txt (a2)"]


def _slow(task, known=frozenset()):
    """`failing_coder` but for the articles that it dies and stumbles of."""
    import small

    names = tuple(piece.name for piece in task.pieces)
    return small.failing_coder(task, known) if "a2.txt" in names else run.run_task(task, known)


def test_a_scheduler_that_is_not_there_is_said_in_one_line(corpus, tmp_path, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setitem(__import__("dask").config.config["distributed"]["comm"]["timeouts"], "connect", "0.2s")
    assert distributed
    with pytest.raises(UsageError, match="no scheduler answers there"):
        build_corpus([corpus / "texts"], tmp_path / "out", Report(), how=How("dask", scheduler="tcp://127.0.0.1:1"))


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_limit_ends_what_takes_longer_and_nothing_after_it(in_thread):
    seen = []

    def work():
        try:
            with time_limit(0.05):
                while True:
                    pass
        except TooLong:
            seen.append("too long")
        with time_limit(0.05):
            pass
        end = time.process_time() + 0.1
        while time.process_time() < end:
            pass
        seen.append("done")

    thread = threading.Thread(target=work)
    if in_thread:
        thread.start()
        thread.join()
    else:
        work()
    assert seen == ["too long", "done"]


def test_tasks_are_of_one_size_and_smaller_towards_the_end_so_that_no_process_waits_long_for_another(tmp_path):
    for number in range(100):
        (tmp_path / f"{number:03}.txt").write_text("word " * 8000, encoding="utf-8")  # 40 kB, so seven of them are a whole task
    made = list(run.tasks([tmp_path], run.How(), frozenset()))
    assert [piece.name for each in made for piece in each.pieces] == [f"{number:03}.txt" for number in range(100)]
    sizes = [len(each.pieces) for each in made]
    assert (sizes[:5], sizes[-3:-1]) == ([7] * 5, [2, 2])
    assert sizes == sorted(sizes, reverse=True)
