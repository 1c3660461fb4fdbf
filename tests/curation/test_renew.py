"""Decisions made anew: the reviewed rows stay, whatever the machine says now. Uses the seeds' kept codings."""

from dataclasses import replace

import pytest

from tidings.code.kept import read_kept
from tidings.curation.guards import check_guards, machine_rows
from tidings.curation.renew import decided_of, decisions_for, reasons_of, wanted_from_tables
from tidings.link.tables import link
from tidings.read.corpus import read_table
from tidings.review.decisions import apply, read_decisions


@pytest.fixture(scope="module")
def seeds(root):
    kept = [read_kept(path) for path in sorted((root / "seeds" / "codings").glob("*.json"))]
    rows = read_table(root / "seeds" / "review.csv")
    authority = read_table(root / "seeds" / "authority.csv")
    return [one.article for one in kept], [one.coding for one in kept], rows, authority


def renewed(articles, codings, rows, authority, old):
    signed = link(articles, apply(old, read_decisions(rows)), authority)
    return decisions_for(link(articles, codings, authority), wanted_from_tables(signed, decided_of(rows)), reasons_of(rows), "2031-05-02")


def test_a_machine_that_says_the_same_changes_no_decision(seeds):
    articles, codings, rows, authority = seeds
    again = renewed(articles, codings, rows, authority, codings)
    assert {tuple(row.values()) for row in again} == {tuple(row.values()) for row in rows}


def test_a_machine_that_says_something_else_keeps_every_reviewed_row(seeds):
    """The machine loses a quote and misreads a figure: the old decisions no longer hold, the new ones lead to the same tables."""
    articles, codings, rows, authority = seeds
    first = codings[0]
    wrong = replace(first.figures[0], bound="at_most", value_low=None)
    changed = [replace(first, quotes=first.quotes[1:], figures=[wrong, *first.figures[1:]]), *codings[1:]]
    machine = link(articles, changed, authority)
    ids = [article.article_id for article in articles]
    with pytest.raises(Exception, match="no longer fit what the machine says"):
        check_guards(read_decisions(rows), machine_rows(machine.tables, machine.participants), ids)
    new = renewed(articles, changed, rows, authority, codings)
    check_guards(read_decisions(new), machine_rows(machine.tables, machine.participants), ids)
    before = link(articles, apply(codings, read_decisions(rows)), authority).tables
    after = link(articles, apply(changed, read_decisions(new)), authority).tables
    for table in ("figures", "event_reports", "claims", "events", "actors"):
        assert [{**row, "method": ""} for row in after[table]] == [{**row, "method": ""} for row in before[table]]
    speakers = [(row["quote_id"], row["speaker_actor_id"], row["stance"], row["quote_text"]) for row in before["quotes"]]
    assert [(row["quote_id"], row["speaker_actor_id"], row["stance"], row["quote_text"]) for row in after["quotes"]] == speakers
