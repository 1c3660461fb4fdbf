"""Checks beyond the schema that compare tables: sums against rows, spans against the length of their article, statuses against reports.

Each check yields `Refusal`s: the column, and a frame of the rows refused with what stands there (`value`) and what should (`expected`, may be null).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tidings.edtf import bounds
from tidings.link.event_dates import PAST_STATUS
from tidings.link.sources import COUNTED, Counted, sources_told
from tidings.validate.coding_checks import CODING_CHECKS
from tidings.validate.cross_check import CrossCheck, Refusal, Sources, by_hash, decimal, hashed, nothing, on_one_line, whole
from tidings.validate.findings import KEPT, Check, Finding, Findings
from tidings.validate.row_checks import SPAN_TEXT
from tidings.validate.sources import ROW


def run(sources: Sources, checks: tuple[CrossCheck, ...] | None = None) -> Findings:
    """Run every check whose tables are there."""
    findings = Findings()
    for check in CROSS_CHECKS if checks is None else checks:
        if not all(name in sources for name in check.tables):
            continue
        refused = _refused(check, by_hash(sources, check.by_hash))
        if check.by_hash and any(found.height for _, found in refused):
            refused = _refused(check, sources)  # now with the cells themselves, for people
        for refusal, found in refused:
            _report(findings, sources[refusal.table].file, check, refusal, found)
    return findings


def _refused(check: CrossCheck, sources: Sources) -> list[tuple[Refusal, pl.DataFrame]]:
    """What a check refuses, with the rows: number, value, expected."""
    columns = (ROW, pl.col("value").cast(pl.String), pl.col("expected").cast(pl.String))
    return [(each, each.rows.select(columns).collect(engine="streaming").sort(ROW)) for each in check.find(sources)]


def _report(findings: Findings, file: str, check: CrossCheck, refusal: Refusal, found: pl.DataFrame) -> None:
    findings.checks.append(Check("fast", refusal.table, refusal.column, check.name, check.says, found.height, check.severity))
    for number, (row, value, expected) in enumerate(found.head(KEPT).iter_rows()):
        says = check.says if expected is None else f"{check.says}; expected {expected}"
        rest = found.height - KEPT if number == KEPT - 1 else 0
        finding = Finding(refusal.table, file, row, refusal.column, value, check.name, says, check.what_to_do, severity=check.severity)
        findings.add(finding, 1 + rest)


def _span_inside(sources: Sources) -> Iterator[Refusal]:
    articles = sources["articles"].lazy.select("article_id", whole("char_count").alias("length"))
    for name in SPAN_TEXT:
        if name in sources:
            rows = sources[name].lazy.select(ROW, "article_id", whole("end").alias("value"))
            furthest = (
                rows.group_by("article_id").agg(pl.col("value").max()).join(articles, on="article_id").filter(pl.col("value") > pl.col("length"))
            )
            wrong = furthest.select("article_id", "length").collect(engine="streaming")  # few or none, so the rows themselves are seldom joined
            found = rows.join(wrong.lazy(), on="article_id").filter(pl.col("value") > pl.col("length")) if wrong.height else rows.clear()
            found = found if wrong.height else found.with_columns(pl.lit(None, dtype=pl.Int64).alias("length"))
            yield Refusal(name, "end", found.with_columns(("at most " + pl.col("length").cast(pl.String)).alias("expected")))


def _sum(sources: Sources, table: str, key: str, column: str, children: str, link: str, counted: str | None = None) -> Refusal:
    """`column` of `table` is the number of rows of `children` whose `link` is the row's `key`, or of different values of `counted` among them."""
    number = pl.len() if counted is None else pl.col(counted).n_unique()
    counts = sources[children].lazy.filter(pl.col(link).is_not_null()).group_by(link).agg(number.cast(pl.Int64).alias("expected"))
    rows = sources[table].lazy.select(ROW, key, whole(column).alias("value")).join(counts, left_on=key, right_on=link, how="left")
    return Refusal(table, column, rows.with_columns(pl.col("expected").fill_null(0)).filter(pl.col("value") != pl.col("expected")))


def _sums_of_events(sources: Sources) -> Iterator[Refusal]:
    yield _sum(sources, "events", "event_id", "n_reports", "event_reports", "event_id")
    yield _sum(sources, "events", "event_id", "n_articles", "event_reports", "event_id", "article_id")


def _sums_of_claims(sources: Sources) -> Iterator[Refusal]:
    yield _sum(sources, "claims", "claim_id", "n_figures", "figures", "claim_id")
    yield _sum(sources, "claims", "claim_id", "n_articles", "figures", "claim_id", "article_id")


def _sums_of_actors(sources: Sources) -> Iterator[Refusal]:
    yield _sum(sources, "actors", "actor_id", "n_mentions", "mentions", "actor_id")
    yield _sum(sources, "actors", "actor_id", "n_articles", "mentions", "actor_id", "article_id")


def _sums_of_names(sources: Sources) -> Iterator[Refusal]:
    name, words = on_one_line("name").hash(), on_one_line("mention_text").hash()
    grouped = sources["mentions"].lazy.filter(pl.col("actor_id").is_not_null()).with_columns(words).group_by("actor_id", "mention_text")
    counts = grouped.agg(pl.len().cast(pl.Int64).alias("n_mentions"), pl.col("article_id").n_unique().cast(pl.Int64).alias("n_articles"))
    for column in ("n_mentions", "n_articles"):
        rows = sources["actor_names"].lazy.select(ROW, "actor_id", name, whole(column).alias("value"))
        expected = counts.select("actor_id", "mention_text", pl.col(column).alias("expected"))
        joined = rows.join(expected, left_on=("actor_id", "name"), right_on=("actor_id", "mention_text"), how="left")
        yield Refusal("actor_names", column, joined.with_columns(pl.col("expected").fill_null(0)).filter(pl.col("value") != pl.col("expected")))


def sources_of(sources: Sources) -> dict[str, str]:
    """article_id -> the source that it counts as, by the rule of the linking."""
    columns = ("article_id", "outlet", "wire_credit", "copy_of_article_id")
    return sources_told(sources["articles"].lazy.select(columns).collect().rows(named=True))


def counted_by_source(sources: Sources) -> list[Counted]:
    """Of the tables with `n_sources` those that are there, with the tables whose rows it counts."""
    return [each for each in COUNTED if {each.table, each.rows, "articles"} <= sources.keys()]


def _independent_sources(sources: Sources) -> Iterator[Refusal]:
    """Sentences that one article copied from another make fewer sources; which they are only the texts tell (`text_checks`)."""
    summed = counted_by_source(sources)
    if summed:
        of = sources_of(sources)
        found = pl.LazyFrame({"article_id": list(of), "source": list(of.values())}, schema={"article_id": pl.String, "source": pl.String})
        found = found.select(hashed("article_id"), hashed("source"))
        for table, key, _, children in summed:
            counts = sources[children].lazy.select(hashed(key), hashed("article_id")).join(found, on="article_id").group_by(key)
            expected = counts.agg(pl.col("source").n_unique().cast(pl.Int64).alias("expected"))
            rows = sources[table].lazy.select(ROW, hashed(key), whole("n_sources").alias("value")).join(expected, on=key, how="inner")
            yield Refusal(table, "n_sources", rows.filter(pl.col("value") > pl.col("expected")))


def _low_and_high(sources: Sources) -> Iterator[Refusal]:
    """In the claim's unit; a figure in another unit is converted by way of `value_si`, from a figure of the claim that has the claim's unit."""
    middle = (pl.coalesce("low", "high") + pl.coalesce("high", "low")) / 2
    figures = (
        sources["figures"]
        .lazy.select(
            "claim_id", "unit", "unit_si", decimal("value_low").alias("low"), decimal("value_high").alias("high"), decimal("value_si").alias("si")
        )
        .with_columns(pl.when(middle != 0).then(pl.col("si") / middle).alias("factor"))
    )
    claims = sources["claims"].lazy.select(
        ROW, "claim_id", pl.col("unit").alias("claim_unit"), decimal("low").alias("claim_low"), decimal("high").alias("claim_high")
    )
    joined = figures.join(claims, on="claim_id")
    own = joined.filter(pl.col("unit") == pl.col("claim_unit")).group_by("claim_id").agg(pl.col("factor").drop_nulls().first().alias("claim_factor"))
    scale = pl.when(pl.col("unit") == pl.col("claim_unit")).then(1.0).otherwise(pl.col("factor") / pl.col("claim_factor"))
    scaled = joined.join(own, on="claim_id", how="left").with_columns(scale.alias("scale"))
    valued = pl.col("low").is_not_null() | pl.col("high").is_not_null()
    summed = scaled.group_by(ROW).agg(
        (pl.col("scale").is_null() & valued).any().alias("unknown"),
        *(getattr(pl.col(end) * pl.col("scale"), which)().alias(f"{end}_{which}") for end in ("low", "high") for which in ("min", "max")),
        pl.col("claim_low").first(),
        pl.col("claim_high").first(),
    )
    # Lower and upper ends alike are numbers that somebody gives: of "40" and "at least 52" they run from 40 to 52.
    ends = {
        "low": pl.when(pl.col("low_min").is_not_null()).then(pl.min_horizontal("low_min", "high_min")),
        "high": pl.when(pl.col("high_max").is_not_null()).then(pl.max_horizontal("low_max", "high_max")),
    }
    for column, expected in ends.items():
        value = pl.col(f"claim_{column}")
        near = (value - expected).abs() <= 1e-6 * pl.max_horizontal(value.abs(), expected.abs(), pl.lit(1e-9))
        wrong = (value.is_null() != expected.is_null()) | ~near.fill_null(True)
        yield Refusal("claims", column, summed.filter(~pl.col("unknown") & wrong).select(ROW, value.alias("value"), expected.alias("expected")))


def _edtf(sources: Sources) -> Iterator[Refusal]:
    for table, expression, first, last in (
        ("articles", "published", "published_earliest", "published_latest"),
        ("events", "date_edtf", "date_earliest", "date_latest"),
        ("dates", "date_edtf", "date_earliest", "date_latest"),
    ):
        if table not in sources:
            continue
        rows = sources[table].lazy.select(ROW, expression, first, last, *(["status"] if table == "events" else []))
        different = rows.select(expression).filter(pl.col(expression).is_not_null()).unique().collect(engine="streaming")[expression].to_list()
        days = [_days(each) for each in different]
        schema = {expression: pl.String, "from": pl.String, "to": pl.String, "wrong": pl.Boolean}
        known = pl.LazyFrame(
            {expression: different, "from": [d[0] for d in days], "to": [d[1] for d in days], "wrong": [d[2] for d in days]}, schema=schema
        )
        joined = rows.join(known, on=expression, how="left")
        yield Refusal(
            table,
            expression,
            joined.filter(pl.col("wrong")).select(ROW, pl.col(expression).alias("value"), pl.lit("days in order that exist").alias("expected")),
        )
        for column, should in ((first, "from"), (last, "to")):
            differs = pl.col(column).ne_missing(pl.col(should)) & ~pl.col("wrong").fill_null(False)
            if (table, column) == (
                "events",
                last,
            ):  # what is told as past may end earlier (`past-ends-with-publication`)
                earlier = pl.col(last).is_not_null() & (pl.col(should).is_null() | (pl.col(last) < pl.col(should)))
                differs &= ~(earlier & pl.col("status").is_in(sorted(PAST_STATUS)))
            yield Refusal(
                table,
                column,
                joined.filter(differs).select(ROW, pl.col(column).alias("value"), pl.col(should).fill_null("(empty)").alias("expected")),
            )


def _days(expression: str) -> tuple[str | None, str | None, bool]:
    try:
        first, last = bounds(expression)
    except ValueError:
        return None, None, True
    ends_before = first is not None and last is not None and last < first
    return first.isoformat() if first else None, last.isoformat() if last else None, ends_before


# For each status: sets of modalities, of each of which at least one must be among the reports, and modalities that must not.
STATUS: dict[str, tuple[list[set[str]], set[str]]] = {
    "actual": ([{"actual"}], {"denied"}),
    "alleged": ([{"alleged"}], {"actual", "denied"}),
    "planned": ([{"planned"}], {"actual", "alleged", "denied"}),
    "hypothetical": ([{"hypothetical"}], {"actual", "alleged", "planned", "denied"}),
    "denied": ([{"denied"}], {"actual", "alleged"}),
    "disputed": ([{"denied"}, {"actual", "alleged"}], set()),
}


def _status(sources: Sources) -> Iterator[Refusal]:
    reports = sources["event_reports"].lazy.group_by("event_id").agg(pl.col("modality").unique().sort())
    rows = sources["events"].lazy.select(ROW, "event_id", pl.col("status").alias("value")).join(reports, on="event_id", how="inner")
    has = pl.col("modality").list
    for status, (needs, excludes) in STATUS.items():
        lacks = [~pl.any_horizontal(has.contains(modality) for modality in sorted(each)) for each in needs]
        wrong = pl.any_horizontal(*lacks, *(has.contains(modality) for modality in sorted(excludes)))
        found = rows.filter((pl.col("value") == status) & wrong)
        yield Refusal("events", "status", found.with_columns(("a status that fits the modalities " + has.join(", ")).alias("expected")))


def _event_type(sources: Sources) -> Iterator[Refusal]:
    known = sources["event_types"].lazy.select("event_type", pl.col("event_mode").alias("mode")).unique()
    rows = sources["events"].lazy.select(ROW, "event_type", pl.col("event_mode").fill_null("any").alias("mode"))
    unknown = rows.join(known, on=("event_type", "mode"), how="anti")
    yield Refusal("events", "event_mode", unknown.select(ROW, pl.concat_str("event_type", "mode", separator=" ").alias("value"), nothing()))


def _evidence(sources: Sources) -> Iterator[Refusal]:
    rows = sources["evidence"].lazy
    parts = {"event_reports": ("actor", "recipient", "date", "place")}
    for name, source in sources.items():
        if len(source.table.primary_key) != 1 or name == "evidence":
            continue
        here = rows.filter(pl.col("table") == name)
        key = source.table.primary_key[0]
        there = source.lazy.select(hashed(key).alias("hash"))
        numbers = here.select(ROW, hashed("row_id").alias("hash")).join(there, on="hash", how="anti").select(ROW).collect(engine="streaming")
        lost = here.filter(pl.col(ROW).is_in(numbers[ROW].implode()))  # few or none
        yield Refusal("evidence", "row_id", lost.select(ROW, pl.col("row_id").alias("value"), pl.lit(f"a key of {name}").alias("expected")))
        fields = [*source.table.columns, *parts.get(name, ())]
        unknown = here.filter(~pl.col("field").is_in(fields))
        yield Refusal("evidence", "field", unknown.select(ROW, pl.col("field").alias("value"), pl.lit(f"a column of {name}").alias("expected")))
        if name in SPAN_TEXT:
            strange = here.filter(~pl.col("row_id").str.starts_with(pl.concat_str("article_id", pl.lit(":"))))
            yield Refusal(
                "evidence", "article_id", strange.select(ROW, pl.col("article_id").alias("value"), pl.lit("the article of the row").alias("expected"))
            )


def _primary_names(sources: Sources) -> Iterator[Refusal]:
    primary = sources["actor_names"].lazy.filter(pl.col("name_type") == "primary").select(ROW, "actor_id", "name").sort(ROW)
    again = primary.filter(~pl.col("actor_id").is_first_distinct())
    yield Refusal("actor_names", "name_type", again.select(ROW, pl.col("name").alias("value"), nothing()))


def _excerpts(sources: Sources) -> Iterator[Refusal]:
    open_rights = r"(?i)^(?:CC0|CC-BY|CC BY|PDDL|ODC|MIT|public domain)"
    reserved = sources["articles"].lazy.filter(~pl.col("rights").fill_null("").str.contains(open_rights)).select("article_id")
    words = pl.col("quote_text").str.count_matches(r"[\p{L}\p{N}]+")
    long = (pl.col("quote_type") == "indirect") & (pl.col("quote_text").str.len_bytes() > 24)
    rows = sources["quotes"].lazy.filter(long).join(reserved, on="article_id", how="semi").filter(words > 12)
    yield Refusal("quotes", "quote_text", rows.select(ROW, pl.col("quote_text").alias("value"), pl.lit("at most 12 words").alias("expected")))


CROSS_CHECKS = (
    CrossCheck("span-inside-article", "a span ends inside its article", "correct end, or char_count of the article", ("articles",), _span_inside),
    CrossCheck(
        "sums-of-events",
        "counts are those of the rows of event_reports",
        "count again",
        ("events", "event_reports"),
        _sums_of_events,
        by_hash=("event_id", "article_id"),
    ),
    CrossCheck(
        "sums-of-claims",
        "counts are those of the rows of figures",
        "count again",
        ("claims", "figures"),
        _sums_of_claims,
        by_hash=("claim_id", "article_id"),
    ),
    CrossCheck(
        "sums-of-actors",
        "counts are those of the rows of mentions",
        "count again",
        ("actors", "mentions"),
        _sums_of_actors,
        by_hash=("actor_id", "article_id"),
    ),
    CrossCheck(
        "sums-of-names",
        "counts are those of the mentions with this name",
        "count again, or drop the name",
        ("actor_names", "mentions"),
        _sums_of_names,
        by_hash=("actor_id", "article_id"),
    ),
    CrossCheck(
        "independent-sources",
        "articles that run one wire report, or copy one another, are one source",
        "count again",
        ("articles",),
        _independent_sources,
    ),
    CrossCheck(
        "low-and-high",
        "the smallest and greatest value of the claim's figures",
        "reckon again",
        ("claims", "figures"),
        _low_and_high,
        by_hash=("claim_id",),
    ),
    CrossCheck("edtf-and-days", "the first and last day that the expression can mean", "reckon the days from the expression again", (), _edtf),
    CrossCheck(
        "status-and-reports",
        "an event's status follows from its reports",
        "correct status, or the reports",
        ("events", "event_reports"),
        _status,
        by_hash=("event_id",),
    ),
    CrossCheck(
        "event-type-known", "type and mode together stand in event_types", "choose a mode of that type", ("events", "event_types"), _event_type
    ),
    CrossCheck(
        "evidence-of-a-cell", "evidence is of a cell of a row that is there", "correct table, row_id, field or article_id", ("evidence",), _evidence
    ),
    CrossCheck(
        "one-primary-name",
        "an actor has one primary name",
        "make the others variants",
        ("actor_names",),
        _primary_names,
        by_hash=("actor_id", "name"),
    ),
    CrossCheck(
        "short-excerpts",
        "of a reporter's own prose at most 12 words in a row, where the text is reserved",
        "build with --excerpts short, or record the text's rights",
        ("articles", "quotes"),
        _excerpts,
        "warning",
    ),
    *CODING_CHECKS,
)
