"""What surrounds the checks: documentation, drift, seeds, loaders, no network."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from bad_rows import good_row
from small_corpus import TEXTS, corpus, write

from tidings.contract import tables
from tidings.validate import compile_pandas, document, validate_package
from tidings.validate.r_types import r_reader, r_types

ALL = ("fast", "frictionless", "pandas", "pandera", "great_expectations")


def test_documentation_is_up_to_date():
    assert document.PATH.read_text(encoding="utf-8") == document.text(), "run: python -m tidings.validate.document"


def test_validation_opens_no_connection_in_any_engine(tmp_path, monkeypatch):
    def cut(*_: object, **__: object) -> None:
        raise AssertionError("something asked for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, cut)
    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, cut)
    rows = {name: some for name, some in corpus().items() if name in ("places", "event_types")}
    assert validate_package(write(tmp_path, rows), TEXTS, ALL, previous=tmp_path).valid


def test_drift_is_a_warning_with_figures(tmp_path):
    actors = [good_row(tables()["actors"], number) | {"part_of_actor_id": None, "role": "Mayor"} for number in range(60)]
    fewer = [row | {"role": None, "actor_type": "igo"} for row in actors[:30]]
    old, new = write(tmp_path / "old", {"actors": actors}), write(tmp_path / "new", {"actors": fewer})
    report = validate_package(new, previous=old)
    drift = {(each.rule, each.column): each for each in report.findings.kept if each.rule.startswith("drift")}
    assert drift["drift-rows", None].value == "60 rows before, 30 now"
    assert drift["drift-empty", "role"].value == "0% empty before, 100% now"
    assert drift["drift-codes", "actor_type"].value == "igo 0% before, 100% now; person 100% before, 0% now"
    assert {each.severity for each in drift.values()} == {"warning"}
    same = validate_package(old, previous=old)
    assert not [each for each in same.findings.kept if each.rule.startswith("drift")]
    assert any(check.rule == "drift-codes" for check in same.findings.checks)


def test_distributions_are_measured(tmp_path):
    from tidings.validate.report import page

    report = validate_package(write(tmp_path), engines=("great_expectations",))
    status = next(each for each in report.distributions if (each.table, each.column) == ("event_reports", "modality"))
    assert status.counts == [("actual", 3), ("denied", 1), ("hypothetical", 1)]
    value = next(each for each in report.distributions if (each.table, each.column) == ("figures", "value_low"))
    assert "From 30 to 40" in value.says
    assert "event_reports.modality" in page(report)


def test_pandas_loads_every_table_with_its_types(tmp_path):
    rows = corpus()
    rows["actors"][0]["name"] = "NA"
    folder = write(tmp_path, rows)
    for name, table in tables().items():
        frame = compile_pandas.read_csv(folder / "data" / f"{name}.csv", table)
        assert list(frame.columns) == list(table.columns)
        assert len(frame) == len(rows[name])
    actors = compile_pandas.read_csv(folder / "data" / "actors.csv", tables()["actors"])
    assert actors["name"][0] == "NA"
    assert actors["wikidata_id"].isna().sum() == 2
    articles = compile_pandas.read_csv(folder / "data" / "articles.csv", tables()["articles"])
    assert str(articles["published_earliest"].dtype).startswith("datetime64")
    assert str(compile_pandas.read_csv(folder / "data" / "events.csv", tables()["events"])["disputed"].dtype) == "boolean"


def test_column_types_for_r_name_every_column():
    code = r_types(tables()["claims"])
    assert code.startswith('readr::cols(\n  claim_id = readr::col_character(),\n  figure_type = readr::col_factor(levels = c("killed", ')
    assert "  low = readr::col_double()" in code
    assert "  conflict = readr::col_logical()" in code


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not at hand")
def test_r_loads_every_table_without_a_problem(tmp_path):
    folder = write(tmp_path)
    reads = (
        f"frame <- {r_reader(table, str(folder / 'data' / f'{name}.csv'))}; stopifnot(nrow(readr::problems(frame)) == 0)"
        for name, table in tables().items()
    )
    subprocess.run(["Rscript", "-e", "\n".join(reads)], check=True, capture_output=True)


def test_a_build_opens_no_connection(tmp_path):
    """In a process of its own, so that nothing is imported before the network is cut."""
    (tmp_path / "a.txt").write_text(next(iter(TEXTS.values())), encoding="utf-8")
    code = (
        "import socket, sys, pathlib\n"
        "def cut(*_, **__): raise SystemExit('something asked for the network')\n"
        "socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = cut\n"
        "from tidings.build_report import Report\n"
        "from tidings.making import build_corpus\n"
        "build_corpus([pathlib.Path(sys.argv[1])], pathlib.Path(sys.argv[2]), Report())\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.txt"), str(tmp_path / "out")], check=True, cwd=Path(__file__).parents[2])
    assert (tmp_path / "out" / "datapackage.json").is_file()
