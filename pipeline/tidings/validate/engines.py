"""Which engine enforces which demand of a schema, and where it cannot, why. `docs/validation.md` is made from this."""

from __future__ import annotations

from tidings.contract import Table
from tidings.validate.rules import Demand

# Engine → what it is for.
ENGINES = {
    "fast": "polars expressions over cells as text, in pieces: every build and every `tidings validate`, of any size",
    "frictionless": "the reference implementation of Data Package",
    "pandas": "dtypes and options for `read_csv`: loading",
    "pandera": "a schema for frames, for research code that wants to go on checking",
    "great_expectations": "a suite, and what it alone measures: distributions and drift",
    "readr (R)": "column types for `read_csv` of readr: loading in R; given out, not run by `tidings validate`",
}

RULES = (
    "type",
    "required",
    "unique",
    "enum",
    "codelist",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "primaryKey",
    "foreignKey",
    "header",
)

_NOT_IN_DTYPES = "a column type cannot say it"
# (engine, rule) → why the engine does not enforce it.
NOT_EXPRESSED = {
    **{("pandas", rule): _NOT_IN_DTYPES for rule in RULES if rule not in ("type", "enum", "header")},
    **{("readr (R)", rule): _NOT_IN_DTYPES for rule in RULES if rule not in ("type", "enum", "header")},
    ("frictionless", "codelist"): "a schema names no list outside itself",
    ("pandas", "header"): "`read_csv` takes the columns that it finds",
    ("readr (R)", "header"): "readr warns of columns that are missing, and takes others",
    ("great_expectations", "header"): "the header is checked before the suite is run, by the fast path",
}
# (engine, rule) → in which cases it enforces less than the fast path, or otherwise.
PARTLY = {
    ("frictionless", "type"): "lenient: takes `1_000`, blanks around a number, `2024-1-2`",
    ("frictionless", "primaryKey"): "lets pass an empty part of a key of several columns (`required` refuses it)",
    ("pandas", "enum"): "of text columns, as a categorical",
    ("readr (R)", "enum"): "of text columns, as a factor",
    ("great_expectations", "foreignKey"): "of one column, as a set; a key of several columns cannot be expressed",
    ("great_expectations", "type"): "by a pattern on cells as text; days that do not exist by a cast",
}


def claims(engine: str, table: Table, demand: Demand) -> bool:
    """Whether the engine claims to refuse a row that breaks the demand."""
    if (engine, demand.rule) in NOT_EXPRESSED:
        return False
    if engine in ("pandas", "readr (R)") and demand.rule == "enum":
        return table.field(demand.column).type == "string"
    if engine == "great_expectations" and demand.foreign_key is not None:
        return len(demand.foreign_key.fields) == 1
    return True
