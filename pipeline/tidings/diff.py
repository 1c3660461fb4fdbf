"""What changed between two packages: facts, schema, rows and cells, matched by key; and the step of the version that the change owes.

The rule, in words in ``RELEASING.md``: a table, column, id or code that is gone or means something else is major; new ones are minor; a
corrected value is a patch. A key of one column is an id; a key of columns that all have codelists is a code; other keys (of
evidence, of links between tables) only tell rows apart, so a row that goes there is a correction.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any

import polars as pl

from tidings.contract import Field, Table
from tidings.errors import TidingsError
from tidings.package import Package

SHOWN = 20  # rows of one kind that are printed; JSON holds them all
IDS_WITHOUT_A_TABLE = {"quotes": ("utterance_id",)}
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_WIDTH = 120  # characters of a cell that are printed


class Step(IntEnum):
    """Which part of ``major.minor.patch`` moves."""

    none = 0
    patch = 1
    minor = 2
    major = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a fact, a table or a column, with the step that it owes. `column` is empty for a change of the table, `table` too for a fact."""

    table: str
    column: str
    what: str
    before: str
    after: str
    step: Step


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """`cells`: column -> its cell before and after, as text."""

    key: tuple[str, ...]
    cells: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table by key. `gone` are ids that no row bears any more and that have no table of their own."""

    table: str
    key: tuple[str, ...]
    added: tuple[tuple[str, ...], ...]
    removed: tuple[tuple[str, ...], ...]
    changed: tuple[ChangedRow, ...]
    gone: tuple[str, ...]
    removal: Step  # what a removed row owes


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that changed from `old` to `new` (name, version and place of each). `repeated`: keys that are there more than once, in words;
    of their rows the first was compared.
    """

    old: dict[str, str]
    new: dict[str, str]
    changes: tuple[Change, ...]
    tables: tuple[TableChange, ...]
    repeated: tuple[str, ...] = ()

    @property
    def reasons(self) -> list[tuple[Step, str]]:
        """What owes a step, greatest first: one line a kind of change."""
        found = [(change.step, _in_words(change)) for change in self.changes]
        for table in self.tables:
            found += [(Step.minor, f"{table.table}: {_count(table.added, 'new row')}")] if table.added else []
            found += [(table.removal, f"{table.table}: {_count(table.removed, 'row')} gone")] if table.removed else []
            found += [(Step.major, f"{table.table}: {_count(table.gone, 'id')} gone: {', '.join(table.gone[:3])}")] if table.gone else []
            found += [(Step.patch, f"{table.table}: {_count(table.changed, 'row')} corrected")] if table.changed else []
        return sorted(found, key=lambda reason: -reason[0])

    @property
    def owed(self) -> Step:
        """The smallest step that the new version may make."""
        return max((step for step, _ in self.reasons), default=Step.none)

    @property
    def made(self) -> Step | None:
        """The step that the two versions make; None where the new version is smaller than the old one."""
        return step_between(self.old["version"], self.new["version"])

    @property
    def enough(self) -> bool:
        """Whether the step that was made is as great as the one owed."""
        return self.made is not None and self.made >= self.owed


def compare(old: Package, new: Package) -> Difference:
    """Everything that changed. Raises TidingsError where a table cannot be read."""
    before, after = old.tables, new.tables
    changes = list(_facts(old.descriptor, new.descriptor))
    changes += [Change(name, "", "table removed", name, "", Step.major) for name in before if name not in after]
    changes += [Change(name, "", "new table", "", name, Step.minor) for name in after if name not in before]
    shared = [name for name in before if name in after]
    for name in shared:
        changes += _schema(before[name], after[name])
    repeated: list[str] = []
    tables = [found for name in shared if (found := _rows(old, new, before[name], after[name], repeated))]
    return Difference(_which(old), _which(new), tuple(changes), tuple(tables), tuple(repeated))


def step_between(old: str, new: str) -> Step | None:
    """The step from one version to another: ``1.1.0`` to ``1.2.0`` is minor; None backwards. Raises TidingsError for what is no version.

    Below 1.0.0 each number says one step more, as semantic versioning has it: ``0.1.0`` to ``0.2.0`` is major.
    """
    before, after = _numbers(old), _numbers(new)
    if after < before:
        return None
    steps = (Step.major, Step.minor, Step.patch) if before[0] else (Step.major, Step.major, Step.minor)
    return next((step for step, left, right in zip(steps, before, after, strict=True) if left != right), Step.none)


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.fullmatch(version)
    if not found:
        raise TidingsError(f"{version!r} is no version of the form major.minor.patch, such as 1.0.0")
    return tuple(int(number) for number in found.groups())


def _which(package: Package) -> dict[str, str]:
    return {"name": package.descriptor.get("name", ""), "version": package.descriptor.get("version", ""), "place": package.place}


# --- facts and schemas -----------------------------------------------------------------------------------------------------


def _facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """Facts of the descriptor. Its version, date and measures of the files follow from the rest."""
    steps = {"name": Step.major, "licenses": Step.major, "id": Step.minor}
    passed_over = {"resources", "version", "created", "$schema", "machineAccuracy", "machineAccuracySeen", "readerAgreement"}
    for name in sorted((old.keys() | new.keys()) - passed_over):
        if old.get(name) != new.get(name):
            yield Change("", "", f"{name} changed", _plain(old.get(name)), _plain(new.get(name)), steps.get(name, Step.patch))


def _schema(old: Table, new: Table) -> Iterator[Change]:
    name = new.name
    for column in old.columns:
        if column not in new.columns:
            yield Change(name, column, "column removed", column, "", Step.major)
    for column in new.columns:
        if column not in old.columns:
            yield Change(name, column, "new column", "", column, Step.minor)
        else:
            yield from _column(name, old.field(column), new.field(column))
    kept = [[column for column in table.columns if column in old.columns and column in new.columns] for table in (old, new)]
    if kept[0] != kept[1]:
        yield Change(name, "", "order of the columns changed", ", ".join(kept[0]), ", ".join(kept[1]), Step.major)
    if old.primary_key != new.primary_key:
        yield Change(name, "", "primary key changed", ", ".join(old.primary_key), ", ".join(new.primary_key), Step.major)
    if old.missing != new.missing:
        yield Change(name, "", "missing values changed", _plain(old.missing), _plain(new.missing), Step.major)
    if old.foreign_keys != new.foreign_keys:
        yield Change(name, "", "foreign keys changed", _plain(old.schema.get("foreignKeys")), _plain(new.schema.get("foreignKeys")), Step.minor)
    if (old.title, old.description) != (new.title, new.description):
        yield Change(name, "", "described in other words", old.description, new.description, Step.patch)


def _column(table: str, old: Field, new: Field) -> Iterator[Change]:
    for what in ("type", "format"):
        if getattr(old, what) != getattr(new, what):
            yield Change(table, old.name, f"{what} changed", getattr(old, what), getattr(new, what), Step.major)
    before, after = ({str(code) for code in field.constraints.enum} for field in (old, new))
    if before and after:
        for code in sorted(before - after):
            yield Change(table, old.name, "code removed", code, "", Step.major)
        for code in sorted(after - before):
            yield Change(table, old.name, "new code", "", code, Step.minor)
    elif before or after:
        yield Change(
            table, old.name, "codelist made" if after else "codelist dropped", ", ".join(sorted(before)), ", ".join(sorted(after)), Step.major
        )
    limits = [{name: value for name, value in field.constraints.named().items() if name != "enum"} for field in (old, new)]
    if limits[0] != limits[1]:
        yield Change(table, old.name, "limits changed", _plain(limits[0]), _plain(limits[1]), Step.minor)
    words = [(field.title, field.description, field.example, field.categories) for field in (old, new)]
    if words[0][:3] != words[1][:3] or [c for c in words[0][3] if str(c.value) in after] != [c for c in words[1][3] if str(c.value) in before]:
        yield Change(table, old.name, "described in other words", old.description, new.description, Step.patch)


# --- rows ------------------------------------------------------------------------------------------------------------------


def _rows(old: Package, new: Package, before: Table, after: Table, repeated: list[str]) -> TableChange | None:
    """Rows of a table that both packages have; None where nothing changed, or the key did, so that rows cannot be matched. A key that is there more
    than once goes to `repeated`.
    """
    key = list(after.primary_key)
    if before.primary_key != after.primary_key or not key or old.csv(before.name) == new.csv(after.name):
        return None
    left, right = (_first_of_each(package, _cells(package, table), key, table, repeated) for package, table in ((old, before), (new, after)))
    added = right.join(left, on=key, how="anti", maintain_order="left").select(key).rows()
    removed = left.join(right, on=key, how="anti", maintain_order="left").select(key).rows()
    changed = _changed(left, right, key)
    gone = []
    for column in IDS_WITHOUT_A_TABLE.get(after.name, ()):
        if column in left.columns and column in right.columns:
            gone += sorted(set(left[column]) - set(right[column]) - {""})
    if not (added or removed or changed or gone):
        return None
    return TableChange(after.name, tuple(key), tuple(added), tuple(removed), tuple(changed), tuple(gone), _removal(after))


def _first_of_each(package: Package, frame: pl.DataFrame, key: list[str], table: Table, repeated: list[str]) -> pl.DataFrame:
    counts = frame.group_by(key, maintain_order=True).len().filter(pl.col("len") > 1)
    for *cells, count in counts.iter_rows():
        repeated.append(f"{package.place}: {table.name}: the key {_key(cells)} is there {count} times; its first row is compared")
    return frame.unique(key, keep="first", maintain_order=True) if len(counts) else frame


def _changed(left: pl.DataFrame, right: pl.DataFrame, key: list[str]) -> list[ChangedRow]:
    shared = [column for column in left.columns if column in right.columns and column not in key]
    if not shared:
        return []
    both = left.select(key + shared).join(right.select(key + shared), on=key, how="inner", suffix="\0new", maintain_order="right")
    differing = both.filter(pl.any_horizontal(pl.col(column) != pl.col(f"{column}\0new") for column in shared))
    return [
        ChangedRow(
            tuple(row[name] for name in key),
            {column: (row[column], row[f"{column}\0new"]) for column in shared if row[column] != row[f"{column}\0new"]},
        )
        for row in differing.iter_rows(named=True)
    ]


def _cells(package: Package, table: Table) -> pl.DataFrame:
    """Every cell as the text that stands in the file."""
    try:
        frame = pl.read_csv(io.BytesIO(package.csv(table.name)), infer_schema=False).fill_null("")
    except pl.exceptions.PolarsError as error:
        raise TidingsError(f"{package.place}: {table.name}: not a CSV file that can be read: {error}") from None
    if missing := [column for column in table.primary_key if column not in frame.columns]:
        raise TidingsError(f"{package.place}: {table.name}: no column {missing[0]} in the file")
    return frame


def _removal(table: Table) -> Step:
    """What a row of this table that is gone owes: its key is an id, a code, or only tells rows apart."""
    if len(table.primary_key) == 1 or all(table.field(column).constraints.enum for column in table.primary_key):
        return Step.major
    return Step.patch


# --- for people and machines -----------------------------------------------------------------------------------------------


def as_text(difference: Difference) -> str:
    """The difference as lines for a terminal."""
    lines = [f"{_named(difference.old)} -> {_named(difference.new)}", "", *_verdict(difference)]
    lines += _repeated(difference)
    lines += [f"  {step.name:5} {reason}" for step, reason in difference.reasons]
    for table in difference.tables:
        lines += ["", f"{table.table}: {_sums(table)}"]
        lines += _capped((f"  + {_key(key)}" for key in table.added), len(table.added))
        lines += _capped((f"  - {_key(key)}" for key in table.removed), len(table.removed))
        lines += _capped((f"  ~ {_key(row.key)}  {_cell_changes(row)}" for row in table.changed), len(table.changed))
    return "\n".join(lines) + "\n"


def as_markdown(difference: Difference) -> str:
    """The difference as a page, as it stands in the change log."""
    lines = [f"# {_named(difference.old)} → {_named(difference.new)}", "", *_verdict(difference), ""]
    lines += [f"- {_escaped(line)}" for line in _repeated(difference)]
    lines += [f"- **{step.name}**: {_escaped(reason)}" for step, reason in difference.reasons]
    for table in difference.tables:
        lines += ["", f"## {table.table}", "", f"{_sums(table)}.", ""]
        lines += _capped((f"- new: `{_key(key)}`" for key in table.added), len(table.added), "- ")
        lines += _capped((f"- gone: `{_key(key)}`" for key in table.removed), len(table.removed), "- ")
        if table.changed:
            cells = [(row.key, column, *pair) for row in table.changed for column, pair in row.cells.items()]
            lines += ["", "| row | column | before | after |", "| --- | --- | --- | --- |"]
            shown = (f"| `{_key(key)}` | `{column}` | {_escaped(_short(old))} | {_escaped(_short(new))} |" for key, column, old, new in cells)
            lines += _capped(shown, len(cells), "\n")
    return "\n".join(lines) + "\n"


def as_json(difference: Difference) -> str:
    """The whole difference, for machines."""
    found = {
        "old": difference.old,
        "new": difference.new,
        "owed": difference.owed.name,
        "made": difference.made.name if difference.made is not None else "backwards",
        "enough": difference.enough,
        "repeated": difference.repeated,
        "changes": [asdict(change) | {"step": change.step.name} for change in difference.changes],
        "tables": [
            {
                "table": table.table,
                "key": table.key,
                "added": table.added,
                "removed": table.removed,
                "changed": [
                    {"key": row.key, "cells": {name: {"before": old, "after": new} for name, (old, new) in row.cells.items()}}
                    for row in table.changed
                ],
                "gone": table.gone,
            }
            for table in difference.tables
        ],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _verdict(difference: Difference) -> list[str]:
    made = f"The versions make a {difference.made.name} step" if difference.made else "The version stays the same"
    if difference.made is None:
        made = "The new version is smaller than the old one"
    if difference.owed is Step.none:
        return ["Nothing changed: no step is owed."]
    return [f"Step owed: {difference.owed.name}. {made}: {'enough' if difference.enough else 'too small'}."]


def _repeated(difference: Difference) -> list[str]:
    return _capped((f"not valid: {line}" for line in difference.repeated), len(difference.repeated))


def _in_words(change: Change) -> str:
    where = ".".join(part for part in (change.table, change.column) if part)
    values = " -> ".join(_short(value) for value in (change.before, change.after) if value)
    return f"{where}: {change.what}" + (f": {values}" if values and values != change.column else "") if where else f"{change.what}: {values}"


def _named(which: Mapping[str, str]) -> str:
    return f"{which['name']} {which['version']}"


def _sums(table: TableChange) -> str:
    return f"{len(table.added)} new, {len(table.removed)} gone, {len(table.changed)} corrected"


def _cell_changes(row: ChangedRow) -> str:
    return "; ".join(f"{column}: {_short(old)!r} -> {_short(new)!r}" for column, (old, new) in row.cells.items())


def _capped(lines: Iterable[str], count: int, before: str = "  ") -> list[str]:
    kept = [line for line, _ in zip(lines, range(SHOWN), strict=False)]
    return kept + ([f"{before}… and {count - SHOWN} more"] if count > SHOWN else [])


def _key(key: Sequence[str]) -> str:
    return " · ".join(" ".join(part.split()) for part in key)


def _count(found: Sequence[object], noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _escaped(text: str) -> str:
    """Text that may stand in a Markdown table."""
    return " ".join(re.sub(r"([\\|*_`<])", r"\\\1", text).split())


def _plain(value: object) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
