"""One report out of many.

What ``pipeline.merge`` returns. Every number names the reports, pages and quotes it came from.
"""

from __future__ import annotations

from typing import Literal

from schemas.finding import Severity
from schemas.org_unit import Assignment, OrgUnit
from schemas.period import Period
from schemas.procedure import Action, Level
from schemas.profile import Department, UnitRule
from schemas.quantity import Bound, Nature, State
from schemas.reference import DocumentType, Relation
from schemas.span import Evidence, Model

Number = int | float
UnitState = Literal["received", "partial", "late", "wrong_period", "unreadable", "superseded", "missing"]
Approval = Literal["draft", "checked", "accepted", "locked"]
UseState = Literal["used", "superseded", "duplicate", "other_period", "unassigned", "not_a_report"]
ContributionState = Literal["counted", "disputed", "part_of_parent", "excluded", "same_as_other", "no_value"]
ConflictClass = Literal["equal", "consistent", "inconsistent"]
ConflictKind = Literal[
    "within_report", "between_reports", "between_units", "reference_date", "reference_subject", "version"
]
DecisionKind = Literal["assign", "resolve", "approve", "exclude"]
ComparisonBasis = Literal["same_period_last_year", "previous_period"]


class Arrival(Model):
    """A file that came in, read or not.

    ``state`` is that of ``pipeline.errors``; ``reason`` is Vietnamese; ``unit`` a code if known.

    ``arrived_at`` is an ISO date or time. ``period`` is the period the file was sent for, where the sender or the
    folder says so.
    """

    filename: str
    report_id: str | None = None
    state: str = "accepted"
    reason: str = ""
    arrived_at: str | None = None
    unit: str | None = None
    period: str | None = None
    location: str | None = None
    """Path (relative to the outputs) or address where the original can be opened."""


class Decision(Model):
    """A person's decision, one line of an append-only record.

    ``target`` is a conflict id, a report id or ``UNIT@PERIOD``.

    ``value``: a unit code (assign), the number that stands (resolve; empty keeps the dispute open), an approval state
    (approve), nothing (exclude: the report is not used). A later decision on the same target replaces an earlier one;
    both stay in the record.
    """

    kind: DecisionKind
    target: str
    value: str = ""
    reason: str
    by: str
    at: str


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


class MergedMention(Model):
    """One citation in one report."""

    unit: str | None
    report: int
    evidence: Evidence


class MergedReference(Model):
    """A document cited by the units.

    ``ambiguous`` means that it could be one of several others and was therefore left apart.
    """

    id: str
    key: str
    number: str | None
    type: DocumentType | None = None
    title: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    subject: str | None = None
    relations: tuple[Relation, ...] = ()
    spellings: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    mentions: tuple[MergedMention, ...] = ()
    procedures: tuple[str, ...] = ()
    """Ids of the procedure totals that lean on this document."""
    superseded_by: str | None = None
    ambiguous: bool = False


class Side(Model):
    """One side of a conflict: what one place says."""

    unit: str | None
    report: int
    value: str
    context: str = ""
    """The sentence around the first quote, where the text of the report is at hand."""
    evidence: tuple[Evidence, ...] = ()


class Conflict(Model):
    """Two or more places that speak of the same thing.

    ``id`` is stable: a decision may name it. ``resolution`` is the decision taken.
    """

    id: str
    kind: ConflictKind
    nature: ConflictClass
    subject: str
    message: str
    sides: tuple[Side, ...]
    resolution: Decision | None = None


class MergeFinding(Model):
    """What the merge noticed. ``report`` is an index into ``Consolidation.reports``."""

    rule: str
    severity: Severity
    message: str
    unit: str | None = None
    report: int | None = None
    evidence: tuple[Evidence, ...] = ()


class ReportUse(Model):
    """A report given to the merge, and what became of it.

    ``on_time`` is None where the deadline or the day of arrival is not known.
    """

    report_id: str
    filename: str
    unit: str | None
    number: str | None = None
    issued_on: str | None = None
    arrived_at: str | None = None
    subject: str | None = None
    period: str | None = None
    report_type: str | None = None
    state: UseState = "used"
    superseded_by: int | None = None
    reason: str = ""
    findings: int = 0
    location: str | None = None


class UnitStatus(Model):
    """Where one expected unit stands. ``reports`` are all its reports of the period, current ones first."""

    unit: str
    state: UnitState
    on_time: bool | None = None
    due_on: str | None = None
    received_on: str | None = None
    days_late: int | None = None
    reports: tuple[int, ...] = ()
    versions: int = 0
    missing_indicators: tuple[str, ...] = ()
    approval: Approval = "draft"
    note: str = ""


class ReportingRates(Model):
    """The five rates; rates are percentages rounded to two decimals, None when nobody is expected."""

    expected: int
    actual: int
    actual_on_time: int
    reporting_rate: float | None
    reporting_rate_on_time: float | None


class ValueChange(Model):
    """A value that differs between two versions of a report; None where a version does not have it."""

    subject: str
    before: str | None
    after: str | None


class VersionChange(Model):
    """A report that took the place of another. ``explicit`` when it says so itself ("thay thế Báo cáo số ...")."""

    unit: str
    old: int
    new: int
    explicit: bool
    reason: str
    changes: tuple[ValueChange, ...] = ()


class TextSource(Model):
    """A paragraph's place in one report."""

    unit: str | None
    report: int
    heading: str
    evidence: Evidence


class TextGroup(Model):
    """A paragraph and everybody who wrote it, nearly word for word. ``text`` is the longest wording."""

    text: str
    sources: tuple[TextSource, ...]


class TextSection(Model):
    """What the units wrote under headings of the same kind."""

    kind: str
    title: str
    groups: tuple[TextGroup, ...]


class Consolidation(Model):
    """The consolidated report (``schema_version`` 1.0). Same input in any order gives the same bytes."""

    schema_version: Literal["1.0"] = "1.0"
    profile: str
    profile_verified: bool
    title: str
    department: Department
    period: Period | None
    provisional: bool
    provisional_reasons: tuple[str, ...] = ()
    units: tuple[OrgUnit, ...] = ()
    reports: tuple[ReportUse, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    unassigned: tuple[Assignment, ...] = ()
    status: tuple[UnitStatus, ...] = ()
    rates: ReportingRates
    indicators: tuple[Total, ...] = ()
    quantities: tuple[Total, ...] = ()
    procedures: tuple[ProcedureTotal, ...] = ()
    references: tuple[MergedReference, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[MergeFinding, ...] = ()
    versions: tuple[VersionChange, ...] = ()
    texts: tuple[TextSection, ...] = ()
    failures: tuple[Arrival, ...] = ()
    decisions: tuple[Decision, ...] = ()
