"""The coder can be compiled (`compile_coder.py`); `nox -s compiled` does it, which takes minutes. Here: what must hold for it to be right."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipeline" / "tidings"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    pytest.importorskip("hatchling")
    spec = importlib.util.spec_from_file_location("compile_coder", ROOT / "compile_coder.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_module_that_is_left_out_is_there(hook):
    assert [name for name in hook.PLAIN if not (PACKAGE / name).is_file()] == []


def test_no_compiled_module_keeps_a_property(hook):
    """The compiler takes a cached_property for a property: what should be read once would be read each time."""
    assert [name for name in hook.modules(PACKAGE) if "cached_property" in (PACKAGE.parent / name).read_text(encoding="utf-8")] == []


def test_no_compiled_module_says_what_the_compiler_cannot_read(hook):
    """``x in (*some, *others)``, a type variable of several types, and ``a = b = 0`` in the body of a class."""
    found = []
    for name in hook.modules(PACKAGE):
        for node in ast.walk(ast.parse((PACKAGE.parent / name).read_text(encoding="utf-8"))):
            among = node.comparators if isinstance(node, ast.Compare) else []
            starred = any(isinstance(part, ast.Starred) for each in among for part in getattr(each, "elts", ()))
            several = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "TypeVar" and len(node.args) > 1
            twice = isinstance(node, ast.ClassDef) and any(isinstance(each, ast.Assign) and len(each.targets) > 1 for each in node.body)
            if starred or several or twice:
                found.append(f"{name}:{node.lineno}")
    assert found == []


def test_constants_are_said_to_be_final(hook):
    source = 'from __future__ import annotations\nLONGEST = 4\n_KINDS: dict[str, int] = {}\nfor LONGEST in (1,):\n    SIZE = 2\nname = "x"\n'
    said = hook.with_constants(source)
    assert "LONGEST: Final = 4" in said
    assert "_KINDS: Final[dict[str, int]] = {}" in said
    assert said.splitlines()[1] == "from typing import Final"
    assert "    SIZE = 2" in said
    assert hook.with_constants('name = "x"\n') == 'name = "x"\n'


def test_the_coder_is_among_what_is_compiled(hook):
    assert {"tidings/code/coder.py", "tidings/nlp/tagger.py", "tidings/nlp/chunks.py"} <= set(hook.modules(PACKAGE))


@pytest.mark.parametrize(("value", "asked"), [("1", True), ("0", False), ("", False)])
def test_a_wheel_is_plain_unless_asked(hook, monkeypatch, value, asked):
    monkeypatch.setenv("TIDINGS_COMPILE", value)
    assert hook.is_asked() is asked
