"""What a unit's own history makes odd: outliers by modified Z, and a figure from the year's start that has fallen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from pipeline.merge import amounts, periods
from pipeline.merge.comparison import is_history
from pipeline.merge.filing import Filed
from pipeline.merge.wording import describe, number
from schemas.consolidation import MergeFinding
from schemas.period import Period
from schemas.profile import Policy, Profile
from schemas.total import Contribution, Total

_CONSISTENCY = Decimal("0.6745")  # makes the median deviation comparable to a standard deviation (Iglewicz and Hoaglin)
History = dict[tuple[str, str], list[tuple[periods.Key, Decimal]]]


def history_findings(
    totals: Sequence[Total], filed: Sequence[Filed], target: Period | None, profile: Profile
) -> list[MergeFinding]:
    """Findings on the exact values of ``totals``, in their order."""
    if target is None:
        return []
    history = _history(filed, target)
    earlier = [(periods.key_of(period), periods.label(period)) for period in periods.earlier_cumulative(target)]
    findings: list[MergeFinding] = []
    for total in totals:
        if total.rule != "sum" or total.code is None:
            continue
        for part in total.contributions:
            value = amounts.of_amount(part.amount)
            if part.state != "counted" or part.unit is None or value is None or not value.exact:
                continue
            past = history.get((part.unit, total.code))
            if past is None:
                continue
            findings += _outlier(total, part, value.nominal, past=past, kind=target.kind, policy=profile.policy)
            findings += _fallen(total, part, value.nominal, dict(past), earlier)
    return findings


def _history(filed: Sequence[Filed], target: Period) -> History:
    """Exact values of earlier periods by unit and code, oldest first; one stated twice differently is left out."""
    found: dict[tuple[str, str], dict[periods.Key, set[Decimal]]] = defaultdict(lambda: defaultdict(set))
    for item in filed:
        if not is_history(item) or item.key is None or (item.period is not None and _ends_later(item.period, target)):
            continue
        for fact in item.report.indicators:
            exact = fact.bound == "exact" and fact.upper is None and fact.value is not None and fact.state == "value"
            if fact.code is not None and exact and (value := amounts.decimal(fact.value or 0)) is not None:
                found[item.unit or "", fact.code][item.key].add(value)
    return {
        name: [(key, next(iter(values))) for key, values in by_key.items() if len(values) == 1]
        for name, by_key in found.items()
    }


def _ends_later(period: Period, target: Period) -> bool:
    return (period.end or "") > (target.end or "~")


def _outlier(
    total: Total,
    part: Contribution,
    value: Decimal,
    *,
    past: Sequence[tuple[periods.Key, Decimal]],
    kind: str,
    policy: Policy,
) -> Iterator[MergeFinding]:
    same_kind = [v for key, v in past if key[0] == kind]
    if len(same_kind) >= policy.outlier_history:
        middle = median(same_kind)
        spread = median(abs(v - middle) for v in same_kind)
        score = _CONSISTENCY * (value - middle) / spread if spread else None
        if score is None and value != middle and abs(value - middle) * 2 > abs(middle):
            score = Decimal(99)
        if score is not None and abs(score) > Decimal(str(policy.outlier_z)):
            yield _finding(
                "outlier", "info", total, part,
                f"{_named(total, part)} khác xa các kỳ trước của đơn vị (trung vị {number(amounts.plain(middle))}).",
            )  # fmt: skip
    elif same_kind:
        last = same_kind[-1]
        factor = Decimal(str(policy.outlier_factor))
        low, high = sorted((abs(value), abs(last)))
        if low > 0 and high >= low * factor:
            yield _finding(
                "outlier", "info", total, part,
                f"{_named(total, part)} gấp hoặc kém trên {number(policy.outlier_factor)} lần kỳ trước"
                f" ({number(amounts.plain(last))}).",
            )  # fmt: skip


def _fallen(
    total: Total,
    part: Contribution,
    value: Decimal,
    past: Mapping[periods.Key, Decimal],
    earlier: Sequence[tuple[periods.Key, str]],
) -> Iterator[MergeFinding]:
    """A flow counted from the year's start cannot be smaller than it was at an earlier closing of the same year."""
    if total.nature == "stock":
        return
    for key, label in earlier:
        before = past.get(key)
        if before is not None and value < before:
            message = f"{_named(total, part)} nhỏ hơn số đã báo cáo {label} ({number(amounts.plain(before))})."
            yield _finding("year-to-date", "warning", total, part, message)


def _named(total: Total, part: Contribution) -> str:
    return f"{total.label}: {describe(part.amount, total.unit)}"


def _finding(rule: str, severity: str, total: Total, part: Contribution, message: str) -> MergeFinding:
    return MergeFinding.model_validate(
        {
            "rule": rule,
            "severity": severity,
            "message": message,
            "unit": part.unit,
            "report": part.report,
            "evidence": part.evidence,
        }
    )
