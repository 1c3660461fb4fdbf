"""Copies of articles: found by their words, in work that grows with the number of articles."""

from __future__ import annotations

import random
import time

from small import write

from tidings.build_report import Report
from tidings.link.copies import near_copies, signature
from tidings.making import build_corpus
from tidings.read.corpus import read_table


def words(seed: str, count: int = 300) -> list[str]:
    """Words that nobody wrote."""
    dice = random.Random(seed)
    return ["".join(dice.choice("abcdefghijklmnop") for _ in range(5)) for _ in range(count)]


def article(day: str, name: str, text: str) -> tuple[str, str, str, bytes]:
    return day, name, str(hash(text)), signature(text)


def test_a_reprint_with_another_first_line_and_an_updated_version_are_copies_of_the_earliest():
    report = words("wire")
    told = [
        article("2021-03-02", "reprint", " ".join(["As", "told", "by", "the", "agency", *report])),
        article("2021-03-01", "wire", " ".join(report)),
        article("2021-03-03", "update", " ".join([*report, *words("more", 20)])),
        article("2021-03-03", "same", " ".join(report)),
        article("2021-03-04", "half", " ".join([*report[:150], *words("other", 150)])),
        article("2021-03-04", "another", " ".join(words("another"))),
    ]
    assert near_copies(told) == {"reprint": "wire", "update": "wire", "same": "wire"}
    assert near_copies(reversed(told)) == near_copies(told)


def test_texts_too_short_to_tell_are_copies_only_word_for_word():
    text = "Rain fell in Brask."
    assert signature(text) == b""
    assert near_copies(
        [article("2021-03-01", "one", text), article("2021-03-01", "two", text), article("2021-03-01", "three", text + " Again.")]
    ) == {"two": "one"}


def test_a_signature_is_the_same_on_every_machine():
    numbers = signature(" ".join(words("fixed")))
    assert len(numbers) == 512
    assert numbers[:8].hex() == FIXED


FIXED = "21893e1e73b97b0a"


def test_the_work_grows_with_the_number_of_articles():
    texts = [" ".join(words(f"text {number}", 60)) for number in range(4000)]
    told = [article("2021-03-01", f"a{number:05}", text) for number, text in enumerate(texts)]
    told += [article("2021-03-02", f"b{number:05}", text) for number, text in enumerate(["x " + text for text in texts[:500]])]

    def seconds(count: int) -> float:
        start = time.perf_counter()
        near_copies(told[:count])
        return time.perf_counter() - start

    once, twice = min(seconds(2000) for _ in range(3)), min(seconds(4000) for _ in range(3))
    assert twice < 4 * once + 0.05
    assert len(near_copies(told)) == 500


def test_a_package_names_its_copies_and_counts_their_sources_once(tmp_path):
    texts = write(tmp_path / "texts", 3)
    told = (texts / "a0.txt").read_text(encoding="utf-8")
    (texts / "b0.txt").write_text("From an agency.\n\n" + told, encoding="utf-8")
    with (texts / "articles.csv").open("a", encoding="utf-8") as file:
        file.write("b0.txt,Herald,2021-03-25\n")
    build_corpus([texts], tmp_path / "out", Report())
    assert {row["article_id"]: row["copy_of_article_id"] for row in read_table(tmp_path / "out" / "articles.csv")}["b0"] == "a0"
    claims = [row for row in read_table(tmp_path / "out" / "claims.csv") if row["n_articles"] == "2" and row["n_figures"] == "2"]
    assert claims
    assert {row["n_sources"] for row in claims} == {"1"}
    build_corpus([tmp_path / "out"], tmp_path / "again", Report())  # a package is a coding, and tells of its copies
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == {
        path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()
    }
