"""Kill a build at any moment: the package that was there is whole and valid, or the new one is."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_corpus import TEXTS

from tidings.publish.atomic import recover
from tidings.validate import validate_package

# Builds again and again over the same old package; the build number n kills itself when it touches the folder for the n-th time.
DRIVER = """
import os, shutil, signal, sys
from pathlib import Path
from tidings.build_report import Report
from tidings.making import build_corpus
from tidings.shards.run import How

texts, package, states, step = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
# In a child, too: polars must not have worked in the process that is forked.
if not os.fork():
    build_corpus(sorted(texts.glob("*.txt"))[:1], package, Report(), how=How(workers=1))
    os._exit(0)
os.wait()
old = states / "old"
shutil.copytree(package, old)
TOUCHES = ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir")
number = 1
while True:
    child = os.fork()
    if not child:
        left = number

        def touched(event, arguments):
            global left
            if event in TOUCHES and str(arguments[0]).startswith(str(package)):
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(touched)
        build_corpus([texts], package, Report(), how=How(workers=1))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    shutil.copytree(package, states / f"{number:04d}")
    shutil.rmtree(package)
    shutil.copytree(old, package)
    if not os.WIFSIGNALED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
    number += step
"""


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")
def test_a_killed_build_leaves_a_whole_and_valid_package(tmp_path):
    texts, package, states = tmp_path / "texts", tmp_path / "package", tmp_path / "states"
    texts.mkdir()
    states.mkdir()
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_bytes(text.encode())
    subprocess.run(
        [sys.executable, "-c", DRIVER, str(texts), str(package), str(states), "17"], check=True, cwd=Path(__file__).parents[2], timeout=300
    )
    shutil.rmtree(states / "old")
    articles = []
    for state in sorted(states.iterdir()):
        recover(state)
        report = validate_package(state)
        assert report.valid, f"killed at touch {state.name}: {[str(finding) for finding in report.findings.kept[:3]]}"
        with (state / "articles.csv").open(encoding="utf-8", newline="") as file:
            articles.append(len(list(csv.DictReader(file))))
    assert articles == sorted(articles), "once the new package is there, it stays"
    assert set(articles) == {1, 2}
