"""Measures of agreement of two coders over the same units: share of equal values, Krippendorff's alpha, Cohen's kappa.

Which and why. **Alpha** is the measure: it holds for codes and for numbers, allows for few units, and asks whether the two coders could be
exchanged: chance is drawn from the values of both together. **Kappa** stands beside it for codes, as many papers report it; its chance is drawn
from each coder's own habits, so that coders who differ in how often they use a code are charged less (Krippendorff 2004b). Both are undefined
where the coders use one category only: nothing varied, so nothing shows that they can tell units apart; the share of equal values is all there
is to report then.

Sources: K. Krippendorff, Content Analysis, 2nd ed. (2004) and 4th ed. (2018), ch. 11 and 12; K. Krippendorff, Reliability in content analysis,
Human Communication Research 30 (2004b) 411-433; J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
Measurement 20 (1960) 37-46. Numbers come from the package `krippendorff`; where its matrices would be too large (units times the square of the
values), the same formulas are computed from sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from tidings.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Level = Literal["nominal", "interval", "ratio"]
ONE_CATEGORY = "one category only"
NO_UNITS = "no unit coded by both"
_CELLS = 1_000_000  # of the matrices that `krippendorff` makes
_DISTINCT = 4_000  # numbers told apart one by one; beyond, rounded to three digits, chance alone is computed from the rounded ones


@dataclass(frozen=True, slots=True)
class Measure:
    """A value (1 perfect, 0 as by chance, less than 0 worse than chance), or None and why it is not defined."""

    value: float | None
    why: str = ""


def alpha(units: Sequence[tuple[Hashable, Hashable]], level: Level) -> Measure:
    """Krippendorff's alpha of two coders. `units`: the values of both, none missing; numbers where `level` is interval or ratio.

    Raises UsageError where the package `krippendorff` is not installed.
    """
    package = _package()
    if not units:
        return Measure(None, NO_UNITS)
    values = {value: number for number, value in enumerate(_sorted({value for unit in units for value in unit}, level))}
    if len(values) < 2:
        return Measure(None, ONE_CATEGORY)
    if len(units) * len(values) ** 2 > _CELLS:
        return Measure(_by_sums(units, level))
    import numpy as np

    counts = np.zeros((len(units), len(values)), dtype=int)
    for number, unit in enumerate(units):
        for value in unit:
            counts[number, values[value]] += 1
    domain = range(len(values)) if level == "nominal" else [float(str(value)) for value in values]
    return Measure(float(package.alpha(value_counts=counts, value_domain=list(domain), level_of_measurement=level)))


def kappa(units: Sequence[tuple[Hashable, Hashable]]) -> Measure:
    """Cohen's kappa of two coders: share of equal values, corrected for what each one's own frequencies would give by chance."""
    if not units:
        return Measure(None, NO_UNITS)
    count = len(units)
    left, right = Counter(one for one, _ in units), Counter(other for _, other in units)
    by_chance = sum(left[value] * right[value] for value in left)
    if by_chance == count * count:
        return Measure(None, ONE_CATEGORY)
    equal = sum(one == other for one, other in units)
    return Measure((equal * count - by_chance) / (count * count - by_chance))


def level_of_numbers(units: Sequence[tuple[float, float]]) -> Level:
    """Ratio for amounts (none below nought: 10 for 20 is as far off as 100 for 200), interval where there are numbers below nought."""
    return "ratio" if all(number >= 0 for unit in units for number in unit) else "interval"


def _sorted(values: set[Hashable], level: Level) -> list[Hashable]:
    return sorted(values, key=repr) if level == "nominal" else sorted(values, key=lambda value: float(str(value)))


def _by_sums(units: Sequence[tuple[Hashable, Hashable]], level: Level) -> float:
    """Alpha = 1 - observed / expected disagreement, from sums over the values instead of a matrix over the units."""
    if level == "nominal":
        counts = Counter(value for unit in units for value in unit)
        total = sum(counts.values())
        observed = sum(one != other for one, other in units) / len(units)
        return 1 - observed / (1 - sum(n * (n - 1) for n in counts.values()) / (total * (total - 1)))
    import numpy as np

    numbers = np.array([[float(str(value)) for value in unit] for unit in units])
    total = numbers.size
    if level == "interval":
        centred = numbers - numbers.mean()
        observed = float(((centred[:, 0] - centred[:, 1]) ** 2).mean())
        expected = 2 * (total * float((centred**2).sum()) - float(centred.sum()) ** 2) / (total * (total - 1))
        return 1 - observed / expected
    values, often = np.unique(numbers, return_counts=True)
    if len(values) > _DISTINCT:
        rounded = np.array([float(f"{value:.3g}") for value in numbers.ravel()])
        values, often = np.unique(rounded, return_counts=True)
    expected = sum(float((n * often * _ratio(np.full_like(values, value), values)).sum()) for value, n in zip(values, often, strict=True))
    return 1 - float(_ratio(numbers[:, 0], numbers[:, 1]).mean()) * total * (total - 1) / expected


def _ratio(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Krippendorff's ratio difference, squared: ((c - k) / (c + k)) ** 2, and 0 of 0 and 0."""
    import numpy as np

    both = one + other
    return np.asarray(np.divide(one - other, both, out=np.zeros_like(both), where=both != 0) ** 2)


def _package() -> ModuleType:
    try:
        import krippendorff
    except ImportError:
        raise UsageError("agreement needs the package krippendorff; install it with: pip install 'tidings[agree]'") from None
    return krippendorff
