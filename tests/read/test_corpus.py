"""Reading corpora: what is read, and what is said of what cannot be read."""

import gzip
import json

import polars
import pytest

from tidings.errors import TidingsError, Unreadable, UsageError
from tidings.model import Article
from tidings.read.corpus import read_corpus


def write_lines(path, rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def read(*paths):
    found = list(read_corpus(paths))
    return [item for item in found if isinstance(item, Article)], [item for item in found if isinstance(item, Unreadable)]


def test_json_lines_with_facts(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", [{"id": "n1", "text": "It rained.", "title": "Rain", "published": "2021-07-02", "outlet": "Bell"}])
    (article,), bad = read(path)
    assert (article.article_id, article.title, article.published, article.published_basis, article.outlet) == (
        "n1",
        "Rain",
        "2021-07-02",
        "metadata",
        "Bell",
    )
    assert not bad


def test_a_broken_line_in_the_middle_is_named_and_the_rest_goes_on(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", [{"id": "n1", "text": "It rained."}, '{"id": "n2", "te', {"id": "n3", "text": "It snowed."}])
    articles, bad = read(path)
    assert [article.article_id for article in articles] == ["n1", "n3"]
    assert str(bad[0]).startswith(f"{path}:2: not a JSON object")


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"id": "n1"}, "'text' is missing"),
        ([1], "not an object"),
        ({"id": "n1", "text": "  \n "}, "the text is empty"),
        ({"id": "n1", "text": "It\0rained."}, "NUL character"),
        ({"id": "n1", "text": "It\nrained \u202eback."}, "bidirectional control U+202E"),
        ({"id": "n1", "text": "Leave a Reply\nShare\n"}, "all page furniture"),
        ({"id": "n1", "text": "a " * 2_500_000}, "more than one article can have"),
        ('{"id": "n1", "text": "It rained.", "views": ' + "9" * 5000 + "}", "not a JSON object"),
        ('{"id": "n1", "text": "half \\ud800 pair"}', "surrogate"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_with_its_line(tmp_path, row, says):
    path = write_lines(tmp_path / "a.jsonl", [{"id": "ok", "text": "It snowed."}, row])
    articles, bad = read(path)
    assert [article.article_id for article in articles] == ["ok"]
    assert bad[0].file == str(path)
    assert bad[0].line in (1, 2)
    assert says in bad[0].reason


def test_a_second_article_with_the_same_id_is_left_out(tmp_path):
    path = write_lines(tmp_path / "a.jsonl", [{"id": "n1", "text": "It rained."}, {"id": "N1", "text": "It snowed."}])
    articles, bad = read(path)
    assert len(articles) == 1
    assert "was already given" in bad[0].reason


def test_a_text_that_is_not_utf8_names_the_line(tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"First line.\nCaf\xe9 closed.\n")
    (tmp_path / "good.txt").write_text("It rained.", encoding="utf-8")
    articles, bad = read(tmp_path)
    assert [article.article_id for article in articles] == ["good"]
    assert bad[0].line == 2
    assert "not UTF-8" in bad[0].reason


def test_a_folder_of_texts_with_a_table_of_facts(tmp_path):
    (tmp_path / "one.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text("source_file,outlet,published\none.txt,Bell,2021-07\n", encoding="utf-8")
    (article,), _ = read(tmp_path)
    assert (article.outlet, article.published) == ("Bell", "2021-07")


def test_compressed_lines_and_parquet_give_the_same_articles(tmp_path):
    rows = [{"id": "n1", "text": "It rained.", "published": "2021-07-02"}]
    with gzip.open(tmp_path / "a.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(rows[0]))
    polars.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    (first,), _ = read(tmp_path / "a.jsonl.gz")
    (second,), _ = read(tmp_path / "a.parquet")
    assert (first.text, first.published, first.text_sha256) == (second.text, second.published, second.text_sha256)


def test_a_truncated_gzip_file_is_reported(tmp_path):
    data = gzip.compress(b'{"id": "n1", "text": "It rained."}\n' * 50)
    (tmp_path / "a.jsonl.gz").write_bytes(data[: len(data) // 2])
    _, bad = read(tmp_path / "a.jsonl.gz")
    assert "cannot be read to its end" in bad[-1].reason


@pytest.mark.parametrize("name", ["nowhere", "a.docx"])
def test_a_source_that_is_not_there_or_of_no_known_kind_is_wrong_use(tmp_path, name):
    if "." in name:
        (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match=name.replace(".", r"\.")):
        read(tmp_path / name)


@pytest.mark.parametrize("word", ["NA", "None", "<NA>", "nan", " "])
def test_facts_that_a_data_frame_left_empty_are_not_known(tmp_path, word):
    (article,), bad = read(write_lines(tmp_path / "a.jsonl", [{"id": "n1", "text": "It rained.", "outlet": word, "url": word, "language": word}]))
    assert (article.outlet, article.url, article.language) == (None, None, "en")
    assert not bad


def test_a_table_of_facts_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "n1.txt").write_text("It rained.", encoding="utf-8")
    (tmp_path / "articles.csv").write_bytes("source_file,outlet\nn1.txt,Caf\xe9\n".encode("latin-1"))
    with pytest.raises(TidingsError, match="is not UTF-8"):
        read(tmp_path)


def test_a_day_with_its_time_is_read_as_the_day(tmp_path):
    (article,), _ = read(write_lines(tmp_path / "a.jsonl", [{"id": "n1", "text": "It rained.", "published": "2021-07-02T12:00:00Z"}]))
    assert article.published == "2021-07-02"
