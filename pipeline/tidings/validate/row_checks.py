"""Checks beyond the schema that each row answers for itself: conventions of text, spans, ids, dates in order, cells that go together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from tidings.contract import READ_AS_MISSING, Field, Table
from tidings.ids import LETTERS
from tidings.validate.compile_polars import RowTest
from tidings.validate.findings import Severity

# The text column of each table with a span.
SPAN_TEXT = {
    "quotes": "quote_text",
    "figures": "figure_text",
    "mentions": "mention_text",
    "event_reports": "trigger_text",
    "dates": "date_text",
    "evidence": "evidence_text",
}
# Other columns whose words stand in an article as they are, or are made from such words, so that they may be any words.
_AS_PRINTED = {
    "speaker_text",
    "addressee_text",
    "cue",
    "measures",
    "about",
    "unit",
    "role",
    "name",
    "title",
    "byline",
    "left_name",
    "right_name",
    *SPAN_TEXT.values(),
}
# Columns with the id of another row that was taken from the same article.
_SAME_ARTICLE = {"quotes": ("said_date_id",), "figures": ("quote_id",), "event_reports": ("quote_id", "date_id")}
_DATE_PAIRS = (("published_earliest", "published_latest"), ("date_earliest", "date_latest"))
_NUMBER_PAIRS = (("value_low", "value_high"), ("low", "high"), ("n_sources", "n_articles"))
_TOGETHER = (("lat", "lon"), ("value_si", "unit_si"))


@dataclass(frozen=True)
class RowCheck:
    """A named check. `tests` gives its tests for a table: column and expression that is true where a row is refused."""

    name: str
    says: str
    what_to_do: str
    tests: Callable[[Table], Iterator[tuple[str, pl.Expr]]]
    severity: Severity = "error"


def row_tests(table: Table) -> list[RowTest]:
    """All of these checks, for one table."""
    return [
        RowTest(column, check.name, check.says, check.what_to_do, bad, check.severity) for check in ROW_CHECKS for column, bad in check.tests(table)
    ]


def _whole(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64, strict=False)


def _number(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Float64, strict=False)


def _free_text(table: Table) -> Iterator[Field]:
    for field in table.fields:
        if field.type == "string" and not field.constraints.enum:
            yield field


def _missing_word(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for field in _free_text(table):
        if field.name not in _AS_PRINTED:
            yield field.name, pl.col(field.name).is_in(READ_AS_MISSING)


def _printed_missing_word(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for field in _free_text(table):
        if field.name in _AS_PRINTED:
            yield field.name, pl.col(field.name).is_in(READ_AS_MISSING)


def _outer_blanks(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for field in _free_text(table):
        if field.constraints.pattern is None:
            yield field.name, pl.col(field.name).str.strip_chars() != pl.col(field.name)


def _span_order(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if table.name in SPAN_TEXT:
        yield "end", _whole("end") <= _whole("start")


def _span_length(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if table.name in SPAN_TEXT:
        column = SPAN_TEXT[table.name]
        yield column, (pl.col(column).str.len_chars().cast(pl.Int64) != _whole("end") - _whole("start")) & (_whole("end") > _whole("start"))


def _row_id(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if table.name in LETTERS:
        made = pl.format(f"{{}}:{LETTERS[table.name]}:{{}}-{{}}", "article_id", "start", "end")
        yield table.primary_key[0], pl.col(table.primary_key[0]) != made


def _same_article(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for column in _SAME_ARTICLE.get(table.name, ()):
        yield column, ~pl.col(column).str.starts_with(pl.concat_str("article_id", pl.lit(":")))


def _dates_in_order(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for first, last in _DATE_PAIRS:
        if first in table.columns:
            yield last, pl.col(last).str.to_date("%Y-%m-%d", strict=False) < pl.col(first).str.to_date("%Y-%m-%d", strict=False)


def _numbers_in_order(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for low, high in _NUMBER_PAIRS:
        if low in table.columns and high in table.columns:
            yield (low if low == "n_sources" else high), _number(high) < _number(low)


def _together(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for one, other in _TOGETHER:
        if one in table.columns:
            yield other, pl.col(one).is_null() != pl.col(other).is_null()


def _bound(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if table.name == "figures":
        low, high = _number("value_low"), _number("value_high")
        one_number = low.is_null() | high.is_null() | (low != high)
        open_above = low.is_null() | high.is_not_null()
        open_below = high.is_null() | low.is_not_null()
        kinds = {"exact": one_number, "at_least": open_above, "at_most": open_below}
        yield "bound", pl.any_horizontal((pl.col("bound") == kind) & wrong for kind, wrong in kinds.items())


def _not_part_of_itself(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if table.name == "actors":
        yield "part_of_actor_id", pl.col("part_of_actor_id") == pl.col("actor_id")


def _pair_order(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    for left, right in (("left_name", "right_name"), ("left", "right")):
        if left in table.columns:
            yield left, pl.col(left) > pl.col(right)


def _same_actor(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if "left_actor_id" in table.columns:
        same = pl.col("left_actor_id") == pl.col("right_actor_id")
        yield "decision", ((pl.col("decision") == "same") & ~same) | ((pl.col("decision") == "different") & same)


def _undated(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if table.name == "events":
        yield "date_precision", pl.col("date_edtf").is_null() & (pl.col("date_precision") != "unknown")


def _source_of_speech(table: Table) -> Iterator[tuple[str, pl.Expr]]:
    if table.name == "quotes":
        yield "speaker_actor_id", pl.col("speaker_actor_id").is_not_null() & (pl.col("speaker_kind") == "none")
        yield "quote_text", pl.col("quote_text").is_null() & (pl.col("quote_type") != "indirect")


ROW_CHECKS = (
    RowCheck("missing-word", "a word that pandas and R read as missing", "leave the cell empty, or spell the value out", _missing_word),
    RowCheck(
        "printed-missing-word",
        "printed so in the article, but pandas and R read it as missing",
        "load the table with the package's typed loader, which keeps it",
        _printed_missing_word,
        "warning",
    ),
    RowCheck("outer-blanks", "begins or ends with a blank, which readr drops", "trim the value, and its span with it", _outer_blanks),
    RowCheck("span-order", "a span ends after it starts", "correct start and end", _span_order),
    RowCheck("span-length", "the text is as long as its span", "correct start and end, or the text", _span_length),
    RowCheck("row-id", "the id is made of the row's article, start and end", "build the id from article_id, start and end", _row_id),
    RowCheck("same-article", "the id is of a row of the same article", "refer to a row of this article", _same_article),
    RowCheck("dates-in-order", "the last day is not before the first", "exchange or correct the two days", _dates_in_order),
    RowCheck("numbers-in-order", "the low number is not above the high one", "exchange or correct the two numbers", _numbers_in_order),
    RowCheck("filled-together", "filled exactly where its partner is filled", "fill both cells or none", _together),
    RowCheck(
        "bound-and-values", "exact: one value twice; at_least: only a low one; at_most: only a high one", "correct bound, or the values", _bound
    ),
    RowCheck("not-part-of-itself", "an actor is not part of itself", "leave the cell empty, or name the body", _not_part_of_itself),
    RowCheck("pair-order", "the smaller name by code point stands on the left", "exchange the two names", _pair_order),
    RowCheck("judged-the-same", "the same: one actor_id; different: two", "correct decision, or the ids", _same_actor),
    RowCheck("undated", "without a date the precision is unknown", "give date_edtf, or set the precision to unknown", _undated),
    RowCheck(
        "speaker-and-words", "only indirect speech may lack its words; speech of nobody has no speaker", "fill or empty the cell", _source_of_speech
    ),
)
