"""Sources in pieces: any process reads one alone, and together they give what the whole gives."""

import gzip
import json
import pickle

import polars
import pytest
from reading import BODY, Read

from tidings.model import Article
from tidings.read import row_files, splitting
from tidings.read.article_ids import article_id_of
from tidings.read.pieces import GivenIds, Piece, ReadOptions, pieces, read_piece

ROWS = [{"id": f"n{number}", "text": f"{BODY}\nNumber {number}."} for number in range(60)]


def write(folder, kind):
    lines = "\n".join(json.dumps(row) for row in ROWS)
    cells = "id,text\n" + "\n".join(f'{row["id"]},"{row["text"].replace(chr(34), chr(34) * 2)}"' for row in ROWS)
    path = folder / f"news.{kind}"
    if kind == "parquet":
        polars.DataFrame(ROWS).write_parquet(path)
    else:
        texts = {"jsonl": lines, "csv": cells, "jsonl.gz": lines, "json": json.dumps(ROWS)}
        path.write_bytes(gzip.compress(texts[kind].encode()) if kind.endswith("gz") else texts[kind].encode())
    return path


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "jsonl.gz", "json"])
def test_a_big_file_in_pieces_gives_each_article_once(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(splitting, "PIECE_BYTES", 5000)
    monkeypatch.setattr(splitting, "PART_BYTES", 150)
    monkeypatch.setattr(splitting, "LEAST_PARQUET_ROWS", 16)
    monkeypatch.setattr(row_files, "GROUP", 4)
    path = write(tmp_path, kind)
    cut = list(pieces([path], ReadOptions()))
    assert len(cut) > 2
    read = [found for piece in reversed(cut) for found in read_piece(pickle.loads(pickle.dumps(piece)), ReadOptions())]
    assert all(isinstance(found, Article) for found in read)
    assert sorted(article.article_id for article in read) == sorted(row["id"] for row in ROWS)
    monkeypatch.undo()
    whole = {article.article_id: article.place for article in Read(path).articles}
    assert {article.article_id: article.place for article in read} == whole  # the lines that messages name are the same


def test_the_order_of_pieces_is_that_of_names(tmp_path):
    for name in ("b/2.txt", "a/2.txt", "a/1.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    found = [piece for piece in pieces([tmp_path], ReadOptions()) if isinstance(piece, Piece)]
    assert [(piece.name, piece.article_id) for piece in found] == [("a/1.txt", "a-1"), ("a/2.txt", "a-2"), ("b/2.txt", "b-2"), ("c.txt", "c")]


@pytest.mark.parametrize(
    "original", ["no blanks", "Überfall", "überfall", "../secret", "https://example.org/a?b=1", "日本", "", "NA", "x" * 300, "-a"]
)
def test_an_id_that_is_none_becomes_a_slug_of_its_own(original):
    made = article_id_of(original)
    assert made != original
    assert article_id_of(made) == made
    assert made != article_id_of(original + " ")


def test_the_original_of_a_slug_stays_in_the_source_file(tmp_path):
    (tmp_path / "news.jsonl").write_text(json.dumps({"id": "Quay (1)", "text": BODY}) + "\n" + json.dumps({"text": BODY}), encoding="utf-8")
    first, second = Read(tmp_path).articles
    assert first.article_id.startswith("quay-1-")
    assert first.source_file == "news.jsonl#Quay (1)"
    assert second.article_id.startswith("news-")
    assert second.source_file == "news.jsonl#2"


def test_a_second_article_with_an_id_is_named_with_both_places():
    ids = GivenIds()
    assert ids.second("quay", "a/news.jsonl:1") is None
    assert str(ids.second("Quay", "b/news.jsonl:3")).startswith("b/news.jsonl:3: the id 'Quay' was already given to the article at a/news.jsonl:1")
