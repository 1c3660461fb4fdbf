"""Words for people: days and stretches of time, codes by their labels, articles by their outlet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from tidings.contract import Table

Cells = Mapping[str, str]
# The language of the site, whatever the locale.
MONTHS = tuple("January February March April May June July August September October November December".split())  # noqa: SIM905


def label(tables: Mapping[str, Table], table: str, column: str, code: str) -> str:
    """What a code means, as the schema's categories say it; the code itself where they say nothing."""
    field = next((field for field in tables[table].fields if field.name == column), None)
    said = {str(each.value): each.label for each in field.categories} if field else {}
    return said.get(code, code.replace("_", " ")).partition(":")[0]  # what follows a colon are examples


def day(value: str) -> str:
    """``2019-04-04`` -> "4 April 2019"."""
    when = date.fromisoformat(value)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def stretch(earliest: str, latest: str) -> str:
    """The days between two ISO days, either of them empty, as one would say it: "April 2019", "14 to 16 April 2019", "until 1990"."""
    if not earliest and not latest:
        return "no date told"
    if not earliest:
        return f"until {_short(latest, last=True)}"
    if not latest:
        return f"from {_short(earliest, last=False)} on"
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    if first == last:
        return day(earliest)
    if _is_first(first) and _is_last(last):
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
        whole = f"{MONTHS[last.month - 1]} {last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return whole
        return f"{MONTHS[first.month - 1]}{'' if first.year == last.year else f' {first.year}'} to {whole}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(latest)}"
    begin = f"{first.day} {MONTHS[first.month - 1]}" + ("" if first.year == last.year else f" {first.year}")
    return f"{begin} to {day(latest)}"


def _short(value: str, *, last: bool) -> str:
    when = date.fromisoformat(value)
    if (when.month, when.day) == ((12, 31) if last else (1, 1)):
        return str(when.year)
    return day(value)


def _is_first(when: date) -> bool:
    return when.day == 1


def _is_last(when: date) -> bool:
    return (when + timedelta(days=1)).day == 1


def article_name(article: Cells) -> str:
    """An article by its outlet and day, as a reader would name it: "Daily Mail, 6 April 2019"."""
    outlet = article["outlet"] or "Outlet not named"
    if article["published_earliest"] or article["published_latest"]:
        return f"{outlet}, {stretch(article['published_earliest'], article['published_latest'])}"
    return f"{outlet}, {article['article_id']}"


def number(value: str) -> str:
    """A number for people: ``80467.2`` -> "80,467.2"; empty stays empty."""
    if not value:
        return ""
    amount = float(value)
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.1f}"


def count(amount: int, one: str, many: str = "") -> str:
    """ "1 report", "3 reports"."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"
