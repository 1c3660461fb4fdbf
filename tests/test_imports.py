"""Data flows one way: read, nlp, code, coding, link, validate, publish, and then those who call them. Read off the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1] / "pipeline" / "tidings"
ROOMS = ("read", "nlp", "code", "coding", "link", "validate", "publish")
# What many rooms share, and so may look forward: how a cell is judged, how a file is written whole, what a killed build left.
SHARED = {
    "validate.compile_polars",
    "validate.findings",
    "validate.sources",
    "publish.csv_files",
    "publish.staging",
    "publish.atomic",
}
LATER = {
    "agree",
    "shards",
    "streaming",
    "making",
    "seeding",
    "told",
    "site",
    "desk",
    "show",
    "why",
    "api",
    "cli",
    "exporting",
    "release",
    "doctor",
    "diff",
}


def modules() -> dict[str, Path]:
    """Module, without the package's name -> its file."""
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sorted(ROOT.rglob("*.py"))}


def imports(path: Path, known: dict[str, Path], at_once: bool = False) -> Iterator[str]:
    """Modules of the project that a module imports; `at_once`: only those that it imports when it is imported."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if at_once else ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name.removeprefix("tidings.") in known else node.module for name in names]
        else:
            continue
        yield from (name for each in names if (name := each.removeprefix("tidings.")) in known and each.startswith("tidings."))


def test_no_room_imports_from_a_later_one():
    known = modules()
    back = [
        f"{name} imports {found}"
        for name, path in known.items()
        for room in [name.split(".")[0]]
        if room in ROOMS
        for found in imports(path, known)
        for other in [found.split(".")[0]]
        if other in LATER or (other in ROOMS and ROOMS.index(other) > ROOMS.index(room) and found not in {*SHARED, other})
    ]
    assert back == []


def test_what_rooms_share_is_there_and_asked_for_by_an_earlier_room():
    known = modules()
    asked = {found for name, path in known.items() for found in imports(path, known) if name.split(".")[0] in (*ROOMS, "package")}
    assert asked >= SHARED


def test_linking_and_what_comes_after_it_read_no_english():
    """The analysis of a sentence is for the coder; of what comes later only what holds rows against their texts asks for words."""
    known = modules()
    readers = {name for name, path in known.items() if any(found.split(".")[0] == "nlp" for found in imports(path, known))}
    assert {name for name in readers if name.split(".")[0] not in ("nlp", "code")} == {
        "coding.complete",  # which words of a text a given row means
        "coding.machine",
        "validate.text_checks",
        "why",
    }


def test_no_module_is_imported_by_what_it_imports():
    known = modules()
    graph = {name: set(imports(path, known, at_once=True)) - {name} for name, path in known.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(known)  # raises CycleError, with the circle
