"""How a date is written: ``ngày 19 tháng 7 năm 2017``, ``19/7/2017``, ``tháng 9/2017``, ``ngày … tháng … năm 2017``.

The order is always day, month, year. Works on folded text; offsets are of that text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

State = Literal["value", "blank", "invalid"]
Precision = Literal["day", "month", "year"]

_BLANK = r"[ .…_\n]{0,30}"
# One of two digits may be misread by OCR; the words around are certain enough to repair it.
_DIGITS = r"(?:\d[\dlI|\]Oo]?|[lI|][\dlI|\]])"
_MISREAD = str.maketrans("lI|]Oo", "111100")
_DAY_WORD = r"[Nn]g[àa]y(?:[ \n]{1,2}(?:mồng|mùng))?"
_YEAR = r"(?:19|20)\d\d"
# Written out; each part may be blank. A closing bracket or dots stand for what is to be filled in.
LONG = re.compile(
    rf"{_DAY_WORD}(?P<day>{_BLANK}(?:{_DIGITS}{_BLANK})?)th[áa]ng(?P<month>{_BLANK}(?:{_DIGITS}{_BLANK})?)"
    rf"(?:,?{_BLANK}n[ăâa]m(?P<year>{_BLANK}(?:\d{{4}})?)(?!\d))?"
)
_SEP = r"[ \n]?[/.-][ \n]?"
SHORT = re.compile(
    rf"(?P<day>\d(?<![\w/.].)\d?){_SEP}(?P<month>\d{{1,2}})[ \n]?[/.-]{{1,2}}[ \n]?"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|[.,-]\d|\w)"
)
DAY_MONTH = re.compile(r"[Nn]gày[ \n]{1,2}(?P<day>\d{1,2})[ ]?[/-][ ]?(?P<month>\d{1,2})(?![\d/]|[.,-]\d|\w)")
MONTH = re.compile(
    r"[Tt](?:háng[ \n]{1,2}|(?<=T)(?<!\wT)\.?)(?P<month>\d{1,2})"
    rf"(?:[ ]?[/-][ ]?|,?[ \n]{{1,2}}năm[ \n]{{1,2}})(?P<year>{_YEAR})(?![\d/]|\w)"
)
_SHORT_MONTH = re.compile(r"T\.?\d")
# Which forms start with a letter; all others start with a digit.
_BY_LETTER = {"N": (LONG, DAY_MONTH), "n": (LONG, DAY_MONTH), "T": (MONTH,), "t": (MONTH,)}
# A two-digit year is one only after the word: 1/2/34 is anything.
_DAY_BEFORE = re.compile(r"[Nn]gày[ \n(]{1,2}$")
_CENTURY_FROM = 45


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as written. ``value`` is ISO (``2017-07-19``, ``2017-07``), None where a part is missing or impossible."""

    start: int
    end: int
    value: str | None
    precision: Precision
    state: State
    day: int | None = None
    month: int | None = None
    year: int | None = None
    short_year: bool = False
    misread: bool = False

    def with_year(self, year: int) -> str | None:
        """The value if a missing year were ``year``."""
        return _iso(year, self.month, self.day)


def find_dates(text: str) -> list[DateExpression]:
    """Every date expression of folded ``text``, in order, without overlaps (years alone are periods, not dates)."""
    found = [expression for match in _matches(text) if (expression := _read(match)) is not None]
    found = [
        item for item in found if not item.short_year or _DAY_BEFORE.search(text, max(0, item.start - 8), item.start)
    ]
    found.sort(key=lambda item: (item.start, -item.end))
    result: list[DateExpression] = []
    for item in found:
        if not result or item.start >= result[-1].end:
            result.append(item)
    return result


def date_at(text: str, position: int) -> DateExpression | None:
    """The date expression that starts exactly at ``position``."""
    for pattern in _BY_LETTER.get(text[position : position + 1], (SHORT,)):
        match = pattern.match(text, position)
        if match is not None:
            return _read(match)
    return None


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Every place where a form fits. Words are looked for by ``str.find``, which is far faster than a pattern."""
    yield from SHORT.finditer(text)
    for start in _places(text, "gày"):
        yield from filter(None, (LONG.match(text, start), DAY_MONTH.match(text, start)))
    for start in _places(text, "gay"):
        yield from filter(None, (LONG.match(text, start),))
    for start in _places(text, "háng"):
        yield from filter(None, (MONTH.match(text, start),))
    for month in _SHORT_MONTH.finditer(text):
        yield from filter(None, (MONTH.match(text, month.start()),))


def _places(text: str, ending: str) -> Iterator[int]:
    """Where a word of one more letter than ``ending`` starts."""
    found = text.find(ending, 1)
    while found >= 0:
        yield found - 1
        found = text.find(ending, found + 1)


def _number(raw: str | None) -> int | None:
    if raw and raw.isdecimal():
        return int(raw)
    digits = (raw or "").strip(" .…_\n").translate(_MISREAD)
    return int(digits) if digits.isdigit() else None


def _read(match: re.Match[str]) -> DateExpression | None:
    parts = match.groupdict()
    day, month, raw_year = _number(parts.get("day")), _number(parts.get("month")), (parts.get("year") or "").strip()
    year = _number(raw_year)
    short = year is not None and year < 100
    if year is not None and year < 100:
        year += 1900 if year >= _CENTURY_FROM else 2000
    end = match.end() - _trailing(match)
    blank_day = "day" in parts and day is None
    precision: Precision = "day" if day is not None else "month"
    if blank_day and month is None and year is None and not _filler(match.group()):
        return None
    if month is None or (year is None and "year" in parts and "năm" in match.group()):
        return DateExpression(match.start(), end, None, precision, "blank", day, month, year, short)
    if not 1 <= month <= 12 or (day is not None and _iso(year or 2000, month, day) is None):
        if match.re is SHORT and month > 12 and (short or (day or 0) > 31):
            return None
        return DateExpression(match.start(), end, None, precision, "invalid", day, month, year, short)
    state: State = "blank" if blank_day else "value"
    value = _iso(year, month, day) if year is not None else None
    written = (parts.get("day") or "") + (parts.get("month") or "")
    misread = not written.isdecimal() and any(c in "lI|]Oo" for c in written)
    return DateExpression(match.start(), end, value, precision, state, day, month, year, short, misread)


def _filler(text: str) -> bool:
    return "…" in text or ".." in text or "_" in text or "  " in text or "năm" in text


def _trailing(match: re.Match[str]) -> int:
    text = match.group()
    return len(text) - len(text.rstrip(" \n._…")) if text[-1] in " \n._…" else 0


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or month is None:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
