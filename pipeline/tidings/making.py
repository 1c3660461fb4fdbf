"""The whole way for a corpus of one's own: read, code or take a given coding, link, validate, publish. The seed corpus: `seeding`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.agree.review import TABLES, as_coded, with_review
from tidings.build_report import InvalidTables, Report, Stopped, nothing_read
from tidings.coding.check import Checked, check_coding
from tidings.coding.columns import Row, Tables
from tidings.coding.excerpts import shorten
from tidings.coding.files import RawCoding, is_package
from tidings.coding.lay import add, articles_of, empty, lay, of_articles, without_rows
from tidings.coding.machine import article_row
from tidings.coding.read_any import read_any_coding
from tidings.coding.refusals import RefusedRows, refused_bytes
from tidings.coding.texts import texts_of
from tidings.errors import TidingsError, Unreadable
from tidings.link.authority import known_actors
from tidings.link.copies import all_copies
from tidings.link.disagreement import said_of_claim
from tidings.link.places import known_places
from tidings.link.tables import link
from tidings.model import Article
from tidings.package import open_package
from tidings.publish.atomic import Publication, publication
from tidings.publish.companions import check_formats, companions, names_of_all
from tidings.publish.csv_files import table_bytes
from tidings.publish.descriptor import MEASURES, METADATA, corpus_metadata, created, descriptor, descriptor_bytes, facts_of, read_metadata, written
from tidings.publish.guard import REFUSED
from tidings.read.corpus import read_corpus
from tidings.shards.cache import Cache, clean, size_of, work_folder
from tidings.shards.run import How
from tidings.shards.task import counts
from tidings.streaming import build_streamed, code_all, codings_of
from tidings.told import told_by
from tidings.validate import Finding, validate_tables

# --- a corpus of one's own -------------------------------------------------------------------------------------------------


def build_corpus(
    sources: Sequence[Path],
    out: Path,
    report: Report,
    *,
    codings: Sequence[Path] = (),
    fill: bool = False,
    leave_out: bool = False,
    texts: Path | None = None,
    how: How | None = None,
    formats: Sequence[str] = (),
    force: bool = False,
    fresh: bool = False,
) -> Report:
    """Build a package of any corpus in `out`. Articles that cannot be read are reported and left out.

    `codings`: given codings (folders, zips, packages); for each article the last that holds it stands in the machine's place. A source that is a
    package is a coding, too. `fill`: earlier codings, the machine's before all, fill the tables that the last one lacks. `leave_out`: rows that are
    refused go to ``refused.csv`` in `out`, else they stop the build. `texts`: folder of the texts, where no source brings them.
    `how`: where and how articles are read and coded. `formats`: companions beside the CSV files (parquet, sqlite, duckdb). `force`: write over what
    no build has written, or somebody has changed. `fresh`: code what is coded already, too. Raises TidingsError; then nothing was written.
    """
    how = how or How()
    check_formats(formats)
    with publication(out, [*sources, *codings], force=force, told=report.warnings.append) as place, _cache(place.folder, fresh, report) as cache:
        packages = [source for source in sources if is_package(source)]
        if packages or codings:
            return _build_given(sources, packages, codings, place, cache, report, how, formats, fill=fill, leave_out=leave_out, texts=texts)
        return build_streamed(sources, place, cache, report, how, formats, _facts(sources, (), report))


@contextmanager
def _cache(folder: Path, fresh: bool, report: Report) -> Iterator[Cache]:
    """The codings that are kept beside a package. Ctrl-C says what is kept and how to go on."""
    cache = Cache(work_folder(folder), fresh)
    report.work = cache.folder
    try:
        yield cache
    except KeyboardInterrupt:
        raise Stopped(f"stopped; {len(cache.part_of)} codings are kept in {cache.folder}: the same command goes on, --fresh starts anew") from None
    finally:
        cache.drop_linking()
        if not cache.part_of:
            clean(cache.folder)
        report.kept = size_of(cache.folder)
        report.warnings.extend(report.remarks.lines())


def _build_given(
    sources: Sequence[Path],
    packages: Sequence[Path],
    codings: Sequence[Path],
    place: Publication,
    cache: Cache,
    report: Report,
    how: How,
    formats: Sequence[str],
    *,
    fill: bool,
    leave_out: bool,
    texts: Path | None,
) -> Report:
    """`build_corpus` with given codings, which are held in memory, as are the texts that they are checked against."""
    sources = [source for source in sources if source not in packages]
    facts = _facts(sources, [*packages, *codings], report)
    coding, machines, at_hand, signatures = _laid(sources, [*packages, *codings], cache, report, how, fill, leave_out, texts)
    told = told_by([*packages, *codings])
    copy_of = all_copies(coding["articles"], signatures, told.copy_of)
    with report.timed("link"):
        linked = link(coding, copy_of=copy_of, fewer=told.fewer)
    with report.timed("validate"):
        findings = validate_tables(linked, at_hand)
    refused = _refused(linked, findings, machines)
    if refused and len(refused) < len(coding["articles"]):
        for article_id in sorted(refused):
            report.leave_out(Unreadable(article_id, None, f"its rows break a rule: {refused[article_id]}; please report it"))
        kept = articles_of(coding) - set(refused)
        at_hand = {article_id: text for article_id, text in at_hand.items() if article_id in kept}
        coding = of_articles(coding, kept)
        linked = link(coding, copy_of=all_copies(coding["articles"], signatures, copy_of), fewer=told.fewer)
        findings = validate_tables(linked, at_hand)
    files = package_files(linked, facts, created(facts), "", {name: facts.get(name, ()) for name in MEASURES}, facts.get("sources", ()))
    if report.refused:
        files[REFUSED] = refused_bytes(report.refused)
    finish(place, at_hand, linked, findings, files, report, "", formats)
    return report


def _laid(
    sources: Sequence[Path], codings: Sequence[Path], cache: Cache, report: Report, how: How, fill: bool, leave_out: bool, texts: Path | None
) -> tuple[Tables, set[str], dict[str, str], dict[str, bytes]]:
    """One coding: the given ones, checked, over the machine's. And the articles that are the machine's alone, the texts at hand, the signatures of
    articles (`link.copies`). What was read and is not in the coding is forgotten when this returns: it is as much again.
    """
    raw = [read_any_coding(each) for each in codings]
    held = {cell for each in raw for table in each.tables.values() for cell in table.cells.get("article_id", ()) if cell}
    asked = fill or _unsaid(raw)
    signatures: dict[str, bytes] = {}
    uncoded, compared = frozenset() if asked else frozenset(held), frozenset() if fill else frozenset(held)
    machine, at_hand = _machine(sources, uncoded, compared, cache, report, how, signatures)
    given = checked(raw, machine, at_hand, texts, report)
    if report.refused and not leave_out:
        raise RefusedRows(report.refused)
    if not machine["articles"] and not any(tables["articles"] for tables in given):
        raise nothing_read(report)
    given = [with_review(tables, machine, as_coded(each, tables)) for each, tables in zip(raw, given, strict=True)]
    coding = lay([machine if fill else without_rows(machine, held), *given], fill)
    _whole(coding)
    alone = articles_of(machine) - {article for tables in given for article in articles_of(tables)}
    return coding if how.full_excerpts else shorten(coding), alone, at_hand, signatures


def code_corpus(sources: Sequence[Path], out: Path, report: Report, how: How, fresh: bool = False) -> Tables:
    """The machine's coding of a corpus, as `tidings code` writes it to `out`. Raises TidingsError where no article could be read."""
    with _cache(out, fresh, report) as cache:
        tables = empty()
        for each in codings_of(cache, code_all(sources, cache, report, how)):
            add(tables, each)
    if not tables["articles"]:
        raise nothing_read(report)
    report.articles = len(tables["articles"])
    return tables


def _machine(
    sources: Sequence[Path],
    held: frozenset[str],
    given: frozenset[str],
    cache: Cache,
    report: Report,
    how: How,
    signatures: dict[str, bytes],
) -> tuple[Tables, dict[str, str]]:
    """The machine's coding of all articles but those `held`, the facts of these, and the texts. `given`: articles of which a given coding speaks,
    so that the machine's is only compared. `signatures` is filled (`link.copies`).
    """
    tables, at_hand = empty(), dict[str, str]()
    if not sources:
        return tables, at_hand
    keys = code_all(sources, cache, report, how, held, given, signatures)
    for each in codings_of(cache, {article_id: key for article_id, key in keys.items() if article_id not in held}):
        add(tables, each)
    for article in read_corpus(sources, how.read):
        if isinstance(article, Article) and article.article_id in keys:
            at_hand[article.article_id] = article.text
            if article.article_id in held:
                tables["articles"].append(article_row(article, None, None))
    return tables, at_hand


def _unsaid(raw: Sequence[RawCoding]) -> bool:
    """Whether some row of a given coding does not say how it stands to the machine's, so that the machine has to be asked."""
    for each in raw:
        for name in {*each.tables} & {*TABLES}:
            said = each.tables[name].cells.get("review", ())
            if len(said) < len(each.tables[name]) or any(cell in (None, "machine") for cell in said):
                return True
    return False


def checked(raw: Sequence[RawCoding], known: Tables, at_hand: dict[str, str], texts: Path | None, report: Report) -> list[Tables]:
    """The given codings held against the texts and the contract. `known`: what the source says of the articles; `at_hand`: their texts by id, to
    which those of the folder `texts` are added. Refused rows go to the report.
    """
    held = {str(row["article_id"]) for row in known["articles"]}
    found = []
    for each in raw:
        at_hand.update(texts_of(each, texts, at_hand))
        result: Checked = check_coding(each, at_hand, held or None, known_actors(), known_places())
        report.refused.extend(result.refused)
        tables = empty() | result.tables
        told = counts(tables)
        folded = f"; {sum(result.folded.values())} words folded to those printed" if sum(result.folded.values()) else ""
        left = f"; {len(result.refused)} rows refused" if result.refused else ""
        report.told(f"{each.place:32} given: {told}{folded}{left}")
        report.warnings.extend(f"{each.place}: {note}" for note in result.notes)
        found.append(tables)
    return found


def _whole(coding: Tables) -> None:
    """Raise TidingsError for an article of which no source tells what every article needs."""
    needed = ("source_file", "word_count", "char_count", "text_sha256")
    lacking = [str(row["article_id"]) for row in coding["articles"] if any(row[name] is None for name in needed)]
    lacking += sorted(articles_of(coding) - {str(row["article_id"]) for row in coding["articles"]})
    if lacking:
        more = f" and {len(lacking) - 5} more" if len(lacking) > 5 else ""
        raise TidingsError(
            f"{', '.join(lacking[:5])}{more}: no text and no facts of the article ({', '.join(needed)}); name the SOURCE of the texts beside --coding"
        )


def _facts(sources: Sequence[Path], codings: Sequence[Path], report: Report) -> dict[str, Any]:
    """Facts of the package: ``metadata.toml`` beside the first source; those of the one package that is built from; else none of anybody's."""
    for first in sources[:1]:
        beside = (first if first.is_dir() else first.parent) / METADATA
        if beside.is_file():
            return _named({**corpus_metadata(), **read_metadata(beside, ("name", "title"))}, beside, report)
    if not sources and len(codings) == 1 and is_package(codings[0]):
        return facts_of(open_package(codings[0]).descriptor)
    return _named(corpus_metadata(), None, report)


def _named(facts: dict[str, Any], path: Path | None, report: Report) -> dict[str, Any]:
    """The facts, with a warning where they name nobody or no licence. `path`: where they were read."""
    lacking = [what for name, what in (("contributors", "nobody as its maker"), ("licenses", "no licence")) if not facts.get(name)]
    if lacking:
        todo = f"fill in {path}" if path else f"`tidings init FOLDER` writes a {METADATA} to fill in"
        report.warnings.append(f"the package names {' and '.join(lacking)}; {todo}")
    return facts


def _refused(tables: Tables, findings: Sequence[Finding], machines: set[str]) -> dict[str, Finding]:
    """article_id -> the first finding about a row of an article of the machine's: one that the coder got wrong must not stop a corpus."""
    found: dict[str, Finding] = {}
    for finding in findings:
        rows = tables.get(finding.table, [])
        if finding.row is not None and 2 <= finding.row < len(rows) + 2 and rows[finding.row - 2].get("article_id") in machines:
            found.setdefault(str(rows[finding.row - 2]["article_id"]), finding)
    return found


# --- both ways --------------------------------------------------------------------------------------------------------------------


def package_files(
    tables: Tables,
    facts: Mapping[str, object],
    made: str | None,
    prefix: str,
    measures: Mapping[str, Sequence[Mapping[str, object]]],
    sources: Sequence[Mapping[str, str]],
) -> dict[str, bytes]:
    """Relative path -> bytes of every file of the package."""
    entries = []
    files: dict[str, bytes] = {}
    for name, table in contract.tables().items():
        data = table_bytes(table, tables[name])
        files[f"{prefix}{name}.csv"] = data
        entries.append(written(table, f"{prefix}{name}.csv", data, len(tables[name])))
    package = descriptor(facts, entries, made, measures, sources)
    files["datapackage.json"] = descriptor_bytes(package)
    return files


def finish(
    place: Publication,
    texts: Mapping[str, str],
    tables: Tables,
    findings: Sequence[Finding],
    files: Mapping[str, bytes],
    report: Report,
    prefix: str,
    formats: Sequence[str],
) -> None:
    """Publish what was validated with no findings, and fill the report. Raises InvalidTables where there are findings."""
    report.told(f"{'link':32} {len(tables['actors'])} actors, {len(tables['events'])} events, {len(tables['claims'])} claims")
    if findings:
        raise InvalidTables(findings)
    report.checked.append(f"{sum(len(rows) for rows in tables.values())} rows of {len(tables)} tables against their schemas, keys and sums")
    report.checked.append(f"{_spans(tables, texts)} spans against the texts of {len(texts)} of {len(tables['articles'])} articles")
    report.told(f"{'validate':32} no findings")
    files = {**files, **companions(prefix, tables, formats)}
    place.publish(files, {*names_of_all(prefix), prefix + REFUSED})
    report.told(f"{'publish':32} {len(files)} files")
    report.folder = place.out
    report.articles = len(tables["articles"])
    report.rows = {name: len(rows) for name, rows in tables.items()}
    report.conflicts = conflicts(tables)
    report.n_conflicts = len(report.conflicts)


def _spans(tables: Tables, texts: Mapping[str, str]) -> int:
    return sum(1 for rows in tables.values() for row in rows if "start" in row and row["article_id"] in texts)


def conflicts(tables: Tables) -> list[str]:
    """One line for each quantity and event on which the reports disagree."""
    figures: dict[object, list[Row]] = {}
    for row in tables["figures"]:
        figures.setdefault(row["claim_id"], []).append(row)
    found = []
    for claim in tables["claims"]:
        if claim["conflict"]:
            said = [(str(row["figure_text"]), str(row["article_id"])) for row in figures[claim["claim_id"]]]
            found.append(said_of_claim(str(claim["claim_id"]), said))
    found.extend(
        f"{event['event_id']}: {event['label']}: {event['n_reports']} reports, {event['status']}" for event in tables["events"] if event["disputed"]
    )
    return found
