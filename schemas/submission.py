"""What came in for a consolidated report, what became of it, and where each unit stands."""

from __future__ import annotations

from typing import Literal

from schemas.span import Model

UnitState = Literal["received", "partial", "late", "wrong_period", "unreadable", "superseded", "missing"]
Approval = Literal["draft", "checked", "accepted", "locked"]
UseState = Literal["used", "superseded", "duplicate", "other_period", "unassigned", "not_a_report"]
DecisionKind = Literal["assign", "resolve", "approve", "exclude"]


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
