"""The ledger of released ids: what each id stood for when it went out, so that none is ever used for something else.

Ids with a span carry their article's id, and an article's id is bound to one text by its hash, so those need no line. An id of a table that
groups others stands for its members: an actor for its names, an event for its reports, a claim for its figures, an utterance for its
quotes. It is the same thing as before as long as it has one member in common with what was ever released under it; spans are in
common where they overlap, as a corrected span is still the same words.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from tidings.ids import slug

LEDGER = "releases/ids.csv"
_SPAN = re.compile(r"(.+:[a-z]):(\d+)-(\d+)")

# Kind of id -> table, its id column, its column of members, and whether members are names, whose spelling may vary in case and accents.
_MEMBERS = (
    ("article", "articles", "article_id", "text_sha256", False),
    ("actor", "actors", "actor_id", "wikidata_id", False),
    ("actor", "actor_names", "actor_id", "name", True),
    ("place", "places", "place_id", "geonames_id", False),
    ("place", "places", "place_id", "name", True),
    ("event", "event_reports", "event_id", "report_id", False),
    ("claim", "figures", "claim_id", "figure_id", False),
    ("utterance", "quotes", "utterance_id", "quote_id", False),
)


class Entry(NamedTuple):
    """One line of the ledger: the id of a kind, one thing that it stood for, and the version in which that first went out."""

    kind: str
    id: str
    member: str
    since: str


def read_ledger(text: str) -> list[Entry]:
    """The entries of ``releases/ids.csv``."""
    return [Entry(**row) for row in csv.DictReader(io.StringIO(text, newline=""))]


def ledger_bytes(entries: Iterable[Entry]) -> bytes:
    """The ledger as it stands in its file, in a fixed order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Entry._fields)
    writer.writerows(sorted(set(entries)))
    return out.getvalue().encode("utf-8")


def entries_of(tables: Mapping[str, Sequence[Mapping[str, str]]], version: str) -> list[Entry]:
    """What the ids of a package stand for. `tables`: rows as text."""
    found = []
    for kind, table, column, member, named in _MEMBERS:
        for row in tables[table]:
            if row[column] and row[member]:
                found.append(Entry(kind, row[column], slug(row[member]) if named else row[member], version))
    return sorted(set(found))


def added(ledger: Iterable[Entry], new: Iterable[Entry]) -> list[Entry]:
    """The ledger with what went out anew; what it knows already keeps its version."""
    kept = {(entry.kind, entry.id, entry.member): entry for entry in new}
    kept |= {(entry.kind, entry.id, entry.member): entry for entry in ledger}
    return sorted(kept.values())


def reused(ledger: Iterable[Entry], new: Iterable[Entry]) -> list[str]:
    """One line for each id that now stands for nothing of what it stood for when it was released."""
    before, now = _by_id(ledger), _by_id(new)
    lines = []
    for (kind, name), members in sorted(now.items()):
        if (kind, name) in before and not _in_common(before[kind, name], members):
            lines.append(f"{kind} {name}: stood for {_listed(before[kind, name])}, now for {_listed(members)}")
    return lines


def _by_id(entries: Iterable[Entry]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        found.setdefault((entry.kind, entry.id), []).append(entry.member)
    return found


def _in_common(before: Sequence[str], now: Sequence[str]) -> bool:
    if set(before) & set(now):
        return True
    spans = [(match[1], int(match[2]), int(match[3])) for member in before if (match := _SPAN.fullmatch(member))]
    ours = [(match[1], int(match[2]), int(match[3])) for member in now if (match := _SPAN.fullmatch(member))]
    return any(where == there and start < stop and begin < end for where, start, end in spans for there, begin, stop in ours)


def _listed(members: Sequence[str]) -> str:
    return ", ".join(sorted(members)[:3]) + (f" and {len(members) - 3} more" if len(members) > 3 else "")
