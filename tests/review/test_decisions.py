"""The curator's decisions over a coding."""

import pytest

from tidings.curation.guards import check_actors, check_guards, machine_answer
from tidings.errors import TidingsError
from tidings.model import Coding, Figure
from tidings.review.decisions import apply, parse_evidence, read_decisions


def row(**cells):
    blank = dict.fromkeys(("article_id", "table", "start", "end", "action", "field", "value", "expect", "reason", "reviewed_on"), "")
    return {
        **blank,
        "article_id": "a",
        "table": "figures",
        "start": "4",
        "end": "6",
        "field": "*",
        "reason": "read",
        "reviewed_on": "2026-11-21",
        **cells,
    }


def coding():
    return Coding("a", figures=[Figure(4, 6, "40", 40.0, 40.0, "exact", "person", "killed", "digits")])


def after(*rows):
    (changed,) = apply([coding()], read_decisions(rows))
    return changed.figures


def test_confirm_marks_the_row_as_reviewed_and_leaves_the_coding_as_it_was():
    (figure,) = after(row(action="confirm", expect="row"))
    assert figure.reviewed
    assert not figure.decided


def test_set_holds_the_value_beside_the_machines_own():
    (figure,) = after(row(action="set", field="bound", value="at_least", expect="exact"))
    assert figure.decided == {"bound": "at_least"}
    assert figure.bound == "exact"


def test_drop_takes_the_row_away():
    assert after(row(action="drop", expect="row")) == []


def test_add_makes_a_row_from_its_words_and_fields():
    first, second = after(row(action="add", start="9", end="12", value="two"), row(action="add", start="9", end="12", field="value_low", value="2"))
    assert (first.text, second.text, second.value_low, second.method, second.reviewed) == ("40", "two", 2.0, "curator", True)


@pytest.mark.parametrize(
    ("machine", "decision", "says"),
    [
        ({"bound": "at_most"}, row(action="set", field="bound", value="at_least", expect="exact"), "the machine now says 'at_most'"),
        (None, row(action="drop", expect="row:00000000"), "no longer makes this row"),
        ({"bound": "at_most"}, row(action="confirm", expect=machine_answer({"bound": "exact"}, "*")), "the row: the machine now says"),
        ({"bound": "exact"}, row(action="add", value="40"), "now the machine finds it"),
        ({"bound": "exact"}, row(article_id="b", action="confirm"), "no such article"),
    ],
)
def test_a_guard_that_no_longer_holds_names_the_decision(machine, decision, says):
    rows = {("figures", "a:f:4-6"): machine} if machine else {}
    with pytest.raises(TidingsError, match=r"review\.csv:2") as error:
        check_guards(read_decisions([decision]), rows, ["a"])
    assert says in str(error.value)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"start": "x"}, "not a decision"),
        ({"table": "events"}, "table 'events'"),
        ({"action": "keep"}, "action 'keep'"),
        ({"reason": " "}, "no reason"),
        ({"action": "set", "field": "colour", "value": "red"}, "field 'colour' is not one of figure_id, "),
        ({"action": "set", "field": "value_low", "value": "many"}, "value_low: 'many' is not a value of type number"),
        ({"action": "set", "field": "evidence_measures", "value": "here"}, "'here' is not start-end words"),
        ({"action": "set", "value": "40"}, "set needs the field"),
    ],
)
def test_a_row_that_is_no_decision_is_named_by_its_line(cells, says):
    with pytest.raises(TidingsError, match=r"review\.csv:3") as error:
        read_decisions([row(action="confirm"), row(action="confirm", **cells) if "action" not in cells else row(**cells)])
    assert says in str(error.value)


def test_evidence_is_written_as_span_and_words():
    assert [tuple(words) for words in parse_evidence("4-6 40 | 10-13 the")] == [(4, 6, "40"), (10, 13, "the")]


def test_an_actor_id_that_nobody_knows_is_a_slip():
    decisions = read_decisions([row(table="quotes", action="set", field="speaker_actor_id", value="ada-pel")])
    check_actors(decisions, {"ada-pel"})
    with pytest.raises(TidingsError, match=r"review\.csv:2: speaker_actor_id: no actor 'ada-pel'"):
        check_actors(decisions, {"ada-pell"})
