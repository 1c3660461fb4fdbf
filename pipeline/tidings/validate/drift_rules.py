"""How far a release may move from the last one before it is remarked on. Apart from `drift.py`, so that they can be read without its engine."""

from __future__ import annotations

ROWS = 0.2  # share by which the number of rows may change
EMPTY = 0.1  # by how much the share of empty cells may change
DIVERGENCE = 0.1  # Kullback-Leibler divergence of a codelist's shares from those of the last release, in nats
FEW = 20  # rows below which shares say nothing

RULES = {
    "drift-rows": f"the number of rows is within {ROWS:.0%} of the last release",
    "drift-empty": f"the share of empty cells is within {EMPTY:.0%} of the last release",
    "drift-codes": f"the shares of the codes are those of the last release (divergence of at most {DIVERGENCE})",
}
