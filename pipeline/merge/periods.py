"""Reporting periods: which are the same, which came before, and how they are called.

A named period (``năm 2017``, ``quý III/2017``) is the same whether a unit closes it by the calendar or on the 14th;
only periods without a name are compared by their days.
"""

from __future__ import annotations

from datetime import date, timedelta

from schemas.period import Period, PeriodBasis, PeriodKind

Key = tuple[str, int | None, int | None, str | None, str | None]
_ROMAN = ("", "I", "II", "III", "IV")
_MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_CUMULATIVE: tuple[PeriodKind, ...] = ("half", "nine_months", "year")


def key_of(period: Period) -> Key:
    """What two reports of the same period have in common."""
    named = _named(period)
    if named is not None:
        return (named.kind, named.year, named.index, None, None)
    return (period.kind, None, None, period.start, period.end)


def _named(period: Period) -> Period | None:
    """The named period that ``period`` is, also where it is written as days (``từ 15/12/2016 đến 14/12/2017``)."""
    if period.kind in _MONTHS and period.year is not None and 1900 <= period.year <= 2200:
        if period.kind in ("year", "nine_months"):
            return period.model_copy(update={"index": None})
        return period if period.index is not None else None
    if period.kind not in ("range", "other") or period.start is None or period.end is None:
        return None
    try:
        start, end = date.fromisoformat(period.start), date.fromisoformat(period.end)
    except ValueError:
        return None
    # NĐ 09/2019: a period runs from the 15th of the month before it to the 14th of its last month.
    return _by_days(_next_month(start), _next_month(end)) if start.day == end.day == 15 else _by_days(start, end)


def _by_days(start: date, end: date) -> Period | None:
    months = (end.year - start.year) * 12 + end.month - start.month
    if start.day != 1 or end.day != 1:
        return None
    for kind, length in _MONTHS.items():
        if months == length and (start.month - 1) % (12 if kind == "nine_months" else length) == 0:
            index = None if kind in ("year", "nine_months") else (start.month - 1) // length + 1
            return named(kind, start.year, index)
    return None


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def named(kind: PeriodKind, year: int, index: int | None = None, basis: PeriodBasis = "calendar") -> Period:
    """A derived period of ``kind``: month, quarter or half ``index`` of ``year``, nine months, or the year."""
    length = _MONTHS[kind]
    first = ((index or 1) - 1) * length
    start, end = _month(year, first), _month(year, first + length)
    if basis == "administrative_15_14":
        start, end = _fifteenth_before(start), _fifteenth_before(end)
    return Period(
        kind=kind,
        year=year,
        index=index,
        start=start.isoformat(),
        end=end.isoformat(),
        basis=basis,
        text=label_of(kind, year, index),
        method="derived",
    )


def _month(year: int, offset: int) -> date:
    return date(year + offset // 12, offset % 12 + 1, 1)


def _fifteenth_before(day: date) -> date:
    return (day - timedelta(days=1)).replace(day=15)


def label_of(kind: str, year: int | None, index: int | None) -> str:
    """Vietnamese name of a named period."""
    if kind == "month":
        return f"tháng {index}/{year}"
    if kind == "quarter" and index is not None and index < len(_ROMAN):
        return f"quý {_ROMAN[index]}/{year}"
    if kind == "half":
        return f"6 tháng {'đầu' if index == 1 else 'cuối'} năm {year}"
    if kind == "nine_months":
        return f"9 tháng đầu năm {year}"
    return f"năm {year}"


def label(period: Period | None) -> str:
    """Vietnamese name of any period."""
    if period is None:
        return "không rõ kỳ"
    found = _named(period)
    if found is not None:
        return label_of(found.kind, found.year, found.index)
    return period.text or f"từ {period.start or '…'} đến {period.end or '…'}"


def code(period: Period | None) -> str:
    """Stable short name for keys and decisions: ``quarter-2017-3``, ``year-2017``, ``range-2017-02-01-2017-05-01``."""
    return "-".join(str(part) for part in key_of(period) if part is not None) if period is not None else "unknown"


def last_year(period: Period) -> Period | None:
    """The same period one year earlier; None for periods without a name."""
    found = _named(period)
    return named(found.kind, found.year - 1, found.index, found.basis) if found and found.year is not None else None


def previous(period: Period) -> Period | None:
    """The period before.

    The last quarter, month or half; for 9 months the first half of the year; for a year the year before.
    """
    found = _named(period)
    if found is None or found.year is None:
        return None
    if found.kind == "nine_months":
        return named("half", found.year, 1, found.basis)
    if found.index is None:
        return named(found.kind, found.year - 1, None, found.basis)
    if found.index > 1:
        return named(found.kind, found.year, found.index - 1, found.basis)
    return named(found.kind, found.year - 1, 12 // _MONTHS[found.kind], found.basis)


def earlier_cumulative(period: Period) -> tuple[Period, ...]:
    """Periods of the same year that ``period`` contains from the year's start: for a year its half and nine months."""
    found = _named(period)
    if (
        found is None
        or found.year is None
        or found.kind not in _CUMULATIVE
        or (found.kind == "half" and found.index != 1)
    ):
        return ()
    parts = [named("quarter", found.year, 1), named("half", found.year, 1), named("nine_months", found.year)]
    return tuple(part for part in parts if _MONTHS[part.kind] < _MONTHS[found.kind])


def ends_on(period: Period) -> date | None:
    """The exclusive end as a date."""
    try:
        return date.fromisoformat(period.end) if period.end else None
    except ValueError:
        return None


def sort_key(period: Period | None) -> tuple[str, str, str]:
    """Orders periods by end, then start, then kind; unknown ones first."""
    return (period.end or "", period.start or "", period.kind) if period is not None else ("", "", "")
