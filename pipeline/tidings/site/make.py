"""Makes the site: reads the package, draws the pictures, writes pages, downloads and the index for searching."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from importlib.resources import files as package_files
from pathlib import Path

from tidings.exporting import typed_tables
from tidings.package import Package, open_package
from tidings.pages_folder import check_pages_folder, write_pages
from tidings.publish.citation import citation_text
from tidings.publish.companions import companions
from tidings.publish.people import authors
from tidings.site import charts
from tidings.site.gather import Cells, View, facts, file_name, gather
from tidings.site.pages import Pages, Picture

MARK = "tidings-site.txt"  # says that a folder holds a site of ours, which may be replaced
CHUNK = 2000  # quotes of one file of the index
SMALL = 30_000  # rows of a package whose tables are offered in other formats too
KILO = 1000.0  # metres
THEMES = ("light", "dark")
COUNTRY = "6"  # the precision of a place that is a country; a disc for one would stand in its middle


def make_site(place: Path, out: Path) -> list[str]:
    """Write the site of the package at `place` (a folder or a zip) into `out`, and return its paths.

    `out` is absent, empty, or holds an earlier site. The same package gives the same bytes. Raises TidingsError.
    """
    package = open_package(place)
    check_pages_folder(out, MARK, "site")
    view = gather(package)
    files = {**_static(), **_downloads(package, view)}
    pictures, drawn = _pictures(view)
    files |= drawn
    downloads = [(path, _title(path), len(data)) for path, data in sorted(files.items()) if path.startswith("download/")]
    pages = Pages(view, pictures, downloads, _cite(package), _checked(view))
    files |= dict(pages.all())
    files |= _index(view)
    files[MARK] = f"Site of {package.descriptor['name']}, made by Tidings. All files here are written anew when it is made again.\n".encode()
    write_pages(out, files, "**/*")
    return sorted(files)


def _static() -> dict[str, bytes]:
    folder = package_files("tidings.site") / "static"
    return {f"static/{each.name}": each.read_bytes() for each in sorted(folder.iterdir(), key=lambda each: each.name)}


def _title(path: str) -> str:
    kinds = {"csv": "CSV", "zip": "the whole package, zipped", "sqlite": "SQLite", "json": "how Datasette shows it"}
    name = path.rsplit("/", 1)[1]
    return f"{name} · {'every table as Parquet, zipped' if name == 'parquet.zip' else kinds[name.rsplit('.', 1)[1]]}"


def _downloads(package: Package, view: View) -> dict[str, bytes]:
    """The package's own files, zipped too; of a small one SQLite and Parquet."""
    plain = {"datapackage.json": package.read("datapackage.json")}
    plain |= {package.resource(name)["path"]: package.csv(name) for name in view.tables}
    found = {f"download/{package.descriptor['name']}.zip": _zipped(plain)}
    found |= {f"download/{name}.csv": package.csv(name) for name in view.tables}
    if sum(len(rows) for rows in view.rows.values()) <= SMALL:
        tables = typed_tables(package)
        found |= companions("download/", tables, ["sqlite"])
        found["download/parquet.zip"] = _zipped(companions("", tables, ["parquet"]))
    return found


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip that is the same bytes each time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _cite(package: Package) -> dict[str, str]:
    """The citation as text, BibTeX and RIS."""
    found = package.descriptor
    told = facts(package)
    day = told["created"]
    people = [each.inverted for each in authors(found)] if found.get("contributors") else ["Anonymous"]
    text = citation_text(found, day) if found.get("contributors") and day else f"{told['title']} (version {told['version']})."
    where = told["id"] or told["homepage"]
    fields = {"title": "{" + told["title"] + "}", "author": " and ".join(people), "year": day[:4], "version": told["version"], "url": where}
    bibtex = f"@misc{{{told['name']},\n" + "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value) + "}"
    ris = ["TY  - DATA", *(f"AU  - {each}" for each in people), f"TI  - {told['title']}", f"PY  - {day[:4]}", f"ET  - {told['version']}", "ER  - "]
    return {"Text": text, "BibTeX": bibtex, "RIS": "\n".join(ris)}


def _checked(view: View) -> list[str]:
    """What the files themselves show: how many rows, spans and cells with their words."""
    spans = sum(len(view.rows[name]) for name in ("quotes", "figures", "event_reports", "dates", "mentions") if name in view.rows)
    held = len(view.rows.get("evidence", ()))
    rows = sum(len(rows) for rows in view.rows.values())
    told = [f"{rows:,} rows in {len(view.tables)} tables", f"{spans:,} rows with the place of their words in an article"]
    return [*told, f"{held:,} words kept as evidence for cells"]


# --- pictures --------------------------------------------------------------------------------------------------------------------------


def _pictures(view: View) -> tuple[dict[str, Picture], dict[str, bytes]]:
    """The pictures that the package has something for, by name, and their files: each for a light and a dark page."""
    found: dict[str, Picture] = {}
    files: dict[str, bytes] = {}

    def draw(name: str, alt: str, chart: object) -> None:
        for theme in THEMES:
            files[f"pictures/{name}-{theme}.svg"] = charts.svg(chart, theme)
        found[name] = Picture(name, alt, _width(files[f"pictures/{name}-light.svg"]))

    whole = [event for event in view.rows["events"] if event["date_earliest"] and event["date_latest"]]
    busiest = busiest_days(whole)
    if busiest:
        said = f"{len(busiest)} events on a line of days; each is a row of the table of events."
        draw("timeline", said, charts.timeline(busiest, _span_title(busiest)))
    for claim in view.rows["claims"]:
        rows, unit = comparable(view, claim) if claim["conflict"] == "TRUE" else ([], "")
        if rows:
            said = f"{claim['about']}: " + "; ".join(f"{row['told']}: {row['printed']}" for row in rows) + "."
            draw(f"claim-{file_name(claim['claim_id'])}", said, charts.figures_in_conflict(rows, claim["about"], unit))
    pages = Pages(view, {}, (), {}, ())
    network = charts.network(pages.ties(), "Who acts on whom, and who speaks of whom")
    if network is not None:
        draw("network", "Actors on a circle, joined where one acts on or speaks of the other; the pairs are in the table.", network)
    towns = [(place, events) for place, events, _ in pages.placed() if place["geo_precision"] < COUNTRY]
    shown = [{"name": p["name"], "lat": float(p["lat"]), "lon": float(p["lon"]), "n": len(events) + 1} for p, events in towns]
    if shown:
        said = f"A map with {len(shown)} places, larger where more events are; the places are in the table."
        draw("map", said, charts.world(shown, "Towns and regions, larger where more events are"))
    return found, files


def _width(svg: bytes) -> int:
    return round(float(svg.split(b'width="', 1)[1].split(b'"', 1)[0]))


def busiest_days(events: Sequence[Cells]) -> list[Cells]:
    """The dated events of the busiest three months, by what is known to within a month: a picture of decades shows nothing."""
    near = [event for event in events if event["date_precision"] in ("day", "days", "week")]
    months = sorted({event["date_earliest"][:7] for event in near})
    if not months:
        return []
    best = max(months, key=lambda month: (sum(event["date_earliest"].startswith(month) for event in near), month))
    some = [event for event in near if abs(_months(event["date_earliest"]) - _months(best)) <= 1]
    some = sorted(some, key=lambda event: (-int(event["n_reports"]), event["event_id"]))[: charts.MOST_EVENTS]
    return sorted(some, key=lambda event: (event["date_earliest"], event["date_latest"], event["event_id"]))


def _months(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7])


def _span_title(events: Sequence[Cells]) -> str:
    from tidings.site.words import stretch

    return "What happened, " + stretch(min(event["date_earliest"] for event in events), max(event["date_latest"] for event in events))


def comparable(view: View, claim: Cells) -> tuple[list[dict[str, object]], str]:
    """The figures of a claim in one unit: who tells it, low, high, the words printed; and the unit.

    The unit is the claim's where all figures have it, else that of SI; thousands of metres are kilometres.
    """
    figures = [figure for figure in view.by("figures", "claim_id", claim["claim_id"]) if figure["value_low"] or figure["value_high"]]
    convert = len({figure["unit"] for figure in figures}) > 1 and all(figure["value_si"] for figure in figures)
    unit = figures[0]["unit_si"] if convert else claim["unit"]
    far = convert and unit == "metre" and all(float(figure["value_si"]) >= KILO for figure in figures)
    found: list[dict[str, object]] = []
    for number, figure in enumerate(figures, 1):
        low, high = (float(figure[one] or figure[other]) for one, other in (("value_low", "value_high"), ("value_high", "value_low")))
        factor = float(figure["value_si"]) / ((low + high) / 2) / (KILO if far else 1) if convert and low + high else 1.0
        who = view.actor(figure["attributed_to_actor_id"]) if figure["attributed_to_actor_id"] else "the reporter"
        told = f"{number}. {who}, in {view.article(figure['article_id'])}"
        found.append({"told": told, "low": low * factor, "high": high * factor, "printed": figure["figure_text"]})
    return found, "kilometre" if far else unit


# --- the index for searching -----------------------------------------------------------------------------------------------------------


def _index(view: View) -> dict[str, bytes]:
    """The quotes as scripts that a page opened from disk may load, some thousand a file: the list filters and searches them."""
    rows = [
        [
            f"{file_name(row['article_id'])}.html#{row['quote_id']}",
            row["quote_text"],
            view.said_by(row),
            row["speaker_actor_id"],
            row["stance"],
            row["quote_type"],
            row["article_id"],
            view.article(row["article_id"]),
            row["cue"],
        ]
        for row in view.rows["quotes"]
    ]
    chunks = [rows[n : n + CHUNK] for n in range(0, len(rows), CHUNK)] or [[]]
    found = {}
    for number, chunk in enumerate(chunks, 1):
        data = json.dumps(chunk, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
        found[f"quotes/data-{number}.js"] = f"tidingsQuotes({number}, {len(chunks)}, {data});\n".encode()
    return found
