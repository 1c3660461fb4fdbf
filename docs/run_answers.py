"""Runs the code of docs/answers/*.md and writes what it prints below it: a ``text`` block that follows a ``python`` block is its output.

``python docs/run_answers.py`` brings the pages and their pictures up to date.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
_CODE = re.compile(r"^```python\n(.*?)^```\n(\n```text\n.*?^```\n)?", re.MULTILINE | re.DOTALL)


def run(page: str, folder: Path) -> str:
    """The Markdown of a page with the outputs of its blocks made anew. Its blocks share their names; files that they write go into `folder`."""
    names: dict[str, object] = {"__name__": "__main__"}

    def ran(match: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(match[1], "<answer>", "exec"), names)
        lines = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
        return f"```python\n{match[1]}```\n" + (f"\n```text\n{lines}\n```\n" if lines else "")

    before = Path.cwd()
    os.chdir(folder)
    try:
        return _CODE.sub(ran, page)
    finally:
        os.chdir(before)


def main() -> None:
    for path in sorted(ANSWERS.glob("*.md")):
        path.write_text(run(path.read_text(encoding="utf-8"), ANSWERS), encoding="utf-8")
        print(path.relative_to(ANSWERS.parent.parent))


if __name__ == "__main__":
    main()
