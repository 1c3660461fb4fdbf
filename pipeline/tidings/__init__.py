"""Tidings: news articles as tidy, validated, citable tables. ``tidings.load("quotes")`` reads a table of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tidings.frames import load

__all__ = ["load"]


def __getattr__(name: str) -> object:
    """`load` brings pandas along, which the command line does not wait for until it is used."""
    if name == "load":
        from importlib import import_module

        return import_module("tidings.frames").load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
