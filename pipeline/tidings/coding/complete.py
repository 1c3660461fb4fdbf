"""What a coder left out and every table needs: the plainest code of a list, or what the row's other cells and the text settle.

Numbers are never guessed. `review` stays empty, as `link` decides it by comparison with the machine's coding.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection

from tidings.coding.columns import Row, Tables
from tidings.edtf import bounds
from tidings.nlp.analysis import Quotation
from tidings.nlp.quotations import find_quotations

DEFAULTS: dict[str, dict[str, object]] = {
    "actors": {"actor_type": "other"},
    "actor_names": {"name_type": "variant"},
    "quotes": {"stance": "assert", "method": "reader"},
    "figures": {"bound": "exact", "unit": "count", "figure_type": "other", "method": "reader"},
    "mentions": {"mention_type": "name", "method": "reader"},
    "event_reports": {"modality": "actual", "date_basis": "unknown", "method": "reader", "confidence": "high"},
    "dates": {"date_basis": "stated"},
}
_ENTITY_TYPES = {"person": "person", "group": "other", "other": "other"}  # of actor types; all others are bodies
_OPENS, _CLOSES = "\"“„«‘'", "\"”“»’'"
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


class Marks:
    """The quotation marks of one text, read once, when first asked."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._outer: list[Quotation] | None = None
        self._opens: list[int] = []

    def quote_type(self, start: int, end: int) -> str:
        """`direct` for a span that stands inside quotation marks or is bounded by them, else `indirect`."""
        text = self.text
        first, last = text[start], text[end - 1]
        before, after = text[start - 1] if start else "", text[end] if end < len(text) else ""
        if (first in _OPENS and last in _CLOSES and end - start > 1) or (before and before in _OPENS and after and after in _CLOSES):
            return "direct"
        if self._outer is None:
            paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
            found = [each for paragraph in find_quotations(text, paragraphs) for each in paragraph if each.depth == 0]
            self._outer = sorted(found, key=lambda each: each.open)
            self._opens = [each.open for each in self._outer]
        place = bisect_right(self._opens, start) - 1
        return "direct" if place >= 0 and end <= self._outer[place].close else "indirect"


def complete(tables: Tables) -> None:
    """Fill what was left out, in place. `quotes.quote_type` is filled where the text is at hand, else `indirect`."""
    for name, defaults in DEFAULTS.items():
        for row in tables.get(name, ()):
            for column, value in defaults.items():
                if row[column] is None:
                    row[column] = value
    types = {row["actor_id"]: str(row["actor_type"]) for row in tables.get("actors", ())}
    named = {row["actor_id"] for row in tables.get("mentions", ()) if row["mention_type"] == "name" and row["actor_id"] is not None}
    for row in tables.get("mentions", ()):
        if row["entity_type"] is None:
            row["entity_type"] = _entity_type(row, types)
    for row in tables.get("quotes", ()):
        if row["quote_type"] is None:
            row["quote_type"] = "indirect"
        if row["speaker_kind"] is None:
            row["speaker_kind"] = _speaker_kind(row, types, named)
    for row in tables.get("figures", ()):
        if row["attribution"] is None:
            row["attribution"] = _attribution(row, types)
    for row in tables.get("dates", ()):
        if row["date_edtf"] is not None and row["date_earliest"] is None and row["date_latest"] is None:
            days = bounds(str(row["date_edtf"]))
            row["date_earliest"], row["date_latest"] = (day.isoformat() if day else None for day in days)


def _entity_type(row: Row, types: dict[object, str]) -> str:
    if row["actor_id"] is not None:
        actor_type = types.get(row["actor_id"], "other")
        return _ENTITY_TYPES.get(actor_type, "organization")
    return "place" if row["place_id"] is not None else "other"


def _speaker_kind(row: Row, types: dict[object, str], named: Collection[object]) -> str:
    actor = row["speaker_actor_id"]
    if actor is None:
        return "none" if row["speaker_text"] is None else "role"
    actor_type = types.get(actor)
    if actor in named or (actor_type is not None and actor_type != "group"):
        return "named"
    return "group" if actor_type == "group" else "role"


def _attribution(row: Row, types: dict[object, str]) -> str:
    actor = row["attributed_to_actor_id"]
    if actor is None:
        return "reporter"
    return "unnamed" if types.get(actor) == "group" else "named"
