"""Codings in langextract's JSON lines become rows of the coding tables; what cannot is named."""

import json

import pytest

from tidings.coding.langextract import attributes_of, is_langextract, read_langextract
from tidings.errors import TidingsError

TEXT = "“We won’t go,” Ann Bell said on Monday in Orlo. Some 200 people marched."


def extraction(kind, words, attributes=None, at=None, status="match_exact"):
    """As langextract 1.7.1 writes one; `at` is where it says that the words begin."""
    interval = None if at is None else {"start_pos": at, "end_pos": at + len(words)}
    return {
        "extraction_class": kind,
        "extraction_text": words,
        "char_interval": interval,
        "alignment_status": status if interval else None,
        "extraction_index": 1,
        "group_index": 0,
        "description": None,
        "attributes": attributes,
    }


@pytest.fixture
def read(tmp_path):
    def reader(*extractions, text=TEXT, document_id="a1", texts=None):
        path = tmp_path / "out.jsonl"
        document = {"extractions": list(extractions), "text": text, "document_id": document_id}
        path.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")
        return read_langextract(path, texts)

    return reader


def test_words_that_stand_at_their_offsets_keep_them(read):
    (quote,) = read(extraction("quote", "We won’t go,", {"stance": "assert"}, at=1)).of("quotes")
    assert quote == {"quote_id": "a1:q:1-13", "article_id": "a1", "start": "1", "end": "13", "quote_text": "We won’t go,", "stance": "assert"}


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("We won’t go,", 0),  # shifted
        ("We won't go,", 1),  # a straight apostrophe for a curly one
        ("we won’t go,", 1),  # langextract's match_exact does not see case
        ("We won’t go", 70),  # beyond
    ],
)
def test_offsets_that_do_not_hold_the_words_only_say_where_to_look(read, words, at):
    (quote,) = read(extraction("quote", words, at=at)).of("quotes")
    assert quote["near"] == str(at)
    assert quote["quote_text"] == words
    assert not {"start", "end"} & set(quote)


def test_words_without_an_interval_are_left_to_be_found(read):
    given = read(extraction("quote", "I never said so", {"speaker": "Ann Bell"}))
    (quote,) = given.of("quotes")
    assert not {"start", "end", "near"} & set(quote)
    assert not given.refused


@pytest.mark.parametrize("name", ["quote", "quotes", "Quote", "figure", "event", "event report", "event-reports", "mention", "date", "actor"])
def test_a_class_is_called_like_its_table(read, name):
    given = read(extraction(name, "200", at=53))
    assert len(given.rows) == (3 if name == "actor" else 2)  # with the article, and the actor itself
    assert not given.refused


def test_names_become_actors_places_and_dates_of_the_article(read):
    report = {"event_type": "PROTEST", "actor": ["people", "Ann Bell"], "place": "Orlo", "date": "Monday", "claimed_by": "Ann Bell"}
    given = read(extraction("event_report", "marched", report, at=64), extraction("date", "Monday", {"date_edtf": "2021-03-08"}, at=32))
    (row,) = given.of("event_reports")
    assert row["place_id"] == "orlo.a1"
    assert row["date_id"] == "a1:d:32-38" == given.of("dates")[0]["date_id"]
    assert row["claimed_by_actor_id"] == "ann-bell.a1"
    assert given.of("actors") == [{"actor_id": "people.a1", "name": "people"}, {"actor_id": "ann-bell.a1", "name": "Ann Bell"}]
    assert given.of("places") == [{"place_id": "orlo.a1", "name": "Orlo"}]
    assert [(each["report_id"], each["actor_id"], each["role"]) for each in given.of("report_actors")] == [
        ("a1:r:64-71", "people.a1", "actor"),
        ("a1:r:64-71", "ann-bell.a1", "actor"),
    ]


def test_a_row_that_others_point_to_gets_its_span_here(read):
    given = read(extraction("event", "marched", {"actor": "people", "date": "Monday"}))
    (report,), (part,), (date,) = given.of("event_reports"), given.of("report_actors"), given.of("dates")
    assert part["report_id"] == report["report_id"] == "a1:r:64-71"
    assert report["date_id"] == date["date_id"] == "a1:d:32-38"


def test_a_row_that_others_point_to_and_that_stands_nowhere_has_a_handle(read):
    given = read(extraction("event", "rioted", {"actor": "people"}))
    assert given.of("report_actors")[0]["report_id"] == given.of("event_reports")[0]["report_id"] == "a1:r:#1.1"


def test_facts_of_an_actor_stand_at_its_mention(read):
    facts = {"actor_type": "person", "role": "mayor", "entity_type": "person"}
    given = read(extraction("quote", "We won’t go,", {"speaker": "Ann Bell"}, at=1), extraction("actor", "Ann Bell", facts, at=15))
    assert given.of("actors") == [{"actor_id": "ann-bell.a1", "name": "Ann Bell", "actor_type": "person", "role": "mayor"}]
    assert given.of("mentions")[0]["actor_id"] == "ann-bell.a1"
    (mention,) = read(extraction("actor", "she", {"name": "Ann Bell", "mention_type": "pronoun"})).of("mentions")
    assert mention["actor_id"] == "ann-bell.a1"


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (extraction("xyz", "We"), 'extraction_class: "xyz": no class of that name; known are actor,'),
        (extraction("qoute", "We"), "did you mean quote?"),
        (extraction("quote", "We", {"stanse": "deny"}), 'stanse: "deny": no attribute of that name; did you mean stance?'),
        (extraction("quote", "We", {"stance": ["deny", "accuse"]}), "takes one value; extract the words once for each value"),
        (extraction("quote", "", {}), "no words"),
        (extraction("quote", "We", {"start": "0"}), "no attribute of that name"),
        ({"extraction_text": "We"}, "no extraction; give an object with extraction_class"),
        ("We", "no extraction"),
        (extraction("quote", "We", ["deny"]), "no attributes; give an object"),
    ],
)
def test_what_is_no_row_is_named_and_the_rest_taken(read, raw, says):
    given = read(raw, extraction("figure", "Some 200", at=48))
    (fault,) = given.refused
    assert says in str(fault)
    assert "out.jsonl:1: " in str(fault)
    assert len(given.of("figures")) == 1


def test_an_article_in_which_nothing_was_found_is_coded(read):
    assert read().of("articles") == [{"article_id": "a1", "coder": "langextract"}]


def test_an_article_whose_id_langextract_made_up_is_known_by_its_text(read):
    assert read(document_id="doc_1a2b3c4d", texts={"real": TEXT}).of("articles")[0]["article_id"] == "real"


def test_offsets_are_held_against_the_article_where_it_is_at_hand(read):
    said = extraction("figure", "Some 200", at=48)
    assert read(said, texts={"a1": TEXT}).of("figures")[0]["start"] == "48"
    assert read(said, texts={"a1": "\n" + TEXT}).of("figures")[0]["near"] == "48"


def test_a_line_that_is_no_document_is_named(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text('{"extractions": [], "document_id": "a"}\n{"extractions"\n\n["a"]\n', encoding="utf-8")
    given = read_langextract(path)
    assert [fault.line for fault in given.refused] == [2, 4]
    assert len(given.rows) == 1
    path.write_bytes(b"\xff\n")
    with pytest.raises(TidingsError, match="byte 0 is not UTF-8"):
        read_langextract(path)


def test_langextract_is_known_by_its_first_line(tmp_path, root):
    assert is_langextract(root / "examples" / "codings" / "langextract.jsonl")
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"id": "a", "text": "b"}\n', encoding="utf-8")
    assert not is_langextract(articles)
    assert not is_langextract(tmp_path)


def test_the_example_is_read_with_two_faults(root):
    given = read_langextract(root / "examples" / "codings" / "langextract.jsonl")
    assert [(fault.column, fault.value) for fault in given.refused] == [("stanse", "deny"), ("extraction_class", "statement")]
    assert {"quotes", "figures", "event_reports", "report_actors", "actors", "places", "dates", "articles"} == {row.table for row in given.rows}


def test_rows_are_handed_on_by_column_with_file_and_line(read, tmp_path):
    given = read(extraction("quote", "We", {"stance": "deny"}), extraction("quote", "won’t"))
    tables = given.raw(tmp_path).tables
    quotes = tables["quotes"]
    assert quotes.cells["quote_text"] == ["We", "won’t"]
    assert quotes.cells["stance"] == ["deny", None]
    assert quotes.lines == [1, 1]
    assert quotes.files[0].endswith("out.jsonl")
    assert list(tables) == ["articles", "quotes"]


def test_names_stand_for_ids_in_every_table():
    assert set(attributes_of("quotes").names) == {"speaker", "via", "said_date"}
    assert set(attributes_of("figures").names) == {"measured", "attributed_to"}
    assert set(attributes_of("event_reports").names) == {"actor", "recipient", "claimed_by", "date", "place"}
    assert set(attributes_of("mentions").names) == {"actor", "name", "place"}
