"""The whole way for a corpus of one's own: read, code or take a given coding, link, validate, publish. The seed corpus: `seeding`."""

from __future__ import annotations

import gc
import os
import traceback
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.agree.review import TABLES, as_coded, with_review
from tidings.code.coder import code
from tidings.code.version import coder_version
from tidings.coding.check import Checked, check_coding
from tidings.coding.columns import Row, Tables
from tidings.coding.excerpts import shorten
from tidings.coding.files import RawCoding, is_package
from tidings.coding.lay import add, articles_of, empty, lay, of_articles, without_rows
from tidings.coding.machine import article_row, machine_tables
from tidings.coding.read_any import read_any_coding
from tidings.coding.refusals import Refusal, RefusedRows, write_refused
from tidings.coding.texts import texts_of
from tidings.errors import TidingsError, Unreadable, UsageError
from tidings.extras import needs_extra
from tidings.link.authority import known_actors
from tidings.link.places import known_places
from tidings.link.tables import link
from tidings.model import Article
from tidings.package import open_package
from tidings.publish.atomic import write_package
from tidings.publish.companions import check_formats, companions, remove_stale
from tidings.publish.csv_files import table_bytes
from tidings.publish.descriptor import MEASURES, METADATA, corpus_metadata, created, descriptor, descriptor_bytes, facts_of, read_metadata
from tidings.read.corpus import read_found
from tidings.read.pieces import Note, ReadOptions, Remarks, Skipped
from tidings.validate import Finding, validate_tables

SHARD = 32  # articles a worker is handed at a time
Coded = tuple[Article, Tables | str]  # an article and the machine's coding of it, or why it has none
POOL_FROM = 200  # articles below which starting workers costs more than it saves
REFUSED = "refused.csv"
SHOWN = 20  # refused rows that a message names


@dataclass(slots=True)
class Report:
    """What a build tells its user. `told` is called with one line at a time as the work goes on."""

    told: Callable[[str], None] = lambda line: None
    articles: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    checked: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    folder: Path | None = None


class InvalidTables(TidingsError):
    """The tables that were made, or the files that people write, break a rule of the package; nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        shown = "\n".join(str(finding) for finding in self.findings[:SHOWN])
        more = f"\n… and {len(self.findings) - SHOWN} more" if len(self.findings) > SHOWN else ""
        super().__init__(f"{len(self.findings)} findings; nothing was written.\n{shown}{more}")


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
    engine: str = "local",
    workers: int | None = None,
    full_excerpts: bool = False,
    formats: Sequence[str] = (),
    options: ReadOptions | None = None,
    progress: Callable[[Iterable[Coded]], Iterable[Coded]] = iter,
) -> Report:
    """Build a package of any corpus in `out`. Articles that cannot be read are reported and left out.

    `codings`: given codings (folders, zips, packages); for each article the last that holds it stands in the machine's place. A source that is a
    package is a coding, too. `fill`: earlier codings, the machine's before all, fill the tables that the last one lacks. `leave_out`: rows that are
    refused go to ``refused.csv`` in `out`, else they stop the build. `texts`: folder of the texts, where no source brings them.
    `engine`: where articles are coded: "local" (processes on this machine) or "dask" (a cluster, see `_executor`). `workers`: how many processes
    code (None: as many as there are processors, for a corpus worth it). `progress` wraps the articles as they
    come back. `formats`: companions beside the CSV files (parquet, sqlite, duckdb). `options`: how sources are read. Raises TidingsError; then
    nothing was written.
    """
    if out.exists() and not out.is_dir():
        raise UsageError(f"--out {out}: a file of that name is there; name a folder for the package")
    check_formats(formats)
    packages = [source for source in sources if is_package(source)]
    sources = [source for source in sources if source not in packages]
    raw = [read_any_coding(place) for place in (*packages, *codings)]
    facts = _facts(sources, [*packages, *codings], report)
    held = {cell for each in raw for table in each.tables.values() for cell in table.cells.get("article_id", ()) if cell}
    asked = fill or _unsaid(raw)
    machine, at_hand = _machine(sources, set() if asked else held, set() if fill else held, report, options, engine, workers, progress)
    given = checked(raw, machine, at_hand, texts, report)
    if report.refused and not leave_out:
        raise RefusedRows(report.refused)
    if not machine["articles"] and not any(tables["articles"] for tables in given):
        raise TidingsError("no article could be read; nothing was written" + "".join(f"\n  {bad}" for bad in report.unreadable[:10]))
    given = [with_review(tables, machine, as_coded(each, tables)) for each, tables in zip(raw, given, strict=True)]
    coding = lay([machine if fill else without_rows(machine, held), *given], fill)
    _whole(coding)
    coding = coding if full_excerpts else shorten(coding)
    linked = link(coding)
    findings = validate_tables(linked, at_hand)
    refused = _refused(linked, findings, articles_of(machine) - {article for tables in given for article in articles_of(tables)})
    if refused and len(refused) < len(coding["articles"]):
        for article_id in sorted(refused):
            report.unreadable.append(Unreadable(article_id, None, f"its rows break a rule: {refused[article_id]}; please report it"))
            report.told(f"left out: {report.unreadable[-1]}")
        kept = articles_of(coding) - set(refused)
        at_hand = {article_id: text for article_id, text in at_hand.items() if article_id in kept}
        linked = link(of_articles(coding, kept))
        findings = validate_tables(linked, at_hand)
    files = package_files(linked, facts, created(facts), "", {name: facts.get(name, ()) for name in MEASURES}, facts.get("sources", ()))
    finish(out, at_hand, linked, findings, files, report, "", formats)
    if report.refused:
        write_refused(out / REFUSED, report.refused)
    else:
        (out / REFUSED).unlink(missing_ok=True)
    return report


def code_corpus(
    sources: Sequence[Path],
    report: Report,
    *,
    engine: str = "local",
    workers: int | None = None,
    full_excerpts: bool = False,
    options: ReadOptions | None = None,
    progress: Callable[[Iterable[Coded]], Iterable[Coded]] = iter,
) -> Tables:
    """The machine's coding of a corpus, as `tidings code` writes it. Raises TidingsError where no article could be read."""
    machine, _ = _machine(sources, set(), set(), report, options, engine, workers, progress)
    if not machine["articles"]:
        raise TidingsError("no article could be read; nothing was written" + "".join(f"\n  {bad}" for bad in report.unreadable[:10]))
    report.articles = len(machine["articles"])
    return machine if full_excerpts else shorten(machine)


def _machine(
    sources: Sequence[Path],
    held: Collection[str],
    given: Collection[str],
    report: Report,
    options: ReadOptions | None,
    engine: str,
    workers: int | None,
    progress: Callable[[Iterable[Coded]], Iterable[Coded]],
) -> tuple[Tables, dict[str, str]]:
    """The machine's coding of all articles but those `held`, the facts of these, and the texts. `given`: articles of which a given coding speaks,
    so that the machine's is only compared.
    """
    tables, at_hand = empty(), dict[str, str]()
    uncoded: list[Article] = []

    def to_code() -> Iterator[Article]:
        for article in _readable(sources, report, options):
            if article.article_id in held:
                uncoded.append(article)
            else:
                yield article

    for article, coded in progress(_coded(to_code(), engine, workers)):
        if isinstance(coded, str):
            report.unreadable.append(Unreadable(f"{article.source_file} ({article.article_id})", None, coded))
            report.told(f"left out: {report.unreadable[-1]}")
            continue
        if len(tables["articles"]) < POOL_FROM:
            how = "coded to compare" if article.article_id in given else "coded"
            report.told(f"{article.article_id:32} {how}: {counts(coded)}")
        at_hand[article.article_id] = article.text
        add(tables, coded)
    for article in uncoded:
        at_hand[article.article_id] = article.text
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


def _readable(sources: Sequence[Path], report: Report, options: ReadOptions | None) -> Iterator[Article]:
    remarks = Remarks()
    for found in read_found(sources, options):
        if isinstance(found, Note | Skipped):
            remarks.add(found)
        elif isinstance(found, Unreadable):
            report.unreadable.append(found)
            report.told(f"left out: {found}")
        else:
            yield found
    report.warnings.extend(remarks.lines())


def _coded(articles: Iterator[Article], engine: str, workers: int | None) -> Iterator[Coded]:
    """Articles with their codings, in order. Shards go to other processes where the corpus is worth it or a cluster is asked for."""
    first = list(islice(articles, POOL_FROM))
    count = workers or os.cpu_count() or 1
    if engine == "local" and (count == 1 or (workers is None and len(first) < POOL_FROM)):
        yield from ((article, _code_or_reason(article)) for article in chain(first, articles))
        return
    source = chain(first, articles)
    shards = iter(lambda: list(islice(source, SHARD)), [])
    with _executor(engine, workers or count) as executor:
        # A few shards wait in line, so that no process idles and no more than these are held in memory.
        pending = deque((shard, executor.submit(_code_shard, shard)) for shard in islice(shards, 2 * count))
        while pending:
            done, future = pending.popleft()
            pending.extend((shard, executor.submit(_code_shard, shard)) for shard in islice(shards, 1))
            yield from zip(done, future.result(), strict=True)


def collect_garbage_seldom() -> None:
    """Coding makes many small values and no cycles: to look for cycles after every 700 of them costs a tenth of the time."""
    gc.set_threshold(50_000, 20, 50)


@contextmanager
def _executor(engine: str, workers: int) -> Iterator[Executor]:
    """Processes of this machine, or the Dask cluster that ``$DASK_SCHEDULER_ADDRESS`` names (without it, one on this machine)."""
    if engine == "local":
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=collect_garbage_seldom) as pool:
            yield pool
        return
    with needs_extra("cluster", "--engine dask"):
        distributed: Any = import_module("distributed")
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    settings = {"address": address} if address else {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.Client(**settings) as client:
        yield client.get_executor(pure=False)


def _code_shard(articles: list[Article]) -> list[Tables | str]:
    return [_code_or_reason(article) for article in articles]


def _code_or_reason(article: Article) -> Tables | str:
    """The coding, or what went wrong: among a million articles, one that a rule stumbles over is left out and reported, and the rest goes on."""
    try:
        return machine_tables(article, replace(code(article), coder=coder_version()))
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"the coder failed ({type(error).__name__}: {error}, {Path(place.filename).name}:{place.lineno}): a fault of Tidings, please report it"


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
    for name, table in contract.tables().items():
        data = table_bytes(table, tables[name])
        entries.append((table, f"{prefix}{name}.csv", data, len(tables[name])))
    package = descriptor(facts, entries, made, measures, sources)
    files = {path: data for _, path, data, _ in entries}
    files["datapackage.json"] = descriptor_bytes(package)
    return files


def finish(
    folder: Path,
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
    write_package(folder, files)
    remove_stale(folder, prefix, files)
    report.told(f"{'publish':32} {len(files)} files")
    report.folder = folder
    report.articles = len(tables["articles"])
    report.rows = {name: len(rows) for name, rows in tables.items()}
    report.conflicts = conflicts(tables)


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
            said = "; ".join(f"{row['figure_text']!r} in {row['article_id']}" for row in figures[claim["claim_id"]])
            found.append(f"{claim['claim_id']}: {said}")
    found.extend(
        f"{event['event_id']}: {event['label']}: {event['n_reports']} reports, {event['status']}" for event in tables["events"] if event["disputed"]
    )
    return found


def counts(coding: Tables) -> str:
    """How many rows of each kind, for a line of the report."""
    named = {"quotes": "quotes", "figures": "figures", "event_reports": "event reports", "mentions": "mentions", "dates": "dates"}
    return ", ".join(f"{len(coding[table])} {name}" for table, name in named.items())
