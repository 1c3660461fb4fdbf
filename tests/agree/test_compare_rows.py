"""Confirmed, changed or added: how a reading's rows stand to the machine's."""

import copy

import pytest
from two_readers import HARBOUR, WIRE, figure, mention, quote, reader_a, reader_b, report, sides

from tidings.agree import review_of


def quotes(*rows, **tables):
    return {"quotes": list(rows), **tables}


GATES = "We came to open the gates, not to settle scores,"
MACHINE = quote(WIRE, GATES, "karani", "assert")


def review(machine, reading):
    return list(review_of(machine, reading).values())


def test_a_coding_confirms_itself():
    reading = reader_a()
    assert set(review_of(reading, copy.deepcopy(reading)).values()) == {"confirmed"}


def test_every_row_of_the_tables_with_a_review_has_one_under_its_id():
    found = review_of(reader_a(), reader_b())
    rows = {
        (table, row[key])
        for table, key in (("quotes", "quote_id"), ("figures", "figure_id"), ("event_reports", "report_id"))
        for row in reader_b()[table]
    }
    assert found.keys() == rows
    by_words = {row["quote_text"]: found["quotes", row["quote_id"]] for row in reader_b()["quotes"]}
    assert list(by_words.values()) == ["confirmed", "confirmed", "changed", "changed", "added"]


def test_another_span_is_a_change_and_too_little_overlap_a_new_row():
    assert review(quotes(MACHINE), quotes(quote(WIRE, GATES[:-1], "karani", "assert"))) == ["changed"]
    assert review(quotes(MACHINE), quotes(quote(WIRE, GATES[:9], "karani", "assert"))) == ["added"]
    assert review(quotes(MACHINE), quotes(quote(HARBOUR, "a fairy tale for bedtime", "karani", "assert"))) == ["added"]


def test_another_id_for_the_same_man_is_no_change():
    reading = quotes(quote(WIRE, GATES, "youssef-karani", "assert"), mentions=[mention(WIRE, "Youssef Karani", "youssef-karani")])
    assert review(quotes(MACHINE, mentions=[mention(WIRE, "Col. Youssef Karani", "karani")]), reading) == ["confirmed"]
    assert review(quotes(MACHINE), reading) == ["changed"]


@pytest.mark.parametrize(("column", "value"), [("method", "reader"), ("review", "confirmed"), ("utterance_id", "u9"), ("quote_id", "q1")])
def test_how_a_row_was_made_and_what_groups_it_is_not_compared(column, value):
    assert review(quotes(MACHINE), quotes({**MACHINE, column: value})) == ["confirmed"]


@pytest.mark.parametrize(("column", "value"), [("stance", "deny"), ("channel", "social"), ("quote_type", "mixed"), ("speaker_actor_id", None)])
def test_another_cell_is_a_change(column, value):
    assert review(quotes(MACHINE), quotes({**MACHINE, column: value})) == ["changed"]


def test_type_and_sides_belong_to_the_event_report_and_its_event_does_not():
    def coding(event="e1", mode="seize", actor="rebels"):
        taken = report(WIRE, "captured", event, "COERCE", "alleged", mode)
        return {"event_reports": [taken], "report_actors": sides((taken, actor, "actor"))}

    assert review(coding(), coding(event="fall-of-tamrit")) == ["confirmed"]
    assert review(coding(), coding(mode=None)) == ["changed"]
    assert review(coding(), coding(actor="army")) == ["changed"]


def test_the_event_of_a_figure_only_groups_rows_and_is_not_compared():
    dead = figure(WIRE, "55", 55.0, "person", "killed")
    assert review({"figures": [{**dead, "event_id": "e1"}]}, {"figures": [{**dead, "event_id": "shelling"}]}) == ["confirmed"]


def test_rows_of_a_reading_without_the_ids_that_follow_from_spans_have_them_in_the_answer():
    without = {name: value for name, value in MACHINE.items() if name != "quote_id"}
    assert review_of(quotes(MACHINE), quotes(without)) == {("quotes", MACHINE["quote_id"]): "confirmed"}


def test_a_machine_that_coded_nothing_has_every_row_added():
    assert review({}, quotes(MACHINE)) == ["added"]
