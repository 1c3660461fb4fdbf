"""The command ``tidings``: reads arguments, shows progress and results, sets the exit status. No step of the pipeline imports it.

Exit status: 0 fine; 1 invalid data (an article left out, a wrong hash, a finding); 2 wrong use.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.console import Console, as_printable, columns
from tidings.errors import TidingsError, UsageError, system_fault

if TYPE_CHECKING:
    from tidings.agree import Agreement
    from tidings.build_report import Report
    from tidings.read.options import ReadOptions
    from tidings.shards.run import How

app = typer.Typer(
    help="News articles as tidy, validated, citable tables.",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes longer to import than most commands run
)
out = Console()


class Excerpts(StrEnum):
    """How much of a reporter's own prose is written out."""

    short = "short"
    full = "full"


class DiffFormat(StrEnum):
    """How `tidings diff` tells what changed."""

    text = "text"
    json = "json"
    markdown = "markdown"


class Engine(StrEnum):
    """Where articles are coded."""

    local = "local"
    dask = "dask"


class AgreeFormat(StrEnum):
    """How `tidings agree` tells what it found."""

    text = "text"
    markdown = "markdown"
    json = "json"
    csv = "csv"


class ReadDates(StrEnum):
    """What comes first in a day written in numbers."""

    day_first = "day-first"
    month_first = "month-first"


class ReadLanguage(StrEnum):
    """Which articles are coded."""

    en = "en"
    any = "any"


Texts = Annotated[Path | None, typer.Option("--texts", help="Folder of the seed texts (else $TIDINGS_TEXTS, else seeds/texts/).")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes that code articles (default: as many as processors, for a large corpus).")]
WithExcerpts = Annotated[Excerpts, typer.Option("--excerpts", help="short: at most 12 words of a reporter's prose in a row; full: all of it.")]
Fields = Annotated[str | None, typer.Option("--fields", help="What rows call the fields, as OURS=THEIRS: text=body,published=date.")]
Encoding = Annotated[str, typer.Option("--encoding", help="Of files that are no UTF-8: cp1252, utf-16-le, …; detect guesses.")]
Dates = Annotated[ReadDates | None, typer.Option("--dates", help="What 03/04/2024 means (default: what the corpus's other days show).")]
Unescape = Annotated[bool, typer.Option("--unescape", help="Read the HTML entities left in texts: &amp; is &.")]
Language = Annotated[ReadLanguage, typer.Option("--language", help="en: other languages are left out; any: they are coded, with a warning.")]
AgreeFormats = Annotated[AgreeFormat, typer.Option("--format", help="text and markdown are capped, json and csv are whole.")]
Force = Annotated[bool, typer.Option("--force", help="Write over what --out holds, even where no build wrote it or somebody changed it.")]
WithEngine = Annotated[Engine, typer.Option("--engine", help="local: processes of this machine; dask: a cluster of Dask workers.")]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="Scheduler of the Dask cluster (else $DASK_SCHEDULER_ADDRESS, else one here)."),
]
Timeout = Annotated[float, typer.Option("--article-timeout", min=0.0, metavar="SECONDS", help="What one article may take; 0: as long as it likes.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Code every article anew, whatever earlier builds have kept.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Neither progress nor a line an article.")]
Log = Annotated[Path | None, typer.Option("--log", metavar="FILE", help="Write all that is told to a file of JSON lines, too.")]
OfPackage = Annotated[Path | None, typer.Option("--package", help="Its folder or zip (default: the package here, else the one installed).")]
FORMATS_HELP = "csv, parquet, sqlite, duckdb, stata, spss, geojson"
Root = Annotated[Path, typer.Option("--root", help="The project's folder: it holds seeds/, data/ and metadata.toml.")]


def _version(wanted: bool) -> None:
    if wanted:
        from tidings import __version__

        out.line(f"tidings {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def options(
    context: typer.Context, version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False
) -> None:
    """News articles as tidy, validated, citable tables."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def build(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SOURCE ...]", help="Files, folders, patterns (docs/sources.md); a package; none: the seeds."),
    ] = None,
    out_folder: Annotated[Path | None, typer.Option("--out", help="Where the package of a corpus goes.")] = None,
    codings: Annotated[
        list[Path] | None, typer.Option("--coding", help="A coding that stands in the machine's place: folder, zip or package; may be given again.")
    ] = None,
    fill: Annotated[bool, typer.Option("--fill", help="Earlier codings, and the machine, fill the tables that the last coding lacks.")] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="Rows that are refused go to refused.csv, and the rest is built.")] = False,
    texts: Texts = None,
    engine: WithEngine = Engine.local,
    scheduler: Scheduler = None,
    workers: Workers = None,
    article_timeout: Timeout = 60.0,
    fresh: Fresh = False,
    excerpts: WithExcerpts = Excerpts.short,
    formats: Annotated[str, typer.Option("--format", help=f"Companions beside the CSV files: {FORMATS_HELP}.")] = "csv",
    fields: Fields = None,
    encoding: Encoding = "utf-8",
    dates: Dates = None,
    unescape: Unescape = False,
    language: Language = ReadLanguage.en,
    force: Force = False,
    quiet: Quiet = False,
    log: Log = None,
    root: Root = Path("."),
) -> None:
    """Turn articles, or codings of them, into a validated data package: the seeds into data/, or SOURCE into --out."""
    from tidings.read.options import read_options

    report = _begin(quiet, log)
    wanted = [name for name in formats.split(",") if name]
    if not sources and not codings:
        from tidings.seeding import build_seeds

        if out_folder is not None:
            raise UsageError("--out goes with a SOURCE or a --coding; the seeds are built into data/")
        build_seeds(root, texts, report, wanted)
    else:
        if out_folder is None:
            raise UsageError("name the folder of the package with --out DIR")
        from tidings.making import build_corpus

        build_corpus(
            sources or [],
            out_folder,
            report,
            codings=codings or [],
            fill=fill,
            leave_out=leave_out,
            texts=_texts(texts),
            how=_how(engine, workers, scheduler, article_timeout, excerpts, read_options(fields, encoding, dates, unescape, language)),
            formats=wanted,
            force=force,
            fresh=fresh,
        )
    _show_report(report)
    if report.unreadable or report.refused:
        raise typer.Exit(1)


@app.command()
def code(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE ...", help="Folders or files, as for build.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the coding goes: one file a table.")],
    workers: Workers = None,
    excerpts: WithExcerpts = Excerpts.short,
    parquet: Annotated[bool, typer.Option("--parquet", help="Parquet files in place of CSV.")] = False,
    engine: WithEngine = Engine.local,
    scheduler: Scheduler = None,
    article_timeout: Timeout = 60.0,
    fresh: Fresh = False,
    fields: Fields = None,
    encoding: Encoding = "utf-8",
    dates: Dates = None,
    unescape: Unescape = False,
    language: Language = ReadLanguage.en,
    force: Force = False,
    quiet: Quiet = False,
    log: Log = None,
) -> None:
    """Write the machine's coding of SOURCE: tables that a person can correct and `build --coding` takes."""
    from tidings.coding.files import coding_files, coding_names
    from tidings.making import code_corpus
    from tidings.publish.atomic import publication
    from tidings.publish.guard import refuse_coding
    from tidings.read.options import read_options

    report = _begin(quiet, log)
    how = _how(engine, workers, scheduler, article_timeout, excerpts, read_options(fields, encoding, dates, unescape, language))
    with publication(out_folder, sources, force=force, told=out.told, check=refuse_coding) as place:
        tables = code_corpus(sources, place.folder, report, how, fresh)
        place.publish(coding_files(tables, "parquet" if parquet else "csv"), coding_names())
    for line in report.warnings:
        out.line(f"warning   {line}")
    out.line(f"{report.articles} articles, {len(report.unreadable)} left out: {out_folder}")
    if report.unreadable:
        raise typer.Exit(1)


@app.command()
def clean(out_folder: Annotated[Path, typer.Argument(metavar="OUT", help="The folder of a package, as --out names it.")]) -> None:
    """Remove the codings that builds of a package have kept beside it. The package itself stays."""
    from tidings.publish.guard import real_folder
    from tidings.shards.cache import clean as empty_cache
    from tidings.shards.cache import in_words, work_folder

    folder = work_folder(real_folder(out_folder))
    size = empty_cache(folder)
    out.line(f"{folder}: {in_words(size)} removed" if size else f"{folder}: nothing is kept there")


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder that holds your articles.")]) -> None:
    """Write a commented metadata.toml into FOLDER: what the package says of itself, and who made it."""
    from tidings.publish.new_metadata import init_metadata

    path = init_metadata(folder)
    out.line(f"{path}: fill it in, then: tidings build {folder} --out DIR")


@app.command("init-coding")
def init_coding(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE ...", help="The articles that are to be coded.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the empty tables go.")],
    fields: Fields = None,
    encoding: Encoding = "utf-8",
    dates: Dates = None,
    unescape: Unescape = False,
    language: Language = ReadLanguage.en,
) -> None:
    """Write empty tables with their headers, and a README for coders."""
    from tidings.coding.template import init_coding as write_template
    from tidings.errors import Unreadable
    from tidings.read.corpus import read_found
    from tidings.read.found import Note, Remarks, Skipped
    from tidings.read.options import read_options

    remarks, ids, unreadable = Remarks(), [], 0
    for found in read_found(sources, read_options(fields, encoding, dates, unescape, language)):
        if isinstance(found, Note | Skipped):
            remarks.add(found)
        elif isinstance(found, Unreadable):
            out.line(f"left out: {found}")
            unreadable += 1
        else:
            ids.append(found.article_id)
    for line in remarks.lines():
        out.line(f"warning   {line}")
    write_template(ids, out_folder)
    out.line(f"{len(ids)} articles to code: {out_folder}/README.md")
    if unreadable:
        raise typer.Exit(1)


@app.command()
def validate(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Folder of a package: it holds datapackage.json.")] = Path("."),
    texts: Annotated[Path | None, typer.Option("--texts", help="Folder of the texts, to hold every span against (else $TIDINGS_TEXTS).")] = None,
    engines: Annotated[
        list[str] | None, typer.Option("--engine", help="fast, frictionless, pandera, great_expectations, or all; may be given again.")
    ] = None,
    json_path: Annotated[Path | None, typer.Option("--json", help="Write the report as JSON, too.")] = None,
    html_path: Annotated[Path | None, typer.Option("--html", help="Write the report as a page, too.")] = None,
    previous: Annotated[Path | None, typer.Option("--previous", help="Folder of the last release, to measure drift against.")] = None,
) -> None:
    """Check a package: schemas, keys, spans, sums, descriptor."""
    from tidings.validate import run_validate

    if folder.is_file():
        raise UsageError(f"{folder}: a file, not the folder of a package; unpack a zip and name the folder that holds datapackage.json")
    status = run_validate(folder, _texts(texts), engines or ("fast",), json_path, html_path, previous)
    if status:
        raise typer.Exit(status)


@app.command()
def evaluate(texts: Texts = None, root: Root = Path("."), shown_as: AgreeFormats = AgreeFormat.text) -> None:
    """Hold the machine's tables of the seeds against the readers': precision, recall and F1 (`agree` of the two)."""
    from tidings.agree import agreement
    from tidings.build_report import Report
    from tidings.seeding import code_seeds

    corpus = code_seeds(root, texts, Report())
    found = agreement(corpus.linked(corpus.machine), corpus.linked(corpus.coding), names=("machine", "readers"))
    typer.echo(_agreement(found, shown_as), nl=False)


@app.command()
def agree(
    one: Annotated[Path, typer.Argument(metavar="A", help="A coding or a package: folder, file or zip.")],
    other: Annotated[Path, typer.Argument(metavar="B", help="Another of the same articles.")],
    texts: Texts = None,
    shown_as: AgreeFormats = AgreeFormat.text,
) -> None:
    """How far two codings agree: F1 of rows, alpha or kappa of columns, disagreements side by side."""
    from tidings.agree import agreement
    from tidings.agree.reading import coding_at

    folder = _texts(texts)
    found = agreement(coding_at(one, folder), coding_at(other, folder), names=(str(one), str(other)))
    typer.echo(_agreement(found, shown_as), nl=False)


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A package: its folder or its zip.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The package that came after it.")],
    shown_as: Annotated[DiffFormat, typer.Option("--format", help="text and markdown are capped, json is whole.")] = DiffFormat.text,
) -> None:
    """Compare two packages by key, cell by cell, and say which step of the version the change owes."""
    from tidings.diff import as_json, as_markdown, as_text, compare
    from tidings.package import open_package, steadily

    difference = steadily(lambda: compare(open_package(old), open_package(new)))
    shown = {DiffFormat.text: as_text, DiffFormat.json: as_json, DiffFormat.markdown: as_markdown}[shown_as](difference)
    typer.echo(shown, nl=False)
    if difference.repeated:
        raise typer.Exit(1)


@app.command()
def show(
    article_id: Annotated[str, typer.Argument(metavar="ARTICLE_ID", help="Such as daily-mail-2019-04-06; a wrong one lists those there are.")],
    folder: OfPackage = None,
    texts: Texts = None,
) -> None:
    """Print an article in reading order: its paragraphs, where the text is at hand, and every row beside its words."""
    from tidings.package import package_at_hand
    from tidings.show import show_article

    for line in show_article(folder or package_at_hand(), article_id, _texts(texts)):
        out.line(line)


@app.command()
def why(
    row: Annotated[str, typer.Argument(metavar="TABLE:ROW_ID", help="A row with a span, such as quotes:daily-mail-2019-04-06:q:2156-2201.")],
    folder: OfPackage = None,
    texts: Texts = None,
) -> None:
    """Say what decided each cell of a row: its sentence, its words and their clauses, the rule and the file it lives in."""
    from tidings.package import package_at_hand
    from tidings.why import why as reasons

    for line in reasons(folder or package_at_hand(), row, _texts(texts)):
        out.line(line)


@app.command()
def export(
    out_folder: Annotated[Path, typer.Option("--out", help="Where the files go.")],
    formats: Annotated[str, typer.Option("--format", help=f"{FORMATS_HELP}; several are parted by commas.")],
    folder: OfPackage = None,
) -> None:
    """Write a finished package in other formats: for Stata, SPSS, a database, a map."""
    from tidings.exporting import export as write
    from tidings.package import package_at_hand

    names = write(folder or package_at_hand(), out_folder, [name for name in formats.split(",") if name])
    out.line(f"{len(names)} files in {out_folder}: {', '.join(names)}")


@app.command()
def doctor() -> None:
    """Say what this installation has: versions, extras, where data and texts are looked for."""
    from tidings.doctor import doctor as findings

    lines = list(findings())
    for line in lines:
        out.line(line)
    if any(line.startswith("!") for line in lines):
        raise typer.Exit(1)


@app.command()
def site(
    package: Annotated[Path, typer.Argument(help="Folder or zip of the package.")] = Path("."),
    to: Annotated[Path, typer.Option("--out", help="Folder of the site: absent, empty, or an earlier site.")] = Path("site"),
) -> None:
    """Make a static site of a package, to look at, click and cite: it opens from disk and needs no server."""
    from tidings.site import make_site

    made = make_site(package, to)
    out.line(f"{len(made)} files: {to}/index.html")


@app.command()
def desk(
    sources: Annotated[list[Path] | None, typer.Argument(metavar="[SOURCE ...]", help="Folders or files of texts, as for build; a package.")] = None,
    to: Annotated[Path, typer.Option("--out", help="Folder of the pages: absent, empty, or an earlier desk.")] = Path("desk"),
    codings: Annotated[
        list[Path] | None, typer.Option("--coding", help="What the pages begin with (none: the machine's coding); two: where they differ.")
    ] = None,
    texts: Texts = None,
    excerpts: WithExcerpts = Excerpts.short,
) -> None:
    """Make pages to read, correct and code articles in a browser, from disk: they hold the texts and send nothing anywhere."""
    from tidings.build_report import Report
    from tidings.desk import make_desk

    report = Report(told=out.line)
    full = excerpts is Excerpts.full
    made = make_desk(sources or [], to, report, codings=codings or [], texts=_texts(texts), full=full)
    out.line(f"{report.articles} articles, {len(made)} files: {to}/index.html")
    if report.unreadable:
        raise typer.Exit(1)


def _agreement(found: Agreement, shown_as: AgreeFormat) -> str:
    from tidings.agree import as_csv, as_json, as_markdown, as_text

    return {AgreeFormat.text: as_text, AgreeFormat.markdown: as_markdown, AgreeFormat.json: as_json, AgreeFormat.csv: as_csv}[shown_as](found)


def _texts(given: Path | None) -> Path | None:
    """The folder of the texts: the one given, else ``$TIDINGS_TEXTS``."""
    named = os.environ.get("TIDINGS_TEXTS")
    return given or (Path(named) if named else None)


def _begin(quiet: bool, log: Path | None) -> Report:
    """The report of a build, whose lines and progress go to the console."""
    from tidings.build_report import Report
    from tidings.shards.engines import collect_garbage_seldom

    collect_garbage_seldom()
    out.quiet = quiet
    if log is not None:
        try:
            out.log_to(log)
        except OSError as error:
            raise UsageError(f"--log {system_fault(error)}") from None
    return Report(told=out.told, moved=out.moved)


def _how(engine: Engine, workers: int | None, scheduler: str | None, seconds: float, excerpts: Excerpts, read: ReadOptions) -> How:
    from tidings.shards.run import How

    if scheduler and engine is not Engine.dask:
        raise UsageError("--scheduler goes with --engine dask")
    address = scheduler or os.environ.get("DASK_SCHEDULER_ADDRESS")
    return How(engine.value, workers, address, seconds or None, excerpts is Excerpts.full, read)


def _show_report(report: Report) -> None:
    """The summary: rows a table, what was checked, what disagrees, what took how long."""
    out.end_progress()
    for line in ["", *columns([("table", "rows"), *((name, str(rows)) for name, rows in report.rows.items())]), ""]:
        out.told(line)
    for line in report.checked:
        out.told(f"checked   {line}")
    for line in report.warnings:
        out.line(f"warning   {line}")
    for bad in report.unreadable[:10]:
        out.line(f"left out  {bad}")
    if len(report.unreadable) > 10:
        out.line(f"left out  … and {len(report.unreadable) - 10} more")
    if report.refused:
        out.line(f"refused   {len(report.refused)} rows of the given codings: see {report.folder}/refused.csv")
    shown = report.conflicts[:20]
    for line in shown:
        out.told(f"disagree  {line}")
    if report.n_conflicts > len(shown):
        out.told(f"disagree  … and {report.n_conflicts - len(shown)} more")
    _show_cost(report)
    out.line(f"{report.articles} articles, {len(report.unreadable)} left out, {report.n_conflicts} conflicts: {report.folder}/datapackage.json")


def _show_cost(report: Report) -> None:
    """Seconds of each stage, and what is kept for the next build."""
    if report.seconds:
        out.told("seconds   " + ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items()))
        out.note("seconds", **{stage: round(seconds, 3) for stage, seconds in report.seconds.items()})
    if report.work is not None and report.kept:
        from tidings.shards.cache import in_words

        out.told(f"kept      {in_words(report.kept)} of codings in {report.work}: the next build codes what is new; `tidings clean` removes them")


def _ended(*_: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)


def main() -> None:
    """Entry point: errors that a person can mend are printed without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        as_printable(stream)
    signal.signal(signal.SIGTERM, _ended)  # as an exception, so that what was begun is cleared away
    status = _run()
    try:
        sys.stdout.flush()
    except OSError as error:
        status = _no_output(error)
    sys.exit(status)


def _run() -> int:
    """Run the command; its exit status."""
    try:
        status = app(standalone_mode=False)  # the exit status of a command that ended early, else what the command returned: nothing
        return status if isinstance(status, int) else 0
    except TidingsError as error:
        return _failed(str(error), error.exit_code)
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError as error:
        return _no_output(error)
    except OSError as error:
        if error.filename is None and error.errno == errno.ENOSPC:
            return _no_output(error)
        return _failed(system_fault(error), 2)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # click's own usage errors
            context = getattr(error, "ctx", None)
            more = f"\n{context.get_usage()}\n{context.command_path} -h says more" if context else ""
            return _failed(f"{error.format_message()}{more}", 2)
        raise


def _failed(message: str, status: int) -> int:
    with suppress(OSError):  # standard error may be full, too
        out.error(f"error: {message}")
    return status


def _no_output(error: OSError) -> int:
    """Standard output takes nothing more: closed by its reader, or full. What is still to be flushed goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 1
    return _failed(f"standard output: {system_fault(error)}", 2)


if __name__ == "__main__":
    main()
