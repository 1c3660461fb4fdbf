# ruff: noqa: E501, PT017
"""Nothing is trusted that came from outside: paths, links, addresses, zips, huge cells, pages. Nothing is fetched, nothing read outside."""

from __future__ import annotations

import json
import socket
import zipfile

import pytest
from faulty import content
from small_corpus import TEXTS

import tidings as package_of_ours
from tidings.errors import TidingsError, Unreadable
from tidings.package import open_package
from tidings.read.corpus import read_corpus
from tidings.validate import validate_package


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whoever asks the network fails the test."""

    def asked(*arguments, **options):
        raise AssertionError(f"the network was asked: {arguments}")

    monkeypatch.setattr(socket.socket, "connect", asked)
    monkeypatch.setattr(socket, "getaddrinfo", asked)


SECRET = "secret-of-the-machine"
PATHS = [
    "../secret.csv", "data/../../secret.csv", "/etc/passwd", "//host/share/secret.csv", "C:\\secret.csv", "C:/secret.csv", "\\secret.csv",
    "..\\secret.csv", "http://example.org/quotes.csv", "https://example.org/quotes.csv", "ftp://example.org/quotes.csv", "file:///etc/passwd",
    "s3://bucket/quotes.csv", "data:text/csv,a", "", "a\0b", None, 7, ["quotes.csv"], {"path": "quotes.csv"},
]  # fmt: skip


def with_path(package, path, name="path"):
    descriptor = json.loads((package / "datapackage.json").read_bytes())
    next(each for each in descriptor["resources"] if each["name"] == "quotes")[name] = path
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    (package.parent / "secret.csv").write_text(f"{SECRET}\n")


@pytest.mark.parametrize("path", PATHS, ids=repr)
def test_a_path_that_leads_out_is_refused_by_every_reader(tidings, package, tmp_path, path):
    with_path(package, path)
    with pytest.raises(TidingsError):
        package_of_ours.load("quotes", package)
    report = validate_package(package, engines=["fast"])
    assert not report.valid
    assert SECRET not in str(report)
    for command in (["diff", package, package], ["build", package, "--out", tmp_path / "out"], ["agree", package, package]):
        ended = tidings(*command)
        assert ended.status in (1, 2), ended
        assert SECRET not in ended.out + ended.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("value", ["https://example.org/schema.json", "../secret.csv", "/etc/passwd"])
@pytest.mark.parametrize("name", ["schema", "dialect"])
def test_a_schema_from_elsewhere_is_refused(package, name, value):
    with_path(package, value, name)
    report = validate_package(package, engines=["fast", "frictionless"])
    assert not report.valid
    assert "outside" in {finding.rule for finding in report.findings.kept}
    assert SECRET not in str(report)


@pytest.mark.parametrize("target", ["../secret.csv", "/etc/hostname", "loop"])
def test_a_link_that_leads_out_is_refused(tidings, package, tmp_path, target):
    with_path(package, "quotes.csv")
    (package / "quotes.csv").unlink()
    (package / "quotes.csv").symlink_to(package / "quotes.csv" if target == "loop" else target)
    with pytest.raises((TidingsError, OSError)):
        package_of_ours.load("quotes", package)
    assert not validate_package(package).valid
    assert tidings("build", package, "--out", tmp_path / "out").status in (1, 2)
    assert tidings("diff", package, package).status in (1, 2)


def zipped(place, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(place, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return place


@pytest.mark.parametrize("prefix", ["../", "/", "a/../../", "C:/"])
def test_a_zip_whose_members_climb(tidings, package, tmp_path, prefix):
    place = zipped(tmp_path / "p.zip", {prefix + name: data for name, data in content(package).items()})
    before = sorted(path.name for path in tmp_path.iterdir())
    ended = tidings("diff", place, place)
    assert ended.status in (1, 2)
    assert tidings("build", place, "--out", tmp_path / "out").status in (1, 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("name", ["quotes.csv", "datapackage.json"])
def test_a_zip_bomb(tidings, package, tmp_path, name):
    place = zipped(tmp_path / "p.zip", content(package) | {name: b"0" * 80_000_000})
    for command in (["diff", place, place], ["build", place, "--out", tmp_path / "out"], ["agree", place, place]):
        ended = tidings(*command)
        assert ended.status in (1, 2)
        assert "would unpack to 80,000,000 bytes" in ended.line
    assert not (tmp_path / "out").exists()


def broken_zips(package):
    whole = zipped(package.parent / "w.zip", content(package)).read_bytes()
    flipped = bytearray(whole)
    flipped[200] ^= 0xFF
    return {
        "half": whole[: len(whole) // 2],
        "no directory": whole[:-40],
        "a byte turned": bytes(flipped),
        "empty": b"",
        "not a zip": b"PK\3\4",
        "text": b"a",
    }


@pytest.mark.parametrize("which", ["half", "no directory", "a byte turned", "empty", "not a zip", "text", "no package", "locked"])
def test_a_zip_that_is_none(tidings, package, tmp_path, which):
    place = tmp_path / "p.zip"
    if which == "no package":
        zipped(place, {"readme.txt": "nothing"})
    elif which == "locked":
        data = bytearray(zipped(place, content(package)).read_bytes())
        for mark, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
            where = -1
            while (where := data.find(mark, where + 1)) >= 0:
                data[where + at] |= 1
        place.write_bytes(bytes(data))
    else:
        place.write_bytes(broken_zips(package)[which])
    for command in (["diff", place, place], ["build", place, "--out", tmp_path / "out"], ["agree", place, place], ["show", "a", "--package", place]):
        assert tidings(*command).status in (1, 2)


@pytest.mark.parametrize("size", [200_000, 3_000_000])
@pytest.mark.parametrize("table", ["quotes", "articles", "evidence"])
def test_a_huge_cell(tidings, package, tmp_path, table, size):
    path = package / f"{table}.csv"
    lines = path.read_text().split("\n")
    lines[1] = '"' + "x" * size + '"' + "," * lines[0].count(",")
    path.write_text("\n".join(lines))
    assert tidings("validate", package).status == 1
    assert tidings("build", package, "--out", tmp_path / "out").status in (1, 2)
    assert tidings("diff", package, package).status in (0, 1, 2)
    assert not (tmp_path / "out").exists()


TABLES = {
    "NUL": b"\0", "not UTF-8": b"\xff\xfe", "UTF-16": "quote_id".encode("utf-16"), "empty": b"", "a blank": b" ", "line feeds": b"\n\n\n",
    "open quote": b'"', "one quote": b'quote_id\n"a\n', "ragged": b"a,b\n1\n1,2,3\n", "semicolons": b"quote_id;article_id\n", "two headers": b"a,a\n",
    "an image": b"\x89PNG\r\n\x1a\n", "a page": b"<html>", "lone returns": b"quote_id\ra\r", "10,000 columns": b"a," * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("which", TABLES)
def test_a_table_that_is_none(tidings, package, tmp_path, which):
    (package / "quotes.csv").write_bytes(TABLES[which])
    assert tidings("validate", package).status == 1
    for command in (["diff", package, package], ["build", package, "--out", tmp_path / "out"], ["agree", package, package]):
        assert tidings(*command).status in (0, 1, 2)
    try:
        package_of_ours.load("quotes", package)
    except TidingsError as refused:
        assert str(refused)


DESCRIPTORS = [
    "", "{", "[]", "null", "7", '"a"', "{}", '{"resources": null}', '{"resources": {}}', '{"resources": [1]}', '{"resources": [{}]}',
    '{"resources": [{"name": null, "path": "quotes.csv", "schema": {"fields": []}}]}', '{"resources": [{"name": "quotes", "path": "quotes.csv"}]}',
    '{"resources": [{"name": "quotes", "path": "quotes.csv", "schema": {"fields": [{}]}}]}', '{"resources": [], "resources": []}', "\ufeff{}",
    "[" * 100_000, '{"a": ' * 5_000, '{"resources": [{"name": "quotes", "path": "quotes.csv", "schema": {"fields": 7}}]}', "NaN",
    '{"resources": [{"name": "quotes", "path": "quotes.csv", "schema": 7}]}',
]  # fmt: skip


@pytest.mark.parametrize("text", DESCRIPTORS, ids=lambda text: text[:40])
def test_a_descriptor_that_is_none(tidings, package, tmp_path, text):
    (package / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(TidingsError):
        open_package(package).csv("quotes")
    for command in (["validate", package], ["diff", package, package], ["build", package, "--out", tmp_path / "out"]):
        assert tidings(*command).status in (1, 2)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BODY = f"<article><h1>Elba</h1><p>{TEXTS['harbour-post-2031-05-02']}</p><p>{TEXTS['river-times-2031-05-03']}</p></article>"
PAGES = {
    "entities of a file": f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body>{BODY}<p>&x;</p></body></html>',
    "entities of the network": f'<!DOCTYPE html [<!ENTITY x SYSTEM "http://example.org/">]><html><body>{BODY}<p>&x;</p></body></html>',
    "a billion laughs": f'<!DOCTYPE html [<!ENTITY l0 "ha">{LAUGHS}]><html><body>{BODY}<p>&l9;</p></body></html>',
    "links and pictures": f'<html><head><link rel=stylesheet href="http://example.org/a.css"><base href="file:///"></head><body>{BODY}<img src="/etc/passwd"></body></html>',
    "frames": f'<html><body>{BODY}<iframe src="file:///etc/passwd"></iframe><object data="/etc/passwd"></object></body></html>',
    "includes": f'<html xmlns:xi="http://www.w3.org/2001/XInclude"><body>{BODY}<xi:include href="/etc/passwd"/></body></html>',
    "scripts": f"<html><body>{BODY}<script>while(1);</script></body></html>",
    "a refresh": f'<html><head><meta http-equiv="refresh" content="0;url=http://example.org/"></head><body>{BODY}</body></html>',
    "1,000 deep": "<html><body>" + "<div>" * 1_000 + BODY + "</body></html>",
    "nothing": "", "NUL": "\0" * 100, "a tag": "<", "open comment": "<!--", "no article": "<html><body></body></html>",
}  # fmt: skip


@pytest.mark.parametrize("which", PAGES)
def test_a_page_is_read_without_following_anything(tmp_path, which):
    pytest.importorskip("trafilatura")
    (tmp_path / "page.html").write_text(PAGES[which], encoding="utf-8")
    for found in read_corpus([tmp_path / "page.html"]):
        if not isinstance(found, Unreadable):
            assert "root:" not in found.text
            assert len(found.text) < 10_000


LINES = [
    "", "{", "[]", "null", "7", '"a"', "{}", '{"id": "a"}', '{"text": "a"}', '{"id": null, "text": "a"}', '{"id": 1.5, "text": "a"}',
    '{"id": true, "text": "a"}', '{"id": "a", "text": 7}', '{"id": "a", "text": ""}', '{"id": "../a", "text": "b"}', '{"id": "a/b", "text": "c"}',
    '{"id": "a b", "text": "c"}', '{"id": "", "text": "c"}', '{"id": "a", "text": "\\ud800"}', '{"id": "a", "text": "\\u0000"}', "[" * 50_000,
    '{"id": "a", "text": "c", "published": "never"}', '{"id": "a", "text": "c", "published": 7}', '{"id": "a", "text": "c", "url": {"a": 1}}',
    '{"id": "NA", "text": "c"}', '{"id": "a", "text": "c", "language": "xx"}', '{"id": 99999999999999999999999, "text": "c"}', '{"id": NaN, "text": "c"}',
]  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:44])
def test_a_line_of_json_that_is_no_article(tidings, tmp_path, line):
    good = json.dumps({"id": "good", "text": TEXTS["river-times-2031-05-03"]})
    (tmp_path / "a.jsonl").write_text(f"{line}\n{good}\n", encoding="utf-8")
    ended = tidings("build", tmp_path / "a.jsonl", "--out", tmp_path / "out")
    assert ended.status in (0, 1)
    assert "good," in (tmp_path / "out" / "articles.csv").read_text(encoding="utf-8"), "the rest goes on"


FILES = {
    "a.txt": b"\xff\xfe\x00", "b.txt": b"", "c.txt": b"\x00" * 50, "d.jsonl.gz": b"not gzip", "e.jsonl.gz": b"\x1f\x8b\x08", "f.parquet": b"PAR1",
    "g.parquet": b"", "h.warc.gz": b"WARC", "i.warc": b"WARC/1.0\r\n\r\n", "j.html": b"\xff", "k.html": b"", "l.jsonl": b"\xff\n", "m.txt": b"\xed\xa0\x80",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_read_is_left_out_and_the_rest_goes_on(tidings, tmp_path, texts_folder, name):
    (texts_folder / name).write_bytes(FILES[name])
    ended = tidings("build", texts_folder, "--out", tmp_path / "out")
    assert ended.status in (0, 1), ended
    assert (tmp_path / "out" / "datapackage.json").is_file()
    assert tidings("validate", tmp_path / "out").status == 0
