"""Web pages and web archives: what they declare counts, what is no page is passed over, what breaks off is told."""

import io

import pytest
from reading import BODY, Read

pytest.importorskip("trafilatura")

PARAGRAPHS = "".join(f"<p>{words}</p>" for words in BODY.split("\n\n")[2:] * 2)


def page(body=PARAGRAPHS, charset="utf-8", head=""):
    top = f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>Bell</title>{head}</head>"
    return f"{top}<body><article><h1>Quay shut</h1>{body}</article></body></html>"


def test_the_declared_charset_is_used(tmp_path):
    (tmp_path / "quay.html").write_bytes(page(PARAGRAPHS.replace("Oram", "Orám"), "iso-8859-1").encode("cp1252"))
    assert "Orám" in Read(tmp_path).one.text


def test_a_day_counts_where_the_page_states_it_and_is_not_guessed(tmp_path):
    (tmp_path / "guess.html").write_text(page(f"{PARAGRAPHS}<p>The works began on 3 May 2029. © 2030 Bell.</p>"), encoding="utf-8")
    (tmp_path / "state.html").write_text(page(head="<meta property='article:published_time' content='2031-05-04T06:00:00Z'>"), encoding="utf-8")
    guess, state = Read(tmp_path).articles
    assert (guess.published, guess.published_basis) == (None, "unknown")
    assert (state.published, state.published_basis) == ("2031-05-04", "metadata")


def archive(path, *records, packed=True):
    warcwriter, headers = pytest.importorskip("warcio.warcwriter"), pytest.importorskip("warcio.statusandheaders")
    with path.open("wb") as file:
        writer = warcwriter.WARCWriter(file, gzip=packed)
        for number, (status, body, coding) in enumerate(records):
            told = [("Content-Type", "text/html; charset=utf-8"), *([("Content-Encoding", coding)] if coding else [])]
            http = headers.StatusAndHeaders(status, told, protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(f"https://bell.example/{number}", "response", payload=io.BytesIO(body), http_headers=http))


def test_only_pages_that_were_there_are_articles(tmp_path):
    data = page().encode()
    archive(tmp_path / "bell.warc.gz", ("200 OK", data, None), ("404 Not Found", data, None), ("301 Moved Permanently", data, None))
    read = Read(tmp_path)
    assert read.one.url == "https://bell.example/0"
    assert "passed over: 2 (status 301, status 404)" in read.remark("web archives")


def test_a_page_packed_by_brotli(tmp_path):
    brotli = pytest.importorskip("brotli")
    archive(tmp_path / "bell.warc.gz", ("200 OK", brotli.compress(page().encode()), "br"), ("200 OK", b"no brotli", "br"), ("200 OK", b"x", "xyz"))
    read = Read(tmp_path)
    assert "Piet Oram" in read.one.text
    assert ["brotli" in read.bad[0], "packed by xyz" in read.bad[1]] == [True, True]


def test_a_record_that_breaks_off_is_told(tmp_path):
    archive(tmp_path / "bell.warc", ("200 OK", page().encode(), None), ("200 OK", page().encode(), None), packed=False)
    data = (tmp_path / "bell.warc").read_bytes()
    (tmp_path / "bell.warc").write_bytes(data[:-300])
    read = Read(tmp_path)
    assert len(read.articles) == 1
    assert "bell.warc:2: the record breaks off" in read.bad[0]
