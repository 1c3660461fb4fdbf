"""The coder's version changes when what the coder says can change, not when a comment does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidings.code.version import what_counts

CODE = '''"""What it is."""

NAME = "a # b"  # why
TEXT = """
# no comment
"""


def f(x):
    """Says what."""
    # a thought
    return x + 1
'''


def counted(folder: Path, name: str, content: str) -> bytes:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return what_counts(path)


@pytest.mark.parametrize(
    ("old", "new"), [("What it is.", "What it\nreally is."), ("# why", "# wherefore"), ("    # a thought\n", ""), ("Says what.", "Says.")]
)
def test_a_comment_or_docstring_does_not_count(tmp_path: Path, old: str, new: str) -> None:
    assert counted(tmp_path, "a.py", CODE.replace(old, new)) == counted(tmp_path, "a.py", CODE)


@pytest.mark.parametrize(("old", "new"), [("a # b", "a # c"), ("# no comment", "# any"), ("x + 1", "x + 2")])
def test_code_and_strings_count(tmp_path: Path, old: str, new: str) -> None:
    assert counted(tmp_path, "a.py", CODE.replace(old, new)) != counted(tmp_path, "a.py", CODE)


def test_the_header_of_a_lexicon_does_not_count_its_rows_do(tmp_path: Path) -> None:
    table = "# Source: ours.\nword\tkind\nship\tthing\n"
    assert counted(tmp_path, "a.tsv", table.replace("ours", "our own")) == counted(tmp_path, "a.tsv", table)
    assert counted(tmp_path, "a.tsv", table.replace("thing", "place")) != counted(tmp_path, "a.tsv", table)
