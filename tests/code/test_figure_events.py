"""Figures find the event that they count. Sentences are invented."""

from tidings.code.figures.figure_events import attach
from tidings.model import Article, EventReport, Figure
from tidings.nlp import analyse

TEXT = "Shelling of the port killed 12 sailors, and 40 rebels were arrested. Nine ships left."


def figure(words, kind):
    start = TEXT.index(words)
    return Figure(start, start + len(words), words, 1.0, 1.0, "exact", "person", kind, "test")


def report(words, kind):
    start = TEXT.index(words)
    return EventReport(start, start + len(words), words, kind, None, "actual", "test")


def test_a_figure_goes_to_the_nearest_report_of_its_sentence_that_it_can_count():
    shelling, arrest = report("Shelling", "ASSAULT"), report("arrested", "COERCE")
    killed, detained, ships = figure("12", "killed"), figure("40", "detained"), figure("Nine", "equipment")
    attach(analyse(Article("a", TEXT, "a", "0")), [killed, detained, ships], [shelling, arrest])
    assert killed.event == (shelling.start, shelling.end)
    assert detained.event == (arrest.start, arrest.end)
    assert ships.event is None
