"""The same totals of the same period last year and of the period before.

Like is compared with like: the units in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.merge import amounts, periods
from pipeline.merge.filing import Filed
from pipeline.merge.totals import Context, indicator_totals
from schemas.period import Period
from schemas.total import Comparison, ComparisonBasis, Number, Total

_DISTRICTS_END = "2025-07-01"
_TWO_TIER = "Từ ngày 01/7/2025 không còn cấp huyện và nhiều đơn vị được sắp xếp lại: so sánh chỉ có tính tham khảo."


def compare(totals: Sequence[Total], filed: Sequence[Filed], target: Period | None, context: Context) -> list[Total]:
    """``totals`` with their comparisons."""
    if target is None:
        return list(totals)
    bases: list[tuple[ComparisonBasis, Period | None]] = [
        ("same_period_last_year", periods.last_year(target)),
        ("previous_period", periods.previous(target)),
    ]
    earlier: list[tuple[ComparisonBasis, Period, dict[str | None, Total]]] = []
    for basis, period in bases:
        if period is None or any(periods.key_of(period) == periods.key_of(other) for _, other, _ in earlier):
            continue
        then = [item for item in filed if item.key == periods.key_of(period) and is_history(item)]
        if then:
            silent = Context(context.rules, context.policy, context.units, context.expected, context.decisions)
            earlier.append((basis, period, {total.code: total for total in indicator_totals(then, silent)}))
    return [_with(total, earlier, target) for total in totals]


def is_history(item: Filed) -> bool:
    """A current report of a known unit about another period."""
    return item.state == "other_period" and item.superseded_by is None and item.unit is not None


def _with(
    total: Total, earlier: Iterable[tuple[ComparisonBasis, Period, dict[str | None, Total]]], target: Period
) -> Total:
    found = []
    for basis, period, totals in earlier:
        other = totals.get(total.code)
        if other is not None and other.amount.value is not None and total.amount.value is not None:
            found.append(_comparison(basis, total, other, period, target))
    return total.model_copy(update={"comparisons": tuple(found)}) if found else total


def _comparison(basis: ComparisonBasis, now: Total, then: Total, period: Period, target: Period) -> Comparison:
    ours, theirs = _exact_values(now), _exact_values(then)
    both = sorted(ours.keys() & theirs.keys())
    like_now = amounts.plain(sum((amounts.decimal(ours[u]) or amounts.ZERO for u in both), amounts.ZERO))
    like_then = amounts.plain(sum((amounts.decimal(theirs[u]) or amounts.ZERO for u in both), amounts.ZERO))
    comparable = now.rule != "recompute"
    crosses = (period.end or "") <= _DISTRICTS_END < (target.end or "")
    change, percent = _change(now, then)
    return Comparison(
        basis=basis,
        label=periods.label(period),
        amount=then.amount,
        change=change,
        percent=percent,
        units=len(both),
        units_then=len(theirs),
        like_now=like_now if comparable and both else None,
        like_then=like_then if comparable and both else None,
        warning=_TWO_TIER if crosses else "",
        contributions=then.contributions,
    )


def _exact_values(total: Total) -> dict[str, Number]:
    return {
        part.unit: part.amount.value
        for part in total.contributions
        if part.unit is not None
        and part.state == "counted"
        and part.amount.bound == "exact"
        and part.amount.upper is None
        and part.amount.value is not None
    }


def _change(now: Total, then: Total) -> tuple[Number | None, Number | None]:
    a, b = amounts.of_amount(now.amount), amounts.of_amount(then.amount)
    if a is None or b is None or not a.exact or not b.exact:
        return None, None
    change = a.nominal - b.nominal
    percent = round(float(change / b.nominal * 100), 2) if b.nominal and now.rule != "recompute" else None
    return amounts.plain(change), percent
