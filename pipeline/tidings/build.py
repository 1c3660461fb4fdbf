"""The whole way: read, code, review, link, validate, publish. Two entries: the seed corpus, and a corpus of one's own."""

from __future__ import annotations

import gc
import os
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tidings import contract, lexicon
from tidings.code.coder import code
from tidings.code.kept import coder_version, read_kept, shorten, write_kept
from tidings.curation.evaluate import Score, evaluate
from tidings.curation.guards import check_actors, check_guards, machine_rows
from tidings.curation.renew import decided_of, decisions_for, reasons_of, review_bytes, wanted_from_tables
from tidings.errors import TidingsError, Unreadable, UsageError
from tidings.link.tables import Linked, Row, Tables, link
from tidings.model import Article, Coding
from tidings.publish.atomic import write_package
from tidings.publish.companions import check_formats, companions, remove_stale
from tidings.publish.csv_files import table_bytes
from tidings.publish.descriptor import METADATA, corpus_metadata, created, descriptor, descriptor_bytes, read_metadata
from tidings.publish.documents import companion_documents
from tidings.read.corpus import read_corpus, read_table
from tidings.read.seeds import Pointer, read_pointers, read_seed, texts_folder
from tidings.review.decisions import apply, read_decisions
from tidings.validate import Finding, seed_checks, validate_tables

SHARD = 32  # articles a worker is handed at a time
Coded = tuple[Article, Coding | str]  # an article and its coding, or why it has none
REVIEW = "review.csv"
POOL_FROM = 200  # articles below which starting workers costs more than it saves


@dataclass(slots=True)
class Report:
    """What a build tells its user. `told` is called with one line at a time as the work goes on."""

    told: Callable[[str], None] = lambda line: None
    articles: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    checked: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    folder: Path | None = None


class InvalidTables(TidingsError):
    """The tables that were made, or the files that people write, break a rule of the package; nothing was written."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        shown = "\n".join(str(finding) for finding in self.findings[:20])
        more = f"\n… and {len(self.findings) - 20} more" if len(self.findings) > 20 else ""
        super().__init__(f"{len(self.findings)} findings; nothing was written.\n{shown}{more}")


# --- the seed corpus ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SeedCorpus:
    """The seeds coded by the machine, before and after the curator's review."""

    articles: list[Article]
    texts: dict[str, str]
    machine: Linked
    reviewed: Linked
    reviewed_on: list[str]
    fresh: dict[str, Coding]


def code_seeds(root: Path, texts: Path | None, report: Report) -> SeedCorpus:
    """Code the seeds under ``root/seeds`` (afresh where the text is at hand, else from the kept coding) and lay the review over them.

    Raises TidingsError for a wrong hash, an absent coding, or a decision whose guard no longer holds.
    """
    seeds = root / "seeds"
    pointers = read_pointers(seeds)
    authority, judged = _curators(seeds / "authority.csv"), _curators(seeds / "judgements.csv")
    rows = _curators(seeds / REVIEW)
    decisions = read_decisions(rows)
    faults = [finding for finding in seed_checks.run(root, {}).kept if finding.severity == "error"]
    if faults:
        raise InvalidTables(faults)
    articles, codings, at_hand = _machine_codings(seeds, pointers, texts_folder(texts, seeds), report)
    machine = link(articles, codings, authority, judged)
    check_guards(decisions, machine_rows(machine.tables, machine.participants), [a.article_id for a in articles])
    known: list[Mapping[str, object]] = [*lexicon.rows("authority"), *authority, *machine.tables["actors"]]
    check_actors(decisions, {str(row["actor_id"]) for row in known})
    reviewed = link(articles, apply(codings, decisions), authority, judged)
    report.told(f"{'review':32} {len(decisions)} decisions of the curator hold")
    fresh = {coding.article_id: coding for coding in codings if coding.article_id in at_hand}
    return SeedCorpus(articles, at_hand, machine, reviewed, sorted({row["reviewed_on"] for row in rows}), fresh)


def _machine_codings(
    seeds: Path, pointers: Sequence[Pointer], folder: Path | None, report: Report
) -> tuple[list[Article], list[Coding], dict[str, str]]:
    """Articles and their codings side by side, and the texts at hand by article id."""
    articles: list[Article] = []
    codings: list[Coding] = []
    at_hand: dict[str, str] = {}
    for pointer in pointers:
        article = read_seed(pointer, folder)
        if article is not None:
            coding = shorten(replace(code(article), coder=coder_version()))
            at_hand[article.article_id] = article.text
            how = "coded afresh"
        else:
            kept = read_kept(kept_path(seeds, pointer))
            article, coding = kept.article, kept.coding
            if article.text_sha256 != pointer.facts["text_sha256"]:
                raise TidingsError(f"{kept_path(seeds, pointer)}: coded from another text than the pointer names; build once with the texts at hand")
            how = "text not at hand, kept coding used"
            if coding.coder != coder_version():
                how += " (made by an older coder)"
                report.warnings.append(f"{pointer.article_id}: the kept coding was made by an older coder; build once with the texts at hand")
        articles.append(article)
        codings.append(coding)
        report.told(f"{pointer.article_id:32} {how}: {_counts(coding)}")
    return articles, codings, at_hand


def renew_review(root: Path, texts: Path | None, report: Report) -> tuple[bytes, dict[str, int]]:
    """``seeds/review.csv`` made anew for today's machine: same reviewed rows, guards brought up to date. Returns its bytes and how many decisions
    stayed, changed and went. Needs the texts. Raises TidingsError.
    """
    seeds = root / "seeds"
    pointers = read_pointers(seeds)
    articles, codings, at_hand = _machine_codings(seeds, pointers, texts_folder(texts, seeds), report)
    if len(at_hand) < len(articles):
        raise TidingsError("the review can be made anew only with every text at hand; name their folder with --texts")
    old = [read_kept(kept_path(seeds, pointer)).coding for pointer in pointers]
    authority, judged = _curators(seeds / "authority.csv"), _curators(seeds / "judgements.csv")
    rows = _curators(seeds / REVIEW)
    signed = link(articles, apply(old, read_decisions(rows)), authority, judged)
    wanted = wanted_from_tables(signed, decided_of(rows))
    renewed = decisions_for(link(articles, codings, authority, judged), wanted, reasons_of(rows), max((r["reviewed_on"] for r in rows), default=""))
    before, after = ({tuple(row.values()) for row in each} for each in (rows, renewed))
    return review_bytes(renewed), {"kept": len(before & after), "new or changed": len(after - before), "gone": len(before - after)}


def build_seeds(root: Path, texts: Path | None, report: Report, formats: Sequence[str] = ()) -> Report:
    """Build the package of the seed corpus in `root`: ``data/``, ``datapackage.json``, the documents beside them, and the kept codings of the
    texts at hand. `formats`: companions beside the CSV files (parquet, sqlite, duckdb).

    Raises TidingsError; then nothing was written.
    """
    check_formats(formats)
    corpus = code_seeds(root, texts, report)
    report.scores = evaluate(corpus.machine, corpus.reviewed)
    facts = read_metadata(root / METADATA)
    sources = [{"title": _source_title(article)} | ({"path": article.url} if article.url else {}) for article in corpus.articles]
    tables, made = corpus.reviewed.tables, created(facts, corpus.reviewed_on)
    files = _package_files(tables, facts, made, "data/", report.scores, sources)
    files |= companion_documents(root, facts, tables, [score.row() for score in report.scores], made, files)
    findings = validate_tables(tables, corpus.texts)
    _finish(root, corpus.articles, corpus.texts, tables, findings, files, report, "data/", formats)
    for article in corpus.articles:
        if article.article_id in corpus.fresh:
            write_kept(root / "seeds" / "codings" / f"{article.article_id}.json", article, corpus.fresh[article.article_id])
    return report


def kept_path(seeds: Path, pointer: Pointer) -> Path:
    return seeds / "codings" / f"{pointer.article_id}.json"


def _curators(path: Path) -> list[dict[str, str]]:
    return read_table(path, contract.seed_tables()[path.stem].columns) if path.is_file() else []


def _source_title(article: Article) -> str:
    words = [article.outlet or "unnamed outlet", f"“{article.title}”" if article.title else None, article.published]
    return ", ".join(word for word in words if word)


# --- a corpus of one's own -------------------------------------------------------------------------------------------------


def build_corpus(
    sources: Sequence[Path],
    out: Path,
    report: Report,
    *,
    engine: str = "local",
    workers: int | None = None,
    full_excerpts: bool = False,
    formats: Sequence[str] = (),
    progress: Callable[[Iterable[Coded]], Iterable[Coded]] = iter,
) -> Report:
    """Build a package of any corpus in `out`. Articles that cannot be read are reported and left out.

    `engine`: where articles are coded: "local" (processes on this machine) or "dask" (a cluster, see `_executor`). `workers`: how many processes
    code (None: as many as there are processors, for a corpus worth it). `progress` wraps the articles as they
    come back. `formats`: companions beside the CSV files (parquet, sqlite, duckdb). Raises TidingsError; then nothing was written.
    """
    check_formats(formats)
    articles: list[Article] = []
    codings: list[Coding] = []
    texts: dict[str, str] = {}
    facts = read_metadata(metadata) if (metadata := _beside(sources)) else corpus_metadata()
    for article, coding in progress(_coded(_readable(sources, report), engine, workers)):
        if isinstance(coding, str):
            report.unreadable.append(Unreadable(f"{article.source_file} ({article.article_id})", None, coding))
            report.told(f"left out: {report.unreadable[-1]}")
            continue
        if len(articles) < POOL_FROM:
            report.told(f"{article.article_id:32} coded: {_counts(coding)}")
        texts[article.article_id] = article.text
        articles.append(replace(article, text=""))
        codings.append(coding if full_excerpts else shorten(coding))
    if not articles:
        raise TidingsError("no article could be read; nothing was written" + "".join(f"\n  {bad}" for bad in report.unreadable[:10]))
    linked = link(articles, codings)
    findings = validate_tables(linked.tables, texts)
    refused = _refused(linked.tables, findings)
    if refused and len(refused) < len(articles):
        for article_id in sorted(refused):
            report.unreadable.append(Unreadable(article_id, None, f"its rows break a rule: {refused[article_id]}; please report it"))
            report.told(f"left out: {report.unreadable[-1]}")
        kept = [(article, coding) for article, coding in zip(articles, codings, strict=True) if article.article_id not in refused]
        articles, codings = [article for article, _ in kept], [coding for _, coding in kept]
        texts = {article_id: text for article_id, text in texts.items() if article_id not in refused}
        linked = link(articles, codings)
        findings = validate_tables(linked.tables, texts)
    files = _package_files(linked.tables, facts, created(facts, []), "", (), ())
    _finish(out, articles, texts, linked.tables, findings, files, report, "", formats)
    return report


def _refused(tables: Tables, findings: Sequence[Finding]) -> dict[str, Finding]:
    """article_id -> the first finding about a row of that article: one article that the coder got wrong must not stop a corpus."""
    found: dict[str, Finding] = {}
    for finding in findings:
        rows = tables.get(finding.table, [])
        if finding.row is not None and 2 <= finding.row < len(rows) + 2 and "article_id" in rows[finding.row - 2]:
            found.setdefault(str(rows[finding.row - 2]["article_id"]), finding)
    return found


def _beside(sources: Sequence[Path]) -> Path | None:
    """``metadata.toml`` in the first source's folder, if it is there."""
    first = sources[0] if sources[0].is_dir() else sources[0].parent
    return first / METADATA if (first / METADATA).is_file() else None


def _readable(sources: Sequence[Path], report: Report) -> Iterator[Article]:
    for found in read_corpus(sources):
        if isinstance(found, Unreadable):
            report.unreadable.append(found)
            report.told(f"left out: {found}")
        else:
            yield found


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
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise UsageError("--engine dask needs the package distributed: pip install 'tidings[cluster]'") from None
    address = os.environ.get("DASK_SCHEDULER_ADDRESS")
    settings = {"address": address} if address else {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.Client(**settings) as client:
        yield client.get_executor(pure=False)


def _code_shard(articles: list[Article]) -> list[Coding | str]:
    return [_code_or_reason(article) for article in articles]


def _code_or_reason(article: Article) -> Coding | str:
    """The coding, or what went wrong: among a million articles, one that a rule stumbles over is left out and reported, and the rest goes on."""
    try:
        return code(article)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"the coder failed ({type(error).__name__}: {error}, {Path(place.filename).name}:{place.lineno}): a fault of Tidings, please report it"


# --- both --------------------------------------------------------------------------------------------------------------------


def _package_files(
    tables: Tables,
    facts: Mapping[str, object],
    made: str | None,
    prefix: str,
    scores: Sequence[Score],
    sources: Sequence[Mapping[str, str]],
) -> dict[str, bytes]:
    """Relative path -> bytes of every file of the package."""
    entries = []
    for name, table in contract.tables().items():
        data = table_bytes(table, tables[name])
        entries.append((table, f"{prefix}{name}.csv", data, len(tables[name])))
    package = descriptor(facts, entries, made, [score.row() for score in scores], sources)
    files = {path: data for _, path, data, _ in entries}
    files["datapackage.json"] = descriptor_bytes(package)
    return files


def _finish(
    folder: Path,
    articles: Sequence[Article],
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
    report.checked.append(f"{_spans(tables, texts)} spans against the texts of {len(texts)} of {len(articles)} articles")
    report.told(f"{'validate':32} no findings")
    files = {**files, **companions(prefix, tables, formats)}
    write_package(folder, files)
    remove_stale(folder, prefix, files)
    report.told(f"{'publish':32} {len(files)} files")
    report.folder = folder
    report.articles = len(articles)
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


def _counts(coding: Coding) -> str:
    counted = {
        "quotes": coding.quotes,
        "figures": coding.figures,
        "event reports": coding.event_reports,
        "mentions": coding.mentions,
        "dates": coding.dates,
    }
    return ", ".join(f"{len(rows)} {name}" for name, rows in counted.items())  # type: ignore[arg-type]
