"""A coding is read from a folder, a zip, a file or a package, and written as the same bytes each time."""

import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tidings.coding.check import check_coding
from tidings.coding.columns import Tables, coding_tables
from tidings.coding.files import RawCoding, read_coding, write_coding
from tidings.contract import tables
from tidings.errors import TidingsError, UsageError

TEXT = "Mayor Quill said the canal would open.\nQuill counted 200 boats.\n"
MENTIONS = "article_id,mention_text,start\ncanal,Mayor,\n"


def coding(tmp_path: Path) -> Tables:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mentions.csv").write_text("article_id,start,end,mention_text\ncanal,39,44,Quill\ncanal,6,11,Quill\n")
    (tmp_path / "in" / "figures.csv").write_text('article_id,figure_text,value_low,measures\ncanal,200 boats,200.5,"boats, ""small"""\n')
    (tmp_path / "in" / "articles.csv").write_text("article_id,published\ncanal,2031-05\n")
    checked = check_coding(read_coding(tmp_path / "in"), {"canal": TEXT})
    assert not checked.refused
    return checked.tables


def contents(raw: RawCoding) -> dict[str, list[dict[str, str | None]]]:
    return {name: [{column: cells[row] for column, cells in table.cells.items()} for row in range(len(table))] for name, table in raw.tables.items()}


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_is_written_is_read_again_the_same(tmp_path: Path, kind: str) -> None:
    given = coding(tmp_path)
    write_coding(tmp_path / "out", given, kind)  # type: ignore[arg-type]
    again = check_coding(read_coding(tmp_path / "out"), {"canal": TEXT})
    assert not again.refused
    assert again.tables["figures"] == given["figures"]
    assert [row["start"] for row in again.tables["mentions"]] == [6, 39]  # in the contract's order


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_same_tables_give_the_same_bytes_in_whatever_order(tmp_path: Path, kind: str) -> None:
    given = coding(tmp_path)
    backwards = {name: [dict(reversed(row.items())) for row in reversed(rows)] for name, rows in reversed(given.items())}
    write_coding(tmp_path / "one", given, kind)  # type: ignore[arg-type]
    write_coding(tmp_path / "two", backwards, kind)  # type: ignore[arg-type]
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [f"articles.{kind}", f"figures.{kind}", f"mentions.{kind}"]
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_columns_are_the_contracts_without_those_of_link(tmp_path: Path) -> None:
    write_coding(tmp_path, {"actors": [{"actor_id": "ada-quill", "name": "Ada Quill", "n_mentions": 3}]})
    header = (tmp_path / "actors.csv").read_text().splitlines()[0].split(",")
    assert header == list(coding_tables()["actors"].table.columns)
    assert "n_mentions" not in header


def test_a_folder_holds_one_coding_alone(tmp_path: Path) -> None:
    given = coding(tmp_path)
    write_coding(tmp_path / "out", given)
    (tmp_path / "out" / "notes.md").write_text("kept")
    write_coding(tmp_path / "out", {"figures": given["figures"]}, "parquet")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["figures.parquet", "notes.md"]


@pytest.mark.parametrize(("given", "says"), [({"quots": []}, "no table"), ({"quotes": [{"speaker": "x"}]}, "no column of a coding: speaker")])
def test_what_is_no_table_of_a_coding_is_not_written(tmp_path: Path, given: Tables, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        write_coding(tmp_path, given)


def test_a_zip_is_read_as_its_folder_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "reader.zip", "w") as archive:
        archive.writestr("reader/mentions.csv", MENTIONS)
        archive.writestr("__MACOSX/reader/._mentions.csv", "junk")
        archive.writestr("reader/README.md", "of no table")
    (tmp_path / "mentions.csv").write_text(MENTIONS)
    assert contents(read_coding(tmp_path / "reader.zip")) == contents(read_coding(tmp_path / "mentions.csv"))


def test_a_package_is_a_coding(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mentions.csv").write_text(MENTIONS)
    (tmp_path / "data" / "events.csv").write_text("event_id\n")
    resources = [{"name": name, "path": f"data/{name}.csv", "schema": tables()[name].schema} for name in ("mentions", "events")]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": resources}))
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for name in ("datapackage.json", "data/mentions.csv", "data/events.csv"):
            archive.write(tmp_path / name, f"p-1.0/{name}")
    for place in (tmp_path, tmp_path / "datapackage.json", tmp_path / "p.zip"):
        raw = read_coding(place)
        assert list(raw.tables) == ["mentions"]
        assert raw.tables["mentions"].files == ["data/mentions.csv"]


def test_tables_under_data_are_read_without_a_descriptor(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mentions.csv").write_text(MENTIONS)
    assert read_coding(tmp_path).tables["mentions"].files == ["data/mentions.csv"]


def test_shards_are_one_table_in_the_order_of_their_names(tmp_path: Path) -> None:
    for number in (2, 1):
        pl.DataFrame({"article_id": [f"a{number}"], "mention_text": ["Quill"]}).write_parquet(tmp_path / f"mentions-000{number}.parquet")
    table = read_coding(tmp_path).tables["mentions"]
    assert table.cells["article_id"] == ["a1", "a2"]
    assert table.files == ["mentions-0001.parquet", "mentions-0002.parquet"]


def test_cells_of_parquet_are_read_as_those_of_csv(tmp_path: Path) -> None:
    frame = pl.DataFrame({"article_id": ["a"], "figure_text": ["200"], "value_low": [200.0], "start": [0.0], "measures": [""]})
    frame.write_parquet(tmp_path / "figures.parquet")
    cells = read_coding(tmp_path).tables["figures"].cells
    assert {name: column[0] for name, column in cells.items()} == {
        "article_id": "a",
        "figure_text": "200",
        "value_low": "200",
        "start": "0",
        "measures": None,
    }


def test_lines_are_those_on_which_rows_begin(tmp_path: Path) -> None:
    (tmp_path / "mentions.csv").write_text('article_id,mention_text\na,"one\ntwo"\n\n,\nb,three\n')
    assert read_coding(tmp_path).tables["mentions"].lines == [2, 6]


def test_columns_that_link_makes_are_passed_over_and_said(tmp_path: Path) -> None:
    (tmp_path / "actors.csv").write_text("actor_id,name,n_mentions\nada,Ada,many\n")
    raw = read_coding(tmp_path)
    assert set(raw.tables["actors"].cells) == {"actor_id", "name"}
    assert raw.notes == ["actors.csv: passed over, as link makes them: n_mentions"]


def test_a_table_in_several_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mentions.csv").write_text(MENTIONS)
    (tmp_path / "mentions-0001.csv").write_text(MENTIONS)
    with pytest.raises(TidingsError, match=r"the table mentions stands in several files \(mentions-0001.csv, mentions.csv\)"):
        read_coding(tmp_path)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "mentions.csv").write_text("article_id,mention_txt,wat\n")
    (tmp_path / "figures.parquet").write_bytes(b"no parquet")
    with pytest.raises(TidingsError) as error:
        read_coding(tmp_path)
    assert [line.split(":")[0] for line in str(error.value).splitlines()] == ["figures.parquet", "mentions.csv", "mentions.csv"]


def test_lists_in_parquet_are_no_cells(tmp_path: Path) -> None:
    pl.DataFrame({"article_id": ["a"], "mention_text": [["x"]]}).write_parquet(tmp_path / "mentions.parquet")
    with pytest.raises(TidingsError, match="a cell holds one value"):
        read_coding(tmp_path)


def test_what_is_no_coding_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        read_coding(tmp_path / "nowhere")
    with pytest.raises(TidingsError, match=r"no table of a coding; give at least one of articles\.csv"):
        read_coding(tmp_path)
    (tmp_path / "x.txt").write_text("x")
    with pytest.raises(UsageError, match="no coding; give a folder or a zip"):
        read_coding(tmp_path / "x.txt")


def test_a_coding_without_rows_is_one(tmp_path: Path) -> None:
    (tmp_path / "mentions.csv").write_text("article_id,mention_text\n")
    checked = check_coding(read_coding(tmp_path), {})
    assert checked.tables == {"mentions": []}
    assert checked.notes == [f"{tmp_path}: the coding holds no row"]
