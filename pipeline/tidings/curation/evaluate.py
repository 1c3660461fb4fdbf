"""How good is the machine: its tables against the reviewed ones, as precision, recall and F1.

A row is found where its span overlaps the reviewed row's by at least half of the longer one, best overlap first, one to one. Then every
coded column of the rows found is compared cell by cell. An id that only says which rows belong together (an event, a claim, an utterance) is
compared as pairs of rows under one id, whatever the id. An actor is right where the same words of the article name the reviewed one: under
which id a group without a name goes is no error. An event is found where a report of it is, one of the machine's for one reviewed; its actors
are right where its type is and somebody takes part in both.
Source of the measures: van Rijsbergen, Information Retrieval (1979), ch. 7; pairs:
Halkidi, Batistakis and Vazirgiannis, On Clustering Validation Techniques (2001).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from tidings.curation.guards import GROUPS, machine_rows
from tidings.link.tables import Linked, Row

COLUMNS: dict[str, tuple[str, ...]] = {
    "quotes": ("quote_type", "speaker_actor_id", "speaker_kind", "stance", "channel", "via_actor_id", "addressee_text"),
    "figures": ("value_low", "value_high", "bound", "unit", "figure_type", "measured_actor_id", "attributed_to_actor_id", "attribution"),
    "event_reports": ("event_type", "event_mode", "actor", "recipient", "modality", "claimed_by_actor_id", "date_id", "place_id"),
    "mentions": ("mention_type", "entity_type", "actor_id", "place_id"),
    "dates": ("date_edtf", "date_earliest", "date_latest"),
}


@dataclass(frozen=True, slots=True)
class Score:
    """Of one table's rows (`column` ``*``) or of one column's cells: how many the machine made, how many there are, how many it has right."""

    table: str
    column: str
    made: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0

    @property
    def f1(self) -> float:
        both = self.made + self.true
        return 2 * self.right / both if both else 0.0

    def row(self) -> dict[str, object]:
        """The score as a row for the descriptor, rounded to three places."""
        return {**asdict(self), "precision": round(self.precision, 3), "recall": round(self.recall, 3), "f1": round(self.f1, 3)}


def evaluate(machine: Linked, reviewed: Linked) -> list[Score]:
    """Scores of every reviewed table: rows first, then each column."""
    scores = []
    stands_for = _actors_alike(machine, reviewed)
    for table, columns in COLUMNS.items():
        made, true = _rows(machine, table), _rows(reviewed, table)
        pairs = _pairs(made, true)
        scores.append(Score(table, "*", len(made), len(true), len(pairs)))
        for column in columns:
            filled_made = sum(1 for row in made if row.get(column) is not None)
            filled_true = sum(1 for row in true if row.get(column) is not None)
            alike = stands_for if column in ("actor", "recipient") or column.endswith("actor_id") else {}
            right = sum(1 for ours, theirs in pairs if ours.get(column) is not None and _equal(ours[column], theirs.get(column), alike))
            scores.append(Score(table, column, filled_made, filled_true, right))
        if table in GROUPS:
            scores.append(_grouping(table, GROUPS[table], pairs))
        if table == "event_reports":
            scores.extend(_events(machine, reviewed, pairs, stands_for))
    return scores


def _equal(ours: object, theirs: object, stands_for: Mapping[object, set[object]]) -> bool:
    """Whether two cells are equal, or lists of actors parted by blanks of which each stands for one of the other."""
    if ours == theirs or theirs is None or not stands_for:
        return ours == theirs
    meant = [{actor, *stands_for.get(actor, ())} for actor in str(ours).split()]
    true = set(str(theirs).split())
    return all(one & true for one in meant) and true <= set[object]().union(*meant)


def _events(machine: Linked, reviewed: Linked, pairs: Sequence[tuple[Row, Row]], stands_for: Mapping[object, set[object]]) -> list[Score]:
    """Events found, of the right type, and with one who takes part in both besides; those of one type and with most reports in common go together."""
    kinds, true_kinds = ({row["event_id"]: row["event_type"] for row in linked.tables["events"]} for linked in (machine, reviewed))
    shared = Counter((ours["event_id"], theirs["event_id"]) for ours, theirs in pairs)
    same: dict[object, object] = {}
    for ours, theirs in sorted(shared, key=lambda pair: (kinds[pair[0]] != true_kinds[pair[1]], -shared[pair], str(pair[0]), str(pair[1]))):
        if ours not in same and theirs not in same.values():
            same[ours] = theirs
    typed = [ours for ours, theirs in same.items() if kinds[ours] == true_kinds[theirs]]
    sides, true_sides = _sides(machine), _sides(reviewed)
    joined = [
        ours for ours in typed if {who for actor in sides.get(ours, ()) for who in stands_for.get(actor, {actor})} & true_sides.get(same[ours], set())
    ]
    return [
        Score("events", "*", len(kinds), len(true_kinds), len(same)),
        Score("events", "event_type", len(kinds), len(true_kinds), len(typed)),
        Score("events", "actors", sum(event in sides for event in kinds), sum(event in true_sides for event in true_kinds), len(joined)),
    ]


def _sides(linked: Linked) -> dict[object, set[object]]:
    """Who takes part in each event."""
    found: dict[object, set[object]] = {}
    for row in linked.tables["event_actors"]:
        found.setdefault(row["event_id"], set()).add(row["actor_id"])
    return found


def _actors_alike(machine: Linked, reviewed: Linked) -> dict[object, set[object]]:
    """The reviewed actors that the same words name as one of the machine's."""
    true = {(row["article_id"], row["start"], row["end"]): row["actor_id"] for row in reviewed.tables["mentions"]}
    found: dict[object, set[object]] = {}
    for row in machine.tables["mentions"]:
        actor = true.get((row["article_id"], row["start"], row["end"]))
        if row["actor_id"] is not None and actor is not None:
            found.setdefault(row["actor_id"], set()).add(actor)
    return found


def _grouping(table: str, column: str, pairs: Sequence[tuple[Row, Row]]) -> Score:
    """Pairs of rows under one id, among the rows found: by the machine, in truth, and both."""
    made = Counter(ours[column] for ours, _ in pairs)
    true = Counter(theirs[column] for _, theirs in pairs)
    both = Counter((ours[column], theirs[column]) for ours, theirs in pairs)
    counts = [sum(n * (n - 1) // 2 for n in groups.values()) for groups in (made, true, both)]
    return Score(table, column, *counts)


def _rows(linked: Linked, table: str) -> list[Row]:
    return [row for (name, _), row in machine_rows(linked.tables, linked.participants).items() if name == table]


def _pairs(made: Sequence[Row], true: Sequence[Row]) -> list[tuple[Row, Row]]:
    """Rows of both sides that stand for one another. Only rows of one article are compared."""
    by_article: dict[object, list[int]] = {}
    for number, row in enumerate(true):
        by_article.setdefault(row["article_id"], []).append(number)
    candidates = []
    for number, row in enumerate(made):
        for other in by_article.get(row["article_id"], []):
            shared = min(_end(row), _end(true[other])) - max(_start(row), _start(true[other]))
            longer = max(_end(row) - _start(row), _end(true[other]) - _start(true[other]))
            if shared > 0 and 2 * shared >= longer:
                candidates.append((-shared / longer, number, other))
    candidates.sort()
    used_made: set[int] = set()
    used_true: set[int] = set()
    pairs = []
    for _, number, other in candidates:
        if number not in used_made and other not in used_true:
            used_made.add(number)
            used_true.add(other)
            pairs.append((made[number], true[other]))
    return pairs


def _start(row: Row) -> int:
    return int(str(row["start"]))


def _end(row: Row) -> int:
    return int(str(row["end"]))
