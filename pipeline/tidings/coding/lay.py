"""Several codings of one corpus laid over each other: for each article the last coding that holds it speaks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from tidings.coding.columns import Row, Tables, coding_tables
from tidings.ids import home

OF_ARTICLE = ("mentions", "dates", "quotes", "figures", "event_reports")  # tables whose rows say which article they stand in
BY_KEY = {
    "actors": ("actor_id",),
    "places": ("place_id",),
    "actor_names": ("actor_id", "name"),
    "judgements": ("left_name", "right_name", "left_actor_id", "right_actor_id"),
}  # tables that are one for all articles: a row of a later coding replaces that of an earlier
REFERENCES = {
    "quotes": {"said_date_id": "dates"},
    "figures": {"quote_id": "quotes"},
    "event_reports": {"quote_id": "quotes", "date_id": "dates"},
}


def empty() -> Tables:
    """Every table of a coding, without rows."""
    return {name: [] for name in coding_tables()}


def add(tables: Tables, more: Mapping[str, Sequence[Row]]) -> None:
    """Put the rows of `more` behind those of `tables`."""
    for name, rows in more.items():
        tables[name].extend(rows)


def articles_of(tables: Tables) -> set[str]:
    """The articles that a coding holds: those of its articles table, and those that some row stands in."""
    return {str(row["article_id"]) for name in ("articles", *OF_ARTICLE, "evidence") for row in tables[name]}


def lay(codings: Sequence[Tables], fill: bool = False) -> Tables:
    """One coding of all. For each article the last coding that holds it speaks; with `fill`, of a table that it lacks (no row of the article) the
    last earlier coding that has it. Facts of an article that the speaking coding leaves empty are taken from earlier ones.
    """
    holds = [articles_of(tables) for tables in codings]
    speaker: dict[str, dict[str, int]] = {name: {} for name in OF_ARTICLE}
    for table in OF_ARTICLE:
        has_rows = [{str(row["article_id"]) for row in tables[table]} for tables in codings]
        for number, held in enumerate(holds):
            for article_id in held:
                if not fill or article_id in has_rows[number] or article_id not in speaker[table]:
                    speaker[table][article_id] = number
    laid = empty()
    laid["articles"] = _articles(codings)
    spoke = [set[str]() for _ in codings]
    for table in OF_ARTICLE:
        for number, tables in enumerate(codings):
            chosen = [row for row in tables[table] if speaker[table][str(row["article_id"])] == number]
            spoke[number] |= {str(row["article_id"]) for row in chosen}
            laid[table].extend(chosen)
    _go_along(laid, codings, speaker)
    for table, key in BY_KEY.items():
        found: dict[tuple[str, ...], Row] = {}
        for number, tables in enumerate(codings):
            if spoke[number] or len(codings) == 1:
                found |= {tuple(str(row[name]) for name in key): row for row in tables[table]}
        laid[table] = list(found.values())
    if fill:
        _drop_lost_references(laid)
    return laid


def _articles(codings: Iterable[Tables]) -> list[Row]:
    found: dict[str, Row] = {}
    for tables in codings:
        for row in tables["articles"]:
            before = found.get(str(row["article_id"]), {})
            found[str(row["article_id"])] = {name: value if value is not None else before.get(name) for name, value in row.items()}
    return list(found.values())


def _go_along(laid: Tables, codings: Sequence[Tables], speaker: Mapping[str, Mapping[str, int]]) -> None:
    """Sides of reports and evidence go with the row that they belong to, and evidence of an actor's role with the mentions of its article."""
    for number, tables in enumerate(codings):
        reports = {str(row["report_id"]) for row in tables["event_reports"] if speaker["event_reports"][str(row["article_id"])] == number}
        laid["report_actors"].extend(row for row in tables["report_actors"] if str(row["report_id"]) in reports)
        for row in tables["evidence"]:
            table = str(row["table"]) if row["table"] in OF_ARTICLE else "mentions"
            if speaker[table].get(str(row["article_id"])) == number:
                laid["evidence"].append(row)


def _drop_lost_references(laid: Tables) -> None:
    """Empty the cells that name a row of a table which another coding fills otherwise."""
    there = {table: {str(row[f"{table[:-1]}_id"]) for row in laid[table]} for table in ("dates", "quotes")}
    for table, columns in REFERENCES.items():
        for column, target in columns.items():
            laid[table] = [{**row, column: None} if row[column] is not None and row[column] not in there[target] else row for row in laid[table]]


def of_articles(tables: Tables, article_ids: set[str]) -> Tables:
    """The part of a coding that tells of these articles. Actors and places are all kept: `link` forgets those that no row needs."""
    kept = empty()
    for table in ("articles", *OF_ARTICLE, "evidence"):
        kept[table] = [row for row in tables[table] if row["article_id"] in article_ids]
    reports = {row["report_id"] for row in kept["event_reports"]}
    kept["report_actors"] = [row for row in tables["report_actors"] if row["report_id"] in reports]
    for table in BY_KEY:
        kept[table] = list(tables[table])
    local = {str(row["article_id"]) for row in tables["articles"]} - article_ids
    for table, column in (("actors", "actor_id"), ("places", "place_id")):
        kept[table] = [row for row in kept[table] if home(str(row[column]), local) is None]
    return kept


def without_rows(tables: Tables, article_ids: Collection[str]) -> Tables:
    """The coding with nothing but the facts of these articles; all of the others."""
    held = set(article_ids)
    rest = of_articles(tables, articles_of(tables) - held)
    rest["articles"] = [{**row, "coder": None} if row["article_id"] in held else row for row in tables["articles"]]
    return rest
