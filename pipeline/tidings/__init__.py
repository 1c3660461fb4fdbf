"""Tidings: news articles as tidy, validated, citable tables.

    tables = tidings.code("Rebels took the town, a spokesman said.", published="2019-04-06")
    print(tables["quotes"])
    quotes = tidings.load("quotes")  # a table of a finished package

`code` codes texts, `build` makes a package of a corpus, `load` reads a table of one, `validate` checks it, `agree` compares two codings.
Each is imported when it is asked for: to write ``import tidings`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # type checkers take a variable of this name for true; `typing` itself takes longer to import than all else here
if TYPE_CHECKING:
    from tidings.api import Frames, agree, build, code, validate
    from tidings.errors import TidingsError
    from tidings.frames import load

    __version__: str

__all__ = ["Frames", "TidingsError", "__version__", "agree", "build", "code", "load", "validate"]

_HOME = {"Frames": "tidings.api", "TidingsError": "tidings.errors", "build": "tidings.api", "load": "tidings.frames"}
_CALLED = ("agree", "code", "validate")  # folders of this package that can be called (`callable_package`)


def __getattr__(name: str) -> object:
    if name in _CALLED:
        return import_module(f"tidings.{name}")
    if name in _HOME:
        value: object = getattr(import_module(_HOME[name]), name)
    elif name == "__version__":
        value = _version()
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    """That of the installed distribution; of a folder that nobody installed, none is known."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tidings")
    except PackageNotFoundError:
        return "0+unknown"
