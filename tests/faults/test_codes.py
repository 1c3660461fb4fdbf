# ruff: noqa: E501
"""What is wrong is not accepted: codes, ids, dates, sectors, coordinates, in `tidings validate`; names that would be lost; cells that would be run."""

from __future__ import annotations

import shutil

import pytest
from faulty import change
from small_corpus import TEXTS, corpus, write

from tidings.build_report import Report
from tidings.making import build_corpus
from tidings.shards.run import How
from tidings.validate import seed_checks, validate_package, validate_tables

WRONG = {
    ("places", "country"): ["QQQ", "AAA", "XYZ", "USS", "ZZZ", "XXX", "EUR", "UK", "usa", "Italy", "IT", "ITA ", "380", "NA"],
    ("actors", "country"): ["QQQ", "AAA", "XYZ", "USS", "ZZZ", "XKY", "gbr", "GB"],
    ("articles", "language"): ["xx", "qq", "english", "EN", "en_GB", "zz-ZZ", "e", "null"],
    ("actors", "wikidata_id"): ["Q0", "Q01", "q42", "42", "P31", "Q42 ", "https://www.wikidata.org/wiki/Q42", "Q4.2", "Q-1"],
    ("actors", "sector"): ["ZZZ", "gov", "GOVT", "REBEL", "G"],
    ("places", "lat"): ["91", "-90.5", "42,8", "42.8N", "NaN", "inf", "1e999", "north"],
    ("places", "lon"): ["181", "-180.01", "10°", "1e3", "nan", "east"],
    ("places", "geo_precision"): ["0", "8", "1.5", "high"],
    ("articles", "published"): ["2031-13", "2031-02-30", "2 May 2031", "2031/05/02", "31-05-02", "2031-5-2", "2031-05-02T00:00:00Z", "yesterday"],
    ("dates", "date_edtf"): ["2031-02-29", "2031-04-31", "2031-00", "unknown", "2031-05-02/2031-05-01", "Y20310"],
    ("events", "date_edtf"): ["2031-02-30", "2031-25", "12-05-2031"],
    ("articles", "text_sha256"): ["abc", "g" * 64, "A" * 64],
    ("articles", "article_id"): ["-a", "a b", "a/b", "..", "ä"],
    ("figures", "value_low"): ["forty", "4O", "1,000", "1_000", "0x10", "Infinity", "٤٠"],
    ("quotes", "stance"): ["claims", "ASSERT", "assert ", "accept"],
    ("quotes", "start"): ["-1", "1.0", "1e2", "٣", "99999999999999999999"],
}  # fmt: skip
CASES = [(table, column, value) for (table, column), values in WRONG.items() for value in values]


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    """The package as it is right."""
    return write(tmp_path_factory.mktemp("codes") / "package", in_data=False)


@pytest.fixture(scope="module")
def refused(right, tmp_path_factory):
    """(table, column, value) -> whether an error names the cell: the n-th wrong value of every column is put into one copy of the package."""
    found = {}
    for number in range(max(map(len, WRONG.values()))):
        package = shutil.copytree(right, tmp_path_factory.mktemp("codes") / "package")
        cells = {(table, column): values[number] for (table, column), values in WRONG.items() if number < len(values)}
        for (table, column), value in cells.items():
            change(package, table, column, value)
        errors = {(each.table, each.row, each.column) for each in validate_package(package).findings.kept if each.severity == "error"}
        found |= {(table, column, value): (table, 2, column) in errors for (table, column), value in cells.items()}
    return found


def test_the_package_is_right(right):
    assert validate_package(right).valid


@pytest.mark.parametrize(("table", "column", "value"), CASES)
def test_a_wrong_code_is_an_error_at_its_cell(refused, table, column, value):
    assert refused[table, column, value]


@pytest.mark.parametrize("value", ["USA", "LBY", "XKX", "SUN", "YUG", "DDR", "ATA"])
def test_a_country_that_is_or_was_passes(value):
    rows = corpus()
    rows["places"][0]["country"] = value
    assert not [finding for finding in validate_tables(rows) if finding.column == "country"]


@pytest.mark.parametrize("value", ["en", "ar", "zh-Hans", "ckb", "pt-BR", "en-GB-oxendict"])
def test_a_language_passes(value):
    rows = corpus()
    rows["articles"][0]["language"] = value
    assert not [finding for finding in validate_tables(rows) if finding.column == "language"]


NAMES = ["NA", "null", "nan", "NULL", "None", "NaN", "N/A", "#N/A", "n/a", "<NA>"]


@pytest.mark.parametrize("name", NAMES)
def test_an_actor_whose_name_is_lost_in_reading(right, tmp_path, name):
    """Refused in the published package (its project has seeds/), warned of in a corpus of one's own."""
    rows = corpus()
    rows["actors"][2]["name"] = name
    package = write(tmp_path / "package", rows, in_data=False)
    own = validate_package(package)
    assert ("name", "printed-missing-word", "warning") in [(f.column, f.rule, f.severity) for f in own.findings.kept]
    assert not [f for f in own.findings.kept if f.severity == "error" and f.column == "name"]
    (package / "seeds").mkdir()
    published = validate_package(package)
    assert ("name", "actor-of-a-missing-word", "error") in [(f.column, f.rule, f.severity) for f in published.findings.kept]
    assert seed_checks.names([(4, name)], "data/actors.csv").errors == 1


FORMULAS = ["=1+1", '=HYPERLINK("http://example.org","x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "\t=1", "\r=1"]
PLAIN = ["+3", "-5", "-1,000", "+2.5%", "a=b", "he said =1", "–5"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_cell_that_a_spreadsheet_would_run_is_named_as_a_warning(cell):
    rows = corpus()
    rows["articles"][0]["title"] = cell
    found = [finding for finding in validate_tables(rows, warnings=True) if finding.rule == "formula"]
    assert [(each.column, each.severity) for each in found] == [("title", "warning")]


@pytest.mark.parametrize("cell", PLAIN)
def test_a_plain_cell_is_not(cell):
    rows = corpus()
    rows["articles"][0]["title"] = cell
    assert not [finding for finding in validate_tables(rows, warnings=True) if finding.rule == "formula"]


@pytest.mark.parametrize("code", ["QQQ", "AAA", "ZZZ"])
def test_a_given_coding_with_a_wrong_code_is_refused(tidings, tmp_path, texts_folder, code):
    coding = tmp_path / "coding"
    coding.mkdir()
    post = next(iter(TEXTS))
    (coding / "articles.csv").write_text(f"article_id\n{post}\n")
    (coding / "places.csv").write_text(f"place_id,name,country,geo_precision\nelba,Elba,{code},1\n")
    ended = tidings("build", texts_folder, "--coding", coding, "--out", tmp_path / "out")
    assert ended.status == 1
    assert f'"{code}": not a code of ISO 3166-1' in ended.line
    assert not (tmp_path / "out").exists()


def test_a_formula_is_published_as_it_is_printed(tmp_path):
    """Cells are data: to put a mark before them would change what the article says, and spans would no longer hold."""
    (tmp_path / "a.txt").write_text("The mayor, Ada Quill, said on Monday: “=1+1 is a sum.”")
    build_corpus([tmp_path / "a.txt"], tmp_path / "out", Report(), how=How(workers=1))
    assert "'=" not in (tmp_path / "out" / "quotes.csv").read_text()
