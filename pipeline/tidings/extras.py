"""Packages that come with an extra of this distribution: imported where they are used, and named with the line that installs them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tidings.errors import UsageError


class MissingExtra(UsageError):
    """A package that is not part of the core is asked for and not installed. The message says how to install it."""


@contextmanager
def needs_extra(extra: str, purpose: str) -> Iterator[None]:
    """Around imports: a package that is not there raises MissingExtra. `purpose`: what it is for, as the subject of a sentence.

    with needs_extra("validate", "the engine pandera"):
        import pandera
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "tidings":
            raise
        raise MissingExtra(f"{purpose} needs the package {error.name.partition('.')[0]}: {pip_line(extra)}") from None


def pip_line(extra: str) -> str:
    """The command that installs an extra."""
    return f"pip install 'tidings[{extra}]'"
