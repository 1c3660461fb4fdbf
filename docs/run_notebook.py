"""Runs docs/tutorials/questions.ipynb from top to bottom and writes its outputs, without what differs from run to run (times, names of kernels).

``python docs/run_notebook.py`` brings it up to date; ``--check`` only says whether it is. A cell that fails is an error.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parent / "tutorials" / "questions.ipynb"
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def run(text: str) -> str:
    """The notebook's JSON with its outputs made anew, in an empty folder. Raises nbclient's CellExecutionError where a cell fails."""
    notebook = nbformat.reads(text, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(
            notebook, timeout=300, kernel_name="python3", startup_timeout=300, resources={"metadata": {"path": folder}}, record_timing=False
        ).execute()
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number}"
        cell["metadata"] = {}
    notebook["metadata"] = {"kernelspec": _KERNEL, "language_info": {"name": "python"}}
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def main() -> int:
    before = NOTEBOOK.read_text(encoding="utf-8")
    after = run(before)
    if "--check" in sys.argv[1:]:
        print("as it runs today" if before == after else f"{NOTEBOOK.name} shows other outputs than it gives today: python docs/run_notebook.py")
        return int(before != after)
    NOTEBOOK.write_text(after, encoding="utf-8")
    print(NOTEBOOK.relative_to(NOTEBOOK.parents[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
