"""The seed corpus: the machine's coding, with the texts or as kept, and the readers' over it, which is what is published."""

import csv
import shutil

import pytest

from tidings.build_report import Report
from tidings.coding.excerpts import MOST_WORDS, count_words
from tidings.coding.refusals import RefusedRows
from tidings.errors import TidingsError
from tidings.read.corpus import read_table
from tidings.seeding import build_seeds, code_seeds

BUILT = ("data", "seeds", "datapackage.json", "croissant.json", "CITATION.cff")


@pytest.fixture
def project(root, tmp_path, monkeypatch):
    """What a build of the seeds reads and writes, without the history and the texts."""
    monkeypatch.delenv("TIDINGS_TEXTS", raising=False)
    folder = tmp_path / "project"
    folder.mkdir()
    for name in ("seeds", "schemas", "data", "docs", "metadata.toml", "README.md", "CITATION.cff", "croissant.json"):
        source = root / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("texts"))
        elif source.exists():
            shutil.copy(source, folder / name)
    return folder


def files(folder):
    """Relative path -> bytes of all that a build writes, and of the seeds."""
    paths = [folder / name for name in BUILT]
    paths = [path for each in paths for path in (sorted(each.rglob("*")) if each.is_dir() else [each]) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def rewrite(path, change):
    """Change the rows of a CSV file: `change` takes and gives a list of them."""
    rows = read_table(path)
    header = list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(change(rows))


def test_without_the_texts_the_seeds_are_what_is_committed(root, project):
    report = build_seeds(project, None, Report())
    assert files(project) == files(root)
    assert not [line for line in report.warnings if "older coder" in line]
    assert any("for form only" in line for line in report.warnings)


def test_with_the_texts_the_seeds_are_what_is_committed(root, project, texts):
    build_seeds(project, texts, Report())
    assert files(project) == files(root)


def test_where_one_text_is_at_hand_it_is_coded_afresh_and_the_others_are_as_kept(root, project, texts, tmp_path):
    (tmp_path / "one").mkdir()
    name = read_table(project / "seeds" / "pointers.csv")[0]["source_file"]
    shutil.copy(texts / name, tmp_path / "one" / name)
    told = []
    build_seeds(project, tmp_path / "one", Report(told=told.append))
    assert files(project) == files(root)
    assert sum("coded afresh" in line for line in told) == 1
    assert sum("kept coding used" in line for line in told) == 4


def test_a_text_with_the_wrong_hash_stops_the_build_and_writes_nothing(project, tmp_path):
    pointer = read_table(project / "seeds" / "pointers.csv")[0]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / pointer["source_file"]).write_text("Another text.", encoding="utf-8")
    before = files(project)
    with pytest.raises(TidingsError, match=pointer["text_sha256"]):
        build_seeds(project, tmp_path / "texts", Report())
    assert files(project) == before


def test_a_kept_coding_of_another_text_stops_the_build(project):
    path = project / "seeds" / "pointers.csv"
    digest = read_table(path)[0]["text_sha256"]
    path.write_text(path.read_text(encoding="utf-8").replace(digest, "0" * 64), encoding="utf-8")
    with pytest.raises(TidingsError, match="coded from another text"):
        build_seeds(project, None, Report())


def test_where_neither_text_nor_kept_coding_is_there_the_build_says_what_to_do(project):
    rewrite(project / "seeds" / "machine" / "articles.csv", lambda rows: rows[1:])
    for table in ("quotes", "figures", "event_reports", "mentions", "dates", "evidence"):
        rewrite(project / "seeds" / "machine" / f"{table}.csv", lambda rows: [row for row in rows if row["article_id"] != "daily-mail-2019-04-06"])
    with pytest.raises(TidingsError, match=r"its text is not at hand; name the folder of the texts with --texts"):
        build_seeds(project, None, Report())
    shutil.rmtree(project / "seeds" / "machine")
    with pytest.raises(TidingsError, match=r"no kept coding.*--texts"):
        build_seeds(project, None, Report())


def test_a_kept_coding_of_an_older_coder_is_used_with_a_warning(project):
    rewrite(project / "seeds" / "machine" / "articles.csv", lambda rows: [{**row, "coder": "tidings 0.0 (0)"} for row in rows])
    report = Report()
    corpus = code_seeds(project, None, report)
    assert len(corpus.machine["quotes"]) > 50
    older = [line for line in report.warnings if "made by an older coder; build once with the texts at hand" in line]
    assert [line.split(":")[0] for line in older] == [row["article_id"] for row in read_table(project / "seeds" / "pointers.csv")]


def test_without_a_reading_the_machines_coding_is_published_as_the_machines(project):
    shutil.rmtree(project / "seeds" / "reading")
    build_seeds(project, None, Report())
    for table in ("quotes", "figures", "event_reports"):
        rows = read_table(project / "data" / f"{table}.csv")
        assert {row["review"] for row in rows} == {"machine"}
        assert len(rows) == len(read_table(project / "seeds" / "machine" / f"{table}.csv"))


def test_an_article_that_no_reader_read_is_the_machines_and_the_rest_the_readers(project):
    left = "daily-mail-2019-04-06"
    for path in sorted((project / "seeds" / "reading").glob("*.csv")):
        rows = read_table(path)
        if rows and "article_id" in rows[0]:
            rewrite(path, lambda rows: [row for row in rows if row["article_id"] != left])
    reports = {row["report_id"] for row in read_table(project / "seeds" / "reading" / "event_reports.csv")}
    rewrite(project / "seeds" / "reading" / "report_actors.csv", lambda rows: [row for row in rows if row["report_id"] in reports])
    coding = code_seeds(project, None, Report()).coding
    assert {row["review"] for row in coding["quotes"] if row["article_id"] == left} == {"machine"}
    assert "machine" not in {row["review"] for row in coding["quotes"] if row["article_id"] != left}


def test_a_row_of_the_reading_that_is_not_in_its_text_is_named_and_nothing_is_written(project, texts):
    path = project / "seeds" / "reading" / "figures.csv"
    rewrite(path, lambda rows: [{**rows[0], "figure_text": "ninety zeppelins"}, *rows[1:]])
    before = files(project)
    with pytest.raises(RefusedRows, match=r"figures\.csv:2: figure_text: \"ninety zeppelins\"") as told:
        build_seeds(project, texts, Report())
    assert "nothing was written" in str(told.value)
    assert files(project) == before


def test_a_reference_of_the_reading_that_leads_nowhere_is_named_without_the_texts_too(project):
    path = project / "seeds" / "reading" / "quotes.csv"
    rewrite(path, lambda rows: [{**rows[0], "speaker_actor_id": "nobody-at-all"}, *rows[1:]])
    with pytest.raises(RefusedRows, match=r"quotes\.csv:2: speaker_actor_id: \"nobody-at-all\""):
        build_seeds(project, None, Report())


def test_review_says_how_each_row_stands_to_the_machines(project):
    coding = code_seeds(project, None, Report()).coding
    quotes = {row["review"] for row in coding["quotes"]}
    assert quotes <= {"confirmed", "changed", "added"}
    machine = {(row["article_id"], row["start"], row["end"]) for row in read_table(project / "seeds" / "machine" / "quotes.csv")}
    confirmed = [row for row in coding["quotes"] if row["review"] == "confirmed"]
    assert confirmed
    assert all((row["article_id"], str(row["start"]), str(row["end"])) in machine for row in confirmed)


def test_no_coding_of_the_seeds_holds_more_of_a_reporters_prose_than_may_be_published(root):
    for coding in ("machine", "reading"):
        folder = root / "seeds" / coding
        for row in read_table(folder / "quotes.csv"):
            assert row["quote_type"] != "indirect" or count_words(row["quote_text"]) <= MOST_WORDS
        for row in read_table(folder / "evidence.csv"):
            assert count_words(row["evidence_text"]) <= MOST_WORDS


@pytest.mark.parametrize("name", ["pointers", "authority", "judgements"])
def test_a_seed_file_that_lacks_a_column_is_named(project, name):
    path = project / "seeds" / f"{name}.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    last = header.rstrip("\n").split(",")[-1]
    path.write_text(header.replace(last, "notes") + "".join(rows), encoding="utf-8")
    with pytest.raises(TidingsError, match=rf"seeds/{name}\.csv:1: .*the columns are not those of the schema.* — add {last} and remove notes"):
        build_seeds(project, None, Report())


def test_a_column_that_no_coding_has_is_named_with_the_nearest(project):
    path = project / "seeds" / "reading" / "quotes.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("speaker_actor_id", "speaker_actor", 1), encoding="utf-8")
    with pytest.raises(TidingsError, match="no column is called speaker_actor; did you mean speaker_actor_id"):
        build_seeds(project, None, Report())


def test_a_code_that_no_list_holds_is_named_before_any_work(project):
    path = project / "seeds" / "judgements.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\nA,B,high,curator,perhaps,curator,\n", encoding="utf-8")
    with pytest.raises(TidingsError, match=r"perhaps.*not in the codelist"):
        build_seeds(project, None, Report())
