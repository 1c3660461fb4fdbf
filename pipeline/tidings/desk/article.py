"""What one page of the desk holds: the text, the rows of the article, whom they may name, where else the corpus tells of them."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tidings.cells import cell
from tidings.coding.check import WORDS
from tidings.coding.columns import Row, Tables, coding_tables
from tidings.desk.differ import differences, rows_of_second
from tidings.desk.elsewhere import Elsewhere
from tidings.desk.gather import Corpus
from tidings.ids import home

_OF_ARTICLE = ("quotes", "event_reports", "figures", "dates", "mentions", "evidence")
_SHARED = ("actors", "places")


def article_data(corpus: Corpus, full: bool) -> dict[str, dict[str, Any]]:
    """Article id -> the data of its page, as JSON holds it. `full`: saved codings hold all words of a reporter's prose, else at most twelve."""
    split = _by_article(corpus.coding)
    elsewhere = Elsewhere(corpus.coding, corpus.texts)
    found = {}
    for article_id, text in corpus.texts.items():
        rows = split[article_id] | {name: _known(corpus.coding[name], name, corpus.texts, article_id) for name in _SHARED}
        for name, more in rows_of_second(corpus.two, article_id).items() if corpus.two else ():
            rows[name] = [*rows.get(name, ()), *more]
        tables = {name: [_cells(row, name, text) for row in rows.get(name, ())] for name in (*_OF_ARTICLE, "report_actors", "articles", *_SHARED)}
        data: dict[str, Any] = {"article": article_id, "text": text, "tables": tables, "full": full}
        data["names"] = list(corpus.names)
        data["differences"] = differences(corpus.two, article_id, text) if corpus.two else []
        data["digest"] = _digest(data)
        found[article_id] = data | {"elsewhere": elsewhere.of(article_id)}
    return found


def _digest(data: Mapping[str, Any]) -> str:
    """Tells the coding that a page began with: work that a browser kept belongs to it."""
    return hashlib.sha256(json.dumps([data["tables"], data["differences"]], sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _by_article(coding: Tables) -> dict[str, dict[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    of_report: dict[object, str] = {}
    for name in ("articles", *_OF_ARTICLE):
        for row in coding[name]:
            found[str(row["article_id"])][name].append(row)
            if name == "event_reports":
                of_report[row["report_id"]] = str(row["article_id"])
    for row in coding["report_actors"]:
        if row["report_id"] in of_report:
            found[of_report[row["report_id"]]]["report_actors"].append(row)
    return found


def _known(rows: list[Row], table: str, articles: Mapping[str, str], article_id: str) -> list[Row]:
    """Actors (places) that this article may name: not those that are another article's own. Of two rows with one id, the first."""
    key = coding_tables()[table].table.primary_key[0]
    found: dict[str, Row] = {}
    for row in rows:
        if home(str(row[key]), articles) in (None, article_id):
            found.setdefault(str(row[key]), row)
    return [found[name] for name in sorted(found)]


def _cells(row: Row, table: str, text: str) -> list[str]:
    """The cells in the order of the columns. Words that were left out because they may not be published are there at the desk."""
    words = WORDS.get(table)
    found = {column: cell(row.get(column)) for column in coding_tables()[table].table.columns}
    if words and not found[words] and found["start"]:
        found[words] = text[int(found["start"]) : int(found["end"])]
    return list(found.values())
