"""Indicators over all units, by the catalogue's rule: sum, recompute, last, union or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractors.text.folding import search_key
from pipeline.merge import amounts
from pipeline.merge.filing import Filed
from pipeline.merge.measures import never_added
from pipeline.merge.ratios import ratio
from pipeline.merge.selection import choose
from pipeline.merge.statements import Stated, Subject, stated
from schemas.consolidation import Conflict
from schemas.org_unit import OrgUnit
from schemas.profile import IndicatorRule, Policy
from schemas.submission import Decision
from schemas.total import Amount, Contribution, Total

_GIVEN = ("counted", "disputed")
ByUnit = Mapping[str, Sequence[Stated]]


@dataclass(slots=True)
class Context:
    """What every total needs; conflicts are collected here."""

    rules: Mapping[str, IndicatorRule]
    policy: Policy
    units: Mapping[str, OrgUnit]
    expected: Sequence[str]
    decisions: Mapping[str, Decision]
    conflicts: list[Conflict] = field(default_factory=list)

    def silent(self) -> Context:
        """The same, with a list of conflicts of its own: for totals that are only helpers."""
        return replace(self, conflicts=[])


def indicator_totals(filed: Iterable[Filed], context: Context) -> list[Total]:
    """One total per catalogue code that any report states, in the order of the rules, then of the codes."""
    facts = _by_code(filed, context.rules)
    order = {code: number for number, code in enumerate(context.rules)}
    wanted = {
        code
        for code, rule in context.rules.items()
        if rule.over_units == "recompute" and {rule.numerator, rule.denominator} <= facts.keys()
    }  # a ratio that nobody states can still be computed
    codes = sorted(facts.keys() | wanted, key=lambda code: (order.get(code, len(order)), code))
    return [_total(_rule(code, facts, context), facts, context) for code in codes]


def other_quantities(filed: Iterable[Filed], context: Context) -> list[Total]:
    """Quantities that no catalogue names, grouped by their words and unit; those said once in each report add up."""
    groups: dict[tuple[str, str], dict[str, list[Stated]]] = defaultdict(lambda: defaultdict(list))
    for item in filed:
        for fact in item.report.indicators:
            if fact.code is None and fact.label.strip() and fact.cell_context is None and item.unit is not None:
                key = (search_key(fact.label), search_key(fact.unit or ""))
                groups[key][item.unit].append(stated(fact, item.index))
    return [_uncatalogued(label, unit, groups[label, unit], context.silent()) for label, unit in sorted(groups)]


def _uncatalogued(label: str, unit: str, by_unit: ByUnit, context: Context) -> Total:
    """The same words twice in a report may be two things: no total is claimed for them."""
    first = by_unit[min(by_unit)][0].fact
    addable = not never_added(first.unit) and first.nature != "cumulative"
    name = f"~{label}/{unit}"
    rule = IndicatorRule(code=name, name=first.label, unit=first.unit, over_units="sum" if addable else "none")
    total = _total(rule, {name: by_unit}, context)
    said_often = {code for code, places in by_unit.items() if len({place.value for place in places}) > 1}
    reason = "Báo cáo nêu nhiều số cho cùng một tên gọi."
    parts = tuple(
        part.model_copy(update={"state": "excluded", "reason": reason}) if part.unit in said_often else part
        for part in total.contributions
    )
    amount = _sum(parts) if addable else Amount()
    return total.model_copy(
        update={"code": None, "catalogued": False, "missing": (), "contributions": parts, "amount": amount}
    )


def _by_code(filed: Iterable[Filed], rules: Mapping[str, IndicatorRule]) -> dict[str, dict[str, list[Stated]]]:
    facts: dict[str, dict[str, list[Stated]]] = defaultdict(dict)
    for item in filed:
        if item.unit is None:
            continue
        for fact in item.report.indicators:
            if fact.code is not None:
                rule = rules.get(fact.code)
                measure = rule.unit if rule is not None else None
                facts[fact.code].setdefault(item.unit, []).append(stated(fact, item.index, measure))
    return facts


def _rule(code: str, facts: Mapping[str, ByUnit], context: Context) -> IndicatorRule:
    """The profile's rule, or a careful one for a code that it does not have."""
    if code in context.rules:
        return context.rules[code]
    first = facts[code][min(facts[code])][0].fact
    careful = never_added(first.unit) or first.nature == "cumulative"
    return IndicatorRule(code=code, name=first.label, unit=first.unit, over_units="none" if careful else "sum")


def _total(rule: IndicatorRule, facts: Mapping[str, ByUnit], context: Context) -> Total:
    by_unit = facts.get(rule.code, {})
    parts, addable, note = _chosen(rule, by_unit, context), _addable(rule), ""
    if rule.over_units == "recompute":
        tops, bottoms = _given(rule.numerator, facts, context), _given(rule.denominator, facts, context)
        parts, amount, note = ratio(parts, by_unit, tops, bottoms)
    else:
        parts = _mind_parents(parts, context.units)
        amount = _sum(parts) if addable else Amount()
    order = {code: number for number, code in enumerate(context.units)}
    parts.sort(key=lambda part: (order.get(part.unit or "", len(order)), part.report))
    first = next((place.fact for unit in sorted(by_unit) for place in by_unit[unit]), None)
    have = {part.unit for part in parts if part.state in (*_GIVEN, "part_of_parent")}
    return Total(
        id=f"i-{rule.code}",
        code=rule.code,
        label=rule.name,
        unit=rule.unit if rule.unit is not None or first is None else first.unit,
        group=rule.group,
        rule=rule.over_units,
        amount=amount,
        nature=first.nature if first is not None else None,
        part_of=rule.part_of,
        contributions=tuple(parts),
        missing=tuple(code for code in context.expected if code not in have),
        note=note,
    )


def _addable(rule: IndicatorRule) -> bool:
    return rule.over_units in ("sum", "last") and not never_added(rule.unit or "số")


def _chosen(rule: IndicatorRule, by_unit: ByUnit, context: Context) -> list[Contribution]:
    parts: list[Contribution] = []
    for code in sorted(by_unit):
        subject = Subject(rule.code, rule.name, code, rule.unit, _addable(rule), rule.add_columns)
        found, conflicts = choose(by_unit[code], subject, context.policy, context.decisions)
        parts += found
        if rule.over_units != "recompute":
            context.conflicts += conflicts
    return parts


def _given(code: str | None, facts: Mapping[str, ByUnit], context: Context) -> dict[str, Contribution]:
    """What each unit gives to the total of ``code``."""
    if code is None or code not in facts:
        return {}
    parts = _mind_parents(_chosen(_rule(code, facts, context), facts[code], context.silent()), context.units)
    return {part.unit: part for part in parts if part.unit is not None and part.state in _GIVEN}


def _sum(parts: Iterable[Contribution]) -> Amount:
    given = (amounts.of_amount(part.amount) for part in parts if part.state in _GIVEN)
    values = [value for value in given if value is not None]
    return amounts.amount(amounts.add(values)) if values else Amount()


def _mind_parents(parts: list[Contribution], units: Mapping[str, OrgUnit]) -> list[Contribution]:
    """A unit whose superior gives a value too is inside that value: it is shown and not added."""
    giving = {part.unit for part in parts if part.state in _GIVEN}
    result = []
    for part in parts:
        above = _giving_superior(part.unit, giving, units) if part.state in _GIVEN else None
        if above is None:
            result.append(part)
        else:
            reason = f"Đã nằm trong số liệu của {units[above].name}."
            result.append(part.model_copy(update={"state": "part_of_parent", "reason": reason}))
    return result


def _giving_superior(code: str | None, giving: set[str | None], units: Mapping[str, OrgUnit]) -> str | None:
    unit, seen = units.get(code or ""), set()
    while unit is not None and unit.parent and unit.parent not in seen:
        if unit.parent in giving:
            return unit.parent
        seen.add(unit.parent)
        unit = units.get(unit.parent)
    return None
