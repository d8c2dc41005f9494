"""Known facts spread at random over units and files, merged, give back exactly what was known."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st
from merge_made import YEAR, indicator, report

from pipeline.merge import merge
from pipeline.merge.periods import named
from pipeline.profile import load
from schemas.indicator import Indicator
from schemas.org_unit import OrgUnit
from schemas.profile import IndicatorRule
from schemas.quantity import Bound
from schemas.report import Report
from schemas.submission import Arrival

CODES = ("k.1", "k.2", "k.3")
RULES = tuple(IndicatorRule(code=code, name=f"chỉ tiêu {code}", unit="lớp") for code in CODES)
LAYOUTS = ("text", "table", "both", "rows", "parts")


@dataclass
class Known:
    """The truth that a world was made from."""

    totals: dict[str, int] = field(default_factory=dict)
    spread: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, set[Bound]] = field(default_factory=dict)
    silent: dict[str, set[str]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)
    disputed: set[tuple[str, str]] = field(default_factory=set)


def laid_out(code: str, value: int, bound: Bound, layout: str) -> list[Indicator]:
    """One value as reports state it: in text, in a table, in both, as rows without or with a total."""
    if layout == "table":
        return [indicator(code, value, bound=bound, row="Số lớp", column="Thực hiện")]
    if layout == "both":
        return [indicator(code, value, bound=bound), indicator(code, value, bound=bound, row="Số lớp", start=400)]
    if layout == "rows" and bound == "exact" and value >= 2:
        return [
            indicator(code, part, row=f"Lĩnh vực {n}", column="Số lớp", start=n)
            for n, part in enumerate((1, value - 1))
        ]
    if layout == "parts" and bound == "exact" and value >= 3:
        rows = [
            indicator(code, part, row=f"Lĩnh vực {n}", column="Số lớp", start=n)
            for n, part in enumerate((1, value - 1))
        ]
        return [*rows, indicator(code, value, row="Tổng số", column="Số lớp", start=9)]
    return [indicator(code, value, bound=bound)]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Report], list[Arrival], list[OrgUnit], Known]:
    count = draw(st.integers(1, 6))
    units = [OrgUnit(code=f"U{n}", name=f"Sở số {n}") for n in range(count)]
    known = Known(
        totals=dict.fromkeys(CODES, 0),
        spread=dict.fromkeys(CODES, 0),
        bounds={c: set() for c in CODES},
        silent={c: set() for c in CODES},
    )
    reports: list[Report] = []
    arrivals: list[Arrival] = []
    for unit in units:
        fate = draw(st.sampled_from(("sent", "sent", "sent", "twice", "missing", "unreadable", "other_period")))
        if fate in ("missing", "unreadable", "other_period"):
            known.missing.add(unit.code)
            for code in CODES:
                known.silent[code].add(unit.code)
            if fate == "unreadable":
                known.unreadable.add(unit.code)
                arrivals.append(Arrival(filename=f"x/{unit.name}.pdf", state="encrypted", reason="Tệp có mật khẩu."))
            if fate == "other_period":
                old = laid_out("k.1", 50, "exact", "text")
                reports.append(report(unit.name, *old, period=named("year", 2015), issued_on="2015-12-20"))
            continue
        if fate == "twice":
            wrong = [fact for code in CODES for fact in laid_out(code, 777, "exact", "text")]
            reports.append(report(unit.name, *wrong, number="1/BC-S", issued_on="2017-12-01"))
        facts: list[Indicator] = []
        for code in CODES:
            facts += _stated(draw, code, unit.code, known)
        facts.append(indicator("other", 1))
        reports.append(report(unit.name, *facts, number="2/BC-S", issued_on="2017-12-20"))
    return draw(st.permutations(reports)), arrivals, units, known


def _stated(draw: st.DrawFn, code: str, unit: str, known: Known) -> list[Indicator]:
    kind = draw(st.sampled_from(("value", "value", "value", "none", "blank", "disputed")))
    if kind in ("none", "blank"):
        known.silent[code].add(unit)
        return [indicator(code, None, state="blank")] if kind == "blank" else []
    value = draw(st.integers(0, 500))
    known.totals[code] += value
    if kind == "disputed":
        gap = draw(st.integers(1, 9))
        known.spread[code] += gap
        known.disputed.add((unit, code))
        return [indicator(code, value), indicator(code, value + gap, row="Số lớp", start=600)]
    bound: Bound = draw(st.sampled_from(("exact", "exact", "exact", "more_than", "at_least")))
    known.bounds[code].add(bound)
    return laid_out(code, value, bound, draw(st.sampled_from(LAYOUTS)))


def expected_bound(bounds: set[Bound]) -> Bound:
    """Of sums of exact numbers and lower bounds."""
    return "more_than" if "more_than" in bounds else "at_least" if "at_least" in bounds else "exact"


@settings(deadline=None, max_examples=120)
@given(worlds())
def test_known_facts_come_back(world: tuple[list[Report], list[Arrival], list[OrgUnit], Known]) -> None:
    reports, arrivals, units, known = world
    profile = load().model_copy(update={"units": tuple(units), "indicators": RULES})
    result = merge(reports, profile, YEAR, arrivals)
    by_code = {total.code: total for total in result.indicators}
    for code in CODES:
        told = {unit.code for unit in units} - known.silent[code]
        if code not in by_code:
            assert not told
            continue
        total = by_code[code]
        assert set(total.missing) == known.silent[code]
        if not told:
            assert total.amount.value is None
            continue
        assert total.amount.value == known.totals[code]
        bound = expected_bound(known.bounds[code])
        assert total.amount.bound == bound
        if bound == "exact":
            assert (total.amount.upper or total.amount.value) == known.totals[code] + known.spread[code]
        counted = [part for part in total.contributions if part.state in ("counted", "disputed")]
        assert {part.unit for part in counted} == told and all(part.evidence for part in counted)
    assert {row.unit for row in result.status if row.state in ("missing", "unreadable")} == known.missing
    assert {row.unit for row in result.status if row.state == "unreadable"} == known.unreadable
    names = {rule.name: rule.code for rule in RULES}
    assert {
        (c.sides[0].unit, names[c.subject]) for c in result.conflicts if c.nature == "inconsistent"
    } == known.disputed
