"""Several codings laid over each other: for each article the last that holds it speaks. All rows are invented."""

import pytest

from tidings.coding.lay import articles_of, empty, lay, of_articles


def row_id(table, article, start):
    letter = {"quotes": "q", "figures": "f", "event_reports": "r", "mentions": "m", "dates": "d"}[table]
    return f"{article}:{letter}:{start}-{start + 4}"


def row(table, article, start=0, **cells):
    """A row with a span, with the references that `lay` may have to empty."""
    key = {"event_reports": "report_id"}.get(table, f"{table[:-1]}_id")
    references = {"quotes": ("said_date_id",), "figures": ("quote_id",), "event_reports": ("quote_id", "date_id")}.get(table, ())
    return {key: row_id(table, article, start), "article_id": article, "start": start, "end": start + 4, **dict.fromkeys(references), **cells}


def coding(*articles, **tables):
    return empty() | {"articles": [{"article_id": each, "title": None, "outlet": None} for each in articles]} | tables


def starts(tables, table):
    return [(each["article_id"], each["start"]) for each in tables[table]]


def test_one_coding_is_itself():
    one = coding("a", quotes=[row("quotes", "a")], actors=[{"actor_id": "ada", "name": "Ada"}])
    assert lay([one]) == one


def test_the_last_coding_that_holds_an_article_speaks_of_all_of_it():
    machine = coding("a", "b", quotes=[row("quotes", "a"), row("quotes", "b")], figures=[row("figures", "a"), row("figures", "b")])
    reader = coding("a", quotes=[row("quotes", "a", 50)])
    laid = lay([machine, reader])
    assert starts(laid, "quotes") == [("b", 0), ("a", 50)]
    assert starts(laid, "figures") == [("b", 0)]


def test_of_three_codings_each_article_has_its_own_speaker():
    codings = [coding(*held, quotes=[row("quotes", each, at) for each in held]) for held, at in (("abc", 0), ("ab", 10), ("a", 20))]
    assert sorted(starts(lay(codings), "quotes")) == [("a", 20), ("b", 10), ("c", 0)]


def test_a_coding_without_a_table_of_articles_holds_those_of_its_rows():
    reader = coding(quotes=[row("quotes", "a", 50)])
    assert articles_of(reader) == {"a"}
    assert starts(lay([coding("a", quotes=[row("quotes", "a")]), reader]), "quotes") == [("a", 50)]


def test_an_article_that_a_reader_found_empty_is_empty():
    assert lay([coding("a", quotes=[row("quotes", "a")]), coding("a")])["quotes"] == []


def test_filled_are_the_tables_that_the_last_coding_lacks_of_the_article():
    machine = coding("a", "b", quotes=[row("quotes", "a"), row("quotes", "b")], figures=[row("figures", "a"), row("figures", "b")])
    reader = coding("a", "b", quotes=[row("quotes", "a", 50)])
    laid = lay([machine, reader], fill=True)
    assert sorted(starts(laid, "quotes")) == [("a", 50), ("b", 0)]
    assert sorted(starts(laid, "figures")) == [("a", 0), ("b", 0)]


def test_of_several_earlier_codings_the_last_that_has_the_table_fills():
    codings = [coding("a", figures=[row("figures", "a", at)]) for at in (0, 10)]
    assert starts(lay([*codings, coding("a", quotes=[row("quotes", "a")])], fill=True), "figures") == [("a", 10)]


def test_facts_of_an_article_that_are_left_empty_are_taken_from_earlier_codings():
    machine, reader = coding("a"), coding("a")
    machine["articles"][0] |= {"title": "Ferries stay", "outlet": "Harbour Post"}
    reader["articles"][0] |= {"title": "Ferries stay in port"}
    assert lay([machine, reader])["articles"] == [{"article_id": "a", "title": "Ferries stay in port", "outlet": "Harbour Post"}]


@pytest.mark.parametrize("fill", [False, True])
def test_sides_and_evidence_go_with_the_row_that_they_belong_to(fill):
    def of(start, actor):
        report = row("event_reports", "a", start)
        evidence = {"table": "event_reports", "row_id": report["report_id"], "field": "actor", "article_id": "a", "start": start, "end": start + 3}
        side = {"report_id": report["report_id"], "actor_id": actor, "role": "actor"}
        return coding("a", event_reports=[report], report_actors=[side], evidence=[evidence])

    laid = lay([of(0, "rebels"), of(30, "army")], fill)
    assert [(each["report_id"], each["actor_id"]) for each in laid["report_actors"]] == [("a:r:30-34", "army")]
    assert [each["row_id"] for each in laid["evidence"]] == ["a:r:30-34"]


def test_a_reference_to_a_row_that_another_coding_speaks_of_is_lost_and_the_row_stays():
    date, quote = row("dates", "a"), row("quotes", "a", said_date_id=row_id("dates", "a", 0))
    figure = row("figures", "a", quote_id=quote["quote_id"])
    report = row("event_reports", "a", quote_id=quote["quote_id"], date_id=date["date_id"])
    machine = coding("a", dates=[date], quotes=[quote], figures=[figure], event_reports=[report])
    reader = coding("a", quotes=[row("quotes", "a", 50)])
    laid = lay([machine, reader], fill=True)
    assert laid["figures"] == [{**figure, "quote_id": None}]
    assert laid["event_reports"] == [{**report, "quote_id": None}]
    assert figure["quote_id"] is not None
    same = lay([machine, coding("a", quotes=[quote])], fill=True)
    assert same["figures"] == [figure]


def test_actors_of_a_later_coding_replace_those_of_an_earlier_and_the_others_stay():
    machine = coding("a", "b", quotes=[row("quotes", "b")], actors=[{"actor_id": "ada", "name": "Ada"}, {"actor_id": "ben", "name": "Ben"}])
    reader = coding("a", quotes=[row("quotes", "a")], actors=[{"actor_id": "ada", "name": "Ada Quill"}])
    assert lay([machine, reader])["actors"] == [{"actor_id": "ada", "name": "Ada Quill"}, {"actor_id": "ben", "name": "Ben"}]


def test_a_coding_that_speaks_of_no_article_brings_no_actors():
    machine = coding("a", quotes=[row("quotes", "a")], actors=[{"actor_id": "ada.a", "name": "Ada"}])
    reader = coding("a", quotes=[row("quotes", "a")], actors=[{"actor_id": "ada", "name": "Ada Quill"}])
    assert [each["actor_id"] for each in lay([machine, reader])["actors"]] == ["ada"]


def test_the_part_of_some_articles_has_the_actors_that_are_local_to_them_or_to_none():
    actors = [{"actor_id": each, "name": each} for each in ("ada.a", "ben.b", "cy")]
    report = row("event_reports", "b")
    side = {"report_id": report["report_id"], "actor_id": "cy", "role": "actor"}
    whole = coding("a", "b", quotes=[row("quotes", "a"), row("quotes", "b")], event_reports=[report], report_actors=[side], actors=actors)
    part = of_articles(whole, {"a"})
    assert (starts(part, "quotes"), part["event_reports"], part["report_actors"]) == ([("a", 0)], [], [])
    assert [each["actor_id"] for each in part["actors"]] == ["ada.a", "cy"]
    assert [each["article_id"] for each in part["articles"]] == ["a"]
