"""Make `census_given.tsv` and `census_family.tsv` from the package `names`, which ships the name files of a census. Never imported.

pip download --no-deps names==0.3.0 && tar xzf names-0.3.0.tar.gz
python -m tidings.lexicon.make_census_names names-0.3.0/names
"""

from __future__ import annotations

import sys
from pathlib import Path

from tidings import dictionary, lexicon

MOST_FAMILIES = 12_000  # the commonest, three quarters of all people
HEADER = """# {what} of the United States census of 1990, one a line, in lower case{more}.
# Source: U.S. Census Bureau, public domain; by way of the package names 0.3.0 (MIT). Made by make_census_names.py; do not edit.
name
"""


def names_in(path: Path) -> list[str]:
    """The names of one of the census' files, the commonest first; words that only grammar uses are left out."""
    rows = (line.split()[0].lower() for line in path.read_text(encoding="ascii").splitlines() if line)
    return [name for name in rows if len(name) > 2 and dictionary.closed(name) <= {"AUX"}]  # May and Will are names


def write(file: str, names: set[str], what: str, more: str = "") -> None:
    """Write a lexicon of these names."""
    (lexicon.FOLDER / file).write_text(HEADER.format(what=what, more=more) + "\n".join(sorted(names)) + "\n", encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    write("census_given.tsv", {*names_in(folder / "dist.female.first"), *names_in(folder / "dist.male.first")}, "Given names")
    write("census_family.tsv", set(names_in(folder / "dist.all.last")[:MOST_FAMILIES]), "Family names", f": the {MOST_FAMILIES:,} commonest")


if __name__ == "__main__":
    main()
