"""Runs the commands of docs/codings.md and writes what they print: ``<!-- output: COMMAND -->`` stands above the block that shows it.

``python docs/run_codings.py`` brings the page up to date; ``--check`` only says whether it is, and shows what differs.
The commands run in order, in one new folder in which `examples` is the project's. What differs from run to run (seconds, the cache's place)
is left out.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "codings.md"
_OF_THE_RUN = ("seconds ", "kept ")  # lines of `tidings build` that differ from run to run
_OUTPUT = re.compile(r"^<!-- output: (?P<command>.+?) -->\n(?:```text\n.*?^```\n)?", re.MULTILINE | re.DOTALL)


def run(page: str, folder: Path) -> str:
    """The page with the output of each command below its marker. Files that the commands write go into `folder`."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    # `tidings` is this Python's; colours, widths and progress are those of no terminal.
    tidings = f'tidings() {{ "{sys.executable}" -m tidings "$@"; }}\n'
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120", "TERM": "dumb", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
    env.pop("TIDINGS_TEXTS", None)

    def ran(match: re.Match[str]) -> str:
        done = subprocess.run(
            ["bash", "-c", tidings + match["command"]], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines() if not line.startswith(_OF_THE_RUN)]
        lines += [f"(exit status {done.returncode})"] if done.returncode else []
        return f"<!-- output: {match['command']} -->\n```text\n" + "\n".join(lines) + "\n```\n"

    return _OUTPUT.sub(ran, page)


def main() -> int:
    before = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        after = run(before, Path(folder))
    if "--check" in sys.argv[1:]:
        sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), after.splitlines(True), "docs/codings.md", "as it runs today"))
        return int(before != after)
    PAGE.write_text(after, encoding="utf-8")
    print(PAGE.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
