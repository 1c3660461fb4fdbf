"""Compile what reads and codes an article, where whoever builds the wheel asks for it: ``TIDINGS_COMPILE=1 pip install .``

`mypyc <https://mypyc.readthedocs.io>`_ makes an extension module of each module of ``nlp`` and ``code``: the same rows, 1.6 times as many articles
a second. It takes a C compiler and some minutes. Without the variable a wheel is plain Python, and an editable install always is: there
a compiled module would stand before the file that is edited.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "TIDINGS_COMPILE"
SOURCE, PACKAGE = "pipeline", "tidings"
FOLDERS = ("nlp", "code")
BESIDE = ("dictionary.py",)
# Stay Python: classes that keep what is read when first asked for (cached_property), that are a list or a dict, and what coding never runs.
PLAIN = frozenset(
    {
        "nlp/__init__.py",
        "nlp/__main__.py",
        "nlp/drawing.py",
        "nlp/kept.py",
        "nlp/strips.py",
        "nlp/train.py",
        "nlp/treebank.py",
        "code/version.py",
    }
)
OPTIONS = ["--follow-imports=silent", "--ignore-missing-imports", "--no-site-packages"]  # of other packages no types are asked for
_CONSTANT = re.compile(r"^(_?[A-Z][A-Z_0-9]+)(?:: (?!Final)([^=\n]+?))? = ", re.MULTILINE)
_FUTURE = "from __future__ import annotations\n"
SETUP = """
import json, pathlib, setuptools
from mypyc.build import mypycify
modules = json.loads(pathlib.Path("modules.json").read_text())
setuptools.setup(name="coder", packages=[], ext_modules=mypycify(modules, opt_level="3", debug_level="0", multi_file=True))
"""


def modules(package: Path) -> list[str]:
    """What is compiled, relative to the folder that holds `package`."""
    found = [package / name for name in BESIDE] + [path for folder in FOLDERS for path in sorted((package / folder).rglob("*.py"))]
    return [path.relative_to(package.parent).as_posix() for path in found if path.relative_to(package).as_posix() not in PLAIN]


def with_constants(source: str) -> str:
    """A module whose constants are said to be final, so that they are found without a look into a dictionary: a twentieth of the coder's time."""
    said = _CONSTANT.sub(lambda match: f"{match[1]}: Final[{match[2]}] = " if match[2] else f"{match[1]}: Final = ", source)
    return said if said == source else said.replace(_FUTURE, f"{_FUTURE}from typing import Final\n", 1)


def compiled(source: Path, cache: Path) -> dict[Path, str]:
    """The extension modules of the package under `source`, each with its place in a wheel. Made once for what the sources say: pip asks twice.

    Raises RuntimeError where the compiler fails.
    """
    named = modules(source / PACKAGE)
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in sorted((source / PACKAGE).rglob("*.py")))).hexdigest()[:16]
    work = cache / f"compiled-{digest}-{EXTENSION_SUFFIXES[0].strip('.').replace('.', '-')}"
    if not (work / "done").is_file():
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(source / PACKAGE, work / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"))
        for name in named:
            (work / name).write_text(with_constants((work / name).read_text(encoding="utf-8")), encoding="utf-8")
        (work / "modules.json").write_text(json.dumps([*OPTIONS, *named]))
        (work / "setup.py").write_text(SETUP)
        made = subprocess.run([sys.executable, "setup.py", "build_ext", "--inplace"], cwd=work, capture_output=True, text=True, check=False)
        if made.returncode:
            said = f"{made.stdout[-2000:]}\n{made.stderr[-2000:]}"
            raise RuntimeError(f"the coder could not be compiled; without {ASKED} it is installed as plain Python\n{said}")
        (work / "done").touch()
    found = [*work.glob(f"*{EXTENSION_SUFFIXES[0]}"), *(work / PACKAGE).rglob(f"*{EXTENSION_SUFFIXES[0]}")]
    return {path: path.relative_to(work).as_posix() for path in sorted(found)}


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts extension modules beside the Python files of a wheel."""

    def dependencies(self) -> list[str]:
        return ["mypy>=2.0", "setuptools>=75"] if is_asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version != "standard" or not is_asked():
            return
        found = compiled(Path(self.root) / SOURCE, Path(self.root) / ".cache")
        build_data["force_include"].update({str(path): place for path, place in found.items()})
        build_data["pure_python"], build_data["infer_tag"] = False, True


def is_asked() -> bool:
    return os.environ.get(ASKED, "") not in ("", "0")
