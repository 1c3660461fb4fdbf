"""Alpha and kappa against numbers computed by hand from their definitions, and against sources."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tidings.agree import measures
from tidings.agree.measures import NO_UNITS, ONE_CATEGORY, alpha, kappa, level_of_numbers
from tidings.errors import UsageError

pytest.importorskip("krippendorff")

# Ten units, two codes. The coders differ in four of ten units. Values in all: 14 times 0, 6 times 1.
# The counts are those of Krippendorff's own example of two coders and binary data (Computing Krippendorff's Alpha-Reliability, 2011: 0.095).
# Observed disagreement 4/10; expected 2 * 14 * 6 / (20 * 19) = 168/380. Alpha = 1 - 0.4 * 380 / 168 = 2/21.
TWO_CODES = [(0, 0), (1, 1), (0, 1), (0, 1), (0, 0), (0, 0), (0, 0), (1, 0), (0, 0), (1, 0)]
# Three units, numbers 1 1 | 2 4 | 3 3: observed interval disagreement (0 + 4 + 0) / 3. Expected: of all ordered pairs of the six numbers the mean
# square of the difference, (2 * 6 * (1 + 1 + 4 + 16 + 9 + 9) - 2 * 14 ** 2) / 30 = 88/30. Alpha = 1 - (4/3) * 30 / 88 = 6/11.
NUMBERS = [(1.0, 1.0), (2.0, 4.0), (3.0, 3.0)]
codes = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=30)
amounts = st.floats(0, 1e6).map(lambda value: round(value, 2))


def test_nominal_alpha_by_hand():
    assert alpha(TWO_CODES, "nominal").value == pytest.approx(2 / 21)


def test_interval_alpha_by_hand():
    assert alpha(NUMBERS, "interval").value == pytest.approx(6 / 11)


def test_ratio_alpha_by_hand():
    # 1 1 | 1 3: observed (0 + (2/4) ** 2) / 2 = 1/8; expected: six of twelve ordered pairs are 1 and 3: 6 * (1/4) / 12 = 1/8. Alpha = 0.
    assert alpha([(1.0, 1.0), (1.0, 3.0)], "ratio").value == pytest.approx(0)


def test_kappa_by_hand():
    # 6 of 10 equal; by chance 0.7 * 0.7 + 0.3 * 0.3 = 0.58. Kappa = (0.6 - 0.58) / 0.42.
    assert kappa(TWO_CODES).value == pytest.approx(0.02 / 0.42)


def test_one_category_shows_nothing_and_no_measure_is_defined():
    assert (alpha([("a", "a")] * 5, "nominal").value, alpha([("a", "a")] * 5, "nominal").why) == (None, ONE_CATEGORY)
    assert (kappa([("a", "a")] * 5).value, kappa([("a", "a")] * 5).why) == (None, ONE_CATEGORY)
    assert alpha([], "nominal").why == kappa([]).why == NO_UNITS


def test_numbers_below_nought_have_no_ratio():
    assert level_of_numbers([(0.0, 3.0)]) == "ratio"
    assert level_of_numbers([(-1.0, 3.0)]) == "interval"


@settings(deadline=None, max_examples=60)
@given(codes)
def test_alpha_and_kappa_do_not_ask_who_is_first(units):
    swapped = [(other, one) for one, other in units]
    assert alpha(units, "nominal").value == pytest.approx(alpha(swapped, "nominal").value)
    assert kappa(units).value == pytest.approx(kappa(swapped).value)


@settings(deadline=None, max_examples=60)
@given(codes)
def test_large_tables_of_codes_are_measured_as_the_package_measures_small_ones(units):
    found = alpha(units, "nominal")
    if found.value is not None:
        assert measures._by_sums(units, "nominal") == pytest.approx(found.value)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=20), st.sampled_from(["interval", "ratio"]))
def test_large_tables_of_numbers_are_measured_as_the_package_measures_small_ones(units, level):
    found = alpha(units, level)
    if found.value is not None:
        assert measures._by_sums(units, level) == pytest.approx(found.value, abs=1e-6)


def test_very_many_distinct_numbers_cost_little_precision(monkeypatch):
    units = [(float(n * n), float(n * n + n % 7)) for n in range(1, 2001)]
    exact = measures._by_sums(units, "ratio")
    monkeypatch.setattr(measures, "_DISTINCT", 10)
    assert measures._by_sums(units, "ratio") == pytest.approx(exact, abs=1e-4)


def test_without_the_package_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    with pytest.raises(UsageError, match=r"pip install 'tidings\[agree\]'"):
        alpha(TWO_CODES, "nominal")
