"""What changed between two packages, and which step of the version it owes."""

import json
import subprocess
import sys

import packages
import pytest
from packages import FACTS

from tidings.diff import SHOWN, Step, as_json, as_markdown, as_text, compare, step_between
from tidings.errors import TidingsError
from tidings.package import open_package


@pytest.fixture
def tables():
    return packages.example_tables()


@pytest.fixture
def difference(tmp_path, tables):
    """Compares the example package with a changed one: `difference(tables, version, facts, schemas)`."""
    packages.write(tmp_path / "old", tables)

    def compared(changed, version="1.0.0", facts=None, schemas=None):
        packages.write(tmp_path / "new", changed, {**FACTS, "version": version, **(facts or {})}, schemas)
        return compare(open_package(tmp_path / "old"), open_package(tmp_path / "new"))

    return compared


def changed(tables, table, **cells):
    return {**tables, table: [packages.row(tables, table, **cells), *tables[table][1:]]}


def test_the_same_package_owes_nothing(difference, tables):
    found = difference(tables)
    assert found.owed is Step.none
    assert "Nothing changed" in as_text(found)


def test_a_corrected_value_is_a_patch(difference, tables):
    found = difference(changed(tables, "quotes", stance="deny"))
    assert found.owed is Step.patch
    (table,) = found.tables
    assert table.changed[0].cells == {"stance": ("assert", "deny")}
    assert "stance: 'assert' -> 'deny'" in as_text(found)


def test_a_value_that_becomes_missing_is_a_patch(difference, tables):
    assert difference(changed(tables, "quotes", cue=None)).tables[0].changed[0].cells == {"cue": ("according to", "")}


def test_a_new_row_is_minor(difference, tables):
    found = difference({**tables, "places": [*tables["places"], packages.row(tables, "places", place_id="quay", geonames_id=None)]})
    assert found.owed is Step.minor
    assert found.tables[0].added == (("quay",),)


def test_a_row_whose_id_is_gone_is_major(difference, tables):
    assert difference({**tables, "judgements": [], "places": []}).owed is Step.major


@pytest.mark.parametrize("table", ["evidence", "event_actors", "actor_names"])
def test_a_row_without_an_id_of_its_own_that_is_gone_is_a_correction(difference, tables, table):
    assert difference({**tables, table: []}).owed is Step.patch


def test_a_code_that_is_gone_from_the_codelist_is_major(difference, tables):
    assert difference({**tables, "event_types": []}).owed is Step.major


def test_an_utterance_id_that_no_quote_bears_any_more_is_major(difference, tables):
    found = difference(changed(tables, "quotes", utterance_id="another"))
    assert found.owed is Step.major
    assert found.tables[0].gone == ("spokesman-denies-support-2019-04-05",)


def test_a_new_table_is_minor_and_a_removed_one_major(tmp_path, tables):
    packages.write(tmp_path / "with", tables)
    packages.write(tmp_path / "without", {name: rows for name, rows in tables.items() if name != "claims"})
    with_it, without = open_package(tmp_path / "with"), open_package(tmp_path / "without")
    assert compare(without, with_it).owed is Step.minor
    assert compare(with_it, without).owed is Step.major


def edited(schema, column, **facts):
    for field in schema["fields"]:
        if field["name"] == column:
            field.update(facts)
    return schema


def without_code(schema, column, code):
    for field in schema["fields"]:
        if field["name"] == column:
            field["constraints"]["enum"] = [value for value in field["constraints"]["enum"] if value != code]
    return schema


SCHEMA_CHANGES = [
    ("a type", lambda s: edited(s, "start", type="number"), Step.major),
    ("a code removed", lambda s: without_code(s, "stance", "decline"), Step.major),
    ("missing values", lambda s: s | {"missingValues": ["", "-"]}, Step.major),
    ("the order of the columns", lambda s: s | {"fields": s["fields"][1::-1] + s["fields"][2:]}, Step.major),
    ("the primary key", lambda s: s | {"primaryKey": ["quote_id", "start"]}, Step.major),
    ("a limit", lambda s: edited(s, "cue", constraints={}), Step.minor),
    ("foreign keys", lambda s: s | {"foreignKeys": s["foreignKeys"][:-1]}, Step.minor),
    ("a description", lambda s: edited(s, "cue", description="Other words."), Step.patch),
    ("the table's title", lambda s: s | {"title": "Speech"}, Step.patch),
]


@pytest.mark.parametrize(("change", "step"), [pytest.param(change, step, id=name) for name, change, step in SCHEMA_CHANGES])
def test_changes_of_a_schema(difference, tables, change, step):
    assert difference(tables, schemas={"quotes": change(packages.schema("quotes"))}).owed is step


def test_a_new_code_is_minor(tmp_path, tables):
    packages.write(tmp_path / "old", tables, schemas={"quotes": without_code(packages.schema("quotes"), "stance", "decline")})
    packages.write(tmp_path / "new", tables)
    assert compare(open_package(tmp_path / "old"), open_package(tmp_path / "new")).owed is Step.minor


def test_a_column_that_goes_is_major_and_one_that_comes_is_minor(tmp_path, tables):
    fewer = packages.schema("quotes")
    fewer["fields"] = [field for field in fewer["fields"] if field["name"] != "channel"]
    narrow = {**tables, "quotes": [{name: cell for name, cell in row.items() if name != "channel"} for row in tables["quotes"]]}
    packages.write(tmp_path / "wide", tables)
    packages.write(tmp_path / "narrow", narrow, schemas={"quotes": fewer})
    wide, small = open_package(tmp_path / "wide"), open_package(tmp_path / "narrow")
    assert compare(wide, small).owed is Step.major
    assert compare(small, wide).owed is Step.minor


@pytest.mark.parametrize(
    ("facts", "step"),
    [({"title": "Another title"}, Step.patch), ({"licenses": [{"name": "CC0-1.0"}]}, Step.major), ({"name": "other"}, Step.major)],
)
def test_changes_of_facts(difference, tables, facts, step):
    assert difference(tables, facts=facts).owed is step


def test_hostile_cells_are_compared_as_they_stand(tmp_path, tables):
    cells = ["NA", "0123", ' "a"\nb', "c\rd", "e\r\nf", "لا تعليق", "7|8"]
    tables["actor_names"] = [packages.row(tables, "actor_names", name=name) for name in cells]
    packages.write(tmp_path / "old", tables)
    packages.write(tmp_path / "new", {**tables, "actor_names": [*tables["actor_names"][:-1], packages.row(tables, "actor_names", name="7")]})
    found = compare(open_package(tmp_path / "old"), open_package(tmp_path / "new"))
    assert found.tables[0].added == (("khalifa-haftar", "7"),)
    assert found.tables[0].removed == (("khalifa-haftar", "7|8"),)
    assert found.tables[0].changed == ()
    assert "7" in as_markdown(found)


def test_a_key_that_is_there_twice_is_told_and_its_first_row_compared(difference, tables):
    place = tables["places"][0]
    found = difference({**tables, "places": [{**place, "admin1": "North"}, packages.row(tables, "places", name="Other")]})
    assert len(found.repeated) == 1
    assert f"places: the key {place['place_id']} is there 2 times; its first row is compared" in found.repeated[0]
    assert [row.cells["admin1"][1] for row in found.tables[0].changed] == ["North"]
    for shown in (as_text(found), as_markdown(found), as_json(found)):
        assert "is there 2 times" in shown


@pytest.mark.parametrize(
    ("old", "new", "step"),
    [
        ("0.1.0", "0.1.0", Step.none),
        ("1.1.0", "1.1.1", Step.patch),
        ("1.1.9", "1.2.0", Step.minor),
        ("0.1.0", "0.1.1", Step.minor),
        ("0.1.9", "0.2.0", Step.major),
        ("0.9.9", "1.0.0", Step.major),
        ("1.0.0", "0.9.9", None),
    ],
)
def test_steps_between_versions(old, new, step):
    assert step_between(old, new) is step


@pytest.mark.parametrize("version", ["1.0", "v1.0.0", "1.0.0-rc.1", ""])
def test_what_is_no_version_is_refused(version):
    with pytest.raises(TidingsError, match="no version"):
        step_between("1.0.0", version)


def test_a_smaller_step_than_owed_is_said_to_be_too_small(difference, tables):
    gone = {**tables, "judgements": [], "places": []}
    assert "too small" in as_text(difference(gone, version="1.1.0"))
    assert "enough" in as_text(difference(gone, version="2.0.0"))
    assert "smaller than the old" in as_text(difference(gone, version="0.9.0"))


def test_text_and_markdown_are_capped_and_json_is_whole(difference, tables):
    rows = [packages.row(tables, "places", place_id=f"quay-{number}", geonames_id=None) for number in range(50)]
    found = difference({**tables, "places": [*tables["places"], *rows]})
    assert f"and {50 - SHOWN} more" in as_text(found)
    assert f"and {50 - SHOWN} more" in as_markdown(found)
    whole = json.loads(as_json(found))
    assert len(whole["tables"][0]["added"]) == 50
    assert (whole["owed"], whole["made"], whole["enough"]) == ("minor", "none", False)


def test_a_folder_without_a_package_is_refused(tmp_path):
    with pytest.raises(TidingsError, match="no package"):
        open_package(tmp_path)


def test_a_path_that_leads_out_of_the_package_is_refused(tmp_path, tables):
    packages.write(tmp_path, tables)
    path = tmp_path / "datapackage.json"
    path.write_text(path.read_text().replace("data/places.csv", "../places.csv"))
    with pytest.raises(TidingsError, match="leads out"):
        open_package(tmp_path).csv("places")


def command(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tidings", "diff", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("shown_as", ["text", "markdown", "json"])
def test_the_command_prints_ids_as_they_are(tmp_path, tables, root, monkeypatch, shown_as):
    monkeypatch.setenv("PYTHONPATH", str(root))
    packages.write(tmp_path / "old", {**tables, "mentions": []})
    packages.write(tmp_path / "new", tables, {**FACTS, "version": "1.1.0"})
    run = command(tmp_path / "old", tmp_path / "new", "--format", shown_as)
    assert run.returncode == 0
    assert "daily-mail-2019-04-06:m:187-201" in run.stdout
    assert "minor" in run.stdout


def test_the_command_refuses_what_is_no_package(tmp_path, root, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(root))
    run = command(tmp_path, tmp_path)
    assert run.returncode == 1
    assert "no package" in run.stderr
    assert "Traceback" not in run.stderr
