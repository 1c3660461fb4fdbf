"""A coding in whatever form: found out by the file itself, and the rest is one check."""

import json
from collections import Counter

import pytest

from tidings.coding.check import check_coding
from tidings.coding.read_any import read_any_coding, table_told_by
from tidings.coding.web_annotation import to_annotations
from tidings.errors import TidingsError, UsageError
from tidings.read.corpus import read_corpus


@pytest.fixture(scope="module")
def corpus(root):
    return {article.article_id: article.text for article in read_corpus([root / "examples" / "corpus"])}


def checked(place, corpus):
    return check_coding(read_any_coding(place, corpus), corpus)


def test_the_readers_coding_stands_in_the_articles(root, corpus):
    found = checked(root / "examples" / "codings" / "reader", corpus)
    assert not found.refused
    assert sum(map(len, found.tables.values())) > 140


def test_a_spreadsheet_of_three_columns_is_a_coding(root, corpus):
    found = checked(root / "examples" / "codings" / "spreadsheet.csv", corpus)
    assert not found.refused
    assert [row["speaker_text"] for row in found.tables["quotes"]][2:4] == ["he", "Hale"]
    assert all(corpus[str(row["article_id"])][row["start"] : row["end"]] == row["quote_text"] for row in found.tables["quotes"])


def test_what_a_language_model_made_up_does_not_get_in(root, corpus):
    found = checked(root / "examples" / "codings" / "langextract.jsonl", corpus)
    assert {(each.column, each.value) for each in found.refused} == {
        ("stanse", "deny"),
        ("extraction_class", "statement"),
        ("quote_text", "The enemy will be thrown back across the border"),
        ("quote_text", "Our hands are clean. Our border is closed"),
        ("figure_text", "At least 400"),
    }
    assert found.folded == Counter(quotes=1)  # straight marks for curly ones
    words = {row["quote_text"]: row for row in found.tables["quotes"]}
    assert 'the claims were "a fairy tale for bedtime"' in words
    assert len(found.tables["figures"]) == 4


def test_web_annotations_are_a_coding(root, corpus, tmp_path):
    tables = checked(root / "examples" / "codings" / "reader", corpus).tables
    path = tmp_path / "reader.json"
    path.write_text(json.dumps(to_annotations(tables, corpus, full=True)), encoding="utf-8")
    assert checked(path, corpus).tables == tables


def test_a_single_file_is_told_by_its_words():
    assert table_told_by(["article_id", "quote_text", "speaker_text"], "my.csv") == "quotes"
    with pytest.raises(TidingsError, match=r"my.csv: no column that tells its table; a single file has one of quote_text \(quotes\)"):
        table_told_by(["article_id"], "my.csv")
    with pytest.raises(TidingsError, match=r"several tables \(quotes, figures\)"):
        table_told_by(["quote_text", "figure_text"], "my.csv")


def test_faults_of_a_single_file_are_those_of_any_table(tmp_path):
    path = tmp_path / "my.csv"
    path.write_bytes("article_id,quote_text\na,caf\u00e9\n".encode("cp1252"))
    with pytest.raises(TidingsError, match="not UTF-8"):
        read_any_coding(path)
    path.write_text("\ufeffarticle_id,quote_text,speeker_text\n", encoding="utf-8")
    with pytest.raises(TidingsError, match="did you mean speaker_text"):
        read_any_coding(path)
    with pytest.raises(UsageError, match="no such file"):
        read_any_coding(tmp_path / "none.csv")
