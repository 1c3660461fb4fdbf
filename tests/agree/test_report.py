"""An agreement as text, Markdown, JSON and CSV."""

import csv
import io
import json

import pytest
from two_readers import reader_a, reader_b

from tidings.agree import agreement, as_csv, as_json, as_markdown, as_text, report, scores_as_csv

pytest.importorskip("krippendorff")


@pytest.fixture(scope="module")
def found():
    return agreement(reader_a(), reader_b(), names=("Ada", "Ben"))


def test_text_shows_the_measures_and_the_disagreements_side_by_side(found):
    lines = as_text(found).splitlines()
    assert lines[:3] == ["Ada and Ben", "2 articles compared", "not compared, only in Ada: valley-radio-2021-03-15"]
    (stance,) = (line.split() for line in lines if line.strip().startswith("stance "))
    assert stance == ["stance", "4", "5", "3", "0.667", "4", "0.750", "0.667", "0.636"]
    assert any(line.endswith("stance: Ada promise, Ben demand") for line in lines)
    assert any(line.endswith("“a fairy tale for bedtime”  only in Ben") for line in lines)
    assert any(line.split()[0] == "quote_type" and line.endswith("one category only") for line in lines if line.strip())


def test_what_is_left_out_for_length_is_said(found, monkeypatch):
    monkeypatch.setattr(report, "SHOWN", 1)
    assert "  … and 3 more" in as_text(found).splitlines()
    assert "… and 3 more" in as_markdown(found)
    assert len(json.loads(as_json(found))["disagreements"]) == len(found.disagreements)


def test_markdown_has_a_row_of_as_many_cells_as_its_head(found):
    rows = [line for line in as_markdown(found).splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {12, 6}
    assert any("| stance | promise | demand |" in line for line in rows)


def test_json_is_whole_and_says_why_a_measure_is_none(found):
    whole = json.loads(as_json(found))
    assert whole["names"] == {"a": "Ada", "b": "Ben"}
    (score,) = (each for each in whole["scores"] if (each["table"], each["column"]) == ("quotes", "quote_type"))
    assert (score["alpha"], score["why"]) == (None, "one category only")
    assert len(whole["scores"]) == len(found.scores)


def test_csv_has_every_disagreement_and_every_score(found):
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert len(rows) == len(found.disagreements)
    assert [(row["a"], row["b"]) for row in rows if row["column"] == "recipient"] == [("army-of-marovia", "")]
    assert len(list(csv.DictReader(io.StringIO(scores_as_csv(found))))) == len(found.scores)


def test_the_page_about_agreement_shows_what_the_example_gives(found, root):
    assert f"```text\n{as_text(found)}```" in (root / "docs" / "agreement.md").read_text(encoding="utf-8"), "paste the output of as_text anew"
