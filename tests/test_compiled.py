"""The coder can be compiled (`compile_coder.py`); `nox -s compiled` does it, which takes minutes. Here: what must hold for it to be right."""

from __future__ import annotations

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


def test_the_coder_is_among_what_is_compiled(hook):
    assert {"tidings/code/coder.py", "tidings/nlp/tagger.py", "tidings/nlp/chunks.py"} <= set(hook.modules(PACKAGE))


@pytest.mark.parametrize(("value", "asked"), [("1", True), ("0", False), ("", False)])
def test_a_wheel_is_plain_unless_asked(hook, monkeypatch, value, asked):
    monkeypatch.setenv("TIDINGS_COMPILE", value)
    assert hook.is_asked() is asked
