"""Parquet, SQLite and DuckDB beside the CSV files: same rows, right types, and gone when a later build does not write them."""

import io
import sqlite3
import subprocess
import sys

import packages
import pandas as pd
import polars as pl
import pytest

import tidings
from tidings import contract
from tidings.errors import UsageError
from tidings.publish.atomic import write_package
from tidings.publish.companions import check_formats, companions, names_of_all


@pytest.fixture(scope="module")
def tables():
    tables = packages.example_tables()
    tables["actor_names"] = [packages.row(tables, "actor_names", name=name) for name in ("NA", "two\nlines", 'a "b"', "من")]
    tables["places"].append(packages.row(tables, "places", place_id="wharf", geonames_id=None, lat=12))
    return tables


def test_csv_is_always_written_and_adds_no_companion(tables):
    assert companions("", tables, ["csv"]) == {}
    assert companions("", tables, []) == {}


def test_parquet_has_the_types_of_the_schema(tables):
    files = companions("data/", tables, ["parquet"])
    assert sorted(files) == sorted(f"data/{name}.parquet" for name in contract.tables())
    articles = pl.read_parquet(io.BytesIO(files["data/articles.parquet"]))
    assert (articles.schema["published_earliest"], articles.schema["word_count"]) == (pl.Date, pl.Int64)
    places = pl.read_parquet(io.BytesIO(files["data/places.parquet"]))
    assert places["geonames_id"].to_list()[1] is None
    assert places["lat"].to_list()[1] == 12.0


@pytest.mark.parametrize("name", ["parquet", "sqlite"])
def test_the_same_tables_give_the_same_bytes(tables, name):
    assert companions("", tables, [name]) == companions("", tables, [name])


def test_sqlite_holds_every_row_with_its_keys(tables, tmp_path):
    path = tmp_path / "tidings.sqlite"
    path.write_bytes(companions("", tables, ["sqlite"])["tidings.sqlite"])
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT name FROM actor_names ORDER BY rowid").fetchall() == [("NA",), ("two\nlines",), ('a "b"',), ("من",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT review, typeof(start) FROM quotes").fetchall() == [("confirmed", "integer")]
        assert connection.execute("SELECT disputed FROM events").fetchall() == [(0,)]
        assert connection.execute("SELECT typeof(geonames_id) FROM places WHERE place_id = 'wharf'").fetchall() == [("null",)]
        assert len(connection.execute("PRAGMA foreign_key_list(figures)").fetchall()) == len(contract.tables()["figures"].foreign_keys)


def test_duckdb_holds_every_row(tables, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "tidings.duckdb"
    path.write_bytes(companions("", tables, ["duckdb"])["tidings.duckdb"])
    with duckdb.connect(str(path), read_only=True) as connection:
        for name in contract.tables():
            assert connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() == (len(tables[name]),)
        assert connection.execute("SELECT typeof(published_earliest) FROM articles").fetchone() == ("DATE",)


def test_parquet_and_the_typed_loader_agree(tables, tmp_path):
    packages.write(tmp_path, tables)
    files = companions("", tables, ["parquet"])
    for name in contract.tables():
        frame = pl.read_parquet(io.BytesIO(files[f"{name}.parquet"]))
        loaded = tidings.load(name, tmp_path)
        for column in frame.columns:
            values = [value.date() if hasattr(value, "date") else value for value in loaded[column].astype("object")]
            assert frame[column].to_list() == [None if pd.isna(value) else value for value in values]


def test_an_unknown_format_is_refused_before_any_work():
    with pytest.raises(UsageError, match="--format xlsx: not one of csv, parquet, sqlite, duckdb"):
        check_formats(["parquet", "xlsx"])


def test_companions_of_an_earlier_build_do_not_stay(tables, tmp_path):
    (tmp_path / "data").mkdir()
    for name in ("tidings.sqlite", "quotes.parquet", "quotes.csv", "notes.txt"):
        (tmp_path / "data" / name).write_bytes(b"old")
    write_package(tmp_path, {"data/quotes.csv": b"", "data/quotes.parquet": b""}, names_of_all("data/"))
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["notes.txt", "quotes.csv", "quotes.parquet"]


def test_a_build_writes_the_companions_asked_for(root, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(root))

    def build(*arguments):
        command = [sys.executable, "-m", "tidings", "build", str(root / "examples" / "corpus"), "--out", str(tmp_path), *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    refused = build("--format", "csv,xlsx")
    assert (refused.returncode, "not one of" in refused.stderr, list(tmp_path.iterdir())) == (2, True, [])
    assert build("--format", "csv,parquet,sqlite").returncode == 0
    assert {"quotes.csv", "quotes.parquet", "tidings.sqlite"} <= {path.name for path in tmp_path.iterdir()}
    assert build().returncode == 0
    assert {path.suffix for path in tmp_path.iterdir()} == {".csv", ".json"}
