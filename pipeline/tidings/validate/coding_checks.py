"""What the coding rules (``docs/coding-rules.md``) say and a program can tell, of any package: dates and places of events, sides, names, copies."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tidings.edtf import bounds
from tidings.known import demonyms
from tidings.link.event_dates import PAST_STATUS, precision
from tidings.link.sources import copies
from tidings.validate.cross_check import CrossCheck, Refusal, Sources, hashed, nothing, on_one_line, whole
from tidings.validate.sources import ROW


def _value(name: str) -> pl.Expr:
    return pl.col(name).alias("value")


def _of_expressions(sources: Sources) -> pl.LazyFrame:
    """date_edtf -> the last day that it can mean and how exact it is, of the expressions of events that are EDTF."""
    different = sources["events"].lazy.select("date_edtf").drop_nulls().unique().collect(engine="streaming")["date_edtf"].to_list()
    found = []
    for expression in different:
        try:
            last = bounds(expression)[1]
        except ValueError:
            continue
        found.append((expression, last.isoformat() if last else None, precision(expression)))
    return pl.LazyFrame(found, schema={"date_edtf": pl.String, "to": pl.String, "exact": pl.String}, orient="row")


def _appeared(sources: Sources) -> pl.LazyFrame:
    """event_id -> the latest day on which an article that reports it can have appeared; empty where one does not say."""
    days = sources["articles"].lazy.select("article_id", "published_latest")
    by_event = sources["event_reports"].lazy.select("event_id", "article_id").join(days, on="article_id", how="left").group_by("event_id")
    latest = pl.when(pl.col("published_latest").is_not_null().all()).then(pl.col("published_latest").max())
    return by_event.agg(latest.alias("appeared"))


def _past_ends(sources: Sources) -> Iterator[Refusal]:
    rows = sources["events"].lazy.select(ROW, "event_id", "status", "date_edtf", "date_earliest", _value("date_latest"))
    rows = rows.join(_of_expressions(sources), on="date_edtf", how="inner").join(_appeared(sources), on="event_id", how="inner")
    begun = pl.col("date_earliest").is_null() | (pl.col("date_earliest") <= pl.col("appeared"))
    over = pl.col("appeared").is_not_null() & begun & (pl.col("to").is_null() | (pl.col("to") > pl.col("appeared")))
    rows = rows.filter(pl.col("status").is_in(sorted(PAST_STATUS))).with_columns(pl.when(over).then("appeared").otherwise("to").alias("expected"))
    wrong = rows.filter(pl.col("value").ne_missing(pl.col("expected")))
    yield Refusal("events", "date_latest", wrong.with_columns(pl.col("expected").fill_null("(empty)")))


def _begins_later(sources: Sources) -> Iterator[Refusal]:
    rows = sources["events"].lazy.filter(pl.col("status") == "actual").select(ROW, "event_id", _value("date_earliest"))
    late = rows.join(_appeared(sources), on="event_id").filter(pl.col("value") > pl.col("appeared"))
    yield Refusal("events", "date_earliest", late.with_columns(("at most " + pl.col("appeared")).alias("expected")))


def _precision(sources: Sources) -> Iterator[Refusal]:
    rows = sources["events"].lazy.select(ROW, "date_edtf", _value("date_precision")).join(_of_expressions(sources), on="date_edtf")
    yield Refusal("events", "date_precision", rows.filter(pl.col("value") != pl.col("exact")).rename({"exact": "expected"}))


def _one_side(sources: Sources) -> Iterator[Refusal]:
    rows = sources["report_actors"].lazy
    doing = rows.filter(pl.col("role") == "actor").select("report_id", "actor_id")
    both = rows.filter(pl.col("role") == "recipient").join(doing, on=["report_id", "actor_id"], how="semi")
    yield Refusal("report_actors", "actor_id", both.select(ROW, _value("actor_id"), nothing()))


def _union(sources: Sources) -> Iterator[Refusal]:
    key = ["event_id", "actor_id", "role"]
    reports = sources["event_reports"].lazy.select("report_id", "event_id", "article_id")
    told = sources["report_actors"].lazy.select(ROW, "report_id", "actor_id", "role").join(reports, on="report_id")
    counts = told.group_by(key).agg(pl.len().cast(pl.Int64).alias("n_reports"), pl.col("article_id").n_unique().cast(pl.Int64).alias("n_articles"))
    for column in ("n_reports", "n_articles"):
        rows = sources["event_actors"].lazy.select(ROW, *key, whole(column).alias("value"))
        joined = rows.join(counts.select(*key, pl.col(column).alias("expected")), on=key, how="left")
        yield Refusal("event_actors", column, joined.with_columns(pl.col("expected").fill_null(0)).filter(pl.col("value") != pl.col("expected")))
    lost = told.join(sources["event_actors"].lazy.select(key), on=key, how="anti")
    yield Refusal(
        "report_actors",
        "actor_id",
        lost.select(ROW, _value("actor_id"), ("a row in event_actors for " + pl.col("event_id").cast(pl.String)).alias("expected")),
    )


def _printed_name(sources: Sources) -> Iterator[Refusal]:
    names = sources["mentions"].lazy.filter((pl.col("mention_type") == "name") & pl.col("actor_id").is_not_null())
    words = names.select("actor_id", on_one_line("mention_text").alias("words")).filter(~pl.col("words").is_in(sorted(demonyms())))
    printed = words.select("actor_id", hashed("words")).unique()
    rows = sources["actors"].lazy.select(ROW, "actor_id", _value("name"), hashed("name").alias("words"))
    actors = rows.join(printed.select("actor_id").unique(), on="actor_id", how="semi")
    yield Refusal("actors", "name", actors.join(printed, on=["actor_id", "words"], how="anti").with_columns(nothing()))


def _primary_is_the_name(sources: Sources) -> Iterator[Refusal]:
    primary = sources["actor_names"].lazy.filter(pl.col("name_type") == "primary").select(ROW, "actor_id", _value("name"))
    named = primary.join(sources["actors"].lazy.select("actor_id", pl.col("name").alias("expected")), on="actor_id")
    yield Refusal("actor_names", "name", named.filter(pl.col("value") != pl.col("expected")))


def _names_listed(sources: Sources) -> Iterator[Refusal]:
    mentions = sources["mentions"].lazy.filter((pl.col("mention_type") != "pronoun") & pl.col("actor_id").is_not_null())
    printed = mentions.select(ROW, "actor_id", _value("mention_text"), on_one_line("mention_text").hash().alias("name"))
    listed = sources["actor_names"].lazy.select("actor_id", on_one_line("name").hash())
    yield Refusal("mentions", "mention_text", printed.join(listed, on=["actor_id", "name"], how="anti").with_columns(nothing()))


def _place_of_reports(sources: Sources) -> Iterator[Refusal]:
    told = sources["event_reports"].lazy.filter(pl.col("place_id").is_not_null()).select("event_id", "place_id").unique()
    rows = sources["events"].lazy.select(ROW, "event_id", "place_id")
    strange = rows.filter(pl.col("place_id").is_not_null()).join(told, on=["event_id", "place_id"], how="anti")
    empty = rows.filter(pl.col("place_id").is_null()).join(told, on="event_id", how="semi")
    for found in (strange, empty):
        yield Refusal("events", "place_id", found.select(ROW, _value("place_id"), nothing()))


def _place_in_article(sources: Sources) -> Iterator[Refusal]:
    named = sources["mentions"].lazy.select("article_id", "place_id")
    datelines = sources["articles"].lazy.select("article_id", pl.col("dateline_place_id").alias("place_id"))
    known = pl.concat([named, datelines]).drop_nulls().unique()
    placed = sources["event_reports"].lazy.filter(pl.col("place_id").is_not_null()).select(ROW, "article_id", "place_id")
    strange = placed.join(known, on=["article_id", "place_id"], how="anti")
    yield Refusal("event_reports", "place_id", strange.select(ROW, _value("place_id"), nothing()))


def _event_told_there(sources: Sources) -> Iterator[Refusal]:
    told = sources["event_reports"].lazy.select("article_id", "event_id").unique()
    linked = sources["figures"].lazy.filter(pl.col("event_id").is_not_null()).select(ROW, "article_id", "event_id", "figure_type")
    strange = linked.join(told, on=["article_id", "event_id"], how="anti")
    lies = linked.filter(pl.col("figure_type") == "distance")
    for found in (strange, lies):
        yield Refusal("figures", "event_id", found.select(ROW, _value("event_id"), nothing()))


def _copies(sources: Sources) -> Iterator[Refusal]:
    frame = sources["articles"].lazy.select(ROW, "article_id", "published", "text_sha256", "copy_of_article_id").collect()
    repeats = copies(frame.iter_rows(named=True))
    copy_of = {row["article_id"]: row["copy_of_article_id"] for row in frame.iter_rows(named=True) if row["copy_of_article_id"]}
    wrong = []
    for row, article_id, said in frame.select(ROW, "article_id", "copy_of_article_id").iter_rows():
        of_a_copy = said is not None and (said == article_id or said in copy_of)
        first = repeats.get(article_id)
        first = copy_of.get(first, first) if first is not None else None  # the earliest of that text may be a near copy itself
        if of_a_copy or (first is not None and said != first):
            wrong.append((row, said, first))
    found = pl.LazyFrame(wrong, schema=[(ROW, frame.schema[ROW]), ("value", pl.String()), ("expected", pl.String())], orient="row")
    yield Refusal("articles", "copy_of_article_id", found)


CODING_CHECKS = (
    CrossCheck(
        "past-ends-with-publication",
        "what is told as past ends with the day of its articles' publication at the latest",
        "set date_latest to that day, or correct date_edtf or the modality of the reports",
        ("articles", "events", "event_reports"),
        _past_ends,
        by_hash=("event_id", "article_id"),
    ),
    CrossCheck(
        "begins-after-publication",
        "what is told as a fact began before its articles appeared",
        "correct the date or the day of publication, or code the reports as planned",
        ("articles", "events", "event_reports"),
        _begins_later,
        "warning",
        ("event_id", "article_id"),
    ),
    CrossCheck("precision-of-date", "the precision is that of date_edtf", "correct date_precision, or date_edtf", ("events",), _precision),
    CrossCheck(
        "one-side",
        "nobody is actor and recipient in one report",
        "drop one of the two rows",
        ("report_actors",),
        _one_side,
        by_hash=("report_id", "actor_id"),
    ),
    CrossCheck(
        "union-of-sides",
        "event_actors is the union of report_actors over an event's reports, counted",
        "count again, or build again",
        ("event_reports", "report_actors", "event_actors"),
        _union,
        by_hash=("report_id", "event_id", "actor_id", "article_id"),
    ),
    CrossCheck(
        "name-printed",
        "an actor that articles name has a name that one of them prints",
        "take a name from mentions, or build again",
        ("actors", "mentions"),
        _printed_name,
        by_hash=("actor_id",),
    ),
    CrossCheck(
        "primary-is-the-name",
        "the primary name is that of the actor",
        "correct one of the two",
        ("actors", "actor_names"),
        _primary_is_the_name,
        by_hash=("actor_id", "name"),
    ),
    CrossCheck(
        "printed-names-listed",
        "every name and description printed for an actor stands in actor_names",
        "add it, or build again",
        ("actor_names", "mentions"),
        _names_listed,
        by_hash=("actor_id",),
    ),
    CrossCheck(
        "place-of-its-reports",
        "an event's place is one that a report of it gives, and empty only where none does",
        "correct place_id, or that of the reports",
        ("events", "event_reports"),
        _place_of_reports,
        by_hash=("event_id", "place_id"),
    ),
    CrossCheck(
        "place-in-article",
        "the place of a report is mentioned in its article, or is its dateline",
        "add the mention, or correct place_id",
        ("articles", "event_reports", "mentions"),
        _place_in_article,
        "warning",
        ("article_id", "place_id", "dateline_place_id"),
    ),
    CrossCheck(
        "figure-of-event",
        "the event of a figure is told in the figure's article, and how far a place lies is no event's",
        "correct event_id, or leave it empty",
        ("figures", "event_reports"),
        _event_told_there,
        "warning",
        ("article_id", "event_id"),
    ),
    CrossCheck(
        "copies", "a copy names the earliest article with its text, which is no copy itself", "correct copy_of_article_id", ("articles",), _copies
    ),
)
