"""A package, or tables before they become one, through every check."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tidings.contract import Table, table_of, tables
from tidings.errors import TidingsError, UsageError, system_fault
from tidings.extras import MissingExtra, needs_extra
from tidings.inside import fault_of, file_in
from tidings.publish.atomic import recover
from tidings.validate import cross_checks, descriptor, fast, row_checks, rules, seed_checks, text_checks
from tidings.validate.compile_polars import RowTest
from tidings.validate.findings import Check, Finding, Findings, words
from tidings.validate.sources import ROW, Source, from_csv, from_frame, from_rows, header_of

_TRIES = 3
ENGINES = ("fast", "frictionless", "pandas", "pandera", "great_expectations")


@dataclass(repr=False)
class Report:
    """What came out. `runs`: engine and seconds; `rows`: rows of each table; `notes`: what was not checked, and why; `distributions`: see `drift`.

    Printed, it is what the terminal shows: the findings by table and rule, at most ten examples each, and the verdict.
    """

    folder: str
    findings: Findings = field(default_factory=Findings)
    runs: list[tuple[str, float]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    distributions: list[Any] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        return not self.findings.errors

    def timed(self, name: str, step: Callable[[], Findings]) -> None:
        start = time.perf_counter()
        self.findings.merge(step())
        self.runs.append((name, time.perf_counter() - start))

    def __str__(self) -> str:
        findings = self.findings
        lines = [line for group in findings.groups() for line in [*group.lines(), ""]]
        lines += [f"Note: {note}" for note in self.notes]
        rows, checks = sum(self.rows.values()), len(findings.checks)
        verdict = "valid" if self.valid else "NOT valid"
        lines.append(f"{self.folder}: {verdict}: {findings.errors} errors, {findings.warnings} warnings in {rows} rows by {checks} checks.")
        return "\n".join(lines)

    __repr__ = __str__


def chosen_engines(names: Iterable[str]) -> list[str]:
    """The engines of that name, each once; "all" stands for every one. Raises UsageError for an unknown name."""
    wanted = list(dict.fromkeys(names))
    if wanted == ["all"]:
        return list(ENGINES)
    unknown = [name for name in wanted if name not in ENGINES]
    if unknown:
        raise UsageError(f"no engine {', '.join(unknown)}: choose of {', '.join(ENGINES)}, or all")
    return wanted


def validate_tables(
    rows: Mapping[str, Sequence[Mapping[str, Any]] | Any], texts: Mapping[str, str] | None = None, warnings: bool = False
) -> list[Finding]:
    """Check tables before they are published: lists of rows (dicts) or data frames, by table name; `texts`: article_id -> text, where at hand.

    Returns the errors; with `warnings` the warnings too (`Finding.severity`).

    A table of the contract that is not given is not checked, and neither are the checks that need it. Columns that the schema does not
    have are findings. Raises KeyError for a table that no schema describes.
    """
    findings, sources = Findings(), {}
    for name, table in tables().items():
        if name in rows:
            given = rows[name]
            plain = isinstance(given, Sequence)
            sources[name] = from_rows(table, given) if plain else from_frame(table, given)
            _check_columns(table, _columns(given), findings)
    unknown = set(rows) - set(sources)
    if unknown:
        raise KeyError(f"no schema for {', '.join(sorted(unknown))}")
    found, readable, _ = fast.run(sources, _more_tests(sources))
    findings.merge(found)
    findings.merge(cross_checks.run(readable))
    findings.merge(text_checks.run(readable, texts or {}))
    return [finding for group in findings.groups() for finding in group.findings if warnings or finding.severity == "error"]


def validate_files(paths: Mapping[str, Path]) -> list[Finding]:
    """Check tables before they are published, from their files (table -> CSV file), read in pieces. Returns the errors."""
    sources = {name: from_csv(table, paths[name], f"{name}.csv") for name, table in tables().items()}
    findings, readable, _ = fast.run(sources, _more_tests(sources))
    findings.merge(cross_checks.run(readable))
    return [finding for group in findings.groups() for finding in group.findings if finding.severity == "error"]


def articles_of_rows(paths: Mapping[str, Path], rows: Mapping[str, Collection[int]]) -> dict[tuple[str, int], str]:
    """(table, row number as findings have it) -> the row's article, for tables that say so."""
    found: dict[tuple[str, int], str] = {}
    for name, numbers in rows.items():
        if name in paths and "article_id" in tables()[name].columns:
            lazy = from_csv(tables()[name], paths[name], f"{name}.csv").lazy
            wanted = lazy.filter(pl.col(ROW).is_in(sorted(numbers))).select(ROW, "article_id").collect(engine="streaming")
            found |= {(name, number): str(article_id) for number, article_id in wanted.iter_rows()}
    return found


def validate_package(
    folder: Path, texts: Mapping[str, str] | Path | None = None, engines: Iterable[str] = ("fast",), previous: Path | None = None
) -> Report:
    """Check the package in `folder` (its descriptor says where the tables lie).

    `texts`: article_id -> text, or a folder of text files; `engines`: see `ENGINES` ("fast" is always run, as it alone has the checks beyond
    the schema); `previous`: the folder of the last release, to measure drift. Raises UsageError where the folder has no descriptor, and where
    builds put one package after another in its place while it is checked.
    """
    wanted = list(engines)
    for _ in range(_TRIES):
        recover(folder)
        before = _stands_for(folder)
        report = _checked(folder, texts, wanted, previous)
        if _stands_for(folder) == before:
            return report
    raise UsageError(f"{folder}: replaced again and again while it was checked; wait until no build writes into it")


def _names(actors: Source) -> list[tuple[int, str | None]]:
    return actors.lazy.select(ROW, "name").collect().rows()


def _stands_for(folder: Path) -> bytes | None:
    """The descriptor's bytes, which hold the hash of every file."""
    try:
        return (folder / descriptor.FILE).read_bytes()
    except OSError:
        return None


def _checked(folder: Path, texts: Mapping[str, str] | Path | None, wanted: list[str], previous: Path | None) -> Report:
    report = Report(str(folder))
    try:
        package = descriptor.read(folder)
    except ValueError as error:
        report.findings.add(Finding("", descriptor.FILE, None, None, None, "descriptor", str(error), "build the package again", "lint"))
        return report
    report.timed("profile", lambda: _profile(package, report))
    report.timed("lint", lambda: descriptor.lint(package))
    outside = outside_of(folder, package)
    report.findings.merge(outside)
    if outside.kept:  # nothing outside is read, by any engine
        package = {**package, "resources": [each for each in _resources(package) if _inside(folder, each)]}
        wanted = [engine for engine in wanted if engine != "frictionless"]
        report.notes.append("The engine frictionless was not run: it would follow what leads out of the package.")
    report.timed("files", lambda: descriptor.check_files(folder, package))
    sources: dict[str, Source] = {}
    report.timed("header", lambda: open_tables(folder, package, sources))
    readable: dict[str, Source] = {}

    def schema_and_rows() -> Findings:
        found, ready, rows = fast.run(sources, _more_tests(sources))
        readable.update(ready)
        report.rows.update(rows)
        found.merge(descriptor.check_rows(package, rows))
        return found

    report.timed("fast: schema, keys and rows", schema_and_rows)
    report.timed("fast: across tables", lambda: cross_checks.run(readable))
    report.timed("fast: texts", lambda: _texts(readable, texts, report))
    if (folder / "seeds").is_dir():
        report.timed("fast: seeds", lambda: seed_checks.run(folder))
        if "actors" in readable:
            report.timed("fast: names", lambda: seed_checks.names(_names(readable["actors"]), readable["actors"].file))
    run_engines(folder, readable, wanted, report)
    if "great_expectations" in wanted or previous is not None:
        with needs_extra("validate", "the measuring of drift"):
            from tidings.validate import drift

        report.distributions += [each for source in readable.values() for each in drift.distributions(source)]
        if previous is not None:
            report.timed("great_expectations: drift", lambda: drift.drift(readable, _open_previous(previous)))
    return report


def _resources(package: Mapping[str, Any]) -> list[Any]:
    """The entries of the descriptor, none where it holds no list of them."""
    found = package.get("resources")
    return found if isinstance(found, list) else []


def outside_of(folder: Path, package: Mapping[str, Any]) -> Findings:
    """A finding for each file or schema that the descriptor names outside the folder: an address, an absolute path, a link that leads out."""
    findings = Findings()
    for resource in _resources(package):
        if isinstance(resource, dict):
            for name in ("path", "schema", "dialect", "extrapaths"):
                value = resource.get(name)
                if (name == "path" or isinstance(value, str | list)) and (fault := _leads_out(folder, value)):
                    where, todo = f"resources.{resource.get('name')}.{name}", "put the file itself into the package's folder"
                    findings.add(Finding("", descriptor.FILE, None, where, str(value), "outside", fault, todo, "files"))
    findings.checks.append(Check("files", "", "", "outside", descriptor.OUTSIDE, len(findings.kept)))
    return findings


def _inside(folder: Path, resource: Any) -> bool:
    return isinstance(resource, dict) and not _leads_out(folder, resource.get("path"))


def _leads_out(folder: Path, value: object) -> str | None:
    if fault := fault_of(value):
        return fault
    try:
        file_in(folder, str(value))
    except TidingsError:
        return "is a link that leads out of its folder"
    return None


def _open_previous(folder: Path) -> dict[str, Source]:
    """The tables of the last release that can be read. Raises UsageError where it is no package."""
    sources: dict[str, Source] = {}
    try:
        package = descriptor.read(folder)
        if any(not _inside(folder, each) for each in _resources(package)):
            raise ValueError("a file that it names lies outside the package")
        open_tables(folder, package, sources)
    except ValueError as error:
        raise UsageError(f"{folder / descriptor.FILE}: {error}") from None
    return sources


def run_engines(folder: Path, sources: dict[str, Source], engines: Iterable[str], report: Report) -> None:
    """The slower engines, each imported only where it is asked for. They hold whole tables in memory."""
    parents, cells = rules.parents_of(sources), {}
    for engine in engines:
        if engine == "fast":
            continue
        if engine == "frictionless":
            with needs_extra("validate", "the engine frictionless"):
                from tidings.validate import run_frictionless

            report.timed(engine, lambda: run_frictionless.check(folder, sources))
            continue
        check = _engine(engine)
        from tidings.validate.compile_pandas import cells_of

        for name, source in sources.items():
            if name not in cells:
                cells[name] = cells_of(source)

        def every_table(check: Any = check) -> Findings:
            findings = Findings()
            for name, source in sources.items():
                findings.merge(check(source, cells[name], parents))
            return findings

        report.timed(engine, every_table)


def _engine(name: str) -> Callable[[Source, Any, rules.Parents], Findings]:
    if name == "pandas":
        from tidings.validate import compile_pandas

        return lambda source, cells, _: compile_pandas.check(source, cells)
    if name == "pandera":
        with needs_extra("validate", "the engine pandera"):
            from tidings.validate import compile_pandera

        return compile_pandera.check
    if name == "great_expectations":
        with needs_extra("validate", "the engine great_expectations"):
            from tidings.validate import compile_great_expectations

        return compile_great_expectations.check
    raise ValueError(f"no engine {name}: choose of {', '.join(ENGINES)}")


def open_tables(folder: Path, package: Mapping[str, Any], sources: dict[str, Source]) -> Findings:
    """Fill `sources` with the tables whose file and header are right; report the others."""
    findings = Findings()
    for resource in _resources(package):
        try:
            table = table_of(resource["schema"] | {"name": resource["name"]})
            path = str(resource["path"])
        except (KeyError, TypeError):
            continue  # the profile and the lint have said so
        if not (folder / path).is_file() or not usable(table):
            continue
        says = words("header", ", ".join(table.columns))
        try:
            header = header_of(folder / path)
        except (UnicodeDecodeError, csv.Error) as error:
            findings.add(Finding(table.name, path, 1, None, None, "file", f"cannot be read: {error}", "save it as CSV in UTF-8"))
            continue
        except OSError as error:
            findings.add(Finding(table.name, path, 1, None, None, "file", "cannot be read", system_fault(error)))
            continue
        wrong = tuple(header) != table.columns
        findings.checks.append(Check("fast", table.name, "", "header", says.says, int(wrong)))
        if wrong:
            findings.add(Finding(table.name, path, 1, None, ",".join(header), "header", *says))
        else:
            sources[table.name] = from_csv(table, folder / path, path)
    return findings


def usable(table: Table) -> bool:
    """Whether rows can be checked by this schema at all; where not, the lint has said why."""
    keys = {*table.primary_key, *(name for key in table.foreign_keys for name in key.fields)}
    patterns = [field.constraints.pattern for field in table.fields if field.constraints.pattern is not None]
    return keys <= set(table.columns) and len(set(table.columns)) == len(table.columns) and all(map(descriptor.readable_pattern, patterns))


def _more_tests(sources: Mapping[str, Source]) -> dict[str, list[RowTest]]:
    return {name: row_checks.row_tests(source.table) for name, source in sources.items()}


def _profile(package: Mapping[str, Any], report: Report) -> Findings:
    """The official profile, where what checks it is installed: every other check is our own and always run."""
    try:
        return descriptor.check_profile(package)
    except MissingExtra as missing:
        report.notes.append(f"The descriptor was not checked against the official profile of Data Package 2.0: {missing}.")
        return Findings()


def _texts(sources: Mapping[str, Source], texts: Mapping[str, str] | Path | None, report: Report) -> Findings:
    if texts is None:
        report.notes.append("No texts were given: spans were checked against the length of their article, not against its words.")
        return Findings()
    if isinstance(texts, Path):
        texts, absent = text_checks.texts_of(sources, texts)
        if absent:
            report.notes.append(f"Texts that are not at hand: {', '.join(absent[:10])}{f' and {len(absent) - 10} more' if len(absent) > 10 else ''}.")
    return text_checks.run(sources, texts)


def _columns(given: Any) -> list[str]:
    if isinstance(given, Sequence):
        return list(given[0]) if given else []
    return list(given.collect_schema().names()) if hasattr(given, "collect_schema") else [str(name) for name in given.columns]


def _check_columns(table: Table, columns: list[str], findings: Findings) -> None:
    if columns and set(columns) != set(table.columns):
        odd = sorted(set(columns) ^ set(table.columns))
        findings.add(Finding(table.name, f"{table.name}.csv", 1, None, ", ".join(odd), "header", *words("header", ", ".join(table.columns))))
