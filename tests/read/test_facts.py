"""What files say of their articles: names that other tools use, days in all forms, tables beside a folder."""

import json
import unicodedata

import pytest
from reading import BODY, Read

from tidings.errors import UsageError
from tidings.read.days import AmbiguousDay, day_of
from tidings.read.options import read_options


def one(tmp_path, row, **options):
    (tmp_path / "news.json").write_text(json.dumps([row]), encoding="utf-8")
    return Read(tmp_path, **options)


# What each tool writes of one article.
URL, SITE, TIME = "https://bell.example/1", "bell.example", "2031-05-04 06:00:00"
TOOLS = {
    "news-please": {"maintext": BODY, "authors": ["Ilse Marr"], "date_publish": TIME, "source_domain": SITE, "title": "Quay", "url": URL},
    "fundus": {"plaintext": BODY, "authors": ["Ilse Marr"], "publishing_date": f"{TIME}+00:00", "publisher": SITE, "title": "Quay", "url": URL},
    "trafilatura": {"text": BODY, "author": "Ilse Marr", "date": "2031-05-04", "hostname": SITE, "title": "Quay", "source": URL, "id": None},
    "Media Cloud": {"text": BODY, "byline": "Ilse Marr", "publish_date": "2031-05-04", "media_name": SITE, "title": "Quay", "url": URL},
    "GDELT": {
        "content": BODY, "author": "Ilse Marr", "seendate": "20310504T061500Z", "domain": SITE, "title": "Quay", "url": URL, "language": "English",
    },
    "WordPress": {
        "content": {"rendered": BODY}, "author": {"name": "Ilse Marr"}, "date": TIME, "outlet": SITE, "title": {"rendered": "Quay"}, "link": URL,
    },
}  # fmt: skip


@pytest.mark.parametrize("tool", TOOLS)
def test_the_names_of_other_tools_are_known(tool, tmp_path):
    article = one(tmp_path, TOOLS[tool]).one
    assert (article.title, article.byline, article.published, article.outlet, article.url, article.language) == (
        "Quay", "Ilse Marr", "2031-05-04", "bell.example", "https://bell.example/1", "en",
    )  # fmt: skip


def test_a_body_in_sections_is_read_with_its_headlines(tmp_path):
    body = {"summary": ["The quay is shut."], "sections": [{"headline": ["Works"], "paragraphs": ["They begin soon.", "They end late."]}]}
    assert one(tmp_path, {"title": "Quay", "body": body}).one.text == "The quay is shut.\n\nWorks\n\nThey begin soon.\n\nThey end late."


def test_fields_that_nobody_knows_are_named_by_the_user(tmp_path):
    (tmp_path / "news.jsonl").write_text(json.dumps({"nr": 7, "words": BODY, "day": "4 May 2031"}), encoding="utf-8")
    article = Read(tmp_path, fields="id=nr,text=words,published=day").one
    assert (article.article_id, article.published) == ("7", "2031-05-04")
    assert "keys are 'nr', 'words', 'day': name yours with --fields text=KEY" in Read(tmp_path).bad[0]


@pytest.mark.parametrize("wrong", [{"fields": "body"}, {"fields": "words=body"}, {"encoding": "cp9999"}, {"dates": "year-first"}, {"language": "de"}])
def test_options_that_are_none_are_wrong_use(wrong):
    with pytest.raises(UsageError, match="--"):
        read_options(**wrong)


def test_a_fact_that_no_cell_can_hold_is_left_empty_and_remarked(tmp_path):
    read = one(tmp_path, {"id": "a", "text": BODY, "byline": ["Ilse Marr", "Jo Tan"], "outlet": {"rank": 3}, "url": "the third page", "rights": True})
    assert (read.one.byline, read.one.outlet, read.one.url, read.one.rights) == ("Ilse Marr, Jo Tan", None, None, None)
    assert "facts that no cell can hold: it is empty there: 3" in read.remark("facts")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2031-05-04", "2031-05-04"),
        ("2031-05-04T23:30:00-05:00", "2031-05-04"),
        ("2031-05-04 23:30", "2031-05-04"),
        ("2031-5-4", "2031-05-04"),
        ("2031/05/04", "2031-05-04"),
        ("Sun, 04 May 2031 06:00:00 +0100", "2031-05-04"),
        ("4 May 2031", "2031-05-04"),
        ("4th of May 2031", "2031-05-04"),
        ("May 4, 2031 Sunday", "2031-05-04"),
        ("Sunday, May 4, 2031 at 5pm", "2031-05-04"),
        ("May 4, 2031 Sunday 9:20 AM GMT", "2031-05-04"),
        ("Updated 4 May 2031", "2031-05-04"),
        ("4. May 2031", "2031-05-04"),
        ("20310504", "2031-05-04"),
        ("20310504T061500Z", "2031-05-04"),
        ("1935640800", "2031-05-04"),
        ("1935640800000", "2031-05-04"),
        ("24/05/2031", "2031-05-24"),
        ("05/24/2031", "2031-05-24"),
        ("May 2031", "2031-05"),
        ("2031", "2031"),
        ("2031-05~", "2031-05~"),
        ("2031-05-04/2031-05-06", "2031-05-04/2031-05-06"),
    ],
)
def test_days_in_the_usual_forms(words, day):
    assert day_of(words) == day


@pytest.mark.parametrize(
    "words", ["yesterday", "10", "Sunday", "May 4", "31 February 2031", "2031-13-01", "99999999", "a Sunday in May, it was 2031"]
)
def test_what_is_no_day_is_not_guessed(words):
    with pytest.raises(ValueError, match=r"[a-z]"):
        day_of(words)


def test_a_day_in_numbers_needs_an_order():
    with pytest.raises(AmbiguousDay):
        day_of("03/05/2031")
    assert day_of("03/05/2031", "day-first") == "2031-05-03"
    assert day_of("03/05/2031", "month-first") == "2031-03-05"


def days(tmp_path, *words, **options):
    rows = [json.dumps({"id": f"n{number}", "text": BODY, "date": each}) for number, each in enumerate(words)]
    (tmp_path / "news.jsonl").write_text("\n".join(rows), encoding="utf-8")
    read = Read(tmp_path, **options)
    return [article.published for article in read.articles], read


def test_one_day_that_shows_the_order_settles_it_for_the_corpus(tmp_path):
    assert days(tmp_path, "03/05/2031", "24/05/2031")[0] == ["2031-05-03", "2031-05-24"]
    assert days(tmp_path, "03/05/2031", "05/24/2031")[0] == ["2031-03-05", "2031-05-24"]
    assert days(tmp_path, "03/05/2031", "05/24/2031", "24/05/2031")[0] == [None, "2031-05-24", "2031-05-24"]


def test_a_day_that_cannot_be_read_does_not_cost_the_article(tmp_path):
    found, read = days(tmp_path, "03/05/2031", "some day", "n/a")
    assert found == [None, None, None]
    assert "'some day'" in read.remark("cannot be read")
    assert "--dates day-first or month-first" in read.remark("month first")


def test_a_table_of_facts_with_semicolons_and_a_mark(tmp_path):
    name = unicodedata.normalize("NFD", "café.txt")
    (tmp_path / name).write_text(BODY, encoding="utf-8")
    table = "\ufeffsource_file;outlet;published;section\n" + unicodedata.normalize("NFC", name) + ";Bell;4 May 2031;Town\nlost.txt;Bell;;\n"
    (tmp_path / "articles.csv").write_text(table, encoding="utf-8")
    read = Read(tmp_path)
    assert (read.one.outlet, read.one.published) == ("Bell", "2031-05-04")
    assert "no column of facts: section" in read.remark("articles.csv")
    assert "no file lost.txt" in read.remark("articles.csv")


def test_a_table_of_articles_may_be_called_articles(tmp_path):
    (tmp_path / "articles.csv").write_text("id,headline,text\nquay,Quay,It rained.\n", encoding="utf-8")
    assert Read(tmp_path).ids == ["quay"]
