"""Half-open normal forms: from kind, year and index to ISO dates."""

from __future__ import annotations

from datetime import date, timedelta

from schemas.period import PeriodBasis, PeriodKind

Bounds = tuple[str | None, str | None]
NUMERALS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "sáu": 6,
    "chín": 9,
}


def months(year: int | None, first: int, last: int) -> Bounds:
    """From the first day of month ``first`` to the day after month ``last`` (1 to 12) of ``year``."""
    if year is None or not 1 <= first <= last <= 12:
        return None, None
    end = f"{year + 1}-01-01" if last == 12 else f"{year}-{last + 1:02d}-01"
    return f"{year}-{first:02d}-01", end


def years(first: int, last: int) -> Bounds:
    """Whole years, both included."""
    return (f"{first}-01-01", f"{last + 1}-01-01") if first <= last else (None, None)


def days(first: tuple[int, int, int], last: tuple[int, int, int]) -> Bounds:
    """Stated days (day, month, year), the last included; None for days that do not exist."""
    begin, end = _day(first), _day(last)
    if begin is None or end is None or end < begin:
        return None, None
    return begin.isoformat(), (end + timedelta(days=1)).isoformat()


def stated_kind(bounds: Bounds) -> tuple[PeriodKind, PeriodBasis]:
    """Kind and basis of stated days: a whole year, half or quarter by the 15th-14th rule, a week, or any range."""
    if bounds[0] is None or bounds[1] is None:
        return "range", "stated"
    start, end = date.fromisoformat(bounds[0]), date.fromisoformat(bounds[1])
    if start.day == 15 and end.day == 15:
        length = (end.year - start.year) * 12 + end.month - start.month
        kinds: dict[int, PeriodKind] = {1: "month", 3: "quarter", 6: "half", 9: "nine_months", 12: "year"}
        return kinds.get(length, "range"), "administrative_15_14"
    return ("week" if 4 <= (end - start).days <= 7 else "range"), "stated"


def _day(parts: tuple[int, int, int]) -> date | None:
    day, month, year = parts
    try:
        return date(year, month, day)
    except ValueError:
        return None
