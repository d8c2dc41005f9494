"""Dates and reporting periods."""

from __future__ import annotations

from typing import Literal

from schemas.span import Fact

PeriodKind = Literal["week", "month", "quarter", "half", "nine_months", "year", "range", "other"]
PeriodBasis = Literal["calendar", "administrative_15_14", "stated", "unknown"]
PeriodRole = Literal["title", "opening", "heading", "body", "closing", "annex"]
DateState = Literal["value", "blank", "invalid"]
DateRole = Literal["issued", "reference", "effective", "deadline", "as_of", "period_bound", "stamp", "other"]


class Date(Fact):
    """A date as written. ``value`` is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; None for a blank or impossible date."""

    value: str | None
    precision: Literal["day", "month", "year"]
    role: DateRole = "other"
    state: DateState = "value"


class Period(Fact):
    """A period, half-open ``[start, end)`` in ISO dates; unknown ends are None ("6 tháng đầu năm nay").

    ``index`` is the month, quarter or half (1 or 2) of the year, None elsewhere.
    """

    kind: PeriodKind
    year: int | None = None
    index: int | None = None
    start: str | None = None
    end: str | None = None
    basis: PeriodBasis = "calendar"
    text: str
    role: PeriodRole = "body"
