"""Indicators over all units, by the catalogue's rule: sum, recompute, last, union or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.text.folding import search_key
from pipeline.merge import amounts
from pipeline.merge.filing import Filed
from pipeline.merge.selection import Stated, Subject, choose, stated
from schemas.consolidation import Amount, Conflict, Contribution, Decision, Total
from schemas.indicator import Indicator
from schemas.org_unit import OrgUnit
from schemas.profile import IndicatorRule, Policy

_PERCENT = frozenset(("%", "‰", "phần trăm", "điểm %", "điểm phần trăm"))
_UNSUMMED_UNITS = frozenset(("lĩnh vực", "điểm", "hạng", "bậc", "mức độ"))


@dataclass(slots=True)
class Context:
    """What every total needs."""

    rules: Mapping[str, IndicatorRule]
    policy: Policy
    units: Mapping[str, OrgUnit]
    expected: Sequence[str]
    decisions: Mapping[str, Decision]
    conflicts: list[Conflict] = field(default_factory=list)


def indicator_totals(filed: Iterable[Filed], context: Context) -> list[Total]:
    """One total per catalogue code that any report states, in the order of the rules, then of the codes."""
    facts = _by_code(filed)
    order = {code: number for number, code in enumerate(context.rules)}
    totals = []
    for code in sorted(facts, key=lambda c: (order.get(c, len(order)), c)):
        rule = context.rules.get(code) or _rule_of(code, facts[code])
        totals.append(_total(rule, facts[code], facts, context))
    present = set(facts)
    for rule in context.rules.values():  # a ratio nobody states can still be computed
        if (
            rule.over_units == "recompute"
            and rule.code not in present
            and {rule.numerator, rule.denominator} <= present
        ):
            totals.append(_total(rule, {}, facts, context))
    totals.sort(key=lambda total: (order.get(total.code or "", len(order)), total.code or ""))
    return totals


def other_quantities(filed: Iterable[Filed], context: Context) -> list[Total]:
    """Quantities that no catalogue names, grouped by their words and unit; only those that are said once in each
    report.
    """
    groups: dict[tuple[str, str], dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    for item in filed:
        for fact in item.report.indicators:
            if fact.code is None and fact.label.strip() and fact.cell_context is None and item.unit is not None:
                key = (search_key(fact.label), search_key(fact.unit or ""))
                groups[key][item.unit].append(stated(fact, item.index))
    totals = []
    for (label, _), by_unit in sorted(groups.items()):
        first = by_unit[min(by_unit)][0].fact
        rule = IndicatorRule(
            code=f"~{label}",
            name=first.label,
            unit=first.unit,
            over_units="none" if _not_addable(first.unit, first.nature) else "sum",
        )
        silent = Context(context.rules, context.policy, context.units, context.expected, context.decisions)
        total = _total(rule, by_unit, {}, silent)
        said_often = {unit for unit, places in by_unit.items() if len({place.value for place in places}) > 1}
        totals.append(_uncatalogued(total, rule, said_often))
    return totals


def _uncatalogued(total: Total, rule: IndicatorRule, said_often: set[str]) -> Total:
    """The same words twice in a report may be two things: no total is claimed for them."""
    parts = tuple(
        part.model_copy(update={"state": "excluded", "reason": "Báo cáo nêu nhiều số cho cùng một tên gọi."})
        if part.unit in said_often
        else part
        for part in total.contributions
    )
    amount = _sum(parts) if rule.over_units == "sum" else Amount()
    return total.model_copy(
        update={"code": None, "catalogued": False, "missing": (), "contributions": parts, "amount": amount}
    )


def _by_code(filed: Iterable[Filed]) -> dict[str, dict[str, list[Stated]]]:
    facts: dict[str, dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    for item in filed:
        if item.unit is None:
            continue
        for fact in item.report.indicators:
            if fact.code is not None:
                facts[fact.code][item.unit].append(stated(fact, item.index))
    return facts


def _rule_of(code: str, by_unit: Mapping[str, Sequence[Stated]]) -> IndicatorRule:
    """A rule for a code that the profile does not have: the careful one."""
    first: Indicator = by_unit[min(by_unit)][0].fact
    kind = "none" if _not_addable(first.unit, first.nature) else "sum"
    return IndicatorRule(code=code, name=first.label, unit=first.unit, over_units=kind)


def _not_addable(unit: str | None, nature: str | None) -> bool:
    return unit is None or unit.lower() in _PERCENT or unit.lower() in _UNSUMMED_UNITS or nature == "cumulative"


def _total(
    rule: IndicatorRule,
    by_unit: Mapping[str, Sequence[Stated]],
    facts: Mapping[str, Mapping[str, Sequence[Stated]]],
    context: Context,
) -> Total:
    addable = rule.over_units == "sum" and (rule.unit or "").lower() not in _PERCENT
    parts: list[Contribution] = []
    for code in sorted(by_unit):
        subject = Subject(rule.code, rule.name, code, rule.unit, addable)
        found, conflicts = choose(by_unit[code], subject, context.policy, context.decisions)
        parts += found
        context.conflicts += conflicts
    note = ""
    if rule.over_units == "recompute":
        parts, amount, note = _recompute(rule, parts, facts, context)
    else:
        parts = _mind_parents(parts, context.units)
        parts = [_converted(part, rule, by_unit) for part in parts]
        amount = _sum(parts) if addable or rule.over_units == "last" else Amount()
    have = {part.unit for part in parts if part.state in ("counted", "disputed", "part_of_parent")}
    first = next((place.fact for unit in sorted(by_unit) for place in by_unit[unit]), None)
    return Total(
        id=f"i-{rule.code}",
        code=rule.code,
        label=rule.name,
        unit=rule.unit if rule.unit is not None else (first.unit if first else None),
        group=rule.group,
        rule=rule.over_units,
        amount=amount,
        nature=first.nature if first else None,
        part_of=rule.part_of,
        contributions=tuple(parts),
        missing=tuple(code for code in context.expected if code not in have),
        note=note,
    )


def _converted(part: Contribution, rule: IndicatorRule, by_unit: Mapping[str, Sequence[Stated]]) -> Contribution:
    """A value in another unit of measure than the catalogue's is shown and not added."""
    if part.state not in ("counted", "disputed") or part.unit is None or rule.unit is None:
        return part
    measures = {
        search_key(place.fact.unit) for place in by_unit[part.unit] if place.fact.unit and place.value is not None
    }
    percent = {search_key(unit) for unit in _PERCENT}
    if search_key(rule.unit) not in percent and measures & percent:
        return part.model_copy(
            update={"state": "excluded", "reason": "Chỉ có tỷ lệ phần trăm, không cộng được với số lượng."}
        )
    return part


def _sum(parts: Iterable[Contribution]) -> Amount:
    values = [
        value
        for part in parts
        if part.state in ("counted", "disputed") and (value := amounts.of_amount(part.amount)) is not None
    ]
    return amounts.amount(amounts.add(values)) if values else Amount()


def _mind_parents(parts: list[Contribution], units: Mapping[str, OrgUnit]) -> list[Contribution]:
    """A unit whose superior gives a value too is inside that value: it is shown and not added."""
    giving = {part.unit for part in parts if part.state in ("counted", "disputed")}
    result = []
    for part in parts:
        above = _giving_superior(part.unit, giving, units) if part.state in ("counted", "disputed") else None
        if above is not None:
            reason = f"Đã nằm trong số liệu của {units[above].name}."
            result.append(part.model_copy(update={"state": "part_of_parent", "reason": reason}))
        else:
            result.append(part)
    return result


def _giving_superior(code: str | None, giving: set[str | None], units: Mapping[str, OrgUnit]) -> str | None:
    unit = units.get(code or "")
    seen = set()
    while unit is not None and unit.parent and unit.parent not in seen:
        if unit.parent in giving:
            return unit.parent
        seen.add(unit.parent)
        unit = units.get(unit.parent)
    return None


def _recompute(
    rule: IndicatorRule,
    stated_parts: Sequence[Contribution],
    facts: Mapping[str, Mapping[str, Sequence[Stated]]],
    context: Context,
) -> tuple[list[Contribution], Amount, str]:
    """A ratio over all units:

    numerators and denominators are added apart. Percentages alone are listed, never averaged.
    """
    silent = Context(context.rules, context.policy, context.units, context.expected, context.decisions)
    pairs: dict[str, tuple[Contribution, Contribution]] = {}
    tops = _values(rule.numerator, facts, silent)
    bottoms = _values(rule.denominator, facts, silent)
    for code in sorted(set(tops) & set(bottoms)):
        pairs[code] = (tops[code], bottoms[code])
    said: dict[str, Contribution] = {}
    for part in stated_parts:
        if part.unit is not None:
            said.setdefault(part.unit, part)
    own = {
        code: (fact.value, fact.of, fact)
        for code in facts.get(rule.code, {})
        for fact in [place.fact for place in facts[rule.code][code] if place.fact.of and place.fact.value is not None][
            :1
        ]
    }
    parts: list[Contribution] = []
    numerators, denominators = [], []
    for code in sorted(set(said) | set(pairs) | set(own)):
        if code in pairs:
            top, bottom = pairs[code]
            values = (amounts.of_amount(top.amount), amounts.of_amount(bottom.amount))
            evidence = (*top.evidence, *bottom.evidence)
            report = top.report
        elif code in own and own[code][0] is not None and own[code][1] is not None:
            value, whole, fact = own[code]
            values = (amounts.interval(value or 0, None, fact.bound), amounts.interval(whole or 0))
            evidence, report = fact.evidence, said[code].report
        else:
            reason = "Chỉ có tỷ lệ phần trăm, không có tử số và mẫu số: không đưa vào tỷ lệ chung."
            parts.append(said[code].model_copy(update={"state": "excluded", "reason": reason}))
            continue
        above, below = values
        if above is None or below is None:
            continue
        numerators.append(above)
        denominators.append(below)
        parts.append(
            Contribution(
                unit=code,
                report=report,
                amount=amounts.percentage(above, below),
                reason="Tính lại từ tử số và mẫu số.",
                numerator=amounts.plain(above.nominal),
                denominator=amounts.plain(below.nominal),
                evidence=evidence,
            )
        )
    if not numerators:
        return parts, Amount(), "Không có đơn vị nào nêu đủ tử số và mẫu số."
    top_sum, bottom_sum = amounts.add(numerators), amounts.add(denominators)
    skipped = sum(part.state == "excluded" for part in parts)
    note = f"Không gồm {skipped} đơn vị chỉ báo cáo tỷ lệ phần trăm." if skipped else ""
    return parts, amounts.percentage(top_sum, bottom_sum), note


def _values(
    code: str | None, facts: Mapping[str, Mapping[str, Sequence[Stated]]], context: Context
) -> dict[str, Contribution]:
    if code is None or code not in facts:
        return {}
    rule = context.rules.get(code) or _rule_of(code, facts[code])
    total = _total(rule, facts[code], {}, context)
    return {part.unit: part for part in total.contributions if part.unit and part.state in ("counted", "disputed")}
