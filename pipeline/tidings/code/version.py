"""Which coder made a coding: a digest of all that decides what it says, and of nothing else."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

# Folders and modules of the package that decide what the coder says of a text.
CODING = ("code", "nlp", "read", "lexicon", "model.py", "dictionary.py", "known.py", "measures.py", "spelling.py", "coding/machine.py")

_COMMENT_OR_STRING = re.compile(
    r"""
      (?P<comment>(?<=\n)[ \t]*\#[^\n]*\n | [ \t]*\#[^\n]*)
    | (?P<string>(?:'{3}|"{3})(?:[^\\]|\\.)*?(?:'{3}|"{3}) | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    """,
    re.VERBOSE | re.DOTALL,
)
_TRIPLE = ('"' * 3, "'" * 3)

COMPILED = (".pyc", ".so", ".pyd")  # made of the code
LONGEST_INDENT = 40  # characters before a docstring in which the colon is looked for


@cache
def coder_version() -> str:
    """A digest of the coder's code, lexicons and weights: two codings of one text by one version are the same. What comments and docstrings say
    is not in it, so that what was coded stays coded when no more than words about the code change.
    """
    package = Path(__file__).parent.parent
    found = [path for name in CODING for path in ([package / name] if name.endswith(".py") else (package / name).rglob("*"))]
    digest = hashlib.sha256()
    for path in sorted(path for path in found if path.is_file() and path.suffix not in COMPILED):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + what_counts(path) + b"\0")
    return f"machine-{digest.hexdigest()[:16]}"


def what_counts(path: Path) -> bytes:
    """The content of a file without what changes nothing: comments and docstrings, the comment lines of a lexicon's head, the kind of line ends."""
    content = path.read_bytes().replace(b"\r\n", b"\n")
    if path.suffix == ".py":
        return _COMMENT_OR_STRING.sub(_kept, content.decode()).encode()
    while path.suffix == ".tsv" and content.startswith(b"#"):
        content = content.partition(b"\n")[2]
    return content


def _kept(match: re.Match[str]) -> str:
    """What stays of a comment or string: nothing of a comment, or of a docstring, which follows a colon or begins the file."""
    if match["comment"] is not None:
        return ""
    start = match.start()
    before = match.string[max(0, start - LONGEST_INDENT) : start].rstrip(" \t") if match["string"][:3] in _TRIPLE else "x"
    alone = before == "" or before[-1] == "\n"
    return "" if alone and before.rstrip()[-1:] in ("", ":") else match["string"]
