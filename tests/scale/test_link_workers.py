"""Workers that link: a full disk, a death and Ctrl-C cost no coding and leave no package, and the same command goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import small

from tidings.build_report import Report
from tidings.errors import TidingsError
from tidings.making import build_corpus
from tidings.shards import run, task
from tidings.shards.run import How

psutil = pytest.importorskip("psutil")  # of the extra `cluster`

STOPPED = """
import signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
import small
from tidings.build_report import Report
from tidings.making import Stopped, build_corpus
from tidings.shards import run
run.A_TASK = 1
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs the tests may ignore it
    try:
        build_corpus([Path(sys.argv[1])], Path(sys.argv[2]), Report(), how=run.How(workers=2, function=small.slow_to_link))
    except Stopped as error:
        print(error)
        sys.exit(130)
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    small.write(folder / "texts", 6)
    build_corpus([folder / "texts"], folder / "one", Report(), how=How(workers=1))
    return folder


@pytest.fixture
def uncoded(monkeypatch):
    """Fails where an article is coded in this process, and lets every file be a task."""
    monkeypatch.setattr(run, "A_TASK", 1)

    def again() -> None:
        monkeypatch.setattr(task, "code", lambda article: pytest.fail(f"{article.article_id} is coded again"))

    return again


def test_a_disk_that_is_full_while_workers_link_is_said_in_one_line_and_no_coding_is_lost(corpus, uncoded, tmp_path):
    with pytest.raises(
        TidingsError, match=r"No space left on device; make room.* 6 codings are kept in .*, and the same command goes on there"
    ) as told:
        build_corpus([corpus / "texts"], tmp_path / "out", Report(), how=How(workers=2, function=small.full_while_linking))
    assert len(str(told.value).splitlines()) == 1
    assert not (tmp_path / "out").exists()
    uncoded()
    build_corpus([corpus / "texts"], tmp_path / "out", Report(), how=How(workers=1))
    assert small.package(tmp_path / "out") == small.package(corpus / "one")


def test_a_worker_that_dies_while_it_links_costs_nothing(corpus, uncoded, tmp_path):
    build_corpus([corpus / "texts"], tmp_path / "out", Report(), how=How(workers=2, function=small.dies_while_linking))
    assert small.package(tmp_path / "out") == small.package(corpus / "one")


def test_ctrl_c_while_workers_link_ends_them_and_the_same_command_goes_on(corpus, uncoded, tmp_path):
    command = [sys.executable, "-c", STOPPED, corpus / "texts", tmp_path / "out", Path(small.__file__).parent]
    building = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    parent = psutil.Process(building.pid)
    end = time.monotonic() + 120
    while not list(tmp_path.glob(".out.tidings/linking/stash-*")) and time.monotonic() < end:  # written by the step before
        time.sleep(0.05)
    time.sleep(0.5)
    workers = parent.children(recursive=True)
    building.send_signal(signal.SIGINT)
    said, _ = building.communicate(timeout=60)
    assert building.returncode == 130
    assert "6 codings are kept in" in said
    assert not psutil.wait_procs(workers, timeout=20)[1]
    assert not (tmp_path / "out").exists()
    uncoded()
    build_corpus([corpus / "texts"], tmp_path / "out", Report(), how=How(workers=1))
    assert small.package(tmp_path / "out") == small.package(corpus / "one")
