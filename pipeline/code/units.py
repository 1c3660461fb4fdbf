"""Units and their conversion to SI."""


def si(value: float, unit: str) -> tuple[float, str] | None:
    """The value in the SI unit of its dimension, or None where the unit does not convert."""
    return None
