"""What this installation has: versions, extras, where data and texts are looked for. For a person who asks why something does not work."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

from tidings import __version__, contract
from tidings.errors import TidingsError
from tidings.extras import pip_line
from tidings.package import open_package, package_at_hand

_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)[^;]*?(?:>=(?P<floor>[0-9.]+)[^;]*)?(?:;.*extra == ['\"](?P<extra>[\w-]+)['\"])?")


class Need(NamedTuple):
    """A package that the distribution asks for. `extra`: empty for the core; `found`: its version here, empty where it is not installed."""

    extra: str
    name: str
    floor: str
    found: str

    @property
    def well(self) -> bool:
        """Whether it is here and new enough."""
        return bool(self.found) and _numbers(self.found) >= _numbers(self.floor)

    def __str__(self) -> str:
        return f"{self.name} {self.found or 'is not installed'}" + ("" if self.well or not self.floor else f" (needs {self.floor})")


def needs() -> list[Need]:
    """What the installed distribution asks for, with what is here; nothing where Tidings runs from a folder that nobody installed."""
    try:
        asked = requires("tidings") or []
    except PackageNotFoundError:
        return []
    found = []
    for line in asked:
        match = _REQUIREMENT.fullmatch(line)
        if match and match["name"] != "tidings" and match["extra"] != "all":
            found.append(Need(match["extra"] or "", match["name"], match["floor"] or "", _version(match["name"])))
    return found


def doctor() -> Iterator[str]:
    """Lines for a terminal. Lines of what has to be mended begin with ``!``."""
    yield f"tidings    {__version__} in {Path(__file__).parent}"
    yield f"Python     {platform.python_version()} on {platform.system()} {platform.machine()}"
    asked = needs()
    if not asked:
        yield "! packages tidings runs from a folder that was not installed: python -m pip install -e . there"
    for need in (need for need in asked if not need.extra):
        yield f"  core     {need}" if need.well else f"! core     {need}: python -m pip install --upgrade {need.name}"
    for extra in dict.fromkeys(need.extra for need in asked if need.extra):
        wanted = [need for need in asked if need.extra == extra]
        lacking = "" if all(need.well for need in wanted) else f"; for it: {pip_line(extra)}"
        yield f"  extra    {extra}: {', '.join(map(str, wanted))}{lacking}"
    yield from _places()


def _places() -> Iterator[str]:
    try:
        package = open_package(package_at_hand())
        facts = package.descriptor
        yield f"data       tidings.load reads {package.place} ({facts.get('name')} {facts.get('version')}, {len(package.tables)} tables)"
    except TidingsError as error:
        yield f"! data     {error}"
    yield f"schemas    {contract.schema_folder()}"
    texts = os.environ.get("TIDINGS_TEXTS", "")
    if texts and not Path(texts).is_dir():
        yield f"! texts    $TIDINGS_TEXTS names {texts}, which is no folder"
    else:
        yield f"texts      {texts or 'none named: set TIDINGS_TEXTS, or give --texts, where a command needs the words of an article'}"
    yield "caches     none: Tidings keeps nothing outside the folders that you name"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))
