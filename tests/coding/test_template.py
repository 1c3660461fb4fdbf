"""An empty coding has the contract's columns, explains them, and never writes over anything."""

import csv

import pytest

from tidings.coding.columns import coding_tables
from tidings.coding.template import init_coding
from tidings.errors import UsageError


@pytest.fixture
def folder(tmp_path):
    init_coding(["a1", "b2"], tmp_path / "mine")
    return tmp_path / "mine"


def header(path):
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def test_every_column_is_one_of_a_coding(folder):
    for path in folder.glob("*.csv"):
        table = coding_tables()[path.stem].table
        found = header(path)
        assert set(found) - {"near", "paragraph"} <= set(table.columns)
        assert len(set(found)) == len(found)
        needed = {field.name for field in table.fields if field.constraints.required}
        assert needed <= set(found)


def test_tables_with_words_begin_with_what_a_person_knows(folder):
    assert header(folder / "mentions.csv")[:6] == ["article_id", "mention_text", "near", "paragraph", "start", "end"]
    assert header(folder / "quotes.csv")[:3] == ["quote_id", "article_id", "quote_text"]
    assert header(folder / "event_reports.csv")[:3] == ["report_id", "article_id", "trigger_text"]
    assert "mention_id" not in header(folder / "mentions.csv")
    assert "method" not in header(folder / "quotes.csv")


def test_the_articles_to_code_are_there(folder):
    assert (folder / "articles.csv").read_text(encoding="utf-8") == "article_id,coder\na1,\nb2,\n"


def test_the_readme_explains_every_column_and_code(folder):
    readme = (folder / "README.md").read_text(encoding="utf-8")
    for path in folder.glob("*.csv"):
        section = readme.split(f"## {path.name}\n")[1].split("\n## ")[0]
        for column in set(header(path)) - {"near", "paragraph"}:
            assert f"| `{column}` |" in section
        table = coding_tables()[path.stem].table
        for field in table.fields:
            if field.name in header(path):
                assert all(f"`{each.value}` {each.label}".replace("|", "\\|") in section for each in field.categories)
    assert "| `COERCE` | `seize` |" in readme
    assert "her-aides.a1" in readme


def test_a_folder_that_holds_anything_is_left_alone(tmp_path):
    (tmp_path / "quotes.csv").write_text("mine\n", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        init_coding(["a1"], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["quotes.csv"]
    with pytest.raises(UsageError, match="not empty"):
        init_coding(["a1"], tmp_path / "quotes.csv")


def test_no_article_no_coding(tmp_path):
    with pytest.raises(UsageError, match="no article"):
        init_coding([], tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_the_same_articles_give_the_same_bytes(tmp_path):
    first = init_coding(["a1"], tmp_path / "one" / "c")
    again = init_coding(["a1"], tmp_path / "two" / "c")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
