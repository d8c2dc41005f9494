"""Totals over all units, with what each report gave to them. Every number names its reports, pages and quotes."""

from __future__ import annotations

from typing import Literal

from schemas.procedure import Action, Level
from schemas.profile import UnitRule
from schemas.quantity import Bound, Nature, State
from schemas.span import Evidence, Model

Number = int | float
ContributionState = Literal["counted", "disputed", "part_of_parent", "excluded", "same_as_other", "no_value"]
ComparisonBasis = Literal["same_period_last_year", "previous_period"]


class Amount(Model):
    """A number that may be a bound, an approximation or a range (``value`` to ``upper``).

    ``value`` None: nothing to add up.
    """

    value: Number | None = None
    upper: Number | None = None
    bound: Bound = "exact"


class Contribution(Model):
    """What one report gives to one total. ``report`` is an index into ``Consolidation.reports``.

    ``reason`` says, in Vietnamese, why a value is not counted, or how it was chosen.
    """

    unit: str | None
    report: int
    amount: Amount
    state: ContributionState = "counted"
    stated: State = "value"
    reason: str = ""
    numerator: Number | None = None
    denominator: Number | None = None
    source: Literal["text", "table", "mixed"] = "text"
    evidence: tuple[Evidence, ...] = ()


class Comparison(Model):
    """The same total of another period.

    ``change`` is None unless both are exact; ``units`` counts the units in both (like for like).
    """

    basis: ComparisonBasis
    label: str
    amount: Amount
    change: Number | None = None
    percent: Number | None = None
    units: int = 0
    units_then: int = 0
    like_now: Number | None = None
    like_then: Number | None = None
    warning: str = ""
    contributions: tuple[Contribution, ...] = ()


class Total(Model):
    """One indicator over all units.

    ``catalogued`` is False for a quantity grouped by its own words and unit of measure.

    ``missing`` are codes of expected units without a value; ``excluded`` counts the contributions that are not in the
    total.
    """

    id: str
    code: str | None
    label: str
    unit: str | None
    group: str | None = None
    rule: UnitRule
    amount: Amount
    nature: Nature | None = None
    part_of: str | None = None
    catalogued: bool = True
    contributions: tuple[Contribution, ...] = ()
    missing: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    note: str = ""


class ProcedureContribution(Model):
    """One report's count of procedures. Fields (lĩnh vực) are shown and never added."""

    unit: str | None
    report: int
    amount: Amount
    fields: int | None = None
    field_names: tuple[str, ...] = ()
    reference: str | None = None
    state: ContributionState = "counted"
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()


class ProcedureTotal(Model):
    """Procedures of one action at one set of levels. A decision reported by several units is counted once.

    ``fields`` is the size of the union of the named fields, None unless every counted contribution names its fields.
    """

    id: str
    action: Action | None
    levels: tuple[Level, ...]
    amount: Amount
    fields: int | None = None
    contributions: tuple[ProcedureContribution, ...] = ()
