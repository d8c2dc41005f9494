"""Arithmetic over bounds: never more certain than its least certain part."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.merge import amounts
from pipeline.merge.measures import factor, is_percent, never_added
from pipeline.merge.wording import day, describe, number
from schemas.quantity import Bound
from schemas.total import Amount

BOUNDS: tuple[Bound, ...] = ("exact", "more_than", "less_than", "about", "at_least", "at_most")
stated = st.tuples(st.integers(0, 10**6), st.sampled_from(BOUNDS))


@settings(deadline=None, max_examples=150)
@given(st.lists(stated, min_size=1, max_size=8), st.randoms())
def test_a_sum_holds_whatever_its_parts_can_be(parts: list[tuple[int, Bound]], rng: object) -> None:
    """Choose true numbers that agree with what was stated: their sum agrees with the total."""
    intervals = [amounts.interval(value, None, bound) for value, bound in parts]
    total = amounts.amount(amounts.add(item for item in intervals if item is not None))
    nominal = sum(value for value, _ in parts)
    assert total.value == nominal
    assert (total.bound == "exact") == all(bound == "exact" for _, bound in parts)
    shift = {"exact": 0, "more_than": 3, "at_least": 0, "less_than": -1, "at_most": 0, "about": 0}
    true = sum(value + shift[bound] for value, bound in parts)
    holds = {
        "exact": true == nominal, "more_than": true > nominal, "at_least": true >= nominal,
        "less_than": true < nominal, "at_most": true <= nominal, "about": True,
    }  # fmt: skip
    assert holds[total.bound]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.decimals(0, 10**9, places=3), max_size=30), st.randoms(use_true_random=False))
def test_sums_are_exact_and_do_not_depend_on_order(values: list[Decimal], rng: object) -> None:
    def total(items: list[Decimal]) -> Amount:
        return amounts.amount(amounts.add(found for item in items if (found := amounts.interval(float(item)))))

    forwards = total(values)
    assert forwards == total(values[::-1])
    assert Decimal(str(forwards.value)) == sum(values, Decimal(0))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((5, None, "exact"), (5, None, "exact"), "equal"),
        ((5_240_127, None, "exact"), (5_240_000, None, "exact"), "consistent"),
        ((5_240_127, None, "exact"), (5_241_000, None, "exact"), "inconsistent"),
        ((98.53, None, "exact"), (98.5, None, "exact"), "consistent"),
        ((24, None, "exact"), (26, None, "exact"), "inconsistent"),
        ((3, None, "exact"), (3.4, None, "exact"), "inconsistent"),
        ((300, None, "more_than"), (312, None, "exact"), "consistent"),
        ((300, None, "more_than"), (300, None, "exact"), "inconsistent"),
        ((300, None, "at_least"), (300, None, "exact"), "consistent"),
        ((10, 12, "exact"), (11, None, "exact"), "consistent"),
        ((100, None, "about"), (104, None, "exact"), "consistent"),
        ((100, None, "about"), (150, None, "exact"), "inconsistent"),
    ],
)
def test_agreement(
    left: tuple[float, float | None, Bound], right: tuple[float, float | None, Bound], expected: str
) -> None:
    a, b = amounts.interval(*left), amounts.interval(*right)
    assert a is not None and b is not None
    assert amounts.agreement(a, b) == amounts.agreement(b, a) == expected


def test_percentages_are_bounds_when_their_numerators_are() -> None:
    def ratio(a: Bound, b: Bound) -> Amount:
        top, bottom = amounts.interval(45, None, a), amounts.interval(60, None, b)
        assert top is not None and bottom is not None
        return amounts.percentage(top, bottom)

    assert ratio("exact", "exact") == Amount(value=75)
    assert ratio("more_than", "exact").bound == "more_than"
    assert ratio("exact", "more_than").bound == ratio("about", "exact").bound == "about"
    zero = amounts.interval(0)
    assert zero is not None and amounts.percentage(zero, zero) == Amount()


def test_hulls_hold_all_their_parts() -> None:
    for a, b in product(BOUNDS, BOUNDS):
        left, right = amounts.interval(5, None, a), amounts.interval(9, None, b)
        assert left is not None and right is not None
        hull = amounts.hull([left, right])
        assert not hull.exact
    assert amounts.interval(float("nan")) is None and amounts.interval(float("inf")) is None


@pytest.mark.parametrize(
    ("unit", "wanted", "expected"),
    [
        ("tỷ đồng", "triệu đồng", 1000),
        ("đồng", "triệu đồng", Decimal("0.000001")),
        ("nghìn lượt", "lượt", 1000),
        ("lớp", "học viên", 1),
        (None, "lớp", 1),
    ],
)
def test_factors(unit: str | None, wanted: str, expected: float | Decimal) -> None:
    assert factor(unit, wanted) == expected


def test_what_is_never_added() -> None:
    assert is_percent("%") and is_percent("phần trăm") and not is_percent("lớp") and not is_percent(None)
    assert never_added("lĩnh vực") and never_added("Điểm") and never_added(None) and not never_added("TTHC")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5_240_127, "5.240.127"),
        (1234.5, "1.234,5"),
        (0, "0"),
        (-1234, "-1.234"),
        (1e15, "1.000.000.000.000.000"),
        (98.50, "98,5"),
        (0.1, "0,1"),
    ],
)
def test_numbers_as_vietnamese_writes_them(value: float, text: str) -> None:
    assert number(value) == text


def test_amounts_and_days_in_words() -> None:
    assert describe(Amount(value=300, bound="more_than"), "học viên") == "hơn 300 học viên"
    assert describe(Amount(value=15, upper=17), "lớp") == "từ 15 đến 17 lớp"
    assert describe(Amount(value=98.5), "%") == "98,5%"
    assert describe(Amount()) == "-"
    assert day("2018-01-05") == day("2018-01-05T08:00:00") == "05/01/2018"
    assert (day("2018-01"), day(None)) == ("01/2018", "…")
