"""The loaders of Python and R: no value is lost, whatever it looks like, and the types are the schema's."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import tomllib
import zipfile
from pathlib import Path

import packages
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tidings
from tidings import contract
from tidings.errors import TidingsError
from tidings.exporting import typed_tables
from tidings.package import open_package
from tidings.publish.sql_files import sqlite_bytes

# What a guessing reader takes for something else. Each is the name of an actor, or a place's code of region.
HOSTILE = [
    "NA",
    "NULL",
    "None",
    "nan",
    "0123",
    "1e3",
    "TRUE",
    "-",
    '"quoted", twice',
    "two\nlines",
    "old\rMac",
    "a\r\nb",
    "شبكة الأخبار",
    "\u200fمن",
    "é",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A package with hostile names, integers with gaps, and a column that begins with 3,000 empty cells."""
    tables = packages.example_tables()
    tables["actor_names"] = [packages.row(tables, "actor_names", name=name) for name in HOSTILE]
    tables["places"] = [
        packages.row(tables, "places", place_id=f"p{number:04}", geonames_id=number if number % 2 else None, admin1=None) for number in range(1, 3001)
    ] + [packages.row(tables, "places", place_id="p9999", geonames_id=None, admin1="007", lat=0.1, lon=-0.0000001)]
    tables["articles"] = [packages.row(tables, "articles", title=" outer blanks ", byline=None, published_latest="1066-10-14")]
    return packages.write(tmp_path_factory.mktemp("hostile"), tables)


def test_texts_stay_texts(hostile):
    assert tidings.load("actor_names", hostile)["name"].tolist() == HOSTILE
    assert tidings.load("articles", hostile)["title"].tolist() == [" outer blanks "]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1), min_size=1, unique=True))
def test_any_text_comes_back_as_it_went_in(tmp_path_factory, names):
    tables = packages.example_tables()
    tables = {"actor_names": [packages.row(tables, "actor_names", name=name) for name in names]}
    assert tidings.load("actor_names", packages.write(tmp_path_factory.getbasetemp() / "any", tables))["name"].tolist() == names


def test_types_are_the_schemas_whatever_the_cells_are(hostile, tmp_path):
    empty = packages.write(tmp_path, {name: [] for name in contract.tables()})
    for name in contract.tables():
        assert tidings.load(name, hostile).dtypes.equals(tidings.load(name, empty).dtypes)
    kinds = tidings.load("places", hostile).dtypes.astype(str).to_dict()
    assert (kinds["geonames_id"], kinds["lat"], kinds["admin1"]) == ("Int64", "float64", "str")
    assert tidings.load("events", hostile)["disputed"].dtype == "boolean"


def test_integers_with_gaps_stay_integers(hostile):
    ids = tidings.load("places", hostile)["geonames_id"]
    assert ids.iloc[:4].tolist() == [1, pd.NA, 3, pd.NA]
    assert ids.isna().sum() == 1501


def test_a_column_that_begins_empty_keeps_its_text(hostile):
    places = tidings.load("places", hostile)
    assert places["admin1"].dropna().tolist() == ["007"]
    assert (places["lat"].iloc[-1], places["lon"].iloc[-1]) == (0.1, -0.0000001)


def test_dates_are_dates_also_old_ones(hostile):
    articles = tidings.load("articles", hostile)
    assert articles["published_earliest"].iloc[0] == pd.Timestamp("2019-04-06")
    assert articles["published_latest"].dt.year.tolist() == [1066]


def test_an_empty_cell_is_missing(hostile):
    assert tidings.load("articles", hostile)["byline"].isna().all()


def test_large_integers_are_exact(tmp_path):
    tables = packages.example_tables()
    tables["places"] = [packages.row(tables, "places", geonames_id=2**53 + 1), packages.row(tables, "places", place_id="z", geonames_id=None)]
    assert tidings.load("places", packages.write(tmp_path, tables))["geonames_id"].iloc[0] == 2**53 + 1


@pytest.mark.parametrize("place", ["folder", "descriptor", "zip"])
def test_where_a_package_may_be(hostile, tmp_path, place):
    path = {"folder": hostile, "descriptor": hostile / "datapackage.json", "zip": tmp_path / "p.zip"}[place]
    if place == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for file in hostile.rglob("*.*"):
                archive.write(file, f"harbour-strike-1.0.0/{file.relative_to(hostile)}")
    assert len(tidings.load("quotes", path)) == 1


def test_the_package_of_the_current_folder_is_the_one_that_is_meant(hostile, monkeypatch):
    monkeypatch.chdir(hostile)
    assert len(tidings.load("actor_names")) == len(HOSTILE)


@pytest.mark.parametrize(
    ("table", "column", "cell", "words"),
    [
        ("quotes", "start", "12.0", "quotes, row 2, start: '12.0' is no integer"),
        ("events", "disputed", "yes", "'yes' is no boolean"),
        ("articles", "published_latest", "6 April", "'6 April' is no date"),
        ("places", "lat", "north", "'north' is no number"),
    ],
)
def test_a_cell_of_another_type_is_named(tmp_path, table, column, cell, words):
    tables = packages.example_tables()
    packages.write(tmp_path, {**tables, table: [packages.row(tables, table, **{column: cell})]})
    with pytest.raises(TidingsError, match=words):
        tidings.load(table, tmp_path)


def test_an_unknown_table_is_refused_with_the_names_of_those_there(hostile):
    with pytest.raises(TidingsError, match="no table 'quote'; it has articles, actors"):
        tidings.load("quote", hostile)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("https://example.org/tidings.zip", "https://example.org/tidings.zip: no package: this is an address; download the zip"),
        ("nothing-here", r"no such file or folder \(looked in .*\); give a folder with a datapackage.json, or a zip of one"),
        ("text.txt", "this file is no zip"),
        ("empty", "tidings build SOURCE --out DIR makes one of texts"),
        ("above", "did you mean above/inside"),
    ],
)
def test_where_there_is_no_package_the_error_says_what_to_do(tmp_path, monkeypatch, place, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.txt").write_text("words")
    (tmp_path / "empty").mkdir()
    packages.write(tmp_path / "above" / "inside", packages.example_tables())
    with pytest.raises(TidingsError, match=words):
        tidings.load("quotes", place)


def test_files_in_other_formats_that_a_descriptor_names_are_no_tables(tmp_path):
    packages.write(tmp_path, packages.example_tables())
    descriptor = json.loads((tmp_path / "datapackage.json").read_text())
    descriptor["resources"].append({"name": "tidings-sqlite", "path": "formats/tidings.sqlite", "format": "sqlite"})
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
    assert len(tidings.load("quotes", tmp_path)) == 1
    with pytest.raises(TidingsError, match="no table 'tidings-sqlite'"):
        tidings.load("tidings-sqlite", tmp_path)


def test_after_an_install_alone_the_five_articles_are_there(root, tmp_path):
    """What the wheel holds, unpacked where pip would put it, with nothing of the checkout beside it."""
    if shutil.which("uv") is None:
        pytest.skip("uv, which makes the wheel here, is not installed")
    made = subprocess.run(
        ["uv", "build", "--quiet", "--wheel", str(root), "--out-dir", str(tmp_path / "wheel")], capture_output=True, text=True, check=False
    )
    if made.returncode and "hatchling" in made.stderr:
        pytest.skip("the wheel cannot be made: no package index at hand")
    assert made.returncode == 0, made.stderr
    (wheel,) = (tmp_path / "wheel").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    code = "import tidings; print(tidings.__file__, len(tidings.load('quotes')), tidings.load('articles').shape)"
    env = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.split()[0].startswith(str(tmp_path))
    assert f" {len(tidings.load('quotes', root))} " in run.stdout


def cells(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", list(contract.tables()))
def test_pandas_without_options_loses_no_value_of_ours(root, name):
    path = root / "data" / f"{name}.csv"
    frame = pd.read_csv(path)
    for field in contract.tables()[name].fields:
        texts = [row[field.name] for row in cells(path)]
        values = frame[field.name].tolist()
        assert [text == "" for text in texts] == frame[field.name].isna().tolist()
        for text, value in zip(texts, values, strict=True):
            if text:
                assert (
                    float(text) == float(value)
                    if field.type in ("integer", "number")
                    else text == str(value).replace("True", "TRUE").replace("False", "FALSE")
                )


# --- R -----------------------------------------------------------------------------------------------------------------------


def rscript(script, cwd, *, readr=True):
    """Run R code; without readr, base R is left alone with itself."""
    env = {**os.environ} if readr else {**os.environ, "R_LIBS_SITE": "/none", "R_LIBS_USER": "/none", "R_LIBS": "/none"}
    run = subprocess.run(["Rscript", "-e", textwrap.dedent(script)], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="session")
def r():
    if shutil.which("Rscript") is None:
        pytest.skip("Rscript is not installed (Debian: r-base-core)")
    return rscript


@pytest.fixture(scope="session")
def readr(r):
    if subprocess.run(["Rscript", "-e", "library(readr)"], capture_output=True, check=False).returncode:
        pytest.skip("the R package readr is not installed (Debian: r-cran-readr)")
    return r


R_CHECKS = """
source("{loader}")
stopifnot(requireNamespace("readr", quietly = TRUE) == {readr})
names <- tidings_load("actor_names")
wanted <- strsplit(paste(readLines("wanted.txt", encoding = "UTF-8", warn = FALSE), collapse = "\n"), "\x1f", fixed = TRUE)[[1]]
Encoding(wanted) <- "UTF-8"
stopifnot(identical(gsub("\r", "<CR>", as.vector(names$name), fixed = TRUE), wanted))
places <- tidings_load("places")
stopifnot(is.integer(places$geonames_id), identical(head(places$geonames_id, 4), c(1L, NA, 3L, NA)), sum(is.na(places$geonames_id)) == 1501)
stopifnot(identical(places$admin1[3001], "007"), all(is.na(places$admin1[1:3000])), places$lat[3001] == 0.1, places$lon[3001] == -0.0000001)
articles <- tidings_load("articles")
stopifnot(identical(as.vector(articles$title), " outer blanks "), inherits(articles$published_latest, "Date"), is.na(articles$byline))
stopifnot(format(articles$published_latest) == "1066-10-14", format(articles$published_earliest) == "2019-04-06")
stopifnot(identical(as.vector(tidings_load("events")$disputed), FALSE))
stopifnot(inherits(try(tidings_load("quote"), silent = TRUE), "try-error"))
"""


@pytest.mark.parametrize("with_readr", [True, False])
def test_r_loses_nothing_either(hostile, root, request, with_readr):
    run = request.getfixturevalue("readr" if with_readr else "r")
    wanted = "\x1f".join(name.replace("\r", "<CR>") for name in HOSTILE)
    (hostile / "wanted.txt").write_text(wanted, encoding="utf-8", newline="")
    run(R_CHECKS.format(loader=root / "r" / "R" / "tidings.R", readr="TRUE" if with_readr else "FALSE"), hostile, readr=with_readr)


def test_r_names_the_cell_of_another_type(tmp_path, root, r):
    tables = packages.example_tables()
    packages.write(tmp_path, {**tables, "quotes": [packages.row(tables, "quotes", start="12.0")]})
    shown = r(f'source("{root / "r" / "R" / "tidings.R"}"); cat(try(tidings_load("quotes"), silent = TRUE))', tmp_path)
    assert "quotes, row 2, start: '12.0' is no integer" in shown


def test_readr_without_options_loses_no_value_of_ours(root, readr):
    readr(
        """
        for (path in list.files("data", "[.]csv$", full.names = TRUE)) {
          text <- readr::read_csv(path, col_types = readr::cols(.default = "c"), na = "", progress = FALSE)
          guessed <- suppressMessages(readr::read_csv(path, progress = FALSE))
          for (name in names(text)) {
            a <- text[[name]]
            b <- guessed[[name]]
            same <- if (is.numeric(b)) b == as.numeric(a) else if (is.logical(b)) b == as.logical(a) else as.character(b) == a
            if (!identical(is.na(a), is.na(b)) || !all(same, na.rm = TRUE)) stop(path, ": ", name)
          }
        }
        """,
        root,
    )


def test_r_reads_review_and_the_sides_of_each_report(root, tmp_path, r):
    code = (
        f'source("{root / "r" / "R" / "tidings.R"}"); quotes <- tidings_load("quotes", "{root}"); sides <- tidings_load("report_actors", "{root}")\n'
    )
    reviews, roles = 'c("machine", "confirmed", "changed", "added")', 'c("actor", "recipient")'
    shown = r(f"{code}cat(nrow(quotes) > 50, all(quotes$review %in% {reviews}), nrow(sides) > 50, all(sides$role %in% {roles}))", tmp_path)
    assert shown.split() == ["TRUE"] * 4


JOINED = """
for (file in c("tidings.R", "joined.R")) source(file.path("{r}", file))
for (name in c("quotes_with_speakers", "events_with_actors")) {{
  joined <- do.call(name, list("{root}"))
  cat(name, names(joined), nrow(joined), "\n")
}}
"""


def test_joined_tables_of_r_are_the_views_of_the_database(root, tmp_path, r):
    told = {line.split()[0]: line.split()[1:] for line in r(JOINED.format(r=root / "r" / "R", root=root), tmp_path).splitlines()}
    (tmp_path / "tidings.sqlite").write_bytes(sqlite_bytes(typed_tables(open_package(root))))
    with sqlite3.connect(tmp_path / "tidings.sqlite") as connection:
        for name, (*columns, rows) in told.items():
            found = connection.execute(f'SELECT * FROM "{name}"')
            assert [column[0] for column in found.description] == columns
            assert len(found.fetchall()) == int(rows)
    assert len(told) == 2


def test_the_r_package_carries_the_built_package_and_the_version_of_the_software(root):
    for path in [Path("datapackage.json"), *(file.relative_to(root) for file in sorted((root / "data").glob("*.csv")))]:
        assert (root / "r" / "inst" / "extdata" / "package" / path).read_bytes() == (root / path).read_bytes(), f"{path}: run nox -s build"
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"\nVersion: {project['version']}\n" in (root / "r" / "DESCRIPTION").read_text(encoding="utf-8"), "r/DESCRIPTION and pyproject.toml"
