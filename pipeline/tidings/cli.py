"""The command ``tidings``: reads arguments, shows progress and results, sets the exit status. No step of the pipeline imports it.

Exit status: 0 fine; 1 invalid data (an article left out, a wrong hash, a finding); 2 wrong use.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Column, Table

from tidings.coding.columns import Tables
from tidings.errors import TidingsError
from tidings.model import Article

if TYPE_CHECKING:
    from tidings.agree import Agreement
    from tidings.making import Report

app = typer.Typer(
    help="News articles as tidy, validated, citable tables.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
out = Console(highlight=False, soft_wrap=True, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


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


Coded = tuple[Article, Tables | str]
Texts = Annotated[Path | None, typer.Option("--texts", help="Folder of the seed texts (else $TIDINGS_TEXTS, else seeds/texts/).")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes that code articles (default: as many as processors, for a large corpus).")]
WithExcerpts = Annotated[Excerpts, typer.Option("--excerpts", help="short: at most 12 words of a reporter's prose in a row; full: all of it.")]
AgreeFormats = Annotated[AgreeFormat, typer.Option("--format", help="text and markdown are capped, json and csv are whole.")]
Root = Annotated[Path, typer.Option("--root", help="The project's folder: it holds seeds/, data/ and metadata.toml.")]


@app.command()
def why(
    row: Annotated[str, typer.Argument(metavar="TABLE:ROW_ID", help="A row with a span, such as quotes:daily-mail-2019-04-06:q:2156-2201.")],
    folder: Annotated[Path, typer.Option("--package", help="Folder of the package.")] = Path("."),
    texts: Texts = None,
) -> None:
    """Say what decided each cell of a row: its sentence, its words and their clauses, the rule and the file it lives in."""
    from tidings.why import why as reasons

    for line in reasons(folder, row, _texts(texts)):
        out.print(line, markup=False)


def _version(wanted: bool) -> None:
    if wanted:
        from tidings import __version__

        out.print(f"tidings {__version__}")
        raise typer.Exit


@app.callback()
def options(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """News articles as tidy, validated, citable tables."""


@app.command()
def build(
    sources: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SOURCE ...]", help="Folders or files: .txt .html .jsonl[.gz] .parquet .warc.gz; a package; none: the seeds."),
    ] = None,
    out_folder: Annotated[Path | None, typer.Option("--out", help="Where the package of a corpus goes.")] = None,
    codings: Annotated[
        list[Path] | None, typer.Option("--coding", help="A coding that stands in the machine's place: folder, zip or package; may be given again.")
    ] = None,
    fill: Annotated[bool, typer.Option("--fill", help="Earlier codings, and the machine, fill the tables that the last coding lacks.")] = False,
    leave_out: Annotated[bool, typer.Option("--leave-out", help="Rows that are refused go to refused.csv, and the rest is built.")] = False,
    texts: Texts = None,
    engine: Annotated[Engine, typer.Option(help="local: processes of this machine; dask: the cluster of $DASK_SCHEDULER_ADDRESS.")] = Engine.local,
    workers: Workers = None,
    excerpts: WithExcerpts = Excerpts.short,
    formats: Annotated[str, typer.Option("--format", help="Companions beside the CSV files, parted by commas: csv,parquet,sqlite,duckdb.")] = "csv",
    root: Root = Path("."),
) -> None:
    """Turn articles, or codings of them, into a validated data package: the seeds into data/, or SOURCE into --out."""
    from tidings.errors import UsageError
    from tidings.making import Report, build_corpus, collect_garbage_seldom

    collect_garbage_seldom()
    report = Report(told=out.print)
    wanted = [name for name in formats.split(",") if name]
    if not sources and not codings:
        from tidings.seeding import build_seeds

        if out_folder is not None:
            raise UsageError("--out goes with a SOURCE or a --coding; the seeds are built into data/")
        build_seeds(root, texts, report, wanted)
    else:
        if out_folder is None:
            raise UsageError("name the folder of the package with --out DIR")
        build_corpus(
            sources or [],
            out_folder,
            report,
            codings=codings or [],
            fill=fill,
            leave_out=leave_out,
            texts=_texts(texts),
            engine=engine.value,
            workers=workers,
            full_excerpts=excerpts is Excerpts.full,
            formats=wanted,
            progress=_progress,
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
) -> None:
    """Write the machine's coding of SOURCE: tables that a person can correct and `build --coding` takes."""
    from tidings.coding.files import write_coding
    from tidings.making import Report, code_corpus, collect_garbage_seldom

    collect_garbage_seldom()
    report = Report(told=out.print)
    tables = code_corpus(sources, report, workers=workers, full_excerpts=excerpts is Excerpts.full, progress=_progress)
    write_coding(out_folder, tables, "parquet" if parquet else "csv")
    out.print(f"{report.articles} articles, {len(report.unreadable)} left out: {out_folder}", markup=False)
    if report.unreadable:
        raise typer.Exit(1)


@app.command("init-coding")
def init_coding(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE ...", help="The articles that are to be coded.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Where the empty tables go.")],
) -> None:
    """Write empty tables with their headers, and a README for coders."""
    from tidings.coding.template import init_coding as write_template
    from tidings.errors import Unreadable
    from tidings.read.corpus import read_corpus

    found = list(read_corpus(sources))
    unreadable = [each for each in found if isinstance(each, Unreadable)]
    for bad in unreadable:
        out.print(f"left out: {bad}", markup=False)
    write_template([each.article_id for each in found if isinstance(each, Article)], out_folder)
    out.print(f"{len(found) - len(unreadable)} articles to code: {out_folder}/README.md", markup=False)
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
    from tidings.publish.atomic import recover
    from tidings.validate import run_validate

    recover(folder)
    status = run_validate(folder, _texts(texts), engines or ("fast",), json_path, html_path, previous)
    if status:
        raise typer.Exit(status)


@app.command()
def evaluate(texts: Texts = None, root: Root = Path("."), shown_as: AgreeFormats = AgreeFormat.text) -> None:
    """Hold the machine's tables of the seeds against the readers': precision, recall and F1 (`agree` of the two)."""
    from tidings.agree import agreement
    from tidings.making import Report
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
    from tidings.package import open_package

    difference = compare(open_package(old), open_package(new))
    shown = {DiffFormat.text: as_text, DiffFormat.json: as_json, DiffFormat.markdown: as_markdown}[shown_as](difference)
    typer.echo(shown, nl=False)


@app.command()
def show(
    article_id: str,
    folder: Annotated[Path, typer.Option("--package", help="Folder of the package.")] = Path("."),
    texts: Texts = None,
) -> None:
    """Print an article in reading order: its paragraphs, where the text is at hand, and every row beside its words."""
    from tidings.show import show_article

    for line in show_article(folder, article_id, _texts(texts)):
        out.print(line, markup=False)


def _agreement(found: Agreement, shown_as: AgreeFormat) -> str:
    from tidings.agree import as_csv, as_json, as_markdown, as_text

    return {AgreeFormat.text: as_text, AgreeFormat.markdown: as_markdown, AgreeFormat.json: as_json, AgreeFormat.csv: as_csv}[shown_as](found)


def _texts(given: Path | None) -> Path | None:
    """The folder of the texts: the one given, else ``$TIDINGS_TEXTS``."""
    named = os.environ.get("TIDINGS_TEXTS")
    return given or (Path(named) if named else None)


@app.command()
def site(
    package: Annotated[Path, typer.Argument(help="Folder or zip of the package.")] = Path("."),
    to: Annotated[Path, typer.Option("--out", help="Folder of the site: absent, empty, or an earlier site.")] = Path("site"),
) -> None:
    """Make a static site of a package, to look at, click and cite: it opens from disk and needs no server."""
    from tidings.site import make_site

    made = make_site(package, to)
    out.print(f"{len(made)} files: {to}/index.html", markup=False)


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
    from tidings.desk import make_desk
    from tidings.making import Report

    report = Report(told=out.print)
    full = excerpts is Excerpts.full
    made = make_desk(sources or [], to, report, codings=codings or [], texts=_texts(texts), full=full)
    out.print(f"{report.articles} articles, {len(made)} files: {to}/index.html", markup=False)
    if report.unreadable:
        raise typer.Exit(1)


def _right(name: str) -> Column:
    return Column(name, justify="right")


def _progress(items: Iterable[Coded]) -> Iterator[Coded]:
    """A bar on a terminal; elsewhere a line every thousand articles."""
    if not err.is_terminal:
        for number, item in enumerate(items, start=1):
            if number % 1000 == 0:
                err.print(f"{number} articles coded")
            yield item
        return
    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("coding", total=None)
        for item in items:
            yield item
            bar.advance(task)


def _show_report(report: Report) -> None:
    """The summary: rows a table, what was checked, what disagrees."""
    table = Table("table", _right("rows"), box=None)
    for name, rows in report.rows.items():
        table.add_row(name, str(rows))
    out.print()
    out.print(table)
    out.print()
    for line in report.checked:
        out.print(f"checked   {line}", markup=False)
    for line in report.warnings:
        out.print(f"warning   {line}", markup=False)
    for bad in report.unreadable[:10]:
        out.print(f"left out  {bad}", markup=False)
    if len(report.unreadable) > 10:
        out.print(f"left out  … and {len(report.unreadable) - 10} more")
    if report.refused:
        out.print(f"refused   {len(report.refused)} rows of the given codings: see {report.folder}/refused.csv", markup=False)
    shown = report.conflicts[:20]
    for line in shown:
        out.print(f"disagree  {line}", markup=False)
    if len(report.conflicts) > len(shown):
        out.print(f"disagree  … and {len(report.conflicts) - len(shown)} more")
    out.print(
        f"{report.articles} articles, {len(report.unreadable)} left out, {len(report.conflicts)} conflicts: {report.folder}/datapackage.json",
        markup=False,
    )


def main() -> None:
    """Entry point: errors that a person can mend are printed without a traceback."""
    try:
        status = app(standalone_mode=False)  # the exit status of a command that ended early, else what the command returned: nothing
        sys.exit(status if isinstance(status, int) else 0)
    except TidingsError as error:
        err.print(f"error: {error}", markup=False, style="red")
        sys.exit(error.exit_code)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except typer.Abort:
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # click's own usage errors
            err.print(f"error: {error.format_message()}", markup=False, style="red")
            sys.exit(2)
        raise


if __name__ == "__main__":
    main()
