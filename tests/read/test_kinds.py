"""Every kind of file that holds articles, told by its content, and what is said of those that hold none."""

import bz2
import gzip
import io
import json
import os

import polars
import pytest
from reading import BODY, Read

from tidings.errors import UsageError

ROWS = [{"id": "quay", "text": BODY, "published": "2031-05-04"}, {"id": "rail", "text": BODY.replace("quay", "rail"), "published": "2031-05-05"}]
LINES = "\n".join(json.dumps(row) for row in ROWS).encode()
PAGE = "<!DOCTYPE html><html><head><title>Quay shut</title></head><body><article><h1>Quay shut</h1>" + "".join(
    f"<p>{words}</p>" for words in BODY.split("\n\n")[2:] * 2
)


def zst(data: bytes) -> bytes:
    return pytest.importorskip("zstandard").compress(data)


def table(delimiter: str) -> bytes:
    quoted = [(row["id"], "Quay", f'"{row["text"].replace(chr(34), chr(34) * 2)}"', "2031-05-04") for row in ROWS]
    return "\n".join(delimiter.join(row) for row in [("id", "headline", "body", "date"), *quoted]).encode()


def parquet() -> bytes:
    buffer = io.BytesIO()
    polars.DataFrame(ROWS).write_parquet(buffer)
    return buffer.getvalue()


# What the file is called, and what it holds: the name may say something else.
KINDS = {
    "lines": ("news.jsonl", lambda: LINES),
    "lines with a byte order mark": ("news.jsonl", lambda: b"\xef\xbb\xbf" + LINES),
    "lines in UTF-16": ("news.jsonl", lambda: LINES.decode().encode("utf-16")),
    "lines packed": ("news.jsonl.gz", lambda: gzip.compress(LINES)),
    "lines packed without saying so": ("news.jsonl", lambda: gzip.compress(LINES)),
    "lines packed by zstd": ("news.jsonl.zst", lambda: zst(LINES)),
    "lines packed by bzip2": ("news.jsonl.bz2", lambda: bz2.compress(LINES)),
    "lines called text": ("news.txt", lambda: LINES),
    "an array called lines": ("news.jsonl", lambda: json.dumps(ROWS, indent=2).encode()),
    "an array": ("news.json", lambda: json.dumps(ROWS).encode()),
    "an object that holds an array": ("news.json", lambda: json.dumps({"count": 2, "articles": ROWS}).encode()),
    "objects one after the other": ("news.json", lambda: "\n".join(json.dumps(row, indent=1) for row in ROWS).encode()),
    "a table": ("news.csv", lambda: table(",")),
    "a table with semicolons": ("news.csv", lambda: table(";")),
    "a table packed": ("news.csv.gz", lambda: gzip.compress(table("\t"))),
    "Parquet": ("news.parquet", parquet),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_gives_the_same_two_articles(name, tmp_path):
    file, data = KINDS[name]
    (tmp_path / file).write_bytes(data())
    read = Read(tmp_path)
    assert read.ids == ["quay", "rail"]
    assert {article.text.strip() for article in read.articles} == {row["text"].strip() for row in ROWS}
    assert not read.bad


def test_a_page_called_text_is_read_as_a_page(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "quay.txt").write_text(PAGE, encoding="utf-8")
    assert "<p>" not in Read(tmp_path).one.text


def test_a_folder_says_what_it_passed_over(tmp_path):
    for name in ("a.pdf", "b.docx", "c.rtf", "d.rtf", "README", ".draft.txt", "._quay.txt", ".ipynb_checkpoints/quay.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "numbers.csv").write_text("year,count\n2031,4\n", encoding="utf-8")
    (tmp_path / "quay.txt").write_text(BODY, encoding="utf-8")
    read = Read(tmp_path)
    assert read.ids == ["quay"]
    assert "passed over: 6 (2 .rtf, 1 .docx" in read.remark("other kinds")
    assert "left alone: 3" in read.remark("hidden")


def test_links_to_folders_are_told_and_links_to_files_are_read(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "rail.txt").write_text(BODY, encoding="utf-8")
    os.symlink(tmp_path / "elsewhere", tmp_path / "src" / "folder")
    os.symlink(tmp_path / "nowhere", tmp_path / "src" / "lost.txt")
    os.symlink(tmp_path / "elsewhere" / "rail.txt", tmp_path / "src" / "rail.txt")
    read = Read(tmp_path / "src")
    assert read.ids == ["rail"]
    assert "not followed: 2 (to a folder, to nothing)" in read.remark("links")


def test_a_package_below_the_source_is_no_source(tmp_path):
    (tmp_path / "quay.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    (tmp_path / "out" / "dates.parquet").write_bytes(parquet())
    read = Read(tmp_path)
    assert (read.ids, read.bad) == (["quay"], [])
    assert read.remark("data package")


def test_a_pattern_names_the_files_that_match(tmp_path):
    for name in ("2031/05/a.txt", "2031/06/b.txt", "2031/06/b.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    assert Read(tmp_path / "2031/*/*.txt").ids == ["a", "b"]
    with pytest.raises(UsageError, match="no file matches"):
        Read(tmp_path / "*.jsonl")


@pytest.mark.parametrize("pack", [gzip.compress, zst], ids=["gzip", "zstd"])
def test_a_damaged_or_cut_file_is_named_and_the_others_are_read(pack, tmp_path):
    noise = [{"id": f"n{number}", "text": BODY + os.urandom(900).hex()} for number in range(40)]
    data = bytearray(pack("\n".join(json.dumps(row) for row in noise).encode()))
    (tmp_path / "cut.jsonl.gz").write_bytes(data[: len(data) * 2 // 3])
    data[len(data) // 2 : len(data) // 2 + 50] = bytes(50)
    (tmp_path / "damaged.jsonl.gz").write_bytes(data)
    (tmp_path / "good.jsonl").write_bytes(LINES)
    read = Read(tmp_path)
    assert {"quay", "rail"} <= set(read.ids)
    assert any("cut.jsonl.gz" in bad and "cannot be read to its end" in bad for bad in read.bad)
    assert any("damaged.jsonl.gz" in bad for bad in read.bad)


def test_a_json_file_that_breaks_off_says_where(tmp_path):
    (tmp_path / "news.json").write_text(json.dumps(ROWS, indent=1)[:-60], encoding="utf-8")
    read = Read(tmp_path)
    assert read.ids == ["quay"]
    assert "news.json:7: not JSON from here on" in read.bad[0]


def test_a_row_of_a_table_with_a_cell_too_many_is_named(tmp_path):
    (tmp_path / "news.csv").write_text('id,text\na,"It rained\nall day."\nb,It, snowed.\nc,It hailed.\n', encoding="utf-8")
    read = Read(tmp_path)
    assert read.ids == ["a", "c"]
    assert "news.csv:4: the row has 3 cells, the header 2" in read.bad[0]
