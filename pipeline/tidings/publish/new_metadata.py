"""`tidings init`: a ``metadata.toml`` to fill in, beside a corpus. Until somebody does, a package of the corpus says that nobody made it."""

from __future__ import annotations

import json
from pathlib import Path

from tidings.errors import UsageError
from tidings.ids import slug
from tidings.publish.descriptor import METADATA

_TEMPLATE = """\
# What a person decides about this dataset. `tidings build` puts it into datapackage.json. Lines that begin with # are not read:
# take the # away and write your own. https://datapackage.org/standard/data-package/ says what each property means.

# A short name in lower case that can stand in an address. Keep it from version to version.
name = {name}
title = {title}
description = \"\"\"
Articles, actors, quotes, events and figures of a news corpus, coded by Tidings and not reviewed.\"\"\"

# Three numbers in quotation marks: a correction raises the last, new rows the middle, other columns or meanings the first.
version = "0.1.0"

# The day on which you last changed these facts.
# updated = "2026-01-31"

# Who made the dataset: a block for each. Nobody is named until you name somebody.
# [[contributors]]
# title = "Your name"
# path = "https://orcid.org/0000-0000-0000-0000"
# roles = ["creator"]

# Under which licence others may use the tables. The articles' own rights stay with their publishers: ask yourself what you may pass on.
# [[licenses]]
# name = "CC-BY-4.0"
# title = "Creative Commons Attribution 4.0 International"
# path = "https://creativecommons.org/licenses/by/4.0/"
"""


def init_metadata(folder: Path) -> Path:
    """Write the file and return its path. Raises UsageError where the folder is not there or has one."""
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder; name the one that holds your articles")
    path = folder / METADATA
    if path.exists():
        raise UsageError(f"{path}: is there already, and stays as it is")
    own = folder.resolve().name
    title = json.dumps(f"{own or 'A news corpus'} as tidy tables", ensure_ascii=False)
    text = _TEMPLATE.format(name=json.dumps(slug(own) if own else "corpus"), title=title)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path
