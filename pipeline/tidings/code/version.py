"""Which coder made a coding."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

# Folders and modules of the package that decide what the coder says of a text.
CODING = ("code", "nlp", "read", "lexicon", "model.py", "dictionary.py", "known.py", "measures.py", "spelling.py", "coding/machine.py")


@cache
def coder_version() -> str:
    """A digest of the coder's code, lexicons and weights: two codings of one text by one version are the same."""
    package = Path(__file__).parent.parent
    found = [path for name in CODING for path in ([package / name] if name.endswith(".py") else (package / name).rglob("*"))]
    digest = hashlib.sha256()
    for path in sorted(path for path in found if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"machine-{digest.hexdigest()[:16]}"
