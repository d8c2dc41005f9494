"""The department's own rules (rules.toml) on every unit's values and on the totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne

from pipeline.merge import amounts
from pipeline.merge.filing import Filed
from pipeline.merge.wording import number
from pipeline.profile.expressions import codes_of, evaluate
from schemas.consolidation import MergeFinding
from schemas.finding import Severity
from schemas.profile import Importance, Operator, Profile, ValidationRule
from schemas.span import Evidence
from schemas.total import Contribution, Total

_OPERATORS: dict[Operator, Callable[[Decimal, Decimal], bool]] = {
    "==": eq, "!=": ne, "<=": le, ">=": ge, "<": lt, ">": gt,
}  # fmt: skip
_SEVERITY: dict[Importance, Severity] = {"high": "error", "medium": "warning", "low": "info"}


def validate(totals: Sequence[Total], used: Sequence[Filed], profile: Profile) -> list[MergeFinding]:
    """Findings of all rules, rule by rule, units in order, the total last. Only exact values are judged."""
    values: dict[str, dict[str, Contribution]] = defaultdict(dict)
    whole: dict[str, Total] = {}
    for total in totals:
        if total.code is None:
            continue
        whole[total.code] = total
        for part in total.contributions:
            if part.unit is not None and part.state in ("counted", "part_of_parent"):
                values[part.unit].setdefault(total.code, part)
    units = list(dict.fromkeys(item.unit for item in used if item.unit is not None))
    return [finding for rule in profile.rules for finding in _apply(rule, units, values, whole)]


def _apply(
    rule: ValidationRule,
    units: Sequence[str],
    values: Mapping[str, Mapping[str, Contribution]],
    whole: Mapping[str, Total],
) -> Iterator[MergeFinding]:
    codes = codes_of(rule.left) + codes_of(rule.right)
    if rule.scope in ("unit", "both"):
        for unit in units:
            mine = values.get(unit, {})
            known = {code: v for code in codes if code in mine and (v := _exact(mine[code])) is not None}
            broken = _broken(rule, codes, known)
            if broken:
                sources = [mine[code] for code in codes if code in known]
                evidence: tuple[Evidence, ...] = tuple(item for part in sources for item in part.evidence)
                yield MergeFinding(
                    rule=f"rule:{rule.id}",
                    severity=_SEVERITY[rule.importance],
                    message=f"{rule.instruction} ({broken})",
                    unit=unit,
                    report=sources[0].report if sources else None,
                    evidence=evidence,
                )
    if rule.scope in ("total", "both"):
        known = {code: v for code in codes if code in whole and (v := _exact(whole[code])) is not None}
        if broken := _broken(rule, codes, known):
            yield MergeFinding(
                rule=f"rule:{rule.id}",
                severity=_SEVERITY[rule.importance],
                message=f"Số tổng hợp: {rule.instruction} ({broken})",
            )


def _exact(item: Contribution | Total) -> Decimal | None:
    value = amounts.of_amount(item.amount)
    return value.nominal if value is not None and value.exact else None


def _broken(rule: ValidationRule, codes: Sequence[str], known: Mapping[str, Decimal]) -> str:
    """What is wrong, as numbers; empty when the rule holds or cannot be judged."""
    absent = [code for code in codes if code not in known]
    if absent and (rule.missing == "skip_if_any" or len(absent) == len(codes)):
        return ""

    def value_of(code: str) -> Decimal | None:
        return known.get(code, Decimal(0))

    left, right = evaluate(rule.left, value_of), evaluate(rule.right, value_of)
    if left is None or right is None or _OPERATORS[rule.operator](left, right):
        return ""
    sign = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}.get(rule.operator, rule.operator)
    return f"{number(amounts.plain(left))} {sign} {number(amounts.plain(right))} không đúng"
