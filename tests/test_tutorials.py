"""Each user's path: the commands and code of every tutorial run as they stand there, in order, in a folder with the examples and the R package.

Blocks marked ``sh``, ``python`` and ``r`` are run; ``console``, ``stata`` and ``spss`` are for machines that have what they need.
"""

import importlib.util
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest

import tidings
from tidings import contract
from tidings.publish.companions import companions
from tidings.publish.views import VIEWS

BLOCK = re.compile(r"^```(sh|python|r)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDS = {"stata-spss": ["pyreadstat"], "database": ["frictionless", "sqlalchemy"], "archive": ["frictionless"], "hand-coding": ["krippendorff"]}
NEEDS["language-model"] = ["krippendorff"]
PAGES = ["install", *sorted(f"tutorials/{name}" for name in ("archive", "code", "database", "hand-coding", "language-model", "own-corpus", "pandas"))]
PAGES += ["tutorials/r", "tutorials/stata-spss"]


@pytest.mark.parametrize("page", PAGES)
def test_a_tutorial_runs_as_it_stands(root, tmp_path, page):
    for package in NEEDS.get(page.rpartition("/")[2], ()):
        pytest.importorskip(package, reason=f"{page} needs {package}")
    shutil.copytree(root / "examples", tmp_path / "examples")
    shutil.copytree(root / "r", tmp_path / "r")
    blocks = BLOCK.findall((root / "docs" / f"{page}.md").read_text(encoding="utf-8"))
    assert blocks
    if any(language == "r" for language, _ in blocks) and shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed (Debian: r-base-core)")
    here = f'tidings() {{ "{sys.executable}" -m tidings "$@"; }}; python() {{ "{sys.executable}" "$@"; }}\n'
    here += f'frictionless() {{ "{sys.executable}" -m frictionless "$@"; }}\nset -e\n'
    env = {name: value for name, value in os.environ.items() if name != "TIDINGS_TEXTS"}
    for language, code in blocks:
        command = {"sh": ["bash", "-c", here + code], "python": [sys.executable, "-c", code], "r": ["Rscript", "-e", code]}[language]
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{code}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"


def test_every_tutorial_is_run(root):
    assert {f"tutorials/{path.stem}" for path in (root / "docs" / "tutorials").glob("*.md")} <= set(PAGES)


def test_the_notebook_shows_what_it_gives_today(root):
    pytest.importorskip("nbclient", reason="the notebook needs nbclient and ipykernel")
    pytest.importorskip("ipykernel", reason="the notebook needs nbclient and ipykernel")
    spec = importlib.util.spec_from_file_location("run_notebook", root / "docs" / "run_notebook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    text = (root / "docs" / "tutorials" / "questions.ipynb").read_text(encoding="utf-8")
    assert module.run(text) == text, "run nox -s docs"


# --- what others do with the files -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The address at which Datasette serves the five articles with their metadata."""
    pytest.importorskip("datasette", reason="Datasette is not installed")
    from tidings.exporting import typed_tables
    from tidings.package import open_package, package_at_hand

    folder = tmp_path_factory.mktemp("served")
    for name, data in companions("", typed_tables(open_package(package_at_hand())), ["sqlite"]).items():
        (folder / name).write_bytes(data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", "tidings.sqlite", "--metadata", "datasette.json", "--port", str(port)]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        for _ in range(120):
            try:
                urllib.request.urlopen(f"{address}/-/versions.json", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        yield address
        process.terminate()


def page(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode("utf-8")


def test_datasette_serves_titles_descriptions_and_facets(served):
    for name in [*contract.tables(), *VIEWS]:
        assert json.loads(page(f"{served}/tidings/{name}.json?_size=1&_nofacet=1"))["rows"], name
    quotes = page(f"{served}/tidings/quotes")
    assert "What the speaker does by speaking" in quotes
    facets = json.loads(page(f"{served}/tidings/quotes_with_speakers.json?_size=1"))["facet_results"]
    assert "stance" in facets
    assert {each["value"] for each in facets["stance"]["results"]} <= {code.value for code in contract.tables()["quotes"].field("stance").categories}


def test_datasette_shows_names_where_keys_lead(served):
    speaker = tidings.load("quotes")["speaker_actor_id"].dropna().iloc[0]
    name = tidings.load("actors").set_index("actor_id").loc[speaker, "name"]
    assert f">{name}</a>" in page(f"{served}/tidings/quotes?speaker_actor_id={speaker}")


def test_frictionless_publishes_into_sqlite_as_the_page_says(root, tmp_path, monkeypatch):
    pytest.importorskip("sqlalchemy", reason="frictionless[sql] is not installed")
    frictionless = pytest.importorskip("frictionless")
    from frictionless.formats.sql import adapter

    monkeypatch.setattr(adapter, "regexp", lambda pattern, cell: True)
    monkeypatch.chdir(tmp_path)
    shutil.copytree(root / "data", tmp_path / "data")
    shutil.copy(root / "datapackage.json", tmp_path)
    frictionless.Package("datapackage.json").publish("sqlite:///published.db")
    with sqlite3.connect(tmp_path / "published.db") as connection:
        assert connection.execute("SELECT count(*) FROM quotes").fetchone() == (len(tidings.load("quotes", root)),)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
