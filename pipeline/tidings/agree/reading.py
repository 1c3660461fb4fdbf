"""A coding as `agree` takes it: read, checked, with the columns that its coder filled."""

from __future__ import annotations

from pathlib import Path

from tidings.agree.review import as_coded
from tidings.coding.check import check_coding
from tidings.coding.columns import Tables
from tidings.coding.read_any import read_any_coding
from tidings.coding.refusals import RefusedRows
from tidings.coding.texts import texts_of
from tidings.link.authority import known_actors
from tidings.link.places import known_places


def coding_at(place: Path, texts: Path | None = None) -> Tables:
    """The coding in a folder, a file, a zip or a package. `texts`: folder of the texts, for a coding whose rows have no spans.

    Raises UsageError where nothing is there, TidingsError for what cannot be read, RefusedRows for rows that do not stand.
    """
    raw = read_any_coding(place)
    checked = check_coding(raw, texts_of(raw, texts), None, known_actors(), known_places())
    if checked.refused:
        raise RefusedRows(checked.refused)
    return as_coded(raw, checked.tables)
