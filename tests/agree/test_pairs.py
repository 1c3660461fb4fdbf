"""Which rows of two codings stand for one another."""

import random
import time

import pytest

from tidings.agree.pairs import join


def row(start, end, article="a", **cells):
    return {"quote_id": f"{article}:q:{start}-{end}", "article_id": article, "start": start, "end": end, **cells}


def joined(left, right, codes=()):
    return [(one["quote_id"], other["quote_id"]) for one, other in join(left, right, "quote_id", codes)]


def test_rows_are_joined_from_half_of_the_longer_one_on():
    assert joined([row(0, 10)], [row(5, 10)]) == [("a:q:0-10", "a:q:5-10")]
    assert joined([row(0, 10)], [row(5, 15)]) == [("a:q:0-10", "a:q:5-15")]
    assert joined([row(0, 10)], [row(6, 10)]) == []
    assert joined([row(0, 10)], [row(6, 15)]) == []
    assert joined([row(6, 10)], [row(0, 10)]) == []


def test_the_best_overlap_goes_first_and_a_row_is_taken_once():
    assert joined([row(0, 10), row(0, 8)], [row(0, 9)]) == [("a:q:0-10", "a:q:0-9")]
    assert joined([row(0, 10)], [row(0, 10), row(0, 9)]) == [("a:q:0-10", "a:q:0-10")]


def test_of_equal_overlaps_the_row_with_more_codes_in_common_is_taken():
    left = [row(0, 9, event_type="RETREAT"), {**row(0, 9, event_type="ASSAULT"), "quote_id": "x"}]
    right = [{**row(0, 9, event_type="ASSAULT"), "quote_id": "1"}, {**row(0, 9, event_type="RETREAT"), "quote_id": "2"}]
    assert joined(left, right, ["event_type"]) == [("a:q:0-9", "2"), ("x", "1")]


def test_the_order_of_rows_that_share_span_and_id_plays_no_part():
    rows = [row(0, 9, cue=cue) for cue in ("said", "told", "added")]
    other = [row(0, 9, cue=cue) for cue in ("told", "added", "asked")]
    found = [[(x["cue"], y["cue"]) for x, y in join(left, right, "quote_id")] for left, right in ((rows, other), (rows[::-1], other[::-1]))]
    assert found[0] == found[1]


def test_rows_of_two_articles_are_never_joined():
    assert joined([row(0, 10)], [row(0, 10, article="b")]) == []


def test_a_row_without_a_span_is_joined_with_none():
    assert joined([row(None, None)], [row(None, None)]) == []


@pytest.mark.parametrize("articles", [1, 2000])
def test_the_work_grows_with_the_rows_and_not_with_their_square(articles):
    numbers = random.Random(articles)
    per_article = 100_000 // articles
    rows = [row(60 * n, 60 * n + numbers.randrange(5, 60), f"a{a}") for a in range(articles) for n in range(per_article)]
    begun = time.process_time()
    assert len(join(rows, rows, "quote_id")) == 100_000
    assert time.process_time() - begun < 20  # two seconds or so; the square of the rows would take hours
