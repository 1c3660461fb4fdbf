"""The commands that read sources: options, what the package says of itself, and a console that has not every letter."""

import json
import os
import subprocess
import sys
import tomllib

import pytest
from reading import BODY
from typer.testing import CliRunner

from tidings.cli import app
from tidings.errors import TidingsError, UsageError
from tidings.publish.descriptor import corpus_metadata, read_metadata
from tidings.publish.new_metadata import init_metadata


def test_a_package_names_nobody_until_somebody_is_named(tmp_path):
    source = tmp_path / "Aldmouth news"
    source.mkdir()
    (source / "quay.jsonl").write_text(json.dumps({"nr": "quay", "words": BODY}), encoding="utf-8")
    path = init_metadata(source)
    facts = tomllib.loads(path.read_text(encoding="utf-8"))
    assert (facts["name"], facts["title"]) == ("aldmouth-news", "Aldmouth news as tidy tables")
    assert not {"contributors", "licenses"} & facts.keys()
    result = CliRunner().invoke(app, ["build", str(source), "--fields", "id=nr,text=words", "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert f"warning   the package names nobody as its maker and no licence; fill in {path}" in result.output.replace("\n", " ")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["name"], package.get("contributors"), package.get("licenses")) == ("aldmouth-news", None, None)


def test_without_metadata_a_package_is_nobodys():
    assert not {"contributors", "licenses"} & corpus_metadata().keys()


def test_the_comments_of_the_template_can_be_taken_away(tmp_path):
    path = init_metadata(tmp_path)
    commented = ("# [[", "# title", "# path", "# roles", "# name =", "# updated")
    lines = [line[2:] if line.startswith(commented) else line for line in path.read_text().splitlines()]
    path.write_text("\n".join(lines))
    assert read_metadata(path)["contributors"] == [{"title": "Your name", "path": "https://orcid.org/0000-0000-0000-0000", "roles": ["creator"]}]
    with pytest.raises(UsageError, match="is there already"):
        init_metadata(tmp_path)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("version = 1.0", r"version = 1\.0: write three numbers in quotation marks"),
        ('name = "My corpus"', "name = 'My corpus': write it in lower case"),
        ('contributors = "me"', "contributors = 'me': write a block for each"),
        ("title = ", "not TOML"),
    ],
)
def test_a_fact_of_another_form_is_named_with_its_file(line, says, tmp_path):
    path = tmp_path / "metadata.toml"
    path.write_text(f"{line}\n{'' if 'name' in line else 'name = ' + chr(34) + 'a' + chr(34)}\n", encoding="utf-8")
    with pytest.raises(TidingsError, match=f"metadata.toml: .*{says}"):
        read_metadata(path, ("name",))


def test_a_console_without_the_letter_shows_its_number(tmp_path):
    rows = [{"id": "quay", "words": BODY}, {"id": "rail", "wörter": BODY}]
    (tmp_path / "news.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    command = ["init-coding", str(tmp_path / "news.jsonl"), "--fields", "text=words", "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-m", "tidings", *command], capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"}, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"keys are 'id', 'w\\xf6rter'" in done.stdout


def test_the_core_reads_texts_rows_tables_and_exports(tmp_path):
    (tmp_path / "quay.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "rail.json").write_text(json.dumps([{"id": "rail", "text": BODY}]), encoding="utf-8")
    (tmp_path / "rope.csv").write_text("id,text\nrope,The rope is new.\n", encoding="utf-8")
    export = "   1 of 1 DOCUMENTS\n\n          Bell\n\n          May 4, 2031\n\nTide\n\nLENGTH: 4 words\n\nThe tide was high.\n"
    (tmp_path / "bell.txt").write_text(export, encoding="utf-8")
    (tmp_path / "page.html").write_text("<html><body><p>x</p></body></html>", encoding="utf-8")
    script = f"""
import sys
from pathlib import Path
for name in ("trafilatura", "docx", "zstandard", "charset_normalizer", "warcio", "brotli"):
    sys.modules[name] = None
from tidings.errors import TidingsError
from tidings.read.corpus import read_corpus
found = read_corpus([Path({str(tmp_path)!r})])
try:
    for each in found:
        print(each.article_id)
except TidingsError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["bell-txt-1", "a web page needs the package trafilatura: pip install 'tidings[html]'"]
    (tmp_path / "page.html").unlink()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["bell-txt-1", "quay", "rail", "rope"]
