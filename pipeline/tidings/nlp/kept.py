"""What was made of a key, remembered."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

KEYS_KEPT = 1 << 17
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(dict[Key, Value]):
    """Remembers what `make` makes of a key: ``Kept(str.upper)["a"]``. A dict, so that a key met before costs what a dict costs, least by
    ``kept.get(key) or kept[key]``. Forgets all when it holds `KEYS_KEPT`.
    """

    def __init__(self, make: Callable[[Key], Value]) -> None:
        self._make = make

    def __missing__(self, key: Key) -> Value:
        if len(self) >= KEYS_KEPT:
            self.clear()
        value = self[key] = self._make(key)
        return value
