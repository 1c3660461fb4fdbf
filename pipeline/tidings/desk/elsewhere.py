"""Where else in the corpus somebody is named, an event is told, a quantity is given: found by linking the coding, as `tidings build` does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tidings.coding.columns import Row, Tables
from tidings.coding.lay import of_articles
from tidings.desk.names import file_name
from tidings.link.tables import link

MOST = 8  # other rows that a page names of one actor, event or claim
_GROUPS = {
    "quotes": ("quote_id", ("speaker_actor_id", "utterance_id")),
    "event_reports": ("report_id", ("event_id",)),
    "figures": ("figure_id", ("claim_id",)),
    "mentions": ("mention_id", ("actor_id", "place_id")),
}


class Elsewhere:
    """The linked rows of a coding by what they tell of."""

    def __init__(self, coding: Tables, texts: Mapping[str, str]) -> None:
        linked = link(of_articles(coding, {*texts}))
        self.texts = texts
        self.names = {(column, row[column]): str(row[shown]) for table, column, shown in _LABELS for row in linked[table]}
        self.rows: dict[tuple[str, object], list[tuple[str, Row]]] = defaultdict(list)
        self.of_article: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for table, (_, columns) in _GROUPS.items():
            for row in linked[table]:
                self.of_article[str(row["article_id"])].append((table, row))
                for column in columns:
                    if row[column] is not None and (table != "mentions" or row["mention_type"] == "name"):
                        self.rows[_subject(column), row[column]].append((table, row))

    def of(self, article_id: str) -> dict[str, Any]:
        """`of`: row id -> subjects that other articles tell of; `subjects`: subject -> its name and up to `MOST` rows of other articles."""
        of: dict[str, list[str]] = {}
        subjects: dict[str, Any] = {}
        for table, row in self.of_article[article_id]:
            key, columns = _GROUPS[table]
            for column in columns:
                subject = (_subject(column), row[column])
                told = f"{subject[0]}:{subject[1]}"
                if told not in subjects:
                    subjects[told] = [self.names.get(subject, ""), self._others(subject, article_id)]
                if row[column] is not None and subjects[told][1]:
                    of.setdefault(str(row[key]), []).append(told)
        return {"of": of, "subjects": {name: said for name, said in sorted(subjects.items()) if said[1]}}

    def _others(self, subject: tuple[str, object], article_id: str) -> list[list[str]]:
        """Rows of other articles: page, row id, words. At most two of one article."""
        found: list[list[str]] = []
        count: dict[str, int] = defaultdict(int)
        for table, row in self.rows.get(subject, ()):
            other = str(row["article_id"])
            count[other] += 1
            if other != article_id and count[other] <= 2 and len(found) < MOST:
                words = " ".join(self.texts[other][int(str(row["start"])) : int(str(row["end"]))].split())
                found.append([file_name(other), str(row[_GROUPS[table][0]]), other, words if len(words) <= 80 else words[:79] + "…"])
        return found


_LABELS = (("actors", "actor_id", "name"), ("events", "event_id", "label"), ("claims", "claim_id", "about"), ("places", "place_id", "name"))


def _subject(column: str) -> str:
    return "actor_id" if column == "speaker_actor_id" else column
