"""The command line as a newcomer meets it: help, version, completion, what is said of wrong use, `doctor` and `export`."""

import json
import os
import subprocess
import sys

import packages
import pytest

import tidings
from tidings.doctor import Need, doctor, needs
from tidings.errors import TidingsError
from tidings.exporting import export


@pytest.fixture
def run(tmp_path):
    """Runs ``tidings`` in an empty folder."""

    def ran(*arguments, **env):
        command = [sys.executable, "-m", "tidings", *arguments]
        around = {**{name: value for name, value in os.environ.items() if name != "TIDINGS_TEXTS"}, "COLUMNS": "120", **env}
        return subprocess.run(command, cwd=tmp_path, env=around, capture_output=True, text=True, check=False)

    return ran


def test_alone_it_shows_help_and_is_content(run):
    alone, asked = run(), run("-h")
    assert (alone.returncode, asked.returncode) == (0, 0)
    assert alone.stdout == asked.stdout
    for command in ("build", "validate", "export", "doctor", "--install-completion"):
        assert command in alone.stdout


def test_version_and_completion(run):
    assert run("--version").stdout.strip() == f"tidings {tidings.__version__}"
    shown = run("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_TIDINGS_COMPLETE" in shown.stdout or "complete" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show"], ["ARTICLE_ID", "tidings show -h"]),
        (["why"], ["TABLE:ROW_ID", "tidings why -h"]),
        (["agree", "mine"], ["'B'", "tidings agree -h"]),
        (["nonsense"], ["No such command", "tidings -h"]),
        (["build"], ["no folder seeds/ in it", "a SOURCE to build from"]),
        (["evaluate"], ["no such folder", "project's folder"]),
        (["show", "nothing"], ["no such article; there are"]),
        (["export", "--out", "x", "--format", "word"], ["not one of csv, parquet"]),
    ],
)
def test_wrong_use_says_what_to_do_without_a_traceback(run, arguments, words):
    done = run(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


def test_show_works_from_anywhere_on_the_package_that_comes_along(run):
    assert "17 quotes" in run("show", "daily-mail-2019-04-06").stdout


def test_doctor_names_versions_extras_and_places(run):
    done = run("doctor")
    assert done.returncode == 0
    for word in ("Python ", "core     pandas", "extra    duckdb", "tidings.load reads", "texts      none named", "caches "):
        assert word in done.stdout
    wrong = run("doctor", TIDINGS_TEXTS="/nowhere")
    assert wrong.returncode == 1
    assert "! texts    $TIDINGS_TEXTS names /nowhere" in wrong.stdout


def test_doctor_says_how_to_get_what_is_not_there(monkeypatch):
    monkeypatch.setattr("tidings.doctor._version", lambda name: {"pandas": "1.0", "pyreadstat": ""}.get(name, "99"))
    assert Need("statistics", "pyreadstat", "1.3", "") in needs()
    lines = list(doctor())
    assert "! core     pandas 1.0 (needs 3.0): python -m pip install --upgrade pandas" in lines
    assert any(line.endswith("pip install 'tidings[statistics]'") and "pyreadstat is not installed" in line for line in lines)


def test_export_writes_a_finished_package_in_other_formats(tmp_path):
    tables = packages.example_tables()
    folder = packages.write(tmp_path / "package", tables)
    names = export(folder, tmp_path / "out", ["csv", "sqlite", "geojson"])
    assert {"datapackage.json", "data/quotes.csv", "tidings.sqlite", "datasette.json", "events.geojson"} <= set(names)
    assert (tmp_path / "out" / "data" / "quotes.csv").read_bytes() == (folder / "data" / "quotes.csv").read_bytes()
    assert len(json.loads((tmp_path / "out" / "events.geojson").read_text())["features"]) == 1


def test_export_of_a_package_that_is_not_valid_says_so(tmp_path):
    tables = packages.example_tables()
    folder = packages.write(tmp_path, {**tables, "quotes": [packages.row(tables, "quotes", start="soon")]})
    with pytest.raises(TidingsError, match="quotes is not as its schema says"):
        export(folder, tmp_path / "out", ["geojson"])


def test_diff_survives_a_key_that_is_there_twice(run, tmp_path):
    tables = packages.example_tables()
    packages.write(tmp_path / "old", tables)
    packages.write(tmp_path / "new", {**tables, "places": tables["places"] * 2})
    done = run("diff", "old", "new")
    assert done.returncode == 1
    assert "is there 2 times; its first row is compared" in done.stdout
