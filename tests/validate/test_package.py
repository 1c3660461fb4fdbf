"""A whole package, broken in one place at a time: what is refused, by whom, and in which words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_corpus import TEXTS, corpus, reseal, write

from tidings.validate import Report, run_validate, validate_package, validate_tables

POST = "harbour-post-2031-05-02"


def rules(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings.kept if finding.severity == "error"}


def edit(folder: Path, name: str, change: Callable[[bytes], bytes], sealed: bool = True) -> None:
    path = folder / "data" / f"{name}.csv"
    before = path.read_bytes()
    path.write_bytes(change(before))
    assert path.read_bytes() != before
    if sealed:
        reseal(folder)


def edit_descriptor(folder: Path, change: Callable[[dict], object]) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package)
    path.write_text(json.dumps(package), encoding="utf-8")


def test_the_whole_package_passes_every_engine(tmp_path):
    report = validate_package(write(tmp_path), TEXTS, ("fast", "frictionless", "pandas", "pandera", "great_expectations"))
    assert [str(finding) for finding in report.findings.kept] == []
    assert report.valid
    assert report.rows["quotes"] == 2
    assert {check.engine for check in report.findings.checks} == {
        "fast", "frictionless", "pandas", "pandera", "great_expectations", "profile", "lint", "files",
    }  # fmt: skip


def test_tables_lie_where_the_descriptor_says(tmp_path):
    assert validate_package(write(tmp_path, in_data=False), TEXTS).valid


# Changes of bytes: (table, change, sealed, rules that must be among the refused).
BYTES = {
    "wrong hash, bytes as before": ("places", lambda data: data.replace(b"Elba", b"Alba"), False, {"hash"}),
    "wrong number of bytes": ("places", lambda data: data + b"\n", False, {"bytes", "hash"}),
    "an extra column": ("places", lambda data: data.replace(b"\n", b",x\n"), True, {"header"}),
    "a column less": ("dates", lambda data: b"\n".join(line.rpartition(b",")[0] for line in data.split(b"\n")), True, {"header"}),
    "columns exchanged": ("places", lambda data: data.replace(b"place_id,name", b"name,place_id"), True, {"header"}),
    "CRLF": ("places", lambda data: data.replace(b"\n", b"\r\n"), True, {"line-ends"}),
    "no line feed at the end": ("places", lambda data: data[:-1], True, {"line-ends"}),
    "a byte that is not UTF-8": ("places", lambda data: data.replace(b"Elba", b"El\xffba", 1), True, {"file"}),
    "a byte order mark": ("places", lambda data: b"\xef\xbb\xbf" + data, True, {"byte-order-mark", "header"}),
    "not UTF-8": ("places", lambda data: data.replace(b"Elba,ITA", b"Elb\xe9,ITA"), True, {"file"}),
    "no header": ("places", lambda data: data.split(b"\n", 1)[1], True, {"header"}),
    "an empty file": ("places", lambda data: b"", True, {"header"}),
    "a cell too many": ("places", lambda data: data.replace(b"Elba,ITA", b"Elba,ITA,"), True, {"cells"}),
    "a cell too few": ("event_types", lambda data: data.replace(b",17,\n", b",17\n"), True, {"cells"}),
    "a blank line": ("places", lambda data: data.replace(b"port-elba", b"\nport-elba"), True, {"cells"}),
    "a row less": ("event_actors", lambda data: data.split(b"\n")[0] + b"\n", True, {"rows"}),
    "NA for a missing value": ("articles", lambda data: data.replace(b"River Times", b"NA"), True, {"missing-word"}),
    "true for TRUE": ("events", lambda data: data.replace(b"TRUE", b"true"), True, {"type"}),
    "a comma for a point": ("claims", lambda data: data.replace(b",30,", b',"3,0",'), True, {"type"}),
    "an empty part of a composite key": ("event_actors", lambda data: data.replace(b"reed-front,actor", b",actor"), True, {"required", "primaryKey"}),
    "a reference to nothing": ("quotes", lambda data: data.replace(b"ada-quill,named", b"ada-quil,named"), True, {"foreignKey"}),
    "a repeated row": ("event_actors", lambda data: data + data.split(b"\n")[1] + b"\n", True, {"primaryKey", "rows"}),
    "rows in another order": ("places", lambda data: b"\n".join([(lines := data.split(b"\n"))[0], lines[2], lines[1], b""]), True, {"row-order"}),
    "a stray carriage return": ("places", lambda data: data.replace(b"Port Elba", b"Port\rElba"), True, {"line-ends"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BYTES)
def test_a_changed_file_is_refused(name, tmp_path):
    table, change, sealed, expected = BYTES[name]
    write(tmp_path)
    edit(tmp_path, table, change, sealed)
    report = validate_package(tmp_path, TEXTS)
    assert expected <= rules(report)
    assert all(finding.table == table for finding in report.findings.kept if finding.rule in expected)


def test_a_missing_file_is_refused(tmp_path):
    (write(tmp_path) / "data" / "places.csv").unlink()
    assert "file" in rules(validate_package(tmp_path))


def test_a_table_that_the_descriptor_does_not_name_is_refused(tmp_path):
    (write(tmp_path) / "data" / "more.csv").write_bytes(b"a\n")
    assert rules(validate_package(tmp_path)) == {"stray-file"}


# Changes of the descriptor: (change, rule).
DESCRIPTOR = {
    "a misspelt property": (lambda package: package.update(licences=[]), "unknown-property"),
    "a misspelt constraint": (lambda package: _field(package)["constraints"].update(requierd=True), "unknown-property"),
    "a misspelt property of a resource": (lambda package: package["resources"][0].update(encodnig="utf-8"), "unknown-property"),
    "no resources": (lambda package: package.update(resources=[]), "descriptor"),
    "empty licences": (lambda package: package.update(licenses=[]), "descriptor"),
    "no contributors": (lambda package: package.update(contributors=[]), "descriptor"),
    "another profile": (lambda package: package.update({"$schema": "https://example.org/profile.json"}), "descriptor"),
    "no version": (lambda package: package.pop("version"), "descriptor"),
    "no hash": (lambda package: package["resources"][0].pop("hash"), "resource"),
    "MD5 instead of SHA-256": (lambda package: package["resources"][0].update(hash="0" * 32), "resource"),
    "a path out of the package": (lambda package: package["resources"][0].update(path="../articles.csv"), "resource"),
    "unique keys, which nobody enforces": (lambda package: package["resources"][0]["schema"].update(uniqueKeys=[["title"]]), "schema"),
    "categories that differ from enum": (lambda package: _field(package, "actors", "actor_type")["categories"].pop(), "schema"),
    "a key that may be empty": (lambda package: _field(package)["constraints"].pop("required"), "schema"),
    "an alternation outside a group": (lambda package: _field(package)["constraints"].update(pattern="a|b"), "schema"),
    "a key of no column": (lambda package: package["resources"][0]["schema"].update(primaryKey=["id"]), "schema"),
    "a schema that is not ours": (lambda package: _field(package).update(title="Something else"), "schema"),
    "two resources of one name": (lambda package: package["resources"].append(package["resources"][0]), "descriptor"),
    "bytes as words": (lambda package: package["resources"][0].update(bytes="many"), "profile"),
    "contributors as words": (lambda package: package.update(contributors="Nobody"), "profile"),
    "a field without a name": (lambda package: _field(package).pop("name"), "profile"),
}  # fmt: skip


def _field(package: dict, table: str = "articles", name: str = "article_id") -> dict:
    (resource,) = (resource for resource in package["resources"] if resource["name"] == table)
    return next(field for field in resource["schema"]["fields"] if field["name"] == name)


@pytest.mark.parametrize("name", DESCRIPTOR)
def test_a_changed_descriptor_is_refused(name, tmp_path):
    change, rule = DESCRIPTOR[name]
    edit_descriptor(write(tmp_path), change)
    assert rule in rules(validate_package(tmp_path, TEXTS))


def test_a_package_that_nobody_says_to_have_made_is_valid_with_a_warning(tmp_path):
    edit_descriptor(write(tmp_path), lambda package: package.pop("contributors"))
    report = validate_package(tmp_path, TEXTS)
    assert [(each.rule, each.severity) for each in report.findings.kept] == [("maker", "warning")]


def test_a_misspelt_property_is_told_how_it_is_spelt(tmp_path):
    edit_descriptor(write(tmp_path), lambda package: package.update(licences=[]))
    (finding,) = (each for each in validate_package(tmp_path).findings.kept if each.rule == "unknown-property")
    assert finding.what_to_do == "write 'licenses'"


def taking(number: int) -> str:
    """The report of a row of report_actors."""
    return corpus()["report_actors"][number]["report_id"]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# Changes of rows that no schema can refuse: (table, row, changed cells, rule, column).
ROWS = {
    "span: one character off": ("quotes", 0, lambda row: {"start": row["start"] + 1, "end": row["end"] + 1}, "span-text", "quote_text"),
    "span: longer than its text": ("dates", 0, lambda row: {"end": row["end"] + 1}, "span-length", "date_text"),
    "span: ends before it starts": ("figures", 0, lambda row: {"end": row["start"]}, "span-order", "end"),
    "span: behind the end of the article": ("mentions", 4, lambda row: {"end": 100000}, "span-inside-article", "end"),
    "quote: behind the end of the article": ("quotes", 0, lambda row: {"start": 99983, "end": 100000}, "span-inside-article", "end"),
    "figure: behind the end of the article": ("figures", 0, lambda row: {"start": 99998, "end": 100000}, "span-inside-article", "end"),
    "an id of another article": ("quotes", 0, lambda row: {"article_id": "river-times-2031-05-03"}, "row-id", "quote_id"),
    "a date of another article": ("event_reports", 2, lambda row: {"date_id": corpus()["dates"][1]["date_id"]}, "same-article", "date_id"),
    "evidence of another article": ("evidence", 0, lambda row: {"article_id": "river-times-2031-05-03"}, "evidence-of-a-cell", "article_id"),
    "evidence of a row that is not there": ("evidence", 0, lambda row: {"row_id": f"{POST}:q:0-5"}, "evidence-of-a-cell", "row_id"),
    "evidence of a column that is not there": ("evidence", 0, lambda row: {"field": "speaker"}, "evidence-of-a-cell", "field"),
    "evidence that ends inside a word": (
        "evidence",
        0,
        lambda row: {"end": row["end"] - 1, "evidence_text": row["evidence_text"][:-1]},
        "evidence-whole-words",
        "evidence_text",
    ),
    "n_reports": ("events", 0, lambda row: {"n_reports": 4}, "sums-of-events", "n_reports"),
    "n_articles of an event": ("events", 0, lambda row: {"n_articles": 3}, "sums-of-events", "n_articles"),
    "n_sources": ("events", 0, lambda row: {"n_sources": 1}, "independent-sources", "n_sources"),
    "n_sources above n_articles": ("events", 0, lambda row: {"n_sources": 3}, "numbers-in-order", "n_sources"),
    "n_figures": ("claims", 0, lambda row: {"n_figures": 1}, "sums-of-claims", "n_figures"),
    "low of a claim": ("claims", 0, lambda row: {"low": 29}, "low-and-high", "low"),
    "high of a claim": ("claims", 0, lambda row: {"high": None}, "low-and-high", "high"),
    "low above high": ("claims", 0, lambda row: {"low": 50}, "numbers-in-order", "high"),
    "n_mentions": ("actors", 0, lambda row: {"n_mentions": 3}, "sums-of-actors", "n_mentions"),
    "n_mentions of a name": ("actor_names", 1, lambda row: {"n_mentions": 2}, "sums-of-names", "n_mentions"),
    "two primary names": ("actor_names", 1, lambda row: {"name_type": "primary"}, "one-primary-name", "name_type"),
    "dates out of order": ("articles", 0, lambda row: {"published_latest": "2031-05-01"}, "dates-in-order", "published_latest"),
    "EDTF and its days": ("dates", 1, lambda row: {"date_edtf": "2031-05"}, "edtf-and-days", "date_latest"),
    "EDTF of no day": ("dates", 1, lambda row: {"date_edtf": "2031-02-30"}, "edtf-and-days", "date_edtf"),
    "days without EDTF": ("dates", 1, lambda row: {"date_edtf": None}, "edtf-and-days", "date_earliest"),
    "precise without a date": ("events", 0, lambda row: {"date_edtf": None, "date_earliest": None, "date_latest": None}, "undated", "date_precision"),
    "status: denied, but reported": ("events", 0, lambda row: {"status": "denied"}, "status-and-reports", "status"),
    "status: planned, but reported": ("events", 0, lambda row: {"status": "planned"}, "status-and-reports", "status"),
    "status: planned, but only possible": ("events", 1, lambda row: {"status": "planned"}, "status-and-reports", "status"),
    "a past that ends after publication": ("events", 2, lambda row: {"date_latest": None}, "past-ends-with-publication", "date_latest"),
    "a past that is cut too short": ("events", 2, lambda row: {"date_latest": "2031-05-01"}, "past-ends-with-publication", "date_latest"),
    "an open plan with an end": ("events", 1, lambda row: {"date_latest": "2031-05-03"}, "edtf-and-days", "date_latest"),
    "a precision that is not that of the date": ("events", 2, lambda row: {"date_precision": "year"}, "precision-of-date", "date_precision"),
    "an interval that is a day": ("events", 0, lambda row: {"date_precision": "interval"}, "precision-of-date", "date_precision"),
    "an actor on both sides": ("report_actors", 2, lambda row: {"report_id": taking(1), "role": "recipient"}, "one-side", "actor_id"),
    "a side that event_actors lacks": ("report_actors", 1, lambda row: {"role": "recipient"}, "union-of-sides", "actor_id"),
    "a side that no report tells": ("event_actors", 0, lambda row: {"role": "recipient"}, "union-of-sides", "n_reports"),
    "n_reports of a side": ("event_actors", 0, lambda row: {"n_reports": 2}, "union-of-sides", "n_reports"),
    "n_articles of a side": ("event_actors", 0, lambda row: {"n_articles": 1}, "union-of-sides", "n_articles"),
    "a name that nobody prints": ("actors", 0, lambda row: {"name": "Adelaide Quill"}, "name-printed", "name"),
    "a primary name that is not the actor's": ("actors", 0, lambda row: {"name": "Quill"}, "primary-is-the-name", "name", "actor_names", 0),
    "a printed name that is not listed": ("actor_names", 1, lambda row: {"name": "A. Quill"}, "printed-names-listed", "mention_text", "mentions", 4),
    "a place that no report gives": ("events", 0, lambda row: {"place_id": "port-elba"}, "place-of-its-reports", "place_id"),
    "no place, where reports give one": ("events", 0, lambda row: {"place_id": None}, "place-of-its-reports", "place_id"),
    "a copy of itself": ("articles", 0, lambda row: {"copy_of_article_id": POST}, "copies", "copy_of_article_id"),
    "a text that repeats another's": ("articles", 1, lambda row: {"text_sha256": sha256(TEXTS[POST])}, "copies", "copy_of_article_id"),
    "two events of one label": ("events", 1, lambda row: {"label": corpus()["events"][0]["label"]}, "unique", "label"),
    "mode of another type": ("events", 0, lambda row: {"event_mode": "abduct"}, "event-type-known", "event_mode"),
    "exact, but a range": ("figures", 0, lambda row: {"value_low": 39}, "bound-and-values", "bound"),
    "at least, but bounded above": ("figures", 0, lambda row: {"bound": "at_least"}, "bound-and-values", "bound"),
    "a unit without a value": ("figures", 0, lambda row: {"unit_si": "metre"}, "filled-together", "unit_si"),
    "a latitude without a longitude": ("places", 1, lambda row: {"lat": 1.0}, "filled-together", "lon"),
    "part of itself": ("actors", 0, lambda row: {"part_of_actor_id": "ada-quill"}, "not-part-of-itself", "part_of_actor_id"),
    "a pair the wrong way round": ("judgements", 0, lambda row: {"left_name": "Zada Quill"}, "pair-order", "left_name"),
    "different, but one actor": ("judgements", 0, lambda row: {"decision": "different"}, "judged-the-same", "decision"),
    "speech of nobody with a speaker": ("quotes", 0, lambda row: {"speaker_kind": "none"}, "speaker-and-words", "speaker_actor_id"),
    "direct speech without its words": ("quotes", 0, lambda row: {"quote_text": None}, "speaker-and-words", "quote_text"),
    "a blank at the end": ("articles", 0, lambda row: {"outlet": "Harbour Post "}, "outer-blanks", "outlet"),
    "NULL as a word": ("articles", 0, lambda row: {"outlet": "NULL"}, "missing-word", "outlet"),
    "another text": ("articles", 0, lambda row: {"text_sha256": "0" * 64}, "text-facts", "text_sha256"),
    "another length": ("articles", 0, lambda row: {"char_count": 900}, "text-facts", "char_count"),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_row_that_contradicts_another_is_refused_by_a_named_check(name):
    table, number, change, rule, column, *elsewhere = ROWS[
        name
    ]  # elsewhere: table and number of the row refused, where it is another than the changed
    rows = corpus()
    rows[table][number] |= change(rows[table][number])
    found = [finding for finding in validate_tables(rows, TEXTS) if finding.rule == rule and finding.column == column]
    table, number = elsewhere or (table, number)
    assert [(finding.table, finding.row) for finding in found] == [(table, number + 2)]
    assert found[0].says
    assert found[0].what_to_do


def test_words_as_printed_that_read_as_missing_are_a_warning_only():
    rows = corpus()
    rows["actors"][0]["name"] = "None"
    (finding,) = validate_tables({"actors": rows["actors"]}, warnings=True)
    assert validate_tables({"actors": rows["actors"]}) == []
    assert (finding.rule, finding.severity) == ("printed-missing-word", "warning")


def test_what_a_program_can_only_doubt_is_a_warning():
    rows = corpus()
    rows["events"][2] |= {"date_edtf": "2031-06", "date_earliest": "2031-06-01", "date_latest": "2031-06-30", "date_precision": "month"}
    rows["event_reports"][2]["place_id"] = "port-elba"
    warned = {(finding.rule, finding.table) for finding in validate_tables(rows, TEXTS, warnings=True) if finding.severity == "warning"}
    assert {("begins-after-publication", "events"), ("place-in-article", "event_reports")} <= warned
    assert "figure-of-event" not in {rule for rule, _ in warned}


@pytest.mark.parametrize("change", [{"event_id": "coerce-talks-2031"}, {"figure_type": "distance"}])
def test_a_figure_of_an_event_that_its_article_does_not_tell_and_a_distance_of_one_are_doubted(change):
    rows = corpus()
    rows["figures"][0] |= change
    found = [finding for finding in validate_tables(rows, warnings=True) if finding.rule == "figure-of-event"]
    assert [(finding.table, finding.column, finding.row, finding.severity) for finding in found] == [("figures", "event_id", 2, "warning")]


def test_a_copy_is_the_source_of_what_it_copies():
    rows = corpus()
    rows["articles"][1]["copy_of_article_id"] = POST
    assert {(f.rule, f.table) for f in validate_tables(rows, TEXTS)} == {("independent-sources", "events"), ("independent-sources", "claims")}


def test_long_indirect_speech_of_a_reserved_text_is_a_warning():
    rows = corpus()
    rows["articles"][0]["rights"] = None
    rows["quotes"][1]["quote_text"] = "one two three four five six seven eight nine ten eleven twelve thirteen"
    assert ("short-excerpts", "warning") in {(finding.rule, finding.severity) for finding in validate_tables(rows, warnings=True)}


def test_one_wire_report_in_two_outlets_is_one_source():
    rows = corpus()
    for article in rows["articles"]:
        article["wire_credit"] = "River Agency"
    assert {(f.rule, f.table) for f in validate_tables(rows, TEXTS)} == {("independent-sources", "events"), ("independent-sources", "claims")}


def test_a_figure_in_another_unit_is_converted():
    rows = corpus()
    rows["claims"][0] |= {"unit": "kilometre", "low": 50, "high": 80.4672, "figure_type": "distance"}
    rows["figures"][0] |= {"unit": "kilometre", "value_low": 50, "value_high": 50, "value_si": 50000, "unit_si": "metre"}
    rows["figures"][1] |= {"unit": "mile", "value_low": 50, "value_high": 50, "value_si": 80467.2, "unit_si": "metre"}
    assert validate_tables(rows, TEXTS) == []
    rows["claims"][0]["high"] = 50
    (finding,) = validate_tables(rows, TEXTS)
    assert (finding.rule, finding.column, finding.value) == ("low-and-high", "high", "50.0")


def test_a_part_of_the_tables_can_be_checked_alone_but_for_the_tables_that_it_refers_to():
    rows = corpus()
    assert {finding.rule for finding in validate_tables({"dates": rows["dates"]})} == {"foreignKey"}


def test_data_frames_can_be_checked_too():
    import pandas as pd
    import polars as pl

    rows = corpus()
    typed = {name: pd.DataFrame(some).convert_dtypes() if name == "figures" else pl.DataFrame(some) for name, some in rows.items()}
    assert [str(finding) for finding in validate_tables(typed, TEXTS)] == []


def test_a_row_with_a_column_of_another_name_is_refused():
    rows = corpus()
    rows["places"] = [{("nom" if name == "name" else name): cell for name, cell in row.items()} for row in rows["places"]]
    assert {"header", "required"} <= {finding.rule for finding in validate_tables(rows)}


def test_texts_may_be_a_folder(tmp_path):
    folder = write(tmp_path / "package")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / f"{POST}.txt").write_bytes(TEXTS[POST].replace("Reed", "Weed").encode())
    report = validate_package(folder, tmp_path / "texts")
    assert {"span-text", "text-facts"} == rules(report)
    assert "river-times" in report.notes[0]


def test_exit_status(tmp_path, capsys):
    folder = write(tmp_path / "fine")
    assert run_validate(folder) == 0
    edit(write(tmp_path / "bad"), "events", lambda data: data.replace(b"TRUE", b"true"))
    assert run_validate(tmp_path / "bad") == 1
    assert run_validate(tmp_path / "nowhere") == 2
    assert run_validate(folder, engines=("sparrow",)) == 2
    assert run_validate(tmp_path) == 2
    (tmp_path / "fine" / "datapackage.json").write_bytes(b"{")
    assert run_validate(folder) == 1
    assert "not JSON" in capsys.readouterr().out


def test_report_is_grouped_and_capped_and_has_a_json_twin_and_a_page(tmp_path, capsys):
    rows = corpus()
    rows["event_actors"] += [{**rows["event_actors"][2], "actor_id": f"somebody-{number}"} for number in range(25)]
    folder = write(tmp_path / "package", rows)
    assert run_validate(folder, None, ("fast",), tmp_path / "report.json", tmp_path / "report.html") == 1
    printed = capsys.readouterr().out
    assert "error — event_actors — foreignKey (25, fast)" in printed
    assert "  … and 15 more" in printed
    assert 'data/event_actors.csv:5:actor_id: "somebody-0" — no such key in actors.actor_id [foreignKey] — add the row' in printed
    twin = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    (group,) = (group for group in twin["groups"] if group["rule"] == "foreignKey")
    assert (twin["valid"], group["count"], len(group["findings"])) == (False, 25, 25)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "somebody-24" in page
    for loads in ("src=", "href=", "url(", "@import", "<script", "<link"):
        assert loads not in page


def test_a_finding_says_where_what_which_rule_and_what_to_do():
    rows = corpus()
    rows["events"][0]["status"] = "maybe"
    (line,) = [str(finding) for finding in validate_tables(rows, TEXTS) if finding.rule == "enum"]
    assert line == (
        'events.csv:2:status: "maybe" — not in the codelist: actual, alleged, planned, hypothetical, denied, disputed [enum] — '
        "choose a code of the list, or add the code to the schema"
    )
