"""The companions beside the CSV files: same rows, right types, labels and keys, and gone when a later build does not write them."""

import io
import json
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
from tidings.publish.companions import check_formats, companions, companions_of_files, names_of_all
from tidings.publish.statistics_files import short_names
from tidings.publish.views import VIEWS


@pytest.fixture(scope="module")
def tables():
    tables = packages.example_tables()
    tables["actor_names"] = [packages.row(tables, "actor_names", name=name) for name in ("NA", "two\nlines", 'a "b"', "من")]
    tables["places"].append(packages.row(tables, "places", place_id="wharf", geonames_id=None, lat=12))
    return tables


def test_csv_is_always_written_and_adds_no_companion(tables):
    assert companions("", tables, ["csv"]) == {}
    assert companions("", tables, []) == {}


def test_csv_alone_reads_no_table(tmp_path):
    """A corpus is as large as it likes: what is not asked for is not held in memory."""
    absent = {name: tmp_path / f"{name}.csv" for name in contract.tables()}
    assert companions_of_files(absent, tmp_path, ["csv"]) == {}


def test_parquet_has_the_types_of_the_schema(tables):
    files = companions("data/", tables, ["parquet"])
    assert sorted(files) == sorted(f"data/{name}.parquet" for name in contract.tables())
    articles = pl.read_parquet(io.BytesIO(files["data/articles.parquet"]))
    assert (articles.schema["published_earliest"], articles.schema["word_count"]) == (pl.Date, pl.Int64)
    places = pl.read_parquet(io.BytesIO(files["data/places.parquet"]))
    assert places["geonames_id"].to_list()[1] is None
    assert places["lat"].to_list()[1] == 12.0


@pytest.mark.parametrize("name", ["parquet", "sqlite", "duckdb", "geojson"])
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


def test_a_column_is_explained_in_the_file_that_holds_it(tables, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    words = "Stance: What the speaker does by speaking. Codes: assert = States something;"
    for name, data in companions("", tables, ["sqlite", "duckdb"]).items():
        (tmp_path / name).write_bytes(data)
    with sqlite3.connect(tmp_path / "tidings.sqlite") as connection:
        assert f'"stance" TEXT NOT NULL, -- {words}' in connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'quotes'").fetchone()[0]
    with duckdb.connect(str(tmp_path / "tidings.duckdb"), read_only=True) as connection:
        told = "SELECT comment FROM duckdb_columns() WHERE table_name = 'quotes' AND column_name = 'stance'"
        assert connection.execute(told).fetchone()[0].startswith(words)
        keys = connection.execute("SELECT count(*) FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY' AND table_name = 'figures'")
        assert keys.fetchone()[0] == len(contract.tables()["figures"].foreign_keys)
    told = pl.read_parquet_metadata(io.BytesIO(companions("", tables, ["parquet"])["quotes.parquet"]))
    assert json.loads(told["columns"])["stance"].startswith(words)


def test_joined_views_give_the_same_rows_in_both(tables, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    for name, data in companions("", tables, ["sqlite", "duckdb"]).items():
        (tmp_path / name).write_bytes(data)
    with sqlite3.connect(tmp_path / "tidings.sqlite") as lite, duckdb.connect(str(tmp_path / "tidings.duckdb"), read_only=True) as duck:
        for name in VIEWS:
            found = lite.execute(f'SELECT * FROM "{name}"')
            rows = found.fetchall()
            assert len(rows) == 1
            assert [column[0] for column in found.description] == [column[0] for column in duck.execute(f'SELECT * FROM "{name}"').description]
        speaker = "SELECT speaker_name, outlet FROM quotes_with_speakers"
        assert (
            lite.execute(speaker).fetchall() == duck.execute(speaker).fetchall() == [(tables["actors"][0]["name"], tables["articles"][0]["outlet"])]
        )


def test_duckdb_takes_rows_whose_parents_come_later(tables, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    actors = tables["actors"]
    branch = packages.row(tables, "actors", actor_id="a-branch", part_of_actor_id="the-body")
    body = packages.row(tables, "actors", actor_id="the-body", part_of_actor_id="the-head")
    more = {**tables, "actors": [branch, body, *actors, packages.row(tables, "actors", actor_id="the-head")]}
    (tmp_path / "tidings.duckdb").write_bytes(companions("", more, ["duckdb"])["tidings.duckdb"])
    with duckdb.connect(str(tmp_path / "tidings.duckdb"), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM actors").fetchone() == (len(actors) + 3,)


@pytest.mark.parametrize(("name", "ending"), [("stata", "dta"), ("spss", "sav")])
def test_statistics_files_come_back_with_labels_dates_and_long_texts(tables, tmp_path, name, ending):
    pyreadstat = pytest.importorskip("pyreadstat")
    long = "Grüße, " + "w" * 5000
    more = {**tables, "quotes": [packages.row(tables, "quotes", quote_text=long)]}
    files = companions("", more, [name])
    assert sorted(files) == sorted(f"{table}.{ending}" for table in contract.tables())
    for path, data in files.items():
        (tmp_path / path).write_bytes(data)
    read = {"dta": pyreadstat.read_dta, "sav": pyreadstat.read_sav}[ending]
    quotes, told = read(str(tmp_path / f"quotes.{ending}"))
    assert quotes["quote_text"].tolist() == [long]
    assert told.column_names_to_labels["stance"] == "Stance. What the speaker does by speaking."
    assert told.variable_value_labels["stance"][1] == "assert: States something"
    assert quotes["stance"].tolist() == [1.0]
    articles, _ = read(str(tmp_path / f"articles.{ending}"))
    assert [str(day) for day in articles["published_earliest"]] == [tables["articles"][0]["published_earliest"]]
    places, _ = read(str(tmp_path / f"places.{ending}"))
    assert places["geonames_id"].isna().tolist() == [False, True]
    assert companions("", more, [name]) == files


def test_names_are_cut_so_that_each_stays_one():
    names = short_names(["a" * 40, "a" * 41, "if", "stance"], 32)
    assert list(names.values()) == ["a" * 32, "a" * 30 + "_2", "if_", "stance"]


def test_geojson_has_the_events_with_a_point(tables):
    found = json.loads(companions("", tables, ["geojson"])["events.geojson"])
    (event,) = found["features"]
    place = next(row for row in tables["places"] if row["place_id"] == tables["events"][0]["place_id"])
    assert event["geometry"] == {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
    assert event["properties"]["place"] == place["name"]
    nowhere = {**tables, "events": [packages.row(tables, "events", place_id=None)]}
    assert json.loads(companions("", nowhere, ["geojson"])["events.geojson"])["features"] == []


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
    with pytest.raises(UsageError, match="--format xlsx: not one of csv, parquet, sqlite, duckdb, stata, spss, geojson"):
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
