"""The seed corpus: pointers to the texts, the machine's coding and the readers', which is what is published."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tidings import contract
from tidings.agree import agreement, score_rows
from tidings.agree.reading import coding_at
from tidings.agree.review import with_review
from tidings.build_report import InvalidTables, Report
from tidings.code.coder import code
from tidings.code.version import coder_version
from tidings.coding.columns import Row, Tables, coding_tables
from tidings.coding.excerpts import shorten
from tidings.coding.files import coding_files, read_coding
from tidings.coding.lay import add, empty, lay, of_articles
from tidings.coding.machine import machine_tables
from tidings.coding.refusals import RefusedRows
from tidings.errors import TidingsError, UsageError
from tidings.link.tables import link
from tidings.making import checked, finish, package_files
from tidings.publish.atomic import Publication, publication
from tidings.publish.companions import check_formats
from tidings.publish.descriptor import METADATA, created, read_metadata
from tidings.publish.documents import companion_documents
from tidings.read.corpus import read_table
from tidings.read.seeds import Pointer, read_pointers, read_seed, texts_folder
from tidings.shards.task import counts
from tidings.validate import seed_checks, validate_tables

READERS = ("reader-a", "reader-b")  # two independent readings, before they were adjudicated
MACHINE, READING = "machine", "reading"  # folders of seeds/: the machine's coding as kept, and the readers', adjudicated


@dataclass(frozen=True, slots=True)
class SeedCorpus:
    """The seeds. `texts`: those at hand, by article. `machine`, `coding`: the machine's coding and the one that is published."""

    texts: dict[str, str]
    machine: Tables
    coding: Tables
    authority: list[dict[str, str]]
    judged: list[dict[str, str]]

    def linked(self, coding: Tables) -> Tables:
        """The tables of a coding, linked by what the curator knows."""
        return link(coding, self.authority, self.judged)


def code_seeds(root: Path, texts: Path | None, report: Report) -> SeedCorpus:
    """Code the seeds under ``root/seeds`` (afresh where the text is at hand, else as kept in ``seeds/machine``) and lay the reading over them.

    Raises TidingsError for a wrong hash, an absent coding, or a row of the reading that does not stand in its text.
    """
    seeds = root / "seeds"
    if not seeds.is_dir():
        raise UsageError(f"{seeds}: no such folder; run this in the project's folder, or name a corpus: tidings build SOURCE --out DIR")
    faults = [finding for finding in seed_checks.run(root).kept if finding.severity == "error"]
    if faults:
        raise InvalidTables(faults)
    pointers = read_pointers(seeds)
    machine, at_hand = _machine(seeds, pointers, texts_folder(texts, seeds), report)
    codings = [machine]
    if (seeds / READING).is_dir():
        codings += checked([read_coding(seeds / READING)], machine, at_hand, None, report)
    if report.refused:
        raise RefusedRows(report.refused)
    coding = shorten(with_review(lay(codings), machine))
    coding["articles"] = [_pointed(row, pointers) for row in coding["articles"]]
    return SeedCorpus(at_hand, machine, coding, _curators(seeds / "authority.csv"), _curators(seeds / "judgements.csv"))


def build_seeds(root: Path, texts: Path | None, report: Report, formats: Sequence[str] = ()) -> Report:
    """Build the package of the seed corpus in `root`: ``data/``, ``datapackage.json``, the documents beside them, and ``seeds/machine``.
    `formats`: companions beside the CSV files (parquet, sqlite, duckdb).

    Raises TidingsError; then nothing was written.
    """
    check_formats(formats)
    with publication(root, told=report.warnings.append, check=_holds_seeds) as place:
        return _build_seeds(root, place, texts, report, formats)


def _holds_seeds(root: Path, folder: Path) -> None:
    """The project's folder is written into, among what people write there: so it must be one."""
    if not (folder / "seeds").is_dir():
        raise UsageError(f"{root}: no folder seeds/ in it; name the project's folder with --root, or a SOURCE to build from")


def _build_seeds(root: Path, place: Publication, texts: Path | None, report: Report, formats: Sequence[str]) -> Report:
    corpus = code_seeds(root, texts, report)
    tables = corpus.linked(corpus.coding)
    measures = {
        "machineAccuracy": held_out_accuracy(root / "seeds"),
        "machineAccuracySeen": score_rows(corpus.linked(corpus.machine), tables),
        "readerAgreement": reader_agreement(root / "seeds"),
    }
    facts = read_metadata(root / METADATA)
    files = package_files(tables, facts, created(facts), "data/", measures, [_source(row) for row in tables["articles"]])
    files |= companion_documents(root, facts, tables, measures, created(facts), files)
    files |= {f"seeds/{MACHINE}/{name}": data for name, data in coding_files(corpus.machine).items()}
    findings = validate_tables(tables, corpus.texts)
    findings += seed_checks.names(((number, str(row["name"])) for number, row in enumerate(tables["actors"], start=2)), "data/actors.csv").kept
    finish(place, corpus.texts, tables, findings, files, report, "data/", formats)
    return report


def held_out_accuracy(seeds: Path) -> list[dict[str, object]]:
    """How well the machine does on documents that nobody looked at who wrote its rules: rows of ``held_out.csv``, which bench/open_sets.py writes."""
    path = seeds / "held_out.csv"
    if not path.is_file():
        return []
    shares = ("precision", "recall", "f1")
    found: list[dict[str, object]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                found.append({"measured": row["measured"], "documents": int(row["documents"]), **{name: float(row[name]) for name in shares}})
            except (KeyError, TypeError, ValueError):
                raise TidingsError(f"{path}, line {number}: not a score; write it anew with bench/open_sets.py --write") from None
    return found


def reader_agreement(seeds: Path) -> list[dict[str, object]]:
    """How far the two readers agree, a row a table and column; nothing where there are no two. Raises UsageError without the extra ``agree``."""
    if not all((seeds / name).is_dir() for name in READERS):
        return []
    found = agreement(*(coding_at(seeds / name) for name in READERS), names=READERS)
    rows = ({**s.row(), "n": s.n, "measure": s.measure, "share": _rounded(s.share), "alpha": _rounded(s.alpha)} for s in found.scores)
    return [{name: value for name, value in row.items() if value not in (None, "")} for row in rows]  # what was not measured is not said


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _machine(seeds: Path, pointers: Sequence[Pointer], folder: Path | None, report: Report) -> tuple[Tables, dict[str, str]]:
    """The machine's coding of all seeds, and the texts at hand by article id."""
    machine, at_hand, absent = empty(), dict[str, str](), list[Pointer]()
    for pointer in pointers:
        article = read_seed(pointer, folder)
        if article is None:
            absent.append(pointer)
            continue
        tables = shorten(machine_tables(article, replace(code(article), coder=coder_version())))
        at_hand[article.article_id] = article.text
        add(machine, tables)
        report.told(f"{pointer.article_id:32} coded afresh: {counts(tables)}")
    if absent:
        _add_kept(machine, seeds / MACHINE, absent, report)
    return machine, at_hand


def _add_kept(machine: Tables, folder: Path, pointers: Sequence[Pointer], report: Report) -> None:
    """The kept coding of the articles whose text is not at hand. Raises TidingsError where it is absent or of another text."""
    if not folder.is_dir():
        raise TidingsError(f"{folder}: no kept coding, and the texts are not at hand; name the folder of the texts with --texts")
    kept = checked([read_coding(folder)], empty(), {}, None, Report())[0]
    rows = {str(row["article_id"]): row for row in kept["articles"]}
    for pointer in pointers:
        row = rows.get(pointer.article_id)
        if row is None:
            raise TidingsError(f"{folder}: no coding of {pointer.article_id}, and its text is not at hand; name the folder of the texts with --texts")
        if row["text_sha256"] != pointer.facts["text_sha256"]:
            raise TidingsError(f"{folder}: {pointer.article_id} was coded from another text than the pointer names; build with the texts at hand")
        how = "text not at hand, kept coding used"
        if row["coder"] != coder_version():
            how += " (made by an older coder)"
            report.warnings.append(f"{pointer.article_id}: the kept coding was made by an older coder; build once with the texts at hand")
        report.told(f"{pointer.article_id:32} {how}")
    add(machine, of_articles(kept, {pointer.article_id for pointer in pointers}))


def _pointed(row: Row, pointers: Sequence[Pointer]) -> Row:
    """The article's row with the facts that its pointer states."""
    stated = next(pointer.facts for pointer in pointers if pointer.article_id == row["article_id"])
    return {**row, **{name: value for name, value in stated.items() if name in coding_tables()["articles"].table.columns and value}}


def _curators(path: Path) -> list[dict[str, str]]:
    return read_table(path, contract.seed_tables()[path.stem].columns) if path.is_file() else []


def _source(article: Mapping[str, Any]) -> dict[str, str]:
    words = [article["outlet"] or "unnamed outlet", f"“{article['title']}”" if article["title"] else None, article["published"]]
    return {"title": ", ".join(word for word in words if word)} | ({"path": article["url"]} if article["url"] else {})
