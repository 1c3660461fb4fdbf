"""A corpus of any size: coded in shards, linked and written article by article, validated from its files. Nothing of it is held but small indexes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.build_report import InvalidTables, Report, nothing_read
from tidings.coding.columns import Tables
from tidings.errors import TidingsError, Unreadable, system_fault
from tidings.link.streamed.articles import by_article
from tidings.publish.atomic import Publication
from tidings.publish.companions import companions_of_files, names_of_all
from tidings.publish.descriptor import MEASURES, Written, created, descriptor, descriptor_bytes
from tidings.publish.guard import REFUSED
from tidings.publish.staging import Content
from tidings.read.pieces import GivenIds, Note, Skipped, place_of
from tidings.shards.cache import Cache
from tidings.shards.engines import Engine
from tidings.shards.lines import Made
from tidings.shards.run import How, code_sources
from tidings.shards.tables import Making, chunks_of, linking_engine
from tidings.shards.task import SPANS, Coded
from tidings.validate import Finding, articles_of_rows, validate_files

TOLD = 200  # articles of which a line each is told


def code_all(
    sources: Sequence[Path],
    cache: Cache,
    report: Report,
    how: How,
    held: frozenset[str] = frozenset(),
    given: frozenset[str] = frozenset(),
    signatures: dict[str, bytes] | None = None,
    keep: Callable[[Engine], None] | None = None,
) -> dict[str, str]:
    """Code a corpus: article -> key of its coding, in the order of the sources. `held`: articles that are read and not coded; `given`: those of
    which a given coding speaks. `signatures` is filled (`link.copies`). What is left out, and remarks, go to the report. `keep`: see `code_sources`.
    """
    keys: dict[str, str] = {}
    ids = GivenIds()
    with report.timed("code"):
        for outcome in code_sources(sources, cache, how, held, keep):
            report.moved("code", len(keys), None)
            if isinstance(outcome, Note | Skipped):
                report.remarks.add(outcome)
                continue
            if isinstance(outcome, Unreadable):
                report.leave_out(outcome)
                continue
            bad = ids.second(outcome.article_id, outcome.place) or _left_out(outcome)
            if bad is not None:
                report.leave_out(bad)
                continue
            if len(keys) < TOLD and outcome.article_id not in held:
                told = "coded to compare: " if outcome.article_id in given else "coded: "
                report.told(f"{outcome.article_id:32} {told + outcome.told if outcome.told else 'coded before'}")
            keys[outcome.article_id] = str(outcome.key)
            if signatures is not None and outcome.signature:
                signatures[outcome.article_id] = outcome.signature
    return keys


def _left_out(outcome: Coded) -> Unreadable | None:
    if outcome.reason is None:
        return None
    file, line = place_of(outcome.place)
    return Unreadable(f"{file} ({outcome.article_id})" if line is None else file, line, outcome.reason)


def codings_of(cache: Cache, keys: Mapping[str, str], without: frozenset[str] = frozenset()) -> Iterator[Tables]:
    """The codings of articles (article -> key), part by part, one article each; `without` some."""
    of_part: dict[str, set[str]] = {}
    for article_id, key in keys.items():
        if article_id not in without:
            of_part.setdefault(cache.part_of[key], set()).add(article_id)
    for part, articles in of_part.items():
        yield from by_article(cache.tables(part), articles)


def build_streamed(
    sources: Sequence[Path], place: Publication, cache: Cache, report: Report, how: How, formats: Sequence[str], facts: Mapping[str, Any]
) -> Report:
    """The package of the machine's coding of a corpus. Raises TidingsError; then nothing was written."""
    signatures: dict[str, bytes] = {}
    coding: list[Engine] = []
    try:
        keys = code_all(sources, cache, report, how, signatures=signatures, keep=coding.append)
        if not keys:
            raise nothing_read(report)
    except BaseException:
        for engine in coding:
            engine.close(at_once=True)
        raise
    with linking_engine(coding[0] if coding else None, how.workers, len(keys)) as by:
        making, files = _tables(cache, keys, signatures, report, by, frozenset())
        findings = _findings(files, report)
        refused = _refused(findings, files) if findings else {}
        if refused and len(refused) < len(keys):
            for article_id in sorted(refused):
                report.leave_out(Unreadable(article_id, None, f"its rows break a rule: {refused[article_id]}; please report it"))
            making, files = _tables(cache, keys, signatures, report, by, frozenset(refused))
            findings = _findings(files, report)
    rows = {name: file.rows for name, file in files.items()}
    report.told(f"{'link':32} {rows['actors']} actors, {rows['events']} events, {rows['claims']} claims")
    if findings:
        raise InvalidTables(findings)
    report.checked.append(f"{sum(rows.values())} rows of {len(rows)} tables against their schemas, keys and sums")
    report.checked.append(f"{sum(rows[name] for name in SPANS)} spans against the texts of {rows['articles']} of {rows['articles']} articles")
    report.told(f"{'validate':32} no findings")
    with report.timed("publish"):
        written = _written(files, facts, formats, cache)
        place.publish(written, {*names_of_all(""), REFUSED})
    report.told(f"{'publish':32} {len(written)} files")
    report.folder, report.articles, report.rows = place.out, rows["articles"], rows
    report.conflicts, report.n_conflicts = making.told.conflicts, making.told.n_conflicts
    return report


def _tables(
    cache: Cache, keys: Mapping[str, str], signatures: Mapping[str, bytes], report: Report, by: tuple[Engine, int], without: frozenset[str]
) -> tuple[Making, dict[str, Made]]:
    engine, workers = by
    with report.timed("link"):
        try:
            making = Making(cache.linking(), chunks_of(cache, keys, without, workers), engine, workers, report.moved)
            return making, making.make(signatures)
        except OSError as error:
            raise TidingsError(f"{system_fault(error)}; {len(keys)} codings are kept in {cache.folder}, and the same command goes on there") from None


def _findings(files: Mapping[str, Made], report: Report) -> list[Finding]:
    with report.timed("validate"):
        return validate_files({name: file.path for name, file in files.items()})


def _refused(findings: Sequence[Finding], files: Mapping[str, Made]) -> dict[str, Finding]:
    """article_id -> the first finding about a row of an article: one that the coder got wrong must not stop a corpus."""
    rows: dict[str, set[int]] = {}
    for finding in findings:
        if finding.row is not None:
            rows.setdefault(finding.table, set()).add(finding.row)
    articles = articles_of_rows({name: file.path for name, file in files.items()}, rows)
    found: dict[str, Finding] = {}
    for finding in findings:
        if finding.row is not None and (article_id := articles.get((finding.table, finding.row))):
            found.setdefault(article_id, finding)
    return found


def _written(files: Mapping[str, Made], facts: Mapping[str, Any], formats: Sequence[str], cache: Cache) -> dict[str, Content]:
    """Every file of the package."""
    tables = [Written(contract.tables()[name], f"{name}.csv", file.size, file.sha256, file.rows) for name, file in files.items()]
    measures = {name: facts.get(name, ()) for name in MEASURES}
    package = descriptor(facts, tables, created(facts), measures, facts.get("sources", ()))
    paths = {name: file.path for name, file in files.items()}
    beside = companions_of_files(paths, paths["articles"].parent, formats)
    written: dict[str, Content] = {f"{name}.csv": path for name, path in paths.items()}
    return {**written, **beside, "datapackage.json": descriptor_bytes(package)}
