"""Precision, recall and F1 of one table against another."""

from tidings.curation.evaluate import evaluate
from tidings.link.tables import Linked

EMPTY = {name: [] for name in ("quotes", "figures", "event_reports", "mentions", "dates", "events", "event_actors")}


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


def told(event_id, event_type, start, actor, mention=None):
    """One event with one report and one who takes part, named by the words before the report."""
    tables = {
        **EMPTY,
        "event_reports": [{"report_id": f"a:r:{start}-{start + 5}", "event_id": event_id, "article_id": "a", "start": start, "end": start + 5}],
        "events": [{"event_id": event_id, "event_type": event_type}],
        "event_actors": [{"event_id": event_id, "actor_id": actor, "role": "actor"}],
        "mentions": [{"mention_id": "a:m:0-6", "article_id": "a", "start": 0, "end": 6, "actor_id": mention or actor}],
    }
    return Linked(tables, {})


def events(machine, reviewed):
    return [score.right for score in evaluate(machine, reviewed) if score.table == "events"]


def test_an_event_is_found_typed_and_has_its_actors_whatever_the_id_of_a_group():
    reviewed = told("battle-of-the-ford", "ASSAULT", 10, "ford-rebels")
    assert events(told("e-a:r:10-15", "ASSAULT", 10, "rebels.a"), reviewed) == [1, 1, 1]
    assert events(told("e-a:r:10-15", "MOBILIZE", 10, "rebels.a"), reviewed) == [1, 0, 0]
    assert events(told("e-a:r:10-15", "ASSAULT", 10, "army.a", mention="rebels.a"), reviewed) == [1, 1, 0]
    assert events(told("e-a:r:40-45", "ASSAULT", 40, "rebels.a"), reviewed) == [0, 0, 0]


def test_under_which_id_a_group_without_a_name_goes_is_no_error():
    mention = {"mention_id": "a:m:0-6", "article_id": "a", "start": 0, "end": 6, "actor_id": "spies.a"}
    row = {"quote_id": "a:q:9-20", "article_id": "a", "start": 9, "end": 20, "quote_text": "x", "utterance_id": "u"}
    machine = Linked({**EMPTY, "quotes": [{**row, "speaker_actor_id": "spies.a"}], "mentions": [mention]}, {})
    for named, right in (("danish-spies", 1), ("danish-army", 0)):
        reviewed = Linked({**EMPTY, "quotes": [{**row, "speaker_actor_id": named}], "mentions": [{**mention, "actor_id": "danish-spies"}]}, {})
        (score,) = (s for s in evaluate(machine, reviewed) if (s.table, s.column) == ("quotes", "speaker_actor_id"))
        assert score.right == right
