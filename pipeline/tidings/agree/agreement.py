"""Agreement of two codings: F1 of rows and cells, alpha and kappa of columns, and every disagreement beside its words.

A stands where a machine stands when it is evaluated, B where the reading stands that it is held against: precision is the share of A's that B
has, recall the share of B's that A has. F1 and the measures are the same whichever is called A.
Source of precision, recall and F1: C. J. van Rijsbergen, Information Retrieval, 2nd ed. (1979), ch. 7; for rows without a fixed list of units
F1 stands for kappa: G. Hripcsak, A. Rothschild, Agreement, the F-measure, and reliability in information retrieval, JAMIA 12 (2005) 296-298.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tidings.agree.actors_alike import one_scale
from tidings.agree.columns import GROUPS, ROLES, WORDS, Column, Kind, key_of
from tidings.agree.comparison import Articles, Comparison, compare, tables_with_spans
from tidings.agree.groups import event_counts, grouped_otherwise, pairs_under_one_id
from tidings.agree.measures import NO_UNITS, Level, alpha, kappa, level_of_numbers
from tidings.agree.pairs import Pair, in_order, span
from tidings.coding.columns import Row, Tables

ROWS = "*"
NOT_FOUND = "no alpha: rows have no fixed list of units"
AS_WORDS = "no alpha: words as printed, nearly every value its own"
AS_GROUPS = "no alpha: ids only group rows; pairs of rows under one id are counted"
AS_EVENTS = "no alpha: events are found by their reports; see event_reports"


@dataclass(frozen=True, slots=True)
class Score:
    """Of one table's rows (`column` ``*``) or of one column's cells. `made`: filled by A, `true`: by B, `right`: by both alike.

    `n`: joined rows whose cells were compared, `share`: of these, equal. `measure`: which alpha (nominal, ratio, interval), else empty;
    `why` says why `alpha` (and `kappa`) is None.
    """

    table: str
    column: str
    made: int
    true: int
    right: int
    n: int = 0
    share: float | None = None
    measure: str = ""
    alpha: float | None = None
    kappa: float | None = None
    why: str = ""

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
        """The counts as a row for the descriptor, rounded to three places."""
        counts = {"table": self.table, "column": self.column, "made": self.made, "true": self.true, "right": self.right}
        return {**counts, "precision": round(self.precision, 3), "recall": round(self.recall, 3), "f1": round(self.f1, 3)}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell in which joined rows differ, or with column ``*`` a row that one coding has alone (`a` or `b` is its id, the other None).
    `start`, `end`: A's span where A has the row; `words`: the row's own, empty where they may not be published.
    """

    table: str
    article_id: str
    start: int
    end: int
    words: str
    column: str
    a: object
    b: object


@dataclass(frozen=True)
class Agreement:
    """What `agreement` found. `not_compared`: tables and columns that one coding lacks, in words."""

    names: tuple[str, str]
    articles: Articles
    not_compared: tuple[str, ...]
    scores: list[Score]
    disagreements: list[Disagreement]

    def score(self, table: str, column: str = ROWS) -> Score:
        """One score. Raises KeyError where there is none."""
        for score in self.scores:
            if (score.table, score.column) == (table, column):
                return score
        raise KeyError(f"{table}.{column} was not compared")


def agreement(a: Tables, b: Tables, *, names: tuple[str, str] = ("A", "B")) -> Agreement:
    """How far two codings or finished packages agree on the articles that both hold. `a`, `b`: table -> typed rows with spans.

    Raises UsageError where the package `krippendorff` is not installed.
    """
    compared = compare(a, b)
    scores = [score for table in compared.tables for score in _scores(compared, table, measured=True)]
    found = [each for table in compared.tables for each in _disagreements(compared, table)]
    return Agreement(names, compared.articles, tuple(_not_compared(compared, names)), scores, found)


def score_rows(made: Tables, true: Tables) -> list[dict[str, object]]:
    """Precision, recall and F1 of `made` against `true`, as rows for the descriptor's `machineAccuracySeen`. Needs no further package."""
    compared = compare(made, true)
    return [score.row() for table in compared.tables for score in _scores(compared, table, measured=False)]


def _not_compared(compared: Comparison, names: tuple[str, str]) -> list[str]:
    found = []
    for table in tables_with_spans():
        sides = (compared.a, compared.b)
        if lacking := [name for name, side in zip(names, sides, strict=True) if table not in side]:
            found += [f"{table}: not in {' nor in '.join(lacking)}"]
            continue
        has = [{name for row in side[table] for name in row} for side in sides]
        if all(has):
            found += [f"{table}.{name}: not in {names[name in has[0]]}" for name in sorted(has[0] ^ has[1]) if name in compared.known(table)]
        if group := GROUPS.get(table):
            gives = [any(row.get(group) is not None for row in side[table]) for side in sides]
            found += [f"{table}.{group}: none given in {names[gives[0]]}"] if gives[0] != gives[1] and all(has) else []
    return found


def _scores(compared: Comparison, table: str, *, measured: bool) -> list[Score]:
    made, true, pairs = compared.a[table], compared.b[table], compared.joined[table]
    scores = [Score(table, ROWS, len(made), len(true), len(pairs), len(pairs), why=NOT_FOUND)]
    for column in compared.columns(table):
        alike = compared.alike(column.kind)
        cells = [(one.get(column.name), other.get(column.name)) for one, other in pairs]
        equal = [alike(*cell) for cell in cells]
        by_a, by_b = (sum(1 for row in rows if row.get(column.name) is not None) for rows in (made, true))
        right = sum(1 for (one, _), same in zip(cells, equal, strict=True) if same and one is not None)
        score = Score(table, column.name, by_a, by_b, right)
        scores.append(_measured(score, column, cells, equal) if measured else score)
    group = GROUPS.get(table)
    if group and all(any(row.get(group) is not None for row in rows) for rows in (made, true)):
        both = sum(1 for one, other in pairs if one.get(group) is not None and other.get(group) is not None)
        scores.append(Score(table, group, *pairs_under_one_id(pairs, group), both, why=AS_GROUPS))
        if table == "event_reports":
            scores += _event_scores(compared)
    return scores


def _event_scores(compared: Comparison) -> list[Score]:
    counts = event_counts(compared.a, compared.b, compared.same_event, compared.alike(Kind.actor))
    given = {column.name for column in compared.columns("event_reports")}
    needed = {ROWS: True, "event_type": "event_type" in given, "actors": bool(given & set(ROLES))}
    return [Score("events", column, *numbers, len(compared.same_event), why=AS_EVENTS) for column, numbers in counts.items() if needed[column]]


def _measured(score: Score, column: Column, cells: Sequence[tuple[object, object]], equal: Sequence[bool]) -> Score:
    """The score with the measures of its column. Empty cells: of a column that the table needs they were not coded and are left out; of another
    code or id, empty is an answer ("not reported") and a category of its own; of a number or day they are left out, as they lie on no scale.
    """
    scaled = column.kind in (Kind.number, Kind.day)
    kept = [number for number, (one, other) in enumerate(cells) if not (column.required or scaled) or (one is not None and other is not None)]
    if not kept:
        return replace(score, why=NO_UNITS)
    units = [cells[number] for number in kept]
    same = [equal[number] for number in kept]
    score = replace(score, n=len(kept), share=sum(same) / len(kept))
    if column.kind is Kind.words:
        return replace(score, why=AS_WORDS)
    if scaled:
        read = _day if column.kind is Kind.day else _number
        numbers = [(read(one), read(other)) for one, other in units]
        level: Level = "interval" if column.kind is Kind.day else level_of_numbers(numbers)
        found = alpha(numbers, level)
        return replace(score, measure=level, alpha=found.value, why=found.why)
    categories = units if column.kind is Kind.code else one_scale(units, same)
    found = alpha(categories, "nominal")
    return replace(score, measure="nominal", alpha=found.value, kappa=kappa(categories).value, why=found.why)


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else float(str(value))


def _day(value: object) -> float:
    return float(date.fromisoformat(str(value)).toordinal())


def _disagreements(compared: Comparison, table: str) -> list[Disagreement]:
    pairs, key = compared.joined[table], key_of(table)
    found = []
    for column in compared.columns(table):
        alike = compared.alike(column.kind)
        cells = ((pair, pair[0].get(column.name), pair[1].get(column.name)) for pair in pairs)
        found += [_at(table, pair, column.name, one, other) for pair, one, other in cells if not alike(one, other)]
    if group := GROUPS.get(table):
        found += [_at(table, pair, group, pair[0][group], pair[1][group]) for pair in grouped_otherwise(pairs, group)]
    met = {id(row) for pair in pairs for row in pair}
    found += [_at(table, (row, row), ROWS, row.get(key), None) for row in in_order(compared.a[table], key) if id(row) not in met]
    found += [_at(table, (row, row), ROWS, None, row.get(key)) for row in in_order(compared.b[table], key) if id(row) not in met]
    order = {name: number for number, name in enumerate([ROWS, *(column.name for column in compared.columns(table)), GROUPS.get(table, "")])}
    return sorted(found, key=lambda each: (each.article_id, each.start, each.end, order[each.column], each.a is None, str(each.a), str(each.b)))


def _at(table: str, pair: Pair, column: str, one: object, other: object) -> Disagreement:
    start, end = span(pair[0]) or (0, 0)
    words: Row = pair[0] if pair[0].get(WORDS[table]) else pair[1]
    return Disagreement(table, str(pair[0]["article_id"]), start, end, str(words.get(WORDS[table]) or ""), column, one, other)
