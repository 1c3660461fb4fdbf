"""The whole way, from sources to a package. The seeds: `test_seeding.py`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tidings.build_report import Report
from tidings.making import build_corpus
from tidings.read.corpus import read_table


def package(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def run(*arguments, cwd, **environment):
    """The command in a process of its own, as a user calls it."""
    env = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-m", "tidings", *map(str, arguments)], cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def example(tmp_path_factory, root):
    folder = tmp_path_factory.mktemp("example")
    report = build_corpus([root / "examples" / "corpus"], folder, Report())
    return folder, report


def test_the_example_gives_the_tables_that_are_kept_beside_it(example, root):
    """A change of the coder shows here cell by cell: `git diff examples/expected` after `nox -s example`."""
    folder, _ = example
    expected = package(root / "examples" / "expected")
    assert {name: data.decode() for name, data in package(folder).items()} == {name: data.decode() for name, data in expected.items()}


def test_the_example_tells_where_reports_disagree(example):
    _, report = example
    assert report.articles == 5
    assert report.conflicts


def test_every_span_is_the_very_words_of_its_text(example, root):
    folder, _ = example
    words = {
        "quotes": "quote_text",
        "figures": "figure_text",
        "mentions": "mention_text",
        "dates": "date_text",
        "event_reports": "trigger_text",
        "evidence": "evidence_text",
    }
    checked = 0
    for table, column in words.items():
        for row in read_table(folder / f"{table}.csv"):
            text = (root / "examples" / "corpus" / f"{row['article_id']}.txt").read_bytes().decode("utf-8")
            if row[column]:
                assert text[int(row["start"]) : int(row["end"])] == row[column]
                checked += 1
    assert checked > 100


def test_other_locale_time_zone_hash_seed_and_folder_give_the_same_bytes(example, root, tmp_path):
    folder, _ = example
    shutil.copytree(root / "examples" / "corpus", tmp_path / "elsewhere")
    settings = {"LC_ALL": "C", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4711", "PYTHONPATH": str(root)}
    done = run("build", tmp_path / "elsewhere", "--out", tmp_path / "out", "--workers", "2", cwd=tmp_path, **settings)
    assert done.returncode == 0, done.stderr
    assert package(tmp_path / "out") == package(folder)


def test_one_article_more_renames_no_id_of_the_others(example, root, tmp_path):
    folder, _ = example
    shutil.copytree(root / "examples" / "corpus", tmp_path / "more")
    (tmp_path / "more" / "aaa-first-2021-03-12.txt").write_text(
        "Colonel Yusuf Qarani marched on Tamrit on March 12, 2021, and 12 men were killed.\n", encoding="utf-8"
    )
    build_corpus([tmp_path / "more"], tmp_path / "out", Report())
    for table, key in {"quotes": "utterance_id", "event_reports": "event_id", "figures": "claim_id", "mentions": "actor_id"}.items():

        def ids(place, table=table, key=key):
            return {(row["article_id"], row["start"], row["end"]): row[key] for row in read_table(place / f"{table}.csv")}

        before, after = ids(folder), ids(tmp_path / "out")
        assert {span: value for span, value in after.items() if span in before} == before


def test_a_corpus_with_bad_articles_is_built_without_them_and_says_so(tmp_path, root):
    rows = [json.dumps({"id": "good", "text": "Rain fell in Paris."}), "{", json.dumps({"id": "empty", "text": ""})]
    (tmp_path / "c.jsonl").write_text("\n".join(rows), encoding="utf-8")
    done = run("build", tmp_path / "c.jsonl", "--out", tmp_path / "out", cwd=root)
    assert done.returncode == 1
    assert f"{tmp_path / 'c.jsonl'}:2: not a JSON object" in done.stdout
    assert "1 articles, 2 left out" in done.stdout
    assert [row["article_id"] for row in read_table(tmp_path / "out" / "articles.csv")] == ["good"]


def test_no_readable_article_leaves_the_last_good_package(tmp_path, root):
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "good", "text": "Rain fell in Paris."}), encoding="utf-8")
    build_corpus([tmp_path / "c.jsonl"], tmp_path / "out", Report())
    before = package(tmp_path / "out")
    (tmp_path / "c.jsonl").write_text("{", encoding="utf-8")
    done = run("build", tmp_path / "c.jsonl", "--out", tmp_path / "out", cwd=root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert package(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["build", "no-such-folder", "--out", "x"], "no such file or folder"),
        (["build", "seeds"], "--out DIR"),
        (["build", "--texts", "no-such-folder"], "no such folder"),
        (["frobnicate"], "frobnicate"),
        (["show", "no-such-article"], "no such article"),
    ],
)
def test_wrong_use_is_one_message_without_a_traceback(arguments, says, root):
    done = run(*arguments, cwd=root)
    assert done.returncode in (1, 2)
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_no_sentence_of_a_publisher_is_in_the_repository(root, texts):
    """Thirteen words in a row outside quotation marks, as in a seed text, are a publisher's prose."""
    import re

    word = re.compile(r"[^\W_]+")
    speech = re.compile(r"“[^”]*(?:”|\Z)|‘(?:[^’]|’(?=\w))*(?:’(?!\w)|\Z)|^[^“”]*”", re.M)
    known = set()
    for path in sorted(texts.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            spoken = [match.span() for match in speech.finditer(line)]
            words = [(m[0].casefold(), any(s <= m.start() < e for s, e in spoken)) for m in word.finditer(line)]
            for start in range(len(words) - 12):
                run_of = words[start : start + 13]
                if not all(inside for _, inside in run_of):
                    known.add(" ".join(each for each, _ in run_of))
    assert known
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        try:
            words_here = [m[0].casefold() for m in word.finditer(Path(root / name).read_text(encoding="utf-8"))]
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found = [run_of for start in range(len(words_here) - 12) if (run_of := " ".join(words_here[start : start + 13])) in known]
        assert not found, f"{name} holds a publisher's prose: {found[:3]}"


def test_an_article_whose_rows_break_a_rule_is_left_out_and_the_rest_is_built(tmp_path, monkeypatch):
    """The coder is made to give one article a quote outside its text."""
    from tidings.code.coder import code
    from tidings.shards import task

    def broken(article):
        coding = code(article)
        if article.article_id == "bad":
            coding.quotes[0].end += 10_000
        return coding

    rows = [{"id": name, "text": "“We will stay,” Ada Pell said on Monday."} for name in ("good", "bad")]
    (tmp_path / "c.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(task, "code", broken)
    report = build_corpus([tmp_path / "c.jsonl"], tmp_path / "out", Report())
    (bad,) = report.unreadable
    assert "its rows break a rule: quotes" in bad.reason
    assert bad.line == 2
    assert [row["article_id"] for row in read_table(tmp_path / "out" / "articles.csv")] == ["good"]
