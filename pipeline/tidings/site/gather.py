"""What the pages show: the rows of a package, joined and put into words. No page reads a table itself."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from tidings.contract import Table
from tidings.package import Package
from tidings.site import words

Cells = dict[str, str]
SPANS = ("quotes", "figures", "event_reports", "dates", "mentions")  # tables whose rows stand in an article, in the order in which they are listed
MOST_ELSEWHERE = 12  # other articles that a quote names; its utterance's card has them all
KINDS = {"quotes": "Speech", "figures": "Figure", "event_reports": "Event", "dates": "Date", "mentions": "Name"}


def file_name(key: str) -> str:
    """A row's id as the name of a file: a colon is no part of one on every system."""
    return key.replace(":", "_")


@dataclass
class View:
    """The rows of a package by table, and what joins them. Built once; pages only read it."""

    package: Package
    tables: Mapping[str, Table]
    rows: Mapping[str, list[Cells]]
    articles: dict[str, Cells] = field(default_factory=dict)
    actors: dict[str, Cells] = field(default_factory=dict)
    events: dict[str, Cells] = field(default_factory=dict)
    places: dict[str, Cells] = field(default_factory=dict)
    claims: dict[str, Cells] = field(default_factory=dict)
    quotes: dict[str, Cells] = field(default_factory=dict)
    dates: dict[str, Cells] = field(default_factory=dict)
    evidence: dict[tuple[str, str], list[Cells]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    groups: dict[tuple[str, str], dict[str, list[Cells]]] = field(default_factory=dict)
    firsts: dict[str, dict[str, Cells]] = field(default_factory=dict)

    def by(self, table: str, column: str, key: str) -> list[Cells]:
        """Rows of a table whose cell of `column` is `key`, in the table's order."""
        if (table, column) not in self.groups:
            found: dict[str, list[Cells]] = defaultdict(list)
            for row in self.rows.get(table, ()):
                found[row[column]].append(row)
            self.groups[table, column] = found
        return self.groups[table, column].get(key, [])

    def label(self, table: str, column: str, code: str) -> str:
        """The words of a code."""
        return words.label(self.tables, table, column, code) if code else ""

    def actor(self, actor_id: str) -> str:
        """An actor's name."""
        return self.actors[actor_id]["name"] if actor_id in self.actors else actor_id

    def article(self, article_id: str) -> str:
        """An article as a reader names it; the id too where two have one name."""
        return self.shown.get(article_id, article_id)

    def place(self, place_id: str) -> str:
        """A place's name."""
        return self.places[place_id]["name"] if place_id in self.places else ""

    def kind(self, event: Cells) -> str:
        """What kind of event it is, in words."""
        mode = self.label("events", "event_mode", event["event_mode"])
        return mode or self.label("events", "event_type", event["event_type"])

    def when(self, row: Cells) -> str:
        """When an event was, in words."""
        return words.stretch(row["date_earliest"], row["date_latest"])

    def sides(self, table: str, column: str, key: str, role: str) -> list[str]:
        """Ids of the actors that have a role in an event or in one report of it."""
        return [row["actor_id"] for row in self.by(table, column, key) if row["role"] == role]

    def said_by(self, quote: Cells) -> str:
        """Who says it: the actor's name, else the words of the article."""
        return self.actor(quote["speaker_actor_id"]) if quote["speaker_actor_id"] else quote["speaker_text"] or "nobody named"

    def elsewhere(self, quote: Cells) -> list[Cells]:
        """Other articles' rows of a quote's utterance: the first row of each, at most `MOST_ELSEWHERE` of them."""
        if not self.firsts:
            for row in self.rows.get("quotes", ()):
                self.firsts.setdefault(row["utterance_id"], {}).setdefault(row["article_id"], row)
        first = self.firsts[quote["utterance_id"]]
        return list(islice((row for article_id, row in first.items() if article_id != quote["article_id"]), MOST_ELSEWHERE))

    def row_id(self, table: str, row: Cells) -> str:
        """The id of a row of a table with a span."""
        return row[self.tables[table].primary_key[0]]

    def address(self, table: str, row: Cells) -> str:
        """The address of a row with a span, from the site's root."""
        return f"{self.page_of(table, row)}#{self.row_id(table, row)}"

    def page_of(self, table: str, row: Cells) -> str:
        """The page that shows a row with a span: speech has one of its own for each article, all else stands on the article's."""
        return f"{'quotes' if table == 'quotes' else 'articles'}/{file_name(row['article_id'])}.html"


def gather(package: Package) -> View:
    """Read a package. Raises TidingsError where a file is not there."""
    tables = package.tables
    rows = {name: _rows(package.csv(name)) for name in tables}
    view = View(package, tables, rows)
    for name, key in {"articles": "article_id", "actors": "actor_id", "events": "event_id", "places": "place_id", "claims": "claim_id"}.items():
        getattr(view, name).update({row[key]: row for row in rows.get(name, ())})
    view.quotes.update({row["quote_id"]: row for row in rows.get("quotes", ())})
    view.dates.update({row["date_id"]: row for row in rows.get("dates", ())})
    for row in rows.get("evidence", ()):
        view.evidence.setdefault((row["table"], row["row_id"]), []).append(row)
    view.shown.update(_names(view.articles.values()))
    return view


def _rows(data: bytes) -> list[Cells]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def _names(articles: Iterable[Cells]) -> dict[str, str]:
    """article_id -> the name that pages show; where two have one, the id stands beside it."""
    found: dict[str, list[Cells]] = defaultdict(list)
    for article in articles:
        found[words.article_name(article)].append(article)
    return {
        article["article_id"]: name if len(some) == 1 else f"{name} ({article['article_id']})" for name, some in found.items() for article in some
    }


def in_order(view: View, article_id: str) -> list[tuple[str, Cells]]:
    """The rows of an article in reading order, each with its table; names that some other row uses in the same place come after it."""
    found = [(table, row) for table in SPANS for row in view.by(table, "article_id", article_id)]
    return sorted(found, key=lambda item: (int(item[1]["start"]), -int(item[1]["end"]), SPANS.index(item[0])))


def alone(view: View, article_id: str) -> list[Cells]:
    """Events that this article alone reports, in the order of the events."""
    told = {row["event_id"] for row in view.by("event_reports", "article_id", article_id)}
    return [event for event in view.rows.get("events", ()) if event["event_id"] in told and event["n_articles"] == "1"]


def facts(package: Package) -> dict[str, Any]:
    """What the descriptor tells of the package as a whole."""
    found = package.descriptor
    people = [str(each.get("title", "")) for each in found.get("contributors", ())]
    return {
        "title": found.get("title") or found["name"],
        "name": found["name"],
        "lead": " ".join(re.split(r"(?<=[.!?])\s+", str(found.get("description", "")).strip())[:2]),  # in two sentences
        "version": found.get("version", ""),
        "created": str(found.get("created", ""))[:10],
        "people": [each for each in people if each],
        "licenses": found.get("licenses", []),
        "held_out": found.get("machineAccuracy", []),
        "accuracy": found.get("machineAccuracySeen", []),
        "agreement": found.get("readerAgreement", []),
        "id": found.get("id", ""),
        "homepage": found.get("homepage", ""),
    }
