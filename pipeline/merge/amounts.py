"""Exact arithmetic over numbers that may be bounds, approximations or ranges.

Every stated number becomes an interval. Sums add the ends; what is open on one side stays open, and an approximation
makes the whole sum an approximation, so a total is never more certain than its least certain part. Decimal keeps
``0,1 + 0,2`` exact.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

from schemas.quantity import Bound
from schemas.total import Amount, Number

_EXACT = Context(prec=60)
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """``low``/``high`` are None where unbounded, open ends are excluded; ``nominal`` is the number as written."""

    low: Decimal | None
    high: Decimal | None
    nominal: Decimal
    low_open: bool = False
    high_open: bool = False
    about: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one known number."""
        return not self.about and self.low is not None and self.low == self.high


def decimal(value: Number) -> Decimal | None:
    """The shortest decimal that reads back as ``value``; None for what is no finite number."""
    if isinstance(value, int):
        return Decimal(value)
    number = Decimal(str(value))
    return number if number.is_finite() else None


def plain(value: Decimal) -> Number:
    """``int`` where integral, ``float`` otherwise."""
    return int(value) if value == value.to_integral_value() else float(value)


def interval(value: Number, upper: Number | None = None, bound: Bound = "exact") -> Interval | None:
    """The interval that ``value`` (to ``upper``) with ``bound`` leaves possible; None for non-finite numbers."""
    number = decimal(value)
    if number is None:
        return None
    top = decimal(upper) if upper is not None else None
    if bound == "about":
        return Interval(None, None, number, about=True)
    if bound in ("more_than", "at_least"):
        return Interval(number, None, number, low_open=bound == "more_than")
    if bound in ("less_than", "at_most"):
        return Interval(None, number, number, high_open=bound == "less_than")
    if top is not None and top >= number:
        return Interval(number, top, number)
    return Interval(number, number, number)


def scaled(value: Interval, factor: Decimal) -> Interval:
    """``value`` times a positive ``factor``."""
    if factor == 1:
        return value
    return replace(
        value,
        low=None if value.low is None else _EXACT.multiply(value.low, factor),
        high=None if value.high is None else _EXACT.multiply(value.high, factor),
        nominal=_EXACT.multiply(value.nominal, factor),
    )


def add(parts: Iterable[Interval]) -> Interval:
    """Sum of ``parts`` (zero of none)."""
    total = Interval(ZERO, ZERO, ZERO)
    for part in parts:
        total = Interval(
            None if total.low is None or part.low is None else _EXACT.add(total.low, part.low),
            None if total.high is None or part.high is None else _EXACT.add(total.high, part.high),
            _EXACT.add(total.nominal, part.nominal),
            total.low_open or part.low_open,
            total.high_open or part.high_open,
            total.about or part.about,
        )
    return total


def hull(parts: Iterable[Interval]) -> Interval:
    """The smallest interval that holds all ``parts`` (at least one): what is left while they contradict each other."""
    items = list(parts)
    lows = [item.low for item in items]
    highs = [item.high for item in items]
    if any(item.about for item in items):
        low, high = min(item.nominal for item in items), max(item.nominal for item in items)
        return Interval(low, high, low, about=low == high)
    low_end = min((x for x in lows if x is not None), default=None) if None not in lows else None
    high_end = max((x for x in highs if x is not None), default=None) if None not in highs else None
    return Interval(low_end, high_end, min(item.nominal for item in items))


def amount(value: Interval) -> Amount:
    """``value`` as it is shown. Open on both sides, or approximate: ``about`` the sum of the numbers as written."""
    low, high = value.low, value.high
    if value.about or (low is None and high is None):
        return Amount(value=plain(value.nominal), bound="about")
    if low is not None and high is not None:
        return Amount(value=plain(low)) if low == high else Amount(value=plain(low), upper=plain(high))
    if low is not None:
        return Amount(value=plain(low), bound="more_than" if value.low_open else "at_least")
    assert high is not None
    return Amount(value=plain(high), bound="less_than" if value.high_open else "at_most")


def of_amount(value: Amount) -> Interval | None:
    """Interval of a shown amount; None when there is no value."""
    return interval(value.value, value.upper, value.bound) if value.value is not None else None


def percentage(numerator: Interval, denominator: Interval) -> Amount:
    """``numerator / denominator`` in per cent with two decimals (half up); a bound only where the denominator is
    exact.
    """
    if denominator.nominal <= 0:
        return Amount()
    ratio = _percent(numerator.nominal, denominator.nominal)
    if numerator.exact and denominator.exact:
        return Amount(value=plain(ratio))
    if denominator.exact and not numerator.about:
        ends = replace(
            numerator,
            low=_percent(numerator.low, denominator.nominal) if numerator.low is not None else None,
            high=_percent(numerator.high, denominator.nominal) if numerator.high is not None else None,
            nominal=ratio,
        )
        return amount(ends)
    return Amount(value=plain(ratio), bound="about")


def _percent(numerator: Decimal, denominator: Decimal) -> Decimal:
    return _EXACT.divide(numerator * 100, denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


def rounds_to(fine: Decimal, coarse: Decimal) -> bool:
    """Whether ``coarse`` is ``fine`` rounded (half up or cut off) at the last digit that ``coarse`` shows."""
    if fine == coarse:
        return True
    exponent = coarse.normalize().as_tuple().exponent
    if not isinstance(exponent, int):
        return False
    step = Decimal(1).scaleb(exponent)
    cut = (fine / step).to_integral_value("ROUND_DOWN") * step
    half = (fine / step).to_integral_value(ROUND_HALF_UP) * step
    return coarse in (cut, half) and coarse != 0


def agreement(left: Interval, right: Interval) -> str:
    """``equal``, ``consistent`` (a bound holds, an approximation is near, or one is the other rounded) or
    ``inconsistent``.
    """
    if left == right:
        return "equal"
    if left.about or right.about:
        larger = max(abs(left.nominal), abs(right.nominal))
        return "consistent" if abs(left.nominal - right.nominal) * 10 <= larger else "inconsistent"
    if left.exact and right.exact:
        fine, coarse = sorted((left.nominal, right.nominal), key=_digits, reverse=True)
        return "consistent" if _may_be_rounded(fine, coarse) and rounds_to(fine, coarse) else "inconsistent"
    return "consistent" if _overlap(left, right) else "inconsistent"


def _may_be_rounded(fine: Decimal, coarse: Decimal) -> bool:
    """Whether people write ``coarse`` for ``fine``: whole thousands, or fewer decimals. 190 beside 191 is an error."""
    if _digits(coarse) < 2 or _digits(fine) <= _digits(coarse):
        return False
    return coarse % 1000 == 0 or fine != fine.to_integral_value()


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _overlap(left: Interval, right: Interval) -> bool:
    return _below(left, right) and _below(right, left)


def _below(left: Interval, right: Interval) -> bool:
    """Whether some number of ``left`` is not above all numbers of ``right``."""
    if left.low is None or right.high is None:
        return True
    strict = left.low_open or right.high_open
    return left.low < right.high if strict else left.low <= right.high
