"""Makes a folder of this package callable: ``tidings.code`` is where the coder lives, and ``tidings.code(text)`` codes a text.

Python sets a folder as an attribute of the package that holds it as soon as anything in it is imported. A function of the same name would
be there or not there depending on what was imported before, so the folder itself takes the call (the ``__class__`` of a module may be set:
https://docs.python.org/3/reference/datamodel.html#customizing-module-attribute-access). Type checkers are told of the function alone.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any


class _CallablePackage(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Any:
        return _function(self)(*args, **options)

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(_function(self))


def make_callable(name: str) -> None:
    """From now on a call of the package `name` (``tidings.code``) is a call of the function of that name in `tidings.api`."""
    sys.modules[name].__class__ = _CallablePackage


def _function(package: ModuleType) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module("tidings.api"), package.__name__.rpartition(".")[2])
    return function
