"""Texts that are not what they should be: another encoding, another language, remnants of markup, notices in place of news."""

import json

import pytest
from reading import BODY, Read

GERMAN = """Fähranleger nach Sturm gesperrt

Der Fähranleger in Aldmouth ist am Sonntag nach einem Sturm gesperrt worden. Mindestens neun Menschen wurden verletzt, teilte das Hafenamt mit.
Der Hafenmeister sagte, man werde ihn erst wieder öffnen, wenn das Geländer repariert sei. Die Stadt will für die Arbeiten bezahlen."""


def write(tmp_path, text, name="quay.txt", encoding="utf-8"):
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return tmp_path


def test_a_mark_at_the_beginning_is_no_part_of_the_text(tmp_path):
    article = Read(write(tmp_path, BODY, encoding="utf-8-sig")).one
    assert (article.title, article.byline, article.text) == ("Ferry quay shut after storm", "Ilse Marr", BODY)


def test_other_encodings_are_refused_counted_and_read_when_named(tmp_path):
    write(tmp_path, BODY.replace("Oram", "Orám"), encoding="cp1252")
    write(tmp_path, json.dumps({"id": "rail", "text": BODY.replace("Oram", "Orám")}, ensure_ascii=False), "rail.jsonl", "cp1252")
    read = Read(tmp_path)
    assert not read.articles
    assert "left out: 2;" in read.remark("not UTF-8")
    assert "--encoding cp1252" in read.remark("not UTF-8")
    named = Read(tmp_path, encoding="cp1252")
    assert ["Orám" in article.text for article in named.articles] == [True, True]
    assert "decoded: 2 (2 cp1252)" in named.remark("not UTF-8")


def test_an_encoding_is_guessed_when_asked(tmp_path):
    pytest.importorskip("charset_normalizer")
    assert "Orám’s" in Read(write(tmp_path, BODY.replace("Oram", "Orám’s"), encoding="cp1252"), encoding="detect").one.text


def test_utf16_without_its_mark_is_told_by_name(tmp_path):
    assert "--encoding utf-16-le" in Read(write(tmp_path, BODY, encoding="utf-16-le")).bad[0]
    assert Read(tmp_path, encoding="utf-16-le").one.text == BODY


def test_what_is_not_english_is_left_out_or_coded_when_asked(tmp_path):
    write(tmp_path, GERMAN, "anleger.txt")
    write(tmp_path, BODY)
    read = Read(tmp_path)
    assert read.ids == ["quay"]
    assert "not in English: reads as German" in read.bad[0]
    assert "left out: 1 (German)" in read.remark("not in English")
    both = Read(tmp_path, language="any")
    assert [article.language for article in both.articles] == ["de", "en"]
    assert both.remark("coded all the same")


def test_a_language_that_the_source_states_counts_where_the_text_shows_none(tmp_path):
    write(tmp_path, json.dumps({"id": "a", "text": "Rain.", "language": "German"}), "a.jsonl")
    write(tmp_path, json.dumps({"id": "b", "text": "Rain.", "language": "en_GB"}), "b.jsonl")
    read = Read(tmp_path)
    assert [(article.article_id, article.language) for article in read.articles] == [("b", "en-GB")]
    assert "its source says that it is German" in read.bad[0]


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (lambda text: text.replace('"', "&quot;").replace("quay", "quay &amp; rail"), "HTML entities"),
        (lambda text: f"<p>{text}</p>", "HTML markup"),
        (lambda text: text.replace("Oram", "Orám").encode().decode("cp1252"), "wrongly decoded"),
        (lambda text: text.replace("Oram", "Or\ufffdm"), "wrongly decoded"),
        (lambda text: text.replace('"', "=E2=80=9D").replace("hurt.", "hurt.=20\n"), "quoted-printable"),
        (lambda text: text.replace("Piet ", "Piet\u200b "), "not seen"),
        (lambda text: f"Title: Quay\n{text}\nTitle: Rail\n{text}", "several articles"),
        (lambda text: f"{text}\nDocument BELL000020310504e75400001\n\n{text}\nDocument BELL000020310505e75500002\n", "several articles"),
    ],
)
def test_what_shows_that_a_text_was_not_got_right_is_remarked(change, remark, tmp_path):
    assert Read(write(tmp_path, change(BODY))).remark(remark)


@pytest.mark.parametrize("text", ["Sums: a=b and c=d; AT&T; café, Ägypten, “so”.", "x < y and y > z", "R&D; Ben & Co."])
def test_plain_texts_are_not_suspected(text, tmp_path):
    assert Read(write(tmp_path, f"{BODY}\n{text}")).remarks == []


def test_entities_are_read_when_asked(tmp_path):
    write(tmp_path, BODY.replace("quay", "quay &amp; rail").replace('"', "&#8220;"))
    read = Read(tmp_path, unescape=True)
    assert read.one.title == "Ferry quay & rail shut after storm"
    assert not read.remarks


COOKIES = """We value your privacy

We and our 310 partners store and access information on your device, such as cookies, for personalised advertising and content.

Cookies are kept for up to 13 months. You can change your preferences or withdraw your consent at any time in the settings.

Accept all
Manage choices"""


def test_a_notice_about_cookies_is_no_article(tmp_path):
    read = Read(write(tmp_path, COOKIES))
    assert not read.articles
    assert "a notice about cookies" in read.bad[0]


def test_news_about_cookies_is_news(tmp_path):
    story = BODY + "\nThe town's site asks visitors to accept cookies. The office said that it will store no data on a device without consent.\n"
    assert Read(write(tmp_path, story)).ids == ["quay"]


def test_an_offer_to_subscribe_is_not_coded(tmp_path):
    offer = "Subscribe to continue reading\n\nGet unlimited access for $3 a month. Cancel anytime.\n\nJoin 90,000 readers who trust the Bell."
    read = Read(write(tmp_path, f"{BODY}\n{offer}"))
    body = " ".join(read.one.text[part.start : part.end] for part in read.one.parts if part.kind == "body")
    assert "Piet Oram" in body
    assert "$3" not in body
    assert "90,000" not in body
    assert read.remark("offer to subscribe")


def test_prices_in_news_are_news(tmp_path):
    story = BODY + "\nA berth costs $400 a month. Harbour news is free to subscribers of the town's letter.\n"
    assert Read(write(tmp_path, story)).remarks == []
