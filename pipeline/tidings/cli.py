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

from tidings.errors import TidingsError
from tidings.model import Article, Coding

if TYPE_CHECKING:
    from tidings.build import Report

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


Coded = tuple[Article, Coding | str]
Texts = Annotated[Path | None, typer.Option("--texts", help="Folder of the seed texts (else $TIDINGS_TEXTS, else seeds/texts/).")]
Root = Annotated[Path, typer.Option("--root", help="The project's folder: it holds seeds/, data/ and metadata.toml.")]


@app.command()
def build(
    sources: Annotated[
        list[Path] | None, typer.Argument(metavar="[SOURCE ...]", help="Folders or files: .txt .html .jsonl[.gz] .parquet .warc.gz; none: the seeds.")
    ] = None,
    out_folder: Annotated[Path | None, typer.Option("--out", help="Where the package of a corpus goes.")] = None,
    texts: Texts = None,
    engine: Annotated[Engine, typer.Option(help="local: processes of this machine; dask: the cluster of $DASK_SCHEDULER_ADDRESS.")] = Engine.local,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that code articles (default: as many as processors, for a large corpus).")
    ] = None,
    excerpts: Annotated[Excerpts, typer.Option(help="short: at most 12 words of a reporter's prose in a row; full: all of it.")] = Excerpts.short,
    formats: Annotated[str, typer.Option("--format", help="Companions beside the CSV files, parted by commas: csv,parquet,sqlite,duckdb.")] = "csv",
    root: Root = Path("."),
) -> None:
    """Turn articles into a validated data package: the seeds into data/, or SOURCE into --out."""
    from tidings.build import Report, build_corpus, build_seeds, collect_garbage_seldom
    from tidings.errors import UsageError

    collect_garbage_seldom()
    report = Report(told=out.print)
    wanted = [name for name in formats.split(",") if name]
    if not sources:
        if out_folder is not None:
            raise UsageError("--out goes with a SOURCE; the seeds are built into data/")
        build_seeds(root, texts, report, wanted)
    else:
        if out_folder is None:
            raise UsageError("name the folder of the package with --out DIR")
        full = excerpts is Excerpts.full
        build_corpus(sources, out_folder, report, engine=engine.value, workers=workers, full_excerpts=full, formats=wanted, progress=_progress)
    _show_report(report)
    if report.unreadable:
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
    named = os.environ.get("TIDINGS_TEXTS")
    status = run_validate(folder, texts or (Path(named) if named else None), engines or ("fast",), json_path, html_path, previous)
    if status:
        raise typer.Exit(status)


@app.command()
def evaluate(texts: Texts = None, root: Root = Path(".")) -> None:
    """Print the machine's precision, recall and F1 against the reviewed tables of the seeds."""
    from tidings.build import Report, code_seeds
    from tidings.curation.evaluate import evaluate as scores_of

    corpus = code_seeds(root, texts, Report())
    table = Table(
        "table", Column("column", no_wrap=True), *(_right(name) for name in ("machine", "true", "right", "precision", "recall", "F1")), box=None
    )
    for score in scores_of(corpus.machine, corpus.reviewed):
        numbers = [str(score.made), str(score.true), str(score.right), f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"]
        table.add_row(score.table if score.column == "*" else "", "all rows" if score.column == "*" else score.column, *numbers)
    out.print(table)


@app.command()
def review(
    texts: Texts = None,
    root: Root = Path("."),
    write: Annotated[bool, typer.Option("--write", help="Write seeds/review.csv; else print what would change.")] = False,
) -> None:
    """Make the curator's decisions anew after the machine changed: the reviewed rows stay as they are, guards are brought up to date."""
    from tidings.build import Report, renew_review

    data, counts = renew_review(root, texts, Report())
    if write:
        (root / "seeds" / "review.csv").write_bytes(data)
    out.print("decisions: " + ", ".join(f"{number} {what}" for what, number in counts.items()) + ("" if write else " (nothing written; add --write)"))


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
def show(article_id: str, texts: Texts = None, root: Root = Path(".")) -> None:
    """Print every row of an article beside the words it came from (all words where the text is at hand)."""
    from tidings.curation.show import show_article

    for line in show_article(root, article_id, texts):
        out.print(line, markup=False)


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
