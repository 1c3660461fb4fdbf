"""Codings by the command line: `code`, `build --coding`, `--fill`, `--leave-out`, `agree`. What a person reads, and the exit status."""

import contextlib
import csv
import io
import json
import sys
from dataclasses import dataclass

import pytest

from tidings.cli import main
from tidings.read.corpus import read_table

TEXTS = {
    "post-1": "Mayor Ada Quill said on Thursday that rebels had seized Elba. “We lost 40 boats,” Quill told reporters.\n",
    "times-2": "At least 30 people were killed in Elba, the mayor said. “Nobody sails from here,” said Ben Rider, a pilot.\n",
}
QUOTES = "article_id,quote_text,speaker_text,speaker_actor_id\n"
ACTORS = "actor_id,name,actor_type\nada-quill,Ada Quill,person\nben-rider,Ben Rider,person\n"


@dataclass
class Done:
    returncode: int
    stdout: str
    stderr: str


def tidings(*arguments, cwd):
    """The command as a user calls it, in this process: its exit status and what it prints."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv
    sys.argv = ["tidings", *map(str, arguments)]
    try:
        with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
            patch.delenv("TIDINGS_TEXTS", raising=False)
            with pytest.raises(SystemExit) as stop:
                main()
    finally:
        sys.argv = before
    return Done(int(stop.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A corpus of two texts, its package and the machine's coding of it, made once."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    for arguments in (("build", "texts", "--out", "package"), ("code", "texts", "--out", "machine")):
        done = tidings(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder


def coding(folder, quotes, actors=ACTORS, **more):
    """A reader's coding in `folder`."""
    folder.mkdir()
    for name, text in {"quotes": quotes, "actors": actors, **more}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def rows(package, table, article=None):
    return [row for row in read_table(package / f"{table}.csv") if article in (None, row.get("article_id"))]


def no_traceback(done):
    assert done.stderr.startswith("error: ") or not done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_code_writes_the_machines_coding_and_building_from_it_gives_the_machines_package(made, tmp_path):
    assert {path.name for path in (made / "machine").iterdir()} >= {"articles.csv", "quotes.csv", "event_reports.csv", "report_actors.csv"}
    done = tidings("build", made / "texts", "--coding", made / "machine", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for path in (made / "package").iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes(), path.name


def test_code_in_parquet_is_the_same_coding(made, tmp_path):
    assert tidings("code", made / "texts", "--out", tmp_path / "coding", "--parquet", cwd=tmp_path).returncode == 0
    assert {path.suffix for path in (tmp_path / "coding").iterdir()} == {".parquet"}
    done = tidings("build", made / "texts", "--coding", tmp_path / "coding", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "quotes.csv").read_bytes() == (made / "package" / "quotes.csv").read_bytes()


def test_a_coding_stands_in_the_machines_place_article_by_article(made, tmp_path):
    given = coding(tmp_path / "ada", QUOTES + "times-2,Nobody sails from here,Ben Rider,ben-rider\n")
    done = tidings("build", made / "texts", "--coding", given, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "given: 1 quotes, 0 figures" in done.stdout
    (quote,) = rows(tmp_path / "out", "quotes", "times-2")
    start = TEXTS["times-2"].index("Nobody")
    assert (quote["start"], quote["quote_type"], quote["speaker_actor_id"], quote["method"]) == (str(start), "direct", "ben-rider", "reader")
    assert rows(tmp_path / "out", "figures", "times-2") == []
    assert {row["review"] for row in rows(tmp_path / "out", "quotes", "post-1")} == {"machine"}


def test_what_the_coding_lacks_the_machine_fills_when_asked(made, tmp_path):
    given = coding(tmp_path / "ada", QUOTES + "times-2,Nobody sails from here,Ben Rider,ben-rider\n")
    done = tidings("build", made / "texts", "--coding", given, "--fill", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(rows(tmp_path / "out", "quotes", "times-2")) == 1
    assert [row["figure_text"] for row in rows(tmp_path / "out", "figures", "times-2")] == [
        row["figure_text"] for row in rows(made / "package", "figures", "times-2")
    ]


def test_of_two_codings_the_last_that_holds_an_article_speaks(made, tmp_path):
    first = coding(tmp_path / "ada", QUOTES + "times-2,Nobody sails from here,Ben Rider,ben-rider\npost-1,We lost 40 boats,Quill,ada-quill\n")
    last = coding(tmp_path / "ben", QUOTES + "times-2,Nobody sails,a pilot,ben-rider\n")
    done = tidings("build", made / "texts", "--coding", first, "--coding", last, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert [row["quote_text"] for row in rows(tmp_path / "out", "quotes")] == ["We lost 40 boats", "Nobody sails"]


MADE_UP = QUOTES + "times-2,Nobody sails from here,Ben Rider,ben-rider\ntimes-2,The sea belongs to whoever sails it,Ben Rider,ben-rider\n"


def test_words_that_nobody_wrote_are_refused_and_nothing_is_written(made, tmp_path):
    done = tidings("build", made / "texts", "--coding", coding(tmp_path / "llm", MADE_UP), "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "1 row refused; nothing was written. Mend them, or build with --leave-out." in done.stderr
    assert 'quotes.csv:3: quote_text: "The sea belongs to whoever sails it"' in done.stderr
    assert not (tmp_path / "out").exists()
    no_traceback(done)


def test_refused_rows_that_are_left_out_lie_in_refused_csv_and_the_rest_is_built(made, tmp_path):
    given = coding(tmp_path / "llm", MADE_UP)
    done = tidings("build", made / "texts", "--coding", given, "--leave-out", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "refused   1 rows of the given codings: see" in done.stdout
    assert [row["quote_text"] for row in rows(tmp_path / "out", "quotes", "times-2")] == ["Nobody sails from here"]
    with (tmp_path / "out" / "refused.csv").open(encoding="utf-8", newline="") as file:
        (refused,) = csv.DictReader(file)
    assert (refused["line"], refused["table"], refused["column"]) == ("3", "quotes", "quote_text")
    assert refused["value"] == "The sea belongs to whoever sails it"
    assert refused["what_to_do"]
    no_traceback(done)
    # Mended, the coding is taken whole, and the table of refused rows is gone.
    (given / "quotes.csv").write_text(QUOTES + "times-2,Nobody sails from here,Ben Rider,ben-rider\n", encoding="utf-8")
    done = tidings("build", made / "texts", "--coding", given, "--leave-out", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "out" / "refused.csv").exists()


def test_the_package_that_lacks_refused_rows_is_valid(made, tmp_path):
    tidings("build", made / "texts", "--coding", coding(tmp_path / "llm", MADE_UP), "--leave-out", "--out", tmp_path / "out", cwd=tmp_path)
    done = tidings("validate", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("quotes", "says"),
    [
        ("article_id,quote_text,speakertext\ntimes-2,Nobody sails,Ben\n", "no column is called speakertext; did you mean speaker_text?"),
        (QUOTES + "times-3,Nobody sails from here,,\n", 'article_id: "times-3": no such article; did you mean times-2?'),
        (QUOTES + "times-2,Nobody sails from here,Ben Rider,ben\n", 'speaker_actor_id: "ben": no row of actors has this actor_id'),
        ("article_id,quote_text,stance\ntimes-2,Nobody sails from here,shout\n", 'stance: "shout"'),
        ("article_id;quote_text\ntimes-2;Nobody sails\n", "semicolons"),
        ("", "the file is empty"),
    ],
)
def test_what_is_wrong_with_a_coding_is_said_in_one_line_with_its_place(made, tmp_path, quotes, says):
    done = tidings("build", made / "texts", "--coding", coding(tmp_path / "c", quotes), "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 1
    assert "quotes.csv" in done.stderr
    assert says in done.stderr
    assert not (tmp_path / "out").exists()
    no_traceback(done)


def test_a_coding_that_is_not_there_is_wrong_use(made, tmp_path):
    done = tidings("build", made / "texts", "--coding", "no-such-coding", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "no-such-coding: no such file or folder" in done.stderr
    no_traceback(done)


def test_a_coding_without_the_texts_says_to_name_them(made, tmp_path):
    given = coding(tmp_path / "ada", QUOTES + "times-2,Nobody sails from here,Ben Rider,ben-rider\n")
    done = tidings("build", "--coding", given, "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode != 0
    assert not (tmp_path / "out").exists()
    no_traceback(done)


def test_a_coding_without_out_says_to_name_it(made, tmp_path):
    done = tidings("build", "--coding", made / "machine", cwd=tmp_path)
    assert (done.returncode, "--out DIR" in done.stderr) == (2, True)


def test_a_package_is_a_coding_by_itself(made, tmp_path):
    done = tidings("build", "--coding", made / "package", "--out", tmp_path / "one", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = tidings("build", made / "package", "--texts", made / "texts", "--out", tmp_path / "two", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "spans against the texts of 2 of 2 articles" in done.stdout
    for path in (made / "package").iterdir():
        assert (tmp_path / "one" / path.name).read_bytes() == path.read_bytes(), path.name
        assert (tmp_path / "two" / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_coding_agrees_with_itself_and_says_where_it_differs_from_another(made, tmp_path):
    pytest.importorskip("krippendorff")
    same = tidings("agree", made / "machine", made / "machine", "--format", "json", cwd=tmp_path)
    assert same.returncode == 0, same.stderr
    assert json.loads(same.stdout)
    other = tmp_path / "other"
    other.mkdir()
    for path in (made / "machine").iterdir():
        (other / path.name).write_bytes(path.read_bytes())
    (other / "figures.csv").write_text((other / "figures.csv").read_text(encoding="utf-8").replace("at_least", "at_most"), encoding="utf-8")
    done = tidings("agree", made / "machine", other, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "at_least" in done.stdout
    assert "at_most" in done.stdout


def test_agreement_of_what_is_no_coding_is_one_message(made, tmp_path):
    done = tidings("agree", made / "machine", tmp_path, cwd=tmp_path)
    assert done.returncode != 0
    assert "no table of a coding" in done.stderr
    no_traceback(done)


def test_empty_tables_for_coders_are_a_coding_of_nothing_yet(made, tmp_path):
    done = tidings("init-coding", made / "texts", "--out", tmp_path / "mine", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "2 articles to code" in done.stdout
    assert (tmp_path / "mine" / "README.md").is_file()
    assert (tmp_path / "mine" / "quotes.csv").read_text(encoding="utf-8").startswith("quote_id,article_id,quote_text,")
