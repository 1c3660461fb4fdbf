"""``docs/validation.md``, made from the code: run ``python -m tidings.validate.document`` after a change; a test says when it is out of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tidings.contract import seed_tables, tables
from tidings.validate import drift_rules, seed_checks, text_checks
from tidings.validate.cross_checks import CROSS_CHECKS, STATUS
from tidings.validate.descriptor import FILE_RULES, LINTS, MAKER, OUTSIDE
from tidings.validate.engines import ENGINES, NOT_EXPRESSED, PARTLY, RULES
from tidings.validate.findings import SCHEMA_RULES
from tidings.validate.row_checks import ROW_CHECKS
from tidings.validate.rules import demands

PATH = Path(__file__).resolve().parents[3] / "docs" / "validation.md"

_HEAD = """\
# Validation

One schema, every engine, and proof that each check refuses what it claims to refuse. This page is made from the code by
`python -m tidings.validate.document`.

    tidings validate [DIR]

checks a package: its descriptor, its files, every table against its schema, tables against each other, spans against the texts
where they are at hand. Exit status: 0 fine, 1 invalid data, 2 wrong use. A finding reads

    data/quotes.csv:12:stance: "claims" — not in the codelist: assert, deny, … [enum] — choose a code of the list, or add the code to the schema

Rows are counted as a spreadsheet does: the header is row 1. Findings are grouped by table and rule, ten of a group are shown, "and N
more" says how many are not; the JSON twin and the HTML page have up to a thousand of each check.

A build runs the same checks on its tables before anything is published; an error stops it, and the package that is there stays.
"""


def text() -> str:
    """The page."""
    return "\n".join([_HEAD, *_engines(), *_counts(), *_checks()]) + "\n"


def _engines() -> Iterator[str]:
    yield "## Engines\n"
    for name, use in ENGINES.items():
        yield f"- **{name}**: {use}"
    yield "\n## Which engine enforces what\n"
    yield "✓ enforced: `tests/validate/test_engines.py` makes, for each constraint of each column and key of each schema, a row that breaks"
    yield "only that, and the engine must name table, row, column and rule. A number points to a note below; – means that the engine cannot"
    yield "express it, and why.\n"
    notes: list[str] = []
    yield f"| rule | {' | '.join(ENGINES)} |"
    yield f"| --- |{' --- |' * len(ENGINES)}"
    for rule in RULES:
        yield f"| `{rule}` | {' | '.join(_cell(engine, rule, notes) for engine in ENGINES)} |"
    yield ""
    for number, note in enumerate(notes, start=1):
        yield f"{number}. {note}."
    yield "\n`minLength` of 1 cannot be broken by a CSV file, where the empty cell is a missing one; it is enforced on rows before they are"
    yield "written. `categories` only carry labels: the lint demands that they have the codes of `enum`. `uniqueKeys` is ignored by engines, so"
    yield "the lint refuses it. The typed loaders (pandas, readr) read what a type allows; where a table was edited by hand, validate it first.\n"


def _cell(engine: str, rule: str, notes: list[str]) -> str:
    reason = NOT_EXPRESSED.get((engine, rule)) or PARTLY.get((engine, rule))
    if reason is None:
        return "✓"
    if reason not in notes:
        notes.append(reason)
    return f"{'–' if (engine, rule) in NOT_EXPRESSED else '✓'} {notes.index(reason) + 1}"


def _counts() -> Iterator[str]:
    yield "## What the schemas demand\n"
    yield f"| table | {' | '.join(rule for rule in RULES if rule != 'header')} |"
    yield f"| --- |{' --- |' * (len(RULES) - 1)}"
    for folder, some in (("", tables()), ("seeds/", seed_tables())):
        for name, table in some.items():
            found = [demand.rule for demand in demands(table)]
            yield f"| `{folder}{name}` | {' | '.join(str(found.count(rule) or '') for rule in RULES if rule != 'header')} |"
    yield ""


def _checks() -> Iterator[str]:
    yield "## Rules of a schema, in words\n"
    yield from _table(("rule", "a cell is refused that is", "what to do"), ((f"`{name}`", *words) for name, words in SCHEMA_RULES.items()))
    yield "## Checks beyond the schema\n"
    named = [(f"`{check.name}`", check.severity, check.says, check.what_to_do) for check in (*ROW_CHECKS, *CROSS_CHECKS)]
    named.append(
        ("`row-order`", "error", "rows are in the order of the primary key; rows with a span follow the text", "sort the rows, or build again")
    )
    named.append(("`actor-of-a-missing-word`", "error", f"{seed_checks.NAMES} (of the seeds alone)", "spell the name out"))
    named.append(("`span-text`", "error", text_checks.SPAN, "correct start and end, or code the article again"))
    named.append(("`evidence-whole-words`", "error", text_checks.WHOLE_WORDS, "correct start and end"))
    named.append(("`text-facts`", "error", text_checks.TEXT, "correct the facts, or code the article again"))
    named += [(f"`{name}`", "warning", says, "look whether the corpus has changed so, or a coder has") for name, says in drift_rules.RULES.items()]
    yield from _table(("check", "if not", "what must hold", "what to do"), named)
    yield "## Descriptor and files\n"
    yield "The descriptor passes three gates: the official profile of Data Package 2.0 (`profile`; the copy that dplib-py ships),"
    yield "`frictionless validate` (engine `frictionless`), and a lint for what both let pass.\n"
    rules = {
        "profile": "the descriptor keeps to the official profile",
        **LINTS,
        "outside": OUTSIDE,
        "maker": f"{MAKER} (a warning)",
        **FILE_RULES,
        "rows": "each table has as many rows as the descriptor says",
    }
    yield from _table(("rule", "what must hold"), ((f"`{name}`", says) for name, says in rules.items()))
    yield "## An event's status and its reports\n"
    yield _paragraph()


def _paragraph() -> str:
    lines = []
    for status, (needs, excludes) in STATUS.items():
        wanted = ", and ".join(f"one that is {' or '.join(sorted(each))}" for each in needs)
        without = f", and none that is {' or '.join(sorted(excludes))}" if excludes else ""
        lines.append(f"- `{status}`: among the reports is {wanted}{without}.")
    return "\n".join(lines)


def _table(head: tuple[str, ...], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8", newline="\n")
