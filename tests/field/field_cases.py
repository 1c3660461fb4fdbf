"""Field cases: small texts of our own, one file an area, after complaints that users of other tools have published.

A line of `AREA.jsonl` is a case: `id`, `kind` (what goes wrong, in our words), `source` (address of the public report), `text`,
`published`, `expect`, if need be `title`. Lines that begin with # are remarks.
`expect` lists what must be so in the tables of a package built of the area's texts, of the rows of the case's own article:

    {"table": T, "match": {column: value}}              some row has all the values
    {"table": T, "absent": {column: value}}             no row has them
    {"table": T, "count": n, "where": {column: value}}  exactly n rows have them (no `where`: n rows in all)

A value is compared with the cell as the CSV holds it; a list means any of its values; ``~abc`` means that the cell holds "abc"; "" is an empty cell.
Columns that end in `_text` are compared without outer marks. In place of ids stand columns of names: `BORROWED`.
Names are linked over all texts of an area, so give each case people of its own, unless the joining of two people is the point.

    python tests/field/field_cases.py [AREA ...]        by kind, how many cases hold, and what fails; status 1 if anything does
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tidings.build_report import Report
from tidings.making import build_corpus
from tidings.shards.run import How

HERE = Path(__file__).parent
MARKS = "\"'“”‘’„‟«»‹›` "
Row = dict[str, str]
Tables = dict[str, list[Row]]
BORROWED = (  # table, column that holds an id, table that it leads to, columns of that one that are borrowed: as what
    ("events", "place_id", "places", {"name": "place_name", "country": "place_country"}),
    ("quotes", "speaker_actor_id", "actors", {"name": "speaker_name"}),
    ("quotes", "via_actor_id", "actors", {"name": "via_name"}),
    ("quotes", "said_date_id", "dates", {"date_edtf": "said_date_edtf"}),
    ("mentions", "actor_id", "actors", {"name": "actor_name"}),
    ("mentions", "place_id", "places", {"name": "place_name", "country": "place_country"}),
    ("figures", "attributed_to_actor_id", "actors", {"name": "attributed_name"}),
    ("figures", "measured_actor_id", "actors", {"name": "measured_name"}),
    ("event_reports", "event_id", "events", {"event_type": "event_type", "event_mode": "event_mode"}),
    ("event_reports", "date_id", "dates", {"date_edtf": "date_edtf"}),
    ("event_reports", "place_id", "places", {"name": "place_name", "country": "place_country"}),
    ("event_actors", "event_id", "events", {"event_type": "event_type", "event_mode": "event_mode"}),
    ("event_actors", "actor_id", "actors", {"name": "actor_name"}),
)
NAMED_BY = {  # a table without article_id, its key -> the rows of an article that name its rows
    ("events", "event_id"): (("event_reports", "event_id"),),
    ("event_actors", "event_id"): (("event_reports", "event_id"),),
    ("report_actors", "report_id"): (("event_reports", "report_id"),),
    ("actors", "actor_id"): (("mentions", "actor_id"), ("quotes", "speaker_actor_id")),
    ("actor_names", "actor_id"): (("mentions", "actor_id"), ("quotes", "speaker_actor_id")),
    ("places", "place_id"): (("mentions", "place_id"), ("event_reports", "place_id")),
    ("claims", "claim_id"): (("figures", "claim_id"),),
}


def areas() -> list[str]:
    """The areas that have cases."""
    return sorted(path.stem for path in HERE.glob("*.jsonl"))


def cases(area: str) -> Iterator[dict[str, Any]]:
    """The cases of an area, in the file's order."""
    for line in (HERE / f"{area}.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield json.loads(line)


@cache
def package(area: str) -> Tables:
    """The tables of the package that is built of all texts of an area, with the borrowed columns."""
    with TemporaryDirectory(prefix="field-") as scratch:
        corpus, out = Path(scratch) / "corpus.jsonl", Path(scratch) / "out"
        articles = [{key: case[key] for key in ("id", "text", "published", "title") if key in case} for case in cases(area)]
        corpus.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        build_corpus([corpus], out, Report(), how=How(workers=1, full_excerpts=True))
        tables: Tables = {}
        for path in sorted(out.glob("**/*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                tables[path.stem] = list(csv.DictReader(file))
    for table, key, other, columns in BORROWED:
        index = {row[f"{other.removesuffix('s')}_id"]: row for row in tables.get(other, [])}
        for row in tables.get(table, []):
            for column, name in columns.items():
                row[name] = index.get(row[key], {}).get(column, "")
    return tables


def rows_of(tables: Tables, table: str, article: str) -> list[Row]:
    """The rows of a table that belong to an article, by their column or by the rows that name them."""
    rows = tables.get(table, [])
    if not rows or "article_id" in rows[0]:
        return [row for row in rows if row["article_id"] == article]
    for (named, key), namers in NAMED_BY.items():
        if named == table:
            wanted = {row[column] for namer, column in namers for row in rows_of(tables, namer, article)}
            return [row for row in rows if row[key] in wanted]
    raise ValueError(f"{table}: its rows belong to no article")


def failures(area: str, case: dict[str, Any]) -> list[str]:
    """What does not hold of a case: each expectation with the rows found in its place, in one line."""
    failed = []
    for expect in case["expect"]:
        rows = rows_of(package(area), expect["table"], case["id"])
        if not _holds(expect, rows):
            columns = expect.get("match") or expect.get("absent") or {f"{expect['table'].removesuffix('s')}_text": ""}
            shown = "; ".join(", ".join(f"{column}={row.get(column, '')}" for column in columns) for row in rows)
            failed.append(f"{json.dumps(expect, ensure_ascii=False)} but the rows are: {shown or 'none'}")
    return failed


def _holds(expect: dict[str, Any], rows: list[Row]) -> bool:
    if "match" in expect:
        return any(_row_is(row, expect["match"]) for row in rows)
    if "absent" in expect:
        return not any(_row_is(row, expect["absent"]) for row in rows)
    return sum(_row_is(row, expect.get("where", {})) for row in rows) == int(expect["count"])


def _row_is(row: Row, wanted: dict[str, Any]) -> bool:
    return all(any(_cell_is(row[column], column, one) for one in (value if isinstance(value, list) else [value])) for column, value in wanted.items())


def _cell_is(cell: str, column: str, wanted: str) -> bool:
    if wanted.startswith("~"):
        return wanted[1:] in cell
    return cell.strip(MARKS) == wanted.strip(MARKS) if column.endswith("_text") else cell == wanted


def main(chosen: list[str]) -> int:
    """Print what fails, then by kind how many cases hold."""
    held, asked = Counter[str](), Counter[str]()
    for area in chosen or areas():
        for case in cases(area):
            kind = f"{area}: {case['kind']}"
            failed = failures(area, case)
            asked[kind] += 1
            held[kind] += not failed
            for line in failed:
                print(f"{case['id']}: {line}")
    for kind in asked:
        print(f"{held[kind]:3} of {asked[kind]:3}  {kind}")
    print(f"{held.total()} of {asked.total()} cases hold")
    return int(held != asked)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
