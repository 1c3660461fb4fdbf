"""Web Annotations, there and back again; and as other tools write them."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.coding.check import check_coding
from tidings.coding.columns import coding_tables
from tidings.coding.files import read_coding
from tidings.coding.web_annotation import CONTEXT, from_annotations, is_web_annotation, read_web_annotations, to_annotations
from tidings.errors import TidingsError
from tidings.read.corpus import read_corpus

TEXT = "“We won’t go,” said Ann 𝐁ell. “We stay.”"
WORDS = st.text(min_size=1).filter(lambda words: words.strip())
CELLS = {
    "string": WORDS,
    "integer": st.integers(0, 10**9),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "date": st.dates().map(date.isoformat),
}


@st.composite
def rows(draw, name):
    """A row with every column; what a row needs is there, ids and spans among it or not."""
    row = {}
    for field in coding_tables()[name].table.fields:
        values = CELLS[field.type]
        if field.name in ("article_id", "row_id", "report_id", "actor_id", "place_id"):
            values = st.from_regex(r"[A-Za-z][A-Za-z0-9._-]{0,8}", fullmatch=True)
        if field.name == "url":
            values = st.from_regex(r"https://[a-z]{1,5}\.org/[a-z]{1,5}", fullmatch=True)
        row[field.name] = draw(values if field.constraints.required else st.none() | values)
    if "start" in row and (row["start"] is None or row["end"] is None):
        row["start"] = row["end"] = None
    return row


TABLES = st.sampled_from(sorted(coding_tables())).flatmap(lambda name: st.tuples(st.just(name), st.lists(rows(name), min_size=1, max_size=3)))


@settings(max_examples=150, deadline=None)
@given(st.lists(TABLES, max_size=3).map(dict))
def test_tables_come_back_as_they_were(tables):
    page = json.loads(json.dumps(to_annotations(tables, full=True)))
    assert from_annotations(page) == tables


@pytest.fixture(scope="module")
def corpus(root):
    return {article.article_id: article.text for article in read_corpus([root / "examples" / "corpus"])}


def test_the_readers_coding_comes_back_through_a_file(root, corpus, tmp_path):
    tables = check_coding(read_coding(root / "examples" / "codings" / "reader"), corpus).tables
    path = tmp_path / "reader.jsonld"
    path.write_text(json.dumps(to_annotations(tables, corpus, full=True), ensure_ascii=False), encoding="utf-8")
    back = check_coding(read_web_annotations(path).raw(path), corpus)
    assert not back.refused
    assert back.tables == tables


def quote_row(**cells):
    return {"quote_id": "a:q:1-13", "article_id": "a", "start": 1, "end": 13, "quote_text": "We won’t go,", "quote_type": "direct"} | cells


def test_an_annotation_has_what_the_recommendation_asks():
    page = to_annotations({"quotes": [quote_row(stance="deny")]}, {"a": TEXT}, full=True)
    (item,) = page["items"]
    assert page["@context"] == CONTEXT
    assert (item["type"], item["id"]) == ("Annotation", "urn:tidings:quotes:a:q:1-13")
    position, quote = item["target"]["selector"]
    assert item["target"]["source"] == "urn:tidings:articles:a"
    assert position == {"type": "TextPositionSelector", "start": 1, "end": 13}
    assert quote == {"type": "TextQuoteSelector", "exact": "We won’t go,", "prefix": "“", "suffix": "” said Ann 𝐁ell. “We stay.”"}
    tag, cells = item["body"]
    assert (tag["purpose"], tag["value"]) == ("tagging", "quotes")
    assert json.loads(cells["value"]) == {"article_id": "a", "quote_id": "a:q:1-13", "quote_type": "direct", "stance": "deny"}


def test_the_source_is_the_address_where_it_is_known():
    tables = {"articles": [{"article_id": "a", "url": "https://example.org/a"}], "quotes": [quote_row()]}
    page = to_annotations(tables)
    assert [item["target"] if isinstance(item["target"], str) else item["target"]["source"] for item in page["items"]] == [
        "https://example.org/a"
    ] * 2
    assert from_annotations(page)["quotes"][0]["article_id"] == "a"


def test_no_more_prose_than_may_be_published_and_nothing_around_it():
    long = "that the town had fallen after two days in which nobody slept at all"
    page = to_annotations({"quotes": [quote_row(quote_text=long, quote_type="indirect"), quote_row(quote_text=long)]}, {"a": TEXT})
    indirect, direct = (item["target"]["selector"] for item in page["items"])
    assert [selector["type"] for selector in indirect] == ["TextPositionSelector"]
    assert direct[1] == {"type": "TextQuoteSelector", "exact": long}


def foreign(body, selector=None, source="https://example.org/a", **more):
    """As a browser's annotator writes it."""
    return {"@context": CONTEXT, "type": "Annotation", "body": body, "target": {"source": source, "selector": selector or []}, **more}


def read(tmp_path, document, name="a.jsonld", **options):
    path = tmp_path / name
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert is_web_annotation(path)
    return read_web_annotations(path, **options)


def test_positions_of_others_only_say_where_to_look(tmp_path):
    """A browser counts the letter outside the basic plane as two."""
    utf16 = {"type": "TextPositionSelector", "start": 32, "end": 40}
    exact = {"type": "TextQuoteSelector", "exact": "We stay.", "prefix": "ignored"}
    found = read(tmp_path, foreign([{"value": "quotes", "purpose": "tagging"}], [utf16, exact]), by_url={"https://example.org/a": "a"})
    assert found.of("quotes") == [{"article_id": "a", "near": "32", "quote_text": "We stay."}]
    checked = check_coding(found.raw(tmp_path), {"a": TEXT})
    assert [(row["start"], row["end"]) for row in checked.tables["quotes"]] == [(31, 39)]


@pytest.mark.parametrize(
    "wrapped", [lambda item: item, lambda item: [item], lambda item: {"type": "AnnotationCollection", "first": {"items": [item]}}]
)
def test_pages_collections_lists_and_single_annotations_are_read(tmp_path, wrapped):
    item = foreign("quotes", {"type": "TextQuoteSelector", "exact": "We stay."}, source="a")
    assert read(tmp_path, wrapped(item)).of("quotes") == [{"article_id": "a", "quote_text": "We stay."}]


def test_one_annotation_a_line(tmp_path):
    item = json.dumps(foreign("quotes", {"type": "TextQuoteSelector", "exact": "We stay."}, source="a"))
    path = tmp_path / "a.jsonl"
    path.write_text(f"{item}\n{item}\n", encoding="utf-8")
    assert is_web_annotation(path)
    assert [row.line for row in read_web_annotations(path).rows] == [1, 2]


def cells(value):
    return [{"value": "quotes"}, {"format": "application/json", "value": value}]


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (foreign([]), "a.jsonld:1: body:  no tag names a table"),
        (foreign("quote"), 'body: "quote": no tag names a table; did you mean quotes?'),
        (foreign(cells('{"stanse": "deny"}')), 'stanse: "deny": no column of that name; did you mean stance?'),
        (foreign(cells('{"stance": ["deny"]}')), "no object of columns and values; give one value a column"),
        (foreign(cells("{")), "no object of columns and values"),
        ("words", "no annotation; give an object with body and target"),
    ],
)
def test_what_is_no_row_is_named(tmp_path, item, says):
    (refused,) = read(tmp_path, item).refused
    assert says.replace(":  no", ': "": no') in str(refused)


def test_a_file_that_is_no_json_is_named(tmp_path):
    path = tmp_path / "a.jsonld"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(TidingsError, match="not JSON"):
        read_web_annotations(path)
