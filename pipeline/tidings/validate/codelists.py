"""Columns whose codes a standard keeps: countries (ISO 3166) and languages (ISO 639), from the lists that pycountry ships.

A schema cannot name a list outside itself, so which column has which list is said here; every engine that takes a rule beyond the schema asks it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pycountry

from tidings.contract import Field

KOSOVO = "XKX"  # of the range that ISO 3166-1 leaves to users; in common use, and in ours


@dataclass(frozen=True, slots=True)
class Codelist:
    """`says`: the standard's name, for people. `form`: a regular expression that a whole cell of the list has, of whatever engine."""

    says: str
    form: str


def codelist(field: Field) -> Codelist | None:
    """The list that the codes of a column are taken from; None for most columns."""
    if field.type != "string" or field.constraints.enum:
        return None
    return {"country": _countries, "language": _languages}[field.name]() if field.name in ("country", "language") else None


def outside(field: Field) -> str | None:
    """A regular expression (of Python) that the cells have which are allowed, or are not of the column's form, which another rule says."""
    kept = codelist(field)
    if kept is None:
        return None
    return rf"{kept.form}|(?!(?:{field.constraints.pattern})\Z)[\s\S]*" if field.constraints.pattern else kept.form


@cache
def _countries() -> Codelist:
    """Codes in force, and those that were withdrawn (ISO 3166-3), as articles tell of states that are no more."""
    now = {each.alpha_3 for each in pycountry.countries}
    once = {each.alpha_3 for each in pycountry.historic_countries if hasattr(each, "alpha_3")}
    return Codelist("ISO 3166-1 alpha-3 (or withdrawn: ISO 3166-3)", _one_of(now | once | {KOSOVO}))


@cache
def _languages() -> Codelist:
    """The first part of a language tag (RFC 5646) is a code of ISO 639-1, or of 639-3 where that has none."""
    codes = {each.alpha_3 for each in pycountry.languages}
    codes |= {each.alpha_2 for each in pycountry.languages if hasattr(each, "alpha_2")}
    return Codelist("ISO 639 (the part before a hyphen)", rf"{_one_of(codes)}(?:-[A-Za-z0-9]{{2,8}})*")


def _one_of(codes: set[str]) -> str:
    return f"(?:{'|'.join(re.escape(code) for code in sorted(codes))})"
