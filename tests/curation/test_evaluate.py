"""Precision, recall and F1 of one table against another."""

from pipeline.curation.evaluate import evaluate
from pipeline.link.tables import Linked

EMPTY = {name: [] for name in ("quotes", "figures", "event_reports", "mentions", "dates")}


def figure(start, end, **cells):
    return {"figure_id": f"a:f:{start}-{end}", "article_id": "a", "start": start, "end": end, "unit": "person", "claim_id": "c", **cells}


def scores(made, true):
    found = evaluate(Linked({**EMPTY, "figures": made}, {}), Linked({**EMPTY, "figures": true}, {}))
    return {score.column: score for score in found if score.table == "figures"}


def test_rows_are_found_by_their_span_and_cells_compared():
    found = scores([figure(0, 4), figure(10, 14, unit="mile"), figure(50, 60)], [figure(0, 4), figure(9, 14)])
    assert (found["*"].made, found["*"].true, found["*"].right) == (3, 2, 2)
    assert found["unit"].right == 1
    assert round(found["*"].f1, 3) == 0.8


def test_a_row_that_touches_less_than_half_is_not_found():
    assert scores([figure(0, 10)], [figure(8, 18)])["*"].right == 0


def test_one_row_is_not_counted_for_two():
    assert scores([figure(0, 10)], [figure(0, 10), figure(0, 9)])["*"].right == 1


def test_nothing_made_scores_nothing():
    assert scores([], [figure(0, 4)])["*"].f1 == 0.0


def test_ids_that_group_rows_are_compared_as_pairs_whatever_their_names():
    made = [figure(0, 4, claim_id="x"), figure(10, 14, claim_id="x"), figure(20, 24, claim_id="y")]
    true = [figure(0, 4, claim_id="one"), figure(10, 14, claim_id="one"), figure(20, 24, claim_id="one")]
    score = scores(made, true)["claim_id"]
    assert (score.made, score.true, score.right) == (1, 3, 1)
